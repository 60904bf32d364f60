//go:build !linux

package site

import "errors"

func exchange(a, b string) error { return errors.ErrUnsupported }

func sameDisk(a, b string) bool { return true }

func lock(folder string) (unlock func(), err error) { return func() {}, nil }
