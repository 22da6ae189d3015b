# hl-score: the rules that count events, have points decay, wait for answers; the models made of them.
bats_require_minimum_version 1.5.0

setup() {
	root=$BATS_TEST_DIRNAME/..
	command -v hl-score >/dev/null || PATH=$(cd "$root" && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	mkdir tmp
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
}

teardown() {
	[ ! -d "$TMPDIR" ] || [ -z "$(ls -A "$TMPDIR")" ]
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

# A model of these rows in m.csv.
model() { printf '%s\n' part,rule,field,when,value "$@" >m.csv; }
table() { printf '%s\n' "$@"; }

# points TYPE SECONDS ...: the score of the lead A after these events.
points() {
	log "$@" >e
	table account_id A | score --no-why -m m.csv -e e | sed -n '2s/.*,//p'
}
why() {
	log "$@" >e
	table account_id A | score -m m.csv -e e | sed -n '2s/^A,[^,]*,//p'
}
mistakes() { ! score --check -m m.csv 2>&1 | sed 's/^hl-score: m\.csv:/:/'; }

H=3600
D=86400

# --- decay ---

@test "decay: after each half-life half of the points are left, of the newest event" {
	model model,decimals,,,6 score,signal,a,,10 score,decay,a,12h,
	[ "$(points a 0)" = 10.000000 ]
	[ "$(points a $((12 * H)))" = 5.000000 ]
	[ "$(points a $((36 * H)) a $((24 * H)))" = 2.500000 ]
	[ "$(points a $((6 * H)))" = 7.071070 ]
	[ "$(points b 5)" = 0.000000 ]
}

@test "decay: the factor is rounded to millionths, then the points are, half away from zero" {
	model model,decimals,,,6 score,signal,a,,-0.000001 score,decay,a,1d,
	[ "$(points a $D)" = -0.000001 ]
	[ "$(points a $((D + 1)))" = 0.000000 ]
	model model,decimals,,,6 score,signal,a,,9223372036854.775807 score,decay,a,1d,
	[ "$(points a 0)" = 9223372036854.775807 ]
}

@test "decay: of a part's own signal, wherever the row stands; other signals keep their points" {
	model 'score,decay,a,1d,' 'score,signal,a,< 7d,8' score,signal,b,,1 score,part,p,, p,signal,a,,100
	[ "$(points a $D b $D)" = 105.0 ]
	[ "$(points a $((8 * D)) b $D)" = 101.0 ]
}

@test "decay: of a signal's alternatives the newest decays; fresh and why see what is left" {
	model 'score,signal,a,< 1d,40' score,signal,a,,20 score,signal,b,,3 score,decay,a,1d, \
		score,part,r,, r,fresh,score,1h,1 r,fresh,score,100h,0
	run mistakes
	[[ "$output" == *'needs itself'* ]]
	model score,product,,, score,part,s,, score,part,r,, 's,signal,a,< 1d,40' s,signal,a,,20 s,signal,b,,3 \
		s,decay,a,1d, r,sum,,, r,fresh,s,0h,2 r,fresh,s,96h,0 model,decimals,,,4
	[ "$(points a $D b 0)" = 21.0000 ]
	[ "$(why a $D b 0)" = 'a +10 (1d); b +3 (0s) | r x1.615385' ]
}

# --- count ---

@test "count: when that many events happened in the window, which begins now and ends before its end" {
	model 'score,count,v,>= 3 in 7d,15'
	[ "$(points v 0 v 5 v $((7 * D - 1)))" = 15.0 ]
	[ "$(points v 0 v 5 v $((7 * D)))" = 0.0 ]
	[ "$(points v -1 v 5 v 6)" = 0.0 ]
	[ "$(points v 1 v 1 v 1 v 1 x 1)" = 15.0 ]
}

@test "count: any comparison, and several windows of one type side by side" {
	model 'score,count,v,< 1 in 2d,1' 'score,count,v,<= 1 in 1w,2' 'score,count,v,is 2 in 48h,4' \
		'score,count,v,is not 0 in 7d,8' 'score,count,v,> 2 in 90m,16' 'score,count,v,in 2|4 in 2d,32'
	[ "$(points)" = 3.0 ]
	[ "$(points v $((3 * D)))" = 11.0 ]
	[ "$(points v 5 v 6)" = 44.0 ]
	[ "$(points v 5 v 6 v 7 v 8)" = 56.0 ]
}

@test "count: events may have to meet conditions, which no other rule shares" {
	model 'score,count,v,>= 2 in 7d and channel is web,10' 'score,count,v,>= 3 in 7d,5' 'score,signal,v,< 7d,1'
	table ts,account_id,type,channel "$(ago 1),A,v,web" "$(ago 2),A,v,mail" "$(ago 3),B,v,WEB" "$(ago 3),B,v,web" \
		"$(ago 3),B,v,web" "$(ago 3),C,v,web" >e
	[ "$(table account_id A B C D | score -m m.csv -e e --no-why | sed 1d)" = $'A,1.0\nB,16.0\nC,1.0\nD,0.0' ]
}

@test "count: why says how many there were in which span" {
	model 'score,count,visit,>= 3 in 7d,15' score,signal,demo,,10
	[ "$(why visit 1 visit 2 visit 3 visit 4 demo $D)" = 'demo +10 (1d) | visit +15 (4 in 7d)' ]
	model score,part,p,, 'p,count,visit,< 3 in 2w,-5' 'p,count,visit,>= 1 in 1h,2' p,signal,demo,,10
	[ "$(why visit $H visit 2 demo $D)" = '"demo +10 (1d) | p +7: visit -5 (2 in 2w), visit +2 (1 in 1h)"' ]
	[ "$(why)" = 'p -5: visit -5 (0 in 2w)' ]
}

# --- silence ---

@test "silence: points for each event that is older than the limit and has no answer in time" {
	model 'score,silence,sent > reply|click,> 3d,-5'
	[ "$(points sent $((3 * D)))" = 0.0 ]
	[ "$(points sent $((3 * D + 1)))" = -5.0 ]
	[ "$(points sent $((9 * D)) sent $((5 * D)) sent $D)" = -10.0 ]
	[ "$(points sent $((9 * D)) reply $((6 * D)))" = 0.0 ]
	[ "$(points sent $((9 * D)) reply $((6 * D - 1)))" = -5.0 ]
	[ "$(points sent $((9 * D)) click $((9 * D)))" = 0.0 ]
	[ "$(points sent $((9 * D)) click $((9 * D + 1)))" = -5.0 ]
}

@test "silence: one answer serves all events before it, in any order of the log" {
	model 'score,silence,sent > reply|click,> 3d,-5'
	[ "$(points reply $((7 * D)) sent $((9 * D)) sent $((8 * D)) sent $((7 * D - 1)) sent $((12 * D)))" = -10.0 ]
	[ "$(points sent $((8 * D)) sent $((12 * D)) sent $((7 * D - 1)) sent $((9 * D)) reply $((7 * D)))" = -10.0 ]
	[ "$(points sent $((9 * D)) sent $((9 * D)) sent $((9 * D)))" = -15.0 ]
}

@test "silence: a part of a second tells what came first" {
	model 'score,silence,sent > reply,> 3d,-5'
	silent() {
		table ts,account_id,type "2026-02-20T08:00:00.$1Z,A,sent" "2026-02-20T08:00:00.$2Z,A,reply" >e
		table account_id A | score --no-why -m m.csv -e e | sed -n '2s/.*,//p'
	}
	[ "$(silent 500 499)" = -5.0 ]
	[ "$(silent 500 5)" = 0.0 ]
	[ "$(silent 500000001 5)" = -5.0 ]
	# Three days and half a second ago is three days ago.
	table ts,account_id,type 2026-02-27T08:59:59.5Z,A,sent >e
	[ "$(table account_id A | score --no-why -m m.csv -e e | sed 1d)" = A,0.0 ]
}

@test "silence: bounded by the range of its part, and said with how many" {
	model score,part,quiet,, score,signal,form,,10 'quiet,sum,,,-15 to 0' 'quiet,silence,sent > reply,> 3d,-5' \
		'quiet,silence,call > reply,> 1w,-1'
	[ "$(why form $D sent $((9 * D)) sent $((5 * D)))" = 'form +10 (1d) | quiet -10: sent -10 (2 unanswered in 3d)' ]
	[ "$(points form $D sent $((9 * D)) sent $((8 * D)) sent $((7 * D)) sent $((6 * D)) call $((8 * D)))" = -5.0 ]
}

@test "silence: what is an answer to one may wait for one itself" {
	model 'score,silence,a > b,> 1d,-1' 'score,silence,b > a|c,> 1d,-10' 'score,silence,a > c,> 2d,-100'
	[ "$(points a $((9 * D)) b $((9 * D - 5)))" = -110.0 ]
	[ "$(points a $((9 * D)) c $((7 * D)) b $((7 * D)))" = -1.0 ]
}

@test "silence: points that do not fit are an error of the row" {
	model 'score,silence,a > b,> 1d,9000000000000'
	log a $((2 * D)) a $((3 * D)) >e
	run -65 score -m m.csv -e e <<<$'account_id\nA'
	[[ "${lines[-1]}" == *'the part score is out of range' ]]
}

# --- mistakes ---

@test "mistakes of these rules are told in one run, each with its line" {
	model score,decay,a,12h, score,signal,b,,5 score,decay,b,soon,2 score,decay,b,1h, score,decay,,1h, \
		score,decay,b,0h, 'score,count,,>= 3 in 7d,1' 'score,count,v,>= 3,1' 'score,count,v,>= 2.5 in 7d,1' \
		'score,count,v,>= 3 in 7,1' 'score,count,v,>= 0 in 7d,1' 'score,count,v,>= 3 in 7d,' \
		'score,count,v,>= 3 in 7d and due < 3d,1' 'score,count,v,present in 7d,1' 'score,silence,a,> 3d,1' \
		'score,silence,a > a,> 3d,1' 'score,silence,a > b|,> 3d,1' 'score,silence,a > b,< 3d,1' \
		'score,silence,a > b,> 3,1' 'score,silence,a > *,> 3d,1' 'score,silence,a > b,> 3d and x is 1,1' \
		'score,silence,a > b,> 3d,x' l,label,,, 'l,count,v,> 3 in 7d,1' 'score,decay,bb,1d,' 'score,count,v,> 1 in 0d,1' \
		score,silense,,,
	run mistakes
	diff - <(echo "$output") <<-'END'
		:4: when: a half-life is a span such as 12h
		:4: value: a decay has none; its half-life stands in when
		:5: field: line 4 has a half-life of b already
		:6: field: a decay names the type of a signal
		:7: when: a half-life is a span such as 12h
		:7: field: line 4 has a half-life of b already
		:8: field: a count is of a type of event
		:9: when: a count is compared with a whole number in a span, as in >= 3 in 7d
		:10: when: a count is compared with a whole number in a span, as in >= 3 in 7d
		:11: when: a count is compared with a whole number in a span, as in >= 3 in 7d
		:12: when: a count is never below 0
		:13: value: empty where a number is needed
		:14: when: due is a column of the event, not an age
		:15: when: a count is compared with a whole number in a span, as in >= 3 in 7d
		:16: field: a silence is EVENT > ANSWER|ANSWER
		:17: field: a would answer itself
		:18: field: a silence is EVENT > ANSWER|ANSWER
		:19: when: a silence is longer than a span, as in > 3d
		:20: when: a silence is longer than a span, as in > 3d
		:21: field: a silence is EVENT > ANSWER|ANSWER
		hl-score: and 7 more like these
	END
	model score,decay,aa,12h, score,signal,a,,5 l,label,,, 'l,count,v,> 3 in 7d,1' 'score,count,v,> 1 in 0d,1' \
		score,silense,,, 'score,silence,a > b,> 3d,x' 'score,silence,a > b,> 3d and x is 1,1'
	run mistakes
	diff - <(echo "$output") <<-'END'
		:6: when: a count is compared with a whole number in a span, as in >= 3 in 7d
		:7: rule: there is no rule silense; is it silence?
		:8: value: not a number
		:9: when: a silence is longer than a span, as in > 3d
		:2: field: score has no signal aa whose points decay (a?)
		:5: rule: a label has if rows only, not count
	END
}

# --- the ways that events are read ---

# A model of all of these rules, many leads, many events.
many() {
	model score,part,quiet,, 'quiet,sum,,,-90 to' 'quiet,silence,a > b|c,> 20m,-1' \
		'quiet,silence,b > c,> 5m,-0.25' 'score,count,a,>= 3 in 2h,10' 'score,count,d,> 1 in 9h and n > 2,4' \
		score,signal,c,,8 score,decay,c,40m, 'score,if,last(*),< 30m,1'
	awk -v OFS=, 'BEGIN { print "account_id"; for (i = 0; i < 30000; i++) printf "K%08d\n", i * 7919 % 30011 }' >l
	awk 'function any(n) { x = x * 48271 % 2147483647; return int(x / 7) % n }
		BEGIN { x = 1; print "ts,account_id,type,n"
		for (i = 0; i < 120000; i++)
			printf "2026-03-02T%02d:%02d:%02dZ,K%08d,%s,%d\n", any(10), any(60), any(60), any(20000), \
				substr("aabcd", any(5) + 1, 1), any(5) }' >e
}

@test "the same bytes for any number of threads, size of blocks and order of events" {
	many
	score -m m.csv -v -e e l >want 2>want.err
	[ "$(cut -d, -f2 want | sort -u | wc -l)" -gt 100 ]
	grep -q unanswered want
	(head -1 e && sed 1d e | shuf --random-source=<(yes)) >e2
	for j in 1 2 8; do
		score -m m.csv -v -j $j --block-size 5000 -e e2 l 2>err | cmp - want
		diff want.err err
	done
}

@test "the same bytes with little memory, whatever had to be split" {
	many
	(cat e && sed 1d e && sed '1d; s/,K/,account-of-the-agency-in-its-longest-form-/' e) >e2
	(cat l && sed '1d; s/^K/account-of-the-agency-in-its-longest-form-/' l) >l2
	score -m m.csv -v -e e2 l2 >want 2>want.err
	for j in 1 2 8; do
		score -m m.csv -v -j $j --memory 1M -e e2 l2 2>all | cmp - want
		grep -q 'bytes of facts spilled' all
		sed '/bytes of facts spilled/d' all | diff want.err -
	done
	score -m m.csv --no-why -e e2 l2 >want
	score -m m.csv --no-why --memory 2M -e e2 l2 | cmp - want
}

@test "the same bytes side by side in order of the keys" {
	many
	(head -1 e && sed 1d e | LC_ALL=C sort -t, -k2,2 -s) >se
	(head -1 l && sed 1d l | LC_ALL=C sort) >sl
	score -m m.csv -v -e se sl >want 2>want.err
	score -m m.csv -v --sorted -e se sl 2>err | cmp - want
	diff want.err err
	(head -1 se && sed 1d se | sed -n '1~2p') >se1
	(head -1 se && sed 1d se | sed -n '2~2p') >se2
	score -m m.csv --sorted -e se2 -e se1 sl | cmp - want
}

@test "a log for each day of a year is one log, read whole or in order of the keys" {
	days=()
	for day in {1..366}; do
		printf 'ts,account_id,type\n%s,A%03d,promise\n%s,B,email_open\n' "$(ago $((day * 3600)))" "$day" \
			"$(ago $((day * 7)))" >"day$day.csv"
		days+=(-e "day$day.csv")
	done
	{ head -n 1 day1.csv && sed -s 1d day?.csv day??.csv day???.csv; } >year.csv
	{ echo account_id,balance,placed_date,client_priority; printf 'A%03d,100,,\n' {1..366}; echo B,1,,; } >leads.csv
	score -e year.csv leads.csv >want
	score "${days[@]}" leads.csv | cmp - want
	score --sorted "${days[@]}" leads.csv | cmp - want
}

@test "one lead with most of the events" {
	model 'score,silence,a > b,> 10m,1' 'score,count,a,> 50000 in 1d,0.5' 'model,decimals,,,1'
	awk 'BEGIN { print "ts,account_id,type"
		for (i = 0; i < 200000; i++)
			printf "2026-03-02T%02d:%02d:%02dZ,%s,%s\n", i * 31 % 9, i * 17 % 60, i * 13 % 60, \
				i % 50 ? "A" : "B" i % 999, i % 997 ? "a" : "b" }' >e
	table account_id A B0 B5 C >l
	score -m m.csv -e e l >want
	score -m m.csv -j 1 --memory 1M -v -e e l 2>err | cmp - want
	grep -q 'facts spilled' err
}

@test "scores that follow from few outcomes are those that every lead would get by itself" {
	many
	sed -i /,decay,/d m.csv
	sed -i /,silence,/d m.csv
	score -m m.csv -e e l | cut -d, -f1,2 >want
	score -m m.csv --no-why -e e l | cmp - want
	[ "$(cut -d, -f2 want | sort -u | wc -l)" -gt 4 ]
}

# --- the models ---

# The columns of expected.csv, by name, of the cases of a model.
agrees() {
	cases=$root/../shared/cases/score/$1
	[ -d "$cases" ] || skip "no cases here"
	score -m "$1" --parts --no-why -e "$cases/events.csv" -o got.csv "$cases/leads.csv"
	hl-export --to csv --columns "$(head -1 "$cases/expected.csv")" got.csv | diff "$cases/expected.csv" -
}

@test "web: three hundred leads as an independent implementation scores them" {
	agrees web
}

@test "workflow: three hundred leads as an independent implementation scores them" {
	agrees workflow
}

@test "web: a week of visits, a price list and a demo" {
	log visit $H visit $D visit $((6 * D)) price_list $D demo $((40 * D)) newsletter $((90 * D)) email_open $H |
		sed 1s/account_id/lead_id/ >e
	[ "$(table lead_id A B | score -m web -e e)" = "$(table lead_id,score,tier,why \
		'A,48,Warm,price_list +15 (1d); demo +15 (40d); email_open +3 (1h) | visit +15 (3 in 7d)' B,0,Cold,)" ]
}

@test "workflow: a form, an offer that nobody answered, one that was opened" {
	log form_fill $((9 * D)) offer_sent $((8 * D)) offer_sent $((4 * D)) offer_open $((4 * D - H)) \
		offer_click $((4 * D - H)) pricing_page $((3 * D)) | sed 1s/account_id/lead_id/ >e
	[ "$(table lead_id,profile_match A,high B,low | score -m workflow --parts -e e)" = "$(table \
		lead_id,profile_match,score,tier,route,silence,why \
		'A,high,40,Warm,notify,-5,pricing_page +15 (3d); form_fill +10 (9d); offer_open +5 (3d) | profile_match +15 | silence -5: offer_sent -5 (1 unanswered in 3d)' \
		'B,low,5,Cold,nurture,0,profile_match +5')" ]
}

# --- reasons ---

@test "a part is told when more than its signals gave something, and a signal that gave nothing is not" {
	model p,signal,v,,10 p,if,x,'> 1',5 p,linear,x,,3 score,part,p,,
	log v $((60 * D)) >e
	[ "$(table account_id,x A,2 | score -m m.csv -e e | sed 1d)" = 'A,2,21.0,"v +10 (60d) | p +21: x +5, x +6"' ]
	[ "$(table account_id,x A,0 | score -m m.csv -e e | sed 1d)" = 'A,0,10.0,v +10 (60d)' ]
	model score,signal,v,,10 score,decay,v,1h, score,signal,w,,3
	[ "$(why v $((60 * D)))" = '' ]
	[ "$(why v $((60 * D)) w $H)" = 'w +3 (1h)' ]
}

@test "the time of a run is in whole seconds" {
	run -64 hl-score --as-of 2026-03-02T09:00:00.5Z -m hot /dev/null
	[[ ${lines[0]} == 'hl-score: --as-of: whole seconds, not 2026-03-02T09:00:00.5Z'* ]]
}
