package docx

import (
	"fmt"
	"strings"
	"unicode"

	"handbook/generator/grid"
)

// A reader walks through the text of a document.
type reader struct {
	doc       *grid.Document
	styles    styles
	numbering *numbering
	notes     []*node
	endnotes  []*node
	comments  []*node

	place  grid.Place
	tables int   // how many there were
	inside int   // in how many tables it is
	open   *para // whose mark is deleted: the next paragraph goes on with it

	nested int // how many tables stood in cells
}

// A para is a paragraph that is being read.
type para struct {
	number string
	lines  []string // parted by line breaks
	text   strings.Builder
}

// outside takes a line of text outside tables.
func (r *reader) outside(l *grid.Line) { r.doc.Parts = append(r.doc.Parts, grid.Part{Line: l}) }

func (r *reader) left(why grid.Why, text string) {
	if strings.TrimSpace(text) != "" {
		r.doc.Left = append(r.doc.Left, grid.Left{Why: why, Text: text, Place: r.place})
	}
}

func (r *reader) doubt(format string, a ...any) {
	r.doc.Doubts = append(r.doc.Doubts, grid.Doubt{Text: fmt.Sprintf(format, a...), Place: r.place})
}

// blocks reads paragraphs and tables; take gets the lines of the paragraphs.
func (r *reader) blocks(nodes []*node, take func(*grid.Line)) {
	for _, n := range nodes {
		switch n.name {
		case "p":
			r.paragraph(n, take)
		case "tbl":
			r.flush(take)
			if r.inside > 0 {
				r.nest(n, take)
			} else {
				r.table(n)
			}
		case "sdt":
			if c := n.child("sdtContent"); c != nil {
				r.blocks(c.kids, take)
			}
		case "customXml", "ins", "moveTo", "Choice":
			r.blocks(n.kids, take)
		case "AlternateContent":
			if c := n.child("Choice"); c != nil {
				r.blocks(c.kids, take)
			}
		case "del", "moveFrom":
			r.left(grid.Deleted, n.text())
		case "oMathPara", "m:oMathPara", "m:oMath":
			r.doubt("这里有一个公式，只读出了其中的文字：“%s”", n.text())
			take(&grid.Line{Text: n.text(), Hard: true, Place: r.place})
		case "altChunk":
			r.flush(take)
			r.doubt("这里嵌有另一个文件，打开时才并进正文，它的文字没有读到：请用 Word 打开，另存一份，再导入一次")
		}
	}
}

// paragraph reads a paragraph. Where its mark was deleted, it is one with the next.
func (r *reader) paragraph(n *node, take func(*grid.Line)) {
	properties := n.child("pPr")
	p := r.open
	if p == nil {
		p = &para{}
	}
	r.runs(n.kids, p, false, false, properties.val("pStyle"))
	number := r.number(properties)
	if p.number == "" && p.empty() || r.open == nil {
		p.number = number
	}
	r.open = p
	if properties.child("rPr", "del") != nil || properties.child("rPr", "moveFrom") != nil {
		return
	}
	r.flush(take)
}

func (p *para) empty() bool { return p.text.Len() == 0 && len(p.lines) == 0 }

// flush hands over the paragraph that is open.
func (r *reader) flush(take func(*grid.Line)) {
	p := r.open
	r.open = nil
	if p == nil {
		return
	}
	texts := append(p.lines, p.text.String())
	number := p.number
	if strings.TrimSpace(strings.Join(texts, "")) == "" {
		if number != "" { // the column of numbers is numbered so
			take(&grid.Line{Number: number, Hard: true, Place: r.place})
		}
		return
	}
	for _, text := range texts {
		if strings.TrimSpace(text) == "" {
			continue
		}
		take(&grid.Line{Text: text, Number: number, Hard: true, Place: r.place})
		number = ""
	}
}

// number counts a paragraph in its list, and is the number that is shown before it.
func (r *reader) number(properties *node) string {
	if r.numbering == nil {
		return ""
	}
	own := properties.child("numPr")
	id, level := own.val("numId"), own.val("ilvl")
	if id == "" {
		style := properties.val("pStyle")
		var by string
		if id, level, by = r.styles.list(style); id != "" && level == "" {
			level = r.numbering.levelOf(id, by)
		}
		if own.val("ilvl") != "" {
			level = own.val("ilvl")
		}
	}
	if id == "" || id == "0" || own.child("ins") == nil && own.child("del") != nil {
		return ""
	}
	return r.numbering.next(r.resolve(id), number(level, 0))
}

// resolve follows a list that only names a style, whose list it is.
func (r *reader) resolve(id string) string {
	for range mostBased {
		u := r.numbering.uses[id]
		if u == nil || r.numbering.lists[u.of] == nil || r.numbering.lists[u.of].style == "" {
			return id
		}
		next, _, _ := r.styles.list(r.numbering.lists[u.of].style)
		if next == "" || next == id {
			return id
		}
		id = next
	}
	return id
}

// levelOf is the level of a list on which paragraphs of a style are.
func (n *numbering) levelOf(id, style string) string {
	if u := n.uses[id]; u != nil && n.lists[u.of] != nil {
		for at, l := range n.lists[u.of].levels {
			if l.style == style {
				return fmt.Sprint(at)
			}
		}
	}
	return "0"
}

