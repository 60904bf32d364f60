package hugo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"handbook/generator/cache"
	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/manifest"
)

// How long Hugo may take: more than fifty times as long as it does, which is half a second and a millisecond for each
// page. When it takes longer, it hangs: most often because a template waits for itself.
const (
	limitBase = 2 * time.Minute
	limitPage = 50 * time.Millisecond
)

func limitOf(pages int) time.Duration { return limitBase + time.Duration(pages)*limitPage }

// garbage says how much memory Hugo may leave uncollected before it looks for what it needs no longer. With Go's own
// limit, as much as it needs, that takes a quarter of its time. Four times as much costs 40 MB at the pages of a town;
// beyond some 150 MB in all it collects as it must: so it stays below 200 at the pages of a county of 120 towns, where
// it took 220. For many times as many pages, made in one run, Go's own limit is best.
func garbage(pages int) []string {
	if pages > manyPages {
		return nil
	}
	return []string{"GOGC=400", "GOMEMLIMIT=150MiB"}
}

const manyPages = 1000

// Hugo may hang after an error, or on a full disk. It is given this long to end.
const (
	afterFull  = 3 * time.Second
	afterError = 10 * time.Second
)

// Reasons for ending Hugo.
var (
	errLimit = errors.New("over the limit")
	errFull  = errors.New("the disk is full")
	errStuck = errors.New("it does not end after an error")
)

// A Report says what Hugo wrote.
type Report struct {
	Pages, Files int
	Size         int64 // in bytes
	Made, Parts  int   // of how many parts of the site so many were made; see [Config.Render]
	Lacks        int   // so many parts are not in the site: see [Config.Only]
	Kept         bool  // nothing had changed, and nothing was made

	// Sums are the checksums of the site's files, by their paths, as far as they are known.
	Sums map[string]cache.Sum
}

// Render makes the site. The site of a county of several towns has a part for each and one for the county's own pages:
// Hugo makes each alone, and only those that are not as they were. After an error the site is as it was, or empty, lest
// the next step takes half a site for one.
func (c Config) Render(ctx context.Context) (Report, error) {
	towns, err := c.towns()
	if err != nil {
		return Report{}, fmt.Errorf("cannot read the pages: %w", err)
	}
	var report Report
	if towns != nil && c.Records != "" {
		report, err = c.renderParts(ctx, towns)
	} else {
		report, err = c.renderWhole(ctx)
	}
	if err != nil {
		return report, err
	}
	return report, c.writeSitemap(towns)
}

// renderWhole makes the site in one run, if it is not as it was.
func (c Config) renderWhole(ctx context.Context) (Report, error) {
	store := cache.Store{Dir: c.Records}
	var p *part
	if c.Records != "" {
		var err error
		if p, err = c.whole(); err != nil {
			return Report{}, err
		}
		if p.files, p.fresh = store.Look(p.name, p.key, c.Site); p.fresh {
			// A run for several towns, that there are no more, may have been stopped.
			mark := os.RemoveAll(filepath.Join(c.Site, manifest.Unfinished))
			return Report{Sums: p.sums(), Kept: true}, errors.Join(mark, c.removeOthers(p.sums()))
		}
		if err := store.Forget(p.name); err != nil {
			return Report{}, err
		}
	}
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
	args = append(args, "--destination", c.Site, "--printPathWarnings", "--printI18nWarnings")
	report, err := c.render(ctx, args, s)
	if err != nil {
		return report, errors.Join(err, empty(c.Site))
	}
	f, err := c.folders()
	if err == nil {
		err = c.laySearch(f)
	}
	if err != nil {
		return report, errors.Join(err, empty(c.Site))
	}
	if p != nil {
		if err := p.list(c.Site); err != nil {
			return report, err
		}
		report.Sums = p.sums()
		err = store.Keep(p.name, p.key, p.files)
	}
	return report, err
}

// render runs Hugo and checks what came of it.
func (c Config) render(ctx context.Context, args []string, s *sources) (Report, error) {
	limit := cmp.Or(c.Limit, limitOf(s.pages))
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	timer := time.AfterFunc(limit, func() { stop(errLimit) })
	defer timer.Stop()
	out := &output{}
	if c.Working != nil {
		go c.tell(running, s.pages, limit)
	}
	go c.watch(running, out, stop)
	err := run(running, c.Program, args, out, garbage(s.pages)...)
	cause := context.Cause(running)
	switch {
	case ctx.Err() != nil:
		return Report{}, ErrStopped
	case errors.Is(err, errStart):
		return Report{}, c.cannotStart(err)
	}
	errs, warnings := messages(out.String())
	if err != nil || len(warnings) > 0 {
		c.print(append(errs, warnings...))
	}
	if reason := out.diskError(); err != nil && reason != nil {
		return Report{}, c.cannotWrite(reason)
	}
	switch {
	case errors.Is(cause, errFull) && err != nil:
		return Report{}, c.cannotWrite(syscall.ENOSPC)
	case errors.Is(cause, errLimit) && err != nil:
		return Report{}, diag.Errorf(
			"a template that waits for itself does that; look at the one changed last, or at how busy this computer is",
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
		// A page written twice, a missing translation: each is a mistake. An unused template is none: a list may be
		// without departments.
		return Report{}, fmt.Errorf("hugo made the site, but with %d of its warnings; it must build without one",
			len(warnings))
	}
	return c.check(s)
}

// tell says every second how long Hugo takes.
func (c Config) tell(ctx context.Context, pages int, limit time.Duration) {
	began, tick := time.Now(), time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			c.Working(pages, time.Since(began), limit)
		}
	}
}

// watch ends Hugo when the disk is full for a while, or when Hugo does not end after an error.
func (c Config) watch(ctx context.Context, out *output, stop context.CancelCauseFunc) {
	const interval = 250 * time.Millisecond
	tick := time.NewTicker(interval)
	defer tick.Stop()
	var full, failed time.Duration // for how long
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

// cannotWrite is the error of a site that the disk did not take. It clears c.Site before it asks how much room there
// is.
func (c Config) cannotWrite(reason error) error {
	err := fmt.Errorf("hugo could not write the site: %w", &fs.PathError{Op: "write", Path: c.Site, Err: reason})
	if !errors.Is(reason, syscall.ENOSPC) {
		return diag.WithHint(err, disk.Hint(err))
	}
	cleared := empty(c.Site)
	room := ""
	if space, known := disk.Of(c.Site); known {
		room = fmt.Sprintf(": the site is larger than what it had, %v", space)
	}
	return errors.Join(diag.WithHint(err, "make room on the disk of "+c.Site+room), cleared)
}

// mostPrinted is how many of Hugo's messages are printed: a mistake in a template may give one for each page.
const mostPrinted = 20

func (c Config) print(messages []string) {
	for _, m := range messages[:min(len(messages), mostPrinted)] {
		fmt.Fprintln(c.Output, m)
	}
	if more := len(messages) - mostPrinted; more > 0 {
		fmt.Fprintf(c.Output, "… and %d more\n", more)
	}
}

// empty removes what is in a folder, but not the folder: it may be a disk of its own. It makes sure that the folder can
// be written to, for Hugo would hang.
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
