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

// read counts the readings of a text's characters, each in its words.
func (r *readings) read(text string) {
	chars := []rune(text)
	for i := 0; i < len(chars); {
		n, ways := r.table.WordAt(chars[i:])
		if n == 0 {
			r.add(chars[i], pinyin.Alone(chars[i]))
			i++
			continue
		}
		for _, syllables := range ways {
			for k, s := range syllables {
				r.add(chars[i+k], s)
			}
		}
		i += n
	}
}

func (r *readings) add(c rune, syllable string) {
	if syllable == "" {
		return
	}
	if r.count[c] == nil {
		r.count[c] = map[string]int{}
	}
	r.count[c][syllable]++
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
