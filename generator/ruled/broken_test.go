package ruled

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"handbook/generator/diag"
)

// TestBrokenFiles cuts a file off, and changes bits of it: it is read or refused, with a hint, and soon.
func TestBrokenFiles(t *testing.T) {
	const most = 10 * time.Second
	whole := pdf(
		three().text(60, 235, "1").text(85, 235, "甲乙").lines(205, 235, "丙丙丙丙丙丙丙丙丙丙丙丙丙丙", "丁"),
		paper().down(20, 280, 50, 80, 200, 350).across(50, 350, 260, 20).text(60, 245, "2").text(85, 245, "己"),
	)
	cuts, flips := 12, 24
	if testing.Short() {
		cuts, flips = 4, 8
	}
	var files [][]byte
	for n := range cuts {
		files = append(files, whole[:len(whole)*n/cuts])
	}
	random := rand.New(rand.NewPCG(16, 9))
	for range flips {
		data := slices.Clone(whole)
		for range 1 + random.IntN(4) {
			data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		}
		files = append(files, data)
	}
	for n, data := range files {
		start := time.Now()
		doc, done, err := Open("list.pdf", data, Options{Cache: cache(t)})
		switch {
		case err != nil && diag.Hint(err) == "":
			t.Errorf("file %d: %v, without a hint", n, err)
		case err == nil && doc == nil:
			t.Errorf("file %d: neither a document nor an error", n)
		case err == nil:
			done()
		}
		if took := time.Since(start); took > most {
			t.Errorf("file %d took %v", n, took)
		}
	}
}
