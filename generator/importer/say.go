package importer

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"handbook/generator/diag"
	"handbook/generator/grid"
	"handbook/generator/intake"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// refuse prints the errors that were found in the documents.
func (i *importing) refuse() error {
	if lists := i.draft.Undeclared; len(lists) > 0 {
		return i.refuseFor(fmt.Sprintf("declare the list in %s, and import again; this may do (data/README.md says "+
			"what each line means):\n\n%s", i.path("lists.toml"), listfile.ListEntries(lists)))
	}
	return i.refuseFor("correct the document, and import it again")
}

// refuseFor is refuse with another way out.
func (i *importing) refuseFor(hint string) error {
	n := 0
	for _, f := range i.draft.Findings {
		if f.Level == intake.Error {
			n++
			fmt.Fprintln(i.options.Stderr, diag.Printable(inOneLine(f)))
		}
	}
	return diag.Errorf(hint, "%s in the documents; nothing was written",
		plural(n, "error"))
}

// inOneLine is a finding in one line: 松溪镇.docx 第 2 张表第 34 行 joint-034：….
func inOneLine(f intake.Finding) string {
	text := ""
	place := ""
	if f.Place != (grid.Place{}) {
		place = f.Place.String()
	}
	for _, part := range []string{f.File, place, f.Item} {
		if part != "" {
			text += part + " "
		}
	}
	if text != "" {
		text = text[:len(text)-1] + "："
	}
	return text + f.Text
}

// summarise says what was written, and what is to be looked at.
func (i *importing) summarise() error {
	out := i.options.Stdout
	all, each := 0, ""
	for n, id := range i.lists() {
		if items := len(i.town.Lists[id]); items > 0 || n < len(list.Kinds) {
			all += items
			each += fmt.Sprintf(", %d %s", items, id)
		}
	}
	fmt.Fprintf(out, "%s: %s, %s (%s)\n", i.folder(), i.town.Name, plural(all, "item"), each[2:])
	if i.bound != nil {
		fmt.Fprintf(out, "%s as the book carries them, SHA-256 %s as its imprint has it\n",
			plural(len(i.bound.files), "file"), i.bound.digest)
	}
	if ledger := i.draft.Ledger; !i.exact() {
		fmt.Fprintf(out, "%d of %s accounted for\n", ledger.Accounted(), plural(ledger.All, "character"))
	}
	for _, r := range i.added {
		fmt.Fprintf(out, "%s: %s added\n", i.path(r.Name), r.Count())
	}
	if i.old != nil {
		if len(i.files) == 0 {
			fmt.Fprintln(out, "the town's files say all that already: nothing was changed")
		} else {
			fmt.Fprintln(out, i.changed)
		}
		for _, name := range slices.Sorted(maps.Keys(i.files)) {
			if (i.exact() || filepath.Dir(name) != ".") && filepath.Base(name) != stampFile {
				became := "changed"
				if i.files[name] == nil {
					became = "removed"
				}
				fmt.Fprintf(out, "%s: %s\n", i.path(name), became)
			}
		}
	}
	fmt.Fprintf(out, "%s: what was read, to be looked at and ticked off\n", i.options.Report)
	var doubts []intake.Finding
	for _, f := range i.draft.Findings {
		if f.Level == intake.Doubt {
			doubts = append(doubts, f)
		}
	}
	if len(doubts) == 0 {
		return nil
	}
	fmt.Fprintf(i.options.Stderr, "%s to be looked at:\n", plural(len(doubts), "thing"))
	for n, f := range doubts {
		if n == diag.Most {
			fmt.Fprintf(i.options.Stderr, "… and %d more\n", len(doubts)-n)
			break
		}
		fmt.Fprintln(i.options.Stderr, "  "+diag.Printable(inOneLine(f)))
	}
	return ErrDoubts
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
