package importer

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
)

// stampFile has checksums of a town's files as the last import left them: what still is so is nobody's own work.
const stampFile = ".imported"

func (i *importing) stamp() {
	before := string(i.base[filepath.Join(i.town.ID, stampFile)])
	var b strings.Builder
	for _, name := range i.townFiles() {
		file, ours := i.files[filepath.Join(i.town.ID, name)]
		if !ours && i.compared(name) { // it says what the documents say
			file, _ = os.ReadFile(filepath.Join(i.folder(), name))
		}
		if file != nil {
			b.WriteString(strings.Join(seals(name, file), ""))
			continue
		}
		for line := range strings.Lines(before) {
			if rest := line[strings.Index(line, " ")+1:]; strings.HasPrefix(rest, " "+name) {
				b.WriteString(line)
			}
		}
	}
	i.files[filepath.Join(i.town.ID, stampFile)] = []byte(b.String())
}

// compared reports whether a file was compared with the documents: a list that they do not have was not.
func (i *importing) compared(name string) bool {
	return name == "town.toml" || len(i.draft.Town.Lists[strings.TrimSuffix(name, ".toml")]) > 0
}

// townFiles are the names of the files that an import writes.
func (i *importing) townFiles() []string {
	names := []string{"source.txt", "town.toml"}
	for _, list := range i.lists() {
		names = append(names, list+".toml")
	}
	slices.Sort(names)
	return names
}

// seals are the checksums of a file in the stamp: of all of it; and of a TOML file without what every import keeps.
func seals(name string, file []byte) []string {
	all := []string{fmt.Sprintf("%x  %s\n", sha256.Sum256(file), name)}
	if strings.HasSuffix(name, ".toml") {
		all = append(all, fmt.Sprintf("%x  %s without notes\n", sha256.Sum256(kept.ReplaceAll(file, nil)), name))
	}
	return all
}

// kept are lines of a town's files that are the editor's, and stay whatever the documents say: notes, references, whom
// to call.
var kept = regexp.MustCompile(
	`(?m)^(\[contact\]|(note|phone|address|hours|web) *= *"([^"\\]|\\.)*"|see *= *\[[^\[\]]*\]|order *= *[0-9]+)` +
		`[ \t\r]*\n`)

// guard reports files that are to change and that somebody wrote in, where nothing else has what they say: neither git
// nor the last import.
func (i *importing) guard() error {
	if i.old == nil || i.options.Force || i.book != nil && !i.stale() { // what was written is in the workbook
		return nil
	}
	stamp := string(i.base[filepath.Join(i.town.ID, stampFile)])
	for _, name := range slices.Sorted(maps.Keys(i.files)) {
		before, was := i.base[name]
		base := filepath.Base(name)
		added := filepath.Dir(name) == "." && !i.exact() // to the registries is only added
		if !was || added || base == stampFile {
			continue
		}
		own := seals(base, before)
		if i.notesGo[base] || i.bound != nil { // with their items, or with the whole file
			own = own[:1]
		}
		known := slices.ContainsFunc(own, func(seal string) bool { return strings.Contains(stamp, seal) })
		if known || committed(i.path(name)) {
			continue
		}
		return diag.Errorf("commit it with git, or keep a copy, and add -force: what the documents say replaces it",
			"%s has changes that are kept nowhere else; nothing was written", i.path(name))
	}
	return nil
}

// committed reports whether git has a file as it is.
func committed(file string) bool {
	folder, name := filepath.Split(file)
	git := exec.Command("git", "-C", folder, "status", "--porcelain", "--ignored", "--", name)
	git.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0")
	out, err := git.Output()
	return err == nil && len(bytes.TrimSpace(out)) == 0
}
