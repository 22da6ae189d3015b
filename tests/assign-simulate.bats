bats_require_minimum_version 1.5.0

# What other methods would have done: --simulate.

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'collector,weight\nAnn,3\nBo,1\n' >r.csv
}

# A night's queue in $1: the ids behind it, each worth ten times its number, of $owner.
night() {
	local file=$1 id
	shift
	echo account_id,balance,collector >"$file"
	for id in "$@"; do
		echo "$id,${id}0,${owner-}" >>"$file"
	done
}

simulate() {
	hl-assign --as-of 2026-03-02T12:00:00Z -r r.csv "$@"
}

@test "a row for each method and collector, what really happened first, and all of it last" {
	owner=Bo night q1.csv 1 2 3 4
	owner=Bo night q2.csv 3 4 5
	run -0 simulate --simulate round-robin,weighted --value balance q1.csv q2.csv
	[ "$output" = 'method,collector,weight,leads,kept,received,share,entitled,deviation,value,changes,value_ratio
actual,Ann,3,0,0,0,0.00,,,0,0,
actual,Bo,1,7,2,5,100.00,,,150,0,
actual,all,,7,2,5,100.00,,,150,0,1.00
round-robin,Ann,3,4,1,3,60.00,3,0,90,0,
round-robin,Bo,1,3,1,2,40.00,2,0,60,0,
round-robin,all,,7,2,5,100.00,5,0,150,0,1.50
weighted,Ann,3,6,2,4,80.00,3.75,0.25,130,0,
weighted,Bo,1,1,0,1,20.00,1.25,-0.25,20,0,
weighted,all,,7,2,5,100.00,5,0.25,150,0,6.50' ]
}

@test "what comes of a method is what its runs would have come to, one night after the other" {
	printf 'collector,weight,capacity,clients\nA,5,,\nB,3,40,x|y\nC,2,9,y\nD,1,,x\nE,1.5,,\n' >r.csv
	awk 'BEGIN { srand(5); for (n = 1; n <= 9; n++) { file = "q" n ".csv"
		print "account_id,client,balance" >file
		for (i = 0; i < 60 + n * 7; i++) print n * 1000 + i "," substr("xyzx", int(rand() * 4) + 1, 1) "," int(rand() * 1e5) / 100 >file } }'
	printf 'collector,revenue_per_hour\nA,10\nB,30\nC,20\nD,5\nE,90\n' >figures.csv
	printf 'column,value,collector\nclient,x,D\nclient,z,E\n' >map.csv
	options=(--value balance --performance figures.csv --map map.csv)
	simulate --simulate all "${options[@]}" q?.csv >table.csv
	hl-assign --list-methods | cut -f1 | while read -r method; do
		asked=(--value balance)
		[ "$method" != performance ] || asked+=(--performance figures.csv)
		[ "$method" != source-map ] || asked+=(--map map.csv)
		[ "$method" != manual ] || continue
		rm -f s
		for file in q?.csv; do
			simulate -m "$method" "${asked[@]}" --state s --fairness f "$file" >/dev/null
		done
		grep "^$method,[A-E]," table.csv | cut -d, -f2,3,6,8,9,10 >got
		sed 1d f | awk -F, -v OFS=, '{ print $1, $2, $4, $3, $5, $6 }' | diff got -
	done
}

@test "a lead stays with whom the method gave it to, not with whom it really was" {
	owner=Bo night q1.csv 1 2 3
	owner=Ann night q2.csv 1 2 3
	simulate --simulate round-robin q1.csv q2.csv >table.csv
	grep -q '^round-robin,Ann,3,4,2,2,' table.csv
	grep -q '^round-robin,all,,6,3,3,100.00,3,0,,0,$' table.csv
	grep -q '^actual,Ann,3,3,0,3,50.00,,,,3,$' table.csv
	grep -q '^actual,all,,6,0,6,100.00,,,,3,$' table.csv
	simulate --simulate round-robin --keep never q1.csv q2.csv >table.csv
	grep -q '^round-robin,all,,6,0,6,100.00,6,0,,3,$' table.csv
}

