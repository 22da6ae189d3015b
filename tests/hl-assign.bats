bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'collector\nAnn\nBo\nCy\n' >three.csv
	printf 'account_id\n%s\n' $'1\n2\n3\n4' >four.csv
}

# The last two cells of each lead: who and why.
answers() {
	hl-assign --as-of 2026-03-02T12:00:00Z "$@" | sed 1d | awk -F, '{ print $(NF - 1) ":" $NF }' | paste -sd' '
}

# Who has how many.
counts() {
	sed 1d | awk -F, '{ n[$(NF - 1)]++ } END { for (k in n) print k "=" n[k] }' | sort | paste -sd' '
}

@test "each in turn, and the rows come back in order with who and why behind them" {
	run -0 hl-assign -r three.csv four.csv
	[ "$output" = 'account_id,collector,assign_reason
1,Ann,round-robin
2,Bo,round-robin
3,Cy,round-robin
4,Ann,round-robin' ]
}

@test "--list-methods names every method, and every one has its entry in the manual" {
	run -0 hl-assign --list-methods
	[ "${#lines[@]}" -eq 8 ]
	hl-assign --list-methods | cut -f1 | while read -r name; do
		grep -q "^\.It Cm $name\$" "$BATS_TEST_DIRNAME/../man/hl-assign.1"
	done
}

@test "a method, a way of keeping, a day or a time that does not exist is misuse" {
	run -64 hl-assign -r three.csv -m lottery four.csv
	[[ "${lines[0]}" == 'hl-assign: --method: no method is called "lottery"; there are round-robin, weighted, '* ]]
	run -64 hl-assign -r three.csv --keep sometimes four.csv
	run -64 hl-assign -r three.csv --for 2026-02-30 four.csv
	run -64 hl-assign -r three.csv --at 9h four.csv
	run -64 hl-assign -r three.csv --at 24:01 four.csv
	run -64 hl-assign -r three.csv --units nowhere four.csv
	run -64 hl-assign -r three.csv --state - four.csv
	for other in -o --rejects --stats -r; do
		run -64 hl-assign -r three.csv --state x $other x four.csv
		[[ "$output" == *--state*' are one file: x'* ]]
		[ ! -e x ]
	done
	run -64 hl-assign four.csv
	[ "${lines[0]}" = 'hl-assign: -r FILE is needed: who there is to take leads' ]
}

@test "--map holds for the roster, too" {
	printf 'Who,weight\nAnn,1\n' >who.csv
	run -65 hl-assign -r who.csv four.csv
	run -0 --separate-stderr hl-assign --map collector=Who --explain-map -r who.csv four.csv
	[ "${lines[1]}" = '1,Ann,round-robin' ]
	[ "${stderr_lines[0]}" = 'who.csv: collector is Who' ]
	printf 'account_id,Desk\n1,Bo\n' >desk.csv
	run -0 hl-assign --map collector=Desk -r three.csv desk.csv
	[ "${lines[1]}" = '1,Bo,Bo,kept' ]
}

@test "rows keep their bytes: quotes, blanks, line ends, a row of several lines" {
	printf 'account_id,note\r\n"A1","two\r\nlines, ""quoted"""\r\nA2,  x\r\nA3,"y"' >raw.csv
	printf 'account_id,note,collector,assign_reason\r\n"A1","two\r\nlines, ""quoted""",Ann,round-robin\r\nA2,  x,Bo,round-robin\r\nA3,"y",Cy,round-robin\n' >want.csv
	hl-assign -r three.csv raw.csv | cmp - want.csv
}

@test "TSV in, TSV out; a name is spelled as the output needs it" {
	printf 'collector\n"Lee, Ann"\n' >comma.csv
	[ "$(printf 'account_id\tx\n1\ta\n' | hl-assign -r comma.csv | sed 1d)" = $'1\ta\tLee, Ann\tround-robin' ]
	[ "$(printf 'account_id,x\n1,a\n' | hl-assign -r comma.csv | sed 1d)" = '1,a,"Lee, Ann",round-robin' ]
}

@test "a header alone stays a header" {
	run -0 hl-assign -r three.csv <<<account_id
	[ "$output" = account_id,collector,assign_reason ]
}

# --- the roster ---

@test "all mistakes of a roster are told with line, byte and column" {
	cat >bad.csv <<-'END'
		collector,weight,capacity,available,absent_from,absent_to,shift_from,shift_to
		Ann,0,-1,perhaps,2026-13-01,,9am,17:00
		,1,,,,,,
		Bo,x,,,2026-03-02,2026-03-01,,
		Bo,,,,,,08:00,
		Cy,,,,,,08:00,08:00
	END
	run -65 --separate-stderr hl-assign -r bad.csv four.csv
	[ -z "$output" ]
	[ "$(cut -d' ' -f2,3 <<<"$stderr" | sed 's/bad.csv://; s/:$//; s/: / /' | sort)" = "$(sort <<-'END'
		2:5 weight
		2:7 capacity
		2:10 available
		2:18 absent_from
		2:30 shift_from
		3:1 collector
		4:4 weight
		4:19 absent_to
		5:9 shift_from
		5:1 collector
		6:15 shift_to
	END
	)" ]
	[[ "$stderr" != *perhaps* ]]
}

@test "a roster is never read in part, whatever is done with bad rows" {
	printf 'collector,weight\nAnn,1\nBo,1,1\n' >ragged.csv
	run -65 hl-assign --rejects no.csv --max-rejects 9 -r ragged.csv four.csv
	run -66 hl-assign -r nowhere.csv four.csv
	run -65 hl-assign -r <(echo name,team) four.csv
}

@test "the roster may call its collectors agents, and a roster without anybody gives nobody" {
	printf 'Agent,team\nAnn,x\n' >agents.csv
	[ "$(answers -r agents.csv four.csv)" = 'Ann:round-robin Ann:round-robin Ann:round-robin Ann:round-robin' ]
	[ "$(answers -r <(echo collector) four.csv)" = ':empty_roster :empty_roster :empty_roster :empty_roster' ]
}

# --- who may take a lead ---

@test "a roster cell that is not empty must hold the lead's value, in any case of letters" {
	printf 'collector,clients,states\nAnn,acme | ZENITH,\nBo,,tx|ca\nCy,acme,NY\n' >r.csv
	printf 'account_id,client,state\n1,Acme,NY\n2,zenith,FL\n3,acme,TX\n4,other,CA\n5,other,FL\n6,,ca\n7,none,NY\n' >l.csv
	[ "$(answers -r r.csv l.csv)" = 'Ann:round-robin Ann:round-robin Bo:round-robin Bo:round-robin :no_state Bo:round-robin :no_state' ]
}

@test "what separates the items of a list: bars and semicolons, and commas and blanks where no item holds any" {
	printf 'collector,sources,clients,states,languages,skills\n' >r.csv
	printf '%s\n' 'Ann,web;fair,"Acme, Inc.|Zen",TX;FL,en;es,legal;spanish' 'Bo,,,"New York, NV","fr,de","legal, tax spanish"' >>r.csv
	printf 'account_id,source,client,state,language,needs\n' >l.csv
	printf '%s\n' '1,fair,"acme, inc.",FL,es,spanish;legal' '2,web,Acme,TX,en,' '3,x,x,new york,de,"tax,legal"' '4,x,x,New,fr,' '5,x,x,NV,fr,tax|spanish' >>l.csv
	[ "$(answers -r r.csv l.csv)" = 'Ann:round-robin :no_state Bo:round-robin :no_state Bo:round-robin' ]
}

@test "a lead that does not say what a collector limits: only who takes all, but any language and skill" {
	for trait in sources:source clients:client states:state languages:language skills:needs; do
		printf 'collector,%s\nAnn,x\nBo,\n' "${trait%:*}" >r.csv
		printf 'account_id,%s\n1,x\n2,\n3,\n' "${trait#*:}" >l.csv
		case $trait in
		languages* | skills*) [ "$(answers -r r.csv l.csv)" = 'Ann:round-robin Bo:round-robin Ann:round-robin' ] ;;
		*) [ "$(answers -r r.csv l.csv)" = 'Ann:round-robin Bo:round-robin Bo:round-robin' ] ;;
		esac
	done
}

