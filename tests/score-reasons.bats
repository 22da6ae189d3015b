# --rules and --explain: where a score comes from, to the last millionth, and for a person.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-score >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

score() { hl-score --as-of 2026-03-02T09:00:00Z "$@"; }

table() { printf '%s\n' "$@"; }

# A model of these rows in m.csv.
model() { table part,rule,field,when,value "$@" >m.csv; }

# The rows of --rules for the leads on the standard input, without the header and the key.
rules() { score --rules "$@" | sed '1d; s/^[^,]*,//'; }

# Do the values of each lead's rules add up to the score in the column $1 of scores, exactly?
add_up() {
	python3 - "$1" <<-'END'
		import csv, sys
		from decimal import Decimal
		sums = {}
		rules = list(csv.reader(open("rules")))
		for row in rules[1:]:
		    sums[row[0]] = sums.get(row[0], 0) + Decimal(row[-1])
		header, *leads = csv.reader(open("scores"))
		assert leads and rules[0] == [header[0], *"part rule field evidence gives value".split()], rules[0]
		for lead in leads:
		    want = Decimal(lead[header.index(sys.argv[1])])
		    assert sums.get(lead[0].strip(), 0) == want, (lead[0], sums.get(lead[0].strip(), 0), want)
	END
}

# One lead of the model hot in leads, its events in events.
hot() {
	table account_id,balance,placed_date,client_priority ' A ,1840,2026-01-16,1' >leads
	table ts,account_id,type 2026-03-01T21:00:00Z,A,abandoned_payment 2026-03-01T20:30:00Z,A,viewed_plans \
		2026-03-01T20:30:00Z,A,portal_visit 2026-02-28T20:30:00Z,A,portal_visit >events
}

# --- --rules: the worked examples ---

@test "--rules of a hot account: points, factors of them, freshness, rounding" {
	hot
	score --rules -e events leads >got
	diff got - <<-'END'
		account_id,part,rule,field,evidence,gives,value
		A,intent,signal,abandoned_payment,2026-03-01T21:00:00Z,25,25
		A,intent,signal,viewed_plans,2026-03-01T20:30:00Z,20,20
		A,intent,signal,portal_visit,2026-03-01T20:30:00Z,15,15
		A,value,if,balance,1840: < 2500,1.1,6
		A,value,if,client_priority,1: is 1,1.2,13.2
		A,recency,fresh,intent,"12h, 12h, 12h",1.175625,13.9095
		A,score,decimals,,1,93.1,-0.0095
	END
}

@test "--rules of wip: the cell and the band that held, a weighted group, a ratio, rounding" {
	{ printf %s, account_id balance placed_date last_pay_date employer_phone alternate_payer_phone phone address ssn &&
		printf %s, data_reference name2 alternate_payer employment_rating assets_rating promised_payment judgment &&
		echo status,priority,collected_amount,assigned_amount &&
		echo A,640,2026-01-16,,UNLISTED,,555-0101,MR-1,x,x,,,2,3,,,,,100,740; } >leads
	rules -m wip leads >got
	diff got - <<-'END'
		score,if,balance,640: >= 500,150,150
		score,if,age(placed_date),45d: < 90d,120,120
		score,if,phone,555-0101: present,80,80
		score,if,ssn,x: present,30,30
		score,if,data_reference,x: present,10,10
		score,if,employment_rating,2: is 2,53.6,53.6
		score,if,assets_rating,3: is 3,19.8,19.8
		score,ratio,collected_amount / assigned_amount,100 / 740,6.75675,6.75675
		score,decimals,,0,470,-0.15675
	END
}

