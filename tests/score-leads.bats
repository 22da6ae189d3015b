# hl-score: the rules that look at numbers of a lead, and the models that are made of them.
bats_require_minimum_version 1.5.0

setup() {
	root=$BATS_TEST_DIRNAME/..
	command -v hl-score >/dev/null || PATH=$(cd "$root" && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

score() { hl-score --as-of 2026-03-02T09:00:00Z "$@"; }
model() { printf '%s\n' part,rule,field,when,value model,decimals,,,6 "$@" >m.csv; }
table() { printf '%s\n' "$@"; }

# What the model says of one lead: its score.
points() { table "$@" | score --no-why -m m.csv ${events:+-e "$events"} | sed -n '2s/.*,//p'; }

# Its reasons.
why() { table "$@" | score -m m.csv ${events:+-e "$events"} | hl-export --to csv --columns why | sed -n 2p; }

# The mistakes of the model, without "hl-score: m.csv:".
mistakes() { ! score --check -m m.csv 2>&1 | sed 's/^hl-score: m\.csv:/:/'; }

# --- weight ---

@test "weight multiplies what its group gives, wherever it stands, and why shows that" {
	model score,weight,a,,80 score,if,a,'is 1',1.00 score,if,a,'is 2',0.67 score,if,b,present,5
	[ "$(points account_id,a,b A,2,x)" = 58.600000 ]
	[ "$(why account_id,a,b A,2,x)" = '"a +53.6, b +5"' ]
	[ "$(points account_id,a,b A,3,x)" = 5.000000 ]
	model score,part,p,, p,if,a,,4 p,weight,a,,-0.5 score,if,a,,1
	[ "$(points account_id,a A,)" = -1.000000 ]
}

@test "weight is rounded once, half away from zero, before the part combines" {
	model score,if,a,,0.000001 score,weight,a,,0.5 score,if,b,,-0.000003 score,weight,b,,0.5
	[ "$(why account_id,a,b A,,)" = '"a +0.000001, b -0.000002"' ]
}

@test "the place of a weight is no place in a product" {
	model score,product,,, score,weight,b,,0.5 score,if,a,,0.000003 score,if,b,,1
	[ "$(points account_id,a,b A,,)" = 0.000002 ]
}

@test "a weight without its group, twice, with a condition or in a label is a mistake" {
	model score,weight,balanec,,3 score,if,balance,'< 5',2 score,weight,balance,,3 score,weight,balance,,3 \
		score,weight,x,,3 'score,weight,balance,< 5,x' l,label,,, l,if,x,,a l,weight,x,,3 nosuch,weight,x,,3
	run mistakes
	diff - <(echo "$output") <<-'END'
		:3: field: score has no if rows of balanec to be weighed; is it balance?
		:6: rule: line 5 says already what balance weighs
		:7: field: score has no if rows of x to be weighed
		:8: when: weight has no condition; an if row has one
		:8: value: not a number
		:8: rule: line 5 says already what balance weighs
		:11: rule: a label has if rows only, not weight
		:12: field: nosuch has no if rows of x to be weighed
	END
	model score,if,x,,9000000000000 score,weight,x,,2
	run mistakes
	[ "$output" = ':3: value: with the weight of line 4 it is out of range' ]
}

# --- ratio ---

@test "ratio is one column by another, held in its range, times the weight" {
	model 'score,ratio,a / b,0 to 1,50'
	[ "$(points account_id,a,b A,100,740)" = 6.756750 ]
	[ "$(why account_id,a,b A,100,740)" = 'a / b +6.75675' ]
	[ "$(points account_id,a,b A,900,740)" = 50.000000 ]
	[ "$(points account_id,a,b A,-5,740)" = 0.000000 ]
	model 'score,ratio,a / b,,2'
	[ "$(points account_id,a,b A,-1,3)" = -0.666666 ]
	model 'score,ratio,a / b,0.5 to,2'
	[ "$(points account_id,a,b A,1,3)" = 1.000000 ]
}

@test "ratio: without B, or with one that is not above 0, or without A it is 0, which counts" {
	model score,mean,,, 'score,ratio,a / b,1 to 2,50' score,constant,,,6
	for row in 'A,1,' 'A,1,0' 'A,1,-2' 'A, ,3' 'A,,'; do
		[ "$(points account_id,a,b "$row")" = 3.000000 ]
	done
	[ "$(points account_id,a,b A,1,9)" = 28.000000 ]
}

@test "ratio: a cell that is no number is an error of its row, whatever the other one is" {
	model 'score,ratio,a / b,,2'
	run -65 score -m m.csv <<<$'account_id,a,b\nA,x,\nB,,y\nC,9000000000000,0.000001'
	diff - <(echo "$output") <<-'END'
		hl-score: <stdin>:2:3: a: not a number
		hl-score: <stdin>:3:4: b: not a number
		hl-score: <stdin>:4: the part score is out of range
	END
}

@test "ratio: parts are numbers, too; labels, ages and anything but A / B are mistakes" {
	model 'score,ratio,p / b,,2' p,if,a,,3
	[ "$(points account_id,a,b A,,4)" = 1.500000 ]
	model score,ratio,a/b,,5 'score,ratio,a / b / c,,5' 'score,ratio, / b,,5' 'score,ratio,a / b,1 to 0,5' \
		'score,ratio,a / b,< 5,5' 'score,ratio,a / age(d),,5' 'score,ratio,l / b,,' l,label,,,
	run mistakes
	diff - <(echo "$output") <<-'END'
		:3: field: a ratio is of two columns with " / " between them, as in collected_amount / assigned_amount
		:4: field: a ratio is of two columns with " / " between them, as in collected_amount / assigned_amount
		:5: field: a ratio is of two columns with " / " between them, as in collected_amount / assigned_amount
		:6: when: a ratio is held within a range, as in 0 to 1; either side may be empty
		:7: when: a ratio is held within a range, as in 0 to 1; either side may be empty
		:9: value: empty where a number is needed
		:8: field: a ratio is of columns, not of the age age(d)
		:9: field: the part l is a label, not a number
	END
}

@test "a column that a ratio, a linear or a curve lacks is told with the model's line" {
	model 'score,ratio,a / b,,5' 'score,linear,log(c),,5' score,curve,d,5,5
	run -65 score -m m.csv <<<$'account_id,x\nA,1'
	for i in 3:*' a' 3:*' b' 4:*' c' 5:*' d'; do [[ "$output" == *"hl-score: m.csv:${i%%:*}: "*"no column is called ${i##* }"* ]]; done
}

# --- linear ---

@test "linear is a coefficient times a number, a missing one is 0" {
	model score,linear,x,,-0.5
	[ "$(points account_id,x A,3)" = -1.500000 ]
	[ "$(why account_id,x A,3)" = 'x -1.5' ]
	[ "$(points account_id,x 'A, ')" = 0.000000 ]
	model score,product,,, score,constant,,,7 score,linear,x,,2
	[ "$(points account_id,x A,)" = 0.000000 ]
	run -65 score -m m.csv <<<$'account_id,x\nA,much'
	[ "$output" = 'hl-score: <stdin>:2:3: x: not a number' ]
}

@test "linear: an age is in days of the calendar, whatever the hour" {
	model score,linear,'age(d)',,0.25
	[ "$(points account_id,d A,2026-02-28)" = 0.500000 ]
	[ "$(points account_id,d A,2026-02-28T23:59:59Z)" = 0.500000 ]
	[ "$(points account_id,d A,2026-03-06)" = -1.000000 ]
	[ "$(points account_id,d A,)" = 0.000000 ]
	model model,tz,,,America/New_York score,linear,'age(d)',,1
	[ "$(points account_id,d A,2026-03-02T04:30:00Z)" = 1.000000 ]
	model score,linear,'"age(d,e)"',,1
	[ "$(points account_id,d,e A,,2026-03-01)" = 1.000000 ]
}

@test "linear: log is ln(1+x), which needs an x above -1" {
	model 'score,linear,log(x),,2'
	[ "$(points account_id,x A,1)" = 1.386294 ]
	[ "$(why account_id,x A,1)" = 'log(x) +1.386294' ]
	[ "$(points account_id,x A,0)" = 0.000000 ]
	[ "$(points account_id,x A,)" = 0.000000 ]
	[ "$(points account_id,x A,-0.5)" = -1.386294 ]
	run -65 score -m m.csv <<<$'account_id,x\nA,-1\nB,-7\nC,z'
	diff - <(echo "$output") <<-'END'
		hl-score: <stdin>:2:3: x: log needs a number above -1
		hl-score: <stdin>:3:3: x: log needs a number above -1
		hl-score: <stdin>:4:3: x: not a number
	END
}

@test "linear: what has no number is a mistake" {
	model 'score,linear,last(x),,4' 'score,linear,log(age(d)),,4' score,linear,l,,4 score,linear,,,4 'score,linear,log(),,4' \
		'score,linear,x,> 4,4' score,linear,x,, l,label,,, l,linear,x,,3
	run mistakes
	diff - <(echo "$output") <<-'END'
		:6: field: name a column, age(COLUMN), last(TYPE) or a part
		:7: field: say what is meant: log(COLUMN)
		:8: when: linear has no condition; an if row has one
		:9: value: empty where a number is needed
		:3: field: linear takes a column, age(COLUMN), which is in days, or log(COLUMN)
		:4: field: linear takes a column, age(COLUMN), which is in days, or log(COLUMN)
		:5: field: the part l is a label, not a number
		:11: rule: a label has if rows only, not linear
	END
}

# --- curve ---

@test "curve goes straight from knot to knot, is flat outside them, and nothing for a blank cell" {
	model score,mean,,, score,curve,x,10,1 score,curve,x,20,2 score,curve,x,50,-1 score,constant,,,0
	for c in -5:0.500000 10:0.500000 11:0.550000 20:1.000000 35:0.250000 50:-0.500000 9999:-0.500000 :0.000000; do
		[ "$(points account_id,x "A,${c%:*}")" = "${c#*:}" ]
	done
	model score,sum,,, score,curve,x,0,0 score,curve,x,3,1
	[ "$(points account_id,x A,1)" = 0.333333 ]
	[ "$(points account_id,x A,2)" = 0.666667 ]
	[ "$(why account_id,x A,2)" = 'x +0.666667' ]
	model score,mean,,, score,curve,x,10,1 score,constant,,,0
	[ "$(points account_id,x 'A, ')" = 0.000000 ]
	run -65 score -m m.csv <<<$'account_id,x\nA,z'
	[ "$output" = 'hl-score: <stdin>:2:3: x: not a number' ]
}

@test "curve: from the one end of the numbers to the other" {
	most=9223372036854.775807
	model score,curve,x,-$most,-$most score,curve,x,$most,$most
	for x in -$most 0.000000 $most 12.345678 -8000000000000.000001; do
		[ "$(points account_id,x "A,$x")" = "$x" ]
	done
	model score,curve,x,-$most,$most score,curve,x,$most,-$most
	[ "$(points account_id,x A,-8000000000000.000001)" = 8000000000000.000001 ]
}

@test "curve: ages of a date by the calendar or by the clock, of an event by the clock, parts" {
	model score,curve,'age(d)',0d,30 score,curve,'age(d)',30d,0
	[ "$(points account_id,d A,2026-02-20)" = 20.000000 ]
	[ "$(points account_id,d A,2026-02-20T23:00:00Z)" = 20.000000 ]
	[ "$(points account_id,d A,)" = 0.000000 ]
	model score,curve,'age(d)',0h,30 score,curve,'age(d)',720h,0
	[ "$(points account_id,d A,2026-03-01)" = 28.625000 ]
	model score,curve,'last(a)',1h,10 score,curve,'last(a)',1d,0
	table ts,account_id,type 2026-03-02T07:00:00Z,A,a >e
	[ "$(events=e points account_id A)" = 9.565217 ]
	[ "$(events=e points account_id B)" = 0.000000 ]
	model score,curve,p,0,10 score,curve,p,4,20 p,if,x,,1
	[ "$(points account_id,x A,)" = 12.500000 ]
}

@test "curve: knots that do not rise, or are of another kind than the field, are mistakes" {
	model score,curve,x,4,1 score,curve,x,4,2 score,curve,y,7d,2 'score,curve,age(d),7,2' 'score,curve,age(e),7d,2' \
		'score,curve,age(e),9h,2' score,curve,l,4,2 score,curve,z,soon,2 score,curve,z,,2 score,curve,z,4,x \
		'score,curve,last(a),1d,2' 'score,curve,last(a),24h,2' l,label,,, l,curve,x,1,1
	run mistakes
	diff - <(echo "$output") <<-'END'
		:10: when: a knot is a number such as 250, or an age such as 4h
		:11: when: a knot is a number such as 250, or an age such as 4h
		:12: value: not a number
		:4: when: the numbers of the knots must rise
		:5: when: y is not an age: say age(y)
		:6: when: age(d) is an age: its knots are, too, as in 7d
		:8: when: the knots of a date are all in d and w, by the calendar, or all in s, m and h
		:9: field: the part l is a label, not a number
		:14: when: the ages of the knots must rise
		:16: rule: a label has if rows only, not curve
	END
}

# --- remembered outcomes, reasons ---

@test "leads that differ in a number alone are scored each by its own" {
	model score,if,state,'is NY',1 'score,linear,x,,2' 'score,ratio,x / y,,10' score,curve,x,0,0 score,curve,x,10,100 \
		score,weight,state,,3
	{ echo account_id,state,x,y; for i in {1..300}; do echo "A$i,NY,$((i % 10)).5,$((i % 7))"; done; } >l
	score -m m.csv --no-why l >together
	{ head -1 together; sed 1d l | while read -r row; do table account_id,state,x,y "$row" | score -m m.csv --no-why | tail -1; done; } |
		diff together -
}

@test "the score's own rules are one group, also when a part stands between them" {
	model score,if,a,,1 score,part,p,, score,linear,b,,2 p,if,c,,3
	[ "$(why account_id,a,b,c A,,2,)" = '"a +1, b +4 | p +3: c +3"' ]
}

# --- the shipped models ---

@test "wip: the worked account comes to 470" {
	table account_id,balance,placed_date,last_pay_date,employer_phone,alternate_payer_phone,phone,address,ssn,data_reference,name2,alternate_payer,employment_rating,assets_rating,promised_payment,judgment,status,priority,collected_amount,assigned_amount \
		A,640,2026-01-16,,UNLISTED,,555-0101,MR-1,x,x,,,2,3,,,,,100,740 >l
	[ "$(score -m wip --no-why l | sed -n '2s/.*740,//p')" = 470,Warm ]
	# Its decimals, before they are rounded.
	printf '%s\n' part,rule,field,when,value model,include,,,wip model,decimals,,,6 >m.csv
	[ "$(score -m m.csv --no-why l | sed -n '2s/.*740,//p')" = 470.156750,Warm ]
	[ "$(score -m wip l | sed -n '2s/.*Warm,//p')" = '"balance +150, age(placed_date) +120, phone +80, ssn +30, data_reference +10, employment_rating +53.6, assets_rating +19.8, collected_amount / assigned_amount +6.75675"' ]
}

@test "b2b: a rating of nine in everything is 90 percent" {
	[ "$(table lead_id,employees,position,budget,urgency,interaction A,251,CTO,exceeds,immediately,requests B,250,head,limited,,x |
		score -m b2b --no-why --parts | cut -d, -f1,7-)" = "$(table lead_id,score,tier,points 'A,90.0,Very hot,360' B,27.3,Warm,109)" ]
}

@test "onboarding: either stage or age makes it urgent" {
	[ "$(table lead_id,status,created A,PAYMENT_PLAN_AGREED,2026-01-01 B,,2026-03-02 C,FEE_VIEWED,2026-02-20 |
		score -m onboarding --no-why | cut -d, -f1,4-)" = "$(table lead_id,score,tier,next_step \
		'A,3500,High,Occasional re-engagement' 'B,3030,High,First structured outreach' 'C,2320,Medium,E-mail nurture content')" ]
}

@test "wip, b2b, onboarding: hundreds of leads as an independent implementation scores them" {
	for m in wip b2b onboarding; do
		cases=$root/../shared/cases/score/$m
		[ -d "$cases" ] || skip "no cases here"
		columns=$(head -1 "$cases/leads.csv" | tr , '\n' | wc -l)
		score --parts --no-why -m $m -e "$cases/events.csv" "$cases/leads.csv" | cut -d, -f1,$((columns + 1))- |
			diff "$cases/expected.csv" -
	done
}

@test "an age of two columns names both" {
	printf '%s\n' part,rule,field,when,value 'score,if,"age(,e)",< 7d,1' 'score,if,"age(d,)",< 7d,1' 'score,if,"age(d,e)",< 7d,1' >m.csv
	run -65 hl-score --check -m m.csv
	[ "$(echo "$output" | cut -d: -f1-4)" = $'hl-score: m.csv:2: field\nhl-score: m.csv:3: field' ]
}
