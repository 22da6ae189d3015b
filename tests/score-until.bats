# hl-score --hot-until: when a lead falls out of its tier, to the second.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-score >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	as_of=2026-03-02T09:00:00Z
}

table() { printf '%s\n' "$@"; }
score() { hl-score --as-of $as_of --no-why --hot-until "$@"; }

# model ROW...: a model with these rows and the tiers High from 10 and Low.
model() { table part,rule,field,when,value "$@" tier,label,,, 'tier,if,score,>= 10,High' tier,if,score,,Low >m.csv; }
leads() { table account_id,d,x "$@" >l.csv; }
events() { table ts,account_id,type,amount "$@" >e.csv; }

# until [OPTION...]: the key, tier and time of each lead of the model.
until_() { score -m m.csv -e e.csv "$@" l.csv | sed 1d | cut -d, -f1,5-; }

@test "a time is one cell whatever separates them" {
	model 'score,signal,visit,< 7d,10'
	leads A,, B,,
	events 2026-03-01T09:00:00Z,A,visit,
	for delim in : T Z; do
		score -m m.csv -e e.csv -D "$delim" l.csv | hl-export -d "$delim" --to csv | cmp - <(score -m m.csv -e e.csv l.csv)
	done
}

@test "hot: freshness wears off, and the second is the one at which the rounded score is below" {
	# 25 x 1.32 = 33: below 24.95 at a recency of 0.756060, which 226910 seconds come to; 12 hours are over.
	table account_id,balance,placed_date,client_priority A,1840,2026-01-16,1 B,1840,2026-01-16,1 >l.csv
	table ts,account_id,type 2026-03-01T21:00:00Z,A,abandoned_payment >e.csv
	score -e e.csv l.csv >out
	[ "$(sed -n 1,2p out)" = "$(table account_id,balance,placed_date,client_priority,score,tier,hot_until \
		A,1840,2026-01-16,1,38.9,Warm,2026-03-04T12:01:50Z)" ] || { cat out; false; }
	# Without events nothing changes.
	[ "$(sed -n 3p out)" = B,1840,2026-01-16,1,0.0,Cold, ]
	as_of=2026-03-04T12:01:49Z
	[ "$(score -e e.csv l.csv | sed -n 2p)" = A,1840,2026-01-16,1,25.0,Warm,2026-03-04T12:01:50Z ]
	as_of=2026-03-04T12:01:50Z
	[ "$(score -e e.csv l.csv | sed -n 2p | cut -d, -f5,6)" = 24.9,Standard ]
}

@test "onboarding: a band of days ends at midnight" {
	table lead_id,status,created A,LEAD,2026-02-25 B,LEAD,2025-01-01 C,PAYMENT_PLAN_AGREED,2026-02-25 >l.csv
	[ "$(score -m onboarding l.csv | cut -d, -f1,7)" = "$(table lead_id,hot_until A,2026-03-04T00:00:00Z B, C,)" ]
	[ "$(score -m onboarding --tz America/New_York l.csv | sed -n 2p | cut -d, -f7)" = 2026-03-04T05:00:00Z ]
}

@test "workflow: an offer that nobody answers; web: visits that are not three any more" {
	table lead_id,profile_match A,high B,high >l.csv
	table ts,lead_id,type 2026-02-01,A,form_fill 2026-03-01T09:00:00Z,A,offer_sent 2026-02-01,B,form_fill \
		2026-03-01T09:00:00Z,B,offer_sent 2026-03-02T08:00:00Z,B,offer_click >e.csv
	[ "$(score -m workflow -e e.csv l.csv | cut -d, -f1,4,6)" = "$(table lead_id,tier,hot_until \
		A,Warm,2026-03-04T09:00:01Z B,Warm,)" ]
	table lead_id A >l.csv
	table ts,lead_id,type 2026-02-01,A,feedback_form 2026-02-26T12:00:00Z,A,visit 2026-02-27,A,visit 2026-03-01,A,visit >e.csv
	[ "$(score -m web -e e.csv l.csv | sed 1d)" = A,35,Warm,2026-03-05T12:00:00Z ]
}

