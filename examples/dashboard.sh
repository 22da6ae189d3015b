#!/bin/bash
# dashboard.sh - the figures of a night and the dashboards of them: the desk, each team, each collector, each client
#
# usage: dashboard.sh [FOLDER [AS-OF [INPUT]]]
#
#   FOLDER    where figures and pages go             [dashboard]
#   AS-OF     the moment up to which events count    [2026-03-02T09:00:00Z]
#   INPUT     where accounts.csv, events.csv and collectors.csv lie   [the folder of this script]
#
# dashboard.html and clients.html are for who runs the agency; teams/, collectors/ and clients/ have a page for
# each, with nothing of the others in it.

set -euo pipefail
export LC_ALL=C

folder=${1:-dashboard}
as_of=${2:-2026-03-02T09:00:00Z}
input=$(cd "${3:-$(dirname "$0")}" && pwd)
now=(--as-of "$as_of" --tz America/New_York)
metrics=rph,coll,rpc_att,kept,app,qa_topk,cash,attempts,promises

mkdir -p "$folder"/{teams,collectors,clients}
cd "$folder"

# measure NAME OPTION...: figures of the log
measure() {
	hl-metrics "${now[@]}" -r "$input/collectors.csv" -l "$input/accounts.csv" -o "$1.csv" "${@:2}" "$input/events.csv"
}

# By team and collector: each day, what custom periods are added up from, and three periods beside the one before
by=(--by "team,collector" --totals each -m "$metrics")
measure day --last 90d --every day "${by[@]}" --stats quality.csv
for days in 7 30 90; do
	measure "last-$days" --last "${days}d" --previous "${by[@]}"
done

# As of now: the promises pending; of ninety days: stages and batches
measure pipeline --last 90d --by team,collector --totals each -m prom_pipe,prom_pipe_amt
measure leads --last 90d -m conv_stage,drop_open,drop,vint

# Who may not be worked, and why
hl-gate "${now[@]}" -e "$input/events.csv" --all "$input/accounts.csv" |
	hl-metrics --set suppression --of "$input/accounts.csv" -o suppression.csv

# By client, beside what was promised to them
printf 'metric,group,target\ncoll,,5\nkept,,60\n' >targets.csv
measure client-day --last 90d --every day --by client -m coll,kept,cash,conv
for days in 7 30 90; do
	measure "client-$days" --last "${days}d" --previous --targets targets.csv --by client -m coll,kept,cash,conv
done
measure client-vint --last 90d --by client -m vint

# page FILE OPTION... FIGURES...
page() { hl-export "${now[@]}" --page dashboard --union --currency '$' -o "$@"; }

# names COLUMN FIGURES: the values in a column of the groups, each with a name for a file
names() {
	hl-export --to tsv --columns group "$2" | sed 1d | cut -d / -f "$1" | sort -u | grep -vxE '\(none\)|all'
}
file() { sed 's/[^A-Za-z0-9._-]/_/g' <<<"$1"; }

desk=(day.csv last-{7,30,90}.csv pipeline.csv)
page dashboard.html --quality quality.csv "${desk[@]}" leads.csv suppression.csv
names 1 last-90.csv | while IFS= read -r name; do
	page "teams/$(file "$name").html" --team "$name" "${desk[@]}"
done
names 2 last-90.csv | while IFS= read -r name; do
	page "collectors/$(file "$name").html" --collector "$name" "${desk[@]}"
done
clients=(client-day.csv client-{7,30,90}.csv client-vint.csv)
page clients.html --by client "${clients[@]}"
names 1 client-90.csv | while IFS= read -r name; do
	page "clients/$(file "$name").html" --client "$name" "${clients[@]}"
done
