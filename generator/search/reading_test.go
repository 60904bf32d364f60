package search

import (
	"slices"
	"strings"
	"testing"

	"handbook/generator/lexicon"
	"handbook/generator/pinyin"
)

func TestReadings(t *testing.T) {
	r := newReadings()
	for _, c := range []struct{ word, want string }{
		{"人民调解", "ren min tiao jie"}, {"土地调查", "tu di diao cha"}, {"畜牧业保险", "xu mu ye bao xian"},
		{"牲畜", "sheng chu"}, {"银行卡", "yin hang ka"}, {"行政", "xing zheng"}, {"长效化", "chang xiao hua"},
		{"林长制", "lin zhang zhi"}, {"会计", "kuai ji"}, {"工会", "gong hui"}, {"灾后重建", "zai hou chong jian"},
		{"重点", "zhong dian"}, {"储藏室", "chu cang shi"}, {"着火", "zhao huo"}, {"校对", "jiao dui"}, {"学校", "xue xiao"},
		{"喀什", "ka shi"}, {"绿化", "lv hua"}, {"单县", "shan xian"}, {"清单", "qing dan"}, {"圈舍", "juan she"},
	} {
		one := newReadings()
		one.read(c.word, 1)
		var got []string
		for _, char := range c.word {
			got = append(got, one.of(char)[0])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s is read %v, want %s", c.word, got, c.want)
		}
	}
	r.read("林长 河长 长效", 1)
	if got := r.of('长'); !slices.Equal(got, []string{"zhang", "chang"}) {
		t.Errorf("长 is read %v", got)
	}
}

// Every Chinese character of the list and the lexicon is read in some way, by a syllable that people can type.
func TestEveryCharacterIsRead(t *testing.T) {
	county, words := handbook(t)
	text, said := lexicon.TextOf(county), []string{}
	for _, entry := range words.Entries {
		said = append(said, entry.Said...)
	}
	r := newReadings()
	for _, line := range slices.Concat(text.Titles, text.Duties, said, words.Terms) {
		r.read(line, 1)
		for _, c := range line {
			if c < 0x3400 || c > 0x9fff {
				continue
			}
			for _, s := range r.of(c) {
				if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
					t.Errorf("%c is read %q", c, s)
				}
			}
			if len(r.of(c)) == 0 {
				t.Errorf("%c in %s has no reading", c, line)
			}
		}
	}
}

// The order of GB 2312 gives nearly every common character its own syllable: what it does not is sent besides.
func TestSyllableRuns(t *testing.T) {
	chars := commonCharacters()
	if len(chars) != 3755 || string(chars[:3]) != "啊阿埃" || chars[3754] != '座' {
		t.Fatalf("%d characters, first %s", len(chars), string(chars[:3]))
	}
	runs, given := syllableRuns(chars)
	total, other := 0, 0
	for group := range strings.SplitSeq(runs, " ") {
		_, group, _ = strings.Cut(group, ":")
		for i := 1; i < len(group); i += 2 {
			total += strings.IndexByte(signs, group[i])
		}
	}
	for _, c := range chars {
		if given[c] != pinyin.Alone(c) {
			other++
		}
	}
	if total != len(chars) || other > 120 {
		t.Errorf("%d characters in the runs, %d out of order", total, other)
	}
}