@test "an event that gets too old, and one that becomes old enough: a lead may rise, too" {
	model 'score,signal,a,< 7d,10' 'score,signal,b,> 1d,10' 'score,signal,c,>= 36h and amount > 5,-20'
	leads A,, B,, C,, D,, E,,
	events 2026-02-27T09:00:00Z,A,a, 2026-03-01T12:00:00Z,B,b, 2026-02-20,B,c,1 2026-01-01,C,b, \
		2026-02-28T09:00:00Z,D,b, 2026-03-01T21:00:00Z,D,c,6 2026-03-02T00:00:00Z,D,c,x
	[ "$(until_)" = "$(table A,High,2026-03-06T09:00:00Z B,Low,2026-03-02T12:00:01Z C,High, \
		D,High,2026-03-03T09:00:00Z E,Low,)" ] || { until_; false; }
}

@test "an event that is later than now is none, also later" {
	model 'score,signal,a,,10'
	leads A,,
	events 2026-03-02T09:00:01Z,A,a,
	[ "$(until_)" = A,Low, ]
}

@test "points that decay, ages of cells in seconds and in days, the newest event" {
	model score,signal,a,,20 score,decay,a,7d, 'score,if,age(d),< 30h,10' 'score,if,age(x),< 2d,10' \
		'score,if,last(*),> 3d,-30'
	leads A,, B,2026-03-02T00:00:00Z, C,,2026-03-01 D,2026-03-01T08:59:59.5Z,
	events 2026-03-01T09:00:00Z,A,a,
	# Three days and a second come before the half-life is over.
	[ "$(until_)" = "$(table A,High,2026-03-04T09:00:01Z B,High,2026-03-03T06:00:00Z C,High,2026-03-03T00:00:00Z \
		D,High,2026-03-02T15:00:00Z)" ] || { until_; false; }
	model score,signal,a,,20 score,decay,a,1d,
	# 20 x 2^-(age / 86400) rounds to 9.9 when it is below 9.95: from 87025 seconds on.
	[ "$(until_ | head -1)" = A,High,2026-03-02T09:10:25Z ]
}

@test "a tier is a text: another row with the same one is no change; labels, parts and weights count" {
	table part,rule,field,when,value 'part,if,last(a),< 3d,10' 'part,if,last(a),< 5d,4' score,part,part,,2 \
		kind,label,,, 'kind,if,part,is 10,ten' kind,if,part,,other \
		tier,label,,, 'tier,if,score,> 15,Hot' 'tier,if,kind,is ten,Never' 'tier,if,score,> 5,Hot' >m.csv
	leads A,, B,,
	events 2026-03-01T09:00:00Z,A,a,
	[ "$(until_ | cut -d, -f1,2,4)" = "$(table A,Hot,2026-03-06T09:00:00Z B,,)" ]
}

@test "what holds for a single second is found" {
	table part,rule,field,when,value model,decimals,,,6 'score,curve,last(a),0s,0' 'score,curve,last(a),1000000s,1000' \
		tier,label,,, 'tier,if,score,is 654.321',Hit tier,if,score,,Miss >m.csv
	leads A,,
	events 2026-03-02T08:59:00Z,A,a,
	[ "$(until_)" = A,Miss,2026-03-09T22:44:21Z ] || { until_; false; }
	as_of=2026-03-09T22:44:21Z
	[ "$(until_)" = A,Hit,2026-03-09T22:44:22Z ]
	as_of=2026-03-09T22:44:22Z
	[ "$(until_)" = A,Miss, ]
}