@test "--rules of web: how many there were in the window" {
	table lead_id L1 >leads
	table ts,lead_id,type 2026-03-01,L1,price_list 2026-01-21,L1,demo 2026-02-26,L1,visit \
		2026-02-27,L1,visit 2026-02-28,L1,visit >events
	score --rules -m web -e events leads >got
	diff got - <<-'END'
		lead_id,part,rule,field,evidence,gives,value
		L1,score,signal,price_list,2026-03-01T00:00:00Z,15,15
		L1,score,signal,demo,2026-01-21T00:00:00Z,15,15
		L1,score,count,visit,3 in 7d,15,15
	END
}

@test "--rules of workflow: how many had no answer, under the model's name of it" {
	table lead_id,profile_match L1,high >leads
	table ts,lead_id,type 2026-02-20,L1,form_fill 2026-02-20,L1,offer_sent 2026-02-25,L1,offer_sent \
		2026-02-27,L1,offer_reply >events
	rules -m workflow -e events leads >got
	diff got - <<-'END'
		score,signal,form_fill,2026-02-20T00:00:00Z,10,10
		score,if,profile_match,high: is high,15,15
		silence,silence,offer_sent > offer_reply|offer_click,1 unanswered in 3d,-5,-5
	END
}

# --- --rules: what moves a score ---

@test "what a range makes of a part is a row, in a part of a part as in the score" {
	model score,product,,,'to 90' score,constant,,,3 score,part,a,,0.5 a,sum,,,'0 to 60' a,constant,,,40 a,if,x,'>= 1',50
	[ "$(table account_id,x A,2 | rules -m m.csv)" = "$(table score,constant,,,3,3 a,constant,,,40,57 \
		'a,if,x,2: >= 1,50,75' 'a,range,,0 to 60,60,-45')" ]
	[ "$(table account_id,x A,2 | score -m m.csv --no-why)" = "$(table account_id,x,score A,2,90.0)" ]
	model score,sum,,,'to 90' score,constant,,,100
	[ "$(table account_id A | rules -m m.csv)" = "$(table score,constant,,,100,100 'score,range,,to 90,90,-10')" ]
}

@test "a score that is set, and what is added to it, are rows with who and until when" {
	model score,constant,,,5
	table account_id,set,add,until,by,reason 'A,80,,2026-03-09,ann,"pays, she says"' A,,1.25,,bob, A,,2,,,late A,,9,2026-03-01,, \
		B,,-1,,, >o
	[ "$(table account_id A B C | score --rules -m m.csv --overrides o)" = "$(table \
		account_id,part,rule,field,evidence,gives,value A,score,constant,,,5,5 \
		'A,score,override,set,"until 2026-03-09 by ann: pays, she says",80,75' \
		'A,score,override,add,by bob | late,3.25,3.25' A,score,decimals,,1,83.3,0.05 \
		B,score,constant,,,5,5 B,score,override,add,,-1,-1 C,score,constant,,,5,5)" ]
}

@test "a rule that gives what matters to nobody has no row, one that another outdoes has" {
	model score,max,,, score,if,x,'> 5',3 score,if,x,,0 score,constant,,,7 score,constant,,,2 score,part,p,, p,product,,, p,constant,,,1
	[ "$(table account_id,x A,1 | rules -m m.csv)" = "$(table score,constant,,,7,7 score,constant,,,2,0)" ]
}

@test "a part of which nothing gives is a row where that moves the score" {
	model score,product,,, score,constant,,,8 score,part,a,, a,if,x,'> 5',3
	[ "$(table account_id,x A,1 | rules -m m.csv)" = "$(table score,constant,,,8,8 a,sum,,,0,-8)" ]
	model score,logistic,,, score,if,x,'> 5',3
	[ "$(table account_id,x A,1 | rules -m m.csv)" = "$(table score,logistic,,,0.5,0.5)" ]
	model score,product,,, score,if,x,'> 5',3
	[ "$(table account_id,x A,1 | rules -m m.csv)" = score,product,,,1,1 ]
}

