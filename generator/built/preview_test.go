package built

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"handbook/generator/needs"
)

var hrefs = regexp.MustCompile(`(?:href|src|action)="([^"#?]*)`)

// TestPreview asks the preview for a page of each kind and for all that these lead to: what it shows can be opened.
func TestPreview(t *testing.T) {
	t.Parallel()
	needs.Long(t, buildsSites)
	dir := project(t, "preview")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	log := new(strings.Builder)
	cmd := exec.Command(filepath.Join(dir, ".build/bin/handbook"), "serve", "-port", fmt.Sprint(port))
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
		cmd.Wait()
	}()
	base := fmt.Sprintf("http://localhost:%d/", port)
	get := func(address string) (string, error) {
		response, err := http.Get(address)
		if err != nil {
			return "", err
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err == nil && response.StatusCode != http.StatusOK {
			err = fmt.Errorf("%s", response.Status)
		}
		return string(text), err
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		if _, err := get(base); err == nil {
			break
		} else if time.Now().After(end) {
			t.Fatalf("the preview does not come: %v\n%s", err, log)
		}
	}
	for _, name := range searchFiles {
		if _, err := get(base + name); err != nil {
			t.Errorf("what the search fetches: %v", err)
		}
	}
	tried := map[string]bool{}
	for _, p := range kindsOfPage {
		if strings.HasSuffix(p.path, "/book.html") {
			continue // the preview is made without the book
		}
		text, err := get(base + p.path)
		if err != nil && p.path != "404.html" {
			t.Errorf("%s: %v", p.path, err)
		}
		for _, m := range hrefs.FindAllStringSubmatch(text, -1) {
			where, err := http.NewRequest(http.MethodGet, base+p.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			to, err := where.URL.Parse(m[1])
			if err != nil || tried[to.String()] || to.Scheme != "http" {
				continue
			}
			tried[to.String()] = true
			if _, err := get(to.String()); err != nil {
				t.Errorf("%s leads to %s: %v", p.path, m[1], err)
			}
		}
	}
	if len(tried) < 200 {
		t.Errorf("only %d links were tried", len(tried))
	}
}
