package listfile

import "handbook/generator/likeness"

// A pair is what became of something: -1 where it is gone, or new.
type pair struct{ old, new int }

// leastAlike is how alike two duties, or two blocks of duties, are at least where one became the other.
const leastAlike = 0.4

// align finds out which of some texts became which of others, in their order, so that as much as can be stays.
func align(old, new []string) []pair {
	start := 0
	for start < len(old) && start < len(new) && old[start] == new[start] {
		start++
	}
	end := 0
	for end < len(old)-start && end < len(new)-start && old[len(old)-1-end] == new[len(new)-1-end] {
		end++
	}
	var pairs []pair
	for i := range start {
		pairs = append(pairs, pair{i, i})
	}
	for _, p := range alignAll(old[start:len(old)-end], new[start:len(new)-end]) {
		if p.old >= 0 {
			p.old += start
		}
		if p.new >= 0 {
			p.new += start
		}
		pairs = append(pairs, p)
	}
	for i := range end {
		pairs = append(pairs, pair{len(old) - end + i, len(new) - end + i})
	}
	return pairs
}

// mostAligned is how many texts are compared each with each; of more, one is taken for the next.
const mostAligned = 200

func prints(texts []string) []likeness.Print {
	all := make([]likeness.Print, len(texts))
	for i, text := range texts {
		all[i] = likeness.Of(text)
	}
	return all
}

func alignAll(old, new []string) []pair {
	if len(old) == 0 || len(new) == 0 || len(old) > mostAligned || len(new) > mostAligned {
		return inOrder(len(old), len(new))
	}
	olds, news := prints(old), prints(new)
	best := make([][]float64, len(old)+1) // of old[i:] and new[j:]
	like := make([][]float64, len(old))
	for i := range best {
		best[i] = make([]float64, len(new)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		like[i] = make([]float64, len(new))
		for j := len(new) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if like[i][j] = olds[i].Like(news[j]); like[i][j] >= leastAlike {
				best[i][j] = max(best[i][j], like[i][j]+best[i+1][j+1])
			}
		}
	}
	var pairs []pair
	i, j, fromI, fromJ := 0, 0, 0, 0
	unlike := func() { // what lies between two that are alike
		for _, p := range inOrder(i-fromI, j-fromJ) {
			if p.old >= 0 {
				p.old += fromI
			}
			if p.new >= 0 {
				p.new += fromJ
			}
			pairs = append(pairs, p)
		}
	}
	for i < len(old) && j < len(new) {
		switch {
		case like[i][j] >= leastAlike && best[i][j] == like[i][j]+best[i+1][j+1]:
			unlike()
			pairs = append(pairs, pair{i, j})
			i, j = i+1, j+1
			fromI, fromJ = i, j
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	i, j = len(old), len(new)
	unlike()
	return pairs
}

// inOrder takes the first for the first, and so on.
func inOrder(old, new int) []pair {
	var pairs []pair
	for i := range max(old, new) {
		p := pair{i, i}
		if i >= old {
			p.old = -1
		}
		if i >= new {
			p.new = -1
		}
		pairs = append(pairs, p)
	}
	return pairs
}
