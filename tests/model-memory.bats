# model-memory.bats - hl-metrics --set model --memory: scores that do not fit go to a temporary file.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	mkdir tmp
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
}

teardown() {
	[ ! -d "$TMPDIR" ] || [ -z "$(ls -A "$TMPDIR")" ]
}

# leads COUNT [SEED]: most scores are there once, some very often; few leads have no label, few tiers many leads.
leads() {
	echo account_id,score,won,tier,age
	awk -v count="$1" -v seed="${2:-5}" 'BEGIN {
		srand(seed)
		for (i = 0; i < count; i++) {
			score = rand() < .1 ? int(rand() * 5) / 5 : rand()
			won = rand() < .03 ? "" : rand() < score
			printf "A%d,%.6f,%s,T%d,%s\n", i, score, won, int(rand() * rand() * 40), \
				rand() < .1 ? "none" : int(rand() * 1000000)
		} }'
}

judge() { hl-metrics --set model --score score "$@"; }

# spilled ARG...: the run's bytes; it must have spilled.
spilled() {
	judge -v "$@" 2>err
	grep -q 'bytes of scores spilled' err
}

@test "the same bytes for any number of threads, any size of blocks, and in memory" {
	leads 60000 >in.csv
	leads 50000 9 >then.csv
	for with in '--label won' '--label won --by tier' '--label won --bands 0.2|0.21|0.7' '--label won --bands tier' \
		'--label won --bands tier --by tier' '--reference then.csv --csi age,tier' \
		'--label won --reference then.csv --csi age --by tier'; do
		judge $with in.csv >want
		judge $with --memory 1G -v in.csv 2>err | cmp - want
		! grep spilled err || false
		for j in 1 2 8; do
			spilled $with -j $j --memory 1M in.csv | cmp - want
			spilled $with -j $j --memory 1M --block-size 7K <in.csv | cmp - want
		done
		spilled $with --memory 3M <(sed 1d in.csv | sort -t, -k 3 | sed '1i account_id,score,won,tier,age') | cmp - want
	done
}

@test "more runs than are merged at a time; scores of any size; equal ones are one" {
	leads 600000 >in.csv
	judge --label won in.csv >want
	spilled --label won -j 4 --memory 1M in.csv | cmp - want
	awk 'BEGIN { print "score,won"; srand(2); for (i = 0; i < 70000; i++)
		printf "%s%d.%06d,%d\n", rand() < .5 ? "-" : "", rand() * 9e12, rand() * 1e6, rand() < .5 }' >wide.csv
	judge --label won wide.csv >want
	spilled --label won -j 2 --memory 1M wide.csv | cmp - want
	awk 'BEGIN { print "score,won"; for (i = 0; i < 500000; i++) printf "0.%03d,%d\n", i % 1000, i % 7 == 0 }' >few.csv
	judge --label won few.csv >want
	judge --label won --memory 1M -v few.csv 2>err | cmp - want
	! grep spilled err || false
}

@test "groups of few leads" {
	leads 30000 | awk -F, -v OFS=, '{ $4 = NR == 1 ? "tier" : "G" NR % 3000; print }' >in.csv
	judge --label won --by tier in.csv >want
	for j in 1 3; do
		judge --label won --by tier -j $j --memory 1M in.csv | cmp - want
	done
}

@test "2 million leads under --memory 16M keep to it" {
	command -v python3 >/dev/null || skip "no python3 here"
	[[ $BUILD != */[at]san ]] || skip "its memory is not ours"
	leads 2000000 >in.csv
	cat >takes.py <<-'END'
		import resource, subprocess, sys
		with open(sys.argv[1], "w") as out:
		    subprocess.run(["hl-metrics", "--set", "model", "--score", "score", *sys.argv[2:]], stdout=out, check=True)
		peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
		sys.exit(f"{peak} KiB" if peak > 16 * 1024 else 0)
	END
	for with in '--label won' '--label won --bands tier --by tier --csi age --reference in.csv'; do
		judge $with in.csv >want
		python3 takes.py got -j 2 --memory 16M $with in.csv
		cmp got want
	done
	! python3 takes.py got -j 2 --label won in.csv || false
}

@test "a temporary file that cannot be made, written or read ends the run, and the old output stands" {
	leads 60000 >in.csv
	echo old >out.csv
	TMPDIR=$PWD/nosuch run -73 judge --label won --memory 1M -o out.csv in.csv
	[ "$output" = "hl-metrics: $PWD/nosuch: temporary file: No such file or directory" ]
	TMPDIR=$PWD/nosuch run -0 judge --label won in.csv
	[[ $BUILD != */[at]san ]] || skip "strace is in the way there"
	command -v strace >/dev/null && strace -qq -o /dev/null true 2>/dev/null || skip "strace cannot trace here"
	for when in 1 2 5; do
		run -74 strace -f -qq -o /dev/null -e trace=write -e inject=write:error=ENOSPC:when=$when \
			hl-metrics --set model --score score --label won -j 1 --memory 1M -o out.csv in.csv
		[ "$output" = "hl-metrics: $TMPDIR: temporary file: No space left on device" ]
	done
	for when in 3 9 40 200; do
		run -74 strace -f -qq -o /dev/null -e trace=pread64 -e inject=pread64:error=EIO:when=$when+ \
			hl-metrics --set model --score score --label won --bands tier --by tier --reference in.csv \
			-j 2 --memory 1M -o out.csv in.csv
		[ "$output" = "hl-metrics: $TMPDIR: temporary file: Input/output error" ]
	done
	[ "$(cat out.csv)" = old ]
}
