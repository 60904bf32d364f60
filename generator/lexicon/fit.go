package lexicon

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/fold"
	"handbook/generator/list"
	"handbook/generator/office"
	"handbook/generator/wordbreak"
)

// mostMeant is how many words of titles a saying may mean: what comes next to the third is hardly asked for.
const mostMeant = 3

// A fitter finds what of a layer a county has use for.
type fitter struct {
	layer    *layer
	ordinary vocabulary
	all      vocabulary // the ordinary ones, and the words of titles: too many to send what is not in them
	text     *Text
	stands   map[string]bool   // words → whether a title or a duty has them; see has
	names    map[string]bool   // of departments and categories, folded
	workers  map[string]string // kind of department → short name of the one that does its work here
	further  []saying          // other names of departments
	stems    []saying          // these without 局 and the like: 地税
	said     map[string]bool   // what is said already
	own      map[rune][]string // words that the county's own lexicon has a meaning for, by their first characters
	titled   []string          // what people say and a title does, too

	titleLines, dutyLines lines // of the text
}

// fit adds to a county's own lexicon, which is pruned, what it has use for of a layer.
func fit(own *Lexicon, county *list.County, l *layer) *Lexicon {
	f := &fitter{
		layer: l, ordinary: vocabularyOf(l.vocabulary), all: vocabularyOf(wordbreak.Vocabulary(), l.vocabulary),
		text: TextOf(county), names: map[string]bool{},
		said: map[string]bool{}, stands: map[string]bool{}, own: map[rune][]string{},
	}
	f.titleLines, f.dutyLines = linesOf(f.text.Titles), linesOf(f.text.Duties)
	f.departments(county)
	f.learn(own)
	all := f.choose(county, own)
	words := all.words()
	all.Traps = append(slices.Clone(own.Traps), f.traps(words, own.Traps)...)
	rest := (&Lexicon{Absent: all.Rest.Absent, Known: all.Rest.Known, Entries: all.Rest.Entries}).words()
	for _, e := range all.Entries {
		maps.Copy(rest, (&Lexicon{Entries: []Entry{{Said: e.Rest}}}).words())
	}
	maps.DeleteFunc(rest, func(word string, _ bool) bool { return words[word] })
	all.Rest.Traps = f.traps(rest, own.Traps)
	return all
}

// departments learns the departments' names, and which of them does the work of each kind.
func (f *fitter) departments(county *list.County) {
	for _, c := range county.Categories {
		f.names[fold.Text(c.Name)] = true
	}
	if len(county.Towns) == 0 {
		return
	}
	town := county.Towns[0]
	place := office.NewPlace(town.County, town.Prefecture, town.Region)
	var known []*office.Department
	shorts := map[*office.Department]string{}
	for _, d := range county.Departments {
		for _, name := range append([]string{d.Name, d.Short}, d.Aliases...) {
			f.names[fold.Text(name)] = true
		}
		if of, ok := place.Recognise(d.Name); ok {
			known = append(known, &of)
			shorts[&of] = d.Short
		}
	}
	f.workers = map[string]string{}
	for kind, d := range office.Workers(known) {
		f.workers[kind] = shorts[d]
	}
	place.Inherit(known)
	for _, d := range known {
		for _, name := range append([]string{d.Short}, d.Aliases...) {
			name = fold.Text(name)
			f.further = append(f.further, saying{name, []string{"@" + shorts[d]}, 1, 0})
			if stem := officeEnding.ReplaceAllString(name, ""); stem != name && utf8.RuneCountInString(stem) == 2 {
				f.stems = append(f.stems, saying{stem, []string{"@" + shorts[d]}, 1, 1})
			}
		}
	}
}

// learn notes what the county's own lexicon says: that is not said again.
func (f *fitter) learn(own *Lexicon) {
	for _, words := range slices.Concat(own.Noise, own.Absent, own.Terms) {
		f.said[words] = true
	}
	for _, e := range slices.Concat(own.Entries, own.Rest.Entries) {
		for _, said := range e.Said {
			for _, way := range ways(said) {
				f.said[way] = true
			}
		}
	}
	for _, e := range own.Entries { // what is seldom said keeps no longer words of others away
		for _, said := range e.Said {
			if !strings.ContainsAny(said, " /") {
				first, _ := utf8.DecodeRuneInString(said)
				f.own[first] = append(f.own[first], said)
			}
		}
	}
}

// free says whether nobody has said something yet, in any of its ways, and the county's own file has no meaning for a
// part of it: where it says what 雪 means, it knows better what 扫雪 does.
func (f *fitter) free(said string) bool {
	return f.unsaid(said) && !slices.ContainsFunc(ways(said), f.hasOwn)
}

// unsaid says whether nobody has said something yet, in any of its ways.
func (f *fitter) unsaid(said string) bool {
	return !slices.ContainsFunc(ways(said), func(way string) bool { return f.said[way] || f.names[way] })
}

