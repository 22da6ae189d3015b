# Contacts: who was reached, how often, how soon, and what was promised.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	# Nine attempts on four accounts, two calls that came in, two payments of which one goes back.
	cat >calls.csv <<-'END'
		event_id,ts,account_id,type,collector,channel,direction,result,amount,ref
		1,2026-03-02T08:00:00Z,K1,placed,,,,,600.00,
		2,2026-03-02T08:00:00Z,K2,placed,,,,,900.00,
		3,2026-03-02T08:00:00Z,K3,placed,,,,,500.00,
		4,2026-03-02T08:00:00Z,K4,placed,,,,,75.00,
		5,2026-03-02T08:00:00Z,K5,placed,,,,,75.00,
		6,2026-03-03T09:00:00Z,K1,attempt,Ann,call,out,no_answer,,
		7,2026-03-04T09:00:00Z,K1,attempt,Ann,call,out,third_party,,
		8,2026-03-05T09:00:00Z,K1,attempt,Ann,call,out,rpc_promise,,
		9,2026-03-06T09:00:00Z,K2,attempt,Ann,call,out,RPC_Refused,,
		10,2026-03-06T10:00:00Z,K2,attempt,Bo,sms,out,,,
		11,2026-03-06T10:00:00Z,K3,attempt,Bo,call,out,vm_message,,
		12,2026-03-07T10:00:00Z,K3,attempt,Bo,call,in,inbound_rpc,,
		13,2026-03-08T10:00:00Z,K4,attempt,Bo,call,out,wrong_number,,
		14,2026-03-09T10:00:00Z,K4,attempt,Bo,call,out,answered_hangup,,
		15,2026-03-09T11:00:00Z,K4,attempt,,call,in,rpc_promise,,
		16,2026-03-10T10:00:00Z,K4,attempt,Bo,email,out,,,
		17,2026-03-12T10:00:00Z,K1,payment,Ann,,,,100.00,
		18,2026-03-13T10:00:00Z,K2,payment,Bo,,,,250.00,
		19,2026-03-14T10:00:00Z,K2,reversal,Bo,,,,250.00,18
	END
	head -1 calls.csv >header.csv
}

# Of one metric's rows: group num/den=value, on one line.
figures() {
	local metric=$1
	shift
	hl-metrics --as-of 2026-04-01 --min-n 0 -m "$metric" "$@" | awk -F, 'NR > 1 { print $2 " " $5 "/" $6 "=" $7 }' | paste -sd' '
}

# Of one metric's total: the interval and the flag.
trust() {
	local metric=$1
	shift
	hl-metrics --as-of 2026-04-01 --to 2026-03-15 --min-n 0 -m "$metric" "$@" | awk -F, '$2 == "all" { print $8 " " $9 " " $11 }'
}

# A log with these rows (cells as in header.csv) in file $1.
log() {
	local file=$1
	shift
	{ cat header.csv && printf '%s\n' "$@"; } >"$file"
}

@test "any human is a contact, by attempt and by account; who calls in is apart" {
	[ "$(figures contact_att calls.csv)" = 'all 5/9=55.6' ]
	[ "$(trust contact_att calls.csv)" = '26.7 81.1 ' ]
	[ "$(figures contact_acct calls.csv)" = 'all 3/4=75.0' ]
	[ "$(trust contact_acct calls.csv)" = '30.1 95.4 ' ]
	[ "$(figures rpc_in calls.csv)" = 'all 2/=2' ]
	[ "$(figures rpc_att calls.csv)" = 'all 2/7=28.6' ]
}

@test "contacts by collector, also of events that are nobody's of their own" {
	[ "$(figures contact_att --by collector calls.csv)" = '(none) 0/0= Ann 3/4=75.0 Bo 2/5=40.0 all 5/9=55.6' ]
	[ "$(figures rpc_in --by collector calls.csv)" = '(none) 1/=1 Ann 0/=0 Bo 1/=1 all 2/=2' ]
	sed 's/placed,,,,,75.00/assigned,Cy,,,,/' calls.csv >held.csv
	[ "$(figures rpc_in --by collector held.csv)" = '(none) 0/=0 Ann 0/=0 Bo 1/=1 Cy 1/=1 all 2/=2' ]
	[ "$(figures contact_acct --by collector calls.csv)" = '(none) 0/0= Ann 2/2=100.0 Bo 1/3=33.3 all 3/4=75.0' ]
}

@test "promises of right-party contacts" {
	[ "$(figures ptp_rate calls.csv)" = 'all 1/2=50.0' ]
	[ "$(trust ptp_rate calls.csv)" = '9.5 90.5 ' ]
	[ "$(figures ptp_rate --by collector calls.csv)" = '(none) 0/0= Ann 1/2=50.0 Bo 0/0= all 1/2=50.0' ]
}

@test "contacts per payment that stands, with the interval of two counts" {
	[ "$(figures cpa calls.csv)" = 'all 2/1=2.00' ]
	[ "$(trust cpa calls.csv)" = '0.18 22.06 ' ]
	[ "$(figures cpa --to 2026-03-12 calls.csv)" = 'all 2/0=' ]
	[ "$(trust cpa --to 2026-03-12 calls.csv)" = '  no_data' ]
}

@test "attempts per account that can be worked" {
	[ "$(figures intensity calls.csv)" = 'all 9/5=1.80' ]
	[ "$(trust intensity calls.csv)" = '  ' ]
}

