package verify

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/site"
)

// built publishes a small site and returns its folder.
func built(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"index.html":     "<!doctype html><html lang=zh><head><title>一</title></head><body><p>一</p></body></html>",
		"joint/034.html": "<!doctype html><html lang=zh><head><title>二</title></head><body><p>二</p></body></html>",
		"css/a.css":      "a{color:red}",
		"文件 #1.pdf":      "pdf",
	} {
		put(t, filepath.Join(dir, "from", name), text)
	}
	public := filepath.Join(dir, "public")
	if _, err := site.Finish(site.Config{From: filepath.Join(dir, "from"), To: public}); err != nil {
		t.Fatal(err)
	}
	return public
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// serve publishes a copy of a folder on this computer.
func serve(t *testing.T, folder string) string {
	server := httptest.NewServer(http.StripPrefix("/zwgk/qingdan/", http.FileServer(http.Dir(folder))))
	t.Cleanup(server.Close)
	return server.URL + "/zwgk/qingdan/"
}

func TestAgainst(t *testing.T) {
	for _, c := range []struct {
		name   string
		tamper func(t *testing.T, copied string)
		want   string // of a folder
		served string // of an address, where it differs
	}{
		{name: "the same", tamper: func(*testing.T, string) {}},
		{name: "the server's own files", tamper: func(t *testing.T, copied string) {
			put(t, copied+"/.htaccess", "given to the web desk")
			put(t, copied+"/.gitkeep", "")
		}},
		{name: "the server's own files, but not as they were given", tamper: func(t *testing.T, copied string) {
			put(t, copied+"/.htaccess", "Redirect / https://example.com/")
			put(t, copied+"/joint/.htaccess", "given to the web desk")
			put(t, copied+"/Web.config", "x")
			put(t, copied+"/.gitkeep", "x")
			put(t, copied+"/.well-known/x/y", "x")
		}, want: "未比对 not compared .gitkeep, 未比对 not compared .htaccess, 未比对 not compared .well-known/, " +
			"未比对 not compared Web.config, 未比对 not compared joint/.htaccess", served: "none"},
		{name: "one byte of another", tamper: func(t *testing.T, copied string) {
			text, _ := os.ReadFile(copied + "/joint/034.html")
			put(t, copied+"/joint/034.html", string(bytes.Replace(text, []byte("二</p>"), []byte("三</p>"), 1)))
		}, want: "改动 changed joint/034.html"},
		{name: "a byte more, a byte less", tamper: func(t *testing.T, copied string) {
			put(t, copied+"/css/a.css", "a{color:red} ")
			put(t, copied+"/文件 #1.pdf", "pd")
		}, want: "改动 changed css/a.css, 改动 changed 文件 #1.pdf"},
		{name: "added, lost", tamper: func(t *testing.T, copied string) {
			put(t, copied+"/joint/999.html", "x")
			os.Remove(copied + "/css/a.css")
		}, want: "缺失 lost css/a.css, 多出 added joint/999.html", served: "缺失 lost css/a.css"},
		{name: "the manifest too", tamper: func(t *testing.T, copied string) {
			put(t, copied+"/manifest.json", "{}")
		}, want: "改动 changed manifest.json"},
		{name: "a folder in a file's place", tamper: func(t *testing.T, copied string) {
			os.Remove(copied + "/css/a.css")
			put(t, copied+"/css/a.css/b", "x")
		}, want: "多出 added css/a.css, 缺失 lost css/a.css, 多出 added css/a.css/b", served: "改动 changed css/a.css"},
		{name: "nothing there", tamper: func(t *testing.T, copied string) {
			os.RemoveAll(copied + "/joint")
			os.Remove(copied + "/index.html")
			os.Remove(copied + "/css/a.css")
			os.Remove(copied + "/文件 #1.pdf")
			os.Remove(copied + "/manifest.json")
		}, want: "缺失 lost css/a.css, 缺失 lost index.html, 缺失 lost joint/034.html, " +
			"缺失 lost manifest.json, 缺失 lost 文件 #1.pdf",
			served: "缺失 lost css/a.css, 改动 changed index.html, 缺失 lost joint/034.html, " +
				"缺失 lost manifest.json, 缺失 lost 文件 #1.pdf"},
		{name: "a link in a file's place, a loop", tamper: func(t *testing.T, copied string) {
			os.Rename(copied+"/css/a.css", copied+"/css/b.css")
			os.Symlink("b.css", copied+"/css/a.css")
			os.Symlink("..", copied+"/css/up")
		}, want: "多出 added css/a.css, 缺失 lost css/a.css, 多出 added css/b.css, 多出 added css/up", served: "none"},
		{name: "a file in a folder's place", tamper: func(t *testing.T, copied string) {
			os.RemoveAll(copied + "/css")
			put(t, copied+"/css", "x")
		}, want: "多出 added css, 缺失 lost css/a.css", served: "缺失 lost css/a.css"},
	} {
		t.Run(c.name, func(t *testing.T) {
			original := built(t)
			copied := filepath.Join(t.TempDir(), "copy")
			if err := os.CopyFS(copied, os.DirFS(original)); err != nil {
				t.Fatal(err)
			}
			c.tamper(t, copied)
			switch c.served {
			case "":
				c.served = c.want
			case "none":
				c.served = ""
			}
			for place, want := range map[string]string{copied: c.want, serve(t, copied): c.served} {
				report, err := Against(t.Context(), Config{Original: original, Copy: place,
					Beside: map[string][]byte{".htaccess": []byte("given to the web desk")}})
				if err != nil || report.Files != 5 || report.Holds() != (want == "") {
					t.Fatal(report, err)
				}
				var got []string
				for _, d := range report.Differences {
					got = append(got, fmt.Sprint(d.Kind, " ", d.Path))
				}
				if strings.Join(got, ", ") != want {
					t.Errorf("%s\n got %s\nwant %s", place, strings.Join(got, ", "), want)
				}
			}
		})
	}
}
