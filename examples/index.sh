#!/bin/bash
# index.sh - what is in a folder of nightly.sh, as rows for hl-export --page index
#
# usage: index.sh FOLDER COLLECTORS [ALERTS]
#
#   FOLDER      that of a date
#   COLLECTORS  the roster: their names and teams
#   ALERTS      what happened of late, with account_id, as tab-separated values    [none: they are not counted]
#
# Rows that are alike but for link and file are one entry of the page. What is not there is not listed.
# The accounts in queues and those held back are those that came, or it fails.

set -euo pipefail
export LC_ALL=C

(($# == 2 || $# == 3)) || {
	echo "index.sh: a folder and a roster are needed" >&2
	exit 64
}
roster=$(realpath "$2")
alerts=${3:+$(realpath "$3")}
cd "$1"

# one FILE LINK SECTION TITLE [ROWS BALANCE [NOTE [CRITICAL HIGH ALERTS CALLABLE]]]: a row, if that file is there; in
# a queue rows are accounts, and of who works one the note is the team
one() {
	local rows_head='' note_head=''
	case $3 in
	Queues) rows_head=Accounts note_head=Team ;;
	Collectors*) note_head=Team ;;
	esac
	[[ ! -e $1 ]] || row "$1" "$2" "$3" "$4" "${5-}" "${6-}" "${7-}" "$rows_head" "$note_head" "${8-}" "${9-}" "${10-}" "${11-}"
}

# row CELL...: the cells that are not there are blank
row() {
	local IFS=$'\t' cells=("$@")
	while ((${#cells[@]} < columns)); do cells+=(""); done
	printf '%s\n' "${cells[*]}"
}

# cells COLUMNS FILE: a line a row, with tabs
cells() { hl-export --to tsv --columns "$1" "$2" | sed 1d; }

# sum FILE: how many rows, and what their balances add up to
sum() {
	cells balance "$1" | awk '{ cents += int($1 * 100 + ($1 < 0 ? -0.5 : 0.5)) } END { printf "%d %.2f\n", NR, cents / 100 }'
}

# What becomes of those who are held back: "38 later, 59 not at all, 12 until something is done"
held_back() {
	cells gate_status suppressed.csv.gz | awk '
		{ is[$1]++ }
		function say(status, words) { if (is[status]) { printf "%s%d %s", sep, is[status], words; sep = ", " } }
		END { say("defer", "later"); say("drop", "not at all"); say("hold", "until something is done"); print "" }'
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

# A line for each queue, by team and then name, nobody's last: the name of its file, who, how many accounts, how
# much, the team, how many of them are Critical, are High, have alerts, may be called. A blank cell is a ".",
# for what reads them takes two tabs for one.
queues() {
	{
		cells collector,name,team "$roster"
		echo
		[[ ! $alerts ]] || cells account_id "$alerts"
		echo
		cells collector,account_id,tier,channels queue.csv
		echo
		sed -n 's/^{"file":"\([^"]*\)\.html","value":"\(.*\)","rows":\([0-9]*\),"balance":\([-0-9.]*\),.*/\1\t\2\t\3\t\4/p' \
			queues/manifest.json | sed 's/\\"/"/g'
	} | awk -F '\t' -v OFS='\t' -v with_alerts="$alerts" '
		$0 == "" { part++; next }
		part == 0 { name[$1] = $2; team[$1] = $3; next }
		part == 1 { has_alert[$1] = 1; next }
		part == 2 {
			critical[$1] += tolower($3) == "critical"
			high[$1] += tolower($3) == "high"
			hot[$1] += $2 in has_alert
			callable[$1] += index("|" $4 "|", "|call|") > 0
			next
		}
		{
			who = $2 == "" ? "Not assigned" : name[$2] == "" ? $2 : name[$2] " (" $2 ")"
			print $2 == "", team[$2] == "" ? "." : team[$2], who, $1, $3, $4, critical[$2], high[$2], \
				with_alerts == "" ? "." : hot[$2], callable[$2]
		}' | sort -t $'\t' -k 1,1n -k 2,2 -k 3,3 | cut -f 2-
}

# figure SECTION TITLE VALUE [BALANCE [NOTE]]
figure() { row "" "" "$1" "$2" "" "${4-}" "${5-}" "" "" "" "" "" "" "" "$3"; }

# In queues, held back, all that came: what is scored is what there is
read -r rows balance < <(sum queue.csv)
read -r held held_balance < <(sum suppressed.csv.gz)
came=$(sed -n 's/^{"role":"input".*"rows":\([0-9]*\).*/\1/p' manifests/score.json)
((rows + held == came)) || {
	echo "index.sh: $rows accounts in queues and $held held back are not the $came that came" >&2
	exit 1
}
all_balance=$(awk -v a="$balance" -v b="$held_balance" 'BEGIN { printf "%.2f\n", a + b }')
files=(queues/*.html)
among="${#files[@]} queues"
((${#files[@]} > 1)) || among="1 queue"

heads=(file link section title rows balance note rows_head note_head Critical High Alerts "May be called")
figures=(metric value num den from to previous change_pct p trend flag)
columns=$((${#heads[@]} + ${#figures[@]}))
row "${heads[@]}" "${figures[@]}"
figure "All accounts" "accounts in $among" "$rows" "$balance"
figure "All accounts" "held back" "$held" "$held_balance" "$(held_back)"
figure "All accounts" "in all" "$came" "$all_balance" "as many as came: $rows + $held"
desk="The desk, last 30 days"
hl-export --to tsv --columns "$(IFS=, && echo "${figures[*]}"),group" dashboard/last-30.csv |
	awk -F '\t' -v desk="$desk" '
		NR > 1 && $12 == "all" && $1 ~ /^(rph|coll|rpc_att|kept)$/ {
			sub("\t[^\t]*$", "")
			printf "\t\t%s\t\t\t\t\t\t\t\t\t\t\t%s\n", desk, $0
		}'
pages "$desk" Desk
queues | while IFS=$'\t' read -r team who file rows balance critical high hot callable; do
	of=("$who" "$rows" "$balance" "${team#.}" "$critical" "$high" "${hot#.}" "$callable")
	one "queues/$file.html" Queue Queues "${of[@]}"
	one "paper/$file.pdf" PDF Queues "${of[@]}"
	one "sheets/$file.xlsx" Sheet Queues "${of[@]}"
	one "dashboard/collectors/$file.html" Dashboard Queues "${of[@]}"
done
pages Teams Teams
pages "Collectors without a queue" Collectors
pages Clients Clients
one queue.csv CSV Tables "All queues" "$rows" "$balance"
one suppressed.csv.gz "CSV, gzip" Tables "Held back" "$held" "$held_balance" "in no queue; with the reasons"
for by in team collector client day; do
	one "kpi-$by.csv" "by $by" Tables "Figures of 30 days"
done
one run.txt "Versions, inputs, who was held back" Records "The run"
for record in manifests/*.json; do
	name=${record##*/}
	one "$record" "${name%.json}" Records "What each step read and wrote"
done
