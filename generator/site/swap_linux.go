package site

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// exchange makes two folders change places in one step.
func exchange(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if err != nil {
		return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return nil
}

// sameDisk tells whether a folder can take the other's place: a move does not lead from one disk to another. Neither need
// be there yet.
func sameDisk(a, b string) bool {
	var x, y unix.Stat_t
	errs := [...]error{unix.Stat(holding(a), &x), unix.Stat(holding(b), &y)}
	return errs[0] != nil || errs[1] != nil || x.Dev == y.Dev // where it is not known, the move will tell
}

// holding is the nearest folder that is there above a name.
func holding(name string) string {
	for folder := filepath.Dir(name); ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(folder); err == nil || folder == filepath.Dir(folder) {
			return folder
		}
	}
}

// lock waits for the folder and holds it until unlock is called or the process ends.
func lock(folder string) (unlock func(), err error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	// A file system without locks still gets whole sites, as long as one run is made at a time.
	for unix.Flock(int(f.Fd()), unix.LOCK_EX) == unix.EINTR {
	}
	return func() { f.Close() }, nil
}
