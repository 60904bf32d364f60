package importer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"handbook/generator/diag"
	"handbook/generator/grid"
	"handbook/generator/intake"
	"handbook/generator/list"
	"handbook/generator/listfile"
)

// Where one file cannot be put in its place, those that were are put back.
func TestReplaceAllOrNone(t *testing.T) {
	data := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(data, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a.toml", "a")
	write("c.toml", "c")
	if err := os.Mkdir(filepath.Join(data, "blocked"), 0o755); err != nil {
		t.Fatal(err)
	}
	i := &importing{options: Options{Data: data}, base: map[string][]byte{
		"a.toml": []byte("a"), "c.toml": []byte("c"),
	}}
	for range 20 { // the files are in no order
		back, err := i.replace(map[string][]byte{
			"a.toml": []byte("A"), "b.toml": []byte("B"), "c.toml": nil, "blocked": []byte("X"),
		})
		if err == nil {
			t.Fatal("a file took the place of a folder")
		}
		if err := back(); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(data)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, e := range entries {
			text, _ := os.ReadFile(filepath.Join(data, e.Name()))
			got += e.Name() + "=" + string(text) + " "
		}
		if want := "a.toml=a blocked= c.toml=c "; got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
}

// A file that somebody writes while an import is on its way is not written over.
func TestChangedMeanwhile(t *testing.T) {
	data := t.TempDir()
	i := &importing{
		options: Options{Data: data}, files: map[string][]byte{"departments.toml": []byte("new")},
		base: map[string][]byte{"departments.toml": []byte("old")},
	}
	if err := i.install(); err == nil {
		t.Error("a file that was removed is written")
	}
	if err := os.WriteFile(filepath.Join(data, "departments.toml"), []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := i.install(); err == nil {
		t.Error("a file that was changed is written over")
	}
}

// New ids are read as the name is, are free, and can be part of an address.
func TestNewID(t *testing.T) {
	taken := map[string]bool{"guqiaozhongxin": true}
	for _, c := range []struct {
		kind list.IDKind
		name string
		want string
	}{
		{list.DepartmentID, "古桥中心", "guqiaozhongxinx2"},
		{list.DepartmentID, "古桥办", "guqiaoban"},
		{list.DepartmentID, "古桥办", "guqiaobanx2"},
		{list.DepartmentID, "前言", "qianyan"},
		{list.DepartmentID, "……", "x2"},
		{list.DepartmentID, "12345热线", "12345rexian"},
		{list.CategoryID, "2025", "x2"},
		{list.DepartmentID, "历史文化名镇名村传统村落保护利用工作领导小组办公室", "lswhmzmcctclbhlygzldxzbgs"},
	} {
		got := newID(c.kind, c.name, taken)
		if c.name == "2025" && list.Unfit(c.kind, got) != "" || c.name != "2025" && got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestSayInChinese(t *testing.T) {
	for _, c := range []struct {
		finding diag.Finding
		want    string
	}{
		{diag.Finding{Message: "'(' is closed by '）'", Text: `title = "向村(社区）延伸"`, Col: 12, Len: 4},
			"“(”与“）”不配对：“向村(社区）延伸”"},
		{diag.Finding{Message: "something else"}, "something else"},
	} {
		if got := sayInChinese(c.finding); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// A clerk reads in Chinese whatever the check says of what an import writes.
func TestAllInChinese(t *testing.T) {
	verb := strings.NewReplacer("%q", `"甲"`, "%d", "3", "%s", "town", "duties: ", "duties: 甲")
	n := 0
	for _, name := range []string{"check.go", "slip.go", "marked.go", "text.go", "cell.go", "item.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "list", name), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			said := ""
			switch node := node.(type) {
			case *ast.CallExpr: // t.Errorf(path, hint, format, …)
				f, ok := node.Fun.(*ast.SelectorExpr)
				if ok && (f.Sel.Name == "Errorf" || f.Sel.Name == "Warnf") && len(node.Args) > 2 {
					said = literal(node.Args[2])
				}
			case *ast.CompositeLit: // slip{from, to, message}
				if id, ok := node.Type.(*ast.Ident); ok && id.Name == "slip" && len(node.Elts) == 3 {
					said = literal(node.Elts[2])
				}
			}
			if said == "" || slices.Contains(notOfAnImport, said) {
				return true
			}
			n++
			text := verb.Replace(said)
			apart := strings.ReplaceAll(text, `"`, "'") // of a character, and of a text
			known := func(w struct {
				english *regexp.Regexp
				chinese string
			}) bool {
				return w.english.MatchString(text) || w.english.MatchString(apart)
			}
			if !slices.ContainsFunc(inChinese, known) {
				t.Errorf("%s: %q is said in English", name, said)
			}
			return true
		})
	}
	if n < 20 {
		t.Errorf("only %d sentences", n)
	}
}

// notOfAnImport are faults that no file has that an import has written.
var notOfAnImport = []string{
	"%q is no empty cell", "%q is not in departments", "missing key %q", "unknown column %q", "%q stands after %q",
	"the list %q is empty", "the list is empty", "id %q is not of the form %s001", "id %q is used twice",
	"number %d is used twice", "number %d stands after %d", "%s missing", "missing table [declared]",
}

// literal is the text of an expression: a literal, or the format of fmt.Sprintf; parts that are none are left out.
func literal(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.BinaryExpr:
		return literal(e.X) + literal(e.Y)
	case *ast.CallExpr:
		if len(e.Args) > 0 {
			return literal(e.Args[0])
		}
	case *ast.Ident:
		if e.Name == "notText" {
			return "%q is what an empty cell has, and no text"
		}
	}
	return ""
}

// What a refusal tells a clerk to write into lists.toml is a list that can be used, whatever the title calls it.
func TestUndeclaredList(t *testing.T) {
	for word, heads := range map[string]string{
		"赋权": "", "委托": "对应上级部门|上级部门职责|乡镇配合职责|", "下放": "承接部门及工作方式|", "授权": "", "负面": "", "禁止": "", "取消": "",
		"清单外": "",
	} {
		doc, err := grid.Parse("list.docx", "text 说明\ntext 一、清单内容\ntext 共有履职事项9项。\ntext 表4 "+word+"事项清单\ntable\n"+
			"|序号|事项类别|事项名称|"+heads+"\n|1|城市管理|违法占道|"+strings.Repeat("-|", strings.Count(heads, "|"))+"\n")
		if err != nil {
			t.Fatal(err)
		}
		draft := intake.Read([]*grid.Document{doc}, intake.Known{})
		if len(draft.Undeclared) != 1 {
			t.Errorf("%s: %v", word, draft.Findings)
			continue
		}
		for _, f := range draft.Findings {
			if strings.Contains(f.Text, "9 项") {
				t.Errorf("%s: %s: it follows from the list that is lacking", word, f.Text)
			}
		}
		data := t.TempDir()
		if err := os.CopyFS(data, os.DirFS("../testdata/county")); err != nil {
			t.Fatal(err)
		}
		text := listfile.ListEntries(draft.Undeclared)
		if err := os.WriteFile(filepath.Join(data, "lists.toml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, findings := list.Load(data); len(findings) > 0 {
			t.Errorf("%s: %v\n%s", word, findings, text)
		}
	}
}

// An error in a list that was not written is told by its place in the document.
func TestErrorInDocument(t *testing.T) {
	i := &importing{
		options: Options{Data: "data"},
		files:   map[string][]byte{"songxi/joint.toml": []byte("[[item]]\nid = \"joint-006\"\n")},
		draft: &intake.Draft{
			Files:  map[string]string{"joint-006": "list.pdf"},
			Places: map[string]grid.Place{"joint-006": {Page: 3}},
		},
		town: listfile.Town{Lists: map[string][]listfile.Item{"joint": {{ID: "joint-006", Title: "犬只管理"}}}},
	}
	got := i.inDocument(diag.Finding{
		File: "data/songxi/joint.toml", Line: 2, Col: 3, Text: "[[item]]", Message: "no duties of the county",
	})
	want := "list.pdf 第 3 页 joint-006：“犬只管理”：上级部门的职责没有写。文件里空着的，写上“/”；没有空着的，可能打印时裁掉了，换 Word 文件导入"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
