# manifest.bats - --manifest: what was read and written, to the byte; --max-age: is the newest event
# new enough?
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-score >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	as_of=2026-03-02T09:00:00Z
	printf '%s\n' account_id,balance,placed_date,client_priority A1,100,, A2,7.25,, A3,0,, >leads.csv
	printf '%s\n' ts,account_id,type 2026-03-01T10:00:00Z,A1,portal_visit \
		2026-03-02T08:59:59.5Z,A2,viewed_plans 2026-03-03T00:00:00Z,A1,portal_visit >events.csv
}

# get EXPRESSION: of the manifest m.json, as Python says it.
get() {
	python3 -c 'import json, sys; m = json.load(open("m.json")); print(eval(sys.argv[1]))' "$1"
}

# listed KIND: role, name, bytes, sha256, rows and newest of each file.
listed() {
	get "'\n'.join(' '.join(str(f.get(k)) for k in 'role name bytes sha256 rows newest'.split()) for f in m['$1'])"
}

# of ROLE FILE ROWS [NEWEST]: what listed says of a file that is there.
of() {
	echo "$1 $2 $(stat -c %s "$2") $(sha256sum <"$2" | cut -d' ' -f1) $3 ${4-None}"
}

score() { hl-score --as-of $as_of --manifest m.json "$@"; }

@test "every file has its bytes, its SHA-256 and its rows, and events the newest up to --as-of" {
	printf 'account_id,set,add,until,reason,by\nA3,50,,2026-03-09,x,Ann\n' >over.csv
	printf 'account_id,score,tier\nA1,5,COLD\n' >before.csv
	printf 'part,rule,field,when,value\nmodel,include,,,base.csv\n' >model.csv
	printf 'part,rule,field,when,value\nscore,if,balance,> 5,10\n' >base.csv
	score -m model.csv -e events.csv -o out.csv leads.csv
	[ "$(listed inputs)" = "$(of model model.csv 1; of model base.csv 1
		of events events.csv 3 2026-03-02T08:59:59Z; of input leads.csv 3)" ]
	[ "$(listed outputs)" = "$(of output out.csv 3)" ]
	[ "$(get "m['arguments']")" = "['--as-of', '$as_of', '--manifest', 'm.json', '-m', 'model.csv', '-e', 'events.csv', '-o', 'out.csv', 'leads.csv']" ]
	[ "$(get "m['program'], m['as_of'], m['tz'], m['rows'], m['events'], m['exit'], m['messages']")" = "('hl-score', '$as_of', 'UTC', 3, 3, 0, [])" ]
	score --overrides over.csv --since before.csv -o out.csv leads.csv
	[ "$(listed inputs | sed 1d)" = "$(of overrides over.csv 1; of since before.csv 1; of input leads.csv 3)" ]
	[ "$(listed inputs | cut -d' ' -f1,2 | head -1)" = 'model hot' ]
}

@test "a run is called by --run-id, else by its moment" {
	score -o out.csv leads.csv
	[ "$(get "m['run_id']")" = 20260302T090000Z ]
	score --run-id night.2 -o out.csv leads.csv
	[ "$(get "m['run_id']")" = night.2 ]
	for id in '' 'a b' 'é' "$(printf 'x%.0s' {1..65})"; do
		run -64 score --run-id "$id" leads.csv
	done
}

@test "of a pipe what one wrote is what the next one read" {
	cat leads.csv | hl-score --as-of $as_of --manifest 1.json | hl-rank --manifest 2.json -n 2 |
		hl-export --to jsonl --manifest 3.json | cat >out
	python3 - <<-'END'
		import json
		m = [json.load(open(f"{i}.json")) for i in (1, 2, 3)]
		same = lambda f: (f["name"], f["bytes"], f["sha256"], f["rows"])
		assert same(m[0]["outputs"][0]) == same(m[1]["inputs"][0])
		assert same(m[1]["outputs"][0]) == same(m[2]["inputs"][0]), m[1]["outputs"]
		assert [x["outputs"][0]["rows"] for x in m] == [3, 2, 2]
	END
	cp 3.json m.json
	[ "$(listed outputs | cut -d' ' -f3,4)" = "$(stat -c %s out) $(sha256sum <out | cut -d' ' -f1)" ]
}

