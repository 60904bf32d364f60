package likeness

import (
	"math"
	"testing"
)

func TestLike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"养犬管理", "养犬管理", 1},
		{"养犬管理", "文明养犬", 0.25}, // 养犬, in both
		{"养犬管理", "养犬的管理", 2 * 3.0 / 9},
		{"管理管理", "管理", 2 * 2.0 / 6}, // 管理 twice in the one is once in the other
		{"甲", "乙", 0},
		{"", "甲", 0},
		{"", "", 1},
	} {
		if got := Of(c.a).Like(Of(c.b)); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s, %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
	if got := Of("甲乙", "丙").Like(Of("甲乙丙")); math.Abs(got-2*2.0/6) > 1e-9 {
		t.Errorf("two texts: %v", got)
	}
}
