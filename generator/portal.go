package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"handbook/generator/diag"
	"handbook/generator/list"
	"handbook/generator/offline"
	"handbook/generator/pack"
	"handbook/generator/portal"
	"handbook/generator/verify"
)

// writePortal tells the theme what the web desk has said. Values that are wrong are named and left out: the site is built without.
func writePortal(o options, county *list.County, stderr io.Writer) (portal.Config, error) {
	config, findings := portal.Load(o.data, ids(county))
	diag.Print(stderr, findings)
	if len(findings) > 0 {
		fmt.Fprintf(stderr, "%s in %s; the site is built without what they are about\n", plural(len(findings), "fault"), filepath.Join(o.data, portal.FileName))
	}
	return config, config.WriteParams(o.portal)
}

// ids are what the pages of a county call their parts by.
func ids(county *list.County) []string {
	var all []string
	for _, d := range county.Departments {
		all = append(all, d.ID)
	}
	for _, c := range county.Categories {
		all = append(all, c.ID)
	}
	for _, t := range county.Towns {
		all = append(all, t.ID)
	}
	return all
}

// inspect prints the findings about site.toml and holds the published folder against every clause.
func inspect(o options, stderr io.Writer) (portal.Config, portal.Report, []diag.Finding, error) {
	county, _ := list.Load(o.data) // what is wrong with it was said when the pages were written
	config, findings := portal.Load(o.data, ids(county))
	diag.Print(stderr, findings)
	report, err := portal.Check(config, o.in)
	if err != nil {
		return config, report, findings, err
	}
	copied, err := verify.Against(context.Background(), verify.Config{Original: o.in, Copy: o.in})
	if err != nil {
		return config, report, findings, err
	}
	row := portal.Row{Clause: "未被改动", Expected: "与 manifest.json 一致", Found: fmt.Sprintf("%d 个文件一致", copied.Files)}
	if !copied.Holds() {
		first := copied.Differences[0]
		row.Verdict, row.Found, row.Page = portal.Broken, fmt.Sprintf("%d 个文件不一致（%v）", len(copied.Differences), first.Kind), first.Path
	}
	report.Rows = append(report.Rows, row)
	return config, report, findings, nil
}

func checkPortal(o options, stdout, stderr io.Writer) error {
	_, report, findings, err := inspect(o, stderr)
	if err != nil {
		return err
	}
	report.Print(stdout)
	if len(findings) > 0 || report.Count(portal.Broken) > 0 {
		return errFindings
	}
	return nil
}

// packUp makes the zip for the web desk, unless something is wrong or missing, or the list does not account for the official text.
func packUp(o options, stdout, stderr io.Writer) error {
	county, _, err := load(o, stderr)
	if err != nil {
		return err
	}
	if !o.unproved && !proven(o.data, county, io.Discard, stderr) {
		return errors.New("not packed: the list does not account for the official text\n  hint: mend what is named above; " +
			"to pack it as it is, handbook package -unproved, or make package unproved=yes")
	}
	config, report, findings, err := inspect(o, stderr)
	if err != nil {
		return err
	}
	unset := config.Unset()
	if len(findings) > 0 || len(unset) > 0 || report.Count(portal.Broken) > 0 {
		for _, key := range unset {
			fmt.Fprintf(stderr, "未填写 unset: %s\n", portal.Describe(key))
		}
		for _, row := range report.Rows {
			if row.Verdict == portal.Broken {
				line := strings.Join([]string{row.Clause, row.Expected, row.Found, row.Page}, " · ")
				fmt.Fprintf(stderr, "不合格 wrong: %s\n", diag.Printable(line))
			}
		}
		return fmt.Errorf("not packed: %s is not ready for the portal\n  hint: fill in %s, make, and look at `handbook portal`",
			verify.Quoted(o.in), filepath.Join(o.data, portal.FileName))
	}
	date, _ := time.Parse("2006-01-02 15:04", config.Value("content.published"))
	headers, err := serverFiles(o.in)
	if err != nil {
		return err
	}
	packed, err := pack.Write(pack.Config{Public: o.in, Headers: headers, Date: date, Address: config.Value("site.address"), File: o.out})
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %d files, %d kB, SHA-256 %s\n", verify.Quoted(o.out), packed.Files, packed.Size/1000, packed.SHA256)
	return nil
}

// compareCopy names what differs between a published copy and the site that was built, and what it could not compare.
func compareCopy(o options, stdout, stderr io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	headers, err := serverFiles(o.against)
	if err != nil {
		return err
	}
	report, err := verify.Against(ctx, verify.Config{Original: o.against, Copy: o.in, Beside: map[string][]byte{
		".htaccess": headers[portal.ApacheHeaders], "web.config": headers[portal.IISHeaders],
	}})
	if err != nil {
		return err
	}
	report.Print(stdout)
	if !report.Holds() {
		fmt.Fprintf(stderr, "%s; held against %s\n", report.Summary(), verify.Quoted(o.against))
		return errFindings
	}
	fmt.Fprintln(stdout, report.Summary())
	return nil
}

// serverFiles are what the web desk is given for its servers, by name.
func serverFiles(public string) (map[string][]byte, error) {
	wholes, err := fs.Glob(os.DirFS(public), "*/"+offline.Name)
	if err != nil {
		return nil, err
	}
	return portal.Headers(wholes)
}
