package hugo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"handbook/generator/diag"
	"handbook/generator/disk"
)

// A page takes Hugo a millisecond or less; a start takes half a second. What takes a hundred times as long does not
// end: a template that waits for itself, most often.
const (
	limitBase = 2 * time.Minute
	limitPage = 50 * time.Millisecond
)

func limitOf(pages int) time.Duration { return limitBase + time.Duration(pages)*limitPage }

// Hugo may wait for itself for ever once a disk is full, or once it has told of another error. So long it is waited
// for.
const (
	afterFull  = 3 * time.Second
	afterError = 10 * time.Second
)

// Errors that end Hugo before its time.
var (
	errLimit = errors.New("over the limit")
	errFull  = errors.New("the disk is full")
	errStuck = errors.New("an error was told, and nothing came after")
)

// A Report says what Hugo wrote.
type Report struct {
	Pages, Files int
	Size         int64 // in bytes
}

// Render makes the site. Whatever goes wrong leaves c.Site empty: half a site must not be taken for one by the next
// step. What Hugo says about it goes to c.Output.
func (c Config) Render(ctx context.Context) (Report, error) {
	args, err := c.args()
	if err != nil {
		return Report{}, err
	}
	s, err := c.sources()
	if err != nil {
		return Report{}, err
	}
	if err := empty(c.Site); err != nil {
		return Report{}, fmt.Errorf("cannot prepare %s, for the site: %w", c.Site, err)
	}
	args = append(args, "--destination", c.Site, "--printPathWarnings", "--printUnusedTemplates", "--printI18nWarnings")
	report, err := c.render(ctx, args, s)
	if err != nil {
		err = errors.Join(err, empty(c.Site))
	}
	return report, err
}

// render runs Hugo and judges the run.
func (c Config) render(ctx context.Context, args []string, s *sources) (Report, error) {
	limit := cmp.Or(c.Limit, limitOf(s.pages))
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	timer := time.AfterFunc(limit, func() { stop(errLimit) })
	defer timer.Stop()
	out := &said{}
	go c.watch(running, out, stop)
	err := run(running, c.Program, args, out)
	cause := context.Cause(running)
	switch {
	case ctx.Err() != nil:
		return Report{}, ErrStopped
	case errors.Is(err, errStart):
		return Report{}, c.cannotStart(err)
	}
	errs, warnings := messages(out.String())
	if err != nil || len(warnings) > 0 {
		c.say(append(errs, warnings...))
	}
	if reason := out.diskError(); err != nil && reason != nil {
		return Report{}, c.diskFault(reason)
	}
	switch {
	case errors.Is(cause, errFull) && err != nil:
		return Report{}, c.diskFault(noRoom)
	case errors.Is(cause, errLimit) && err != nil:
		return Report{}, diag.Errorf("a template that waits for itself does that; look at the one changed last, or at how busy "+
			"this computer is",
			"hugo did not end within %v for %d pages", limit.Round(time.Second/10), s.pages)
	case errors.Is(cause, errStuck) && err != nil:
		return Report{}, diag.Errorf("the first line above says where",
			"hugo could not make the site, and did not end by itself")
	case err != nil && len(errs) == 0:
		return Report{}, diag.Errorf("a computer short of memory does that", "hugo ended without a reason: %w", err)
	case err != nil:
		return Report{}, diag.Errorf("the first line above says where; content/ holds the pages, themes/ the templates",
			"hugo could not make the site: %w", err)
	case len(warnings) > 0:
		// A page printed twice, a template nobody uses, a missing translation are mistakes.
		return Report{}, fmt.Errorf("hugo made the site, but with %d of its warnings; it must build without one", len(warnings))
	}
	return c.check(s)
}

// watch ends Hugo once it has no room for what it writes, or has failed and does not end.
func (c Config) watch(ctx context.Context, out *said, stop context.CancelCauseFunc) {
	const interval = 250 * time.Millisecond
	tick := time.NewTicker(interval)
	defer tick.Stop()
	var full, failed time.Duration // for so long
	for full < afterFull && failed < afterError {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if space, known := disk.Of(c.Site); known && space.Full || out.diskError() != nil {
			full += interval
		} else {
			full = 0
		}
		if out.failed() {
			failed += interval
		}
	}
	if full >= afterFull {
		stop(errFull)
	}
	stop(errStuck) // the first reason counts
}

// diskFault is called while half the site lies on the disk; the room that counts is what it had before.
func (c Config) diskFault(reason error) error {
	err := fmt.Errorf("hugo could not write the site: %w", &fs.PathError{Op: "write", Path: c.Site, Err: reason})
	if !errors.Is(reason, noRoom) {
		return diag.WithHint(err, disk.Hint(err))
	}
	cleared := empty(c.Site)
	room := ""
	if space, known := disk.Of(c.Site); known {
		room = fmt.Sprintf(": the site is larger than what it had, %v", space)
	}
	return errors.Join(diag.WithHint(err, "make room on the disk of "+c.Site+room), cleared)
}

// mostSays is how many of Hugo's messages are shown: one mistake in a template comes once a page.
const mostSays = 20

func (c Config) say(messages []string) {
	for _, m := range messages[:min(len(messages), mostSays)] {
		fmt.Fprintln(c.Output, m)
	}
	if more := len(messages) - mostSays; more > 0 {
		fmt.Fprintf(c.Output, "… and %d more\n", more)
	}
}

// empty removes what is in a folder, and not the folder: it may be a disk of its own. It sees that the folder can be
// written to, which Hugo, when it cannot, waits for.
func empty(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		err = errors.Join(err, os.RemoveAll(filepath.Join(folder, entry.Name())))
	}
	if err != nil {
		return err
	}
	probe, err := os.CreateTemp(folder, ".hugo-*")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}
