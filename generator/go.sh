#!/bin/sh
# Say in one sentence when Go is missing or too old, before anything is built: what an old Go says of go.mod helps
# nobody. From 1.21 on, a Go fetches by itself the one that go.mod names. The folder may be called whatever one likes,
# but for a backslash and a line break: Go does not build there.
set -u
case $PWD in
*"
"* | *"$(printf '\r')"* | *\\*)
	echo "make: error: Go does not build in this folder:" \
		"its name, or that of one above, has a backslash or a line break" >&2
	echo "  hint: give it another name" >&2
	exit 1 ;;
esac

go=${GO:-go}
need=$(sed -n 's/^go //p' go.mod)
short=${need%.*}

refuse() {
	echo "make: error: $1: the handbook needs Go $short, and any Go from 1.21 on fetches that by itself" >&2
	echo "  hint: ${2:-take it from go.dev/dl and put its bin folder first in PATH, or make GO=/where/it/is/bin/go}" >&2
	exit 1
}

# atLeast A B: version A is B or a later one.
atLeast() {
	awk -v a="$1" -v b="$2" 'BEGIN {
		split(a, x, "."); split(b, y, ".")
		for (i = 1; i <= 3; i++) if (x[i] + 0 != y[i] + 0) exit x[i] + 0 < y[i] + 0
	}' >/dev/null # with its own output closed, awk would fail
}

found=$(command -v "$go") || refuse "there is no $go here"
case $found in /*) ;; *) found=$PWD/$found ;; esac
version=$(GOTOOLCHAIN=local "$found" version 2>/dev/null) || refuse "$go does not run"
version=$(echo "$version" | sed 's/^go version .*go\([0-9.]*\).*/\1/')
atLeast "$version" "$need" && exit
atLeast "$version" 1.21 || refuse "Go $version, which is here, is too old"

# Asked from within this folder, Go would fetch the other one in order to answer.
choice=$(cd / && "$found" env GOTOOLCHAIN)
[ "$choice" != local ] || refuse "Go $version is too old, and GOTOOLCHAIN=local keeps it from fetching another" \
	"unset GOTOOLCHAIN, and if it is still there, go env -u GOTOOLCHAIN"
for fetched in "$(cd / && "$found" env GOMODCACHE)"/golang.org/toolchain@v0.0.1-go"$need".*; do
	[ -d "$fetched" ] || echo "Go $version fetches Go $need: some 75 MB, the first time only"
done
"$found" version >/dev/null || refuse "Go $version could not fetch Go $need, see above" \
	"try again with a network, or install Go $short by hand, from go.dev/dl"
