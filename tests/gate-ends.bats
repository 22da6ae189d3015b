# gate-ends.bats - hl-gate's two outputs when disks are full, readers go away and plugs are pulled: who finds the
# new leads to be worked finds the new record of the others, too, and a run that is begun again mends the rest.
bats_require_minimum_version 1.5.0

setup() {
	command -v hl-gate >/dev/null || PATH=$(cd "$BATS_TEST_DIRNAME/.." && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	mkdir out
	echo 'account_id,state,status' >leads
	# Every third is paid; and yesterday every second was.
	seq 40000 | awk '{ print $1 ",OH," ($1 % 3 ? "open" : "paid") }' >>leads
	awk -F, -v OFS=, 'NR > 1 { $3 = $1 % 2 ? "open" : "paid" } 1' leads >yesterday
	gate yesterday
	mv out old
	mkdir out
	gate leads
	mv out new
	cp -R old out
}

gate() {
	hl-gate -q --as-of 2026-03-02T17:00:00Z -o out/work --suppressed out/held --record out/why --manifest out/run.json "$@"
}

is_old() { cmp -s old/"$1" out/"$1"; }
is_new() { cmp -s new/"$1" out/"$1"; }

# Nothing half, no new leads without their record, and a manifest that tells what it is not of.
is_sound() {
	if is_new work; then
		is_new held && is_new why
	else
		is_old work && { is_old held || is_new held; } && { is_old why || is_new why; }
	fi || return 1
	if is_new work; then
		return 0
	fi
	cmp -s old/run.json out/run.json || {
		grep -q '"exit":7[34]' out/run.json && is_old work
	}
}

# Each account is in one of the two.
is_whole() {
	{ sed 1d out/work && sed 1d out/held; } | cut -d, -f1 | sort -n | cmp -s - <(seq 40000)
}

may_trace() {
	command -v strace >/dev/null || skip "needs strace"
	strace -qq -o tr true 2>/dev/null || skip "strace may not trace"
	export ASAN_OPTIONS=detect_leaks=0 # it does not work under strace
	export -f gate
}

@test "killed anywhere: both files are old, or both new, or the record alone is new; the next run mends it" {
	may_trace
	points=0
	for call in write fchmod fsync linkat renameat close; do
		for k in $(seq 30); do
			rm -rf out
			cp -R old out
			strace -f -qq -o tr -e trace=$call -e inject=$call:signal=SIGKILL:when=$k \
				bash -c 'gate leads' >/dev/null 2>&1 && break
			points=$((points + 1))
			is_sound
			# What is of one run is whole; a mix is told by the manifest, which has other bytes for the record.
			if is_new held && is_old work; then
				run -1 grep -F "\"sha256\":\"$(sha256sum <out/held | cut -d' ' -f1)\"" out/run.json
			else
				is_whole
			fi
			gate leads
			is_new work && is_new held && is_new why && is_whole
			[ "$(ls -A out | paste -sd' ')" = 'held run.json why work' ]
		done
	done
	echo "# $points points" >&3
}

@test "killed anywhere where nothing stood before: no leads without their record" {
	may_trace
	for call in write fsync linkat close; do
		for k in $(seq 30); do
			rm -rf out
			mkdir out
			strace -f -qq -o tr -e trace=$call -e inject=$call:signal=SIGKILL:when=$k \
				bash -c 'gate leads' >/dev/null 2>&1 && break
			[ ! -e out/held ] || is_new held
			[ ! -e out/why ] || is_new why
			[ ! -e out/work ] || { is_new work && is_new held && is_new why; }
		done
	done
}

@test "an error of any call by which the two come to be is told, and no new leads lack their record" {
	may_trace
	for call in write fsync linkat renameat; do
		for k in $(seq 12); do
			rm -rf out
			cp -R old out
			status=0
			strace -f -qq -o tr -P "$PWD/out" -P "$PWD/out/work" -P "$PWD/out/held" -P "$PWD/out/why" -e trace=$call \
				-e inject=$call:error=ENOSPC:when=$k bash -c 'gate leads' >/dev/null 2>err || status=$?
			grep -q INJECTED tr || break
			[ "$status" = 73 ] || [ "$status" = 74 ]
			grep -q '^hl-gate: out/' err
			is_sound
		done
	done
}

@test "a full disk: neither file is touched, whichever of the two did not fit" {
	[ -c /dev/full ] || skip "no /dev/full"
	run -74 hl-gate -q --as-of 2026-03-02 --suppressed /dev/full -o out/work leads
	[ "$output" = 'hl-gate: /dev/full: No space left on device' ]
	is_old work
	run -74 hl-gate -q --as-of 2026-03-02 --suppressed out/held -o /dev/full leads
	is_old held
	hl-gate -q --as-of 2026-03-02 --suppressed out/held leads >/dev/full 2>err || status=$?
	[ "$status" = 74 ]
	[ -s err ]
	is_old held
}

@test "a reader that goes away: SIGPIPE, and the record stays the old one" {
	set +o pipefail
	hl-gate -q --as-of 2026-03-02 --suppressed out/held leads | head -n 1 >/dev/null
	[ "${PIPESTATUS[0]}" = 141 ]
	is_old held
}

@test "a record that cannot be written is told before anything is, and what is there stays" {
	run -73 gate --suppressed nowhere/held leads
	[ "$output" = 'hl-gate: nowhere/held: No such file or directory' ]
	run -73 gate --suppressed out leads
	is_old work
	is_old held
	mkdir locked
	chmod 500 locked
	if ! touch locked/x 2>/dev/null; then # root may write anywhere
		run -73 gate --suppressed locked/held leads
		is_old work
	fi
}

@test "the record is no other file of the run, and no output is a table that is read beside the leads" {
	printf 'ts,account_id,type\n2026-03-01,1,payment\n' >log
	printf 'rule,action\nPAID,off\n' >ours
	cp log log.before
	run -64 gate --suppressed out/work leads
	[[ "$output" == *'--output and --suppressed are one file: out/work'* ]]
	run -64 gate --suppressed ./leads leads
	[[ "$output" == *'--suppressed is an input: ./leads'* ]]
	run -64 gate --suppressed - -o - leads
	run -64 gate --suppressed out/run.json leads
	run -64 gate -e log --suppressed ./log leads
	[[ "$output" == *'--suppressed is an input: ./log'* ]]
	run -64 gate -e log -o log leads
	[[ "$output" == *'--output is an input: log'* ]]
	run -64 gate -r ours --record ours leads
	[[ "$output" == *'--record is an input: ours'* ]]
	run -64 gate -r ours --suppressed ours leads
	cmp log log.before
	is_old work
	# The leads themselves may be replaced by those that may be worked.
	cp leads mine
	hl-gate -q --as-of 2026-03-02T17:00:00Z -o mine mine
	cmp mine new/work
}

@test "leads that were cut short upstream are told: by --expect-rows, or by the row that is torn" {
	run -1 gate --expect-rows 40000 < <(head -n 20001 leads)
	[ "$output" = 'hl-gate: 20000 rows came in where 40000 were expected' ]
	is_old work
	is_old held
	run -65 gate < <(head -c 200000 leads | sed '$s/,.*//')
	is_old work
	is_old held
	run -65 gate </dev/null
	is_old work
	is_old held
	gate --expect-rows 40000 <leads
	is_new work
	is_new held
}

@test "between two pipes under pipefail: whoever fails fails the pipe, the gate as well" {
	set -o pipefail
	score() { awk -F, -v OFS=, '{ print $0, (NR > 1 ? $1 % 100 : "score") }' "$1"; }
	run_pipe() { score leads | hl-gate -q --as-of 2026-03-02 "$@" | hl-rank -n 3; }
	run -0 run_pipe --suppressed out/held
	[ "${#lines[@]}" = 4 ]
	[ "$(sed 1d out/held | wc -l)" = 13333 ]
	run -1 run_pipe --expect-rows 39999
	[[ "$output" == *'40000 rows came in where 39999 were expected'* ]]
	run -65 run_pipe -r leads
	# Upstream is killed: its status is that of the pipe, and the totals tell it besides.
	dies() { score leads | head -n 15000 && kill -KILL $BASHPID; }
	status=0
	(dies | hl-gate -q --as-of 2026-03-02 --expect-rows 40000 --suppressed out/dead -o out/dead.work) 2>err || status=$?
	[ "$status" = 1 ]
	grep -q '14999 rows came in where 40000 were expected' err
	[ ! -e out/dead ] && [ ! -e out/dead.work ]
}
