package verify

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"handbook/generator/diag"
	"handbook/generator/manifest"
)

// answered compares the built site with a server whose answers go through a handler; the good one serves the site.
func answered(t *testing.T, original string, handler func(good http.Handler) http.HandlerFunc) (Report,
	*httptest.Server) {
	t.Helper()
	server := httptest.NewServer(handler(http.FileServer(http.Dir(original))))
	t.Cleanup(server.Close)
	return held(t, original, server.URL), server
}

func held(t *testing.T, original, copied string) Report {
	t.Helper()
	report, err := Against(t.Context(), Config{Original: original, Copy: copied, Pause: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// A server that fails, or sends its visitors elsewhere: the comparison goes on, and says of which files nothing is
// known and why.
func TestServers(t *testing.T) {
	original := built(t)
	elsewhere := serve(t, original)
	only := func(name string, answer http.HandlerFunc) func(http.Handler) http.HandlerFunc {
		return func(good http.Handler) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == name {
					answer(w, r)
				} else {
					good.ServeHTTP(w, r)
				}
			}
		}
	}
	var asked atomic.Int32
	for name, c := range map[string]struct {
		handler func(http.Handler) http.HandlerFunc
		want    string // the one line, or ""
	}{
		"503": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(503) }),
			`未比对 not compared  "css/a.css": the server answers 503 Service Unavailable`},
		"403": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(403) }),
			`未比对 not compared  "css/a.css": the server answers 403 Forbidden`},
		"busy once": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			if asked.Add(1) == 1 {
				w.WriteHeader(429)
			} else {
				http.FileServer(http.Dir(original)).ServeHTTP(w, r)
			}
		}), ""},
		"a connection that breaks": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "12")
			w.Write([]byte("a{"))
		}), `未比对 not compared  "css/a.css": the connection broke off`},
		"a connection that is cut": {only("/css/a.css",
			func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }),
			`未比对 not compared  "css/a.css": the connection broke off`},
		"another host": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			to := strings.Replace(elsewhere, "127.0.0.1", "user:secret@localhost", 1) + "?ticket=secret"
			http.Redirect(w, r, to, http.StatusFound)
		}), `未比对 not compared  "css/a.css": the server leads on to "` +
			strings.Replace(elsewhere, "127.0.0.1", "localhost", 1) + `"`},
		"in circles": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/css/a.css?ticket=secret", http.StatusFound)
		}),
			`未比对 not compared  "css/a.css": the server leads on to `},
		"a page to sign in": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/joint/034.html?ticket=secret", http.StatusFound)
		}),
			`未比对 not compared  "css/a.css": the server leads on to `},
		"packed by its own": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			w.Write([]byte("x"))
		}), `未比对 not compared  "css/a.css": the server packs it as `},
		"not gzip though it says so": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write([]byte("x"))
		}), `未比对 not compared  "css/a.css": `},
		"without an end": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			for block := bytes.Repeat([]byte("x"), 1<<16); ; {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		}), `改动 changed  "css/a.css"`},
		"an escape in its words": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			conn, _, _ := http.NewResponseController(w).Hijack()
			fmt.Fprint(conn, "HTTP/1.1 418 \x1b[2J\x1b[31m\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			conn.Close()
		}), `未比对 not compared  "css/a.css": the server answers 418 I'm a teapot`},
		"no HTTP": {only("/css/a.css", func(w http.ResponseWriter, r *http.Request) {
			conn, _, _ := http.NewResponseController(w).Hijack()
			fmt.Fprint(conn, "\x1b[2J secret\r\n\r\n")
			conn.Close()
		}), `未比对 not compared  "css/a.css": `},
		"letter case does not count": {func(good http.Handler) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				r.URL.Path = strings.ToLower(r.URL.Path)
				good.ServeHTTP(w, r)
			}
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			report, _ := answered(t, original, c.handler)
			var out bytes.Buffer
			report.Print(&out)
			if c.want == "" {
				if !report.Holds() {
					t.Errorf("%s%s", &out, report.Summary())
				}
				return
			}
			if report.Holds() || !strings.HasPrefix(out.String(), c.want) || strings.Count(out.String(), "\n") != 1 ||
				report.Same != 4 {
				t.Errorf("%s%s\nwant %s", &out, report.Summary(), c.want)
			}
			all := out.String() + report.Summary()
			if strings.ContainsAny(all, "\x1b\x7f") ||
				strings.Contains(all, "ticket") || strings.Contains(all, "user") {
				t.Errorf("%q", all)
			}
			one := strings.Contains(report.Summary(), "; 1 个未比对 not compared (1: ")
			if strings.Contains(c.want, "not compared") != one {
				t.Errorf("the closing line: %s", report.Summary())
			}
		})
	}
}

