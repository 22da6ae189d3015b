# rank-memory.bats - what does not fit in memory goes to temporary files, and nobody notices.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-rank >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	export ASAN_OPTIONS=detect_leaks=0 # it does not work under strace
	mkdir tmp
	export TMPDIR=$PWD/tmp
}

# table N: so many rows of about 100 bytes
table() {
	echo account_id,score,client,note
	awk -v n="$1" 'BEGIN {
		srand(3)
		for (i = 0; i < n; i++)
			printf "K%08d,%d.%02d,c%d,\"some, note number %d on this account, which goes on and on\"\n",
				rand() * 1e6, rand() * 30 - 9, rand() * 100, rand() * 9, i
	}'
}

# It does not fit in one piece: TIMES at least is how often memory was too small.
spills() {
	local times=$1
	shift
	hl-rank -v "$@" 2>err >got
	[ "$(sed -n 's/.* spilled \([0-9]*\) times/\1/p' err)" -ge "$times" ]
}

can_trace() {
	[[ $BUILD != */tsan ]] || skip "strace is in the way there"
	command -v strace >/dev/null || skip "needs strace"
	strace -qq -o /dev/null true 2>/dev/null || skip "strace may not trace"
}

@test "random tables and keys are ordered as by another sort, in memory, in files and merged" {
	command -v python3 >/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/rank-random.py" "${SEED:-1}" "${CASES:-40}"
}

@test "with little memory the answer is the same, whatever is asked" {
	table 40000 >in.csv
	for with in '' '--rank place' '--per client --rank place' '-n 30000' '--per client -n 3000 -k note' \
		'-k note:r,score' '-n 1 --per note'; do
		hl-rank $with in.csv >want
		for j in 1 2 8; do
			spills 2 -j $j --memory 1M $with in.csv
			cmp got want
		done
		hl-rank -j 2 --memory 3M --block-size 1000 $with in.csv | cmp - want
		hl-rank --memory 1G $with in.csv | cmp - want
	done
	[ -z "$(ls -A tmp)" ]
}

@test "rows that are equal in everything stay in the order in which they came, in files too" {
	{
		echo account_id,score,n
		seq -f 'A,1,%.0f and so on and so forth, to make it longer than it is' 40000 | sed 's/,\([^,]*\)$/;\1/'
	} >same.csv
	spills 3 --memory 1M same.csv
	cmp got same.csv
	spills 3 --memory 1M -n 25000 same.csv
	cmp got <(head -n 25001 same.csv)
}

@test "what other threads read ahead comes in the same order, lucky or not" {
	local j
	table 80000 >mixed.csv
	hl-rank -k account_id,note mixed.csv >sorted.csv
	{ head -n 1 sorted.csv; tail -n +2 sorted.csv | tac; } >reversed.csv
	for j in 1 2 3 8; do
		for in in mixed sorted reversed; do
			spills 2 -j $j --memory 5M -k account_id,note $in.csv
			cmp got sorted.csv
		done
		# All keys are equal: the runs come one after the other, as a whole.
		spills 2 -j $j --memory 5M -k client:n --key client <(sed 's/,c[0-9]*,/,1,/' mixed.csv)
		cmp got <(sed 's/,c[0-9]*,/,1,/' mixed.csv)
	done
	[ -z "$(ls -A tmp)" ]
}

@test "a reader that goes away ends it, whatever is being read ahead" {
	table 80000 >in.csv
	hl-rank -j 4 --memory 5M in.csv >want
	for n in 1 1000 60000; do
		hl-rank -j 4 --memory 5M in.csv 2>err | head -n $n | cmp - <(head -n $n want)
		[ ! -s err ]
	done
}

@test "more runs than can be read at once are merged, a few of them or in passes" {
	local rows
	for rows in 12000 18000 24000 36000 150000; do
		table $rows >in.csv
		hl-rank in.csv >want
		spills $((rows / 8000)) -j 2 --memory 1M in.csv
		cmp got want
		# Those that are equal come from all runs, in the order of these.
		hl-rank -k client --key client in.csv >want
		spills $((rows / 8000)) -j 2 --memory 1M -k client --key client in.csv
		cmp got want
	done
	[ -z "$(ls -A tmp)" ]
}

@test "rows that are larger than the memory are ordered" {
	big() { head -c "$1" /dev/zero | tr '\0' "$2"; }
	{
		echo account_id,score,note
		for i in 3 1 2; do echo "A$i,$i,$(big 1500000 $i)"; done
		for i in 3 1 2; do echo "B$i,$i,$(big 3000 $i)"; done
	} >in.csv
	hl-rank in.csv >want
	[ "$(cut -c1-2 want | paste -sd' ')" = 'ac A3 B3 A2 B2 A1 B1' ]
	spills 2 --memory 1M in.csv
	cmp got want
}

# `hl-rank --memory $2M ...` takes $1 KiB more at most. Python's own child is measured before it
# becomes hl-rank: not less than that.
takes() {
	command -v python3 >/dev/null || skip "no python3 here"
	[[ $BUILD != */[at]san ]] || skip "its memory is not ours"
	python3 - "$@" <<-'END'
		import resource, subprocess, sys
		more, size, args = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
		subprocess.run(["hl-rank", "--memory", f"{size}M", *args], stdout=subprocess.DEVNULL, check=True)
		peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
		sys.exit(f"{args}: {peak} KiB" if peak > size * 1024 + more else 0)
	END
}

