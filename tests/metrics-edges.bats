bats_require_minimum_version 1.5.0

# Where a definition ends: what counts as one, what has no value, what is too much.

setup() {
	cd "$BATS_TEST_TMPDIR"
	echo 'ts,account_id,type,collector,channel,direction,result,amount,due,hours,ref' >header.csv
}

# A log with these rows (cells as in header.csv) in file $1.
log() {
	local file=$1
	shift
	{ cat header.csv && printf '%s\n' "$@"; } >"$file"
}

# Columns (1 metric, 2 group, 5 num, 6 den, 7 value, 10 n, 11 flag) of each row, on one line.
cells() {
	local columns=$1
	shift
	hl-metrics --as-of 2026-03-01 --min-n 0 "$@" | sed 1d | cut -d, -f"$columns" | paste -sd' '
}

@test "what revenue and cost rest on are collectors' days, not rows of hours" {
	# Ann: two days, one of them with two rows of hours; Bo: cash on one day, hours on another.
	log days.csv 2026-02-02T12:00:00Z,,hours,Ann,,,,,,4, 2026-02-02T18:00:00Z,,hours,Ann,,,,,,4, \
		2026-02-02T10:00:00Z,K1,payment,Ann,,,,80.00,,, 2026-02-03T18:00:00Z,,hours,Ann,,,,,,8, \
		2026-02-04T10:00:00Z,K2,payment,Bo,,,,40.00,,, 2026-02-05T18:00:00Z,,hours,Bo,,,,,,8,
	local rates='--fee-rate 25% --cost-per-hour 10'
	[ "$(cells 1,10 -m rph,fee,fee_fte,ctc,rol $rates days.csv)" = 'rph,4 fee,4 fee_fte,4 ctc,4 rol,4' ]
	[ "$(cells 2,10 -m rph --by collector days.csv)" = 'Ann,2 Bo,2 all,4' ]
	[ "$(cells 3,10 -m fee $rates --every week --from 2026-02-02 days.csv | cut -d' ' -f1)" = 2026-02-02,4 ]
	# It is what the sides of --lift are tested by.
	run -0 hl-metrics --as-of 2026-03-01 --lift --ab collector=Ann:Bo -m rph days.csv
	[ "$(tail -1 <<<"$output" | cut -d, -f12,13)" = 2,2 ]
}

@test "a recall may keep the placement: what was placed stays, but there is nothing to work" {
	log book.csv 2026-02-02,K1,placed,,,,,100.00,,, 2026-02-02,K2,placed,,,,,200.00,,, \
		2026-02-02,K3,placed,,,,,400.00,,, 2026-02-02,K4,placed,,,,,800.00,,, \
		2026-02-03,K1,attempt,Ann,call,out,busy,,,, 2026-02-03,K2,attempt,Ann,call,out,busy,,,, \
		2026-02-04,K2,payment,Ann,,,,200.00,,, 2026-02-10,K2,recalled,,,,Keeps_Placement,,,, \
		2026-02-10,K3,recalled,,,,reduces_placement,,,, 2026-02-10,K4,recalled,,,,bankrupt,,,,
	local m='coll,coll_unit,vint,pen,dfc_attempt'
	[ "$(cells 1,5,6 -m $m book.csv)" = 'coll,200.00,300.00 coll_unit,1,2 vint,200.00,300.00 pen,1,1 dfc_attempt,2,2' ]
	# Before the recall all can be worked; every day says what a run with that day alone says.
	[ "$(cells 1,5,6 -m $m --to 2026-02-10 book.csv)" = \
		'coll,200.00,1500.00 coll_unit,1,4 vint,200.00,1500.00 pen,2,4 dfc_attempt,2,2' ]
	hl-metrics --as-of 2026-03-01 --every day -m pen,coll_unit book.csv >by-day
	for day in 09 10 11; do
		hl-metrics --as-of 2026-03-01 -m pen,coll_unit --from 2026-02-$day --to "$(date -d "2026-02-$day + 1 day" +%F)" book.csv |
			sed 1d | diff <(grep ",2026-02-$day,2026-02-" by-day | grep -v 2026-03) -
	done
	# Placed again it can be worked again.
	{ cat book.csv && echo 2026-02-20,K2,placed,,,,,50.00,,,; } >again.csv
	[ "$(cells 1,5,6 -m coll,pen again.csv)" = 'coll,200.00,350.00 pen,2,2' ]
	[ "$(cells 1,5,6 -m coll,pen -j3 --block-size 64 again.csv)" = 'coll,200.00,350.00 pen,2,2' ]
	hl-metrics --partial --as-of 2026-03-01 -m coll,pen -o again.part again.csv
	[ "$(hl-metrics --merge again.part | sed 1d | cut -d, -f1,5,6 | paste -sd' ')" = 'coll,200.00,350.00 pen,2,2' ]
}

