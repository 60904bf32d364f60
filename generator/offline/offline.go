// Package offline makes the one-file edition of a town's handbook: <town>/offline.html has all its lists, items and
// departments and the search, and needs no other file. It can be sent in a chat or copied to a stick, and browsers use
// it when there is no network.
//
//	list, pages ───────────────────┐
//	what Hugo published: search ───┼──▶ <town>/offline.html, sw.js
//	themes/handbook/offline ───────┘
//
// It runs between Hugo and the finish, which publishes its folder with the one that Hugo wrote. Package address says
// which id a page of the site has in the file.
//
// Script and style are inside the file, and its policy names their hashes: the finish must not change a byte of it.
//
// sw.js is the service worker. It knows the SHA-256 of every one-file edition: a browser stores a file only if all of
// it has arrived, and a changed handbook is a changed sw.js.
package offline

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	"handbook/generator/address"
	"handbook/generator/ahead"
	"handbook/generator/cache"
	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/list"
	"handbook/generator/page"
)

// Config says where things are.
type Config struct {
	County  *list.County
	Pages   page.Maker      // is asked for those of the towns whose files are made
	Written []*page.Written // by hand
	Theme   string          // its folder, with offline/ and assets/
	Site    string          // the folder that Hugo wrote, with the search
	Out     string          // the folder to write to

	// Records is the folder in which Make remembers what each town's file was made of: one that would be the same is
	// not made again. Data and Content are the folders of the list and of the pages, and Program is the checksum of the
	// program that runs: another one may make something else. Where Records or Program is "", all is made.
	Records, Data, Content, Program string

	Done func(town string, done, of int) // is told of each town that is done; nil: nobody is
}

// Styles and scripts of the theme that the file shares with the site.
var (
	sheets = [...]string{
		"assets/css/tokens.css", "assets/css/base.css", "assets/css/page.css", "assets/css/prose.css",
		"assets/css/index.css", "assets/css/box.css", "assets/css/search.css", "assets/css/tool.css",
		"assets/css/print.css",
		"offline/offline.css",
	}
	scripts = [...]string{"assets/page/settings.js", "offline/offline.js"}
)

// The search in the site: its scripts, its data of all towns, and those of one.
var (
	engine    = [...]string{"search/search.js", "search/slips.js"}
	dataOfAll = [...]string{"search/data/county.js", "search/data/slips.js"}
)

func dataOf(town string) []string {
	return []string{"search/data/" + town + "/titles.js", "search/data/" + town + "/duties.js"}
}

// dataOfSome are files that only some have: a county with words of its own, and a town whose book has been printed.
func dataOfSome(town string) []string {
	return []string{"search/data/last.js", town + "/" + address.PaperName}
}

// A File is a one-file edition; Size is in bytes.
type File struct {
	Path string
	Size int
	Kept bool // it is as it was, and was not made again
}

// Make writes the one-file edition of every town, and the service worker. Equal pages give equal bytes. Towns are made
// side by side, and of each no more is kept than its checksum.
func Make(c Config) ([]File, error) {
	m := &maker{Config: c}
	store := cache.Store{Dir: c.Records}
	var keys map[string]cache.Sum
	if c.Records != "" && c.Program != "" {
		var err error
		if keys, err = c.keys(); err != nil {
			return nil, hinted(err)
		}
	}
	files := make([]File, len(c.County.Towns))
	sums := map[string]string{}
	var stale []int
	for i, t := range c.County.Towns {
		files[i].Path = t.ID + "/" + address.OneFileName
		made, same := []cache.File(nil), false
		if keys != nil {
			made, same = store.Look(t.ID, keys[t.ID], c.Out)
		}
		if same = same && len(made) == 1 && made[0].Path == files[i].Path; same {
			info, err := os.Stat(filepath.Join(c.Out, filepath.FromSlash(files[i].Path)))
			if same = err == nil; same {
				files[i].Kept, files[i].Size = true, int(info.Size())
				sums[t.ID] = hex.EncodeToString(made[0].Sum[:])
			}
		}
		if !same {
			stale = append(stale, i)
		}
	}
	if len(stale) > 0 {
		if err := m.prepare(); err != nil {
			return nil, hinted(err)
		}
	}
	done := 0
	for i, made := range ahead.Each(stale, func(i int) made { return m.town(c.County.Towns[i], files[i].Path) }) {
		t := c.County.Towns[i]
		if made.err != nil {
			return nil, hinted(made.err)
		}
		sums[t.ID], files[i].Size = hex.EncodeToString(made.sum[:]), made.size
		if keys != nil {
			if err := store.Keep(t.ID, keys[t.ID], []cache.File{{Path: files[i].Path, Sum: made.sum}}); err != nil {
				return nil, hinted(err)
			}
		}
		if done++; c.Done != nil {
			c.Done(t.Name, done, len(stale))
		}
	}
	if keys != nil { // a town may be gone
		if err := store.Sweep(c.Out, func(part string) bool { _, made := keys[part]; return made }); err != nil {
			return nil, hinted(err)
		}
	}
	return files, hinted(m.worker(sums, rules(c.County, c.Written)))
}

