#!/bin/sh
# GNU sort, of tab-separated rows: it knows no quotes. The best of each client are picked by awk.
# needs: sort --version | grep GNU
# jobs: rank rank-memory rank-top
set -eu
export LC_ALL=C
memory=50%
[ "$1" != rank-memory ] || memory=64M
tab=$(printf '\t')
head -n 1 "$2.scored.tsv"
case $1 in
rank | rank-memory)
	tail -n +2 "$2.scored.tsv" | sort -t "$tab" -k15,15nr -k1,1 -S $memory --parallel="$3"
	;;
rank-top) tail -n +2 "$2.scored.tsv" | sort -t "$tab" -k8,8 -k15,15nr -k1,1 -S $memory --parallel="$3" |
	awk -F '\t' '++n[$8] <= 200' ;;
esac
