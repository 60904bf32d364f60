package built

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"handbook/generator/browser"
	"handbook/generator/verify"
)

// TestNginx publishes the site as the county does: under nginx, below a path, with the headers that are shipped. A browser must
// see nothing that the policy forbids, and the copy must verify over http.
func TestNginx(t *testing.T) {
	dir := t.TempDir()
	// A page that offends shows that an offence would be seen.
	offence := "<!doctype html><html lang=zh><head><title>x</title><style>p{color:red}</style></head><body><h1>x</h1></body></html>"
	put(t, filepath.Join(dir, "offence.html"), offence)
	put(t, filepath.Join(dir, "offline.html"), offence)
	host := startNginx(t, dir)
	base := host + "/zwgk/qingdan/"

	response, err := http.Get(base)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
	for name, want := range map[string]string{
		"Content-Security-Policy": "frame-ancestors 'self'", "X-Content-Type-Options": "nosniff", "Content-Type": "text/html; charset=utf-8",
		"Cache-Control": "no-cache", "Referrer-Policy": "same-origin",
	} {
		if got := response.Header.Get(name); response.StatusCode != http.StatusOK || !strings.Contains(got, want) {
			t.Errorf("%s: %d %s: %q, want %q", base, response.StatusCode, name, got, want)
		}
	}

	// The one-file edition brings a policy of its own, which the header must not overrule.
	response, err = http.Get(host + "/offline.html")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if got := response.Header.Get("Content-Security-Policy"); response.StatusCode != http.StatusOK || got != "frame-ancestors 'self'" {
		t.Errorf("offline.html: %d, policy %q", response.StatusCode, got)
	}

	ctx, stop, err := browser.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for _, v := range visits[:2] {
		t.Run(v.name, func(t *testing.T) { v.all(t, ctx, base) })
	}
	t.Run("styles and scripts", func(t *testing.T) {
		tab, done := chromedp.NewContext(ctx)
		defer done()
		tab, cancel := context.WithTimeout(tab, time.Minute)
		defer cancel()
		complaints := listen(t, tab, host)
		if err := chromedp.Do(tab, chromedp.Navigate(base+"kuiyibage/joint/034.html")); err != nil {
			t.Fatal(err)
		}
		rules, err := chromedp.Run(tab, chromedp.Evaluate[int](`[...document.styleSheets].reduce((n, s) => n + s.cssRules.length, 0)`))
		if err != nil || rules < 50 {
			t.Errorf("the style sheet has %d rules (%v)", rules, err)
		}
		if taken := complaints(); len(taken) > 0 {
			t.Error(taken)
		}
		if err := chromedp.Do(tab, chromedp.Navigate(host+"/offence.html")); err != nil {
			t.Fatal(err)
		}
		if taken := strings.Join(complaints(), " "); !strings.Contains(taken, "Content Security Policy") {
			t.Errorf("a page that offends goes unnoticed: %q", taken)
		}
	})
	t.Run("verify", func(t *testing.T) {
		differences, n, err := verify.Against(t.Context(), public, base)
		if err != nil || len(differences) > 0 || n < 300 {
			t.Error(n, differences, err)
		}
	})
}

// startNginx serves the site at /zwgk/qingdan/ and a folder at /, with the shipped headers, on a port of its own, until the test ends.
func startNginx(t *testing.T, folder string) (address string) {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		program = "/usr/sbin/nginx" // which is not on everybody's path
	}
	site, err := filepath.Abs(public)
	if err != nil {
		t.Fatal(err)
	}
	headers, err := filepath.Abs(root + "/generator/portal/headers/nginx.conf")
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := listener.Addr().String()
	listener.Close()
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;" // the worker must be able to read a folder of root's
	}
	scratch := t.TempDir()
	config := fmt.Sprintf(`
%[1]s
daemon off;
pid %[2]s/pid;
error_log stderr warn;
events {}
http {
	include /etc/nginx/mime.types;
	access_log off;
	client_body_temp_path %[2]s/body;
	proxy_temp_path %[2]s/proxy;
	fastcgi_temp_path %[2]s/fastcgi;
	uwsgi_temp_path %[2]s/uwsgi;
	scgi_temp_path %[2]s/scgi;
	server {
		listen %[3]s;
		location /zwgk/qingdan/ { alias %[4]q; include %[5]q; }
		location / { root %[6]q; include %[5]q; }
	}
}
`, user, scratch, host, site+"/", headers, folder)
	file := filepath.Join(scratch, "nginx.conf")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	log := new(strings.Builder)
	cmd := exec.Command(program, "-p", scratch, "-e", "stderr", "-c", file)
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatalf("%v\n  hint: make test installs nginx", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt) // its workers end with it
		<-ended
	})
	for range 100 {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("nginx ended: %v\n%s", err, log)
		case <-time.After(50 * time.Millisecond):
		}
		if conn, err := net.Dial("tcp", host); err == nil {
			conn.Close()
			return "http://" + host
		}
	}
	t.Fatal("nginx does not answer")
	return ""
}

var policies = regexp.MustCompile(`default-src 'none'[^"]*`)

// TestPolicy wants the pages and the shipped headers of every server to have one policy: a browser obeys both.
func TestPolicy(t *testing.T) {
	page, err := os.ReadFile(public + "/index.html")
	if err != nil {
		t.Fatal(err)
	}
	want := policies.FindString(string(page))
	if want == "" || strings.Contains(want, "unsafe") {
		t.Fatalf("the page's policy is %q", want)
	}
	for _, name := range []string{"nginx.conf", "apache.htaccess", "web.config"} {
		text, err := os.ReadFile(root + "/generator/portal/headers/" + name)
		if err != nil {
			t.Fatal(err)
		}
		got := policies.FindString(string(text))
		if normal(got) != normal(want+"; frame-ancestors 'self'") {
			t.Errorf("%s has the policy %q, the pages %q", name, got, want)
		}
	}
}

// normal is a policy without the white space that a minifier may take.
func normal(policy string) string { return strings.ReplaceAll(policy, "; ", ";") }
