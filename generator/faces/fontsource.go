package faces

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A font is a file, or one with the common characters and numbered slices with the rare ones, as the packages of
// @fontsource have it.
type font struct {
	common  string
	pattern string // of the slices' names, with the place for a number; "" where there are none
	table   string // the file that says which slice has which characters
}

// noto is a weight of one of the Chinese families.
func (f *Fonts) noto(name string, weight int) font {
	dir := filepath.Join(f.folders.Packages, "@fontsource", name)
	one := font{
		pattern: filepath.Join(dir, "files", fmt.Sprintf("%s-%%s-%d-normal.woff", name, weight)),
		table:   filepath.Join(dir, "unicode.json"),
	}
	one.common = one.file("chinese-simplified")
	return one
}

// script is a family for another script, in its usual weight.
func (f *Fonts) script(name, script string) font {
	return font{common: filepath.Join(f.folders.Packages, "@fontsource", name, "files",
		name+"-"+script+"-400-normal.woff")}
}

// file is a slice's. The folder's own name may have a percent sign.
func (f font) file(slice string) string {
	dir, name := filepath.Split(f.pattern)
	return dir + strings.Replace(name, "%s", slice, 1)
}

// take finds the files of a font that have characters of those given, and which are left.
func (f *Fonts) take(from font, characters []rune) (files []Face, left []rune, err error) {
	face, err := f.load(from.common)
	if err != nil {
		return nil, nil, err
	}
	var has []rune
	for _, r := range characters {
		if face.Has(r) {
			has = append(has, r)
		} else {
			left = append(left, r)
		}
	}
	if len(has) > 0 {
		files = []Face{{File: from.common, Only: has}}
	}
	if from.pattern == "" || len(left) == 0 {
		return files, left, nil
	}
	table, err := f.slices(from.table)
	if err != nil {
		return nil, nil, err
	}
	rare, only := left, map[string][]rune{}
	left = nil
	for _, r := range rare {
		i := slices.IndexFunc(table, func(s slice) bool { return s.has(r) })
		if i < 0 {
			left = append(left, r)
			continue
		}
		file := from.file(table[i].name)
		if face, err = f.load(file); err != nil {
			return nil, nil, err
		}
		if !face.Has(r) {
			left = append(left, r)
			continue
		}
		only[file] = append(only[file], r)
	}
	for _, file := range slices.Sorted(maps.Keys(only)) {
		files = append(files, Face{File: file, Only: only[file]})
	}
	return files, left, nil
}

// A slice is a file of rare characters and the ranges that its package says it has.
type slice struct {
	name   string
	ranges [][2]rune // both ends included
}

func (s slice) has(r rune) bool {
	return slices.ContainsFunc(s.ranges, func(span [2]rune) bool { return r >= span[0] && r <= span[1] })
}

// slices reads a package's table of slices: "[12]": "U+4e00-4e05,U+4e10".
func (f *Fonts) slices(file string) ([]slice, error) {
	if all, ok := f.tables[file]; ok {
		return all, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var table map[string]string
	if err := json.Unmarshal(text, &table); err != nil {
		return nil, err
	}
	var all []slice
	for _, key := range slices.Sorted(maps.Keys(table)) {
		s := slice{name: strings.Trim(key, "[]")}
		for _, span := range strings.Split(table[key], ",") {
			from, to, ok := strings.Cut(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(span)), "U+"), "-")
			if !ok {
				to = from
			}
			low, err1 := strconv.ParseUint(from, 16, 21)
			high, err2 := strconv.ParseUint(to, 16, 21)
			if err := errors.Join(err1, err2); err != nil {
				return nil, err
			}
			s.ranges = append(s.ranges, [2]rune{rune(low), rune(high)})
		}
		all = append(all, s)
	}
	f.tables[file] = all
	return all, nil
}
