package pinyin

import (
	"testing"
	"unicode/utf8"
)

// Every word of the table has a syllable for each of its characters.
func TestTable(t *testing.T) {
	table := NewTable()
	if len(table.ways) < 50 {
		t.Fatalf("the table has %d words", len(table.ways))
	}
	for word, ways := range table.ways {
		for _, syllables := range ways {
			if len(syllables) != utf8.RuneCountInString(word) {
				t.Errorf("readings.txt: %s has %d characters, %v", word, utf8.RuneCountInString(word), syllables)
			}
		}
	}
}
