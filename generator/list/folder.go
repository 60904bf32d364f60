package list

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/litter"
	"handbook/generator/record"
)

// countyFiles are what may stand in the data folder beside the towns' folders.
var countyFiles = []string{"departments.toml", "categories.toml", listsFile, "synonyms.toml", "site.toml"}

func (l *loader) report(severity diag.Severity, file, message, hint string) {
	l.found = append(l.found, diag.Finding{Severity: severity, File: file, Message: message, Hint: hint})
}

// townFolders names the towns' folders among what the data folder holds, and reports what is neither one of them nor a
// file of the county.
func (l *loader) townFolders(dir string, entries []os.DirEntry) []string {
	var folders []string
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case l.litter(path, e):
		case e.Type()&fs.ModeSymlink != 0:
			l.link(path, countyFiles)
		case !e.IsDir():
			l.unread(path, countyFiles)
		case strings.HasPrefix(e.Name(), "."):
		default:
			folders = append(folders, e.Name())
		}
	}
	return folders
}

// link reports a link that stands where a folder is looked for: the list is reviewed and copied with its folder, and
// what lies elsewhere would be left out without a word. A link to a file is read as the file is.
func (l *loader) link(path string, files []string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		l.report(diag.Error, path, "a link to nothing: "+record.Reason(err),
			"remove it, or put in its place what it should lead to")
	case info.IsDir():
		l.report(diag.Error, path, "a link to a folder, which is not followed", "put the folder itself in its place")
	default:
		l.unread(path, files)
	}
}

// litter reports what a system or an editor left behind, and whether the file is such a one.
func (l *loader) litter(path string, e os.DirEntry) bool {
	what := litter.What(e.Name())
	if what == "" {
		return false
	}
	if e.IsDir() {
		if _, err := os.Lstat(filepath.Join(path, townFile)); err == nil {
			return false // somebody means it
		}
	}
	l.report(diag.Warning, path, "no part of the list: "+what, "remove it; it is not read")
	return true
}

// unread warns of a file that nobody reads: it may be a list under a name that is not quite right.
func (l *loader) unread(path string, files []string) {
	name := filepath.Base(path)
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case slices.Contains(files, name), strings.HasPrefix(name, "."):
		return
	case ext == ".html", ext == ".htm": // the portal's header or footer
		return
	case strings.HasPrefix(name, "README"): // for people
		return
	}
	hint := "keep it elsewhere; here stand " + strings.Join(files, ", ")
	if slices.Contains(l.townFiles(), name) {
		hint = "it belongs into the folder of its town"
	} else if slices.Contains(countyFiles, name) {
		hint = "it belongs into the folder above, beside the towns"
	} else if id, ok := listOf(name); ok && slices.Contains(files, townFile) {
		if l.unsure {
			return // it may be that of a list that is misspelt there
		}
		hint = fmt.Sprintf("a list of a town's own is declared in %s, beside the towns' folders, as [[list]] with "+
			"id = %q; otherwise keep it elsewhere", listsFile, id)
	} else if near, ok := record.Nearest(strings.TrimSuffix(strings.ToLower(name), ".txt"), files); ok {
		hint = fmt.Sprintf("should it be %s? otherwise keep it elsewhere", near)
	}
	l.report(diag.Warning, path, "nobody reads this file", hint)
}

// listOf is the id of the list that a file of this name would be, unless it is the misspelt name of another.
func listOf(name string) (id string, ok bool) {
	id, ok = strings.CutSuffix(name, ".toml")
	if !ok || !listID.MatchString(id) {
		return "", false
	}
	_, near := record.Nearest(id, []string{"town", Basic.id, Joint.id, Reclaimed.id, "proof"})
	return id, !near
}

// checkTownFolder reports what else a town's folder holds.
func (l *loader) checkTownFolder(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		l.report(diag.Error, dir, "cannot be read: "+record.Reason(err), "check the folder's permissions")
		return
	}
	townFiles := l.townFiles()
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case l.litter(path, e), slices.Contains(townFiles, e.Name()):
		case e.Type()&fs.ModeSymlink != 0:
			l.link(path, townFiles)
		case e.IsDir() && !strings.HasPrefix(e.Name(), "."):
			l.report(diag.Warning, path, "nobody reads this folder",
				"a town's folder holds files alone: keep it elsewhere")
		case !e.IsDir():
			l.unread(path, townFiles)
		}
	}
}
