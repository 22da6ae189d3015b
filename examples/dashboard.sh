#!/bin/bash
# dashboard.sh - the figures of a night and the dashboards of them: the desk, each team, each collector, each client
#
# usage: dashboard.sh [FOLDER [AS-OF [INPUT [ZONE [SUPPRESSED [PAPER [HOME [LINKS]]]]]]]]
#
#   FOLDER    where figures and pages go             [dashboard]
#   AS-OF     the moment up to which events count    [2026-03-02T09:00:00Z]
#   INPUT     where accounts.csv, events.csv and collectors.csv lie   [the folder of this script]
#   ZONE      where a day begins                     [America/New_York]
#   SUPPRESSED  what hl-gate --suppressed wrote      [made here, by the built-in rules alone]; may be blank
#   PAPER     letter or a4                           [letter]
#   HOME      the page that lists these, as a path from FOLDER    [dashboard.html]
#   LINKS     other pages about them: column, value, link, file, as paths from the folder of HOME   [none]
#
# dashboard.html and clients.html are for who runs the agency; teams/, collectors/ and clients/ have a page for
# each, with nothing of the others in it. Those of the desk, the teams and the clients are on paper, too, where
# this build of hl-export can write PDF. pages.tsv lists them all: file, section, title, link; links.tsv, LINKS
# with them, is what they lead to each other by.

set -euo pipefail
export LC_ALL=C

folder=${1:-dashboard}
as_of=${2:-2026-03-02T09:00:00Z}
input=$(cd "${3:-$(dirname "$0")}" && pwd)
now=(--as-of "$as_of" --tz "${4:-America/New_York}")
suppressed=${5:+$(realpath "$5")}
paper=${6:-letter}
home=${7:-dashboard.html}
links=${8:+$(realpath "$8")}
metrics=rph,coll,rpc_att,kept,app,qa_topk,cash,attempts,promises
cards=(--cards "rph,coll,rpc_att,kept")
client_metrics=coll,kept,cash,rpc_att,coll_unit,attempts,promises,conv
client_cards=(--cards "coll,kept,cash,rpc_att")

mkdir -p "$folder"/{teams,collectors,clients}
folder=$(cd "$folder" && pwd)
cd "$folder"

# Groups are told apart at a slash: in the name of a team it is another one
roster=collectors.csv
if hl-export --to tsv --columns team "$input/collectors.csv" | grep -q /; then
	roster=$folder/roster.tsv
	hl-export --to tsv "$input/collectors.csv" | awk -F '\t' -v OFS='\t' '
		NR == 1 { while ($++team != "team") continue }
		NR > 1 { gsub("/", "\342\210\225", $team) }
		{ print }' >"$roster"
fi

# measure NAME OPTION...: figures of the log, whose files are told by their names alone
measure() {
	(cd "$input" && hl-metrics "${now[@]}" -r "$roster" -l accounts.csv -o "$folder/$1.csv" "${@:2}" events.csv)
}

# By team and collector: each day, what custom periods are added up from, and three periods beside the one before
by=(--by "team,collector" --totals each -m "$metrics")
measure day --last 90d --every day "${by[@]}" --stats "$folder/quality.csv"
measure moved --last 90d --by team,collector --totals each -m coll_moved
printf 'metric,group,target\nqa_topk,,70\n' >desk-targets.csv # of ten actions seven among the best ten of the queue
for days in 7 30 90; do
	measure "last-$days" --last "${days}d" --previous --targets "$folder/desk-targets.csv" "${by[@]}"
done

# As of now: the promises pending; of ninety days: stages and batches
measure pipeline --last 90d --by team,collector --totals each -m prom_pipe,prom_pipe_amt
measure leads --last 90d -m conv_stage,drop_open,drop,vint

# Who may not be worked, and why
if [[ ! $suppressed ]]; then
	suppressed=$folder/gated.csv
	hl-gate "${now[@]}" -e "$input/events.csv" --all -o "$suppressed" "$input/accounts.csv"
fi
held=(--set suppression --of "$input/accounts.csv")
hl-metrics "${held[@]}" -o suppression.csv "$suppressed"
hl-metrics "${held[@]}" --by client -o client-held.csv "$suppressed"
rm -f gated.csv

