package diag

import (
	"errors"
	"fmt"
	"io"
)

// An advised error knows what to do about what it reports. The advice is no part of its text: whoever wraps the error
// cannot put words behind it, and a message may be compared and quoted without it.
type advised struct {
	error
	hint string
}

func (a *advised) Unwrap() error { return a.error }

// WithHint gives an error the advice that [PrintError] prints below it. An error that has advice, or wraps one that
// has, keeps it: what saw the fault first knows most about it. Of nil it returns nil.
func WithHint(err error, hint string) error {
	if err == nil || hint == "" || Hint(err) != "" {
		return err
	}
	return &advised{err, hint}
}

// Errorf is fmt.Errorf with advice.
func Errorf(hint, format string, args ...any) error {
	return WithHint(fmt.Errorf(format, args...), hint)
}

// Hint is the advice of an error or of one that it wraps, or "".
func Hint(err error) string {
	if a := (*advised)(nil); errors.As(err, &a) {
		return a.hint
	}
	return ""
}

// PrintError writes an error for a terminal, its advice on a line of its own; of several that were joined, each.
func PrintError(w io.Writer, err error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok && isJoin(err, joined.Unwrap()) {
		for _, one := range joined.Unwrap() {
			PrintError(w, one)
		}
		return
	}
	fmt.Fprintf(w, "handbook: error: %v\n", err)
	if hint := Hint(err); hint != "" {
		fmt.Fprintf(w, "  hint: %s\n", hint)
	}
}

// isJoin tells errors.Join, whose text is those of its errors and nothing more, from fmt.Errorf with several %w.
func isJoin(err error, parts []error) bool { return err.Error() == errors.Join(parts...).Error() }
