#!/bin/sh
# demo.sh - the nightly job on the example agency, and a look at what it made
#
# usage: demo.sh [FOLDER]

set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-demo}
as_of=2026-03-02T09:00:00Z

bash "$here/nightly.sh" --force -i "$here" "$folder" "$as_of"

echo "The ten hottest accounts of 2026-03-02 and why they are hot:"
echo
hl-export --to text --columns score,tier,account_id,balance,collector,why \
	"$folder/latest/queue.csv" | head -n 12
echo
echo "How they may be contacted, and what stands against other ways:"
echo
hl-export --to text --columns account_id,channels,call_from,call_to,calls_left,next_ok,reasons \
	"$folder/latest/queue.csv" | head -n 12
echo
echo "Who is in no queue today, by the first reason:"
echo
sed '1,/^held back/d' "$folder/latest/run.txt"
echo
echo "The last 30 days by team (coll: of the accounts whose placement is in the log):"
echo
hl-metrics --as-of "$as_of" --tz America/New_York --last 30d --by team -r "$here/collectors.csv" \
	-m rph,coll,rpc_att,kept,app,qa_topk "$here/events.csv" |
	hl-export --to text --columns metric,group,num,den,value,lo,hi,flag
echo
echo "Each of them, and why:  $folder/latest/suppressed.csv.gz"
echo "All of it, in a browser:  $folder/latest/index.html"
