package press

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"handbook/generator/browser"
	"handbook/generator/diag"
)

func TestBrowserThatIsNotThere(t *testing.T) {
	t.Setenv("HANDBOOK_BROWSER", "/nowhere/chromium")
	p := Start(context.Background(), Limits{})
	defer p.Close()
	_, err := p.Open()
	if err == nil {
		t.Fatal("no error")
	}
	text, hint := err.Error(), diag.Hint(err)
	if want := `HANDBOOK_BROWSER names no program: "/nowhere/chromium"`; text != want || hint == "" {
		t.Errorf("error %q, hint %q; want %q and a hint", text, hint, want)
	}
}

func TestOldBrowser(t *testing.T) {
	for product, old := range map[string]bool{
		"HeadlessChrome/78.0.3904.108": true, "Chrome/130.0.0.0": true, "Chromium/130.0.1.2": true,
		"HeadlessChrome/131.0.0.0": false, "Chrome/1000.0.0.0": false, "Other/1": false, "": false,
	} {
		err := checkVersion(product)
		if (err != nil) != old {
			t.Errorf("%s: %v", product, err)
		}
		if err == nil {
			continue
		}
		err = explain(context.Background(), "start", 0, err)
		text, hint := err.Error(), diag.Hint(err)
		if !strings.HasPrefix(text, "the browser is too old for the book: Chromium ") ||
			!strings.Contains(hint, "131") {
			t.Errorf("%s: error %q, hint %q", product, text, hint)
		}
	}
}

// What the system tells of a program's end is said in words.
func TestEnded(t *testing.T) {
	for script, want := range map[string]string{
		"exit 3":        "it ended by itself (exit status 3)",
		"kill -KILL $$": "it was ended from outside (signal: killed)",
		"kill -TERM $$": "it was ended from outside (signal: terminated)",
		"exit 137":      "it was ended from outside (exit status 137)",
		"exit 139":      "it crashed (exit status 139)",
		"kill -ABRT $$": "it crashed (signal: aborted",
	} {
		err := explain(context.Background(), "print the book", 0, endOf(t, script))
		text, hint := err.Error(), diag.Hint(err)
		if !strings.HasPrefix(text, "the browser could not print the book: "+want) || hint == "" {
			t.Errorf("%s: error %q, hint %q; want %q and a hint", script, text, hint, want)
		}
	}
}

// endOf is the error with which a shell ends that runs a script.
func endOf(t *testing.T, script string) error {
	t.Helper()
	var exit *exec.ExitError
	if err := exec.Command("sh", "-c", script).Run(); !errors.As(err, &exit) {
		t.Fatalf("%s: %v", script, err)
	}
	return exit
}

// Of several things that are known of a failure, the one that says most is told.
func TestTrouble(t *testing.T) {
	crashed, crash := context.WithCancelCause(context.Background())
	crash(errPageCrashed)
	const limit = 5 * time.Minute
	for _, c := range []struct {
		name string
		ctx  context.Context
		err  error
		want string
	}{
		{"too slow", context.Background(), context.DeadlineExceeded,
			"the browser did not print the book within 5m0s and was ended"},
		{"closed", context.Background(), context.Canceled, "the browser could not print the book: it ended by itself"},
		{"page closed", context.Background(), fmt.Errorf("waiting: %w", chromedp.ErrTargetDetached),
			"the browser could not print the book: it ended by itself"},
		{"page crashed", crashed, context.Canceled,
			"the browser could not print the book: the process of its page crashed or was killed"},
		{"crashed, and the page with it", crashed, endOf(t, "exit 139"),
			"the browser could not print the book: it crashed (exit status 139)"},
		{"crashed, and waited for too long", context.Background(),
			errors.Join(context.DeadlineExceeded, endOf(t, "exit 139")),
			"the browser could not print the book: it crashed (exit status 139)"},
		{"no sandbox", context.Background(), errors.New("[FATAL] No usable sandbox! Update your kernel"),
			"the browser could not print the book: the system does not let it have a sandbox"},
		{"anything else", context.Background(), errors.New("Printing failed (-32000)"),
			"the browser could not print the book: Printing failed (-32000)"},
	} {
		err := explain(c.ctx, "print the book", limit, c.err)
		text, hint := err.Error(), diag.Hint(err)
		if text != c.want || hint == "" {
			t.Errorf("%s: error %q, hint %q; want %q and a hint", c.name, text, hint, c.want)
		}
	}
	for _, known := range []error{browser.ErrNone, browser.ErrNamed, oldError{78}} {
		if err := explain(context.Background(), "start", limit, known); err != known {
			t.Errorf("of %v is made %v", known, err)
		}
	}
}

// Of what a browser says at its end, the first line and the last three are repeated.
func TestBrief(t *testing.T) {
	for said, want := range map[string]string{
		"":                        "",
		"one":                     "one",
		"1\n2\r\n3\n4":            "1\n  2\n  3\n  4",
		"1\n2\n3\n4\n5":           "1\n  …\n  3\n  4\n  5",
		"1\n\n2\n3\n4\n5\n6\n7\n": "1\n  …\n  5\n  6\n  7",
	} {
		if got := brief(said); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

func TestLimits(t *testing.T) {
	if got := (Limits{}).orUsual(); got.Start <= 0 || got.Print <= 0 {
		t.Errorf("no limits are %+v", got)
	}
	given := Limits{Start: time.Second, Print: time.Minute}
	if got := given.orUsual(); got != given {
		t.Errorf("%+v become %+v", given, got)
	}
}