@test "times as a spreadsheet or date +%T writes them, a wait as a span, a method given twice" {
	printf 'collector,shift_from,shift_to\nAnn,8:00,12:00:00\nBo,09:30,24:00\n' >r.csv
	[ "$(answers -r r.csv --at 8:59 four.csv | cut -d' ' -f1)" = Ann:round-robin ]
	[ "$(answers -r r.csv --at 11:59:59 four.csv | cut -d' ' -f1,2)" = 'Ann:round-robin Bo:round-robin' ]
	[ "$(answers -r r.csv --at 12:00:00 four.csv | cut -d' ' -f1)" = Bo:round-robin ]
	for at in 24:01 9 9:5 09:00:60 24:00:01 09:00:0 9:00pm ''; do
		run -64 hl-assign -r r.csv --at "$at" four.csv
		[ "${lines[0]}" = "hl-assign: --at: not a time of day (HH:MM): $at" ]
	done
	printf 'collector,shift_from,shift_to\nAnn,8:00:30,12:00\n' >bad.csv
	run -65 hl-assign -r bad.csv four.csv
	[ "${lines[0]}" = 'hl-assign: bad.csv:2:5: shift_from: shifts go by whole minutes' ]
	run -0 hl-assign -r three.csv --state s --wait 2s four.csv
	run -64 hl-assign -r three.csv --state s --wait soon four.csv
	[ "${lines[0]}" = 'hl-assign: --wait: seconds, or a span such as 5m: soon' ]
	printf 'column,value,collector\naccount_id,1,Bo\n' >map.csv
	hl-assign -r three.csv -m source-map,weighted --map map.csv four.csv >want
	hl-assign -r three.csv -m source-map --map map.csv -m weighted four.csv | cmp - want
	run -64 hl-assign -r three.csv -m tier -m weighted four.csv
	[ "${lines[0]}" = 'hl-assign: --method: tier leaves nothing to a next method' ]
	run -0 hl-assign -r three.csv -m weighted --absence none four.csv
	run -64 hl-assign -r three.csv -m weighted --absence no four.csv
	[ "${lines[0]}" = 'hl-assign: --absence: nothing, accrue or catch-up, not "no"' ]
	printf 'collector,weight\nAnn,0\n' >bad.csv
	run -65 hl-assign -r bad.csv four.csv
	[ "${lines[0]}" = 'hl-assign: bad.csv:2:5: weight: a weight is above 0; who takes no leads has no in the column available' ]
}