// Of a server that is down not hundreds of files are asked for, and those that were not are counted.
func TestDown(t *testing.T) {
	original := t.TempDir()
	var files []manifest.File
	for n := range 200 {
		files = append(files, manifest.File{Path: fmt.Sprintf("%03d.html", n), SHA256: strings.Repeat("0", 64)})
	}
	put(t, original+"/manifest.json", string(manifest.New(files).JSON()))
	report, server := answered(t, original, func(http.Handler) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(502) }
	})
	if report.Count(Unread) != 20 || report.Left != 181 || report.Holds() ||
		!strings.Contains(report.Summary(),
			"201 个未比对 not compared (181: not asked for after 20 failures in a row; "+
				"20: the server answers 502 Bad Gateway)") {
		t.Error(report.Summary())
	}
	server.Close()
	where := strings.Replace(server.URL, "http://", "http://user:secret@", 1) + "/?token=secret#x"
	if report := held(t, original, where); report.Left != 181 || strings.Contains(report.Summary(), "secret") ||
		strings.Contains(report.Summary(), "user") {
		t.Error(report.Summary())
	}

	ctx, stop := context.WithCancel(t.Context())
	stop()
	if report, err := Against(ctx, Config{Original: original, Copy: where}); err != nil || report.Left != 201 ||
		!strings.Contains(report.Summary(), "interrupted") {
		t.Error(report.Summary(), err)
	}
}

// A server that sends a byte now and then is not waited for beyond a file's time, and not asked again.
func TestSlow(t *testing.T) {
	original := built(t)
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for asked.Add(1); r.Context().Err() == nil; time.Sleep(10 * time.Millisecond) {
			w.Write([]byte("x"))
			http.NewResponseController(w).Flush()
		}
	}))
	defer server.Close()
	manifest := fmt.Sprintf(`{"version":1,"files":[{"path":"a.html","size":9999,"sha256":"%064d"}]}`, 0)
	put(t, original+"/manifest.json", manifest)
	report, err := Against(t.Context(), Config{Original: original, Copy: server.URL, Wait: 300 * time.Millisecond})
	if err != nil || asked.Load() != 2 || !strings.Contains(report.Summary(),
		"2 个未比对 not compared (2: no answer in time)") {
		t.Error(report.Summary(), asked.Load(), err)
	}
}

// A server that has something for every name: what it lost is named as changed, and the closing line says so.
func TestSomethingForEveryName(t *testing.T) {
	original := built(t)
	report, _ := answered(t, original, func(http.Handler) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<p>登录</p>") }
	})
	if report.Count(Changed) != 5 ||
		!strings.Contains(report.Summary(), "answers 200 even for a file that is not there") {
		t.Error(report.Summary())
	}
}

