# hl-gate: contact rules, leads and a contact log through the command line.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-gate >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

table() { printf '%s\n' "$@"; }

# calls ACCOUNT TIME RESULT ...: a log in e.csv of outbound calls to the consumer.
calls() {
	local account=$1
	shift
	table ts,account_id,type,channel,direction,result >e.csv
	while [ $# -gt 0 ]; do
		echo "$1,$account,attempt,call,out,$2" >>e.csv
		shift 2
	done
}

# on DAY [LEAD ...]: the verdicts of leads on that day, A in New York if none is given: who may be
# reached by any channel.
on() {
	local day=$1
	shift
	local header=${header:-account_id,tz,number_checked_at,email_basis}
	table "$header" "${@:-A,America/New_York,$day,consent}" |
		hl-gate --as-of "${day}T23:59:59Z" --tz America/New_York --all -e e.csv "${options[@]}" |
		sed 1d | cut -d, -f$(($(tr -cd , <<<"$header" | wc -c) + 2))-
}

# The columns of a verdict: status, reasons, channels, next_ok, calls_left.
of() { cut -d, -f1-5; }

# --- the vectors of the seven calls and the conversation ---

@test "T1: seven calls on a day bar until seven days later" {
	calls A $(for h in 09 10 11 12 13 14 15; do echo 2026-03-02T$h:00:00-05:00 no_answer; done)
	[ "$(on 2026-03-08 | of)" = 'defer,CALLS_7IN7;PATTERN,sms|email|mail,2026-03-09,0' ]
	[ "$(on 2026-03-09 | of)" = 'work,,call|sms|email|mail,,7' ]
}

@test "T2: a call a day: none left on the seventh day, one on the next" {
	calls A $(for d in 02 03 04 05 06 07 08; do echo 2026-03-${d}T12:00:00-05:00 no_answer; done)
	[ "$(on 2026-03-08 | of)" = 'defer,CALLS_7IN7;PATTERN,sms|email|mail,2026-03-09,0' ]
	[ "$(on 2026-03-09 | of)" = 'work,,call|sms|email|mail,,1' ]
}

@test "T3: a conversation on a Monday bars calls until the next Monday" {
	calls A 2026-03-02T12:00:00-05:00 rpc_no_result
	[ "$(on 2026-03-08 | of)" = 'work,CONV_COOLDOWN,sms|email|mail,2026-03-09,0' ]
	[ "$(on 2026-03-09 | of)" = 'work,,call|sms|email|mail,,7' ]
}

@test "T4: who phones and talks about the debt is not called for seven days, and may be written to" {
	table ts,account_id,type 2026-03-04T15:00:00-05:00,A,inbound_call >e.csv
	[ "$(on 2026-03-06 | of)" = 'work,CONV_COOLDOWN,sms|email|mail,2026-03-11,0' ]
	[ "$(on 2026-03-10 | of)" = 'work,CONV_COOLDOWN,sms|email|mail,2026-03-11,0' ]
	[ "$(on 2026-03-11 | of)" = 'work,,call|sms|email|mail,,7' ]
}

@test "T5: calls that the consumer asked for are allowed and not counted, for seven days or until they talk" {
	header=account_id,tz,number_checked_at,email_basis,prior_call_consent_at
	lead=A,America/New_York,2026-03-01,consent,2026-03-04
	table ts,account_id,type,channel,direction,result 2026-03-04T15:00:00-05:00,A,inbound_call,,, >e.csv
	[ "$(on 2026-03-06 $lead | of)" = 'work,,call|sms|email|mail,,7' ]
	[ "$(on 2026-03-10 $lead | of)" = 'work,,call|sms|email|mail,,7' ]
	[ "$(on 2026-03-11 $lead | of)" = 'work,,call|sms|email|mail,,7' ]
	echo 2026-03-06T10:00:00-05:00,A,attempt,call,out,rpc_no_result >>e.csv
	[ "$(on 2026-03-07 $lead | of)" = 'work,CONV_COOLDOWN,sms|email|mail,2026-03-13,0' ]
	[ "$(on 2026-03-12 $lead | of)" = 'work,CONV_COOLDOWN,sms|email|mail,2026-03-13,0' ]
	[ "$(on 2026-03-13 $lead | of)" = 'work,,call|sms|email|mail,,7' ]
}

@test "T6: what was not connected does not count" {
	calls A 2026-03-02T09:00:00-05:00 busy 2026-03-02T09:10:00-05:00 busy 2026-03-02T09:20:00-05:00 not_in_service \
		2026-03-02T10:00:00-05:00 no_answer 2026-03-02T11:00:00-05:00 no_answer \
		2026-03-02T12:00:00-05:00 vm_message 2026-03-02T13:00:00-05:00 vm_no_message
	# They are four of the week's seven; two are a day's, so the lead waits for the next.
	[ "$(on 2026-03-02 | of)" = 'defer,PATTERN,sms|email|mail,2026-03-03,3' ]
	[ "$(on 2026-03-03 | of)" = 'work,,call|sms|email|mail,,3' ]
}

@test "T7: unanswered, voicemail, answered and hung up: each counts" {
	calls A $(for r in no_answer no_answer no_answer vm_message vm_message answered_hangup vm_no_message; do
		echo 2026-03-02T12:00:00-05:00 $r
	done)
	[ "$(on 2026-03-05 | of)" = 'defer,CALLS_7IN7;PATTERN,sms|email|mail,2026-03-09,0' ]
}

@test "T8, T9: a call counts for the debt that it is logged for, whichever number was dialled" {
	table ts,account_id,type,channel,direction,result,number >e.csv
	for n in 1 2 3 4; do echo 2026-03-0${n}T12:00:00-05:00,A,attempt,call,out,no_answer,2125550101 >>e.csv; done
	for n in 1 2 3; do echo 2026-03-0${n}T13:00:00-05:00,A,attempt,call,out,no_answer,2125550102 >>e.csv; done
	echo 2026-03-01T12:00:00-05:00,B,attempt,call,out,no_answer,2125550101 >>e.csv
	[ "$(on 2026-03-05 {A,B},America/New_York,2026-03-01,consent | of)" = "$(table \
		'defer,CALLS_7IN7;PATTERN,sms|email|mail,2026-03-08,0' 'work,,call|sms|email|mail,,6')" ]
}

@test "T10: the day of a call is that of the consumer" {
	calls A $(for m in 30 31 32 33 34 35 36; do echo 2026-03-03T06:$m:00Z no_answer; done)
	header=account_id,tz,number_checked_at,email_basis
	[ "$(on 2026-03-08 A,America/Los_Angeles,2026-03-01,consent | of)" = 'defer,CALLS_7IN7;PATTERN,sms|email|mail,2026-03-09,0' ]
	[ "$(on 2026-03-09 A,America/Los_Angeles,2026-03-01,consent | of)" = 'work,,call|sms|email|mail,,7' ]
	[ "$(on 2026-03-09 | of)" = 'defer,CALLS_7IN7;PATTERN,sms|email|mail,2026-03-10,0' ]
}

@test "T11: debts of one group are one debt" {
	header=account_id,tz,number_checked_at,email_basis,person_id,debt_group
	table ts,account_id,type,channel,direction,result >e.csv
	for n in 1 2 3 4; do echo 2026-03-0${n}T12:00:00-05:00,A,attempt,call,out,no_answer >>e.csv; done
	for n in 1 2 3; do echo 2026-03-0${n}T13:00:00-05:00,B,attempt,call,out,no_answer >>e.csv; done
	lead=America/New_York,2026-03-01,consent,P
	[ "$(on 2026-03-05 A,$lead,G B,$lead,G C,$lead,G A,$lead, | cut -d, -f2)" = "$(table CALLS_7IN7\;PATTERN \
		CALLS_7IN7\;PATTERN CALLS_7IN7\;PATTERN PATTERN)" ]
}

@test "T12: two persons of one account have calls of their own" {
	header=account_id,tz,number_checked_at,email_basis,person_id
	table ts,account_id,person_id,type,channel,direction,result >e.csv
	for n in 1 2 3; do echo 2026-03-02T1$n:00:00-05:00,A,spouse,attempt,call,out,no_answer >>e.csv; done
	for n in 1 2 3 4 5; do echo 2026-03-02T1$n:30:00-05:00,A,me,attempt,call,out,no_answer >>e.csv; done
	lead=A,America/New_York,2026-03-01,consent
	[ "$(on 2026-03-02 $lead,me $lead,spouse | cut -d, -f5)" = "$(table 2 4)" ]
}

@test "T13: a conversation about one debt leaves the other, unless the agency says person" {
	header=account_id,tz,number_checked_at,email_basis,person_id
	calls A 2026-03-02T12:00:00-05:00 rpc_no_result
	leads=({A,B},America/New_York,2026-03-01,consent,P)
	[ "$(on 2026-03-05 "${leads[@]}" | cut -d, -f2)" = "$(table CONV_COOLDOWN '')" ]
	options=(--cooldown-scope person)
	[ "$(on 2026-03-05 "${leads[@]}" | cut -d, -f2)" = "$(table CONV_COOLDOWN CONV_COOLDOWN)" ]
	options=(--cooldown-scope all)
	run -64 hl-gate "${options[@]}" <<<account_id
	options=(-r more.csv)
	table rule,scope,channels,unit,cooldown CONV_PERSON,person,call,conversation,7 >more.csv
	[ "$(on 2026-03-05 "${leads[@]}" | cut -d, -f2)" = "$(table 'CONV_COOLDOWN;CONV_PERSON' CONV_PERSON)" ]
}

@test "T14: an event that is yet to come never counts, and is told" {
	calls A $(for n in 1 2 3 4 5 6 7; do echo 2026-03-09T12:0$n:00-05:00 no_answer; done)
	run -0 on 2026-03-08
	[[ $output == *'7 events later than the run'* ]]
	[[ $output == *'work,,call|sms|email|mail,,7,'* ]]
}

# --- hours ---

# window DAY TZ-OF-AGENCY LEAD: call_from and call_to of a lead with the columns of $header.
window() {
	: >e.csv
	table "$header" "$3" | hl-gate --as-of "${1}T23:59:59Z" --for "$1" --tz "$2" --all "${options[@]}" |
		tail -n 1 | rev | cut -d, -f1,2 | rev
}

@test "hours are those of the lead's place, printed by the agency's clock" {
	header=account_id,tz
	[ "$(window 2026-03-02 UTC A,America/New_York)" = 2026-03-02T13:00:00Z,2026-03-03T02:00:00Z ]
	[ "$(window 2026-03-02 America/Chicago A,America/New_York)" = \
		2026-03-02T07:00:00-06:00,2026-03-02T20:00:00-06:00 ]
	[ "$(window 2026-03-02 Asia/Kolkata A,HT)" = 2026-03-02T23:30:00+05:30,2026-03-03T12:30:00+05:30 ]
}

@test "hours on the days on which the clocks change" {
	header=account_id,tz
	[ "$(window 2026-03-07 UTC A,ET)" = 2026-03-07T13:00:00Z,2026-03-08T02:00:00Z ]
	[ "$(window 2026-03-08 UTC A,ET)" = 2026-03-08T12:00:00Z,2026-03-09T01:00:00Z ]
	[ "$(window 2026-11-01 UTC A,ET)" = 2026-11-01T13:00:00Z,2026-11-02T02:00:00Z ]
	[ "$(window 2026-03-08 UTC A,Pacific/Honolulu)" = 2026-03-08T18:00:00Z,2026-03-09T07:00:00Z ]
	[ "$(window 2026-03-08 UTC A,America/Phoenix)" = 2026-03-08T15:00:00Z,2026-03-09T04:00:00Z ]
	[ "$(window 2026-10-04 UTC A,Australia/Lord_Howe)" = 2026-10-03T21:00:00Z,2026-10-04T10:00:00Z ]
}

@test "where address and phone disagree the hours of both are kept" {
	header=account_id,state,phone
	[ "$(window 2026-03-02 America/New_York 'A,CA,(212) 555-0101')" = \
		2026-03-02T11:00:00-05:00,2026-03-02T21:00:00-05:00 ]
	# A state with two zones has both.
	[ "$(header=account_id,state window 2026-03-02 America/New_York A,TN)" = 2026-03-02T09:00:00-05:00,2026-03-02T21:00:00-05:00 ]
	# A column tz says it better than the state.
	header=account_id,tz,state
	[ "$(window 2026-03-02 America/New_York 'A,CT,TN')" = 2026-03-02T09:00:00-05:00,2026-03-02T22:00:00-05:00 ]
}

@test "nobody knows the zone: the lead waits, with no date" {
	table account_id,phone,state 'A,+44 20 7946 0000,' B,,ZZ C,8005550100, | hl-gate --as-of 2026-03-02 --all |
		sed 1d | cut -d, -f1,4- | diff - <(table 'A,defer,NO_TZ;EMAIL_BASIS,,,0,,' \
		'B,defer,NO_TZ;EMAIL_BASIS,,,0,,' 'C,defer,NO_TZ;EMAIL_BASIS,,,0,,')
}

@test "Saturdays, Sundays and holidays have hours of their own; closed waits for the next open day" {
	header=account_id,tz
	options=(-p none -r r.csv --holidays h.csv)
	table date 2026-03-04 >h.csv
	table rule,open,close,sat,sun,holiday SHOP,09:00,20:00,10:00-17:00,closed,12:00-13:00 >r.csv
	[ "$(window 2026-03-06 UTC A,UTC)" = 2026-03-06T09:00:00Z,2026-03-06T20:00:00Z ]
	[ "$(window 2026-03-07 UTC A,UTC)" = 2026-03-07T10:00:00Z,2026-03-07T17:00:00Z ]
	[ "$(window 2026-03-04 UTC A,UTC)" = 2026-03-04T12:00:00Z,2026-03-04T13:00:00Z ]
	[ "$(table account_id,tz A,UTC | hl-gate --as-of 2026-03-08 --all "${options[@]}" | tail -n 1)" = \
		'A,UTC,defer,NO_CHANNEL;SHOP,,2026-03-09,,,' ]
}

@test "what the lead calls inconvenient is taken out; the longest piece is left" {
	header=account_id,tz,no_time_windows
	[ "$(window 2026-03-02 UTC 'A,UTC,12:00-14:00')" = 2026-03-02T14:00:00Z,2026-03-02T21:00:00Z ]
	[ "$(window 2026-03-02 UTC 'A,UTC,10:00-10:30|15:00-23:00')" = 2026-03-02T10:30:00Z,2026-03-02T15:00:00Z ]
	[ "$(table "$header" 'A,UTC,07:00-22:00' | hl-gate --as-of 2026-03-02 --all | tail -n 1 | cut -d, -f4-7)" = \
		'defer,INCONVENIENT;SMS_60D;EMAIL_BASIS,,2026-03-03' ]
	[[ "$(table "$header" 'A,UTC,mornings' | hl-gate --as-of 2026-03-02 --all | tail -n 1)" == *hold,BAD_FLAG* ]]
}

@test "two hours lie between two calls; two calls are a day's, and the next day is free" {
	calls A 2026-03-02T15:00:00-05:00 no_answer
	[ "$(on 2026-03-02 | cut -d, -f5-)" = 6,2026-03-02T17:00:00-05:00,2026-03-02T21:00:00-05:00 ]
	echo 2026-03-02T16:00:00-05:00,A,attempt,call,out,no_answer >>e.csv
	[ "$(on 2026-03-02 | of)" = 'defer,PATTERN,sms|email|mail,2026-03-03,5' ]
}

@test "uk: breathing space, moratorium, consent, hours of Sunday" {
	table account_id,country,bs_type,bs_start,bs_end,tps,marketing_consent \
		A,GB,std,2026-02-01,,, B,GB,,2026-01-01,,,yes C,GB,mhc,2025-06-01,,, D,GB,std,2026-01-01,2026-03-20,, \
		E,GB-SCT,std,2025-11-01,,,yes F,GB,,,,yes, |
		hl-gate -p uk --as-of 2026-03-08T07:00:00Z --tz Europe/London --lead-zone Europe/London --all |
		sed 1d | cut -d, -f1,8- | diff - <(table 'A,hold,BREATHING;PECR_CONSENT,,2026-04-02,0,,' \
		'B,work,,call|sms|email|mail,,6,2026-03-08T10:00:00Z,2026-03-08T18:00:00Z' \
		'C,hold,BREATHING;PECR_CONSENT,,,0,,' 'D,hold,BREATHING;PECR_CONSENT,,2026-03-20,0,,' \
		'E,hold,MORATORIUM,,2026-05-01,0,,' 'F,work,TPS;PECR_CONSENT,mail,,0,,')
}

# --- tables of rules ---

@test "states: Massachusetts lets two calls or texts through in seven days, and stricter than federal holds" {
	rules=$root/examples/rules/us-states.csv
	header=account_id,tz,number_checked_at,email_basis,state
	options=(-r "$rules" -r off.csv)
	table rule,action PATTERN,off >off.csv
	table ts,account_id,type,channel,direction,result 2026-03-02T12:00:00-05:00,A,attempt,call,out,no_answer \
		2026-03-03T12:00:00-05:00,A,attempt,sms,out, >e.csv
	[ "$(on 2026-03-03 A,ET,2026-03-01,consent,MA | of)" = 'work,LIMIT_MA,email|mail,2026-03-09,0' ]
	[ "$(on 2026-03-08 A,ET,2026-03-01,consent,MA | of)" = 'work,LIMIT_MA,email|mail,2026-03-09,0' ]
	[ "$(on 2026-03-09 A,ET,2026-03-01,consent,MA | of)" = 'work,,call|sms|email|mail,,1' ]
	[ "$(on 2026-03-03 A,ET,2026-03-01,consent,NY | of)" = 'work,,call|sms|email|mail,,6' ]
	# The phone of Boston counts, too.
	header=$header,phone,phone_type
	[ "$(on 2026-03-03 A,ET,2026-03-01,consent,NY,6175550101,cell | of)" = 'work,LIMIT_MA,email|mail,2026-03-09,0' ]
}

@test "a rule is in force from and to its days" {
	header=account_id,tz,number_checked_at,email_basis,zip
	options=(-r "$root/examples/rules/us-states.csv" -r off.csv)
	table rule,action PATTERN,off >off.csv
	for day in 2026-08-31 2026-09-01; do
		calls A ${day}T12:00:00-04:00 no_answer ${day}T12:01:00-04:00 no_answer ${day}T12:02:00-04:00 no_answer
		on $day A,ET,$day,consent,11201-1234 | of
	done | diff - <(table 'work,,call|sms|email|mail,,4' 'defer,NO_CHANNEL;LIMIT_NYC,,2026-09-08,0')
}

@test "all mistakes of the rules are told in one run, with file and line" {
	table rule,match,role,action,scope,channels,when,until,unit,window,max,open,close,sun,from \
		A,,,dorp,,,x is 1,,,,,,,, B,,,,,fax,x is 1,,,,,,,, C,state,,,,,x is 1,,,,,,,, D,,,,,,,,,,,,,, \
		E,,,,,,x > 5d,,,,,,,, F,,,,,,x is 1,,,,,,,,soon G,,clerk,,,,x is 1,,,,,,,, H,,,,,,,,,0,-1,,,, \
		I,,,,,,,,,,,8,21:00,, J,,,,,,x is 1,y + 5x,,,,,,, K,,,,,,,,fortnight,,3,,,, 'L,zip3:10,,,,,x is 1,,,,,,,,' \
		M,,,,tribe,,x is 1,,,,,,,, N,,,,,,,,,,,,,10-11, >r.csv
	run -65 hl-gate -p none -r r.csv --as-of 2026-03-02 <<<account_id
	for line in 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		[[ $output == *"hl-gate: r.csv:$line:"* ]] || { echo "$line: $output"; false; }
	done
}

# --- what bars a lead ---

# bars COLUMN VALUE: status and reasons of a lead with that cell, and of another of the same person.
bars() {
	table account_id,person_id,state,"$1" A,P,OH,"$2" B,P,OH, | hl-gate --as-of 2026-03-02T12:00:00Z --all "${options[@]}" |
		sed 1d | cut -d, -f5,6 | sed -E 's/;?(SMS_60D|EMAIL_BASIS)//g; s/,;/,/' | tr ',\n' ' ' | sed 's/ *$//; s/  */ /g'
}

@test "us: what drops, holds and restricts a lead, and whom it belongs to" {
	while IFS='|' read -r column value want; do
		got=$(bars "$column" "$value")
		[ "$got" = "$want" ] || { echo "$column=$value: $got, not $want"; false; }
	done <<-'END'
		cease|Y|drop CEASE work
		refuse_written|1|drop CEASE work
		attorney|yes|drop ATTY work
		bk_filed|2026-01-05|drop BANKRUPT drop BANKRUPT
		bk_discharged|2025-01-05|drop BANKRUPT drop BANKRUPT
		bk_status|filed|drop BANKRUPT drop BANKRUPT
		bk_status|none|work work
		bk_status|dismissed|work BK_DISMISSED work BK_DISMISSED
		deceased|t|drop ESTATE drop ESTATE
		dod|2024-05-05|drop ESTATE drop ESTATE
		minor|X|drop MINOR drop MINOR
		balance|0.00|drop PAID work
		balance|0.01|work work
		dispute|true|hold DISPUTE work
		scra|y|hold SCRA hold SCRA
		fraud|Y|hold FRAUD work
		incarcerated|Y|hold INCARC hold INCARC
		litigation|Y|hold LEGAL work
		judgment|J-77|hold LEGAL work
		opt_out_call|Y|work OPTOUT_CALL work
		sol_date|2026-03-02|work TIME_BARRED work
		sol_date|2026-03-03|work work
		cease|maybe|hold BAD_FLAG work
		sol_date|03/02/2026|hold BAD_FLAG work
		phone|UNLISTED|work BAD_PHONE work
		address|MR-12 Elm|work BAD_ADDR work
	END
}

@test "the log: recalled and placed again, opted out and agreed again, promises until their day" {
	log() { table ts,account_id,type,channel,number,due "$@" >e.csv; }
	verdict() { table account_id,state,phone A,OH,6145550101 B,OH,6145550101 | hl-gate --as-of 2026-03-10T12:00:00Z --all \
		-e e.csv | sed 1d | cut -d, -f4-7 | sed 's/;*EMAIL_BASIS//' | tr '\n' ' '; }
	log 2026-03-01T09:00:00Z,A,recalled,,,
	[ "$(verdict)" = 'drop,RECALLED,, work,,call|mail, ' ]
	log 2026-03-01T09:00:00Z,A,recalled,,, 2026-03-02T09:00:00Z,A,placed,,,
	[ "$(verdict)" = 'work,,call|mail, work,,call|mail, ' ]
	log 2026-03-02T09:00:00Z,A,placed,,, 2026-03-02T09:00:00Z,A,recalled,,,
	[ "$(verdict)" = 'drop,RECALLED,, work,,call|mail, ' ]
	log 2026-03-01T09:00:00Z,A,opt_out,call,,
	[ "$(verdict)" = 'work,OPTOUT_CALL,mail, work,,call|mail, ' ]
	log 2026-03-01T09:00:00Z,A,opt_out,call,, 2026-03-03T09:00:00Z,A,consent,call,,
	[ "$(verdict)" = 'work,,call|mail, work,,call|mail, ' ]
	log '2026-03-01T09:00:00Z,X,opt_out,call,+1 (614) 555-0101,'
	[ "$(verdict)" = 'work,OPTOUT_NUMBER,mail, work,OPTOUT_NUMBER,mail, ' ]
	log 2026-03-01T09:00:00Z,A,promise,,,2026-03-12
	[ "$(verdict)" = 'defer,PTP_PENDING,,2026-03-12 work,,call|mail, ' ]
	log 2026-03-01T09:00:00Z,A,promise,,,2026-03-10
	[ "$(verdict)" = 'work,,call|mail, work,,call|mail, ' ]
	log 2026-03-01T09:00:00Z,A,promise,,,2026-03-12 2026-03-05T09:00:00Z,A,promise_cancelled,,,
	[ "$(verdict)" = 'work,,call|mail, work,,call|mail, ' ]
	log 2026-03-05T09:00:00Z,A,promise,,,2026-03-20 2026-03-01T09:00:00Z,A,promise,,,2026-03-12
	[ "$(verdict)" = 'defer,PTP_PENDING,,2026-03-20 work,,call|mail, ' ]
}

@test "work: numbers and mail there are barred, and limits of the place of work bar only it" {
	one() { table "$1" "$2" | hl-gate --as-of 2026-03-02T12:00:00Z --all "${@:3}" | tail -n 1 | rev | cut -d, -f5-6 | rev; }
	[ "$(one account_id,state,phone,work_phone,work_prohibited A,OH,,6145550101,Y)" = 'NO_CHANNEL;NO_WORK;EMAIL_BASIS,mail' ] ||
		[ "$(one account_id,state,phone,work_phone,work_prohibited A,OH,,6145550101,Y)" = 'NO_WORK;EMAIL_BASIS,mail' ]
	# Who sees call may call any number: that one must not be is told.
	[ "$(one account_id,state,phone,work_phone,work_prohibited A,OH,6145550102,6145550101,Y)" = 'NO_WORK;EMAIL_BASIS,call|mail' ]
	[ "$(one account_id,state,phone,phone_place,work_prohibited A,OH,6145550102,work,Y)" = 'NO_WORK;EMAIL_BASIS,mail' ]
	[ "$(one account_id,state,phone,phone_place,work_prohibited A,OH,6145550102,work,)" = 'EMAIL_BASIS,call|mail' ]
	[ "$(one account_id,state,email,email_place,email_basis A,OH,a@b.example,work,creditor)" = 'SMS_60D;EMAIL_WORK,call|mail' ]
	[ "$(one account_id,state,email,email_place,email_basis A,OH,a@b.example,work,consent)" = 'SMS_60D,call|email|mail' ]
}

@test "a dialer needs a consent for what may be a cell phone" {
	one() { table account_id,state,phone,phone_type,consent_cell,consent_revoked_at "$1" |
		hl-gate --as-of 2026-03-02T12:00:00Z --dial-mode "${2:-predictive}" | tail -n 1 | cut -d, -f8,9; }
	[ "$(one A,OH,6145550101,land,,)" = 'EMAIL_BASIS,call|mail' ]
	[ "$(one A,OH,6145550101,,,)" = 'EMAIL_BASIS;MANUAL_ONLY,manual|mail' ]
	[ "$(one A,OH,6145550101,cell,Y,)" = 'SMS_60D;EMAIL_BASIS,call|mail' ]
	[ "$(one A,OH,6145550101,cell,Y,2026-01-01)" = 'REVOKED;SMS_60D;EMAIL_BASIS;MANUAL_ONLY,mail' ]
	[ "$(one A,OH,6145550101,cell,, preview)" = 'SMS_60D;EMAIL_BASIS,call|mail' ]
	run -64 hl-gate --dial-mode robot <<<account_id
}

# --- the command ---

@test "rows that may not be worked are left out, set apart or kept; no byte of a row changes" {
	printf 'account_id,state,"my note",cease\r\nA,OH,"say ""hi"",\r\nthen", \r\nB,OH,007,Y\r\nC,,x,\r\n' >l
	hl-gate --as-of 2026-03-02T12:00:00Z --suppressed s -o w l
	printf 'account_id,state,"my note",cease,status,reasons,channels,next_ok,calls_left,call_from,call_to\r\n' >head
	{ cat head; printf 'A,OH,"say ""hi"",\r\nthen", ,work,SMS_60D;EMAIL_BASIS,call|mail,,7,2026-03-02T13:00:00Z,2026-03-03T02:00:00Z\r\n'; } | cmp - w
	{ sed 's/\r$/,evidence\r/' head; printf '%s\r\n' \
		'B,OH,007,Y,drop,CEASE;SMS_60D;EMAIL_BASIS,,,0,,,cease=Y;sms_last_inbound missing and number_checked_at missing;email_basis missing' \
		'C,,x,,defer,NO_TZ;SMS_60D;EMAIL_BASIS,,,0,,,no place;sms_last_inbound missing and number_checked_at missing;email_basis missing'; } | cmp - s
	hl-gate --as-of 2026-03-02T12:00:00Z l | cmp - w
	{ cat w; sed '1d; s/,[^,]*\r$/\r/' s; } | cmp - <(hl-gate --as-of 2026-03-02T12:00:00Z --all l)
	run --separate-stderr -0 hl-gate --as-of 2026-03-02T12:00:00Z -v l
	[[ $stderr == *'1 dropped, 0 held, 1 deferred'* && $stderr == *'hl-gate: CEASE 1'* ]]
}

@test "a column status of the leads stays, and ours is gate_status; other names are refused or replaced" {
	[ "$(table account_id,state,status A,OH,open | hl-gate --as-of 2026-03-02 | head -1)" = \
		account_id,state,status,gate_status,reasons,channels,next_ok,calls_left,call_from,call_to ]
	run -64 hl-gate --as-of 2026-03-02 <<<account_id,reasons
	[[ $output == *'there is a column reasons already; --replace drops it'* ]]
	table account_id,state,status A,OH,open | hl-gate --as-of 2026-03-02 >once
	hl-gate --as-of 2026-03-02 --replace once | cmp - once
}

# portfolio: leads.csv and log.csv with keys of many bytes, persons with several accounts, and promises of one second.
portfolio() {
	awk 'BEGIN { srand(3)
		key = "account-with-a-long-number-"; person = "person-with-a-long-number-"
		print "account_id,person_id,debt_group,state,phone,cell,deceased,balance" >"leads.csv"
		for (i = 0; i < 2000; i++)
			printf "%s%d,%s,%s,%s,%d5550%03d,,%s,%d\n", key, i % 1990, i % 7 ? person int(i / 3) : "", \
				i % 3 ? "D" i % 2 : "", i % 2 ? "NY" : "TX", 212 + i % 3, i % 1000, i % 50 ? "" : "yes", i % 90 >"leads.csv"
		types = split("attempt attempt attempt inbound_call payment promise promise promise_cancelled opt_out consent recalled placed", type, " ")
		results = split("busy no_answer rpc_promise vm_message mystery", result, " ")
		print "ts,account_id,type,channel,direction,result,number,place,person_id,due" >"log.csv"
		for (i = 0; i < 20000; i++) {
			a = int(rand() * 2100)
			printf "2026-0%d-%02dT1%d:00:00Z,%s%d,%s,%s,%s,%s,%s,%s,%s,2026-03-%d\n", 2 + int(rand() * 2), 1 + int(rand() * 9), \
				int(rand() * 9), key, a, type[1 + int(rand() * types)], rand() < .3 ? "sms" : "", rand() < .1 ? "in" : "", \
				result[1 + int(rand() * results)], rand() < .5 ? "2125550" 100 + a % 900 : "", rand() < .2 ? "work" : "", \
				rand() < .5 ? person int(a / 3) : "", 10 + int(rand() * 9) >"log.csv"
		}
	}'
}

