package built

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"handbook/generator/needs"
	"handbook/generator/portal"
	"handbook/generator/verify"
)

// A server is a web server that a county may have, as Debian packs it. Its configuration publishes a folder at / with
// the headers that are shipped for it; scratch is a folder for what it writes.
type server struct {
	program string
	prepare func(t *testing.T, folder, headers string)
	config  func(host, folder, scratch, headers string) string
	args    func(scratch, config string) []string
}

var servers = map[string]server{
	"nginx": {
		program: "nginx",
		prepare: func(*testing.T, string, string) {},
		config: func(host, folder, scratch, headers string) string {
			user := ""
			if os.Geteuid() == 0 {
				user = "user root;" // the worker must be able to read a folder of root's
			}
			return fmt.Sprintf(`
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
		location / { root %[4]q; include %[5]q; }
	}
}
`, user, scratch, host, folder, headers)
		},
		args: func(scratch, config string) []string { return []string{"-p", scratch, "-e", "stderr", "-c", config} },
	},
	"apache2": {
		program: "apache2",
		prepare: func(t *testing.T, folder, headers string) {
			put(t, filepath.Join(folder, ".htaccess"), read(t, "", headers))
			put(t, filepath.Join(folder, "zwgk/qingdan/.htaccess"), read(t, "", headers))
			// the workers are not root, and must be able to read it
			for _, dir := range []string{folder, filepath.Dir(folder)} {
				if err := os.Chmod(dir, 0o755); err != nil {
					t.Fatal(err)
				}
			}
		},
		config: func(host, folder, scratch, headers string) string {
			user := ""
			if os.Geteuid() == 0 {
				user = "User www-data\nGroup www-data"
			}
			return fmt.Sprintf(`
ServerRoot %[2]q
DefaultRuntimeDir %[2]q
PidFile %[2]s/pid
ErrorLog /dev/stderr
LogLevel error
ServerName localhost
Listen %[3]s
%[1]s
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
TypesConfig /etc/mime.types
DocumentRoot %[4]q
<Directory %[4]q>
	AllowOverride FileInfo Indexes
	Require all granted
</Directory>
`, user, scratch, host, folder)
		},
		args: func(scratch, config string) []string { return []string{"-d", scratch, "-f", config, "-DFOREGROUND"} },
	},
}

// TestServers publishes the site as the county does: under a web server, below a path, with the headers that are
// shipped. A browser must see nothing that the policy forbids, and the copy must verify over http. IIS does not run
// here: see TestHeaders.
func TestServers(t *testing.T) {
	t.Parallel()
	ctx := start(t)
	for name, s := range servers {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			// A page that offends shows that an offence would be seen.
			offence := "<!doctype html><html lang=zh><head><title>x</title><style>p{color:red}</style></head>" +
				"<body><h1>x</h1></body></html>"
			put(t, filepath.Join(dir, "offence.html"), offence)
			put(t, filepath.Join(dir, "offline.html"), offence)
			if err := os.CopyFS(filepath.Join(dir, "zwgk/qingdan"), os.DirFS(public)); err != nil {
				t.Fatal(err)
			}
			host := s.start(t, dir, map[string]string{"nginx": portal.NginxHeaders,
				"apache2": portal.ApacheHeaders}[name])
			base := host + "/zwgk/qingdan/"

			for file, kind := range map[string]string{"": "text/html", "css/handbook.css": "text/css",
				"page/handbook.js": "script"} {
				header := fetched(t, base+file)
				for name, want := range map[string]string{
					"Content-Security-Policy": "frame-ancestors 'self'", "X-Content-Type-Options": "nosniff",
					"Cache-Control": "no-cache", "Referrer-Policy": "same-origin", "Content-Encoding": "gzip",
				} {
					if got := header.Get(name); !strings.Contains(got, want) {
						t.Errorf("%s%s: %s: %q, want %q", base, file, name, got, want)
					}
				}
				if got := strings.ToLower(header.Get("Content-Type")); !strings.Contains(got, kind) ||
					!strings.Contains(got, "charset=utf-8") {
					t.Errorf("%s%s is served as %q", base, file, got)
				}
			}
			// The one-file edition brings a policy of its own, which the header must not overrule.
			for _, file := range []string{host + "/offline.html", base + "kuiyibage/offline.html"} {
				if got := fetched(t, file).Values("Content-Security-Policy"); len(got) != 1 ||
					got[0] != "frame-ancestors 'self'" {
					t.Errorf("%s has the policy %q", file, got)
				}
			}

			for _, v := range visits[:2] {
				t.Run(v.name, func(t *testing.T) { v.all(t, ctx, base) })
			}
			t.Run("styles and scripts", func(t *testing.T) { seen(t, ctx, host, base) })
			t.Run("verify", func(t *testing.T) {
				report, err := verify.Against(t.Context(), verify.Config{Original: public, Copy: base})
				if err != nil || !report.Holds() || report.Files < 300 {
					t.Error(report.Summary(), err)
				}
			})
		})
	}
}

