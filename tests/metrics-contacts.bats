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
