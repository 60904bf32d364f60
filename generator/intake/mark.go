package intake

import (
	"strings"
)

// A place is that of a duty among others, by the mark that it opens with: the second of （一）, （二）.
type place struct {
	kind string // the mark without its number
	n    int
}

// placeOf reads the mark that a text opens with.
func placeOf(t text) place {
	found := mark.FindString(t.String())
	if found == "" {
		return place{}
	}
	const circled, han = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "一二三四五六七八九"
	var p place
	tens := false
	for _, r := range found {
		switch i := strings.IndexRune(circled, r); {
		case i >= 0:
			p.kind, p.n = "①", i/len("①")+1
		case r >= '0' && r <= '9':
			p.n = p.n*10 + int(r-'0')
		case r == '十':
			p.n, tens = max(1, p.n)*10, true
		case strings.ContainsRune(han, r):
			n := strings.IndexRune(han, r)/len("一") + 1
			if !tens {
				p.n = 0
			}
			p.n += n
		default:
			p.kind += string(r)
		}
	}
	return p
}

// follows reports whether the mark is the next of its kind, or the first of one.
func (p place) follows(before place) bool {
	return p.n > 0 && (p.n == 1 && p != before || p.kind == before.kind && p.n == before.n+1)
}
