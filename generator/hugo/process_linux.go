package hugo

import (
	"os"
	"syscall"
)

// processGroup makes a group of a program and its children, for killAll, and has it killed when this program ends.
func processGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func killAll(p *os.Process) error { return syscall.Kill(-p.Pid, syscall.SIGKILL) }
