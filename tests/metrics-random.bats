# Random logs: hl-metrics against itself, and against sums made elsewhere.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

@test "random logs give the same bytes by any threads and blocks, each metric alone, and the sums of a second reader" {
	command -v python3 >/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/metrics-random.py" "${SEED:-1}" "${CASES:-12}"
}

@test "random promises, queues and attempts come to what a second reader makes of them" {
	command -v python3 >/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/metrics-promises.py" "${SEED:-1}" "${CASES:-40}"
}

@test "February of the shared cases gives the same bytes by any threads and blocks" {
	case=$root/../shared/cases/metrics/february/events.csv
	[ -f "$case" ] || skip "no shared cases here"
	hl-metrics -j 1 --as-of 2026-02-28 --by collector "$case" >want
	for threads in 1 2 8; do
		for size in 1 7 64 1K 64K; do
			hl-metrics -j $threads --block-size $size --as-of 2026-02-28 --by collector "$case" | cmp want
		done
	done
}
