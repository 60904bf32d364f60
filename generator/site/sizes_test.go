package site

import "testing"

func TestSizeInWords(t *testing.T) {
	for bytes, want := range map[int64]string{
		0: "0\u00a0KB", 1: "1\u00a0KB", 99_000: "99\u00a0KB", 100_000: "0.1\u00a0MB", 393_161: "0.4\u00a0MB",
		1_576_088: "1.6\u00a0MB", 12_345_678: "12.3\u00a0MB",
	} {
		if got := inWords(bytes); got != want {
			t.Errorf("%d: %s, want %s", bytes, got, want)
		}
	}
}
