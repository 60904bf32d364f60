#!/bin/sh
# Install programs that are missing, from Debian's packages: setup.sh chromium npm …
# As root or through sudo. Elsewhere, say what is missing and how to go on. With -look first, only say what is missing.
set -eu

look=""
[ "$1" != -look ] || { look=yes && shift; }

# has FILE …: one of these is there, as a program in PATH or as a file.
has() {
	for one in "$@"; do
		if [ -e "$one" ] || command -v "$one" >/dev/null 2>&1; then return 0; fi
	done
	return 1
}

missing=""
for program in "$@"; do
	case $program in
	chromium) # any of its family will do
		has "${HANDBOOK_BROWSER:-chromium}" chromium-browser google-chrome microsoft-edge \
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ||
			missing="$missing chromium fonts-noto-cjk" ;;
	nginx) has nginx /usr/sbin/nginx || missing="$missing nginx-light" ;;
	apache2) has apache2 /usr/sbin/apache2 || missing="$missing apache2-bin media-types" ;; # no service
	kai) has /usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf || missing="$missing fonts-arphic-gkai00mp" ;;
	fonts-hanazono) has /usr/share/fonts/truetype/hanazono/HanaMinB.ttf || missing="$missing $program" ;;
	fonts-nanum) has /usr/share/fonts/truetype/nanum/NanumMyeongjo.ttf || missing="$missing $program" ;;
	fonts-ukij-uyghur) has /usr/share/fonts/truetype/fonts-ukij-uyghur/UKIJTuz.ttf || missing="$missing $program" ;;
	firefox) has firefox-esr firefox || missing="$missing firefox-esr" ;;
	webkit) has WebKitWebDriver || missing="$missing webkit2gtk-driver" ;;
	xvfb) has Xvfb || missing="$missing xvfb" ;;
	mutool) has mutool || missing="$missing mupdf-tools" ;;
	soffice) has soffice libreoffice || missing="$missing libreoffice-calc-nogui" ;;
	zbarimg) has zbarimg || missing="$missing zbar-tools" ;;
	pdftoppm) has pdftoppm || missing="$missing poppler-utils" ;;
	npm) has npm || missing="$missing nodejs npm" ;;
	*) has "$program" || missing="$missing $program" ;;
	esac
done
[ -n "$missing" ] || exit 0

# refuse WHY HINT
refuse() {
	echo "setup: error: missing:$missing$1" >&2
	[ -z "$2" ] || echo "  hint: $2" >&2
	exit 1
}
[ -z "$look" ] || refuse "" ""
has apt-get || refuse "" "install them with your system's package manager, then run make again"
root=""
if [ "$(id -u)" != 0 ]; then
	has sudo || refuse ", and neither root nor sudo to install them" "as root: apt-get install$missing"
	root=sudo
fi
# A list of packages is some words.
# shellcheck disable=SC2086
apt() { $root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q "$@" --no-install-recommends $missing; }

$root apt-get update -q >/dev/null || echo "setup: warning: apt-get update failed; its old lists are used" >&2
apt install --assume-no 2>/dev/null | awk -v what="$missing" '
	/ newly installed/ { count = $3 }
	/^Need to get/ { fetch = $4 " " $5 }
	/^After this/ { disk = $4 " " $5 }
	END { if (count) print "installing" what ": " count " packages, " fetch " to fetch, " disk " on the disk" }
'

# apt-get tells of its progress in lines like dlstatus:3:12.5:… and pmstatus:chromium:40.0:…; one of ten is enough.
{ apt install -y -o APT::Status-Fd=1 -o DPkg::Lock::Timeout=300 && echo "setup:done"; } | awk -F: '
	/^dlstatus:/ { step("fetched", $3) }
	/^pmstatus:/ { step("installed", $3) }
	/^setup:done/ { done = 1 }
	function step(what, percent) {
		tenth = int(percent / 10)
		if (tenth > seen[what]) { seen[what] = tenth; print "  " what " " tenth * 10 " %"; fflush() }
	}
	END { exit !done }
' || refuse ", and apt-get could not install them, see above" "as root: apt-get install$missing"