@test "a word that is nearly one of a placement kept or not is a mistake" {
	log slip.csv 2026-02-02,K1,placed,,,,,100.00,,, 2026-02-10,K1,recalled,,,,keep_placement,,,,
	run -65 hl-metrics --as-of 2026-03-01 -m coll slip.csv
	[ "$output" = 'hl-metrics: slip.csv:3:27: result: neither keeps_placement nor reduces_placement; did you mean keeps_placement?' ]
}

@test "without hours the cost is not known, whatever an hour costs; no hours that were told cost nothing" {
	log no-hours.csv 2026-02-02,K1,payment,Ann,,,,80.00,,,
	[ "$(cells 1,5,6,7 -m ctc,rol --cost-per-hour 20 no-hours.csv)" = 'ctc,,80.00, rol,80.00,0.00,' ]
	[[ "$(cells 11 -m ctc,rol --cost-per-hour 20 no-hours.csv)" == no_data*' 'no_data* ]]
	log told.csv 2026-02-02,K1,payment,Ann,,,,80.00,,, 2026-02-02,,hours,Ann,,,,,,0,
	[ "$(cells 1,5,6,7 -m ctc,rol --cost-per-hour 20 told.csv)" = 'ctc,0.00,80.00,0.00 rol,80.00,0.00,' ]
}

@test "of leads under way more is better: they are not lost" {
	{
		echo ts,account_id,type,collector,stage
		# Ann has two of two under way, Bo one of two; all others stopped.
		printf '%s\n' 2026-01-02,K1,created,Ann, 2026-01-02,K1,stage,Ann,LEAD 2026-02-27,K1,portal_visit,, \
			2026-01-02,K2,created,Ann, 2026-01-02,K2,stage,Ann,LEAD 2026-02-27,K2,portal_visit,, \
			2026-01-02,K3,created,Bo, 2026-01-02,K3,stage,Bo,LEAD 2026-02-27,K3,portal_visit,, \
			2026-01-02,K4,created,Bo, 2026-01-02,K4,stage,Bo,LEAD
	} >stages.csv
	hl-metrics --as-of 2026-03-01 --by collector --order value -m drop,drop_open stages.csv >ranks
	[ "$(grep ^drop_open, ranks | grep /LEAD | cut -d, -f2,7,12 | paste -sd' ')" = 'Ann/LEAD,100.0,1 Bo/LEAD,50.0,2' ]
	[ "$(grep ^drop, ranks | grep /LEAD | cut -d, -f2,7,12 | paste -sd' ')" = 'Ann/LEAD,0.0,1 Bo/LEAD,50.0,2' ]
	printf 'metric,target\ndrop_open,60\n' >targets.csv
	[ "$(hl-metrics --as-of 2026-03-01 --by collector --targets targets.csv -m drop_open stages.csv | grep /LEAD | cut -d, -f2,13,14 | paste -sd' ')" = \
		'Ann/LEAD,yes,0.0 Bo/LEAD,no,10.0' ]
}