@test "the largest of nothing is 0, and so is the least and the mean" {
	leads A,,
	events 2026-03-02T08:00:00Z,A,a,
	for how in max mean; do
		table part,rule,field,when,value score,$how,,, 'score,if,last(a),< 3d,-5' tier,label,,, 'tier,if,score,>= 0,High' >m.csv
		[ "$(until_)" = A,,2026-03-05T08:00:00Z ]
	done
	table part,rule,field,when,value score,min,,, 'score,if,last(a),< 3d,5' tier,label,,, 'tier,if,score,> 0,High' >m.csv
	[ "$(until_)" = A,High,2026-03-05T08:00:00Z ]
}

@test "freshness falls and rises again as fresh points decay and stale ones leave" {
	# The fresh points of a are halved every five hours, those of b stay for 14 days: the mean falls to the
	# freshness of b, and when b is gone it is that of a.
	table part,rule,field,when,value p,signal,a,,100 p,decay,a,5h, 'p,signal,b,< 14d,100' score,fresh,p,1d,1 \
		score,fresh,p,10d,0.5 model,decimals,,,3 tier,label,,, 'tier,if,score,< 0.502,Low' tier,if,score,,High >m.csv
	leads A,,
	events 2026-03-02T08:00:00Z,A,a, 2026-02-19,A,b,
	found=$(until_ | cut -d, -f3)
	[[ $found = 2026-03-04T0* ]]
	as_of=$found
	[ "$(until_)" = A,Low,2026-03-05T00:00:00Z ]
	as_of=$(date -u -d "$found - 1 second" +%FT%TZ)
	[ "$(until_)" = "A,High,$found" ]
}

@test "within 90 days, the last second of them included" {
	leads A,, B,,
	model 'score,signal,a,< 90d,10'
	events 2026-03-02T09:00:00Z,A,a, 2026-03-02T08:59:59.5Z,B,a,
	[ "$(until_)" = "$(table A,High,2026-05-31T09:00:00Z B,High,2026-05-31T09:00:00Z)" ] || { until_; false; }
	model 'score,signal,a,<= 90d,10'
	[ "$(until_)" = "$(table A,High, B,High,)" ]
}

@test "a lead that becomes a bad row before has no time, nor one whose change comes behind that" {
	table part,rule,field,when,value 'p,if,last(a),< 2d,9' 'p,if,last(a),< 3d,-5' 'p,if,last(a),,5' \
		'score,linear,log(p),,1' 'score,if,last(a),< 4d,20' tier,label,,, 'tier,if,score,>= 10,High' tier,if,score,,Low >m.csv
	leads A,,
	events 2026-03-02,A,a,
	[ "$(until_)" = A,High, ]
	as_of=2026-03-05T09:00:00Z
	[ "$(until_)" = A,High,2026-03-06T00:00:00Z ]
	as_of=2026-03-04T09:00:00Z
	run -65 score -m m.csv -e e.csv l.csv
}

@test "overrides hold until their end" {
	model 'score,if,x,is 1,10'
	leads A,,1 B,,2 C,,2 D,,1
	events
	table account_id,set,add,until A,5,,2026-03-03 B,,4,2026-03-10 B,,7,2026-03-04T12:00:00.5Z C,12,, D,,1,2026-03-09 >o.csv
	[ "$(until_ --overrides o.csv)" = "$(table A,Low,2026-03-03T00:00:00Z B,High,2026-03-04T12:00:01Z C,High, D,High,)" ]
}

@test "clocks that are set back over midnight make a day come twice" {
	model 'score,if,age(d),< 1d,10'
	leads A,2005-10-29,
	events
	as_of=2005-10-29T12:00:00Z
	[ "$(until_ --tz America/St_Johns)" = A,High,2005-10-30T02:30:00Z ]
	as_of=2005-10-30T02:30:10Z
	[ "$(until_ --tz America/St_Johns)" = A,Low,2005-10-30T02:31:00Z ]
	as_of=2005-10-30T02:31:00Z
	[ "$(until_ --tz America/St_Johns)" = A,High,2005-10-30T03:30:00Z ]
}

