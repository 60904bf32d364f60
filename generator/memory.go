package main

import (
	"os"
	"runtime/debug"
)

// How much garbage may lie about. A command lives for seconds: of a town, collecting it as seldom as this takes a
// quarter off the time, for some 30 MB. The lists of a hundred towns need 70 MB, and what is made of them comes and
// goes: there it is collected as often as keeps the whole below what a small machine can spare before Hugo runs.
const (
	garbagePercent = 400
	littlePercent  = 30        // while others need the memory
	enoughMemory   = 384 << 20 // bytes
)

// tuneMemory sets how often garbage is collected, where the caller's GOGC and GOMEMLIMIT do not.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enoughMemory)
	}
}

// leaveMemory gives back what garbage takes, and has it collected often until [tuneMemory]: others need the memory.
func leaveMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(littlePercent)
	}
	debug.FreeOSMemory()
}
