// Package needs is for tests that need more than Go: a browser, other programs, what make has built. Short runs (go
// test -short, which is how `make quick` calls it) leave them out. Any other run fails where something is missing and
// says what to run: a test that is skipped for lack of a program would look like one that has passed.
package needs

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Variable names the variable that `make test` sets to "all": then a test fails, too, where this computer cannot run
// it.
const Variable = "HANDBOOK_TEST"

// Short begins the reason of a test that a short run leaves out.
const Short = "not in a short run"

// Main runs a package's tests if what they need is there: files, which have a slash in their names, and programs.
// What only long tests need, no short run asks for.
func Main(m *testing.M, all, long []string) int {
	flag.Parse()
	advice := "`make quick` builds the site and runs every test without a browser; `make test` sets up and runs all"
	if !testing.Short() {
		all = append(all, long...)
		advice = "`make test` sets all up and runs every test; `make quick` leaves out those that need a browser"
	}
	var missing []string
	for _, one := range all {
		_, err := os.Stat(one)
		if !strings.Contains(one, "/") {
			_, err = exec.LookPath(one)
		}
		if err != nil {
			missing = append(missing, one)
		}
	}
	if len(missing) > 0 {
		fmt.Fprintf(os.Stderr, "missing: %s\n  hint: %s\n", strings.Join(missing, ", "), advice)
		return 1
	}
	return m.Run()
}

// Long leaves a test out of short runs; what says what it needs, or takes so long.
func Long(t testing.TB, what string) {
	t.Helper()
	if testing.Short() {
		t.Skipf("%s: %s", Short, what)
	}
}

// Program is the path of the first of the programs named that is installed. Where none is, the test fails.
func Program(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatalf("%s is missing\n  hint: `make checkers` installs it", strings.Join(names, " or "))
	return ""
}

// Unable skips a test that this computer cannot run as it is. Where all tests are asked for, it fails.
func Unable(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv(Variable) == "all" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// Documents is the folder of documents that offices' programs made, and of those made of the first town's list. They
// are not kept in the project: without them, a test of theirs is skipped.
func Documents(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("HANDBOOK_DOCUMENTS")
	if folder == "" {
		t.Skip("set HANDBOOK_DOCUMENTS to the folder of documents")
	}
	return folder
}
