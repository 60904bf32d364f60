package listfile

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"handbook/generator/diag"
)

// Update changes the file of a list so that it says what the items say, which are matched by their ids. What differs is
// changed, and nothing else: comments, the order of keys, empty lines stay. The columns are the list's further ones. An
// item that is gone takes the comments within it along; a comment in its place keeps the id, which is never given
// again.
func Update(file []byte, items []Item, columns []string) ([]byte, error) {
	old, err := readItems(file)
	if err != nil {
		return nil, err
	}
	if sameItems(old, items) {
		return file, nil
	}
	mark, doc := cutMark(string(file))
	u := updating{joiner: joiner{eol: lineEnd(doc)}, columns: columns}
	top, groups, err := groupsOf(split(doc), old)
	if err != nil {
		return nil, err
	}
	u.write("", top, false)
	u.anchor = -1
	u.gone(groups, items, -1)
	for _, item := range items {
		at := slices.IndexFunc(groups, func(g group) bool { return g.item.ID == item.ID })
		if at < 0 {
			u.write("", u.fresh(item), false)
			u.anchor = -2
			continue
		}
		text, err := u.item(groups[at], item)
		if err != nil {
			return nil, diag.Errorf("write it by hand as the document has it, or in the usual form; or remove the "+
				"comments in it", "%s: %w", item.ID, err)
		}
		u.write(groups[at].lead, text, u.anchor == at-1)
		u.anchor = at
		u.gone(groups, items, at)
	}
	result := []byte(mark + u.b.String())
	if now, err := readItems(result); err != nil || !sameItems(now, items) {
		return nil, errors.Join(errors.New("it would not say the same afterwards"), err)
	}
	return result, nil
}

func cutMark(doc string) (mark, rest string) {
	const bom = "\ufeff"
	if rest, ok := strings.CutPrefix(doc, bom); ok {
		return bom, rest
	}
	return "", doc
}

type updating struct {
	joiner
	columns []string
	anchor  int // the item of the old file that was written last, -1 at its beginning, -2 where it is another
}

// A group is an item with all its tables.
type group struct {
	item      Item
	lead, own string
	parts     []chunk
	unusual   bool // it has tables that [Write] does not write
}

// usualTables are the tables that an item may have.
var usualTables = []string{"item.county", "item.town", "item.takeover", "item.field"}

// groupsOf are the items of a file, and what stands before them.
func groupsOf(chunks []chunk, items []Item) (top string, groups []group, err error) {
	for _, c := range chunks[1:] {
		if c.key == "item" {
			groups = append(groups, group{lead: c.lead, own: c.own})
			continue
		}
		if len(groups) == 0 {
			return "", nil, diag.Errorf("write each item below a line [[item]]", "%s: %w", c.key, errForm)
		}
		g := &groups[len(groups)-1]
		g.parts = append(g.parts, c)
		g.unusual = g.unusual || !slices.Contains(usualTables, c.key)
	}
	if len(groups) != len(items) {
		return "", nil, diag.Errorf("write each item below a line [[item]]", "items: %w", errForm)
	}
	for n := range groups {
		groups[n].item = items[n]
	}
	return chunks[0].own, groups, nil
}

// gone leaves a comment in the place of the items that stood behind one and are no more.
func (u *updating) gone(groups []group, items []Item, behind int) {
	for n := behind + 1; n < len(groups); n++ {
		g := groups[n]
		if slices.ContainsFunc(items, func(i Item) bool { return i.ID == g.item.ID }) {
			return
		}
		kept := g.lead
		if strings.TrimSpace(kept) == "" {
			kept = ""
		}
		u.write(kept, goneComment(g.item)+u.eol, false)
		u.anchor = -2
	}
}

// goneComment says that an item is gone, so that its id is not given again.
func goneComment(item Item) string {
	return fmt.Sprintf("# %s is gone: “%s”. Its id is never given again.", item.ID, strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, item.Title))
}

func (u *updating) fresh(item Item) string {
	return strings.ReplaceAll(writeItem(item, u.columns), "\n", u.eol)
}

// item is an item's text, changed to what it shall be.
func (u *updating) item(g group, shall Item) (string, error) {
	if sameItems([]Item{g.item}, []Item{shall}) {
		return g.text(), nil
	}
	text, err := u.inPlace(g, shall)
	if err == nil {
		now, bad := readItems([]byte(text))
		if bad == nil && sameItems(now, []Item{shall}) {
			return text, nil
		}
		err = errForm
	}
	if commented(g.text()) {
		return "", err
	}
	return u.fresh(shall), nil
}

func (g group) text() string {
	var b strings.Builder
	b.WriteString(g.own)
	for _, c := range g.parts {
		b.WriteString(c.lead + c.own)
	}
	return b.String()
}

