# hl-score: models, leads and events through the command line.
bats_require_minimum_version 1.5.0

setup() {
	root=$BATS_TEST_DIRNAME/..
	command -v hl-score >/dev/null || PATH=$(cd "$root" && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

score() { hl-score --as-of 2026-03-02T09:00:00Z "$@"; }

# The moment so many seconds before the run.
ago() { TZ=UTC printf '%(%Y-%m-%dT%H:%M:%SZ)T' $((1772442000 - $1)); }

# Events of the lead A: log TYPE SECONDS [TYPE SECONDS ...]
log() {
	echo ts,account_id,type
	while [ $# -gt 0 ]; do
		echo "$(ago "$2"),A,$1"
		shift 2
	done
}

# A model of these rows in m.csv; a table of leads or events of these.
model() { printf '%s\n' part,rule,field,when,value "$@" >m.csv; }
table() { printf '%s\n' "$@"; }

# What the model says of one lead: its score, whatever the columns.
points() { table "$@" | score --no-why -m m.csv ${events:+-e "$events"} | sed -n '2s/.*,//p'; }

# The mistakes of the model, without "hl-score: m.csv:".
mistakes() { ! score --check -m m.csv 2>&1 | sed 's/^hl-score: m\.csv:/:/'; }

H=3600
D=86400

# --- the model hot ---

# hot BALANCE DAYS-SINCE-PLACEMENT PRIORITY SIGNALS...: score,tier,intent,value,recency
hot() {
	table account_id,balance,placed_date,client_priority \
		"A,$1,$(ago $(($2 * D)) | cut -c1-10),$3" >leads.csv
	shift 3
	log "$@" >events.csv
	score --parts --no-why -e events.csv leads.csv | sed -n 2p | cut -d, -f5-
}

@test "hot: a payment broken off twelve hours ago on a good balance is critical" {
	[ "$(hot 1840 45 1 abandoned_payment $((12 * H)) viewed_plans 45000 portal_visit 45000)" = \
		93.1,Critical,60,1.32,1.175625 ]
}

@test "hot: a call and a promise of yesterday on an older account are warm" {
	[ "$(hot 620 120 2 inbound_call $((30 * H)) promise $((30 * H)))" = 27.3,Warm,35,0.81,0.9625 ]
}

@test "hot: a visit four days ago on an old account is cold" {
	[ "$(hot 3200 400 2 portal_visit $((100 * H)))" = 7.2,Cold,15,0.78,0.6125 ]
}

@test "hot: all eight signals within the hour fill intent, value and recency" {
	[ "$(hot 6200 10 1 abandoned_payment 1800 viewed_plans 1800 partial_payment 1800 \
		inbound_call 1800 portal_visit 1800 promise 1800 sms_click 1800 email_open 1800)" = \
		225.0,Critical,100,1.5,1.5 ]
}

@test "hot: a tiny balance of a third-rate client stays cold, however fresh" {
	[ "$(hot 42.50 12 3 abandoned_payment $((2 * H)) portal_visit $((2 * H)))" = \
		5.7,Cold,40,0.1,1.433333 ]
}

@test "hot: an old payment and a fresh e-mail are as fresh as their points" {
	[ "$(hot 2750 200 1 partial_payment $((240 * H)) email_open $((20 * H)))" = \
		14.1,Standard,25,1.17,0.480571 ]
}

@test "hot: expired signals are none" {
	[ "$(hot 900 60 2 email_open $((200 * H)) sms_click $((90 * H)))" = 0.0,Cold,0,0.9,0.1 ]
}

@test "hot: three hundred leads as an independent implementation scores them" {
	cases=$root/../shared/cases/score/hot
	[ -d "$cases" ] || skip "no cases here"
	score --parts --no-why -e "$cases/events.csv" -o got.csv "$cases/leads.csv"
	# The keys and whatever was added: the name may hold commas, what is added does not.
	sed -E 's/^([^,]*).*((,[^,]*){5})$/\1\2/' got.csv | diff "$cases/expected.csv" -
}

@test "hot: no events at all is a score, too" {
	[ "$(table account_id,balance,placed_date,client_priority A,100,, | score)" = \
		"$(table account_id,balance,placed_date,client_priority,score,tier,why \
			'A,100,,,0.0,Cold,value x0.5: balance x0.5 | recency x0.1')" ]
}

# --- columns ---

labels() {
	model a,label,,, a,if,score,,one score,part,n,, n,constant,,,5 tier,label,,, tier,if,score,,two
}

@test "score, the labels with tier first, then the reasons stand behind the row" {
	labels
	[ "$(table account_id,z A,1 | score -m m.csv)" = \
		"$(table account_id,z,score,tier,a,why A,1,5.0,two,one,'n +5')" ]
}

@test "--parts puts the number parts between labels and reasons, --no-why drops those" {
	labels
	[ "$(table account_id,z A,1 | score -m m.csv --parts | head -1)" = account_id,z,score,tier,a,n,why ]
	[ "$(table account_id,z A,1 | score -m m.csv --parts --no-why)" = \
		"$(table account_id,z,score,tier,a,n A,1,5.0,two,one,5)" ]
}

@test "a column that is there already is refused by name" {
	model score,constant,,,5
	run -64 score -m m.csv <<<$'account_id,score\nA,1'
	[ "$output" = 'hl-score: <stdin>: there is a column score already; --replace drops it' ]
	run -64 score -m m.csv <<<$'account_id,why\nA,1'
	score -m m.csv --no-why <<<$'account_id,why\nA,1'
	labels
	run -64 score -m m.csv <<<$'account_id,a\nA,1'
	run -64 score -m m.csv --parts <<<$'account_id,n\nA,1'
}

@test "--replace drops every column of a name that is added, and no other" {
	model score,constant,,,5
	[ "$(table score,account_id,why,z,score '1,A,"x,y",2,3' | score -m m.csv --replace)" = \
		"$(table account_id,z,score,why A,2,5.0,'constant +5')" ]
}

@test "running again with --replace changes nothing" {
	log portal_visit 60 >events.csv
	table account_id,balance,placed_date,client_priority 'A, "b" ,2026-02-01,1' | sed 's/ "b" / 12 /' |
		score -e events.csv >once
	score -e events.csv --replace once | diff once -
}

# --- why ---

@test "why tells signals by their points with their age, then the parts that matter" {
	log portal_visit 45000 viewed_plans 45000 abandoned_payment $((12 * H)) >events.csv
	[ "$(table account_id,balance,placed_date,client_priority A,1840,2026-01-16,1 |
		score -e events.csv | sed -n '2s/.*Critical,//p')" = \
		'"abandoned_payment +25 (12h); viewed_plans +20 (12h); portal_visit +15 (12h) | value x1.32: balance x1.1, client_priority x1.2 | recency x1.175625"' ]
}

@test "why tells an age in its largest whole unit" {
	log portal_visit 59 viewed_plans 3599 inbound_call 86399 promise $((3 * D - 1)) \
		partial_payment $((29 * D)) >events.csv
	table account_id,balance,placed_date,client_priority A,,, | score -e events.csv |
		grep -F 'viewed_plans +20 (59m); inbound_call +20 (23h); partial_payment +20 (29d); portal_visit +15 (59s); promise +15 (2d) |'
}

@test "why of a lead with nothing to tell is empty" {
	model score,if,x,'> 5',3
	[ "$(table account_id,x A,1 | score -m m.csv)" = "$(table account_id,x,score,why A,1,0.0,)" ]
}

@test "why shows what a part gives, its weight in it" {
	model score,part,a,,0.5 score,part,b,,-2 score,part,c,,0 a,constant,,,40 b,if,x,,3 c,constant,,,7
	[ "$(table account_id,x A,1 | score -m m.csv)" = "$(table account_id,x,score,why 'A,1,14.0,a +20 | b -6: x +3')" ]
}

@test "why shows what made a part, also when it was one row" {
	model score,product,,, score,part,channel,, channel,product,,, \
		'channel,if,origin,is web,1.2' score,constant,,,10
	[ "$(table account_id,origin A,web B,mail | score -m m.csv)" = "$(table account_id,origin,score,why \
		'A,web,12.0,channel x1.2: origin x1.2 | constant x10' 'B,mail,10.0,constant x10')" ]
}

@test "why shows negative points with their sign" {
	model score,signal,a,,10 score,signal,b,,-2.5 score,if,x,,-1
	log a 5 b 60 >e
	[ "$(table account_id,x A,1 | score -m m.csv -e e | tail -1)" = 'A,1,6.5,a +10 (5s); b -2.5 (1m) | x -1' ]
}

# --- signals ---

@test "the newest event of a type counts, once" {
	model score,signal,a,,10
	log a 50 a 40 a 60 >e
	[ "$(table account_id A | score -m m.csv -e e)" = "$(table account_id,score,why 'A,10.0,a +10 (40s)')" ]
}

@test "a type of event is the same in any case, of any length" {
	for t in Ab aB_c Abandoned abandoned_ABC abandoned_payment_by_Phone; do
		model "score,signal,$t,,5" "score,count,$t,>= 2 in 7d,3" "score,if,last($t),< 1d,1"
		for written in "$t" "${t,,}" "${t^^}"; do
			log "$written" 60 "$t" 70 "${t}x" 80 "@${t:1}" 90 "[${t:1}" 90 "${t/A/\`}" $((2 * D)) >e
			[ "$(events=e points account_id A)" = 9.0 ]
		done
	done
	log A@[ 60 >e
	model 'score,signal,a@[,,5' 'score,signal,A`[,,100' 'score,signal,a@{,,100'
	[ "$(events=e points account_id A)" = 5.0 ]
}

@test "an event later than the run does not exist yet, not by a part of a second" {
	model score,signal,a,,10
	table ts,account_id,type 2026-03-02T09:00:01Z,A,a >e
	[ "$(events=e points account_id A)" = 0.0 ]
	table ts,account_id,type 2026-03-02T09:00:00.000000001Z,A,a >e
	[ "$(events=e points account_id A)" = 0.0 ]
	table ts,account_id,type 2026-03-02T10:00:00+01:00,A,a >e
	[ "$(events=e points account_id A)" = 10.0 ]
}

@test "a limit is exclusive, to the second" {
	model score,signal,a,'< 7d',10
	log a $((7 * D)) >e
	[ "$(events=e points account_id A)" = 0.0 ]
	log a $((7 * D - 1)) >e
	[ "$(events=e points account_id A)" = 10.0 ]
	model score,signal,a,'<= 7d',10
	log a $((7 * D)) >e
	[ "$(events=e points account_id A)" = 10.0 ]
}

@test "a part of a second has not passed: 7d and a half second old is 7d old" {
	model score,signal,a,'<= 7d',10
	table ts,account_id,type 2026-02-23T08:59:59.500Z,A,a >e
	[ "$(events=e points account_id A)" = 10.0 ]
	table ts,account_id,type 2026-02-23T08:59:59Z,A,a >e
	[ "$(events=e points account_id A)" = 0.0 ]
}

@test "of a signal's rows the newest event decides, of equals the larger points" {
	model score,signal,a,'< 7d and amount >= 100',30 score,signal,a,'< 7d',10
	table ts,account_id,type,amount "$(ago 60),A,a,100" >e
	[ "$(events=e points account_id A)" = 30.0 ]
	table ts,account_id,type,amount "$(ago 60),A,a,100" "$(ago 30),A,a,5" >e
	[ "$(events=e points account_id A)" = 10.0 ]
}

@test "a signal's conditions look at the event's columns" {
	model score,signal,a,'and channel is call and amount > 5',10
	table ts,account_id,type,channel,amount "$(ago 9),A,a,CALL ,6" >e
	[ "$(events=e points account_id A)" = 10.0 ]
	table ts,account_id,type,channel,amount "$(ago 9),A,a,call,5" "$(ago 9),A,a,sms,9" "$(ago 9),A,a,call," >e
	[ "$(events=e points account_id A)" = 0.0 ]
}

@test "a bad cell of an event is told in any order of the log" {
	model score,signal,a,'and amount > 5',10
	table ts,account_id,type,amount "$(ago 9),A,a,6" "$(ago 90),A,a,x" >e1
	(sed -n 1p e1 && sed -n 3p e1 && sed -n 2p e1) >e2
	run -65 score -m m.csv -e e1 <<<$'account_id\nA'
	[ "$output" = 'hl-score: e1:3:26: amount: not a number' ]
	run -65 score -m m.csv -e e2 <<<$'account_id\nA'
	[ "$output" = 'hl-score: e2:2:26: amount: not a number' ]
}

@test "a bad cell of an event that no rule looks at is nobody's business" {
	model score,signal,a,'and amount > 5',10
	table ts,account_id,type,amount "$(ago 9),A,b,x" "$(ago -9),A,a,x" "$(ago 9),A,a,6" >e
	[ "$(events=e points account_id A)" = 10.0 ]
}

@test "a time that is none names its place in the log" {
	model score,signal,a,,10
	run -65 score -m m.csv -e <(table ts,account_id,type x,A,a) <<<$'account_id\nA'
	[[ "$output" == *':2:1: ts: not a date or time such as '* ]]
	table ts,account_id,type '2026-03-01 08:00:00,A,a' >e
	run -65 score -m m.csv -e e <<<$'account_id\nA'
	run -0 score -m m.csv -e e --tz America/New_York <<<$'account_id\nA'
	[ "${lines[1]}" = 'A,10.0,a +10 (20h)' ]
}

@test "bad events are set aside with --rejects, as bad leads are" {
	model score,signal,a,,10
	table ts,account_id,type x,A,a "$(ago 9),A,a" >e
	score -m m.csv -e e --rejects r -q <<<$'account_id\nA' | grep -x 'A,10.0,a +10 (9s)'
	grep -c . r | grep -x 2
}

# --- fields ---

@test "days are calendar days in the zone, hours are seconds" {
	model score,max,,, score,if,'age(d)','< 1d',1 score,if,'age(d)','< 2d',2 score,if,'age(d)','>= 2d',3
	# At 04:59:59Z it is still the evening of March 1 in New York, a second later it is March 2.
	for t in 2026-03-02T04:59:59Z=2 2026-03-02T05:00:00Z=3; do
		[ "$(table account_id,d A,2026-02-28 |
			hl-score --no-why --as-of "${t%=*}" --tz America/New_York -m m.csv |
			sed -n '2s/.*,//p')" = "${t#*=}.0" ]
		[ "$(table account_id,d A,2026-02-28 | hl-score --no-why --as-of "${t%=*}" -m m.csv |
			sed -n '2s/.*,//p')" = 3.0 ]
	done
	[ "$(points account_id,d A,2026-03-02)" = 1.0 ]
	[ "$(points account_id,d A,2026-03-01T23:59:59Z)" = 2.0 ]
	[ "$(points account_id,d A,2026-03-01T00:00:00Z)" = 2.0 ]
	[ "$(points account_id,d A,2026-02-28T23:59:59Z)" = 3.0 ]
}

@test "the day of a moment is its day in the zone" {
	model model,tz,,,America/New_York score,if,'age(d)','< 1d',1
	# 23:30 of March 1 and 00:30 of March 2 in New York
	[ "$(points account_id,d A,2026-03-02T04:30:00Z)" = 0.0 ]
	[ "$(points account_id,d A,2026-03-02T05:30:00Z)" = 1.0 ]
	[ "$(points account_id,d A,'2026-03-02 00:30:00')" = 1.0 ]
}

@test "an age in hours, minutes or seconds counts from the date's midnight in the zone" {
	model score,if,'age(d)','< 9h',1
	[ "$(points account_id,d A,2026-03-02)" = 0.0 ]
	[ "$(points account_id,d A,2026-03-02T00:00:01Z)" = 1.0 ]
	model model,tz,,,America/New_York score,if,'age(d)','<= 14400s',1
	[ "$(points account_id,d A,2026-03-02)" = 1.0 ]
	model model,tz,,,America/New_York score,if,'age(d)','< 240m',1
	[ "$(points account_id,d A,2026-03-02)" = 0.0 ]
}

@test "--tz has the last word over the model's zone" {
	model model,tz,,,America/New_York score,if,'age(d)','<= 4h',1
	[ "$(table account_id,d A,2026-03-02 | score --tz UTC --no-why -m m.csv | tail -1)" = A,2026-03-02,0.0 ]
}

@test "bands of hours and of days do not hide each other" {
	model score,if,'age(d)','< 1d',5 score,if,'age(d)','< 24h',3
	[ "$(points account_id,d A,2026-03-01T23:00:00Z)" = 3.0 ]
	[ "$(points account_id,d A,2026-03-02T01:00:00Z)" = 5.0 ]
}

@test "age(A,B) falls back to B where A is blank" {
	model score,if,'"age(a,b)"','< 7d',1 score,if,'"age(a,b)"',missing,2
	[ "$(points account_id,a,b 'A, ,2026-03-01')" = 1.0 ]
	[ "$(points account_id,a,b 'A,2026-01-01,2026-03-01')" = 0.0 ]
	[ "$(points account_id,a,b 'A, , ')" = 2.0 ]
	run -65 score -m m.csv <<<$'account_id,a,b\nA,,x'
	[[ "$output" == 'hl-score: <stdin>:2:4: b: not a date or time'* ]]
}

@test "last(TYPE) and last(*) are the age of the newest event" {
	model score,if,'last(a)','< 1h',1 score,if,'last(*)','< 60',10 score,if,'last(a)',missing,100 \
		score,if,'last(b)',present,1000
	log a 7200 a 3599 b 60 >e
	[ "$(events=e points account_id A)" = 1001.0 ]
	log a 3600 c 59 >e
	[ "$(events=e points account_id A)" = 10.0 ]
	log b 1 >e
	[ "$(events=e points account_id B)" = 100.0 ]
}

@test "a blank cell is missing: no comparison holds for it" {
	model score,if,x,'< 5',1 score,if,x,missing,20
	[ "$(points account_id,x 'A,  ')" = 20.0 ]
	model score,if,x,'is not a',1
	[ "$(points account_id,x A,)" = 0.0 ]
	model score,if,x,present,1
	[ "$(points account_id,x A,)" = 0.0 ]
	[ "$(points account_id,x A,0)" = 1.0 ]
}

@test "text compares trimmed and without regard to case, numbers as numbers" {
	model score,if,x,'is vip',1
	[ "$(points account_id,x 'A, VIP ')" = 1.0 ]
	model score,if,x,'is 1',1
	[ "$(points account_id,x 'A, 1 ')" = 1.0 ]
	[ "$(points account_id,x A,1.000)" = 1.0 ]
	[ "$(points account_id,x A,01)" = 1.0 ]
	[ "$(points account_id,x A,1x)" = 0.0 ]
	model score,if,x,'in NY|nj| CT',1
	[ "$(points account_id,x A,ct)" = 1.0 ]
	model score,if,x,'starts mr',1
	[ "$(points account_id,x A,MR-12)" = 1.0 ]
}

@test "a balance that is no number is an error of its row, with file, line and byte" {
	printf 'account_id,balance,placed_date,client_priority\n"A\nB",12x,,\n' >leads.csv
	run -65 score leads.csv
	[ "$output" = 'hl-score: leads.csv:3:4: balance: not a number' ]
}

@test "a number with seven decimals is an error of its row" {
	model score,if,x,'> 5',1
	run -65 score -m m.csv <<<$'account_id,x\nA,6.0000001'
	[ "$output" = 'hl-score: <stdin>:2:3: x: a number with more than six decimals' ]
}

@test "what does not fit in a number is an error of its row, never a wrap" {
	model score,product,,, score,if,x,,9000000000000 score,if,y,'> 5',1.1
	run -65 score -m m.csv <<<$'account_id,x,y\nA,1,z\nB,1,6\nC,1,1\nD,1,7'
	[ "$output" = "$(printf '%s\n' 'hl-score: <stdin>:2:5: y: not a number' \
		'hl-score: <stdin>:3: the part score is out of range' \
		'hl-score: <stdin>:5: the part score is out of range')" ]
	score -m m.csv --rejects r -q <<<$'account_id,x,y\nB,1,6\nC,1,1' | grep -x 'C,1,1,9000000000000.0,x x9000000000000'
	model score,sum,,,'0 to 1' score,if,x,,9000000000000 score,if,y,'> 5',9000000000000
	run -65 score -m m.csv <<<$'account_id,x,y\nB,1,6'
	for how in logistic sum; do
		model score,$how,,, score,constant,,,9000000000000 score,constant,,,9000000000000
		run -65 score -m m.csv <<<$'account_id\nB'
	done
	model score,part,p,,2 p,constant,,,9000000000000
	run -65 score -m m.csv <<<$'account_id\nB'
	# Rounded, the largest number is none.
	model model,decimals,,,0 score,constant,,,9223372036854.775807
	run -65 score -m m.csv <<<$'account_id\nB'
	model model,decimals,,,6 score,constant,,,9223372036854.775807
	[ "$(points account_id A)" = 9223372036854.775807 ]
}

@test "a row without its key is an error" {
	model score,constant,,,1
	run -65 score -m m.csv <<<$'account_id,x\n ,1'
	[ "$output" = 'hl-score: <stdin>:2:1: account_id: the key is missing' ]
}

# --- arithmetic ---

@test "products are rounded half away from zero after each factor" {
	model model,decimals,,,6 score,product,,, score,if,x,,0.000003 score,if,y,,0.5
	[ "$(points account_id,x,y A,,)" = 0.000002 ]
	model model,decimals,,,6 score,product,,, score,if,x,,-0.000003 score,if,y,,0.5
	[ "$(points account_id,x,y A,,)" = -0.000002 ]
	model model,decimals,,,6 score,product,,, score,if,x,,0.000001 score,if,y,,0.5 score,if,z,,0.5
	[ "$(points account_id,x,y,z A,,,)" = 0.000001 ]
}

@test "the score is rounded half away from zero to the model's decimals" {
	for c in 1:2.25:2.3 1:-2.25:-2.3 1:2.249999:2.2 0:0.5:1 0:-0.5:-1 0:-0.499999:0 6:0.123456:0.123456 3:2:2.000; do
		IFS=: read -r decimals value want <<<"$c"
		model model,decimals,,,"$decimals" score,constant,,,"$value"
		[ "$(points account_id A)" = "$want" ]
	done
}

@test "labels look at the rounded score" {
	model score,constant,,,74.95 tier,label,,, tier,if,score,'>= 75',top tier,if,score,,rest
	[ "$(points account_id A)" = top ]
	model score,constant,,,74.949999 tier,label,,, tier,if,score,'>= 75',top tier,if,score,,rest
	[ "$(points account_id A)" = rest ]
}

@test "parts print without trailing zeros" {
	model score,part,a,,0.1 a,constant,,,2.50
	[ "$(table account_id A | score -m m.csv --no-why --parts | tail -1)" = A,0.3,2.5 ]
}

@test "each way to combine, of what is given and of nothing" {
	for c in sum:6.0:0.0 product:6.0:1.0 min:1.0:0.0 max:3.0:0.0 mean:2.0:0.0 logistic:1.0:0.5; do
		IFS=: read -r how some none <<<"$c"
		model score,"$how",,, score,if,x,'is 1',1 score,if,y,'is 1',2 score,if,z,'is 1',3 score,if,v,'is 1',99
		[ "$(points account_id,x,y,z,v A,1,1,1,0)" = "$some" ]
		[ "$(points account_id,x,y,z,v A,0,,0,0)" = "$none" ]
	done
}

@test "a part without rules is what nothing comes to" {
	for c in sum:0.0 product:1.0 min:0.0 max:0.0 mean:0.0 logistic:0.5; do
		model "score,${c%:*},,,"
		[ "$(points account_id A)" = "${c#*:}" ]
	done
}

@test "mean is exact and rounded once, logistic to millionths" {
	model model,decimals,,,6 score,mean,,, score,if,x,,1 score,if,y,,1 score,if,z,,0
	[ "$(points account_id,x,y,z A,,,)" = 0.666667 ]
	model model,decimals,,,6 score,logistic,,, score,constant,,,1
	[ "$(points account_id A)" = 0.731059 ]
	model model,decimals,,,6 score,logistic,,, score,constant,,,-1000
	[ "$(points account_id A)" = 0.000000 ]
}

@test "a range clamps, either side may be open, negative numbers are numbers" {
	for c in '0 to 5:7:5.0' '0 to 5:-7:0.0' ' to 5:-7:-7.0' '0 to :7:7.0' '-3 to -2:0:-2.0' '-3 to -2:-9:-3.0'; do
		IFS=: read -r range value want <<<"$c"
		model score,sum,,,"$range" score,constant,,,"$value"
		[ "$(points account_id A)" = "$want" ]
	done
}

@test "a part counts with its weight, and stands anywhere in the table" {
	model b,constant,,,4 score,part,a,,-0.5 score,part,b,, a,constant,,,3
	[ "$(points account_id A)" = 2.5 ]
}

@test "an if group gives the value of its first row that holds, wherever its rows stand" {
	model score,if,x,'< 10',1 score,if,y,,100 score,if,x,'< 20',2 score,if,x,'< 20 and y is b',3 \
		score,if,x,'>= 20 and y is not b',4
	run mistakes
	[[ "$output" == ':5: never reached: line 4 holds first; '* ]]
	model score,if,x,'< 10 and y is b',1 score,if,y,,100 score,if,x,'< 20',2 score,if,x,'>= 20 and y is not b',4
	[ "$(points account_id,x,y A,5,B)" = 101.0 ]
	[ "$(points account_id,x,y A,5,c)" = 102.0 ]
	[ "$(points account_id,x,y A,25,c)" = 104.0 ]
	[ "$(points account_id,x,y A,25,b)" = 100.0 ]
}

@test "a label is the value of its first row that holds, of whichever column" {
	model score,if,x,,5 tier,label,,, tier,if,x,'>= 75',top tier,if,stage,'is vip',vip tier,if,x,'>= 50',high \
		tier,if,stage,present,known
	[ "$(points account_id,x,stage A,80,vip)" = top ]
	[ "$(points account_id,x,stage A,10,vip)" = vip ]
	[ "$(points account_id,x,stage A,60,vip)" = vip ]
	[ "$(points account_id,x,stage A,60,new)" = high ]
	[ "$(points account_id,x,stage A,1,new)" = known ]
	[ "$(points account_id,x,stage A,1,)" = '' ]
}

@test "a label is quoted where it must be, and other parts may look at it" {
	model score,if,kind,'is big, fat',7 kind,label,,, 'kind,if,x,> 5,"big, fat"' kind,if,x,,thin
	sed -i 's/^score.*/score,if,kind,"is big, fat",7/' m.csv
	[ "$(table account_id,x A,9 | score -m m.csv --no-why | tail -1)" = 'A,9,7.0,"big, fat"' ]
	[ "$(table account_id,x A,1 | score -m m.csv --no-why | tail -1)" = 'A,1,0.0,thin' ]
}

@test "a condition may stand alone, without one on the field itself" {
	model score,if,x,'and y is 1',5 score,if,x,,3
	[ "$(points account_id,x,y A,,1)" = 5.0 ]
	[ "$(points account_id,x,y A,,2)" = 3.0 ]
}

# --- fresh ---

# fresh RANGE SIGNALS...: the freshness of signals a (10 points), b (20) and c (30)
fresh() {
	model model,decimals,,,6 "p,sum,,,$1" p,signal,a,,10 p,signal,b,,20 p,signal,c,,30 p,signal,n,,-5 \
		score,fresh,p,1h,1.5 score,fresh,p,4h,1.3 score,fresh,p,24h,1 ${mode:+"$mode"}
	shift
	log "$@" >e
	events=e points account_id A
}

@test "fresh: flat outside the knots, a line between them" {
	[ "$(fresh '' a 0)" = 1.500000 ]
	[ "$(fresh '' a 3600)" = 1.500000 ]
	[ "$(fresh '' a 3601)" = 1.499981 ]
	[ "$(fresh '' a 9000)" = 1.400000 ]
	[ "$(fresh '' a 14400)" = 1.300000 ]
	[ "$(fresh '' a 86399)" = 1.000004 ]
	[ "$(fresh '' a 86400)" = 1.000000 ]
	[ "$(fresh '' a 8640000)" = 1.000000 ]
}

@test "fresh: the mean over the points, the freshest first, until the range is full" {
	[ "$(fresh '' a 3600 b 14400 c 86400)" = 1.183333 ]
	[ "$(fresh '0 to 40' a 3600 b 14400 c 86400)" = 1.275000 ]
	[ "$(fresh '0 to 30' a 3600 b 14400 c 86400)" = 1.366667 ]
	[ "$(fresh '0 to 5' a 3600 b 14400 c 86400)" = 1.500000 ]
}

@test "fresh: without a signal the last knot, and points below zero are none" {
	[ "$(fresh '')" = 1.000000 ]
	[ "$(fresh '' n 60)" = 1.000000 ]
	[ "$(fresh '' n 60 a 14400)" = 1.300000 ]
}

@test "fresh-mode newest: the newest signal alone" {
	mode=score,fresh-mode,p,,newest
	[ "$(fresh '' a 3600 b 14400 c 86400)" = 1.500000 ]
	[ "$(fresh '' c 14400 b 86400)" = 1.300000 ]
	[ "$(fresh '')" = 1.000000 ]
}

@test "fresh-mode stands anywhere in its part" {
	log a $H b $((9 * H)) >e
	model score,fresh-mode,p,,newest p,signal,a,,10 p,signal,b,,20 score,fresh,p,1h,1.5 score,fresh,p,9h,1
	[ "$(events=e points account_id A)" = 1.5 ]
	model score,fresh,p,1h,1.5 score,fresh-mode,p,,newest score,fresh,p,9h,1 p,signal,a,,10 p,signal,b,,20
	[ "$(events=e points account_id A)" = 1.5 ]
}

@test "fresh: a single knot is that value at any age" {
	model p,signal,a,,1 score,fresh,p,1h,0.7
	[ "$(events='' points account_id A)" = 0.7 ]
}

# --- mistakes of a model ---

@test "all mistakes of a model are told in one run, each with its line" {
	model 'score,sun,,,' 'score,signal,a,,' 'score,if,x,>> 5,1' 'score,if,y,< 5,1' 'score,if,y,< 4,1' \
		'score,part,nosuch,,' 'model,decimals,,,7' 'model,tz,,,Mars/Base' 'model,nmae,,,x' 'score,sum,,,5 to 3' \
		'score,mean,,,' 'score,if,,< 5,1' ',if,x,,1' 'score,signal,,,1' 'score,signal,a,> 5,1' \
		'score,if,x,< 7d,1' 'score,if,age(d),< 7,1'
	run mistakes
	diff - <(echo "$output") <<-'END'
		:2: rule: there is no rule sun; is it sum?
		:3: value: empty where a number is needed
		:4: when: > needs a number or a span such as 7d
		:8: value: decimals are 0 to 6
		:9: value: there is no time zone "Mars/Base"
		:10: rule: a model has name, about, key, decimals, tz and include (name?)
		:11: value: a range is LO to HI, either side may be empty
		:12: rule: line 11 says already that score is a sum
		:13: field: name a column, age(COLUMN), last(TYPE) or a part
		:14: part: the name of the part is missing
		:15: field: a signal is a type of event
		:16: when: a signal is limited by its age, as in < 7d
		:17: when: x is not an age: say age(x)
		:6: never reached: line 5 holds first; put the bands of one field in order
		:7: field: there is no part nosuch
		:18: when: age(d) is an age: compare it with one, as in < 7d
	END
	run -65 score --check -m m.csv
}

@test "rows that would be passed over are mistakes, too" {
	model 'score,constant,,< 5,1' 'score,part,a,is x,1' 'a,sum,,is x,' 'l,label,,,0 to 5' 'why,constant,,,1' \
		'score,if,age(),< 7d,1' 'score,if,last(),< 7d,1' 'model,key,,,' 'score,signal,e,< 7d and due < 3d,1' \
		'score,fresh,b,soon,1' 'b,constant,,,1' 'score,fresh-mode,b,,oldest' 'l,constant,,,1'
	run mistakes
	diff - <(echo "$output") <<-'END'
		:2: when: constant has no condition; an if row has one
		:3: when: part has no condition; an if row has one
		:4: when: sum has no condition; an if row has one
		:5: value: a label has no range
		:6: part: why is the column of the reasons
		:7: field: say what is meant: age(COLUMN), last(TYPE), last(*)
		:8: field: say what is meant: age(COLUMN), last(TYPE), last(*)
		:9: field: name the key column
		:10: when: due is a column of the event, not an age
		:11: when: a knot is an age such as 24h
		:13: value: newest is the one mode there is
		:11: field: the part b has no signals
		:14: rule: a label has if rows only, not constant
	END
	model 'score,signal,*,,1' 'score,signal,a,is 7d,1' 'score,signal,a,missing,1' 'score,fresh-mode,p,,newest'
	run mistakes
	diff - <(echo "$output") <<-'END'
		:2: field: a signal is a type of event
		:3: when: a signal is limited by its age, as in < 7d
		:4: when: a signal is limited by its age, as in < 7d
		:5: field: there are no fresh knots of p
	END
}

@test "a model looks at no more than 64 kinds of events" {
	model $(for i in {1..64}; do echo "score,signal,t$i,,1"; done)
	log t1 5 t64 5 >e
	[ "$(events=e points account_id A)" = 2.0 ]
	echo 'score,signal,t65,,1' >>m.csv
	run mistakes
	[[ "$output" == ':66: the 64 kinds of events before this one '* ]]
}

@test "signals with the same conditions in two parts are one, with others not" {
	model score,part,p,, score,part,q,, p,signal,a,'< 7d and n > 2',1 q,signal,a,'< 7d and n > 2',10 \
		q,signal,b,'and n > 3',100 p,signal,b,'and n > 2',1000 score,if,'last(b)',present,10000
	table ts,account_id,type,n "$(ago 5),A,a,3" "$(ago 5),A,b,3" >e
	[ "$(events=e points account_id A)" = 11011.0 ]
	table ts,account_id,type,n "$(ago 5),A,b,4" >e
	[ "$(events=e points account_id A)" = 11100.0 ]
}

@test "keys may be long" {
	model score,signal,a,,1
	key=$(printf 'k%.0s' {1..5000})
	table ts,account_id,type "$(ago 5),$key,a" "$(ago 5),${key}1,b" >e
	[ "$(events=e points account_id "$key")" = 1.0 ]
	[ "$(events=e points account_id "${key}2")" = 0.0 ]
}

@test "a model that is neither shipped nor a file: the shipped ones are named" {
	run -66 score -m hott --check
	[ "$output" = 'hl-score: hott: No such file or directory; the shipped models are hot, wip, web, b2b, workflow, onboarding' ]
}

@test "a date that --date would take says so, --as-of is always ISO" {
	model 'score,if,age(d),< 7d,1'
	run -65 score -m m.csv <<<$'account_id,d\nA,26-02-2018'
	[ "$output" = 'hl-score: <stdin>:2:3: d: not a date in ISO order; --date dmy or mdy takes such as 26-02-2018' ]
	run -65 score --date mdy -m m.csv <<<$'account_id,d\nA,26-02-2018'
	[[ "$output" == *': a day that is not in the calendar' ]]
	run -64 hl-score --date dmy --as-of 26-02-2018 -m m.csv </dev/null
	[[ "${lines[0]}" == 'hl-score: --as-of: ISO only, such as 2026-03-02T09:00:00Z, '*': 26-02-2018' ]]
}

@test "the standard input is read once only" {
	model score,constant,,,1
	run -64 score -m m.csv -e - <m.csv
	run -64 score -m - <m.csv
	run -64 score -m m.csv - - <m.csv
	[ "${lines[0]}" = 'hl-score: the standard input can be read once only' ]
}

@test "a failure after a row was set aside is not placed in that row" {
	model score,signal,a,,1
	table ts,account_id,type xx,A1,a >e
	table x,y 1,2 >l
	run -65 --separate-stderr score -m m.csv -e e --rejects r l
	[[ "$stderr" == *'hl-score: l: no column is called account_id'* ]]
}

@test "parts that need each other, the label score, labels as numbers" {
	model score,part,a,, a,part,b,, b,if,a,'> 5',1
	run mistakes
	[[ "$output" == *' needs itself' ]]
	model score,label,,,
	run mistakes
	[ "$output" = ':2: the part score must be a number, not a label' ]
	model score,part,l,, l,label,,,
	run mistakes
	[ "$output" = ':2: field: the part l is a label, not a number' ]
	model score,if,x,,1 score,label,,,
	run mistakes
	[ "$output" = ':3: rule: say that score is a label before its rows' ]
	model a,constant,,,1
	run mistakes
	[ "$output" = ': there is no part score: it is what a model is for' ]
}

@test "knots must rise" {
	model p,signal,a,,1 score,fresh,p,4h,1 score,fresh,p,4h,2
	run mistakes
	[ "$output" = ':4: when: the ages of the knots must rise' ]
}

@test "no more than twenty mistakes are told, and how many there were" {
	model $(for i in {1..25}; do echo "score,x$i,,,"; done)
	run mistakes
	[ "${#lines[@]}" = 21 ] || [ "${#lines[@]}" = 22 ]
	[[ "${lines[20]}" == *'and 5 more like these' || "${lines[20]}" == *'and 6 more like these' ]]
}

@test "a mistake of a model is told before any lead is read" {
	model score,sun,,,
	run -65 score -m m.csv nosuch.csv
	[[ "$output" == *': rule: there is no rule sun'* ]]
}

@test "a model without a column it needs, or with a ragged row, is refused with its line" {
	table part,rule,field,value score,constant,,1 >m.csv
	run -65 score --check -m m.csv
	[[ "$output" == 'hl-score: m.csv:1: '*when* ]]
	model score,constant,,,1 score,constant
	run -65 score --check -m m.csv
	[ "$output" = 'hl-score: m.csv:3: 2 cells where the header has 5' ]
	: >m.csv
	run -65 score --check -m m.csv
	[[ "$output" == *'no header'* ]]
}

@test "columns that the leads lack are named with the model's line, all of them" {
	model score,if,balanse,'> 5',1 score,if,'"age(x,y)"','< 7d',1 score,if,balance,'> 5 and z is 1',1
	run -65 score -m m.csv <<<$'account_id,balance,x\nA,1,2'
	[ "${#lines[@]}" = 3 ]
	[[ "${lines[0]}" == 'hl-score: m.csv:2: '*balanse*balance* ]]
	[[ "${lines[1]}" == 'hl-score: m.csv:3: '*y* ]]
	[[ "${lines[2]}" == 'hl-score: m.csv:4: '*z* ]]
}

@test "a column that the events lack is an error" {
	model score,signal,a,'and amount > 5',1
	run -65 score -m m.csv -e <(table ts,account_id,type) <<<$'account_id\nA'
	[[ "$output" == *amount* ]]
}

@test "a model may be deep, but not endless" {
	model score,part,p0,, $(for i in {0..997}; do echo "p$i,part,p$((i + 1)),,"; done) p998,constant,,,1
	[ "$(points account_id A)" = 1.0 ]
	model $(for i in {0..1000}; do echo "p$i,constant,,,1"; done)
	run mistakes
	[[ "${lines[0]}" == ':1002: part: a model has at most 1000 parts' ]]
}

# --- how a model is written ---

@test "comments and blank lines of a model are passed over, its line numbers are the file's" {
	printf '%s\n' '# our model' '' part,rule,field,when,value,note '# points' '' 'score,constant,,,1,"a' b\" '# x,y' \
		score,sun,,,, >m.csv
	run mistakes
	[[ "$output" == ':9: rule: there is no rule sun'* ]]
	sed -i '$d' m.csv
	[ "$(points account_id A)" = 1.0 ]
}

@test "a model may be TSV, gzip, have more columns in any order, CRLF" {
	model model,key,lead,, score,if,x,,4
	tr , '\t' <m.csv >m.tsv
	gzip -c m.csv >m.csv.gz
	sed 's/$/\r/' m.csv >crlf.csv
	sed 's/\([^,]*\),\([^,]*\),\([^,]*\),\([^,]*\),\([^,]*\)/\5,note,\4,\3,\1,\2/; 1s/note/who/' m.csv >turned.csv
	table lead,x A,1 | score -m m.csv >want
	for m in m.tsv m.csv.gz crlf.csv turned.csv; do
		table lead,x A,1 | score -m $m | diff want -
	done
	table lead,x A,1 | score -m - <(cat want) -m m.csv --replace | diff want -
}

@test "the model may come from the standard input" {
	model score,sun,,,
	run -65 score --check -m - <m.csv
	[[ "$output" == 'hl-score: <stdin>:2: rule: '* ]]
}

@test "what lies in the folder changes no shipped model; a path is a file" {
	mkdir hot
	table account_id,balance,placed_date,client_priority A,,, | score >got
	grep -q Cold got
	rmdir hot
	printf '%s\n' part,rule,field,when,value score,constant,,,77 >hot
	table account_id,balance,placed_date,client_priority A,,, | score | diff got -
	[ "$(table account_id A | score -m ./hot --no-why | tail -1)" = A,77.0 ]
	run -66 score -m nosuch </dev/null
	[ "$output" = 'hl-score: nosuch: No such file or directory; the shipped models are hot, wip, web, b2b, workflow, onboarding' ]
}

@test "--map to a number is for the leads without a header, not for events that have the name" {
	table event_id,ts,type,account_id e1,2026-03-02T08:00:00Z,promise,A >ev
	printf 'A,100,2026-02-20,1\n' >no-header
	run -0 score --no-header --map account_id=1 --map balance=2 --map placed_date=3 \
		--map client_priority=4 --no-why -e ev no-header
	[ "$output" = 'A,100,2026-02-20,1,14.9,Standard' ]
	table x,account_id,balance,placed_date,client_priority B,A,1,, >leads
	run -64 score --map account_id=1 leads
	[[ "$output" == *'--map account_id=1: '* ]]
	run -0 score --map account_id=x leads
}

@test "--check with a model only reads nothing else" {
	model score,constant,,,1
	run -0 score --check -m m.csv <&-
	[ -z "$output" ]
	run -66 score --check -m m.csv nosuch.csv
	run -65 score --check -m m.csv -e <(table ts,account_id,type x,A,a)
}

@test "--check reads the leads and writes nothing" {
	model score,if,x,'> 5',1
	table account_id,x A,1 >leads.csv
	run -0 score --check -m m.csv -o out.csv leads.csv
	[ -z "$output" ] && [ ! -e out.csv ]
	table account_id,x A,q >leads.csv
	run -65 score --check -m m.csv leads.csv
}

@test "--models and --list-rules list name and purpose" {
	[ "$(hl-score --models | cut -f1 | paste -sd' ')" = 'hot wip web b2b workflow onboarding' ]
	! hl-score --models | grep -v $'^[a-z0-9]*\t.' || false
	hl-score --list-rules | cut -f1 >names
	for rule in signal decay count silence if constant part fresh fresh-mode sum product min max mean logistic label; do
		grep -qx -- "$rule" names
	done
	! hl-score --list-rules | grep -v $'^[a-z-]*\t[^\t]*[^.]$'
}

@test "every shipped model is without a mistake" {
	hl-score --models | cut -f1 | while read -r name; do
		score --check -m "$name"
	done
}

# --- events and leads ---

many() {
	model score,sum,,, score,signal,a,'< 7d',1 score,signal,b,'< 7d and n > 2',10 score,if,'last(*)','< 1h',100
	{
		echo ts,account_id,type,n
		for i in {1..60}; do echo "$(ago $((i * 7919 % 700000))),K$((i * 31 % 17)),$([ $((i % 3)) = 0 ] && echo a || echo b),$((i % 5))"; done
	} >e
	{ echo account_id; for i in {0..18}; do echo "K$i"; done; } >leads
	score -m m.csv -e e leads >want
}

@test "events in any order, in any number of files, gzip or not: the same bytes" {
	many
	grep -c 'a +1' want
	{ head -1 e; tail -n +2 e | sort; } >e1
	{ head -1 e; tail -n +2 e | sort -r -t, -k3; } >e2
	score -m m.csv -e e1 leads | diff want -
	score -m m.csv -e e2 leads | diff want -
	for n in 0 1 2; do
		{ head -1 e; tail -n +2 e | sed -n "$((n + 1))~3p"; } >part$n
	done
	gzip part1
	score -m m.csv -e part2 -e part0 -e part1.gz leads | diff want -
	score -m m.csv -e part2 -e e -e part1.gz leads | diff want -
	score -m m.csv --events=- leads <e | diff want -
	gzip -c e | score -m m.csv --events=- leads | diff want -
}

@test "the size of a block changes nothing" {
	many
	for n in 1 7 64; do
		score -m m.csv -e e --block-size $n leads | diff want -
	done
}

@test "events without a lead and leads without events are counted, in any way to read them" {
	model score,signal,a,,1 'score,if,x,> 5,1'
	table ts,account_id,type "$(ago 5),A,a" "$(ago 5),B,a" "$(ago 5),B,b" "$(ago -5),C,a" >e
	table account_id,x A,1 C,2 D,3 D,4 E,x >l
	for how in '' '-j 1' '-j 8 --block-size 1' '--memory 1M' --sorted --events-sorted; do
		run --separate-stderr -0 score -v --stats stats --rejects r --max-rejects 9 -m m.csv -e e $how l
		[[ "$stderr" == *'hl-score: 2 events without a lead'* ]]
		[[ "$stderr" == *'hl-score: 3 leads without events'* ]]
		grep -q '"events":4,"events_without_lead":2,"leads_without_events":3,' stats
	done
	run --separate-stderr -0 score -v --rejects r --max-rejects 9 -m m.csv l
	[[ "$stderr" != *'without'* ]]
}

@test "events without a lead are counted with -v" {
	model score,signal,a,,1
	table ts,account_id,type "$(ago 5),A,a" "$(ago 5),B,a" "$(ago 5),B,b" "$(ago 5),,a" "$(ago -5),C,a" "$(ago -5),,a" >e
	run --separate-stderr -0 score -v -m m.csv -e e <<<$'account_id\nA'
	[[ "$stderr" == *'hl-score: 3 events without a lead'* ]]
	[[ "$stderr" == *'as of 2026-03-02T09:00:00Z: 1 rows'* ]]
}

@test "the key is found by alias, by --map, by the model" {
	model score,signal,a,,1
	log a 5 >e
	[ "$(table 'File No.' A | score -m m.csv -e e --no-why | tail -1)" = A,1.0 ]
	sed '1s/account_id/Lead/' e >e2
	[ "$(table Lead A | score -m m.csv -e e2 --map account_id=Lead --no-why | tail -1)" = A,1.0 ]
	model model,key,lead_id,, score,signal,a,,1
	sed '1s/account_id/lead_id/' e >e2
	[ "$(table lead_id A | score -m m.csv -e e2 --no-why | tail -1)" = A,1.0 ]
	run -65 score -m m.csv -e e2 <<<$'account_id\nA'
	[[ "$output" == *lead_id* ]]
}

@test "keys are texts: blanks round them fall away, zeroes do not" {
	model score,signal,a,,1
	table ts,account_id,type "$(ago 5), 007 ,a" >e
	[ "$(table account_id,z ' 007,1' 7,1 | score -m m.csv -e e --no-why)" = \
		"$(table account_id,z,score ' 007,1,1.0' 7,1,0.0)" ]
}

@test "a lead that stands there twice is scored twice" {
	model score,signal,a,,1
	log a 5 >e
	[ "$(table account_id A B A | score -m m.csv -e e --no-why)" = "$(table account_id,score A,1.0 B,0.0 A,1.0)" ]
}

@test "TSV leads stay TSV" {
	model score,constant,,,1 l,label,,, "l,if,score,,\"a	b\""
	[ "$(printf 'account_id\tx\nA\tq\\tr\n' | score -m m.csv --no-why)" = \
		"$(printf 'account_id\tx\tscore\tl\nA\tq\\tr\t1.0\ta\\tb')" ]
}

@test "the bytes of a row stay as they were: quotes, line ends within, CRLF" {
	model score,constant,,,1
	printf 'account_id,"n"\r\n"A", x \r\nB,"two\r\nlines, ""q"""\r\nC,"007"\n' >leads
	score -m m.csv --no-why leads >got
	printf 'account_id,"n",score\r\n"A", x ,1.0\r\nB,"two\r\nlines, ""q""",1.0\r\nC,"007",1.0\n' | cmp - got
}

@test "--no-header: columns are numbers, and nothing is added on top" {
	model score,if,balance,'> 5',1
	[ "$(table A,9 B,1 | score -m m.csv --no-header --map account_id=1 --map balance=2 --no-why)" = \
		"$(table A,9,1.0 B,1,0.0)" ]
	run -65 score -m m.csv --no-header <<<'A,9'
}

@test "several files of leads are one table" {
	model score,constant,,,1
	table account_id,x A,1 >l1
	table x,account_id 2,B >l2
	[ "$(score -m m.csv --no-why l1 l2)" = "$(table account_id,x,score A,1,1.0 B,2,1.0)" ]
}

@test "a run at an earlier time is a run over the log as it was then" {
	many
	t=2026-02-27T12:00:00Z
	{ head -1 e; awk -F, -v t=$t 'NR > 1 && $1 <= t' e; } >then
	hl-score --as-of $t -m m.csv -e e leads >replayed
	hl-score --as-of $t -m m.csv -e then leads | diff replayed -
	! diff -q replayed want
}

@test "messages hold no values unless they are asked for" {
	model score,if,x,'> 5',1
	run -65 score -m m.csv <<<$'account_id,x\nA,secret\033[31m'
	[[ "$output" != *secret* ]]
	run -65 score -m m.csv --show-values <<<$'account_id,x\nA,secret\033[31m'
	[[ "$output" == *': "secret\x1b[31m"' ]]
}

@test "a bound at the very end of the numbers holds for what it says" {
	most=9223372036854.775807
	printf 'account_id,x\nA,%s\nB,-%s\nC,0\nD,\n' $most $most >leads.csv
	told() {
		printf 'part,rule,field,when,value\nscore,if,x,%s,5\n' "$1" >m.csv
		hl-score --no-why -m m.csv leads.csv | sed '1d; s/.*,//; s/[.]0//' | tr -d '\n'
	}
	[ "$(told "> $most")" = 0000 ]
	[ "$(told ">= $most")" = 5000 ]
	[ "$(told "< $most")" = 0550 ]
	[ "$(told "<= $most")" = 5550 ]
	[ "$(told "is $most")" = 5000 ]
	[ "$(told "> -$most")" = 5050 ]
	[ "$(told ">= -$most")" = 5550 ]
	[ "$(told "< -$most")" = 0000 ]
	[ "$(told "<= -$most")" = 0500 ]
	[ "$(told "is -$most")" = 0500 ]
}

@test "scores that follow from few outcomes are those that every lead would get by itself" {
	cat >m.csv <<-'M'
		part,rule,field,when,value
		score,sum,,,0 to 500
		score,part,signs,,
		score,part,worth,,0.5
		score,if,state,in TX|CA,7
		score,if,balance,missing,3
		signs,sum,,,0 to 60
		signs,signal,portal_visit,< 30d,15
		signs,signal,email_open,< 60d and channel is email,5
		signs,signal,inbound_call,,20
		worth,product,,,
		worth,constant,,,2
		worth,if,balance,< 500,0.5
		worth,if,balance,< 2000 and client is ACME,1.25
		worth,if,balance,>= 2000,1.5
		worth,if,last(*),< 1d,3
		worth,if,last(*),< 20d,2
		worth,if,age(placed_date),< 91d,1.1
		tier,label,,,
		tier,if,score,>= 30,Hot
		tier,if,state,is NY,York
		tier,if,worth,> 2,Warm
		side,label,,,
		side,if,balance,> 1000,"much, indeed"
		side,if,signs,>= 20,keen
	M
	awk -F, 'BEGIN { OFS = ","; print "account_id,balance,placed_date,client,state" }
		{ for (i = 0; i < 4000; i++) {
			b = (i * 7919) % 3000; s = substr("TXCANYFL", 1 + 2 * (i % 4), 2)
			print "A" i % 2500, i % 11 ? b : "", "2025-" 10 + i % 3 "-1" i % 10, i % 3 ? "ACME" : "BETA", s } }' <<<x >leads
	awk 'BEGIN { OFS = ","; print "ts,account_id,type,channel"
		split("portal_visit email_open inbound_call note", t, " ")
		for (i = 0; i < 6000; i++)
			printf "2026-0%d-%02dT0%d:00:00Z,A%d,%s,%s\n", 1 + i % 2, 1 + i % 28, i % 9, (i * 31) % 3000, t[1 + i % 4], i % 2 ? "email" : "sms" }' >events
	score -m m.csv --parts -e events leads | hl-export --to csv --columns account_id,balance,placed_date,client,state,score,tier,side,signs,worth >by-itself
	for j in 1 2 3; do
		score -j $j -m m.csv --parts --no-why -e events leads | cmp - by-itself
		score -j $j --block-size 512 -m m.csv --parts --no-why -e events leads | cmp - by-itself
	done
	[ "$(cut -d, -f6- by-itself | sort -u | wc -l)" -gt 40 ]
	# a cell that is none for its group is told as ever
	sed 's/^A7,[0-9]*,/A7,much,/' leads >bad
	run -65 score -m m.csv --parts --no-why -e events bad
	[[ "$output" == *'bad:9:4: balance: not a number'* ]]
}
