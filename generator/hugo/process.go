package hugo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"time"
)

// waitForChildren is how long a program that has ended is waited for while children of it still use its output.
const waitForChildren = 2 * time.Second

// errStart is the error of a program that cannot be started.
var errStart = errors.New("cannot be started")

// run runs a program until it or the context ends. When this program ends, however it does, that one is ended, too.
// Variables are set for it beside those of every run.
func run(ctx context.Context, program string, args []string, out io.Writer, variables ...string) error {
	// On Linux the child is killed when the thread that started it ends.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(variables, environment()...) // of two of a name, the last counts: the caller's own
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = processGroup()
	cmd.Cancel = func() error { return killAll(cmd.Process) }
	cmd.WaitDelay = waitForChildren
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%w: %w", errStart, err)
	}
	err := cmd.Wait()
	if errors.Is(err, exec.ErrWaitDelay) {
		killAll(cmd.Process) // it ended without an error, but a child of it still runs
		err = nil
	}
	return err
}
