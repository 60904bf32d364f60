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

// patience is how long a program that has ended is waited for by what it has left behind, which may hold its output
// open.
const patience = 2 * time.Second

// errStart is the error of a program that cannot be started.
var errStart = errors.New("cannot be started")

// run runs a program to its end, or until the context's. Nothing of it lives on after this program, however that ends.
func run(ctx context.Context, program string, args []string, out io.Writer) error {
	// On Linux the child dies with the thread that started it, which must not end before.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = environment()
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = together()
	cmd.Cancel = func() error { return killAll(cmd.Process) }
	cmd.WaitDelay = patience
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%w: %w", errStart, err)
	}
	err := cmd.Wait()
	if errors.Is(err, exec.ErrWaitDelay) {
		killAll(cmd.Process) // it has ended well, but a child of it has not ended
		err = nil
	}
	return err
}