// User and password are sent, and shown to nobody; so is the query.
func TestSecrets(t *testing.T) {
	original := built(t)
	_, server := answered(t, original, func(good http.Handler) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			user, word, _ := r.BasicAuth()
			if user != "user" || word != "se@cret" || r.URL.Query().Get("key") != "secret" {
				w.WriteHeader(401)
				return
			}
			good.ServeHTTP(w, r)
		}
	})
	host := strings.TrimPrefix(server.URL, "http://")
	report := held(t, original, "http://user:se%40cret@"+host+"/index.html?key=secret")
	if !report.Holds() || report.Copy != "http://"+host+"/" {
		t.Error(report.Summary())
	}
	if report := held(t, original, server.URL); report.Count(Unread) != 5 ||
		!strings.Contains(report.Summary(), "5: the server answers 401 Unauthorized") {
		t.Error(report.Summary())
	}
	for _, where := range []string{
		"http://user:se@cret/x@" + host, "http://user:se%cret@" + host, "http://user:se/cret@" + host,
		"http://user:secret@", "ftp://user:secret@" + host + "/?secret", "http:/user:secret@" + host,
		"user:secret@" + host, "http://user:secret@" + host + "/\x1b[2J", "HTTPS:user:secret@x",
		"/user:secret@x/\x1b[2J",
	} {
		report, err := Against(t.Context(), Config{Original: original, Copy: where, Pause: time.Millisecond})
		if err == nil {
			t.Errorf("%s: no error, but %s", where, report.Summary())
			continue
		}
		text := err.Error()
		if strings.Contains(text, "cret") || strings.Contains(text, "\x1b") || diag.Hint(err) == "" {
			t.Errorf("%s: %s", where, text)
		}
	}
	for _, err := range []error{
		&url.Error{Op: "Get", URL: "http://user:secret@x/", Err: &net.DNSError{Err: "no such host", Name: "x"}},
		fmt.Errorf(`failed to parse Location header "http://user:secret@x/%%zz?secret": %w`,
			&url.Error{Op: "parse", URL: "http://user:secret@x/%zz?secret", Err: url.EscapeError("%zz")}),
	} {
		if text := reason(err); strings.Contains(text, "secret") {
			t.Error(text)
		}
	}
}

// Names are anybody's: none reaches the terminal as it is.
func TestNames(t *testing.T) {
	original := built(t)
	copied := filepath.Join(t.TempDir(), "copy\x1b[31m")
	if err := os.CopyFS(copied, os.DirFS(original)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"\x1b[2J.html", "a\nb.html", "lmth.\u202egnp", "\xff.html", "\u200b.html", ".\x1b[2J",
	} {
		put(t, filepath.Join(copied, name), "x")
	}
	report := held(t, original, copied)
	var out bytes.Buffer
	report.Print(&out)
	if all := out.String() + report.Summary(); strings.ContainsAny(all, "\x1b\u202e\u200b") ||
		strings.Count(out.String(), "\n") != 6 ||
		!strings.Contains(all, `"a\nb.html"`) || !strings.Contains(all, `"lmth.\u202egnp"`) ||
		!strings.Contains(all, `copy\x1b[31m`) {
		t.Errorf("%q", all)
	}
}

// What in a folder is no file is not waited for, and beside a file that cannot be read the others are compared.
func TestFolder(t *testing.T) {
	original := built(t)
	copied := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(copied, os.DirFS(original)); err != nil {
		t.Fatal(err)
	}
	os.Remove(copied + "/css/a.css")
	if err := syscall.Mkfifo(copied+"/css/a.css", 0o644); err != nil {
		t.Skip(err)
	}
	syscall.Mkfifo(copied+"/pipe", 0o644)
	if err := os.Truncate(copied+"/joint/034.html", 1<<40); err != nil { // takes no room, but for ever to read
		t.Log(err)
		put(t, copied+"/joint/034.html", "x")
	}
	os.Chmod(copied+"/index.html", 0)
	report := held(t, original, copied)
	var out bytes.Buffer
	report.Print(&out)
	want := "多出 added  \"css/a.css\"\n缺失 lost  \"css/a.css\"\n" +
		"未比对 not compared  \"index.html\": permission denied\n改动 changed  \"joint/034.html\"\n多出 added  \"pipe\"\n"
	if os.Geteuid() == 0 { // who may read everything
		want = strings.Replace(want, "未比对 not compared  \"index.html\": permission denied\n", "", 1)
	}
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", &out, want)
	}
}

func TestNoManifest(t *testing.T) {
	dir := t.TempDir()
	if _, err := Against(t.Context(), Config{Original: t.TempDir(), Copy: dir}); err == nil || diag.Hint(err) == "" {
		t.Errorf("no manifest: %v", err)
	}
}
