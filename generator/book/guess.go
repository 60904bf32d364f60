package book

import (
	"fmt"
	"unicode/utf8"

	"handbook/generator/book/manuscript"
)

// guess is on about which page each item will stand, and its chapter and part; under "" what stands after all items. It
// is composed where the pages are not known yet: what refers to another page then has, nearly everywhere, as many
// figures as it will have and takes as many lines, and filling in the true numbers moves nothing. Where it does,
// another print finds out.
func guess(b *manuscript.Book, e edition) map[string]string {
	numbers := map[string]string{}
	pages, characters := 0, 0
	number := func() string { return fmt.Sprint(pages + characters/e.characters) }
	for _, part := range b.Parts {
		pages += e.opening
		numbers[part.Anchor] = number()
		for _, c := range part.Chapters {
			numbers[c.Anchor] = number()
			for _, item := range c.Items {
				numbers[item.Anchor] = number()
				for _, text := range item.Texts() {
					characters += utf8.RuneCountInString(*text)
				}
			}
		}
	}
	numbers[""] = number()
	return numbers
}
