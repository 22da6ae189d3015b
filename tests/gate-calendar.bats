# The calendar of hl-gate: days, hours and gaps in many zones, about midnights and where clocks are changed.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-gate >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	printf 'rule,action\nPATTERN,off\n' >off.csv
}

# seven TIME RESULT ...: a log in e.csv of seven calls at the first time, and one event at each of the others.
seven() {
	echo ts,account_id,type,result >e.csv
	for _ in 1 2 3 4 5 6 7; do echo "$1,A,attempt,no_answer" >>e.csv; done
	shift
	while [ $# -gt 0 ]; do
		echo "$1,A,attempt,$2" >>e.csv
		shift 2
	done
}

# on DAY ZONE [OPTION ...]: status, next_ok and calls_left of lead A in that zone on that day.
on() {
	printf 'account_id,tz\nA,%s\n' "$2" | hl-gate --as-of "${1}T23:59:59Z" --for "$1" -e e.csv -r off.csv --all -q "${@:3}" |
		tail -n 1 | cut -d, -f3,6,7
}

# window DAY ZONE AGENCY [OPTION ...]: call_from and call_to.
window() {
	printf 'account_id,tz\nA,%s\n' "$2" | hl-gate --as-of "${1}T12:00:00Z" --for "$1" --tz "$3" --all "${@:4}" |
		tail -n 1 | cut -d, -f8,9
}

@test "random calls in fifteen zones count on the days that a second opinion gives them" {
	python3 -c 'import zoneinfo' 2>/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/gate-calendar.py" "${SEED:-1}" "${CASES:-150}"
}

@test "calls at 23:30 and at 00:30 local time lie on two days, wherever that is" {
	while read -r zone late early; do
		seven "$late"
		[ "$(on 2026-03-09 "$zone")" = work,,7 ] || { echo "$zone late: $(on 2026-03-09 "$zone")"; false; }
		[ "$(on 2026-03-08 "$zone")" = defer,2026-03-09,0 ]
		seven "$early"
		[ "$(on 2026-03-09 "$zone")" = defer,2026-03-10,0 ] || { echo "$zone early: $(on 2026-03-09 "$zone")"; false; }
		[ "$(on 2026-03-10 "$zone")" = work,,7 ]
	done <<-'END'
		America/New_York 2026-03-03T04:30:00Z 2026-03-03T05:30:00Z
		America/Chicago 2026-03-03T05:30:00Z 2026-03-03T06:30:00Z
		America/Denver 2026-03-03T06:30:00Z 2026-03-03T07:30:00Z
		America/Phoenix 2026-03-03T06:30:00Z 2026-03-03T07:30:00Z
		America/Los_Angeles 2026-03-03T07:30:00Z 2026-03-03T08:30:00Z
		America/Anchorage 2026-03-03T08:30:00Z 2026-03-03T09:30:00Z
		Pacific/Honolulu 2026-03-03T09:30:00Z 2026-03-03T10:30:00Z
		America/Puerto_Rico 2026-03-03T03:30:00Z 2026-03-03T04:30:00Z
		America/St_Johns 2026-03-03T03:00:00Z 2026-03-03T04:00:00Z
		Europe/London 2026-03-02T23:30:00Z 2026-03-03T00:30:00Z
		Asia/Kathmandu 2026-03-02T17:45:00Z 2026-03-02T18:45:00Z
		Australia/Lord_Howe 2026-03-02T12:30:00Z 2026-03-02T13:30:00Z
	END
}

@test "the day before and the day of a change of clocks: midnight moves against UTC" {
	# New York: 2026-03-08 begins at 05:00Z and ends at 04:00Z.
	seven 2026-03-09T03:59:59Z
	[ "$(on 2026-03-14 America/New_York)" = defer,2026-03-15,0 ]
	[ "$(on 2026-03-15 America/New_York)" = work,,7 ]
	seven 2026-03-09T04:00:00Z
	[ "$(on 2026-03-15 America/New_York)" = defer,2026-03-16,0 ]
	# 2026-11-01 begins at 04:00Z and ends at 05:00Z: 01:30 is shown twice on one day.
	seven 2026-11-01T05:30:00Z 2026-11-01T06:30:00Z no_answer
	[ "$(on 2026-11-07 America/New_York)" = defer,2026-11-08,0 ]
	seven 2026-11-02T04:59:59Z
	[ "$(on 2026-11-07 America/New_York)" = defer,2026-11-08,0 ]
	seven 2026-11-02T05:00:00Z
	[ "$(on 2026-11-08 America/New_York)" = defer,2026-11-09,0 ]
	# London: 2026-03-29 and 2026-10-25.
	seven 2026-03-29T22:59:59Z
	[ "$(on 2026-04-05 Europe/London)" = work,,7 ]
	seven 2026-03-29T23:00:00Z
	[ "$(on 2026-04-05 Europe/London)" = defer,2026-04-06,0 ]
	seven 2026-10-25T23:59:59Z
	[ "$(on 2026-11-01 Europe/London)" = work,,7 ]
	# Half an hour on Lord Howe: 2026-04-05 ends at 13:30Z, 2026-10-04 at 13:00Z.
	seven 2026-04-05T13:29:59Z
	[ "$(on 2026-04-12 Australia/Lord_Howe)" = work,,7 ]
	seven 2026-04-05T13:30:00Z
	[ "$(on 2026-04-12 Australia/Lord_Howe)" = defer,2026-04-13,0 ]
	seven 2026-10-04T12:59:59Z
	[ "$(on 2026-10-11 Australia/Lord_Howe)" = work,,7 ]
}

@test "leap days and years' ends are days as others" {
	seven 2028-02-22T18:00:00Z
	[ "$(on 2028-02-28 America/Chicago)" = defer,2028-02-29,0 ]
	[ "$(on 2028-02-29 America/Chicago)" = work,,7 ]
	seven 2028-02-29T18:00:00Z
	[ "$(on 2028-03-06 America/Chicago)" = defer,2028-03-07,0 ]
	seven 2026-12-28T18:00:00Z
	[ "$(on 2027-01-03 America/Denver)" = defer,2027-01-04,0 ]
	[ "$(on 2027-01-04 America/Denver)" = work,,7 ]
}

@test "a day that a zone skipped is none of the seven's, and has no hours" {
	# Samoa went from the 29th to the 31st of December 2011, at 10:00Z on the 30th.
	seven 2011-12-30T09:59:59Z
	[ "$(on 2012-01-04 Pacific/Apia)" = defer,2012-01-05,0 ]
	[ "$(on 2012-01-05 Pacific/Apia)" = work,,7 ]
	seven 2011-12-30T10:00:00Z
	[ "$(on 2012-01-06 Pacific/Apia)" = defer,2012-01-07,0 ]
	[ "$(window 2011-12-29 Pacific/Apia UTC)" = 2011-12-29T18:00:00Z,2011-12-30T07:00:00Z ]
	[ "$(window 2011-12-30 Pacific/Apia UTC)" = , ]
	[ "$(window 2011-12-31 Pacific/Apia UTC)" = 2011-12-30T18:00:00Z,2011-12-31T07:00:00Z ]
}

@test "when several limits bar calls, they are free when the last one is" {
	# Seven calls on the 2nd and a talk on the 4th: free on the 11th, not on the 9th.
	seven 2026-03-02T18:00:00Z 2026-03-04T18:00:00Z rpc_no_result
	[ "$(on 2026-03-05 America/New_York)" = defer,2026-03-11,0 ]
	[ "$(on 2026-03-09 America/New_York)" = work,2026-03-11,0 ]
	[ "$(on 2026-03-11 America/New_York)" = work,,7 ]
	# A talk on the 2nd, calls until the 4th: the seventh newest decides.
	seven 2026-03-04T18:00:00Z 2026-03-02T18:00:00Z rpc_no_result
	[ "$(on 2026-03-05 America/New_York)" = defer,2026-03-11,0 ]
	# Ten calls over four days: the seventh newest, of the 4th, has to leave the seven days.
	seven 2026-03-04T18:00:00Z 2026-03-01T18:00:00Z no_answer 2026-03-02T18:00:00Z no_answer 2026-03-05T18:00:00Z no_answer
	[ "$(on 2026-03-06 America/New_York)" = defer,2026-03-11,0 ]
}

@test "the data may end before the day that is worked: what was called until then counts" {
	seven 2026-03-02T18:00:00Z
	for_day() { printf 'account_id,tz\nA,ET\n' | hl-gate --as-of 2026-03-06T23:00:00Z --for "$1" -e e.csv -r off.csv --all | tail -n 1 | cut -d, -f3,6,7; }
	[ "$(for_day 2026-03-06)" = defer,2026-03-09,0 ]
	[ "$(for_day 2026-03-08)" = defer,2026-03-09,0 ]
	[ "$(for_day 2026-03-09)" = work,,7 ]
}

@test "08:00 and 21:00 on the day of a change are those behind it, with the offset they have then" {
	while read -r day zone agency want; do
		got=$(window "$day" "$zone" "$agency")
		[ "$got" = "$want" ] || { echo "$day $zone $agency: $got, not $want"; false; }
	done <<-'END'
		2026-03-07 America/New_York America/New_York 2026-03-07T08:00:00-05:00,2026-03-07T21:00:00-05:00
		2026-03-08 America/New_York America/New_York 2026-03-08T08:00:00-04:00,2026-03-08T21:00:00-04:00
		2026-11-01 America/New_York America/New_York 2026-11-01T08:00:00-05:00,2026-11-01T21:00:00-05:00
		2026-03-08 America/Los_Angeles America/New_York 2026-03-08T11:00:00-04:00,2026-03-09T00:00:00-04:00
		2026-03-08 America/Phoenix America/New_York 2026-03-08T11:00:00-04:00,2026-03-09T00:00:00-04:00
		2026-03-07 America/Phoenix America/New_York 2026-03-07T10:00:00-05:00,2026-03-07T23:00:00-05:00
		2026-03-08 America/Puerto_Rico America/New_York 2026-03-08T08:00:00-04:00,2026-03-08T21:00:00-04:00
		2026-03-07 America/Puerto_Rico America/New_York 2026-03-07T07:00:00-05:00,2026-03-07T20:00:00-05:00
		2026-11-01 America/Anchorage UTC 2026-11-01T17:00:00Z,2026-11-02T06:00:00Z
		2026-10-31 America/Anchorage UTC 2026-10-31T16:00:00Z,2026-11-01T05:00:00Z
		2026-03-08 America/St_Johns America/New_York 2026-03-08T06:30:00-04:00,2026-03-08T19:30:00-04:00
		2026-03-29 Europe/London Europe/London 2026-03-29T08:00:00+01:00,2026-03-29T21:00:00+01:00
		2026-10-25 Europe/London Europe/London 2026-10-25T08:00:00Z,2026-10-25T21:00:00Z
		2026-10-25 Europe/London America/New_York 2026-10-25T04:00:00-04:00,2026-10-25T17:00:00-04:00
		2026-04-05 Australia/Lord_Howe UTC 2026-04-04T21:30:00Z,2026-04-05T10:30:00Z
		2026-10-04 Australia/Lord_Howe UTC 2026-10-03T21:00:00Z,2026-10-04T10:00:00Z
		2026-03-02 Asia/Kathmandu America/New_York 2026-03-01T21:15:00-05:00,2026-03-02T10:15:00-05:00
		2026-03-02 America/New_York Asia/Kathmandu 2026-03-02T18:45:00+05:45,2026-03-03T07:45:00+05:45
		2028-02-29 America/Chicago America/New_York 2028-02-29T09:00:00-05:00,2028-02-29T22:00:00-05:00
	END
}

@test "hours that clocks skip begin with the change, and those shown twice end the first time" {
	hours() {
		printf 'rule,open,close\nNIGHT,%s,%s\n' "$1" "$2" >r.csv
		window "$3" "${4:-America/New_York}" UTC -p none -r r.csv
	}
	[ "$(hours 02:30 04:00 2026-03-08)" = 2026-03-08T07:00:00Z,2026-03-08T08:00:00Z ]
	[ "$(hours 01:00 02:30 2026-03-08)" = 2026-03-08T06:00:00Z,2026-03-08T07:00:00Z ]
	[ "$(hours 02:10 02:50 2026-03-08)" = , ]
	[ "$(hours 00:00 01:30 2026-11-01)" = 2026-11-01T04:00:00Z,2026-11-01T05:30:00Z ]
	[ "$(hours 01:30 03:00 2026-11-01)" = 2026-11-01T05:30:00Z,2026-11-01T08:00:00Z ]
	[ "$(hours 00:00 24:00 2026-03-08)" = 2026-03-08T05:00:00Z,2026-03-09T04:00:00Z ]
	[ "$(hours 00:00 24:00 2026-11-01)" = 2026-11-01T04:00:00Z,2026-11-02T05:00:00Z ]
	# Where midnight itself is skipped the day begins at 01:00.
	[ "$(hours 00:00 08:00 2026-03-08 America/Havana)" = 2026-03-08T05:00:00Z,2026-03-08T12:00:00Z ]
}

@test "a gap is of real time: two hours over the change of clocks are two hours" {
	printf 'rule,action,gap,open,close\nGAP,defer,2h,00:00,24:00\n' >r.csv
	gap() {
		printf 'ts,account_id,type,result\n%s,A,attempt,no_answer\n' "$1" >e.csv
		printf 'account_id,tz\nA,America/New_York\n' | hl-gate --as-of "$1" --for "$2" --tz America/New_York -p none -r r.csv -e e.csv --all |
			tail -n 1 | cut -d, -f8
	}
	[ "$(gap 2026-03-08T01:30:00-05:00 2026-03-08)" = 2026-03-08T04:30:00-04:00 ]
	[ "$(gap 2026-11-01T00:30:00-04:00 2026-11-01)" = 2026-11-01T01:30:00-05:00 ]
	[ "$(gap 2026-11-01T01:30:00-04:00 2026-11-01)" = 2026-11-01T02:30:00-05:00 ]
}

@test "a conversation on the day of a change bars seven days of the calendar" {
	printf 'ts,account_id,type\n2026-03-09T03:30:00Z,A,inbound_call\n' >e.csv
	[ "$(on 2026-03-14 America/New_York)" = work,2026-03-15,0 ]
	[ "$(on 2026-03-15 America/New_York)" = work,,7 ]
	[ "$(on 2026-03-15 America/Puerto_Rico)" = work,,7 ]
	[ "$(on 2026-03-15 Europe/London)" = work,2026-03-16,0 ]
}
