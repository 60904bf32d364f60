package intake

import (
	"regexp"
	"slices"
	"strings"

	"handbook/generator/grid"
	"handbook/generator/listfile"
)

// Labels of a reclaimed item's cell.
var (
	whoLabel = regexp.MustCompile(`^(承接|收回|责任|牵头|主管)(部门|单位|主体|机构)[:：]`)
	howLabel = regexp.MustCompile(`^(工作方式|承接方式|履职方式|工作措施|承接措施|具体方式|具体措施)[:：]`)
)

// isLabel reports whether a text opens with one of these.
func isLabel(t text) bool {
	return whoLabel.MatchString(t.String()) || howLabel.MatchString(t.String())
}

// takeovers understands the cell that says who took an item over, and how: 承接部门：… 工作方式：…, or a statement instead.
func (d *Draft) takeovers(e *entry, lines []*grid.Line) (blocks []listfile.Block, statement string) {
	var names []string // that the label names, and nobody's methods yet
	var how []paragraph
	flush := func() {
		if len(names) == 0 {
			return
		}
		c := &cell{draft: d, entry: e}
		c.read(how)
		blocks = append(blocks, d.shared(e, names, c.blocks)...)
		names, how = nil, nil
	}
	var loose []text
	for _, p := range d.paragraphs(lines, isLabel) {
		t := p.text
		if n, width, _ := t.typed(); n > 0 && isLabel(t[width:]) { // 1.承接部门：… 2.工作方式：…
			t[:width].own(grid.Numeral)
			t = t[width:]
		}
		for len(t) > 0 {
			s := t.String()
			if m := whoLabel.FindString(s); m != "" {
				flush()
				n := len([]rune(m))
				t[:n].own(grid.Separator)
				t = t[n:]
				end := len(t)
				for i := range t {
					if howLabel.MatchString(t[i:].String()) {
						end = i
						break
					}
				}
				names = d.labelled(e, t[:end])
				t = t[end:]
				continue
			}
			if m := howLabel.FindString(s); m != "" && len(names) > 0 {
				n := len([]rune(m))
				t[:n].own(grid.Separator)
				t = t[n:]
				if len(t) > 0 {
					how = append(how, paragraph{p.auto, t})
				}
			} else if len(names) > 0 {
				how = append(how, paragraph{p.auto, t})
			} else {
				loose = append(loose, t)
			}
			break
		}
	}
	flush()
	if len(blocks) == 0 && len(loose) > 0 {
		if blocks = d.unlabelled(e, lines); len(blocks) > 0 {
			return blocks, ""
		}
	}
	for _, t := range loose {
		if len(blocks) > 0 {
			d.find(Doubt, e.id(), t.place(), "承接部门前面有一段文字，没有收入清单：“%s”", t.String())
			t.own(grid.Outside)
			continue
		}
		statement += t.value()
	}
	if parts := strings.Split(statement, "、"); statement != "" && !slices.ContainsFunc(parts, func(name string) bool {
		return len([]rune(name)) > mostInName || !d.isName(name)
	}) {
		names, _ := d.departmentsOf(e, lines)
		return d.shared(e, names, nil), ""
	}
	return blocks, statement
}

// unlabelled understands a cell in which each department heads what it does, without any label: 县民政局：负责办理。
func (d *Draft) unlabelled(e *entry, lines []*grid.Line) []listfile.Block {
	c := &cell{draft: d, entry: e}
	for _, p := range d.paragraphs(lines, func(text) bool { return false }) {
		for from := range p.text {
			if from > 0 && !strings.ContainsRune("。；;", p.text[from-1].r) {
				continue
			}
			if to := colonAfter(p.text, from); to > 0 && to-1-from <= mostInName+mostInName {
				for _, name := range strings.Split(p.text[from:to-1].String(), "、") {
					if d.isName(name) && !c.has(name) {
						c.names = append(c.names, name)
					}
				}
			}
		}
	}
	if len(c.names) == 0 {
		return nil
	}
	found := len(d.Findings)
	paragraphs := c.split(d.paragraphs(lines, c.isHead))
	c.read(paragraphs)
	for _, b := range c.blocks {
		if b.Department == "" || len(b.Duties) == 0 || b.Heading != "" {
			d.Findings = d.Findings[:found]
			return nil
		}
	}
	return c.blocks
}

