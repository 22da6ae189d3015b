#!/bin/sh
# deps.sh tell|install GROUP... - what building and testing need. `install` installs what is
# missing where that is possible without asking; else, and with `tell`, it prints the one command.
set -eu
how=$1
shift
missing=

# needs PACKAGE COMMAND...: the package is missing unless the command succeeds
needs() {
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
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

install="apt-get install -y --no-install-recommends$missing"
if [ "$how" = install ] && command -v apt-get >/dev/null; then
	if [ "$(id -u)" = 0 ]; then
		apt-get update -q && DEBIAN_FRONTEND=noninteractive $install && exit 0
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
		sudo apt-get update -q && sudo DEBIAN_FRONTEND=noninteractive $install && exit 0
	fi
fi
echo "Missing:$missing. On Debian and its kin this installs it:" >&2
echo "    sudo $install" >&2
exit 1