// fetched are the headers of a file, as a browser asks for it.
func fetched(t *testing.T, file string) http.Header {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, file, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "gzip")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", file, response.Status)
	}
	return response.Header
}

// seen wants style and script to work, the one-file edition with its search, and an offence to be noticed.
func seen(t *testing.T, ctx context.Context, host, base string) {
	tab, done := chromedp.NewContext(ctx)
	defer done()
	tab, cancel := context.WithTimeout(tab, 5*time.Minute)
	defer cancel()
	complaints := listen(t, tab, host)
	if err := chromedp.Do(tab, chromedp.Navigate(base+"kuiyibage/joint/034.html")); err != nil {
		t.Fatal(err)
	}
	rules, err := chromedp.Run(tab, chromedp.Evaluate[int](`[...document.styleSheets].reduce((n,
		s) => n + s.cssRules.length, 0)`))
	if err != nil || rules < 50 {
		t.Errorf("the style sheet has %d rules (%v)", rules, err)
	}
	if err := chromedp.Do(tab, chromedp.Navigate(base+"kuiyibage/offline.html#q=%E5%86%9C%E6%9D%91")); err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(tab, chromedp.Evaluate[int](`document.querySelectorAll('#results li').length`))
	if err != nil || found == 0 {
		t.Errorf("the one-file edition finds %d items (%v)", found, err)
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
}

// start serves a folder on a port of its own until the test ends.
func (s server) start(t *testing.T, folder, headers string) (address string) {
	t.Helper()
	program := needs.Program(t, s.program, "/usr/sbin/"+s.program) // which is not on everybody's path
	headers, err := filepath.Abs(filepath.Join(root, "generator/portal/headers", headers))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := listener.Addr().String()
	listener.Close()
	scratch := t.TempDir()
	s.prepare(t, folder, headers)
	config := filepath.Join(scratch, "server.conf")
	put(t, config, s.config(host, folder, scratch, headers))
	log := new(strings.Builder)
	cmd := exec.Command(program, s.args(scratch, config)...)
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM) // its workers end with it
		<-ended
	})
	for range 100 {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s ended: %v\n%s", s.program, err, log)
		case <-time.After(50 * time.Millisecond):
		}
		if conn, err := net.Dial("tcp", host); err == nil {
			conn.Close()
			return "http://" + host
		}
	}
	t.Fatalf("%s does not answer", s.program)
	return ""
}

// webConfig is what of IIS's configuration says which headers are sent.
type webConfig struct {
	XMLName xml.Name    `xml:"configuration"`
	Headers iisHeaders  `xml:"system.webServer>httpProtocol>customHeaders"`
	Wholes  []iisWholes `xml:"location"`
}

