package intake

import (
	"fmt"
	"slices"
	"strings"

	"handbook/generator/grid"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// A cell is being understood: who does what, block by block.
type cell struct {
	draft  *Draft
	entry  *entry
	names  []string // of the item's departments: its cells may have them as heads
	blocks []listfile.Block
	run    int       // the number of the last duty of the block; 0 where its duties have none
	open   bool      // the last block has no duties yet
	marked bool      // the last duty opens with a mark of its own: （一）
	nested int       // the last number within it: 1. 2. below （一） are its text
	inner  list.Mark // the last mark within it: （1）（2） below 1. are its text
	below  string    // the department whose head the sub-headings stand below
}

// duties understands the cell of a column of duties.
func (d *Draft) duties(e *entry, lines []*grid.Line, names []string) []listfile.Block {
	c := &cell{draft: d, entry: e, names: names}
	return c.understand(d.paragraphs(lines, c.isHead))
}

func (c *cell) understand(all []paragraph) []listfile.Block {
	paragraphs := c.split(all)
	c.draft.dropLonelyMark(c.entry, paragraphs)
	c.read(paragraphs)
	if c.open {
		last := len(c.blocks) - 1
		c.draft.find(Doubt, c.entry.id(), c.entry.place, "“%s”下面没有职责", headText(c.blocks[last]))
		c.blocks = c.blocks[:last]
	}
	return c.blocks
}

func headText(b listfile.Block) string { return b.Department + b.Heading }

// dropLonelyMark leaves out a mark that is the only one of its cell, of a single duty: it numbers nothing.
func (d *Draft) dropLonelyMark(e *entry, paragraphs []paragraph) {
	if len(paragraphs) != 1 {
		return
	}
	p := &paragraphs[0]
	marked := list.MarkOf(p.text.String()).Text
	text := folded(p.text.String())
	if strings.Contains(text, "②") || strings.Contains(text, "(2)") || strings.Contains(text, "(二)") {
		return // others follow in the same paragraph
	}
	if n := len([]rune(marked)); p.auto == "" && strings.ContainsAny(marked, "（(") && n < len(p.text) {
		p.text[:n].own(grid.Numeral)
		p.text = p.text[n:]
	} else if marked = p.auto; p.auto == "" || decimal(p.auto) > 0 {
		return
	}
	p.auto = ""
	d.find(Doubt, e.id(), p.text.place(), "这一格只有一条，却编了号“%s”：编号没有收入清单，请核对", marked)
}

// decimal is the number of an automatic number like 1. or 1、, or 0.
func decimal(auto string) int {
	t := make(text, 0, len(auto)+1)
	for _, r := range folded(auto) {
		t = append(t, char{r: r})
	}
	if n, width, _ := t.typed(); n > 0 && width == len(t) {
		return n
	}
	if n, width, _ := append(t, char{r: '.'}).typed(); n > 0 && width == len(t)+1 {
		return n
	}
	return 0
}

// read understands paragraphs, one after the other.
func (c *cell) read(all []paragraph) {
	for i, p := range all {
		c.paragraph(p, all[i+1:])
	}
}

func (c *cell) paragraph(p paragraph, rest []paragraph) {
	t, n, width := p.text, decimal(p.auto), 0
	if h, ok := c.head(t); ok && n > 0 && h.after > h.sub {
		c.draft.find(Note, c.entry.id(), t.place(), "部门前面的编号“%s”没有收入", p.auto)
		c.paragraph(paragraph{text: t}, rest)
		return
	}
	if width := c.numberedHead(t); p.auto == "" && width > 0 {
		t[:width].own(grid.Numeral)
		c.draft.find(Note, c.entry.id(), t.place(), "部门前面的编号“%s”没有收入", t[:width].String())
		c.paragraph(paragraph{text: t[width:]}, rest)
		return
	}
	if p.auto == "" {
		if n := bracketed(t); n > 0 && (n < len(t) || len(rest) > 0) {
			c.bracket(t[:n])
			if n < len(t) {
				c.paragraph(paragraph{text: t[n:]}, rest)
			}
			return
		}
		if h, ok := c.head(t); ok {
			c.department(t, h)
			if h.after < len(t) {
				c.paragraph(paragraph{text: t[h.after:]}, rest)
			}
			return
		}
		typed, wide, sure := t.typed()
		if typed > 0 && (sure || typed == c.run+1 && (typed > 1 || opensNext(rest, 2))) {
			n, width = typed, wide
		}
	}
	switch {
	case n == 0 && len(rest) > 0 && c.headMark(numbered(p.auto, t), rest[0]):
		c.begin(listfile.Block{Department: c.below, Heading: numbered(p.auto, t).value()})
	case n > 0 && c.marked && n == c.nested+1:
		c.nested = n
		c.goOn(numbered(p.auto, t))
	case n > 0:
		t[:width].own(grid.Numeral)
		c.numbered(n, t[width:])
	case c.isHeading(t, rest):
		c.heading(numbered(p.auto, t))
	default:
		c.plain(numbered(p.auto, t))
	}
}

// headMark reports whether a marked paragraph is a heading: （一）灾前, without a sign at its end, and a number 1 follows.
func (c *cell) headMark(t text, next paragraph) bool {
	n, _, _ := next.text.typed()
	return list.MarkOf(t.String()).N > 0 && !t.ends(sentenceEnds) && len(t) <= mostInWeak &&
		(n == 1 || decimal(next.auto) == 1)
}

// numbered is a text with the number that the program sets before it.
func numbered(auto string, t text) text {
	with := make(text, 0, len(auto)+len(t))
	for _, r := range auto {
		with = append(with, char{r: r})
	}
	return append(with, t...)
}

// opensNext reports whether one of the paragraphs that follow has this number.
func opensNext(rest []paragraph, n int) bool {
	for _, p := range rest {
		if m, _, _ := p.text.typed(); m == n || decimal(p.auto) == n {
			return true
		}
	}
	return false
}

func (c *cell) last() *listfile.Block {
	if len(c.blocks) == 0 {
		return nil
	}
	return &c.blocks[len(c.blocks)-1]
}

func (c *cell) begin(b listfile.Block) {
	if c.open {
		c.draft.find(Doubt, c.entry.id(), c.entry.place, "“%s”下面没有职责，没有收入；紧接着是“%s”", headText(*c.last()), headText(b))
		c.blocks = c.blocks[:len(c.blocks)-1]
	}
	c.blocks = append(c.blocks, b)
	c.run, c.nested, c.open, c.marked, c.inner = 0, 0, true, false, list.Mark{}
}

func (c *cell) add(t text) {
	b := c.last()
	if b == nil {
		c.blocks = append(c.blocks, listfile.Block{})
		b = c.last()
	}
	b.Duties = append(b.Duties, t.value())
	c.open = false
}

// goOn adds a text to the last duty.
func (c *cell) goOn(t text) {
	b := c.last()
	b.Duties[len(b.Duties)-1] += t.value()
}

func (c *cell) numbered(n int, t text) {
	b := c.last()
	switch {
	case n == c.run+1 && (c.run > 0 || b == nil || c.open):
	case n == 1:
		c.draft.find(Doubt, c.entry.id(), t.place(),
			"这一格里编号又从 1 开始，前面没有小标题，接着前面的编号收入：“%s”", t.String())
	default:
		c.draft.find(Doubt, c.entry.id(), t.place(), "编号不连续：%d 之后是 %d：“%s”", c.run, n, t.String())
	}
	c.run = max(n, c.run+1)
	c.marked, c.inner = false, list.Mark{}
	if at := within(t, c.run+1); at > 0 {
		c.add(t[:at])
		_, width, _ := t[at:].typed()
		t[at : at+width].own(grid.Numeral)
		c.draft.find(Note, c.entry.id(), t.place(), "同一段里有几个编号，按编号分成几条：“%s”", t.String())
		c.numbered(c.run+1, t[at+width:])
		return
	}
	c.add(t)
}

// within is where a number stands within a paragraph, behind the end of a sentence: 1.检查；2.处罚。 0 where it does not.
func within(t text, number int) int {
	for i := 1; i < len(t)-2; i++ {
		if !strings.ContainsRune("；;。", t[i-1].r) {
			continue
		}
		if n, width, sure := t[i:].typed(); n == number && sure && i+width < len(t) {
			return i
		}
	}
	return 0
}

// plain is a paragraph without a number.
func (c *cell) plain(t text) {
	mark := list.MarkOf(t.String())
	marks := mark.Kind > 0
	b := c.last()
	switch {
	case b == nil || c.open:
		c.add(t)
	case c.run > 0 && !c.marked && mark.Follows(c.inner): // （1）（2） below 1.
		if mark.N == 1 {
			c.draft.find(Doubt, c.entry.id(), t.place(), "第 %d 条下面又编了号，合在这一条里收入：“%s”", c.run, t.String())
		}
		c.goOn(t)
		c.inner = mark
		return
	case !marks && c.run == 0 && strings.HasSuffix(b.Duties[len(b.Duties)-1], "；") && t.ends("；。"):
		level := Note
		if t.place().Page > 0 { // where a paragraph begins is not certain there
			level = Doubt
		}
		c.draft.find(level, c.entry.id(), t.place(), "没有编号、以分号相接的几段，各作一条收入：“%s”", t.String())
		c.add(t)
	case marks && (c.marked || c.run == 0 && list.MarkOf(b.Duties[len(b.Duties)-1]).Kind > 0):
		c.add(t)
	default:
		before := b.Duties[len(b.Duties)-1]
		f := c.draft.find(Doubt, c.entry.id(), t.place(), "这一格有几段没有编号的文字，合成一段收入：“%s”接在后面", t.String())
		if c.run > 0 {
			f.Text = fmt.Sprintf("这一段没有编号，接在第 %d 条的后面：“%s”", c.run, shortened(t.String()))
		}
		c.goOn(t)
		f.Readings = []string{b.Duties[len(b.Duties)-1], before + " ／ " + t.String()}
	}
	c.marked, c.nested = marks, 0
}

// mostInHeading is how many characters a heading has at most.
const mostInHeading = 60

// isHeading reports whether a paragraph is a sub-heading: it ends with a colon, and something follows.
func (c *cell) isHeading(t text, rest []paragraph) bool {
	return t.ends(colons) && len(rest) > 0 && len(t) <= mostInHeading
}

func (c *cell) heading(t text) {
	t[len(t)-1:].own(grid.Separator)
	heading := t[:len(t)-1].value()
	if c.share(heading) {
		c.below = ""
		c.draft.find(Note, c.entry.id(), t.place(), "几个部门合写一段，按小标题收入：“%s”", heading)
	} else if c.office(heading) {
		c.draft.find(Doubt, c.entry.id(), t.place(), "“%s”像是部门，但不在这一项的部门栏里，按小标题收入", heading)
	}
	if b := c.last(); c.open && b.Department != "" && b.Heading == "" && !c.share(heading) {
		c.draft.find(Note, c.entry.id(), t.place(), "部门下面又分小标题，合成“%s（%s）”收入", b.Department, heading)
		b.Heading, c.below = heading, b.Department
		return
	}
	c.begin(listfile.Block{Department: c.below, Heading: heading})
}

// mostInName is how many characters the names of departments have at most.
const mostInName = 25

// office reports whether a heading looks like departments.
func (c *cell) office(heading string) bool {
	return !slices.ContainsFunc(strings.Split(heading, "、"), func(name string) bool {
		return !c.draft.known[name] && (len([]rune(name)) > mostInName || !anOffice.MatchString(name))
	})
}
