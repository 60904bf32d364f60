package record

import "slices"

// Nearest returns the known name that is most likely meant. A name that is part of a longer one (公安局 of 泽普县公安局) stands
// for the shortest such; otherwise it is the one that takes the fewest edits to reach, as long as more of the name
// stays than is changed, and of two as near the one closer in length.
func Nearest(name string, known []string) (string, bool) {
	from := []rune(name)
	best, bestRank := "", [3]int{}
	for _, k := range known {
		to := []rune(k)
		edits := distance(from, to)
		rank := [3]int{1, edits, max(len(to)-len(from), len(from)-len(to))}
		switch {
		case contains(to, from):
			rank[0] = 0
		case edits > max(len(from), len(to))/2:
			continue
		}
		if best == "" || slices.Compare(rank[:], bestRank[:]) < 0 {
			best, bestRank = k, rank
		}
	}
	return best, best != ""
}

// contains reports whether the characters of part stand in name, in order: 泽普住建局 in 泽普县住房和城乡建设局.
func contains(name, part []rune) bool {
	if len(part) < 2 {
		return false
	}
	for _, r := range part {
		at := slices.Index(name, r)
		if at < 0 {
			return false
		}
		name = name[at+1:]
	}
	return true
}

// Distance is the number of characters to insert, remove or replace to make one text another (Levenshtein).
func Distance(a, b string) int { return distance([]rune(a), []rune(b)) }

// distance is the number of characters to insert, remove or replace.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
