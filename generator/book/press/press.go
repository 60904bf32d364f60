// Package press prints HTML with Chromium. A [Press] is a browser; each of its tabs is a process, so that two can print
// side by side. A tab does not load its fonts again for the next print; it holds its memory until it is closed.
package press

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"handbook/generator/browser"
	"handbook/generator/diag"
)

// Limits are how long a browser may take before it is taken for hung and ended. Zero means the usual limits, which are
// long enough for a busy computer: a browser starts in one second and prints 300 items in three, but took twenty, and
// more than ninety, where thirty programs shared two cores.
type Limits struct{ Start, Print time.Duration }

func (l Limits) orUsual() Limits {
	return Limits{cmp.Or(l.Start, 2*time.Minute), cmp.Or(l.Print, 5*time.Minute)}
}

// A Press is a browser.
type Press struct {
	limits  Limits
	cancel  context.CancelFunc
	started chan struct{} // closed when the browser has started or failed to; only then are the next fields set
	ctx     context.Context
	stop    context.CancelFunc
	err     error
}

// Start starts the browser and does not wait for it: [Press.Open] does, and returns the error if it did not start. The
// caller closes the press.
func Start(ctx context.Context, limits Limits) *Press {
	limits = limits.orUsual()
	ctx, cancel := context.WithCancel(ctx)
	p := &Press{limits: limits, cancel: cancel, started: make(chan struct{})}
	go func() {
		defer close(p.started)
		timer := time.AfterFunc(limits.Start, cancel)
		p.ctx, p.stop, p.err = browser.Start(ctx, options...)
		if p.err == nil {
			p.err = p.check()
		}
		if !timer.Stop() {
			p.err = context.DeadlineExceeded
		}
		if p.err != nil {
			cancel()
			p.err = explain(ctx, "start", limits.Start, p.err)
		}
	}()
	return p
}

// check asks the browser for its version.
func (p *Press) check() error {
	v, err := chromedp.CallBrowser(p.ctx, cdpbrowser.GetVersion, cdp.Empty{})
	if err != nil {
		return err
	}
	return checkVersion(v.Product)
}

// options save memory, and make the print the same on every computer: with hinting, glyphs would be as wide as fits the
// pixels of a screen. The window is wide for the book's styles: before it prints, Chromium lays the book out once on
// pages as wide as the window, only for the size of the first page; from a page so wide the styles hide the book.
var options = []chromedp.ExecAllocatorOption{
	chromedp.Flag("in-process-gpu", true),
	chromedp.Flag("enable-features", "NetworkServiceInProcess2"),
	chromedp.Flag("font-render-hinting", "none"),
	chromedp.WindowSize(2000, 1000),
}

// Close ends the browser, and what it is printing fails.
func (p *Press) Close() {
	p.cancel()
	<-p.started
	if p.stop != nil {
		p.stop()
	}
}

// A Tab prints one document again and again.
type Tab struct {
	ctx    context.Context
	close  context.CancelFunc
	limits Limits
	frame  cdp.FrameID // that the document is in; "" before the first print
}

// Open opens a tab. The caller closes it.
func (p *Press) Open() (*Tab, error) {
	if <-p.started; p.err != nil {
		return nil, p.err
	}
	ctx, stop := chromedp.NewContext(p.ctx)
	// A tab ends with the context of the first call: that must not be the limit of one print.
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, explain(ctx, "open a page", p.limits.Start, err)
	}
	ctx, fail := context.WithCancelCause(ctx)
	err := chromedp.Listen(ctx, func(event any) {
		if _, crashed := event.(*inspector.EventTargetCrashed); crashed {
			fail(errPageCrashed)
		}
	})
	if err != nil {
		stop()
		return nil, explain(ctx, "open a page", p.limits.Start, err)
	}
	return &Tab{ctx: ctx, close: func() { fail(nil); stop() }, limits: p.limits}, nil
}

// Close closes the tab and gives its memory back.
func (t *Tab) Close() { t.close() }

// Print prints an HTML file on pages of the size that its styles say, with tags and backgrounds, without the browser's
// own head and foot. All fonts that the styles declare are loaded first: Chromium does not wait for one that only the
// margins of pages use.
func (t *Tab) Print(file string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, t.limits.Print)
	defer cancel()
	if err := t.load(ctx, file); err != nil {
		return nil, explain(ctx, "load the book", t.limits.Print, err)
	}
	failed, err := chromedp.Run(ctx, chromedp.Evaluate[string](loadFonts, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, explain(ctx, "load the fonts of the book", t.limits.Print, err)
	}
	if failed != "" {
		return nil, diag.Errorf("remove .build/fonts and run `make book`, which sets the fonts up anew",
			"the browser cannot load the font %s", failed)
	}
	data, err := chromedp.Run(ctx, chromedp.PrintToPDF(func(o *page.PrintToPDFParams) {
		o.PrintBackground, o.PreferCSSPageSize, o.GenerateTaggedPDF = new(true), new(true), new(true)
		o.DisplayHeaderFooter, o.GenerateDocumentOutline = new(false), new(false)
		o.TransferMode = page.PrintToPDFTransferModeReturnAsStream
	}))
	if err != nil {
		return nil, explain(ctx, "print the book", t.limits.Print, whyEnded(ctx, err))
	}
	return data, nil
}

// whyEnded adds to an error that the browser or its page has ended: the error of the print may come a moment before.
func whyEnded(ctx context.Context, err error) error {
	select {
	case <-ctx.Done():
		return errors.Join(err, context.Cause(ctx))
	case <-time.After(2 * time.Second):
		return err
	}
}

// load shows a file. One that follows another replaces its content within the same document, which still has the fonts;
// the old content's memory, a sixth of all, is freed at once.
func (t *Tab) load(ctx context.Context, file string) error {
	if t.frame != "" {
		html, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		content := page.SetDocumentContentParams{FrameID: t.frame, HTML: string(html)}
		if _, err := chromedp.Call(ctx, page.SetDocumentContent, content); err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, heapprofiler.CollectGarbage, cdp.Empty{})
		return err
	}
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	if err := chromedp.Do(ctx, chromedp.Navigate(address.String())); err != nil {
		return err
	}
	tree, err := chromedp.Call(ctx, page.GetFrameTree, cdp.Empty{})
	if err == nil {
		t.frame = tree.FrameTree.Frame.ID
	}
	return err
}

// loadFonts loads all fonts and returns the name of one that failed, or "".
const loadFonts = `Promise.all([...document.fonts].map(
	f => f.load().then(() => "", () => f.family + " " + f.weight))).then(r => r.find(s => s) || "")`
