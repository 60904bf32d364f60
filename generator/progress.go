package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// patience is how long nothing need be said of what is going on.
const patience = time.Second

// several is from how many towns on it is said how many are done.
const several = 3

// A progressLine says what a program is at that takes long: in a terminal, in one line that it clears in the end;
// elsewhere, in a log, only what is counted has lines of its own.
type progressLine struct {
	mu       sync.Mutex
	to       io.Writer
	what     string
	terminal bool
	shown    bool
	over     bool
	began    time.Time
	told     time.Time // when a log was told last
}

// progress returns a line that says nothing in the first second.
func progress(to io.Writer) *progressLine {
	p := &progressLine{to: to, began: time.Now()}
	file, ok := to.(*os.File)
	if !ok {
		return p
	}
	if info, err := file.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		p.terminal = true
		time.AfterFunc(patience, func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.shown = !p.over
			p.show()
		})
	}
	return p
}

const clearLine = "\r\x1b[K"

func (p *progressLine) show() {
	if p.shown {
		fmt.Fprintf(p.to, "%shandbook: %s …", clearLine, p.what)
	}
}

// on says what the program is at now.
func (p *progressLine) on(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what = what
	p.show()
}

// town says that a town is done, as one of so many; in a log, in a line.
func (p *progressLine) town(what string) func(town string, done, of int) {
	return func(town string, done, of int) {
		if of >= several {
			p.count(fmt.Sprintf("%s: %d of %d towns, %s", what, done, of, town), 0)
		}
	}
}

// count says how far the program is; in a log, so often at the most.
func (p *progressLine) count(how string, often time.Duration) {
	if p.terminal {
		p.on(how)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Sub(p.began) < max(patience, often) || now.Sub(p.told) < often || p.over {
		return
	}
	p.told = now
	fmt.Fprintf(p.to, "handbook: %s\n", how)
}

// done clears the line.
func (p *progressLine) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over = true; p.shown {
		fmt.Fprint(p.to, clearLine)
		p.shown = false
	}
}
