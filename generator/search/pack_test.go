package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// unpacker reads packed text as packing.js does.
type unpacker struct {
	tokens []string
	short  []int
}

func reader(t testing.TB, p countyPart) *unpacker {
	t.Helper()
	u := &unpacker{}
	for _, c := range p.Others {
		u.tokens = append(u.tokens, string(c))
	}
	for i, c := range commonCharacters() {
		if strings.IndexByte(signs, p.Used[i/6])>>(i%6)&1 == 1 {
			u.tokens = append(u.tokens, string(c))
		}
	}
	u.readBook(p.Short, p.Pairs)
	return u
}

func (u *unpacker) readBook(short, pairs string) {
	for i := 0; i < len(short); i += 2 {
		u.short = append(u.short, strings.IndexByte(signs, short[i])*len(signs)+strings.IndexByte(signs, short[i+1]))
	}
	half := ""
	u.codes(pairs, func(token string) {
		if half == "" {
			half = token
			return
		}
		u.tokens = append(u.tokens, half+token)
		half = ""
	}, nil)
}

func (u *unpacker) codes(packed string, take func(string), quote func(at, length int)) {
	for i := 0; i < len(packed); i++ {
		switch k := strings.IndexByte(signs, packed[i]) - 1; {
		case k < 0:
			quote(strings.IndexByte(signs, packed[i+1]), strings.IndexByte(signs, packed[i+2]))
			i += 2
		case k < len(u.short):
			take(u.tokens[u.short[k]])
		default:
			i++
			take(u.tokens[(k-len(u.short))*len(signs)+strings.IndexByte(signs, packed[i])])
		}
	}
}

func (u *unpacker) text(packed string, quoted []string) string {
	var b strings.Builder
	line := 0
	u.codes(packed, func(token string) {
		b.WriteString(token)
		line += strings.Count(token, "\n")
	}, func(at, length int) {
		b.WriteString(string(utf16.Decode(utf16.Encode([]rune(quoted[line]))[at : at+length])))
	})
	return b.String()
}

func TestSigns(t *testing.T) {
	for i, c := range signs {
		if c < ' ' || c > '~' || c == '"' || c == '\\' || strings.IndexRune(signs, c) != i {
			t.Errorf("sign %d is %q", i, c)
		}
	}
	if len(signs) != 93 {
		t.Errorf("%d signs", len(signs))
	}
}

// Whatever the text, its packed form reads back, alone and quoting another, and holds nothing that a string would
// escape.
func FuzzPack(f *testing.F) {
	f.Add("做好农村宅基地审批及管理", "负责农村宅基地审批；\n上报。")
	f.Add("", "")
	f.Add(strings.Repeat("低保", 200), strings.Repeat("低保金", 90))
	f.Fuzz(func(t *testing.T, title, duties string) {
		title, duties = strings.ToValidUTF8(strings.ReplaceAll(title, "\n", ""), ""), strings.ToValidUTF8(duties, "")
		chars := []rune("\n" + title + duties)
		slices.Sort(chars)
		chars = slices.Compact(chars)
		if len(chars) > 2000 {
			t.Skip()
		}
		b := newCodebook(chars, []string{title, duties})
		u := &unpacker{}
		for _, c := range chars {
			u.tokens = append(u.tokens, string(c))
		}
		u.readBook(b.shortTokens(), b.packedPairs())
		if got := u.text(b.pack(duties), nil); got != duties {
			t.Fatalf("%q became %q", duties, got)
		}
		packed := b.packQuoting(duties, title)
		quoted := slices.Repeat([]string{title}, strings.Count(duties, "\n")+1)
		if got := u.text(packed, quoted); got != duties {
			t.Fatalf("%q quoting %q became %q", duties, title, got)
		}
		if i := strings.IndexFunc(packed, func(r rune) bool { return !strings.ContainsRune(signs, r) }); i >= 0 {
			t.Fatalf("packed %q", packed)
		}
	})
}