type iisWholes struct {
	Path    string     `xml:"path,attr"`
	Headers iisHeaders `xml:"system.webServer>httpProtocol>customHeaders"`
}

type iisHeaders struct {
	Add []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	} `xml:"add"`
	Remove []struct {
		Name string `xml:"name,attr"`
	} `xml:"remove"`
}

// sent are the headers by name; each is removed first, as the portal may have set it for the whole site.
func (h iisHeaders) sent(t *testing.T) map[string]string {
	t.Helper()
	sent, removed := map[string]string{}, map[string]bool{}
	for _, r := range h.Remove {
		removed[r.Name] = true
	}
	for _, a := range h.Add {
		if !removed[a.Name] {
			t.Errorf("web.config adds %s, and IIS refuses a header that is set twice", a.Name)
		}
		sent[a.Name] = a.Value
	}
	return sent
}

// TestHeaders wants the three servers to send the same headers, with the policy of the pages: a browser obeys both.
// What IIS is told is read as XML and no more: it runs on Windows alone, so nobody has seen it answer.
func TestHeaders(t *testing.T) {
	t.Parallel()
	policy := regexp.MustCompile(`default-src 'none'[^"]*`).FindString(read(t, public, "index.html"))
	if policy == "" || strings.Contains(policy, "unsafe") {
		t.Fatalf("the page's policy is %q", policy)
	}
	policy = strings.Replace(policy, "'self' file:", "'self'", 1) // from a disk, where Firefox asks for it by name
	want := map[string]string{
		"Content-Security-Policy": normal(policy) + ";frame-ancestors 'self'", "X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "same-origin", "Cache-Control": "no-cache",
	}
	wholes := []string{"kuiyibage/offline.html", "saili/offline.html"}
	files, err := portal.Headers(wholes)
	if err != nil {
		t.Fatal(err)
	}
	sent := map[string]map[string]string{
		portal.NginxHeaders:  told(`(?m)^add_header (\S+) "?(.*?)"? always;$`, string(files[portal.NginxHeaders])),
		portal.ApacheHeaders: told(`(?m)^  Header (?:always )?set (\S+) "(.*)"$`, string(files[portal.ApacheHeaders])),
	}
	sent[portal.NginxHeaders]["Content-Security-Policy"] = policyOf(t, files[portal.NginxHeaders])
	var iis webConfig
	if err := xml.Unmarshal(files[portal.IISHeaders], &iis); err != nil {
		t.Fatal(err)
	}
	sent[portal.IISHeaders] = iis.Headers.sent(t)
	for file, got := range sent {
		got["Content-Security-Policy"] = normal(got["Content-Security-Policy"])
		if !maps.Equal(got, want) {
			t.Errorf("%s sends %q, want %q", file, got, want)
		}
	}
	if len(iis.Wholes) != len(wholes) {
		t.Fatalf("web.config knows %d one-file editions, want %d", len(iis.Wholes), len(wholes))
	}
	for i, whole := range iis.Wholes {
		if got := whole.Headers.sent(t); whole.Path != wholes[i] || len(got) != 1 ||
			got["Content-Security-Policy"] != "frame-ancestors 'self'" {
			t.Errorf("web.config sends %q for %s", got, whole.Path)
		}
	}
}

func told(form, text string) map[string]string {
	headers := map[string]string{}
	for _, m := range regexp.MustCompile(form).FindAllStringSubmatch(text, -1) {
		headers[m[1]] = m[2]
	}
	return headers
}

// policyOf is the policy that nginx keeps in a variable.
func policyOf(t *testing.T, text []byte) string {
	t.Helper()
	m := regexp.MustCompile(`(?m)^set \$handbook_policy "(.*)";$`).FindSubmatch(text)
	if m == nil {
		t.Fatal("nginx.conf sets no policy")
	}
	return string(m[1])
}

// normal is a policy without the white space that a minifier may take.
func normal(policy string) string { return strings.ReplaceAll(policy, "; ", ";") }