# By client, beside what was promised to them for thirty days
printf 'metric,group,target\ncoll,,5\nkept,,60\n' >targets.csv
measure client-day --last 90d --every day --by client -m "$client_metrics"
measure client-moved --last 90d --by client -m coll_moved
for days in 7 30 90; do
	# What is to come in in a month says nothing about a week or a quarter
	target=()
	((days != 30)) || target=(--targets "$folder/targets.csv")
	measure "client-$days" --last "${days}d" --previous "${target[@]}" --by client -m "$client_metrics"
done
measure client-vint --last 90d --by client -m vint
measure client-pipeline --last 90d --by client -m prom_pipe,prom_pipe_amt

# Where the folder is for who stands at HOME
from=$(realpath -m --relative-to "$(dirname "$home")" .)/
from=${from#./}

# write LINK FILE SECTION TITLE COLUMN VALUE OPTION... FIGURES...: about VALUE of COLUMN, or about all of them.
# Where all pages lie must be known before the first one is written: the first pass lists them.
write() {
	local up=
	if [[ $pass == list ]]; then
		printf '%s\t%s\t%s\t%s\n' "$2" "$3" "$4" "$1" >>pages.tsv
		printf '%s\t%s\t%s\t%s\n' "$5" "$6" "$1" "$from$2" >>links.tsv
		return
	fi
	[[ $2 != */* ]] || up=../
	ways=(--names "$input/collectors.csv")
	[[ $1 != Dashboard ]] || ways+=(--links links.tsv)
	[[ $1 != Dashboard || $2 == "$home" ]] || ways+=(--home "$up$home")
	hl-export "${now[@]}" --page dashboard --union --currency '$' "${ways[@]}" -o "$2" "${@:7}"
}

can_print=no
if printf 'metric,group,value,from,to\n' | hl-export -q --check --page dashboard --to pdf 2>/dev/null; then can_print=yes; fi

# page NAME SECTION TITLE COLUMN VALUE OPTION... FIGURES...: for a browser; printed: on paper, too
page() { write Dashboard "$1.html" "${@:2}"; }
printed() {
	page "$@"
	[[ $can_print == no ]] || write PDF "$1.pdf" "${@:2:4}" --paper "$paper" "${@:6}"
}

# names PLACE FIGURES: the values in a place of the groups, the last of which may have slashes
names() {
	hl-export --to tsv --columns group "$2" | sed 1d | cut -d / -f "$1" | sort -u | sed '/^(none)$/d; /^all$/d'
}

# files: of each name that is read the name of its file, as hl-export --split-by makes them, a tab, and the name
files() {
	{ echo name && cat; } >names.tsv
	hl-export -q --to html --split-by name -o names/ names.tsv
	sed -n 's/^{"file":"\(.*\)\.html","value":"\(.*\)","rows":.*/\1\t\2/p' names/manifest.json | sed 's/\\\(["\\]\)/\1/g'
	rm -r names names.tsv
}

# each HOW FOLDER SECTION COLUMN PLACE FIGURES...: a page for each name, which are those of the last of the figures
each() {
	names "$5" "${*: -1}" | files | while IFS=$'\t' read -r file name; do
		"$1" "$2/$file" "$3" "$name" "$4" "$name" "--$4" "$name" "${@:6}"
	done
}

desk=(day.csv moved.csv pipeline.csv last-{7,30,90}.csv)
clients=(client-day.csv client-moved.csv client-vint.csv client-pipeline.csv client-held.csv client-{7,30,90}.csv)
pages() {
	printed dashboard Desk "The desk" team "" --title "the desk" "${cards[@]}" --quality quality.csv "${desk[@]}" leads.csv suppression.csv
	printed clients Clients "All clients" client "" --title "all clients" "${client_cards[@]}" --by client "${clients[@]}"
	each printed teams Teams team 1 "${cards[@]}" "${desk[@]}"
	each page collectors Collectors collector 2- "${cards[@]}" "${desk[@]}"
	each printed clients Clients client 1- "${client_cards[@]}" "${clients[@]}"
}

printf 'file\tsection\ttitle\tlink\n' >pages.tsv
printf 'column\tvalue\tlink\tfile\n' >links.tsv
[[ ! $links ]] || hl-export --to tsv --columns column,value,link,file "$links" | sed 1d >>links.tsv
pass=list
pages
pass=written
pages
rm -f roster.tsv
