package portal_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"

	"handbook/generator/diag"
	"handbook/generator/portal"
)

var update = flag.Bool("update", false, "write what came out into testdata")

// A case in testdata is a folder of the list with site.toml, and what becomes of it: the findings, the keys that are
// not given, and what the theme is told. With pages below public/, the report on them too.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases in testdata", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(text)
			out := &txtar.Archive{Comment: archive.Comment}
			t.Chdir(t.TempDir()) // findings name files as the command does
			public := false
			for _, f := range archive.Files {
				if strings.HasPrefix(f.Name, "data/") || strings.HasPrefix(f.Name, "public/") {
					public = public || strings.HasPrefix(f.Name, "public/")
					out.Files = append(out.Files, f)
					if err := os.MkdirAll(filepath.Dir(f.Name), 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(f.Name, f.Data, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			config, findings := portal.Load("data", nil)
			var found, report bytes.Buffer
			diag.Print(&found, findings)
			add := func(name string, data []byte) {
				if len(data) > 0 {
					out.Files = append(out.Files, txtar.File{Name: name, Data: data})
				}
			}
			add("findings", found.Bytes())
			if public {
				r, err := portal.Check(config, "public")
				if err != nil {
					t.Fatal(err)
				}
				r.Print(&report)
				add("report", report.Bytes())
			} else {
				add("unset", []byte(strings.Join(config.Unset(), " ")))
				add("params", config.Params())
			}
			got := txtar.Format(out)
			if *update {
				name = filepath.Join(here, name)
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
			} else if !bytes.Equal(got, text) {
				t.Errorf("%s", diff.Diff("want", text, "got", got))
			}
		})
	}
}

var here, _ = os.Getwd()

// The file that is shipped sets nothing, warns of everything, and shows how each value is written: uncommented and
// filled in as its examples say, each key is known.
func TestShippedFile(t *testing.T) {
	config, findings := portal.Load("../../data", nil)
	if len(findings) > 0 {
		t.Error(findings)
	}
	if want := "{\n  \"params\": {\n    \"portal\": {}\n  }\n}\n"; string(config.Params()) != want ||
		len(config.Unset()) != 15 {
		t.Errorf("not given: %v; the theme is told\n%s", config.Unset(), config.Params())
	}
	text, err := os.ReadFile("../../data/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	text = regexp.MustCompile(`(?m)^# ([a-z]+ = )`).ReplaceAll(text, []byte("$1"))
	if err := os.WriteFile(filepath.Join(dir, portal.FileName), text, 0o644); err != nil {
		t.Fatal(err)
	}
	config, findings = portal.Load(dir, nil)
	for _, f := range findings {
		if strings.Contains(f.Message, "unknown key") || strings.Contains(f.Message, "not TOML") {
			t.Error(f)
		}
	}
	if unset := config.Unset(); len(unset) > 0 {
		t.Errorf("the file does not show %v", unset)
	}
}

// A frame is read whatever it holds, and one that is taken has no fault.
func FuzzFrame(f *testing.F) {
	for _, s := range []string{"<div>x</div>", "<p>a<p>b", "<ul><li><a href=https://a.gov.cn/>x</a></ul>", "</div>",
		"<script>", "<svg><style>a{}</style></svg>",
		"<!-- x", "<a href='javascript:x'>", "\xff", "<img src=https://a.gov.cn/x.png style=a>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, html string) {
		dir := t.TempDir()
		os.WriteFile(filepath.Join(dir, "h.html"), []byte(html), 0o644)
		os.WriteFile(filepath.Join(dir, portal.FileName), []byte("[frame]\nheader = \"h.html\"\n"), 0o644)
		config, findings := portal.Load(dir, nil)
		if taken := config.Header.Kind == portal.Given; taken != (len(findings) == 0) {
			t.Fatalf("taken: %v, findings: %v", taken, findings)
		}
	})
}

// FuzzLoad wants every text of site.toml to be read or reported, and what the theme is told to be JSON that Hugo can
// take.
func FuzzLoad(f *testing.F) {
	f.Add("[site]\ncode = \"6531240001\"\naddress = \"https://a.gov.cn/x/\"\n" +
		"[footer]\npolice = \"新公网安备 65312402000001号\"\n")
	f.Add("[site]\naddress = \"https://a.gov.cn/%2e%2e/\"\n")
	f.Add("site = 1\nframe = []\n")
	f.Add("[footer]\nreport = \"https://a.gov.cn/?site_code=%zz\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		dir := t.TempDir()
		os.WriteFile(filepath.Join(dir, portal.FileName), []byte(text), 0o644)
		config, findings := portal.Load(dir, nil)
		again, same := portal.Load(dir, nil)
		if !bytes.Equal(config.Params(), again.Params()) || len(findings) != len(same) {
			t.Fatal("two runs differ")
		}
	})
}
