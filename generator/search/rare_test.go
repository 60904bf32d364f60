package search

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/address"
	"handbook/generator/diag"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/needs"
)

// rareCounty is the small county with rare characters, of one town or of two that differ in an item.
func rareCounty(t *testing.T, several bool) *list.County {
	t.Helper()
	change := func(county *list.County) *list.Town {
		town := county.Towns[0]
		town.Lists[list.Basic][0].Title = "做好㵲河、𣲘水流域治理"
		town.Lists[list.Basic][1].Title = "ئۇيغۇرچە تەرجىمە（维吾尔语翻译）服务"
		town.Lists[list.Basic][2].Title = "开展བོད་ཡིག培训，整治𣲗源沟"
		town.Lists[list.Joint][0].Title = "推荐“𬭚矿”、鿍厂干部"
		town.Lists[list.Joint][0].Town[0].Duties[0] = strings.Repeat("𬭚矿鿍厂", 16) + "到推荐“𬭚矿”、鿍厂干部𣲘沟；"
		return town
	}
	load := func() *list.County {
		county, found := list.Load("../testdata/county")
		if errors, _ := diag.Count(found); errors > 0 {
			t.Fatal(found)
		}
		return county
	}
	county := load()
	town := change(county)
	if several {
		other := load()
		second := change(other)
		second.ID, second.Name = "yunxi", "云溪乡"
		second.Lists[list.Joint][1].Title = "巡查𠮷家𣲘口" // only there
		for _, items := range second.Lists {
			for _, i := range items { // of the county's own departments and categories
				i.Category = county.Categories[slices.IndexFunc(county.Categories,
					func(c *list.Category) bool { return c.ID == i.Category.ID })]
				for k, d := range i.Departments {
					i.Departments[k] = county.Departments[slices.IndexFunc(county.Departments,
						func(own *list.Department) bool { return own.ID == d.ID })]
				}
			}
		}
		county.Towns = []*list.Town{town, second}
	}
	return county
}

// An answer is what the search shows first: the item, its title with [what matched], and the line.
type answer struct{ ID, Title, Line string }

// asked has the engine answer queries about a county, as on a page of its first town.
func asked(t *testing.T, county *list.County, queries []string) []answer {
	t.Helper()
	l := &lexicon.Lexicon{Entries: []lexicon.Entry{
		{Said: []string{"大河", "𠮷水"}, Meant: []string{"𣲘水流域"}}, {Said: []string{"翻译官"}, Meant: []string{"维吾尔语"}},
	}, Terms: []string{"𣲘水", "㵲河"}}
	files, err := Files(county, l)
	if err != nil {
		t.Fatal(err)
	}
	site := t.TempDir()
	// The scripts of the search, each by itself.
	told, err := address.Files(county)
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, File{"search/addresses.js", told["search/addresses.js"]})
	for _, name := range []string{"packing", "pinyin", "across", "corpus", "query", "correct", "engine"} {
		text, err := os.ReadFile("../../themes/handbook/assets/search/" + name + ".js")
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{"search/" + name + ".js", text})
	}
	for _, f := range files {
		file := filepath.Join(site, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), needs.Program(t, "node"), "--input-type=module", "-e", `
		import fs from 'node:fs';
		import { load } from '`+filepath.ToSlash(absolute(t, "rank.mjs"))+`';
		const search = load(`+"`"+filepath.ToSlash(site)+"`"+`, 'songxi');
		const marked = (text, marks) =>
			marks.reduceRight((s, [from, to]) => s.slice(0, from) + '[' + s.slice(from, to) + ']' + s.slice(to), text);
		console.log(JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(q => {
			const r = search.search(q).results[0];
			const line = r && r.line ? marked(r.line.text, r.line.marks) : '';
			return r ? { id: r.id, title: marked(r.title, r.marks), line } : {};
		})));`)
	cmd.Stdin = bytes.NewReader(in)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, &complaints)
	}
	var answers []answer
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(queries) {
		t.Fatalf("node returned %s: %v", out, err)
	}
	return answers
}