@test "a log that threads share comes to the same as one that is read row by row" {
	gate() { hl-gate --as-of 2026-03-08T09:00:00Z -v --all -e log.csv "$@" leads.csv; }
	portfolio
	gate -j 1 >want 2>want.err
	grep -q 'CALLS_7IN7 [0-9][0-9]' want.err
	grep -q 'PTP_PENDING [0-9][0-9]' want.err
	for how in '-j 2' '-j 4 --block-size 4K' '-j 1 --block-size 1' '-j 8 --block-size 50K'; do
		gate $how 2>err | cmp - want
		diff want.err err
	done
}

@test "a pipe of leads is copied only where persons or debts have to be known first" {
	export TMPDIR=/nowhere
	table account_id,state A,OH B,TX >l
	table account_id,state,person_id A,OH,P B,TX,P >p
	hl-gate --as-of 2026-03-02 --all l >want
	cat l | hl-gate --as-of 2026-03-02 --all | cmp - want
	cat l | hl-gate --as-of 2026-03-02 --all - | cmp - want
	cat p | run -73 hl-gate --as-of 2026-03-02 --all
	hl-gate --as-of 2026-03-02 --all p >want
	TMPDIR=. hl-gate --as-of 2026-03-02 --all < <(cat p) | cmp - want
}

