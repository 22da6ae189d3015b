#!/bin/sh
# deps.sh tell|install GROUP... - what building and testing need. `install` installs what is
# missing where that is possible without asking; else, and with `tell`, it prints the one command.
# What a build is better with but can do without is tried when something is installed anyway.
set -eu
how=$1
shift
missing=
better=

# needs PACKAGE COMMAND...: the package is missing unless the command succeeds
needs() {
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}

# likes PACKAGE COMMAND...: the same for what can be done without
likes() {
	package=$1
	shift
	"$@" >/dev/null 2>&1 || better="$better $package"
}

header() {
	echo "#include <$1>" | ${CC:-cc} -E -x c - >/dev/null 2>&1
}

for group; do
	case $group in
	build)
		needs gcc command -v "${CC:-cc}"
		needs libc6-dev header stdio.h
		needs libcsv-dev header csv.h
		needs zlib1g-dev header zlib.h
		likes libisal-dev header isa-l/igzip_lib.h
		likes pkgconf command -v pkg-config
		likes libpango1.0-dev pkg-config --exists pangocairo
		likes libxlsxwriter-dev header xlsxwriter.h
		likes libsqlite3-dev header sqlite3.h
		needs libmd-dev header sha256.h
		needs tzdata test -e /usr/share/zoneinfo/America/New_York
		;;
	test)
		needs bats command -v bats
		needs parallel command -v parallel
		needs strace command -v strace
		needs mandoc command -v mandoc
		needs python3 command -v python3
		needs valgrind command -v valgrind
		needs poppler-utils command -v pdftotext
		needs python3-openpyxl python3 -c 'import openpyxl'
		likes libical-dev header libical/ical.h
		;;
	browser) # and npm ci in tests/browser
		needs nodejs command -v node
		needs npm command -v npm
		needs chromium command -v "${CHROMIUM:-chromium}"
		;;
	lint)
		needs clang command -v clang
		needs clang-tidy command -v clang-tidy
		needs clang-format command -v clang-format
		needs libclang-rt-14-dev test -e /usr/lib/llvm-14/lib/clang/14.0.6/lib/linux
		needs shellcheck command -v shellcheck
		needs mandoc command -v mandoc
		;;
	*)
		echo "deps.sh: no group is called $group" >&2
		exit 64
		;;
	esac
done
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends"
as_root='none'
if [ "$(id -u)" = 0 ]; then
	as_root='env'
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
	as_root='sudo'
fi
if [ "$how" = install ] && command -v apt-get >/dev/null && [ $as_root != none ]; then
	# shellcheck disable=SC2086
	if $as_root apt-get update -q &&
		$as_root DEBIAN_FRONTEND=noninteractive $install $missing; then
		for package in $better; do
			$as_root DEBIAN_FRONTEND=noninteractive $install "$package" ||
				echo "deps.sh: going on without $package" >&2
		done
		exit 0
	fi
fi
echo "Missing:$missing. On Debian and its kin this installs it:" >&2
echo "    sudo $install$missing" >&2
exit 1
