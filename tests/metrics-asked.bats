# What hl-metrics is asked for on its command line: lists, periods, mistakes, assertions.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

# So many calls on a day, of which so many reach whom they are meant for, of a team.
calls() {
	local day=$1 n=$2 reached=$3 team=$4 i
	for ((i = 0; i < n; i++)); do
		printf '2026-%sT10:00:00Z,K%d,attempt,Ann,call,out,%s,,%s,\n' "$day" "$i" \
			"$( ((i < reached)) && echo rpc_refused || echo busy)" "$team"
	done
}

log() {
	echo ts,account_id,type,collector,channel,direction,result,amount,team,stage
	calls 02-03 31 18 N
	calls 02-10 39 10 S
	echo 2026-02-05T10:00:00Z,K1,payment,Ann,,,,10.00,N,
	echo 2026-02-12T10:00:00Z,K2,payment,Ann,,,,20.00,S,
	echo 2026-01-05T10:00:00Z,K1,stage,,,,,,,LEAD
	echo 2026-01-06T10:00:00Z,K1,stage,,,,,,,MID
	echo 2026-01-05T10:00:00Z,K2,stage,,,,,,,LEAD
}

metrics() {
	hl-metrics --as-of 2026-03-01 "$@"
}

# Of each row the columns named first.
columns() {
	hl-export --to csv --columns "$1" | sed 1d | paste -sd' '
}

@test "--every: a period that is one day, week or month has its rows once" {
	log >log.csv
	for every in day week month; do
		[ "$(metrics --from 2026-02-03 --to 2026-02-04 --every $every -m cash,attempts log.csv)" = \
			"$(metrics --from 2026-02-03 --to 2026-02-04 -m cash,attempts log.csv)" ]
	done
	[ "$(metrics --from 2026-02-03 --to 2026-02-08 --every week --wide -m cash log.csv | wc -l)" -eq 2 ]
	[ "$(metrics --from 2026-02-03 --to 2026-02-08 --every week --order lo --by team -m rpc_att log.csv | wc -l)" -eq 3 ]
	[ "$(metrics --from 2026-02-03 --to 2026-02-10 --every week -m attempts log.csv | columns num)" = '31 0 31' ]
	# The first day is that of the log.
	[ "$(metrics --to 2026-01-06 --every month -m attempts log.csv | columns from,to)" = 2026-01-05,2026-01-06 ]
	[ "$(metrics --every month -m attempts log.csv | columns num)" = '0 70 70' ]
}

@test "--every month --previous: of one whole month it is the month before, of others as many days" {
	log >log.csv
	metrics --from 2026-02-01 --every month --previous -m attempts log.csv >out
	[ "$(columns num,flag,previous <out)" = '70,partial:12/28;previous_partial:27/31,0' ] ||
		{ cat out; false; }
	[ "$(metrics --from 2026-02-10 --to 2026-02-14 --every month --previous -m attempts log.csv | columns previous)" = 0 ]
	[ "$(metrics --from 2026-02-10 --to 2026-02-17 --every month --previous -m attempts log.csv | columns previous)" = 31 ]
}

@test "--stages, --converted: commas, too, where there is no |; an empty item is a mistake" {
	log >log.csv
	metrics --from 2026-01-01 --stages 'LEAD|MID' --converted 'MID|WON' -m drop,conv log.csv >bars
	metrics --from 2026-01-01 --stages 'LEAD, MID' --converted MID,WON -m drop,conv log.csv >commas
	cmp bars commas
	grep -q ^drop,MID, bars
	# With a | a comma is part of a name.
	metrics --from 2026-01-01 --stages 'LEAD,MID|MID' -m drop log.csv | grep -q ^drop,MID,
	for list in 'LEAD,' 'LEAD||MID' ',LEAD' '|'; do
		run -64 --separate-stderr metrics --stages "$list" --converted "$list" -m drop log.csv
		[ -z "$output" ]
		[[ ${stderr_lines[0]} =~ ^'hl-metrics: --stages: stage '[12]' is empty'$ ]]
		[[ ${stderr_lines[1]} =~ ^'hl-metrics: --converted: stage '[12]' is empty'$ ]]
	done
}

@test "--bands: commas, too, where there is no |; a column whose name has one is a column" {
	for ((i = 0; i < 40; i++)); do echo "$((i % 2)),0.$((i % 10)),b$((i % 3))"; done |
		{ echo 'paid,score,"a,b"'; cat; } >leads.csv
	judge() { hl-metrics --set model --label paid --score score -m calibration "$@" leads.csv; }
	judge --bands '0.3|0.7' >bars
	judge --bands '0.3, 0.7' >commas
	cmp bars commas
	judge --bands 'a,b' | grep -q ^calibration,b1,
	for list in 0.3, '0.3||0.7' 0.3,x '|'; do
		run -64 judge --bands "$list"
		[[ $output == *'--bands: numbers at which bands begin'* ]]
	done
}

