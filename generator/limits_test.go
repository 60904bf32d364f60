package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Whatever is in a file, what is wrong with it is told within two seconds of the processor's time, in a screen or two.
func TestLimits(t *testing.T) {
	const most = 2 * time.Second
	text := func(before, piece string, n int, after string) func(string) string {
		return func(old string) string { return old + before + strings.Repeat(piece, n) + after }
	}
	item := func(title, note string) func(string) string {
		return func(old string) string {
			const head = "[[item]]\nid = \"basic-004\"\nno = 4\ncategory = \"党的建设\"\n"
			return old + head + fmt.Sprintf("title = \"%s\"\n%s", title, note)
		}
	}
	items := func(n int) func(string) string {
		return func(string) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "[[item]]\nid = \"basic-%03d\"\nno = %d\n", i, i)
			}
			return b.String()
		}
	}
	for _, c := range []struct {
		name, file string
		change     func(string) string
		want       string
	}{
		{"a title of 100,000 characters", "songxi/basic.toml", item(strings.Repeat("走", 100_000), ""),
			"basic.toml:22:1: error: a line of 292 kB"},
		{"a title of 10,000 characters", "songxi/basic.toml", item(strings.Repeat("走", 10_000), ""),
			"basic.toml:22:9: error: a text of 10000 characters"},
		{"arrays 20,000 deep", "songxi/basic.toml", text("a = ", "[", 20_000, strings.Repeat("]", 20_000)),
			"error: nested more than 16 deep"},
		{"tables 10,000 deep", "songxi/basic.toml", text("a = ", "{a=", 10_000, strings.Repeat("}", 10_000)),
			"error: nested more than 16 deep"},
		{"a key of 20,000 parts", "songxi/basic.toml", text("", "a.", 20_000, "a=1"),
			"error: nested more than 16 deep"},
		{"a key of 100,000 parts", "songxi/basic.toml", text("", "a.", 100_000, "a=1"), "error: a line of 195 kB"},
		{"a header of 20,000 parts", "songxi/basic.toml", text("[", "a.", 20_000, "a]"),
			"error: nested more than 16 deep"},
		{"a key nested too deep in the lexicon", "synonyms.toml", text("", "a.", 20_000, "a=1"),
			"error: nested more than 16 deep"},
		{"synonyms of 4^12 ways", "synonyms.toml", func(string) string {
			return "[words]\n\"" + strings.TrimSpace(strings.Repeat("a/b/c/d ", 12)) + "\" = \"困难群众\"\n"
		}, "spaces and slashes make more than 64 ways of saying it"},
		{"a line of 3 MB", "songxi/basic.toml", text("# ", "x", 3_000_000, ""), "error: a line of 2929 kB"},
		{"a file of 8 MB", "songxi/basic.toml", text("", "# x\n", 2_000_000, ""),
			"basic.toml: error: larger than 4 MB"},
		{"a million items", "songxi/basic.toml", items(1_000_000), "basic.toml: error: larger than 4 MB"},
		{"20,000 items", "songxi/basic.toml", items(20_000), "more"},
		{"10,000 mistakes", "songxi/basic.toml", text("", "[[item]]\nx = 1\n", 10_000, ""), "more"},
		{"10,000 mistakes in a line", "songxi/town.toml",
			text("[[preface]]\nheading = \"题\"\nparagraphs = [", "\"\",", 10_000, "]"), "more"},
		{"10,000 unknown keys", "songxi/town.toml",
			text("[[preface]]\nheading = \"题\"\n", "", 0, keys(10_000)), "more"},
		{"thousands of quotation marks", "songxi/basic.toml",
			item(strings.Repeat("“”。。", 1200), "note = \""+strings.Repeat("“”。。", 1200)+"\"\n"),
			"the document declares 9 items, the list has 10"},
		{"a name unlike any, of 4,000 characters", "songxi/basic.toml", func(old string) string {
			return strings.Replace(old, "党的建设", strings.Repeat("党", 4000), 1)
		}, "error: unknown category"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS("testdata/county")); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, filepath.FromSlash(c.file))
			old, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(c.change(string(old))), 0o644); err != nil {
				t.Fatal(err)
			}
			var stdout, stderr bytes.Buffer
			start := processorTime(t)
			run([]string{"check", "-data", dir, "-content", filepath.Join(dir, "none")}, &stdout, &stderr)
			if took := processorTime(t) - start; took > most {
				t.Errorf("it took %v", took)
			}
			if !strings.Contains(stderr.String(), c.want) {
				t.Errorf("not told %q, but:\n%.1000s", c.want, &stderr)
			}
			if lines := strings.Count(stderr.String(), "\n"); lines > 250 {
				t.Errorf("%d lines", lines)
			}
		})
	}
}

func keys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d = 1\n", i)
	}
	return b.String()
}

// processorTime is what this process has used so far: unlike the clock's time, it does not depend on what else the
// computer does.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