@test "the same bytes for any number of threads, any blocks, from a pipe or a file, with persons or without" {
	gate() { hl-gate --as-of 2026-03-02T09:00:00Z -e "$root/examples/events.csv" -v --suppressed s "$@"; }
	for columns in 1- 1,3-; do
		cut -d, -f$columns <(sed 's/"[^"]*"/x/g' "$root/examples/accounts.csv") >l
		gate -j 1 l >want 2>want.err
		mv s want.s
		for how in '-j 2' '-j 8 --block-size 1' '-j 3 --block-size 5000'; do
			gate $how l 2>err | cmp - want
			cmp s want.s
			diff want.err err
			cat l | gate $how 2>err | cmp - want
			diff want.err err
		done
	done
}

@test "bad rows are told or set aside, and nothing is written beside them" {
	table account_id,state A,OH ,OH B,OH,x >l
	run -65 hl-gate --as-of 2026-03-02 --suppressed s -o w l
	[[ $output == *'l:3:'*'the key is missing'* && $output == *'l:4:'* ]]
	[ ! -e s ] && [ ! -e w ]
	run --separate-stderr -0 hl-gate --as-of 2026-03-02 --rejects r --max-rejects 2 l
	[ "${#lines[@]}" = 2 ]
	printf 'ts,account_id,type,channel\n2026-03-01,A,attempt,fax\nsoon,A,attempt,call\nsoon,A,note,\n' >e
	run -65 hl-gate --as-of 2026-03-02 -e e <<<account_id
	[[ $output == *'e:2:'*'channel: a channel is call, sms, email, mail or web'* && $output == *'e:3:1: ts:'* && $output != *'e:4:'* ]]
}

