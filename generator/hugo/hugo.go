// Package hugo runs Hugo. It is the one place that knows Hugo's arguments and environment, and how its result can be
// wrong:
//
//	content/ ──[Config.Render]──▶ .build/html, checked against what it was made from
//	content/ ──[Config.Serve]───▶ http://localhost:1313/
//
// Hugo reads more than what its arguments name: variables that begin with HUGO, folders called config and _vendor. All
// are switched off here, so that the same list gives the same bytes for everybody.
//
// Of Hugo's output, only errors and warnings are shown, errors first. On a full disk Hugo may hang; where the size of
// files is limited, it may report no error for a file that was cut off. Hence the time limit, and the check of what was
// written.
package hugo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"handbook/generator/cache"
	"handbook/generator/diag"
)

// Config says what Hugo is run with.
type Config struct {
	Program      string               // the hugo program
	Portal       string               // the settings that `handbook pages` wrote
	MoreSettings []string             // more files of them, like themes/book.toml
	Content      string               // the Markdown pages
	ContentSums  map[string]cache.Sum // of those of its files that were just read or written, by their paths in it
	Site         string               // the folder to write the site to, for Render
	Output       io.Writer            // for Hugo's errors and warnings
	Limit        time.Duration        // for Render; 0 means one by the number of pages

	// Records is the folder in which Render remembers the parts of a county of several towns; "": nothing is, and Hugo
	// makes the site in one run.
	Records string
	// Only names parts: towns by their folders, and [County]. Of several towns, Render then makes no others; those that
	// are not as they were are taken out, and the site is not to be published. nil: all are made.
	Only []string
	// Done is told of each part that was made: a town's folder, or the county's.
	Done func(part string, done, of int)

	// Working is told every second how long Hugo takes, for how many pages, and how long it may.
	Working func(pages int, took, limit time.Duration)
}

// ErrStopped is the error of a run that the user stopped.
var ErrStopped = errors.New("stopped")

// settings is the file of the site's own settings.
const settings = "themes/hugo.toml"

// args are the arguments of every run.
func (c Config) args() ([]string, error) {
	folder, err := filepath.Abs(".build/hugo") // Hugo would look for a relative one elsewhere
	if err != nil {
		return nil, diag.Errorf("change to the handbook's folder again", "there is no folder to work in: %w", err)
	}
	return []string{
		"--config", strings.Join(c.settingsFiles(), ","),
		"--configDir", "themes/handbook/noconfig", // config/ would be read, too
		"--ignoreVendorPaths", "**", // and a theme in _vendor/ taken for ours
		"--contentDir", c.Content, "--cacheDir", folder, "--noBuildLock",
	}, nil
}

// settingsFiles are the files of settings; a later one overrides an earlier one.
func (c Config) settingsFiles() []string {
	return append([]string{settings, c.Portal}, c.MoreSettings...)
}

// environment is Hugo's environment. Others of the caller's variables would change the site: those that begin with
// HUGO, and PATH, on which Hugo looks for helpers.
func environment() []string {
	var kept []string
	for _, name := range []string{"TMPDIR", "TMP", "TEMP", "SystemRoot", "GOMAXPROCS", "GOMEMLIMIT", "GOGC"} {
		if value, set := os.LookupEnv(name); set {
			kept = append(kept, name+"="+value)
		}
	}
	return append(kept, "TZ=UTC")
}

func (c Config) cannotStart(err error) error {
	if exec, ok := errors.AsType[*exec.Error](err); ok {
		err = exec.Err
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return diag.Errorf("make builds it; or name an installed one with -hugo", "cannot start %s: %w", c.Program, err)
}

// Version asks the program for its version: "v0.165.0".
func (c Config) Version(ctx context.Context) (string, error) {
	const limit = 10 * time.Second
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	out := &output{}
	err := run(ctx, c.Program, []string{"version"}, out)
	if errors.Is(err, errStart) {
		return "", c.cannotStart(err)
	}
	words := strings.Fields(out.String())
	if err != nil || len(words) < 2 || words[0] != "hugo" {
		return "", diag.Errorf("-hugo names the hugo program", "%s does not tell its version", c.Program)
	}
	return plain(words[1]), nil
}

// Serve previews on a port of this computer until the context ends, which is no error, or Hugo does.
func (c Config) Serve(ctx context.Context, port int) error {
	args, err := c.args()
	if err != nil {
		return err
	}
	if err := checkPort(port); err != nil {
		return err
	}
	args = append([]string{"server"}, args...)
	args = append(args, "--environment", "production", "--renderToMemory",
		"--disableFastRender", // a change of the list may change any page
		"--port", fmt.Sprint(port), "--baseURL", fmt.Sprintf("http://localhost:%d/", port))
	out := &cleanWriter{to: c.Output}
	err = run(ctx, c.Program, args, out)
	switch {
	case ctx.Err() != nil:
		return nil
	case errors.Is(err, errStart):
		return c.cannotStart(err)
	case err != nil:
		name := filepath.Base(c.Program)
		return diag.Errorf("see above what "+name+" said", "the preview ended: %s: %w", name, err)
	}
	return nil
}

// A cleanWriter passes on what Hugo says, line by line, without stack traces.
type cleanWriter struct {
	to    io.Writer
	line  []byte
	stack bool // a stack trace has begun: it goes on to the end
}

func (w *cleanWriter) Write(p []byte) (int, error) {
	w.line = append(w.line, p...)
	for {
		line, rest, ended := bytes.Cut(w.line, []byte("\n"))
		if !ended {
			return len(p), nil
		}
		w.line = rest
		if w.stack = w.stack || isStack(string(line)); w.stack {
			continue
		}
		if _, err := fmt.Fprintln(w.to, plain(string(line))); err != nil {
			return 0, err
		}
	}
}
