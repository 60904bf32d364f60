//go:build !linux

package hugo

func holder(port int) string { return "" }
