package markdown_test

import (
	"fmt"
	"regexp"
	"strings"

	"handbook/generator/page"
)

// otherForm: other wordings are a list in a quotation, each opens with the link of its first town.
var otherForm = regexp.MustCompile(`<blockquote>\n<ul>\n(<li><a .*</li>\n)+</ul>\n</blockquote>`)

// shared: on a department's page of several towns the first section is an index of the items; the others are lists,
// with the headings, numbers and ids of the front matter.
func (c contract) shared(p *page.Page, s page.Section, text string) error {
	shared := fact(p, "shared").([][]page.Fact)
	if s.ID == "items" {
		for i, line := range strings.Split(strings.TrimSuffix(text, "\n</ul>\n"), "\n")[1:] {
			of := s.Body[0].(page.Lines)[i]
			if form := c.entry.FindString(line); !strings.HasPrefix(line, form) || form == "" {
				return fmt.Errorf("a line of the index: %q, want %q", line, of)
			}
		}
		return nil
	}
	var numbers []int
	var ids, lacking []string
	for _, row := range shared {
		if row[0].Value == s.ID {
			numbers, ids, lacking = row[2].Value.([]int), row[3].Value.([]string), row[4].Value.([]string)
		}
	}
	items := strings.Split(text, "<h3>")[1:]
	if len(items) != len(numbers) || len(ids) != len(numbers) || len(lacking) != len(numbers) {
		return fmt.Errorf("%d items, %d numbers, %d ids, %d lacking", len(items), len(numbers), len(ids), len(lacking))
	}
	others := 0
	for _, b := range s.Body {
		switch b := b.(type) {
		case page.Heading:
			if err := matches(c.of, items[0], b.Text[0].Text, numbers[0]); err != nil {
				return err
			}
			items, numbers = items[1:], numbers[1:]
		case page.Others:
			others++
		case page.Duties:
			for _, lines := range b.Others {
				others += min(len(lines), 1)
			}
		}
	}
	if n := len(otherForm.FindAllString(text, -1)); n != others || strings.Count(text, "<blockquote") != others {
		return fmt.Errorf("%d quotations, want %d: %q", n, others, text)
	}
	return nil
}

// comparisons: an index, or where it is folded, one after each third-level heading.
func (c contract) comparisons(blocks []page.Block, folded bool, text string) error {
	indexes := []string{text}
	if folded {
		indexes = strings.Split(text, "<h3>")[1:]
		if n := 2 * len(indexes); n != len(blocks) || !strings.HasPrefix(text, "<h3>") {
			return fmt.Errorf("%d headings and indexes, want %d: %q", n, len(blocks), text)
		}
	}
	for n, index := range indexes {
		at := n
		if folded {
			at = 2*n + 1
			var ok bool
			if _, index, ok = cutOnce(index, "</h3>\n"); !ok {
				return fmt.Errorf("a heading: %q", index)
			}
		}
		lines := blocks[at].(page.Lines)
		items := strings.Split(strings.TrimSuffix(strings.TrimPrefix(index, "<ul>\n"), "\n</ul>\n"), "\n")
		if len(items) != len(lines) {
			return fmt.Errorf("an index of %d lines: %q", len(lines), index)
		}
		for i, item := range items {
			if form := c.entry.FindString(item); !strings.HasPrefix(item, form) || form == "" {
				return fmt.Errorf("a line of the index: %q, want %q", item, lines[i])
			}
		}
	}
	return nil
}
