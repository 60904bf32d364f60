package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/book/pdf"
	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/ruled"
)

// filesOf are the files of a county's first town, in the order of their digest.
func filesOf(t *testing.T, data string) (town string, all []listfile.File) {
	t.Helper()
	county, _ := list.Load(data)
	town = county.Towns[0].ID
	names := []string{"categories.toml", "departments.toml", "lists.toml", town + "/town.toml"}
	for _, k := range county.Towns[0].Kinds() {
		names = append(names, town+"/"+k.ID()+".toml")
	}
	for _, name := range names {
		if text, err := os.ReadFile(filepath.Join(data, filepath.FromSlash(name))); err == nil {
			all = append(all, listfile.File{Name: name, Text: text})
		}
	}
	return town, all
}

// printed is a book of one page, its imprint, that carries files under these names.
func printed(t *testing.T, digest string, files ...listfile.File) (name string) {
	t.Helper()
	f := &pdf.File{Objects: []pdf.Object{nil}}
	font := f.Add(pdf.Dict{"Type": pdf.Name("Font"), "Subtype": pdf.Name("Type1"), "BaseFont": pdf.Name("Helvetica")})
	says := fmt.Sprintf("BT /F 8 Tf 50 700 Td (SHA-256: %s) Tj 0 -12 Td (%s) Tj ET", digest[:40], digest[40:])
	page := f.Add(pdf.Dict{
		"Type": pdf.Name("Page"), "MediaBox": pdf.Rect(0, 0, 595, 842),
		"Resources": pdf.Dict{"Font": pdf.Dict{"F": font}}, "Contents": f.Add(pdf.Deflate(pdf.Dict{}, []byte(says))),
	})
	f.Root = f.Add(pdf.Dict{"Type": pdf.Name("Catalog")})
	f.SetPages([]pdf.Ref{page})
	var attached []pdf.Attachment
	for _, file := range files {
		attached = append(attached, pdf.Attachment{
			Name: listfile.Attached(file.Name), Type: "application/toml", Data: file.Text,
		})
	}
	f.Attach(attached)
	name = filepath.Join(t.TempDir(), "handbook.pdf")
	if err := os.WriteFile(name, f.Write(), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// What a book carries comes back byte for byte: into an empty folder, and into its own, where only what differs
// changes.
func TestBoundExactly(t *testing.T) {
	for _, from := range counties {
		town, all := filesOf(t, from)
		book := printed(t, listfile.Digest(all), all...)
		data := filepath.Join(t.TempDir(), "data")
		same := func(what string) {
			t.Helper()
			got := files(t, data)
			for _, f := range all {
				if got[filepath.FromSlash(f.Name)] != string(f.Text) {
					t.Errorf("%s: %s: %s differs", from, what, f.Name)
				}
			}
		}
		if said, err := imported(t, data, book, town); err != nil {
			t.Fatalf("%s: %v\n%s", from, err, said)
		}
		same("into an empty folder")
		before := files(t, data)
		if said, err := imported(t, data, book, town); err != nil || !strings.Contains(said, "nothing was changed") {
			t.Errorf("%s: %v\n%s", from, err, said)
		}
		// A file was changed, and git does not know it: only -force brings it back.
		last := all[len(all)-1]
		file := filepath.Join(data, filepath.FromSlash(last.Name))
		other := bytes.Replace(last.Text, []byte("\ntitle = \""), []byte("\nnote = \"注\"\ntitle = \"改"), 1)
		if err := os.WriteFile(file, other, 0o644); err != nil {
			t.Fatal(err)
		}
		said, err := imported(t, data, book, town)
		if err == nil || !strings.Contains(err.Error(), "kept nowhere else") {
			t.Errorf("%s: %v\n%s", from, err, said)
		}
		said, err = forced(t, data, book, town)
		if err != nil || !strings.Contains(said, filepath.Base(last.Name)+": changed") ||
			strings.Count(said, ": changed") != 1 {
			t.Errorf("%s: %v\n%s", from, err, said)
		}
		same("into its own folder")
		if after := files(t, data); !slices.Equal(slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after))) {
			t.Errorf("%s: other files: %q", from, slices.Sorted(maps.Keys(after)))
		}
	}
}

// forced is imported with -force.
func forced(t *testing.T, data, book, town string) (said string, err error) {
	t.Helper()
	var out bytes.Buffer
	err = Import(Options{
		Data: data, Report: filepath.Join(t.TempDir(), "report.html"), Force: true, Town: listfile.Town{ID: town},
		Stdout: &out, Stderr: &out, Working: func(string) {},
	}, []string{book})
	return out.String(), err
}

// A registry that other towns need, too, stays.
func TestBoundBesideOthers(t *testing.T) {
	town, all := filesOf(t, "../testdata/district")
	data := t.TempDir()
	if err := os.CopyFS(data, os.DirFS("../testdata/district")); err != nil {
		t.Fatal(err)
	}
	other := slices.Clone(all)
	at := slices.IndexFunc(other, func(f listfile.File) bool { return f.Name == "departments.toml" })
	other[at].Text = append([]byte("# another\n"), other[at].Text...)
	said, err := imported(t, data, printed(t, listfile.Digest(other), other...), town)
	if err == nil || !strings.Contains(err.Error(), "other towns need it") {
		t.Errorf("%v\n%s", err, said)
	}
}

