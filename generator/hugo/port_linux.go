package hugo

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// listenerOn names the program that listens on a port, "hugo (process 4711)", or is "" where this user may not see it.
func listenerOn(port int) string {
	socket := socketOn(port)
	if socket == "" {
		return ""
	}
	opened, _ := filepath.Glob("/proc/[0-9]*/fd/*")
	for _, file := range opened {
		if to, err := os.Readlink(file); err != nil || to != socket {
			continue
		}
		process := filepath.Dir(filepath.Dir(file))
		name, err := os.ReadFile(filepath.Join(process, "comm"))
		if err != nil {
			return ""
		}
		return fmt.Sprintf("%s (process %s)", plain(strings.TrimSpace(string(name))), filepath.Base(process))
	}
	return ""
}

// socketOn is the socket that listens on a port, as the links in /proc name it.
func socketOn(port int) string {
	const local, state, inode, listening = 1, 3, 9, "0A" // columns of the kernel's table, and a state
	end := fmt.Sprintf(":%04X", port)
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		text, _ := os.ReadFile(table)
		for line := range strings.Lines(string(text)) {
			column := strings.Fields(line)
			if len(column) > inode && column[state] == listening && strings.HasSuffix(column[local], end) {
				return "socket:[" + column[inode] + "]"
			}
		}
	}
	return ""
}