@test "the reason is the first condition that leaves nobody" {
	printf 'collector,sources,clients,states,languages,skills\nAnn,web,acme,NY,en,legal\n' >r.csv
	printf 'account_id,source,client,state,language,needs\n%s\n' \
		$'1,web,acme,NY,en,legal\n2,mail,x,x,x,x\n3,web,x,x,x,x\n4,web,acme,x,x,x\n5,web,acme,NY,x,x\n6,web,acme,NY,en,spanish' >l.csv
	[ "$(answers -r r.csv l.csv)" = 'Ann:round-robin :no_source :no_client :no_state :no_language :no_skill' ]
}

@test "a lead that does not say its state fits only who takes all; its language, everybody" {
	printf 'collector,states,languages\nAnn,NY,en\nBo,,es\n' >r.csv
	printf 'account_id,state,language\n1,NY,en\n2,NY,\n3,,\n4,,en\n' >l.csv
	[ "$(answers -r r.csv l.csv)" = 'Ann:round-robin Bo:round-robin Bo:round-robin :no_language' ]
}

@test "skills hold every word of what a lead needs; who lists none has none" {
	printf 'collector,skills\nAnn,Legal|Spanish\nBo,legal\nCy,\n' >r.csv
	printf 'account_id,needs\n1,spanish legal\n2,legal\n3,\n4,legal|french\n5,SPANISH\n6,\n' >l.csv
	[ "$(answers -r r.csv l.csv)" = 'Ann:round-robin Bo:round-robin Cy:round-robin :no_skill Ann:round-robin Bo:round-robin' ]
	[ "$(answers -r r.csv four.csv)" = 'Ann:round-robin Bo:round-robin Cy:round-robin Ann:round-robin' ]
}

@test "a roster that asks for a column the leads do not have is an error" {
	run -65 hl-assign -r <(printf 'collector,states\nAnn,NY\n') four.csv
	[[ "$output" == *state* ]]
	run -0 hl-assign -r <(printf 'collector,states,skills\nAnn,,x\n') four.csv
}

