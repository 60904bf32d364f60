// Package offline makes the one-file edition of a town's handbook: <town>/offline.html holds all its lists, items,
// departments and the search, and needs nothing else. It is sent in a chat, put on a stick, and kept by browsers for
// when there is no network.
//
//	list, pages ───────────────────┐
//	what Hugo published: search ───┼──▶ <town>/offline.html, sw.js
//	themes/handbook/offline ───────┘
//
// It stands between Hugo and the finish, writes into the folder that Hugo wrote, and is checked and listed with the
// rest. Package address says where in the file a page of the site is found.
//
// A single file has its script and style inside. Its policy names their hashes, so the finish leaves its bytes as they
// are.
//
// sw.js is the service worker. It knows the SHA-256 of every one-file edition, the same as in the manifest: a new
// edition of the handbook is a new sw.js, and what it keeps is one edition whole or nothing.
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
	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/page"
)

// Config says where things are.
type Config struct {
	County  *list.County
	Pages   []*page.Page
	Written []*page.Written // by hand
	Theme   string          // the folder of the theme, with offline/ and assets/
	Site    string          // what Hugo wrote; the files are added to it
}

// Styles and scripts of the theme that the file shares with the site.
var (
	sheets  = [...]string{"assets/css/tokens.css", "assets/css/base.css", "assets/css/page.css", "assets/css/index.css", "assets/css/box.css", "assets/css/search.css", "assets/css/tool.css", "assets/css/print.css", "offline/offline.css"}
	scripts = [...]string{"assets/page/settings.js", "offline/offline.js"}
)

// A File is a one-file edition that was made; Size is in bytes.
type File struct {
	Path string
	Size int
}

// Make writes the one-file edition of every town, and the service worker that keeps them. Equal pages give equal bytes.
func Make(c Config) ([]File, error) {
	r := newReader(c)
	m := &maker{Config: c, minifier: minify.New()}
	m.minifier.Add("text/css", &css.Minifier{})
	m.minifier.Add("application/javascript", &js.Minifier{Version: 2017}) // browsers in chat programs are years behind
	var files []File
	sums := map[string]string{}
	for _, t := range c.County.Towns {
		shown, err := r.town(t)
		if err != nil {
			return nil, hinted(err)
		}
		text, err := m.page(shown)
		if err != nil {
			return nil, fmt.Errorf("one-file edition of %s: %w", t.Name, hinted(err))
		}
		name := t.ID + "/" + address.OneFileName
		if err := os.WriteFile(filepath.Join(c.Site, filepath.FromSlash(name)), text, 0o644); err != nil {
			return nil, hinted(err)
		}
		sum := sha256.Sum256(text)
		sums[t.ID] = hex.EncodeToString(sum[:])
		files = append(files, File{name, len(text)})
	}
	return files, hinted(m.worker(sums, rules(c.Written)))
}

type maker struct {
	Config
	minifier *minify.M
	style    string
}

// page is the whole file.
func (m *maker) page(t *town) ([]byte, error) {
	layout, err := template.ParseFiles(filepath.Join(m.Theme, "offline/offline.html"))
	if err != nil {
		return nil, err
	}
	style, err := m.sheet()
	if err != nil {
		return nil, err
	}
	script, err := m.script(t)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = layout.Execute(&out, map[string]any{"Town": t, "StyleHash": hash(style), "ScriptHash": hash(script)})
	// Put in afterwards: the template would write a script in its own way, and the hash would no longer hold.
	text := bytes.Replace(out.Bytes(), []byte("@style"), []byte(style), 1)
	return bytes.Replace(text, []byte("@script"), []byte(script), 1), err
}

// hash is how a Content-Security-Policy names a text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func (m *maker) sheet() (string, error) {
	if m.style != "" {
		return m.style, nil
	}
	text, err := m.join(m.Theme, sheets[:]...)
	if err == nil {
		m.style, err = m.minifier.String("text/css", text)
	}
	return m.style, err
}

// script is the search with its data, and what shows it. The data stays text until the reader asks something.
func (m *maker) script(t *town) (string, error) {
	data := "search/data/"
	parts, err := m.join(m.Site, data+"county.js", data+t.ID+"/titles.js", data+t.ID+"/duties.js")
	if err != nil {
		return "", err
	}
	engine, err := m.join(m.Site, "search/search.js")
	if err != nil {
		return "", err
	}
	own, err := m.join(m.Theme, scripts[:]...)
	if err != nil {
		return "", err
	}
	text, err := m.minifier.String("application/javascript", engine+"handbook.fill = () => {\n"+parts+"};\n"+own)
	// Nothing in a script may look like its end. Both stand in texts only, where the stroke changes nothing.
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

// What the service worker wants to be told, in the script where it stands.
const (
	editionsGap = "{ /* town: SHA-256 */ }"
	rulesGap    = "[ /* end of a page's path, place in the file, whether its fragment goes on */ ]"
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
	for gap, value := range map[string]any{editionsGap: sums, rulesGap: rows} {
		data, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if bytes.Count(text, []byte(gap)) != 1 {
			return fmt.Errorf("%s: there must be one %q, for what the build says", name, gap)
		}
		text = bytes.Replace(text, []byte(gap), data, 1)
	}
	return os.WriteFile(filepath.Join(m.Site, "sw.js"), text, 0o644)
}

// rules say where in the file the pages of the site stand, those that people wrote before the others.
func rules(written []*page.Written) []address.Rule {
	var own []address.Rule
	for _, p := range written {
		if !p.ForWebsite() {
			own = append(own, address.Rule{Page: "/" + regexp.QuoteMeta(p.Address.Path) + "$", Place: p.Address.OneFile(), Fragments: true})
		}
	}
	return append(own, address.Rules()...)
}

func hinted(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return diag.WithHint(err, "run `handbook pages`, then `handbook render`; -from names the folder that Hugo wrote")
	case errors.Is(err, fs.ErrPermission):
		return diag.WithHint(err, "make the folder writable for you")
	}
	return err
}