@test "of gzip the bytes that lie on the disk are told, in and out, whoever inflates them" {
	(cat leads.csv; for i in $(seq 60000); do echo "B$i,$((i * 7919 % 65537)),,"; done) >more.csv
	gzip <more.csv >more.csv.gz
	for threads in 1 3; do
		score -j $threads -o out.csv.gz more.csv.gz
		[ "$(listed inputs | tail -1)" = "$(of input more.csv.gz 60003)" ]
		[ "$(listed outputs)" = "$(of output out.csv.gz 60003)" ]
	done
	hl-rank --manifest m.json <more.csv.gz -k balance:nr >/dev/null
	[ "$(listed inputs)" = "$(of input more.csv.gz 60003 | sed 's/ more.csv.gz / - /')" ]
}

@test "much into a pipe is hashed, too, and so is what is read twice" {
	(cat leads.csv; for i in $(seq 200000); do echo "B$i,$((i * 7919 % 65537)),,"; done) >more.csv
	cat more.csv | score | sha256sum >sum
	[ "$(listed outputs | cut -d' ' -f4)" = "$(cut -d' ' -f1 sum)" ]
	cat more.csv | hl-gate --manifest m.json --as-of $as_of -o /dev/null
	[ "$(listed inputs | tail -1)" = "$(of input more.csv 200003 | sed 's/ more.csv / - /')" ]
	cat more.csv | score --memory 1M -e events.csv -o out.csv
	[ "$(listed inputs | tail -1)" = "$(of input more.csv 200003 | sed 's/ more.csv / - /')" ]
}

@test "several files are told one by one, whatever the threads and blocks; a rerun differs in the clock alone" {
	sed 's/A/B/' leads.csv >b.csv
	printf '%s\n' type,ts,account_id portal_visit,2026-02-01T00:00:00Z,B1 x,tomorrow,B1 >old.csv
	run -65 score -e events.csv -e old.csv -o out.csv leads.csv b.csv
	[[ "$(listed inputs | grep old.csv)" == *' 1 2026-02-01T00:00:00Z' ]]
	sed -i '$d' old.csv
	for opts in '-j 1' '-j 4' '--block-size 1 -j 3' '-j 1 --block-size 7'; do
		hl-score --as-of $as_of $opts --manifest m.json -e events.csv -e old.csv -o out.csv leads.csv b.csv
		[ "$(listed inputs | sed 1d)" = "$(of events events.csv 3 2026-03-02T08:59:59Z
			of events old.csv 1 2026-02-01T00:00:00Z; of input leads.csv 3; of input b.csv 3)" ]
	done
	grep -v '^"clock":' m.json >before
	sleep 1.1
	hl-score --as-of $as_of $opts --manifest m.json -e events.csv -e old.csv -o out.csv leads.csv b.csv
	[ "$(wc -l <m.json)" -eq $(($(wc -l <before) + 1)) ]
	grep -v '^"clock":' m.json | cmp - before
	[ "$(get "sorted(m['clock'])")" = "['end', 'start']" ]
}

@test "hl-gate: rows for each reason, the rules, the holidays and both outputs" {
	printf '%s\n' account_id,status,state A1,paid,OH A2,open,OH A3,paid,OH >g.csv
	printf 'rule,action,channels,when\nNO_SMS,restrict,sms,account_id present\n' >ours.csv
	printf 'date\n2026-12-25\n' >days.csv
	hl-gate --as-of $as_of --for 2026-03-03 -r ours.csv --holidays days.csv -e events.csv \
		--suppressed no.csv -o yes.csv --manifest m.json g.csv
	[ "$(listed inputs | sed 2d)" = "$(of holidays days.csv 1; of rules ours.csv 1
		of events events.csv 3 2026-03-02T08:59:59Z; of input g.csv 3)" ]
	[ "$(listed inputs | sed -n 2p | cut -d' ' -f1,2)" = 'profile us' ]
	[ "$(listed outputs)" = "$(of output yes.csv 1; of suppressed no.csv 2)" ]
	[ "$(get "m['reasons']['PAID'], m['reasons']['NO_SMS'], m['for']")" = "(2, 3, '2026-03-03')" ]
	hl-gate --as-of $as_of --all -o yes.csv --manifest m.json g.csv
	[ "$(listed outputs)" = "$(of output yes.csv 3)" ]
}