@test "days to the first attempt, contact and right-party contact: mean, median, and who still waits" {
	[ "$(figures dfc_attempt calls.csv)" = 'all 15/4=3.75' ]
	[ "$(figures dfc_attempt_median calls.csv)" = 'all /4=4.00' ]
	[ "$(trust dfc_attempt_median calls.csv)" = '  censored:1' ]
	# Whoever called: K3 called in on the 7th, K4 on the 9th.
	[ "$(figures dfc_contact calls.csv)" = 'all 17/4=4.25' ]
	[ "$(figures dfc_contact_median calls.csv)" = 'all /4=4.50' ]
	[ "$(figures dfc_rpc calls.csv)" = 'all 19/4=4.75' ]
	[ "$(figures dfc_rpc_median calls.csv)" = 'all /4=4.50' ]
	[ "$(figures dfc_rpc --from 2026-03-03 calls.csv)" = 'all 0/0=' ]
}

@test "what was before the placement is not the first, in whatever order the log is" {
	log again.csv a,2026-03-01T08:00:00Z,K1,attempt,Ann,call,out,rpc_refused,, b,2026-03-04T08:00:00Z,K1,placed,,,,,1.00, \
		c,2026-03-06T08:00:00Z,K1,attempt,Ann,call,out,busy,, d,2026-03-04T07:00:00Z,K2,attempt,Ann,call,out,busy,, \
		e,2026-03-04T08:00:00Z,K2,placed,,,,,1.00, f,2026-03-09T08:00:00Z,K1,placed,,,,,1.00,
	for order in cat tac; do
		{ cat header.csv && sed 1d again.csv | $order; } >mixed.csv
		[ "$(figures dfc_attempt mixed.csv)" = 'all 2/2=1.00' ]
		[[ "$(trust dfc_rpc mixed.csv)" = '  no_data;censored:2;'* ]]
	done
}

@test "days of business are those from Monday to Friday behind the placement, but holidays" {
	# Friday to Monday, Friday to Saturday, Saturday to Monday, Monday to the Tuesday after the next.
	log week.csv a,2026-03-06,K1,placed,,,,,1.00, b,2026-03-09,K1,attempt,Ann,call,out,busy,, \
		c,2026-03-06,K2,placed,,,,,1.00, d,2026-03-07,K2,attempt,Ann,call,out,busy,, \
		e,2026-03-07,K3,placed,,,,,1.00, f,2026-03-09,K3,attempt,Ann,call,out,busy,, \
		g,2026-03-02,K4,placed,,,,,1.00, h,2026-03-17,K4,attempt,Ann,call,out,busy,,
	[ "$(figures dfc_attempt week.csv)" = 'all 21/4=5.25' ]
	[ "$(figures dfc_attempt --business-days week.csv)" = 'all 13/4=3.25' ]
	[ "$(figures dfc_attempt_median --business-days week.csv)" = 'all /4=1.00' ]
	printf 'date,name\n2026-03-10,a day\n2026-03-10,again\n2026-03-14,a Saturday\n2026-03-17,the last\n2026-03-18,later\n' >holidays.csv
	[ "$(figures dfc_attempt --business-days --holidays holidays.csv week.csv)" = 'all 11/4=2.75' ]
	run -64 hl-metrics --holidays holidays.csv week.csv
	printf 'date\nsome day\n' >bad.csv
	run -65 hl-metrics --as-of 2026-04-01 --business-days --holidays bad.csv week.csv
	[[ "$output" = *'bad.csv:2:1: date: '* ]]
}

@test "what the gate holds or drops cannot be worked, and is told" {
	printf 'account_id,status,reasons\nK1,hold,X\nk9,drop,X\nK2,defer,X\nK5,DROP,X\n' >gate.csv
	[ "$(figures pen calls.csv)" = 'all 4/5=80.0' ]
	[ "$(figures pen --suppressed gate.csv calls.csv)" = 'all 3/3=100.0' ]
	[ "$(trust pen --suppressed gate.csv calls.csv)" = '43.9 100.0 suppressed:2' ]
	[ "$(figures intensity --suppressed gate.csv calls.csv)" = 'all 9/3=3.00' ]
	[ "$(figures coll --suppressed gate.csv calls.csv)" = "$(figures coll calls.csv)" ]
	hl-metrics --as-of 2026-04-01 --every day -m pen,intensity --suppressed gate.csv calls.csv >by-day
	hl-metrics --as-of 2026-04-01 --from 2026-03-05 --to 2026-03-06 -m pen,intensity --suppressed gate.csv calls.csv | sed 1d >alone
	grep ,2026-03-05,2026-03-06, by-day | diff alone -
	printf 'account_id,status,gate_status\nK1,open,work\nK2,open,hold\n' >own.csv
	[ "$(figures pen --suppressed own.csv calls.csv)" = 'all 3/4=75.0' ]
	printf 'account_id\nK5\n' >list.csv
	[ "$(figures pen --suppressed list.csv calls.csv)" = 'all 4/4=100.0' ]
	printf 'account_id,status\nK1,open\n,hold\n' >bad.csv
	run -65 hl-metrics --as-of 2026-04-01 -m pen --suppressed bad.csv calls.csv
	[[ "$output" = *'bad.csv:2:4: status: neither "work", "defer", "hold" nor "drop"'* ]]
	[[ "$output" = *'bad.csv:3:1: account_id: no account'* ]]
}

@test "February of the shared cases: days to the first contacts" {
	local case=$root/../shared/cases/metrics/february/events.csv
	[ -f "$case" ] || skip "no shared cases here"
	run -0 hl-metrics --as-of 2026-02-28 --min-n 0 -m dfc_attempt,dfc_rpc,dfc_rpc_median,contact_att,ptp_rate "$case"
	[ "$(sed 1d <<<"$output" | cut -d, -f1,5-7,11 | paste -sd' ')" = 'contact_att,4,11,36.4, ptp_rate,2,3,66.7, dfc_attempt,5,4,1.25, dfc_rpc,16,3,5.33,censored:1 dfc_rpc_median,,3,4.00,censored:1' ]
}
