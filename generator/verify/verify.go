// Package verify compares a published copy of the handbook, a folder or an address, with the manifest that the build
// wrote. It names every file that was changed, added or lost: whoever tampers with a page at the web server is found
// out, as long as the manifest is not that of the web server. What it could not compare it names too: only a copy of
// which every file was compared and is the same [Report.Holds].
//
// Names are those of files that anybody may have put there: they are quoted wherever they are printed. Of an address
// no message shows the user, the password or the query.
package verify

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"handbook/generator/diag"
	"handbook/generator/manifest"
)

// A Kind is what happened to a file.
type Kind int

// Changed, Added and Lost files are told apart. Added ones only in a folder: a web server does not say what else it
// has. An Unread file could not be compared.
const (
	Changed Kind = iota
	Added
	Lost
	Unread
)

func (k Kind) String() string {
	return [...]string{"改动 changed", "多出 added", "缺失 lost", "未比对 not compared"}[k]
}

// A Difference is one file that is not as the manifest has it, or of which that is not known.
type Difference struct {
	Kind   Kind
	Path   string // from the root of the site
	Reason string // of an Unread file
}

func (d Difference) String() string {
	if d.Reason == "" {
		return fmt.Sprintf("%v  %q", d.Kind, d.Path)
	}
	return fmt.Sprintf("%v  %q: %s", d.Kind, d.Path, d.Reason)
}

// Config says what is compared with what.
type Config struct {
	Original string // the folder with the manifest that is trusted
	Copy     string // a folder or an http address
	// Beside are files that the web desk was given for the root of the copy, by name: they may stand there.
	Beside map[string][]byte
	Pause  time.Duration // before a server that failed is asked again; 0 means half a second
	Wait   time.Duration // for a file of a server, a large one some more; 0 means a minute
}

// Against returns how the copy differs from the manifest. The manifest itself is compared too. An error means that
// nothing could be compared at all.
func Against(ctx context.Context, c Config) (Report, error) {
	files, err := listed(c.Original)
	if err != nil {
		return Report{}, err
	}
	from, err := c.source()
	if err != nil {
		return Report{}, err
	}
	report := Report{Copy: from.String(), Files: len(files)}
	compare(ctx, from, files, &report)
	report.Differences = append(report.Differences, from.others(files, c.Beside)...)
	if report.Left == 0 && report.Count(Unread) < len(files) {
		report.Note = from.note(ctx)
	}
	slices.SortFunc(report.Differences,
		func(a, b Difference) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Kind, b.Kind)) })
	return report, nil
}

// listed returns the files of a manifest, and the manifest as one of them.
func listed(original string) ([]manifest.File, error) {
	files, err := manifest.Files(original)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, diag.Errorf("make builds the site; -against names the folder with the manifest to trust",
			"there is no %s in %s", manifest.Name, Quoted(original))
	}
	return files, err
}

// A source is where a copy lies.
type source interface {
	fmt.Stringer // its name as it may be shown
	// same tells whether a file is the one listed: fs.ErrNotExist where there is none.
	same(ctx context.Context, f manifest.File) (bool, error)
	// patience is after how many failures in a row it is given up; 0 is never.
	patience() int
	// others returns the files that are not among those listed, but for those that may stand beside them.
	others(listed []manifest.File, beside map[string][]byte) []Difference
	// note says what else a reader of the report has to know, or "".
	note(ctx context.Context) string
}

// atOnce is how many files are read at a time: a county's web server is not to be overrun.
const atOnce = 4

// compare goes through all files, whatever becomes of one of them; only a source that fails time after time is given
// up.
func compare(ctx context.Context, from source, files []manifest.File, report *Report) {
	var lock sync.Mutex
	inRow, givenUp, done := 0, false, 0
	add := func(f manifest.File, same bool, err error) {
		lock.Lock()
		defer lock.Unlock()
		if givenUp || ctx.Err() != nil {
			return
		}
		done++
		switch {
		case errors.Is(err, fs.ErrNotExist):
			inRow = 0
			report.Differences = append(report.Differences, Difference{Kind: Lost, Path: f.Path})
		case err != nil:
			inRow++
			givenUp = inRow == from.patience()
			report.Differences = append(report.Differences, Difference{Unread, f.Path, reason(err)})
		case !same:
			inRow = 0
			report.Differences = append(report.Differences, Difference{Kind: Changed, Path: f.Path})
		default:
			inRow = 0
			report.Same++
		}
	}
	stop := func() bool {
		lock.Lock()
		defer lock.Unlock()
		return givenUp || ctx.Err() != nil
	}
	var group errgroup.Group
	group.SetLimit(atOnce)
	for _, f := range files {
		if stop() {
			break
		}
		group.Go(func() error {
			if !stop() {
				same, err := from.same(ctx, f)
				add(f, same, err)
			}
			return nil
		})
	}
	group.Wait()
	report.Left = len(files) - done
	if report.Left > 0 {
		report.Stopped = fmt.Sprintf("not asked for after %d failures in a row", from.patience())
		if ctx.Err() != nil {
			report.Stopped = "not asked for: interrupted"
		}
	}
}

// matches reads a file to its end, or to where it is longer than the one listed.
func matches(in io.Reader, f manifest.File) (bool, error) {
	sum := sha256.New()
	n, err := io.Copy(sum, io.LimitReader(in, f.Size+1))
	if err != nil {
		return false, err
	}
	return n == f.Size && hex.EncodeToString(sum.Sum(nil)) == f.SHA256, nil
}
