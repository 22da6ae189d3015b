# Leads: where they are under way, whether they came back, conversions of a period, plans.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

# Of one metric's rows: group num/den=value, on one line.
figures() {
	local metric=$1
	shift
	hl-metrics --as-of 2026-04-01 --min-n 0 -m "$metric" "$@" | awk -F, 'NR > 1 { print $2 " " $5 "/" $6 "=" $7 }' | paste -sd' '
}

# The flag of one metric's total.
flag() {
	local metric=$1
	shift
	hl-metrics --as-of 2026-04-01 --min-n 0 -m "$metric" "$@" | awk -F, '$2 == "all" { print $11 }'
}

# A log with these rows in file $1: ts, account_id, type and what else $2 names.
log() {
	local file=$1 more=$2
	shift 2
	printf '%s\n' "ts,account_id,type,$more" "$@" >"$file"
}

@test "of each stage: who stopped there, who is under way there, who went further" {
	log stages.csv stage 2026-02-01,L1,stage,one 2026-02-02,L1,stage,three 2026-02-03,L1,stage,one \
		2026-03-01,L2,stage,one 2026-03-30,L2,portal_visit, 2026-02-01,L3,stage,two \
		2026-03-01,L4,stage,WON 2026-03-20,L5,stage,two 2026-03-01,L6,portal_visit,
	at='--stages one|two|three stages.csv'
	[ "$(figures drop $at)" = 'one 0/5=0.0 two 1/4=25.0 three 1/2=50.0' ]
	[ "$(figures drop_open $at)" = 'one 1/5=20.0 two 1/4=25.0 three 0/2=0.0' ]
	[ "$(figures conv_stage $at)" = 'one 4/5=80.0 two 2/4=50.0 three 1/2=50.0' ]
	run -0 hl-metrics --as-of 2026-04-01 --to 2026-03-31 --min-n 0 -m conv_stage $at
	[ "${lines[1]}" = 'conv_stage,one,2026-02-01,2026-03-31,4,5,80.0,37.6,96.4,5,' ]
	# Idle for fourteen days to the second is idle.
	log edge.csv stage 2026-03-18T00:00:00Z,L1,stage,one 2026-03-18T00:00:01Z,L2,stage,one
	[ "$(figures drop --stages one edge.csv) $(figures drop_open --stages one edge.csv)" = 'one 1/2=50.0 one 1/2=50.0' ]
}

@test "who paid before the lead came has no time to conversion, and is told" {
	log order.csv amount 2026-01-10T10:00:00Z,L1,created, 2026-01-05T10:00:00Z,L1,payment,1.00 \
		2026-01-10T10:00:00Z,L2,created, 2026-01-05T10:00:00Z,L2,payment,1.00 2026-01-20T10:00:00Z,L2,payment,1.00 \
		2026-01-10T10:00:00Z,L3,created, 2026-01-10T09:00:00Z,L3,payment,1.00 \
		2026-01-10T10:00:00Z,L4,created, 2026-01-14T10:00:00Z,L4,payment,1.00 2026-01-10T10:00:00Z,L5,created,
	[ "$(figures ttc order.csv)" = 'all /2=2.00' ]
	[[ "$(flag ttc order.csv)" = 'censored:1;TIME_ORDER:2;'* ]]
	[ "$(figures conv order.csv)" = 'all 3/5=60.0' ]
}

@test "--period-view: conversions of the period, of whatever leads / leads created in it" {
	log view.csv amount,collector 2026-01-10,L1,created,,Ann 2026-03-05,L1,payment,1.00, \
		2026-03-02,L2,created,,Ann 2026-03-31,L2,payment,1.00, 2026-03-03,L3,created,,Bo 2026-03-03,L4,created,,Bo \
		2026-03-03,L4,payment,1.00, 2026-04-05,L3,payment,1.00,
	march='--from 2026-03-01 --to 2026-04-01'
	[ "$(figures conv $march view.csv)" = 'all 1/1=100.0' ]
	[ "$(figures conv --period-view $march view.csv)" = 'all 3/3=100.0' ]
	[ "$(flag conv --period-view $march view.csv)" = period_view ]
	[ "$(figures conv --period-view --by collector $march view.csv)" = '(none) 0/0= Ann 2/1=200.0 Bo 1/2=50.0 all 3/3=100.0' ]
	hl-metrics --as-of 2026-04-01 --period-view -m conv --every month $march view.csv | sed -n 2p >month
	hl-metrics --as-of 2026-04-01 --period-view -m conv $march view.csv | sed -n 2p | diff month -
	run -0 hl-metrics --as-of 2026-04-01 --min-n 0 --period-view -m conv --by collector $march view.csv
	[[ "${lines[2]}" = *,2,1,200.0,,,1,period_view* ]]
}

