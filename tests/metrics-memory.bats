# hl-metrics --memory: facts that do not fit go to a temporary file, and nothing else changes.
bats_require_minimum_version 1.5.0

setup() {
	root=$BATS_TEST_DIRNAME/..
	command -v hl-metrics >/dev/null || PATH=$(cd "$root" && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	mkdir tmp
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
}

teardown() {
	[ ! -d "$TMPDIR" ] || [ -z "$(ls -A "$TMPDIR")" ]
}

metrics() { hl-metrics --as-of 2026-03-10 --to 2026-03-10 "$@"; }

# events COUNT [ACCOUNTS]: of every kind that waits; some collectors, ids and amounts are not there.
events() {
	echo ts,account_id,type,event_id,collector,amount,due,ref
	awk -v count="$1" -v accounts="${2:-3000}" 'BEGIN {
		srand(7)
		split("payment payment payment promise reversal placed assigned recalled promise_cancelled", types)
		split("25.00 50 0.000001 42949672.96 7.5", amounts)
		for (i = 0; i < count; i++) {
			type = types[1 + int(rand() * 9)]
			id = rand() < .3 ? "e" int(rand() * count) : ""
			ref = rand() < .3 ? "e" int(rand() * count) : ""
			amount = type ~ /^pay|^rev/ || rand() < .8 ? amounts[1 + int(rand() * 5)] : ""
			printf "2026-0%d-%02dT%02d:%02d:00Z,K%d,%s,%s,%s,%s,%s,%s\n", 1 + int(rand() * 3), \
				1 + int(rand() * 28), int(rand() * 24), int(rand() * 60), rand() * accounts, type, id, \
				rand() < .8 ? "C" int(rand() * 9) : "", amount, \
				type == "promise" ? sprintf("2026-0%d-%02d", 2 + int(rand() * 2), 1 + int(rand() * 28)) : "", ref
		} }'
}

# spilled ARG...: the run's bytes; it must have spilled.
spilled() {
	metrics -v "$@" 2>err
	grep -q 'bytes of facts spilled' err
}

@test "the same bytes for any number of threads, any size of blocks and in memory" {
	events 60000 >log
	for by in "" "--by collector" "--every day"; do
		metrics -m kept,app,coll,rph $by --memory 1G -v log >want 2>err
		! grep spilled err || false
		for j in 1 2 8; do
			spilled -m kept,app,coll,rph $by --memory 1M -j $j --block-size 7K log | cmp - want
		done
		spilled -m kept,app,coll,rph $by log --memory 1536K | cmp - want
	done
}

@test "the same rows as among all metrics, where facts are kept in memory" {
	events 90000 900 >log
	for by in "" "--by collector" "--every day"; do
		metrics $by log >all
		for metric in kept app coll; do
			grep -E "^(metric|$metric)," all >want
			spilled -m $metric --memory 1M $by log | cmp - want
		done
	done
}

@test "the same rows in another order, without ids that are there twice" {
	events 60000 | awk -F, '$4 == "" || !seen[$4]++' >log
	(head -1 log && tail -n +2 log | shuf --random-source=<(yes)) >other
	for by in "" "--by collector" "--every day"; do
		spilled -m kept,app,coll --memory 1M $by log >want
		spilled -m kept,app,coll --memory 1M $by other | cmp - want
	done
}

@test "names and ids that are longer than a page" {
	events 30000 20 | awk -F, -v OFS=, 'NR > 1 {
		$2 = sprintf("%0" (NR % 3 ? 254 + NR % 3 : 5000) "d", substr($2, 2))
		if ($4) $4 = sprintf("%03000d", substr($4, 2))
		if ($8) $8 = sprintf("%03000d", substr($8, 2)) } 1' >log
	for by in "" "--by collector"; do
		metrics -m kept,app $by --memory 1G log >want
		spilled -m kept,app $by --memory 1M -j 2 log | cmp - want
	done
}

@test "a reversal finds its payment, whichever of them is read first" {
	printf '%s\n' ts,account_id,type,event_id,amount,ref \
		2026-02-02T09:00:00Z,A,payment,p1,5, 2026-02-03T09:00:00Z,A,reversal,r1,5,p1 \
		2026-02-02T09:00:00Z,B,payment,p2,5, 2026-02-02T09:00:00Z,B,payment,,7, \
		2026-02-02T10:00:00Z,B,note,,, >log
	(head -1 log && tail -n +2 log | tac) >other
	metrics -m app log >out
	[ "$(cut -d, -f1-6 out | tail -1)" = app,all,2026-02-02,2026-03-10,0,2 ]
	metrics -m app other | cmp - out
}

