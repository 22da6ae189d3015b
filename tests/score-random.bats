# Random models against a second implementation, and hl-score against itself.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-score >/dev/null || PATH=$root/build/bin:$PATH
	python3 -c 'import zoneinfo' 2>/dev/null || skip "no python3 here"
	cd "$BATS_TEST_TMPDIR"
}

@test "random models, leads and events are scored as the second implementation does, in any order" {
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/score-random.py" "${SEED:-1}" "${CASES:-300}"
}

@test "the second implementation agrees on the cases of the model hot" {
	cases=$root/../shared/cases/score/hot
	[ -d "$cases" ] || skip "no cases here"
	cut -d, -f1-5 "$root/lib/score/hot.csv" >hot.csv
	# Names are of no account here, and the second reader knows no quotes.
	sed 's/"\(""\|[^"]\)*"/x/g' "$cases/leads.csv" >leads.csv
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/score.py" 2026-03-02T09:00:00Z hot.csv leads.csv \
		"$cases/events.csv" | cut -d, -f1,6- | diff "$cases/expected.csv" -
}

@test "the second implementation agrees on the cases of the models wip, b2b and onboarding" {
	for m in wip b2b onboarding; do
		cases=$root/../shared/cases/score/$m
		[ -d "$cases" ] || skip "no cases here"
		columns=$(head -1 "$cases/leads.csv" | tr , '\n' | wc -l)
		PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/score.py" 2026-03-02T09:00:00Z "$root/lib/score/$m.csv" \
			"$cases/leads.csv" | cut -d, -f1,$((columns + 1))- | diff "$cases/expected.csv" -
	done
}