@test "the column stands behind why and before those of --since; --replace drops it" {
	model 'score,if,x,is 1,10'
	leads A,,1
	table account_id,score,tier A,0.0,Low >s.csv
	score -m m.csv --since s.csv --parts l.csv >out
	[ "$(cat out)" = "$(table account_id,d,x,score,tier,hot_until,score_before,tier_before,crossed A,,1,10.0,High,,0.0,Low,up)" ]
	[ "$(hl-score --as-of $as_of -m m.csv --hot-until l.csv)" = "$(table account_id,d,x,score,tier,why,hot_until 'A,,1,10.0,High,x +10,')" ]
	run -64 score -m m.csv out
	score -m m.csv --replace out | grep -x 'A,,1,0.0,Low,up,10.0,High,'
}

@test "a model without tiers cannot be asked" {
	table part,rule,field,when,value score,constant,,,1 >m.csv
	leads A,,
	run -64 score -m m.csv l.csv
	[ "$output" = 'hl-score: m.csv: --hot-until needs a label tier, which this model has not' ] || { echo "$output"; false; }
	table part,rule,field,when,value score,constant,,,1 tier,constant,,,1 >m.csv
	run -64 score -m m.csv --check
	[ "$output" = 'hl-score: m.csv:3: part: --hot-until needs a label of this name, not a number' ] || { echo "$output"; false; }
	table part,rule,field,when,value score,constant,,,1 tier,label,,, hot_until,constant,,,1 >m.csv
	run -64 score -m m.csv l.csv
	[ "$output" = 'hl-score: m.csv:4: part: hot_until is the column of --hot-until' ] || { echo "$output"; false; }
}

@test "the same bytes for any number of threads, with --sorted and with --memory" {
	model 'score,signal,a,> 2d,8' 'score,signal,b,< 7d,3' 'score,count,a,>= 2 in 9d,3' 'score,silence,c > b,> 5d,-2' \
		'score,signal,c,< 80d and amount < 5,4' score,decay,c,10d, 'score,if,age(d),< 80d,3'
	{ echo account_id,d,x && seq -f 'K%05g,,' 1 9000 | sed 's/7,/7,2026-01-10/'; } >l.csv
	{ echo ts,account_id,type,amount && seq 1 90000 | awk '{
		printf "2026-%02d-%02dT%02d:%02d:%02dZ,K%05d,%s,%d\n", 1 + $1 % 2, 1 + $1 % 28, $1 % 24, $1 % 60, $1 % 59,
			$1 * 7919 % 11003, substr("abc", $1 % 3 + 1, 1), $1 % 11 }'; } >e.csv
	score -m m.csv -e e.csv -j 1 l.csv >want
	[ "$(cut -d, -f6 want | sort -u | wc -l)" -gt 1000 ]
	score -m m.csv -e e.csv -j 4 --block-size 7K l.csv | cmp want -
	score -v -m m.csv -e e.csv --memory 1M l.csv 2>err >spilled
	grep -q spilled err && cmp want spilled
	{ head -1 e.csv && sed 1d e.csv | LC_ALL=C sort -t, -k2,2 -s; } >se.csv
	score -m m.csv -e se.csv --sorted l.csv | cmp want -
	# And all else is as without it.
	hl-score --as-of $as_of --no-why -m m.csv -e e.csv l.csv | cmp - <(cut -d, -f1-5 want)
}

# --- scored again ---

again() { PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/until.py" "$@"; }

@test "random models, scored again at the time, the second before it and many others" {
	python3 -c 'import zoneinfo' 2>/dev/null || skip "no python3 here"
	again "${SEED:-1}" "${CASES:-100}"
}

@test "the shipped models on their cases, scored again" {
	python3 -c 'import zoneinfo' 2>/dev/null || skip "no python3 here"
	for m in hot wip web b2b workflow onboarding; do
		cases=$root/../shared/cases/score/$m
		[ -d "$cases" ] || skip "no cases here"
		again "$root/lib/score/$m.csv" "$cases/leads.csv" "$cases/events.csv"
	done
}
