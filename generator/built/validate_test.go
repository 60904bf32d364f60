package built

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// TestValidHTML has every page judged by html-validate: the standard's rules and those of accessibility.
func TestValidHTML(t *testing.T) {
	t.Parallel()
	valid(t, public)
}

func valid(t *testing.T, folder string) {
	t.Helper()
	validate := filepath.Join(root, ".build/node/node_modules/.bin/html-validate")
	out, err := exec.Command(validate, "--config", "htmlvalidate.cjs", folder+"/**/*.html").CombinedOutput()
	if err != nil {
		t.Errorf("html-validate: %v (make test installs it)\n%s", err, out[:min(len(out), 8000)])
	}
}
