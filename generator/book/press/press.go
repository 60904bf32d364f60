// Package press prints HTML with Chromium. A press is a browser. A tab of it keeps what it has loaded, the fonts above all, for the
// next print; it also keeps more and more memory, so that each edition is printed in a tab of its own.
package press

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"handbook/generator/browser"
)

// Limits are how long a browser may take before it is taken for hung and ended. Zero is a limit that no book of a town comes near:
// one of 300 items starts in one second and prints in three.
type Limits struct{ Start, Print time.Duration }

func (l Limits) orUsual() Limits {
	if l.Start == 0 {
		l.Start = 30 * time.Second
	}
	if l.Print == 0 {
		l.Print = 90 * time.Second
	}
	return l
}

// A Press is a running browser.
type Press struct {
	ctx    context.Context
	stop   context.CancelFunc
	limits Limits
}

// Start starts the browser. The caller closes the press.
func Start(ctx context.Context, limits Limits) (*Press, error) {
	limits = limits.orUsual()
	ctx, cancel := context.WithCancel(ctx)
	timer := time.AfterFunc(limits.Start, cancel)
	tab, stop, err := browser.Start(ctx, frugal...)
	if !timer.Stop() && err == nil {
		stop()
		err = context.DeadlineExceeded
	}
	if err != nil {
		cancel()
		return nil, hint("start", limits.Start, err)
	}
	return &Press{tab, func() { stop(); cancel() }, limits}, nil
}

// frugal keeps what shows nothing in the browser's own process, and has glyphs as wide as they are designed: hinting would fit them
// to a screen that there is none of, differently on each computer.
var frugal = []chromedp.ExecAllocatorOption{
	chromedp.Flag("in-process-gpu", true),
	chromedp.Flag("enable-features", "NetworkServiceInProcess2"),
	chromedp.Flag("font-render-hinting", "none"),
}

// Close ends the browser.
func (p *Press) Close() { p.stop() }

// A Tab prints the states of one document.
type Tab struct {
	ctx    context.Context
	close  context.CancelFunc
	limits Limits
}

// Open opens a tab. The caller closes it.
func (p *Press) Open() (*Tab, error) {
	ctx, stop := chromedp.NewContext(p.ctx)
	// A tab lives as long as the context of what is first done in it: that must not be the limit of one print.
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, hint("open", p.limits.Start, err)
	}
	return &Tab{ctx, stop, p.limits}, nil
}

// Close closes the tab and gives its memory back.
func (t *Tab) Close() { t.close() }

// Print prints an HTML file on pages of the size that its styles name, tagged, with backgrounds, without head or foot of the
// browser's own. Every face that the styles declare is loaded first: Chromium would not wait for one that only margin boxes use.
func (t *Tab) Print(file string) ([]byte, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	ctx, cancel := context.WithTimeout(t.ctx, t.limits.Print)
	defer cancel()
	// The last print's document goes before the next one comes: two at a time would take half as much memory again.
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), collect); err != nil {
		return nil, hint("load", t.limits.Print, err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(address.String())); err != nil {
		return nil, hint("load", t.limits.Print, err)
	}
	failed, err := chromedp.Run(ctx, chromedp.Evaluate[string](loadFonts, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, hint("load the fonts of", t.limits.Print, err)
	}
	if failed != "" {
		return nil, fmt.Errorf("the browser cannot load the font %s\n  hint: make sets the fonts of the book up; .build/fonts holds them", failed)
	}
	data, err := chromedp.Run(ctx, chromedp.PrintToPDF(func(o *page.PrintToPDFParams) {
		o.PrintBackground, o.PreferCSSPageSize, o.GenerateTaggedPDF = new(true), new(true), new(true)
		o.DisplayHeaderFooter, o.GenerateDocumentOutline = new(false), new(false)
		o.TransferMode = page.PrintToPDFTransferModeReturnAsStream
	}))
	if err != nil {
		return nil, hint("print", t.limits.Print, err)
	}
	return data, nil
}

func collect(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, t, heapprofiler.CollectGarbage, cdp.Empty{})
	return chromedp.Void{}, err
}

const loadFonts = `Promise.all([...document.fonts].map(f => f.load().then(() => "", () => f.family + " " + f.weight))).then(r => r.find(s => s) || "")`

func hint(what string, limit time.Duration, err error) error {
	switch {
	case errors.Is(err, browser.ErrNone):
		return err
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return fmt.Errorf("the browser did not %s the book within %s and was ended\n  hint: run it again; if it stays so, HANDBOOK_BROWSER may name another browser", what, limit)
	}
	return fmt.Errorf("the browser could not %s the book: %w\n  hint: run it again; if it stays so, HANDBOOK_BROWSER may name another browser", what, err)
}
