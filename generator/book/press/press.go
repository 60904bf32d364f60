// Package press prints HTML with Chromium. A press is a browser. A tab of it is a process of its own, so that two print
// side by side; it keeps what it has loaded, the fonts above all, for the next print, and its memory until it is
// closed.
package press

import (
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

// Limits are how long a browser may take before it is taken for hung and ended; one that ends by itself is not waited
// for. Zero is a limit for a computer that is busy with other things: a browser starts in one second and prints 300
// items in three, but where thirty programs share two cores it was seen to take twenty, and more than ninety.
type Limits struct{ Start, Print time.Duration }

func (l Limits) orUsual() Limits {
	if l.Start == 0 {
		l.Start = 2 * time.Minute
	}
	if l.Print == 0 {
		l.Print = 5 * time.Minute
	}
	return l
}

// A Press is a browser.
type Press struct {
	limits  Limits
	cancel  context.CancelFunc
	started chan struct{} // closed when it has started, or failed to; the rest is there then
	ctx     context.Context
	stop    context.CancelFunc
	err     error
}

// Start starts the browser and does not wait for it: the first tab does, and is told if it did not start. The caller
// closes the press.
func Start(ctx context.Context, limits Limits) *Press {
	limits = limits.orUsual()
	ctx, cancel := context.WithCancel(ctx)
	p := &Press{limits: limits, cancel: cancel, started: make(chan struct{})}
	go func() {
		defer close(p.started)
		timer := time.AfterFunc(limits.Start, cancel)
		p.ctx, p.stop, p.err = browser.Start(ctx, frugal...)
		if p.err == nil {
			p.err = p.check()
		}
		if !timer.Stop() {
			p.err = context.DeadlineExceeded
		}
		if p.err != nil {
			cancel()
			p.err = trouble(ctx, "start", limits.Start, p.err)
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

// frugal keeps what shows nothing in the browser's own process, and has glyphs as wide as they are designed: hinting
// would fit them to a screen that there is none of, differently on each computer. By the width of the window the book's
// styles tell the layout that is for the size of the first page alone from the one that is printed.
var frugal = []chromedp.ExecAllocatorOption{
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

// A Tab prints the states of one document.
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
	// A tab lives as long as the context of what is first done in it: that must not be the limit of one print.
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, trouble(ctx, "open a page", p.limits.Start, err)
	}
	ctx, fail := context.WithCancelCause(ctx)
	err := chromedp.Listen(ctx, func(event any) {
		if _, crashed := event.(*inspector.EventTargetCrashed); crashed {
			fail(errPageCrashed)
		}
	})
	if err != nil {
		stop()
		return nil, trouble(ctx, "open a page", p.limits.Start, err)
	}
	return &Tab{ctx: ctx, close: func() { fail(nil); stop() }, limits: p.limits}, nil
}

// Close closes the tab and gives its memory back.
func (t *Tab) Close() { t.close() }

// Print prints an HTML file on pages of the size that its styles name, tagged, with backgrounds, without head or foot
// of the browser's own. Every face that the styles declare is loaded first: Chromium would not wait for one that only
// margin boxes use.
func (t *Tab) Print(file string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, t.limits.Print)
	defer cancel()
	if err := t.load(ctx, file); err != nil {
		return nil, trouble(ctx, "load the book", t.limits.Print, err)
	}
	failed, err := chromedp.Run(ctx, chromedp.Evaluate[string](loadFonts, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, trouble(ctx, "load the fonts of the book", t.limits.Print, err)
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
		return nil, trouble(ctx, "print the book", t.limits.Print, whyEnded(ctx, err))
	}
	return data, nil
}

// whyEnded adds to an error that the browser has ended, or its page: it may answer first that the print failed, and one
// learns why a moment later.
func whyEnded(ctx context.Context, err error) error {
	select {
	case <-ctx.Done():
		return errors.Join(err, context.Cause(ctx))
	case <-time.After(2 * time.Second):
		return err
	}
}

// load shows a file. One that follows another takes its place in the same document, which keeps the fonts; what the
// other held is given back at once, a sixth of all memory.
func (t *Tab) load(ctx context.Context, file string) error {
	if t.frame != "" {
		html, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if _, err := chromedp.Call(ctx, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: t.frame, HTML: string(html)}); err != nil {
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

const loadFonts = `Promise.all([...document.fonts].map(f => f.load().then(() => "", () => f.family + " " + f.weight))).then(r => r.find(s => s) || "")`