# --- results ---

# left LOG-LINE ...: how many calls are left after calls of account A with these results.
left() {
	table ts,account_id,type,result >e.csv
	for result in "$@"; do echo "2026-03-02T12:00:00-05:00,A,attempt,$result" >>e.csv; done
	table rule,action PATTERN,off >off.csv
	table account_id,tz A,ET | hl-gate --as-of 2026-03-02T23:00:00Z -e e.csv -r off.csv --all "${options[@]}" | tail -n 1 | cut -d, -f7
}

@test "codes of a dialer are results by a table, those of NICE and VICIdial in any case" {
	options=(--results "$root/examples/rules/results-vicidial.csv")
	[ "$(left NA N AL)" = 4 ]
	[ "$(left B AB dc adc AFAX)" = 7 ]
	[ "$(left no_answer busy)" = 6 ]
	[ "$(left NI)" = 0 ]
	options=(--results "$root/examples/rules/results-nice.csv")
	[ "$(left 20 12 15 18 22 26)" = 5 ]
	[ "$(left 7)" = 0 ]
	for table in nice vicidial; do
		hl-gate --results "$root/examples/rules/results-$table.csv" --as-of 2026-03-02 <<<account_id
	done
}

@test "a code may count differently from its result, and a result itself, too" {
	table code,result,attempt,regf,contact,rpc,conversation answered_hangup,answered_hangup,,,,,1 \
		QUIET,no_answer,,0,,, >r.csv
	options=(--results r.csv)
	[ "$(left answered_hangup)" = 0 ]
	[ "$(left QUIET quiet no_answer)" = 6 ]
}