@test "what is no exact fraction is rounded once: p is 0.00595 less a little" {
	log >log.csv
	[ "$(metrics --lift --ab team=N:S -m rpc_att log.csv | columns p)" = 0.0059 ]
	metrics --from 2026-02-09 --to 2026-02-16 --previous -m rpc_att log.csv >out
	[ "$(columns p <out)" = 0.0059 ]
}

@test "rounded once: intervals, against the doubles worked out again" {
	command -v python3 >/dev/null || skip
	for ((n = 1; n < 120; n++)); do calls 02-03 $n $((n * 7 % (n + 1))) "t$n"; done |
		{ echo ts,account_id,type,collector,channel,direction,result,amount,team,stage; cat; } >log.csv
	metrics --by team -m rpc_att log.csv >out
	python3 - <<-'E'
		import csv, decimal, math
		z = 1.959963984540054
		for row in csv.DictReader(open("out")):
		    k, n = int(row["num"]), int(row["den"])
		    p, w = k / n, z * z / n
		    middle = (p + w / 2) / (1 + w)
		    half = z * math.sqrt(p * (1 - p) / n + w / (4 * n)) / (1 + w)
		    for name, end in (("lo", max(0, middle - half)), ("hi", min(1, middle + half))):
		        want = decimal.Decimal(100 * end).quantize(decimal.Decimal("0.1"), decimal.ROUND_HALF_UP)
		        assert row[name] == str(want), (row, name, want)
	E
}

@test "mistakes of the command line are told in one run: words, dates, columns, metrics, assertions" {
	log >log.csv
	run -64 --separate-stderr metrics --by colector,chanel -m rhp --order hi --every foo --totals some \
		--reversals grosss --tol x --fee-rate 0.25 --top-k 0 --horizon 3 --unknown-result no --from 2026-2-3 \
		--stages 'A|' --assert 'kep > 1' --assert 'vint > 1' -o out.csv log.csv
	[ -z "$output" ] && [ ! -e out.csv ]
	for line in '--from: a date such as 2026-03-02, not 2026-2-3' \
		'--every: foo is neither day, week nor month' \
		'--totals: some is neither all, each nor none; did you mean none?' \
		'--horizon: not a span such as 30d' \
		'--top-k: at least 1' \
		'--tol: not a share such as 5%, from 0% to 100%' \
		'--fee-rate: a percentage such as 25%, above 0% and at most 100%' \
		'--unknown-result: no is neither error nor attempt' \
		'--reversals: grosss is neither ledger, restate nor gross; did you mean gross?' \
		'--order: hi is neither lo, value nor group' \
		'--stages: stage 2 is empty' \
		'no metric is called "rhp"; did you mean "rph"?' \
		"--assert 'kep > 1': no metric is called \"kep\"; did you mean \"kept\"?"; do
		grep -qxF "hl-metrics: $line" <<<"$stderr"
	done
	grep -q '^hl-metrics: --by: no column is called colector (collector?);' <<<"$stderr"
	grep -q '^hl-metrics: --by: no column is called chanel (channel?);' <<<"$stderr"
	[ "${#stderr_lines[@]}" -eq 15 ]
}

@test "a table of one's own: columns that are not there and --leads beside all other mistakes" {
	log >log.csv
	printf 'metric,part,field,when,value\na,num,attempt,resul is busy,\na,num,attempt,leads.status is x,\nb,nom,x,,\n' >own.csv
	run -65 metrics --define own.csv --order hi --by foo -m a,c log.csv
	[[ $output == *'own.csv:4:3: part: not one; did you mean "num"?'* ]]
	[[ $output == *'own.csv:2:15: when: no column is called resul (result?)'* ]]
	[[ $output == *'own.csv:3:15: when: what the leads say needs --leads FILE'* ]]
	[[ $output == *'--order: hi is neither'* && $output == *'--by: no column is called foo'* ]]
	[[ $output == *'no metric is called "c"'* ]]
}

@test "a mistake is told without waiting for a log that nothing is asked of" {
	run -64 timeout 5 hl-metrics --order hi - < <(sleep 20)
	[ "$output" = 'hl-metrics: --order: hi is neither lo, value nor group' ]
}

