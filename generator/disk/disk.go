// Package disk writes files completely or not at all, and says in plain words why a disk took none and how much room
// it has.
package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// A Space is the room on a disk.
type Space struct {
	Free, Size int64 // in bytes; what is free for this user
	Files      int64 // how many there may be more, or -1 where that is not limited
	Full       bool  // not one more block, or not one more file
}

// fewFiles is a number of files that a site may well exceed.
const fewFiles = 100_000

func (s Space) String() string {
	text := fmt.Sprintf("%s free of %s", amount(s.Free), amount(s.Size))
	if s.Files >= 0 && s.Files < fewFiles {
		text += fmt.Sprintf(", and %d files", s.Files)
	}
	return text
}

// Of is the room on the disk of a file or folder, which need not be there yet. It is not known on every system.
func Of(name string) (s Space, known bool) {
	name, err := filepath.Abs(name)
	if err != nil {
		return Space{}, false
	}
	for {
		if _, err := os.Lstat(name); err == nil || name == filepath.Dir(name) {
			return spaceOf(name)
		}
		name = filepath.Dir(name)
	}
}

// Reasons lists the errors that are a disk's, whatever was written to it.
func Reasons() []error {
	return []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EROFS, syscall.EIO}
}

// Hint says how to put right an error that is the disk's fault, or that of who may write where. It is "" for any other
// error.
func Hint(err error) string {
	folder := folderOf(err)
	switch {
	case errors.Is(err, syscall.ENOSPC):
		hint := "make room on the disk of " + folder
		if s, known := Of(folder); known {
			hint += fmt.Sprintf(": %v", s)
		}
		return hint
	case errors.Is(err, syscall.EDQUOT):
		return "your share (quota) of the disk of " + folder + " is used up: " +
			"remove files of yours there, or have it raised"
	case errors.Is(err, syscall.EFBIG):
		hint := "the disk of " + folder + " takes no file of this size"
		if limit, set := FileLimit(); set {
			hint = "files may have no more than " + amount(limit) + " here: lift the limit with `ulimit -f unlimited`"
		}
		return hint
	case errors.Is(err, syscall.EROFS):
		return "the disk of " + folder + " can only be read: mount it for writing, or build elsewhere"
	case errors.Is(err, syscall.EIO):
		return "the disk of " + folder + " is failing: save what is on it, and build on another one"
	case errors.Is(err, fs.ErrPermission):
		return "make " + folder + " and what is in it yours to read and write"
	}
	return ""
}

// folderOf is the folder that an error is about, as a user would look for it.
func folderOf(err error) string {
	name := "."
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		name = path.Path
	} else if link, ok := errors.AsType[*os.LinkError](err); ok {
		name = link.New
	}
	if info, err := os.Stat(name); err != nil || !info.IsDir() {
		name = filepath.Dir(name)
	}
	if full, err := filepath.Abs(name); err == nil {
		return full
	}
	return name
}

// amount writes a number of bytes as people say it.
func amount(n int64) string {
	const k = 1000
	switch {
	case n < k:
		return fmt.Sprintf("%d bytes", n)
	case n < k*k:
		return fmt.Sprintf("%d kB", n/k)
	case n < k*k*k:
		return fmt.Sprintf("%.1f MB", float64(n)/(k*k))
	}
	return fmt.Sprintf("%.1f GB", float64(n)/(k*k*k))
}