@test "a few facts need no file" {
	events 3000 >log
	TMPDIR=/does/not/exist metrics -m kept,app,coll --by collector log >out
	[ "$(wc -l <out)" -gt 30 ]
}

# --- what may go wrong with the temporary file ---

@test "a folder that is not there is told, and there is no output" {
	events 60000 >log
	for j in 1 2; do
		TMPDIR=/does/not/exist run -73 metrics -m kept --memory 1M -j $j -o out log
		[ "$output" = 'hl-metrics: /does/not/exist: temporary file: No such file or directory' ]
		[ ! -e out ]
	done
	TMPDIR=/does/not/exist run -73 metrics -m kept --memory 1M --rejects bad -o out log
	[ ! -e out ]
}

@test "a disk that is full is told with the folder, whenever it gets full" {
	unshare -rm true 2>/dev/null || skip "may not mount"
	events 80000 >log
	echo old >out
	mkdir small
	for size in 64k 512k 1000k; do
		for j in 1 2; do
			run unshare -rm sh -c "mount -t tmpfs -o size=$size none small && TMPDIR=small exec hl-metrics \
				--as-of 2026-03-10 -m kept,app --memory 1M -j $j -o out log"
			[ "$status" = 74 ]
			[ "$output" = 'hl-metrics: small: temporary file: No space left on device' ]
			[ "$(cat out)" = old ]
		done
	done
}

@test "nothing is left in the folder, however the run ends" {
	events 60000 >log
	mkfifo f
	for signal in TERM INT HUP KILL; do
		(exec hl-metrics -m kept --memory 1M -o out - <f) &
		pid=$!
		exec 7>f
		cat log >&7
		sleep 0.2
		kill -$signal $pid
		exec 7>&-
		wait $pid || true
		[ -z "$(ls -A tmp)" ]
		[ ! -e out ]
	done
}

@test "facts take no more memory than they are given, and what threads need" {
	command -v python3 >/dev/null || skip "no python3 here"
	[[ $BUILD != */asan && $BUILD != */tsan ]] || skip "its memory is not ours"
	events 600000 200000 | cut -d, -f 1-3,5- >log
	# In memory they take 40 MiB. Python's own child is measured before it becomes hl-metrics.
	python3 - <<-'END'
		import resource, subprocess, sys
		subprocess.run("hl-metrics -j 2 --as-of 2026-03-10 -m kept,app,coll --by collector log".split(), stdout=subprocess.DEVNULL, check=True)
		peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
		sys.exit(f"{peak} KiB" if peak > 16 * 1024 else 0)
	END
}

# deeds COUNT ACCOUNTS: events of every type that any metric asks about.
deeds() {
	echo ts,account_id,type,event_id,collector,direction,result,amount,due,stage,rank,hours
	awk -v count="$1" -v accounts="$2" 'BEGIN {
		srand(11)
		n = split("attempt attempt attempt attempt payment reversal promise placed recalled assigned created stage queue queue hours portal_visit note", types)
		split("no_answer rpc_refused rpc_promise third_party", results)
		split("new contacted qualified won", stages)
		for (i = 0; i < count; i++) {
			type = types[1 + int(rand() * n)]
			day = sprintf("2026-0%d-%02d", 1 + int(rand() * 3), 1 + int(rand() * 28))
			printf "%sT%02d:%02d:00Z,K%d,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", day, 8 + int(rand() * 10), int(rand() * 60), \
				rand() * accounts, type, rand() < .1 ? "e" int(rand() * count) : "", \
				type == "queue" || rand() < .9 ? "C" int(rand() * 9) : "", \
				type == "attempt" ? (rand() < .9 ? "out" : "in") : "", type == "attempt" ? results[1 + int(rand() * 4)] : "", \
				type ~ /^(payment|reversal|promise|placed)$/ ? 1 + int(rand() * 300) : "", \
				type == "promise" ? sprintf("2026-03-%02d", 1 + int(rand() * 28)) : "", \
				type == "stage" ? stages[1 + int(rand() * 4)] : "", type == "queue" ? 1 + int(rand() * 300) : "", \
				type == "hours" ? 8 : ""
		} }'
}

