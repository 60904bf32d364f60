package hugo

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/disk"
)

// check compares what Hugo wrote with what it was made from: Hugo reports no error for a file that was cut off.
func (c Config) check(s *sources) (Report, error) {
	var report Report
	var faults []string
	fault := func(path, what string) { faults = append(faults, filepath.Join(c.Site, path)+": "+what) }
	there := map[string]bool{}
	err := walk(c.Site, func(path, file string) error {
		there[path] = true
		report.Files++
		if filepath.Ext(path) == ".html" {
			report.Pages++
		}
		size, what, err := s.checkFile(path, file)
		report.Size += size
		if what != "" {
			fault(path, what)
		}
		return err
	})
	if err != nil {
		return report, fmt.Errorf("cannot read what Hugo wrote: %w", err)
	}
	for _, from := range []map[string]string{s.made, s.copied} {
		for _, path := range slices.Sorted(maps.Keys(from)) {
			if !there[path] {
				fault(path, "is not there, though "+from[path]+" is")
			}
		}
	}
	if report.Pages == 0 && len(faults) == 0 {
		fault("", "there is no page in it")
	}
	if len(faults) == 0 {
		return report, nil
	}
	c.print(faults)
	reason, hint := "", "run it again; if it stays so, look for what keeps Hugo from writing"
	if limit, set := disk.FileLimit(); set {
		reason = fmt.Sprintf("; here a file may have %d bytes", limit)
		hint = "lift the limit on the size of files with `ulimit -f unlimited`"
	} else if space, known := disk.Of(c.Site); known {
		reason = fmt.Sprintf("; of its disk, %v", space)
	}
	return report, diag.Errorf(hint,
		"hugo reported no error, but the site that it wrote to %s is incomplete%s", c.Site, reason)
}

// checkFile returns the size of a file of the site, and what is wrong with it.
func (s *sources) checkFile(path, file string) (size int64, what string, err error) {
	info, err := os.Stat(file)
	if err != nil {
		return 0, "", err
	}
	size = info.Size()
	from := s.copied[path]
	if from == "" {
		from = s.published[path]
	}
	if from != "" {
		source, err := os.Stat(from)
		if err == nil && source.Size() != size {
			what = fmt.Sprintf("cut off: %d of the %d bytes of %s", size, source.Size(), from)
		}
		return size, what, err
	}
	if size == 0 {
		return 0, "empty", nil
	}
	text, err := os.ReadFile(file)
	if err == nil && !s.complete(path, text) {
		what = fmt.Sprintf("cut off after %d bytes", size)
	}
	return size, what, err
}

// searchVersion is a script that a template writes.
const searchVersion = "search/version.js"

// complete tells by a file's end whether all of it was written.
func (s *sources) complete(path string, text []byte) bool {
	switch ext := filepath.Ext(path); ext {
	case ".html":
		return bytes.HasSuffix(bytes.TrimSpace(text), []byte("</html>"))
	case ".xml", ".svg":
		return bytes.HasSuffix(bytes.TrimSpace(text), []byte(">"))
	case ".css", ".js":
		if path == searchVersion {
			return bytes.HasSuffix(text, []byte(";\n"))
		}
		return isJoined(text, s.parts[ext])
	case ".txt":
		return strings.HasSuffix(string(text), "\n")
	}
	return true
}

// isJoined tells whether a text consists of parts, joined as Hugo joins scripts.
func isJoined(text []byte, parts [][]byte) bool {
	for len(text) > 0 {
		i := slices.IndexFunc(parts, func(part []byte) bool { return bytes.HasPrefix(text, part) })
		if i < 0 {
			return false
		}
		text = bytes.TrimPrefix(text[len(parts[i]):], []byte("\n;\n"))
	}
	return true
}
