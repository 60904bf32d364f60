// Package ahead does the same work for each of many things, several of them at a time as the processor allows, and
// hands over the results in the order of the things.
package ahead

import (
	"iter"
	"runtime"
	"sync"
)

// Each walks things with what made returns for them. It works a few things ahead of the walk and no further: of many
// large results only those few are held. It is called for several things at a time, and for some of those that the walk
// does not reach where it ends early; it is done with all of them when the walk has ended.
func Each[T, R any](things []T, made func(T) R) iter.Seq2[T, R] {
	most := runtime.GOMAXPROCS(0)
	return func(yield func(T, R) bool) {
		var working sync.WaitGroup
		defer working.Wait()
		results := make(chan chan R, most-1) // one more is handed over
		stop := make(chan struct{})
		defer close(stop)
		working.Go(func() {
			defer close(results)
			for _, thing := range things {
				result := make(chan R, 1)
				select {
				case results <- result:
				case <-stop:
					return
				}
				working.Go(func() { result <- made(thing) })
			}
		})
		for _, thing := range things {
			if !yield(thing, <-<-results) {
				return
			}
		}
	}
}
