#!/bin/sh
# team.sh - two nights of a team with part-timers and a leave
#
# usage: team.sh [FOLDER]
#
# assign/team.csv: cwebb works mornings, dpark afternoons, each half a job: half the weight, half the room.
# Every night deals out to all who work the next day, whenever that is. Leads that come in at noon go to who is
# on shift then (--at). agrant is on leave from the second day on: what they have goes to the others, and no part
# of new leads is put by for them. All other leads stay where they are.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-team}
mkdir -p "$folder"

# deal NAME OPTION... FILE...
deal() {
	name=$1
	shift
	hl-assign -r "$here/assign/team.csv" -m weighted --union --state "$folder/team.state" \
		--fairness="$folder/fairness.csv" -o "$folder/queue-$name.csv" "$@"
	echo "$name:"
	hl-export --to text "$folder/queue-$name.csv"
	echo
}

rm -f "$folder/team.state"
deal 2026-03-02 --for 2026-03-02 "$here/assign/team-2026-03-02.csv"
deal 2026-03-02-noon --for 2026-03-02 --at 13:30 "$here/assign/team-2026-03-02-noon.csv"
deal 2026-03-03 --for 2026-03-03 "$folder/queue-2026-03-02.csv" "$folder/queue-2026-03-02-noon.csv" \
	"$here/assign/team-2026-03-03.csv"
echo "What each was due and got, over all three:"
hl-export --to text "$folder/fairness.csv"
