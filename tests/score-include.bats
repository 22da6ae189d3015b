# hl-score: models that include others, and models as they are printed.
bats_require_minimum_version 1.5.0

setup() {
	root=$BATS_TEST_DIRNAME/..
	command -v hl-score >/dev/null || PATH=$(cd "$root" && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

score() { hl-score --as-of 2026-03-02T09:00:00Z "$@"; }
table() { printf '%s\n' "$@"; }

# A model of these rows in the file.
model() {
	local file=$1
	shift
	printf '%s\n' part,rule,field,when,value "$@" >"$file"
}

# What m.csv says of one lead: its score.
points() { table "$@" | score --no-why -m m.csv | sed -n '2s/.*,//p'; }

printed() { hl-score --print-model -m "${1:-m.csv}" | sed 1d; }

@test "included rows come first, a row with the same part, rule, field and when takes the place of one" {
	model base.csv model,decimals,,,0 score,sum,,,'0 to 10' score,if,x,'>= 5',4 score,if,x,,1 tier,label,,, \
		tier,if,score,'>= 4',Hot tier,if,score,,Cold
	model m.csv score,if,x,'>= 5',7 tier,if,score,'>= 4',Call score,if,y,present,2 score,sum,,,'0 to 8' \
		model,decimals,,,1 model,include,,,base.csv
	printed | diff - <(table model,decimals,,,1 score,sum,,,'0 to 8' score,if,x,'>= 5',7 score,if,x,,1 tier,label,,, \
		tier,if,score,'>= 4',Call tier,if,score,,Cold score,if,y,present,2)
	[ "$(table account_id,x,y A,5,1 | score --no-why -m m.csv | tail -1)" = A,5,1,8.0,Call ]
}

@test "rows that are equal within one table all count; one here stands for all of them" {
	model m.csv score,constant,,,1 score,constant,,,1
	[ "$(points account_id A)" = 2.0 ]
	cp m.csv base.csv
	model m.csv model,include,,,base.csv
	[ "$(points account_id A)" = 2.0 ]
	model m.csv score,constant,,,5 model,include,,,base.csv
	[ "$(points account_id A)" = 5.0 ]
	model m.csv score,constant,,,5 model,include,,,base.csv score,constant,,,6
	[ "$(points account_id A)" = 11.0 ]
}

@test "blanks do not make another row: fields and predicates have one spelling" {
	model base.csv 'score,if,"age( d , e )",<7d,5' 'score,if,"age(d,e)",">=  7d and  x  in a |b",2' 'score,signal,c,and n is  1,1' \
		score,if,'last( * )',present,9 'score,linear,log( x),,1' 'score,if,y,is  red  car,1'
	printed base.csv | diff - <(table 'score,if,"age(d,e)",< 7d,5' 'score,if,"age(d,e)",>= 7d and x in a|b,2' \
		'score,signal,c,and n is 1,1' 'score,if,last(*),present,9' 'score,linear,log(x),,1' 'score,if,y,is red  car,1')
	model m.csv model,include,,,base.csv 'score,if,"age(d, e)",< 7d ,6' 'score,signal,c,and  n is 1,3' 'score,if,y,is red  car,4'
	printed | diff - <(table 'score,if,"age(d,e)",< 7d,6' 'score,if,"age(d,e)",>= 7d and x in a|b,2' 'score,signal,c,and n is 1,3' \
		'score,if,last(*),present,9' 'score,linear,log(x),,1' 'score,if,y,is red  car,4')
	model m.csv 'score,if,"age( d,e)",< 7d,6' 'score,if,"age(d,e)",< 6d,5'
	run -65 score --check -m m.csv
	[[ $output == *'m.csv:3: never reached: line 2 holds first'* ]]
}

@test "a setting here replaces the one there, whatever stands under field" {
	model base.csv model,key,lead_id,, score,constant,,,1
	model m.csv model,include,,,base.csv model,key,,,case
	printed | diff - <(table model,key,,,case score,constant,,,1)
	[ "$(points case A)" = 1.0 ]
}

@test "a path is relative to the file that includes, an absolute one is itself" {
	mkdir -p a/b
	model a/b/deep.csv score,constant,,,1
	model a/base.csv model,include,,,b/deep.csv
	model m.csv model,include,,,a/base.csv
	[ "$(points account_id A)" = 1.0 ]
	(cd a && [ "$(table account_id A | score --no-why -m ../m.csv | tail -1)" = A,1.0 ])
	model m.csv model,include,,,"$PWD/a/base.csv"
	[ "$(points account_id A)" = 1.0 ]
	table account_id A >l
	score --no-why -m - l <m.csv | grep -x A,1.0
}

@test "several includes: each in its place, the later one replaces, what both include is read once" {
	model deep.csv score,constant,,,1 score,if,x,,10
	model one.csv model,include,,,deep.csv score,if,x,,20
	model two.csv model,include,,,./deep.csv score,if,y,,100
	model m.csv model,include,,,one.csv model,include,,,two.csv
	printed | diff - <(table score,constant,,,1 score,if,x,,20 score,if,y,,100)
	model two.csv score,constant,,,2
	printed | diff - <(table score,constant,,,2 score,if,x,,20)
}

@test "a shipped model can be included by its name, a file of that name by its path" {
	model m.csv model,include,,,hot tier,if,score,'>= 75','Call now'
	table account_id,balance,placed_date,client_priority A,9000,2026-03-01,1 >l
	table ts,account_id,type 2026-03-02T08:30:00Z,A,abandoned_payment 2026-03-02T08:30:00Z,A,promise \
		2026-03-02T08:30:00Z,A,inbound_call >e
	[ "$(score --no-why -e e -m m.csv l | tail -1)" = 'A,9000,2026-03-01,1,135.0,Call now' ]
	model hot score,constant,,,1
	printed | grep -x 'intent,signal,email_open,< 3d,5'
	model m.csv model,include,,,./hot
	printed | diff - <(table score,constant,,,1)
}

@test "a file that includes itself is a mistake, by whichever name and over however many others" {
	model m.csv model,include,,,./m.csv score,constant,,,1
	run -65 score --check -m m.csv
	[ "$output" = 'hl-score: m.csv:2: value: m.csv would include itself' ]
	mkdir sub
	model m.csv score,constant,,,1 model,include,,,sub/a.csv
	model sub/a.csv model,include,,,../b.csv
	model b.csv score,constant,,,1 model,include,,,m.csv
	run -65 score --check -m m.csv
	[ "$output" = 'hl-score: sub/../b.csv:3: value: m.csv would include itself' ]
}

@test "mistakes name the file that they are in, and the file of the other row" {
	mkdir sub
	model sub/base.csv score,sum,,, score,if,x,'>= 5',1 score,sun,,, 'score,if,y,< 5,x' p,weight,x,,2
	model m.csv score,mean,,, 'score,if,x,>= 7,1' model,include,,,sub/base.csv score,nosuch,,, 'score,if,z,>= 7,1' 'score,if,z,>= 8,1'
	run -65 score --check -m m.csv
	diff - <(echo "$output") <<-'END'
		hl-score: sub/base.csv:4: rule: there is no rule sun; is it sum?
		hl-score: sub/base.csv:5: value: not a number
		hl-score: m.csv:2: rule: sub/base.csv:2 says already that score is a sum
		hl-score: m.csv:5: rule: there is no rule nosuch (--list-rules lists them)
		hl-score: sub/base.csv:6: field: p has no if rows of x to be weighed
		hl-score: m.csv:3: never reached: sub/base.csv:3 holds first; put the bands of one field in order
		hl-score: m.csv:7: never reached: line 6 holds first; put the bands of one field in order
	END
}

@test "a column that the leads lack is told with the included file" {
	model base.csv score,if,balanse,'> 5',1
	model m.csv model,include,,,base.csv score,if,x,'> 5',1
	run -65 score -m m.csv <<<$'account_id,balance\nA,1'
	[[ "${lines[0]}" == 'hl-score: base.csv:2: '*balanse*balance* ]]
	[[ "${lines[1]}" == 'hl-score: m.csv:3: '*' x'* ]]
}

@test "what cannot be included is told with its line; what would follow from it is not" {
	mkdir folder
	table part,rule,field,value score,constant,,1 >lacks.csv
	model ragged.csv score,constant
	: >empty.csv
	model m.csv model,include,,,nosuch.csv model,include,,, model,include,,,- model,include,,,lacks.csv \
		model,include,,,ragged.csv model,include,,,empty.csv tier,part,nosuch,, tier,sun,,,
	run -65 score --check -m m.csv
	[ "${#lines[@]}" = 7 ]
	[[ "${lines[0]}" == 'hl-score: m.csv:2: value: nosuch.csv: No such file or directory; the shipped models are '* ]]
	[ "${lines[1]}" = 'hl-score: m.csv:3: value: name the file that is included' ]
	[ "${lines[2]}" = 'hl-score: m.csv:4: value: name the file that is included' ]
	[[ "${lines[3]}" == 'hl-score: lacks.csv:1: '*when* ]]
	[ "${lines[4]}" = 'hl-score: ragged.csv:2: 2 cells where the header has 5' ]
	[[ "${lines[5]}" == 'hl-score: empty.csv: no header'* || "${lines[5]}" == 'hl-score: empty.csv'*'no header'* ]]
	[[ "${lines[6]}" == 'hl-score: m.csv:9: rule: there is no rule sun'* ]]
	model m.csv model,include,,,folder score,constant,,,1
	run score --check -m m.csv
	[ "$status" -ne 0 ]
}

# --- --print-model ---

@test "every shipped model is printed as one that says the same, and its print as itself" {
	hl-score --models | cut -f1 | while read -r name; do
		hl-score --print-model -m "$name" >once.csv
		hl-score --print-model -m once.csv | cmp - once.csv
		score --check -m once.csv
	done
	hl-score --print-model | head -3 | diff - <(table part,rule,field,when,value model,name,,,hot \
		'model,about,,,Hot Lead Score: intent x value x recency')
	for m in wip b2b onboarding; do
		cases=$root/../shared/cases/score/$m
		[ -d "$cases" ] || skip "no cases here"
		hl-score --print-model -m $m -o p.csv
		score -m p.csv --parts "$cases/leads.csv" | cmp - <(score -m $m --parts "$cases/leads.csv")
	done
}

@test "what is printed is CSV that is read as it was, whatever the cells hold" {
	printf 'value\tnote\twhen\tpart\trule\tfield\n1\tn\t\t#x\tconstant\t\n' >m.tsv
	printf '2\tn\t\t#a,b\tconstant\t\n\t\t\tscore\tpart\t#x\n\t\t\tscore\tpart\t#a,b\n\t\t\tl\tlabel\t\n' >>m.tsv
	printf 'say "hi", you\t\tis a,b\tl\tif\tx\n' >>m.tsv
	hl-score --print-model -m m.tsv >p.csv
	diff p.csv - <<-'END'
		part,rule,field,when,value
		 #x,constant,,,1
		"#a,b",constant,,,2
		score,part,#x,,
		score,part,"#a,b",,
		l,label,,,
		l,if,x,"is a,b","say ""hi"", you"
	END
	table account_id,x 'A,"a,b"' >l
	score -m m.tsv l | cmp - <(score -m p.csv l)
	hl-score --print-model -m p.csv | cmp - p.csv
}

@test "a model with mistakes is not printed, and no lead is read" {
	model m.csv score,sun,,,
	run -65 hl-score --print-model -m m.csv nosuch.csv
	[[ "$output" == 'hl-score: m.csv:2: rule: there is no rule sun'* ]]
	model m.csv score,constant,,,1
	run -0 hl-score --print-model -m m.csv nosuch.csv
	run -0 hl-score --print-model -m - <m.csv
	[ "${lines[1]}" = score,constant,,,1 ]
	run -66 hl-score --print-model -m nosuch
}

@test "a model is printed with commas, and not into a file that says tabs" {
	for option in --tsv '-D;' -opm.tsv -opm.tab; do
		run -64 hl-score --print-model -m hot "$option"
		[[ ${lines[0]} == 'hl-score: --print-model writes CSV'* ]]
	done
	hl-score --print-model -m hot -o pm.csv
	hl-score --check -m pm.csv
}
