// Package browser finds a Chromium on this computer and starts it without a window.
package browser

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"

	"github.com/chromedp/chromedp"

	"handbook/generator/diag"
)

// ErrNone is returned where no Chromium, Chrome or Edge is installed.
var ErrNone = diag.Errorf("on Debian `make browser` installs Chromium; elsewhere install one, or name its program in "+
	"HANDBOOK_BROWSER", "no Chromium, Chrome or Edge found")

// ErrNamed is returned where HANDBOOK_BROWSER names no program.
var ErrNamed = errors.New("HANDBOOK_BROWSER names no program")

// Find returns the program of an installed browser: the one that HANDBOOK_BROWSER names, else the first that is found.
func Find() (string, error) {
	if named := os.Getenv("HANDBOOK_BROWSER"); named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", diag.Errorf("give the path of a Chromium, Chrome or Edge, or unset it to have one found",
				"%w: %q", ErrNamed, named)
		}
		return path, nil
	}
	for _, name := range programs() {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNone
}

func programs() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
		}
	case "windows":
		return []string{
			`C:\Program Files\Google\Chrome\Application\chrome.exe`,
			`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
		}
	}
	return []string{"chromium", "chromium-browser", "google-chrome", "microsoft-edge"}
}

// Start starts the browser with a profile of its own, which is removed when the context is cancelled. Whatever a
// browser requests by itself in the background is switched off.
func Start(ctx context.Context, more ...chromedp.ExecAllocatorOption) (context.Context, context.CancelFunc, error) {
	path, err := Find()
	if err != nil {
		return nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("lang", "zh-CN"),
		// Without a spare process for the next page, and without the pages that the address bar's suggestions are, it
		// starts a second earlier and uses 80 MB less.
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,SpareRendererForSitePerProcess,"+
			"WebUIOmniboxPopup,WebUIOmniboxAimPopup"),
	)
	options = append(options, more...)
	if os.Geteuid() == 0 { // in a container; Chromium refuses its sandbox to root
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	// Nothing is logged: every call returns its error.
	ctx, cancel := chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}))
	both := func() { cancel(); stop() }
	if err := chromedp.Do(ctx); err != nil {
		both()
		return nil, nil, err
	}
	return ctx, both, nil
}
