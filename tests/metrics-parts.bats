# hl-metrics --partial and --merge: a log in parts.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	export LC_ALL=C
	at=2026-03-10
	header=event_id,ts,account_id,type,collector,channel,direction,result,amount,due,hours,stage,ref
	printf '%s\n' $header \
		e1,2026-02-02T08:00:00Z,A1,placed,,,,,1000.00,,,, \
		e2,2026-02-03T08:00:00Z,A1,attempt,Ann,call,out,rpc_promise,,,,, \
		e3,2026-02-03T08:01:00Z,A1,promise,Ann,,,,200,2026-02-13,,, \
		e4,2026-02-12T08:00:00Z,A1,payment,Ann,,,,200,,,, >one.csv
	printf '%s\n' $header \
		e4,2026-02-12T08:00:00Z,A1,payment,Ann,,,,200,,,, \
		e5,2026-02-20T08:00:00Z,A1,reversal,,,,,200,,,,e4 \
		,2026-02-20T08:00:00Z,,hours,Bo,,,,,,8,, \
		,2026-02-21T08:00:00Z,A2,payment,Bo,,,,25,,,, >two.csv
	echo $header >none.csv
}

# Partials of the files named, made with the options before --.
parts() {
	options=()
	while [ "$1" != -- ]; do options+=("$1"); shift; done
	shift
	for name in "$@"; do
		hl-metrics --partial --as-of $at "${options[@]}" $name.csv >$name.part
	done
}

@test "partials come to what one run over all the events does: a payment in both parts, its reversal and its promise apart" {
	for by in '' '--by collector' '--every month --by collector,channel --totals each'; do
		hl-metrics --as-of $at $by one.csv none.csv two.csv >want
		parts $by -- one two none
		hl-metrics --merge one.part none.part two.part | cmp want
		hl-metrics --merge two.part one.part none.part | cmp want
	done
	grep -q '^kept,all,.*,1,1,100.0' <(hl-metrics --as-of $at one.csv)
	grep -q '^kept,all,2026-02-01,2026-03-01,0,1,0.0' want || grep -q '^kept,all,2026-02-02,2026-03-01,0,1,0.0' want
	grep -q '^cash,all,2026-02-02,2026-03-10,25.00,' want
}

@test "a partial of partials is one, and the same bytes by any threads" {
	parts --by collector -- one two none
	hl-metrics --as-of $at --by collector one.csv two.csv >want
	hl-metrics --merge --partial one.part none.part >both.part
	for threads in 1 2 8; do
		hl-metrics --merge --partial -j $threads --block-size 100 one.part none.part | cmp both.part
		hl-metrics --merge -j $threads --block-size 100 both.part two.part | cmp want
	done
	hl-metrics --partial --as-of $at --by collector -z one.csv >one.gz
	hl-metrics --merge two.part - <one.gz | cmp want
}

@test "a partial holds the roster and the leads, and how the log is spelled" {
	printf 'collector,team\nAnn,North\n\nBo,"So\nuth"\n' >roster.csv
	printf 'account_id,client,created\nA1,Acme,2026-02-01\nA9,Other,2026-02-05\n' >leads.csv
	for name in one two; do tr , '\t' <$name.csv >$name.tsv; done
	hl-metrics --as-of $at --by team,client -r roster.csv -l leads.csv one.tsv two.tsv >want
	for name in one two; do
		hl-metrics --partial --as-of $at --by team,client -r roster.csv -l leads.csv $name.tsv >$name.part
	done
	hl-metrics --merge -r roster.csv -l leads.csv one.part two.part | cmp want
	echo 'Dee,South' >>roster.csv
	run -65 hl-metrics --merge -r roster.csv one.part two.part
	[ "$output" = 'hl-metrics: roster.csv: not the roster that one.part was made with: leave it out' ]
	rm roster.csv leads.csv
	hl-metrics --merge one.part two.part | cmp want
	hl-metrics --merge -D , one.part two.part | grep -q '^cash,'
}