@test "cash in a group without the hours of its collector is told, by whatever the groups are" {
	# Hours have neither an account nor a channel: by client and by channel nobody's hours are known.
	log cash.csv 2026-02-02,K1,payment,Ann,web,,,10.00,,, 2026-02-02,K2,payment,Bo,web,,,20.00,,, \
		2026-02-03,K3,payment,Ann,,,,40.00,,, 2026-02-03,,hours,Ann,,,,,,8, 2026-02-03,,hours,Bo,,,,,,8,
	printf 'account_id,client\nK1,X\nK2,X\nK3,Y\n' >leads.csv
	printf 'collector,team\nAnn,North\nBo,South\n' >roster.csv
	local m='-m rph,fee,fee_fte --fee-rate 10% --to 2026-02-04' tables='-r roster.csv -l leads.csv'
	[ "$(cells 1,2,7,11 -m rph --to 2026-02-04 cash.csv)" = 'rph,all,4.38,' ]
	run -0 hl-metrics --as-of 2026-03-01 --min-n 0 $m --by client $tables cash.csv
	[ "$(grep ^rph <<<"$output" | cut -d, -f2,7,11 | paste -sd' ')" = '(none),0.00, X,,no_data;unmatched:2 Y,,no_data;unmatched:1 all,4.38,' ]
	[ "$(grep ^fee, <<<"$output" | cut -d, -f2,7,11 | paste -sd' ')" = '(none),0.00, X,,no_data;unmatched:2 Y,,no_data;unmatched:1 all,0.44,' ]
	[ "$(grep ^fee_fte <<<"$output" | cut -d, -f2,7,11 | paste -sd' ')" = '(none),0.00, X,,no_data;unmatched:2 Y,,no_data;unmatched:1 all,70.00,' ]
	[ "$(cells 2,7,11 -m rph --to 2026-02-04 --by channel cash.csv)" = '(none),2.50, web,,no_data;unmatched:2 all,4.38,' ]
	[ "$(cells 2,7,11 -m rph --to 2026-02-04 --by collector,channel --totals each cash.csv)" = \
		'Ann/(none),5.00, Ann/web,,no_data;unmatched:1 Ann/all,6.25, Bo/(none),0.00, Bo/web,,no_data;unmatched:1 Bo/all,2.50, all,4.38,' ]
	[ "$(cells 2,7,11 -m rph --to 2026-02-04 --by team,client --totals each $tables cash.csv | tr ' ' '\n' | grep -E '^(North|all)' | paste -sd' ')" = \
		'North/(none),0.00, North/X,,no_data;unmatched:1 North/Y,,no_data;unmatched:1 North/all,6.25, all,4.38,' ]
	# One who has no hours at all is told in the total, too, and on the day.
	grep -v hours,Bo cash.csv >half.csv
	[ "$(cells 2,7,11 -m rph --to 2026-02-04 --by client -l leads.csv half.csv)" = '(none),0.00, X,,no_data;unmatched:2 Y,,no_data;unmatched:1 all,8.75,unmatched:1' ]
	[ "$(cells 3,7,11 -m rph,ctc --cost-per-hour 1 --every day --to 2026-02-04 half.csv)" = \
		'2026-02-02,,no_data;unmatched:2 2026-02-03,5.00, 2026-02-02,8.75,unmatched:1 2026-02-02,,no_data;unmatched:2 2026-02-03,0.20, 2026-02-02,0.11,' ]
}

@test "who has cash and no hours is the same for threads, ids, little memory and parts of the log" {
	printf 'account_id,client\nK1,X\nK2,X\nK3,Y\n' >leads.csv
	log cash.csv 2026-02-02,K1,payment,Ann,web,,,10.00,,, 2026-02-02,K2,payment,Bo,web,,,20.00,,, \
		2026-02-02,K1,promise,,,,,10.00,2026-02-20,, 2026-02-04,K1,payment,,,,,10.00,,, 2026-02-04,K1,assigned,Bo,,,,,,, \
		2026-02-03,K3,payment,Ann,,,,40.00,,, 2026-02-03,,hours,Ann,,,,,,8, 2026-02-03,,hours,Bo,,,,,,8,
	awk -F, -v OFS=, '{ print (NR == 1 ? "event_id" : "e" NR), $0 }' cash.csv >ids.csv
	for by in collector channel client; do
		hl-metrics --as-of 2026-03-01 -m rph,kept --by $by -l leads.csv cash.csv >one
		grep -q ';unmatched:\|^rph,Bo' one
		for how in '-j1' '-j4 --block-size 64' '--memory 1M -j2'; do
			hl-metrics --as-of 2026-03-01 -m rph,kept --by $by -l leads.csv $how cash.csv | diff one -
			hl-metrics --as-of 2026-03-01 -m rph,kept --by $by -l leads.csv $how ids.csv | diff one -
		done
		for part in 1 2; do
			{ head -1 cash.csv && sed 1d cash.csv | awk -v n=$part 'NR % 2 == n - 1'; } >part.csv
			hl-metrics --partial --as-of 2026-03-01 -m rph,kept --by $by -l leads.csv -o $part.part part.csv
		done
		hl-metrics --merge 2.part 1.part | diff one -
	done
}