# That, a tenth more, and what every command takes.
keeps_to() {
	takes $(($1 * 1024 / 10 + 12 * 1024)) "$@"
}

@test "the peak of memory is what was given, a tenth more, and what every command takes" {
	table 200000 >in.csv
	for with in '' '--per client' '-n 150000'; do
		for size in 2 8; do
			keeps_to $size -j 2 $with in.csv
		done
	done
}

@test "from 24M on nothing at all is taken beside what was given" {
	table 300000 >in.csv
	for with in '-j 1' '-j 2' '-j 2 --per client' '-j 2 -n 250000' '-j 2 --rank place'; do
		takes 0 24 $with in.csv
	done
	spills 1 -j 2 --memory 24M in.csv
}

@test "names of queues that are long take no more than their part of the memory" {
	awk 'BEGIN {
		long = sprintf("%10000s", "")
		print "account_id,score,client"
		for (i = 0; i < 2000; i++)
			print "A" i "," i * 7 % 2000 "," i % 1000 long "x"
	}' >in.csv
	hl-rank -n 1 --per client in.csv >want
	[ "$(wc -l <want)" = 1001 ]
	hl-rank -n 1 --per client -j 2 --memory 1M in.csv | cmp - want
	keeps_to 4 -n 1 --per client -j 2 in.csv
}

@test "less than 1M of memory is refused by every command" {
	local command
	table 1 >in.csv
	for command in hl-score hl-rank hl-assign hl-metrics hl-export; do
		run -64 $command --memory 1023K in.csv
		[ "${lines[0]}" = "$command: --memory: 1M at least" ]
	done
	run -64 hl-rank --memory 0 in.csv
	run -0 hl-rank --memory 1024K in.csv
}

@test "a folder for temporary files that is not there is told with 73, when it is needed" {
	table 20000 >in.csv
	echo old >out.csv
	TMPDIR=$PWD/nosuch run -73 hl-rank --memory 1M -o out.csv in.csv
	[ "$output" = "hl-rank: $PWD/nosuch: temporary file: No such file or directory" ]
	[ "$(cat out.csv)" = old ]
	TMPDIR=$PWD/nosuch run -0 hl-rank -o out.csv in.csv
	TMPDIR='' run -0 hl-rank --memory 1M -o out.csv in.csv
}

@test "a full disk for temporary files is told with 74, and nothing is written" {
	can_trace
	table 20000 >in.csv
	echo old >out.csv
	for when in 1 2 5; do
		run -74 strace -f -qq -o /dev/null -e trace=write -e inject=write:error=ENOSPC:when=$when \
			hl-rank -j 1 --memory 1M -o out.csv in.csv
		[ "$output" = "hl-rank: $TMPDIR: temporary file: No space left on device" ]
	done
	# From now on the message is lost, too.
	run -74 strace -f -qq -o /dev/null -e trace=write -e inject=write:error=ENOSPC:when=3+ \
		hl-rank -j 4 --memory 1M -o out.csv in.csv
	[ "$(cat out.csv)" = old ]
	[ -z "$(ls -A tmp)" ]
}

@test "a temporary file that cannot be read, or is not what was written, is told with 74" {
	can_trace
	table 20000 >in.csv
	echo old >out.csv
	run -74 strace -f -qq -o /dev/null -e trace=pread64 -e inject=pread64:error=EIO:when=5+ \
		hl-rank --memory 1M -o out.csv in.csv
	[ "$output" = "hl-rank: $TMPDIR: temporary file: Input/output error" ]
	table 60000 >more.csv
	for when in 3 9 30; do
		run -74 strace -f -qq -o /dev/null -e trace=pread64 -e inject=pread64:error=EIO:when=$when+ \
			hl-rank -j 4 --memory 4M -o out.csv more.csv
		[ "$output" = "hl-rank: $TMPDIR: temporary file: Input/output error" ]
	done
	run -74 strace -f -qq -o /dev/null -e trace=pread64 -e inject=pread64:retval=0:when=5+ \
		hl-rank --memory 1M -o out.csv in.csv
	[ "$output" = "hl-rank: $TMPDIR: temporary file: it is shorter than what was written" ]
	[ "$(cat out.csv)" = old ]
}

@test "where files cannot be made without a name, theirs is gone at once" {
	can_trace
	table 20000 >in.csv
	hl-rank in.csv >want
	strace -f -qq -o tr -P "$TMPDIR" -e trace=openat -e inject=openat:error=EOPNOTSUPP:when=1 \
		hl-rank --memory 1M in.csv | cmp - want
	grep -q INJECTED tr
	[ -z "$(ls -A tmp)" ]
}

@test "a run that is ended by a signal leaves nothing behind" {
	table 20000 >in.csv
	for signal in TERM HUP KILL; do
		mkfifo pipe
		hl-rank --memory 1M -o out.csv <pipe 2>err 3>&- &
		pid=$!
		exec 9>pipe
		cat in.csv >&9
		kill -$signal $pid
		exec 9>&-
		run ! wait $pid
		rm pipe
		[ -z "$(ls -A tmp)" ]
		[ ! -e out.csv ]
	done
}

@test "temporary files are for their owner alone" {
	can_trace
	table 20000 >in.csv
	umask 000
	strace -f -qq -o tr -P "$TMPDIR" -e trace=openat hl-rank --memory 1M in.csv >/dev/null
	grep -q 'O_TMPFILE.*O_CLOEXEC.*0600' tr || grep -q 'O_CLOEXEC.*O_TMPFILE.*0600' tr
}
