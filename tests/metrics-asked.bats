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
