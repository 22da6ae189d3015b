# hl-score --memory: facts that do not fit go to temporary files, and nothing else changes.
bats_require_minimum_version 1.5.0

setup() {
	root=$BATS_TEST_DIRNAME/..
	command -v hl-score >/dev/null || PATH=$(cd "$root" && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	mkdir tmp
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
	printf '%s\n' part,rule,field,when,value score,signal,a,,10 score,signal,b,'< 2h',5 \
		score,signal,c,'and amount > 5',2 score,if,x,'> 5',1 score,if,'last(*)','< 1h',3 >m.csv
}

teardown() {
	[ ! -d "$TMPDIR" ] || [ -z "$(ls -A "$TMPDIR")" ]
}

score() { hl-score --as-of 2026-03-02T09:00:00Z -m m.csv "$@"; }
table() { printf '%s\n' "$@"; }
is_sanitized() { grep -q __asan_init "$(command -v hl-score)"; }

# keys FROM STEP TO [FORMAT]: keys, the same ones in an order of their own.
keys() { seq -f "${4:-K%08g}" "$1" "$2" "$3" | shuf --random-source=<(yes); }
leads() { echo account_id,x && keys "$@" | sed 's/7$/7,3/; t; s/$/,9/'; }
events() {
	echo ts,account_id,type,amount
	keys "$@" | awk -v OFS=, '{
		printf "2026-03-02T%02d:%02d:00Z", NR % 10, NR % 60
		print "", $0, substr("aabcd", NR % 5 + 1, 1), NR % 9 }'
}

# The run's bytes, counts and exit, the line on spilling aside; it must have been there.
ours() {
	status=0
	score -v --memory 1M "$@" >ours.out 2>ours.all || status=$?
	sed '/bytes of facts spilled/d' ours.all >ours.err
	grep -q 'bytes of facts spilled' ours.all
}
plain() {
	plain=0
	score -v "$@" >plain.out 2>plain.err || plain=$?
}
compare() {
	[ "$status" = "$plain" ]
	cmp plain.out ours.out
	diff plain.err ours.err
}
same() {
	plain "$@"
	ours "$@"
	compare
}

@test "the same bytes and counts for any number of threads and any size of blocks" {
	leads 1 1 30000 >l
	events 3 2 80000 >e
	plain -e e l
	for j in 1 2 8; do
		for block in 777 64K 256K; do
			ours -e e -j $j --block-size $block l
			compare
		done
	done
	ours -e e --memory 1500K l
	compare
}

@test "enough memory spills nothing" {
	leads 1 1 3000 >l
	events 3 2 8000 >e
	score -v --memory 64M -e e l 2>err >out
	! grep spilled err || false
	score -e e l | cmp - out
	# And needs no folder for it.
	TMPDIR=/does/not/exist score --memory 1M -e e l | cmp - out
}

@test "several files of events, several leads of one key, long keys" {
	(leads 1 1 20000 && leads 5 3 9000 | sed 1d && leads 1 1 20000 'account-of-the-agency-%012g' | sed 1d) >l
	events 1 2 40000 >e1
	events 2 3 60000 >e2
	events 1 2 30000 'account-of-the-agency-%012g' >e3
	same -e e1 -e e2 -e e3 l
	same -e e3 -e e1 -j 1 l
}

@test "leads may come by pipe, by file and by both, compressed or not" {
	leads 1 2 30000 >l1
	leads 2 2 30000 >l2
	gzip -k l1 l2
	events 3 2 80000 >e
	gzip -k e
	same -e e.gz l1.gz l2
	cat plain.out >want
	for how in '<(cat l1) l2' 'l1.gz <(cat l2.gz)' '<(cat l1.gz) <(cat l2)' '- l2.gz <l1' '- l2 < <(cat l1.gz)'; do
		eval "ours -e <(cat e) $how"
		cmp want ours.out
	done
	same -e e --header-from l1 l2 --skip-repeated-header
	ours -e e --header-from <(head -1 l1) <(sed 1d l2)
	score -e e l2 | cmp - ours.out
	same -e e --union l1 l2 -D ';'
	sed 1d l1 >bare
	same -e e --no-header --map account_id=1 -m <(sed 's/,x,/,2,/' m.csv) bare || true
}

