bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	cd "$BATS_TEST_TMPDIR"
	# An agency in one month: four accounts of which one is recalled, two collectors.
	cat >month.csv <<-'END'
		event_id,ts,account_id,type,collector,channel,direction,result,amount,due,hours,ref
		1,2026-03-02T08:00:00Z,K1,placed,,,,,600.00,,,
		2,2026-03-02T08:00:00Z,K2,placed,,,,,900.00,,,
		3,2026-03-03T08:00:00Z,K3,placed,,,,,500.00,,,
		4,2026-03-03T08:00:00Z,K4,placed,,,,,75.00,,,
		5,2026-03-04T09:00:00Z,K1,attempt,Ann,call,out,no_answer,,,,
		6,2026-03-05T09:00:00Z,K1,attempt,Ann,call,out,rpc_promise,,,,
		7,2026-03-05T09:01:00Z,K1,promise,Ann,,,,100.00,2026-03-09,,
		8,2026-03-06T09:00:00Z,K2,attempt,Bo,call,out,busy,,,,
		9,2026-03-07T09:00:00Z,K2,attempt,Bo,call,out,rpc_promise,,,,
		10,2026-03-07T09:01:00Z,K2,promise,Bo,,,,300.00,2026-03-14,,
		11,2026-03-08T09:00:00Z,K3,attempt,Bo,sms,out,,,,,
		12,2026-03-09T09:00:00Z,K3,attempt,Bo,call,in,inbound_rpc,,,,
		13,2026-03-10T09:00:00Z,K4,recalled,,,,,,,,
		14,2026-03-12T10:00:00Z,K1,payment,Ann,,,,100.00,,,
		15,2026-03-13T10:00:00Z,K2,payment,Bo,,,,250.00,,,
		16,2026-03-15T10:00:00Z,K2,payment,Bo,,,,35.00,,,
		17,2026-03-20T10:00:00Z,K2,reversal,Bo,,,,250.00,,,15
		18,2026-03-30T18:00:00Z,,hours,Ann,,,,,,10,
		19,2026-03-31T18:00:00Z,,hours,Bo,,,,,,12.5,
	END
	head -1 month.csv >header.csv
}

# Of each row of hl-metrics with these arguments: metric, group, num, den, value, on one line.
figures() {
	hl-metrics --as-of 2026-04-01 "$@" | sed 1d | cut -d, -f1,2,5-7 | paste -sd' '
}

# The same of one metric's total: num/den=value.
figure() {
	local metric=$1
	shift
	hl-metrics --as-of 2026-04-01 -m "$metric" "$@" | awk -F, '$2 == "all" { print $5 "/" $6 "=" $7 }'
}

# The flag of one metric's total.
flag() {
	local metric=$1
	shift
	hl-metrics --as-of 2026-04-01 -m "$metric" "$@" | awk -F, '$2 == "all" { print $11 }'
}

# A log with these rows (cells as in header.csv) in file $1.
log() {
	local file=$1
	shift
	{ cat header.csv && printf '%s\n' "$@"; } >"$file"
}

