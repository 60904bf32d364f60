package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"handbook/generator/diag"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/portal"
	"handbook/generator/proof"
)

// The references of the list's format, in English and Chinese.
var references = []string{"../data/README.md", "../data/README.zh-CN.md"}

// A reference is what data/README.md says: of each file its example, and of each of its tables the keys.
type reference struct {
	examples map[string]string            // by file
	tables   map[string]map[string]refKey // by file and table, "joint.toml item.county", and key
}

// A refKey is a key of a table of keys. Kind is one of the names of refKinds; needed is "yes", "no", or a condition.
// Some keys share a row: an example of one of them is enough.
type refKey struct {
	kind, needed string
	row          []string
}

// refKinds are the types of values, and how the loader asks for each where it finds another.
var refKinds = map[string]string{
	"text": `a text in "…"`, "texts": "a list of texts", "number": "a whole number",
	"table": "a table [", "tables": "tables [[",
}

// chinese are the words of the Chinese reference.
var chinese = map[string]string{
	"文本": "text", "文本列表": "texts", "数字": "number", "表": "table", "表列表": "tables",
	"是": "yes", "否": "no", "发布时": "to publish",
}

var (
	refHeading = regexp.MustCompile("^(##+) (`.*)$")
	refQuoted  = regexp.MustCompile("`([^`]+)`")
	refRow     = regexp.MustCompile("^\\| (`[a-z_]+`(?:[,、] ?`[a-z_]+`)*) \\| ([^|]+) \\| ([^|]+) \\|")
)

func readReference(t *testing.T, name string) reference {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	ref := reference{map[string]string{}, map[string]map[string]refKey{}}
	file, tables, example := "", []string{""}, false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		switch h := refHeading.FindStringSubmatch(line); {
		case strings.HasPrefix(line, "```"):
			example = !example
		case example:
			ref.examples[file] += line + "\n"
		case h != nil && h[1] == "##":
			file, tables = refQuoted.FindStringSubmatch(h[2])[1], []string{""}
		case h != nil:
			tables = nil
			for _, q := range refQuoted.FindAllStringSubmatch(h[2], -1) {
				tables = append(tables, strings.Trim(q[1], "[]"))
			}
		}
		row := refRow.FindStringSubmatch(line)
		if row == nil {
			continue
		}
		key := refKey{kind: row[2], needed: row[3]}
		for _, q := range refQuoted.FindAllStringSubmatch(row[1], -1) {
			key.row = append(key.row, q[1])
		}
		key.needed = strings.Replace(key.needed, "或 ", "or ", 1)
		if rest, ok := strings.CutPrefix(key.needed, "有"); ok {
			key.needed = "if " + rest
		}
		for _, word := range []*string{&key.kind, &key.needed} {
			if english, ok := chinese[*word]; ok {
				*word = english
			}
		}
		for _, table := range tables {
			of := file + " " + table
			if ref.tables[of] == nil {
				ref.tables[of] = map[string]refKey{}
			}
			for _, name := range key.row {
				ref.tables[of][name] = key
			}
		}
	}
	return ref
}

