bats_require_minimum_version 1.5.0

# The examples of hl-assign: two nights of a team, and a sales desk.

setup() {
	cd "$BATS_TEST_TMPDIR"
	root=$BATS_TEST_DIRNAME/..
}

# account:collector:reason of each lead of a queue.
owners() {
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $1 ":" $at["collector"] ":" $at["assign_reason"] }' "$1"
}

@test "team: who goes on leave hands on every lead, all others stay, part-timers have half" {
	"$root/examples/team.sh" . >text
	owners queue-2026-03-02.csv >first
	owners queue-2026-03-02-noon.csv >noon
	owners queue-2026-03-03.csv >second
	[ "$(cut -d: -f2 first | sort | uniq -c | awk '{ print $2 "=" $1 }' | paste -sd' ')" = 'agrant=2 bsoto=4 cwebb=1 dpark=1' ]
	! grep cwebb noon
	! grep agrant second
	# What was not agrant's is where it was, and is not called given.
	cat first noon | grep -v :agrant: | sed 's/weighted/kept/' | sort >stayed
	grep :kept second | sort | diff stayed -
	[ "$(grep -c : second)" -eq 15 ]
	! grep -q '::' second
	# Only bsoto speaks Spanish.
	[ "$(grep ,es, queue-2026-03-0?.csv | cut -d, -f4 | sort -u)" = bsoto ]
	awk -F, 'NR > 1 && ($5 > 1.25 || $5 < -1.25) { exit 1 }' fairness.csv
	grep -q '^agrant,1,3.2' fairness.csv
	rm -r queue* fairness.csv team.state
	"$root/examples/team.sh" . | diff text -
}

@test "desk: a source has its person, who is out is passed over, nobody is left without" {
	"$root/examples/desk.sh" . >text
	[ "$(owners queue.csv)" = 'L01001:omeyer:weighted
L01002:nshah:source-map
L01003:mlowe:weighted
L01004:mlowe:source-map
L01005:omeyer:weighted
L01006:omeyer:weighted
L01007:nshah:source-map
L01008:nshah:weighted' ]
	grep -q '^round-robin  *all  *8  *100.00  *0  *0$' text
}
