package serve_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"handbook/generator/serve"
)

// As Hugo, this program waits until it is stopped; it says what it was called with.
func TestMain(m *testing.M) {
	switch os.Getenv("SERVE_TEST_HUGO") {
	case "waits":
		fmt.Println("hugo", strings.Join(os.Args[1:], " "))
		time.Sleep(time.Minute)
	case "fails":
		fmt.Println("hugo: port in use")
		os.Exit(3)
	default:
		os.Exit(m.Run())
	}
}

// output is where Hugo and the preview write at the same time.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

func TestRunFollowsTheList(t *testing.T) {
	t.Setenv("SERVE_TEST_HUGO", "waits")
	data := t.TempDir()
	put(t, filepath.Join(data, "town", "joint.toml"), "one")

	updates := make(chan string, 10)
	update := func() error {
		text, err := os.ReadFile(filepath.Join(data, "town", "joint.toml"))
		updates <- string(text)
		if string(text) == "a mistake" {
			return errors.New("mend it")
		}
		return err
	}
	out := &output{}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- serve.Run(ctx, serve.Config{Data: data, Hugo: os.Args[0], Args: []string{"--port", "8080"}, Update: update, Output: out})
	}()
	eventually(t, "hugo is called", func() bool { return strings.Contains(out.String(), "hugo server --port 8080\n") })
	if len(updates) > 0 {
		t.Error("updated though nothing had changed")
	}
	// A change, a mistake, its mending, a new file and a file that goes: each is followed.
	for _, text := range []string{"two", "a mistake", "mended"} {
		put(t, filepath.Join(data, "town", "joint.toml"), text)
		if got := receive(t, updates); got != text {
			t.Errorf("updated with %q, want %q", got, text)
		}
	}
	if want := "the preview keeps the last good pages: mend it\n"; strings.Count(out.String(), want) != 1 {
		t.Errorf("output %q, want once %q", out, want)
	}
	put(t, filepath.Join(data, "other", "town.toml"), "new")
	receive(t, updates)
	if err := os.Remove(filepath.Join(data, "other", "town.toml")); err != nil {
		t.Fatal(err)
	}
	receive(t, updates)

	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("stopped by the user, but: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it does not stop")
	}
	put(t, filepath.Join(data, "town", "joint.toml"), "after the end")
	time.Sleep(500 * time.Millisecond)
	if len(updates) > 0 {
		t.Error("it still follows the list after its end")
	}
}

func TestRunEndsWithHugo(t *testing.T) {
	t.Setenv("SERVE_TEST_HUGO", "fails")
	out := &output{}
	err := serve.Run(t.Context(), serve.Config{Data: t.TempDir(), Hugo: os.Args[0], Output: out})
	if err == nil || !strings.Contains(err.Error(), "exit status 3") || out.String() != "hugo: port in use\n" {
		t.Errorf("error %v, output %q", err, out)
	}
}

func TestRunWithoutHugo(t *testing.T) {
	hugo := filepath.Join(t.TempDir(), "hugo")
	err := serve.Run(t.Context(), serve.Config{Data: t.TempDir(), Hugo: hugo, Output: &output{}})
	if want := "cannot start " + hugo + ": no such file or directory\n  hint: make builds it; or name an installed one with -hugo"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func receive(t *testing.T, updates chan string) string {
	t.Helper()
	select {
	case text := <-updates:
		return text
	case <-time.After(10 * time.Second):
		t.Fatal("a change was not followed")
		return ""
	}
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never: " + what)
		}
	}
}
