bats_require_minimum_version 1.5.0

# Views of cash, whose it is, and which hours: worked out by hand.

setup() {
	cd "$BATS_TEST_TMPDIR"
	# P1 is taken back by half in the next month, P2 wholly; R3 finds nothing, R4 more than there was.
	cat >views.csv <<-'END'
		event_id,ts,account_id,type,collector,channel,direction,result,amount,due,hours,ref
		a1,2026-01-05T08:00:00Z,K1,placed,,,,,1000.00,,,
		a2,2026-01-05T08:00:00Z,K2,placed,,,,,500.00,,,
		h1,2026-01-06T18:00:00Z,,hours,Ann,,,,,,10,
		h2,2026-01-06T18:00:00Z,,hours,Bo,,,,,,5,
		p1,2026-01-10T10:00:00Z,K1,payment,Ann,,,,100.00,,,
		p2,2026-01-12T10:00:00Z,K2,payment,Bo,,,,60.00,,,
		p3,2026-01-20T10:00:00Z,K2,payment,,,,,40.00,,,
		r1,2026-02-03T10:00:00Z,K1,reversal,Ann,,,,50.00,,,p1
		r2,2026-02-04T10:00:00Z,K2,reversal,Bo,,,,60.00,,,
		r3,2026-02-05T10:00:00Z,K1,reversal,Ann,,,,7.00,,,nothing
		r4,2026-02-06T10:00:00Z,K2,reversal,,,,,45.00,,,p3
		h3,2026-02-06T18:00:00Z,,hours,Ann,,,,,,10,
	END
	head -1 views.csv >header.csv
}

# num/den=value of one metric's total.
figure() {
	local metric=$1
	shift
	hl-metrics --as-of 2026-03-01 -m "$metric" "$@" | awk -F, '$2 == "all" { print $5 "/" $6 "=" $7 }'
}

flag() {
	local metric=$1
	shift
	hl-metrics --as-of 2026-03-01 --min-n 0 -m "$metric" "$@" | awk -F, '$2 == "all" { print $11 }'
}

# group=num of cash, by month of each view.
january() { figure "$@" --from 2026-01-01 --to 2026-02-01 views.csv; }
february() { figure "$@" --from 2026-02-01 --to 2026-03-01 views.csv; }

log() {
	local file=$1
	shift
	{ cat header.csv && printf '%s\n' "$@"; } >"$file"
}

@test "a reversal takes away on its own day, on that of its payment, or never" {
	[ "$(january cash)" = '200.00/=200.00' ]
	[ "$(february cash)" = '-162.00/=-162.00' ]
	# 50 of P1 and all of P2 and P3 never stood; what finds no payment is taken from what is left.
	[ "$(january cash --reversals restate)" = '43.00/=43.00' ]
	[ "$(february cash --reversals restate)" = '-5.00/=-5.00' ]
	[ "$(january cash --reversals gross)" = '200.00/=200.00' ]
	[ "$(february cash --reversals gross)" = '0.00/=0.00' ]
	[ "$(january rph --reversals restate)" = '43.00/15=2.87' ]
	[ "$(january coll --reversals restate)" = '43.00/1500.00=2.9' ]
	[ "$(february coll --reversals restate)" = '-5.00/1500.00=-0.3' ]
	[ "$(february coll)" = '-162.00/1500.00=-10.8' ]
	[ "$(february coll --reversals gross)" = '0.00/1500.00=0.0' ]
}

@test "the view is said by a flag, the usual one is not" {
	[ "$(flag cash --to 2026-02-07 views.csv)" = '' ]
	[ "$(flag cash --to 2026-02-07 --reversals restate views.csv)" = 'reversals:restate' ]
	[ "$(flag cash_gross --to 2026-02-07 --reversals gross views.csv)" = '' ]
	[ "$(flag rph --to 2026-02-07 --reversals gross --credit rpc --hours logged views.csv)" = \
		'no_data;unmatched:1;reversals:gross;credit:rpc;hours:logged' ]
}

