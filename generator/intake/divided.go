package intake

import (
	"strings"

	"handbook/generator/grid"
	"handbook/generator/listfile"
)

// divided understands a cell that has the departments' duties and the town's, each behind a label: 【上级部门职责】…
// 【街道配合职责】….
func (d *Draft) divided(e *entry, lines []*grid.Line, item *listfile.Item) {
	c := &cell{draft: d, entry: e, names: item.Departments}
	opens := func(t text) bool {
		_, r := sideLabel(t)
		return r != none || c.isHead(t)
	}
	sides, at := map[role][]paragraph{}, none
	for _, p := range d.paragraphs(lines, opens) {
		from := 0
		for i := 0; i < len(p.text); i++ {
			if i > 0 && !strings.ContainsRune(sentenceEnds, p.text[i-1].r) {
				continue
			}
			n, r := sideLabel(p.text[i:])
			if r == none {
				continue
			}
			if i > from {
				sides[at] = append(sides[at], paragraph{p.auto, p.text[from:i]})
			}
			p.text[i : i+n].own(grid.Separator)
			at, from, p.auto = r, i+n, ""
			i = from - 1
		}
		if from < len(p.text) {
			sides[at] = append(sides[at], paragraph{p.auto, p.text[from:]})
		}
	}
	if len(sides[none]) > 0 {
		d.find(Doubt, e.id(), e.place, "“%s”没有写明是上级部门的职责，还是本级的：当作上级部门的收入", sides[none][0].text.String())
	}
	item.County = c.understand(append(sides[none], sides[theirs]...))
	item.Town = (&cell{draft: d, entry: e, names: item.Departments}).understand(sides[ours])
	for key, side := range map[string][]listfile.Block{"county": item.County, "town": item.Town} {
		if len(side) == 0 {
			item.Empty[key] = "空白"
			d.find(Doubt, e.id(), e.place, "这一格里没有找到%s", map[string]string{
				"county": "上级部门的职责", "town": "本级的职责",
			}[key])
		}
	}
}

// sideLabel is the label of a side that a text opens with: how long it is, and whose duties follow.
func sideLabel(t text) (n int, r role) {
	if n = bracketed(t); n == 0 {
		n = colonAfter(t, 0)
	}
	if n == 0 {
		return 0, none
	}
	label := strings.Trim(t[:n].String(), "【】：:")
	if r = roleOf(label); r != theirs && r != ours {
		return 0, none
	}
	return n, r
}