func absolute(t *testing.T, file string) string {
	t.Helper()
	path, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// Rare characters, which JavaScript counts as two, and letters of other scripts are found as typed, by sound where they
// have one, and marked where they stand.
func TestRareCharacters(t *testing.T) {
	want := []struct{ query, id, title string }{
		{"𣲘水", "basic-001", "做好㵲河、[𣲘水]流域治理"},
		{"𣲘", "basic-001", "做好㵲河、[𣲘]水流域治理"},
		{"㵲", "basic-001", "做好[㵲]河、𣲘水流域治理"},
		{"㵲河𣲘水", "basic-001", "做好[㵲河、𣲘水]流域治理"},
		{"治理𣲘水", "basic-001", "做好㵲河、[𣲘水]流域[治理]"},
		{"大河", "basic-001", "做好㵲河、[𣲘水流域]治理"},
		{"𠮷水", "basic-001", "做好㵲河、[𣲘水流域]治理"},
		{"wuhe", "basic-001", "做好[㵲河]、𣲘水流域治理"},
		{"wushui", "basic-001", "做好㵲河、[𣲘水]流域治理"},
		{"wushuiliuyu", "basic-001", "做好㵲河、[𣲘水流域]治理"},
		{"chunkuang", "joint-001", "推荐“[𬭚矿]”、鿍厂干部"},
		{"zhengzhiweiyuan", "basic-003", "开展བོད་ཡིག培训，[整治𣲗源]沟"},
		{"ئۇيغۇرچە", "basic-002", "[ئۇيغۇرچە] تەرجىمە（维吾尔语翻译）服务"},
		{"تەرجىمە", "basic-002", "ئۇيغۇرچە [تەرجىمە]（维吾尔语翻译）服务"},
		{"ﺗﻪﺭﺟﯩﻤﻪ", "basic-002", "ئۇيغۇرچە تە[رجىم]ە（维吾尔语翻译）服务"}, // forms of letters; that of ە is also of ه
		{"翻译官", "basic-002", "ئۇيغۇرچە تەرجىمە（[维吾尔语]翻译）服务"},
		{"བོད་ཡིག", "basic-003", "开展[བོད་ཡིག]培训，整治𣲗源沟"},
		{"𣲗源", "basic-003", "开展བོད་ཡིག培训，整治[𣲗源]沟"},
		{"𬭚矿", "joint-001", "推荐“[𬭚矿]”、鿍厂干部"},
		{"鿍厂", "joint-001", "推荐“𬭚矿”、[鿍厂]干部"},
		{"推荐𬭚矿鿍厂干部", "joint-001", "[推荐“𬭚矿”、鿍厂干部]"},
	}
	for _, several := range []bool{false, true} {
		var queries []string
		for _, w := range want {
			queries = append(queries, w.query)
		}
		for i, got := range asked(t, rareCounty(t, several), queries) {
			if want := want[i]; got.ID != want.id || got.Title != want.title {
				t.Errorf("several towns %v: %s finds %s %s, want %s %s",
					several, want.query, got.ID, got.Title, want.id, want.title)
			}
		}
	}
	// What another town has is fetched by pairs of characters.
	got := asked(t, rareCounty(t, true), []string{"𠮷家𣲘口", "𠮷家"})
	for _, a := range got {
		if !strings.HasPrefix(a.Title, "巡查[𠮷家") {
			t.Errorf("the other town's item: %+v", a)
		}
	}
	// A duty that quotes its title comes back whole.
	if got := asked(t, rareCounty(t, false), []string{"𣲘沟"})[0]; got.ID != "joint-001" ||
		!strings.HasSuffix(got.Line, "鿍厂到推荐“𬭚矿”、鿍厂干部[𣲘沟]；") {
		t.Errorf("the duty is %+v", got)
	}
}