@test "results that nobody knows are counted, and told once each with their number" {
	run -0 left ZAP no_answer zip ZAP ''
	[[ $output == *'unknown result: ZAP (2 calls, counted)'*'unknown result: zip (1 call, counted)'*2 ]]
	options=(--unknown-result error)
	run left no_answer ZAP
	[[ $output == *"e.csv:3:"*"result: nobody knows this result"* ]]
	[ "$(left no_answer '')" = 5 ]
	run -64 hl-gate --unknown-result drop <<<account_id
	[[ $output == *'--unknown-result: drop is neither attempt nor error'* ]]
}

@test "all mistakes of a table of results are told, with the result that was meant" {
	table code,result,regf NA,no_anser, B,busy,maybe ,busy, b2,busy, B2,fax, >r.csv
	run -65 hl-gate --results r.csv --as-of 2026-03-02 <<<account_id
	[[ $output == *'r.csv:2:'*'is it "no_answer"?'* && $output == *'r.csv:3:'*'1 or 0'* ]]
	[[ $output == *'r.csv:4:'*'a code is'* && $output == *'r.csv:6:'*'there already'* ]]
}

# --- what the second implementation found ---

# verdict COLUMNS CELLS [OPTION ...]: status and the cells behind it, on 2026-03-10 in New York.
verdict() {
	table "account_id,tz,$1" "A,ET,$2" | hl-gate --as-of 2026-03-10T20:00:00Z --tz America/New_York --all "${@:3}" | tail -n 1 |
		cut -d, -f$(($(tr -cd , <<<"$1" | wc -c) + 4))- | sed -E 's/;?(SMS_60D|EMAIL_BASIS)//g; s/,;/,/'
}

