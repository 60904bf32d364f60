package hugo

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	"handbook/generator/disk"
)

// said is what Hugo has said so far. It is read while Hugo still writes.
type said struct {
	mu   sync.Mutex
	text []byte
}

// mostSaid keeps a program that talks without end from filling the memory.
const mostSaid = 1 << 20

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text = append(s.text, p[:min(len(p), mostSaid-len(s.text))]...)
	return len(p), nil
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.text)
}

// diskError is the error of the disk that Hugo tells of, or nil.
func (s *said) diskError() error {
	errs, _ := messages(s.String())
	for _, message := range errs {
		for _, reason := range disk.Reasons() {
			if strings.Contains(message, reason.Error()) {
				return reason
			}
		}
	}
	return nil
}

// failed tells whether Hugo has told of an error.
func (s *said) failed() bool {
	text := "\n" + s.String()
	return strings.Contains(text, "\nERROR ") || strings.Contains(text, "\npanic: ")
}

// messages are the errors and warnings in what Hugo said, each once. What it tells of an unused template after an error
// is left out: the template was not reached. Where Hugo says something that is neither, and nothing else, that is the
// error.
func messages(text string) (errs, warnings []string) {
	var open *[]string // of the message that a line may go on with
	var other []string
	for line := range strings.Lines(text) {
		line = plain(strings.TrimRight(line, "\r\n"))
		switch {
		case isStack(line):
			return sift(errs, warnings, other)
		case isNoise(line):
			open = nil
		case begins(line, "ERROR ", "Error: ", "panic: ", "fatal error: "):
			errs, open = append(errs, line), &errs
		case begins(line, "WARN "):
			warnings, open = append(warnings, line), &warnings
		case open != nil:
			last := len(*open) - 1
			(*open)[last] += "\n" + line
		default:
			other = append(other, line)
		}
	}
	return sift(errs, warnings, other)
}

func sift(errs, warnings, other []string) (_, _ []string) {
	if len(errs)+len(warnings) == 0 {
		return other, nil
	}
	if len(errs) > 0 {
		warnings = slices.DeleteFunc(warnings, func(w string) bool { return strings.Contains(w, " is unused, source ") })
	}
	return once(errs), once(warnings)
}

func once(messages []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(messages, func(m string) bool {
		was := seen[m]
		seen[m] = true
		return was
	})
}

func begins(line string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(line, word) })
}

// isNoise tells the lines by which Hugo says that all goes well.
func isNoise(line string) bool {
	return strings.TrimSpace(line) == "" || strings.ContainsAny(line, "│┼") ||
		begins(line, "Start building sites", "hugo v", "Total in ", "Built in ")
}

// isStack tells where the trace of a broken program begins: hundreds of lines about Hugo's own text.
func isStack(line string) bool {
	return strings.HasPrefix(line, "goroutine ") && strings.HasSuffix(line, ":")
}

// longest is as much of a line as is shown.
const longest = 1000

// plain is a line with its files named from here, and nothing that would move a terminal's cursor.
func plain(line string) string {
	if here, err := os.Getwd(); err == nil {
		line = strings.ReplaceAll(line, here+string(filepath.Separator), "")
	}
	line = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return '·'
		}
		return r
	}, line)
	if runes := []rune(line); len(runes) > longest {
		return string(runes[:longest]) + " …"
	}
	return line
}
