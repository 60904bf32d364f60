package intake

import (
	"slices"
	"strings"
)

// split parts paragraphs at heads that stand within them: 区公安局：1.登记；2.处罚。区城管局：收容。 A department's head,
// and a heading that a first number follows, are sure. Where a cell has one of these, other short texts with a colon
// that open a paragraph or follow the end of a sentence are taken for headings, too, which somebody has to look at.
func (c *cell) split(all []paragraph) []paragraph {
	sure := false
	for i, p := range all {
		for _, h := range c.headsIn(p.text) {
			sure = sure || h.sure
		}
		if i+1 < len(all) && p.text.ends(colons) && len(p.text) <= mostInHeading {
			n, _, _ := all[i+1].text.typed()
			sure = sure || n == 1 || decimal(all[i+1].auto) == 1
		}
	}
	if !sure && !c.allHeaded(all) {
		return all
	}
	var out []paragraph
	for _, p := range all {
		at := 0
		for _, h := range c.headsIn(p.text) {
			if !h.sure && decimal(p.auto) > 0 && h.from == 0 {
				continue
			}
			if h.from > at {
				out = append(out, paragraph{p.auto, p.text[at:h.from]})
				p.auto = ""
			}
			head := p.text[h.from:h.to]
			if h.to < len(p.text) && !h.sure {
				c.draft.find(Doubt, c.entry.id(), p.text.place(), "“%s”在段落里面，当作小标题收入", head.String())
			}
			out = append(out, paragraph{p.auto, head})
			p.auto, at = "", h.to
		}
		if at < len(p.text) {
			out = append(out, paragraph{p.auto, p.text[at:]})
		}
	}
	return out
}

// allHeaded reports whether each of several paragraphs opens with what may be a heading.
func (c *cell) allHeaded(all []paragraph) bool {
	return len(all) > 1 && !slices.ContainsFunc(all, func(p paragraph) bool {
		heads := c.headsIn(p.text)
		return len(heads) == 0 || heads[0].from > 0 || decimal(p.auto) > 0
	})
}

// An inner is a head within a paragraph, its colon included.
type inner struct {
	from, to int
	sure     bool
}

// headsIn finds what may be heads within a paragraph.
func (c *cell) headsIn(t text) []inner {
	var found []inner
	for from := 0; from < len(t); from++ {
		if from > 0 && !strings.ContainsRune("。；;", t[from-1].r) {
			continue
		}
		if to := bracketed(t[from:]); to > 0 {
			found = append(found, inner{from, from + to, true})
			from += to - 1
			continue
		}
		to := colonAfter(t, from)
		if to == 0 {
			continue
		}
		name := t[from : to-1].String()
		if name == "" {
			continue
		}
		n, _, _ := t[to:].typed()
		if shared := c.share(name); shared || n == 1 || from == 0 && to == len(t) || c.weak(name) {
			found = append(found, inner{from, to, shared || n == 1})
			from = to - 1
		}
	}
	return found
}

// colonAfter is where a short text without other signs ends with a colon, or 0.
func colonAfter(t text, from int) int {
	for i := from; i < len(t) && i-from <= mostInHeading; i++ {
		switch {
		case strings.ContainsRune(colons, t[i].r):
			if i-from < 2 {
				return 0
			}
			return i + 1
		case t[i].r == '“' && i == from, t[i].r == '”' && t[from].r == '“' && i+1 < len(t) &&
			strings.ContainsRune(colons, t[i+1].r): // “两项补贴”：
		case strings.ContainsRune("。；;！？“”《", t[i].r):
			return 0
		}
	}
	return 0
}

// share reports whether a text is departments of the item, one or several, each perhaps with something in brackets.
func (c *cell) share(name string) bool {
	if c.called(name) != "" {
		return true
	}
	for name != "" {
		best := ""
		for _, n := range c.names {
			if strings.HasPrefix(name, n) && len(n) > len(best) {
				best = n
			}
		}
		if best == "" {
			return false
		}
		name = name[len(best):]
		if strings.HasPrefix(name, "（") {
			_, rest, ok := strings.Cut(name, "）")
			if !ok {
				return false
			}
			name = rest
		}
		name = strings.TrimLeft(name, "、，和及")
	}
	return true
}

func (c *cell) has(name string) bool {
	for _, n := range c.names {
		if n == name {
			return true
		}
	}
	return false
}

// mostInWeak is how many characters a heading within a paragraph has at most, where only its colon tells.
const mostInWeak = 16

// weak reports whether a text may be a heading: short, and without signs but 、.
func (c *cell) weak(name string) bool {
	return len([]rune(name)) <= mostInWeak && !strings.ContainsAny(folded(name), ",0123456789()")
}