// A list that the book has not goes, where nobody wrote in it since.
func TestBoundListGone(t *testing.T) {
	town, all := filesOf(t, "../testdata/county")
	data := t.TempDir()
	if err := os.CopyFS(data, os.DirFS("../testdata/county")); err != nil {
		t.Fatal(err)
	}
	fewer := slices.Clone(all[:len(all)-1])
	at := slices.IndexFunc(fewer, func(f listfile.File) bool { return f.Name == town+"/town.toml" })
	for _, change := range [][2]string{
		{"items = 9\n", "items = 6\n"},
		{"reclaimed = { items = 3, categories = 2, departments = 3 }", "reclaimed = { items = 0 }"},
	} {
		fewer[at].Text = bytes.Replace(fewer[at].Text, []byte(change[0]), []byte(change[1]), 1)
	}
	book := printed(t, listfile.Digest(fewer), fewer...)
	said, err := imported(t, data, book, town)
	if err == nil || !strings.Contains(err.Error(), "kept nowhere else") {
		t.Errorf("%v\n%s", err, said)
	}
	said, err = forced(t, data, book, town)
	_, there := os.Stat(filepath.Join(data, town, "reclaimed.toml"))
	if !errors.Is(err, ErrDoubts) || there == nil || !strings.Contains(said, "reclaimed.toml: removed") {
		t.Errorf("%v\n%s", err, said)
	}
}

// What is wrong with a book is named, all at once, and nothing is written.
func TestBoundRefused(t *testing.T) {
	town, all := filesOf(t, "../testdata/county")
	digest := listfile.Digest(all)
	with := func(files ...listfile.File) []listfile.File { return append(slices.Clone(all), files...) }
	changed := slices.Clone(all)
	changed[len(changed)-1].Text = []byte("# another\n")
	for _, c := range []struct {
		name, digest, town string
		files              []listfile.File
		says               []string
	}{
		{"outside", digest, town, with(listfile.File{Name: "../../evil.toml"}, listfile.File{Name: "/etc/passwd"}),
			[]string{"附件“..-..-evil.toml”不是清单的文件", "附件“-etc-passwd”不是清单的文件"}},
		{"foreign", digest, town, with(listfile.File{Name: "会议纪要.docx"}), []string{"附件“会议纪要.docx”不是清单的文件"}},
		{"twice", digest, town, with(all[0]), []string{"有两个"}},
		{"two towns", digest, town, with(listfile.File{Name: "beixi/town.toml"}),
			[]string{"附件“beixi-town.toml”是另一个地方的"}},
		{"another list", digest, town, changed, []string{"附件不是印这本书的清单", digest, listfile.Digest(changed)}},
		{"fewer", digest, town, all[:len(all)-1], []string{"附件不是印这本书的清单"}},
		{"no sum", strings.Repeat("x", 64), town, all, []string{"没有印清单数据的核对码"}},
		{"no town", digest, town, all[3:], []string{"没有附件“" + town + "-town.toml”"}},
		{"another town", digest, "beixi", all, []string{"the book of another town, " + town}},
	} {
		data := filepath.Join(t.TempDir(), "data")
		said, err := imported(t, data, printed(t, c.digest, c.files...), c.town)
		if err == nil {
			t.Errorf("%s: it was written", c.name)
			continue
		}
		for _, text := range c.says {
			if said += err.Error(); !strings.Contains(said, text) {
				t.Errorf("%s: %q is not said:\n%s", c.name, text, said)
			}
		}
		if _, err := os.Stat(data); err == nil {
			t.Errorf("%s: something was written", c.name)
		}
	}
}

// A book comes alone, and what its data is not valid for is said.
func TestBoundAlone(t *testing.T) {
	town, all := filesOf(t, "../testdata/county")
	book := printed(t, listfile.Digest(all), all...)
	err := Import(Options{
		Data: filepath.Join(t.TempDir(), "data"), Town: listfile.Town{ID: town}, Stdout: io.Discard, Stderr: io.Discard,
		Working: func(string) {},
	}, []string{book, book})
	if err == nil || !strings.Contains(err.Error(), "a book that the handbook printed") {
		t.Error(err)
	}
	if said, err := imported(t, t.TempDir(), book, town, "basic-001"); err == nil ||
		!strings.Contains(err.Error(), "-remove") {
		t.Errorf("%v\n%s", err, said)
	}
}

// Whatever a PDF carries, a book that is taken has the files that its imprint tells, and they stay below the folder.
func FuzzBound(f *testing.F) {
	text := []byte("name = \"甲\"\n")
	digest := listfile.Digest([]listfile.File{{Text: text}, {Text: text}})
	f.Add("songxi-town.toml", "songxi-joint.toml", text, text, "核对码（SHA-256）：\r\n"+digest, true)
	f.Add("songxi-town.toml", "departments.toml", text, text, digest, true)
	f.Add("../songxi-town.toml", "songxi-town.toml", text, text, "SHA-256", false)
	f.Add("a-town.toml", "b-town.toml", text, []byte{}, "", true)
	f.Fuzz(func(t *testing.T, first, second string, one, two []byte, page string, good bool) {
		b := bind("x.pdf", []ruled.Attachment{
			{Name: first, Data: one, Good: good}, {Name: second, Data: two, Good: true},
		}, []string{page})
		if b == nil {
			return
		}
		for _, file := range b.files {
			if !filepath.IsLocal(filepath.FromSlash(file.Name)) {
				t.Errorf("%q leaves the folder", file.Name)
			}
		}
		whole := good && len(b.files) == 2 && b.files[0].Name != b.files[1].Name
		if len(b.faults) == 0 && (!whole || !strings.Contains(strings.Join(strings.Fields(page), ""), b.digest)) {
			t.Errorf("taken: %q, %q", first, second)
		}
	})
}
