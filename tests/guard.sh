#!/bin/sh
# guard.sh FOLDER - no command works a tenth harder than bench/guard.txt says.
#
# Counts the instructions of each job of the bench on a small input; unlike times they hardly vary.
# They hold for one compiler, its flags and the libraries, which the first line of the table names:
# where these differ or valgrind is not there, nothing is compared. UPDATE=1 writes the table anew.
# shellcheck disable=SC2154
set -eu
here=$(cd "$(dirname "$0")/../bench" && pwd)
table=$here/guard.txt
. "$here/jobs.sh"

# Warnings change no code; what a machine cannot do does.
made_by() {
	flags=$(printf '%s' "${CFLAGS-}" | sed 's/ *-W[^ ]*//g')
	cpu=$(uname -m)
	! grep -qsw avx2 /proc/cpuinfo || cpu="$cpu avx2"
	zlib=$(echo ZLIB_VERSION | ${CC:-cc} -include zlib.h -E -P - | tail -n 1 | tr -d '"')
	echo "# $(${CC:-cc} --version | head -n 1) | $flags | $cpu |" \
		"$(getconf GNU_LIBC_VERSION) | zlib $zlib | $(valgrind --version)"
}

# count JOB: its instructions into JOB.count.
count() {
	options=
	rm -f "$1.count"
	! know_threads || options='-j 1'
	# shellcheck disable=SC2046,SC2086
	valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null \
		--log-file="$1.log" $(ours "$1" small $options) >/dev/null
	sed -n 's/.*I *refs: *//p' "$1.log" | tr -d , >"$1.count"
}

if ! command -v valgrind >/dev/null; then
	echo "guard skipped: there is no valgrind"
	exit 0
fi
made_by=$(made_by)
if [ -z "${UPDATE-}" ] && [ "$(head -n 1 "$table")" != "$made_by" ]; then
	echo "guard skipped: the counts of bench/guard.txt are those of another build"
	exit 0
fi

mkdir -p "$1"
cd "$1"
build_tool gen
make_data small 20000
jobs=$(for job in $all_jobs; do
	case $(ours "$job" small) in *'|'*) ;; *) echo "$job" ;; esac
done)
running=0
for job in $jobs; do
	count "$job" &
	running=$((running + 1))
	[ $((running % $(nproc))) != 0 ] || wait
done
wait

{
	echo "$made_by"
	for job in $jobs; do
		echo "$job $(cat "$job.count" 2>/dev/null || echo 0)"
	done
} >guard.txt
if [ -n "${UPDATE-}" ]; then
	cp guard.txt "$table"
	echo "guard: bench/guard.txt is written anew"
	exit 0
fi
awk '
/^#/ { next }
NR == FNR { before[$1] = $2; next }
!($1 in before) || before[$1] <= 0 || $2 <= 0 {
	printf "guard: %s: no count; UPDATE=1 make guard writes the table\n", $1
	failed = 1
	next
}
{ change = 100 * ($2 / before[$1] - 1) }
change > 10 {
	printf "guard: %s: %d instructions, %.1f %% more than the %d of bench/guard.txt\n", $1, $2, change, before[$1]
	failed = 1
}
change < -10 {
	printf "guard: %s: %.1f %% fewer instructions; UPDATE=1 make guard keeps that\n", $1, -change
}
{ compared++ }
END {
	if (!failed)
		printf "guard: %d jobs take no more instructions than they may\n", compared
	exit failed
}' "$table" guard.txt