// write puts the examples where a county has them, and returns the files by name.
func (r reference) write(t *testing.T, dir string) map[string]string {
	t.Helper()
	paths := map[string]string{}
	for name, text := range r.examples {
		paths[name] = filepath.Join(dir, name)
		if !slices.Contains([]string{
			"departments.toml", "categories.toml", "lists.toml", "synonyms.toml", "site.toml",
		}, name) {
			paths[name] = filepath.Join(dir, "songxi", name)
		}
		if err := os.MkdirAll(filepath.Dir(paths[name]), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(paths[name], []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// readAll reads a folder as all commands together do: what is compared with the list only where the list is sound.
func readAll(dir string) []diag.Finding {
	county, findings := list.Load(dir)
	_, fitted := portal.Load(dir, nil)
	errs, _ := diag.Count(findings)
	findings = append(findings, fitted...)
	_, said := lexicon.Load(filepath.Join(dir, "synonyms.toml"), county)
	findings = append(findings, said...)
	if errs > 0 {
		return findings
	}
	for _, town := range county.Towns {
		findings = append(findings, proof.Of(dir, town).Findings...)
	}
	return findings
}

// TestReferenceExamples reads the reference's examples: together they are a county, of which there is nothing to say.
func TestReferenceExamples(t *testing.T) {
	var before map[string]string
	for _, name := range references {
		ref, dir := readReference(t, name), t.TempDir()
		ref.write(t, dir)
		for _, f := range readAll(dir) {
			t.Errorf("%s: %v", name, f)
		}
		if before != nil && !maps.Equal(ref.examples, before) {
			t.Errorf("%s has other examples than %s", name, references[0])
		}
		before = ref.examples
	}
}

// TestReferenceKeys puts a key that nobody knows into each table of the examples: the loader then names those that it
// knows, and they are the reference's.
func TestReferenceKeys(t *testing.T) {
	unknown := strings.Repeat("q", 20) // unlike any that could be meant
	for _, name := range references {
		ref, dir := readReference(t, name), t.TempDir()
		paths := ref.write(t, dir)
		for of, keys := range ref.tables {
			file, _, _ := strings.Cut(of, " ")
			doc := decode(t, paths[file])
			for _, table := range doc.tables(of) {
				table[unknown] = true
			}
			known := map[string]bool{}
			for _, f := range doc.try(t, dir, paths[file]) {
				if names, ok := strings.CutPrefix(f.Hint, "known keys: "); ok {
					for key := range strings.SplitSeq(names, ", ") {
						known[key] = true
					}
				}
			}
			got, want := slices.Sorted(maps.Keys(known)), slices.Sorted(maps.Keys(keys))
			if !slices.Equal(got, want) {
				t.Errorf("%s: of %s the loader knows %q, the reference %q", name, of, got, want)
			}
		}
	}
}

// TestReferenceRules takes each key out of the examples, and gives it a value of another type: the loader minds what
// the reference says that it minds.
func TestReferenceRules(t *testing.T) {
	for _, name := range references {
		ref, dir := readReference(t, name), t.TempDir()
		paths := ref.write(t, dir)
		config, _ := portal.Load(t.TempDir(), nil)
		toPublish := config.Unset()
		for of, keys := range ref.tables {
			file, table, _ := strings.Cut(of, " ")
			for key, says := range keys {
				where := fmt.Sprintf("%s: %s of %s", name, key, of)
				errs, rest := without(t, dir, paths[file], of, key)
				shown := errs+rest > 0
				for _, other := range says.row {
					shown = shown || decode(t, paths[file]).has(of, other)
				}
				switch {
				case !shown:
					t.Errorf("%s stands in no example", where)
				case errs+rest == 0: // another key of its row does
				case says.needed == "yes" && rest > 0:
					t.Errorf("%s is not needed", where)
				case says.needed == "no" && rest == 0, says.needed == "to publish" && errs > 0:
					t.Errorf("%s is needed", where)
				case strings.HasPrefix(says.needed, "or ") && errs == 0:
					t.Errorf("%s is not needed where the other is absent", where)
				case strings.HasPrefix(says.needed, "if ") && errs == 0:
					t.Errorf("%s is never needed", where)
				}
				if file == "site.toml" && table != "" {
					if want := slices.Contains(toPublish, table+"."+key); want != (says.needed == "to publish") {
						t.Errorf("%s: needed to publish: %v", where, want)
					}
				}
				if !minds(t, dir, paths[file], of, key, refKinds[says.kind]) {
					t.Errorf("%s is no %s", where, says.kind)
				}
			}
		}
	}
}

// TestReferenceFiles takes each file away: it is missed if the reference says that it is needed.
func TestReferenceFiles(t *testing.T) {
	row := regexp.MustCompile(`(?m)^\|(.*\(#.*\).*)\|.*\|([^|]+)\|$`)
	file := regexp.MustCompile("\\[`([a-z.]+)`\\]")
	for _, name := range references {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		ref, named := readReference(t, name), 0
		for _, cells := range row.FindAllStringSubmatch(string(text), -1) {
			needed := !slices.Contains([]string{"no", "否"}, strings.TrimSpace(cells[2]))
			for _, link := range file.FindAllStringSubmatch(cells[1], -1) {
				named++
				dir := t.TempDir()
				path := ref.write(t, dir)[link[1]]
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
				missed := slices.ContainsFunc(readAll(dir), func(f diag.Finding) bool {
					return f.File == path || f.File == filepath.Dir(path) && f.Severity == diag.Error
				})
				if missed != needed {
					t.Errorf("%s: %s is needed: %v; missed: %v", name, link[1], needed, missed)
				}
			}
		}
		if named != len(ref.examples) {
			t.Errorf("%s names %d files and has %d examples", name, named, len(ref.examples))
		}
	}
}

// TestReferenceLimits tries texts as long as the reference says that they may be, and a character longer.
func TestReferenceLimits(t *testing.T) {
	for _, name := range references {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		ref, dir := readReference(t, name), t.TempDir()
		paths := ref.write(t, dir)
		for _, limit := range []struct {
			most     int
			file, of string
			key      string
		}{
			{64, "categories.toml", "categories.toml category", "id"},
			{5000, "basic.toml", "basic.toml item", "note"},
			{300, "site.toml", "site.toml site", "name"},
			{10, "joint.toml", "joint.toml item.roles", "云岭县公安局"},
		} {
			if says := regexp.MustCompile(fmt.Sprintf(`\b%d\b`, limit.most)); !says.Match(text) {
				t.Errorf("%s does not say that %s has %d characters at the most", name, limit.key, limit.most)
			}
			for more := range 2 {
				doc := decode(t, paths[limit.file])
				doc.tables(limit.of)[0][limit.key] = strings.Repeat("a", limit.most+more)
				if found := doc.try(t, dir, paths[limit.file]); (len(found) > 0) != (more > 0) {
					t.Errorf("%s: %s of %d characters: %v", name, limit.key, limit.most+more, found)
				}
			}
		}
	}
}

// without takes a key out of one table of its kind after another, and counts where that is an error of the file and
// where not.
func without(t *testing.T, dir, file, of, key string) (errs, rest int) {
	t.Helper()
	for i := range decode(t, file).tables(of) {
		doc := decode(t, file)
		table := doc.tables(of)[i]
		if _, ok := table[key]; !ok {
			continue
		}
		delete(table, key)
		found := doc.try(t, dir, file)
		if slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Severity == diag.Error }) {
			errs++
		} else {
			rest++
		}
	}
	return errs, rest
}

// minds tells whether a value of another type is an error that asks for this one.
func minds(t *testing.T, dir, file, of, key, want string) bool {
	t.Helper()
	doc := decode(t, file)
	doc.tables(of)[0][key] = true
	return want != "" && slices.ContainsFunc(doc.try(t, dir, file), func(f diag.Finding) bool {
		return strings.HasPrefix(f.Message, want) && strings.HasSuffix(f.Message, "expected, found true or false")
	})
}

// A document is a TOML file that is changed.
type document map[string]any

func decode(t *testing.T, file string) document {
	t.Helper()
	var doc document
	if _, err := toml.DecodeFile(file, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// tables are the tables at a path, "joint.toml item.county", through all elements of lists.
func (d document) tables(of string) []map[string]any {
	tables := []map[string]any{d}
	_, path, _ := strings.Cut(of, " ")
	for _, part := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' }) {
		var below []map[string]any
		for _, table := range tables {
			switch v := table[part].(type) {
			case map[string]any:
				below = append(below, v)
			case []map[string]any:
				below = append(below, v...)
			}
		}
		tables = below
	}
	return tables
}

// has tells whether a key stands in some table of a kind.
func (d document) has(of, key string) bool {
	return slices.ContainsFunc(d.tables(of), func(table map[string]any) bool {
		_, ok := table[key]
		return ok
	})
}

func (d document) write(t *testing.T, file string) {
	t.Helper()
	var text bytes.Buffer
	if err := toml.NewEncoder(&text).Encode(map[string]any(d)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// try writes the document in place of the file, reads the county, and returns what is found in the file, which is then
// as it was.
func (d document) try(t *testing.T, dir, file string) []diag.Finding {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d.write(t, file)
	found := slices.DeleteFunc(readAll(dir), func(f diag.Finding) bool { return f.File != file })
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return found
}
