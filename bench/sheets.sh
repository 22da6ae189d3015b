#!/bin/sh
# sheets.sh FOLDER - hl-export --to xlsx and sqlite beside the library alone (sheets.c), in turn.
#
# SIZE rows (200000), ROUNDS rounds (5), BUILD the folder of the build (build). A line: format,
# seconds of the library alone, of hl-export, their ratio; at the end the medians of the ratios.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/.." && pwd)
build=$(cd "${BUILD:-$top/build}" && pwd)
PATH=$build/bin:$PATH
size=${SIZE:-200000}
mkdir -p "$1"
cd "$1"
${CC:-cc} -std=gnu17 -O2 -o gen "$here/gen.c"
isal=$(echo 'int main(void) { return 0; }' | ${CC:-cc} -x c - -lisal -o have 2>/dev/null && echo -lisal)
# shellcheck disable=SC2086
${CC:-cc} -std=gnu17 -O2 -I"$top/include" -o sheets "$here/sheets.c" "$build/libhl.a" \
	-lxlsxwriter -lsqlite3 -lcsv -lz -l:libmd.a $isal -lm -pthread
[ -e "sheets$size.csv" ] || ./gen accounts "$size" >"sheets$size.csv"
: >sheets.log
for round in $(seq "${ROUNDS:-5}"); do
	for to in xlsx sqlite; do
		alone=$(./sheets $to "sheets$size.csv" "alone.$to")
		before=$(date +%s.%N)
		hl-export --to $to -o "ours.$to" "sheets$size.csv"
		after=$(date +%s.%N)
		echo "$to $alone $before $after" |
			awk '{ printf "%s %.3f %.3f %.3f\n", $1, $2, $5 - $4, ($5 - $4) / $2 }' |
			tee -a sheets.log
	done
	: "$round"
done
for to in xlsx sqlite; do
	printf '%s ' $to
	awk -v to=$to '$1 == to { print $4 }' sheets.log | sort -n |
		awk '{ at[NR] = $1 } END { print at[int((NR + 1) / 2)] }'
done
