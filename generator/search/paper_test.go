package search

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/needs"
)

// Of a book of nine pages, which items stand on each: none on 1, 2 and 6; basic 1 to 3 begin on 3, the third goes on
// over 4 to 5, where 4 and 5 begin; on 7 there are two of another list; 8 and 9 are an index.
const paper = `handbook.search.load({"part": "paper", "town": "kuiyibage", "file": "kuiyibage/handbook.pdf", "front": 6,
"end": 9, "lists": ["basic", 5, "joint", 2], "pages": [0, 0, 6, 1, 5, 0, 4]});
`

// A page's number is answered with what stands on that page, in every way of writing it; the line above the results
// says so, or that nothing stands there and what is near.
func TestPaper(t *testing.T) {
	dir := site(t)
	if err := os.Mkdir(filepath.Join(dir, "kuiyibage"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "kuiyibage", "paper.js"), []byte(paper), 0o644); err != nil {
		t.Fatal(err)
	}
	type answer struct{ IDs, Said, Address string }
	three := answer{"basic-001 basic-002 basic-003", "PDF 版（纸质书）第 3 页", "kuiyibage/handbook.pdf#page=9"}
	near := func(said string, of answer) answer {
		return answer{of.IDs, said + "，最近的是第 " + of.Said[strings.LastIndex(of.Said, "第 ")+len("第 "):], of.Address}
	}
	seven := answer{"joint-001 joint-002", "PDF 版（纸质书）第 7 页", "kuiyibage/handbook.pdf#page=13"}
	want := map[string]answer{
		"3页": three, "第3页": three, "印刷本第3页": three, "p3": three, "P.3": three, "Ｐ３": three, "第 3 页": three,
		"第三页": three, "page 3": three, "纸质书的第3页": three, "PDF版（纸质书）第 3 页": three, "第3页有什么": three,
		"第03页":  three,
		"4页":    {"basic-003", "PDF 版（纸质书）第 4 页", "kuiyibage/handbook.pdf#page=10"},
		"5页":    {"basic-003 basic-004 basic-005", "PDF 版（纸质书）第 5 页", "kuiyibage/handbook.pdf#page=11"},
		"7页":    seven,
		"1页":    near("纸质书第 1 页没有事项", three),
		"9页":    near("纸质书第 9 页没有事项", seven),
		"10页":   near("纸质书正文到第 9 页为止", seven),
		"第999页": near("纸质书正文到第 9 页为止", seven),
	}
	var queries []string
	for q := range want {
		queries = append(queries, q)
	}
	ordinary := []string{"第3项", "3", "单页", "低保", "网页", "p"}
	in, err := json.Marshal(append(slices.Clone(queries), ordinary...))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), needs.Program(t, "node"), "--input-type=module", "-e", `
		import fs from 'node:fs';
		import { load } from '`+filepath.ToSlash(absolute(t, "rank.mjs"))+`';
		const search = load(`+"`"+filepath.ToSlash(dir)+"`"+`, 'kuiyibage');
		console.log(JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(q => {
			const { results, paper, total } = search.search(q);
			if (paper && total !== results.length) throw new Error(q + ': ' + total);
			return Object.assign({ ids: results.map(r => r.id).join(' ') }, paper);
		})));`)
	cmd.Stdin = bytes.NewReader(in)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, &complaints)
	}
	var answers []answer
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(queries)+len(ordinary) {
		t.Fatalf("node returned %s: %v", out, err)
	}
	for i, q := range queries {
		if answers[i] != want[q] {
			t.Errorf("%s: %+v, want %+v", q, answers[i], want[q])
		}
	}
	for i, q := range ordinary {
		if got := answers[len(queries)+i]; got.Said != "" {
			t.Errorf("%s is taken for a page: %+v", q, got)
		}
	}
}