@test "a month of an agency gives the figures worked out by hand" {
	run -0 hl-metrics --as-of 2026-04-01 --min-n 0 -m rph,fee,fee_fte,ctc,rol,coll,coll_unit,vint,rpc_att,kept,kept_amt,partial,broken,superseded,cancelled,promises,promised,prom_pipe,prom_pipe_amt,app,qa_topk,qa_cov,qa_tau,off_queue,conv,ttc,ttc_p90,cash,cash_gross,attempts,rpc_acct,pen,dfc_attempt,dfc_rpc month.csv
	[ "$output" = "metric,group,from,to,num,den,value,lo,hi,n,flag
rph,all,2026-03-02,2026-04-01,135.00,22.5,6.00,-30.39,42.39,6,
fee,all,2026-03-02,2026-04-01,,22.5,,,,6,no_data;no_rate:4
fee_fte,all,2026-03-02,2026-04-01,,0.140625,,,,6,no_data;no_rate:4
ctc,all,2026-03-02,2026-04-01,,135.00,,,,6,no_data;no_rate:2
rol,all,2026-03-02,2026-04-01,135.00,0.00,,,,6,no_data;no_rate:2
coll,all,2026-03-02,2026-04-01,135.00,2000.00,6.8,,,3,
coll_unit,all,2026-03-02,2026-04-01,0,3,0.0,0.0,56.1,3,
vint,2026-03/0,2026-03-02,2026-04-01,135.00,2000.00,6.8,,,3,incomplete:3
rpc_att,all,2026-03-02,2026-04-01,2,4,50.0,15.0,85.0,4,
kept,all,2026-03-02,2026-04-01,1,2,50.0,9.5,90.5,2,
kept_amt,all,2026-03-02,2026-04-01,135.00,400.00,33.8,0.0,98.7,2,
partial,all,2026-03-02,2026-04-01,1,2,50.0,9.5,90.5,2,
broken,all,2026-03-02,2026-04-01,0,2,0.0,0.0,65.8,2,
superseded,all,2026-03-02,2026-04-01,0,2,0.0,0.0,65.8,2,
cancelled,all,2026-03-02,2026-04-01,0,2,0.0,0.0,65.8,2,
promises,all,2026-03-02,2026-04-01,2,,2,,,2,
promised,all,2026-03-02,2026-04-01,400.00,,400.00,,,2,
prom_pipe,overdue,2026-03-02,2026-04-01,0,,0,,,0,
prom_pipe,today,2026-03-02,2026-04-01,0,,0,,,0,
prom_pipe,1-7,2026-03-02,2026-04-01,0,,0,,,0,
prom_pipe,8-14,2026-03-02,2026-04-01,0,,0,,,0,
prom_pipe,15-30,2026-03-02,2026-04-01,0,,0,,,0,
prom_pipe,>30,2026-03-02,2026-04-01,0,,0,,,0,
prom_pipe,all,2026-03-02,2026-04-01,0,,0,,,0,
prom_pipe_amt,overdue,2026-03-02,2026-04-01,0.00,,0.00,,,0,
prom_pipe_amt,today,2026-03-02,2026-04-01,0.00,,0.00,,,0,
prom_pipe_amt,1-7,2026-03-02,2026-04-01,0.00,,0.00,,,0,
prom_pipe_amt,8-14,2026-03-02,2026-04-01,0.00,,0.00,,,0,
prom_pipe_amt,15-30,2026-03-02,2026-04-01,0.00,,0.00,,,0,
prom_pipe_amt,>30,2026-03-02,2026-04-01,0.00,,0.00,,,0,
prom_pipe_amt,all,2026-03-02,2026-04-01,0.00,,0.00,,,0,
app,all,2026-03-02,2026-04-01,5,2,2.50,0.49,12.89,2,
qa_topk,all,2026-03-02,2026-04-01,0,0,,,,0,no_data
qa_cov,all,2026-03-02,2026-04-01,0,0,,,,0,no_data
qa_tau,all,2026-03-02,2026-04-01,0,0,,,,0,no_data
off_queue,all,2026-03-02,2026-04-01,0,0,,,,0,no_data
conv,all,2026-03-02,2026-04-01,0,0,,,,0,no_data;immature:4
ttc,all,2026-03-02,2026-04-01,,2,11.50,,,2,censored:2
ttc_p90,all,2026-03-02,2026-04-01,,2,12.70,,,2,censored:2
cash,all,2026-03-02,2026-04-01,135.00,,135.00,,,4,
cash_gross,all,2026-03-02,2026-04-01,385.00,,385.00,,,3,
attempts,all,2026-03-02,2026-04-01,5,,5,,,5,
rpc_acct,all,2026-03-02,2026-04-01,2,3,66.7,20.8,93.9,3,
pen,all,2026-03-02,2026-04-01,3,3,100.0,43.9,100.0,3,
dfc_attempt,all,2026-03-02,2026-04-01,11,3,3.67,,,3,
dfc_rpc,all,2026-03-02,2026-04-01,14,3,4.67,,,3," ]
}

@test "February of the shared cases, where they are, gives every expected row" {
	local case=$root/../shared/cases/metrics/february
	[ -d "$case" ] || skip "no shared cases here"
	local as_of metric num den value lo hi rest
	while IFS=, read -r as_of metric num den value lo hi rest; do
		[ "$as_of" = as_of ] && continue
		run -0 hl-metrics --as-of "$as_of" --min-n 0 -m "$metric" "$case/events.csv"
		[ "$(cut -d, -f1,5-7 <<<"${lines[1]}")" = "$metric,$num,$den,$value" ]
		[ -z "$lo$hi" ] || [ "$(cut -d, -f8,9 <<<"${lines[1]}")" = "$lo,$hi" ]
	done <"$case/expected.csv"
}

@test "the order of the rows changes nothing" {
	hl-metrics --as-of 2026-04-01 --by collector month.csv >in-order
	for seed in 1 2 3; do
		{ head -1 month.csv && sed 1d month.csv | shuf --random-source=<(yes $seed); } >mixed.csv
		hl-metrics --as-of 2026-04-01 --by collector mixed.csv | diff in-order -
	done
}

@test "without hours there is no revenue per hour, and nothing is divided by zero" {
	grep -v ',hours,[AB]' month.csv >idle.csv
	[ "$(figure rph idle.csv)" = '135.00/0=' ]
	[ "$(flag rph --to 2026-03-21 idle.csv)" = 'no_data;unmatched:2' ]
	run -0 hl-metrics --as-of 2026-04-01 header.csv
	! grep -Eq 'inf|nan' <<<"$output"
	awk -F, 'NR > 1 && $6 ~ /^0/ && $11 !~ /^no_data/ { exit 1 }' <<<"$output"
}

@test "cash of somebody who has no hours is told" {
	sed '/hours,Bo/d' month.csv >half.csv
	[ "$(flag rph --to 2026-03-31 half.csv)" = 'low_n;unmatched:1' ]
	[ "$(flag rph month.csv)" = '' ]
}

@test "--last 7d is the seven whole days before the day of --as-of" {
	run -0 hl-metrics --as-of 2026-03-14T15:00:00Z --last 7d -m cash month.csv
	[ "${lines[1]}" = 'cash,all,2026-03-07,2026-03-14,350.00,,350.00,,,2,' ]
}

@test "a period the events do not cover is partial and says how much of it they do" {
	[ "$(flag cash --from 2026-02-01 --to 2026-04-01 month.csv)" = 'partial:30/59' ]
	[ "$(flag cash --from 2026-03-02 --to 2026-05-01 month.csv)" = 'partial:30/60' ]
	[ "$(flag cash --from 2026-03-02 --to 2026-03-10 month.csv)" = '' ]
}

@test "the end of a period is not in it" {
	[ "$(figure cash_gross --from 2026-03-12 --to 2026-03-13 month.csv)" = '100.00/=100.00' ]
	[ "$(figure cash_gross --from 2026-03-13 --to 2026-03-15 month.csv)" = '250.00/=250.00' ]
}

@test "what happened after --as-of did not happen yet" {
	run -0 hl-metrics --as-of 2026-03-18 -m kept,cash month.csv
	[ "$(cut -d, -f1,5-7 <<<"$output" | sed 1d | paste -sd' ')" = 'kept,2,2,100.0 cash,385.00,,385.00' ]
}

@test "a reversal takes away on its own day, and its payment does not stand" {
	[ "$(figure cash --from 2026-03-13 --to 2026-03-14 month.csv)" = '250.00/=250.00' ]
	[ "$(figure cash --from 2026-03-20 --to 2026-03-21 month.csv)" = '-250.00/=-250.00' ]
	[ "$(figure app --from 2026-03-01 month.csv)" = '5/2=2.50' ]
}

@test "a reversal without a ref takes back the latest payment of its amount" {
	log same.csv a,2026-03-02T10:00:00Z,K1,payment,,,,,20.00,,, b,2026-03-03T10:00:00Z,K1,payment,,,,,20.00,,, \
		c,2026-03-04T10:00:00Z,K1,reversal,,,,,20.00,,, d,2026-03-02T09:00:00Z,K1,attempt,,call,out,busy,,,,
	[ "$(figure app --from 2026-03-02 --to 2026-03-03 same.csv)" = '1/1=1.00' ]
	[ "$(figure app --from 2026-03-03 --to 2026-03-04 same.csv)" = '0/0=' ]
}

@test "a promise is kept on the last day of grace and broken a day later" {
	log promise.csv a,2026-03-02T10:00:00Z,K1,promise,,,,,80.00,2026-03-05,, b,2026-03-08T23:59:59Z,K1,payment,,,,,80.00,,,
	[ "$(figure kept promise.csv)" = '1/1=100.0' ]
	sed 's/03-08T23:59:59/03-09T00:00:00/' promise.csv >late.csv
	[ "$(figure kept late.csv)" = '0/1=0.0' ]
	[ "$(figure kept --grace 4 late.csv)" = '1/1=100.0' ]
}

@test "a promise counts in the period of its last day of grace: one that is kept at once, others when that is over" {
	log promise.csv a,2026-03-02T10:00:00Z,K1,promise,,,,,80.00,2026-03-05,, b,2026-03-02T11:00:00Z,K1,payment,,,,,80.00,,,
	run -0 hl-metrics --as-of 2026-03-08T12:00:00Z --to 2026-03-09 -m kept promise.csv
	[[ "${lines[1]}" = kept,all,*,1,1,100.0,* ]]
	run -0 hl-metrics --as-of 2026-03-08T12:00:00Z -m kept promise.csv
	[[ "${lines[1]}" = kept,all,*,0,0,,,,0,no_data* ]]
	sed 's/80.00,,,$/8.00,,,/' promise.csv >part.csv
	run -0 hl-metrics --as-of 2026-03-08T12:00:00Z --to 2026-03-09 -m kept part.csv
	[[ "${lines[1]}" = kept,all,*,0,0,,,,0,no_data* ]]
	run -0 hl-metrics --as-of 2026-03-09 -m kept part.csv
	[[ "${lines[1]}" = kept,all,*,0,1,0.0,* ]]
}

@test "95 percent of a promise keep it, a cent less does not" {
	log promise.csv a,2026-03-02T10:00:00Z,K1,promise,,,,,80.00,2026-03-05,, b,2026-03-03T10:00:00Z,K1,payment,,,,,76.00,,,
	[ "$(figure kept promise.csv)" = '1/1=100.0' ]
	sed 's/76.00/75.99/' promise.csv >short.csv
	[ "$(figure kept short.csv)" = '0/1=0.0' ]
}

@test "a promise replaced before it is due is left out, one replaced on the day is not" {
	log promise.csv a,2026-03-02T10:00:00Z,K1,promise,,,,,80.00,2026-03-05,, b,2026-03-04T10:00:00Z,K1,promise,,,,,80.00,2026-03-10,, \
		c,2026-03-10T10:00:00Z,K1,payment,,,,,80.00,,,
	[ "$(figure kept promise.csv)" = '1/1=100.0' ]
	sed 's/03-04T/03-05T/' promise.csv >late.csv
	[ "$(figure kept late.csv)" = '1/2=50.0' ]
}

@test "a promise that was kept stays kept when another follows" {
	log promise.csv a,2026-03-02T10:00:00Z,K1,promise,,,,,80.00,2026-03-06,, b,2026-03-03T10:00:00Z,K1,payment,,,,,80.00,,, \
		c,2026-03-04T10:00:00Z,K1,promise,,,,,80.00,2026-03-10,,
	[ "$(figure kept promise.csv)" = '1/2=50.0' ]
}

@test "instalments of one plan do not replace each other, and no cent keeps two" {
	log plan.csv a,2026-03-02T10:00:00Z,K1,promise,,,,,50.00,2026-03-06,,P b,2026-03-02T10:00:09Z,K1,promise,,,,,50.00,2026-03-09,,P \
		c,2026-03-05T10:00:00Z,K1,payment,,,,,50.00,,,
	[ "$(figure kept plan.csv)" = '1/2=50.0' ]
	sed 's/payment,,,,,50.00/payment,,,,,100.00/' plan.csv >both.csv
	[ "$(figure kept both.csv)" = '2/2=100.0' ]
}

@test "a withdrawn promise is left out, with its ref only that one" {
	log gone.csv a,2026-03-02T10:00:00Z,K1,promise,,,,,50.00,2026-03-06,, b,2026-03-02T10:00:00Z,K1,promise,,,,,50.00,2026-03-09,, \
		c,2026-03-03T10:00:00Z,K1,promise_cancelled,,,,,,,,b
	[ "$(figure kept gone.csv)" = '0/1=0.0' ]
	sed 's/,b$/,/' gone.csv >all.csv
	[ "$(figure kept all.csv)" = '0/0=' ]
}

@test "any cash keeps a promise without an amount, and that is told" {
	log open.csv a,2026-03-02T10:00:00Z,K1,promise,,,,,,2026-03-06,, b,2026-03-03T10:00:00Z,K1,payment,,,,,0.01,,,
	[ "$(figure kept open.csv)" = '1/1=100.0' ]
	[[ "$(flag kept open.csv)" = 'low_n;no_amount:1;'* ]]
}

@test "a recalled account is neither placed nor workable, until it is placed again" {
	[ "$(figure coll --to 2026-03-10 month.csv)" = '0.00/2075.00=0.0' ]
	[ "$(figure coll --to 2026-03-11 month.csv)" = '0.00/2000.00=0.0' ]
	log back.csv a,2026-03-02,K1,placed,,,,,10.00,,, b,2026-03-02,K1,recalled,,,,,,,, c,2026-03-03,K1,placed,,,,,30.00,,,
	[ "$(figure coll --to 2026-03-03 back.csv)" = '0.00/0.00=' ]
	[ "$(figure coll back.csv)" = '0.00/30.00=0.0' ]
}

@test "two equal payments are two, a repeated event_id is one and is counted" {
	log twice.csv ,2026-03-02T10:00:00Z,K1,payment,,,,,25.00,,, ,2026-03-02T10:00:00Z,K1,payment,,,,,25.00,,, \
		x,2026-03-03T10:00:00Z,K1,payment,,,,,5.00,,, x,2026-03-03T10:00:00Z,K1,payment,,,,,5.00,,,
	[ "$(figure cash twice.csv)" = '55.00/=55.00' ]
	run -0 hl-metrics --as-of 2026-04-01 -v twice.csv
	[[ "$output" = *'4 events, 1 with an event_id seen before'* ]]
}

@test "cents and millionths add up exactly" {
	log exact.csv ,2026-03-02,K1,payment,,,,,0.10,,, ,2026-03-02,K1,payment,,,,,0.20,,, ,2026-03-02,K1,payment,,,,,9007199254740.993,,,
	[ "$(figure cash exact.csv)" = '9007199254741.293/=9007199254741.293' ]
}

@test "a sum is exact beyond what one number of the log can hold" {
	log huge.csv ,2026-03-02,K1,payment,,,,,9223372036854,,, ,2026-03-02,K1,payment,,,,,9223372036854,,,
	[ "$(figure cash huge.csv)" = '18446744073708.00/=18446744073708.00' ]
}

@test "a result nobody knows makes a bad row, or an attempt if that is asked for" {
	log odd.csv a,2026-03-02T10:00:00Z,K1,attempt,,call,out,zombie,,,, b,2026-03-02T11:00:00Z,K1,attempt,,call,out,rpc_refused,,,,
	run -65 hl-metrics --as-of 2026-04-01 odd.csv
	[[ "$output" = *'odd.csv:2:'*'result: not a known result'* ]]
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -m rpc_att --unknown-result attempt odd.csv
	[[ "${lines[1]}" = rpc_att,all,*,1,2,50.0,* ]]
	[[ "$stderr" = *'unknown result: zombie'* ]]
}

@test "a bad row names file, line and column; --rejects sets it aside" {
	log bad.csv a,2026-03-02T10:00:00Z,K1,payment,,,,,12x,,, b,2026-03-02T10:00:00Z,K1,payment,,,,,,,, \
		c,yesterday,K1,payment,,,,,1.00,,, d,2026-03-02,,payment,,,,,1.00,,, e,2026-03-02,K1,payment,,,,,-1.00,,, \
		f,2026-03-02,K1,payment,,,,,1.00,,,
	run -65 hl-metrics --as-of 2026-04-01 bad.csv
	for line in 2 3 4 5 6; do [[ "$output" = *"bad.csv:$line:"* ]]; done
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -m cash --rejects set-aside.csv bad.csv
	[[ "${lines[1]}" = cash,all,*,1.00,,1.00,* ]]
	[ "$(sed 1d set-aside.csv | wc -l)" -eq 5 ]
}

@test "a second currency is refused" {
	printf 'ts,account_id,type,amount,currency\n2026-03-02,K1,payment,1.00,USD\n2026-03-03,K1,payment,1.00,GBP\n' >two.csv
	run -65 hl-metrics --as-of 2026-04-01 two.csv
	[[ "$output" = *'two.csv:3:'*'second currency'* ]]
}

@test "currencies do not mix: by currency each by itself, and no total of several" {
	printf 'ts,account_id,type,amount,currency,channel\n2026-03-02,K1,payment,1.00,USD,web\n2026-03-03,K1,payment,4.00,GBP,web\n' >two.csv
	[ "$(figures -m cash --by currency two.csv)" = 'cash,GBP,4.00,,4.00 cash,USD,1.00,,1.00' ]
	[ "$(figures -m cash --by channel,currency --totals each two.csv)" = 'cash,web/GBP,4.00,,4.00 cash,web/USD,1.00,,1.00' ]
	[ "$(figures -m cash --by currency,channel --totals each two.csv)" = 'cash,GBP/web,4.00,,4.00 cash,GBP/all,4.00,,4.00 cash,USD/web,1.00,,1.00 cash,USD/all,1.00,,1.00' ]
	head -2 two.csv >one.csv
	[ "$(figures -m cash --by currency one.csv)" = 'cash,USD,1.00,,1.00 cash,all,1.00,,1.00' ]
}

@test "what was placed and recalled within the period is seen, cash that is nobody's has no hours" {
	log gone.csv a,2026-03-02,K1,placed,Ann,,,,10.00,,, b,2026-03-03,K1,recalled,,,,,,,, \
		c,2026-03-04,K2,payment,,,,,5.00,,, d,2026-03-04,,hours,,,,,,,8,
	[ "$(figures -m coll --by collector gone.csv)" = 'coll,(none),0.00,0.00, coll,Ann,0.00,0.00, coll,all,0.00,0.00,' ]
	[[ "$(flag rph gone.csv)" = *'unmatched:1;'* ]]
}

@test "by columns of the roster, the leads and the log, several at once; totals all, each or none" {
	printf 'collector,team,state\nAnn,north,NY\nBo,so/uth,CA\n' >roster.csv
	printf 'account_id,client,state\nK1,Acme,NY\nK2,Byte,CA\nK3,Acme,\n' >leads.csv
	tables='-r roster.csv -l leads.csv'
	[ "$(figures -m attempts $tables --by team,channel month.csv)" = 'attempts,(none)/(none),0,,0 attempts,north/(none),0,,0 attempts,north/call,2,,2 attempts,so/uth/(none),0,,0 attempts,so/uth/call,2,,2 attempts,so/uth/sms,1,,1 attempts,all,5,,5' ]
	[ "$(figures -m cash $tables --by roster.state,client --totals each month.csv)" = 'cash,(none)/(none),0.00,,0.00 cash,(none)/Acme,0.00,,0.00 cash,(none)/Byte,0.00,,0.00 cash,(none)/all,0.00,,0.00 cash,CA/(none),0.00,,0.00 cash,CA/Acme,0.00,,0.00 cash,CA/Byte,35.00,,35.00 cash,CA/all,35.00,,35.00 cash,NY/(none),0.00,,0.00 cash,NY/Acme,100.00,,100.00 cash,NY/all,100.00,,100.00 cash,all,135.00,,135.00' ]
	[ "$(figures -m kept $tables --by log.collector --totals none month.csv)" = 'kept,(none),0,0, kept,Ann,1,1,100.0 kept,Bo,0,1,0.0' ]
	[ "$(figures -m pen $tables --by leads.state month.csv)" = 'pen,(none),1,1,100.0 pen,CA,1,1,100.0 pen,NY,1,1,100.0 pen,all,3,3,100.0' ]
	run -64 hl-metrics --totals none month.csv
	run -64 hl-metrics --totals some --by collector month.csv
}

@test "names of --by that are wrong are told, all of them, with what is meant" {
	printf 'collector,team,state\nAnn,north,NY\n' >roster.csv
	printf 'account_id,client,state\nK1,Acme,NY\n' >leads.csv
	run -64 hl-metrics -r roster.csv -l leads.csv --by state,chanel,week,channel,,channel month.csv
	[ "${#lines[@]}" -eq 5 ]
	[ "${lines[0]}" = 'hl-metrics: --by: state is a column of the roster and the leads: say roster.state or leads.state' ]
	[[ "${lines[1]}" = 'hl-metrics: --by: no column is called chanel (channel?); there are collector, team, state, account_id, client, event_id, ts, '* ]]
	[ "${lines[2]}" = 'hl-metrics: --by: no column is called week: say --every week' ]
	[ "${lines[3]}" = 'hl-metrics: --by: a column needs a name' ]
	[ "${lines[4]}" = 'hl-metrics: --by: channel is there twice' ]
	run -64 hl-metrics --by roster.team month.csv
	[ "$output" = 'hl-metrics: --by roster.team needs --roster FILE' ]
}

@test "every week begins on Monday, every month with its first, cut where the period is; then the whole" {
	run -0 hl-metrics --as-of 2026-04-01 -m attempts --every week --from 2026-03-04 --to 2026-03-18 month.csv
	[ "$(cut -d, -f3-5 <<<"$output" | paste -sd' ')" = 'from,to,num 2026-03-04,2026-03-09,5 2026-03-09,2026-03-16,0 2026-03-16,2026-03-18,0 2026-03-04,2026-03-18,5' ]
	run -0 hl-metrics --as-of 2026-04-01 -m coll --every month --from 2026-02-10 --to 2026-03-10 month.csv
	[ "$(cut -d, -f3-6,11 <<<"$output" | paste -sd' ')" = 'from,to,num,den,flag 2026-02-10,2026-03-01,0.00,0.00,no_data;partial:0/19 2026-03-01,2026-03-10,0.00,2075.00,partial:8/9 2026-02-10,2026-03-10,0.00,2075.00,partial:8/28' ]
	run -64 hl-metrics --every year month.csv
	[ "$output" = 'hl-metrics: --every: year is neither day, week nor month' ]
}

@test "by collector: groups in order, the total last" {
	[ "$(figures -m cash,rph --by collector month.csv)" = 'rph,(none),0.00,0, rph,Ann,100.00,10,10.00 rph,Bo,35.00,12.5,2.80 rph,all,135.00,22.5,6.00 cash,(none),0.00,,0.00 cash,Ann,100.00,,100.00 cash,Bo,35.00,,35.00 cash,all,135.00,,135.00' ]
}

@test "an event without a collector is whose the account was at that moment" {
	log held.csv a,2026-03-02T10:00:00Z,K1,assigned,Ann,,,,,,, b,2026-03-05T10:00:00Z,K1,assigned,Bo,,,,,,, \
		c,2026-03-04T10:00:00Z,K1,payment,,,,,1.00,,, d,2026-03-05T10:00:00Z,K1,payment,,,,,2.00,,, \
		e,2026-03-01T10:00:00Z,K1,payment,,,,,4.00,,, f,2026-03-06T10:00:00Z,K1,attempt,,call,out,busy,,,, \
		g,2026-03-02T10:00:00Z,K1,placed,,,,,70.00,,,
	[ "$(figures -m cash,coll,attempts --by collector held.csv)" = 'coll,(none),0.00,0.00, coll,Ann,0.00,0.00, coll,Bo,7.00,70.00,10.0 coll,all,7.00,70.00,10.0 cash,(none),4.00,,4.00 cash,Ann,1.00,,1.00 cash,Bo,2.00,,2.00 cash,all,7.00,,7.00 attempts,(none),0,,0 attempts,Ann,0,,0 attempts,Bo,1,,1 attempts,all,1,,1' ]
}

@test "by team needs the roster, by client the leads, and it is told which option" {
	run -64 hl-metrics --by team month.csv
	[[ "$output" = *'--by team needs --roster FILE'* ]]
	run -64 hl-metrics --by client month.csv
	[[ "$output" = *'--by client needs --leads FILE'* ]]
	printf 'collector\nAnn\n' >roster.csv
	run -64 hl-metrics --by team -r roster.csv month.csv
	[ "$(figures -m cash --by collector -r roster.csv month.csv)" = "$(figures -m cash --by collector month.csv)" ]
	printf 'collector,team\nAnn,north\n' >roster.csv
	[ "$(figures -m cash --by team -r roster.csv month.csv)" = 'cash,(none),35.00,,35.00 cash,north,100.00,,100.00 cash,all,135.00,,135.00' ]
	printf 'account_id,client\nK1,Acme\nK2,Byte\nK3,Acme\n' >leads.csv
	[ "$(figures -m cash,pen --by client -l leads.csv month.csv)" = 'cash,(none),0.00,,0.00 cash,Acme,100.00,,100.00 cash,Byte,35.00,,35.00 cash,all,135.00,,135.00 pen,(none),0,0, pen,Acme,2,2,100.0 pen,Byte,1,1,100.0 pen,all,3,3,100.0' ]
}

@test "every day is what it would be alone, also a day without events" {
	hl-metrics --as-of 2026-04-01 --min-n 0 --every day -m coll,pen,rpc_acct,cash,kept month.csv >by-day
	[ "$(grep -c '^cash,all,2026' by-day)" -eq 31 ]
	for day in 10 12 13 17 28; do
		hl-metrics --as-of 2026-04-01 --min-n 0 --from 2026-03-$day --to 2026-03-$((day + 1)) \
			-m coll,pen,rpc_acct,cash,kept month.csv | sed 1d >alone
		grep ",all,2026-03-$day,2026-03-$((day + 1))," by-day | diff alone -
	done
}

@test "what happened at the very moment of --as-of has its day, which is not covered yet" {
	log edge.csv a,2026-03-02,K1,placed,,,,,50.00,,, b,2026-03-04,K1,payment,,,,,5.00,,,
	run -0 hl-metrics --as-of 2026-03-04 --from 2026-03-02 --to 2026-03-05 --min-n 0 -m coll --every day edge.csv
	[ "${lines[3]}" = 'coll,all,2026-03-04,2026-03-05,5.00,50.00,10.0,,,1,partial:0/1' ]
	[ "${lines[4]}" = 'coll,all,2026-03-02,2026-03-05,5.00,50.00,10.0,,,1,partial:2/3' ]
}

@test "days are those of the zone, also where the clocks change" {
	log clocks.csv ,2026-03-08T04:59:59Z,K1,payment,,,,,1.00,,, ,2026-03-08T05:00:00Z,K1,payment,,,,,2.00,,, \
		,2026-03-09T03:59:59Z,K1,payment,,,,,4.00,,, ,2026-03-09T04:00:00Z,K1,payment,,,,,8.00,,,
	run -0 hl-metrics --as-of 2026-04-01 --to 2026-03-10 --tz America/New_York -m cash --every day clocks.csv
	[ "$(cut -d, -f3,5 <<<"$output" | paste -sd' ')" = 'from,num 2026-03-07,1.00 2026-03-08,6.00 2026-03-09,8.00 2026-03-07,15.00' ]
}

@test "the queue is followed by who works one of its first open accounts" {
	printf 'ts,account_id,type,collector,result,rank\n' >queue.csv
	for i in 1 2 3 4 5; do printf '2026-03-02T05:00:00Z,Q%s,queue,Ann,,%s\n' $i $i >>queue.csv; done
	# Q1 (1st open), Q3 (2nd), Q3 again and X (no step of the queue), Q5 (3rd).
	for step in 10:Q1 11:Q3 12:Q3 13:X 14:Q5; do
		printf '2026-03-02T%s:00:00Z,%s,attempt,Ann,busy,\n' "${step%:*}" "${step#*:}" >>queue.csv
	done
	[ "$(figure qa_topk queue.csv)" = '3/3=100.0' ]
	[ "$(figure qa_topk --top-k 2 queue.csv)" = '2/3=66.7' ]
	[ "$(figure qa_topk --top-k 1 queue.csv)" = '1/3=33.3' ]
}

@test "leads convert within the horizon, by a payment that stands or a stage; days are counted" {
	printf 'ts,account_id,type,amount,stage,event_id,ref\n' >leads.csv
	printf '%s\n' 2026-01-01T10:00:00Z,L1,created,,,, 2026-01-05T10:00:00Z,L1,payment,9.00,,, \
		2026-01-01T10:00:00Z,L2,created,,,, 2026-01-09T10:00:00Z,L2,stage,,WON,, \
		2026-01-01T10:00:00Z,L3,created,,,, 2026-02-20T10:00:00Z,L3,payment,9.00,,, \
		2026-01-01T10:00:00Z,L4,created,,,, 2026-01-02T10:00:00Z,L4,payment,9.00,,p4, \
		2026-01-08T10:00:00Z,L4,reversal,9.00,,,p4 2026-03-20T10:00:00Z,L5,created,,,, \
		2026-01-01T10:00:00Z,L6,created,,,, 2026-01-01,L6,payment,9.00,,, >>leads.csv
	[ "$(figure conv leads.csv)" = '3/5=60.0' ]
	[[ "$(flag conv leads.csv)" = 'low_n;immature:1;'* ]]
	[ "$(figure conv --horizon 7d leads.csv)" = '2/6=33.3' ]
	[ "$(figures -m ttc,ttc_p90 leads.csv)" = 'ttc,all,,4,6.00 ttc_p90,all,,4,37.40' ]
	[[ "$(flag ttc leads.csv)" = 'low_n;censored:2;'* ]]
}

@test "a lead is created when its event says so, else its row, else its first event" {
	printf 'account_id,created\nL1,2026-01-10\nL2,\nL9,2026-01-10\n' >rows.csv
	printf 'ts,account_id,type\n2026-01-20,L1,portal_visit\n2026-01-20,L2,portal_visit\n' >life.csv
	[ "$(figure conv --from 2026-01-01 --to 2026-01-15 -l rows.csv life.csv)" = '0/2=0.0' ]
	[ "$(figure conv --from 2026-01-15 --to 2026-01-25 -l rows.csv life.csv)" = '0/1=0.0' ]
	[ "$(figure conv --from 2026-01-15 --to 2026-01-25 life.csv)" = '0/2=0.0' ]
}

@test "where leads stop: by stage, skipping allowed, steps back ignored" {
	printf 'ts,account_id,type,stage,direction,result\n' >stages.csv
	printf '%s\n' 2026-03-01,L1,stage,one,, 2026-03-02,L1,stage,three,, 2026-03-03,L1,stage,one,, \
		2026-03-01,L2,stage,one,, 2026-03-30,L2,portal_visit,,, \
		2026-03-01,L3,stage,one,, 2026-03-30,L3,attempt,,out,busy \
		2026-03-01,L4,stage,WON,, 2026-03-01,L5,portal_visit,,, >>stages.csv
	[ "$(figures -m drop --stages 'one|two|three' stages.csv)" = 'drop,one,1,4,25.0 drop,two,0,2,0.0 drop,three,1,2,50.0' ]
	printf 'account_id,client\nL1,Acme\n' >owners.csv
	[ "$(figures -m drop --by client -l owners.csv --stages 'one|two|three' stages.csv | cut -d' ' -f4-6)" = 'drop,Acme/one,0,1,0.0 drop,Acme/two,0,1,0.0 drop,Acme/three,1,1,100.0' ]
}

@test "metrics come in the order of --list-metrics, whatever the order they were asked for in" {
	[ "$(hl-metrics -m cash,rph month.csv | cut -d, -f1 | paste -sd' ')" = 'metric rph cash' ]
	hl-metrics --list-metrics | awk -F'\t' 'NF != 4 || $3 !~ /^[123]$/ { exit 1 }'
}

@test "a metric that does not exist is misuse and the nearest is named" {
	run -64 hl-metrics -m rhp,coll month.csv
	[[ "$output" = *'no metric is called "rhp"; did you mean "rph"?'* ]]
	run -64 hl-metrics --by moon month.csv
	run -64 hl-metrics --last 12h month.csv
	run -64 hl-metrics --last 7d --from 2026-03-01 month.csv
	run -64 hl-metrics --from 2026-03-02 --to 2026-03-02 month.csv
	run -64 hl-metrics --unknown-result drop month.csv
}

@test "a log without the columns it cannot be without is refused" {
	run -65 hl-metrics <<<$'ts,account_id\n2026-03-02,K1'
	[[ "$output" = *'type'* ]]
}

@test "every metric has its entry in the manual" {
	hl-metrics --list-metrics | cut -f1 | while read -r metric; do
		grep -q "^\.It Cm $metric\$" "$root/man/hl-kpi.7"
	done
}

@test "names of the field that are no metric of a log are told where they are" {
	for name in roll supp trend dfc; do
		run -64 hl-metrics -m "$name" month.csv
		[[ "$output" == *"no metric is called \"$name\"; "* && "$output" != *'did you mean'* ]]
	done
}
