package main

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"handbook/generator/list"
	"handbook/generator/needs"
)

// What an import may take of a machine.
const (
	longestImport  = 10 * time.Second
	mostOfImport   = 200 << 20 // bytes
	brokenFiles    = 60
	brokenInShort  = 12
	changesInAFile = 8
)

// TestImportOfBroken changes bytes of a Word file, within its text and around it. Whatever comes of it, the import ends
// soon, and writes nothing where it says so.
func TestImportOfBroken(t *testing.T) {
	county, _ := list.Load("testdata/county")
	whole := wordFile(documentOf(county.Towns[0]))
	random := rand.New(rand.NewPCG(16, 3))
	n := brokenFiles
	if testing.Short() {
		n = brokenInShort
	}
	for i := range n {
		data := bytes.Clone(whole)
		if i%4 > 0 {
			data = withText(t, whole, func(text []byte) []byte { return damaged(random, text) })
		} else {
			data = damaged(random, data)
		}
		dir := t.TempDir()
		file, to := filepath.Join(dir, "list.docx"), filepath.Join(dir, "data")
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		start := time.Now()
		status := run([]string{
			"import", "-town", "songxi", "-data", to, "-report", filepath.Join(dir, "report.html"),
			"-county", "云岭县", "-region", "西岭省", "-name", "松溪镇", file,
		}, &stdout, &stderr)
		if took := time.Since(start); took > longestImport {
			t.Errorf("file %d took %v", i, took)
		}
		_, err := os.Stat(to)
		if status > 2 || status == 2 && (err == nil || stderr.Len() == 0) {
			t.Errorf("file %d: status %d, %v\n%s", i, status, err, &stderr)
		}
	}
}

// damaged cuts a text off, doubles a part of it, or changes some of its bytes.
func damaged(random *rand.Rand, data []byte) []byte {
	data = bytes.Clone(data)
	from := random.IntN(len(data))
	to := min(len(data), from+1+random.IntN(200))
	switch random.IntN(4) {
	case 0:
		return data[:from]
	case 1:
		return append(data[:to:to], data[from:]...)
	case 2:
		return append(data[:from:from], data[to:]...)
	}
	for range 1 + random.IntN(changesInAFile) {
		data[random.IntN(len(data))] ^= 1 << random.IntN(8)
	}
	return data
}

// withText is a Word file whose text is another.
func withText(t *testing.T, data []byte, change func([]byte) []byte) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	for _, part := range from.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(part.Name, "document.xml") {
			text = change(text)
		}
		w, err := to.Create(part.Name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestImportWithinMemory imports the real documents, each in a process of its own, and looks at what that took.
func TestImportWithinMemory(t *testing.T) {
	folder, cache := needs.Documents(t), t.TempDir()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for n, name := range []string{ // the first PDF is compiled for
		"official.pdf", "official.pdf", "chromium.pdf", "hostile.pdf", "official.docx", "hostile.docx", "official.xlsx",
	} {
		dir := t.TempDir()
		c := exec.Command(program, "import", "-town", "kuiyibage", "-name", "奎依巴格镇", "-county", "泽普县", "-region",
			"新疆维吾尔自治区", "-data", filepath.Join(dir, "data"), "-report", filepath.Join(dir, "report.html"),
			filepath.Join(folder, name))
		c.Args[0] = "handbook" // what TestMain makes of it
		c.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache)
		out, _ := c.CombinedOutput()
		if status := c.ProcessState.ExitCode(); status > 1 {
			t.Fatalf("%s: status %d\n%s", name, status, out)
		}
		used, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
		if !ok {
			t.Skip("what a process takes is not known here")
		}
		took := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
		t.Logf("%s: %v of the processor, %d MB", name, took.Round(10*time.Millisecond), used.Maxrss>>10)
		most := longestImport
		if n > 0 {
			most = map[string]time.Duration{".pdf": 3 * time.Second}[filepath.Ext(name)]
			if most == 0 {
				most = 400 * time.Millisecond // on a quiet machine 0.2 s
			}
		}
		if n > 0 && (used.Maxrss<<10 > mostOfImport || took > most) {
			t.Errorf("%s: %v of the processor, %d MB", name, took, used.Maxrss>>10)
		}
	}
}
