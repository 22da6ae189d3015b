# Two sides beside each other: before and after, or two groups of one time.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	header=ts,account_id,type,collector,channel,direction,result,amount,hours
}

# calls MONTH COLLECTOR REACHED ALL: that many calls in a month.
calls() {
	awk -v m="$1" -v who="$2" -v hits="$3" -v all="$4" 'BEGIN {
		for (i = 0; i < all; i++)
			printf "2026-%02d-%02dT09:00:00Z,K%d,attempt,%s,call,out,%s,,\n", m, 1 + i % 28, i, who, i < hits ? "rpc_refused" : "busy"
	}'
}

# days MONTH COLLECTOR CASH...: a day of 7.5 hours for each.
days() {
	local month=$1 who=$2 day=1
	shift 2
	for cash; do
		printf '2026-%02d-%02dT10:00:00Z,K1,payment,%s,,,,%s,\n' $month $day $who $cash
		printf '2026-%02d-%02dT18:00:00Z,,hours,%s,,,,,7.5\n' $month $day $who
		day=$((day + 1))
	done
}

lift() {
	hl-metrics -q --as-of 2026-03-01 --lift "$@"
}

pre_post=(--before 2026-01-01..2026-02-01 --after 2026-02-01..2026-03-01)

@test "a rate before and after: points, relative, the interval, z, p and what would be needed" {
	{ echo $header && calls 1 Ann 180 1500 && calls 2 Ann 230 1500; } >log.csv
	run -0 lift "${pre_post[@]}" -m rpc_att log.csv
	[ "${lines[0]}" = metric,group,a,b,difference,relative,lo,hi,of,z,p,n_a,n_b,needed_n,flag ]
	[ "${lines[1]}" = rpc_att,all,12.0,15.3,3.33,27.8,0.87,5.79,difference,2.658,0.0079,1500,1500,1666,partial_a:28/31 ] ||
		[ "${lines[1]}" = rpc_att,all,12.0,15.3,3.33,27.8,0.87,5.79,difference,2.658,0.0079,1500,1500,1666, ]
}

@test "revenue per hour: the interval is of the relative change, over collectors' days" {
	{
		echo $header
		days 1 Ann 0 300 250 250 400 250 300 40 300 510
		days 2 Ann 300 40 600 250 900 0 400 150 300 620
	} >log.csv
	run -0 lift "${pre_post[@]}" -m rph log.csv
	[[ "${lines[1]}" = rph,all,34.67,47.47,12.80,36.9,-25.4,151.3,relative,*,10,10,*ns* ]]
}

@test "two groups of one time, of the roster, of the leads, of the log; also by other columns" {
	{ echo $header && calls 2 Ann 180 1500 && calls 2 Bo 230 1500; } >log.csv
	printf 'collector,team\nAnn,North\nBo,South\n' >roster.csv
	want=12.0,15.3,3.33,27.8,0.87,5.79,difference,2.658,0.0079,1500,1500,1666,
	[ "$(lift --ab collector=Ann:Bo -m rpc_att log.csv | sed 1d)" = "rpc_att,all,$want" ]
	[ "$(lift --ab team=North:South -r roster.csv -m rpc_att log.csv | sed 1d)" = "rpc_att,all,$want" ]
	[ "$(lift --ab team=North:South -r roster.csv -m rpc_att --by channel log.csv | sed 1d)" = "rpc_att,call,$want
rpc_att,all,$want" ]
	[ "$(lift --ab team=South:North -r roster.csv -m rpc_att log.csv | sed 1d | cut -d, -f3-7)" = 15.3,12.0,-3.33,-21.7,-5.79 ]
}

@test "what only one side has is a row without a value" {
	{ echo $header && calls 2 Ann 10 50 && calls 2 Bo 20 50 | sed s/,call,/,mobile,/; } >log.csv
	{ echo $header && calls 2 Ann 10 50 && calls 2 Bo 20 50 && echo 2026-02-03T09:00:00Z,K1,payment,Bo,web,,,5.00,; } >more.csv
	run -0 lift --ab collector=Ann:Bo --by channel -m cash,rpc_att more.csv
	[ "$(grep ^rpc_att,web <<<"$output")" = rpc_att,web,,,,,,,,,,0,0,,no_data ]
	[ "$(grep ^cash,web <<<"$output")" = cash,web,0.00,5.00,5.00,,,,,,,0,1,,no_test ]
}

@test "the sides do not depend on threads, blocks or the order of the rows" {
	{ calls 1 Ann 30 90 && calls 2 Bo 40 90 && days 1 Ann 5 90 33 7 && days 2 Bo 9 30 11 && calls 2 Ann 1 9; } >rows
	{ echo $header && cat rows; } >log.csv
	{ echo $header && tac rows; } >turned.csv
	for how in "--ab collector=Ann:Bo --by channel" "${pre_post[*]} --by collector"; do
		lift $how -j 1 log.csv >want
		for threads in 1 2 8; do
			lift $how -j $threads --block-size 99 log.csv | cmp want
			lift $how -j $threads --block-size 777 --memory 1M turned.csv | cmp want
		done
	done
}

@test "before and after warn of what they cannot tell; --ab does not" {
	{ echo $header && calls 1 Ann 18 150 && calls 2 Ann 23 150; } >log.csv
	run -0 --separate-stderr hl-metrics --as-of 2026-03-01 --lift "${pre_post[@]}" -m rpc_att log.csv
	[[ "$stderr" = *'season, mix and placements'*'31 days before, 28 after'* ]]
	run -0 --separate-stderr hl-metrics --as-of 2026-03-01 --lift --ab channel='call:(none)' -m rpc_att log.csv
	[ -z "$stderr" ]
}

@test "what does not go together is misuse and says what would" {
	{ echo $header && calls 2 Ann 1 2; } >log.csv
	run -64 lift log.csv
	[[ "$output" = *'--lift needs either --before and --after, or --ab'* ]]
	run -64 lift "${pre_post[@]}" --ab collector=Ann:Bo log.csv
	run -64 hl-metrics --ab collector=Ann:Bo log.csv
	[[ "$output" = *'--ab needs --lift'* ]]
	run -64 lift --before 2026-01-01..2026-02-01 log.csv
	[[ "$output" = *'--before and --after go together'* ]]
	run -64 lift --before 2026-02-01..2026-03-01 --after 2026-02-15..2026-03-15 log.csv
	[[ "$output" = *'--before does not end before --after begins'* ]]
	run -64 lift --before 2026-01-01 --after 2026-02-15..2026-03-15 log.csv
	[[ "$output" = *'--before: not two dates, FROM..TO'* ]]
	run -64 lift "${pre_post[@]}" --last 7d log.csv
	run -64 lift --ab collector=Ann log.csv
	[[ "$output" = *'not COLUMN=A:B'* ]]
	run -64 lift --ab collector=Ann:Bo --every day log.csv
	run -64 lift --ab collector=Ann:Bob log.csv
	[[ "$output" = *'--ab: no collector is called "Bob"'* ]]
	run -64 lift --ab chanel=call:web log.csv
	[[ "$output" = *'chanel'*'channel'* ]]
}
