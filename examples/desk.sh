#!/bin/sh
# desk.sh - a sales desk whose leads go to the person who looks after where they came from
#
# usage: desk.sh [FOLDER]
#
# assign/sources.csv: each introducer has a person, and so have referrals. Who is not in (pclark) is passed
# over: those leads, and those from nowhere in particular, are dealt out by weight. A lead that needs
# something (assign/sales-leads.csv) goes only to who can do it. Then: would another way have been fairer?

set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-desk}
mkdir -p "$folder"
set -- -r "$here/assign/desk.csv" --map "$here/assign/sources.csv"

rm -f "$folder/desk.state"
hl-assign "$@" -m source-map,weighted --state "$folder/desk.state" --require-all \
	-o "$folder/queue.csv" "$here/assign/sales-leads.csv"
hl-export --to text --columns lead_id,status,source,introducer,collector,assign_reason \
	"$folder/queue.csv"
echo
echo "By other methods:"
hl-assign "$@" --simulate source-map,weighted,weighted,round-robin "$folder/queue.csv" |
	hl-export --to text --columns method,collector,weight,received,share,deviation,changes