@test "who is not available, absent on the day or off shift gets nothing" {
	cat >r.csv <<-'END'
		collector,available,absent_from,absent_to,shift_from,shift_to
		Ann,no,,,,
		Bo,Yes,2026-03-02,2026-03-04,,
		Cy,,2026-03-05,,,
		Di,X,,2026-03-01,22:00,06:00
	END
	[ "$(answers -r r.csv four.csv | tr ' ' '\n' | sort -u | paste -sd' ')" = 'Cy:round-robin Di:round-robin' ]
	[ "$(answers -r r.csv --for 2026-03-01 four.csv | tr ' ' '\n' | sort -u | paste -sd' ')" = 'Bo:round-robin Cy:round-robin' ]
	[ "$(answers -r r.csv --for 2026-03-05 four.csv | tr ' ' '\n' | sort -u | paste -sd' ')" = 'Bo:round-robin Di:round-robin' ]
	for at in 22:00 23:59 00:00 05:59; do
		[[ "$(answers -r r.csv --at $at four.csv)" == *Di* ]]
	done
	for at in 06:00 12:00 21:59; do
		[[ "$(answers -r r.csv --at $at four.csv)" != *Di* ]]
	done
	[ "$(answers -r <(printf 'collector,available\nAnn,0\n') four.csv)" = ':nobody_in :nobody_in :nobody_in :nobody_in' ]
}

@test "the day is the one of --as-of in the zone of --tz" {
	printf 'collector,absent_from,absent_to\nAnn,2026-03-02,2026-03-02\nBo,2026-03-03,2026-03-03\n' >r.csv
	[ "$(hl-assign -r r.csv --as-of 2026-03-03T03:00:00Z four.csv | counts)" = 'Ann=4' ]
	[ "$(hl-assign -r r.csv --as-of 2026-03-03T03:00:00Z --tz America/New_York four.csv | counts)" = 'Bo=4' ]
}

@test "a capacity is never exceeded, and the lead that finds all full says so" {
	printf 'collector,capacity\nAnn,1\nBo,2\nCy,0\n' >r.csv
	[ "$(answers -r r.csv four.csv)" = 'Ann:round-robin Bo:round-robin Bo:round-robin :all_full' ]
}

@test "units weigh a lead; a small one still finds room where a large one did not" {
	printf 'collector,capacity\nAnn,2.5\n' >r.csv
	printf 'account_id,size\n1,2\n2,1\n3,0.5\n4,0\n5,0.000001\n' >l.csv
	[ "$(answers -r r.csv --units size l.csv)" = 'Ann:round-robin :all_full Ann:round-robin Ann:round-robin :all_full' ]
	run -65 hl-assign -r r.csv --units size <<<$'account_id,size\n1,-1'
	run -65 hl-assign -r r.csv --units size <<<$'account_id,size\n1,big'
	[ "$(printf 'account_id,size\n1,\n2,\n3,\n' | answers -r r.csv --units size)" = 'Ann:round-robin Ann:round-robin :all_full' ]
}

# --- keeping ---

