package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"handbook/generator/book/manuscript"
	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/portal"
	"handbook/generator/verify"
)

func portalCommand() command {
	flags := newFlags("portal")
	var data, public string
	dataFlag(flags, &data)
	publicFlag(flags, &public)
	return command{
		flags:   flags,
		summary: "Check the site against the rules for government portals.",
		details: "Each clause of the inspections of government websites is one line: what is asked, what the site " +
			"has, and whether that is enough. The values come from data/site.toml.",
		examples: []string{"handbook portal"},
		run:      func(s streams, _ []string) error { return runPortal(s, data, public) },
	}
}

func runPortal(s streams, data, public string) error {
	county, _ := list.Load(data) // for its ids alone: check reports its errors
	checked, err := inspect(data, county, public, s.stderr)
	if err != nil {
		return err
	}
	for _, town := range county.Towns {
		checked.report.Rows = append(checked.report.Rows, imprintRow(town))
	}
	checked.report.Print(s.stdout)
	if checked.faulty() || checked.report.Count(portal.Broken) > 0 {
		return errFindings
	}
	return nil
}

// imprintRow says whether all is told that a town's book must say of itself. The site can be packed without: no part of
// it says so.
func imprintRow(town *list.Town) portal.Row {
	row := portal.Row{
		Clause: "书的版权页", Expected: town.Name + "：编印单位、版本、日期等", Found: "齐全",
	}
	var missing []string
	for _, f := range manuscript.Imprint(town) {
		if f.Text == "" {
			missing = append(missing, f.Key+" "+f.Name)
		}
	}
	if len(missing) > 0 {
		row.Verdict = portal.Unset
		row.Found = "未填写：" + town.ID + "/town.toml 的 " + strings.Join(missing, "、")
	}
	return row
}

// An inspection is what was found out about the published folder.
type inspection struct {
	config   portal.Config
	findings []diag.Finding // about site.toml
	report   portal.Report
}

// faulty reports whether a value of site.toml is wrong.
func (i inspection) faulty() bool {
	errs, _ := diag.Count(i.findings)
	return errs > 0
}

// inspect prints the findings about site.toml and checks the published folder against every clause, the last being that
// it is as it was built.
func inspect(data string, county *list.County, public string, stderr io.Writer) (inspection, error) {
	config, findings := portal.Load(data, ids(county))
	diag.PrintMost(stderr, findings)
	report, err := portal.Check(config, public)
	if err != nil {
		return inspection{}, err
	}
	same, err := verify.Against(context.Background(), verify.Config{Original: public, Copy: public})
	if err != nil {
		return inspection{}, err
	}
	row := portal.Row{
		Clause: "未被改动", Expected: "与 manifest.json 一致", Found: fmt.Sprintf("%d 个文件一致", same.Files),
	}
	if !same.Holds() {
		first := same.Differences[0]
		row.Verdict, row.Page = portal.Broken, first.Path
		row.Found = fmt.Sprintf("%d 个文件不一致（%v）", len(same.Differences), first.Kind)
	}
	report.Rows = append(report.Rows, row)
	return inspection{config, findings, report}, nil
}