@test "bad rows are told in the same order, and set aside in the same order" {
	(leads 1 1 20000 && table K1,z ' ,3' K2 K3,8z 'K4,"8' K00000005,7) >l
	(events 3 2 80000 && table x,K1,a, 2026-03-02T08:00:00Z,K1,c,z) >e
	leads 1 1 20000 | sed '500s/$/z/; 900s/,.*//; 7000s/.*/ ,7/' >l2
	events 3 2 80000 >e2
	same -e e2 l2
	same -e e2 -j 1 --block-size 1000 l2
	for j in 1 2; do
		plain -e e -j $j --rejects r l2 l
		cp r r.plain
		ours -e e -j $j --rejects r l2 l
		compare
		cmp r.plain r
	done
	same -e e2 --rejects r --max-rejects 2 l2
	same -e e2 --expect-sum x=5 l2
	same -e e2 --expect-sum x=5 --rejects r l2
	same -e e2 --check l2
}

@test "a bad log of events is told as ever" {
	leads 1 1 2000 >l
	(events 3 2 80000 && table x,K1,a, 2026-03-02T08:00:00Z,K1,c,z) >e
	plain -e e l
	status=0
	score -v --memory 1M -e e l >ours.out 2>ours.err || status=$?
	compare
}

@test "leads that are cut short fail at the same place" {
	leads 1 1 30000 | gzip | head -c 60000 >l.gz
	events 3 2 80000 >e
	for j in 1 2; do
		same -e e -j $j --block-size 5000 l.gz
		[ "$plain" = 74 ]
		[ -s plain.out ]
		ours -e e -j $j --block-size 5000 <l.gz
		cmp plain.out ours.out
		[ "$status" = 74 ]
	done
}

@test "a shard that does not fit is split" {
	events 1 1 150000 'account-of-the-agency-in-its-longest-form-%012g' >e
	leads 7 3 90000 'account-of-the-agency-in-its-longest-form-%012g' >l
	same -e e l
}

@test "control totals, explain-map and -o are as ever" {
	leads 1 1 20000 >l
	events 3 2 80000 >e
	same -e e --expect-rows 20000 --min-rows 5 -z l
	same -e e --explain-map l
	plain -e e -o plain.o l
	ours -e e -o ours.o l
	compare
	cmp plain.o ours.o
	cp l both
	score --memory 1M -e e -o both both
	cmp plain.o both
}

@test "random tables give the same bytes, counts and rejects" {
	command -v python3 >/dev/null || skip "no python3 here"
	for seed in $(seq "${SEEDS:-4}"); do
		python3 - "$seed" <<'P'
import random, sys
r = random.Random(int(sys.argv[1]))
stem = [r.choice(["", "K", "é-", "0", "long-key-of-an-account-"]) for _ in range(5)]
keys = [r.choice(stem) + str(r.randrange(60000)) for _ in range(40000)]
pad = lambda k: r.choice(["", "", "", " "]) + k + r.choice(["", "", "\t"])
with open("l", "w") as f:
    f.write("x,account_id\n")
    for k in r.choices(keys + [""], k=30000):
        f.write(r.choice(["1,%s\n"] * 500 + ["z,%s\n", "%s\n", '"9",%s\n', '9,"%s"\n', '9,"%s\n9"\n']) % pad(k))
for name in "e1", "e2":
    with open(name, "w") as f:
        f.write("ts,type,account_id,amount\n")
        for k in r.choices(keys + [""], k=40000):
            f.write(r.choice(["2026-03-02T08:%02d:00Z,%s,%s,7\n"] * 500 + ["x,%.0d%s,%s,1\n", "2026-03-03T08:%02d:00Z,%s,%s,1\n"]) % (r.randrange(60), r.choice("abcd"), pad(k)))
P
		plain -e e1 -e e2 --rejects r l
		cp r r.plain
		for j in 1 2 8; do
			ours -e e1 -e e2 --rejects r -j $j --block-size $((seed * 1000)) l
			cmp plain.out ours.out
			diff plain.err ours.err
			cmp r.plain r
		done
	done
}

