package list

import "regexp"

// ownMarks are the marks that a document may put before duties itself, in each of which a run of duties is marked.
var ownMarks = []*regexp.Regexp{
	regexp.MustCompile(`^[（(][一二三四五六七八九十]+[）)]`),
	regexp.MustCompile(`^[（(][0-9]{1,2}[）)]`),
	regexp.MustCompile(`^[0-9]{1,2}[）)]`),
	regexp.MustCompile(`^[①-⑳]`),
	regexp.MustCompile(`^[一二三四五六七八九十]+是`),
	regexp.MustCompile(`^[一二三四五六七八九十]+、`),
	regexp.MustCompile(`^第[一二三四五六七八九十]+[，、是]`),
}

// Marked says that each of several duties opens with a mark of its own, all of one kind: （一） ① 1） 一是. They are not
// numbered again.
func Marked(duties []string) bool {
	if len(duties) < 2 {
		return false
	}
	for _, mark := range ownMarks {
		all := true
		for _, d := range duties {
			all = all && mark.MatchString(d)
		}
		if all {
			return true
		}
	}
	return false
}