@test "what was asked is in the partials: options of the output alone may be given" {
	parts --by collector -m cash,kept --last 30d -- one two
	hl-metrics --as-of $at --by collector -m cash,kept --last 30d --min-n 1 one.csv two.csv >want
	hl-metrics --merge --min-n 1 one.part two.part | cmp want
	hl-metrics --merge --min-n 1 --by collector --last 30d --as-of $at one.part two.part | cmp want
	run -1 hl-metrics --merge --assert 'cash > 1000' one.part two.part
	[[ $stderr$output == *'cash > 1000'* ]]
}

@test "partials made with other options are refused, each option by its name" {
	parts -- one
	parts --by collector --grace 5 --last 7d -- two
	run -65 hl-metrics --merge one.part two.part
	[ "${lines[0]}" = 'hl-metrics: two.part: made with another --by than one.part: make both with the same' ]
	[ "${lines[1]}" = 'hl-metrics: two.part: made with another --last than one.part: make both with the same' ]
	[ "${lines[2]}" = 'hl-metrics: two.part: made with another --grace than one.part: make both with the same' ]
	run -64 hl-metrics --merge --grace 5 --as-of 2026-03-11 one.part
	[ "${lines[0]}" = 'hl-metrics: one.part: made with another --grace: leave it out' ]
	[ "${lines[1]}" = 'hl-metrics: one.part: made with another --as-of: leave it out' ]
	hl-metrics --partial --as-of 2026-03-09 two.csv >two.part
	run -65 hl-metrics --merge one.part two.part
	[ "$output" = 'hl-metrics: two.part: made with another --as-of than one.part: make both with the same' ]
}

@test "partials of other tables are refused" {
	printf 'collector,team\nAnn,North\n' >roster.csv
	parts --by team -r roster.csv -- one
	printf 'collector,team\nAnn,South\n' >roster.csv
	parts --by team -r roster.csv -- two
	run -65 hl-metrics --merge one.part two.part
	[ "$output" = 'hl-metrics: two.part: made with another roster than one.part' ]
	cut -d, -f1-12 two.csv >narrow.csv
	parts -- one narrow
	run -65 hl-metrics --merge one.part narrow.part
	[ "$output" = 'hl-metrics: narrow.part: made with another log than one.part' ]
}

@test "a torn, changed, foreign or future partial is an error, wherever it is cut" {
	parts --by collector -- one
	size=$(wc -c <one.part)
	for ((at = 0; at < size - 1; at += 61)); do
		head -c $at one.part >cut.part
		run -65 hl-metrics --merge cut.part
		[ "${lines[0]}" != "${lines[0]#hl-metrics: cut.part:}" ]
	done
	head -c $((size - 1)) one.part >cut.part # nothing is lost but the line end
	hl-metrics --merge cut.part | cmp <(hl-metrics --merge one.part)
	sed '/^event.*A1,e3/d' one.part >cut.part
	run -65 hl-metrics --merge cut.part
	[ "$output" = 'hl-metrics: cut.part:1: the partial is cut or changed: make it again' ]
	sed 's/,200000000,/,200000001,/' one.part >cut.part
	run -65 hl-metrics --merge cut.part
	sed 's/^hl-metrics-partial,1/hl-metrics-partial,2/' one.part >cut.part
	run -65 hl-metrics --merge cut.part
	[[ $output == *'a partial of another version: this hl-metrics reads version 1' ]]
	run -65 hl-metrics --merge one.csv
	[ "$output" = 'hl-metrics: one.csv:1: not what hl-metrics --partial wrote' ]
	gzip -c one.part | head -c 200 >cut.gz
	run -74 hl-metrics --merge cut.gz
}

@test "a partial with a bad row is not there; a killed one is no partial" {
	echo 'e9,2026-02-30,A1,attempt,Ann,call,out,no_answer,,,,,' >>one.csv
	run -65 hl-metrics --partial --as-of $at -o one.part one.csv
	[ ! -e one.part ]
	hl-metrics --partial --as-of $at --rejects bad.csv --max-rejects 1 -o one.part one.csv
	(cat two.csv; sleep 5) | timeout -s KILL 0.3 hl-metrics --partial --as-of $at >killed.part || true
	run -65 hl-metrics --merge killed.part
}

