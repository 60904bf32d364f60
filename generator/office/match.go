package office

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A match is how a name was understood.
type match struct {
	bare   string  // the name without the place in front of it
	short  string  // as the name's form has it, without a place
	kinds  []*kind // its own, and those that were merged into it
	level  level
	branch bool   // a branch of a department above the county: 公安分局
	group  string // that the name itself says, or ""
}

const (
	longestName  = 60 // no department has more characters
	mostWild     = 16 // of them for …
	branchEnding = "分局"
)

// work is what names of bureaus have behind their topics where other counties have nothing: 行政审批服务管理局.
var work = []string{"服务管理", "监督管理", "建设管理", "业管理", "管理", "服务"}

// headings are what names of the party's and the government's departments have behind the place.
var headings = []struct{ text, called, group string }{
	{"委员会", "委", "party"}, {"党工委", "党工委", "party"}, {"党委", "党委", "party"}, {"委", "委", "party"},
	{"人民政府", "", "government"}, {"政府", "", "government"},
}

// match understands a name without brackets.
func (p *Place) match(name string) (match, bool) {
	if utf8.RuneCountInString(name) > longestName {
		return match{}, false
	}
	for _, party := range []string{"中国共产党", "中共"} {
		if rest, ok := strings.CutPrefix(name, party); ok {
			name = rest
			break
		}
	}
	return p.behind(name, nobodys, false, map[string]bool{})
}

// behind understands what stands behind the places that were read, named where the last has a name: first as another
// place, then as a department. What was tried in vain is not tried again.
func (p *Place) behind(rest string, of level, named bool, tried map[string]bool) (match, bool) {
	state := fmt.Sprint(of, named, rest)
	if tried[state] {
		return match{}, false
	}
	tried[state] = true
	for _, w := range p.words {
		unclear := w.general && named && !(w.level == countys && of == countys) // 泽普县县委, but not 泽普市
		if after, ok := strings.CutPrefix(rest, w.text); ok && !unclear {
			if found, ok := p.behind(after, nearer(of, w.level), !w.general, tried); ok {
				return found, true
			}
		}
	}
	m := match{bare: rest, level: of}
	if found, ok := p.department(rest, m); ok {
		return found, true
	}
	for _, h := range headings {
		if after, ok := strings.CutPrefix(rest, h.text); ok {
			with := m
			with.group, with.bare = h.group, h.called+after
			for _, after := range p.withoutGeneral(after) {
				if found, ok := p.department(after, with); ok && found.kinds[0].mayBeOf(h.group) {
					return found, true
				}
			}
		}
	}
	return match{}, false
}

// withoutGeneral is a text, and what it is without a word for the place: 县直机关工委 behind 县委.
func (p *Place) withoutGeneral(text string) []string {
	texts := []string{text}
	for _, w := range p.words {
		if after, ok := strings.CutPrefix(text, w.text); ok && w.general {
			texts = append(texts, after)
		}
	}
	return texts
}

// nearer is the level that counts where a name says two: 青州市澜江区 is the county.
func nearer(a, b level) level {
	if a == nobodys || b != nobodys && b < a {
		return b
	}
	return a
}

// department finds the kind that has a name.
func (p *Place) department(name string, m match) (match, bool) {
	t := shipped()
	for _, k := range t.kinds {
		for _, f := range k.forms {
			if level, ok := p.fits(f.text, name, m.level); ok {
				m.level, m.short, m.kinds = level, f.short, append([]*kind{k}, t.merged(name, k)...)
				if strings.ContainsAny(f.text, "*…") {
					m.bare = "" // nobody says it without its places
				}
				return m, true
			}
		}
	}
	if kinds, short, ok := t.bureau(name); ok {
		m.kinds, m.short = kinds, short
		return m, true
	}
	if head, ok := strings.CutSuffix(name, "厅"); ok && m.level == regions { // what is a 局 elsewhere is a 厅 there
		kinds, short, ok := t.bureau(head + "局")
		m.kinds, m.short = kinds, strings.TrimSuffix(short, "局")+"厅"
		return m, ok
	}
	return p.branch(name, m)
}

// branch finds the kind of a branch: 公安分局, 公安局澜江分局.
func (p *Place) branch(name string, m match) (match, bool) {
	head, ok := strings.CutSuffix(name, branchEnding)
	if !ok {
		return match{}, false
	}
	m.branch = true
	for cut := range head {
		bureau, ok := strings.CutSuffix(head[:cut], "局")
		if !ok {
			continue
		}
		level, ok := p.fits("*", head[cut:], m.level)
		if !ok {
			level, ok = p.fits("*"+bureau, head[cut:], m.level) // 公安局澜江公安分局
		}
		kinds, short, known := shipped().bureau(bureau + "局")
		if ok && known {
			m.level, m.kinds, m.short = level, kinds, strings.TrimSuffix(short, "局")+branchEnding
			return m, true
		}
	}
	for _, bureau := range []string{head + "局", head} { // 公安分局, 公安局分局
		if kinds, short, ok := shipped().bureau(bureau); ok {
			m.kinds, m.short = kinds, strings.TrimSuffix(short, "局")+branchEnding
			return m, true
		}
	}
	return match{}, false
}

