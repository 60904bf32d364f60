package site

import (
	"slices"
	"sync"
)

// A target is what links lead to: a file of the site, or an anchor in it.
type target struct {
	file     *file // nil for one that is there no more
	fragment string
}

// targets numbers what all links lead to. A county has millions of links, and each page keeps only numbers of what its
// own lead to.
type targets struct {
	mu      *sync.Mutex
	list    []target
	numbers map[target]int32
}

// targetsFor makes room for n targets.
func targetsFor(n int) targets {
	return targets{mu: new(sync.Mutex), list: make([]target, 0, n), numbers: make(map[target]int32, n)}
}

// number is that of a target; workers ask side by side.
func (s *targets) number(t target) int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n, known := s.numbers[t]; known {
		return n
	}
	return s.add(t)
}

// add adds a target that has no number yet.
func (s *targets) add(t target) int32 {
	n := int32(len(s.list))
	s.list = append(s.list, t)
	s.numbers[t] = n
	return n
}

// nowhere tells of each target whether it is not there. The anchors of all files must be known.
func (s *targets) nowhere() []bool {
	nowhere := make([]bool, len(s.list))
	fragments := map[*file][]int32{}
	for i, t := range s.list {
		if t.file == nil {
			nowhere[i] = true
		} else if t.fragment != "" {
			fragments[t.file] = append(fragments[t.file], int32(i))
		}
	}
	for f, numbers := range fragments {
		anchors := slices.Collect(f.anchors.all())
		for _, n := range numbers {
			nowhere[n] = !holds(anchors, s.list[n].fragment)
		}
	}
	return nowhere
}
