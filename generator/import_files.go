package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/intake"
	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/proof"
	"handbook/generator/swap"
)

// plan decides which files of the town there will be.
func (i *importing) plan() error {
	if i.old != nil {
		return i.planChanges()
	}
	for name, text := range listfile.Write(i.town) {
		i.files[filepath.Join(i.town.ID, name)] = text
	}
	i.stamp()
	return nil
}

// check tries the result in a copy of the data folder: it must be without errors there, and is compared with the
// documents. What the registries lack is added.
func (i *importing) check() error {
	trial, err := os.MkdirTemp("", "handbook-import-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(trial)
	if i.base, err = i.copyTo(trial); err != nil {
		return err
	}
	if err := i.register(trial); err != nil {
		return err
	}
	county, findings := list.Load(trial)
	for n := range findings {
		f := &findings[n]
		for _, text := range []*string{&f.File, &f.Message, &f.Hint} {
			*text = strings.ReplaceAll(*text, trial, i.options.data)
		}
	}
	if errs, _ := diag.Count(findings); errs > 0 {
		diag.PrintMost(i.streams.stderr, findings)
		for _, f := range findings {
			if f.Severity == diag.Error {
				said := fmt.Sprintf("%s %s:%d：%s", i.itemOf(f), f.File, f.Line, sayInChinese(f))
				i.wrong = append(i.wrong, strings.TrimSpace(said))
			}
		}
		return diag.Errorf("correct the document, and import it again; the lines are those of the files that were not "+
			"written", "the list would have %s; nothing was written", plural(errs, "error"))
	}
	for _, f := range findings {
		i.warn(f)
	}
	town := county.Towns[slices.IndexFunc(county.Towns, func(t *list.Town) bool { return t.ID == i.town.ID })]
	report := proof.Of(trial, town)
	i.proof = "清单已与文件原文逐字核对，完全一致。"
	if !report.Proved() {
		i.proof = fmt.Sprintf("清单与文件原文逐字核对，有 %d 处不一致，见下。", len(report.Findings))
	}
	for n, f := range report.Findings {
		if n == mostDiffering {
			i.note(intake.Doubt, "", "与文件原文核对：还有 %d 处不同，`handbook proof` 会全部列出", len(report.Findings)-n)
			break
		}
		i.note(intake.Doubt, anID.FindString(f.Hint), "与文件原文核对：%s", sayInChinese(f))
	}
	return nil
}

// mostDiffering is how many differences from the documents' text are told one by one.
const mostDiffering = 20

// register adds to the registries of the trial what they lack.
func (i *importing) register(trial string) error {
	lacking, err := i.unknown()
	if err != nil {
		return err
	}
	if err := i.write(trial, lacking); err != nil {
		return err
	}
	county, findings := list.Load(trial)
	if errs, _ := diag.Count(findings); errs > 0 {
		return nil // said when it is loaded once more
	}
	i.added = i.entries(county, lacking)
	return i.write(trial, i.added)
}

// write puts what the registries get into the trial, and keeps it for the data folder.
func (i *importing) write(trial string, registries []registryFile) error {
	for _, r := range registries {
		text, err := r.appended(i.path(r.name))
		if err != nil {
			return err
		}
		i.files[r.name] = text
	}
	return i.writeTo(trial)
}

func (i *importing) writeTo(dir string) error {
	for name, text := range i.files {
		file := filepath.Join(dir, name)
		err := os.Remove(file)
		if text != nil {
			err = disk.WriteFile(file, text)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// copyTo copies the files of the list, and returns them.
func (i *importing) copyTo(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, pattern := range []string{"*.toml", "*/*.toml", "*/source.txt", "*/" + stampFile} {
		names, err := filepath.Glob(filepath.Join(escapeGlob(i.options.data), pattern))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			short, err := filepath.Rel(i.options.data, name)
			if err != nil {
				return nil, err
			}
			files[short] = text
			if err := disk.WriteFile(filepath.Join(dir, short), text); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
}

var globSigns = regexp.MustCompile(`[*?\[\\]`)

func escapeGlob(name string) string { return globSigns.ReplaceAllString(name, `\$0`) }

// warn makes a finding of the check one of the report, with the item that it is about.
func (i *importing) warn(f diag.Finding) {
	short, err := filepath.Rel(i.options.data, f.File)
	if _, ours := i.files[short]; err != nil || i.old != nil && !ours {
		return // it was so before
	}
	i.note(intake.Doubt, i.itemOf(f), "检查：%s", sayInChinese(f))
}

// itemOf is the item that a finding in a file that is to be written is about.
func (i *importing) itemOf(f diag.Finding) string {
	short, err := filepath.Rel(i.options.data, f.File)
	if err != nil {
		return ""
	}
	return itemAt(i.files[short], f.Line)
}

// anID is the id of an item, in a hint.
var anID = regexp.MustCompile(`\b[a-z]+-[0-9]{3,6}\b`)

var idLine = regexp.MustCompile(`(?m)^id = "([a-z]+-[0-9]+)"`)

// itemAt is the id of the item that a line of a list's file belongs to.
func itemAt(text []byte, line int) string {
	lines := bytes.SplitAfter(text, []byte("\n"))
	before := bytes.Join(lines[:min(max(line, 0), len(lines))], nil)
	if found := idLine.FindAllSubmatch(before, -1); len(found) > 0 {
		return string(found[len(found)-1][1])
	}
	return ""
}

// install writes the files: all of them, or none.
func (i *importing) install() (err error) {
	if len(i.files) == 0 {
		return nil
	}
	if err := os.MkdirAll(i.options.data, 0o755); err != nil {
		return err
	}
	unlock, err := swap.Lock(i.options.data, nil)
	if err != nil {
		return err
	}
	defer unlock()
	if err := i.unchanged(); err != nil {
		return err
	}
	if i.old == nil {
		return i.installNew()
	}
	return i.installChanges()
}

// unchanged reports files that somebody wrote since they were read.
func (i *importing) unchanged() error {
	for name := range i.files {
		now, err := os.ReadFile(i.path(name))
		if before, was := i.base[name]; was != (err == nil) || was && !bytes.Equal(now, before) {
			return diag.Errorf("import again", "%s was changed meanwhile; nothing was written", i.path(name))
		}
	}
	return nil
}

// installNew puts a new town's folder in its place in one step, after the registries.
func (i *importing) installNew() error {
	next := i.path("." + i.town.ID + ".new")
	if err := os.RemoveAll(next); err != nil {
		return err
	}
	defer os.RemoveAll(next)
	registries := map[string][]byte{}
	for name, text := range i.files {
		if rest, ok := strings.CutPrefix(name, i.town.ID+string(filepath.Separator)); ok {
			if err := disk.WriteFile(filepath.Join(next, rest), text); err != nil {
				return err
			}
		} else {
			registries[name] = text
		}
	}
	back, err := i.replace(registries)
	if err == nil {
		err = os.Rename(next, i.folder())
	}
	if err != nil {
		return errors.Join(err, back())
	}
	return nil
}

// installChanges writes what differs in an existing town's folder.
func (i *importing) installChanges() error {
	back, err := i.replace(i.files)
	if err != nil {
		return errors.Join(err, back())
	}
	return nil
}

// replace writes files under other names first, and renames them when all are there; back puts things as they were.
func (i *importing) replace(files map[string][]byte) (back func() error, err error) {
	var done []string
	back = func() error {
		var errs []error
		for _, name := range done {
			if before, was := i.base[name]; was {
				errs = append(errs, disk.WriteFile(target(i.path(name)), before))
			} else {
				errs = append(errs, os.Remove(i.path(name)))
			}
		}
		return errors.Join(errs...)
	}
	written := map[string]*disk.File{}
	for name, text := range files {
		if text == nil {
			continue
		}
		file, err := disk.Create(target(i.path(name)))
		if err != nil {
			return back, err
		}
		defer file.Discard()
		if _, err := file.Write(text); err != nil {
			return back, err
		}
		written[name] = file
	}
	for name := range files {
		if file := written[name]; file != nil {
			err = file.Commit()
		} else {
			err = os.Remove(i.path(name))
		}
		if err != nil {
			return back, err
		}
		done = append(done, name)
	}
	return back, nil
}

// target is the file that a name stands for: a link stays one.
func target(name string) string {
	if linked, err := filepath.EvalSymlinks(name); err == nil {
		return linked
	}
	return name
}
