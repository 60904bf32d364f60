package built

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkSite measures a clean build of one town and of twelve that differ against bare Hugo, with layouts of one
// line, on the same Markdown in the same run: machines differ, ratios less.
func BenchmarkSite(b *testing.B) {
	for _, towns := range []int{1, 12} {
		b.Run(fmt.Sprintf("towns=%d", towns), func(b *testing.B) {
			dir := benchProject(b, towns)
			handbook, hugo := absolute(b, ".build/bin/handbook"), absolute(b, ".build/bin/hugo")
			run(b, dir, handbook, "pages")
			run(b, dir, hugo, bareArgs(b)...) // warms the disk's cache for both
			var bare, site, generator usage
			for b.Loop() {
				for _, name := range []string{".build", "public", "bare"} {
					if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
						b.Fatal(err)
					}
				}
				bare.add(run(b, dir, hugo, bareArgs(b)...))
				generator.add(run(b, dir, handbook, "pages"))
				if err := os.RemoveAll(filepath.Join(dir, ".build")); err != nil {
					b.Fatal(err)
				}
				site.add(run(b, dir, handbook, "site", "-hugo", hugo))
			}
			n := float64(b.N)
			b.ReportMetric(bare.wall.Seconds()/n, "bare-s")
			b.ReportMetric(site.wall.Seconds()/n, "site-s")
			b.ReportMetric(site.wall.Seconds()/bare.wall.Seconds(), "site/bare")
			b.ReportMetric(site.cpu.Seconds()/n, "site-cpu-s")
			b.ReportMetric(site.cpu.Seconds()/bare.cpu.Seconds(), "site/bare-cpu")
			b.ReportMetric(generator.wall.Seconds()*1000/n, "generator-ms")
			b.ReportMetric(float64(site.peak)/1000, "peak-MB")
			b.ReportMetric(float64(bare.peak)/1000, "bare-peak-MB")
			b.ReportMetric(float64(size(b, filepath.Join(dir, "public")))/1e6, "site-MB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkEdit measures what one changed duty costs, from the list to the published folder, without the book: of one
// town, of twelve, and with -timeout 1h and BENCH_TOWNS=120 of as many as that says.
func BenchmarkEdit(b *testing.B) {
	counties := []int{1, 12}
	if more, err := strconv.Atoi(os.Getenv("BENCH_TOWNS")); err == nil {
		counties = append(counties, more)
	}
	for _, towns := range counties {
		b.Run(fmt.Sprintf("towns=%d", towns), func(b *testing.B) {
			dir := benchProject(b, towns)
			handbook, hugo := absolute(b, ".build/bin/handbook"), absolute(b, ".build/bin/hugo")
			clean := run(b, dir, handbook, "site", "-hugo", hugo)
			lists, err := filepath.Glob(filepath.Join(dir, "data/*/joint.toml"))
			if err != nil || len(lists) != towns {
				b.Fatal(lists, err)
			}
			var edit usage
			for n := 0; b.Loop(); n++ {
				list := lists[n%towns]
				text, err := os.ReadFile(list)
				if err != nil {
					b.Fatal(err)
				}
				changed := strings.Replace(string(text), "负责", "负责做好", 1)
				if err := os.WriteFile(list, []byte(changed), 0o644); err != nil {
					b.Fatal(err)
				}
				edit.add(run(b, dir, handbook, "site", "-hugo", hugo))
			}
			n := float64(b.N)
			b.ReportMetric(clean.wall.Seconds(), "clean-s")
			b.ReportMetric(clean.cpu.Seconds(), "clean-cpu-s")
			b.ReportMetric(edit.wall.Seconds()/n, "edit-s")
			b.ReportMetric(edit.cpu.Seconds()/n, "edit-cpu-s")
			b.ReportMetric(edit.wall.Seconds()/n/clean.wall.Seconds(), "edit/clean")
			b.ReportMetric(float64(max(edit.peak, clean.peak))/1000, "peak-MB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// usage is what programs took: wall time and that of all processors, added up, and the largest resident set in kB.
// Where others work on the computer, too, the processors' time says more.
type usage struct {
	wall, cpu time.Duration
	peak      int64
}

func (u *usage) add(v usage) {
	u.wall += v.wall
	u.cpu += v.cpu
	u.peak = max(u.peak, v.peak)
}

func run(b *testing.B, dir, program string, args ...string) usage {
	b.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", program, err, out)
	}
	state := cmd.ProcessState
	return usage{time.Since(start), state.UserTime() + state.SystemTime(), state.SysUsage().(*syscall.Rusage).Maxrss}
}

// benchProject is the project as a county of so many towns.
func benchProject(b *testing.B, towns int) string {
	b.Helper()
	dir := b.TempDir()
	copyTree := func(to, from string) {
		if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(filepath.Join(root, from))); err != nil {
			b.Fatal(err)
		}
	}
	copyTree("themes", "themes")
	cmd := exec.Command("go", "run", "./generator/built/county", "-towns", fmt.Sprint(towns),
		"-out", filepath.Join(dir, "data"))
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("the county: %v\n%s", err, out)
	}
	bare := filepath.Join(dir, "bare-layouts")
	os.MkdirAll(bare, 0o755)
	for _, name := range []string{"single.html", "list.html", "home.html"} {
		os.WriteFile(filepath.Join(bare, name), []byte("<!doctype html><title>{{ .Title }}</title>{{ .Content }}\n"),
			0o644)
	}
	os.WriteFile(filepath.Join(dir, "bare.toml"), []byte(`uglyURLs = true
layoutDir = "bare-layouts"
dataDir = "none"
publishDir = "bare"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
`), 0o644)
	return dir
}

func bareArgs(b *testing.B) []string {
	return []string{"--config", "bare.toml", "--noBuildLock", "--quiet"}
}

func absolute(b *testing.B, name string) string {
	b.Helper()
	path, err := filepath.Abs(filepath.Join(root, name))
	if err != nil {
		b.Fatal(err)
	}
	return path
}

func size(b *testing.B, dir string) int64 {
	b.Helper()
	var total int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			info, e := d.Info()
			if e == nil {
				total += info.Size()
			}
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return total
}
