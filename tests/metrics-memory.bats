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

@test "where metrics ask for all accounts at once, what is beyond --memory is said, and the bytes are the same" {
	events 60000 40000 >log
	run -0 --separate-stderr metrics -m conv,reeng --memory 1M log
	[[ $stderr == *'hl-metrics: warning: '*' MiB of accounts and events are in memory, more than --memory: '* ]]
	metrics -m conv,reeng log >want 2>err
	! grep -e --memory err
	cmp want <(echo "$output")
	run -0 --separate-stderr metrics -m conv,reeng --memory 1G log
	[[ $stderr != *--memory* ]]
	run -0 --separate-stderr metrics -m kept,coll --memory 1M log
	[[ $stderr != *--memory* ]]
	run -0 --separate-stderr metrics --partial --memory 1M log
	[[ $stderr != *--memory* ]]
}
