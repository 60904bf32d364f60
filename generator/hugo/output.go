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

// An output is what Hugo has said so far. It can be read while Hugo still writes.
type output struct {
	mu   sync.Mutex
	text []byte
}

// mostOutput is how much of it is kept: a program may write without end.
const mostOutput = 1 << 20

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text = append(o.text, p[:min(len(p), mostOutput-len(o.text))]...)
	return len(p), nil
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return string(o.text)
}

// diskError is the error of the disk that Hugo reported, or nil.
func (o *output) diskError() error {
	errs, _ := messages(o.String())
	for _, message := range errs {
		for _, reason := range disk.Reasons() {
			if strings.Contains(message, reason.Error()) {
				return reason
			}
		}
	}
	return nil
}

// failed tells whether Hugo has reported an error.
func (o *output) failed() bool {
	text := "\n" + o.String()
	return strings.Contains(text, "\nERROR ") || strings.Contains(text, "\npanic: ")
}

// messages are the errors and warnings in what Hugo said, each once. Where there are neither errors nor warnings,
// all that Hugo said is an error.
func messages(text string) (errs, warnings []string) {
	var open *[]string // of the message that a line may go on with
	var other []string
lines:
	for line := range strings.Lines(text) {
		line = plain(strings.TrimRight(line, "\r\n"))
		switch {
		case isStack(line):
			break lines
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
	if len(errs)+len(warnings) == 0 {
		return other, nil
	}
	return unique(errs), unique(warnings)
}

func unique(messages []string) []string {
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

// isNoise tells the lines that Hugo writes when all is well.
func isNoise(line string) bool {
	return strings.TrimSpace(line) == "" || strings.ContainsAny(line, "│┼") ||
		begins(line, "Start building sites", "hugo v", "Total in ", "Built in ")
}

// isStack tells where a stack trace begins, hundreds of lines about Hugo's own code.
func isStack(line string) bool {
	return strings.HasPrefix(line, "goroutine ") && strings.HasSuffix(line, ":")
}

// longestLine is how many characters of a line are shown.
const longestLine = 1000

// plain is a line with paths relative to this folder, and without control characters, which may move a terminal's
// cursor.
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
	if runes := []rune(line); len(runes) > longestLine {
		return string(runes[:longestLine]) + " …"
	}
	return line
}
