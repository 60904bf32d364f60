package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"

	"handbook/generator/hugo"
)

// The version is not in manifest.json, which is the same on every machine: a program that was built from a checkout
// knows its revision, one that was built from a copy of the sources does not.
func versionCommand() command {
	flags := newFlags("version")
	var c hugo.Config
	hugoFlag(flags, &c.Program)
	return command{
		flags:    flags,
		summary:  "Print the versions of the handbook's generator and of Hugo.",
		details:  "The revision of the sources is named where go build recorded it.",
		examples: []string{"handbook version"},
		run:      func(s streams, _ []string) error { return runVersion(s, c) },
	}
}

func runVersion(s streams, c hugo.Config) error {
	build, _ := debug.ReadBuildInfo()
	fmt.Fprintf(s.stdout, "handbook %s %s %s/%s\n",
		buildVersion(build), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	version, err := c.Version(context.Background())
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, exec.ErrNotFound):
		version = "not built yet: make builds " + c.Program
	case err != nil:
		return err
	}
	fmt.Fprintf(s.stdout, "hugo %s\n", version)
	return nil
}

// buildVersion is the version of the module, or "devel", and the revision of the checkout where that was recorded.
func buildVersion(build *debug.BuildInfo) string {
	if build == nil {
		return "devel"
	}
	version := cmp.Or(strings.Trim(build.Main.Version, "()"), "devel")
	for _, setting := range build.Settings {
		switch {
		case setting.Key == "vcs.revision":
			version += " " + setting.Value
		case setting.Key == "vcs.modified" && setting.Value == "true":
			version += " modified"
		}
	}
	return version
}
