package main

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"handbook/generator/markdown"
)

// ofPlaces are words that are right for some places only.
var ofPlaces = regexp.MustCompile(`镇|乡|县|街道|苏木|泽普|奎依巴格`)

// TestWordsOfPlaces looks for what places are called where it would be printed whatever the place is: in the texts of
// the generator, in templates and scripts, and in pages that people wrote for every county. Only the tables of the
// rooms place and office may say it, what the room intake looks for in documents of all places, and what is made up
// for tests.
func TestWordsOfPlaces(t *testing.T) {
	saw := map[string]int{}
	look := func(file, text string) {
		for n, line := range strings.Split(text, "\n") {
			if word := ofPlaces.FindString(line); word != "" {
				t.Errorf("%s:%d: %q is right for some places only: %s", file, n+1, word, strings.TrimSpace(line))
			}
		}
		saw[filepath.Ext(file)]++
	}
	for _, root := range []string{".", "../themes", "../content"} {
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				switch d.Name() {
				case "testdata", "built", "place", "office", "intake":
					return fs.SkipDir
				}
				return nil
			}
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			switch ext := filepath.Ext(file); {
			case ext == ".go" && !strings.HasSuffix(file, "_test.go"):
				look(file, goTexts(text))
			case root == "../themes" && ext == ".html":
				look(file, templateComment.ReplaceAllStringFunc(string(text), lineEnds))
			case root == "../themes" && (ext == ".js" || ext == ".css"):
				look(file, scriptComment.ReplaceAllStringFunc(string(text), lineEnds))
			case root == "../content" && ext == ".md" && !markdown.IsGenerated(text) && filepath.Dir(file) == root:
				look(file, string(text))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, ext := range []string{".go", ".html", ".js", ".css"} {
		if saw[ext] == 0 {
			t.Errorf("no %s file was looked at", ext)
		}
	}
	if got := goTexts([]byte("package p // 县\nvar s = \"镇\" // 乡")); ofPlaces.FindString(got) != "镇" {
		t.Errorf("of Go, %q is looked at", got)
	}
}

var (
	templateComment = regexp.MustCompile(`(?s)\{\{-?\s*/\*.*?\*/\s*-?\}\}`)
	scriptComment   = regexp.MustCompile(`(?s)/\*.*?\*/|(?m)(^|\s)//.*$`)
)

// lineEnds keeps only the line ends of a text.
func lineEnds(text string) string { return strings.Repeat("\n", strings.Count(text, "\n")) }

// goTexts are the string literals of Go code, each in its line.
func goTexts(source []byte) string {
	files := token.NewFileSet()
	file := files.AddFile("", files.Base(), len(source))
	var s scanner.Scanner
	s.Init(file, source, nil, 0)
	lines := make([]string, file.LineCount()+strings.Count(string(source), "\n")+1)
	for {
		at, tok, text := s.Scan()
		switch tok {
		case token.EOF:
			return strings.Join(lines, "\n")
		case token.STRING, token.CHAR:
			lines[file.Line(at)-1] += text
		}
	}
}
