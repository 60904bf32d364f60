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

// A progressLine says what a program is at that takes long, in one line of a terminal that it clears in the end.
type progressLine struct {
	mu    sync.Mutex
	to    io.Writer
	what  string
	shown bool
	over  bool
}

// progress returns a line that says nothing but in a terminal, and there only after a second.
func progress(to io.Writer) *progressLine {
	p := &progressLine{to: to}
	file, ok := to.(*os.File)
	if !ok {
		return p
	}
	if info, err := file.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
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

// done clears the line.
func (p *progressLine) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over = true; p.shown {
		fmt.Fprint(p.to, clearLine)
		p.shown = false
	}
}
