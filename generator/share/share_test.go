package share

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/list"
)

func county(t *testing.T) *list.County {
	t.Helper()
	county, findings := list.Load("../testdata/county")
	for _, f := range findings {
		t.Fatal(f)
	}
	return county
}

// TestWrite makes the files for an address, for another one, and takes them away where there is none.
func TestWrite(t *testing.T) {
	dir, c := t.TempDir(), county(t)
	item := filepath.Join(dir, "share", c.Towns[0].ID, "basic", "001.svg")
	var codes []string
	for _, address := range []string{"https://a.example.gov.cn/", "https://b.example.gov.cn/x/"} {
		if err := Write(dir, address, c); err != nil {
			t.Fatal(err)
		}
		code, err := os.ReadFile(item)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, string(code))
	}
	if codes[0] == codes[1] {
		t.Error("two addresses have one code")
	}
	picture, err := os.ReadFile(filepath.Join(dir, "share/seal.png"))
	if err != nil {
		t.Fatal(err)
	}
	if p, err := png.Decode(bytes.NewReader(picture)); err != nil || p.Bounds().Dx() < 300 || len(picture) > 10_000 {
		t.Errorf("the picture: %v, %d bytes", err, len(picture))
	}
	if err := Write(dir, "", c); err != nil {
		t.Fatal(err)
	}
	filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			t.Errorf("without an address there is still %s", name)
		}
		return err
	})
}

func TestTooLong(t *testing.T) {
	if _, err := Code(strings.Repeat("长", 2000)); err == nil || !strings.Contains(err.Error(), "hint:") {
		t.Error(err)
	}
}