// fits reports whether a name has a form of kinds.toml, and the level that the places within it have.
func (p *Place) fits(form, name string, of level) (level, bool) {
	literal := strings.IndexAny(form, "*…")
	if literal < 0 {
		return of, form == name
	}
	rest, ok := strings.CutPrefix(name, form[:literal])
	if !ok {
		return of, false
	}
	mark, size := utf8.DecodeRuneInString(form[literal:])
	after := form[literal+size:]
	if mark == '*' {
		for _, behind := range p.places(rest, of) {
			if of, ok := p.fits(after, behind.rest, behind.level); ok {
				return of, true
			}
		}
		return of, false
	}
	if head, ok := strings.CutSuffix(rest, after); ok && head != "" { // nothing but text stands behind it
		return of, utf8.RuneCountInString(head) <= mostWild && allHan(head)
	}
	return of, false
}

// A reach is what is left of a text behind places, and their level.
type reach struct {
	rest  string
	level level
}

// places are all that may be left of a text behind places in front of it, none among them; each once, since a text that
// repeats a place could be read in very many ways.
func (p *Place) places(text string, of level) []reach {
	reached := []reach{{text, of}}
	for i := 0; i < len(reached); i++ {
		for _, w := range p.words {
			rest, ok := strings.CutPrefix(reached[i].rest, w.text)
			if ok && !slices.ContainsFunc(reached, func(r reach) bool { return len(r.rest) == len(rest) }) {
				reached = append(reached, reach{rest, nearer(reached[i].level, w.level)})
			}
		}
	}
	return reached
}

// bureau reads a name that is made of topics, and returns the kinds that they are of, the first first, and the short
// name: 工业信息化和科技局 is of 工信局 and 科技局, and 工信科技局 in short. A run of topics of one kind is called as the kind is.
func (t *table) bureau(name string) (kinds []*kind, short string, ok bool) {
	for _, end := range t.ends {
		head, ok := strings.CutSuffix(name, end.text)
		if !ok {
			continue
		}
		topics := t.topicsOf(head, map[int]bool{})
		for _, does := range work {
			if about, ok := strings.CutSuffix(head, does); ok && len(topics) == 0 {
				topics = t.topicsOf(about, map[int]bool{})
			}
		}
		if len(topics) == 0 || topics[0].kind == nil {
			continue
		}
		kinds, short = called(topics)
		for _, k := range kinds {
			if k.endsWith(end) {
				return kinds, short + end.short, true
			}
		}
	}
	return nil, "", false
}

// topicsOf parts a text into topics, or returns nothing where it has anything else. What was tried in vain is not tried
// again.
func (t *table) topicsOf(text string, tried map[int]bool) []topic {
	if tried[len(text)] {
		return nil
	}
	tried[len(text)] = true
	for _, known := range t.topics {
		rest, ok := strings.CutPrefix(text, known.text)
		if ok && rest == "" {
			return []topic{known}
		}
		for _, link := range []string{"", "和", "与", "及"} {
			if rest, linked := strings.CutPrefix(rest, link); ok && linked && rest != "" {
				if more := t.topicsOf(rest, tried); more != nil {
					return append([]topic{known}, more...)
				}
			}
		}
	}
	return nil
}

// called returns the kinds of topics and what they are called together.
func called(topics []topic) (kinds []*kind, short string) {
	head := topics[0].kind
	seen := map[*kind]bool{}
	for i := 0; i < len(topics); {
		run, own := i+1, topics[i].kind
		absorbs := func(next topic) bool { return next.kind == own || own == head && own.has(next.text) }
		for run < len(topics) && absorbs(topics[run]) {
			run++
		}
		word := topics[i].short
		if run > i+1 && own != nil {
			word = own.stem()
		}
		short += word
		for _, one := range topics[i:run] {
			if one.kind != nil && !seen[one.kind] {
				seen[one.kind] = true
				kinds = append(kinds, one.kind)
			}
		}
		i = run
	}
	return kinds, short
}

// has reports whether a name of this kind may have the topic without being called by it.
func (k *kind) has(topic string) bool {
	return slices.Contains(k.With, topic)
}

// merged are the other kinds that a name of a kind has among its topics: that of 体育 in 教育体育局.
func (t *table) merged(name string, own *kind) []*kind {
	kinds, _, _ := t.bureau(name)
	var others []*kind
	for _, k := range kinds {
		if k != own {
			others = append(others, k)
		}
	}
	return others
}
