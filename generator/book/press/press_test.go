package press

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"handbook/generator/diag"
)

func TestBrowserThatIsNotThere(t *testing.T) {
	t.Setenv("HANDBOOK_BROWSER", "/nowhere/chromium")
	p := Start(context.Background(), Limits{})
	defer p.Close()
	_, err := p.Open()
	want := "HANDBOOK_BROWSER names no program: \"/nowhere/chromium\""
	if err == nil || err.Error() != want || diag.Hint(err) == "" {
		t.Errorf("error %v, want %q", err, want)
	}
}

func TestOldBrowser(t *testing.T) {
	for product, old := range map[string]bool{"HeadlessChrome/78.0.3904.108": true, "Chrome/130.0.0.0": true, "HeadlessChrome/131.0.0.0": false, "Other/1": false} {
		if err := checkVersion(product); (err != nil) != old || old && diag.Hint(err) == "" {
			t.Errorf("%s: %v", product, err)
		}
	}
}

// What the system tells of a program's end is said in words.
func TestEnded(t *testing.T) {
	for script, want := range map[string]string{
		"exit 3": "it ended by itself (exit status 3)", "kill -KILL $$": "it was ended from outside (signal: killed)", "exit 137": "it was ended from outside (exit status 137)",
		"exit 139": "it crashed (exit status 139)", "kill -ABRT $$": "it crashed (signal: aborted",
	} {
		var exit *exec.ExitError
		if err := exec.Command("sh", "-c", script).Run(); !errors.As(err, &exit) {
			t.Fatal(err)
		}
		err := trouble(context.Background(), "print the book", 0, exit)
		if !strings.HasPrefix(err.Error(), "the browser could not print the book: "+want) || diag.Hint(err) == "" {
			t.Errorf("%s: %v, want %q", script, err, want)
		}
	}
}