@test "a lead stays where it is until somebody worked it" {
	printf 'account_id,collector,last_worked\n1,Cy,\n2,Cy,2026-03-01\n3,Gone,\n4,,\n' >l.csv
	run -0 hl-assign -r three.csv l.csv
	[ "$output" = 'account_id,last_worked,collector,assign_reason
1,,Cy,kept
2,2026-03-01,Ann,round-robin
3,,Bo,round-robin
4,,Cy,round-robin' ]
	[ "$(answers --keep always -r three.csv l.csv)" = 'Cy:kept Cy:kept Ann:round-robin Bo:round-robin' ]
	[ "$(answers --keep never --replace -r three.csv l.csv)" = 'Ann:round-robin Bo:round-robin Cy:round-robin Ann:round-robin' ]
}

@test "a lead does not stay with somebody who is not in" {
	printf 'collector,available\nAnn,no\nBo,\n' >r.csv
	[ "$(printf 'account_id,collector\n1,Ann\n2,Bo\n' | answers -r r.csv)" = 'Bo:round-robin Bo:kept' ]
}

@test "a lead that stays takes room from those above it" {
	printf 'collector,capacity\nAnn,1\nBo,1\n' >r.csv
	printf 'account_id,collector\n1,\n2,\n3,Ann\n' >l.csv
	[ "$(answers -r r.csv l.csv)" = 'Bo:round-robin :all_full Ann:kept' ]
	printf 'account_id,collector\r\n"1",\r\n2,Bo\r\n3,Bo' >l.csv
	printf 'account_id,collector,assign_reason\r\n1,Ann,round-robin\r\n2,Bo,kept\r\n3,Bo,kept\n' >want.csv
	hl-assign -r r.csv l.csv | cmp - want.csv
}

@test "the output of one day is an input of the next" {
	hl-assign -r three.csv four.csv >day1.csv
	sed 's/round-robin/kept/' day1.csv >want.csv
	hl-assign -r three.csv day1.csv | cmp - want.csv
}

@test "an owner under another name is read and stays as it is, unless it is to be replaced" {
	printf 'Owner,account_id\nBo,1\nNobody,2\n' >l.csv
	[ "$(hl-assign -r three.csv l.csv)" = 'Owner,account_id,collector,assign_reason
Bo,1,Bo,kept
Nobody,2,Ann,round-robin' ]
	[ "$(hl-assign --replace -r three.csv l.csv)" = 'account_id,collector,assign_reason
1,Bo,kept
2,Ann,round-robin' ]
}

@test "columns of ours are not written twice" {
	printf 'account_id,collector,assign_reason\n1,Bo,x\n' >l.csv
	[ "$(hl-assign --keep never -r three.csv l.csv)" = 'account_id,collector,assign_reason
1,Ann,round-robin' ]
	run -64 hl-assign -r three.csv <<<$'account_id,assign_reason\n1,x'
	[ "${lines[0]}" = 'hl-assign: there is a column called assign_reason already: --replace drops it' ]
	[ "$(hl-assign --replace -r three.csv <<<$'account_id,assign_reason\n1,x')" = 'account_id,collector,assign_reason
1,Ann,round-robin' ]
}

# --- methods ---

@test "round robin goes on over thirty runs as if they were one" {
	for run in $(seq 30); do
		seq $((run % 7 + 1)) | sed '1i account_id' | hl-assign -r three.csv --state s | sed 1d
	done | cut -d, -f2 >who
	yes $'Ann\nBo\nCy' | head -n "$(wc -l <who)" | cmp - who
	[ "$(wc -l <who)" -eq 117 ]
}

@test "who comes back or is new is next, and gets no more than their turn" {
	hl-assign -r three.csv --state s four.csv >/dev/null
	printf 'collector\nAnn\nBo\nNew\n' >r.csv
	[ "$(answers -r r.csv --state s four.csv)" = 'New:round-robin Bo:round-robin Ann:round-robin New:round-robin' ]
	[ "$(answers -r three.csv --state s four.csv)" = 'Cy:round-robin Bo:round-robin Ann:round-robin Cy:round-robin' ]
	grep -q '^New,2,2,0,8$' s
}

@test "by weight nobody is ever further than a lead and a quarter from what is due" {
	printf 'collector,weight,clients\nA,5,\nB,3,x|y\nC,2,y\nD,1,x\nE,1,\n' >r.csv
	awk 'BEGIN { srand(3); print "account_id,client"; for (i = 0; i < 2000; i++) print i "," substr("xyzx", int(rand() * 4) + 1, 1) }' >l.csv
	hl-assign -m weighted -r r.csv l.csv | awk -F, '
		BEGIN { w["A"] = 5; w["B"] = 3; w["C"] = 2; w["D"] = w["E"] = 1
			may["x"] = "ABDE"; may["y"] = "ABCE"; may["z"] = "AE" }
		NR > 1 { sum = 0
			for (i = 1; i <= length(may[$2]); i++) sum += w[substr(may[$2], i, 1)]
			for (i = 1; i <= length(may[$2]); i++) { k = substr(may[$2], i, 1); due[k] += w[k] / sum }
			if (!index(may[$2], $3)) exit bad = 1
			got[$3]++
			for (k in w) if (got[k] - due[k] > 1.25 || due[k] - got[k] > 1.25) exit bad = 1 }
		END { exit bad || NR != 2001 }'
}

@test "by weight, split into runs or not, the same leads go to the same people" {
	printf 'collector,weight\nA,5\nB,3\nC,2\nD,1\nE,1\n' >r.csv
	seq 240 | sed '1i account_id' | hl-assign -m weighted -r r.csv --state one | sed 1d >one.csv
	for from in 1 18 97 98 200; do
		case $from in 1) to=17 ;; 18) to=96 ;; 97) to=97 ;; 98) to=199 ;; *) to=240 ;; esac
		seq $from $to | sed '1i account_id' | hl-assign -m weighted -r r.csv --state many | sed 1d
	done | cmp - one.csv
	cmp one many
	[ "$(sed '1i x,collector,y' one.csv | counts)" = 'A=100 B=60 C=40 D=20 E=20' ]
}

