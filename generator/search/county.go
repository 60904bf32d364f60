package search

import (
	"strings"

	"handbook/generator/list"
)

// countyPart is what all towns share.
type countyPart struct {
	Part          string `json:"part"`
	Lists         string `json:"lists"`  // their ids
	Others        string `json:"others"` // characters that are not among the common ones of GB 2312
	Used          string `json:"used"`   // which of those the texts have
	Short         string `json:"short"`  // the codebook: its tokens of one sign,
	Pairs         string `json:"pairs"`  // and the halves of its runs
	DepartmentIDs string `json:"departmentIDs"`
	Departments   string `json:"departments"` // packed, as what follows: a line each, with all names
	CategoryIDs   string `json:"categoryIDs"`
	Categories    string `json:"categories"`
	Words         string `json:"words"` // the lexicon's entries
	Terms         string `json:"terms"`
	Rest          string `json:"rest"`           // noise, absent words and traps
	Last          bool   `json:"last,omitempty"` // there is more in last.js
}

func (w *writer) countyPart() countyPart {
	var departments, categories []string
	for _, d := range w.county.Departments {
		departments = append(departments, d.ID)
	}
	for _, c := range w.county.Categories {
		categories = append(categories, c.ID)
	}
	var lists []string
	for _, k := range w.county.Kinds() {
		lists = append(lists, k.ID())
	}
	return countyPart{
		Part: "county", Lists: strings.Join(lists, " "),
		Others: string(w.others), Used: bitmap(w.used),
		Short: w.codebook.shortTokens(), Pairs: w.codebook.packedPairs(),
		DepartmentIDs: strings.Join(departments, " "), Departments: w.codebook.pack(w.departmentText()),
		CategoryIDs: strings.Join(categories, " "), Categories: w.codebook.pack(w.categoryText()),
		Words: w.codebook.pack(w.entries), Terms: w.codebook.pack(w.termText()), Rest: w.codebook.pack(w.restText()),
		Last: w.lexicon.Rest.Last && w.moreTexts() != nil,
	}
}

func (w *writer) departmentText() string {
	var lines []string
	for _, d := range w.county.Departments {
		names := []string{d.Name, d.Short}
		bare, word := w.bare(d), w.county.Words.Word
		for _, a := range d.Aliases {
			if a != bare && a != word+bare && a != word+d.Short { // the browser makes these itself
				names = append(names, a)
			}
		}
		names = append(names, d.Contact.Phones...) // who knows the number finds the department, and its page
		lines = append(lines, strings.Join(names, "、"))
	}
	return strings.Join(lines, "\n")
}

// bare is a department's name without the place that it opens with: 民政局 of 泽普县民政局. It is "" where the name has no
// such place.
func (w *writer) bare(d *list.Department) string {
	_, bare, _ := strings.Cut(d.Name, w.county.Words.Word)
	return bare
}

func (w *writer) categoryText() string {
	var names []string
	for _, c := range w.county.Categories {
		names = append(names, c.Name)
	}
	return strings.Join(names, "\n")
}

// bitmap writes six booleans to a sign.
func bitmap(bits []bool) string {
	var b strings.Builder
	for i := 0; i < len(bits); i += 6 {
		n := 0
		for k, bit := range bits[i:min(i+6, len(bits))] {
			if bit {
				n |= 1 << k
			}
		}
		b.WriteByte(signs[n])
	}
	return b.String()
}
