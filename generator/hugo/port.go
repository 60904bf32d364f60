package hugo

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"syscall"

	"handbook/generator/diag"
)

// free says why Hugo could not listen on a port, before it is started: it would say so after a second, and not who is
// there.
func free(port int) error {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	switch {
	case err == nil:
		return listener.Close()
	case errors.Is(err, syscall.EADDRINUSE):
		by := ""
		if who := holder(port); who != "" {
			by = " by " + who
		}
		hint := fmt.Sprintf("end that program, or preview on another port: handbook serve -port %d", another(port))
		return diag.Errorf(hint, "port %d is taken%s", port, by)
	case errors.Is(err, fs.ErrPermission):
		return diag.Errorf("preview on one above 1023: handbook serve -port 1313", "port %d is not for everybody", port)
	}
	return fmt.Errorf("cannot use port %d: %w", port, err)
}

// another is a port near by that is free now, or 0 for any.
func another(port int) int {
	for next := port + 1; next < min(port+100, 65536); next++ {
		if listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", next)); err == nil {
			listener.Close()
			return next
		}
	}
	return 0
}
