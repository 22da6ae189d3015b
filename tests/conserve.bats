# Random leads through the whole pipeline: none is lost and none is there twice. 10,000: make campaign-kill.
bats_require_minimum_version 1.5.0

setup() {
	python3 -c 'import csv' 2>/dev/null || skip "no python3 here"
	cd "$BATS_TEST_TMPDIR"
}

@test "score, gate, rank, assign and export account for every lead and every cent" {
	python3 "$BATS_TEST_DIRNAME/conserve.py" "${SEED:-1}" "${CASES:-150}"
}
