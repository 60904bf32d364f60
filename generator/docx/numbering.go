package docx

import (
	"strconv"
	"strings"
)

// numbering is how the document's lists are numbered.
type numbering struct {
	lists     map[string]*abstract // by abstractNumId
	uses      map[string]*use      // by numId
	overrides map[[2]string]bool   // start overrides that were done: numId and level
}

// An abstract list has the counters of all its uses.
type abstract struct {
	levels   map[int]*level
	counters map[int]int
	style    string // the style whose list it is in truth
}

type level struct {
	start        int
	format, text string
	style        string // paragraphs of this style are on the level
	restart      int    // after which level it starts again; -1 after every higher one, 0 never
}

// A use is a list of the document: an abstract one, with starts of its own.
type use struct {
	of     string
	starts map[int]int
	levels map[int]*level
}

func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return otherwise
}

func readNumbering(root *node) *numbering {
	n := &numbering{lists: map[string]*abstract{}, uses: map[string]*use{}, overrides: map[[2]string]bool{}}
	for _, a := range root.children("abstractNum") {
		list := &abstract{levels: map[int]*level{}, counters: map[int]int{}, style: a.val("numStyleLink")}
		for _, l := range a.children("lvl") {
			list.levels[number(l.attr("ilvl"), 0)] = readLevel(l)
		}
		n.lists[a.attr("abstractNumId")] = list
	}
	for _, u := range root.children("num") {
		made := &use{of: u.val("abstractNumId"), starts: map[int]int{}, levels: map[int]*level{}}
		for _, o := range u.children("lvlOverride") {
			at := number(o.attr("ilvl"), 0)
			if s := o.child("startOverride"); s != nil {
				made.starts[at] = number(s.attr("val"), 1)
			}
			if l := o.child("lvl"); l != nil {
				made.levels[at] = readLevel(l)
			}
		}
		n.uses[u.attr("numId")] = made
	}
	return n
}

func readLevel(l *node) *level {
	made := &level{
		start: number(l.val("start"), 1), format: l.val("numFmt"), text: l.val("lvlText"), style: l.val("pStyle"),
		restart: -1,
	}
	if f := l.child("AlternateContent", "Choice"); f != nil { // formats that are younger than the format itself
		made.format = f.val("numFmt")
	}
	if l.child("lvlRestart") != nil {
		made.restart = number(l.val("lvlRestart"), -1)
	}
	if made.format == "" {
		made.format = "decimal"
	}
	return made
}

// next counts a paragraph of a list, and is the number that is shown before it; "" for bullets.
func (n *numbering) next(numID string, at int) string {
	u := n.uses[numID]
	if u == nil || n.lists[u.of] == nil {
		return ""
	}
	list := n.lists[u.of]
	of := func(i int) *level {
		if l := u.levels[i]; l != nil {
			return l
		}
		return list.levels[i]
	}
	l := of(at)
	if l == nil {
		return ""
	}
	count, begun := list.counters[at]
	start, overridden := u.starts[at]
	key := [2]string{numID, strconv.Itoa(at)}
	switch {
	case overridden && !n.overrides[key]:
		n.overrides[key] = true
		count = start
	case begun:
		count++
	default:
		count = l.start
	}
	list.counters[at] = count
	for i := range list.counters {
		if i > at {
			if deeper := of(i); deeper == nil || deeper.restart < 0 || at < deeper.restart {
				delete(list.counters, i)
			}
		}
	}
	if l.format == "bullet" {
		return ""
	}
	return n.show(l.text, list, of)
}

// show fills in %1, %2 … in the text of a level.
func (n *numbering) show(text string, list *abstract, of func(int) *level) string {
	var b strings.Builder
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		if runes[i] != '%' || i+1 == len(runes) || runes[i+1] < '1' || runes[i+1] > '9' {
			b.WriteRune(runes[i])
			continue
		}
		i++
		at := int(runes[i] - '1')
		l := of(at)
		if l == nil {
			continue
		}
		count, ok := list.counters[at]
		if !ok {
			count = l.start
		}
		b.WriteString(format(count, l.format))
	}
	return b.String()
}
