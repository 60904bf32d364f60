package office

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A level is whose department it is.
type level int

const (
	nobodys    level = iota // the name says no place: the county's, where the lists are
	countys                 // the county's own
	prefecture              // that of the city, prefecture, league above it
	regions                 // that of the province
)

// A Place is a county: it knows by which names its departments may be called. Names are matched with it, never searched
// for places: 公安县公安局 is one of 公安县, and 供销合作社 in 合作市 is none of 合作.
type Place struct {
	words []word // the longest first
	units map[level]unit
}

// A word is a name of the county or of what it belongs to, in full or as people cut it: 泽普县, 泽普, 县.
type word struct {
	text    string
	level   level
	general bool // says no name: 县, 市
}

// A unit is a kind of place: what its name ends with, what its departments are called after, each with the first as the
// usual word, and what stands for it in an id.
type unit struct {
	suffix, id string
	words      []string
}

// units are what names of places end with, longer ends before shorter ones.
var units = []unit{
	{"生产建设兵团", "bingtuan", []string{"兵团"}},
	{"自治州", "zhou", []string{"州", "自治州"}},
	{"自治县", "xian", []string{"县", "自治县"}},
	{"自治旗", "qi", []string{"旗", "自治旗"}},
	{"自治区", "zizhiqu", []string{"自治区", "区"}},
	{"地区", "diqu", []string{"地区", "地", "行署"}},
	{"林区", "linqu", []string{"林区", "区"}},
	{"特区", "tequ", []string{"特区", "区"}},
	{"新区", "qu", []string{"区", "新区"}},
	{"县", "xian", []string{"县"}},
	{"区", "qu", []string{"区"}},
	{"市", "shi", []string{"市"}},
	{"旗", "qi", []string{"旗"}},
	{"盟", "meng", []string{"盟"}},
	{"州", "zhou", []string{"州"}},
	{"省", "sheng", []string{"省"}},
	{"师", "shi", []string{"师"}},
	{"团", "tuan", []string{"团"}},
}

var (
	// peoples stand between the name of an autonomous place and its kind: 景宁畲族自治县.
	peoples = regexp.MustCompile(`((蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春|塔塔尔|乌孜别克|俄罗斯)族?|` +
		`(布依|朝鲜|土家|哈尼|傈僳|高山|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|阿昌|普米|德昂|保安|裕固|独龙|赫哲|门巴|珞巴|基诺|` +
		`回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京|各)族)+$`)
	// division is a division of the production corps that is a city, too: 第三师图木舒克市.
	division = regexp.MustCompile(`^第?([一二三四五六七八九十]+师)(\p{Han}+市)$`)
)

// NewPlace returns the county whose departments are to be recognised: its full name, and those of the prefecture and of
// the province that it belongs to, each "" where there is none.
func NewPlace(county, above, region string) *Place {
	p := &Place{units: map[level]unit{}}
	for _, one := range []struct {
		name  string
		level level
	}{{county, countys}, {above, prefecture}, {region, regions}} {
		p.add(one.name, one.level)
	}
	slices.SortStableFunc(p.words, func(a, b word) int {
		return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.level, b.level))
	})
	return p
}

func (p *Place) add(name string, of level) {
	if name == "" {
		return
	}
	p.name(name, of)
	if parts := division.FindStringSubmatch(name); parts != nil {
		p.units[of] = unit{"", "shi", []string{"师市"}}
		for _, one := range []string{"第" + parts[1], parts[1], parts[2], strings.TrimSuffix(parts[2], "市")} {
			p.name(one, of)
		}
		for _, general := range []string{"师市", "师", "市"} {
			p.general(general, of)
		}
		return
	}
	for _, u := range units {
		stem, ok := strings.CutSuffix(name, u.suffix)
		if !ok || stem == "" {
			continue
		}
		p.units[of] = u
		p.name(stem, of)
		if bare := peoples.ReplaceAllString(stem, ""); bare != stem && utf8.RuneCountInString(bare) > 1 {
			p.name(bare, of)
			p.name(bare+u.suffix, of)
			p.name(bare+u.words[0], of) // 景宁县, 伊犁州
		}
		for _, general := range u.words {
			p.general(general, of)
		}
		return
	}
}

// name adds a name of a place; one character says none: 城区 is not called 城.
func (p *Place) name(text string, of level) {
	if utf8.RuneCountInString(text) > 1 {
		p.words = append(p.words, word{text, of, false})
	}
}

// general adds a word for a kind of place, unless it stands for one nearer: 市 is the county where that is a city.
func (p *Place) general(text string, of level) {
	if !slices.ContainsFunc(p.words, func(w word) bool { return w.general && w.text == text }) {
		p.words = append(p.words, word{text, of, true})
	}
}

// called is the usual word for the place of a level: 县, 市, 州; 县 where nothing is known of it.
func (p *Place) called(of level) string {
	if u, ok := p.units[of]; ok {
		return u.words[0]
	}
	if u, ok := p.units[countys]; ok {
		return u.words[0]
	}
	return "县"
}
