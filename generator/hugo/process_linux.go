package hugo

import (
	"os"
	"syscall"
)

// together makes a group of a program and its children, which is killed whole, and dies with this program even if that
// is killed.
func together() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func killAll(p *os.Process) error { return syscall.Kill(-p.Pid, syscall.SIGKILL) }
