package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Text is packed before it is sent: a list in UTF-8 costs 42 kB even under gzip, since each Chinese character is three
// bytes of which the first two say little. A token is a character or a run of characters that comes often (履职,
// 泽普县农业农村局). The commonest tokens are written with one printable sign, all others with two, a duty quotes its title by
// place and length; gzip does the rest: 29 kB.

// signs are the characters that packed text is written in: printable ASCII that a JavaScript string holds as it is. The
// first stands before a quotation; see packQuoting.
const signs = " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"

// merges is how many runs of characters get a token of their own. More of them cost as much to send as they save.
const merges = 580

// A codebook holds the tokens of one county: the characters first, then the runs, each made of two tokens before it.
type codebook struct {
	tokens []string
	pairs  [][2]int     // the runs' halves
	char   map[rune]int // the characters' tokens
	next   [][]run      // by a run's first half
	short  []int        // the tokens written with one sign
	sign   map[int]int  // token → its place in short
}

// A run is a token that is made of two.
type run struct{ second, token uint16 }

// runOf is the run of two tokens that stand side by side.
func (b *codebook) runOf(first, second uint16) (token uint16, ok bool) {
	for _, r := range b.next[first] {
		if r.second == second {
			return r.token, true
		}
	}
	return 0, false
}

// newCodebook makes the codebook for the given texts. chars are their characters, in the order in which the browser is
// told of them.
func newCodebook(chars []rune, texts []string) *codebook {
	b := &codebook{char: make(map[rune]int, len(chars)), sign: map[int]int{},
		next: make([][]run, len(chars)+merges)}
	for i, c := range chars {
		b.char[c] = i
		b.tokens = append(b.tokens, string(c))
	}
	size := len(texts)
	for _, text := range texts {
		size += utf8.RuneCountInString(text)
	}
	stream := make([]uint16, 0, size)
	for _, text := range texts {
		for _, c := range text {
			stream = append(stream, uint16(b.char[c]))
		}
		stream = append(stream, uint16(b.char['\n']))
	}
	limit := len(chars) + merges
	counts := make([]uint32, limit*limit)
	for len(b.pairs) < merges {
		best := b.commonPairs(stream, counts, min(perRound, merges-len(b.pairs)))
		if len(best) == 0 {
			break
		}
		for _, p := range best {
			b.next[p[0]] = append(b.next[p[0]], run{uint16(p[1]), uint16(len(b.tokens))})
			b.tokens = append(b.tokens, b.tokens[p[0]]+b.tokens[p[1]])
			b.pairs = append(b.pairs, p)
		}
		stream = b.join(stream[:0], stream)
	}
	b.choose(stream)
	return b
}

// perRound pairs are joined in each pass over the text. One at a time would be a little smaller and forty times slower.
const perRound = 60

// commonPairs returns the n commonest pairs of neighbours, of which none shares a token with another: joining one would
// make the count of the other wrong. counts has room for every pair, and is all zero before and after.
func (b *codebook) commonPairs(stream []uint16, counts []uint32, n int) [][2]int {
	const least = 6 // a rarer run saves less than its own definition costs
	end, width := uint16(b.char['\n']), len(b.tokens)
	type counted struct{ pair, count int }
	var all []counted
	for i := 1; i < len(stream); i++ {
		if stream[i-1] == end {
			continue
		}
		pair := int(stream[i-1])*width + int(stream[i])
		if counts[pair]++; counts[pair] == least {
			all = append(all, counted{pair: pair})
		}
	}
	for i := range all {
		all[i].count = int(counts[all[i].pair])
	}
	for i := 1; i < len(stream); i++ {
		counts[int(stream[i-1])*width+int(stream[i])] = 0
	}
	slices.SortFunc(all, func(x, y counted) int {
		return cmp.Or(cmp.Compare(y.count, x.count), cmp.Compare(x.pair, y.pair))
	})
	var best [][2]int
	taken := map[int]bool{}
	for _, c := range all {
		p := [2]int{c.pair / width, c.pair % width}
		if len(best) == n {
			break
		}
		if taken[p[0]] || taken[p[1]] {
			continue
		}
		taken[p[0]], taken[p[1]] = true, true
		best = append(best, p)
	}
	return best
}

