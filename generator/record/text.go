package record

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/debris"
	"handbook/generator/diag"
	"handbook/generator/privacy"
)

// A use is what a text is for.
type use int

const (
	published use = iota // for everyone to read
	telephone            // the number of an office
)

// hugoWords are what Hugo puts into a page while it builds it and looks for in the result: no escape keeps it from
// finding them in a text.
var hugoWords = []string{"HAHAHUGOSHORTCODE", "__h_pp_l1", "__hdeferred/"}

// HugoWords are what Hugo takes for marks of its own wherever they stand in a text.
func HugoWords() []string { return slices.Clone(hugoWords) }

// sound reports what no text of the list may hold, whatever the source says, and returns the text without it: what else
// there is to say of the text is said of what is meant.
func (t Table) sound(path, s string, u use) string {
	if strings.TrimSpace(s) == "" {
		t.Errorf(path, "write the text, or remove the line", "the text is empty")
		return s
	}
	if n := utf8.RuneCountInString(s); n > mostInText {
		const hint = "%d are the most: a quotation mark or a comma may be missing; otherwise part it"
		t.Errorf(path, fmt.Sprintf(hint, mostInText), "a text of %d characters", n)
		return s
	}
	for _, word := range hugoWords {
		if before, _, ok := strings.Cut(s, word); ok {
			from := utf8.RuneCountInString(before)
			t.ReportPart(path, s, from, from+len(word), diag.Error,
				fmt.Sprintf("the text has %q, which Hugo takes for a mark of its own", word),
				"leave it out, or write it in another way: Hugo would cut the page there, or stop")
			return s
		}
	}
	if s != strings.TrimSpace(s) {
		t.Report(path, diag.Error, "white space at the start or end of the text", "remove it")
	}
	for _, f := range private(s) {
		t.AddPart(path, s, f.From, f.To, Private(f, u == telephone))
	}
	return t.mend(path, s)
}

// private are the numbers of persons in a text.
func private(s string) []privacy.Find {
	if !privacy.Possible(s) {
		return nil
	}
	return privacy.Finds([]rune(s))
}

// clean reports whether there is nothing in a text that [Table.sound] would report: of most texts there is not, and
// where they stand need not be written down.
func clean(s string) bool {
	if s == "" || len(s) > mostInText || s != strings.TrimSpace(s) || len(private(s)) > 0 {
		return false
	}
	hugo := slices.ContainsFunc(hugoWords, func(word string) bool { return strings.Contains(s, word) })
	sure, _ := debris.Sure(debris.Finds(s))
	return len(sure) == 0 && !hugo
}

// mend reports what is debris for sure, and returns the text without it.
func (t Table) mend(path, s string) string {
	inner := strings.TrimSpace(s) // white space at the ends is said already
	at := utf8.RuneCountInString(s[:strings.Index(s, inner)])
	sure, _ := debris.Sure(debris.Finds(inner))
	if len(sure) == 0 {
		return s
	}
	f, sum := Debris(inner, sure, sure)
	t.AddPart(path, s, at+sum.From, at+sum.To, f)
	return debris.Mend(inner, sure)
}

// CheckKeys reports what no text may hold in the keys of a table that are texts themselves.
func (t Table) CheckKeys() {
	for _, key := range t.Keys() {
		span := t.Place(t.At(key)).Key
		for _, f := range privacy.Finds([]rune(key)) {
			t.src.put(span, Private(f, false))
		}
		if sure, _ := debris.Sure(debris.Finds(key)); len(sure) > 0 {
			f, _ := Debris(key, sure, sure)
			t.src.put(span, f)
		}
	}
}

// Debris is the finding about debris of a text, and where the first of it stands; the hint is the text with all mended
// that is to be. The finding lacks its place, and is an error.
func Debris(text string, finds, mend []debris.Find) (diag.Finding, debris.Summary) {
	sum := debris.Sum(text, finds, mend)
	hint := fmt.Sprintf("write \"%s\"", sum.Mended)
	switch {
	case sum.Mended == "":
		hint = "write the text, or remove it"
	case strings.ContainsRune(sum.Mended, debris.Missing):
		hint += fmt.Sprintf(", with what the document has in the place of %c", debris.Missing)
	}
	return diag.Finding{Kind: sum.Kind.String(), Message: sum.Message, Hint: hint}, sum
}

// Private is the finding about a person's number, without its place. It is an error; but where an office has its
// telephone number, a mobile number may be meant.
func Private(f privacy.Find, telephone bool) diag.Finding {
	found := diag.Finding{Kind: f.Kind.String(), Message: f.Kind.String() + " in the text", Hint: privacy.Hint}
	if telephone && f.Kind == privacy.Mobile {
		found.Severity = diag.Warning
		found.Message = f.Kind.String() + " as that of an office"
		found.Hint = privacy.OfficeHint
	}
	return found
}
