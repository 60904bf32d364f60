package pinyin_test

import (
	"testing"

	"handbook/generator/pinyin"
)

// Characters of several readings are read as their word wants it.
func TestPolyphones(t *testing.T) {
	r := pinyin.NewReader()
	for text, want := range map[string]string{
		"调解纠纷": "tiao jie jiu fen", "调查": "diao cha", "长效机制": "chang xiao ji zhi", "河长制": "he zhang zhi", "畜牧": "xu mu",
		"银行": "yin hang", "行政": "xing zheng", "会计": "kuai ji", "会议": "hui yi", "重建": "chong jian", "重点": "zhong dian",
		"“三会一课”": "san hui yi ke", "APP推广": "a p p tui guang", "12345": "1 2 3 4 5", "喀什地区": "ka shi di qu", "": "",
	} {
		if got := r.Key(text); got != want {
			t.Errorf("%s is read %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"长效": "C", "长者": "Z", "“一卡通”": "Y", "12345": "#", "。": "#"} {
		if got := r.Letter(text); got != want {
			t.Errorf("%s stands under %q, want %q", text, got, want)
		}
	}
}
