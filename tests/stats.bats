# The statistics of hl/stats.h beside a second implementation.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-stats >/dev/null || PATH=$root/build/tool:$PATH
}

@test "intervals, tests, needed numbers, tau and quantiles are what they are by their definitions" {
	command -v python3 >/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/stats.py" "${SEED:-1}" "${CASES:-20}"
}
