package built

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handbook/generator/list"
)

// TestPathsOfOneTown holds the paths of a county of one town against testdata/paths.txt: people have printed them, and
// sent them to each other, so they stay as they are, whatever counties of several towns have.
func TestPathsOfOneTown(t *testing.T) {
	county, _ := list.Load(filepath.Join(root, "data"))
	text, err := os.ReadFile("testdata/paths.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		path, ofBook := strings.CutSuffix(strings.TrimSpace(line), " (book)")
		if path != "" && path[0] != '#' && (!ofBook || hasBook()) {
			want[path] = false
		}
	}
	number := regexp.MustCompile(`/\d{3}\.`)
	ids := map[string]string{county.Towns[0].ID: "TOWN"}
	for _, d := range county.Departments {
		ids[d.ID] = "DEPARTMENT"
	}
	for _, c := range county.Categories {
		ids[c.ID] = "CATEGORY"
	}
	var more []string
	err = fs.WalkDir(os.DirFS(public), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == ".gitkeep" {
			return err
		}
		parts := strings.Split(number.ReplaceAllString(path, "/NUMBER."), "/")
		for i, part := range parts {
			name, end, _ := strings.Cut(part, ".")
			if kind := ids[name]; kind != "" {
				parts[i] = strings.TrimSuffix(kind+"."+end, ".")
			}
		}
		path = strings.Join(parts, "/")
		if _, known := want[path]; !known && !slices.Contains(more, path) {
			more = append(more, path)
		} else if known {
			want[path] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, found := range want {
		if !found {
			t.Errorf("there is no %s any more", path)
		}
	}
	for _, path := range more {
		t.Errorf("there is %s, of which testdata/paths.txt does not know", path)
	}
}
