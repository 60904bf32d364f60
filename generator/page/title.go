package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/list"
	"handbook/generator/wordbreak"
)

// TitleWords are the words at whose borders the titles of a county's pages may be broken into lines: everyday ones, and
// the names of its places and departments. A department's name is whole but for its place, 泽普县 农业农村局, unless it is
// longer than a line of a phone.
func TitleWords(county *list.County) *wordbreak.Words {
	places := map[string]bool{}
	for _, t := range county.Towns {
		places[t.Name], places[t.County] = true, true
	}
	var names []string
	for place := range places {
		names = append(names, place)
	}
	for _, d := range county.Departments {
		for _, name := range append([]string{d.Name, d.Short}, d.Aliases...) {
			for _, t := range county.Towns {
				name = strings.TrimPrefix(name, t.County)
			}
			for _, name := range strings.FieldsFunc(name, notHan) { // 农业农村局（乡村振兴局）
				if utf8.RuneCountInString(name) <= longestName {
					names = append(names, name)
				}
			}
		}
	}
	return wordbreak.With(names...)
}

const longestName = 12 // characters

func notHan(r rune) bool { return !unicode.Is(unicode.Han, r) }

// pieces is the fact that says between which pieces of a title a line may break; a title of one piece has none.
func (m *maker) pieces(title string) []Fact {
	if pieces := m.words.Pieces(title); len(pieces) > 1 {
		return []Fact{{"pieces", pieces}}
	}
	return nil
}
