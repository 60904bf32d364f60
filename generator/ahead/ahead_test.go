package ahead_test

import (
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"handbook/generator/ahead"
)

// The results come in order, whichever is ready first, and no more are held than can be worked on.
func TestEach(t *testing.T) {
	const all = 200
	var things, got []int
	for i := range all {
		things = append(things, i)
	}
	var began atomic.Int64
	most := 2*runtime.GOMAXPROCS(0) + 1
	for thing, result := range ahead.Each(things, func(i int) int {
		began.Add(1)
		for range (all - i) % 7 { // some are slower than the next
			runtime.Gosched()
		}
		return i * i
	}) {
		if result != thing*thing {
			t.Fatalf("%d: %d", thing, result)
		}
		got = append(got, thing)
		if n := int(began.Load()); n > len(got)+most {
			t.Fatalf("%d begun when %d are taken", n, len(got))
		}
	}
	if !slices.Equal(got, things) {
		t.Error(got)
	}
}

// A walk that ends early leaves nothing at work.
func TestEndsEarly(t *testing.T) {
	var working atomic.Int64
	for thing := range ahead.Each(make([]int, 100), func(int) int {
		working.Add(1)
		defer working.Add(-1)
		runtime.Gosched()
		return 0
	}) {
		if thing == 0 {
			break
		}
	}
	if n := working.Load(); n != 0 {
		t.Errorf("%d are still at work", n)
	}
}