@test "--first-payment: a plan's payments count once, the first that stands" {
	log plan.csv amount,ref,event_id,result 2026-03-02T10:00:00Z,L1,payment,10.00,P1,a, 2026-03-03T10:00:00Z,L1,payment,10.00,P1,b, \
		2026-03-04T10:00:00Z,L1,payment,10.00,P1,c, 2026-03-04T10:00:00Z,L1,payment,10.00,,d, 2026-03-05T10:00:00Z,L1,payment,10.00,,e, \
		2026-03-04T10:00:00Z,L2,payment,10.00,P1,f, 2026-03-05T10:00:00Z,L1,reversal,10.00,a,, \
		2026-03-02T09:00:00Z,L1,attempt,,,,rpc_promise 2026-03-02T09:00:00Z,L2,attempt,,,,rpc_promise
	[ "$(figures app plan.csv)" = 'all 2/5=0.40' ]
	[ "$(figures app --first-payment plan.csv)" = 'all 2/4=0.50' ]
	[ "$(figures cpa --first-payment plan.csv)" = 'all 2/4=0.50' ]
	# The first was before the period: the later ones do not count in it.
	[ "$(figures app --first-payment --from 2026-03-04 plan.csv)" = 'all 0/3=0.00' ]
	[ "$(figures app --first-payment -j 4 --by collector plan.csv)" = '(none) 2/4=0.50 all 2/4=0.50' ]
	# Where there is nothing else to wait for, either.
	sed '/reversal/d' plan.csv >only.csv
	[ "$(figures app --first-payment only.csv)" = 'all 2/4=0.50' ]
}

@test "cold leads that came back within a fortnight of an attempt, once a spell" {
	log cold.csv direction,result,collector,stage \
		2026-01-01T10:00:00Z,L1,portal_visit,,,, 2026-02-01T10:00:00Z,L1,attempt,out,busy,Ann, 2026-02-10T10:00:00Z,L1,attempt,out,busy,Bo, \
		2026-02-24T10:00:00Z,L1,email_open,,,, \
		2026-01-01T10:00:00Z,L2,portal_visit,,,, 2026-01-31T09:59:59Z,L2,attempt,out,busy,Ann, 2026-02-02T10:00:00Z,L2,email_open,,,, \
		2026-01-01T10:00:00Z,L3,portal_visit,,,, 2026-01-31T10:00:00Z,L3,attempt,out,busy,Ann, 2026-02-14T10:00:00Z,L3,attempt,in,inbound_rpc,, \
		2026-01-01T10:00:00Z,L4,portal_visit,,,, 2026-01-31T10:00:00Z,L4,attempt,out,busy,Ann, 2026-02-14T10:00:01Z,L4,email_open,,,, \
		2026-01-01T10:00:00Z,L5,portal_visit,,,, 2026-03-25T10:00:00Z,L5,attempt,out,busy,Bo,
	[ "$(figures reeng cold.csv)" = 'all 2/4=50.0' ]
	[ "$(figures reeng --by collector cold.csv)" = '(none) 0/0= Ann 2/3=66.7 Bo 0/1=0.0 all 2/4=50.0' ]
	[[ "$(flag reeng cold.csv)" = 'pending:1;'* ]]
	[ "$(figures reeng --from 2026-02-01 --to 2026-03-01 cold.csv)" = 'all 1/1=100.0' ]
	run -0 hl-metrics --as-of 2026-04-01 --min-n 0 -m reeng cold.csv
	[[ "${lines[1]}" = reeng,*,2,4,50.0,15.0,85.0,4,* ]]
	{ head -1 cold.csv && sed 1d cold.csv | tac; } >back.csv
	hl-metrics --as-of 2026-04-01 -m reeng --by collector,stage cold.csv >want
	hl-metrics --as-of 2026-04-01 -m reeng --by collector,stage back.csv | diff want -
}

@test "a new stage brings a lead back, the same one again does not; idle since it came" {
	log again.csv stage,result,collector 2026-01-01,L1,stage,two, 2026-02-05,L1,attempt,,busy 2026-02-06,L1,stage,one, 2026-02-07,L1,stage,two, \
		2026-01-01,L2,stage,two, 2026-02-05,L2,attempt,,busy 2026-02-06,L2,stage,three, \
		2026-01-01,L3,stage,two, 2026-02-05,L3,attempt,,busy 2026-02-06,L3,stage,WON, \
		2026-01-01,L4,placed,, 2026-02-05,L4,attempt,,busy 2026-02-06,L4,note,, 2026-02-10,L5,attempt,,busy 2026-03-31,L6,created,,
	sed -i '2,$s/$/,/' again.csv
	[ "$(figures reeng --stages 'one|two|three' again.csv)" = 'all 2/4=50.0' ]
	printf 'account_id,created\nL5,2026-01-01\n' >leads.csv
	[ "$(figures reeng --stages 'one|two|three' -l leads.csv again.csv)" = 'all 2/5=40.0' ]
}

@test "whose a cold lead was when nobody is said to have called" {
	log held.csv result,collector 2026-01-01,L1,portal_visit,, 2026-01-02,L1,assigned,,Ann 2026-02-10,L1,attempt,busy, 2026-02-11,L1,assigned,,Bo 2026-02-12,L1,email_open,,
	[ "$(figures reeng --by collector held.csv)" = 'Ann 1/1=100.0 all 1/1=100.0' ]
}
