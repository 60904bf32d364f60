//go:build !linux

package disk

func spaceOf(name string) (Space, bool) { return Space{}, false }

// FileLimit is the most bytes that this process may write to one file, where there is such a limit; here that is not
// known.
func FileLimit() (most int64, set bool) { return 0, false }
