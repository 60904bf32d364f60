package hugo

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"handbook/generator/cache"
	"handbook/generator/disk"
)

// renders tells versions of what is remembered apart: of how the site is divided, and of what a key holds.
const renders = "render 1"

// Names of parts: of the county's own pages, and of the whole site of a county of one town. Another part has the name
// of a town's folder.
const (
	County = "_county"
	whole  = "_whole"
)

// A part of a county of several towns is what Hugo makes in one run: a town's pages, or those of the county. Of the
// other pages it is told no more than what they are called.
type part struct {
	name   string
	mounts []mount
	key    cache.Sum
	files  []cache.File // that it has in the site
	fresh  bool         // it is as it was
}

// A mount says as what Hugo reads a file or folder.
type mount struct{ source, target string }

// towns are the folders of the towns of a county of several: those whose front page is a town's.
func (c Config) towns() ([]string, error) {
	entries, err := os.ReadDir(c.Content)
	if err != nil {
		return nil, err
	}
	var towns []string
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		head, err := frontMatter(filepath.Join(c.Content, e.Name(), "_index.md"), "type")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		if strings.TrimSpace(head) == `type: "town"` {
			towns = append(towns, e.Name())
		}
	}
	if len(towns) < 2 {
		return nil, nil
	}
	return towns, nil
}

// frontMatter are the lines of a page's front matter under these keys, as they stand there.
func frontMatter(name string, keys ...string) (string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	_, text, _ = bytes.Cut(text, []byte("---\n"))
	var kept strings.Builder
	within := false // one of the keys
	for line := range strings.Lines(string(text)) {
		if strings.TrimRight(line, "\r\n") == "---" {
			break
		}
		if !strings.HasPrefix(line, " ") {
			key, _, _ := strings.Cut(line, ":")
			within = slices.Contains(keys, key)
		}
		if within {
			kept.WriteString(line)
		}
	}
	return kept.String(), nil
}

// What other pages read of pages that they are made without.
var (
	ofFolders = []string{"title", "type", "weight"}
	ofTowns   = append([]string{"town", "folder"}, ofFolders...)
)

// stubs writes into a folder what the parts are told of each other: pages with a title, and an address to link to, but
// no text, which Hugo does not write. It returns what stands in each folder of them that is mounted, for the keys.
func (c Config) stubs(dir string, towns []string) (said map[string]string, err error) {
	said = map[string]string{}
	stub := func(folder, to, from string, keys ...string) error {
		head, err := frontMatter(filepath.Join(c.Content, from), keys...)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		} else if err != nil {
			return err
		}
		text := "---\n" + head + "build: {render: link, publishResources: false}\n---\n"
		said[filepath.Join(dir, folder)] += to + "\n" + text
		return disk.WriteFile(filepath.Join(dir, folder, filepath.FromSlash(to)), []byte(text))
	}
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(c.Content)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := e.Name()
		switch {
		case slices.Contains(towns, name):
			// Whom to call, the county's pages say.
			front := filepath.Join(name, "_index.md")
			err = cmp.Or(stub("towns", name+"/_index.md", front, ofTowns...),
				stub("county", name+"/_index.md", front, append([]string{"phones"}, ofTowns...)...))
		case e.IsDir():
			front := filepath.Join(name, "_index.md")
			err = stub("base", front, front, ofFolders...)
		case name == "_index.md" || name == "about.md":
			err = stub("base", name, name, ofFolders...)
		}
		if err != nil {
			return nil, err
		}
	}
	return said, nil
}

// parts are the county's own and that of each town.
func (c Config) parts(towns []string, f *folders) ([]*part, error) {
	stubs := filepath.Join(c.Records, "stubs")
	said, err := c.stubs(stubs, towns)
	if err != nil {
		return nil, err
	}
	book := f.books(c.Content)
	// One folder has the stubs of all towns, for the more folders Hugo looks into, the longer each look takes. Of a
	// town's own front page and its stub, Hugo takes the first.
	own := &part{name: County, mounts: []mount{{filepath.Join(stubs, "county"), "content"}}}
	parts := []*part{own}
	for _, town := range towns {
		p := &part{name: town, mounts: []mount{
			{filepath.Join(c.Content, town), "content/" + town},
			{filepath.Join(stubs, "base"), "content"}, {filepath.Join(stubs, "towns"), "content"},
		}}
		for _, m := range book {
			p.add(filepath.Join(m.source, town), m.target+"/"+town)
		}
		p.add(filepath.Join(f.StaticDir, town), "static/"+town)
		p.add(filepath.Join(f.DataDir, "book", town+".json"), "data/book/"+town+".json")
		parts = append(parts, p)
	}
	for _, m := range append([]mount{{c.Content, "content"}, {f.StaticDir, "static"}}, book...) {
		entries, err := os.ReadDir(m.source)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			if !slices.Contains(towns, e.Name()) {
				own.mounts = append(own.mounts, mount{filepath.Join(m.source, e.Name()), m.target + "/" + e.Name()})
			}
		}
	}
	own.add(f.DataDir, "data")
	return parts, c.keys(parts, f, said)
}