# The same where leads come back, are kept or worked, people are absent or full: each night is given the
# owners that the nights before left, and the real command deals it out.
@test "what is kept, given and left over nights is what the real runs keep, give and leave" {
	printf 'collector,weight,capacity,absent_from,absent_to,clients\nA,5,30,2026-03-04,2026-03-06,\nB,3,25,,,x|y\nC,2,9,2026-03-02,2026-03-03,y\nD,1,,,,x\n' >r.csv
	awk 'BEGIN { srand(11); for (n = 1; n <= 8; n++) { file = "q-2026-03-0" n ".csv"
		print "account_id,client,balance,last_worked" >file
		for (i = 0; i < 90; i++) if (rand() < 0.6) { id = n * 20 + i
			print id "," substr("xyzxy", id % 5 + 1, 1) "," id % 37 * 11 "," (rand() < 0.3 ? "2026-03-01" : "") >file } } }'
	simulate --simulate all --value balance q-*.csv >table.csv
	for method in round-robin weighted tier least-loaded balance-value; do
		rm -f s
		: >owners
		: >story
		for file in q-*.csv; do
			awk -F, 'NR == FNR { own[$1] = $2; next } FNR == 1 { print $0 ",collector"; next } { print $0 "," own[$1] }' OFS=, owners "$file" >asked
			[ -s owners ] || sed '1s/$/,collector/; 2,$s/$/,/' "$file" >asked
			day=${file#q-}
			hl-assign -r r.csv --for "${day%.csv}" -m $method --value balance --state s asked | sed 1d >out
			cat out >>story
			awk -F, 'NR == FNR { own[$1] = $5; next } !($1 in own) { print } END { for (k in own) print k "," own[k] }' out owners >new
			mv new owners
		done
		awk -F, '{ k = $5 == "" ? "(none)" : $5; leads[k]++; if ($6 == "kept") kept[k]++ }
			END { for (k in leads) print k "," leads[k] "," kept[k] + 0 }' story | sort >want
		grep "^$method,[A-D(]" table.csv | cut -d, -f2,4,5 | sort >got
		diff want got
		grep -q '^(none)' got
	done
}

@test "a lead that was worked is given anew, one that missed a night is remembered" {
	printf 'account_id,last_worked\n1,\n2,\n' >q1.csv
	printf 'account_id,last_worked\n2,\n' >q2.csv
	printf 'account_id,last_worked\n1,\n2,2026-03-02\n' >q3.csv
	simulate --simulate round-robin q1.csv q2.csv q3.csv >table.csv
	grep -q '^round-robin,all,,5,2,3,100.00,3,0,,1,$' table.csv
	! grep -q '^actual' table.csv
}

@test "the date of a night is in its name, and who is absent then gets nothing" {
	printf 'collector,absent_from,absent_to\nAnn,2026-03-03,2026-03-03\nBo,,\n' >r.csv
	mkdir 2026-03-03
	for file in q-2026-03-02.csv 2026-03-03/q.csv q20260304b.csv; do
		night $file "${file//[!0-9]/}1" "${file//[!0-9]/}2"
	done
	run -0 --separate-stderr simulate -v --simulate round-robin q-2026-03-02.csv 2026-03-03/q.csv q20260304b.csv
	[[ "$output" == *$'\nround-robin,Ann,1,2,0,2,33.33,2,0,,0,\n'* ]]
	[ "${stderr_lines[1]}" = 'hl-assign: 2026-03-03/q.csv: the night for 2026-03-03, 2 leads' ]
	run -0 simulate --for 2026-03-03 --simulate round-robin q-2026-03-02.csv
	[[ "$output" == *$'\nround-robin,Ann,1,0,0,0,0.00,0,0,,0,\n'* ]]
	cp q-2026-03-02.csv plain.csv
	run -64 simulate --simulate round-robin plain.csv
	[[ "$output" == *'which day is plain.csv for?'* ]]
	run -64 simulate --simulate round-robin q-2026-13-02.csv
	run -0 simulate --for 2026-03-01 --simulate round-robin plain.csv
	printf 'collector\nAnn\n' >r.csv
	run -0 simulate --simulate round-robin plain.csv
}

