package hugo

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"handbook/generator/diag"
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
	StaticDir, AssetDir, ThemesDir, Theme string
	Module                                struct {
		Mounts []struct{ Source, Target string }
	}
}

// sources reads the settings that Hugo reads, and lists what they name.
func (c Config) sources() (*sources, error) {
	var f folders
	for _, name := range c.settingsFiles() {
		if filepath.Ext(name) != ".toml" {
			continue // the portal's, which name no folders
		}
		if _, err := toml.DecodeFile(name, &f); err != nil {
			return nil, diag.Errorf("run in the handbook's folder; themes/ belongs to it",
				"cannot read the settings of the site: %w", err)
		}
	}
	folders := []string{c.Content}
	for _, m := range f.Module.Mounts {
		if m.Target == "content" && filepath.Clean(m.Source) != filepath.Clean(c.Content) {
			folders = append(folders, m.Source)
		}
	}
	s := &sources{
		made: map[string]string{}, copied: map[string]string{}, published: map[string]string{},
		parts: map[string][][]byte{},
	}
	for _, folder := range folders {
		if err := s.readPages(folder); err != nil {
			return nil, err
		}
	}
	theme := filepath.Join(f.ThemesDir, f.Theme)
	for _, step := range []struct {
		folder string
		put    func(path, file string) error
	}{
		{filepath.Join(theme, "static"), s.copy},
		{f.StaticDir, s.copy},
		{filepath.Join(theme, "assets"), s.asset},
		{f.AssetDir, s.asset},
	} {
		if err := walk(step.folder, step.put); err != nil {
			return nil, err
		}
	}
	for _, parts := range s.parts { // the longest first: one may begin like another
		slices.SortFunc(parts, func(a, b []byte) int { return len(b) - len(a) })
	}
	return s, nil
}

func (s *sources) readPages(folder string) error {
	return walk(folder, func(path, file string) error {
		base, ext := strings.TrimSuffix(path, filepath.Ext(path)), filepath.Ext(path)
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
	})
}

func (s *sources) copy(path, file string) error {
	s.copied[path] = file
	return nil
}

// asset notes a file that a template may publish, or join to others.
func (s *sources) asset(path, file string) error {
	s.published[path] = file
	ext := filepath.Ext(path)
	isData := strings.HasPrefix(path, "search/data/") || strings.HasPrefix(path, "search/across/")
	if ext != ".css" && ext != ".js" || isData {
		return nil
	}
	text, err := os.ReadFile(file)
	if len(text) > 0 {
		s.parts[ext] = append(s.parts[ext], text)
	}
	return err
}

// walk visits the files of a folder, by their path in it. The folder need not exist.
func walk(folder string, each func(path, file string) error) error {
	if _, err := os.Stat(folder); folder == "" || os.IsNotExist(err) {
		return nil
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