// commented reports whether a text has a line of a comment, or a comment behind a value.
func commented(doc string) bool {
	return hasComment("0\n" + doc)
}

// inPlace changes what differs in an item.
func (u *updating) inPlace(g group, shall Item) (string, error) {
	if g.unusual {
		return "", errForm
	}
	j := joiner{eol: u.eol}
	own, err := editKeys(g.own, u.eol, itemLines(g.item, u.columns), itemLines(shall, u.columns))
	if err != nil {
		return "", err
	}
	j.write("", own, true)
	old, parts, next := itemParts(g.item), itemParts(shall), true
	for _, n := range g.order(parts) {
		var mine []chunk
		for _, c := range g.parts {
			if c.key == "item."+parts[n].key {
				mine = append(mine, c)
			}
		}
		if len(mine) != len(old[n].tables) {
			return "", errForm
		}
		header := "[[item." + parts[n].key + "]]"
		if next, err = j.tables(header, mine, old[n].tables, parts[n].tables, next); err != nil {
			return "", err
		}
	}
	return j.b.String(), nil
}

// order is the order in which an item's file has the tables of its keys; what it does not have stands where Write puts
// it.
func (g group) order(parts []part) []int {
	first := func(n int) int {
		return slices.IndexFunc(g.parts, func(c chunk) bool { return c.key == "item."+parts[n].key })
	}
	var order []int
	for n := range parts {
		if first(n) >= 0 {
			order = append(order, n)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return first(a) - first(b) })
	for n := range parts {
		if first(n) < 0 {
			order = slices.Insert(order, slices.Index(order, n-1)+1, n) // behind the key before
		}
	}
	return order
}

// tables writes the tables of one key, changed to what they shall be.
func (j *joiner) tables(header string, chunks []chunk, old, shall [][]line, next bool) (bool, error) {
	for _, p := range align(said(old), said(shall)) {
		switch {
		case p.new < 0:
			if kept := commentLines(chunks[p.old].lead + chunks[p.old].own); kept != "" {
				j.write("", kept, false)
			}
			next = false
		case p.old < 0:
			var b strings.Builder
			b.WriteString(header + "\n")
			writeLines(&b, shall[p.new])
			j.write("", strings.ReplaceAll(b.String(), "\n", j.eol), false)
			next = false
		default:
			own, err := editKeys(chunks[p.old].own, j.eol, old[p.old], shall[p.new])
			if err != nil {
				return false, err
			}
			j.write(chunks[p.old].lead, own, next)
			next = true
		}
	}
	return next, nil
}

// commentLines are the lines of a text that are comments.
func commentLines(doc string) string {
	var b strings.Builder
	for l := range strings.Lines(doc) {
		if strings.HasPrefix(strings.TrimSpace(l), "#") {
			b.WriteString(l)
		}
	}
	return b.String()
}

// said are tables as texts, to be compared.
func said(tables [][]line) []string {
	var texts []string
	for _, t := range tables {
		var b strings.Builder
		writeLines(&b, t)
		texts = append(texts, b.String())
	}
	return texts
}

// sameItems reports whether items say the same: nothing is nothing, whatever its type.
func sameItems(a, b []Item) bool {
	return slices.EqualFunc(a, b, func(a, b Item) bool { return reflect.DeepEqual(plain(a), plain(b)) })
}

func plain(i Item) Item {
	if len(i.Roles) == 0 {
		i.Roles = nil
	}
	if len(i.Empty) == 0 {
		i.Empty = nil
	}
	if len(i.Departments) == 0 {
		i.Departments = nil
	}
	if len(i.See) == 0 {
		i.See = nil
	}
	for _, blocks := range []*[]Block{&i.County, &i.Town, &i.Takeover} {
		*blocks = slices.Clone(*blocks)
		if len(*blocks) == 0 {
			*blocks = nil
		}
		for n := range *blocks {
			if b := &(*blocks)[n]; len(b.Duties) == 0 {
				b.Duties = nil
			}
		}
	}
	if len(i.Fields) == 0 {
		i.Fields = nil
	}
	return i
}

// Differ is the key of the first thing that two items do not say alike, or "".
func Differ(a, b Item) string {
	if sameItems([]Item{a}, []Item{b}) {
		return ""
	}
	lines := itemLines(b, nil)
	for n, l := range itemLines(a, nil) {
		if l != lines[n] {
			return l.key
		}
	}
	parts := itemParts(b)
	for n, p := range itemParts(a) {
		if !slices.Equal(said(p.tables), said(parts[n].tables)) {
			return p.key
		}
	}
	return "text"
}
