package office_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"handbook/generator/office"
)

var update = flag.Bool("update", false, "write what came out into testdata")

// testdata are counties of many kinds, each with names of departments as lists have them, and what is known of them.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	names := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		var place *office.Place
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			switch {
			case line == "", strings.HasPrefix(line, "#"):
			case strings.HasPrefix(line, "place "):
				place = placeOf(strings.TrimPrefix(line, "place "))
			default:
				name, _, _ := strings.Cut(line, " = ")
				line = name + " = " + said(place, name)
				names++
			}
			fmt.Fprintln(&got, line)
		}
		if *update {
			if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if got.String() != string(text) {
			t.Errorf("%s: not as it says:\n%s", file, got.String())
		}
	}
	if names < 120 {
		t.Errorf("only %d names", names)
	}
}

// placeOf reads county, prefecture and region; - is none.
func placeOf(text string) *office.Place {
	parts := strings.Fields(strings.ReplaceAll(text, "-", " - "))
	for i, p := range parts {
		if p == "-" {
			parts[i] = ""
		}
	}
	return office.NewPlace(parts[0], parts[1], parts[2])
}

func said(place *office.Place, name string) string {
	d, ok := place.Recognise(name)
	if !ok {
		return "unknown"
	}
	line := fmt.Sprintf("%s %s (%s)", d.ID, d.Short, d.Group)
	if len(d.Aliases) > 0 {
		line += ": " + strings.Join(d.Aliases, " ")
	}
	return line
}

// A registry is departments.toml and categories.toml, as far as it is compared.
type registry struct {
	Department []struct{ ID, Name, Short, Kind string }
	Category   []struct{ ID, Name string }
}

// TestRegistries compares with the registries that people wrote: what is derived is what they wrote, but for what is
// said here.
func TestRegistries(t *testing.T) {
	for _, c := range []struct {
		dir     string
		place   *office.Place
		differs map[string]string // name: why
	}{
		{"../../data", office.NewPlace("泽普县", "喀什地区", "新疆维吾尔自治区"), nil},
		{"../testdata/county", office.NewPlace("云岭县", "", ""), map[string]string{"应急管理": "there its id is yingji"}},
		{"testdata/second-county", office.NewPlace("青澜市", "宁澜市", "某省"), map[string]string{
			"中共青澜市委组织部":    "its short name says 市委",
			"青澜市民政局":       "its short name says 市",
			"青澜市应急管理局":     "its short name says 市",
			"宁澜市青澜市生态环境分局": "its id is short, and its short name says 市",
			"平安建设":         "its id is that of 安全稳定 elsewhere",
			"行政确认":         "its id is short",
		}},
	} {
		read := func(name string) registry {
			var r registry
			if _, err := toml.DecodeFile(filepath.Join(c.dir, name), &r); err != nil {
				t.Fatal(err)
			}
			return r
		}
		for _, d := range read("departments.toml").Department {
			got, ok := c.place.Recognise(d.Name)
			same := got.ID == d.ID && got.Short == d.Short
			if !ok || got.Group != d.Kind || same == (c.differs[d.Name] != "") {
				t.Errorf("%s: %+v, want %+v; said to differ: %q", c.dir, got, d, c.differs[d.Name])
			}
		}
		for _, k := range read("categories.toml").Category {
			id, ok := office.CategoryID(k.Name)
			if !ok || (id == k.ID) == (c.differs[k.Name] != "") {
				t.Errorf("%s: category %s is %q, want %q", c.dir, k.Name, id, k.ID)
			}
		}
	}
}

// A department does the work of those that the county has not.
func TestInherit(t *testing.T) {
	place := office.NewPlace("澜江区", "青澜市", "西岭省")
	var all []*office.Department
	for _, name := range []string{
		"澜江区农业农村局", "澜江区发展和改革局", "青澜市应急管理局", "澜江区教育体育局", "澜江区文化和旅游局", "中共澜江区委统战部",
		"澜江区畜牧兽医局", "青澜市生态环境局澜江分局",
	} {
		d, ok := place.Recognise(name)
		if !ok {
			t.Fatal(name)
		}
		all = append(all, &d)
	}
	place.Inherit(all)
	for i, want := range []struct{ has, hasNot string }{
		{"扶贫办", "畜牧兽医站"}, {"粮食局", "金融办"}, {"", "地震局"}, {"体育局", ""}, {"旅游局", "体育局"}, {"民宗局", ""}, {"", ""}, {"", ""},
	} {
		said := " " + strings.Join(all[i].Aliases, " ") + " "
		if want.has != "" && !strings.Contains(said, " "+want.has+" ") {
			t.Errorf("%s is not called %s:%s", all[i].Name, want.has, said)
		}
		if want.hasNot != "" && strings.Contains(said, " "+want.hasNot+" ") {
			t.Errorf("%s is called %s:%s", all[i].Name, want.hasNot, said)
		}
	}
	place.Inherit(all[:0])
}

func TestCompare(t *testing.T) {
	place := office.NewPlace("澜江区", "青澜市", "西岭省")
	var before *office.Department
	for _, name := range []string{
		"中共澜江区委组织部", "澜江区人大常委会", "澜江区政府办公室", "澜江区公安局", "青澜市公安局", "青澜市公安局澜江分局", "澜江区民政局",
		"澜江区政协", "澜江区总工会", "澜江区税务局", "澜江区人民法院",
	} {
		d, ok := place.Recognise(name)
		if !ok {
			t.Fatal(name)
		}
		if before != nil && (office.Compare(*before, d) >= 0 || office.Compare(d, *before) <= 0) {
			t.Errorf("%s stands before %s", d.Name, before.Name)
		}
		before = &d
	}
}

// Whatever a name is, recognising it ends, and what is recognised can be an entry of the registry.
func FuzzRecognise(f *testing.F) {
	for _, name := range []string{
		"", "（", "（）", "局", "市市市市市市市市局", "澜江区澜江区澜江区公安局", "澜江区民政局（", "民政局（、）", "民政局（残联（工会））", "和和局",
		"文化和和体育局", "\xff", "委委委委", "国网国网供电公司供电公司", "中共中共澜江区委", "分局", "局分局", "公安局分局分局", "民政局（民政局）",
		strings.Repeat("文化", 40) + "局", strings.Repeat("市", 60),
	} {
		f.Add(name, "澜江区", "青澜市", "西岭省")
	}
	f.Add("公安局", "公安县", "市", "省")
	f.Add("国网"+strings.Repeat("市", 50)+"供电公司。", "市市", "市市市", "市市市市")
	f.Add("师市民政局", "第三师图木舒克市", "自治区", "自治州")
	id := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	f.Fuzz(func(t *testing.T, name, county, prefecture, region string) {
		place := office.NewPlace(county, prefecture, region)
		d, ok := place.Recognise(name)
		if !ok {
			return
		}
		if !id.MatchString(d.ID) || d.Short == "" || d.Group == "" || d.Name != name {
			t.Errorf("%q: %+v", name, d)
		}
		seen := map[string]bool{d.Name: true, d.Short: true}
		for _, a := range d.Aliases {
			if seen[a] || a == "" || strings.ContainsAny(a, "、（）() ") {
				t.Errorf("%q: alias %q of %+v", name, a, d)
			}
			seen[a] = true
		}
		place.Inherit([]*office.Department{&d})
	})
}
