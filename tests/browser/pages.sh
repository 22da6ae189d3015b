#!/bin/bash
# pages.sh - the pages that are looked at, NAME.html, and the rows they were made of, NAME.csv
#
# usage: pages.sh FOLDER

set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
examples=$here/../../examples
mkdir -p "$1"
cd "$1"
rm -rf night
now=(--as-of 2026-03-02T12:30:00Z --tz America/New_York)

bash "$examples/nightly.sh" -i "$examples" night
night=night/2026-03-02

# queue NAME OPTION...
queue() {
	hl-export "${now[@]}" --to html --page queue --title 'J. Ortiz (desk 014)' --currency '$' --run 20260302-r1 -o "$1.html" "${@:2}" "$1.csv"
}

python3 "$here/rows.py" 40 >queue-40.csv
python3 "$here/rows.py" 2000 >queue-2000.csv
head -n 1 queue-40.csv >queue-empty.csv
python3 "$here/rows.py" 1 hostile >queue-hostile.csv

# What happened to forty accounts, and what is to be told of two
awk 'BEGIN {
	print "ts,account_id,type,collector,channel,direction,result,amount,due"
	for (i = 1; i <= 400; i++)
		printf "2026-02-%02dT%02d:%02d:00Z,%09d,%s\n", i % 28 + 1, 8 + i % 12, i % 60, i * 7 % 40 + 1,
			i % 3 ? "portal_visit,,web,in,,," : i % 2 ? "attempt,mia,call,out,no_answer,," : "promise,mia,call,out,rpc_promise,150,2026-03-09"
}' >events.csv
printf '%s\n' ts,account_id,text '2026-03-02T12:28:00Z,000000002,Hot now: 45 to 61' \
	'2026-03-02T12:00:00Z,,<b>The host file is a day old' >alerts.csv
queue queue-40 --goal 40 --done 12 -e events.csv --alerts alerts.csv --held "$night/suppressed.csv.gz"
queue queue-2000
queue queue-empty
queue queue-hostile --rename 'note=<b>"note"'

cp queue-40.csv table.csv
cp queue-hostile.csv table-hostile.csv
for name in table table-hostile; do
	hl-export "${now[@]}" --to html --title '<i>Accounts' -o "$name.html" "$name.csv"
done

# Of the example night: a collector's queue, dashboards, the index
cp "$night/queues/lhart.html" queue-night.html
hl-export --to csv "$night/queue.csv" | python3 -c '
import csv, sys
rows = list(csv.reader(sys.stdin))
at = rows[0].index("collector")
csv.writer(sys.stdout, lineterminator="\n").writerows([rows[0]] + [row for row in rows if row[at] == "lhart"])' >queue-night.csv
cp "$night/dashboard/dashboard.html" dashboard.html
cp "$night/dashboard/teams/Aspen.html" dashboard-team.html
cp "$night/dashboard/collectors/lhart.html" dashboard-collector.html
cp "$night/dashboard/clients.html" dashboard-clients.html
cp "$night/index.html" index.html
