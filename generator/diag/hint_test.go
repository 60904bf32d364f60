package diag

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestPrintError(t *testing.T) {
	lost := Errorf("look in the attic", "cannot open %s: %w", "a.toml", os.ErrNotExist)
	for _, test := range []struct {
		err  error
		want string
	}{
		{errors.New("plain"), "handbook: error: plain\n"},
		{lost, "handbook: error: cannot open a.toml: file does not exist\n  hint: look in the attic\n"},
		{fmt.Errorf("the book: %w", lost),
			"handbook: error: the book: cannot open a.toml: file does not exist\n  hint: look in the attic\n"},
		{WithHint(lost, "another"),
			"handbook: error: cannot open a.toml: file does not exist\n  hint: look in the attic\n"},
		{errors.Join(lost, nil, errors.New("second")),
			"handbook: error: cannot open a.toml: file does not exist\n  hint: look in the attic\n" +
				"handbook: error: second\n"},
		{fmt.Errorf("%w beside %w", lost, os.ErrClosed),
			"handbook: error: cannot open a.toml: file does not exist beside file already closed\n" +
				"  hint: look in the attic\n"},
	} {
		var b strings.Builder
		PrintError(&b, test.err)
		if b.String() != test.want {
			t.Errorf("got:\n%swant:\n%s", b.String(), test.want)
		}
	}
	if !errors.Is(lost, os.ErrNotExist) || WithHint(nil, "x") != nil {
		t.Error("an advised error is not the error that it wraps")
	}
}
