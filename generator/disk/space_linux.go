package disk

import (
	"os"

	"golang.org/x/sys/unix"
)

func spaceOf(name string) (Space, bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(name, &s); err != nil || s.Blocks == 0 {
		return Space{}, false
	}
	free := s.Bavail
	if os.Geteuid() == 0 {
		free = s.Bfree // some of it is kept for root
	}
	space := Space{Free: int64(free) * s.Bsize, Size: int64(s.Blocks) * s.Bsize, Files: -1}
	if s.Files > 0 {
		space.Files = int64(s.Ffree)
	}
	space.Full = space.Free == 0 || space.Files == 0
	return space, true
}

// FileLimit is the most bytes that this process may write to one file, where there is such a limit.
func FileLimit() (most int64, set bool) {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &limit); err != nil || limit.Cur > 1<<62 {
		return 0, false
	}
	return int64(limit.Cur), true
}
