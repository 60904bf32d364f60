package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"handbook/generator/diag"
	"handbook/generator/manifest"
)

// An address is a copy on a web server.
type address struct {
	root   *url.URL
	client *http.Client
	pause  time.Duration // before a file is asked for again
	wait   time.Duration // for a file
}

var schemed = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:/`)

// source finds out where the copy lies.
func (c Config) source() (source, error) {
	if !schemed.MatchString(c.Copy) {
		return newFolder(c.Copy)
	}
	u, err := url.Parse(c.Copy)
	if err != nil || u.Host == "" || strings.Contains(u.Path, "@") && u.User != nil {
		return nil, diag.WithHint(errors.New("the address of the copy cannot be read"),
			"it is like http://www.example.gov.cn/zwgk/qingdan/; in a password, write @ as %40, / as %2F, % as %25")
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, diag.Errorf("an address begins with http:// or https://",
			"%q cannot be fetched: the address begins with %s", shown(u), u.Scheme)
	}
	return newAddress(u, cmp.Or(c.Pause, time.Second/2), cmp.Or(c.Wait, time.Minute)), nil
}

// mostHops is how many times a server may send on before it goes round in circles.
const mostHops = 5

func newAddress(root *url.URL, pause, wait time.Duration) address {
	root = root.JoinPath("/") // ends with a slash: files lie below it
	root.Fragment = ""
	if name, ok := strings.CutSuffix(root.Path, "index.html/"); ok {
		root.Path, root.RawPath = name, ""
	}
	client := &http.Client{CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if r.URL.Hostname() != root.Hostname() || len(via) > mostHops {
			return fmt.Errorf("the server leads on to %q", shown(r.URL))
		}
		return nil
	}}
	return address{root, client, pause, wait}
}

func (a address) String() string { return Quoted(shown(a.root)) }

// patience: a server that is down is not waited for through hundreds of files.
func (a address) patience() int { return 20 }

// tries is how often a file is asked for whose server is busy or whose connection breaks.
const tries = 3

func (a address) same(ctx context.Context, f manifest.File) (same bool, err error) {
	pause := a.pause
	for n := 1; ; n++ {
		same, err = a.once(ctx, f)
		if n == tries || !passing(err) {
			return same, err
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(pause):
		}
		pause *= 4
	}
}

// passing tells an error that may be gone at the next try. After one that took all its time nobody waits again.
func passing(err error) bool {
	if answer := status(0); errors.As(err, &answer) {
		return answer >= 500 || answer == http.StatusTooManyRequests
	}
	return err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, context.DeadlineExceeded) &&
		!errors.As(err, new(elsewhere))
}

// slowLine is a line in bytes a second: a large file has the time that it takes there.
const slowLine = 20_000

func (a address) once(ctx context.Context, f manifest.File) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, a.wait+time.Duration(f.Size/slowLine)*time.Second)
	defer cancel()
	where := a.root.JoinPath(strings.Split(f.Path, "/")...)
	response, err := a.get(ctx, where)
	if err != nil {
		return false, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusGone:
		return false, fs.ErrNotExist
	default:
		return false, status(response.StatusCode)
	}
	// gzip is undone by now.
	if packed := response.Header.Get("Content-Encoding"); packed != "" && packed != "identity" {
		return false, fmt.Errorf("the server packs it as %q without being asked", packed)
	}
	same, err := matches(response.Body, f)
	if err == nil && !same && pathOf(response.Request.URL) != pathOf(where) {
		return false, elsewhere(shown(response.Request.URL))
	}
	return same, err
}

func (a address) get(ctx context.Context, where *url.URL) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, where.String(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Cache-Control", "no-cache")
	return a.client.Do(request)
}

// pathOf is what of an address says which file is meant: servers lead on from index.html to its folder.
func pathOf(u *url.URL) string {
	return strings.TrimSuffix(strings.TrimSuffix(u.Path, "index.html"), "/")
}

// A status is an answer that is no file, and does not say that there is none.
type status int

func (s status) Error() string {
	return strings.TrimSpace(fmt.Sprintf("the server answers %d %s", int(s), http.StatusText(int(s))))
}

// An elsewhere is an address that a file was looked for at, and not found: a page to sign in, for instance.
type elsewhere string

func (e elsewhere) Error() string { return fmt.Sprintf("the server leads on to %q", string(e)) }

func (a address) others([]manifest.File, map[string][]byte) []Difference { return nil }

// probe is a file that no handbook has.
const probe = "handbook-verify/no-such-file.html"

// note tells of servers that have something for every name: there no file is ever lost.
func (a address) note(ctx context.Context) string {
	const always = "what else the server has it does not say"
	ctx, cancel := context.WithTimeout(ctx, a.wait)
	defer cancel()
	response, err := a.get(ctx, a.root.JoinPath(strings.Split(probe, "/")...))
	if err != nil {
		return always
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return always
	}
	return "the server answers 200 even for a file that is not there, so a lost one is named as changed; " + always
}

// shown is an address without what may be secret.
func shown(u *url.URL) string {
	plain := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}
	return plain.String()
}

// secrets are the user and password of an address, and what follows its path.
var secrets = regexp.MustCompile(`[^/\s"']*:[^\s"']*@|//[^/\s"']*@|[?#][^\s"']*`)

// hide takes out of a text what may be secret in the addresses that it names.
func hide(text string) string {
	return secrets.ReplaceAllStringFunc(text, func(secret string) string {
		if scheme := strings.Index(secret, "//"); scheme >= 0 {
			return secret[:scheme+2]
		}
		return ""
	})
}

// reason says why a file could not be compared, without the address, which a net/http error repeats in full.
func reason(err error) string {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	var late interface{ Timeout() bool }
	if errors.As(err, &late) && late.Timeout() { // a context's deadline among them
		return "no answer in time"
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the connection broke off"
	}
	return diag.Printable(hide(err.Error())) // a server may have put anything into it
}