@test "payments that stand are those of the ledger, all of them where cash is gross" {
	[ "$(figure app --reversals restate views.csv)" = "$(figure app views.csv)" ]
	[ "$(figure app views.csv)" = '0/1=0.00' ]
	[ "$(figure app --reversals gross views.csv)" = '0/3=0.00' ]
}

@test "views are the same by whoever counts: in one pass, with ids, in little memory, with threads" {
	sed 's/^[a-z0-9_]*,/,/' views.csv | sed 's/^,ts/event_id,ts/' >no-ids.csv
	for view in ledger restate gross; do
		for file in views.csv no-ids.csv; do
			hl-metrics --as-of 2026-03-01 --reversals $view -m rph,cash,coll --by collector $file >one
			{ head -1 $file && sed 1d $file | sort -r; } >mixed.csv
			hl-metrics --as-of 2026-03-01 --reversals $view -m rph,cash,coll --by collector \
				-j4 --block-size 4K mixed.csv | diff one -
			hl-metrics --as-of 2026-03-01 --reversals $view --by collector mixed.csv |
				grep -E '^(metric|rph|cash|coll),' | diff one -
			hl-metrics --as-of 2026-03-01 --reversals $view -m cash --every month $file |
				grep 2026-02-01,2026-03-01 | cut -d, -f5 >february
			[ "$(cat february)" = "$(february cash --reversals $view "$file" | cut -d/ -f1)" ] ||
				[ "$file" = no-ids.csv ]
		done
	done
}

@test "restated over all time is the ledger over all time" {
	[ "$(figure cash --reversals restate views.csv)" = "$(figure cash views.csv)" ]
}

@test "a reversal before its payment takes away from it" {
	log early.csv r,2026-01-31T10:00:00Z,K1,reversal,,,,,30.00,,,p p,2026-02-01T10:00:00Z,K1,payment,,,,,30.00,,,
	[ "$(figure cash --reversals restate --to 2026-02-01 early.csv)" = '0.00/=0.00' ]
	[ "$(figure cash --reversals restate --from 2026-02-01 early.csv)" = '0.00/=0.00' ]
	[ "$(figure cash --to 2026-02-01 early.csv)" = '-30.00/=-30.00' ]
}

@test "cash is credited to who posted it, who reached the right party last, or who has the account" {
	log who.csv \
		1,2026-01-01T08:00:00Z,K1,assigned,Cy,,,,,,, \
		2,2026-01-02T09:00:00Z,K1,attempt,Ann,call,out,rpc_refused,,,, \
		3,2026-01-03T09:00:00Z,K1,attempt,Bo,call,out,no_answer,,,, \
		4,2026-01-10T09:00:00Z,K1,payment,Di,,,,10.00,,, \
		5,2026-02-01T09:00:00Z,K1,payment,Di,,,,20.00,,, \
		6,2026-02-02T09:00:00Z,K1,payment,Di,,,,40.00,,, \
		7,2026-02-03T09:00:00Z,K1,attempt,Bo,call,in,inbound_rpc,,,, \
		8,2026-02-04T09:00:00Z,K1,reversal,Di,,,,10.00,,,4 \
		9,2026-02-05T09:00:00Z,K1,payment,,,,,80.00,,,
	by() { hl-metrics --as-of 2026-03-01 -m cash --by collector "$@" who.csv | sed 1d | cut -d, -f2,5 | paste -sd' '; }
	[ "$(by)" = 'Ann,0.00 Bo,0.00 Cy,80.00 Di,60.00 all,140.00' ]
	# 30 days after Ann's call the payment of 20 is hers, a day later it is nobody's.
	[ "$(by --credit rpc)" = '(none),40.00 Ann,20.00 Bo,80.00 all,140.00' ]
	[ "$(by --credit rpc --credit-days 31)" = 'Ann,60.00 Bo,80.00 all,140.00' ]
	[ "$(by --credit rpc --credit-days 31 --reversals gross)" = 'Ann,70.00 Bo,80.00 all,150.00' ]
	[ "$(by --credit owner)" = 'Ann,0.00 Bo,0.00 Cy,140.00 all,140.00' ]
	[ "$(by --credit owner -j4 --block-size 4K)" = "$(by --credit owner)" ]
	for credit in posted rpc owner; do
		hl-metrics --as-of 2026-03-01 --by collector --credit $credit who.csv | grep ^cash >all
		hl-metrics --as-of 2026-03-01 --by collector --credit $credit -m cash,cash_gross who.csv |
			sed 1d | diff - all
	done
}

