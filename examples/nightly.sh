#!/bin/bash
# nightly.sh - score the accounts, keep those that may be contacted, deal the queues out, compute the KPIs,
# deliver all of it at once
#
# usage: nightly.sh [--force] [-i INPUT] [FOLDER [AS-OF [FOR-DATE]]]
#
#   INPUT     where accounts.csv, events.csv, collectors.csv and rules/ lie   [the folder of this script]
#   FOLDER    where the runs go, one folder a date                    [run]
#   AS-OF     the moment up to which events count                     [2026-03-02T09:00:00Z]
#   FOR-DATE  the working day the queues are for                      [the date of AS-OF]
#
# FOLDER/FOR-DATE/ appears complete or not at all; FOLDER/latest is switched last. Earlier dates stay.
# FOLDER/latest/index.html leads to all of it. dashboard.sh, index.sh and models/ lie beside this script.
# The same input for the same date gives the same bytes. A queue that was delivered and differs is
# left alone (exit 1), unless --force: then the old one is kept as FOR-DATE.1, .2, ... In its folder
# manifests/ says what each step read, wrote and came to, and suppressed.csv.gz who is in no queue, and why.
# Whoever works a queue needs its calls back in the log before another one is made for the same day.

set -euo pipefail
export LC_ALL=C

min_rows=400            # fewer accounts than this: the file is not the whole book
max_age=26h             # a log whose newest event is older was not brought up to date
rules="us-states house" # tables of INPUT/rules, besides the rules that are built in: have them read by counsel
flags="cease attorney dispute bk_filed deceased" # without such a column nobody would have asked, died, ...
tz=America/New_York     # the agency's zone: it says where a day begins
currency='$'            # what stands before amounts
paper=letter            # the sheets of the printer: letter or a4
goal=40                 # accounts a collector is to work that day
alerts="abandoned_payment viewed_plans inbound_call" # of the last 24 hours: what stands above a queue
model=next-step         # of models/ beside this script: what is hot, and what to begin with
readers=                # the group that may read what is delivered, such as www-data; blank: the owner alone

fail() {
	echo "nightly: $*" >&2
	trap - EXIT
	exit "${status:-1}"
}

# Also where a function of this script ended it: the trap of ERR would not hear of that.
failed() {
	(($1 == 0)) || echo "nightly: $date: $step: failed ($1), nothing delivered; what there is lies in $new" >&2
}

force=no
here=$(cd "$(dirname "$0")" && pwd)
input=$here
while [[ ${1-} == -* ]]; do
	case $1 in
	--force) force=yes ;;
	-i)
		input=${2-}
		[[ $input ]] || status=64 fail "-i needs a folder"
		shift
		;;
	*) status=64 fail "no option is called $1" ;;
	esac
	shift
done
work=${1:-run}
as_of=${2:-2026-03-02T09:00:00Z}
date=${3:-${as_of%%T*}}
yesterday=$(date -ud "@$(($(date -ud "$as_of" +%s) - 86400))" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null) ||
	status=64 fail "not a moment: $as_of"
