package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/grid"
)

// A role is what a column of the document's tables holds.
type role int

const (
	none role = iota
	number
	category
	title
	departments
	theirs   // the departments' duties
	ours     // the town's duties
	both     // the departments' duties and the town's, in one cell
	own      // the item's duties, where the list has one column of them
	takeover // who took it over, and how
	methods  // how, in a column of its own
	further  // a column of the document's own
)

// Heads that mean one thing wherever they stand.
var (
	numberHead   = regexp.MustCompile(`^(序号?|编号|项号|号|No\.?)$`)
	categoryHead = regexp.MustCompile(`^(事项|职责|履职|工作|所属)?(类别|类型|分类|领域|大类)(名称)?$|^一级事项$`)
	methodsHead  = regexp.MustCompile(`^(承接|履职|收回|后|具体|工作)*(方式|措施)$`)
	takeoverHead = regexp.MustCompile(`承接|^收回(部门|单位)`)
	officeHead   = regexp.MustCompile(`^(对应|上级|省级|市级|县级|区级|旗级|[县区市旗]直|[县区市旗]级?|主管|责任|牵头|业务|主责|配合|协助|职能|涉及|` +
		`相关|委托)*(部门|单位)(名称)?$`)
	titleHead  = regexp.MustCompile(`履职事项|^(基本|配合|收回|赋权|委托|上级部门收回|职责|具体|工作|清单)*事项(名称|清单)?$|^(职责)?名称$`)
	ownHead    = regexp.MustCompile(`^(具体|主要|工作|履职|职责|事项)*(内容|职责|任务|要求|描述)$`)
	dutyHead   = regexp.MustCompile(`(职责|责任|任务|职能|分工|内容|事项|职责划分)$`)
	localHead  = regexp.MustCompile(`乡|镇|街道|苏木|团场|农场|林场|牧场|属地|基层|办事处`)
	higherHead = regexp.MustCompile(`上级|省级|市级|县级|区级|旗级|[县区市旗]直|部门|单位|主管`)
	helpHead   = regexp.MustCompile(`配合|协助|辅助`)
)

// mostInHead is how many characters the head of a column has at most.
const mostInHead = 20

// roleOf is what a column with this head holds; none where it is no head that tables have. Documents vary: the place's
// kind stands in many heads (县级部门职责, 街道职责), and so do brackets (乡镇（街道）配合职责).
func roleOf(head string) role {
	h := strings.Map(func(r rune) rune {
		if strings.ContainsRune("()、/:的及和", r) {
			return -1
		}
		return r
	}, folded(head))
	if len([]rune(h)) > mostInHead {
		return none
	}
	duty := dutyHead.MatchString(h)
	switch {
	case numberHead.MatchString(h):
		return number
	case categoryHead.MatchString(h):
		return category
	case takeoverHead.MatchString(h) && !(methodsHead.MatchString(h)):
		return takeover
	case methodsHead.MatchString(h):
		return methods
	case titleHead.MatchString(h):
		return title
	case duty && localHead.MatchString(h):
		return ours
	case duty && higherHead.MatchString(h):
		return theirs
	case duty && helpHead.MatchString(h):
		return ours
	case officeHead.MatchString(h):
		return departments
	case ownHead.MatchString(h):
		return own
	}
	return none
}

// A column of a table, by the head above it.
type column struct {
	role  role
	name  string // as the document heads it
	at    int    // the first of the table's columns that it covers
	wide  int
	label string // of one of several columns of departments: 牵头, 配合
}

// A heading is the columns of a table as its head rows name them.
type heading struct {
	columns []column
	asRead  []column // what they are whatever the list
	rows    int      // how many rows the head has
	title   string   // what stands above the table, or on its sheet
	list    *List    // whose items the rows are; nil where they are of a list that nobody has declared
}

// has reports whether there is such a column.
func (h *heading) has(r role) bool {
	for _, c := range h.columns {
		if c.role == r {
			return true
		}
	}
	return false
}

// names are the heads of the columns.
func (h *heading) names() []string {
	var names []string
	for _, c := range h.columns {
		names = append(names, c.name)
	}
	return names
}

// covers is the column of a cell; it may have been cut otherwise than its head was.
func (h *heading) covers(c *grid.Cell) *column {
	for i := range h.columns {
		col := &h.columns[i]
		if c.Column < col.at+col.wide && col.at < c.Column+c.Wide {
			return col
		}
	}
	return nil
}

// repeated reports whether a row is the head again, as a page or somebody's hand repeats it.
func (h *heading) repeated(row *grid.Row) bool {
	n := 0
	for _, c := range row.Cells {
		text := squeezed(cellText(c))
		if c.Above != nil || text == "" {
			continue
		}
		if col := h.covers(c); col == nil || col.name != text {
			return false
		}
		n++
	}
	return n > 1
}

// headAt reads the head that begins in a row of a table: the rows of it, and what each column holds. A head has the
// title of items and a second column that is known.
func headAt(table *grid.Table, at int) (*heading, bool) {
	n := 0
	for _, c := range table.Rows[at].Cells {
		text := cellText(c)
		if aNumber.MatchString(folded(text)) {
			return nil, false // an item's row
		}
		if c.Above == nil && roleOf(text) != none {
			n++
		}
	}
	if n < 2 && !bareHead(table, at) {
		return nil, false
	}
	rows := 1
	for rows < mostHeadRows && headGoesOn(table, at+rows) {
		rows++
	}
	h := headOf(table, at, rows)
	h.asRead = slices.Clone(h.columns)
	return h, h.known()
}