@test "hours are paid, logged or productive, blank ones are paid" {
	log kinds.csv 1,2026-01-05T18:00:00Z,,hours,Ann,,,,,,8, 2,2026-01-06T18:00:00Z,,hours,Ann,,,Paid,,,8, \
		3,2026-01-05T18:00:00Z,,hours,Ann,,,logged,,,7.5, 4,2026-01-05T18:00:00Z,,hours,Ann,,,productive,,,6, \
		5,2026-01-05T10:00:00Z,K1,payment,Ann,,,,96.00,,,
	[ "$(figure rph kinds.csv)" = '96.00/16=6.00' ]
	[ "$(figure rph --hours logged kinds.csv)" = '96.00/7.5=12.80' ]
	[ "$(figure rph --hours productive kinds.csv)" = '96.00/6=16.00' ]
	log wrong.csv 1,2026-01-05T18:00:00Z,,hours,Ann,,,billed,,,8,
	run -65 hl-metrics --as-of 2026-03-01 wrong.csv
	[[ "$output" == *"wrong.csv:2:37: result: neither paid, logged nor productive hours"* ]]
}

@test "hours are guessed for who was active on a weekday, and that is told" {
	# A Thursday (Ann has hours), a Friday, a Saturday; Bo has hours of none on the Friday.
	log guess.csv 1,2026-01-08T18:00:00Z,,hours,Ann,,,,,,6, 2,2026-01-08T10:00:00Z,K1,attempt,Ann,call,out,busy,,,, \
		3,2026-01-09T10:00:00Z,K1,payment,Ann,,,,70.00,,, 4,2026-01-10T10:00:00Z,K1,attempt,Ann,call,out,busy,,,, \
		5,2026-01-09T10:00:00Z,K1,attempt,Bo,call,out,busy,,,, 6,2026-01-09T18:00:00Z,,hours,Bo,,,,,,0, \
		7,2026-01-09T18:00:00Z,K1,attempt,Cy,sms,out,,,,,
	[ "$(figure rph guess.csv)" = '70.00/6=11.67' ]
	[ "$(figure rph --hours-default 8 guess.csv)" = '70.00/22=3.18' ]
	[ "$(flag rph --hours-default 8 --to 2026-01-11 guess.csv)" = estimated:2 ]
	[ "$(flag rph --hours-default 8 --to 2026-01-09 guess.csv)" = '' ]
	run -0 hl-metrics --as-of 2026-03-01 --hours-default 7.5 --by collector -m rph guess.csv
	[ "$(sed 1d <<<"$output" | cut -d, -f2,5,6 | paste -sd' ')" = \
		'Ann,70.00,13.5 Bo,0.00,0 Cy,0.00,7.5 all,70.00,21' ]
	sed 's/^[0-9],/,/' guess.csv >no-ids.csv
	hl-metrics --as-of 2026-03-01 --hours-default 7.5 --by collector -m rph -j3 no-ids.csv | diff <(echo "$output") -
}

@test "wrong words are told all in one run, with what is meant" {
	run -64 hl-metrics --reversals leger --credit rcp --hours payed --hours-default 0 views.csv
	[[ "$output" == *"--reversals: leger is neither ledger, restate nor gross; did you mean ledger?"* ]]
	[[ "$output" == *"--credit: rcp is neither posted, rpc nor owner; did you mean rpc?"* ]]
	[[ "$output" == *"--hours: payed is neither paid, logged nor productive; did you mean paid?"* ]]
	[[ "$output" == *"--hours-default: a number above 0, at most 24"* ]]
}