# --- what may go wrong with temporary files ---

@test "a folder that is not there is told, and there is no output" {
	leads 1 1 2000 >l
	events 3 2 80000 >e
	TMPDIR=/does/not/exist run -73 score --memory 1M -e e -o out l
	[ "$output" = 'hl-score: /does/not/exist: temporary file: No such file or directory' ]
	[ ! -e out ]
}

@test "a disk that is full is told with the folder, whenever it gets full" {
	unshare -rm true 2>/dev/null || skip "may not mount"
	leads 1 1 30000 >l
	events 3 2 80000 >e
	echo old >out
	mkdir small
	for size in 64k 512k 1200k 1500k; do
		for j in 1 2; do
			run unshare -rm sh -c "mount -t tmpfs -o size=$size none small && TMPDIR=small exec hl-score \
				--as-of 2026-03-02T09:00:00Z -m m.csv --memory 1M -e e -j $j -o out l"
			[ "$status" = 74 ]
			[ "$output" = 'hl-score: small: temporary file: No space left on device' ]
			[ "$(cat out)" = old ]
		done
	done
	run -74 unshare -rm sh -c "mount -t tmpfs -o size=1300k none small && TMPDIR=small exec hl-score \
		--as-of 2026-03-02T09:00:00Z -m m.csv --memory 1M -e e -o out <l"
}

@test "nothing is left in the folder, however the run ends" {
	leads 1 1 30000 >l
	events 3 2 80000 >e
	mkfifo f
	for signal in TERM INT HUP KILL; do
		(exec hl-score -m m.csv --memory 1M -e e -o out - <f) &
		pid=$!
		exec 7>f
		head -5000 l >&7
		sleep 0.2
		kill -$signal $pid
		exec 7>&-
		wait $pid || true
		[ -z "$(ls -A tmp)" ]
		[ ! -e out ]
	done
}

@test "a temporary file is for its owner alone, and has no name" {
	leads 1 1 3000 >l
	events 3 2 80000 >e
	command -v strace >/dev/null && strace -qq -o tr true 2>/dev/null || skip "strace may not trace"
	ASAN_OPTIONS=detect_leaks=0 strace -f -qq -o tr -e trace=open,openat,unlink hl-score \
		-m m.csv --memory 1M -e e l >out
	grep -q 'O_TMPFILE.*0600' tr || grep -q 'O_EXCL.*0600' tr
	! grep "$TMPDIR" tr | grep -v O_CLOEXEC || false
}

@test "leads that change while they are read twice are not scored with others' facts" {
	leads 1 1 100000 >l
	events 3 2 80000 >e
	mkfifo out
	score --memory 1M -e e l >out 2>err &
	pid=$!
	exec 7<out
	# It is at the second reading, and waits for us.
	head -c 1 <&7 >first
	tail -n 1 l | sed 's/^K0/K1/' >last
	dd if=last of=l bs=1 seek=$(($(wc -c <l) - $(wc -c <last))) conv=notrunc status=none
	cat <&7 >rest
	exec 7<&-
	status=0
	wait $pid || status=$?
	[ "$status" = 74 ]
	[ "$(cat err)" = 'hl-score: l:100001: this has changed since it was read for the first time' ]
}

@test "memory stays within what was asked, a tenth and a few MiB" {
	/usr/bin/time -f %M true 2>/dev/null || skip "no time(1) here"
	! is_sanitized || skip "not under a sanitizer"
	leads 1 2 200000 '%032g' >l
	events 1 1 300000 '%032g' >e
	for mib in 2 8 16; do
		for j in 1 2; do
			/usr/bin/time -o kb -f %M hl-score --as-of 2026-03-02T09:00:00Z -m m.csv \
				--memory ${mib}M -j $j -v -e e l >out 2>err
			grep -q spilled err
			echo "# $mib MiB, $j threads: $(tail -1 kb) KiB" >&3
			[ "$(tail -1 kb)" -lt $((mib * 1024 * 11 / 10 + 8192)) ]
		done
	done
}
