package lexicon

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/office"
)

// Each archive of testdata/fit has a county, its own synonyms and a common layer, and what is sent of both.
func TestFit(t *testing.T) {
	files, err := filepath.Glob("testdata/fit/*.txtar")
	if err != nil || len(files) < 5 {
		t.Fatal("examples are missing", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		part := map[string]string{}
		for _, f := range archive.Files {
			part[f.Name] = string(f.Data)
		}
		county := countyOf(t, part["titles"], part["duties"], part["departments"])
		own := filepath.Join(t.TempDir(), "synonyms.toml")
		if err := os.WriteFile(own, []byte(part["synonyms.toml"]), 0o644); err != nil {
			t.Fatal(err)
		}
		l, found := Read(own, county)
		if len(found) > 0 {
			t.Fatal(file, found)
		}
		layer, err := readLayer(fstest.MapFS{"a/b.toml": {Data: []byte(part["common.toml"])}}, "a")
		if err != nil {
			t.Fatal(file, err)
		}
		sent := written(fit(l, county, layer))
		if *update {
			archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "sent" })
			archive.Files = append(archive.Files, txtar.File{Name: "sent", Data: []byte(sent)})
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if sent != part["sent"] {
			t.Errorf("%s: sent is\n%s", file, sent)
		}
	}
}

// countyOf is 云岭县 with one town, whose list has these titles, and these duties in the first of its items; a line each.
func countyOf(t testing.TB, titles, duties, departments string) *list.County {
	t.Helper()
	county := &list.County{}
	place := office.NewPlace("云岭县", "", "")
	for _, name := range strings.Fields(departments) {
		d := &list.Department{ID: fmt.Sprint("d", len(county.Departments)), Name: name, Short: name}
		if known, ok := place.Recognise(name); ok {
			d.Short = known.Short
		}
		county.Departments = append(county.Departments, d)
	}
	var items []*list.Item
	for i, title := range strings.Fields(titles) {
		items = append(items, &list.Item{Kind: list.Joint, No: i + 1, Title: title, Departments: county.Departments})
	}
	if len(items) > 0 && duties != "" {
		items[0].Town = []list.Block{{Duties: strings.Fields(duties)}}
	}
	county.Towns = []*list.Town{{ID: "jia", County: "云岭县", Lists: map[*list.Kind][]*list.Item{list.Joint: items}}}
	return county
}

// written is a lexicon, a line for each thing that it says; what comes later, behind a +.
func written(l *Lexicon) string {
	var b strings.Builder
	line := func(name string, now, later []string) {
		text := strings.Join(now, "、")
		if len(later) > 0 {
			text += " + " + strings.Join(later, "、")
		}
		if text != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, text)
		}
	}
	line("noise", l.Noise, nil)
	line("absent", l.Absent, l.Later.Absent)
	line("terms", l.Terms, nil)
	line("known", l.Known, l.Later.Known)
	for _, t := range l.Traps {
		line("trap "+t.Word, t.Within, nil)
	}
	for _, e := range l.Entries {
		line(strings.Join(e.Meant, "、"), e.Said, e.Later)
		line("rest: "+strings.Join(e.Meant, "、"), e.Rest, nil)
	}
	line("rest: absent", l.Rest.Absent, nil)
	line("rest: known", l.Rest.Known, nil)
	for _, e := range l.Rest.Entries {
		line("rest: "+strings.Join(e.Meant, "、"), e.Said, nil)
	}
	return b.String()
}

