package swap

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

// SameDisk tells whether a folder can be moved to the other's place, which is only possible on one disk. Neither need
// exist yet.
func SameDisk(a, b string) bool {
	var x, y unix.Stat_t
	errs := [...]error{unix.Stat(nearest(a), &x), unix.Stat(nearest(b), &y)}
	return errs[0] != nil || errs[1] != nil || x.Dev == y.Dev // where it is not known, moving will tell
}

// nearest is the nearest folder above a name that exists.
func nearest(name string) string {
	for folder := filepath.Dir(name); ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(folder); err == nil || folder == filepath.Dir(folder) {
			return folder
		}
	}
}

// Lock locks a folder until unlock is called or the process ends. Where another has locked it, Lock waits, after
// calling waiting, which may be nil.
func Lock(folder string, waiting func()) (unlock func(), err error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	if waiting != nil && unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == unix.EWOULDBLOCK {
		waiting()
	}
	// On a file system without locks this does nothing: there, one run must be made at a time.
	for unix.Flock(int(f.Fd()), unix.LOCK_EX) == unix.EINTR {
	}
	return func() { f.Close() }, nil
}
