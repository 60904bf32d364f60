// Package serve previews the handbook: Hugo's server watches the pages and the theme, and this package watches the list
// and writes the pages anew when one of its files changes. With a mistake in the list, the mistake is printed and the
// last good pages stay.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"handbook/generator/diag"
)

// interval is how often the list is looked at.
const interval = 300 * time.Millisecond

// Config says what is watched, and who serves.
type Config struct {
	Data   string                          // the list
	Serve  func(ctx context.Context) error // serves the pages until its context ends, which is no error to it
	Update func() error                    // writes the pages of the list; its findings are printed by itself
	Output io.Writer                       // for what is wrong with an update
}

// Run previews until the context ends or the server does.
func Run(ctx context.Context, c Config) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go watch(ctx, c)
	return c.Serve(ctx)
}

// watch updates the pages after every change of the list, until the context ends.
func watch(ctx context.Context, c Config) {
	seen, _ := stateOf(c.Data)
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		state, err := stateOf(c.Data)
		if err != nil || state == seen {
			continue // a file may vanish for a moment while an editor saves it
		}
		seen = state
		if err := c.Update(); err != nil {
			fmt.Fprintf(c.Output, "the preview keeps the last good pages: %v\n", err)
			if hint := diag.Hint(err); hint != "" {
				fmt.Fprintf(c.Output, "  hint: %s\n", hint)
			}
		}
	}
}

// stateOf are the names, sizes and times of the list's files.
func stateOf(dir string) (string, error) {
	state := ""
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			state += fmt.Sprintf("%s %d %d\n", file, info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	return state, err
}