# sides ACCOUNTS: what there may be beside the log; some accounts are in no event, some in no table.
sides() {
	awk -v accounts="$1" 'BEGIN {
		print "account_id,client,created,fee_rate" >"leads.csv"
		print "account_id" >"suppressed.csv"
		print "account_id,rank,collector,date,call_from,call_to" >"queue.csv"
		for (i = 0; i < accounts * 1.2; i += 2) {
			printf "K%d,client %d,2026-0%d-%02d,%s\n", i, i % 5, 1 + i % 3, 1 + i % 28, i % 4 ? 20 : "" >"leads.csv"
			if (i % 7 == 0) print "K" i >"suppressed.csv"
			if (i % 3 == 0) printf "K%d,%d,C%d,2026-02-%02d,%s,\n", i, i % 40, i % 9, 1 + i % 28, \
				i % 5 ? "" : "2026-02-10T09:00:00Z" >"queue.csv"
		}
		print "metric,part,field,when,value" >"own.csv"
		print "signals,num,portal_visit,," >"own.csv"
		print "tried,num,attempt,leads.client is client 2,accounts" >"own.csv"
		print "replied,den,attempt,,accounts" >"own.csv"
		print "replied,num,,result is rpc_promise,accounts" >"own.csv"
	}'
}

@test "all metrics: the same bytes whatever is in memory at once" {
	deeds 60000 3000 >log
	for by in "" "--by collector" "--every week" "--by direction --every month" "--from 2026-02-10 --previous --by collector"; do
		metrics $by --memory 1G -j 1 log >want 2>err
		[ "$(wc -l <want)" -gt 40 ]
		for j in 1 2 8; do
			spilled $by --memory 1M -j $j --block-size 7K log | cmp - want
		done
		spilled $by log --memory 1536K | cmp - want
		metrics $by log 2>err | cmp - want
	done
}

@test "so it is with tables beside the log, by their columns and with metrics of one's own" {
	deeds 40000 3000 >log
	sides 3000
	tables="--leads leads.csv --suppressed suppressed.csv --queue queue.csv --define own.csv"
	for by in "" "--by client" "--by client,collector --totals each" "--by client --every month"; do
		metrics $tables $by --memory 1G -j 1 log >want 2>err
		grep -q '^replied,' want
		for j in 1 2 8; do
			spilled $tables $by --memory 1M -j $j --block-size 7K log | cmp - want
		done
	done
}

@test "so it is where a log is merged of parts" {
	deeds 40000 3000 | cut -d, -f 1-3,5- >log # of two with one id the first stands
	metrics --by collector --memory 1G log >want
	awk 'NR == 1 { print >"one"; print >"two"; next } { print >(NR % 2 ? "one" : "two") }' log
	for part in one two; do
		hl-metrics --as-of 2026-03-10 --to 2026-03-10 --by collector --partial $part >$part.part
	done
	for memory in 1G 1M; do
		hl-metrics --merge --memory $memory one.part two.part | cmp - want
	done
}

@test "all metrics take no more memory than they are given, and what threads need" {
	command -v python3 >/dev/null || skip "no python3 here"
	[[ $BUILD != */asan && $BUILD != */tsan ]] || skip "its memory is not ours"
	deeds 400000 300000 | cut -d, -f 1-3,5- >log
	# In memory they took 70 MiB.
	python3 - <<-'END'
		import resource, subprocess, sys
		subprocess.run("hl-metrics -j 2 --as-of 2026-03-10 log".split(), stdout=subprocess.DEVNULL, check=True)
		peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
		sys.exit(f"{peak} KiB" if peak > 24 * 1024 else 0)
	END
}

@test "leads are in memory: where they are more than --memory it is said" {
	deeds 3000 300 >log
	sides 60000
	run -0 --separate-stderr metrics -m conv --leads leads.csv --memory 1M log
	[[ $stderr == *'hl-metrics: warning: '*' MiB of leads are in memory, more than --memory'* ]]
	metrics -m conv --leads leads.csv --memory 1G log >want 2>err
	! grep -e --memory err
	cmp want <(echo "$output")
	run -0 --separate-stderr metrics -m conv,reeng --memory 1M log
	[[ $stderr != *--memory* ]]
}