@test "hl-assign and hl-metrics: roster, state before and after, leads" {
	printf 'collector\nAnn\nBo\n' >roster.csv
	for night in 1 2; do
		hl-assign --as-of $as_of -r roster.csv --state desk.csv -o out.csv --manifest m.json leads.csv
		[ "$(listed outputs)" = "$(of state desk.csv None; of output out.csv 3)" ]
		[ $night = 1 ] || [ "$(listed inputs)" = "$(of state before.csv 3 | sed s/before/desk/; of roster roster.csv 2; of input leads.csv 3)" ]
		cp desk.csv before.csv
	done
	printf '%s\n' ts,account_id,type,amount 2026-03-01T10:00:00Z,A1,payment,5 >log.csv
	hl-metrics --as-of $as_of -r roster.csv -l leads.csv --last 7d -m cash -o out.csv --manifest m.json log.csv
	[ "$(listed inputs)" = "$(of roster roster.csv 2; of leads leads.csv 3; of input log.csv 1 2026-03-01T10:00:00Z)" ]
	[ "$(listed outputs)" = "$(of output out.csv $(sed 1d out.csv | wc -l))" ]
	hl-export --to csv --split-by account_id -o dir --manifest m.json leads.csv
	[ "$(listed outputs)" = 'output dir None None 3 None' ]
}

@test "a run that fails tells its exit status and what was wrong, but no value; the old output stays" {
	echo old >out.csv
	run -1 score --expect-sum balance=1 --expect-sum balance=107.25 -o out.csv leads.csv
	[ "$(get "m['exit'], m['messages'], m['sums']")" = "(1, ['balance adds up to 107.25, not as expected'], {'balance': 107.25})" ]
	[ "$(listed outputs)" = 'output out.csv None None None None' ]
	[ "$(listed inputs | tail -1)" = "$(of input leads.csv 3)" ]
	echo A4,secret,, >>leads.csv
	run -65 score --expect-sum balance=1 --show-values -o out.csv leads.csv
	[[ "$output" == *secret* ]]
	! grep -q secret m.json
	[ "$(get "m['exit'], m['mistakes'], m['messages']")" = "(65, 1, ['leads.csv:5:4: balance: not a number'])" ]
	[ "$(listed inputs | tail -1)" = "$(of input leads.csv 3)" ]
	run -66 score -o out.csv nowhere.csv
	[ "$(get "m['exit'], m['messages'], m['inputs'][-1]['sha256']")" = "(66, ['nowhere.csv: No such file or directory'], None)" ]
	gzip <events.csv | head -c 60 >cut.gz
	run -74 score -e cut.gz -o out.csv leads.csv
	[ "$(get "m['exit'], m['messages']")" = "(74, ['cut.gz: gzip: the data is cut short'])" ]
	[ "$(cat out.csv)" = old ]
	score --rejects no.csv -o out.csv --expect-sum balance=107.25 leads.csv
	[ "$(get "m['exit'], m['rejected'], m['inputs'][-1]['rows']")" = '(0, 1, 3)' ]
}

@test "names and arguments may hold anything" {
	cp leads.csv $'a "q"\n\xff.csv'
	score -o out.csv $'a "q"\n\xff.csv'
	[ "$(get "m['inputs'][-1]['name'] == m['arguments'][-1] == 'a \"q\"\n\ufffd.csv'")" = True ]
}

@test "--check writes no manifest; one that cannot be written is told; it is no other file" {
	score --check leads.csv
	[ ! -e m.json ]
	run -73 hl-rank -k balance --manifest no/m.json -o out.csv leads.csv
	[ "$output" = 'hl-rank: no/m.json: No such file or directory' ]
	[ -e out.csv ]
	run -64 hl-rank --manifest leads.csv leads.csv
	run -64 hl-rank -o x --manifest x leads.csv
	run -64 hl-rank --stats x --manifest x leads.csv
	run -64 hl-rank --manifest - leads.csv
	[ "$(stat -c %a "$(hl-rank -k balance --manifest p.json -o out.csv leads.csv; echo p.json)")" = 600 ]
}

@test "killed anywhere the manifest is the old one or the new one, and never newer than the output" {
	command -v strace >/dev/null || skip "needs strace"
	strace -qq -o tr true 2>/dev/null || skip "strace may not trace"
	export ASAN_OPTIONS=detect_leaks=0
	hl-rank -k balance:n --as-of $as_of -o old.csv --manifest old.json leads.csv
	rank() { hl-rank -k balance:nr --as-of $as_of -o out.csv --manifest m.json leads.csv; }
	rank
	cp out.csv new.csv
	grep -v clock m.json >new.json
	export -f rank
	export as_of
	for call in write fsync linkat renameat; do
		for k in 1 2 3 4 5 6; do
			cp old.csv out.csv
			cp old.json m.json
			strace -f -qq -o tr -e trace=$call -e inject=$call:signal=SIGKILL:when=$k \
				bash -c rank >/dev/null 2>&1 && break
			if cmp -s old.json m.json; then
				cmp -s old.csv out.csv || cmp -s new.csv out.csv
			else
				grep -v clock m.json | cmp - new.json
				cmp new.csv out.csv
			fi
		done
	done
}

