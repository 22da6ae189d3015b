# hl-metrics --define: metrics of the user's own.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	cat >log.csv <<-'END'
		event_id,ts,account_id,type,collector,channel,direction,result,amount,hours
		1,2026-02-03T10:00:00Z,A1,attempt,Ann,call,out,no_answer,,
		2,2026-02-05T10:00:00Z,A1,attempt,Ann,call,out,vm_message,,
		3,2026-02-06T10:00:00Z,A1,attempt,Ann,call,out,rpc_promise,,
		4,2026-02-06T11:00:00Z,A2,attempt,Bo,sms,out,,,
		5,2026-02-07T10:00:00Z,A1,payment,Ann,,,,100.00,
		6,2026-02-08T10:00:00Z,A2,payment,Bo,,,,50.50,
		7,2026-02-09T10:00:00Z,A2,reversal,Bo,,,,50.50,
		8,2026-02-10T10:00:00Z,A3,sms_reply,,sms,in,,,
		9,2026-02-10T10:00:00Z,A2,sms_reply,,SMS,in,,,
		9,2026-02-10T10:00:00Z,A2,sms_reply,,sms,in,,,
		10,2026-02-10T12:00:00Z,A2,sms_reply,,sms,in,,,
		11,2026-02-11T12:00:00Z,,hours,Ann,,,,,7.5
		12,2026-02-12T12:00:00Z,A1,callback,Ann,call,out,kept,,
		13,2026-02-13T12:00:00Z,A2,callback,Bo,call,out,missed,,
	END
	printf '%s\n' account_id,status A1,Active A2,closed >leads.csv
}

# A table of these rows as m.csv.
define() {
	printf '%s\n' metric,part,field,when,value "$@" >m.csv
}

# Of each row of the metrics $1: metric, group, num, den, value, on one line.
figures() {
	local list=$1
	shift
	hl-metrics --as-of 2026-03-01 --define m.csv -m "$list" "$@" log.csv | sed 1d | cut -d, -f1,2,5-7 | paste -sd' '
}

@test "events, accounts and columns are counted, added up and divided" {
	define \
		'talk_off,den,attempt,channel is call,' 'talk_off,num,,result in rpc_promise|rpc_refused,' \
		'net,num,payment,,amount' 'net,num,reversal,,-amount' \
		'tried,num,attempt,,accounts' \
		'reply,den,attempt|sms_reply,and channel is sms,accounts' 'reply,num,,direction is in,' \
		'per_try,num,payment,,amount' 'per_try,den,attempt,,' 'per_try,unit,,,money' \
		'paid_hours,num,hours,,hours' 'paid_hours,unit,,,hours' \
		'replies,num,SMS_reply,,'
	[ "$(figures talk_off,net,tried,reply,per_try,paid_hours,replies)" = 'talk_off,all,1,3,33.3 net,all,100.00,,100.00 tried,all,2,,2 reply,all,2,2,100.0 per_try,all,150.50,4,37.63 paid_hours,all,7.50,,7.50 replies,all,3,,3' ]
}

@test "a numerator that is part of the denominator has Wilson's interval, any other none" {
	define 'part,den,attempt,,' 'part,num,,channel is call,' 'other,num,payment,,' 'other,den,attempt,,'
	run -0 hl-metrics --as-of 2026-03-01 --min-n 0 --define m.csv -m part,other log.csv
	[ "${lines[1]%,*}" = part,all,2026-02-03,2026-03-01,3,4,75.0,30.1,95.4,4 ]
	[ "${lines[2]%,*}" = other,all,2026-02-03,2026-03-01,2,4,0.50,,,4 ]
}

@test "they are split like the others, and an account counts once in each group and period" {
	define 'tried,num,attempt,,accounts' 'replied,num,sms_reply,,accounts'
	[ "$(figures tried,replied --by collector)" = 'tried,(none),0,,0 tried,Ann,1,,1 tried,Bo,1,,1 tried,all,2,,2 replied,(none),2,,2 replied,Ann,0,,0 replied,Bo,0,,0 replied,all,2,,2' ]
	[ "$(figures tried --by channel,collector --totals none | tr ' ' '\n' | grep -v ',0$')" = $'tried,call/Ann,1,,1\ntried,sms/Bo,1,,1' ]
	run -0 hl-metrics --as-of 2026-03-01 --every week --define m.csv -m tried log.csv
	[ "$(cut -d, -f3,5 <<<"$output" | paste -sd' ')" = 'from,num 2026-02-03,2 2026-02-09,0 2026-02-16,0 2026-02-23,0 2026-02-03,2' ]
}

@test "what the leads say is a condition, too; an account that they lack has blank cells" {
	define 'active,num,attempt,leads.status is active and channel is call,' 'unknown,num,sms_reply,leads.status missing,' \
		'closed_cash,num,payment,leads.status is not active,amount'
	[ "$(figures active,unknown,closed_cash -l leads.csv)" = 'active,all,3,,3 unknown,all,1,,1 closed_cash,all,50.50,,50.50' ]
	run -65 hl-metrics --as-of 2026-03-01 --define m.csv log.csv
	[ "${lines[0]}" = 'hl-metrics: m.csv:2:20: when: what the leads say needs --leads FILE' ]
}

@test "neither threads nor blocks change a byte" {
	define 'tried,num,attempt,leads.status is active,accounts' 'net,num,payment,,amount' 'net,num,reversal,,-amount' 'any,den,*,,' 'any,num,,type is sms_reply,'
	hl-metrics -j 1 --as-of 2026-03-01 --define m.csv -l leads.csv --by channel --every day log.csv >want
	for threads in 1 2 8; do
		for size in 1 64 64K; do
			hl-metrics -j $threads --block-size $size --as-of 2026-03-01 --define m.csv -l leads.csv --by channel --every day log.csv | cmp want
		done
	done
}

