package search

import (
	"slices"
	"strings"

	"handbook/generator/pinyin"
)

// readings tells how each character of the list is read. Most have one reading; 长 is zhang in 河长 and chang in 长效.
type readings struct {
	table *pinyin.Table
	count map[rune]map[string]int // how often a character was read so
}

func newReadings() *readings {
	return &readings{table: pinyin.NewTable(), count: map[rune]map[string]int{}}
}

// readAll counts the readings of texts, each of their lines in so many of them once.
func (r *readings) readAll(texts []string) {
	times := map[string]int{}
	for _, text := range texts {
		for line := range strings.SplitSeq(text, "\n") {
			times[line]++
		}
	}
	for line, n := range times {
		r.read(line, n)
	}
}

// read counts the readings of a line's characters, each in its words, as of so many such lines.
func (r *readings) read(line string, times int) {
	chars := []rune(line)
	for i := 0; i < len(chars); {
		n, ways := r.table.WordAt(chars[i:])
		if n == 0 {
			r.add(chars[i], pinyin.Alone(chars[i]), times)
			i++
			continue
		}
		for _, syllables := range ways {
			for k, s := range syllables {
				r.add(chars[i+k], s, times)
			}
		}
		i += n
	}
}

func (r *readings) add(c rune, syllable string, times int) {
	if syllable == "" {
		return
	}
	if r.count[c] == nil {
		r.count[c] = map[string]int{}
	}
	r.count[c][syllable] += times
}

// of returns the readings of a character that was read, the commonest first.
func (r *readings) of(c rune) []string {
	var all []string
	for s := range r.count[c] {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b string) int {
		if n := r.count[c][b] - r.count[c][a]; n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	return all
}