@test "a conversation ends the consent to calls at once, one before the window, too" {
	calls A 2026-03-10T10:00:00-04:00 rpc_no_result
	[[ $(verdict prior_call_consent_at 2026-03-08 -e e.csv) == work,CONV_COOLDOWN,*2026-03-17,0* ]]
	# The talk on the 2nd ended it: what was called on the 4th counts.
	calls A 2026-03-02T10:00:00-05:00 rpc_no_result $(for m in 1 2 3 4 5 6 7; do echo 2026-03-04T10:0$m:00-05:00 no_answer; done)
	[[ $(verdict prior_call_consent_at 2026-03-01 -e e.csv) == defer,CALLS_7IN7* ]]
	[[ $(verdict prior_call_consent_at,consent_revoked_at 2026-03-08,2026-03-10 -e e.csv) == defer,CALLS_7IN7* ]]
	[[ $(verdict prior_call_consent_at 2026-03-08 -e e.csv) == work,* ]]
}

@test "bankruptcy filed again, disputes after the verification, a consent after it was revoked, a minor's date of birth" {
	while IFS='|' read -r columns cells want; do
		got=$(verdict "$columns" "$cells" | cut -d, -f1,2)
		[ "$got" = "$want" ] || { echo "$columns=$cells: $got, not $want"; false; }
	done <<-'END'
		bk_filed,bk_dismissed|2026-02-01,2025-05-05|drop,BANKRUPT;BK_DISMISSED
		bk_filed,bk_dismissed|2025-02-01,2025-05-05|work,BK_DISMISSED
		bk_filed,bk_dismissed|2025-02-01,no|drop,BANKRUPT
		bk_filed,bk_dismissed|2025-02-01,soon|drop,BANKRUPT;BAD_FLAG;BK_DISMISSED
		bk_chapter|7|drop,BANKRUPT
		dispute,dispute_date,verified_date|Y,2026-03-01,2026-02-01|hold,DISPUTE
		dispute,dispute_date,verified_date|Y,2026-02-01,2026-03-01|work,
		dispute,dispute_date,verified_date|,2026-03-01,|hold,DISPUTE
		dispute,dispute_date,verified_date|Y,2026-02-01,2026-03-11|hold,DISPUTE
		cease,cease_date|,2026-03-01|drop,CEASE
		consent_at,consent_revoked_at|2026-01-01,2026-02-01|work,REVOKED
		consent_at,consent_revoked_at|2026-02-02,2026-02-01|work,
		dob|2008-03-11|drop,MINOR
		dob|2008-03-10|work,
		dob|2008-03-09|work,
		prior_call_consent_until|soon|hold,BAD_FLAG
		attorney,attorney_unresponsive|N,maybe|hold,BAD_FLAG
	END
}