// runs reads what stands in a paragraph, or in something within it.
func (r *reader) runs(nodes []*node, p *para, hidden, struck bool, style string) {
	for _, n := range nodes {
		switch n.name {
		case "r":
			r.run(n, p, style)
		case "ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "Choice":
			r.runs(n.kids, p, hidden, struck, style)
		case "sdt":
			if c := n.child("sdtContent"); c != nil {
				r.runs(c.kids, p, hidden, struck, style)
			}
		case "AlternateContent":
			if c := n.child("Choice"); c != nil {
				r.runs(c.kids, p, hidden, struck, style)
			}
		case "del", "moveFrom":
			r.left(grid.Deleted, n.text())
		case "m:oMath", "m:oMathPara":
			if text := n.text(); text != "" {
				r.doubt("这里有一个公式，只读出了其中的文字：“%s”", text)
				p.text.WriteString(text)
			}
		}
	}
}

// run reads a piece of text of one look. What a tracked change of the look was before, rPrChange, is nothing of it.
func (r *reader) run(n *node, p *para, style string) {
	look := n.child("rPr")
	hidden, struck := r.styles.looks(style)
	if by := look.val("rStyle"); by != "" {
		h, s := r.styles.looks(by)
		hidden, struck = hidden || h, struck || s
	}
	if look.child("vanish") != nil {
		hidden = look.on("vanish")
	}
	if look.child("strike") != nil || look.child("dstrike") != nil {
		struck = look.on("strike") || look.on("dstrike")
	}
	if look.child("del") != nil {
		r.left(grid.Deleted, n.text())
		return
	}
	for _, k := range n.kids {
		r.piece(k, p, hidden, struck, look)
	}
}

func (r *reader) piece(k *node, p *para, hidden, struck bool, look *node) {
	switch k.name {
	case "t":
		switch {
		case hidden:
			r.left(grid.Hidden, k.chars)
		case struck:
			r.left(grid.Struck, k.chars)
			r.doubt("这里有加了删除线的文字，没有收入：“%s”", k.chars)
		default:
			p.text.WriteString(r.withoutSymbols(k.chars))
		}
	case "tab", "ptab":
		p.text.WriteString("\t")
	case "br", "cr":
		p.lines = append(p.lines, p.text.String())
		p.text.Reset()
	case "noBreakHyphen":
		p.text.WriteString("-")
	case "delText":
		r.left(grid.Deleted, k.chars)
	case "instrText", "delInstrText":
		r.left(grid.Code, k.chars)
	case "sym":
		r.symbol(k)
	case "footnoteReference":
		r.note(r.notes, k.attr("id"))
	case "endnoteReference":
		r.note(r.endnotes, k.attr("id"))
	case "commentReference":
		for _, c := range r.comments {
			if c.attr("id") == k.attr("id") {
				r.left(grid.Comment, c.text())
			}
		}
	case "ruby":
		r.left(grid.Ruby, textOf(k.child("rt")))
		if base := k.child("rubyBase"); base != nil {
			r.runs(base.kids, p, hidden, struck, "")
		}
	case "AlternateContent":
		if c := k.child("Choice"); c != nil {
			for _, inner := range c.kids {
				r.piece(inner, p, hidden, struck, look)
			}
		}
	case "drawing", "pict", "object":
		r.drawing(k)
	}
}

func textOf(n *node) string {
	if n == nil {
		return ""
	}
	return n.text()
}

// withoutSymbols leaves out characters of a symbol font, typed as text: they mean nothing without it.
func (r *reader) withoutSymbols(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.Is(unicode.Co, c) {
			return c
		}
		r.left(grid.Symbol, string(c))
		r.doubt("这里有一个只在某种字体里才有的字符（U+%04X），没有收入", c)
		return -1
	}, s)
}

// symbol leaves out a character of a symbol font.
func (r *reader) symbol(k *node) {
	code := strings.TrimLeft(strings.ToUpper(k.attr("char")), "0")
	r.doubt("这里有一个符号（%s %s），没有收入", k.attr("font"), code)
	var c rune
	if _, err := fmt.Sscanf(code, "%X", &c); err == nil {
		r.left(grid.Symbol, string(c))
	}
}

func (r *reader) note(notes []*node, id string) {
	text := ""
	for _, n := range notes {
		if n.attr("id") == id {
			text = strings.TrimSpace(n.text())
			r.left(grid.Footnote, text)
		}
	}
	r.doubt("这里有一个脚注，没有收入：“%s”", text)
}

// drawing leaves out a picture, and the text in it.
func (r *reader) drawing(n *node) {
	if text := strings.TrimSpace(n.text()); text != "" {
		r.left(grid.TextBox, text)
		r.doubt("这里有一个文本框，没有收入：“%s”", text)
		return
	}
	r.doubt("这里有一幅图，图里的文字读不出来")
}

// finish says of the whole document what was left out in it.
func (r *reader) finish() {
	if r.nested > 0 {
		r.place = grid.Place{}
		r.doubt("有 %d 个表格套在别的表格里，按阅读顺序读成了文字", r.nested)
	}
}