@test "every mistake is told with its place, in one run" {
	define 'rph,num,attempt,,' 'x y,num,attempt,,' 'a,nmu,attempt,,' 'b,num,,,' 'c,num,attempt,chanel <> 3,' 'd,num,attempt,result < 7d,' \
		'd,unit,,,percnt' 'd,level,,,4' 'e,den,attempt,,' 'f,num,attempt,,' 'f,unit,,,percent'
	run -65 hl-metrics --as-of 2026-03-01 --define m.csv log.csv
	[ "$output" = 'hl-metrics: m.csv:2:1: metric: a built-in metric has that name: choose another
hl-metrics: m.csv:3:1: metric: a name is letters, digits and underscores
hl-metrics: m.csv:4:3: part: not one; did you mean "num"? There are num, den, unit, level, about
hl-metrics: m.csv:6:15: when: < needs a number
hl-metrics: m.csv:7:15: when: a number: a span such as 7d is for ages, and a cell has none
hl-metrics: m.csv:8:10: value: not one; did you mean "percent"? There are percent, money, ratio, count, hours
hl-metrics: m.csv:9:11: value: a level is 1, 2 or 3
hl-metrics: m.csv:5:7: field: a type of event such as attempt, several as in payment|reversal, or *
hl-metrics: m.csv:10:1: metric: the metric has no row with the part num
hl-metrics: m.csv:12:10: value: a metric with this unit needs a den' ]
	define 'a,num,attempt,chanel is sms,' 'b,num,payment,,amont'
	run -65 hl-metrics --as-of 2026-03-01 --define m.csv log.csv
	[[ "${lines[0]}" == 'hl-metrics: m.csv:2:15: when: no column is called chanel (channel?)'* ]]
	[[ "${lines[1]}" == 'hl-metrics: m.csv:3:16: value: no column is called amont (amount?)'* ]]
}

@test "a cell that is no number, where one is asked for, makes a bad row; a blank one adds nothing" {
	define 'hours_of_all,num,*,,hours' 'big,num,payment,amount >= 75,'
	[ "$(figures hours_of_all,big)" = 'hours_of_all,all,7.50,,7.50 big,all,1,,1' ]
	define 'answers,num,attempt,result > 3,'
	run -65 hl-metrics --as-of 2026-03-01 --define m.csv log.csv
	[ "${lines[0]}" = 'hl-metrics: log.csv:2:48: result: not a number, and a metric takes it for one' ]
}

@test "amounts of two currencies are not added up, but by currency" {
	printf '%s\n' ts,account_id,type,amount,currency 2026-02-03,A1,fee,5,USD 2026-02-03,A1,fee,7,GBP >fees.csv
	define 'fees,num,fee,,amount'
	run -65 hl-metrics --as-of 2026-03-01 --define m.csv -m fees fees.csv
	[ "$output" = 'hl-metrics: fees.csv:3:21: currency: a second currency: measure each by itself' ]
	run -0 hl-metrics --as-of 2026-03-01 --define m.csv -m fees --by currency fees.csv
	[ "$(sed 1d <<<"$output" | cut -d, -f2,5 | paste -sd' ')" = 'GBP,7.00 USD,5.00' ]
}

@test "they are chosen by name beside the built-in ones, listed, and near names are told" {
	define 'talk_off,den,attempt,,' 'talk_off,num,,result is rpc_promise,' 'talk_off,level,,,1' 'talk_off,about,,,promises / attempts'
	[ "$(figures cash,talk_off)" = 'cash,all,100.00,,100.00 talk_off,all,1,4,25.0' ]
	run -0 hl-metrics --define m.csv --list-metrics
	[ "${lines[-1]}" = $'talk_off\t%\t1\tpromises / attempts' ]
	run -64 hl-metrics --as-of 2026-03-01 --define m.csv -m talkoff log.csv
	[ "$output" = 'hl-metrics: no metric is called "talkoff"; did you mean "talk_off"?' ]
	run -1 hl-metrics --as-of 2026-03-01 --define m.csv -m talk_off --assert 'talk_off >= 30' log.csv
}

@test "tables in examples/metrics are in order and count what there is" {
	for table in "$root"/examples/metrics/*.csv; do
		hl-metrics --as-of 2026-03-02T09:00:00Z --define "$table" "$root/examples/events.csv" >figures.csv
	done
	cp "$root/examples/metrics/agency.csv" m.csv
	[ "$(figures talk_off,text_reply,callback_kept,mean_payment,portal_use)" = 'talk_off,all,1,1,100.0 text_reply,all,2,1,200.0 callback_kept,all,1,2,50.0 mean_payment,all,150.50,2,75.25 portal_use,all,0,3,0.0' ]
}

@test "targets of groups for metrics of one's own; those that are not measured are passed over" {
	printf 'ts,account_id,type,collector\n2026-02-10T10:00:00Z,A1,call,Ann\n' >log.csv
	printf 'metric,part,field,when,value\ncalls,num,call,,\ntalks,num,call,,\n' >m.csv
	printf 'metric,group,target\ntalks,Ben,5\ncalls,Ann,2\n' >t.csv
	run -0 hl-metrics --as-of 2026-03-01 --define m.csv --targets t.csv --by collector -m calls log.csv
	[[ $output == *'calls,Ann,2026-02-10,2026-03-01,1,'*,2,no,1* ]]
	run -65 hl-metrics --as-of 2026-03-01 --define m.csv --targets t.csv --by collector -m talks log.csv
	[[ $output == *'t.csv:2:7: group: no group is called so'* ]]
}