// bareHead reports whether a row is a head of which only the title of items is known, beside columns of the document's
// own.
func bareHead(table *grid.Table, at int) bool {
	titles, others := 0, 0
	for _, c := range table.Rows[at].Cells {
		switch text := squeezed(cellText(c)); {
		case aTitleHead.MatchString(text):
			titles++
		case text != "":
			if others++; len([]rune(text)) > mostInBareHead || strings.ContainsAny(text, "。；，、：“”0123456789") {
				return false
			}
		}
	}
	return titles == 1 && others > 0 && at+1 < len(table.Rows)
}

// aTitleHead is the head of a column of titles and of nothing else.
var aTitleHead = regexp.MustCompile(`^(基本|配合|收回|赋权|委托)?(履职|职责|工作)?事项(名称)?$`)

// mostInBareHead is how many characters a head has that nobody knows.
const mostInBareHead = 8

// mostHeadRows is how many rows a head has at most.
const mostHeadRows = 3

// known reports whether these are the columns of a list.
func (h *heading) known() bool {
	n := 0
	for _, c := range h.columns {
		if c.role != none && c.role != further {
			n++
		}
	}
	return n >= 1 && len(h.columns) >= 2 && h.has(title)
}

// headGoesOn reports whether a row is a lower row of a head: one whose cells are heads, or merged with those above.
func headGoesOn(table *grid.Table, at int) bool {
	if at >= len(table.Rows) {
		return false
	}
	merged, heads := 0, 0
	for _, c := range table.Rows[at].Cells {
		switch {
		case c.Above != nil && roleOf(cellText(c.Above)) != none:
			merged++
		case c.Above == nil && (roleOf(cellText(c)) != none || dutiesOf(table.Rows[at-1], c) != none):
			heads++
		case c.Above == nil && cellText(c) != "":
			return false
		}
	}
	return merged > 0 && heads > 0
}

// dutiesOf is whose duties a column holds whose head names only whose: 上级部门, 镇, below a wider 职责划分.
func dutiesOf(above *grid.Row, c *grid.Cell) role {
	if roleLabel.MatchString(squeezed(cellText(c))) || strings.HasPrefix(squeezed(cellText(c)), "对应") {
		return none // 对应上级部门 names them
	}
	for _, upper := range above.Cells {
		if upper.Column <= c.Column && c.Column < upper.Column+upper.Wide && upper.Wide > c.Wide &&
			dutiesHead.MatchString(folded(cellText(upper))) {
			if r := roleOf(cellText(c) + "职责"); r == theirs || r == ours {
				return r
			}
		}
	}
	return none
}

// dutiesHead is the head of several columns of duties.
var dutiesHead = regexp.MustCompile(`^(工作|具体|主要|履职)*(职责|责任|任务|分工|职能)(划分|分工|清单|内容)?$`)

// headOf takes some rows as a head: of each column, the lowest cell that has a text.
func headOf(table *grid.Table, at, rows int) *heading {
	h := &heading{rows: rows}
	for at0 := 0; at0 < table.Wide; {
		c, text := lowest(table, at, rows, at0)
		if c == nil {
			at0++
			continue
		}
		r := roleOf(text)
		for i := at + 1; i < at+rows && slices.Contains(table.Rows[i].Cells, c); i++ {
			r = cmp.Or(dutiesOf(table.Rows[i-1], c), r)
		}
		if r == none {
			r = further
		}
		if text != "" {
			h.columns = append(h.columns,
				column{role: r, name: squeezed(text), at: at0, wide: max(1, c.Column+c.Wide-at0)})
		}
		at0 = max(at0+1, c.Column+c.Wide)
	}
	h.settle()
	return h
}

// lowest is the lowest cell with a text over a column, within some rows.
func lowest(table *grid.Table, at, rows, col int) (*grid.Cell, string) {
	var found *grid.Cell
	text := ""
	for _, row := range table.Rows[at : at+rows] {
		for _, c := range row.Cells {
			if col < c.Column || col >= c.Column+c.Wide {
				continue
			}
			if c.Above != nil {
				c = c.Above
			}
			if t := cellText(c); t != "" {
				found, text = c, t
			} else if found == nil {
				found = c
			}
		}
	}
	return found, text
}

// settle gives columns that two heads would name the same the meaning that is left.
func (h *heading) settle() {
	seen := map[role]bool{}
	named := func(c column) bool { return c.role == category && strings.Contains(c.name, "类别") }
	usual := slices.ContainsFunc(h.columns, named)
	for i := range h.columns {
		c := &h.columns[i]
		if usual && c.role == category && !named(*c) { // 事项类型 beside 事项类别
			c.role = further
		}
		if label := roleLabel.FindStringSubmatch(c.name); c.role == departments && label != nil {
			c.label = label[1]
		}
		if c.role == departments && seen[departments] && c.label != "" { // 牵头部门 and 配合部门
			continue
		}
		if c.role == own { // it is the title where no other is
			switch {
			case !h.has(title):
				c.role = title
			case !h.has(ours):
				c.role = ours
			default:
				c.role = further
			}
		}
		if c.role == title && seen[title] || c.role != further && seen[c.role] {
			c.role = further
		}
		seen[c.role] = true
	}
	several := 0
	for _, c := range h.columns {
		if c.role == departments {
			several++
		}
	}
	for i := range h.columns {
		if c := &h.columns[i]; several < 2 || c.label == "责任" || c.label == "对应" {
			c.label = ""
		}
	}
}

// cellText is what stands in a cell.
func cellText(c *grid.Cell) string {
	var b strings.Builder
	for _, l := range c.Lines {
		b.WriteString(l.Number + l.Text)
	}
	return strings.TrimSpace(b.String())
}
