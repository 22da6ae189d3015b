# The intervals of ratios: revenue per hour over collectors' days, attempts per payment.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	# Three days of Ann's and two of Bo's; on one of each there is no cash, or there are no hours.
	cat >days.csv <<-'END'
		ts,account_id,type,collector,channel,direction,result,amount,hours
		2026-03-02T09:00:00Z,K1,payment,Ann,,,,100.00,
		2026-03-02T10:00:00Z,K2,payment,Ann,,,,60.00,
		2026-03-02T18:00:00Z,,hours,Ann,,,,,8
		2026-03-03T18:00:00Z,,hours,Ann,,,,,6
		2026-03-04T09:00:00Z,K1,reversal,Ann,,,,60.00,
		2026-03-04T18:00:00Z,,hours,Ann,,,,,4
		2026-03-02T12:00:00Z,K3,payment,Bo,,,,300.00,
		2026-03-03T09:00:00Z,K3,payment,Bo,,,,50.00,
		2026-03-03T12:00:00Z,,hours,Bo,,,,,4
		2026-03-03T18:00:00Z,,hours,Bo,,,,,3.5
	END
}

# Of each row: group, value, lo, hi.
intervals() {
	hl-metrics --as-of 2026-03-05 --min-n 0 "$@" | sed 1d | cut -d, -f2,7-9 | paste -sd' '
}

# What a ratio over clusters is, worked out here: value, lo, hi of lines "y h".
by_hand() {
	awk '{ y[NR] = $1; h[NR] = $2; sy += $1; sh += $2 }
	END {
		for (i = 1; i <= NR; i++)
			s += (y[i] - sy / sh * h[i]) ^ 2
		se = sqrt(s / (NR - 1) / NR) / (sh / NR)
		printf "%.2f,%.2f,%.2f\n", sy / sh, sy / sh - 1.959964 * se, sy / sh + 1.959964 * se
	}'
}

@test "the interval of rph is that of a ratio of sums over collectors' days" {
	ann=$(printf '160 8\n0 6\n-60 4\n' | by_hand)
	bo=$(printf '300 0\n50 7.5\n' | by_hand)
	all=$(printf '160 8\n0 6\n-60 4\n300 0\n50 7.5\n' | by_hand)
	[ "$(intervals -m rph days.csv)" = "all,$all" ]
	[ "$(intervals -m rph --by collector days.csv)" = "(none),,, Ann,$ann Bo,$bo all,$all" ] ||
		[ "$(intervals -m rph --by collector days.csv)" = "Ann,$ann Bo,$bo all,$all" ]
}

@test "one collector's day has a value and no interval" {
	head -4 days.csv >one.csv
	[ "$(intervals -m rph one.csv)" = all,20.00,, ]
}

@test "a day is one of the total, whatever clients its cash came from" {
	printf 'account_id,client\nK1,A\nK2,B\nK3,A\n' >leads.csv
	sed '/hours/s/,,hours/,K1,hours/' days.csv >clients.csv
	a=$(printf '100 8\n0 6\n-60 4\n300 0\n50 7.5\n' | by_hand)
	all=$(printf '160 8\n0 6\n-60 4\n300 0\n50 7.5\n' | by_hand)
	[ "$(intervals -m rph --by client -l leads.csv clients.csv)" = "A,$a B,,, all,$all" ]
}

@test "a day is one of the total, whatever channels its cash came by, and one of each channel" {
	sed -E 's/,,,,(100.00|300.00),$/,web,,,\1,/' days.csv >channels.csv
	none=$(printf '60 8\n0 6\n-60 4\n50 7.5\n' | by_hand)
	all=$(printf '160 8\n0 6\n-60 4\n300 0\n50 7.5\n' | by_hand)
	[ "$(intervals -m rph --by channel channels.csv)" = "(none),$none web,,, all,$all" ]
	ann=$(printf '60 8\n0 6\n-60 4\n' | by_hand)
	[ "$(intervals -m rph --by channel,collector --totals each channels.csv | cut -d' ' -f1)" = "(none)/Ann,$ann" ]
	[[ "$(intervals -m rph --by channel,collector --totals each channels.csv)" = *" (none)/all,$none "* ]]
}

