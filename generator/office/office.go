// Package office knows the departments that counties across China have, and the categories of their lists: by its full
// official name, a department gets an id, a short name, the other names that people use, and its group.
//
//	place := office.NewPlace("澜江区", "青州市", "某省")
//	d, ok := place.Recognise("澜江区卫生健康局") // weijianwei, 卫健局, [卫健委 卫生局 …], government
//
// What it says depends on the name and the place alone, never on what other departments there are: the id is part of
// an address, and what is published stays. Ids tell apart the county's own department, a branch in the county of one
// above it, and one above it: gonganju, gongan-fenju, shi-gonganju. A name that it does not know it does not guess.
package office

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Department is what is known of a department by its name.
type Department struct {
	ID      string
	Name    string   // as it was given
	Short   string   // where space is scarce; without the place, unless it is not the county's: 市公安局
	Aliases []string // other names people use, those left out that the search makes by itself
	Group   string   // the id of one of Groups

	kinds []*kind // its own, and those that were merged into it
	above bool    // not the county's
}

// Recognise finds out what kind of department a name stands for. What follows in brackets are further names of the same
// department: 农业农村局（乡村振兴局）.
func (p *Place) Recognise(name string) (Department, bool) {
	head, further, ok := brackets(name)
	if !ok {
		return Department{}, false
	}
	m, ok := p.match(head)
	if !ok {
		return Department{}, false
	}
	d := p.describe(name, m)
	for _, text := range further {
		if !p.addFurther(&d, text) {
			return Department{}, false
		}
	}
	d.Aliases = p.tidy(d, d.Aliases)
	return d, true
}

// describe says of a department what follows from its name.
func (p *Place) describe(name string, m match) Department {
	k := m.kinds[0]
	d := Department{
		ID: k.ID, Name: name, Short: m.short, Group: cmp.Or(m.group, k.Group), kinds: m.kinds,
		above: !m.branch && m.level > countys,
	}
	word := p.called(countys)
	if d.above {
		word = p.called(m.level)
	}
	if after, ok := strings.CutPrefix(d.Short, "县"); ok {
		d.Short = word + after
	} else if d.above {
		d.Short = word + d.Short
	}
	if d.above {
		d.ID = p.units[m.level].id + "-" + d.ID
		return d // what people say without a place is the county's
	}
	if own := []string{"委", "党委", "党工委", "直", "级"}; startsWithAny(m.bare, own) { // 区委组织部, 区直机关工委
		m.bare = word + m.bare
	}
	d.Aliases = append(d.Aliases, m.bare)
	if m.branch {
		d.ID = k.branchID()
		d.Group = "branch"
	}
	for _, of := range m.kinds {
		d.Aliases = append(d.Aliases, p.sayings(of)...)
	}
	return d
}

// sayings are all that people call a department of a kind in this county.
func (p *Place) sayings(k *kind) []string {
	said := k.Short
	if after, ok := strings.CutPrefix(said, "县"); ok {
		said = p.called(countys) + after
	}
	return append([]string{said}, k.Aliases...)
}

// bodies are what the names of offices end with: what else stands in brackets is none (牵头).
var bodies = regexp.MustCompile(`^\p{Han}{2,}(局|办|办公室|委|会|部|中心|院|馆|队|社|公司|所|站|处|校|台|团|组|署)$`)

// addFurther adds what stands in brackets behind the name, and reports whether it may be a name.
func (p *Place) addFurther(d *Department, text string) bool {
	if m, ok := p.match(text); ok {
		other := p.describe(text, m)
		d.Aliases = append(append(d.Aliases, other.Short), other.Aliases...)
		for _, k := range m.kinds {
			if !slices.Contains(d.kinds, k) {
				d.kinds = append(d.kinds, k)
			}
		}
		return true
	}
	if !bodies.MatchString(text) || utf8.RuneCountInString(text) > longestName {
		return false
	}
	d.Aliases = append(d.Aliases, text)
	return true
}

// tidy returns names without those that stand twice, and those that the search makes by itself, of the name and the
// short name: without the place, and with the word for it.
func (p *Place) tidy(d Department, names []string) []string {
	word := p.called(countys)
	known := map[string]bool{"": true, d.Name: true, d.Short: true, word + d.Short: true}
	if _, bare, ok := strings.Cut(d.Name, word); ok {
		known[bare], known[word+bare] = true, true
	}
	var tidy []string
	for _, name := range names {
		if !known[name] {
			known[name] = true
			tidy = append(tidy, name)
		}
	}
	return tidy
}

// Kinds are the ids of the kinds that the department is of: its own first, then those that were merged into it.
func (d *Department) Kinds() []string {
	var ids []string
	for _, k := range d.kinds {
		ids = append(ids, k.ID)
	}
	return ids
}

// Inherit gives to departments the names of those kinds that the county has no department of: who asks for the
// 粮食局 is answered by the 发改委. The departments must be all that the county has.
func (p *Place) Inherit(all []*Department) {
	own := owners(all)
	for _, k := range shipped().kinds {
		if d := heir(k, own); d != nil && own[k] == nil {
			d.Aliases = p.tidy(*d, append(d.Aliases, p.sayings(k)...))
		}
	}
}

// Workers says who does the work of each kind in a county that has these departments: that of the kind, or the heir
// that gets its names. Kinds whose work nobody does are left out.
func Workers(all []*Department) map[string]*Department {
	own, workers := owners(all), map[string]*Department{}
	for _, k := range shipped().kinds {
		if d := heir(k, own); d != nil {
			workers[k.ID] = d
		}
	}
	return workers
}

// owners are the county's own departments by their kinds, the first of each.
func owners(all []*Department) map[*kind]*Department {
	own := map[*kind]*Department{}
	for _, d := range all {
		for _, k := range d.kinds {
			if own[k] == nil && !d.above {
				own[k] = d
			}
		}
	}
	return own
}

// heir is the department of a kind, or else the first that inherits its work, or nil.
func heir(k *kind, own map[*kind]*Department) *Department {
	for ; k != nil; k = shipped().byID[k.Heir] {
		if own[k] != nil {
			return own[k]
		}
	}
	return nil
}

// Compare orders departments as official documents do: by kind, and of one kind the county's own first.
func Compare(a, b Department) int {
	return cmp.Or(
		cmp.Compare(a.kinds[0].place, b.kinds[0].place),
		cmp.Compare(len(a.ID), len(b.ID)), // a branch's and an upper one's are longer
		strings.Compare(a.Name, b.Name),
	)
}

// brackets parts a name from what follows it in brackets.
func brackets(name string) (head string, further []string, ok bool) {
	head, rest, more := cutAny(name, "（(")
	for more {
		inner, after, closed := cutAny(rest, "）)")
		if !closed {
			return "", nil, false
		}
		further = append(further, strings.FieldsFunc(inner, func(r rune) bool {
			return strings.ContainsRune("、，,/；", r)
		})...)
		if after == "" {
			break
		}
		var between string
		if between, rest, more = cutAny(after, "（("); between != "" || !more {
			return "", nil, false
		}
	}
	return head, further, head != ""
}

// cutAny is strings.Cut around the first of some characters.
func cutAny(text, chars string) (before, after string, found bool) {
	at := strings.IndexAny(text, chars)
	if at < 0 {
		return text, "", false
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	return text[:at], text[at+size:], true
}

func startsWithAny(text string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(text, prefix) })
}

func allHan(text string) bool {
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}
