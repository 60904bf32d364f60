package site

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/manifest"
)

// A sample is a small site as Hugo would write it, that is changed at random: its files by path.
type sample map[string]string

const samplePages = 6

func newSample() sample {
	s := sample{
		"css/site.css":  "body { background: url(../img/paper.svg#p) }\n",
		"img/paper.svg": `<svg xmlns="http://www.w3.org/2000/svg"><path id="p" d="M 0 0 L 1 1"/></svg>`,
		"data.csv":      strings.Repeat("甲,乙\n", 300),
		"find.js":       "var found = 1;\n",
	}
	for _, town := range []string{"a", "b"} {
		for i := range samplePages {
			s[fmt.Sprintf("%s/%d.html", town, i)] = samplePage(i, "")
		}
	}
	return s
}

// samplePage links to places in its neighbours of both towns, and says how large files are.
func samplePage(i int, more string) string {
	next := (i + 1) % samplePages
	return fmt.Sprintf(`<!doctype html>
<html lang="zh-CN"><link rel="stylesheet" href="../css/site.css">
<p id="x">第 %d 页   %s</p> <p id="y-%d"><a href="#x">上</a>
<a href="%d.html">下一页</a> <a href="../a/%d.html#y-%d">甲镇</a> <a href="../b/%d.html#y-%d">乙镇</a>
<a href="../manifest.json">清单</a> <b data-size-of="../data.csv"></b> <b data-sum-of="../data.csv"></b></p></html>
`, i, more, i, next, next, next, next, next)
}

// change changes the site in one way, which may well be wrong.
func (s sample) change(random *rand.Rand) string {
	paths := slices.Sorted(maps.Keys(s))
	path := paths[random.IntN(len(paths))]
	i := random.IntN(samplePages)
	page := fmt.Sprintf("%c/%d.html", 'a'+rune(random.IntN(2)), i)
	switch random.IntN(12) {
	case 0:
		delete(s, path)
		return "without " + path
	case 1:
		s[page] = strings.ReplaceAll(s[page], fmt.Sprintf(`id="y-%d"`, i), `id="z"`)
		return "no anchor in " + page
	case 2:
		s["data.csv"] += strings.Repeat("丙,丁\n", random.IntN(200))
		return "more data"
	case 3:
		s[page] = strings.Replace(s[page], "</p>", `<a href="gone.html">没有</a> <i id="x"></i></p>`, 1)
		return "a dead link and an id that stands twice in " + page
	case 4:
		name := fmt.Sprintf("c/%d.html", i)
		s[name] = samplePage(i, "新")
		return name + " is new"
	case 5:
		other := paths[random.IntN(len(paths))]
		s[path], s[other] = s[other], s[path]
		return path + " and " + other + " changed places"
	case 6:
		s[page] = strings.Replace(s[page], "data.csv", "find.js", 1)
		s["find.js"] += "\n\n\n"
		return "the size of what is minified"
	case 7:
		s[page] = strings.TrimSuffix(s[page], "</html>\n")
		return page + " is cut off"
	case 8:
		s["find.js"] = "var ="
		return "a script that is none"
	default:
		s[page] = samplePage(i, strings.Repeat("改", 1+random.IntN(5)))
		return "another text in " + page
	}
}

// harm harms what the last run left.
func harm(t *testing.T, public, record string, random *rand.Rand) string {
	t.Helper()
	name := filepath.Join(public, "a", fmt.Sprintf("%d.html", random.IntN(samplePages)))
	text, err := os.ReadFile(name)
	if err != nil {
		return "nothing"
	}
	recorded, err := os.ReadFile(record)
	if err != nil {
		return "nothing"
	}
	os.Remove(name)
	switch random.IntN(8) {
	case 0:
		return "a page gone"
	case 1:
		put(t, name, append(text[:len(text)/2:len(text)/2], text[len(text)/2+1:]...))
		return "a page damaged"
	case 2:
		put(t, name, text)
		os.Chmod(name, 0o600)
		return "a page closed"
	case 3:
		put(t, public+".aside", text)
		if os.Symlink(public+".aside", name) != nil {
			put(t, name, text)
		}
		return "a page elsewhere"
	}
	put(t, name, text)
	switch random.IntN(6) {
	case 0:
		put(t, record, recorded[:random.IntN(len(recorded))])
		return "a record cut off"
	case 1:
		recorded[random.IntN(len(recorded))] ^= 1 << random.IntN(8)
		put(t, record, recorded)
		return "a record damaged"
	case 2:
		os.Remove(record)
		return "a record gone"
	}
	return "nothing"
}

