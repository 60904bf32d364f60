// Package verify holds a published copy of the handbook, a folder or an address, against the manifest that the build wrote. It
// names every file that was changed, added or lost: whoever tampers with a page at the web server is found out, as long as the
// manifest is not that of the web server.
package verify

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"handbook/generator/site"
)

// A Kind is what happened to a file.
type Kind int

// Changed, Added and Lost files are told apart. Added ones only in a folder: a web server does not say what else it has.
const (
	Changed Kind = iota
	Added
	Lost
)

func (k Kind) String() string { return [...]string{"改动 changed", "多出 added", "缺失 lost"}[k] }

// A Difference is one file that is not as the manifest has it.
type Difference struct {
	Kind Kind
	Path string // from the root of the site
}

// Against returns how the copy at a folder or an http address differs from the manifest in the folder original, sorted by path,
// and how many files were compared. The manifest itself is compared too. Files whose names start with a dot are the web
// server's own, like .htaccess, and so is web.config.
func Against(ctx context.Context, original, copied string) ([]Difference, int, error) {
	manifest, err := site.ReadManifest(original)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("there is no %s in %s\n  hint: make builds the site; -against names the folder with the manifest to trust", site.ManifestName, original)
		}
		return nil, 0, err
	}
	own, err := os.ReadFile(filepath.Join(original, site.ManifestName))
	if err != nil {
		return nil, 0, err
	}
	sum := sha256.Sum256(own)
	files := append(manifest.Files, site.File{Path: site.ManifestName, Size: int64(len(own)), SHA256: hex.EncodeToString(sum[:])})

	var source source = folder(copied)
	if u, err := url.Parse(copied); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		source = newAddress(u)
	}
	differences, err := compare(ctx, source, files)
	if err != nil {
		return nil, 0, err
	}
	added, err := source.others(files)
	differences = append(differences, added...)
	slices.SortFunc(differences, func(a, b Difference) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Kind, b.Kind)) })
	return differences, len(files), err
}

// A source is where a copy lies.
type source interface {
	// open returns a file; fs.ErrNotExist where there is none.
	open(ctx context.Context, name string) (io.ReadCloser, error)
	// others returns the files that are not among those listed.
	others(listed []site.File) ([]Difference, error)
}

// atOnce is how many files are read at a time: a county's web server is not to be overrun.
const atOnce = 4

func compare(ctx context.Context, from source, files []site.File) ([]Difference, error) {
	kinds := make([]*Kind, len(files))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i, f := range files {
		group.Go(func() error {
			same, err := matches(ctx, from, f)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				kinds[i] = new(Lost)
			case err != nil:
				return err
			case !same:
				kinds[i] = new(Changed)
			}
			return nil
		})
	}
	err := group.Wait()
	var found []Difference
	for i, kind := range kinds {
		if kind != nil {
			found = append(found, Difference{*kind, files[i].Path})
		}
	}
	return found, err
}

func matches(ctx context.Context, from source, f site.File) (bool, error) {
	in, err := from.open(ctx, f.Path)
	if err != nil {
		return false, err
	}
	defer in.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, io.LimitReader(in, f.Size+1)) // what is longer has changed
	if err != nil {
		return false, err
	}
	return n == f.Size && hex.EncodeToString(sum.Sum(nil)) == f.SHA256, nil
}

// A folder is a copy on this computer.
type folder string

func (d folder) open(_ context.Context, name string) (io.ReadCloser, error) {
	name = filepath.Join(string(d), filepath.FromSlash(name))
	if info, err := os.Lstat(name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist // something else stands in its place, and is named as added
	}
	return os.Open(name)
}

func (d folder) others(listed []site.File) ([]Difference, error) {
	known := map[string]bool{"web.config": true}
	for _, f := range listed {
		known[f.Path] = true
	}
	var added []Difference
	err := fs.WalkDir(os.DirFS(string(d)), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && known[name], !e.IsDir() && !e.Type().IsRegular(), !e.IsDir() && !known[name] && !strings.HasPrefix(e.Name(), "."):
			added = append(added, Difference{Added, name})
		}
		return nil
	})
	return added, err
}

// An address is a copy on a web server.
type address struct {
	root   *url.URL
	client *http.Client
}

func newAddress(root *url.URL) address {
	root = root.JoinPath("/") // ends with a slash: files lie below it
	if name, ok := strings.CutSuffix(root.Path, "index.html/"); ok {
		root.Path = name
	}
	client := &http.Client{Timeout: time.Minute, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if r.URL.Host != root.Host || len(via) > 3 {
			return fmt.Errorf("leads on to %s", r.URL)
		}
		return nil
	}}
	return address{root, client}
}

func (a address) open(ctx context.Context, name string) (io.ReadCloser, error) {
	where := a.root.JoinPath(strings.Split(name, "/")...)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, where.String(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Cache-Control", "no-cache")
	response, err := a.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be fetched: %w\n  hint: -in names the folder or the address of the published copy", where, errors.Unwrap(err))
	}
	switch response.StatusCode {
	case http.StatusOK:
		return response.Body, nil
	case http.StatusNotFound, http.StatusGone, http.StatusForbidden:
		response.Body.Close()
		return nil, fs.ErrNotExist
	}
	response.Body.Close()
	return nil, fmt.Errorf("%s: the server answers %s", where, response.Status)
}

func (a address) others([]site.File) ([]Difference, error) { return nil, nil }
