package hugo

import (
	"debug/buildinfo"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/cache"
)

// keys gives each part the key of all that it is made from.
func (c Config) keys(parts []*part, f *folders, said map[string]string) error {
	common := cache.NewKey(renders, c.programVersion())
	for _, name := range c.settingsFiles() {
		text, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // what is not there, Hugo says
			return err
		}
		common.Add(name, text)
	}
	assets, err := sumTree(f.AssetDir, nil)
	if err != nil {
		return err
	}
	theme, err := sumTree(filepath.Join(f.ThemesDir, f.Theme), nil)
	if err != nil {
		return err
	}
	addTo(common, "theme", theme, func(string) bool { return true })
	towns := map[string]bool{}
	for _, p := range parts {
		towns[p.name] = true
	}
	// The pages of a town hold nothing of the search's data, which the county's front page publishes, and only the
	// pictures of the town.
	ofSearch := func(name string) bool { return strings.HasPrefix(name, "search/") }
	addTo(common, "assets", assets, func(name string) bool { return !ofSearch(name) && !towns[ofTown(name)] })
	all := common.Sum()
	for _, p := range parts {
		key := cache.NewKey(p.name)
		key.AddSum("common", all)
		addTo(key, "assets", assets, func(name string) bool {
			if p.name == County || p.name == whole {
				return ofSearch(name)
			}
			return ofTown(name) == p.name
		})
		for _, m := range p.mounts {
			if stubs, are := said[m.source]; are {
				key.Add("stubs of "+m.target, []byte(stubs))
				continue
			}
			files, err := sumTree(m.source, c.knownIn(m.source))
			if err != nil {
				return err
			}
			addTo(key, m.target, files, func(string) bool { return true })
		}
		p.key = key.Sum()
	}
	return nil
}

// ofTown is the folder of the town whose file a path may name: of its pages, or of its pictures.
func ofTown(name string) string {
	name = strings.TrimPrefix(name, "share/")
	town, _, _ := strings.Cut(name, "/")
	return town
}

// knownIn knows the checksums of files in a folder of pages, by their paths in it; of a page itself, by "".
func (c Config) knownIn(source string) func(name string) (cache.Sum, bool) {
	folder, err := filepath.Rel(c.Content, source)
	if err != nil || !filepath.IsLocal(folder) {
		return nil
	}
	folder = filepath.ToSlash(folder)
	return func(name string) (cache.Sum, bool) {
		sum, known := c.ContentSums[path.Join(folder, name)]
		return sum, known
	}
}

// sumTree is the SHA-256 of every file of a folder, by its path in it; of a file, its own, by "". What is not there has
// none. Files that are known are not read.
func sumTree(dir string, known func(name string) (cache.Sum, bool)) (map[string]cache.Sum, error) {
	var paths []string
	tree := map[string]cache.Sum{}
	add := func(name, _ string) error {
		if known != nil {
			if sum, ok := known(name); ok {
				tree[name] = sum
				return nil
			}
		}
		paths = append(paths, name)
		return nil
	}
	if info, err := os.Stat(dir); dir == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err == nil && !info.IsDir() {
		_ = add("", dir)
	} else if err := walk(dir, add); err != nil {
		return nil, err
	}
	sums, err := cache.SumsOf(dir, len(paths), func(i int) string { return paths[i] })
	if err != nil {
		return nil, err
	}
	for i, sum := range sums {
		tree[paths[i]] = sum
	}
	return tree, nil
}

func addTo(key *cache.Key, name string, tree map[string]cache.Sum, which func(string) bool) {
	for _, file := range slices.Sorted(maps.Keys(tree)) {
		if which(file) {
			key.AddSum(path.Join(name, file), tree[file])
		}
	}
}

// programVersion tells versions of Hugo apart, by what it was built from.
func (c Config) programVersion() string {
	if info, err := buildinfo.ReadFile(c.Program); err == nil {
		return info.String()
	}
	text, _ := os.ReadFile(c.Program) // a script, or an installed program of somebody's; Hugo's absence is told later
	return string(text)
}
