#!/bin/sh
# Install programs that are missing, from Debian's packages: setup.sh chromium npm …
# As root or through sudo. Elsewhere, say what is missing and how to go on.
set -eu

missing=""
for program in "$@"; do
	case $program in
	chromium) # any of its family will do
		for name in "${HANDBOOK_BROWSER:-chromium}" chromium-browser google-chrome microsoft-edge; do
			command -v "$name" >/dev/null 2>&1 && continue 2
		done
		[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && continue
		missing="$missing chromium fonts-noto-cjk" ;;
	nginx) command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light" ;;
	apache2) command -v apache2 >/dev/null 2>&1 || [ -x /usr/sbin/apache2 ] || missing="$missing apache2-bin media-types" ;; # no service
	kai) [ -f /usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf ] || missing="$missing fonts-arphic-gkai00mp" ;;
	firefox) command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || missing="$missing firefox-esr" ;;
	webkit) command -v WebKitWebDriver >/dev/null 2>&1 || missing="$missing webkit2gtk-driver" ;;
	xvfb) command -v Xvfb >/dev/null 2>&1 || missing="$missing xvfb" ;;
	mutool) command -v mutool >/dev/null 2>&1 || missing="$missing mupdf-tools" ;;
	zbarimg) command -v zbarimg >/dev/null 2>&1 || missing="$missing zbar-tools" ;;
	pdftoppm) command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils" ;;
	npm) command -v npm >/dev/null 2>&1 || missing="$missing nodejs npm" ;;
	*) command -v "$program" >/dev/null 2>&1 || missing="$missing $program" ;;
	esac
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
	echo "setup: error: missing:$missing" >&2
	echo "  hint: install them with your system's package manager, then run make again" >&2
	exit 1
fi
root=""
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null 2>&1 || {
		echo "setup: error: missing:$missing, and neither root nor sudo to install them" >&2
		echo "  hint: as root: apt-get install$missing" >&2
		exit 1
	}
	root=sudo
fi
echo "installing$missing"
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -q >/dev/null
# shellcheck disable=SC2086 # a list of words
$root apt-get install -y -q --no-install-recommends $missing >/dev/null