@test "clients of --set agency: hours have no client, so revenue per hour is not known by client" {
	printf 'account_id,client\nK1,X\n' >leads.csv
	log cash.csv 2026-02-02,K1,payment,Ann,,,,10.00,,, 2026-02-02,,hours,Ann,,,,,,8,
	run -0 hl-metrics --as-of 2026-02-03 --min-n 0 --set agency -l leads.csv --fee-rate 25% cash.csv
	[ "$(grep -E '^(rph|fee|fee_fte),' <<<"$output" | cut -d, -f1,2,7,11 | sed 's/^\([^,]*\),\(.*\)/\2 of \1/' | paste -sd/)" = \
		'(none),0.00, of rph/X,,no_data;unmatched:1 of rph/all,1.25, of rph/(none),0.00, of fee/X,,no_data;unmatched:1 of fee/all,0.31, of fee/(none),0.00, of fee_fte/X,,no_data;unmatched:1 of fee_fte/all,50.00, of fee_fte' ]
}

@test "a period that begins before the first event, or ends after the last, tells the days they cover" {
	log month.csv 2026-02-03T23:00:00Z,K1,payment,Ann,,,,10.00,,, 2026-02-10T01:00:00Z,K1,payment,Ann,,,,10.00,,,
	covered() { cells 5,11 -m cash "$@" month.csv; }
	[ "$(covered --from 2026-02-03 --to 2026-02-11)" = 20.00, ]
	[ "$(covered --from 2026-02-02 --to 2026-02-11)" = 20.00,partial:8/9 ]
	[ "$(covered --from 2026-02-03 --to 2026-02-12)" = 20.00,partial:8/9 ]
	[ "$(covered --from 2026-01-28 --to 2026-02-25)" = 20.00,partial:8/28 ]
	[ "$(covered --from 2026-01-01 --to 2026-02-01)" = 0.00,partial:0/31 ]
	[ "$(covered --from 2026-02-11 --to 2026-02-18)" = 0.00,partial:0/7 ]
	# Days are those of --tz: the first event is on the 4th in Berlin, the last on the 9th in New York.
	[ "$(covered --from 2026-02-03 --to 2026-02-11 --tz Europe/Berlin)" = 20.00,partial:7/8 ]
	[ "$(covered --from 2026-02-03 --to 2026-02-11 --tz America/New_York)" = 20.00,partial:7/8 ]
	# Any event covers, be it one of which no figure asks.
	{ cat month.csv && echo 2026-02-11,K1,portal_visit,,,,,,,,; } >more.csv
	[ "$(cells 11 -m cash --from 2026-02-03 --to 2026-02-12 more.csv)" = '' ]
	[ "$(hl-metrics --as-of 2026-02-11 --last 8d --min-n 0 -m cash month.csv | tail -1 | cut -d, -f11)" = '' ]
	[ "$(hl-metrics --as-of 2026-02-13 --last 10d --min-n 0 -m cash month.csv | tail -1 | cut -d, -f11)" = partial:8/10 ]
	[ "$(hl-metrics --as-of 2026-02-13 --last 10d --min-n 0 --wide -m cash month.csv | tail -1 | cut -d, -f5)" = partial:8/10 ]
}

