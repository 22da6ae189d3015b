# Every command that writes files, killed at a system call or let down by one. All of them: make campaign-kill.
bats_require_minimum_version 1.5.0

setup() {
	command -v at-call >/dev/null || skip "at-call is not built"
	python3 -c 'import json' 2>/dev/null || skip "no python3 here"
	[[ ${BUILD-} != */tsan ]] || skip "ptrace is in the way there"
	export ASAN_OPTIONS=detect_leaks=0 # it does not work under ptrace
	cd "$BATS_TEST_TMPDIR"
	run at-call true
	[ "$status" -ne 77 ] || skip "a process may not be traced here"
}

@test "killed anywhere, files are the old or the new ones and the next run repairs; what fails is told" {
	python3 "$BATS_TEST_DIRNAME/at-call.py" "${SEED:-1}"
}

@test "the tool kills at the call it was asked for, before or after it, and has it fail" {
	printf 'a\n1\n' >in
	run -137 at-call -c linkat -k hl-cat -o out in
	[ ! -e out ]
	run -137 at-call -c linkat -x hl-cat -o out in
	cmp in out
	run -74 --separate-stderr at-call -c write -e ENOSPC hl-cat in
	[ "$stderr" = 'hl-cat: <stdout>: No space left on device' ]
	run -0 at-call -c write -s -o list hl-cat in
	[ "$output" = "$(cat in)" ]
	[ "$(cut -f1-3 list | paste -sd' ')" = $'*\twrite\t1 \twrite\t1' ]
	run -3 at-call sh -c 'exit 3'
}
