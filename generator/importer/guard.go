package importer

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/diag"
)

// stampFile has the checksums of a town's files as the last import left them: what still is so is nobody's own work.
const stampFile = ".imported"

func (i *importing) stamp() {
	sums := map[string]string{}
	for _, name := range append(i.townFiles(), "town.toml") {
		file, ok := i.files[filepath.Join(i.town.ID, name)]
		if !ok {
			file, _ = os.ReadFile(filepath.Join(i.folder(), name))
		}
		if file != nil {
			sums[name] = fmt.Sprintf("%x  %s\n", sha256.Sum256(file), name)
		}
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		b.WriteString(sums[name])
	}
	i.files[filepath.Join(i.town.ID, stampFile)] = []byte(b.String())
}

// townFiles are the names of the files of the town's lists.
func (i *importing) townFiles() []string {
	names := []string{"source.txt", "proof.toml"}
	for _, list := range i.lists() {
		names = append(names, list+".toml")
	}
	return names
}

// guard reports files that are to change and that somebody wrote in, where nothing else has what they say: neither git
// nor the last import.
func (i *importing) guard() error {
	if i.old == nil || i.options.Force {
		return nil
	}
	stamp := string(i.base[filepath.Join(i.town.ID, stampFile)])
	for _, name := range slices.Sorted(maps.Keys(i.files)) {
		before, was := i.base[name]
		base := filepath.Base(name)
		if !was || filepath.Dir(name) == "." || base == stampFile { // to the registries is only added
			continue
		}
		if strings.Contains(stamp, fmt.Sprintf("%x  %s\n", sha256.Sum256(before), base)) || committed(i.path(name)) {
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
