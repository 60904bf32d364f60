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
	"sync/atomic"
	"testing"
	"time"

	"handbook/generator/diag"
	"handbook/generator/serve"
)

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
	data := t.TempDir()
	put(t, filepath.Join(data, "town", "joint.toml"), "one")

	updates := make(chan string, 10)
	update := func() error {
		text, err := os.ReadFile(filepath.Join(data, "town", "joint.toml"))
		updates <- string(text)
		if string(text) == "a mistake" {
			return diag.Errorf("look above", "the list has errors")
		}
		return err
	}
	out := &output{}
	ctx, stop := context.WithCancel(t.Context())
	ended, serving := make(chan error, 1), make(chan bool)
	wait := func(ctx context.Context) error {
		close(serving)
		<-ctx.Done()
		return nil
	}
	go func() { ended <- serve.Run(ctx, serve.Config{Data: data, Serve: wait, Update: update, Output: out}) }()
	<-serving
	time.Sleep(time.Second) // it has looked at the list before
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
	want := "the preview keeps the last good pages: the list has errors\n  hint: look above\n"
	if strings.Count(out.String(), want) != 1 {
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

func TestRunEndsWithTheServer(t *testing.T) {
	fails := errors.New("port in use")
	fail := func(context.Context) error { return fails }
	err := serve.Run(t.Context(), serve.Config{Data: t.TempDir(), Serve: fail, Output: &output{}})
	if !errors.Is(err, fails) {
		t.Errorf("error %v", err)
	}
}

// What editors do to a file is followed to its end: their own files beside it, a file that is gone for a moment, a save
// after each key.
func TestRunFollowsAnEditor(t *testing.T) {
	data := t.TempDir()
	file := filepath.Join(data, "joint.toml")
	put(t, file, "one")
	var last atomic.Value
	update := func() error {
		text, err := os.ReadFile(file)
		last.Store(string(text))
		return err
	}
	wait := func(ctx context.Context) error {
		<-ctx.Done()
		return nil
	}
	go serve.Run(t.Context(), serve.Config{Data: data, Serve: wait, Update: update, Output: &output{}})
	for i := range 100 {
		put(t, file+".swp", fmt.Sprint(i))
		if err := os.Rename(file, file+"~"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Millisecond)
		put(t, file, fmt.Sprint("save ", i))
	}
	os.Remove(file + ".swp")
	eventually(t, "the last save is followed", func() bool { return last.Load() == "save 99" })
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
