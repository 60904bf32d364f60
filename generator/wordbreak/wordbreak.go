// Package wordbreak cuts Chinese titles at the borders of their words, so that a browser may break the line there and
// nowhere else: Chinese is written without spaces, and by itself a line ends in the middle of a word.
//
//	words := wordbreak.With("泽普县", "农业农村局")
//	words.Pieces("做好农村宅基地审批及管理") // 做好 农村 宅基地 审批 及 管理
//
// It knows the words of vocabulary.txt and those that it is given. Between characters that belong to no word it knows,
// a line may break anywhere, as it may in any Chinese text: titles of places that nobody has seen read no worse than
// before.
package wordbreak

import (
	_ "embed"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed vocabulary.txt
var vocabulary string

// Words are the words that titles are cut into.
type Words struct {
	known   map[string]bool
	longest map[[2]rune]int // of the words that begin with these two characters, the longest, in characters
	most    int             // of all words
}

// With returns the words of the vocabulary and some names. No line breaks within a name.
func With(names ...string) *Words {
	w := &Words{known: map[string]bool{}, longest: map[[2]rune]int{}}
	w.add(Vocabulary())
	w.add(names)
	return w
}

// Vocabulary is every word of the vocabulary.
func Vocabulary() []string {
	var words []string
	for line := range strings.Lines(vocabulary) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, strings.Fields(line)...)
		}
	}
	return words
}

func (w *Words) add(words []string) {
	for _, word := range words {
		w.known[word] = true
		w.most = max(w.most, utf8.RuneCountInString(word))
		if text := []rune(word); len(text) > 1 {
			first := [2]rune(text)
			w.longest[first] = max(w.longest[first], len(text))
		}
	}
}

// Pieces are the pieces of a title between which a line may break. Together they are the title. Where Chinese
// punctuation keeps a line from breaking, before 。 and after （, there is no border; what stands in quotes and is
// short, a name like “三会一课”, is one piece.
func (w *Words) Pieces(title string) []string {
	var pieces []string
	glued := false // the next word belongs to the last piece
	for _, word := range w.words([]rune(title)) {
		first, _ := utf8.DecodeRuneInString(word)
		last, _ := utf8.DecodeLastRuneInString(word)
		if len(pieces) > 0 && (glued || clings(word) || closes(first)) {
			pieces[len(pieces)-1] += word
		} else {
			pieces = append(pieces, word)
		}
		glued = opens(last)
	}
	return pieces
}

// words cuts a title into words and signs.
func (w *Words) words(title []rune) []string {
	var words []string
	for at := 0; at < len(title); {
		end := at + 1
		switch {
		case unicode.Is(unicode.Han, title[at]):
			for end < len(title) && unicode.Is(unicode.Han, title[end]) {
				end++
			}
			words = append(words, w.cut(title[at:end])...)
		case inWord(title[at]):
			for end < len(title) && inWord(title[end]) {
				end++
			}
			words = append(words, string(title[at:end]))
		default:
			if quoted := quotation(title[at:]); quoted > 0 {
				end = at + quoted
			}
			words = append(words, string(title[at:end]))
		}
		at = end
	}
	return words
}

// cut cuts Chinese characters into words: as few as there can be, the fewer of them unknown, and of two ways that are
// equal the one with the longer word at the end, for the last word of a compound says what it is.
func (w *Words) cut(text []rune) []string {
	const known, unknown = 2, 3
	cost := make([]int, len(text)+1) // of the characters up to here
	from := make([]int, len(text)+1) // where the last word of them begins
	for end := range cost {
		cost[end] = math.MaxInt
	}
	cost[0] = 0
	all := string(text)
	at := 0 // where the character begins in it
	for begin := range text {
		to := at + utf8.RuneLen(text[begin])
		next := to
		for end := begin + 2; end <= min(len(text), begin+w.longestFrom(text[begin:])); end++ {
			to += utf8.RuneLen(text[end-1])
			word := all[at:to]
			if cost[begin]+known < cost[end] && (w.known[word] || isNumber(word)) {
				cost[end], from[end] = cost[begin]+known, begin
			}
		}
		if cost[begin]+unknown < cost[begin+1] {
			cost[begin+1], from[begin+1] = cost[begin]+unknown, begin
		}
		at = next
	}
	var words []string
	for end := len(text); end > 0; end = from[end] {
		words = append(words, string(text[from[end]:end]))
	}
	for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
		words[i], words[j] = words[j], words[i]
	}
	return words
}

// longestFrom is how long a word may be with which a text begins: most beginnings are those of no word.
func (w *Words) longestFrom(text []rune) int {
	switch {
	case len(text) < 2:
		return 0
	case strings.ContainsRune(numerals, text[0]):
		return w.most
	}
	return w.longest[[2]rune(text)]
}

const numerals = "〇一二三四五六七八九十百千万"

// isNumber tells whether a word is a number, in Chinese characters.
func isNumber(word string) bool {
	return strings.Trim(word, numerals) == ""
}

// longestQuotation is how long a name in quotes may be that stays in one piece, with the quotes.
const longestQuotation = 10

// quotation is the length of what stands in quotes at the beginning of a text, with them; 0 where nothing does, or too
// much.
func quotation(text []rune) int {
	if text[0] != '“' {
		return 0
	}
	for i, r := range text[:min(len(text), longestQuotation)] {
		if r == '”' {
			return i + 1
		}
	}
	return 0
}

// inWord tells letters and digits that are no Chinese characters: they are words by themselves.
func inWord(r rune) bool {
	return !unicode.Is(unicode.Han, r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// clings tells what nobody begins a line with: 的, 等 and the like belong to the word before.
func clings(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && strings.ContainsRune("的等了者性化们", r)
}

// opens tells signs that stand before what they belong to, or between what belongs together.
func opens(r rune) bool {
	return isSign(r) && !unicode.In(r, unicode.Pe, unicode.Pf) && !strings.ContainsRune("、，。；：！？,;!? 　", r)
}

// closes tells signs that stand behind what they belong to.
func closes(r rune) bool { return isSign(r) && !unicode.In(r, unicode.Ps, unicode.Pi) }

func isSign(r rune) bool { return !inWord(r) && !unicode.Is(unicode.Han, r) }
