bats_require_minimum_version 1.5.0

# Where a definition ends: what counts as one, what has no value, what is too much.

setup() {
	cd "$BATS_TEST_TMPDIR"
	echo 'ts,account_id,type,collector,channel,direction,result,amount,due,hours,ref' >header.csv
}

# A log with these rows (cells as in header.csv) in file $1.
log() {
	local file=$1
	shift
	{ cat header.csv && printf '%s\n' "$@"; } >"$file"
}

# Columns (1 metric, 2 group, 5 num, 6 den, 7 value, 10 n, 11 flag) of each row, on one line.
cells() {
	local columns=$1
	shift
	hl-metrics --as-of 2026-03-01 --min-n 0 "$@" | sed 1d | cut -d, -f"$columns" | paste -sd' '
}

@test "what revenue and cost rest on are collectors' days, not rows of hours" {
	# Ann: two days, one of them with two rows of hours; Bo: cash on one day, hours on another.
	log days.csv 2026-02-02T12:00:00Z,,hours,Ann,,,,,,4, 2026-02-02T18:00:00Z,,hours,Ann,,,,,,4, \
		2026-02-02T10:00:00Z,K1,payment,Ann,,,,80.00,,, 2026-02-03T18:00:00Z,,hours,Ann,,,,,,8, \
		2026-02-04T10:00:00Z,K2,payment,Bo,,,,40.00,,, 2026-02-05T18:00:00Z,,hours,Bo,,,,,,8,
	local rates='--fee-rate 25% --cost-per-hour 10'
	[ "$(cells 1,10 -m rph,fee,fee_fte,ctc,rol $rates days.csv)" = 'rph,4 fee,4 fee_fte,4 ctc,4 rol,4' ]
	[ "$(cells 2,10 -m rph --by collector days.csv)" = 'Ann,2 Bo,2 all,4' ]
	[ "$(cells 3,10 -m fee $rates --every week --from 2026-02-02 days.csv | cut -d' ' -f1)" = 2026-02-02,4 ]
	# It is what the sides of --lift are tested by.
	run -0 hl-metrics --as-of 2026-03-01 --lift --ab collector=Ann:Bo -m rph days.csv
	[ "$(tail -1 <<<"$output" | cut -d, -f12,13)" = 2,2 ]
}
