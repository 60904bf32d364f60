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

// SameDisk tells whether a folder can take the other's place: a move does not lead from one disk to another. Neither
// need be there yet.
func SameDisk(a, b string) bool {
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

// Lock waits for a folder and holds it until unlock is called or the process ends. Where another holds it, waiting is
// called first, if it is not nil.
func Lock(folder string, waiting func()) (unlock func(), err error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	if waiting != nil && unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == unix.EWOULDBLOCK {
		waiting()
	}
	// A file system without locks still gets complete folders, as long as one run is made at a time.
	for unix.Flock(int(f.Fd()), unix.LOCK_EX) == unix.EINTR {
	}
	return func() { f.Close() }, nil
}
