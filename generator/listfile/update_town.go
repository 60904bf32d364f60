package listfile

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"handbook/generator/diag"
)

// UpdateTown changes a town's own file so that it says what the town says, as [Update] changes a list.
func UpdateTown(file []byte, shall Town) ([]byte, error) {
	old, err := readTown(file)
	if err != nil {
		return nil, err
	}
	if sameTown(old, shall) {
		return file, nil
	}
	mark, doc := cutMark(string(file))
	j := joiner{eol: lineEnd(doc)}
	chunks := split(doc)
	next, was := true, townTables(old)
	write := func(s section, c chunk) error {
		at := slices.IndexFunc(was, func(o section) bool { return o.key == s.key })
		own, err := editKeys(c.own, j.eol, was[at].lines, s.lines)
		if err != nil {
			return diag.Errorf("write it by hand as the document has it, or in the usual form", "%s: %w", s.key, err)
		}
		j.write(c.lead, own, next)
		next = true
		return nil
	}
	there := func(key string) int {
		return slices.IndexFunc(chunks, func(c chunk) bool { return c.key == key })
	}
	tables := townTables(shall)
	if err := write(tables[0], chunks[0]); err != nil {
		return nil, err
	}
	fresh := slices.DeleteFunc(slices.Clone(tables[1:]), func(s section) bool { return !s.said() || there(s.key) >= 0 })
	writeFresh := func() { // what the file lacks stands behind its other tables, and before the preface
		for _, s := range fresh {
			var b strings.Builder
			b.WriteString("[" + s.key + "]\n")
			writeLines(&b, s.lines)
			j.write("", strings.ReplaceAll(b.String(), "\n", j.eol), false)
			next = false
		}
		fresh = nil
	}
	writePreface := func() error {
		var mine []chunk
		for _, c := range chunks {
			if c.key == "preface" {
				mine = append(mine, c)
			}
		}
		if len(mine) != len(old.Preface) {
			return fmt.Errorf("preface: %w", errForm)
		}
		next, err = j.tables("[[preface]]", mine, prefaceTables(old), prefaceTables(shall), next)
		return err
	}
	prefaced := false
	for _, c := range chunks[1:] {
		at := slices.IndexFunc(tables, func(s section) bool { return s.key == c.key })
		switch {
		case c.key == "preface" && prefaced:
		case c.key == "preface":
			writeFresh()
			prefaced = true
			err = writePreface()
		case at < 0:
			j.write(c.lead, c.own, next)
			next = true
		case !tables[at].said():
			if kept := commentLines(c.lead + c.own); kept != "" {
				j.write("", kept, false)
			}
			next = false
		default:
			err = write(tables[at], c)
		}
		if err != nil {
			return nil, err
		}
	}
	writeFresh()
	if !prefaced {
		if err := writePreface(); err != nil {
			return nil, err
		}
	}
	result := []byte(mark + j.b.String())
	if now, err := readTown(result); err != nil || !sameTown(now, shall) {
		return nil, errors.Join(fmt.Errorf("town.toml: %w", errForm), err)
	}
	return result, nil
}

// said reports whether a table says anything.
func (s section) said() bool {
	return slices.ContainsFunc(s.lines, func(l line) bool { return l.value != "" })
}

func prefaceTables(t Town) [][]line {
	var tables [][]line
	for _, s := range t.Preface {
		tables = append(tables, prefaceLines(s))
	}
	return tables
}

// sameTown reports whether the files of two towns would say the same.
func sameTown(a, b Town) bool {
	values := func(t Town) map[string]string {
		all := map[string]string{}
		for _, s := range townTables(t) {
			for _, l := range s.lines {
				if l.value != "" {
					all[s.key+"."+l.key] = l.value
				}
			}
		}
		return all
	}
	return maps.Equal(values(a), values(b)) && reflect.DeepEqual(prefaceTables(a), prefaceTables(b))
}

// DifferTown is the key of the first thing that the files of two towns do not say alike, or "".
func DifferTown(a, b Town) string {
	if sameTown(a, b) {
		return ""
	}
	theirs := townTables(b)
	for n, s := range townTables(a) {
		for _, l := range s.lines {
			if l.value != "" && !slices.Contains(theirs[n].lines, l) {
				return strings.TrimPrefix(s.key+"."+l.key, ".")
			}
		}
	}
	for n, s := range theirs {
		for _, l := range s.lines {
			if l.value != "" && !slices.Contains(townTables(a)[n].lines, l) {
				return strings.TrimPrefix(s.key+"."+l.key, ".")
			}
		}
	}
	return "preface"
}