@test "nobody may take it: a row of its own" {
	printf 'collector,clients\nAnn,x\n' >r.csv
	printf 'account_id,client,balance\n1,x,5\n2,y,7\n' >q.csv
	run -0 simulate --simulate round-robin --value balance q.csv
	[ "${lines[2]}" = 'round-robin,(none),,1,0,0,0.00,,,0,0,' ]
	[ "${lines[3]}" = 'round-robin,all,,2,0,1,100.00,1,0,5,0,1.00' ]
	printf 'collector,capacity\nAnn,1\n' >r.csv
	printf 'account_id,v\n1,10\n2,5\n' >q1.csv
	printf 'account_id,v\n2,5\n3,1\n' >q2.csv
	run -0 simulate --simulate round-robin --value v q1.csv q2.csv
	[ "$output" = 'method,collector,weight,leads,kept,received,share,entitled,deviation,value,changes,value_ratio
round-robin,Ann,1,2,0,2,100.00,2,0,15,0,
round-robin,(none),,2,0,0,0.00,,,0,0,
round-robin,all,,4,0,2,100.00,2,0,15,0,1.00' ]
}

@test "kept and received are the same for a method and for what really happened" {
	printf 'collector\nAnn\nBo\n' >r.csv
	printf 'account_id,v,collector\n1,10,Ann\n2,5,Bo\n' >q1.csv
	printf 'account_id,v,collector\n1,10,Ann\n2,5,Ann\n3,7,\n' >q2.csv
	run -0 simulate --simulate round-robin --keep never --value v q1.csv q2.csv
	[ "$output" = 'method,collector,weight,leads,kept,received,share,entitled,deviation,value,changes,value_ratio
actual,Ann,1,3,0,3,75.00,,,25,1,
actual,Bo,1,1,0,1,25.00,,,5,0,
actual,(none),,1,0,0,0.00,,,0,0,
actual,all,,5,0,4,100.00,,,30,1,5.00
round-robin,Ann,1,3,0,3,60.00,3,0,27,0,
round-robin,Bo,1,2,0,2,40.00,2,0,10,0,
round-robin,all,,5,0,5,100.00,5,0,37,0,2.70' ]
	run -0 simulate --simulate round-robin --value v q1.csv q2.csv
	[[ "$output" == *$'\nactual,Ann,1,3,1,2,66.67,,,15,1,\n'* ]]
	# What really happened, dealt out by a method that comes to the same, is the same row but for its name.
	printf 'account_id,v,last_worked\n1,10,\n2,5,\n3,7,\n4,2,\n' >q1.csv
	printf 'account_id,v,last_worked\n1,10,2026-03-01\n2,5,\n4,2,\n5,3,\n' >q2.csv
	for keep in never until-worked always; do
		rm -f s
		hl-assign -r r.csv --state s q1.csv | cut -d, -f1-4 >t1.csv
		awk -F, -v OFS=, 'NR == FNR { own[$1] = $4; next } FNR == 1 { print $0, "collector"; next } { print $0, own[$1] }' t1.csv q2.csv |
			hl-assign -r r.csv --state s --keep $keep - | cut -d, -f1-4 >t2.csv
		simulate --simulate round-robin --keep $keep --value v t1.csv t2.csv | cut -d, -f1-7,10- >table.csv
		diff <(grep ^actual table.csv | cut -d, -f2-) <(grep ^round-robin table.csv | cut -d, -f2-)
	done
}

@test "a closed lead is nobody's in every row" {
	printf 'collector\nAnn\nBo\n' >r.csv
	printf 'account_id,v,collector,status\n1,10,Ann,open\n2,5,Bo,open\n' >q1.csv
	printf 'account_id,v,collector,status\n1,10,Ann,paid\n2,5,Bo,open\n' >q2.csv
	simulate --simulate round-robin --value v q1.csv q2.csv | cut -d, -f1-7,10- >table.csv
	diff <(grep ^actual table.csv | cut -d, -f2-) <(grep ^round-robin table.csv | cut -d, -f2-)
	grep -qx 'actual,(none),,1,0,0,0.00,0,0,' table.csv
}

@test "a change is one collector after another, whatever nights there were between them with nobody" {
	printf 'collector,absent_from,absent_to\nAnn,2026-03-03,\nBo,,2026-03-03\n' >r.csv
	for day in 02 03 04 05; do
		printf 'account_id\n1\n' >q-2026-03-$day.csv
	done
	run -0 simulate --simulate round-robin q-2026-03-0?.csv
	[ "$(cut -d, -f2,4-6,11 <<<"$output")" = 'collector,leads,kept,received,changes
Ann,1,0,1,0
Bo,2,1,1,1
(none),1,0,0,0
all,4,1,2,1' ]
	# Back with the one who had it is none.
	printf 'collector,absent_from,absent_to\nAnn,2026-03-03,2026-03-03\n' >r.csv
	run -0 simulate --simulate round-robin q-2026-03-0?.csv
	[ "$(cut -d, -f2,4-6,11 <<<"$output")" = 'collector,leads,kept,received,changes
Ann,3,1,2,0
(none),1,0,0,0
all,4,1,2,0' ]
}

@test "a state is where all methods begin, and stays as it is" {
	night q1.csv 1 2 3
	simulate -m weighted --state s q1.csv >/dev/null
	cp s before
	night q2.csv 4 5 6
	simulate -m weighted --state t q1.csv >/dev/null
	simulate -m weighted --state t q2.csv >want.csv
	simulate --state s --simulate weighted,tier q2.csv >table.csv
	cmp s before
	[ "$(sed -n 's/^weighted,Ann,[^,]*,\([0-9]*\),.*/\1/p' table.csv)" = "$(grep -c ,Ann,weighted want.csv)" ]
	rm -f s s.lock
	simulate --state s --simulate weighted q2.csv >/dev/null
	[ ! -e s ]
	[ ! -e s.lock ]
}

@test "a method that passes on takes the one behind it along; all is what the options allow" {
	night q.csv 1 2 3
	printf 'column,value,collector\naccount_id,1,Bo\n' >map.csv
	run -0 simulate --simulate source-map,weighted,weighted,source-map --map map.csv q.csv
	[ "$(cut -d, -f1 <<<"$output" | uniq | paste -sd' ')" = 'method actual "source-map weighted source-map' ]
	run -0 simulate --simulate all q.csv
	[[ "$output" != *source-map* && "$output" != *performance* && "$output" == *tier,* ]]
}

@test "what makes no sense is misuse, and a night with mistakes is told with all the others" {
	night q.csv 1 2 3
	for options in '-m tier' '--fairness f' '--require-all' '--manual m' '--default Ann' '--reassign Ann' '--note x' \
		'--log l' '--dry-run' '--explain 1'; do
		run -64 simulate --simulate weighted $options q.csv
		[[ "$output" == *'--simulate gives nobody a lead: it goes without --'* ]]
	done
	run -64 simulate --simulate weighted,nonsense q.csv
	[[ "$output" == *'no method is called "nonsense"'* ]]
	run -64 simulate --simulate manual q.csv
	[[ "$output" == *'--simulate: with manual it is people who choose'* ]]
	printf 'column,value,collector\naccount_id,1,Ann\n' >map.csv
	run -64 simulate --simulate source-map,manual --map map.csv q.csv
	[[ "$output" == *'with manual it is people who choose'* ]]
	run -64 simulate --simulate weighted,weighted q.csv
	for names in '' , weighted, ,weighted; do
		run -64 simulate --simulate "$names" q.csv
	done
	run -64 simulate --simulate performance q.csv
	[[ "${lines[0]}" = 'hl-assign: --simulate: performance needs --performance' ]]
	printf 'account_id,balance,collector\n,1,\n2,x,\n' >bad1.csv
	printf 'account_id,balance,collector\n3,1\n' >bad2.csv
	run -65 --separate-stderr simulate --simulate all --value balance bad1.csv q.csv bad2.csv
	[ -z "$output" ]
	[ "$(grep -c -e 'bad1.csv:2' -e 'bad1.csv:3' -e 'bad2.csv:2' <<<"$stderr")" -eq 3 ]
	echo account_id,balance >none.csv
	run -65 simulate --simulate all q.csv none.csv
	run -65 simulate --simulate all <(echo balance)
}

@test "the same table for any number of threads, size of blocks and kind of input" {
	printf 'collector,weight,capacity\nA,5,\nB,3,100\nC,2,\n' >r.csv
	for n in 1 2 3; do
		seq $((n * 500)) $((n * 500 + 2000)) | awk -v n=$n 'BEGIN { print "account_id,balance,collector" } { print $1 "," $1 * 7 % 1000 "," substr("ABX", ($1 + n) % 3 + 1, 1) }' >q$n.csv
	done
	simulate --simulate all --value balance -j 1 q1.csv q2.csv q3.csv >want.csv
	[ "$(wc -l <want.csv)" -gt 20 ]
	for options in '-j 2' '-j 7 --block-size 1000' '-j 1 --block-size 77'; do
		simulate --simulate all --value balance $options q1.csv q2.csv q3.csv | cmp - want.csv
	done
	gzip -k q1.csv
	simulate --simulate all --value balance q1.csv.gz <(cat q2.csv) - <q3.csv | cmp - want.csv
	simulate --tsv --simulate all --value balance <(tr , '\t' <q1.csv) <(tr , '\t' <q2.csv) <(tr , '\t' <q3.csv) | tr '\t' , | cmp - want.csv
}

@test "bad rows can be set aside, rows are counted, the table is whole or not there" {
	night q1.csv 1 2
	printf 'account_id,balance,collector\n3,1\n4,5,\n' >q2.csv
	run -0 simulate -q --simulate weighted --rejects no.csv --max-rejects 1 -o t.csv --expect-rows 3 q1.csv q2.csv
	grep -q '^weighted,all,,3,0,3,' t.csv
	rm t.csv
	run -1 simulate --simulate weighted -o t.csv --expect-rows 4 q1.csv
	[ ! -e t.csv ]
	run -0 simulate --check --simulate weighted q1.csv
	[ -z "$output" ]
}
