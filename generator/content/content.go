// Package content is the content folder. It writes the pages of the list there, and reads what people put beside them:
// pages written by hand, and the pictures and files that these show. Hugo would publish any other file, too, and report
// a mistake in a page late or not at all.
//
// What may be there:
//   - pages, name.md, directly in the folder or in a town's; with a title in front matter between lines of ---, one
//     heading # at the top, and no HTML or call of Hugo's;
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

// Ignored are patterns of paths that Hugo does not publish, the same as ignoreFiles in its configuration: what systems,
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

// A folder is a content folder that is being checked.
type folder struct {
	dir       string
	generated Generated
	written   []string        // pages written by hand
	files     []string        // pictures and PDF files
	shown     map[string]bool // those that a page shows or links to
	pages     []*page.Written
	found     []diag.Finding
}

// Read reads the pages that are written by hand, and says what is wrong in the content folder. Where a finding is an
// error, the pages cannot be used. generated are the pages of the list, to which hand-written pages may link.
func Read(dir string, generated Generated) ([]*page.Written, []diag.Finding) {
	f := &folder{dir: dir, generated: generated, shown: map[string]bool{}}
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
		case rel == "." && !d.IsDir(): // Write says so
		case d.IsDir():
			if rel != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir // as Hugo does
			}
		default:
			f.checkFile(rel, d)
		}
		return nil
	})
	if err != nil {
		f.report(diag.Error, "", err.Error(), "")
	}
	for _, name := range f.written {
		f.checkPage(name)
	}
	for _, file := range f.files {
		if !f.shown[file] {
			f.report(diag.Error, file, "no page shows this file or links to it, but it would be published",
				"link to it, or move it out of the folder of the pages")
			continue
		}
		f.checkPicture(file)
	}
	return f.pages, diag.Sort(f.found)
}

func (f *folder) report(severity diag.Severity, name, message, hint string) {
	f.found = append(f.found, diag.Finding{Severity: severity, File: f.path(name), Message: message, Hint: hint})
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// checkFile notes a file that may be published, and reports another.
func (f *folder) checkFile(name string, d fs.DirEntry) {
	base := path.Base(name)
	what := litter.What(base)
	switch {
	case unfinished(base):
		return // Write removes it
	case ignored.MatchString("/" + name):
		if what == "" {
			what = "a hidden file or a working copy"
		}
		f.report(diag.Warning, name, "no page: "+what, "remove it; it is not published")
		return
	case what != "":
		f.report(diag.Error, name, "no page, but it would be published: "+what,
			"remove it, or give it a name of its own")
		return
	case !d.Type().IsRegular():
		f.report(diag.Error, name, "a link, a pipe or a device, not a file", "put a copy of the file in its place")
		return
	}
	if p, ok := f.generated[name]; ok && !p.orOwn || f.isStale(name) {
		return
	}
	switch {
	case !fileName.MatchString(base):
		f.report(diag.Error, name, fmt.Sprintf("%q cannot be part of an address", base),
			"use small letters a-z, digits and single hyphens; put what is not for publishing elsewhere")
	case path.Ext(name) == ".md":
		f.checkPlace(name)
	case slices.Contains(files, path.Ext(name)):
		f.files = append(f.files, name)
	default:
		f.report(diag.Error, name, "would be published, but is neither a page nor a picture",
			"move it out of the folder of the pages; published are .md, and what they show: "+strings.Join(files, " "))
	}
}

// isStale tells whether the file is a generated page that is not made any more: Write removes it.
func (f *folder) isStale(name string) bool {
	if path.Ext(name) != ".md" {
		return false
	}
	generated, err := markdown.Generated(f.path(name))
	return err == nil && generated
}

// checkPlace notes a hand-written page, if a page may have this path.
func (f *folder) checkPlace(name string) {
	dir, base := path.Split(name)
	dir = strings.TrimSuffix(dir, "/")
	id := strings.TrimSuffix(base, ".md")
	switch {
	case dir != "" && !f.generated.hasTown(dir):
		f.report(diag.Error, name, "a page written by hand among those that are made of the list",
			"move it into "+f.dir+" itself or a town's folder")
	case id == "index" || id == "_index":
		f.report(diag.Error, name, "Hugo takes a page of this name for the folder's own", "give it another name")
	case dir == "" && (id == "404" || f.generated.has(id+"/_index.md")),
		dir != "" && (slices.Contains(takenNames, id) || f.generated.has(dir+"/"+id+"/_index.md")):
		f.report(diag.Error, name, "the site has a page of its own at this address", "give it another name")
	default:
		f.written = append(f.written, name)
	}
}

// takenNames are those of what a town has beside its pages; its lists and folders are taken, too.
var takenNames = []string{"book", "offline"}

// exists tells whether the content folder has a file of exactly this name.
func (f *folder) exists(name string) bool { return slices.Contains(f.names(), name) }

// names are the files that can be linked to.
func (f *folder) names() []string {
	all := slices.Concat(f.written, f.files)
	for name := range f.generated {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}
