// Package hugo runs Hugo. It is the one place that knows Hugo's arguments and environment, and what may be wrong with
// its result:
//
//	content/ ──[Render]──▶ .build/html, held against what it was made from
//	content/ ──[Serve]───▶ http://localhost:1313/
//
// Hugo reads more than it is told of: variables that begin with HUGO, folders named config and _vendor beside the list.
// None of them reaches the site here, so that the same list gives the same bytes for everybody.
//
// Of what Hugo says, only errors and warnings are shown, the errors first. When a disk is full, Hugo may wait for
// itself for ever; when files may not grow, it ends well with a file cut off. Hence the limit, and the look at what was
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

	"handbook/generator/diag"
)

// Config says what Hugo is run with.
type Config struct {
	Program string        // the hugo program
	Portal  string        // the settings that `handbook pages` wrote
	With    []string      // more files of settings, like themes/book.toml
	Content string        // the Markdown pages
	Site    string        // where the site goes, for Render
	Output  io.Writer     // for what Hugo has to say
	Limit   time.Duration // for Render; 0 means by the number of pages
}

// ErrStopped is the error of a run that the user stopped.
var ErrStopped = errors.New("stopped")

// settings is the file of the site's own settings.
const settings = "themes/hugo.toml"

// args are what every run of Hugo is told.
func (c Config) args() ([]string, error) {
	cache, err := filepath.Abs(".build/hugo") // Hugo takes a relative one for its own
	if err != nil {
		return nil, diag.Errorf("change to the handbook's folder again", "there is no folder to work in: %w", err)
	}
	return []string{
		"--config", strings.Join(c.files(), ","),
		"--configDir", "themes/handbook/noconfig", // config/ would be read, too
		"--ignoreVendorPaths", "**", // and a theme in _vendor/ taken for ours
		"--contentDir", c.Content, "--cacheDir", cache, "--noBuildLock",
	}, nil
}

// files are the files of settings, the last having the last word.
func (c Config) files() []string { return append([]string{settings, c.Portal}, c.With...) }

// environment is all that Hugo gets to know of the caller's. Much more changes the site: what begins with HUGO, and
// helpers on the PATH. What is left is what a program needs to run at all, and how much of the machine it may use.
func environment() []string {
	var kept []string
	for _, name := range []string{"TMPDIR", "TMP", "TEMP", "SystemRoot", "GOMAXPROCS", "GOMEMLIMIT"} {
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
	out := &said{}
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
	if err := free(port); err != nil {
		return err
	}
	args = append([]string{"server"}, args...)
	args = append(args, "--environment", "production", "--renderToMemory",
		"--disableFastRender", // a change of the list may change any page
		"--port", fmt.Sprint(port), "--baseURL", fmt.Sprintf("http://localhost:%d/", port))
	out := &readable{to: c.Output}
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

// readable passes on what Hugo says, line by line, without what only Hugo's makers can read.
type readable struct {
	to    io.Writer
	line  []byte
	stack bool // a trace of the program has begun, which goes on to the end
}

func (r *readable) Write(p []byte) (int, error) {
	r.line = append(r.line, p...)
	for {
		line, rest, ended := bytes.Cut(r.line, []byte("\n"))
		if !ended {
			return len(p), nil
		}
		r.line = rest
		if r.stack = r.stack || isStack(string(line)); r.stack {
			continue
		}
		if _, err := fmt.Fprintln(r.to, plain(string(line))); err != nil {
			return 0, err
		}
	}
}
