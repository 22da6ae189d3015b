#!/bin/bash
# olist.sh - the leads of Olist, a Brazilian marketplace: scored, ranked, dealt out and measured
#
# usage: olist.sh DATA WORK [AS-OF]
#
#   DATA    the folder with olist_mql.csv (leads) and olist_closed_deals.csv (deals won)
#   WORK    a folder for what is made: leads, events, roster, queue, pages, figures
#   AS-OF   what is known in the queue: nothing later           [2018-06-01T00:00:00Z]
#
# Both tables: https://www.kaggle.com/datasets/olistbr/marketing-funnel-olist

set -euo pipefail
export LC_ALL=C

data=${1:?"usage: olist.sh DATA WORK [AS-OF]"}
work=${2:?"usage: olist.sh DATA WORK [AS-OF]"}
as_of=${3:-2018-06-01T00:00:00Z}
here=$(cd "$(dirname "$0")" && pwd)
leads=$data/olist_mql.csv
deals=$data/olist_closed_deals.csv
when=(--as-of "$as_of" --date dmy)
key=(--map account_id=mql_id)
mkdir -p "$work/pages"

# Of the deals only the first five columns are read, which are never quoted:
# mql_id, seller_id, sdr_id (found it), sr_id (closed it), won_date. The lines end with CR LF.
awk -F, -v OFS=, '
	{ sub(/\r$/, "") }
	NR == 1 { print "ts", "mql_id", "type", "collector", "stage" }
	FNR == 1 { next }
	FILENAME == ARGV[1] { print $2, $1, "created", "", "" }
	FILENAME == ARGV[2] { print $5, $1, "stage", $4, "WON" }
' "$leads" "$deals" >"$work/events.csv"

# A deal won by now has its owner, who keeps the lead; the origin is what the figures are split by.
awk -F, -v OFS=, -v now="$as_of" '
	{ sub(/\r$/, "") }
	FNR == 1 && FILENAME == ARGV[2] { print $0, "client", "collector" }
	FNR == 1 { next }
	FILENAME == ARGV[1] && iso($5) <= now { owner[$1] = $4 }
	FILENAME == ARGV[2] { print $0, $4 == "" ? "blank" : $4, owner[$1] }
	function iso(dmy) {
		return substr(dmy, 7, 4) "-" substr(dmy, 4, 2) "-" substr(dmy, 1, 2) "T" substr(dmy, 12)
	}
' "$deals" "$leads" >"$work/leads.csv"

# Who has won deals by now takes leads, by how many they were.
awk -F, -v OFS=, '
	NR == 1 { print "collector", "weight"; next }
	$6 != "" { won[$6]++ }
	END { for (who in won) print who, won[who] | "sort" }
' "$work/leads.csv" >"$work/roster.csv"

hl-score "${when[@]}" -m "$here/models/olist.csv" -e "$work/events.csv" "$work/leads.csv" |
	hl-rank "${key[@]}" |
	hl-assign "${when[@]}" -r "$work/roster.csv" -m weighted -o "$work/queue.csv"

# The best fifty of each person make a page.
hl-rank "${key[@]}" --per collector -n 50 "$work/queue.csv" |
	hl-export "${when[@]}" "${key[@]}" --to html --page queue --split-by collector -o "$work/pages/"

# Every lead has more than 500 days by then, and nobody took longer: who converts at all, and when.
hl-metrics --as-of 2020-01-01 --date dmy "${key[@]}" --horizon 500d --to 2018-06-01 \
	-m conv,ttc,ttc_p90 --by client -l "$work/leads.csv" \
	-o "$work/by-origin.csv" "$work/events.csv"
