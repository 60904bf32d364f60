package manuscript

import (
	"fmt"
	"time"

	"handbook/generator/list"
	"handbook/generator/page"
)

// A Fact is a line of the imprint that only the office can tell: none is made up.
type Fact struct {
	Key  string // in the town's file
	Name string
	Text string // "" where nobody told it
}

// Imprint is what a book's imprint must say of it, told or not. Its first four, and the permit, stand there by article
// 14 of 《内部资料性出版物管理办法》, where that applies: whether it does, the county's office for the press says.
func Imprint(t *list.Town) []Fact {
	b := t.Book
	copies := ""
	if b.Copies > 0 {
		copies = fmt.Sprintf("%d 册", b.Copies)
	}
	return []Fact{
		{"book.issuer", "编印单位", b.Issuer},
		{"edition", "清单版本", page.EditionOf(t)},
		{"book.issued", "编印日期", dateOf(b.Issued)},
		{"book.printer", "印刷单位", b.Printer},
		{"book.copies", "印数", copies},
		{"book.recipients", "发送对象", b.Recipients},
		{"book.permit", "准印证号", b.Permit},
	}
}

// dateOf writes a date as a text does: 2025年8月15日, or 2025年8月.
func dateOf(date string) string {
	if day, err := time.Parse(time.DateOnly, date); err == nil {
		return day.Format("2006年1月2日")
	}
	if month, err := time.Parse("2006-01", date); err == nil {
		return month.Format("2006年1月")
	}
	return ""
}

// Issued is when the book was made, or "".
func (b *Book) Issued() string { return dateOf(b.Town.Book.Issued) }

// Imprint is what is told of the book.
func (b *Book) Imprint() (told []Fact) {
	for _, f := range Imprint(b.Town) {
		if f.Text != "" {
			told = append(told, f)
		}
	}
	return told
}