// labelled reads the departments behind a label.
func (d *Draft) labelled(e *entry, t text) []string {
	var names []string
	for len(t) > 0 {
		name, sign, rest, _ := t.cut("、，,；;：:。")
		sign.own(grid.Separator)
		if len(name) > 0 {
			names = append(names, name.value())
		}
		t = rest
	}
	if len(names) == 0 {
		d.find(Doubt, e.id(), e.place, "“承接部门”后面没有部门")
	}
	return names
}

// takenOver understands two columns: who took an item over, and how. Where each department has a row, or a paragraph,
// of its own, what stands beside it is its own.
func (d *Draft) takenOver(e *entry) (blocks []listfile.Block, statement string) {
	n := 0
	for _, part := range e.parts {
		if len(part[takeover]) > 0 && len(part[methods]) > 0 {
			n++
		}
	}
	if n > 1 {
		for _, part := range e.parts {
			names, _ := d.departmentsOf(e, part[takeover])
			blocks = append(blocks, d.shared(e, names, d.methodsOf(e, part[methods], names))...)
		}
		return blocks, ""
	}
	if _, nobody := d.empty(e.cells[takeover]); nobody {
		d.joined(e.cells[takeover]).own(grid.Outside)
		for _, b := range d.methodsOf(e, e.cells[methods], nil) {
			statement += headText(b) + strings.Join(b.Duties, "")
		}
		return nil, statement
	}
	names, _ := d.departmentsOf(e, e.cells[takeover])
	if _, nothing := d.empty(e.cells[methods]); nothing {
		noName := func(name string) bool { return len([]rune(name)) > mostInName || !d.isName(name) }
		if slices.ContainsFunc(names, noName) {
			return nil, d.joined(e.cells[takeover]).value() // over both columns
		}
		d.joined(e.cells[methods]).own(grid.Outside)
		return d.shared(e, names, nil), ""
	}
	how := d.methodsOf(e, e.cells[methods], names)
	if len(how) > 0 && how[0].Department != "" {
		return how, ""
	}
	if paragraphs := d.paragraphs(e.cells[methods], func(text) bool { return false }); len(names) > 1 &&
		len(paragraphs) == len(names) && len(how) == 1 && len(how[0].Duties) == 1 {
		d.find(Doubt, e.id(), e.place, "几个承接部门各有一段工作方式，按先后一一对应（%s）", strings.Join(names, "、"))
		for i, name := range names {
			blocks = append(blocks, listfile.Block{Department: name, Duties: []string{paragraphs[i].text.value()}})
		}
		return blocks, ""
	}
	return d.shared(e, names, how), ""
}

func (d *Draft) methodsOf(e *entry, lines []*grid.Line, names []string) []listfile.Block {
	c := &cell{draft: d, entry: e, names: names}
	paragraphs := c.split(d.paragraphs(lines, c.isHead))
	c.read(paragraphs)
	return c.blocks
}

// shared gives each department all that is said of how.
func (d *Draft) shared(e *entry, names []string, how []listfile.Block) (blocks []listfile.Block) {
	var duties []string
	for _, b := range how {
		duties = append(duties, b.Duties...)
	}
	switch {
	case len(duties) == 0 && len(names) > 0:
		d.find(Doubt, e.id(), e.place, "只写了承接部门“%s”，没有写工作方式：按没有工作方式收入，请核对", strings.Join(names, "、"))
	case len(names) > 1:
		d.find(Doubt, e.id(), e.place, "几个承接部门合写一种工作方式（%s），收入清单时每个部门各写一遍", strings.Join(names, "、"))
	}
	for _, name := range names {
		blocks = append(blocks, listfile.Block{Department: name, Duties: duties})
	}
	return blocks
}
