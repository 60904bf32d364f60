package press

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/chromedp/chromedp"

	"handbook/generator/browser"
	"handbook/generator/diag"
)

// errPageCrashed is the cause when the process of a page has ended and the browser goes on: no answer would come.
var errPageCrashed = errors.New("the process of its page crashed or was killed")

const (
	again      = "run it again; if it stays so, HANDBOOK_BROWSER may name another browser"
	namespaces = "allow unprivileged user namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns=0), " +
		"or run it as another user"
	memory = "a system that runs out of memory ends the largest program: close others, or use a computer with more, " +
		"and run it again"
)

// explain says why the browser could not do its work, and what to do. How a program ended says more than the error of
// the call that it ended in, and that says more than the time it took.
func explain(ctx context.Context, work string, limit time.Duration, err error) error {
	could := "the browser could not " + work + ": "
	var exit *exec.ExitError
	switch {
	case errors.Is(err, browser.ErrNone), errors.Is(err, browser.ErrNamed), errors.As(err, new(oldError)):
		return err
	case errors.As(err, &exit):
		what, hint := ended(exit.ProcessState)
		return diag.Errorf(hint, "%s%s", could, what)
	case errors.Is(context.Cause(ctx), errPageCrashed):
		return diag.Errorf(memory, "%s%w", could, errPageCrashed)
	case errors.Is(err, context.DeadlineExceeded):
		return diag.Errorf(again, "the browser did not %s within %s and was ended", work, limit)
	case errors.Is(err, context.Canceled), errors.Is(err, chromedp.ErrTargetDetached):
		return diag.Errorf(again, "%sit ended by itself", could)
	}
	if sandbox.MatchString(err.Error()) {
		return diag.Errorf(namespaces, "%sthe system does not let it have a sandbox", could)
	}
	return diag.Errorf(again, "%s%s", could, brief(err.Error()))
}

var sandbox = regexp.MustCompile(`(?i)no usable sandbox|sandbox.*(not permitted|EPERM)|setuid sandbox`)

// ended says how a program ended. Where a shell had started it, its exit code is 128 and the signal's number.
func ended(state *os.ProcessState) (what, hint string) {
	signal := syscall.Signal(0)
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		signal = status.Signal()
	} else if code := state.ExitCode(); code > 128 && code < 160 {
		signal = syscall.Signal(code - 128)
	}
	switch signal {
	case 0:
		return fmt.Sprintf("it ended by itself (%s)", state), again
	case syscall.SIGKILL, syscall.SIGTERM:
		return fmt.Sprintf("it was ended from outside (%s)", state), memory
	}
	return fmt.Sprintf("it crashed (%s)", state), again
}

// mostLines is how many lines of the browser's output are repeated: the last ones say why it ended.
const mostLines = 3

func brief(said string) string {
	lines := strings.FieldsFunc(said, func(r rune) bool { return r == '\n' || r == '\r' })
	if len(lines) > mostLines+1 {
		lines = append(append(lines[:1:1], "…"), lines[len(lines)-mostLines:]...)
	}
	return strings.Join(lines, "\n  ")
}

// oldest is the first Chromium that prints running heads and page numbers as the book's styles say.
const oldest = 131

// An oldError is the version of a browser that would print the book without them.
type oldError struct{ version int }

func (e oldError) Error() string {
	return fmt.Sprintf("the browser is too old for the book: Chromium %d", e.version)
}

var versionNumber = regexp.MustCompile(`Chrom(?:e|ium)/(\d+)`)

// checkVersion refuses a browser that is too old. product is its name and version, as in HeadlessChrome/156.0.8078.108.
func checkVersion(product string) error {
	m := versionNumber.FindStringSubmatch(product)
	if m == nil {
		return nil // not Chromium by its name: it may print well
	}
	if version, err := strconv.Atoi(m[1]); err == nil && version < oldest {
		hint := fmt.Sprintf("install version %d or later, or name its program in HANDBOOK_BROWSER", oldest)
		return diag.WithHint(oldError{version}, hint)
	}
	return nil
}