// hasOwn reports whether a word that the county's own lexicon has a meaning for is a part of a text.
func (f *fitter) hasOwn(text string) bool {
	for at, first := range text {
		if slices.ContainsFunc(f.own[first], func(own string) bool { return strings.HasPrefix(text[at:], own) }) {
			return true
		}
	}
	return false
}

// A saying is one way of saying something, and what that means in this county: how many titles it leads to.
type saying struct {
	said   string
	meant  []string
	titles int
	place  int // in its entry: the first is said most
}

// leastOf is how many characters who says something types at least.
func leastOf(said string) int {
	sum := 0
	for part := range strings.SplitSeq(said, " ") {
		least := len(part)
		for a := range strings.SplitSeq(part, "/") {
			least = min(least, utf8.RuneCountInString(a))
		}
		sum += least
	}
	return sum
}

// sayings are all that people may say here: the layer's, as far as the list has what they mean, and the departments'
// other names. nothing is what means nothing that the list has.
func (f *fitter) sayings() (all []saying, nothing []string) {
	for _, e := range f.layer.Entries {
		offices := allOffices(e.Said)
		meant, titles := f.meant(e.Meant, offices)
		free := f.free
		if offices || strings.HasPrefix(e.Meant[0], "@") {
			free = f.unsaid // 计生办 and 管社保的 are offices, whatever the county has for 计生 and 社保
		}
		for place, said := range e.Said {
			switch {
			case f.names[said] && !f.said[said] && len(meant) > 1 && strings.HasPrefix(meant[0], "@"):
				// A former office is known by its name; this says what of the department's work was its own.
				all = append(all, saying{said, meant[1:], titles, place})
			case !free(said):
			case len(meant) == 0 && alike(said, e.Meant[0]) && f.inDuty(e.Meant[0]):
				all = append(all, saying{said, e.Meant[:1], 1, place})
			case len(meant) == 0:
				nothing = append(nothing, said)
			case !strings.Contains(said, " ") && len(f.titles(said)) > 0:
				f.titled = append(f.titled, said)
			case !f.idle(said, meant):
				all = append(all, saying{said, meant, titles, place})
			}
		}
	}
	all = append(all, f.variants()...)
	told := map[string]bool{} // of an old office, with what was its own
	for _, s := range all {
		told[s.said] = told[s.said] || strings.HasPrefix(s.meant[0], "@")
	}
	for _, s := range slices.Concat(f.further, f.onlyOffices()) {
		if !told[s.said] && f.unsaid(s.said) && len(f.titles(s.said)) == 0 {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b saying) int { return cmp.Compare(leastOf(a.said), leastOf(b.said)) })
	return f.withoutLonger(all), nothing
}

// onlyOffices are the stems that are no subject, as 医保 and 拆迁 are: nothing else in the layer has them.
func (f *fitter) onlyOffices() []saying {
	subjects := map[string]bool{}
	for _, word := range f.layer.Absent {
		subjects[word] = true
	}
	for _, e := range f.layer.Entries {
		for _, words := range slices.Concat(e.Said, e.Meant) {
			for word := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == ' ' || r == '/' }) {
				subjects[word] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(f.stems), func(s saying) bool { return subjects[s.said] })
}

// officeEnding is what the names of offices end with.
var officeEnding = regexp.MustCompile(`[局委办所站队]$`)

func allOffices(said []string) bool {
	return !slices.ContainsFunc(said, func(said string) bool { return !officeEnding.MatchString(said) })
}

// lateVariant is the place, as in an entry, of what other lists write that is wider than what this one does.
const lateVariant = 40

// variants are what other lists write for something that this one has in other words: 森林防火 where it has 森林防灭火, first
// those of an entry's targets that stand before the first that the list has. One that shortens another, 低保, means that,
// too, where titles have both.
func (f *fitter) variants() []saying {
	var all, later []saying
	for _, e := range f.layer.Entries {
		meant, titles := f.meant(e.Meant, false)
		if len(meant) == 0 || strings.HasPrefix(e.Meant[0], "@") {
			continue
		}
		place := 0
		for i, w := range e.Meant {
			s := saying{fold.Text(w), meant, titles, place}
			switch {
			case f.has(w):
				place = lateVariant
			case strings.HasPrefix(w, "@"), !alike(s.said, meant[0]), !f.free(s.said):
			case i == 0:
				all = append(all, s)
			default:
				later = append(later, s)
			}
		}
		for _, short := range meant {
			for _, long := range meant {
				if shortens(short, long) && f.free(short) {
					all = append(all, saying{short, []string{long}, len(f.titles(long)), 0})
				}
			}
		}
	}
	return append(all, later...)
}

// alike says whether another word has at least half of the characters of one: what comes next to a word may have none.
func alike(word, other string) bool {
	had := 0
	for _, c := range word {
		if strings.ContainsRune(other, c) {
			had++
		}
	}
	return 2*had >= utf8.RuneCountInString(word)
}

