// Command runtests runs the tests of the generator and says what go test says, as each package ends, with a line for
// each test that took long or was skipped, and at the close how many passed, failed and were skipped. Its exit status
// is go test's.
//
//	go run ./generator/runtests          all tests; what this computer cannot run, fails
//	go run ./generator/runtests -short   those that need no browser
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"handbook/generator/needs"
)

// long is from when on a test has a line of its own: those of a browser take minutes together, and say nothing
// meanwhile.
const long = 10 * time.Second

// The tests of the built site time some pages, before all others and with nothing beside them; then two of them at a
// time share the processors. More would only hinder each other: each has a browser with many processes.
const (
	built = "handbook/generator/built"
	tabs  = "2"
)

func main() {
	short := flag.Bool("short", false, "leave out the tests that need a browser")
	flag.Parse()
	r := report{out: os.Stdout, held: map[string][]string{}}
	err := r.all(*short)
	fmt.Printf("%d passed, %d failed, %d skipped\n", r.passed, r.failed, r.skipped)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		os.Exit(max(exit.ExitCode(), 1))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "runtests: error:", err)
		os.Exit(1)
	}
}

func (r *report) all(short bool) error {
	if short {
		return r.run("-short", "./generator/...")
	}
	os.Setenv(needs.Variable, "all")
	names, err := packages()
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(names, func(name string) bool { return name == built })
	return errors.Join(r.run(others...), r.run("-timeout", "60m", "-parallel", tabs, built))
}

func packages() ([]string, error) {
	cmd := exec.Command("go", "list", "./generator/...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	return strings.Fields(string(out)), err
}

// A report reads what go test -json says.
type report struct {
	out                     io.Writer
	held                    map[string][]string // what a test printed, until it is known whether anyone wants to see it
	passed, failed, skipped int
}

// An event is a line of go test -json; see go doc test2json.
type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

// run runs go test. The error is that of the command, or of reading what it says.
func (r *report) run(args ...string) error {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	readErr := r.read(out)
	return errors.Join(cmd.Wait(), readErr)
}

func (r *report) read(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) == nil {
				r.take(e)
			} else {
				r.out.Write(line) // not from a test
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// take shows what a test printed once it has failed, and at once what is said of a package as a whole.
func (r *report) take(e event) {
	key := e.Package + " " + e.Test
	switch {
	case e.Action == "output" && e.Test != "":
		r.held[key] = append(r.held[key], e.Output)
	case e.Action == "output" && e.Output != "PASS\n", e.Action == "build-output":
		io.WriteString(r.out, e.Output)
	case e.Test == "":
		if e.Action == "fail" { // a package that broke down leaves tests without an end
			r.showRest(e.Package)
		}
	case e.Action == "pass":
		r.passed++
	case e.Action == "skip":
		r.skipped++
		r.sayWhy(e.Test, r.held[key])
	case e.Action == "fail":
		r.failed++
		r.show(key)
	}
	if e.Test != "" && (e.Action == "pass" || e.Action == "skip") {
		delete(r.held, key)
		if e.Elapsed >= long.Seconds() && !strings.Contains(e.Test, "/") {
			fmt.Fprintf(r.out, "    %s %.0f s\n", e.Test, e.Elapsed)
		}
	}
}

// sayWhy names a test that was skipped, and its reason. In a short run they are many, and the reason is known.
func (r *report) sayWhy(test string, said []string) {
	for _, text := range said {
		if _, reason, ok := strings.Cut(text, "_test.go:"); ok && !strings.Contains(reason, needs.Short) {
			_, reason, _ = strings.Cut(reason, ": ")
			fmt.Fprintf(r.out, "    %s was skipped: %s\n", test, strings.TrimSpace(reason))
		}
	}
}

func (r *report) show(key string) {
	for _, text := range r.held[key] {
		if !strings.HasPrefix(text, "=== ") {
			io.WriteString(r.out, text)
		}
	}
	delete(r.held, key)
}

// showRest shows what the tests of a package printed that have not ended: each counts as failed.
func (r *report) showRest(name string) {
	for _, key := range slices.Sorted(maps.Keys(r.held)) {
		if strings.HasPrefix(key, name+" ") {
			r.failed++
			r.show(key)
		}
	}
}