@test "an end is told when all that holds has one; closed days of several rules; gaps without hours" {
	[[ $(verdict bs_type,bs_start,fraud std,2026-03-01,) == work* ]]
	table rule,when,action,until X,'x is 1',hold,'+ 3d' Y,'y is 1',hold, >r.csv
	[[ $(verdict x,y 1,0 -p none -r r.csv) == hold,X,,2026-03-13,* ]]
	[[ $(verdict x,y 1,1 -p none -r r.csv) == 'hold,X;Y,,,'* ]]
	table rule,open,close,sat,sun,holiday A,09:00,17:00,,closed, B,09:00,17:00,,,closed >r.csv
	table date 2026-03-09 >h.csv
	[[ $(table account_id,tz A,ET | hl-gate -p none -r r.csv --holidays h.csv --as-of 2026-03-08T15:00:00Z --all) == \
		*'defer,NO_CHANNEL;A,,2026-03-10,'* ]]
	table rule,action,gap GAP,defer,14h >r.csv
	calls A 2026-03-09T22:00:00-04:00 busy
	[ "$(verdict x '' -p none -r r.csv -e e.csv)" = work,,'call|sms|email|mail',,,2026-03-10T12:00:00-04:00,2026-03-11T00:00:00-04:00 ]
	calls A 2026-03-10T12:00:00-04:00 busy
	[ "$(verdict x '' -p none -r r.csv -e e.csv)" = defer,GAP,'sms|email|mail',2026-03-11,,, ]
}