// shortens says whether a word is made of some characters of another, in their order.
func shortens(short, long string) bool {
	if strings.Contains(long, short) {
		return false
	}
	rest := []rune(short)
	for _, c := range long {
		if len(rest) > 0 && c == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

// idle says whether a saying changes no result: the list says it where it says what it means. Words apart explain what
// would else be left over.
func (f *fitter) idle(said string, meant []string) bool {
	adds := func(way string) bool {
		lacks := utf8.RuneCountInString(way) > 1 && !f.has(way)
		return lacks || !f.text.idle(way, meant)
	}
	return !strings.Contains(said, " ") && !slices.ContainsFunc(ways(said), adds)
}

// titles are the lines of the text's titles in which some words stand, and not by chance.
func (f *fitter) titles(words string) []int {
	var found []int
	words = fold.Text(words)
	for n, line := range f.titleLines.having(words) {
		if f.all.stands(words, line) {
			found = append(found, n)
		}
	}
	return found
}

// inDuty reports whether a duty has some words, of three characters at least, and not by chance. Where no title has any
// of what an entry means, the first of it is an answer there, too, for who says nearly the same: 残疾证, 残疾人证.
func (f *fitter) inDuty(words string) bool {
	words = fold.Text(words)
	if utf8.RuneCountInString(words) > 2 && words[0] != '@' {
		for _, line := range f.dutyLines.having(words) {
			if f.all.stands(words, line) {
				return true
			}
		}
	}
	return false
}

// has reports whether a title or a duty has some words of two characters or more, be it by chance.
func (f *fitter) has(words string) bool {
	has, ok := f.stands[words]
	if !ok {
		folded := fold.Text(words)
		has = f.titleLines.has(folded) || f.dutyLines.has(folded)
		f.stands[words] = has
	}
	return has
}

// withoutLonger leaves out what holds a shorter saying of the same meaning: who types 住院报销 is answered by 报销, and
// who types 玉米补贴 by "玉米 补贴". Names of departments and what other lists write stay, for people type their initials:
// wjw is 卫健委, zjd 宅基地.
func (f *fitter) withoutLonger(all []saying) []saying {
	official := map[string]bool{}
	for _, w := range f.layer.Terms {
		official[fold.Text(w)] = true
	}
	for _, e := range f.layer.Entries {
		for _, w := range e.Meant {
			official[fold.Text(w)] = true
		}
	}
	shorter := map[string][]string{} // meaning → sayings
	return slices.DeleteFunc(all, func(s saying) bool {
		meant := strings.Join(s.meant, separator)
		apart, named := strings.Contains(s.said, " "), strings.HasPrefix(s.meant[0], "@")
		if !apart && !named && !official[s.said] && slices.ContainsFunc(slices.Concat(s.meant, shorter[meant]),
			func(short string) bool { return short != s.said && holds(s.said, short) }) {
			return true
		}
		if apart || utf8.RuneCountInString(s.said) > 1 {
			shorter[meant] = append(shorter[meant], s.said)
		}
		return false
	})
}

// holds says whether a word holds all parts of a saying, one alternative of each, and little else: of two characters
// that say nothing beside two that do, a query would be half unanswered.
func holds(word, said string) bool {
	held := 0
	for part := range strings.SplitSeq(said, " ") {
		most := 0
		for a := range strings.SplitSeq(part, "/") {
			if strings.Contains(word, a) {
				most = max(most, utf8.RuneCountInString(a))
			}
		}
		if most == 0 {
			return false
		}
		held += most
	}
	return 2*held > utf8.RuneCountInString(word)
}

// mostOf says whether a word is the greater part of another: 基本医疗保险 of 城乡居民基本医疗保险.
func mostOf(part, word string) bool {
	return strings.Contains(word, part) && 2*utf8.RuneCountInString(part) > utf8.RuneCountInString(word)
}

// meant is what of some words and kinds of departments this list has, the best first, and how many titles they lead to:
// words of titles, each of which leads to one that those before do not. That a duty has a word says too little: the
// next best word mostly means something else there; see inDuty. A department goes before, where it is what is asked
// for; behind an office's own work it stands for what is left of it.
func (f *fitter) meant(words []string, office bool) (meant []string, titles int) {
	department, asked, led := "", strings.HasPrefix(words[0], "@"), map[int]bool{}
	for _, w := range words {
		if kind, ok := strings.CutPrefix(w, "@"); ok {
			if short := f.workers[kind]; short != "" && department == "" {
				department = "@" + short
			}
			continue
		}
		if !f.has(w) {
			continue
		}
		before, found := len(led), f.titles(w)
		if i := slices.IndexFunc(meant, func(longer string) bool { return mostOf(w, longer) }); i >= 0 {
			meant[i] = w // leads to all that the longer one does
			for _, n := range found {
				led[n] = true
			}
			continue
		}
		if len(meant) == mostMeant {
			continue
		}
		for _, n := range found {
			led[n] = true
		}
		if len(led) > before {
			meant = append(meant, w)
		}
	}
	if department != "" && (asked || office && len(meant) == 0) {
		return append([]string{department}, meant...), len(led) + 1
	}
	return meant, len(led)
}
