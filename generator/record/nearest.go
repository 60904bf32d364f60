package record

import "slices"

// Nearest returns the known name that takes the fewest edits to reach, as long as more of the name stays than is changed.
// A name that is part of a longer one (公安局 of 泽普县公安局) counts as near.
func Nearest(name string, known []string) (string, bool) {
	best, bestCost := "", 0
	for _, k := range known {
		cost := distance([]rune(name), []rune(k))
		limit := max(len([]rune(name)), len([]rune(k))) / 2
		if contains([]rune(k), []rune(name)) {
			limit = cost
		}
		if cost <= limit && (best == "" || cost < bestCost) {
			best, bestCost = k, cost
		}
	}
	return best, best != ""
}

// contains tells whether the characters of part stand in whole, in order: 泽普住建局 in 泽普县住房和城乡建设局.
func contains(whole, part []rune) bool {
	if len(part) < 2 {
		return false
	}
	for _, r := range part {
		at := slices.Index(whole, r)
		if at < 0 {
			return false
		}
		whole = whole[at+1:]
	}
	return true
}

// distance is the number of characters to insert, remove or replace (Levenshtein).
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
