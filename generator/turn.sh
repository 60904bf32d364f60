#!/bin/sh
# Run a command when no other one is at work in this checkout, so that two never write the same files: turn.sh make …
# The folder itself is locked, by an open file that the command inherits: the lock ends when all of it has, or was
# killed.
set -u
if command -v flock >/dev/null 2>&1; then # elsewhere than on Linux nobody is kept waiting
	exec 9<.
	flock -n 9
	if [ $? = 1 ]; then # anything else: a file system that has no locks
		echo "another make is at work here: waiting for its end" >&2
		flock 9
	fi
fi
exec "$@"