@test "--assert says of which group and period; what is no operator is a mistake that names them" {
	log >log.csv
	printf 'ts,account_id,type,stage,amount\n2026-01-05,A,stage,LEAD,\n2026-01-06,A,stage,MID,\n2026-01-05,B,stage,LEAD,\n2026-02-20,Z,payment,,30\n' >stages.csv
	run -1 --separate-stderr metrics --from 2026-01-01 --stages 'LEAD|MID' -m drop,cash --every month \
		--assert 'drop < 1' --assert 'cash < 5' stages.csv
	[[ $stderr == *"--assert 'drop < 1': it is 50.0 (LEAD, 2026-01-01 to 2026-03-01)"* ]]
	[[ $stderr == *"--assert 'cash < 5': it is 30.00 (all, 2026-02-01 to 2026-03-01)"* ]]
	[[ $stderr != *"(all, 2026-01-01 to 2026-02-01)"* ]]
	run -1 metrics --lift --ab team=N:S -m rpc_att --assert 'rpc_att.difference > 0' log.csv
	[[ $output == *"it is -32.42 (all)"* ]]
	for text in 'cash == 61.0' 'cash =< 5' 'cash => 5' 'cash <> 5' 'cash =! 5'; do
		run -64 metrics --assert "$text" log.csv
		[ "$output" = "hl-metrics: --assert '$text': METRIC [GROUP] OP NUMBER with < <= > >= = or !=, as in 'psi < 0.25'" ]
	done
}

@test "metrics of other inputs are told where they are" {
	log >log.csv
	for set in model roll suppression; do
		for name in $(hl-metrics --set $set --list-metrics | cut -f1); do
			run -64 metrics -m "$name" log.csv
			[ "$output" = "hl-metrics: no metric is called \"$name\"; it is in --set $set" ]
		done
	done
	for set in '' '--set model' '--set roll' '--set suppression'; do
		run -64 metrics $set -m '' log.csv
		[[ $output == *'--metric: names of metrics, as in '* ]]
	done
}

@test "options: the nearest is named, or those that begin so" {
	run -64 hl-metrics --metrics rph
	[ "${lines[0]}" = 'hl-metrics: there is no option --metrics; did you mean --metric?' ]
	run -64 hl-score --evnts=log.csv
	[ "${lines[0]}" = 'hl-score: there is no option --evnts; did you mean --events?' ]
	run -64 hl-metrics --tota x --ro y --qqqq
	[ "${lines[0]}" = 'hl-metrics: there is no option --qqqq' ]
	run -64 hl-metrics --max=3
	[ "${lines[0]}" = 'hl-metrics: --max is the beginning of --max-age, --max-rejects' ]
}

@test "--queue FILE@DATE: what is no date is told, a file of that name is one" {
	log >log.csv
	printf 'account_id,rank\nK1,1\n' >q.csv
	for day in 2026-02-31 2026-2-2 20260231 2026-02; do
		run -64 metrics -m qa_topk --queue "q.csv@$day" log.csv
		[ "$output" = "hl-metrics: --queue: no such date: $day; it is written as in q.csv@2026-03-02" ]
	done
	cp q.csv q@2026-2-2
	run -65 metrics -m qa_topk --queue q@2026-2-2 log.csv
	run -66 metrics -m qa_topk --queue no@where.csv log.csv
}

@test "--lift: counts have as many observations as they count" {
	log >log.csv
	[ "$(metrics --lift --ab team=N:S -m attempts log.csv | columns n_a,n_b)" = 31,39 ]
}

@test "--define: what a test takes; an or in a choice is a mistake" {
	log >log.csv
	own() { printf 'metric,part,field,when,value\na,num,attempt,"%s",\n' "$1" >own.csv; hl-metrics --as-of 2026-03-01 --define own.csv -m a log.csv; }
	run -65 own 'amount >= x'
	[[ $output == *'when: >= needs a number' ]]
	run -65 own 'amount >= 7d'
	[[ $output == *'when: a number: a span such as 7d is for ages, and a cell has none' ]]
	run -65 own 'result in busy|rpc_refused or channel is sms'
	[[ $output == *'when: there is no or: '* ]]
	run -0 own 'result in busy|this or that and channel is call'
	[ "$(columns num <<<"$output")" = 42 ]
}

@test "--order: a group without an interval is where its value is" {
	{
		echo ts,account_id,type,collector,channel,direction,result,amount
		for who in 1:Ann:2 2:Bo:1 3:Cy:0; do
			IFS=: read -r k name n <<<"$who"
			for ((i = 0; i < n; i++)); do echo "2026-02-03T10:00:00Z,K$k,attempt,$name,call,out,rpc_refused,"; done
			echo "2026-02-03T11:00:00Z,K$k,payment,$name,,,,10"
		done
	} >log.csv
	metrics --by collector --order lo -m cpa log.csv >out
	[ "$(columns group,value,rank <out)" = 'Cy,0.00,1 Bo,1.00,2 Ann,2.00,3 all,1.00,' ] || { cat out; false; }
}
