#!/bin/bash
# index.sh - what is in a folder of nightly.sh, as rows for hl-export --page index
#
# usage: index.sh FOLDER COLLECTORS
#
#   FOLDER      that of a date
#   COLLECTORS  the roster: their names and teams
#
# Rows that are alike but for link and file are one entry of the page. What is not there is not listed.

set -euo pipefail
export LC_ALL=C

(($# == 2)) || {
	echo "index.sh: a folder and a roster are needed" >&2
	exit 64
}
roster=$(realpath "$2")
cd "$1"

# one FILE LINK SECTION TITLE [ROWS BALANCE [NOTE]]: a row, if that file is there; in a queue rows are accounts,
# and of who works one the note is the team
one() {
	local heads=$'\t'
	case $3 in
	Queues) heads=$'Accounts\tTeam' ;;
	Collectors*) heads=$'\tTeam' ;;
	esac
	[[ ! -e $1 ]] || printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "${5-}" "${6-}" "${7-}" "$heads"
}

# cells COLUMNS FILE: a line a row, with tabs
cells() { hl-export --to tsv --columns "$1" "$2" | sed 1d; }

# sum FILE: how many rows, and what their balances add up to
sum() {
	cells balance "$1" | awk '{ cents += int($1 * 100 + ($1 < 0 ? -0.5 : 0.5)) } END { printf "%d %.2f\n", NR, cents / 100 }'
}

# pages HEADING SECTION: the dashboards of a section of their list, but for those that stand beside a queue
pages() {
	{
		cells collector,name,team "$roster"
		echo
		sed 1d dashboard/pages.tsv
	} | awk -F '\t' -v OFS='\t' -v section="$2" '
		$0 == "" { is_page = 1; next }
		!is_page { name[$1] = $2; team[$1] = $3; next }
		$2 != section { next }
		section != "Collectors" { print $1, $4, $3; next }
		{ print $1, $4, (name[$3] == "" ? $3 : name[$3] " (" $3 ")"), team[$3] }' |
		while IFS=$'\t' read -r file link title team; do
			[[ -e queues/${file#collectors/} ]] || one "dashboard/$file" "$link" "$1" "$title" "" "" "$team"
		done
}

# A line for each queue: the name of its file, who, how many accounts, how much, the team. Nobody's comes last.
queues() {
	{
		cells collector,name,team "$roster"
		echo
		sed -n 's/^{"file":"\([^"]*\)\.html","value":"\(.*\)","rows":\([0-9]*\),"balance":\([-0-9.]*\),.*/\1\t\2\t\3\t\4/p' \
			queues/manifest.json
	} | awk -F '\t' -v OFS='\t' '
		$0 == "" { is_queue = 1; next }
		!is_queue { name[$1] = $2; team[$1] = $3; next }
		$2 == "" { nobody = $1 OFS "Not assigned" OFS $3 OFS $4 OFS; next }
		{ print $1, (name[$2] == "" ? $2 : name[$2] " (" $2 ")"), $3, $4, team[$2] }
		END { if (nobody != "") print nobody }'
}

printf 'file\tlink\tsection\ttitle\trows\tbalance\tnote\trows_head\tnote_head\n'
pages "Desk and teams" Desk
pages "Desk and teams" Teams
queues | while IFS=$'\t' read -r file who rows balance team; do
	one "queues/$file.html" Queue Queues "$who" "$rows" "$balance" "$team"
	one "paper/$file.pdf" PDF Queues "$who" "$rows" "$balance" "$team"
	one "sheets/$file.xlsx" Sheet Queues "$who" "$rows" "$balance" "$team"
	one "dashboard/collectors/$file.html" Dashboard Queues "$who" "$rows" "$balance" "$team"
done
pages "Collectors without a queue" Collectors
pages Clients Clients
read -r rows balance < <(sum queue.csv)
one queue.csv CSV Tables "All queues" "$rows" "$balance"
read -r rows balance < <(sum suppressed.csv.gz)
one suppressed.csv.gz "CSV, gzip" Tables "Held back" "$rows" "$balance" "in no queue; with the reasons"
for by in team collector client day; do
	one "kpi-$by.csv" "by $by" Tables "Figures of 30 days"
done
one run.txt "Versions, inputs, who was held back" Records "The run"
for record in manifests/*.json; do
	name=${record##*/}
	one "$record" "${name%.json}" Records "What each step read and wrote"
done