// whole is the site of a county of one town as a part.
func (c Config) whole() (*part, error) {
	f, err := c.folders()
	if err != nil {
		return nil, err
	}
	p := &part{name: whole, mounts: append(f.books(c.Content), mount{c.Content, "content"})}
	p.add(f.StaticDir, "static")
	p.add(f.DataDir, "data")
	return p, c.keys([]*part{p}, f, nil)
}

// add mounts a file or folder, if there is one.
func (p *part) add(source, target string) {
	if _, err := os.Stat(source); err == nil {
		p.mounts = append(p.mounts, mount{source, target})
	}
}

// books are the folders of pages that the settings name beside the content.
func (f *folders) books(content string) []mount {
	var more []mount
	for _, m := range f.Module.Mounts {
		if m.Target == "content" && filepath.Clean(m.Source) != filepath.Clean(content) {
			more = append(more, mount{m.Source, m.Target})
		}
	}
	return more
}

// renderParts makes the parts that are not as they were, several at a time, and then, if all could be made, puts them
// into the site.
func (c Config) renderParts(ctx context.Context, towns []string) (Report, error) {
	f, err := c.folders()
	if err != nil {
		return Report{}, err
	}
	parts, err := c.parts(towns, f)
	if err != nil {
		return Report{}, err
	}
	store, out := cache.Store{Dir: c.Records}, filepath.Join(c.Records, "made")
	if err := os.RemoveAll(out); err != nil {
		return Report{}, err
	}
	report := Report{Parts: len(parts)}
	var mu sync.Mutex // of report and of what the user is told
	done := 0
	workers, failed := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	begin := func(p *part) {
		mu.Lock()
		report.Made++
		mu.Unlock()
		workers.Go(func() error {
			if failed.Err() != nil {
				return failed.Err()
			}
			one, err := c.renderPart(failed, p, filepath.Join(out, p.name), f)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				return err
			}
			report.Pages, report.Files = report.Pages+one.Pages, report.Files+one.Files
			report.Size += one.Size
			if done++; c.Done != nil {
				c.Done(p.name, done, report.Made)
			}
			return nil
		})
	}
	lacks := func(p *part) bool { return !p.fresh && c.Only != nil && !slices.Contains(c.Only, p.name) }
	for _, p := range parts {
		if p.files, p.fresh = store.Made(p.name, p.key); !p.fresh && !lacks(p) {
			begin(p)
		}
	}
	// While Hugo is at work, there is time to look whether what is not made again still is as it was.
	for _, p := range parts {
		if p.fresh && !cache.Same(c.Site, p.files) {
			if p.fresh = false; !lacks(p) {
				begin(p)
			}
		}
	}
	if err := workers.Wait(); err != nil {
		return Report{}, err
	}
	there := slices.DeleteFunc(parts, lacks)
	report.Lacks = report.Parts - len(there)
	report.Sums, err = c.assemble(there, store, out, report.Lacks > 0)
	return report, err
}

// settings writes what Hugo is told of a part, beside the settings of the site.
func (p *part) settings(name string, f *folders) error {
	kinds := `"taxonomy", "term", "RSS", "sitemap", "robotsTXT"`
	if p.name != County {
		kinds += `, "404"`
	}
	text := fmt.Sprintf("disableKinds = [%s]\ndataDir = %q\nstaticDir = %q\n", kinds, f.None, f.None)
	for _, m := range p.mounts {
		text += fmt.Sprintf("[[module.mounts]]\nsource = %q\ntarget = %q\n",
			filepath.ToSlash(m.source), filepath.ToSlash(m.target))
	}
	return disk.WriteFile(name, []byte(text))
}

// renderPart has Hugo make a part in a folder of its own, checks it, and lists its files.
func (c Config) renderPart(ctx context.Context, p *part, to string, f *folders) (Report, error) {
	settings := to + ".toml"
	if err := p.settings(settings, f); err != nil {
		return Report{}, err
	}
	one := c
	one.MoreSettings = append(slices.Clone(c.MoreSettings), settings)
	one.Site, one.Working = to, nil // how many parts are made says more
	args, err := one.args()
	if err != nil {
		return Report{}, err
	}
	s, err := one.sourcesOf(p.mounts)
	if err != nil {
		return Report{}, err
	}
	if err := empty(to); err != nil {
		return Report{}, fmt.Errorf("cannot prepare %s, for the site: %w", to, err)
	}
	report, err := one.render(ctx, append(args, "--destination", to, "--printPathWarnings", "--printI18nWarnings"), s)
	if err != nil {
		if p.name != County && !errors.Is(err, ErrStopped) {
			err = fmt.Errorf("%s: %w", p.name, err)
		}
		return report, err
	}
	if p.name == County {
		if err := one.laySearch(f); err != nil {
			return report, err
		}
	}
	return report, p.list(to)
}

// list lists the part's files, which stand in a folder.
func (p *part) list(dir string) error {
	tree, err := sumTree(dir, nil)
	p.files = nil
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		p.files = append(p.files, cache.File{Path: name, Sum: tree[name]})
	}
	return err
}

// sums are the checksums of the part's files, by their paths.
func (p *part) sums() map[string]cache.Sum {
	sums := make(map[string]cache.Sum, len(p.files))
	for _, f := range p.files {
		sums[f.Path] = f.Sum
	}
	return sums
}
