#!/bin/sh
# check.sh FOLDER - whether the other tools do the same jobs: their rows are ours.
#
# On SIZE accounts (default 25000, so that every collector has hours). What a tool does not order
# is compared in any order.
# shellcheck disable=SC2154
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/jobs.sh"
mkdir -p "$1"
cd "$1"
build_tool gen
data=check${SIZE:-25000}
make_data "$data" "${SIZE:-25000}"

# Our figures are rows; theirs are columns.
wide() {
	awk -F, '
	$2 == "all" || $2 == "(none)" || NR == 1 { next }
	{ value[$2, $1] = $7; num[$2, $1] = $5; den[$2, $1] = $6; groups[$2] }
	END {
		print "collector,hours,calls,contacts,attempts,payments,cash,rph,rpc_att,app"
		for (g in groups)
			print g "," den[g, "rph"] "," den[g, "rpc_att"] "," num[g, "rpc_att"] "," \
				value[g, "attempts"] "," den[g, "app"] "," value[g, "cash"] "," \
				value[g, "rph"] "," value[g, "rpc_att"] "," value[g, "app"]
	}' "$1"
}

failed=0
for job in $all_jobs; do
	sh -c "$(ours "$job" "$data")" >check.ours
	how=rows
	case $job in
	rank | rank-memory | rank-top | assign | export | score-top | score-rank-assign) how=order ;;
	metrics)
		how=figures
		wide check.ours >check.wide
		mv check.wide check.ours
		;;
	esac
	for peer in $(peers_of "$job"); do
		[ -z "$(peer_says "$peer" unlike)" ] || continue
		sh "$here/peers/$peer.sh" "$job" "$data" "$(nproc)" >check.theirs
		if python3 "$here/same.py" $how check.ours check.theirs; then
			echo "ok $job $peer"
		else
			echo "not ok $job $peer"
			failed=1
		fi
	done
done
exit $failed
