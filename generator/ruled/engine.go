package ruled

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"handbook/generator/diag"
)

const (
	longestRead    = 2 * time.Minute  // a list of 70 pages takes two seconds
	longestPicture = 20 * time.Second // a page takes a tenth of one
	mostMemory     = 512 << 20        // bytes of the engine's own
	pageOfMemory   = 64 << 10
)

// An engine is pdfium with one file open. It runs as WebAssembly: it sees no file, and no more memory than it is given.
type engine struct {
	pdfium.Pdfium
	file     string
	pages    int
	document references.FPDF_DOCUMENT
	pool     pdfium.Pool
	compiled wazero.CompilationCache
	lost     bool // it did not come back from a page: see within
}

// open starts an engine on a file. The folder keeps what was compiled, which takes seconds; where it cannot be used the
// engine compiles again.
func open(file string, data []byte, folder string) (_ *engine, err error) {
	e := &engine{file: file}
	defer func() {
		if err != nil {
			e.close()
		}
	}()
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(mostMemory / pageOfMemory)
	if folder != "" {
		if e.compiled, err = wazero.NewCompilationCacheWithDir(folder); err == nil {
			config = config.WithCompilationCache(e.compiled)
		}
	}
	e.pool, err = webassembly.Init(webassembly.Config{
		Context: context.Background(), MinIdle: 1, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("%s: the reader of PDF files does not start: %w", file, err)
	}
	if e.Pdfium, err = e.pool.GetInstance(time.Minute); err != nil {
		return nil, fmt.Errorf("%s: the reader of PDF files does not start: %w", file, err)
	}
	opened, err := e.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword) || errors.Is(err, pdfiumerrors.ErrSecurity):
		return nil, diag.WithHint(fmt.Errorf("%s is protected by a password", file),
			"open it with the password, print it as PDF again without one, and import that")
	case err != nil:
		return nil, diag.WithHint(fmt.Errorf("%s: the file is damaged or cut off", file), exportAgain)
	}
	e.document = opened.Document
	count, err := e.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: e.document})
	if err != nil || count.PageCount == 0 {
		return nil, diag.WithHint(fmt.Errorf("%s has no pages", file), exportAgain)
	}
	e.pages = count.PageCount
	return e, nil
}

// Cache is the user's folder for what was compiled.
func Cache() (string, error) {
	folder, err := os.UserCacheDir()
	return filepath.Join(folder, "handbook", "pdf"), err
}

// within does what may take for ever, and after the limit leaves it to itself: it ends with the program. An engine that
// can be stopped would need twice the time for every file, as each of a million calls to it would be watched.
func within[T any](limit time.Duration, do func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := do()
		done <- result{value, err}
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.value, r.err
	case <-timer.C:
		var none T
		return none, errSlow
	}
}

// errSlow says that the engine did not come back.
var errSlow = errors.New("it takes too long")

// close ends the engine. It may be called twice.
func (e *engine) close() {
	if e.lost { // it would not come back from that, either
		return
	}
	if e.Pdfium != nil {
		e.Pdfium.Close()
		e.Pdfium = nil
	}
	if e.pool != nil {
		e.pool.Close()
		e.pool = nil
	}
	if e.compiled != nil {
		e.compiled.Close(context.Background())
		e.compiled = nil
	}
}