// With the record of the last run and without one, whatever was changed since and whatever was harmed, the same is
// published, and the same is found.
func TestRecordChangesNothing(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(18, 4))
	s, published, faulty, kept := newSample(), 0, 0, 0
	steps := 150
	if testing.Short() {
		steps = 40
	}
	for step := range steps {
		good := maps.Clone(s)
		what := []string{harm(t, dir+"/kept", dir+"/record", random)}
		for range random.IntN(3) {
			what = append(what, s.change(random))
		}
		if err := os.RemoveAll(dir + "/from"); err != nil {
			t.Fatal(err)
		}
		for path, text := range s {
			put(t, filepath.Join(dir, "from", path), []byte(text))
		}
		before := modTimes(t, dir+"/kept")
		_, errNew := Finish(Config{From: dir + "/from", To: dir + "/new"})
		_, errKept := Finish(Config{From: dir + "/from", To: dir + "/kept", Record: dir + "/record", Program: "a"})
		if fmt.Sprint(errNew) != fmt.Sprint(errKept) {
			t.Fatalf("step %d: %q\nwithout a record: %v\nwith it: %v", step, what, errNew, errKept)
		}
		if errNew != nil {
			if !errors.As(errNew, new(Findings)) {
				t.Fatal(errNew)
			}
			faulty++
			s = good
			continue
		}
		published++
		a, b := tree(t, dir+"/new"), tree(t, dir+"/kept")
		if !slices.Equal(a, b) {
			t.Fatalf("step %d: %q\nwithout a record: %q\nwith it: %q", step, what, a, b)
		}
		for path, time := range modTimes(t, dir+"/kept") {
			if time == before[path] {
				kept++
			}
		}
	}
	t.Logf("%d published, %d at fault, %d files kept", published, faulty, kept)
	if published < steps/4 || faulty < steps/4 || kept < 2*steps {
		t.Error("too little was tried")
	}
}

// tree is what is in a folder: paths, modes and bytes.
func tree(t *testing.T, folder string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		line := fmt.Sprint(strings.TrimPrefix(name, folder), " ", info.Mode())
		if info.Mode().IsRegular() {
			line += " " + get(t, name)
		}
		list = append(list, line)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// modTimes are when the files of a folder were written.
func modTimes(t *testing.T, folder string) map[string]int64 {
	t.Helper()
	times := map[string]int64{}
	filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			if info, err := entry.Info(); err == nil {
				times[strings.TrimPrefix(name, folder)] = info.ModTime().UnixNano()
			}
		}
		return nil
	})
	return times
}

// What did not change is the same file as before, one with a single name; all else is made.
func TestKept(t *testing.T) {
	dir := t.TempDir()
	s := newSample()
	config := Config{From: dir + "/from", To: dir + "/public", Record: dir + "/records/last", Program: "a"}
	finish := func() (changed []string) {
		t.Helper()
		before := modTimes(t, config.To)
		for path, text := range s {
			put(t, filepath.Join(config.From, path), []byte(text))
		}
		if _, err := Finish(config); err != nil {
			t.Fatal(err)
		}
		manifestOf(t, config.To)
		for path, time := range modTimes(t, config.To) {
			if before[path] != time && path != "/"+manifest.Name {
				changed = append(changed, path)
			}
		}
		slices.Sort(changed)
		return changed
	}
	expect := func(why string, changed []string, want ...string) {
		t.Helper()
		if !slices.Equal(changed, want) {
			t.Errorf("%s: made anew: %q, want %q", why, changed, want)
		}
	}
	pages := []string{"/a/0.html", "/a/1.html", "/a/2.html", "/a/3.html", "/a/4.html", "/a/5.html",
		"/b/0.html", "/b/1.html", "/b/2.html", "/b/3.html", "/b/4.html", "/b/5.html"}
	if all := finish(); len(all) != len(s) {
		t.Errorf("the first time: made %q", all)
	}
	expect("nothing has changed", finish())
	s["a/3.html"] = samplePage(3, "改")
	expect("one page has changed", finish(), "/a/3.html")
	s["data.csv"] += "丙\n"
	expect("all pages say how large it is", finish(), append(pages, "/data.csv")...)
	os.Remove(config.To + "/b/1.html")
	put(t, config.To+"/b/2.html", []byte("x"))
	expect("somebody changed what was published", finish(), "/b/1.html", "/b/2.html")
	config.Program = "b"
	if all := finish(); len(all) != len(s) {
		t.Errorf("another program: made %q", all)
	}

	// The folder that Hugo wrote and the record are nothing to the site.
	for _, path := range slices.Sorted(maps.Keys(s)) {
		in, err := os.OpenFile(filepath.Join(config.From, path), os.O_WRONLY|os.O_TRUNC, 0)
		if err != nil {
			t.Fatal(err)
		}
		in.WriteString("written in place")
		in.Close()
	}
	manifestOf(t, config.To)
}

