package pack

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"handbook/generator/diag"
	"handbook/generator/site"
)

func built(t *testing.T) string {
	t.Helper()
	page := func(text string) []byte {
		return fmt.Appendf(nil,
			"<!doctype html><html lang=zh><head><title>%s</title></head><body><p>%[1]s</p></body></html>", text)
	}
	dir := t.TempDir()
	from := filepath.Join(dir, "from")
	if err := os.CopyFS(from, fstest.MapFS{
		"index.html":     {Data: page("一")},
		"joint/034.html": {Data: page("二")},
	}); err != nil {
		t.Fatal(err)
	}
	public := filepath.Join(dir, "public")
	if _, err := site.Finish(site.Config{From: from, To: public}); err != nil {
		t.Fatal(err)
	}
	return public
}

var headers = map[string][]byte{"nginx.conf": []byte("charset utf-8;\n")}

// The zip holds what it says, and its checksums hold; the same site gives the same bytes, whatever the times of its
// files.
func TestWrite(t *testing.T) {
	public := built(t)
	dir := t.TempDir()
	c := Config{Public: public, Headers: headers, Date: time.Date(2026, 1, 5, 9, 30, 0, 0, time.UTC),
		Address: "https://www.example.gov.cn/q/", File: filepath.Join(dir, "dist/a.zip")}
	report, err := Write(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(filepath.Join(public, "index.html"), time.Unix(1, 0), time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	c.File = filepath.Join(dir, "b.zip")
	again, err := Write(c)
	if err != nil || again != report {
		t.Errorf("a second run: %v, %v, want %v", again, err, report)
	}
	a, _ := os.ReadFile(filepath.Join(dir, "dist/a.zip"))
	b, _ := os.ReadFile(c.File)
	if !bytes.Equal(a, b) || int64(len(a)) != report.Size {
		t.Error("two runs give different bytes")
	}
	sum, _ := os.ReadFile(filepath.Join(dir, "dist/a.zip.sha256"))
	if string(sum) != report.SHA256+"  a.zip\n" {
		t.Errorf("checksum file: %s", sum)
	}

	files, names := unzip(t, a, dir)
	want := "说明.txt SHA256SUMS handbook/index.html handbook/joint/034.html handbook/manifest.json headers/nginx.conf"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("in it: %s\n want %s", got, want)
	}
	note := files["说明.txt"]
	if !strings.HasPrefix(note, "\ufeff履职") || strings.Contains(strings.ReplaceAll(note, "\r\n", ""), "\n") ||
		strings.ContainsAny(note, "{}") ||
		!strings.Contains(note, c.Address) || !strings.Contains(note, "站点地图") {
		t.Errorf("note: %q", note)
	}
	check := exec.Command("sha256sum", "-c", "--strict", "SHA256SUMS")
	check.Dir = filepath.Join(dir, "unzipped")
	if out, err := check.CombinedOutput(); err != nil || bytes.Count(out, []byte("OK")) != 3 {
		t.Errorf("sha256sum: %v\n%s", err, out)
	}

	c.Address, c.Date = "", time.Time{}
	if _, err := Write(c); err != nil {
		t.Fatal(err)
	}
	b, _ = os.ReadFile(c.File)
	if files, _ := unzip(t, b, t.TempDir()); strings.Contains(files["说明.txt"], "站点地图") ||
		strings.ContainsAny(files["说明.txt"], "{}") {
		t.Errorf("note without an address: %s", files["说明.txt"])
	}
}

// unzip unpacks into the folder unzipped below dir.
func unzip(t *testing.T, raw []byte, dir string) (map[string]string, []string) {
	t.Helper()
	reader, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	files, names := map[string]string{}, []string{}
	for _, f := range reader.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if f.Mode() != 0o644 {
			t.Errorf("%s has mode %v", f.Name, f.Mode())
		}
		files[f.Name], names = string(text), append(names, f.Name)
		to := filepath.Join(dir, "unzipped", f.Name)
		os.MkdirAll(filepath.Dir(to), 0o755)
		if err := os.WriteFile(to, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return files, names
}

// A site that was tampered with is not packed, and nothing half written stays.
func TestTampered(t *testing.T) {
	public := built(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(public, "index.html"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Write(Config{Public: public, Headers: headers, File: filepath.Join(dir, "a.zip")})
	if err == nil || !strings.Contains(err.Error(), "index.html") {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Error("left behind: ", fmt.Sprint(left))
	}
}

// A zip is not written where it would be published, or over a folder; a pipe in a file's place is not waited for.
func TestPlaces(t *testing.T) {
	public := built(t)
	dir := t.TempDir()
	for _, file := range []string{filepath.Join(public, "a.zip"), filepath.Join(public, "joint/../x/a.zip"), dir,
		filepath.Join(dir, "a\nb.zip"), filepath.Join(dir, "\x1b[2J.zip")} {
		_, err := Write(Config{Public: public, Headers: headers, File: file})
		if err == nil || diag.Hint(err) == "" || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v", file, err)
		}
	}
	os.Remove(filepath.Join(public, "index.html"))
	if err := syscall.Mkfifo(filepath.Join(public, "index.html"), 0o644); err != nil {
		t.Skip(err)
	}
	if _, err := Write(Config{Public: public, Headers: headers, File: filepath.Join(dir, "a.zip")}); err == nil ||
		!strings.Contains(err.Error(), "index.html") {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Error("left behind: ", fmt.Sprint(left))
	}
}
