package ruled

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"handbook/generator/grid"
	"handbook/generator/needs"
)

// TestRealFiles reads files of Excel, Word, Acrobat and others, and looks for what stands in them.
func TestRealFiles(t *testing.T) {
	folder := needs.Documents(t)
	for _, c := range []struct {
		file  string
		has   []string // in the text form
		lacks []string
		rows  string // a pattern
		count int    // of rows that match it
	}{
		{"gbk-noembed.pdf", []string{"|2|民生服务|长期护理、人工方面的力量（工伤）|"}, nil, `^\|\d\|`, 3},
		{"real/drug-catalogue.pdf", []string{"|1|辛温解表|九味羌活丸（颗粒）|", "|14|润肠通便|", "|184||西黄丸（胶囊）|",
			"|*(126)|", "text 七、儿科用药", "text 二、外科用药"}, nil, `^\|\d+~?\|`, 268},
		{"real/course-plan-excel.pdf", []string{"|105366020|大学英语（综合）-1|", "|外国语学院|"}, nil, `\|\d{9}~?\|`, 120},
		{"real/union-rules-word.pdf", []string{"|工会主席|1|全面负责工会工作|", "|负责工会宣传工作|"}, []string{"doubt"},
			`^\|.*\|.*\|.*\|$`, 8},
		{"real/bond-tables.pdf", []string{"|2023|AA+|", "|稳定|", "|1|工商银行|330,435.30|"}, []string{"doubt"},
			`^\|`, 17},
		{"real/medicine-excel.pdf", []string{"|Level of use|<|<|<|", "|7|1|Isoflurane|", "|Oxygen Refilling|GAS|"},
			[]string{"doubt"}, `^\|`, 29},
		{"real/contract-word-tagged.pdf", []string{"|1295|", "|N/A|"}, []string{"doubt"}, `^\|`, 11},
		{"real/rules-compound.pdf", []string{"|Kerala|2400|7.2|", "|Pooled|23889|30.9|"}, nil, `^\|`, 26},
	} {
		t.Run(c.file, func(t *testing.T) {
			doc, done, err := openFile(t, filepath.Join(folder, c.file))
			if err != nil {
				t.Fatal(err)
			}
			defer done()
			text := grid.Format(doc)
			for _, part := range c.has {
				if !strings.Contains(text, part) {
					t.Errorf("no %s", part)
				}
			}
			for _, part := range c.lacks {
				if strings.Contains(text, part) {
					t.Errorf("it has %s", part)
				}
			}
			if got := len(regexp.MustCompile(`(?m)`+c.rows).FindAllString(text, -1)); got != c.count {
				t.Errorf("%d rows, want %d", got, c.count)
			}
			picture, err := doc.Picture(grid.Place{Page: 1})
			if err != nil || !strings.HasPrefix(string(picture), "\x89PNG") {
				t.Errorf("the picture of page 1 is %d bytes, %v", len(picture), err)
			}
		})
	}
}

// TestRealRefused reads files of which nothing can be made.
func TestRealRefused(t *testing.T) {
	folder := needs.Documents(t)
	for file, want := range map[string]string{
		"norules.pdf":              "no tables with drawn lines",
		"official-notounicode.pdf": "no ToUnicode",
		"real/scanned.pdf":         "its pages are pictures",
		"real/no-tounicode.pdf":    "no ToUnicode",
	} {
		if _, done, err := openFile(t, filepath.Join(folder, file)); err == nil {
			done()
			t.Errorf("%s is read", file)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func openFile(t *testing.T, file string) (*grid.Document, func(), error) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return Open(filepath.Base(file), data, Options{Cache: cache(t)})
}
