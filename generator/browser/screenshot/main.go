// Command screenshot takes a picture of a page of the built site, for the README.
//
//	screenshot -o FILE [-width N] [-height N] PAGE
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"

	"handbook/generator/browser"
	"handbook/generator/diag"
)

func main() {
	out := flag.String("o", "screenshot.png", "the picture to write")
	width := flag.Int64("width", 1200, "of the window, in CSS pixels")
	height := flag.Int64("height", 800, "of the window, in CSS pixels")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := take(*out, flag.Arg(0), *width, *height); err != nil {
		fmt.Fprintf(os.Stderr, "screenshot: error: %v\n", err)
		if hint := diag.Hint(err); hint != "" {
			fmt.Fprintf(os.Stderr, "  hint: %s\n", hint)
		}
		os.Exit(1)
	}
}

func take(out, page string, width, height int64) error {
	page, err := filepath.Abs(page)
	if err != nil {
		return err
	}
	ctx, stop, err := browser.Start(context.Background())
	if err != nil {
		return err
	}
	defer stop()
	show := chromedp.Navigate("file://" + filepath.ToSlash(page))
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height), show); err != nil {
		return err
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	return os.WriteFile(out, picture, 0o644)
}
