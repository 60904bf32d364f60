package lexicon

import "strings"

// mostWays is how many ways of saying it one entry may stand for. The list's own have up to sixteen.
const mostWays = 64

// tooMany says whether a text stands for more ways of saying it than [mostWays], without making them all.
func tooMany(said string) bool {
	ways := 1
	for part := range strings.SplitSeq(said, " ") {
		if ways *= 1 + strings.Count(part, "/"); ways > mostWays {
			return true
		}
	}
	return false
}

// ways is every way of saying that a text's spaces and slashes stand for: "羊/牛 病" is "羊 病" and "牛 病".
func ways(said string) []string {
	all := []string{""}
	for part := range strings.SplitSeq(said, " ") {
		var next []string
		for _, head := range all {
			for one := range strings.SplitSeq(part, "/") {
				next = append(next, strings.TrimPrefix(head+" "+one, " "))
			}
		}
		all = next
	}
	return all
}
