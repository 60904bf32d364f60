package docx

// styles are the document's styles, by id.
type styles map[string]*style

type style struct {
	based          string
	numID, level   string // of paragraphs, "" where the style says nothing
	hidden, struck bool
}

func readStyles(root *node) styles {
	all := styles{}
	for _, s := range root.children("style") {
		number, run := s.child("pPr", "numPr"), s.child("rPr")
		all[s.attr("styleId")] = &style{
			based: s.val("basedOn"), numID: number.val("numId"), level: number.val("ilvl"),
			hidden: run.on("vanish"), struck: run.on("strike") || run.on("dstrike"),
		}
	}
	return all
}

// mostBased is how far a style is followed to those that it is based on: the file may have a circle.
const mostBased = 32

// list is the list of a paragraph of this style, and the style that names it.
func (all styles) list(id string) (numID, level, by string) {
	for range mostBased {
		s := all[id]
		if s == nil {
			break
		}
		if s.numID != "" {
			return s.numID, s.level, id
		}
		id = s.based
	}
	return "", "", ""
}

// looks reports whether text of this style is hidden or struck out.
func (all styles) looks(id string) (hidden, struck bool) {
	for range mostBased {
		s := all[id]
		if s == nil {
			break
		}
		hidden, struck = hidden || s.hidden, struck || s.struck
		id = s.based
	}
	return hidden, struck
}
