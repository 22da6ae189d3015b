# What people decide: leads given by hand, taken from somebody, the log of it, and why a lead went where it went.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'collector\nAnn\nBo\nCy\n' >three.csv
	printf 'account_id\n%s\n' $'1\n2\n3\n4' >four.csv
}

assign() {
	hl-assign --as-of 2026-03-02T12:00:00Z "$@"
}

# The last two cells of each lead: who and why.
answers() {
	assign "$@" | sed 1d | awk -F, '{ print $(NF - 1) ":" $NF }' | paste -sd' '
}

# The page of lead $1, each run of blanks as one.
page() {
	local id=$1
	shift
	assign --explain "$id" "$@" | tr -s ' \n' '  '
}

# --- in which order ---

@test "eligibility is asked in its order: kept, by hand, traits, who is in, room" {
	cat >r.csv <<-'END'
		collector,states,capacity,available
		Ann,TX,,
		Bo,OH,1,
		Cy,,,no
	END
	cat >q.csv <<-'END'
		account_id,state,collector
		keep,CA,Ann
		hand,CA,
		away,TX,Cy
		trait,OH,
		full,OH,
		nobody,CA,
	END
	printf 'account_id,collector\nkeep,Bo\nhand,Ann\n' >m.csv
	[ "$(answers -q -r r.csv --manual m.csv q.csv)" = 'Ann:kept Ann:manual Ann:round-robin Bo:round-robin :all_full :nobody_in' ]
}

@test "a lead is kept while it is open: as long as nobody has worked it" {
	printf 'account_id,collector,last_worked\n1,Cy,\n2,Cy,2026-02-01\n' >q.csv
	[ "$(answers -r three.csv q.csv)" = 'Cy:kept Ann:round-robin' ]
	[ "$(answers -r three.csv --keep always q.csv)" = 'Cy:kept Cy:kept' ]
	[ "$(answers -r three.csv --keep never --replace q.csv)" = 'Ann:round-robin Bo:round-robin' ]
}

# --- --manual ---