@test "the first rule of a logistic has the half that nothing is, of a mean each the change" {
	model model,decimals,,,6 score,logistic,,, score,constant,,,0 score,constant,,,2
	[ "$(table account_id A | rules -m m.csv)" = "$(table score,constant,,,0,0.5 score,constant,,,2,0.380797)" ]
	model model,decimals,,,6 score,mean,,, score,constant,,,10 score,constant,,,0 score,constant,,,-1
	[ "$(table account_id A | rules -m m.csv)" = "$(table score,constant,,,10,10 score,constant,,,0,-5 score,constant,,,-1,-2)" ]
}

@test "a part that two use is gone through in both places, a part that an if looks at is one row" {
	model score,part,a,,2 score,part,b,, score,if,a,'>= 3',1 b,part,a,, b,if,x,missing,5 a,constant,,,3
	[ "$(table account_id,x A, | rules -m m.csv)" = "$(table a,constant,,,3,6 a,constant,,,3,3 b,if,x,missing,5,5 \
		'score,if,a,3: >= 3,1,1')" ]
}

@test "parts that double and double are one row where they are too many" {
	{ table part,rule,field,when,value score,part,p40,, p0,constant,,,0.000001
	for i in {1..40}; do table "p$i,part,p$((i - 1)),," "p$i,part,p$((i - 1)),,"; done; } >m.csv
	table account_id A >leads
	score -m m.csv --no-why leads >scores
	score --rules -m m.csv leads >rules
	[ "$(wc -l <rules)" -lt 20000 ]
	grep -q '^A,p[0-9]*,part,p[0-9]*,,' rules
	add_up score
}

@test "a total on the way that is out of range moves nothing; what is left is the next one's" {
	model score,sum,,, score,constant,,,9223372036854 score,constant,,,9223372036853 score,constant,,,-9223372036854
	[ "$(table account_id A | rules -m m.csv)" = "$(table score,constant,,,9223372036854,9223372036854 \
		score,constant,,,9223372036853,0 score,constant,,,-9223372036854,-1)" ]
}

@test "evidence is a number, an age, a day, a label, or that it is missing" {
	model model,decimals,,,6 score,product,,, score,linear,x,,2 'score,linear,log(x),,1' 'score,linear,age(d),,1' \
		'score,curve,age(t),1h,2' 'score,curve,age(t),9h,5' score,curve,x,0,1.5 'score,if,last(*),< 3d,1.5' score,if,y,,4 \
		'score,if,l,is far,6' 'score,if,n,> 1,1.5' score,linear,z,,3 'score,ratio,z / x,,1' l,label,,, l,if,x,,far n,linear,x,,1
	table account_id,x,y,z,d,t A,2.50,,,2026-02-27,2026-03-02T04:00:30Z >leads
	table ts,account_id,type 2026-03-01,A,call >events
	rules -m m.csv -e events leads | cut -d, -f2-4 >got
	diff got - <<-'END'
		linear,x,2.50
		linear,log(x),2.50
		linear,age(d),3d
		curve,age(t),4h
		curve,x,2.50
		if,last(*),1d: < 3d
		if,y,missing
		if,l,far: is far
		if,n,2.5: > 1
		linear,z,missing
		ratio,z / x,missing / 2.50
	END
}

@test "freshness is by the signals whose points had room, or by the newest" {
	model s,sum,,,'to 30' s,signal,a,,20 s,signal,b,,20 s,signal,c,,20 score,part,s,, score,fresh,s,1h,2 score,fresh,s,9h,1
	table ts,account_id,type 2026-03-02T06:00:00Z,A,a 2026-03-02T05:00:00Z,A,b 2026-03-02T02:00:00Z,A,c >events
	table account_id A >leads
	rules -m m.csv -e events leads | grep -F 's,"3h, 4h",'
	table score,fresh-mode,s,,newest >>m.csv
	rules -m m.csv -e events leads | grep -F s,3h,
}

# --- --rules: the same table ---

