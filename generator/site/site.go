// Package site is the finish stage: it turns the folder that Hugo wrote into the published one.
//
//	hugo ────▶ .build/html ─────┐
//	offline ─▶ .build/offline ──┼──check, minify──▶ .build/next ──manifest, swap──▶ public
//	export ──▶ .build/export ───┘
//
// [Finish] reads every file. On the way it
//
//   - checks every link and anchor of the pages, style sheets and drawings. The site must work below any path, from any
//     static server and from file://, so links are relative and name a file, letter case included; an id stands once in
//     its page. Links to http, https, mailto, tel and data are left alone. 404.html is checked as what it is, a page at
//     the root, though servers show it at any depth;
//   - says how large the files are that a page offers, and their checksums: into an empty element with
//     data-size-of="FILE" goes "1.6 MB", into one with data-sum-of="FILE" the SHA-256. Only here are all files made;
//   - minifies HTML, CSS, JavaScript, SVG, JSON and XML and copies the rest. White space is collapsed, never taken away
//     between words, tags and quotes stay, so that two editions can be compared line by line. A page whose
//     Content-Security-Policy names a hash is checked and copied as it is: the hash is of its own script or style;
//   - lists path, size and SHA-256 of every file in manifest.json.
//
// Only a site without findings is published, and only all of it: it is built beside the old one and changes places
// with it in one step. Whatever fails or is killed before that step leaves the old site as it was. The bytes of the
// new one depend on the bytes that Hugo wrote and on nothing else.
//
// What has not changed since the last run is not made again: a record beside the work, never in the site, says what was
// made of which bytes, and a file that is published as it was is the old site's file with a further name (a hard link)
// until the old site goes. Files are known by their SHA-256, never by their time, and what is published is read, too: a
// file that somebody damaged is made anew. The bytes are the same with the record and without it, and so are the
// findings. Here no file is ever written to that has its name already, neither in the folder that Hugo wrote, of which
// no link is made, nor in a site: else a later run would change what is published.
//
// The published folder is replaced with all that is in it. A folder that holds anything else is refused: a .git, a
// .htaccess or another site would be lost.
//
// A .gitkeep at the root of the old site, by which git has the empty folder, is carried over and not listed.
package site

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/swap"
)

// Config names the folders of a run. None may lie inside another.
type Config struct {
	From string // what Hugo wrote; only read
	// More are folders of what others made for the same site, data as they are to be published; none need be there,
	// and no file be in two.
	More []string
	To   string // what is published, "public"; need not exist
	// Next is where the new site is built; it is emptied first. "", or a folder on another disk than To's, means
	// .<name>.next beside To.
	Next string
	// Record is the file by which a run knows what the last one made of each file: what has not changed is published
	// as it was. Program is the checksum of the program that runs: another one may make something else. Where either is
	// "", all is made anew.
	Record, Program string
	// Known knows the SHA-256 of some of the files that Hugo wrote, by their paths from the root of the site, so that
	// they need not be read; nil: of none.
	Known func(path string) (sum [sha256.Size]byte, ok bool)
	// Done is told of each town whose files are done; nil: nobody is.
	Done func(town string, done, of int)
}

// A Report says what a run published. Sizes are in bytes.
type Report struct {
	Files   int   // published, the manifest not counted
	Links   int   // checked, those that lead out of the site not counted
	Read    int64 // size of what Hugo wrote
	Written int64 // size of what was published, the manifest not counted
}

// Findings is the error of a site that is not fit to be published: all that is wrong with it, sorted by page and line.
// A finding's File is relative to the folder that Hugo wrote.
type Findings []diag.Finding

func (f Findings) Error() string {
	var b strings.Builder
	diag.PrintMost(&b, f)
	return strings.TrimSuffix(b.String(), "\n")
}

