//go:build !linux

package hugo

import (
	"os"
	"syscall"
)

func processGroup() *syscall.SysProcAttr { return nil }

func killAll(p *os.Process) error { return p.Kill() }