@test "a second currency is refused wherever it stands, and by currency no sum has two" {
	echo ts,account_id,type,amount,due,hours,collector,currency >two.csv
	# A blank currency is the log's; that of what is no money does not matter.
	printf '%s\n' 2026-02-02,K1,placed,100.00,,,,EUR 2026-02-03,K1,payment,10.00,,,Ann,EUR 2026-02-03,K1,note,,,,,eur \
		2026-02-03,,hours,,,8,Ann, 2026-02-03,K2,payment,1.00,,,Ann, >>two.csv
	[ "$(cells 1,5,7 -m coll,cash two.csv)" = 'coll,10.00,10.0 cash,11.00,11.00' ]
	[ "$(cells 2,5 -m cash --by currency --from 2026-02-03 two.csv | sed 's/eur,0.00 //')" = '(none),1.00 EUR,10.00' ]
	grep -v eur two.csv >one.csv
	[ "$(cells 2,5 -m cash --by currency one.csv)" = '(none),1.00 EUR,10.00 all,11.00' ]
	printf '%s\n' 2026-02-04,K2,promise,5.00,2026-02-20,,,USD 2026-02-04,K2,reversal,5.00,,,,GBP >>two.csv
	for how in -j1 '-j4 --block-size 64' '-m rph --by collector'; do
		run -65 hl-metrics --as-of 2026-03-01 $how two.csv
		[ "$output" = 'hl-metrics: two.csv:7:41: currency: a second currency: measure each by itself
hl-metrics: two.csv:8:32: currency: a second currency: measure each by itself' ]
	done
	[ "$(cells 1,2,5,7,11 -m rph,cash --by currency --to 2026-02-05 two.csv)" = \
		'rph,(none),1.00,0.13, rph,EUR,10.00,,no_data;unmatched:1 rph,GBP,-5.00,,no_data;unmatched:1 cash,(none),1.00,1.00, cash,EUR,10.00,10.00, cash,GBP,-5.00,-5.00,' ]
	run -0 hl-metrics --as-of 2026-03-01 --wide -m cash --by currency two.csv
	[[ "$output" != *$'\nall,'* ]]
}

# A log with 120000 payments of nine million million and a cent, and 27 more or less of others.
big_log() {
	{
		cat header.csv
		awk 'BEGIN { for (i = 0; i < 120000; i++) printf "2026-02-%02d,K%d,payment,%s,,,,9000000000000.01,,,\n", i % 27 + 1, i % 50, i % 2 ? "Bo" : "Ann" }'
		printf '%s\n' 2026-02-03,,hours,Ann,,,,,,1, 2026-02-03,,hours,Bo,,,,,,2, 2026-02-03,K1,placed,,,,,9000000000000,,, \
			2026-02-03,K1,promise,Ann,,,,9000000000000,2026-02-09,, 2026-02-28,K2,reversal,Bo,,,,0.000001,,,
	} >"$1"
}

@test "sums of a million million million are exact, as is what is made of them" {
	big_log big.csv
	local m='-m rph,fee,fee_fte,ctc,rol,coll,kept_amt,promised,cash,cash_gross --fee-rate 33.333333% --cost-per-hour 20'
	[ "$(cells 1,5,6,7 $m big.csv | tr ' ' '\n')" = "rph,1080000000000001199.999999,3,360000000000000400.00
fee,359999996400000399.999996,3,119999998800000133.33
fee_fte,359999996400000399.999996,0.01875,19199999808000021333.33
ctc,60.00,1080000000000001199.999999,0.00
rol,1080000000000001199.999999,60.00,18000000000000020.00
coll,21600000000000024.00,9000000000000.00,240000.0
kept_amt,9000000000000.00,9000000000000.00,100.0
promised,9000000000000.00,,9000000000000.00
cash,1080000000000001199.999999,,1080000000000001199.999999
cash_gross,1080000000000001200.00,,1080000000000001200.00" ]
	[ "$(cells 1,5,6,7 $m -j4 --block-size 4K --memory 1M big.csv)" = "$(cells 1,5,6,7 $m big.csv)" ]
	[ "$(cells 2,7,12 -m cash --by collector --order value --top 2 big.csv)" = 'Ann,540000000000000600.00,1 Bo,540000000000000599.999999,2 all,1080000000000001199.999999,' ]
	[ "$(hl-metrics --as-of 2026-03-01 --wide -m cash,rph big.csv | tail -1 | cut -d, -f4,7)" = '360000000000000400.00,1080000000000001199.999999' ]
	hl-metrics --as-of 2026-03-01 --partial --min-n 0 $m -o big.part big.csv
	[ "$(hl-metrics --merge --min-n 0 big.part | sed 1d | cut -d, -f1,5,6,7 | paste -sd' ')" = "$(cells 1,5,6,7 $m big.csv)" ]
}

@test "such sums are compared, asserted, held against targets and counted by metrics of one's own" {
	big_log big.csv
	[ "$(hl-metrics --as-of 2026-03-01 --lift --ab collector=Ann:Bo -m cash,rph big.csv | sed 1d | cut -d, -f1-4,6 | paste -sd' ')" = \
		'rph,all,540000000000000600.00,270000000000000300.00,-50.0 cash,all,540000000000000600.00,540000000000000599.999999,0.0' ]
	[ "$(hl-metrics --as-of 2026-03-01 --lift --ab collector=Ann:Bo -m cash big.csv | tail -1 | cut -d, -f5)" = -0.000001 ]
	hl-metrics --as-of 2026-03-01 --last 14d --previous -m cash big.csv >changed
	[ "$(tail -1 changed | cut -d, -f7,12,13)" = '519948000000000577.719999,560052000000000622.28,-40104000000000044.560001' ]
	hl-metrics --as-of 2026-03-01 -m cash --assert 'cash = 1080000000000001199.999999' --assert 'cash < 1080000000000001200' big.csv >/dev/null
	run -1 hl-metrics --as-of 2026-03-01 -m cash --assert 'cash > 1080000000000001199.999999' big.csv
	printf 'metric,target\ncash,9000000000000\n' >targets.csv
	[ "$(hl-metrics --as-of 2026-03-01 -m cash --targets targets.csv big.csv | tail -1 | cut -d, -f12-14)" = 9000000000000.00,yes,0.00 ]
	printf 'metric,part,field,when,value\nmine,num,payment,,amount\nmine,den,hours,,hours\n' >mine.csv
	[ "$(cells 5,6,7 --define mine.csv -m mine big.csv)" = 1080000000000001200,3,360000000000000400.00 ]
}

@test "a cost that 128 bits cannot hold is an error with its name, not a wrong figure" {
	log huge.csv 2026-02-02,K1,payment,Ann,,,,1.00,,, 2026-02-02,,hours,Ann,,,,,,9000000000000, \
		2026-02-03,,hours,Ann,,,,,,9000000000000, 2026-02-04,,hours,Ann,,,,,,9000000000000,
	[ "$(cells 6 -m rph huge.csv)" = 27000000000000 ]
	printf 'collector,cost_per_hour\nAnn,1000000000000\n' >roster.csv
	[ "$(cells 5,7 -m ctc -r roster.csv huge.csv)" = 27000000000000000000000000.00,27000000000000000000000000.00 ]
	sed -i 's/1000/9000/' roster.csv
	for metric in ctc rol; do
		run -65 hl-metrics --as-of 2026-03-01 -m $metric -r roster.csv huge.csv
		[ "$output" = "hl-metrics: $metric: the number is too large" ]
	done
	run -65 hl-metrics --as-of 2026-03-01 --lift --before 2026-02-01..2026-02-02 --after 2026-02-02..2026-02-05 -m ctc -r roster.csv huge.csv
	[ "$output" = 'hl-metrics: ctc: the number is too large' ]
}

# Rows of payments: 3 and 6, 5 and 7 and 10, 8 and 9 are equal.
equal_log() {
	log "$1" 2026-02-02T08:00:00Z,K1,payment,Ann,,,,25.00,,, 2026-02-03T08:00:00Z,K1,payment,Ann,,,,25.00,,, \
		2026-02-03T08:00:00Z,K2,payment,Ann,,,,25.00,,, 2026-02-03T09:00:00Z,K2,payment,,,,,30,,, \
		2026-02-03T20:00:00Z,K1,payment,Bo,,,,25,,, 2026-02-03,K2,Payment,Ann,,,PU,30.00,,, \
		2026-02-04,K3,reversal,Ann,,,,1.00,,, 2026-02-04,K3,payment,Ann,,,PUR,1.00,,, \
		2026-02-03T11:00:00Z,K2,payment,Bo,,,,30.00,,, 2026-02-04,K3,payment,Ann,,,,1.00,,, \
		2026-02-04,K3,adjustment,Ann,,,,1.00,,, 2026-02-04,K3,adjustment,Ann,,,,1.00,,, \
		2026-02-05,K1,promise,Ann,,,,25.00,2026-02-20,, 2026-02-05,K1,promise,Ann,,,,25.00,2026-02-20,,
}

# What is said of equal payments.
said() {
	hl-metrics --as-of 2026-03-01 "$@" 2>&1 >/dev/null | sed 's/^hl-metrics: warning: //'
}

of_type='payments without an event_id equal another one in account, day, amount and type; all count; the first is'

@test "equal payments without ids count, and are told: how many, where the first is, what it equals" {
	equal_log cash.csv
	[ "$(cells 7 -m cash cash.csv)" = 189.00 ]
	for m in kept coll '' kept,rpc_acct conv,app cash,coll_unit; do
		for how in -j1 '-j2 --block-size 64' '-j8 --block-size 1' '--memory 1M -j3 --block-size 100' '--by collector' '--every day' '--from 2026-02-20'; do
			[ "$(said ${m:+-m $m} $how cash.csv)" = "4 $of_type cash.csv:6, equal to cash.csv:3" ]
		done
	done
	[ "$(said -m kept - <cash.csv)" = "4 $of_type <stdin>:6, equal to <stdin>:3" ]
	[ "$(said -q -m kept cash.csv)" = '' ]
	hl-metrics --as-of 2026-03-01 -q -m kept --stats stats.json cash.csv >/dev/null
	grep -q '"equal_payments":4,' stats.json
	# What is later than now is not there yet, a bad row is none.
	[ "$(said --as-of 2026-02-03T10:00:00Z -m kept cash.csv)" = "1 $of_type cash.csv:7, equal to cash.csv:5" ]
	sed 's/Bo,,,,25,/Bo,,,,x,/' cash.csv >bad.csv
	[ "$(said --rejects aside.csv -m kept bad.csv | head -1)" = "3 $of_type bad.csv:7, equal to bad.csv:5" ]
}

@test "of several files the first is the first of the command line, each is called by its name" {
	equal_log one.csv
	log two.csv 2026-02-02T18:00:00Z,K1,payment,Ann,,,,25.00,,, 2026-02-09,K9,payment,Ann,,,,25.00,,,
	log three.csv 2026-02-09,K9,payment,Ann,,,,25.00,,,
	for how in -j1 '-j4 --block-size 64' '--memory 1M'; do
		for m in kept kept,rpc_acct; do
			[ "$(said $how -m $m two.csv three.csv)" = "1 $of_type three.csv:2, equal to two.csv:3" ]
			[ "$(said $how -m $m three.csv two.csv)" = "1 $of_type two.csv:3, equal to three.csv:2" ]
			[ "$(said $how -m $m two.csv one.csv)" = "5 $of_type one.csv:2, equal to two.csv:2" ]
			[ "$(said $how -m $m - three.csv <two.csv)" = "1 $of_type three.csv:2, equal to <stdin>:3" ]
		done
	done
	# Of parts of a log the lines are those of the partials.
	for part in one two; do
		hl-metrics --as-of 2026-03-01 --partial -m kept -o $part.part $part.csv
	done
	for how in -j1 '-j4 --block-size 64'; do
		run -0 --separate-stderr hl-metrics $how --merge two.part one.part
		[[ "$stderr" == "hl-metrics: warning: 5 $of_type one.part:"*', equal to two.part:'* ]]
		row=${stderr##*the first is one.part:}
		[[ "$(sed -n "${row%%,*}p" one.part)" == *,K1,* ]]
	done
}

@test "with ids they are what they say; where payments are not put in order nothing is said" {
	equal_log cash.csv
	awk -F, -v OFS=, '{ print (NR == 1 ? "event_id" : NR == 5 || NR == 7 ? "" : "e" NR), $0 }' cash.csv >ids.csv
	[ "$(said -m kept ids.csv)" = "1 $of_type ids.csv:7, equal to ids.csv:5" ]
	[ "$(said -m kept,rpc_acct -j3 --block-size 64 ids.csv)" = "1 $of_type ids.csv:7, equal to ids.csv:5" ]
	for m in rph,rpc_att,app,cash,cash_gross,attempts ptp_rate cpa rpc_acct; do
		[ "$(said -m $m cash.csv)" = '' ]
		hl-metrics --as-of 2026-03-01 -m $m --stats stats.json cash.csv >/dev/null
		! grep -q equal_payments stats.json
	done
}
