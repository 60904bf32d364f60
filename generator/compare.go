package main

import (
	"fmt"
	"io"

	"handbook/generator/alike"
	"handbook/generator/disk"
	"handbook/generator/list"
	"handbook/generator/listbook"
	"handbook/generator/page"
	"handbook/generator/wordbreak"
)

func compareCommand() command {
	flags := newFlags("compare")
	var data, out string
	dataFlag(flags, &data)
	flags.StringVar(&out, "out", "", "Write it as a workbook into `FILE`, too.")
	return command{
		flags:   flags,
		summary: "Print where the towns' lists disagree.",
		details: "For the county's staff: what the lists of the towns say otherwise of what a department does, which " +
			"departments an item names, and titles, categories, numbers; which items only some towns have. A " +
			"department is the same for all towns, so that such a difference is a question to be settled. What " +
			"most towns say comes first; words that only they have stand in [-…-], those of the others in {+…+}. " +
			"Items are matched by title, or by likeness, which is said.",
		examples: []string{"handbook compare", "handbook compare -out differences.xlsx"},
		run:      func(s streams, _ []string) error { return runCompare(s, data, out) },
	}
}

func runCompare(s streams, data, out string) error {
	county, findings := list.Load(data)
	if err := report(findings, s.stderr); err != nil {
		return err
	}
	matters := alike.Of(county)
	all := alike.Disagreements(county, matters)
	printDisagreements(s.stdout, county, matters, all)
	if out == "" {
		return nil
	}
	file, err := listbook.Compare(county, page.TitleWords(county), all)
	if err != nil {
		return err
	}
	if err := disk.WriteFile(out, file); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "\n%s: %s\n", out, plural(len(all), "difference"))
	return nil
}

// printDisagreements prints them by department, or by what they are about, and then by item.
func printDisagreements(w io.Writer, county *list.County, matters []alike.Matter, all []alike.Disagreement) {
	shared, same := 0, 0
	for _, m := range matters {
		if len(m.Lacking) == 0 {
			shared++
			if m.One() {
				same++
			}
		}
	}
	fmt.Fprintf(w, "%s：%d 个%s，%d 件事；都有的 %d 件，其中 %d 件一字不差；不一致 %d 处。\n", county.Towns[0].County,
		len(county.Towns), county.Words.Towns, len(matters), shared, same, len(all))
	words := page.TitleWords(county)
	var group string
	var matter *alike.Matter
	for _, d := range all {
		if g := groupOfDisagreement(d); g != group {
			fmt.Fprintf(w, "\n%s\n", g)
			group, matter = g, nil
		}
		if d.Matter != matter {
			matter = d.Matter
			fmt.Fprintf(w, "  %s %d %s\n", matter.Kind.Mark(), matter.Common.No, matter.Common.Title)
		}
		printDisagreement(w, county, words, d)
	}
}

// groupOfDisagreement is under which head it stands.
func groupOfDisagreement(d alike.Disagreement) string {
	if d.Department != nil {
		return d.Department.Name
	}
	return d.About.String()
}

func printDisagreement(w io.Writer, county *list.County, words *wordbreak.Words, d alike.Disagreement) {
	sure := ""
	if d.Sure != alike.Sure && d.About != alike.Absent {
		sure = "（" + d.Sure.String() + "）"
	}
	inA, inB := alike.Count(county, d.InA), alike.Count(county, d.InB)
	if d.About == alike.Absent {
		fmt.Fprintf(w, "    %s有，%s没有\n", inA, inB)
		return
	}
	what := d.About.String()
	if d.Heading {
		what = "小标题"
	}
	fmt.Fprintf(w, "    %s：%s\n      %s ／ %s%s\n", what, alike.Marked(words, d.A, d.B), inA, inB, sure)
}