[[ $date == [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] ]] || status=64 fail "not a date: $date"
(($# <= 3)) || status=64 fail "too many operands"
tables=(accounts.csv events.csv collectors.csv)
gate=()
for name in $rules; do
	tables+=("rules/$name.csv")
	gate+=(-r "$input/rules/$name.csv")
done
for name in $flags; do
	gate+=(--map "$name=$name")
done
for table in "${tables[@]}"; do
	[[ -r $input/$table ]] || status=66 fail "cannot read $input/$table"
done

mkdir -p "$work"
exec 9>"$work/.lock"
flock -n 9 || status=75 fail "another run is at work in $work"

final=$work/$date
new=$final.tmp
step=start
trap 'failed $?' EXIT
rm -rf "$new"
mkdir -p "$new/manifests"

# Whose turn it is: carried over from the last date before this one, so that a rerun begins alike.
for desk in "$work"/[0-9]???-??-??/desk.csv; do
	if [[ -e $desk && $desk < $final/desk.csv ]]; then
		cp "$desk" "$new/desk.csv"
	fi
done

# A list of collectors that came empty would deal the whole book to nobody.
step="the collectors"
hl-export --as-of "$as_of" --check --min-rows 1 "$input/collectors.csv"

step="the queue"
hl-score --as-of "$as_of" --tz "$tz" --min-rows "$min_rows" --max-age "$max_age" -e "$input/events.csv" \
	-m "$here/models/$model.csv" --manifest "$new/manifests/score.json" "$input/accounts.csv" |
	hl-gate --as-of "$as_of" --tz "$tz" --for "$date" --max-age "$max_age" -e "$input/events.csv" "${gate[@]}" \
		--suppressed "$new/suppressed.csv.gz" --manifest "$new/manifests/gate.json" |
	hl-rank --as-of "$as_of" --manifest "$new/manifests/rank.json" |
	hl-assign --as-of "$as_of" -r "$input/collectors.csv" --state "$new/desk.csv" --for "$date" \
		--manifest "$new/manifests/assign.json" -o "$new/queue.csv"
rm -rf "$new/desk.csv.lock"

# No account is lost, and none is both worked and held back.
step="the count of the accounts"
cells() { hl-export --to tsv --columns "$@" | sed 1d; }
cells account_id "$input/accounts.csv" | sort >"$new/came"
{ cells account_id "$new/queue.csv" && cells account_id "$new/suppressed.csv.gz"; } | sort >"$new/went"
cmp "$new/came" "$new/went"
rm "$new/came" "$new/went"

# Pages lead to each other: where those of the queues will lie is told by the same split of the same rows.
step="the links"
hl-export --as-of "$as_of" --to html --split-by collector -o "$new/plan/" "$new/queue.csv"
{
	printf 'column\tvalue\tlink\tfile\n'
	sed -n 's/^{"file":"\([^"]*\)\.html","value":"\(..*\)","rows":.*/collector\t\2\tQueue\tqueues\/\1.html/p' \
		"$new/plan/manifest.json" | sed 's/\\"/"/g'
} >"$new/links.tsv"
rm -r "$new/plan"

step="the dashboards"
"$here/dashboard.sh" "$new/dashboard" "$as_of" "$input" "$tz" "$new/suppressed.csv.gz" "$paper" ../index.html "$new/links.tsv"
rm "$new/links.tsv"

# A file for each collector: pages, and what this build of hl-export can write besides.
step="the queue pages"
queues() { # FOLDER FORMAT [OPTION...]
	mkdir "$new/$1"
	hl-export --as-of "$as_of" --tz "$tz" --for "$date" --currency "$currency" --run "$date" --min-rows 1 \
		--to "$2" --page queue --split-by collector --names "$input/collectors.csv" -o "$new/$1/" "${@:3}" \
		--manifest "$new/manifests/$1.json" "$new/queue.csv"
}
can_write() {
	local code=0
	printf 'account_id\n' | hl-export --check --to "$1" --page queue 2>"$new/cannot" || code=$?
	rm "$new/cannot"
	((code != 64)) # a mistake is told by the real run
}
# Compared as text: all times of the log are spelled as AS-OF is, in UTC.
hl-export --to tsv --columns ts,account_id,type "$input/events.csv" |
	awk -F '\t' -v since="$yesterday" -v types=" $alerts " \
		'NR == 1 || ($1 >= since && index(types, " " $3 " "))' >"$new/alerts.tsv"
beside=(--goal "$goal" --done "$input/events.csv" --alerts "$new/alerts.tsv")
beside+=(-e "$input/events.csv" --held "$new/suppressed.csv.gz")
queues queues html "${beside[@]}" --home ../index.html --links "$new/dashboard/links.tsv"
if can_write pdf; then queues paper pdf --paper "$paper" "${beside[@]}"; fi
if can_write xlsx; then queues sheets xlsx; fi

step="the KPIs"
kpis() {
	hl-metrics --as-of "$as_of" --tz "$tz" --last 30d --min-rows 1 \
		-r "$input/collectors.csv" -l "$input/accounts.csv" -o "$new/kpi-$1.csv" \
		--manifest "$new/manifests/kpi-$1.json" "${@:2}" "$input/events.csv"
}
for by in team collector client; do
	kpis "$by" --by "$by"
done
kpis day --every day

step="the record of the run"
{
	echo "as-of $as_of"
	echo "for $date"
	echo "tz $tz"
	for tool in score gate rank assign export metrics; do
		"hl-$tool" -V
	done
	(cd "$input" && sha256sum "${tables[@]}")
	echo "held back, by the first reason of each:"
	cells reasons "$new/suppressed.csv.gz" | sed 's/;.*//' | sort | uniq -c
} >"$new/run.txt"

step="the index"
"$here/index.sh" "$new" "$input/collectors.csv" "$new/alerts.tsv" >"$new/index.tsv"
hl-export --as-of "$as_of" --tz "$tz" --for "$date" --currency "$currency" --page index --title "Hot leads" \
	-o "$new/index.html" "$new/index.tsv"
rm "$new/index.tsv" "$new/alerts.tsv"

step="delivery"
[[ ! $readers ]] || chgrp -R "$readers" "$new"
chmod -R "u=rwX,g=${readers:+rX},o=" "$new"
find "$new" -print0 | xargs -0 sync # the tools did this for what they wrote; once more for the rest
if [[ -e $final ]] && diff -rqx manifests "$new" "$final" >/dev/null; then # these have the clock in them
	rm -rf "$new"
elif [[ -e $final && $force == no ]]; then
	fail "$final was delivered and differs; see $new; --force replaces it and keeps the old one"
else
	if [[ -e $final ]]; then
		n=1
		while [[ -e $final.$n ]]; do n=$((n + 1)); done
		mv -T "$final" "$final.$n"
	fi
	mv -T "$new" "$final"
fi

# Never back to an earlier date.
if [[ ! -L $work/latest || ! $(readlink "$work/latest") > $date ]]; then
	ln -sfn "$date" "$work/latest.tmp"
	mv -T "$work/latest.tmp" "$work/latest"
fi
sync "$work"
