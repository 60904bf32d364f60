package site

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime/metrics"
	"strings"
	"testing"
	"time"
)

// hugoLike writes a site of about n pages as a theme would: folders of towns, pages that link to their neighbours, to
// places in a department's page, and to themselves. The edition is part of every page.
func hugoLike(t testing.TB, folder, edition string, n int) {
	t.Helper()
	const perTown = 355
	random := rand.New(rand.NewPCG(1, 2))
	words := []rune("负责依法行政组织开展辖区内宣传教育隐患排查信息上报协助做好核实登记发放管理工作落实上级部门要求")
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(words[random.IntN(len(words))])
		}
		return b.String() + "。"
	}
	page := func(name, main string) {
		up := strings.Repeat("../", strings.Count(name, "/"))
		var b strings.Builder
		fmt.Fprintf(&b, "<!doctype html>\n<html lang=\"zh-CN\">\n  <head>\n    <meta charset=\"utf-8\">\n"+
			"    <title>%s</title>\n", edition)
		fmt.Fprintf(&b,
			"    <link rel=\"stylesheet\" href=\"%scss/site.css\">\n"+
				"    <script src=\"%sjs/site.js\" defer></script>\n  </head>\n", up, up)
		fmt.Fprintf(&b, "  <body>\n    <a href=\"#main\">跳到正文</a>\n    <nav>\n")
		for i := range 12 {
			fmt.Fprintf(&b, "      <a class=\"nav__link\" href=\"%sdepartments/d%02d.html\">部门 %d</a>\n", up, i, i)
		}
		fmt.Fprintf(&b,
			"    </nav>\n    <main id=\"main\">\n%s    </main>\n"+
				"    <footer>\n      <p>主办单位：%s</p>\n    </footer>\n  </body>\n</html>\n", main, edition)
		put(t, filepath.Join(folder, name), []byte(b.String()))
	}
	put(t, filepath.Join(folder, "css/site.css"), []byte("body { background: url(../img/paper.svg) }\n"))
	put(t, filepath.Join(folder, "js/site.js"), []byte("var edition = \""+edition+"\";\n"))
	put(t, filepath.Join(folder, "img/paper.svg"),
		[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><path d="M 0 0 L 1 1"/></svg>`))
	put(t, filepath.Join(folder, "book.pdf"), []byte(strings.Repeat(edition, 1<<18)))
	for d := range 40 {
		var main strings.Builder
		for i := range 60 {
			fmt.Fprintf(&main, "      <section id=\"duty-%d\">\n        <h2>%s</h2>\n"+
				"        <p>%s</p>\n      </section>\n", i, text(12), text(90))
		}
		page(fmt.Sprintf("departments/d%02d.html", d), main.String())
	}
	page("index.html", "")
	for i := range n - 41 {
		town, item := i/perTown, i%perTown
		var main strings.Builder
		fmt.Fprintf(&main, "      <h1>%s</h1>\n", text(20))
		for s := range 6 {
			fmt.Fprintf(&main, "      <section id=\"s%d\">\n        <h2><a href=\"#s%d\">%s</a></h2>\n"+
				"        <ol>\n", s, s, text(8))
			for range 4 {
				fmt.Fprintf(&main, "          <li>%s <a href=\"../departments/d%02d.html#duty-%d\">牵头</a></li>\n",
					text(70), random.IntN(40), random.IntN(60))
			}
			fmt.Fprintf(&main, "        </ol>\n      </section>\n")
		}
		fmt.Fprintf(&main, "      <p><a href=\"%03d.html\">上一项</a> <a href=\"%03d.html\">下一项</a></p>\n",
			max(item-1, 0), item)
		page(fmt.Sprintf("t%02d/%03d.html", town, item), main.String())
	}
}

// The promise: a county of twelve towns goes through in well under a second on two cores, in little memory, and in a
// fraction of that after one page has changed. Measure with TMPDIR on a file system in memory: some disks are slow to
// give out again what the round before has freed.
func BenchmarkFinish(b *testing.B) {
	for _, record := range []string{"", "record"} {
		b.Run(cmp.Or(record, "clean"), func(b *testing.B) { benchFinish(b, record) })
	}
}

func benchFinish(b *testing.B, record string) {
	dir := b.TempDir()
	hugoLike(b, dir+"/from", "第一版", 4260)
	config := Config{From: dir + "/from", To: dir + "/public", Program: "a"}
	if record != "" {
		config.Record = filepath.Join(dir, record)
	}
	if _, err := Finish(config); err != nil {
		b.Fatal(err)
	}
	page := get(b, dir+"/from/t00/000.html")
	stop, peak := make(chan bool), make(chan float64)
	go func() {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		most := uint64(0)
		for {
			select {
			case <-stop:
				peak <- float64(most) / (1 << 20)
				return
			case <-time.After(2 * time.Millisecond):
				metrics.Read(sample)
				most = max(most, sample[0].Value.Uint64())
			}
		}
	}()
	var report Report
	for n := 0; b.Loop(); n++ {
		put(b, dir+"/from/t00/000.html", []byte(strings.Replace(page, "第一版", fmt.Sprint("第一版", n), 1)))
		var err error
		if report, err = Finish(config); err != nil {
			b.Fatal(err)
		}
	}
	stop <- true
	b.SetBytes(report.Read)
	b.ReportMetric(<-peak, "peak-heap-MiB")
	b.ReportMetric(float64(report.Files), "files")
	b.ReportMetric(float64(report.Links), "links")
}
