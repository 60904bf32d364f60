package intake

import (
	"regexp"
	"strings"

	"handbook/generator/grid"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// A head is where the parts of a department's head end in a paragraph: its name, what stands in brackets behind it,
// the colon.
type head struct {
	name, sub, after int
	of               string // the department's name, where a short one stands for it: 公安局 for 云岭县公安局
}

// head finds one of the item's departments as the head that a paragraph opens with: 泽普县教育局： or
// 泽普县教育局（学前教育）：, and without a colon where nothing follows.
func (c *cell) head(t text) (h head, ok bool) {
	s := t.String()
	for _, name := range c.names {
		if name == "" || !strings.HasPrefix(s, name) {
			continue
		}
		h.name = len([]rune(name))
		h.sub = h.name
		if h.sub < len(t) && strings.ContainsRune("（(", t[h.sub].r) {
			if end := closing(t, h.sub); end > 0 {
				h.sub = end + 1
			}
		}
		h.after = h.sub + len([]rune(dutyWord.FindString(t[h.sub:].String())))
		if h.after < len(t) && !strings.ContainsRune(colons, t[h.after].r) {
			continue
		}
		h.after = min(h.after+1, len(t))
		return h, true
	}
	if colon := colonAfter(t, 0); colon > 0 {
		if of := c.called(t[:colon-1].String()); of != "" {
			return head{name: colon - 1, sub: colon - 1, after: colon, of: of}, true
		}
	}
	return head{}, false
}

// called is the one department of the item that a short name stands for: 公安局 for 云岭县公安局; or "".
func (c *cell) called(short string) string {
	found := ""
	for _, name := range c.names {
		if name == short || found != "" && ofPlace.ReplaceAllString(name, "") == short {
			return ""
		}
		if short != "" && ofPlace.ReplaceAllString(name, "") == short {
			found = name
		}
	}
	return found
}

// ofPlace is the place that a department's name begins with.
var ofPlace = regexp.MustCompile(`^.{0,8}?(省|自治州|州|盟|市|县|旗|区)`)

// dutyWord is what may stand behind the name in a department's head: 县公安局职责：.
var dutyWord = regexp.MustCompile(`^(的|主要|工作|具体)*(职责|责任|任务|负责|承担)(是|为)?`)

// numberedHead is how long the number before a department's head is: 1.县公安局：, （一）县公安局：; or 0.
func (c *cell) numberedHead(t text) int {
	_, width, _ := t.typed()
	if width == 0 {
		width = len([]rune(list.MarkOf(t.String()).Text))
	}
	if h, ok := c.head(t[width:]); width > 0 && ok && h.after > h.sub {
		return width
	}
	return 0
}

// isHead reports whether a text begins with a department's head.
func (c *cell) isHead(t text) bool {
	_, ok := c.head(t)
	return ok || bracketed(t) > 0
}

// bracketed is how long the head in brackets is that a text opens with, a colon behind it included: 【县公安局】, or 0.
func bracketed(t text) int {
	if len(t) == 0 || t[0].r != '【' {
		return 0
	}
	for i := 1; i < len(t) && i <= mostInHeading; i++ {
		switch {
		case t[i].r == '】' && i > 1 && i+1 < len(t) && strings.ContainsRune(colons, t[i+1].r):
			return i + 2
		case t[i].r == '】' && i > 1:
			return i + 1
		case t[i].r >= '0' && t[i].r <= '9':
			return 0
		}
	}
	return 0
}

// bracket begins the block of a head in brackets.
func (c *cell) bracket(t text) {
	t.own(grid.Separator)
	t = t[1:]
	for i := range t {
		if t[i].r == '】' {
			t = t[:i]
			break
		}
	}
	if h, ok := c.head(t); ok && h.after == len(t) {
		c.department(t, h)
		return
	}
	heading := t.value()
	c.draft.find(Note, c.entry.id(), t.place(), "“【%s】”是小标题", heading)
	c.begin(listfile.Block{Department: c.below, Heading: heading})
}

// department begins the block of a department's head.
func (c *cell) department(t text, h head) {
	c.below = ""
	b := listfile.Block{Department: t[:h.name].value()}
	if h.of != "" {
		c.draft.find(Note, c.entry.id(), t.place(), "“%s”是“%s”的简称，收入“%s”名下", b.Department, h.of, h.of)
		t[:h.name].own(grid.Separator)
		b.Department = h.of
	}
	if h.sub > h.name {
		t[h.name : h.name+1].own(grid.Separator)
		b.Heading = t[h.name+1 : h.sub-1].value()
		t[h.sub-1 : h.sub].own(grid.Separator)
	}
	t[h.sub:h.after].own(grid.Separator)
	c.begin(b)
}

// closing is where the bracket at a place is closed, or 0.
func closing(t text, at int) int {
	depth := 0
	for i := at; i < len(t); i++ {
		switch t[i].r {
		case '（', '(':
			depth++
		case '）', ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return 0
}