@test "--rules: the values of every lead add up to its score, in the cases of the six models" {
	[ -d "$root/../shared/cases/score" ] || skip "no cases here"
	for m in hot wip web workflow b2b onboarding; do
		cases=$root/../shared/cases/score/$m
		score --rules -m "$m" -e "$cases/events.csv" "$cases/leads.csv" >rules
		score --no-why -m "$m" -e "$cases/events.csv" "$cases/leads.csv" >scores
		add_up score
	done
}

@test "--rules is the same for any number of threads, for leads in order, and with little memory" {
	{ echo account_id,balance,placed_date,client_priority
	for i in {1000..1999}; do echo "K$i,$((i * 7 % 6000)),2025-0$((i % 9 + 1))-11,$((i % 4))"; done; } >leads
	{ echo ts,account_id,type
	for i in {1000..1999}; do echo "2026-03-0$((i % 2 + 1))T0$((i % 8)):30:00Z,K$i,portal_visit"
		echo "2026-02-2$((i % 9))T11:00:00Z,K$i,promise"; done; } >events
	score --rules -j 1 -e events leads >want
	score --rules -j 8 --block-size 500 -e events leads | cmp want -
	score --rules --sorted -e events leads | cmp want -
	score --rules --memory 1M -e events leads | cmp want -
	cp want rules
	score --no-why -e events leads >scores
	add_up score
}

@test "--rules keeps the dialect and the line ends; a score that the leads have is no matter" {
	model 'score,if,x,is a b,1'
	[ "$(printf 'account_id;score;why;x\r\nA;3;;a b\r\n' | score --rules -m m.csv)" = \
		"$(printf 'account_id;part;rule;field;evidence;gives;value\r\nA;score;if;x;a b: is a b;1;1\r\n')" ]
	[ "$(printf 'A,a b\n' | score --rules --no-header -D ';' -m m.csv --map account_id=1 --map x=2)" = \
		'A;score;if;x;a b: is a b;1;1' ]
	table account_id,x 'A,"a, b"' >leads
	model score,if,x,present,1
	[ "$(rules -m m.csv leads)" = 'score,if,x,"a, b: present",1,1' ]
}

@test "--rules: a bad lead is told as ever, or set aside" {
	model score,linear,x,,1
	table account_id,x A,1 B,no C,2 >leads
	run -65 --separate-stderr score --rules -m m.csv leads
	[ "$stderr" = 'hl-score: leads:3:3: x: not a number' ]
	score --rules -q --rejects bad -m m.csv leads | grep -c score,linear | grep -qx 2
	score --rules --check -m m.csv leads 2>&1 | grep -q 'not a number'
}

@test "--rules and --explain: options that are about the rows of leads are misuse" {
	for option in --parts --no-why --replace --since=x; do
		run -64 score --rules "$option" /dev/null
		[ "${lines[0]}" = "hl-score: --rules does not go with ${option%=x}" ]
		run -64 score --explain A "$option" /dev/null
		[ "${lines[0]}" = "hl-score: --explain does not go with ${option%=x}" ]
	done
	run -64 score --explain A --rules /dev/null
	run -64 score --explain A -D ';' /dev/null
	run -64 score --explain ' ' /dev/null
}

# --- --explain ---

