package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"handbook/generator/content"
	"handbook/generator/list"
	"handbook/generator/page"
)

var update = flag.Bool("update", false, "write what came out into testdata")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"handbook":   main,
		"hugo":       func() { standIn(0) },
		"hugo-fails": func() { standIn(3) },
	})
}

// standIn is the Hugo in the scripts: it says what it was called with.
func standIn(status int) {
	fmt.Println("hugo", strings.Join(os.Args[1:], " "))
	os.Exit(status)
}

// A script starts with the sample county in data/ and its pages in content/. Its own commands:
//
//	edit FILE OLD NEW        replace a text that stands once in a file; \n is a line end, \t a tab, \xff a byte
//	                         that is not UTF-8, \0 one that is no text
//	pipe FILE                a pipe that nobody writes to in the file's place
//	fails STATUS PROGRAM …   the program ends with this status, and data/, content/ and public/ are as they were
//	restore                  put data/ back
//	word FILE TEXT           make a Word file of a text
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			data := filepath.Join(env.WorkDir, "data")
			if err := os.CopyFS(data, os.DirFS("testdata/county")); err != nil {
				return err
			}
			county, _ := list.Load(data)
			_, err := content.Write(filepath.Join(env.WorkDir, "content"), content.Files(page.All(county)))
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"edit": edit, "pipe": pipe, "fails": fails, "restore": restore, "word": word,
		},
	})
}

func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit file old new")
	}
	lines := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\xff`, "\xff", `\0`, "\x00")
	text, old := ts.ReadFile(args[0]), lines.Replace(args[1])
	if n := strings.Count(text, old); n != 1 {
		ts.Fatalf("%q stands %d times in %s", old, n, args[0])
	}
	text = strings.Replace(text, old, lines.Replace(args[2]), 1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

func pipe(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: pipe file")
	}
	os.Remove(ts.MkAbs(args[0]))
	ts.Check(syscall.Mkfifo(ts.MkAbs(args[0]), 0o644))
}

func fails(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: fails status program [argument …]")
	}
	before := state(ts)
	err := ts.Exec(args[1], args[2:]...)
	status := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		status = exit.ExitCode()
	}
	if fmt.Sprint(status) != args[0] {
		ts.Fatalf("status %d, want %s (%v)", status, args[0], err)
	}
	if state(ts) != before {
		ts.Fatalf("it failed, but changed files")
	}
}

// state is every file below the folders that the program writes to or reads from, with its time and content.
func state(ts *testscript.TestScript) string {
	var b strings.Builder
	for _, dir := range []string{"data", "content", "public"} {
		filepath.WalkDir(ts.MkAbs(dir), func(file string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // the folder need not be there
			}
			info, err := d.Info()
			ts.Check(err)
			fmt.Fprintln(&b, file, info.Mode(), info.ModTime().Format(time.RFC3339Nano))
			if info.Mode().IsRegular() {
				text, err := os.ReadFile(file)
				ts.Check(err)
				fmt.Fprintf(&b, "%x\n", sha256.Sum256(text))
			}
			return nil
		})
	}
	return b.String()
}

func restore(ts *testscript.TestScript, neg bool, args []string) {
	county, err := filepath.Abs("testdata/county")
	ts.Check(err)
	ts.Check(os.RemoveAll(ts.MkAbs("data")))
	ts.Check(os.CopyFS(ts.MkAbs("data"), os.DirFS(county)))
}

// The pages are committed so that the list can be read in the repository: they must be those of the list.
func TestContentIsUpToDate(t *testing.T) {
	county, findings := list.Load("../data")
	for _, f := range findings {
		t.Error(f)
	}
	if t.Failed() {
		return
	}
	dir := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(dir, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	changes, err := content.Write(dir, content.Files(page.All(county)))
	if err != nil {
		t.Fatal(err)
	}
	if changes.Written+changes.Removed > 0 {
		t.Errorf("content/ is not up to date with data/: %d pages to write, %d to remove\n  hint: make pages",
			changes.Written, changes.Removed)
	}
}

// A report that could not be written is no success, whatever it says.
func TestOutputIsFull(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	var stderr strings.Builder
	status := run([]string{"check", "-data", "testdata/county", "-content", t.TempDir()}, full, &stderr)
	if status != 1 || stderr.String() != "handbook: error: cannot write the output: no space left on device\n" {
		t.Errorf("status %d, said %s", status, &stderr)
	}
}