@test "the interval of a day, a week or a month is that of this period alone" {
	[ "$(intervals -m rph --every day days.csv | cut -d' ' -f2)" = "$(intervals -m rph --from 2026-03-03 --to 2026-03-04 days.csv)" ]
	[ "$(intervals -m rph --every month --from 2026-03-01 days.csv | cut -d' ' -f1)" = "$(intervals -m rph --from 2026-03-01 --to 2026-03-05 days.csv)" ]
}

@test "cash that has to find out whose it is comes to the same day" {
	sed -E 's/(payment|reversal),(Ann|Bo)/\1,/' days.csv >nobodys.csv
	cat >>nobodys.csv <<-'END'
		2026-03-01T09:00:00Z,K1,assigned,Ann,,,,,
		2026-03-01T09:00:00Z,K2,assigned,Ann,,,,,
		2026-03-01T09:00:00Z,K3,assigned,Bo,,,,,
	END
	want=$(intervals -m rph --from 2026-03-02 days.csv)
	[ "$(intervals -m rph --from 2026-03-02 nobodys.csv)" = "$want" ]
	[ "$(intervals -m rph,app --from 2026-03-02 --memory 1M nobodys.csv | cut -d' ' -f1)" = "$want" ]
	[ "$(intervals -m rph,conv --from 2026-03-02 nobodys.csv | cut -d' ' -f1)" = "$want" ]
}

@test "threads, blocks and the order of the rows do not change an interval" {
	for day in $(seq 1 28); do
		for who in Ann Bo Cy ''; do
			printf '2026-02-%02dT10:00:00Z,K%d,payment,%s,,,,%d.37,\n' $day $((day % 5)) "$who" $((day * 7919 % 400))
			[ -z "$who" ] || printf '2026-02-%02dT18:00:00Z,,hours,%s,,,,,%d.25\n' $day $who $((day % 9))
		done
	done >rows
	{ head -1 days.csv && cat rows; } >log.csv
	{ head -1 days.csv && tac rows; } >turned.csv
	for by in "--by collector" "--every day" "--every week --by channel" "--by channel,collector --totals each"; do
		hl-metrics -j 1 --as-of 2026-03-05 -m rph,app,kept $by log.csv >want
		for threads in 1 2 8; do
			hl-metrics -j $threads --block-size 100 --as-of 2026-03-05 -m rph,app,kept $by log.csv | cmp want
			hl-metrics -j $threads --block-size 333 --memory 1M --as-of 2026-03-05 -m rph,app,kept $by turned.csv | cmp want
		done
	done
}

@test "the interval of app is that of a ratio of two counts" {
	cat >calls.csv <<-'END'
		ts,account_id,type,collector,channel,direction,result,amount,hours
		2026-03-02T09:00:00Z,K1,attempt,Ann,call,out,busy,,
		2026-03-02T10:00:00Z,K1,attempt,Ann,call,out,busy,,
		2026-03-02T11:00:00Z,K1,attempt,Ann,call,out,rpc_payment,,
		2026-03-02T11:00:00Z,K1,payment,Ann,,,,60.00,
		2026-03-02T12:00:00Z,K2,attempt,Bo,call,out,busy,,
	END
	want=$(awk 'BEGIN { f = exp(1.959964 * sqrt(1 / 4 + 1)); printf "4.00,%.2f,%.2f", 4 / f, 4 * f }')
	[ "$(intervals -m app calls.csv)" = "all,$want" ]
	sed 's/payment,Ann/note,Ann/' calls.csv >unpaid.csv
	[ "$(intervals -m app unpaid.csv)" = all,,, ]
}
