# hl-score --overrides and --since: what people decided, and what has changed since an earlier run.
bats_require_minimum_version 1.5.0

setup() {
	root=$BATS_TEST_DIRNAME/..
	command -v hl-score >/dev/null || PATH=$(cd "$root" && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	printf '%s\n' part,rule,field,when,value score,if,x,,10 score,signal,a,,20.04 \
		tier,label,,, tier,if,score,'>= 50',Hot tier,if,score,'>= 20',Warm tier,if,score,,Cold >m.csv
	table ts,account_id,type 2026-03-02T08:00:00Z,B,a >e.csv
	table account_id,x A,1 B,2 C,3 >l.csv
}

score() { hl-score --as-of 2026-03-02T09:00:00Z -m m.csv "$@"; }
table() { printf '%s\n' "$@"; }

# overrides ROW...; over [OPTION...]: the scored leads without their header.
overrides() { table account_id,set,add,until,by,reason "$@" >o.csv; }
over() { score --overrides o.csv -e e.csv "$@" l.csv | sed 1d; }

# since ROW...; crossed: key, score and tier, before and now, and which way.
since() { table account_id,score,tier "$@" >s.csv; }
crossed() { score --no-why --since s.csv -e e.csv "$@" l.csv | sed 1d | cut -d, -f1,3-; }

# --- overrides ---

@test "set replaces a score, add adds to it, and labels look at what comes out" {
	overrides A,75,,,, B,,-12.5,,, Z,1,,,,
	[ "$(over --no-why)" = "$(table A,1,75.0,Hot B,2,17.5,Cold C,3,10.0,Cold)" ]
}

@test "an override stands in why, with who and what for" {
	overrides 'A,75,,,ann,"asked for a plan, again"' B,,-12.5,,bob, C,,1,,,vip
	[ "$(over)" = "$(table 'A,1,75.0,Hot,"x +10 | set 75 by ann: asked for a plan, again"' \
		'B,2,17.5,Cold,a +20.04 (1h) | x +10 | add -12.5 by bob' 'C,3,11.0,Cold,x +10 | add 1: vip')" ]
	table part,rule,field,when,value score,if,x,'> 9',1 >m.csv
	overrides A,75,,,,
	[ "$(over | head -1)" = 'A,1,75.0,set 75' ]
}

@test "an override holds before its end, to the second, and one without an end always" {
	overrides A,1,,2026-03-02T09:00:00Z,, B,2,,2026-03-02T09:00:01Z,, C,3,,2026-03-02T09:00:00.5Z,,
	[ "$(over --no-why)" = "$(table A,1,10.0,Cold B,2,2.0,Cold C,3,3.0,Cold)" ]
	overrides A,1,,2026-03-02,, B,2,,2026-03-03,, C,3,,2026-03-02T11:00:00+01:00,,
	[ "$(over --no-why)" = "$(table A,1,10.0,Cold B,2,2.0,Cold C,3,3.0,Cold)" ]
}

@test "a bare date ends at its midnight in the zone" {
	overrides A,1,,2026-03-02,,
	[ "$(hl-score --as-of 2026-03-02T04:59:59Z --tz America/New_York -m m.csv --no-why --overrides o.csv l.csv |
		sed -n 2p)" = A,1,1.0,Cold ]
	[ "$(hl-score --as-of 2026-03-02T05:00:00Z --tz America/New_York -m m.csv --no-why --overrides o.csv l.csv |
		sed -n 2p)" = A,1,10.0,Cold ]
}

@test "one set and what is added add up, in any order" {
	overrides A,,5,,bob, A,40,,,ann, A,,-2.25,,,late A,1,,2026-01-01,,
	[ "$(over | head -1)" = 'A,1,42.8,Warm,x +10 | add 5 by bob | set 40 by ann | add -2.25: late' ]
	overrides A,40,5,,ann,
	[ "$(over | head -1)" = 'A,1,45.0,Warm,x +10 | set 40 add 5 by ann' ]
}

@test "two sets in force for one lead are a mistake that names both lines" {
	overrides A,40,,,, B,1,,,, A,,5,,, ' A,40,,,,'
	run -65 score --overrides o.csv l.csv
	[ "$output" = 'hl-score: o.csv:5:4: set: line 2 sets the score of this lead already' ]
	overrides A,40,,2026-03-01,, A,50,,,,
	[ "$(over --no-why | head -1)" = A,1,50.0,Hot ]
}

@test "a changed score is rounded once, and its part's range does not hold it" {
	table part,rule,field,when,value 'score,sum,,,0 to 12' score,if,x,,11.96 tier,label,,, tier,if,score,'>= 12',full >m.csv
	overrides A,,0.08,,, B,12.25,-20,,, C,75.05,,,,
	[ "$(over --no-why)" = "$(table A,1,12.0,full B,2,-7.8, C,3,75.1,full)" ]
	overrides A,9223372036854.775807,,,, C,9223372036854.7,,,,
	run -65 score --no-why --overrides o.csv l.csv
	[ "$output" = "$(table 'hl-score: l.csv:2: the part score is out of range')" ]
}

@test "parts that look at the score see the changed one, and its parts stay" {
	table part,rule,field,when,value score,part,p,, p,if,x,,10 act,label,,, 'act,if,score,is 75,call' >m.csv
	overrides A,75,,,,
	[ "$(over --parts --no-why | head -2)" = "$(table A,1,75.0,call,10 B,2,10.0,,10)" ]
}

@test "every mistake is told at once, before a lead is read" {
	overrides A,x,,,, ,5,,,, B,,,,, B,1,1.0000001,never,, C,5,,2026-03-01T00:00:00,,
	since A,10.0,Cold B,y,Cold A,10.0,Cold ,5,Cold
	run -65 score --overrides o.csv --since s.csv <<<$'account_id,x\nA,1,2'
	[ "$output" = "$(table 'hl-score: o.csv:2:3: set: not a number' \
		'hl-score: o.csv:3:1: account_id: the key is missing' \
		'hl-score: o.csv:4: neither set nor add has a number' \
		'hl-score: o.csv:5:5: add: a number with more than six decimals' \
		'hl-score: o.csv:5:15: until: not a date or time such as 2026-03-02 or 2026-03-02T09:00:00Z' \
		'hl-score: o.csv:6:6: until: a time without its offset from UTC, such as Z or +01:00' \
		'hl-score: s.csv:3:3: score: not a number' \
		'hl-score: s.csv:4:1: account_id: this key stands in a row above already' \
		'hl-score: s.csv:5:1: account_id: the key is missing')" ] || { echo "$output"; false; }
}

@test "a bad override is never set aside: its lead would get another score" {
	overrides A,x,,,,
	run -65 score --rejects r --overrides o.csv l.csv
	[ "$output" = 'hl-score: o.csv:2:3: set: not a number' ]
	table account_id,set A,1,2 >o.csv
	run -65 score --rejects r --overrides o.csv l.csv
	[ "$output" = 'hl-score: o.csv:2: 3 cells where the header has 2' ]
}

@test "columns of overrides are in any order and may be called as elsewhere; a slip is told" {
	table 'reason,Account No,set' 'vip,A,75' >o.csv
	[ "$(over | head -1)" = 'A,1,75.0,Hot,x +10 | set 75: vip' ]
	printf 'set\tacct\n75\tA\n' >o.tsv
	gzip -k o.tsv
	[ "$(score --no-why --overrides o.tsv.gz l.csv | sed -n 2p)" = A,1,75.0,Hot ]
	table account_id,set,untill A,1,2026-01-01 >o.csv
	run -65 score --overrides o.csv l.csv
	[ "$output" = 'hl-score: o.csv:1: there is a column untill; is it until?' ]
	table who,set A,1 >o.csv
	run -65 score --overrides o.csv l.csv
	[[ "$output" == 'hl-score: o.csv:'*'account_id'* ]]
}

@test "overrides of leads that are not there are counted" {
	overrides A,1,,,, Y,1,,,, Y,,1,,, Z,1,,2026-01-01,,
	run -0 --separate-stderr score -v --stats st --overrides o.csv l.csv
	[[ "$stderr" == *'hl-score: 2 overrides without a lead'* ]]
	grep -F '"overrides_without_lead":2,' st
	python3 -c 'import json; json.load(open("st"))' || ! command -v python3
}

@test "the model's key is that of overrides and of an earlier run" {
	printf '%s\n' part,rule,field,when,value model,key,lead_id,, score,constant,,,5 >m.csv
	table lead_id,x A,1 B,2 >l.csv
	table lead_id,set A,7 >o.csv
	table x,lead_id,score 1,A,9 1,B,5 >s.csv
	[ "$(score --no-why --overrides o.csv --since s.csv l.csv)" = "$(table lead_id,x,score,score_before,crossed \
		A,1,7.0,9.0,down B,2,5.0,5.0,)" ]
}

# --- the run before ---

@test "score and tier before, and whether the tier went up or down" {
	since A,55.0,Hot B,9.5,Cold C,12.0,Cold
	[ "$(score --since s.csv -e e.csv l.csv)" = "$(table account_id,x,score,tier,why,score_before,tier_before,crossed \
		'A,1,10.0,Cold,x +10,55.0,Hot,down' 'B,2,30.0,Warm,a +20.04 (1h) | x +10,9.5,Cold,up' \
		'C,3,10.0,Cold,x +10,12.0,Cold,')" ]
}

@test "a lead that was not there has crossed nothing" {
	since B,9.5,Cold
	[ "$(crossed)" = "$(table A,10.0,Cold,,, B,30.0,Warm,9.5,Cold,up C,10.0,Cold,,,)" ]
}

@test "the run's own output is the next run's past, also in one file" {
	score -e e.csv -o s.csv l.csv
	crossed | cut -d, -f6 | grep -c . | grep -x 0
	score --no-why --since s.csv -e e.csv -o s.csv l.csv
	[ "$(sed -n 3p s.csv)" = B,2,30.0,Warm,30.0,Warm, ]
	score --no-why --since s.csv -o s.csv l.csv
	[ "$(sed -n 3p s.csv)" = B,2,10.0,Cold,30.0,Warm,down ]
}

@test "tiers rank by the model's order; no tier is the worst, an unknown one cannot be told" {
	sed -i '$d' m.csv
	since A,55.0,Warm B,9.5, C,12.0,
	[ "$(crossed)" = "$(table A,10.0,,55.0,Warm,down B,30.0,Warm,9.5,,up C,10.0,,12.0,,)" ]
	since A,55.0,Boiling B,9.5,boiling C,12.0,' Hot '
	run -0 --separate-stderr score --no-why --since s.csv -e e.csv l.csv
	[ "$stderr" = 'hl-score: warning: s.csv: 2 tiers are none of the model; from them nothing crosses' ]
	[ "${lines[1]}" = A,1,10.0,,55.0,Boiling, ]
	[ "${lines[3]}" = C,3,10.0,,12.0,Hot,down ]
}

@test "a label that gives one text twice has one rank for it" {
	printf '%s\n' part,rule,field,when,value score,if,x,,10 tier,label,,, 'tier,if,x,is 1,Hot' \
		'tier,if,x,is 2,Warm' tier,if,score,'> 5',Hot >m.csv
	since A,10.0,Hot B,10.0,Hot C,10.0,Hot
	[ "$(crossed | cut -d, -f6 | tr '\n' ,)" = ,down,, ]
}

@test "without a label tier it is the score that goes up or down" {
	printf '%s\n' part,rule,field,when,value score,if,x,,10 kind,label,,, kind,if,score,,k >m.csv
	table account_id,score A,9.999999 B,10 C, >s.csv
	[ "$(score --no-why --since s.csv l.csv)" = "$(table account_id,x,score,kind,score_before,crossed \
		A,1,10.0,k,9.999999,up B,2,10.0,k,10.0, C,3,10.0,k,,)" ]
}

@test "the earlier run may be any table with the key, the score and the tier" {
	printf 'tier\tn\tscore\tacct\nHot\t"\t55\tA\n' >s.tsv
	gzip s.tsv
	[ "$(score --no-why --since s.tsv.gz l.csv | sed -n 2p)" = A,1,10.0,Cold,55.0,Hot,down ]
	table account_id,tier A,Hot >s.csv
	run -65 score --since s.csv l.csv
	[[ "$output" == 'hl-score: s.csv:'*'score'* ]]
	table account_id,score A,1 >s.csv
	run -65 score --since s.csv l.csv
	[[ "$output" == 'hl-score: s.csv:'*'tier'* ]]
	run -66 score --since nowhere.csv l.csv
}

@test "what the other labels were stands behind crossed, of those that the earlier table has" {
	table 'route,label,,,' 'route,if,score,>= 30,notify' 'next step,label,,,' 'next step,if,x,is 1,"call, now"' \
		>>m.csv
	table 'next step,score,account_id,route,tier' '"call, now",55.0,A,notify,Hot' ,9.5,B,,Cold >s.csv
	[ "$(score --no-why --since s.csv -e e.csv l.csv)" = "$(table \
		'account_id,x,score,tier,route,next step,score_before,tier_before,crossed,route_before,next step_before' \
		'A,1,10.0,Cold,,"call, now",55.0,Hot,down,notify,"call, now"' \
		B,2,30.0,Warm,notify,,9.5,Cold,up,, C,3,10.0,Cold,,,,,,,)" ]
	table score,account_id,tier,way 55.0,A,Hot,notify >s.csv
	[ "$(score --no-why --since s.csv l.csv | head -n 1)" = \
		'account_id,x,score,tier,route,next step,score_before,tier_before,crossed' ]
	[ "$(score --no-why --since s.csv --map route=way l.csv | sed -n 2p)" = \
		'A,1,10.0,Cold,,"call, now",55.0,Hot,down,notify' ]
	table part,rule,field,when,value score,if,x,,10 kind,label,,, kind,if,score,,k >m.csv
	table account_id,score,kind A,9,j >s.csv
	[ "$(score --no-why --since s.csv l.csv | head -n 2)" = "$(table account_id,x,score,kind,score_before,crossed,kind_before \
		A,1,10.0,k,9.0,up,j)" ]
	table kind_before,constant,,,1 >>m.csv
	run -64 score --no-why --since s.csv l.csv
	[ "$output" = 'hl-score: m.csv:5: part: kind_before is a column of --since' ]
}

@test "workflow: whose route has newly become notify, run after run" {
	table lead_id,profile_match L1,high L2,high L3,low >leads.csv
	table ts,lead_id,type 2026-02-20,L1,form_fill 2026-02-21,L1,offer_open 2026-02-20,L2,pricing_page >events.csv
	newly() {
		hl-score -m workflow --as-of "$1" -e events.csv --since routes.csv leads.csv >now.csv
		hl-export --to tsv --columns lead_id,route,route_before now.csv | awk '$2 == "notify" && $3 != "notify" { print $1 }'
		mv now.csv routes.csv
	}
	table lead_id,score,tier,route >routes.csv
	[ "$(newly 2026-02-22)" = "$(table L1 L2)" ]
	table 2026-02-23,L3,form_fill 2026-02-23,L3,pricing_page >>events.csv
	[ "$(newly 2026-02-24)" = L3 ]
	[ -z "$(newly 2026-02-25)" ]
}

@test "columns of --since that are there already are refused, or replaced" {
	since A,55.0,Hot
	table account_id,crossed,x,score_before A,?,1,? >l.csv
	run -64 score --since s.csv l.csv
	[ "$output" = 'hl-score: l.csv: there is a column score_before already; --replace drops it' ]
	score --no-why l.csv
	[ "$(score --no-why --replace --since s.csv l.csv)" = "$(table account_id,x,score,tier,score_before,tier_before,crossed \
		A,1,10.0,Cold,55.0,Hot,down)" ]
	table crossed,constant,,,1 >>m.csv
	score --no-why --replace l.csv
	run -64 score --no-why --replace --since s.csv l.csv
	[ "$output" = 'hl-score: m.csv:8: part: crossed is a column of --since' ]
}

@test "an override can make a tier cross" {
	since A,10.0,Cold
	overrides A,75,,,,
	[ "$(over --no-why --since s.csv | head -1)" = A,1,75.0,Hot,10.0,Cold,up ]
}

@test "leads on the standard input are that alone" {
	run -64 score --overrides - --since s.csv
	since A,55.0,Hot
	[ "$(score --no-why --since - l.csv <s.csv | sed -n 2p)" = A,1,10.0,Cold,55.0,Hot,down ]
}

@test "--check tells what is wrong with both tables, and writes nothing" {
	overrides A,1,,,,
	since A,55.0,Hot
	run -0 score --check --overrides o.csv --since s.csv
	[ -z "$output" ]
	since A,55.0,Hot A,55.0,Hot
	run -65 score --check --overrides o.csv --since s.csv
	[ "$output" = 'hl-score: s.csv:3:1: account_id: this key stands in a row above already' ]
}

# --- however it is read ---

# Thousands of leads with few outcomes, each table in order of the keys.
many() {
	awk 'BEGIN { OFS = ","; print "account_id,x,state"
		for (i = 0; i < 6000; i++) printf "A%05d,%d,%s\n", i, i % 7, substr("TXCANY", 1 + i % 3 * 2, 2) }' >l.csv
	awk 'BEGIN { print "ts,account_id,type"
		for (i = 0; i < 6000; i += 3) printf "2026-02-%02dT08:00:00Z,A%05d,%s\n", 1 + i % 28, i, i % 2 ? "a" : "b" }' >e.csv
	printf '%s\n' part,rule,field,when,value score,if,x,'> 5',30 score,if,x,'> 2',12 'score,if,state,is TX,7' \
		score,signal,a,,20 tier,label,,, tier,if,score,'>= 40',Hot tier,if,score,'>= 20',Warm \
		tier,if,score,,Cold way,label,,, way,if,score,'> 30',in way,if,score,,out >m.csv
	awk 'BEGIN { OFS = ","; print "account_id,set,add,until,by,reason"
		for (i = 0; i < 6100; i += 11) printf "A%05d,%s,%s,%s,ann,%d\n", i, i % 2 ? i % 100 : "", i % 2 ? "" : i % 9, i % 5 ? "" : "2026-01-01", i }' >o.csv
	score --no-why -e e.csv l.csv | cut -d, -f1,4- | awk -F, -v OFS=, '
		NR == 1 { print; next } NR % 4 { $2 = NR % 60; $3 = $2 >= 40 ? "Hot" : $2 >= 20 ? "Warm" : "Cold"; print }' >s.csv
}