// join appends to out the stream with every pair that has a token of its own replaced, from the left, and what that
// makes a pair again. It may be given the stream's own beginning to write to.
func (b *codebook) join(out, stream []uint16) []uint16 {
	from := len(out)
	for _, t := range stream {
		out = append(out, t)
		for len(out) > from+1 {
			token, ok := b.runOf(out[len(out)-2], out[len(out)-1])
			if !ok {
				break
			}
			out = append(out[:len(out)-2], token)
		}
	}
	return out
}

// choose gives the commonest tokens one sign, as many as leave two signs for every token.
func (b *codebook) choose(stream []uint16) {
	n := len(signs) - 1 - (len(b.tokens)+len(signs)-1)/len(signs)
	counts := make([]int, len(b.tokens))
	for _, t := range stream {
		counts[t]++
	}
	order := make([]int, len(b.tokens))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(counts[y], counts[x]) })
	b.short = order[:max(0, min(n, len(order)))]
	for i, t := range b.short {
		b.sign[t] = i
	}
}

// mostTokens is how many tokens can be told apart.
const mostTokens = len(signs) * len(signs)

func (b *codebook) write(w *strings.Builder, token int) {
	if s, ok := b.sign[token]; ok {
		w.WriteByte(signs[1+s])
		return
	}
	w.WriteByte(signs[1+len(b.short)+token/len(signs)])
	w.WriteByte(signs[token%len(signs)])
}

// pack writes a text of the codebook's characters.
func (b *codebook) pack(text string) string {
	stream := make([]uint16, 0, len(text)/2)
	for _, c := range text {
		stream = append(stream, uint16(b.char[c]))
	}
	var w strings.Builder
	for _, t := range b.join(stream[:0], stream) {
		b.write(&w, int(t))
	}
	return w.String()
}

// packQuoting packs a text that says again what stands in another: where that is shorter, it is written as the first
// sign, the place in the other text and the length, as JavaScript counts them.
func (b *codebook) packQuoting(text, other string) string {
	t, o := []rune(text), []rune(other)
	var w strings.Builder
	plain := 0 // from here to i nothing is written yet
	for i := 0; i < len(t); {
		at, n := longestMatch(t[i:], o)
		if n < 4 || len(b.pack(string(t[i:i+n]))) <= 3 {
			i++
			continue
		}
		w.WriteString(b.pack(string(t[plain:i])))
		w.Write([]byte{signs[0], signs[units(string(o[:at]))], signs[units(string(o[at:at+n]))]})
		i += n
		plain = i
	}
	w.WriteString(b.pack(string(t[plain:])))
	return w.String()
}

// longestMatch finds the longest beginning of t in o, as far as signs can tell.
func longestMatch(t, o []rune) (at, length int) {
	place := 0
	for start, c := range o {
		if place >= len(signs) {
			break
		}
		place += utf16.RuneLen(c)
		n, long := 0, 0
		for n < len(t) && start+n < len(o) && t[n] == o[start+n] && long+utf16.RuneLen(t[n]) < len(signs) {
			long += utf16.RuneLen(t[n])
			n++
		}
		if n > length {
			at, length = start, n
		}
	}
	return at, length
}

// shortTokens lists the tokens that have one sign, in the order of the signs, each written with two.
func (b *codebook) shortTokens() string {
	var w strings.Builder
	for _, t := range b.short {
		w.WriteByte(signs[t/len(signs)])
		w.WriteByte(signs[t%len(signs)])
	}
	return w.String()
}

// packedPairs lists the halves of the runs.
func (b *codebook) packedPairs() string {
	var w strings.Builder
	for _, p := range b.pairs {
		b.write(&w, p[0])
		b.write(&w, p[1])
	}
	return w.String()
}
