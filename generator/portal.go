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
	"handbook/generator/offline"
	"handbook/generator/pack"
	"handbook/generator/portal"
	"handbook/generator/verify"
)

// writePortal tells the theme what the web desk has said. Values that are wrong are named and left out: the site is built without.
func writePortal(o options, stderr io.Writer) (portal.Config, error) {
	config, findings := portal.Load(o.data)
	diag.Print(stderr, findings)
	if len(findings) > 0 {
		fmt.Fprintf(stderr, "%s in %s; the site is built without what they are about\n", plural(len(findings), "fault"), filepath.Join(o.data, portal.FileName))
	}
	return config, config.WriteParams(o.portal)
}

// inspect prints the findings about site.toml and holds the published folder against every clause.
func inspect(o options, stderr io.Writer) (portal.Config, portal.Report, []diag.Finding, error) {
	config, findings := portal.Load(o.data)
	diag.Print(stderr, findings)
	report, err := portal.Check(config, o.in)
	if err != nil {
		return config, report, findings, err
	}
	switch differences, n, err := verify.Against(context.Background(), o.in, o.in); {
	case err != nil:
		return config, report, findings, err
	case len(differences) > 0:
		first := differences[0]
		report.Rows = append(report.Rows, portal.Row{Verdict: portal.Broken, Clause: "未被改动", Expected: "与 manifest.json 一致",
			Found: fmt.Sprintf("%d 个文件不一致（%v）", len(differences), first.Kind), Page: first.Path})
	default:
		report.Rows = append(report.Rows, portal.Row{Clause: "未被改动", Expected: "与 manifest.json 一致", Found: fmt.Sprintf("%d 个文件一致", n)})
	}
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
				fmt.Fprintf(stderr, "不合格 wrong: %s · %s · %s · %s\n", row.Clause, row.Expected, row.Found, row.Page)
			}
		}
		return fmt.Errorf("not packed: %s is not ready for the portal\n  hint: fill in %s, make, and look at `handbook portal`", o.in, filepath.Join(o.data, portal.FileName))
	}
	date, _ := time.Parse("2006-01-02 15:04", config.Value("content.published"))
	wholes, err := fs.Glob(os.DirFS(o.in), "*/"+offline.Name)
	if err != nil {
		return err
	}
	headers, err := portal.Headers(wholes)
	if err != nil {
		return err
	}
	packed, err := pack.Write(pack.Config{Public: o.in, Headers: headers, Date: date, Address: config.Value("site.address"), File: o.out})
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %d files, %d kB, SHA-256 %s\n", o.out, packed.Files, packed.Size/1000, packed.SHA256)
	return nil
}

// compareCopy names what differs between a published copy and the site that was built.
func compareCopy(o options, stdout, stderr io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	differences, n, err := verify.Against(ctx, o.against, o.in)
	if err != nil {
		return err
	}
	for _, d := range differences {
		fmt.Fprintf(stdout, "%v  %s\n", d.Kind, d.Path)
	}
	if len(differences) > 0 {
		fmt.Fprintf(stderr, "%s in %d files: %s is not the site of %s\n", plural(len(differences), "difference"), n, o.in, o.against)
		return errFindings
	}
	note := ""
	if strings.Contains(o.in, "://") {
		note = "; what else the server has it does not say"
	}
	fmt.Fprintf(stdout, "%s: %d 个文件一致 files are as they were built%s\n", o.in, n, note)
	return nil
}