@test "--explain: a page that begins with the answer and goes on step by step" {
	hot
	score -e events --explain A -o page leads
	diff page - <<-'END'
		account_id A

		  score    93.1
		  tier     Critical, because score is 93.1 (>= 75)
		  next up  nothing: this is the highest
		  mostly   abandoned_payment +25, viewed_plans +20, portal_visit +15
		  as of    2026-03-02 09:00:00 UTC
		  model    hot: Hot Lead Score: intent x value x recency

		Events
		  known at that time: 4
		                              when                              age      points
		  abandoned_payment           2026-03-01T21:00:00Z              12h          25
		  portal_visit                2026-03-01T20:30:00Z              12h          15
		  viewed_plans                2026-03-01T20:30:00Z              12h          20
		  Without points: 1. Of each type the newest counts that is not too old; some
		  types give none by themselves.

		Step by step
		                              looked at                       gives    comes to

		intent: added up; at least 0, at most 100
		  abandoned_payment           2026-03-01T21:00:00Z              +25          25
		  viewed_plans                2026-03-01T20:30:00Z              +20          45
		  portal_visit                2026-03-01T20:30:00Z              +15          60
		  nothing from partial_payment, inbound_call, promise, sms_click, email_open

		value: multiplied; at least 0.1, at most 1.5
		  balance                     1840: < 2500                     x1.1         1.1
		  age of placed_date          45d: < 91d                         x1         1.1
		  client_priority             1: is 1                          x1.2        1.32

		recency: added up; at least 0.1, at most 1.5
		  how fresh intent is         12h, 12h, 12h               +1.175625    1.175625

		score: multiplied
		  intent                                                        x60          60
		  value                                                       x1.32        79.2
		  recency                                                 x1.175625     93.1095
		  rounded to 1 decimal                                                     93.1
	END
}

@test "--explain: what the next tier would need, what was held, who changed it" {
	model model,name,,,mine score,sum,,,'0 to 40' score,part,a,,0.5 score,if,x,'> 1',30 a,max,,, a,constant,,,24 'a,if,y,is no,5' \
		tier,label,,, 'tier,if,score,>= 60,Hot' 'tier,if,score,>= 50,Warm' 'tier,if,y,is no,Lost' tier,if,score,,Cold
	table account_id,x,y A,2,yes >leads
	table account_id,set,add,until,by,reason A,,4.26,2026-04-01,ann,asked >o
	score -m m.csv --explain A --overrides o leads >page
	diff page - <<-'END'
		account_id A

		  score    44.3
		  tier     Cold, because nothing higher holds
		  next up  Lost, if y is no
		  mostly   x +30, a +12, added by hand +4.26
		  as of    2026-03-02 09:00:00 UTC
		  model    mine

		Step by step
		                              looked at                       gives    comes to

		a: the largest of these
		  always                                                        +24          24
		  nothing from y

		score: added up; at least 0, at most 40
		  a                           24 x 0.5                          +12          12
		  x                           2: > 1                            +30          42
		  at most 40                  it was 42                                      40
		  added by hand                                               +4.26       44.26
		      until 2026-04-01 by ann: asked
		  rounded to 1 decimal                                                     44.3
	END
	model score,linear,x,,1 tier,label,,, 'tier,if,score,>= 60,Hot' 'tier,if,score,> 50,Warm'
	score -m m.csv --explain A leads >page
	grep -qx '  tier     none' page
	grep -qx '  next up  Warm, if score > 50: more than 48 more' page
}

@test "--explain: a score that its range holds up lacks what its rules lack" {
	model score,sum,,,'0 to' score,linear,x,,1 tier,label,,, 'tier,if,x,> 9,Odd' 'tier,if,score,>= 21,Warm'
	table account_id,x A,-5 B,0 >leads
	score -m m.csv --explain A leads | grep -x '  next up  Warm, if score >= 21: 26 more, for its rules come to -5'
	score -m m.csv --explain B leads | grep -x '  next up  Warm, if score >= 21: 21 more'
	table account_id,set,add A,3,2 >o
	score -m m.csv --explain A --overrides o leads | grep -x '  next up  Warm, if score >= 21: 16 more'
	table account_id,add A,2 >o
	score -m m.csv --explain A --overrides o leads |
		grep -x '  next up  Warm, if score >= 21: 24 more, for its rules come to -5'
}