// Finish publishes the site that Hugo wrote. The error is [Findings] where the site itself is at fault; after any error
// the published folder is what it was.
func Finish(c Config) (Report, error) {
	c, err := c.resolve()
	if err != nil {
		return Report{}, err
	}
	b, err := open(append([]string{c.From}, c.More...), c.Next)
	if err != nil {
		return Report{}, hinted("cannot read what Hugo wrote", err)
	}
	b.to = c.To
	if c.Known != nil {
		b.known = c.Known
	}
	b.count = newTownCount(b.files, c.Done)
	report, err := c.publish(b)
	if err != nil && !errors.As(err, new(Findings)) {
		err = hinted("cannot publish to "+c.To, err)
	}
	return report, err
}

func (c Config) publish(b *build) (Report, error) {
	var meanwhile sync.WaitGroup
	meanwhile.Go(func() { b.recall(c) })
	unlock, err := c.prepare()
	meanwhile.Wait()
	if err != nil {
		return Report{}, err
	}
	defer unlock()
	// What was not published; after the swap, the old site: the next run removes what resists.
	defer removeAll(c.Next)

	if err := b.run(); err != nil {
		return Report{}, err
	}
	if err := copyPlaceholder(c.To, c.Next); err != nil {
		return Report{}, err
	}
	if err := swap.Put(c.Next, c.To); err != nil {
		return Report{}, err
	}
	_ = b.remember(c) // without it, or with an older one, the next run takes longer, and that is all
	return b.report(), nil
}

// resolve fills in what is left out, and refuses folders that would destroy each other.
func (c Config) resolve() (Config, error) {
	if c.Next == "" || !swap.SameDisk(c.Next, c.To) {
		// Hidden beside it, hence on the same disk.
		c.Next = filepath.Join(filepath.Dir(c.To), "."+filepath.Base(c.To)+".next")
	}
	folders := append([]string{c.From, c.To, c.Next}, c.More...)
	for i, a := range folders {
		for j, b := range folders {
			if i != j && inside(a, b) {
				return c, diag.Errorf("give the folders places of their own",
					"cannot publish to %s: %s lies in %s", c.To, a, b)
			}
		}
	}
	if c.Record != "" {
		for _, folder := range folders {
			if inside(c.Record, folder) {
				return c, diag.Errorf("give the record a place of its own",
					"cannot publish to %s: %s lies in %s", c.To, c.Record, folder)
			}
		}
	}
	return c, nil
}

func inside(a, b string) bool {
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	rel, err := filepath.Rel(b, a)
	return errA == nil && errB == nil && err == nil && filepath.IsLocal(rel)
}

// hinted says what could not be done, why, and what to do about it where the reason is a known one.
func hinted(what string, err error) error {
	hint := ""
	switch {
	case errors.Is(err, errEmpty), errors.Is(err, fs.ErrNotExist):
		hint = "run hugo first, with this folder as its destination"
	case errors.Is(err, errUnfinished):
		hint = "make the site again: `make site`, or `handbook render` and what follows it"
	case errors.Is(err, errNotFolder), errors.Is(err, syscall.ENOTDIR):
		hint = "name a folder, or move what is in its place out of the way"
	case errors.Is(err, fs.ErrPermission):
		hint = "make the folder and the one that holds it writable for you"
	case errors.Is(err, syscall.EXDEV):
		hint = "build the new site on the file system that holds the published one"
	case errors.Is(err, syscall.EBUSY):
		hint = "a mounted folder cannot be replaced: publish to a folder inside it"
	case errors.Is(err, syscall.ENOSPC):
		hint = disk.Hint(err) + "; it must hold a second site beside the published one"
	case errors.Is(err, errForeign):
		hint = "move them out of the folder, or name another folder; " +
			"what web servers are to be told, `handbook package` lays beside the site"
	default:
		hint = disk.Hint(err)
	}
	return diag.Errorf(hint, "%s: %w", what, err)
}

var (
	errUnfinished = errors.New("it is not whole: the program that put it together was stopped")
	errEmpty      = errors.New("there is no file in it")
	errNotFolder  = errors.New("not a folder")
	errForeign    = errors.New("not of the site that was published there, and would be lost")
)
