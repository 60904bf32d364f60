//go:build !linux

package hugo

func listenerOn(port int) string { return "" }
