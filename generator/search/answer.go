package search

import (
	"encoding/json"
	"fmt"

	"handbook/generator/list"
	"handbook/generator/page"
)

// Who does an item is told in each result, as on its page. The browser fills in the patterns of package page by itself,
// with what it knows of the item: of items, only what one says beyond its list is sent.

// answers are the patterns, and what is to be filled in.
type answers struct {
	Named  int                  `json:"named"`  // how many departments are named
	Lists  map[string][3]string `json:"lists"`  // of each list: for no departments, for so many, for more
	Called map[string]string    `json:"called"` // what each town is called
}

// Answers is the script that tells the patterns to the search in the browser.
func Answers(county *list.County) File {
	all := answers{page.MostNamed, map[string][3]string{}, map[string]string{}}
	for _, kind := range county.Kinds() {
		a := page.AnswersOf(county, kind)
		all.Lists[kind.ID()] = [3]string{a.None, a.Few, a.Many}
	}
	for _, t := range county.Towns {
		all.Called[t.ID] = t.Words.Word
	}
	text, err := json.Marshal(all)
	if err != nil {
		panic(err) // texts and numbers only
	}
	return File{"search/answers.js", fmt.Appendf(nil, "handbook.answers = %s;\n", text)}
}

// ownAnswers are the answers of those of some items that have one of their own, by their places among these.
func (w *writer) ownAnswers(items []*list.Item) map[int]string {
	answers := map[int]string{}
	for i, item := range items {
		if own := page.AnswerInAny(w.county, item); own != page.AnswersOf(w.county, item.Kind).Of(item.Departments) {
			answers[i] = own
		}
	}
	return answers
}
