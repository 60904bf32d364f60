package built

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handbook/generator/needs"
)

var shots = flag.Bool("shots", false, "have TestEngines leave a picture of every kind of page in .build/engines/shots")

// TestEngines is a reader with a phone, in every engine and from server and disk alike: every kind of page stands as
// it should, and what can be used is used. The rules are those of engines/page.js, the same for all engines.
func TestEngines(t *testing.T) {
	t.Parallel()
	needs.Long(t, "five browsers")
	script, err := os.ReadFile("engines/page.js")
	if err != nil {
		t.Fatal(err)
	}
	folder := watched(t, public)
	if err := os.MkdirAll(filepath.Join(enginesFolder, "shots"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, e := range engines() {
		for _, site := range []string{served(t, folder), onDisk(t, folder)} {
			scheme := site[:4]
			t.Run(e.name+"/"+scheme, func(t *testing.T) {
				t.Parallel()
				v := &visitor{TB: t, name: e.name + "-" + scheme, site: site, script: string(script)}
				v.driver = e.start(t, scheme == "http")
				v.looks()
				v.usesMenu()
				v.usesSizes()
				v.searches()
				v.shares()
				v.listens()
				v.usesOneFile()
			})
		}
	}
}

// watched is a copy of a site whose pages keep what goes wrong on them; see engines/watch.js.
func watched(t *testing.T, site string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(site)); err != nil {
		t.Fatal(err)
	}
	watch, err := os.ReadFile("engines/watch.js")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "watch.js"), watch, 0o644); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".html" {
			return err
		}
		page, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(folder, filepath.Dir(path))
		if err != nil {
			return err
		}
		up := ""
		if below != "." {
			up = strings.Repeat("../", strings.Count(filepath.ToSlash(below), "/")+1)
		}
		const first = `<meta charset="utf-8">`
		text := strings.Replace(string(page), first, first+`<script src="`+up+`watch.js"></script>`, 1)
		// the one file allows its own script only
		text = strings.Replace(text, `script-src '`, `script-src 'self' '`, 1)
		return os.WriteFile(path, []byte(text), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// A visitor looks at the site with an engine. What is wrong is said with engine, page and rule, and shown in a picture.
type visitor struct {
	testing.TB
	driver
	name, site, script string
	page, pictured     string
}

// learn asks the page a question of engines/page.js.
func learn[T any](v *visitor, question string, given ...any) T {
	v.Helper()
	if given == nil {
		given = []any{}
	}
	raw, err := json.Marshal(given)
	if err != nil {
		v.Fatal(err)
	}
	var got T
	answer, err := v.ask(fmt.Sprintf("JSON.stringify(%s(%q, %s))", expression(v.script), question, raw))
	if err == nil {
		err = json.Unmarshal([]byte(answer), &got)
	}
	if err != nil {
		v.Fatalf("%s, %s: %s: %v", v.name, v.page, question, err)
	}
	return got
}

// expression is a script without the comment at its head.
func expression(script string) string {
	return strings.TrimSpace(script[strings.Index(script, "\n(")+1:])
}

// wrong says what is wrong with the page, and leaves a picture of it.
func (v *visitor) wrong(format string, given ...any) {
	v.Helper()
	message := fmt.Sprintf("%s, %s: ", v.name, v.page) + fmt.Sprintf(format, given...)
	if v.pictured != v.page { // one of a page will do
		v.pictured = v.page
		message += "\n  picture: " + v.shot()
	}
	v.Error(message)
}

func (v *visitor) shot() string {
	name := strings.NewReplacer("/", "-", ".html", "", "#", "-", "?", "-").Replace(v.page)
	file := filepath.Join(enginesFolder, "shots", v.name+"-"+name+".png")
	picture, err := v.picture()
	if err == nil {
		err = os.WriteFile(file, picture, 0o644)
	}
	if err != nil {
		return err.Error()
	}
	return filepath.Clean(strings.TrimPrefix(file, root+"/"))
}

// goes opens a page.
func (v *visitor) goes(page string) {
	v.Helper()
	v.page = page
	// so that a fragment, too, is come to from elsewhere
	for _, address := range []string{"about:blank", v.site + page} {
		if err := v.open(address); err != nil {
			v.Fatalf("%s, %s: %v", v.name, address, err)
		}
		v.at(address)
	}
}

// arrives waits for a page to have come, with its query and fragment.
func (v *visitor) arrives(page string) bool {
	v.Helper()
	return v.at(v.site + page)
}

func (v *visitor) at(address string) bool {
	v.Helper()
	want, err := url.QueryUnescape(address)
	if err != nil {
		v.Fatal(err)
	}
	// as servers have it
	plain := func(address string) string { return strings.Replace(address, "/index.html", "/", 1) }
	return v.until("the page "+want, func() bool { return plain(learn[string](v, "loaded")) == plain(want) })
}

// until waits for something, and says what was waited for when it does not come.
func (v *visitor) until(what string, so func() bool) bool {
	v.Helper()
	for deadline := time.Now().Add(15 * time.Second); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			v.wrong("waited in vain for: %s; the page is %s", what, learn[string](v, "loaded"))
			return false
		}
	}
	return true
}

// fine wants that the page has met no mistake so far, and stands as it should.
func (v *visitor) fine() {
	v.Helper()
	for _, found := range learn[[]string](v, "layout", phoneWidth) {
		v.wrong("%s", found)
	}
	v.quiet()
}

func (v *visitor) quiet() {
	v.Helper()
	for _, heard := range learn[[]string](v, "heard") {
		v.wrong("script: %s", heard)
	}
}

// A place is where something stands in the window, and what lies over it.
type place struct {
	There                    bool
	X, Y                     int
	Left, Right, Top, Bottom float64
	Covered                  string
}

// presses presses the first thing in sight that fits, and reads so where a text is given. Like a reader it waits
// until the thing has come to rest: a page may still be on its way to a fragment.
func (v *visitor) presses(selector, text string) bool {
	v.Helper()
	at := learn[place](v, "place", selector, text)
	for range 20 {
		before := at
		time.Sleep(50 * time.Millisecond)
		if at = learn[place](v, "place", selector, text); at == before {
			break
		}
	}
	switch {
	case !at.There:
		v.wrong("press: no %s %s is in sight", selector, text)
	case at.Covered != "":
		v.wrong("press: %s %s is under %s", selector, text, at.Covered)
	default:
		if err := v.press(at.X, at.Y); err != nil {
			v.Fatalf("%s, %s: %s: %v", v.name, v.page, selector, err)
		}
		return true
	}
	return false
}