@test "the same for any number of threads, any blocks, in order, with little memory, with reasons or without" {
	many
	score -j 1 --parts -e e.csv --overrides o.csv --since s.csv l.csv >want
	[ "$(sed 's/.*,//' want | sort | uniq -c | awk '$1 > 500' | wc -l)" = 3 ]
	hl-export --to csv --columns account_id,x,state,score,tier,way,score_before,tier_before,crossed,way_before want >want.bare
	for with in '-j 2' '-j 3 --block-size 512' '-j 2 --memory 1M' --sorted; do
		score $with --parts -e e.csv --overrides o.csv --since s.csv l.csv | cmp - want
		score $with --parts --no-why -e e.csv --overrides o.csv --since s.csv l.csv |
			cmp - want.bare
	done
}

@test "leads that nothing was decided about are those of a run without overrides, whatever is remembered" {
	many
	for no_why in '' --no-why; do
		score $no_why -e e.csv l.csv >plain
		score $no_why -e e.csv --overrides o.csv l.csv >changed
		awk -F, 'NR == FNR { if (FNR > 1 && $4 == "") o[$1]; next } !($1 in o)' o.csv plain >plain.rest
		awk -F, 'NR == FNR { if (FNR > 1 && $4 == "") o[$1]; next } !($1 in o)' o.csv changed | cmp - plain.rest
		[ "$(diff plain changed | grep -c '^>')" -gt 300 ]
	done
}

@test "what has crossed is what comparing the two runs by hand gives" {
	many
	score --no-why --since s.csv -e e.csv --overrides o.csv l.csv | awk -F, '
		BEGIN { rank["Hot"] = 3; rank["Warm"] = 2; rank["Cold"] = 1 }
		NR == FNR { score[$1] = $2; tier[$1] = $3; was[$1] = $4; next }
		FNR == 1 { next }
		{
			way = !($1 in tier) ? "" : rank[$5] > rank[tier[$1]] ? "up" : rank[$5] < rank[tier[$1]] ? "down" : ""
			before = !($1 in tier) ? "" : sprintf("%.1f", score[$1])
			if ($7 != before || $8 != tier[$1] || $9 != way || $10 != was[$1]) { print; bad = 1 }
		}
		END { exit bad }' s.csv -
}
