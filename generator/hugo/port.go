package hugo

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"syscall"

	"handbook/generator/diag"
)

// checkPort says why Hugo could not listen on a port, and which program does. Hugo itself would take a second to fail,
// and not say which.
func checkPort(port int) error {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	switch {
	case err == nil:
		return listener.Close()
	case errors.Is(err, syscall.EADDRINUSE):
		by := ""
		if who := listenerOn(port); who != "" {
			by = " by " + who
		}
		hint := fmt.Sprintf("end that program, or preview on another port: handbook serve -port %d", another(port))
		return diag.Errorf(hint, "port %d is taken%s", port, by)
	case errors.Is(err, fs.ErrPermission):
		return diag.Errorf("preview on a port above 1023: handbook serve -port 1313", "you may not use port %d", port)
	}
	return fmt.Errorf("cannot use port %d: %w", port, err)
}

// another is the next port that is free, or 0 for any.
func another(port int) int {
	for next := port + 1; next < min(port+100, 65536); next++ {
		if listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", next)); err == nil {
			listener.Close()
			return next
		}
	}
	return 0
}