@test "--explain: parts that the score does not need come behind it and say so" {
	model first,if,x,,7 score,part,second,,2 second,if,x,,3 third,sum,,,'0 to 9' third,part,score,,
	table account_id,x A,1 >leads
	score -m m.csv --explain A leads | grep -E '^[a-z]+: ' >page
	diff page - <<-'END'
		second: added up
		score: added up
		first: added up; no part of the score
		third: added up; at least 0, at most 9; no part of the score
	END
}

@test "--explain: no line is longer than 80 columns, and no cell gives a terminal orders" {
	long=$(printf 'long words %.0s' {1..20})$(printf 'x%.0s' {1..200})
	model "model,about,,,$long" "score,if,x,present,1" "score,if,$(printf 'y%.0s' {1..90}),present,1" "tier,label,,," "tier,if,x,,$long"
	{ echo "account_id,x,$(printf 'y%.0s' {1..90})"; printf 'A,"\033[31m\302\233 %s",%s\n' "$long" "$long"; } >leads
	score -m m.csv --explain A leads >page
	[ "$(LC_ALL=C tr -d '\200-\277' <page | awk '{ if (length > m) m = length } END { print m }')" -le 80 ]
	! LC_ALL=C grep -q $'[\001-\011\013-\037]' page
	! LC_ALL=C grep -q $'\302\233' page
}

@test "--explain: a cell of eight megabytes takes no time that grows with its square" {
	model score,if,note,present,1
	{ printf 'account_id,note\nA,' && head -c 8000000 /dev/zero | tr '\0' x && echo; } >leads
	timeout 20 hl-score -m m.csv --explain A leads >page
	[ "$(tr -cd x <page | wc -c)" -ge 8000000 ]
	[ "$(awk 'length > 80' page | wc -l)" -eq 0 ]
}

@test "--explain: an event that gives points in two parts is one; a model without events has none" {
	model score,signal,call,,2 score,part,p,, p,signal,Call,,3 'p,signal,mail,< 1d,1'
	table ts,account_id,type 2026-03-01,A,call 2026-02-01,A,call 2026-02-01,A,mail 2026-03-03,A,call >events
	table account_id A >leads
	score -m m.csv -e events --explain A leads >page
	[ "$(sed -n '/^Events/,/^$/p' page | sed 1d)" = "$(table '  known at that time: 3' \
		'                              when                              age      points' \
		'  Call                        2026-03-01T00:00:00Z               1d           3' \
		'  call                        2026-03-01T00:00:00Z               1d           2' \
		'  Without points: 2. Of each type the newest counts that is not too old; some' \
		'  types give none by themselves.')" ]
	model score,constant,,,1
	score -m m.csv -e events --explain A leads >page
	! grep Events page
}

@test "--explain: a lead that is not there is told, exit 1; blanks around a key do not count" {
	hot
	run -1 score -e events --explain B leads
	[ "$output" = 'hl-score: there is no lead with this account_id' ]
	run -1 score -q -e events --explain B --check leads
	score --explain ' A ' leads | grep -qx 'account_id A'
	score --explain A --check leads
}

@test "--explain: a page for each lead with the key; others are read, and only read" {
	model score,linear,x,,1
	table account_id,x A,1 B,no A,2 C >leads
	run -65 --separate-stderr score -m m.csv --explain A leads
	[ "$stderr" = 'hl-score: leads:5: 1 cell where the header has 2' ]
	sed -i '$d' leads
	score -m m.csv --explain A -j 8 --block-size 5 leads >page
	[ "$(grep -c '^account_id A' page)" = 2 ]
	[ "$(grep -c $'^\f$' page)" = 1 ]
	run -65 score -m m.csv --explain B leads
	[ "${lines[-1]}" = 'hl-score: leads:3:3: x: not a number' ]
}

@test "--explain is the same for leads in order and with little memory" {
	hot
	score --explain A -e events leads >want
	{ sed 1q events; sed 1d events | sort -t, -k2,2; } >sorted
	score --explain A --sorted -e sorted leads | cmp want -
	score --explain A --memory 1M -e events leads | cmp want -
}
