// Package content reads what people keep in the content folder beside the generated pages: pages written by hand, and
// the pictures and files that these show. Hugo would publish whatever lies there, and find a mistake in a page only in
// the HTML that it made of it, or not at all.
//
// What may stand there:
//   - pages, name.md, directly in the folder or in a town's; with a title in front matter between lines of ---, one heading # above
//     all else, and no HTML or call of Hugo's;
//   - pictures and PDF files, as long as a page shows or links to them.
package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/litter"
	"handbook/generator/markdown"
	"handbook/generator/page"
	"handbook/generator/record"
)

// Ignored are patterns of paths that Hugo is told to pass over, in ignoreFiles of its configuration: what systems,
// editors and a build that was killed leave behind.
var Ignored = []string{
	`[/\\](?i:thumbs\.db|ehthumbs\.db|desktop\.ini)$`,
	`[/\\][.~#][^/\\]*$`,
	`(~|(?i:\.(new|tmp|bak|orig|old|swp|swo|part|partial|crdownload)))$`,
}

var ignored = regexp.MustCompile(strings.Join(Ignored, "|"))

// files are the kinds of file, besides pages, that may be published.
var files = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf"}

var fileName = regexp.MustCompile(`^[a-z0-9]+([-_.][a-z0-9]+)*$`)

// folder is what is known of a content folder while it is checked.
type folder struct {
	dir       string
	generated map[string]*page.Page // by path
	towns     map[string]bool
	written   []string        // pages written by hand
	files     []string        // what they may show
	shown     map[string]bool // and do
	pages     []*page.Written
	found     []diag.Finding
}

// Read reads the pages that are written by hand, and says what is wrong in the content folder; with an error among the
// findings the pages are not fit for use. The generated pages are those that are about to be written: what hand-written
// pages link to.
func Read(dir string, generated []*page.Page) ([]*page.Written, []diag.Finding) {
	f := &folder{dir: dir, generated: map[string]*page.Page{}, towns: map[string]bool{}, shown: map[string]bool{}}
	for _, p := range generated {
		f.generated[p.Address.File()] = p
		if town, ok := strings.CutSuffix(p.Address.Path, "/preface"); ok {
			f.towns[town] = true
		}
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == dir {
			return fs.SkipAll
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil:
			f.report(diag.Error, rel, "cannot be read: "+record.Reason(err), "check its permissions")
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case rel == "." && !d.IsDir(): // the writing of the pages says so
		case d.IsDir():
			if rel != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir // as Hugo does
			}
		default:
			f.file(rel, d)
		}
		return nil
	})
	if err != nil {
		f.report(diag.Error, "", err.Error(), "")
	}
	for _, name := range f.written {
		f.page(name)
	}
	for _, file := range f.files {
		if !f.shown[file] {
			f.report(diag.Error, file, "no page shows this file or links to it, but it would be published", "link to it, or move it out of the folder of the pages")
			continue
		}
		f.picture(file)
	}
	return f.pages, diag.Sort(f.found)
}

func (f *folder) report(severity diag.Severity, name, message, hint string) {
	f.found = append(f.found, diag.Finding{Severity: severity, File: f.path(name), Message: message, Hint: hint})
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// file sorts a file by what it is.
func (f *folder) file(name string, d fs.DirEntry) {
	base := path.Base(name)
	what := litter.What(base)
	switch {
	case unfinished(base):
		return // ours: the next writing sweeps it away
	case ignored.MatchString("/" + name):
		if what == "" {
			what = "a hidden file or a working copy"
		}
		f.report(diag.Warning, name, "no page: "+what, "remove it; it is not published")
		return
	case what != "":
		f.report(diag.Error, name, "no page, but it would be published: "+what, "remove it, or give it a name of its own")
		return
	case !d.Type().IsRegular():
		f.report(diag.Error, name, "a link, a pipe or a device, not a file", "put a copy of the file in its place")
		return
	}
	if _, ok := f.generated[name]; ok {
		return
	}
	if f.isStale(name) {
		return
	}
	switch {
	case !fileName.MatchString(base):
		f.report(diag.Error, name, fmt.Sprintf("%q cannot be part of an address", base), "use small letters a-z, digits and single hyphens; what is not for publishing is kept elsewhere")
	case path.Ext(name) == ".md":
		f.admit(name)
	case slices.Contains(files, path.Ext(name)):
		f.files = append(f.files, name)
	default:
		f.report(diag.Error, name, "would be published, but is neither a page nor a picture", "move it out of the folder of the pages; published are .md, and what they show: "+strings.Join(files, " "))
	}
}

// isStale tells whether the file is a generated page that is no longer made: the next writing removes it.
func (f *folder) isStale(name string) bool {
	if path.Ext(name) != ".md" {
		return false
	}
	generated, err := markdown.Generated(f.path(name))
	return err == nil && generated
}

// admit takes a hand-written page, if it may stand where it does.
func (f *folder) admit(name string) {
	dir, base := path.Split(name)
	dir = strings.TrimSuffix(dir, "/")
	id := strings.TrimSuffix(base, ".md")
	switch {
	case dir != "" && !f.towns[dir]:
		f.report(diag.Error, name, "a page written by hand among those that are made of the list", "move it into "+f.dir+" itself or a town's folder")
	case id == "index" || id == "_index":
		f.report(diag.Error, name, "Hugo takes a page of this name for the folder's own", "give it another name")
	case dir == "" && (id == "404" || id == "departments" || f.towns[id]), dir != "" && slices.Contains([]string{"book", "offline", "basic", "joint", "reclaimed", "categories"}, id):
		f.report(diag.Error, name, "the site has a page of its own at this address", "give it another name")
	default:
		f.written = append(f.written, name)
	}
}

// exists tells whether a file stands in the content folder under exactly this name.
func (f *folder) exists(name string) bool {
	if _, ok := f.generated[name]; ok {
		return true
	}
	return slices.Contains(f.written, name) || slices.Contains(f.files, name)
}

// names are all that can be linked to.
func (f *folder) names() []string {
	all := slices.Concat(f.written, f.files)
	for name := range f.generated {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}
