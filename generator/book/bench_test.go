package book

import (
	"fmt"
	"path/filepath"
	"testing"

	"handbook/generator/book/manuscript"
	"handbook/generator/list"
	"handbook/generator/page"
)

// manifold is the real list several times over.
func manifold(b *testing.B, times int) *manuscript.Book {
	c, _ := list.Load(filepath.Join(root, "data"))
	town := c.Towns[0]
	for k, items := range town.Lists {
		var all []*list.Item
		for range times {
			for _, item := range items {
				again := *item
				again.No = len(all) + 1
				again.ID = fmt.Sprintf("%s-%04d", item.Kind.ID(), again.No)
				all = append(all, &again)
			}
		}
		town.Lists[k] = all
	}
	m, err := manuscript.New(manuscript.Source{County: c, Town: town, Pages: page.All(c)})
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// The time of a book grows as its items do: from the start of the browser to the last of the finished files, in all
// editions.
func BenchmarkBook(b *testing.B) {
	for _, times := range []int{1, 2, 4} {
		m := manifold(b, times)
		b.Run(fmt.Sprintf("%d items", m.ItemCount), func(b *testing.B) {
			for b.Loop() {
				if err := makeBook(config(b, b.TempDir()), m); err != nil {
					b.Fatal(err)
				}
			}
			each := b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(each, "s/book")
			b.ReportMetric(1000*each/float64(m.ItemCount), "ms/item")
		})
	}
}