@test "February of the shared cases, gross" {
	local case=$BATS_TEST_DIRNAME/../../shared/cases/metrics/february
	[ -d "$case" ] || skip "no shared cases here"
	[ "$(figure rph --reversals gross "$case/events.csv")" = '775.00/72.5=10.69' ]
	[ "$(figure coll --reversals gross "$case/events.csv")" = '775.00/4300.00=18.0' ]
	[ "$(figure app --reversals gross "$case/events.csv")" = '11/4=2.75' ]
}

# What each of fee, fee_fte, ctc and rol comes to: metric num/den=value flag.
prices() {
	hl-metrics --as-of 2026-03-01 --to 2026-02-07 --min-n 0 -m fee,fee_fte,ctc,rol "$@" |
		awk -F, '$2 == "all" { print $1, $5 "/" $6 "=" $7, $11 }'
}

@test "fees are a percentage of the cash, costs a rate of the hours" {
	# Cash 38.00, 25 hours: 25 % is 9.50, 20.00 an hour is 500.00.
	[ "$(prices --fee-rate 25% --cost-per-hour 20 views.csv)" = "fee 9.50/25=0.38 
fee_fte 9.50/0.15625=60.80 
ctc 500.00/38.00=13.16 
rol 38.00/500.00=0.08 " ]
	[ "$(prices --fee-rate 25 --cost-per-hour 20 --fte-hours 25 --reversals gross views.csv | head -2)" = \
		"fee 50.00/25=2.00 reversals:gross
fee_fte 50.00/1.00=50.00 reversals:gross" ]
}

@test "without a rate there is neither a fee nor a cost" {
	[ "$(prices views.csv)" = "fee /25= no_data;no_rate:7
fee_fte /0.15625= no_data;no_rate:7
ctc /38.00= no_data;no_rate:3
rol 38.00/0.00= no_data;no_rate:3" ]
}

@test "each account has its fee rate, each collector a cost; what has none is told" {
	printf '%s\n' account_id,fee_rate K1,10% K2, >leads.csv
	printf '%s\n' collector,team,cost_per_hour Ann,north,15.50 Bo,south, >roster.csv
	# K1 100 - 50 - 7 = 43.00 at 10 %; K2 none. Ann 20 hours at 15.50, Bo 5 at none.
	[ "$(prices -l leads.csv -r roster.csv views.csv)" = "fee 4.30/25=0.17 no_rate:4
fee_fte 4.30/0.15625=27.52 no_rate:4
ctc 310.00/38.00=8.16 no_rate:1
rol 38.00/310.00=0.12 no_rate:1" ]
	# With 50 % for K2, whose cash is -5.00, and 10 for Bo.
	prices -l leads.csv -r roster.csv --fee-rate 50 --cost-per-hour 10 views.csv >all
	[ "$(cat all)" = "fee 1.80/25=0.07 
fee_fte 1.80/0.15625=11.52 
ctc 360.00/38.00=9.47 
rol 38.00/360.00=0.11 " ]
	prices -l leads.csv -r roster.csv --fee-rate 50 --cost-per-hour 10 --reversals restate -j3 views.csv |
		sed 's/reversals:restate//' | diff all -
	run -0 hl-metrics --as-of 2026-03-01 -l leads.csv -r roster.csv --fee-rate 50 -m fee,ctc --by team views.csv
	[ "$(sed 1d <<<"$output" | cut -d, -f1,2,5,6 | paste -sd' ')" = 'fee,(none),-2.50,0 fee,north,4.30,20 fee,south,0.00,5 fee,all,1.80,25 ctc,(none),,-5.00 ctc,north,310.00,43.00 ctc,south,,0.00 ctc,all,310.00,38.00' ]
	printf '%s\n' account_id,fee_rate K1,110% >leads.csv
	run -65 hl-metrics --as-of 2026-03-01 -l leads.csv views.csv
	[[ "$output" == *"leads.csv:2:4: fee_rate: not a percentage from 0 to 100"* ]]
	printf '%s\n' collector,cost_per_hour Ann,-1 >roster.csv
	run -65 hl-metrics --as-of 2026-03-01 -r roster.csv views.csv
	[[ "$output" == *"roster.csv:2:5: cost_per_hour: a number below 0"* ]]
}

@test "the interval of a fee is that of revenue per hour, times the rate" {
	lohi() { hl-metrics --as-of 2026-03-01 -m "$1" --fee-rate 10% --fte-hours 1000 --cost-per-hour 1 views.csv | tail -1 | cut -d, -f8,9; }
	# One cent of fee_fte at 1000 hours and 10 % is one hundredth of a cent of rph.
	[ "$(lohi fee_fte | tr , '\n' | awk '{ printf "%.2f ", $1 / 100 }')" = "$(lohi rph | tr , '\n' | awk '{ printf "%.2f ", $1 }')" ]
}

@test "an account is collected when it paid what was placed, or is settled, and stands" {
	cat >units.csv <<-'END'
		ts,account_id,type,collector,result,amount,stage
		2026-01-01T08:00:00Z,U1,placed,Ann,,100.00,
		2026-01-01T08:00:00Z,U2,placed,Ann,,100.00,
		2026-01-01T08:00:00Z,U3,placed,Ann,,100.00,
		2026-01-01T08:00:00Z,U4,placed,Ann,,100.00,
		2026-01-01T08:00:00Z,U5,placed,Ann,,,
		2026-01-01T07:00:00Z,U6,payment,Ann,,100.00,
		2026-01-01T08:00:00Z,U6,placed,Ann,,100.00,
		2026-01-10T08:00:00Z,U1,payment,Ann,,60.00,
		2026-02-10T08:00:00Z,U1,payment,Ann,,40.00,
		2026-01-10T08:00:00Z,U2,payment,Ann,,99.99,
		2026-01-10T08:00:00Z,U3,payment,Ann,,30.00,
		2026-01-10T08:00:01Z,U3,stage,Ann,,,Settled
		2026-01-10T08:00:00Z,U4,stage,Ann,,,FULLY_PAID
		2026-02-11T08:00:00Z,U4,recalled,Ann,,,
		2026-01-10T08:00:00Z,U5,payment,Ann,,500.00,
		2026-02-12T08:00:00Z,U1,reversal,Ann,,40.00,
	END
	# January: U3, U4 of six; on 11 February U1, too; then U4 is gone, U1's payment bounces.
	[ "$(figure coll_unit --to 2026-02-01 units.csv)" = '2/6=33.3' ]
	[ "$(figure coll_unit --to 2026-02-11 units.csv)" = '3/6=50.0' ]
	[ "$(figure coll_unit --to 2026-02-12 units.csv)" = '2/5=40.0' ]
	[ "$(figure coll_unit --to 2026-02-13 units.csv)" = '1/5=20.0' ]
	[ "$(figure coll_unit --to 2026-02-13 --reversals gross units.csv)" = '2/5=40.0' ]
	hl-metrics --as-of 2026-03-01 --to 2026-02-13 --min-n 0 -m coll_unit --every day units.csv >days
	[ "$(grep -E '2026-(01-31|02-10|02-11|02-12),' days | cut -d, -f5,6 | sort -u | paste -sd' ')" = '1,5 2,5 2,6 3,6' ]
	# The same in memory, where everything is asked, and by collector; Wilson as for every share.
	[ "$(hl-metrics --as-of 2026-03-01 --to 2026-02-01 --min-n 0 --by collector units.csv | grep ^coll_unit,Ann)" = \
		'coll_unit,Ann,2026-01-01,2026-02-01,2,6,33.3,9.7,70.0,6,' ]
	[ "$(figure conv --to 2026-02-01 --horizon 10d units.csv)" = '6/6=100.0' ]
}

@test "codes of payments: PU, PC and PA are cash, PUR, PCR and PAR take back, DA and DAR are neither" {
	log codes.csv 1,2026-01-05T10:00:00Z,K1,payment,Ann,,,PU,10.00,,, 2,2026-01-05T11:00:00Z,K1,payment,Ann,,,pc,20.00,,, \
		3,2026-01-05T12:00:00Z,K1,payment,Ann,PA,,,40.00,,, 4,2026-01-06T10:00:00Z,K1,payment,Ann,,,PUR,10.00,,, \
		5,2026-01-06T10:00:00Z,K1,payment,Ann,,,DA,500.00,,, 6,2026-01-06T10:00:00Z,K1,reversal,Ann,DAR,,,300.00,,, \
		7,2026-01-06T11:00:00Z,K1,payment,Ann,card,,,5.00,,,
	[ "$(figure cash codes.csv)" = '65.00/=65.00' ]
	[ "$(figure cash_gross codes.csv)" = '75.00/=75.00' ]
	[ "$(figure app codes.csv)" = '0/3=0.00' ]
	sed 's/^[0-9],/,/' codes.csv >no-ids.csv
	[ "$(figure cash no-ids.csv)" = '65.00/=65.00' ]
}

@test "batches by month on book: cash until then of what was placed, and which months are not over" {
	cat >batches.csv <<-'END'
		ts,account_id,type,collector,amount
		2026-01-10T08:00:00Z,B1,placed,Ann,1000.00
		2026-01-20T08:00:00Z,B2,placed,Bo,500.00
		2026-01-20T08:00:00Z,B3,placed,Bo,500.00
		2026-02-01T08:00:00Z,B4,placed,Bo,200.00
		2026-01-25T08:00:00Z,B3,recalled,Bo,
		2026-01-09T08:00:00Z,B1,payment,Ann,1.00
		2026-02-09T08:00:00Z,B1,payment,Ann,100.00
		2026-02-10T08:00:00Z,B1,payment,Ann,50.00
		2026-03-15T08:00:00Z,B1,reversal,Ann,50.00
		2026-02-19T08:00:00Z,B2,payment,Bo,30.00
		2026-02-20T08:00:00Z,B4,payment,Bo,20.00
	END
	curve() { hl-metrics --as-of 2026-04-01 --min-n 0 -m vint "$@" batches.csv | sed 1d | cut -d, -f2,5-7,10,11; }
	# Until 15 March B1 had two months on book and six days, B2 one and 25 days.
	[ "$(curve --to 2026-03-16)" = "2026-01/0,130.00,1500.00,8.7,2,
2026-01/1,180.00,1500.00,12.0,2,incomplete:1
2026-01/2,130.00,1500.00,8.7,2,incomplete:2
2026-02/0,20.00,200.00,10.0,1,
2026-02/1,20.00,200.00,10.0,1,incomplete:1" ]
	[ "$(curve --to 2026-03-16 --reversals restate | head -3 | cut -d, -f2 | paste -sd' ')" = '130.00 130.00 130.00' ]
	[ "$(curve --to 2026-03-16 --reversals gross | sed -n 3p)" = '2026-01/2,180.00,1500.00,12.0,2,reversals:gross;incomplete:2' ] ||
		[ "$(curve --to 2026-03-16 --reversals gross | sed -n 3p)" = '2026-01/2,180.00,1500.00,12.0,2,incomplete:2;reversals:gross' ]
	[ "$(curve --from 2026-02-01 --to 2026-03-01)" = '2026-02/0,20.00,200.00,10.0,1,' ]
	[ "$(curve --to 2026-03-16 --by collector | grep -c ^Bo/2026-0)" = 4 ]
	[ "$(curve --to 2026-03-16 --by collector | head -2)" = "Ann/2026-01/0,100.00,1000.00,10.0,1,
Ann/2026-01/1,150.00,1000.00,15.0,1," ]
	curve --to 2026-03-16 >one
	{ head -1 batches.csv && sed 1d batches.csv | sort -r; } >mixed.csv && mv mixed.csv batches.csv
	curve --to 2026-03-16 -j4 | diff one -
	curve --to 2026-03-16 --every week | diff one -
}