@test "what is entitled adds up to what is received, to the millionth" {
	printf 'collector,weight,capacity\nA,1,3\nB,1,\nC,1.000001,\n' >r.csv
	seq 100 | sed '1i account_id' | hl-assign -m weighted -r r.csv --state s >/dev/null
	awk -F, 'NR > 1 && !/^#/ { split($2, p, "."); e += p[1] * 1000000 + substr(p[2] "000000", 1, 6); r += $3 } END { exit e != r * 1000000 || r != 100 }' s
}

@test "absence earns nothing: who comes back is not flooded" {
	printf 'collector,available\nA,\nB,\n' >both.csv
	printf 'collector,available\nA,\nB,no\n' >one.csv
	hl-assign -m weighted -r both.csv --state s four.csv >/dev/null
	seq 50 | sed '1i account_id' | hl-assign -m weighted -r one.csv --state s >/dev/null
	[ "$(hl-assign -m weighted -r both.csv --state s four.csv | counts)" = 'A=2 B=2' ]
}

# --- the end of a run ---

@test "--require-all: the leads are written, the state too, and the answer is no" {
	printf 'collector,capacity\nAnn,1\n' >r.csv
	run -1 --separate-stderr hl-assign --require-all -r r.csv --state s -o out.csv four.csv
	[ "$stderr" = 'hl-assign: 3 of 4 leads have no collector' ]
	[ "$(wc -l <out.csv)" -eq 5 ]
	grep -q '^Ann,1,1,0,1$' s
	run -0 hl-assign --require-all -r three.csv -o out.csv four.csv
}

@test "a bad lead leaves output and state alone" {
	hl-assign -r three.csv --state s -o out.csv four.csv
	cp s s.old
	cp out.csv out.old
	run -65 hl-assign -r three.csv --state s -o out.csv <<<$'account_id,x\n1,2\n3'
	cmp s s.old
	cmp out.csv out.old
	run -1 hl-assign -r three.csv --state s -o out.csv --expect-rows 5 four.csv
	cmp s s.old
	run -74 sh -c 'hl-assign -r three.csv --state s four.csv >/dev/full'
	cmp s s.old
	[ "$(ls -A | grep -vc -e '^s.*' -e '^out\.' -e csv$)" -eq 0 ]
}

@test "a lead that is set aside does not count in the turns" {
	[ "$(printf 'account_id,size\n1,1\n2,x\n3,1\n' | answers -q -r three.csv --units size --rejects bad.csv --max-rejects 1)" = 'Ann:round-robin Bo:round-robin' ]
}

@test "--check changes nothing and takes no lock" {
	run -0 hl-assign --check -r three.csv --state s four.csv
	[ -z "$output" ]
	[ ! -e s ]
	[ ! -e s.lock ]
}

@test "a first run says so with -v" {
	run -0 --separate-stderr hl-assign -v -r three.csv --state s four.csv
	[ "${stderr_lines[0]}" = 'hl-assign: s: not there, a first run' ]
	[ "${stderr_lines[1]}" = 'hl-assign: 4 leads: 0 kept, 4 given, 0 with nobody' ]
	run -0 --separate-stderr hl-assign -v -r three.csv --state s four.csv
	[[ "$stderr" != *'first run'* ]]
}

@test "a state that lacks its end, at whatever byte, is refused and stays as it is" {
	hl-assign -r three.csv --state s four.csv >/dev/null
	size=$(stat -c %s s)
	cp s good
	for len in $(seq 0 $((size - 1))); do
		head -c "$len" good >s
		hl-assign -r three.csv --state s four.csv >/dev/null 2>&1 && exit 1
		[ $? -eq 65 ] && [ "$(stat -c %s s)" -eq "$len" ]
	done
}

