#!/bin/sh
# pull.sh - a morning at a pull queue: three collectors take leads of the example agency, side by side
#
# usage: pull.sh [FOLDER]
#
# Each works in a loop: take a lead, work it, say that it is done; until there is none left for them.
# A manager who looks on sees the table at the end. The queue is a hidden one: nobody picks. Its
# roster was named when it was published: who asks has no say in what is for them.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-pull}
queue=$folder/queue
as_of=2026-03-02T09:00:00Z
mkdir -p "$folder"

# The forty hottest accounts; a lead that nobody finishes within an hour and a half is free again.
hl-score --as-of "$as_of" -e "$here/events.csv" "$here/accounts.csv" |
	hl-rank -n 40 |
	hl-pull publish -q "$queue" --as-of "$as_of" --hidden --lease 90m --limit 3 \
		-r "$here/collectors.csv" >"$folder/published.csv"

# What a collector does with the lead in the file $2: here it is only noted.
work() {
	sed 1d "$2" >>"$folder/worked by $1.csv"
}

# The name of a collector, whose shift ends when hl-pull says 1: there is no lead for them.
shift_of() {
	while :; do
		status=0
		hl-pull take -q "$queue" --as-of "$as_of" --as "$1" \
			-o "$folder/lead of $1.csv" 2>"$folder/last word to $1.txt" || status=$?
		[ "$status" != 1 ] || break
		[ "$status" = 0 ] || exit "$status"
		work "$1" "$folder/lead of $1.csv"
		id=$(hl-export --to csv --columns account_id "$folder/lead of $1.csv" | sed 1d)
		hl-pull 'done' -q "$queue" --as-of "$as_of" --as "$1" --result no_answer "$id"
	done
}

shift_of ovega &
ovega=$!
shift_of rsolano &
rsolano=$!
shift_of kmoss &
kmoss=$!
wait $ovega
wait $rsolano
wait $kmoss

hl-pull status -q "$queue" --as-of "$as_of" | hl-export --to text
