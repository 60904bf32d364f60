// Package likeness says how alike texts are, by the characters that stand beside each other in them. That needs no
// words, of which Chinese shows no bounds, and a word that was moved or put in changes little.
package likeness

import "slices"

// A Print is what texts are compared by: their pairs of neighbouring characters, sorted.
type Print []uint64

// Of is the print of one text or of several together; across texts, nothing is a neighbour.
func Of(texts ...string) Print {
	var p Print
	for _, text := range texts {
		before := rune(0)
		for _, r := range text {
			p = append(p, uint64(before)<<32|uint64(r))
			before = r
		}
	}
	slices.Sort(p)
	return p
}

// Like is the share of the pairs that two prints have in common, from 0 to 1; equal ones are wholly alike, also where
// nothing is in them.
func (p Print) Like(q Print) float64 {
	if len(p)+len(q) == 0 {
		return 1
	}
	both := 0
	for i, j := 0, 0; i < len(p) && j < len(q); {
		switch {
		case p[i] == q[j]:
			both, i, j = both+1, i+1, j+1
		case p[i] < q[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(both) / float64(len(p)+len(q))
}