# --- --max-age ---

@test "the newest event is new enough, or the run fails with 1 and the old output stays" {
	echo old >out.csv
	for how in '' --sorted '--memory 1M' '-j 3 --block-size 1'; do
		(sed -n 1p events.csv; sed 1d events.csv | sort -t, -k2,2) >sorted.csv
		hl-score --as-of $as_of $how --max-age 1s -e sorted.csv leads.csv >/dev/null
		run -1 hl-score --as-of 2026-03-02T09:00:01Z $how --max-age 1s -e sorted.csv -o out.csv leads.csv
		[ "$output" = 'hl-score: the newest event, of 2026-03-02T08:59:59Z, is older than --max-age 1s' ]
		run -1 hl-score --as-of 2026-03-02T09:00:01Z $how --max-age 1s --check -e sorted.csv
		run -1 hl-score --as-of 2026-02-01 $how --max-age 100d -e sorted.csv -o out.csv leads.csv
		[ "$output" = 'hl-score: there is no event up to --as-of, and --max-age is 100d' ]
	done
	sed 1q events.csv >none.csv
	run -1 hl-score --as-of $as_of --max-age 26h -e none.csv -o out.csv leads.csv
	run -1 hl-gate --as-of $as_of --max-age 26h -e none.csv -o out.csv --suppressed out2.csv leads.csv
	run -1 hl-metrics --as-of $as_of --max-age 26h -o out.csv none.csv
	[ "$output" = 'hl-metrics: there is no event up to --as-of, and --max-age is 26h' ]
	[ "$(cat out.csv)" = old ]
	[ ! -e out2.csv ]
}

@test "exactly as old is new enough; what was rejected or is no time is none" {
	printf '%s\n' ts,account_id,type,due 2026-03-01T09:00:00Z,A1,attempt, \
		2026-03-02T08:00:00Z,A1,promise,someday soon,A1,portal_visit, >log.csv
	for threads in 1 3; do
		hl-gate -j $threads --as-of $as_of --max-age 24h --rejects r.csv -e log.csv leads.csv >/dev/null
		run -1 hl-gate -j $threads --as-of $as_of --max-age 23h --rejects r.csv -e log.csv leads.csv
		[[ "${lines[*]}" == *'of 2026-03-01T09:00:00Z, is older than --max-age 23h'* ]]
	done
	hl-metrics --as-of $as_of --max-age 1s --check events.csv
	run -1 hl-metrics --as-of 2026-03-02T09:00:01Z --max-age 1s --check events.csv
	sed -i 's/^ts/when/' log.csv
	hl-gate --as-of $as_of --max-age 24h --rejects r.csv --map ts=when --explain-map -e log.csv leads.csv >/dev/null 2>told
	[ "$(grep -c when told)" -eq 1 ]
}

@test "times without an offset are read as the command reads them" {
	printf '%s\n' ts,account_id,type '2026-03-02 03:30:00,A1,attempt' >log.csv
	run -1 hl-gate --as-of $as_of --tz America/New_York --max-age 29m -e log.csv leads.csv
	hl-gate --as-of $as_of --tz America/New_York --max-age 30m -e log.csv leads.csv >/dev/null
	printf 'part,rule,field,when,value\nmodel,tz,,,America/New_York\nscore,if,balance,> 5,10\n' >model.csv
	hl-score --as-of $as_of -m model.csv --max-age 30m -e log.csv --manifest m.json leads.csv >/dev/null
	[ "$(get "m['tz'], m['inputs'][1]['newest']")" = "('America/New_York', '2026-03-02T08:30:00Z')" ]
	run -1 hl-score --as-of $as_of -m model.csv --max-age 29m -e log.csv leads.csv
}

@test "--max-age is a span and needs events" {
	run -64 hl-score --max-age soon -e events.csv leads.csv
	[[ "$output" == *'--max-age: not a span such as 26h: soon'* ]]
	run -64 hl-score --max-age 26h leads.csv
	[[ "$output" == *'--max-age needs events'* ]]
	run -64 hl-gate --max-age 26h leads.csv
}