@test "a row gives its lead to who is named, whatever else would be asked, and says by whom and why" {
	printf 'collector,states,capacity\nAnn,,\nBo,TX,0\n' >r.csv
	printf 'account_id,state\n1,OH\n2,OH\n3,OH\n4,OH\n' >q.csv
	printf 'account_id,collector,by,reason,until\n1,Bo,Kim,knows them,\n2,Bo,Kim,,\n3,Bo,,asked for,\n4,Bo,,,\n' >m.csv
	run -0 --separate-stderr assign -r r.csv --manual m.csv q.csv
	[ "$output" = 'account_id,state,collector,assign_reason
1,OH,Bo,manual by Kim: knows them
2,OH,Bo,manual by Kim
3,OH,Bo,manual: asked for
4,OH,Bo,manual' ]
	[ -z "$stderr" ]
}

@test "what is given by hand is nobody's turn, takes room, and is entitled and received alike" {
	printf 'collector,capacity\nAnn,2\nBo,\n' >r.csv
	printf 'account_id,collector\n1,Ann\n' >m.csv
	[ "$(answers -r r.csv --manual m.csv --state s four.csv)" = 'Ann:manual Ann:round-robin Bo:round-robin Bo:round-robin' ]
	[ "$(sed -n 2,3p s)" = $'Ann,2,2,0,1\nBo,2,2,0,3' ]
}

@test "a row holds until its day, that day included; -v counts those that do not" {
	printf 'account_id,collector,until\n1,Cy,2026-03-02\n2,Cy,2026-03-01\n3,Cy,2026-03-03\n4,Gone,2026-03-01\n' >m.csv
	[ "$(answers -r three.csv --manual m.csv four.csv)" = 'Cy:manual Ann:round-robin Cy:manual Bo:round-robin' ]
	[ "$(answers -r three.csv --for 2026-03-03 --manual <(sed 4,5d m.csv; echo 3,Cy,2026-03-03) four.csv)" = 'Ann:round-robin Bo:round-robin Cy:manual Cy:round-robin' ]
	run -0 --separate-stderr assign -v -r three.csv --manual m.csv four.csv
	[[ "$stderr" == *'2 rows of --manual have expired'* ]]
	[[ "$stderr" == *'2 leads given by hand'* ]]
}

@test "of several rows of an account the last that holds wins, and that is told" {
	printf 'account_id,collector,until\n1,Bo,\n1,Cy,\n1,Ann,2026-03-01\n' >m.csv
	run -0 --separate-stderr assign -r three.csv --manual m.csv four.csv
	[ "${lines[1]}" = '1,Cy,manual' ]
	[ "$stderr" = 'hl-assign: warning: m.csv: 1 rows give way to a row of the same account below' ]
}

@test "all mistakes of the table are told with line, byte and column, and then nothing is assigned" {
	printf 'account_id,collector,until\n1,Bob,\n,Ann,\n3,,\n4,Ann,soon\n5,,2026-13-01\n' >m.csv
	run -65 --separate-stderr assign -r three.csv --manual m.csv four.csv
	[ -z "$output" ]
	[ "$(cut -d' ' -f2,3 <<<"$stderr" | sed 's/m.csv://; s/:$//; s/: / /')" = '2:3 collector
3:1 account_id
4:3 collector
5:7 until
6:4 until
6:3 collector' ]
	[[ "$stderr" != *Bob* ]]
	run -65 --separate-stderr assign --show-values -r three.csv --manual m.csv four.csv
	[[ "$stderr" == *'Bob is not on the roster; did you mean Bo?'* ]]
	run -65 assign -r three.csv --manual <(echo account_id,who) four.csv
	run -65 assign -r three.csv --manual <(printf 'account_id,collector\n1,Ann\n') <<<$'name\nx'
	run -66 assign -r three.csv --manual nowhere four.csv
	run -64 assign -r - --manual - four.csv <three.csv
}

@test "who is not in gets a lead that is given by hand all the same, and that is told" {
	printf 'collector,absent_from\nAnn,\nBo,2026-03-01\n' >r.csv
	printf 'account_id,collector\n1,Bo\n2,Ann\n' >m.csv
	run -0 --separate-stderr assign -r r.csv --manual m.csv four.csv
	[ "${lines[1]}" = '1,Bo,manual' ]
	[ "$stderr" = 'hl-assign: warning: m.csv:2: this collector is not in, and gets 1 leads all the same' ]
}

@test "a lead that is kept against a row is told" {
	printf 'account_id,collector\n1,Bo\n2,Bo\n' >q.csv
	printf 'account_id,collector\n1,Cy\n2,Bo\n' >m.csv
	run -0 --separate-stderr assign -r three.csv --manual m.csv q.csv
	[ "${lines[1]}" = '1,Bo,kept' ]
	[[ "$stderr" == *'1 leads stay with whom they came with, not with whom --manual names' ]]
	[ "$(answers -r three.csv --keep never --replace --manual m.csv <(printf 'account_id,collector,x\n1,Bo,\n'))" = 'Cy:manual' ]
}

@test "several leads of one account go each by themselves, and where ids are looked at that is told" {
	printf 'account_id\n1\n2\n1\n1\n' >q.csv
	[ "$(answers -r three.csv q.csv)" = 'Ann:round-robin Bo:round-robin Cy:round-robin Ann:round-robin' ]
	printf 'account_id,collector\n1,Cy\n' >m.csv
	run -0 --separate-stderr assign -r three.csv --manual m.csv q.csv
	[ "$(grep -c '^1,Cy,manual$' <<<"$output")" -eq 3 ]
	[ "$stderr" = 'hl-assign: warning: 2 leads have an account_id that was there before: each is given by itself' ]
}

# --- --method manual ---

@test "--method manual gives everything to --default, but what is kept or given by hand" {
	printf 'account_id,collector\n1,\n2,Bo\n3,\n' >q.csv
	printf 'account_id,collector\n3,Ann\n' >m.csv
	[ "$(answers -r three.csv -m manual --default Cy --manual m.csv q.csv)" = 'Cy:manual Bo:kept Ann:manual' ]
	run -64 assign -r three.csv -m manual q.csv
	[ "${lines[0]}" = 'hl-assign: --method manual needs --default COLLECTOR: who gets the leads' ]
	run -64 assign -r three.csv --default Cy q.csv
	run -64 assign -r three.csv -m manual --default Cyd q.csv
	[ "${lines[0]}" = 'hl-assign: --default: Cyd is not on the roster; did you mean Cy?' ]
	printf 'collector,available\nAnn,\nBo,\nCy,no\n' >r.csv
	run -0 --separate-stderr assign -r r.csv -m manual --default Cy four.csv
	[ "$stderr" = 'hl-assign: warning: --default: Cy is not in, and gets 4 leads all the same' ]
}

@test "the default keeps what they get, and can give it on" {
	assign -r three.csv -m manual --default Cy -o night.csv four.csv
	[ "$(answers -r three.csv -m manual --default Ann night.csv)" = 'Cy:kept Cy:kept Cy:kept Cy:kept' ]
	[ "$(answers -r three.csv --reassign Cy --note 'to all' night.csv)" = 'Ann:reassigned from Cy: to all Bo:reassigned from Cy: to all Ann:reassigned from Cy: to all Bo:reassigned from Cy: to all' ]
}

# --- --reassign ---

@test "leads are taken from one and given to another, or by the method to anybody else" {
	printf 'account_id,collector\n1,Ann\n2,Bo\n3,Ann\n4,Cy\n' >q.csv
	[ "$(answers -r three.csv --reassign Ann:Cy --note leave q.csv)" = 'Cy:reassigned from Ann: leave Bo:kept Cy:reassigned from Ann: leave Cy:kept' ]
	[ "$(answers -r three.csv --reassign Ann --note leave q.csv)" = 'Bo:reassigned from Ann: leave Bo:kept Cy:reassigned from Ann: leave Cy:kept' ]
	[ "$(answers -r three.csv --reassign Ann:Bo --reassign Bo:Cy --note x q.csv)" = 'Bo:reassigned from Ann: x Cy:reassigned from Bo: x Bo:reassigned from Ann: x Cy:kept' ]
	[ "$(answers -r three.csv --keep never --reassign Ann:Bo --note x q.csv)" = 'Bo:reassigned from Ann: x Ann:round-robin Bo:reassigned from Ann: x Bo:round-robin' ]
}

@test "who left the roster can be taken from; nobody else may be left" {
	printf 'account_id,collector\n1,Zed\n2,Bo\n' >q.csv
	[ "$(answers -r three.csv --reassign Zed:Cy --note gone q.csv)" = 'Cy:reassigned from Zed: gone Bo:kept' ]
	printf 'collector\nBo\n' >one.csv
	[ "$(answers -r one.csv --reassign Bo --note gone q.csv)" = 'Bo:round-robin :nobody_else' ]
}

@test "a row of --manual stands above --reassign, but not one that gives the lead back" {
	printf 'account_id,collector\n1,Ann\n2,Ann\n3,Ann\n' >q.csv
	printf 'account_id,collector\n1,Cy\n2,Ann\n' >m.csv
	[ "$(answers -r three.csv --manual m.csv --reassign Ann:Bo --note leave q.csv)" = 'Cy:manual Bo:reassigned from Ann: leave Bo:reassigned from Ann: leave' ]
}

@test "--reassign needs a note, names that are there, and each FROM once" {
	printf 'account_id,collector\n1,Ann\n' >q.csv
	run -64 assign -r three.csv --reassign Ann q.csv
	[ "${lines[0]}" = 'hl-assign: --reassign needs --note TEXT: why the leads are taken' ]
	run -64 assign -r three.csv --note x q.csv
	run -64 assign -r three.csv --reassign Ann --note ' ' q.csv
	run -64 assign -r three.csv --reassign Ann:Bob --note x q.csv
	[ "${lines[0]}" = 'hl-assign: --reassign: Bob is not on the roster; did you mean Bo?' ]
	run -64 assign -r three.csv --reassign Ann:Ann --note x q.csv
	run -64 assign -r three.csv --reassign :Ann --note x q.csv
	[ "${lines[0]}" = 'hl-assign: --reassign: FROM or FROM:TO, and FROM is a name' ]
	run -64 assign -r three.csv --reassign Ann --reassign Ann:Bo --note x q.csv
	run -65 assign -r three.csv --reassign Ann --note x four.csv
	run -0 --separate-stderr assign -r three.csv --reassign Dee:Bo --note x q.csv
	[ "$stderr" = 'hl-assign: warning: --reassign: no lead came with Dee' ]
}

@test "names may hold colons" {
	printf 'collector\na:b\nb\nc:d\n' >r.csv
	printf 'account_id,collector\n1,a:b\n2,x:y\n' >q.csv
	[ "$(answers -q -r r.csv --reassign a:b:c:d --note n q.csv | cut -d' ' -f1)" = 'c:d:reassigned' ]
	[ "$(answers -q -r r.csv --reassign a:b: --note n q.csv | cut -d' ' -f1)" = 'b:reassigned' ]
	[ "$(answers -q -r r.csv --reassign x:y:b --note n q.csv)" = 'a:b:kept b:reassigned from x:y: n' ]
	[ "$(answers -q -r r.csv --reassign x:y: --note n q.csv)" = 'a:b:kept a:b:reassigned from x:y: n' ]
	printf 'collector\na\nb:c\nc\n' >r.csv
	run -64 assign -r r.csv --reassign a:b:c --note n q.csv
	[ "${lines[0]}" = 'hl-assign: --reassign: a:b:c can be read in two ways: from a to b:c (write a::b:c), or from a:b to c (write a:b::c)' ]
	printf 'collector\nA\nB\nA:B\n' >r.csv
	printf 'account_id,collector\n1,A\n2,A:B\n' >q.csv
	run -64 assign -r r.csv --reassign A:B --note n q.csv
	[ "${lines[0]}" = 'hl-assign: --reassign: A:B can be read in two ways: from A:B alone (write A:B:), or from A to B (write A::B)' ]
	[ "$(answers -r r.csv --reassign A:B: --note n q.csv)" = 'A:kept A:reassigned from A:B: n' ]
	[ "$(answers -r r.csv --reassign A::B --note n q.csv)" = 'B:reassigned from A: n A:B:kept' ]
	printf 'collector\nA:B\nB\nC\n' >r.csv
	printf 'account_id,collector\n1,A\n2,A:B\n' >q.csv
	run -64 assign -r r.csv --reassign A:B --note n q.csv
	run -64 assign -r r.csv --reassign A:B:C:D --note n q.csv
	[[ "${lines[0]}" == 'hl-assign: --reassign: '*' is not on the roster'* ]]
}

@test "orders change no byte with threads, block size or the kind of input, held or not" {
	for capacity in '' 400; do
		printf 'collector,states,capacity\nAnn,,\nBo,TX,%s\nCy,OH|TX,\n' "$capacity" >r.csv
		awk 'BEGIN { srand(7); split("TX OH CA", s, " "); split(",Ann,Bo,Cy,Zed", c, ",")
			print "account_id,state,collector"
			for (i = 0; i < 3000; i++) print i "," s[int(rand() * 3) + 1] "," c[int(rand() * 5) + 1] }' >q.csv
		awk 'BEGIN { srand(8); print "account_id,collector,by"; for (i = 0; i < 300; i++) print int(rand() * 4000) ",Bo,Kim" }' >m.csv
		asked="-q -r r.csv --manual m.csv --reassign Ann:Cy --reassign Zed --note n"
		assign $asked --log one -j 1 -o want.csv q.csv
		for more in '-j 2' '-j 4 --block-size 4K' '-j 3 --block-size 64K'; do
			rm -f many
			assign $asked $more --log many q.csv | cmp - want.csv
			cmp one many
		done
		rm -f one many
		assign $asked --log many <q.csv | cmp - want.csv
		assign $asked --dry-run --log many q.csv | cmp - want.csv
	done
}

@test "whom a lead is taken from is entitled to no part of it, in or not" {
	printf 'collector,available\nCy,no\nBo,\nDee,\n' >r.csv
	printf 'account_id,collector\n1,Cy\n2,\n' >q.csv
	for absence in accrue catch-up; do
		answers -r r.csv -m weighted --absence $absence --reassign Cy --note x --fairness f <(head -n 2 q.csv)
		[ "$(cut -d, -f1,3 f | paste -sd' ')" = 'collector,entitled Cy,0 Bo,0.5 Dee,0.5' ]
	done
	# Of other leads they are.
	answers -r r.csv -m weighted --absence accrue --reassign Cy --note x --fairness f q.csv
	[ "$(cut -d, -f1,3 f | paste -sd' ')" = 'collector,entitled Cy,0.333333 Bo,0.833333 Dee,0.833334' ]
}

# --- --log ---

@test "the log has a row for each lead that was not kept" {
	printf 'account_id,collector\n1,\n2,Bo\n3,Cy\n"4,x",Gone\n' >q.csv
	printf 'account_id,collector,by,reason\n1,Cy,Kim,"asked, twice"\n' >m.csv
	printf 'collector,available\nAnn,no\nBo,\nCy,\n' >r.csv
	assign -r r.csv --run-id mon --manual m.csv --reassign Cy:Bo --note leave --log log.csv q.csv >out
	[ "$(cat log.csv)" = 'run,ts,account_id,from,to,method,reason
mon,2026-03-02T12:00:00Z,1,,Cy,manual,"manual by Kim: asked, twice"
mon,2026-03-02T12:00:00Z,3,Cy,Bo,manual,reassigned from Cy: leave
mon,2026-03-02T12:00:00Z,"4,x",Gone,Bo,round-robin,round-robin' ]
	[ "$(stat -c %a log.csv)" = 600 ]
	printf 'collector,available\nAnn,no\n' >r.csv
	assign -r r.csv --as-of 2026-03-03T12:00:00Z --log log.csv <<<$'account_id,collector\n9,Ann'
	[ "$(tail -n 1 log.csv)" = '20260303T120000Z,2026-03-03T12:00:00Z,9,Ann,,,nobody_in' ]
	# Decided anew, and as before: a row all the same.
	rm log.csv
	assign -r three.csv --keep never --run-id tue --log log.csv <<<$'account_id,collector,needs\n1,Ann,\n2,,x'
	[ "$(sed 1d log.csv)" = $'tue,2026-03-02T12:00:00Z,1,Ann,Ann,round-robin,round-robin\ntue,2026-03-02T12:00:00Z,2,,,,no_skill' ]
}

@test "a run that is run again under its name is logged once, and again only where it comes to something else" {
	assign -r three.csv --state s --run-id mon --log l four.csv >mon
	cp l l.mon
	assign -r three.csv --state s --run-id mon --log l four.csv | cmp - mon
	hl-assign --as-of 2026-03-02T14:30:00Z -r three.csv --state s --run-id mon --log l four.csv | cmp - mon
	cmp l l.mon
	assign -r three.csv --state s --run-id tue --log l four.csv >/dev/null
	[ "$(wc -l <l)" -eq 9 ]
	assign -r three.csv --state s --run-id tue --log l <<<$'account_id\n8' >/dev/null
	[ "$(sed 1,9d l)" = 'tue,2026-03-02T12:00:00Z,8,,Bo,round-robin,round-robin' ]
	cmp -n "$(stat -c %s l.mon)" l l.mon
}

@test "runs without a name are logged each, also those of one moment that come to the same" {
	assign -r three.csv --state s --log l four.csv >/dev/null
	assign -r three.csv --state s --log l four.csv >/dev/null
	[ "$(sed 1d l | cut -d, -f3,5 | paste -sd' ')" = '1,Ann 2,Bo 3,Cy 4,Ann 1,Bo 2,Cy 3,Ann 4,Bo' ]
	for i in 1 2 3; do
		assign -r three.csv --log m four.csv >/dev/null
		[ "$(wc -l <m)" -eq $((1 + 4 * i)) ]
	done
	[ ! -s m.lock ]
	# A name that was given is one run, whatever runs there were between.
	assign -r three.csv --log n --run-id mon four.csv >/dev/null
	assign -r three.csv --log n --run-id mon four.csv >/dev/null
	[ "$(wc -l <n)" -eq 5 ]
}

@test "of a run without a name that was killed while it wrote, the same again writes what is not there" {
	assign -r three.csv --log m four.csv >/dev/null
	assign -r three.csv --log m four.csv >/dev/null
	cp m want
	begun=$(sed 6,9d want | wc -c)
	for len in $(seq "$begun" "$(stat -c %s want)"); do
		head -c "$len" want >m
		printf '%020d\n' "$begun" >m.lock
		assign -q -r three.csv --log m four.csv >/dev/null
		cmp m want
		[ ! -s m.lock ]
	done
	# The very first run; a note that was cut, or is of a log that is not there any more, is none.
	head -n 5 want >first
	for len in $(seq 0 "$(stat -c %s first)"); do
		head -c "$len" first >m
		printf '%020d\n' 0 >m.lock
		assign -q -r three.csv --log m four.csv >/dev/null
		cmp m first
	done
	for note in 0000000 99999999999999999999 00000000000000000300 'no number at all    '; do
		cp first m
		printf '%s\n' "$note" >m.lock
		assign -q -r three.csv --log m four.csv >/dev/null
		cmp m want
	done
}

@test "a row that was cut is taken off, and that is told" {
	assign -r three.csv --run-id mon --state s --log l four.csv >/dev/null
	cp l want
	printf 'x,"two\nlines' >>l
	run -0 --separate-stderr assign -r three.csv --run-id tue --state s --log l --dry-run four.csv
	[ "$stderr" = 'hl-assign: warning: a dry run: state and log stay as they are' ]
	run -0 --separate-stderr assign -r three.csv --run-id mon --state s --log l four.csv
	[ "$stderr" = 'hl-assign: warning: l: its last row has no end, for a run was killed: it is taken off' ]
	cmp l want
}

@test "what is no log is refused, and stays" {
	for text in 'account_id\n1\n' 'x' 'run,ts,account_id,from,to,method,reason\n1,2,3\n' 'run,ts,account_id,from,to,method,reason\r\n'; do
		printf "$text" >l
		cp l l.old
		run -65 --separate-stderr assign -r three.csv --state s --log l four.csv
		[ -z "$output" ]
		[[ "$stderr" == 'hl-assign: l:'[12]': not a log of hl-assign; '* ]]
		cmp l l.old
		[ ! -e s ]
	done
	mkdir d
	run -66 assign -r three.csv --log d four.csv
	run -73 assign -r three.csv --log nowhere/l four.csv
	mkfifo p
	run -66 timeout 20 hl-assign -r three.csv --log p four.csv
	run -64 assign -r three.csv --log - four.csv
	run -64 assign -r three.csv --log four.csv four.csv
	for other in -o --state --rejects --stats --manual; do
		printf 'account_id,collector\n' >x
		run -64 assign -r three.csv --log x $other x four.csv
		[[ "$output" == *'are one file: '*x* ]]
	done
}

@test "a run that fails logs nothing, and one that is only checked, dry or explained leaves no file at all" {
	run -65 assign -r three.csv --log l <<<$'account_id\n1,2'
	[ ! -e l ]
	run -1 assign -r three.csv --log l --expect-rows 9 four.csv
	[ ! -e l ]
	rm -f l.lock
	run -0 assign -r three.csv --state s --log l --check four.csv
	run -0 --separate-stderr assign -r three.csv --state s --log l --dry-run four.csv
	[ "${lines[1]}" = '1,Ann,round-robin' ]
	[ "$stderr" = 'hl-assign: warning: a dry run: state and log stay as they are' ]
	run -0 assign -r three.csv --state s --log l --explain 1 four.csv
	[ "$(ls -A | grep -c -x -e s -e l -e '.*lock')" -eq 0 ]
}

@test "a dry run says what would be" {
	assign -r three.csv --state s --log l four.csv >/dev/null
	cp s s.old
	cp l l.old
	assign -q -r three.csv --state s --log l --dry-run four.csv >would
	cmp s s.old
	cmp l l.old
	assign -r three.csv --state s --log l four.csv | cmp - would
}

@test "many runs at once lose no row of a log that they share" {
	for i in $(seq 20); do
		assign -r three.csv --state s --log l --run-id "r$i" --wait 60 four.csv >out.$i &
	done
	wait
	[ "$(wc -l <l)" -eq 81 ]
	[ "$(sed 1d l | cut -d, -f1 | uniq | sort | uniq -d | wc -l)" -eq 0 ]
	[ "$(sed 1d l | cut -d, -f5 | sort | uniq -c | awk '{ print $1 }' | sort -n | paste -sd' ')" = '26 27 27' ]
}

@test "a log that cannot be written is told, the state stays, and the same run again repairs" {
	assign -r three.csv --state s --run-id mon --log l four.csv >/dev/null
	seq 2000 | sed '1i account_id' >many.csv
	cp s s.old
	cp l l.old
	run -74 sh -c "ulimit -f 128; trap '' XFSZ; hl-assign --as-of 2026-03-02T12:00:00Z -r three.csv --state s --run-id tue --log l many.csv >out"
	[ "${lines[0]}" = 'hl-assign: l: File too large' ]
	cmp s s.old
	cmp l l.old
	assign -r three.csv --state s --run-id tue --log l many.csv | cmp - out
	[ "$(wc -l <l)" -eq 2005 ]
}

@test "killed at any call, log and state are never ahead of the leads, and the same run again repairs" {
	command -v at-call >/dev/null || skip "at-call is not built"
	[[ ${BUILD-} != */tsan ]] || skip "ptrace is in the way there"
	export ASAN_OPTIONS=detect_leaks=0
	run at-call true
	[ "$status" -ne 77 ] || skip "a process may not be traced here"
	mkdir base want work
	assign -r three.csv --state base/s --log base/l --run-id mon -o base/q four.csv
	cp base/* want
	tuesday="hl-assign --as-of 2026-03-03T12:00:00Z -r three.csv --log l --state s -o q -q"
	cp three.csv work
	printf 'account_id\n7\n8\n9\n' | tee want/in >work/in
	cp three.csv want
	for name in '' '--run-id tue'; do
		(cd want && cp ../base/* . && $tuesday $name in)
		points=0
		for call in write fsync ftruncate lseek linkat renameat openat close; do
			for k in $(seq 60); do
				for when in -k -x; do
					rm -f work/[slq] work/*.lock
					cp base/* work
					(cd work && at-call -c $call -n $k $when $tuesday $name in >/dev/null 2>&1) && break 2
					points=$((points + 1))
					# The log is the old one, and maybe some of the new rows.
					cmp -n "$(stat -c %s work/l)" work/l want/l
					[ "$(stat -c %s work/l)" -ge "$(stat -c %s base/l)" ]
					cmp -s work/l base/l || cmp work/q want/q
					cmp -s work/s base/s || cmp work/l want/l
					if cmp -s work/s base/s || [ -n "$name" ]; then
						(cd work && $tuesday $name in)
					fi
					cmp work/s want/s
					cmp work/l want/l
					cmp work/q want/q
				done
			done
		done
		[ "$points" -gt 20 ]
		echo "# $points points" >&3
	done
}

# --- --explain ---

@test "the page of a lead says who gets it, why, who would be next, and why not each other" {
	cat >r.csv <<-'END'
		collector,weight,states,skills,capacity,available,absent_from,absent_to,shift_from,shift_to
		Ann,2,,spanish,9,,,,,
		Bo,1,TX|FL,spanish,,,,,,
		Cy,1,,,,,,,,
		Di,1,,spanish,,no,,,,
		Ed,1,,spanish,,,2026-03-01,2026-03-05,,
		Flo,1,,spanish,,,,,08:00,12:00
		Gus,1,,spanish,1.5,,,,,
		Hal,1,,spanish,,,,,,
	END
	printf 'account_id,state,needs,collector\n1,OH,spanish,Gus\n2,OH,spanish,Gone\n' >q.csv
	run -0 --separate-stderr assign --at 13:00 -m weighted -r r.csv --explain 2 q.csv
	[ -z "$stderr" ]
	[ "$output" = 'account_id 2

  goes to    Ann, weighted
  because    weighted: by weight: to the one who is most behind what the weights
             entitle to
  goes by    most owed with this lead'\''s share, then the longest wait, then the
             roster
  next       Hal, who would get this lead if Ann could not
  came from  Gone, who is not on the roster
  asks for   state OH; needs spanish; 1 unit
  for        2026-03-02 at 13:00, lead 2 of the queue

  The roster
  Ann               may: owed 0.666666 with 0.666666 of this lead, weight 2, no
                    lead yet, load 0 of 9
  Bo                3 states TX|FL without OH
  Cy                3 skills none without spanish
  Di                4 not available
  Ed                4 absent 2026-03-01..2026-03-05
  Flo               4 shift 08:00..12:00
  Gus               5 capacity 1 of 1.5, and the lead takes 1
  Hal               may: owed 0.333333 with 0.333333 of this lead, weight 1, no
                    lead yet, load 0' ]
}

@test "the page shows the figures as the lead meets them, and what it says is what happens" {
	printf 'collector,weight\nA,5\nB,3\nC,2\n' >r.csv
	seq 30 | sed '1i account_id' >q.csv
	assign -m weighted -r r.csv --state s four.csv >/dev/null
	cp s s.old
	assign -m weighted -r r.csv --state s --dry-run -q q.csv >would
	for id in $(seq 30); do
		to=$(awk -F, -v id="$id" '$1 == id { print $2 }' would)
		[[ "$(page "$id" -m weighted -r r.csv --state s q.csv)" == "account_id $id goes to $to, weighted because "* ]]
	done
	cmp s s.old
	[[ "$(page 1 -m weighted -r r.csv --state s q.csv)" == *'A may: owed 0.5 with 0.5 of this lead, weight 5, last lead 4, load 0 B may: owed 0.5 with 0.3 of this lead, weight 3, last lead 2, load 0 C may: owed 0 with 0.2 of this lead, weight 2, last lead 3, load 0'* ]]
}

# Whom a page says, and who comes first by the figures that it shows, then the last lead, then the roster. $1 is
# what to rank a line by, the least first.
first_by() {
	tr -d , | awk '/^  goes to/ { said = $3 } $2 == "may:" { lines[++n] = $0; next } n { lines[n] = lines[n] $0 }
		END { for (i = 1; i <= n; i++) { $0 = lines[i]; last = 0
			for (f = 1; f < NF; f++) if ($f == "last") last = $(f + 2)
			rank = '"$1"'
			if (i == 1 || rank < best || (rank == best && last < since)) { best = rank; since = last; who = $1 } }
		print said, who }'
}

@test "the figures of the page come to the one who gets the lead" {
	printf 'collector,weight\nA,5\nB,3\nC,2\nD,0.7\n' >r.csv
	awk 'BEGIN { print "account_id,worth"; for (i = 1; i <= 40; i++) print i "," i * 37 % 101 }' >q.csv
	for id in $(seq 40); do
		assign -m weighted -r r.csv --explain "$id" q.csv | first_by '-$4'
		assign -m least-loaded -r r.csv --explain "$id" q.csv | first_by '$4 + 0'
		assign -m balance-value --value worth -r r.csv --explain "$id" q.csv | first_by '$8 + 0'
	done >who
	[ "$(wc -l <who)" -eq 120 ]
	! awk '$1 != $2' who | grep .
}

@test "the page shows what is owed with the share of the lead, and what a capacity makes of a load" {
	printf 'collector,weight\nAnn,5\nBo,1\n' >r.csv
	[[ "$(page 2 -m weighted -r r.csv four.csv)" == *'goes to Ann, '*'Ann may: owed 0.666667 with 0.833333 of this lead, weight 5, '*'Bo may: owed 0.333332 with 0.166666 of this lead, weight 1, no lead yet'* ]]
	printf 'collector,capacity\nAnn,4\nBo,10\nCy,\n' >r.csv
	printf 'collector,load\nAnn,2\nBo,3\nCy,4\n' >load.csv
	[[ "$(page 1 -m least-loaded --load load.csv -r r.csv four.csv)" == *'goes to Bo, '*'Ann may: load 2 of 4: 0.5, no lead yet Bo may: load 3 of 10: 0.3, no lead yet Cy may: load 4 of 10 (no limit): 0.4, no lead yet ' ]]
	[[ "$(page 1 -m least-loaded --load load.csv -r three.csv four.csv)" == *'Ann may: load 2, no lead yet Bo may: load 3, '* ]]
}

@test "the page says what else decided: a cycle that starts over, no two in a row" {
	printf 'collector,weight\nAnn,3\nBo,2\nCy,1\n' >r.csv
	seq 12 | sed '1i account_id' >q.csv
	[[ "$(page 7 -m tier -r r.csv q.csv)" == *' here a cycle starts over with this lead next Bo, who would get this lead if Ann could not '*'Ann may: left 3, none of this cycle yet, weight 3, last lead 6, load 3 Bo may: left 2, none of this cycle yet, '* ]]
	[[ "$(page 5 -m tier -r r.csv q.csv)" != *' here '* ]]
	[[ "$(page 5 -m tier -r r.csv q.csv)" == *'Ann may: left 1, weight 3, last lead 4, load 2 Bo may: left 1, weight 2, last lead 2, load 1 Cy may: left 0, '* ]]
	printf 'collector,absent_from,absent_to\nAnn,2026-03-01,2026-03-02\nBo,,\nCy,,\n' >r.csv
	catch_up="-r r.csv -m weighted --absence catch-up --state s"
	assign $catch_up -o night q.csv
	[[ "$(page 1 $catch_up --for 2026-03-03 q.csv)" == *'goes to Ann, '* && "$(page 1 $catch_up --for 2026-03-03 q.csv)" != *' here '* ]]
	[[ "$(page 2 $catch_up --for 2026-03-03 q.csv)" == *'goes to Bo, '*' here not two in a row: who would come first had the last lead next Cy, who '*'Ann may: owed 3.666663 with 0.333333 of this lead, '* ]]
	printf 'account_id,worth\n1,1\n2,1\n' >q.csv
	[[ "$(page 2 -r <(printf 'collector,weight\nAnn,9\nBo,1\n') -m balance-value --value worth --absence catch-up q.csv)" == *'goes to Bo, '* ]]
	printf 'account_id,worth\n1,5\n2,1\n3,1\n' >q.csv
	[[ "$(page 3 -r <(printf 'collector\nAnn\nBo\n') -m balance-value --value worth --absence catch-up q.csv)" == *'goes to Ann, '*' here not two in a row: '* ]]
}

@test "whatever the method, the page shows what it goes by, and what it says is what happens" {
	printf 'collector,weight,capacity,state\nA,5,12,\nB,3,,TX\nC,2,9,\nD,1,20,TX\n' | sed '1s/state/states/' >r.csv
	awk 'BEGIN { print "account_id,state,worth,source,collector"; for (i = 1; i <= 30; i++)
		printf "%d,%s,%d,%s,%s\n", i, i % 3 ? "TX" : "OH", 1000 - i * i, i % 5 ? "web" : "mail", i % 11 ? "" : "B" }' >q.csv
	printf 'column,value,collector\nsource,mail,B\n' >map.csv
	printf 'metric,group,value,flag\nrevenue_per_hour,A,10,\nrevenue_per_hour,B,20,\nrevenue_per_hour,C,40,\n' >kpi.csv
	for method in weighted tier least-loaded 'performance --performance kpi.csv' \
		'balance-value --value worth --absence catch-up' 'source-map,weighted --map map.csv'; do
		assign -r r.csv --state s -m $method q.csv >/dev/null
		assign -r r.csv --state s -m $method --dry-run -q q.csv >would
		for id in $(seq 30); do
			said=$(assign -r r.csv --state s -m $method --explain "$id" q.csv | sed -n 's/^  goes to    //p')
			[ "$(awk -F, -v id="$id" '$1 == id { print ($5 == "" ? "nobody" : $5) ", " $6 }' would)" = "$said" ]
		done
		rm s
	done
	[[ "$(page 1 -r r.csv -m performance --performance kpi.csv q.csv)" == *' A may: owed 0.'*' of this lead, weight 0.5, '*' C may: owed 0.'*' of this lead, weight 2, '* ]]
	[[ "$(page 1 -r r.csv -m balance-value --value worth q.csv)" == *' A may: value 0 for weight 5: 0, no lead yet, '* ]]
	[[ "$(page 2 -r r.csv -m balance-value --value worth q.csv)" == *' A may: value 999 for weight 5: 199.8, last lead 1, load 1 of 12 '* ]]
	[[ "$(page 2 -r r.csv -m weighted --value worth q.csv)" == *' of this lead, weight 5, last lead 1, value 999, load 1 of 12 '* ]]
	[[ "$(page 15 -r r.csv -m source-map --map map.csv q.csv)" == *'goes to C, round-robin '*' mapped to B '*' B 3 states TX without OH '* ]]
	[[ "$(page 5 -r r.csv -m source-map --map map.csv q.csv)" == *'goes to B, source-map because source-map: '*' mapped to B '* ]]
}

@test "by hand goes with every method: due is what is received, and what it is worth counts" {
	printf 'account_id,worth\n1,10\n2,20\n3,30\n' >q.csv
	printf 'account_id,collector\n2,Cy\n' >m.csv
	[ "$(answers -r three.csv -m balance-value --value worth --manual m.csv --fairness f q.csv)" = \
		'Ann:balance-value Cy:manual Bo:balance-value' ]
	[ "$(cat f)" = $'collector,weight,entitled,received,deviation,value\nAnn,1,1,1,0,10\nBo,1,1,1,0,30\nCy,1,1,1,0,20' ]
	printf 'column,value,collector\nworth,20,Bo\n' >map.csv
	[ "$(answers -r three.csv -m source-map,manual --map map.csv --default Ann q.csv)" = 'Ann:manual Bo:source-map Ann:manual' ]
	run -64 assign -r three.csv -m source-map,manual --map map.csv q.csv
	for options in '--explain 1 --fairness f' '--manual x --fairness x' '--log x --fairness x' \
		'--manual - --load -' '--load x --log x'; do
		run -64 assign -r three.csv $options q.csv
	done
}

@test "the page tells of leads that are kept, given by hand, taken or left with nobody" {
	printf 'collector,states\nAnn,TX\nBo,TX\n' >r.csv
	printf 'account_id,state,collector,last_worked\n1,TX,Bo,\n2,OH,,\n3,TX,Bo,2026-01-01\n4,OH,Ann,\n5,,,\n' >q.csv
	printf 'account_id,collector,by\n2,Bo,Kim\n' >m.csv
	asked="-r r.csv --manual m.csv --reassign Ann --note leave q.csv"
	[[ "$(page 1 $asked)" == 'account_id 1 goes to Bo, kept because 1 it stays '* ]]
	[[ "$(page 2 $asked)" == 'account_id 2 goes to Bo, manual by Kim because 2 people decided: '*'3 states TX without OH'* ]]
	[[ "$(page 3 $asked)" == *'came from Bo, who has worked it '* ]]
	[[ "$(page 4 $asked)" == 'account_id 4 goes to nobody, no_state because none of those below may have it came from Ann, from whom it is taken '*'Ann 2 it is taken from here Bo 3 states TX without OH ' ]]
	[[ "$(page 5 $asked)" == *'Ann 3 states TX without one that is not said'* ]]
	[[ "$(page 1 -r r.csv --keep never --replace q.csv)" == *'came from Bo, who keeps none '* ]]
}

@test "a lead that is not there is told; several of one id are pages each" {
	run -1 --separate-stderr assign -r three.csv --explain 9 four.csv
	[ "$stderr" = 'hl-assign: there is no lead with this account_id' ]
	[ -z "$output" ]
	run -0 --separate-stderr assign -r <(echo collector) --require-all --explain 1 four.csv
	[ "${lines[1]}" = '  goes to    nobody, empty_roster' ]
	run -64 assign -r three.csv --explain ' ' four.csv
	run -64 assign -r three.csv --explain 1 --dry-run four.csv
	run -64 assign -r three.csv --explain 1 -D ';' four.csv
	run -65 assign -r three.csv --explain 1 <<<$'x\n1'
	printf 'account_id\n1\n2\n1\n' >q.csv
	[ "$(assign -r three.csv -q --explain 1 q.csv | grep -c -e '^account_id 1$' -e $'^\f$')" -eq 3 ]
}

@test "what a terminal would take for orders is no part of a page" {
	printf 'collector,states\n"A\033[31mnn",\nBo,"T\033]0;x\007X"\n' >r.csv
	printf 'account_id,state,collector\n1,"O\033[2JH","Z\033c"\n' >q.csv
	assign -r r.csv --explain 1 q.csv >page
	! LC_ALL=C grep -q '[^ -~]' page
}
