package importer

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
)

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
	if i.exact() {
		err = i.writeTo(trial)
	} else {
		err = i.register(trial)
	}
	if err != nil {
		return err
	}
	county, findings := list.Load(trial)
	for n := range findings {
		f := &findings[n]
		for _, text := range []*string{&f.File, &f.Message, &f.Hint} {
			*text = strings.ReplaceAll(*text, trial, i.options.Data)
		}
	}
	errs, _ := diag.Count(findings)
	switch {
	case errs > 0 && i.book != nil:
		return i.refuseBook(findings)
	case errs > 0:
		for _, f := range findings {
			if f.Severity == diag.Error {
				i.wrong = append(i.wrong, i.inDocument(f))
				fmt.Fprintln(i.options.Stderr, diag.Printable(i.wrong[len(i.wrong)-1]))
			}
		}
		return diag.Errorf("correct the document, and import it again",
			"the list would have %s; nothing was written", plural(errs, "error"))
	}
	for _, f := range findings {
		i.warn(f)
	}
	town := county.Towns[slices.IndexFunc(county.Towns, func(t *list.Town) bool { return t.ID == i.town.ID })]
	if i.exact() && i.town.Source == "" {
		i.proof = "没有官方文件的文字（source.txt），没有核对。"
		return nil
	}
	report := proof.Of(trial, town)
	i.proof = "清单已与文件原文逐字核对，完全一致。"
	if !report.Proved() {
		i.proof = fmt.Sprintf("清单与文件原文逐字核对，有 %d 处不一致，见下。", len(report.Findings))
	}
	if i.exact() && !report.Proved() {
		i.proof = "清单与官方文件的文字（source.txt）不一致，见下。"
		i.note(intake.Doubt, "", "清单与官方文件的文字（source.txt）不一致：%s。官方文件也这样改了的，换上它的文字；没有改的，把清单改回来",
			i.differing())
		return nil
	}
	for n, f := range countedOnce(report.Findings) {
		if n == mostDiffering {
			i.note(intake.Doubt, "", "与文件原文核对：还有 %d 处不同，`handbook proof` 会全部列出", len(report.Findings)-n)
			break
		}
		i.note(intake.Doubt, anID.FindString(f.Hint), "与文件原文核对：%s", sayInChinese(f))
	}
	return nil
}

// inDocument is an error in the list with its place in the document; where it is no item's, in the file that would be.
func (i *importing) inDocument(f diag.Finding) string {
	text, id := sayInChinese(f), i.itemOf(f)
	if id == "" || i.draft.Files[id] == "" {
		return strings.TrimSpace(fmt.Sprintf("%s %s:%d：%s", id, f.File, f.Line, text))
	}
	if strings.HasPrefix(f.Message, "no duties of ") {
		text += "。文件里空着的，写上“/”；没有空着的，可能打印时裁掉了，换 Word 文件导入"
	}
	for _, items := range i.town.Lists {
		for _, item := range items {
			if item.ID == id {
				text = fmt.Sprintf("“%s”：%s", item.Title, text)
			}
		}
	}
	return inOneLine(intake.Finding{Item: id, File: i.draft.Files[id], Place: i.draft.Places[id], Text: text})
}

// aCount is a finding of the comparison about how often a character stands there.
var aCount = regexp.MustCompile(`^'(.+)' counts (\d+) in the source and (\d+) in the list$`)

// countedOnce makes one finding of those about the characters of an item.
func countedOnce(all []diag.Finding) []diag.Finding {
	var once []diag.Finding
	first := map[string]int{} // of an item, in once
	for _, f := range all {
		m := aCount.FindStringSubmatch(f.Message)
		if m == nil {
			once = append(once, f)
			continue
		}
		said, id := fmt.Sprintf("“%s”%s→%s", m[1], m[2], m[3]), anID.FindString(f.Hint)
		if at, ok := first[id]; ok {
			once[at].Message += "、" + said
			continue
		}
		first[id] = len(once)
		f.Message = "这些字在文件里和在清单里的个数不同：" + said
		once = append(once, f)
	}
	return once
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
func (i *importing) write(trial string, registries []listfile.Registry) error {
	for _, r := range registries {
		text, err := r.Appended(i.path(r.Name))
		if err != nil {
			return err
		}
		i.files[r.Name] = text
	}
	return i.writeTo(trial)
}

// warn makes a finding of the check one of the report, with the item that it is about.
func (i *importing) warn(f diag.Finding) {
	short, err := filepath.Rel(i.options.Data, f.File)
	_, ours := i.files[short]
	if err != nil || !ours && filepath.Dir(short) != i.town.ID {
		return // it is not this town's
	}
	i.note(intake.Doubt, i.itemOf(f), "检查：%s", sayInChinese(f))
}

// itemOf is the item that a finding in a file of the list is about.
func (i *importing) itemOf(f diag.Finding) string {
	short, err := filepath.Rel(i.options.Data, f.File)
	if err != nil {
		return ""
	}
	text, ours := i.files[short]
	if !ours {
		text = i.base[short]
	}
	return itemAt(text, f.Line)
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
		names, err := filepath.Glob(filepath.Join(escapeGlob(i.options.Data), pattern))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			short, err := filepath.Rel(i.options.Data, name)
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
