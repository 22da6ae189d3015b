# Random leads, contact logs and rules against a second implementation that was written from the design alone.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-gate >/dev/null || PATH=$root/build/bin:$PATH
	python3 -c 'import zoneinfo' 2>/dev/null || skip "no python3 here"
	cd "$BATS_TEST_TMPDIR"
}

@test "random leads and logs are judged as the second implementation does" {
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/gate-random.py" "${SEED:-1}" "${CASES:-300}"
}
