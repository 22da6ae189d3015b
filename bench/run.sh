#!/bin/sh
# run.sh FOLDER - time the commands on generated data, each beside a limit in the same round
#
# Prints the median of the rounds in seconds and the ratio to `cat` of the same bytes.
# SIZE accounts (default 1000000) with four events each; ROUNDS (default 5).

set -eu
folder=$1
size=${SIZE:-1000000}
rounds=${ROUNDS:-5}
as_of=2026-03-02T09:00:00Z
here=$(cd "$(dirname "$0")" && pwd)

mkdir -p "$folder"
${CC:-cc} -O2 -o "$folder/gen" "$here/gen.c"
cd "$folder"
[ -e "accounts.$size.csv" ] || ./gen accounts "$size" >"accounts.$size.csv"
[ -e "events.$size.csv" ] || ./gen events $((4 * size)) "$size" >"events.$size.csv"
[ -e "scored.$size.csv" ] ||
	hl-score --as-of $as_of -e "events.$size.csv" -o "scored.$size.csv" "accounts.$size.csv"
cat >collectors.csv <<'ROSTER'
collector,weight
A,3
B,2
C,1
ROSTER

job() {
	case $1 in
	cat) cat "events.$size.csv" "accounts.$size.csv" ;;
	score) hl-score --as-of $as_of -e "events.$size.csv" "accounts.$size.csv" ;;
	score-no-why) hl-score --no-why --as-of $as_of -e "events.$size.csv" "accounts.$size.csv" ;;
	rank) hl-rank "scored.$size.csv" ;;
	rank-top) hl-rank -n 200 --per client "scored.$size.csv" ;;
	assign) hl-assign -r collectors.csv "scored.$size.csv" ;;
	metrics) hl-metrics --as-of $as_of --last 30d --by collector -m attempts,cash "events.$size.csv" ;;
	export-jsonl) hl-export --to jsonl "scored.$size.csv" ;;
	esac
}

jobs='cat score score-no-why rank rank-top assign metrics export-jsonl'
: >times.txt
for round in $(seq 0 "$rounds"); do
	for name in $jobs; do
		start=$(date +%s%N)
		job "$name" >/dev/null
		end=$(date +%s%N)
		# The first round only warms the page cache.
		[ "$round" = 0 ] || echo "$name $((end - start))" >>times.txt
	done
done

for name in $jobs; do
	sed -n "s/^$name //p" times.txt | sort -n | awk -v name="$name" '
		{ t[NR] = $1 }
		END { printf "%s %.3f\n", name, t[int((NR + 1) / 2)] / 1e9 }'
done | awk '$1 == "cat" { limit = $2 } { printf "%-14s %7.3f s %7.1f x cat\n", $1, $2, $2 / limit }' |
	tee results.txt