// A maker makes the files. What it prepares is the same for every town.
type maker struct {
	Config
	minifier *minify.M
	layout   *template.Template
	style    string
}

func (m *maker) prepare() error {
	m.minifier = minify.New()
	m.minifier.Add("text/css", &css.Minifier{})
	m.minifier.Add("application/javascript", &js.Minifier{Version: 2017}) // the browsers of chat programs are old
	var err error
	if m.layout, err = template.ParseFiles(filepath.Join(m.Theme, "offline/offline.html")); err != nil {
		return err
	}
	text, err := m.join(m.Theme, sheets[:]...)
	if err == nil {
		m.style, err = m.minifier.String("text/css", text)
	}
	return err
}

// A made file is written, or could not be.
type made struct {
	size int
	sum  cache.Sum
	err  error
}

// town makes and writes the file of a town.
func (m *maker) town(t *list.Town, file string) made {
	shown, err := m.reader(t).town(t)
	if err != nil {
		return made{err: err}
	}
	text, err := m.page(shown)
	if err != nil {
		return made{err: fmt.Errorf("one-file edition of %s: %w", t.Name, hinted(err))}
	}
	err = disk.WriteFile(filepath.Join(m.Out, filepath.FromSlash(file)), text)
	return made{len(text), sha256.Sum256(text), err}
}

// page is the file of a town.
func (m *maker) page(t *town) ([]byte, error) {
	script, err := m.script(t)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = m.layout.Execute(&out, map[string]any{"Town": t, "StyleHash": hash(m.style), "ScriptHash": hash(script)})
	// Put in afterwards: a template would escape them, and the hashes would be wrong.
	text := bytes.Replace(out.Bytes(), []byte("@style"), []byte(m.style), 1)
	return bytes.Replace(text, []byte("@script"), []byte(script), 1), err
}

// hash names a text in a Content-Security-Policy.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// script is the search with its data, and what shows the results. The data is only run when the reader first searches.
func (m *maker) script(t *town) (string, error) {
	names := append(dataOfAll[:], dataOf(t.ID)...)
	for _, name := range dataOfSome(t.ID) {
		if _, err := os.Stat(filepath.Join(m.Site, filepath.FromSlash(name))); err == nil {
			names = append(names, name)
		}
	}
	parts, err := m.join(m.Site, names...)
	if err != nil {
		return "", err
	}
	engine, err := m.join(m.Site, engine[:]...)
	if err != nil {
		return "", err
	}
	own, err := m.join(m.Theme, scripts[:]...)
	if err != nil {
		return "", err
	}
	text, err := m.minifier.String("application/javascript",
		engine+address.Script(address.OneFilePatterns())+"handbook.fill = () => {\n"+parts+"};\n"+own)
	// In HTML, "</" or "<!--" in a script would be taken for markup. They are only in strings, where the backslash
	// changes nothing.
	return strings.NewReplacer("</", `<\/`, "<!--", `<\!--`).Replace(text), err
}

func (m *maker) join(folder string, names ...string) (string, error) {
	var all strings.Builder
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		all.Write(text)
		all.WriteByte('\n')
	}
	return all.String(), nil
}

// The places in sw.js for what it must be told.
const (
	editionsMark = "{ /* town: SHA-256 */ }"
	rulesMark    = "[ /* end of a page's path, place in the file, whether its fragment goes on */ ]"
)

func (m *maker) worker(sums map[string]string, rules []address.Rule) error {
	name := filepath.Join(m.Theme, "offline/sw.js")
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	rows := make([][]any, len(rules))
	for i, r := range rules {
		rows[i] = []any{r.Page, r.Place, r.Fragments}
	}
	for mark, value := range map[string]any{editionsMark: sums, rulesMark: rows} {
		data, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if bytes.Count(text, []byte(mark)) != 1 {
			return fmt.Errorf("%s: there must be one %q, which is replaced", name, mark)
		}
		text = bytes.Replace(text, []byte(mark), data, 1)
	}
	return disk.WriteFile(filepath.Join(m.Out, "sw.js"), text)
}

// rules say which ids the pages of the site have in the file: first those that people wrote, then the others.
func rules(county *list.County, written []*page.Written) []address.Rule {
	var own []address.Rule
	for _, p := range written {
		if !p.ForWebsite() {
			page := "/" + regexp.QuoteMeta(p.Address.Path) + "$"
			own = append(own, address.Rule{Page: page, Place: p.Address.OneFile(), Fragments: true})
		}
	}
	return append(own, address.Rules(county.Kinds())...)
}

// hinted adds to an error of the file system what to do about it.
func hinted(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return diag.WithHint(err,
			"run `handbook pages`, then `handbook render`; -from names the folder that Hugo wrote")
	case errors.Is(err, fs.ErrPermission):
		return diag.WithHint(err, "make the folder writable for you")
	}
	return err
}
