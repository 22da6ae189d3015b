#!/bin/sh
# run.sh FOLDER - times the commands on generated data, in turn with the other tools that are there.
#
# README.md tells what the table says, and about SIZE, FACTOR, ROUNDS, JOBS, PEERS, SLOW and WARM.
# shellcheck disable=SC2154
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/jobs.sh"
size=${SIZE:-200000}
factor=${FACTOR:-5}
rounds=${ROUNDS:-5}
jobs=${JOBS:-$all_jobs}
cores=$(nproc)
mkdir -p "$1"
cd "$1"
log=times.log
: >$log

for job in $jobs; do
	ours "$job" x >/dev/null || { echo "run.sh: no job is called $job" >&2 && exit 64; }
done
for tool in gen limit timer; do
	build_tool $tool
done
echo "making data" >&2
sizes="s$size"
make_data "s$size" "$size"
if [ "$factor" -gt 1 ]; then
	sizes="s$size s$((size * factor))"
	make_data "s$((size * factor))" $((size * factor))
fi

# timed DATA JOB PROGRAM COMMAND...: one measured run, behind one that warms the memory up.
timed() {
	label="$1 $2 $3"
	shift 3
	times=1
	[ "$job" != start ] || times=50
	[ "${WARM-1}" = 0 ] || "$@" >/dev/null 2>>errors.log || true
	./timer -n $times $log "$label" "$@" >/dev/null 2>>errors.log || echo "failed: $label" >&2
}

# line DATA JOB PROGRAM LINE: the same of a command line, without a shell where it is one command.
line() {
	case $4 in
	*'|'*) timed "$1" "$2" "$3" sh -c "$4" ;;
	*)
		# shellcheck disable=SC2086
		timed "$1" "$2" "$3" $4
		;;
	esac
}

one_job() {
	if ! know_threads; then
		line "$1" "$2" hotleads-1 "$(ours "$2" "$1")"
	else
		[ "$cores" = 1 ] || line "$1" "$2" "hotleads-$cores" "$(ours "$2" "$1" -j "$cores")"
		line "$1" "$2" hotleads-1 "$(ours "$2" "$1" -j 1)"
	fi
	for peer in $(peers_of "$2"); do
		[ "$1" = "s$size" ] || [ -n "${SLOW-}" ] || [ -z "$(peer_says "$peer" slow)" ] || continue
		name=$peer
		[ -z "$(peer_says "$peer" unlike)" ] || name="($peer)"
		timed "$1" "$2" "$name" sh "$here/peers/$peer.sh" "$2" "$1" "$cores"
	done
	limits "$2" "$1" | while read -r name command; do
		[ "$name" = limit ] || name="($name)"
		line "$1" "$2" "$name" "$command"
	done
}

: >errors.log
round=1
while [ "$round" -le "$rounds" ]; do
	for data in $sizes; do
		for job in $jobs; do
			echo "round $round of $rounds, $data, $job" >&2
			one_job "$data" "$job"
		done
	done
	round=$((round + 1))
done
awk -v small="s$size" -v factor="$factor" -f "$here/table.awk" $log | tee results.txt