// What is sent for the small county of testdata, and that the common layer says nothing about it on loading.
func TestSample(t *testing.T) {
	const folder, golden = "../testdata/county", "testdata/sample.golden"
	county, found := list.Load(folder)
	if errors, _ := diag.Count(found); errors > 0 {
		t.Fatal(found)
	}
	l, found := Load(filepath.Join(folder, "synonyms.toml"), county)
	if len(found) > 0 {
		t.Error(found)
	}
	sent := written(l)
	if *update {
		if err := os.WriteFile(golden, []byte(sent), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || string(want) != sent {
		t.Errorf("sent is\n%s", sent)
	}
}

// A list that has filled the room itself gets no more than is left, and what questions wrap around a subject; one of
// ordinary size gets all that it has use for.
func TestRoom(t *testing.T) {
	long := strings.Repeat("做好生活垃圾分类和农村公路养护", 100)
	noise := utf8.RuneCountInString(strings.Join(common().Noise, "")) + 10 // and the county's names
	for _, c := range []struct {
		what           string
		titles, duties string
		least, most    int // characters of the common layer
	}{
		{"small", "做好生活垃圾分类和农村公路养护", "负责火灾扑救。", 900, firstShare},
		{"many titles", strings.Repeat(long+"\n", 6), "", 900, left(firstRoom, 6*1500)},
		{"many duties", "做好生活垃圾分类和农村公路养护", strings.Repeat(long+"\n", 28), 900, left(wholeRoom, 28*1500)},
		{"overfull", strings.Repeat(long+"\n", 40), "", 200, noise},
	} {
		county := countyOf(t, c.titles, c.duties, "")
		l := fit(&Lexicon{}, county, common())
		now := strings.Join(slices.Concat(l.Noise, l.Absent, l.Known), "")
		for _, e := range l.Entries {
			now += strings.Join(e.Said, "")
		}
		// What a word is widened by weighs a third: see roomOf.
		if n := utf8.RuneCountInString(now); n < c.least || n > c.most*11/10 {
			t.Errorf("%s: %d characters, want %d to %d", c.what, n, c.least, c.most)
		}
		rest := strings.Join(slices.Concat(l.Rest.Absent, l.Rest.Known), "")
		for _, e := range l.Entries {
			rest += strings.Join(e.Rest, "")
		}
		for _, e := range l.Rest.Entries {
			rest += strings.Join(e.Said, "")
		}
		if n := utf8.RuneCountInString(rest); n > restShare || n == 0 && c.most < 900 {
			t.Errorf("%s: %d characters come with what reads slips, want up to %d", c.what, n, restShare)
		}
	}
	county := countyOf(t, strings.Repeat(long+"\n", 40), "", "")
	for entries, want := range map[int]bool{fewOwn: false, fewOwn + 1: true} {
		if l := fit(&Lexicon{Entries: make([]Entry, entries)}, county, common()); l.Rest.Last != want {
			t.Errorf("of a county with %d entries of its own, the rest is asked last: %v", entries, l.Rest.Last)
		}
	}
}

// What a county says seldom takes up no room of the first answer, and comes before what is left of the common layer:
// with the entry that means the same, or in one of its own.
func TestSeldom(t *testing.T) {
	long := strings.Repeat("做好生活垃圾分类、保护森林草原、推进殡葬改革", 6)
	county := countyOf(t, strings.Repeat(long+"\n", 80), "", "")
	own := func(seldom ...Entry) *Lexicon {
		return &Lexicon{Entries: []Entry{{Said: []string{"扔"}, Meant: []string{"生活垃圾"}}}, Rest: Rest{Entries: seldom}}
	}
	plain := fit(own(), county, common())
	l := fit(own(Entry{Said: []string{"泔水瓢"}, Meant: []string{"生活垃圾"}},
		Entry{Said: []string{"孝帽", "纸扎铺 开"}, Meant: []string{"殡葬改革"}}), county, common())
	if got := l.Entries[0].Rest; len(got) == 0 || got[0] != "泔水瓢" {
		t.Errorf("the rest of an entry of the county's own: %q", got)
	}
	if got := l.Rest.Entries[0]; strings.Join(got.Said[:2], "、") != "孝帽、纸扎铺 开" || got.Meant[0] != "殡葬改革" {
		t.Errorf("the first of the rest: %q", got)
	}
	first := func(l *Lexicon) (said string) {
		for _, e := range l.Entries {
			said += strings.Join(slices.Concat(e.Meant, e.Said, e.Later), "、") + "\n"
		}
		return said
	}
	if first(l) != first(plain) {
		t.Error("what comes first has changed")
	}
}

// The same county gets the same words, whatever the order of maps is.
func TestFitTwice(t *testing.T) {
	county := countyOf(t, "做好生活垃圾分类\n保护森林草原\n向人民政府报告惠民政策", "开展农村公路养护。", "云岭县公安局 云岭县民政局")
	first := written(fit(&Lexicon{}, county, common()))
	if again := written(fit(&Lexicon{}, county, common())); again != first {
		t.Error("differs from run to run")
	}
	if empty := fit(&Lexicon{}, &list.County{}, common()); len(empty.Entries) > 0 || len(empty.Known) > 0 {
		t.Error("a county without lists has words:", empty.Entries)
	}
}

func BenchmarkLoad(b *testing.B) {
	county, _ := list.Load("../../data")
	for b.Loop() {
		Load("../../data/synonyms.toml", county)
	}
}