@test "two currencies in two parts are as bad as in one" {
	printf 'ts,account_id,type,amount,currency\n2026-02-02T08:00:00Z,A1,payment,5,USD\n' >usd.csv
	sed 's/USD/GBP/' usd.csv >gbp.csv
	sed 's/USD/usd/' usd.csv >small.csv
	parts -m cash -- usd gbp small
	hl-metrics --merge usd.part small.part | grep -q '^cash,all,.*,10.00,'
	run -65 hl-metrics --merge usd.part gbp.part
	[ "$output" = 'hl-metrics: gbp.part:1: a second currency: measure each by itself' ]
}

@test "a partial that is there twice counts twice, and that is said; parts without events are alike" {
	parts -m cash -- two none
	run -0 --separate-stderr hl-metrics --merge two.part none.part none.part two.part
	[ "$stderr" = 'hl-metrics: warning: two.part: the same as two.part: its events count twice' ]
}

@test "sums alone make a small partial, whatever the size of the log" {
	awk 'BEGIN { print "ts,account_id,type,collector,channel,direction,result,amount,hours"
		for (i = 0; i < 20000; i++)
			printf "2026-02-%02dT08:00:00Z,K%d,%s,C%d,call,out,%s,%d,1\n", 1 + i % 28, i % 999,
				i % 3 ? "attempt" : i % 2 ? "payment" : "hours", i % 7, i % 3 ? "no_answer" : "", i % 50 }' >log.csv
	hl-metrics --partial --as-of $at -m rph,cash,attempts,rpc_att --by collector log.csv >log.part
	[ "$(wc -c <log.part)" -lt 20000 ]
	! grep -q '^event' log.part
	hl-metrics --merge log.part | cmp <(hl-metrics --as-of $at -m rph,cash,attempts,rpc_att --by collector log.csv)
}

@test "what a partial cannot hold is misuse" {
	run -64 hl-metrics --partial --assert 'cash > 1' one.csv
	[ "${lines[0]}" = 'hl-metrics: --partial does not go with --assert: there are no figures yet' ]
	run -64 hl-metrics --merge --rejects bad.csv one.part
	run -64 hl-metrics --set model --merge one.part
	run -64 hl-metrics --merge --max-age 1d one.part
	for option in '--define x' '--queue x@2026-02-02' '--suppressed x' '--business-days --holidays x'; do
		run -64 hl-metrics --partial $option one.csv
		[[ ${lines[0]} == 'hl-metrics: --'*' is kept in no partial: measure the log as a whole' ]]
	done
	run -64 hl-metrics --partial --targets x one.csv
	[ "${lines[0]}" = 'hl-metrics: --partial does not go with --targets: there are no figures yet' ]
	run -64 hl-metrics --set roll --before x --partial one.csv
	[ "${lines[0]}" = 'hl-metrics: --set roll does not go with --partial' ]
}

@test "ranks, targets and a wide table are asked of the merge; the period before of the partials" {
	printf 'metric,group,target\ncash,,70\n' >targets.csv
	for shown in '--order value --top 1' '--targets targets.csv' '--min-n 1'; do
		hl-metrics --as-of $at --by collector --previous --last 30d $shown one.csv two.csv >want
		parts --by collector --previous --last 30d -- one two
		hl-metrics --merge $shown one.part two.part | cmp want
	done
	hl-metrics --as-of $at --by collector --wide one.csv two.csv >want
	parts --by collector -- one two
	hl-metrics --merge --wide one.part two.part | cmp want
	run -64 hl-metrics --merge --previous --last 30d one.part
}

@test "who looked, who was active, and who is there without any figure is known after a merge" {
	head=ts,account_id,type,collector,hours
	printf '%s\n' $head 2026-02-02T08:00:00Z,,view,Ann, 2026-02-03T08:00:00Z,A1,portal_visit,Dee, >one.csv
	printf '%s\n' $head 2026-02-04T08:00:00Z,A1,note,Bo, 2026-02-10T08:00:00Z,,view,Ann, >two.csv
	for asked in '-m adoption,exports' '--set success' '-m rph --by collector --hours-default 8' \
		'-m cash --lift --ab collector=Dee:Bo'; do
		hl-metrics --as-of $at $asked one.csv two.csv >want
		parts $asked -- one two
		hl-metrics --merge one.part two.part | cmp want
	done
	grep -q , want
}

@test "random logs in random parts" {
	command -v python3 >/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/metrics-parts.py" "${SEED:-1}" "${CASES:-8}"
}