@test "a state with any byte changed is refused" {
	printf 'collector\nAnn\n' >r.csv
	hl-assign -r r.csv --state s four.csv >/dev/null
	cp s good
	for at in $(seq 0 $(($(stat -c %s s) - 1))); do
		for flip in 1 32; do
			byte=$(od -An -tu1 -j "$at" -N 1 good)
			{ head -c "$at" good; printf "\\x$(printf %02x $((byte ^ flip)))"; tail -c +$((at + 2)) good; } >s
			hl-assign -r r.csv --state s four.csv >/dev/null 2>&1 && exit 1
			[ $? -eq 65 ]
		done
	done
}

@test "something else in the place of the state is refused" {
	for text in '' 'account_id,score' $'collector,entitled,received,value,last_seq\n' 'Ann'; do
		printf %s "$text" >s
		run -65 hl-assign -r three.csv --state s four.csv
		[[ "$output" == *'not a whole state file'* ]]
	done
	{ cat four.csv; tail -n 1 s; } >t
	run -65 hl-assign -r three.csv --state t four.csv
}

@test "names with commas, quotes and line ends survive in the state" {
	printf 'collector\n"Lee, Ann"\n"a ""b"""\n"#end"\n' >r.csv
	hl-assign -r r.csv --state s four.csv >/dev/null
	[ "$(hl-assign -r r.csv --state s four.csv | sed -n 2p)" = '1,"a ""b""",round-robin' ]
}

@test "a second run waits for the state, or says that it is held" {
	mkfifo leads
	hl-assign -r three.csv --state s leads >first.csv &
	exec 7>leads
	until [ -e s.lock ]; do sleep 0.05; done
	sleep 0.2
	run -75 hl-assign -r three.csv --state s four.csv 7>&-
	[ "${lines[0]}" = 'hl-assign: s: another run holds the lock' ]
	hl-assign -r three.csv --state s --wait 20 four.csv >second.csv 7>&- &
	waiting=$!
	sleep 0.2
	cat four.csv >&7
	exec 7>&-
	wait $waiting
	[ "$(sed -n 2p second.csv)" = '1,Bo,round-robin' ]
}

@test "many runs at once lose no lead and give no turn twice" {
	for i in $(seq 12); do
		hl-assign -r three.csv --state s --wait 60 four.csv >out.$i &
	done
	wait
	grep -q '^Ann,16,16,0,' s
	[ "$(cat out.* | grep -v assign_reason | cut -d, -f2 | sort | uniq -c | awk '{ print $1 }' | sort -u)" = 16 ]
}

@test "a run that is killed leaves a state that is whole" {
	hl-assign -r three.csv --state s four.csv >/dev/null
	seq 200000 | sed '1i account_id' >many.csv
	for pause in 0.001 0.01 0.02 0.04 0.06 0.08; do
		timeout -s KILL $pause hl-assign -r three.csv --state s -o out.csv many.csv || true
		hl-assign -r three.csv --state s --wait 9 <<<account_id >/dev/null
	done
	[ "$(find . -name '.*' -type f | wc -l)" -eq 0 ]
}

@test "the state is no other file of the run, and the roster not the leads' standard input" {
	printf 'collector\nAnn\n' >r.csv
	printf 'account_id\nA1\n' >l.csv
	run -64 hl-assign -r r.csv --state s -o s l.csv
	[[ "$output" == *': --output and --state are one file: s'* ]]
	run -64 hl-assign -r r.csv --state ./s --stats s l.csv
	[ ! -e s ]
	run -64 hl-assign -r - <r.csv
}


@test "a column of the roster that is nearly one of a limit is told; any others may be there" {
	printf 'collector,capactiy,email,status,team,skils\nAnn,1,x,y,z,a\n' >r.csv
	run -65 hl-assign -r r.csv four.csv
	[ "$output" = 'hl-assign: r.csv:1:11: capactiy: a roster has no such column; is it "capacity"?
hl-assign: r.csv:1:38: skils: a roster has no such column; is it "skills"?' ]
	printf 'collector,capacity,email,status,team,skill_level\nAnn,1,x,y,z,3\n' >r.csv
	hl-assign -r r.csv four.csv >/dev/null
}
