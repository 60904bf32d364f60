package intake

import (
	"regexp"
	"slices"
	"strings"

	"handbook/generator/grid"
)

// aRole is what may stand in brackets behind a department's name and is no part of it.
var aRole = regexp.MustCompile(`^(牵头|主责|主办|主管|负责|配合|协办|协助|参与|会同|责任|指导|统筹|监督|组织|协调)(单位|部门)?$`)

// roleLabel is what stands before departments, and is none.
var roleLabel = regexp.MustCompile(`^(牵头|主责|主办|主管|配合|协办|协助|参与|责任|对应)(部门|单位)$`)

// bareRole is a label without 部门: 牵头：甲局；配合：乙局.
var bareRole = regexp.MustCompile(`^(牵头|主责|主办|主管|配合|协办|协助|参与|责任|对应)$`)

// andOthers is what stands behind the last of several departments.
var andOthers = regexp.MustCompile(`等(有关|相关)?(\d*个)?(部门|单位)?$`)

// anOffice is how a department's name ends.
var anOffice = regexp.MustCompile(`(局|委|办|部|会|院|中心|站|队|所|厅|公司|社|团|联|室|处|组|校|馆|行|分局|支队|大队|政府|机关|法院|银行)[）)]?$`)

// departmentsOf reads the cell that names a joint item's departments.
func (d *Draft) departmentsOf(e *entry, lines []*grid.Line) (names []string, roles map[string]string) {
	common := "" // the role that a label gives those behind it: 配合部门：县公安局、县司法局
	for _, t := range d.namesIn(lines) {
		m := roleLabel.FindStringSubmatch(t.String())
		if m == nil {
			m = bareRole.FindStringSubmatch(t.String())
		}
		if m != nil {
			t.own(grid.Separator)
			if common = m[1]; common == "责任" || common == "对应" {
				common = ""
			}
			continue
		}
		name, role := t, common
		if label := d.labels[t[0].line]; label != "" {
			role = label
		}
		if n := len(t); n > 2 && strings.ContainsRune("）)", t[n-1].r) {
			for i := n - 2; i > 0; i-- {
				if strings.ContainsRune("（(", t[i].r) {
					if said := t[i+1 : n-1].String(); aRole.MatchString(said) {
						name, role = t[:i], said
						t[i : i+1].own(grid.Separator)
						t[n-1:].own(grid.Separator)
						t[i+1 : n-1].own(grid.Value)
					}
					break
				}
			}
		}
		if tail := len([]rune(andOthers.FindString(name.String()))); tail > 0 && tail < len(name) {
			d.find(Doubt, e.id(), t.place(), "部门后面的“%s”没有收入", name[len(name)-tail:].String())
			name[len(name)-tail:].own(grid.Separator)
			name = name[:len(name)-tail]
		}
		text := name.value()
		if slices.Contains(names, text) {
			d.find(Doubt, e.id(), t.place(), "部门“%s”在这一格里写了两遍，收入一次", text)
			continue
		}
		names = append(names, text)
		if role != "" {
			if roles == nil {
				roles = map[string]string{}
			}
			roles[text] = role
		}
	}
	return names, roles
}

// namesIn parts a cell into the names that stand in it: between 、, or each in a paragraph of its own.
func (d *Draft) namesIn(lines []*grid.Line) []text {
	var all []text
	var open text
	flush := func() {
		if len(open) > 0 {
			all = append(all, open)
			open = nil
		}
	}
	for i, l := range lines {
		t := d.read(l)
		begins := l.Hard
		if !begins && i > 0 && !nameGoesOn(open, d.upTo(lines, i)) {
			begins = !lines[i-1].Full || d.prefixes[prefix(t)]
		}
		if begins && len(open) > 0 && d.isName(open.String()) {
			flush()
		}
		if n, width, _ := t.typed(); n > 0 { // 1.县公安局
			t[:width].own(grid.Numeral)
			t = t[width:]
		}
		depth := 0
		for i, c := range t {
			switch {
			case strings.ContainsRune("（(", c.r):
				depth++
			case strings.ContainsRune("）)", c.r):
				depth--
			}
			if depth <= 0 && strings.ContainsRune("、，,；;。：:/／", c.r) {
				t[i : i+1].own(grid.Separator)
				flush()
				continue
			}
			open = append(open, c)
		}
	}
	flush()
	return d.apart(all)
}

// apart parts names that stand in a row without a sign: each begins with the same place.
func (d *Draft) apart(names []text) []text {
	var all []text
	for _, t := range names {
		at := 0
		for i := at + 2; i < len(t)-1; i++ {
			if t[i].r != t[at].r || t[i+1].r != t[at+1].r && t[at].r != '区' && t[at].r != '县' && t[at].r != '市' {
				continue
			}
			if d.isName(t[at:i].String()) && d.isName(t[i:].String()) {
				d.find(Doubt, "", t.place(), "两个部门名称连在一起，分开收入：“%s”", t[at:].String())
				all = append(all, t[at:i])
				at = i
			}
		}
		all = append(all, t[at:])
	}
	return all
}

// nameGoesOn reports whether a printed line goes on with the name that the line before has begun, for it is none by
// itself: 某某局 某县分局, or the role behind a name.
func nameGoesOn(name, line text) bool {
	return len(line) == 0 || strings.ContainsRune("（(", line[0].r) || aBranch.MatchString(line.String()) ||
		strings.HasSuffix(name.String(), "总局")
}

// upTo is what stands from line i on, as far as the lines are full.
func (d *Draft) upTo(lines []*grid.Line, i int) text {
	const most = 4 // lines of a name in a narrow column
	var joined text
	for j := i; j < len(lines) && j < i+most; j++ {
		if joined = append(joined, d.read(lines[j])...); !lines[j].Full {
			break
		}
	}
	return joined
}

var aBranch = regexp.MustCompile(`^.{1,5}(分局|分公司|支队|大队|分中心)`)

// prefix is how a name begins: by it, a line that begins another name is told from one that goes on with the last.
func prefix(t text) string { return t[:min(len(t), 2)].String() }

// isName reports whether a text is a department's whole name, with or without a role behind it.
func (d *Draft) isName(s string) bool {
	if before, role, ok := strings.Cut(strings.NewReplacer("(", "（", ")", "）").Replace(s), "（"); ok &&
		aRole.MatchString(strings.TrimSuffix(role, "）")) {
		s = before
	}
	return d.known[s] || anOffice.MatchString(s)
}

// learn gathers the departments that the document's columns name, before the cells that have them as heads are read.
func (d *Draft) learn(entries []*entry) {
	apart := false // by signs
	for _, e := range entries {
		if t := d.joined(e.cells[departments]); len(t) > 0 {
			d.prefixes[prefix(t)] = true
			_, _, _, sign := t.cut("、，,；;")
			apart = apart || sign
		}
	}
	if apart {
		clear(d.prefixes)
	}
	for _, e := range entries {
		for _, t := range d.namesIn(e.cells[departments]) {
			d.known[t.String()] = true
		}
	}
}