@test "rules with conditions and hours, and limits of a person, are asked only while the conditions hold" {
	table rule,when,open,close LATE,'x is 1',12:00,13:00 >r.csv
	[[ $(verdict x 0 -r r.csv) == *T08:00:00-04:00,2026-03-10T21:00:00-04:00 ]]
	[[ $(verdict x 1 -r r.csv) == *T12:00:00-04:00,2026-03-10T13:00:00-04:00 ]]
	table rule,when,scope,max,action FEW,'x is 1',person,3,hold >r.csv
	[[ $(verdict person_id,x P,1 -r r.csv) == work,,* ]]
}

@test "an opt-out of a number is taken back by a later consent of it; the type is that of the phone alone" {
	table ts,account_id,type,channel,number 2026-03-01T09:00:00Z,X,opt_out,call,6145550101 \
		2026-03-02T09:00:00Z,X,consent,call,6145550101 >e.csv
	[[ $(verdict phone 6145550101 -e e.csv) == 'work,,call|mail'* ]]
	[[ $(verdict phone,phone_type,work_phone ,cell,6145550101) == 'work,,call|mail'* ]]
	[[ $(verdict phone,phone_type,cell,consent_cell 6145550101,land,6145550102, --dial-mode predictive) == *MANUAL_ONLY* ]]
	# A zone that is none of the state's: both. A number of either phone counts.
	[[ $(verdict state CA) == *T11:00:00-04:00,2026-03-10T21:00:00-04:00 ]]
	[[ $(verdict phone,cell 2125550101,2135550101) == *T11:00:00-04:00,2026-03-10T21:00:00-04:00 ]]
}

@test "a column that tables of rules and results do not have is told with the nearest; notes say nothing" {
	gate() { hl-gate -q --as-of 2026-03-02T09:00:00Z "$@"; }
	table account_id A >l
	table 'rule,action,channels,wehn,maxx,Notes,,cite,juris,quota' 'A,warn,call,account_id present,3,x,,c,US,1' >r.csv
	run -65 gate -r r.csv l
	[ "${lines[0]}" = 'hl-gate: r.csv:1:22: wehn: a table of rules has no such column; is it "when"?' ]
	[ "${lines[1]}" = 'hl-gate: r.csv:1:27: maxx: a table of rules has no such column; is it "max"?' ]
	[[ $output == *'r.csv:1:'*': quota: a table of rules has no such column (one that is called note says nothing)'* ]]
	[[ $output != *Notes* && $output != *cite* && $output != *juris* ]]
	table code,result,regff,description X,no_answer,1,none >codes
	run -65 gate --results codes l
	[ "$output" = 'hl-gate: codes:1:13: regff: a table of results has no such column; is it "regf"?' ]
	for rules in "$BATS_TEST_DIRNAME"/../examples/rules/u*.csv; do
		gate --check -r "$rules" l
	done
}
