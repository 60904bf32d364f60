package hugo

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/markdown"
)

// sources are the files that the site is made from, by the files of the site that they become.
type sources struct {
	pages     int                 // how many files of Markdown and HTML there are
	made      map[string]string   // pages of the list, by their page of the site
	copied    map[string]string   // files that are published as they are
	published map[string]string   // files that a template may publish as they are
	parts     map[string][][]byte // style sheets and scripts, by ".css" and ".js": a template may join several
}

// folders are those that the settings name.
type folders struct {
	StaticDir, AssetDir, DataDir, ThemesDir, Theme string
	Module                                         struct {
		Mounts []struct{ Source, Target string }
	}
	None string // one that is not there
}

// folders reads the settings that Hugo reads.
func (c Config) folders() (*folders, error) {
	f := &folders{}
	for _, name := range c.settingsFiles() {
		if filepath.Ext(name) != ".toml" {
			continue // the portal's, which name no folders
		}
		if _, err := toml.DecodeFile(name, f); err != nil {
			return nil, diag.Errorf("run in the handbook's folder; themes/ belongs to it",
				"cannot read the settings of the site: %w", err)
		}
	}
	f.None = filepath.ToSlash(filepath.Join(f.ThemesDir, f.Theme, "none"))
	return f, nil
}

// sources lists what the settings name.
func (c Config) sources() (*sources, error) {
	f, err := c.folders()
	if err != nil {
		return nil, err
	}
	mounts := append([]mount{{c.Content, "content"}, {f.StaticDir, "static"}}, f.books(c.Content)...)
	return c.sourcesOf(mounts)
}

// sourcesOf lists what Hugo makes a site from that reads these files and folders beside the theme.
func (c Config) sourcesOf(mounts []mount) (*sources, error) {
	f, err := c.folders()
	if err != nil {
		return nil, err
	}
	s := &sources{
		made: map[string]string{}, copied: map[string]string{}, published: map[string]string{},
		parts: map[string][][]byte{},
	}
	theme := filepath.Join(f.ThemesDir, f.Theme)
	for _, m := range append([]mount{{filepath.Join(theme, "static"), "static"}}, mounts...) {
		kind, below, _ := strings.Cut(m.target, "/")
		at := func(put func(path, file string) error) func(name, file string) error {
			return func(name, file string) error { return put(path.Join(below, name), file) }
		}
		switch kind {
		case "content":
			err = walk(m.source, at(s.page))
		case "static":
			err = walk(m.source, at(s.copy))
		}
		if err != nil {
			return nil, err
		}
	}
	for _, folder := range []string{filepath.Join(theme, "assets"), f.AssetDir} {
		if err := walk(folder, s.asset); err != nil {
			return nil, err
		}
	}
	for _, parts := range s.parts { // the longest first: one may begin like another
		slices.SortFunc(parts, func(a, b []byte) int { return len(b) - len(a) })
	}
	return s, nil
}

// page notes a page, if it is one.
func (s *sources) page(name, file string) error {
	base, ext := strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name)
	if ext != ".md" && ext != ".html" {
		return nil
	}
	s.pages++
	// A hand-written page may be a draft, or have an address of its own.
	if generated, err := markdown.Generated(file); err != nil || !generated && ext == ".md" {
		return err
	}
	if folder, ok := strings.CutSuffix(base, "_index"); ok {
		base = folder + "index"
	}
	s.made[base+".html"] = file
	return nil
}

func (s *sources) copy(path, file string) error {
	s.copied[path] = file
	return nil
}

// asset notes a file that a template may publish, or join to others.
func (s *sources) asset(path, file string) error {
	s.published[path] = file
	ext := filepath.Ext(path)
	if isData := slices.ContainsFunc(searchData[:], func(folder string) bool {
		return strings.HasPrefix(path, folder+"/")
	}); isData || ext != ".css" && ext != ".js" {
		return nil
	}
	text, err := os.ReadFile(file)
	if len(text) > 0 {
		s.parts[ext] = append(s.parts[ext], text)
	}
	return err
}

// walk visits the files of a folder, by their path in it, or a file, by "". It need not exist.
func walk(folder string, each func(path, file string) error) error {
	info, err := os.Stat(folder)
	if folder == "" || os.IsNotExist(err) {
		return nil
	}
	if err == nil && !info.IsDir() {
		return each("", folder)
	}
	folder += string(filepath.Separator) // it may be a link to a folder elsewhere
	return filepath.WalkDir(folder, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		path, err := filepath.Rel(folder, file)
		if err != nil {
			return err
		}
		return each(filepath.ToSlash(path), file)
	})
}

// searchData are folders of data that the search fetches: the site has them as they are.
var searchData = [...]string{"search/data", "search/across"}

// laySearch puts the search's data into the site: at many towns a thousand files, of which a change touches few.
func (c Config) laySearch(f *folders) error {
	for _, folder := range searchData {
		err := walk(filepath.Join(f.AssetDir, folder), func(name, file string) error {
			return disk.Link(file, filepath.Join(c.Site, folder, filepath.FromSlash(name)))
		})
		if reason, ok := errors.AsType[*fs.PathError](err); ok {
			return c.cannotWrite(reason.Err)
		} else if err != nil {
			return err
		}
	}
	return nil
}