// On a disk where a file has one name alone, what is kept is copied.
func TestWithoutLinks(t *testing.T) {
	dir := t.TempDir()
	for path, text := range newSample() {
		put(t, filepath.Join(dir, "from", path), []byte(text))
	}
	config := Config{From: dir + "/from", To: dir + "/public", Record: dir + "/record", Program: "a"}
	if _, err := Finish(config); err != nil {
		t.Fatal(err)
	}
	b, err := open([]string{config.From}, dir+"/next")
	if err != nil {
		t.Fatal(err)
	}
	b.to, b.link = config.To, func(old, name string) error { return errors.ErrUnsupported }
	b.recall(config)
	b.count = newTownCount(b.files, nil)
	if err := b.run(); err != nil {
		t.Fatal(err)
	}
	for _, f := range b.files {
		if f.last == nil || !slices.Equal(f.to, f.last.to) {
			t.Errorf("%s was not kept", f.path)
		}
	}
	if got, want := tree(t, b.next), tree(t, config.To); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// What is published as it is, and known, gets a second name; what the web server could not read, another mode.
func TestPublishedAsItIs(t *testing.T) {
	dir := t.TempDir()
	s := newSample()
	for path, text := range s {
		put(t, filepath.Join(dir, "from", path), []byte(text))
	}
	data := map[string]string{"list.json": "{\"a\": 1}", "more.csv": "a,b", "private.csv": "a,c"}
	for path, text := range data {
		put(t, filepath.Join(dir, "more", path), []byte(text))
		mode := os.FileMode(fileMode)
		if path == "private.csv" {
			mode = 0o600
		}
		if err := os.Chmod(filepath.Join(dir, "more", path), mode); err != nil {
			t.Fatal(err)
		}
	}
	config := Config{From: dir + "/from", More: []string{dir + "/more"}, To: dir + "/public"}
	config.Known = func(path string) ([sha256.Size]byte, bool) {
		text, known := data[path]
		return sha256.Sum256([]byte(text)), known
	}
	if _, err := Finish(config); err != nil {
		t.Fatal(err)
	}
	manifestOf(t, config.To)
	for path, text := range data {
		from, _ := os.Stat(filepath.Join(dir, "more", path))
		to, err := os.Stat(filepath.Join(config.To, path))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(filepath.Join(config.To, path)); string(got) != text || to.Mode() != fileMode {
			t.Errorf("%s: %q, %v", path, got, to.Mode())
		}
		if os.SameFile(from, to) != (path != "private.csv") {
			t.Errorf("%s: the same file: %v", path, os.SameFile(from, to))
		}
	}
}

// A file whose checksum the caller knows is not read.
func TestKnown(t *testing.T) {
	dir := t.TempDir()
	s := newSample()
	for path, text := range s {
		put(t, filepath.Join(dir, "from", path), []byte(text))
	}
	config := Config{From: dir + "/from", To: dir + "/public", Record: dir + "/record", Program: "a"}
	if _, err := Finish(config); err != nil {
		t.Fatal(err)
	}
	want := manifestOf(t, config.To)
	for path := range s {
		if path != "data.csv" { // whose size the pages say
			put(t, filepath.Join(config.From, path), []byte("not read"))
		}
	}
	config.Known = func(path string) ([sha256.Size]byte, bool) { return sha256.Sum256([]byte(s[path])), true }
	for range 2 {
		if _, err := Finish(config); err != nil {
			t.Fatal(err)
		}
		if manifestOf(t, config.To) != want {
			t.Error("another site was published")
		}
	}
	config.Known = nil
	if _, err := Finish(config); err == nil {
		t.Error("pages that are none were published")
	}
}

// A disk that gets full in one town of twelve, and a town at fault, leave the site as it was, and are named.
func TestOneOfTwelveTowns(t *testing.T) {
	dir := t.TempDir()
	page := "<!doctype html>\n<p id=\"x\">%s</p>\n"
	for town := range 12 {
		put(t, fmt.Sprintf("%s/from/t%02d/index.html", dir, town), fmt.Appendf(nil, page, "一"))
	}
	config := Config{From: dir + "/from", To: dir + "/public", Record: dir + "/record", Program: "a"}
	if _, err := Finish(config); err != nil {
		t.Fatal(err)
	}
	want := tree(t, config.To)
	for town := range 12 {
		put(t, fmt.Sprintf("%s/from/t%02d/index.html", dir, town), fmt.Appendf(nil, page, "二"))
	}
	put(t, dir+"/from/t07/book.pdf", make([]byte, 1<<20))
	cmd := finishElsewhere(t, config.From, config.To, "022", "SITE_TEST_RECORD="+config.Record)
	cmd.Args[2] = "ulimit -f 64 && " + cmd.Args[2]
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err == nil || !strings.Contains(said.String(), "t07/book.pdf") {
		t.Errorf("%v: %s", err, said.String())
	}
	if got := tree(t, config.To); !slices.Equal(got, want) {
		t.Errorf("the site changed: %q", got)
	}
	put(t, dir+"/from/t07/book.pdf", nil)
	put(t, dir+"/from/t05/index.html", []byte("<p><a href=\"../t04/index.html#y\">"))
	_, err := Finish(config)
	if found := Findings(nil); !errors.As(err, &found) || len(found) != 1 || found[0].File != "t05/index.html" {
		t.Error(err)
	}
	if got := tree(t, config.To); !slices.Equal(got, want) {
		t.Errorf("the site changed: %q", got)
	}
	if left, _ := filepath.Glob(dir + "/.public*"); len(left) > 0 {
		t.Error("left behind:", left)
	}
}
