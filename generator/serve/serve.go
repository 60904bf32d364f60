// Package serve previews the handbook: Hugo's server follows the pages and the theme, and this package follows the list, writing
// its pages anew whenever a file of the list changes. A mistake in the list is printed and the last good pages stay.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"time"

	"handbook/generator/record"
)

// interval is how often the list is looked at: soon enough to seem at once, and a folder of ten files costs nothing to look at.
const interval = 300 * time.Millisecond

// Config names what is followed and who serves.
type Config struct {
	Data   string // the list
	Hugo   string // the hugo program
	Args   []string
	Update func() error // writes the pages of the list; its findings are printed by itself
	Output io.Writer    // of Hugo
}

// Run previews until the context ends or Hugo does.
func Run(ctx context.Context, c Config) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	hugo := exec.CommandContext(ctx, c.Hugo, append([]string{"server"}, c.Args...)...)
	hugo.Stdout, hugo.Stderr = c.Output, c.Output
	if err := hugo.Start(); err != nil {
		return fmt.Errorf("cannot start %s: %s\n  hint: make builds it; or name an installed one with -hugo", c.Hugo, record.Reason(err))
	}
	go follow(ctx, c)
	err := hugo.Wait()
	if ctx.Err() != nil {
		return nil // stopped by the user
	}
	if err != nil {
		return fmt.Errorf("the preview ended: %s: %w\n  hint: what %s said stands above", c.Hugo, err, filepath.Base(c.Hugo))
	}
	return nil
}

// follow updates the pages after every change of the list. It does not return before the context ends.
func follow(ctx context.Context, c Config) {
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
		}
	}
}

// stateOf is the list's state as far as the file system tells: names, sizes and times.
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
