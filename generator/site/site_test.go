package site

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what came out into testdata")

// A case in testdata is a site as Hugo writes it, below from/, and what becomes of it: the published files below
// public/, or the findings.
func TestFinish(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases in testdata", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(text)
			dir := t.TempDir()
			given := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				if path, ok := strings.CutPrefix(f.Name, "from/"); ok {
					put(t, filepath.Join(dir, "from", path), f.Data)
					given.Files = append(given.Files, f)
				}
			}
			public := filepath.Join(dir, "public")
			config := Config{From: filepath.Join(dir, "from"), To: public, Record: filepath.Join(dir, "record"),
				Program: "a"}
			if _, err = Finish(config); err == nil {
				_, err = Finish(config) // what comes of it by the record is the same
			}
			var findings Findings
			switch {
			case errors.As(err, &findings):
				given.Files = append(given.Files, txtar.File{Name: "findings", Data: []byte(findings.Error() + "\n")})
			case err != nil:
				t.Fatal(err)
			default:
				for _, path := range paths(t, public) {
					data, err := os.ReadFile(filepath.Join(public, path))
					if err != nil {
						t.Fatal(err)
					}
					given.Files = append(given.Files, txtar.File{Name: "public/" + path, Data: data})
				}
			}
			got := txtar.Format(given) // which ends every file with a line end
			if *update {
				put(t, name, got)
			} else if !bytes.Equal(got, text) {
				t.Errorf("%s", diff.Diff(name, text, "what came out", got))
			}
		})
	}
}

func TestPublishedBytesMayNotEndInALine(t *testing.T) {
	dir := t.TempDir()
	put(t, dir+"/from/index.html", []byte("<p>一\n"))
	put(t, dir+"/from/notice.txt", []byte("no line end"))
	if _, err := Finish(Config{From: dir + "/from", To: dir + "/public"}); err != nil {
		t.Fatal(err)
	}
	if got := get(t, dir+"/public/notice.txt"); got != "no line end" {
		t.Errorf("a copied file became %q", got)
	}
}

func put(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, data, 0o644)); err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// paths lists the files of a folder.
func paths(t testing.TB, folder string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
