# hl-gate: what exports of the field write into headers, cells and logs is read, or told.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-gate >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

table() { printf '%s\n' "$@"; }

# verdict COLUMNS CELLS [OPTION ...]: status and the cells behind it of a lead in New York, on 2026-03-04.
verdict() {
	table "account_id,person_id,tz,number_checked_at,email_basis,$1" "A,P,ET,2026-03-01,consent,$2" |
		hl-gate --as-of 2026-03-04T23:00:00Z --tz America/New_York --all "${@:3}" 2>err | tail -n 1 |
		cut -d, -f$(($(tr -cd , <<<"$1" | wc -c) + 7))-
}

# check [OPTION ...]: lines COLUMNS|CELLS|STATUS,REASONS of the standard input.
check() {
	while IFS='|' read -r columns cells want; do
		got=$(verdict "$columns" "$cells" "$@" | cut -d, -f1,2)
		[ "$got" = "$want" ] || { echo "$columns=$cells: $got, not $want"; return 1; }
	done
}

# --- headers ---

@test "a column is found however its name is spelled, and what cannot be told apart is an error" {
	check <<-'END'
		Cease|Y|drop,CEASE
		BK Status|filed|drop,BANKRUPT
		Deceased|Y|drop,ESTATE
		Opt Out Sms,Cell|Y,6145550101|work,OPTOUT_SMS
		Debt Class,validation_sent|commercial,|work,
		Date of Death|2024-01-01|drop,ESTATE
		DNC|1|work,OPTOUT_CALL
		IsDeceased|true|drop,ESTATE
		On-Plan|Y|hold,ON_PLAN
	END
	run -65 hl-gate --as-of 2026-03-02 <<<'account_id,Cease,CEASE'
	[[ $output == *'both Cease and CEASE could be cease: say --map cease=Cease' ]]
	run -65 hl-gate --as-of 2026-03-02 <<<'account_id,Disputed,Is Disputed'
	[[ $output == *'both Disputed and Is Disputed could be dispute'* ]]
	# The very name needs no guess.
	hl-gate --as-of 2026-03-02 <<<'account_id,cease,CEASE'
	run -0 hl-gate --as-of 2026-03-02 --check --explain-map <<<'account_id,Opt-Out SMS'
	[[ $output == *'opt_out_sms is Opt-Out SMS'* ]]
}

@test "columns of the log and of tables are found the same way, of a Number beside the Account ID, too" {
	table 'TS,Account ID,TYPE,Number,Result' 2026-03-02T15:00:00Z,A,attempt,6145550101,rpc_no_result >e.csv
	[[ $(verdict state OH -e e.csv) == work,CONV_COOLDOWN,* ]]
	table 'Rule,Action,When' 'OURS,hold,Odd Thing is yes' >r.csv
	[[ $(verdict odd_thing Y -p none -r r.csv) == hold,OURS,* ]]
	table Code,Result,RegF QUIET,no_answer,0 >r.csv
	table ts,account_id,type,result 2026-03-02T15:00:00Z,A,attempt,QUIET >e.csv
	[[ $(verdict state OH -e e.csv --results r.csv) == work,,*,7,2026* ]]
	[ "$(table 'Account ID,Last Pay Date' A,2026-01-02 B,2026-01-01 | hl-rank -k last_pay_date:d)" = "$(
		table 'Account ID,Last Pay Date' B,2026-01-01 A,2026-01-02)" ]
}

# --- the log ---

@test "the words of logs: directions, channels and types in any case; what is none is told" {
	log() { table ts,account_id,type,channel,direction,result "$@" >e.csv; }
	for word in in inbound I Incoming; do
		log "2026-03-02T15:00:00Z,A,Attempt,call,$word,rpc_no_result"
		[[ $(verdict phone 6145550101 -e e.csv) == work,CONV_COOLDOWN,mail,*2026-03-09* || $(verdict phone 6145550101 -e e.csv) == work,CONV_COOLDOWN,* ]]
		# Who called has used up none of our calls, and none of the day's.
		log "2026-03-04T15:00:00Z,A,attempt,call,$word,no_answer"
		[[ $(verdict phone 6145550101 -e e.csv) == work,,*,7,* ]]
	done
	for channel in phone VOICE call ''; do
		log "2026-03-04T15:00:00Z,A,ATTEMPT,$channel,Outbound,no_answer"
		[[ $(verdict phone 6145550101 -e e.csv) == work,,*,6,* ]]
	done
	log 2026-03-04T15:00:00Z,A,attempt,web,out,x 2026-03-04T15:00:00Z,A,attempt,letter,out, 2026-03-04T15:00:00Z,A,attempt,text,out,
	[[ $(verdict phone 6145550101 -e e.csv) == work,,*,7,* ]]
	log 2026-03-04T15:00:00Z,A,opt_out,text,, 
	[[ $(verdict cell 6145550101 -e e.csv) == work,OPTOUT_SMS,* ]]
	log 2026-03-04T15:00:00Z,A,opt_out,web,,
	[[ $(verdict cell 6145550101 -e e.csv) == hold,*OPTOUT_CALL*OPTOUT_MAIL* ]]
	log 2026-03-04T15:00:00Z,A,attempt,call,sideways,no_answer 2026-03-04T15:00:00Z,A,attempt,fax,,
	run -65 hl-gate --as-of 2026-03-04T23:00:00Z -e e.csv <<<account_id
	[[ $output == *'e.csv:2:37: direction: a direction is in or out'* && $output == *'e.csv:3:'*'call, sms, email, mail or web'* ]]
}

@test "a call that a promise came of is pending until its day" {
	table ts,account_id,type,result,due 2026-03-02T15:00:00Z,A,attempt,rpc_promise,2026-03-10 >e.csv
	[[ $(verdict state OH -e e.csv) == 'defer,PTP_PENDING;CONV_COOLDOWN,,2026-03-10,'* ]]
	table ts,account_id,type,result,due 2026-03-01T15:00:00Z,A,promise,,2026-03-12 2026-03-02T15:00:00Z,A,attempt,rpc_promise, >e.csv
	[[ $(verdict state OH -e e.csv) == 'defer,PTP_PENDING;CONV_COOLDOWN,,2026-03-12,'* ]]
	table ts,account_id,type,due 2026-03-02T15:00:00Z,A,promise,0000-00-00 >e.csv
	[[ $(verdict state OH -e e.csv) == work,,* ]]
}

@test "events later than the run, or than the day of the work, do not count: told, or set aside" {
	table ts,account_id,type,result 2026-03-05T15:00:00Z,A,attempt,rpc_no_result 2026-03-02T15:00:00Z,A,attempt,no_answer >e.csv
	for how in '--as-of 2026-03-04T23:00:00Z' '--as-of 2026-03-06T00:00:00Z --for 2026-03-04'; do
		table account_id,person_id,tz A,P,ET >l.csv
		run --separate-stderr -0 hl-gate $how --tz America/New_York -e e.csv l.csv
		[[ ${lines[1]} == A,P,ET,work,'SMS_60D;EMAIL_BASIS',* && $stderr == *'1 events later than the run do not count (FUTURE_EVENT)' ]]
		run --separate-stderr -0 hl-gate $how --tz America/New_York -e e.csv --rejects r.csv l.csv
		[[ ${lines[1]} == A,P,ET,work,'SMS_60D;EMAIL_BASIS',* && $stderr != *'do not count'* ]]
		[[ $(tail -n 1 r.csv) == *2026-03-05T15:00:00Z*FUTURE_EVENT* || $(cat r.csv) == *FUTURE_EVENT* ]]
	done
	run -65 hl-gate --as-of 2026-03-04T23:00:00Z -e e.csv --rejects r.csv --max-rejects 0 l.csv
}

@test "--unknown-result has the words attempt and error" {
	table ts,account_id,type,result 2026-03-04T15:00:00Z,A,attempt,ZAP >e.csv
	[[ $(verdict state OH -e e.csv --unknown-result attempt) == work,,*,6,* ]]
	run -64 hl-gate --unknown-result count <<<account_id
}

# --- numbers and addresses ---

@test "who opts out opts out a number or an address, whoever has it" {
	out() { hl-gate --as-of 2026-03-04T12:00:00Z --all "$@" -r off.csv - 2>err | sed 1d | cut -d, -f1,7-9 | tr '\n' ' '; }
	table rule,action SMS_60D,off EMAIL_BASIS,off >off.csv
	table account_id,state,cell,email,opt_out_sms,opt_out_email A,OH,6145550101,Ann@b.example,Y, 'B,OH,+1 614-555-0101,c@b.example,,' \
		C,OH,6145550102,ann@B.example,N,Y >l
	for how in '-j 1' '-j 3 --block-size 1'; do
		[ "$(out $how <l)" = 'A,work,OPTOUT_EMAIL;OPTOUT_SMS,call|mail B,work,OPTOUT_SMS,call|email|mail C,work,OPTOUT_EMAIL,call|sms|mail ' ]
		[ "$(cat l | out $how)" = "$(out $how <l)" ]
	done
	table account_id,state,phone,work_phone,do_not_call A,OH,6145550101,,1 B,OH,6145550101,6145550103, C,OH,6145550101,, >l
	[ "$(hl-gate --as-of 2026-03-04T12:00:00Z --all -r off.csv l 2>err | sed 1d | cut -d, -f1,6-8 | tr '\n' ' ')" = \
		'A,work,OPTOUT_CALL,email|mail B,work,OPTOUT_CALL,call|email|mail C,work,OPTOUT_CALL,email|mail ' ]
	table rule,action OPTOUT_CALL,off >off2.csv
	[[ $(hl-gate --as-of 2026-03-04T12:00:00Z --all -r off2.csv l 2>err) != *OPTOUT_CALL* ]]
}

@test "what the consumer said is told even of a channel that is not there; what is only missing is not" {
	check <<-'END'
		phone,phone_type,opt_out_sms|6145550101,land,Y|work,OPTOUT_SMS
		email,opt_out_email|,Y|work,OPTOUT_EMAIL
		phone,phone_type|6145550101,land|work,
	END
	[[ $(table account_id,state,phone,phone_type,email A,OH,6145550101,land, | hl-gate --as-of 2026-03-04T12:00:00Z -q) == *,work,,* ]]
}

# --- cells ---

@test "dates that stand for none are blank, in the order of --date, too" {
	for date in 00000000 0000-00-00 1900-01-01 1753-01-01 9999-12-31 '1900-01-01 00:00:00' 1900-01-01T00:00:00Z; do
		for column in bk_filed dod cease_date attorney_since dispute_date bk_discharged sol_date consent_revoked_at bs_end; do
			got=$(verdict "$column,phone" "$date,6145550101" | cut -d, -f1,2)
			[ "$got" = work, ] || { echo "$column=$date: $got"; false; }
		done
	done
	[[ $(verdict bk_filed 01/01/1753 --date mdy) == work,,* && $(verdict bk_filed 31.12.9999 --date dmy) == work,,* ]]
	[[ $(verdict bk_filed 31.12.9999 --date mdy) == drop,* ]]
	[[ $(verdict balance 00000000) == drop,PAID* ]]
	[[ $(verdict dod N) == work,,* && $(verdict dod soon) == drop,ESTATE* ]]
}

@test "windows that were asked for: other separators, 9:00, and over midnight; the longest piece is told" {
	window() { verdict no_time_windows "\"$1\"" | rev | cut -d, -f1-2 | rev | sed -E 's/2026-03-0[45]T|:00-05:00//g'; }
	[ "$(window '9:00-12:00')" = 12:00,21:00 ]
	[ "$(window '20:00-09:00')" = 09:00,20:00 ]
	[ "$(window '08:00-09:00;20:00-21:00')" = 09:00,20:00 ]
	[ "$(window '8:00-9:00, 20:00-21:00')" = 09:00,20:00 ]
	[ "$(window '12:00-13:00|18:00-21:00')" = 13:00,18:00 ]
	[[ $(verdict no_time_windows '9am-12') == hold,BAD_FLAG,* && $(verdict no_time_windows 09:00-09:00) == hold,BAD_FLAG,* ]]
	[[ $(verdict phone,phone_place,no_places '6145550101,work,"work;other"') == *,INCONVENIENT,'email|mail'* ]]
}

@test "a zone as an offset from UTC is one without summer time, which is told" {
	for tz in -05:00 -5 -5.00 UTC-5 -0500 'GMT -05:00'; do
		[[ $(table account_id,person_id,gmt_offset_now "A,P,$tz" | hl-gate --as-of 2026-07-06T12:00:00Z 2>err) == \
			*,2026-07-06T13:00:00Z,2026-07-07T02:00:00Z ]] || { echo "$tz"; false; }
		[[ $(cat err) == *'tz: 1 of the zones are offsets from UTC'* ]]
	done
	[[ $(table account_id,tz A,+5.50 | hl-gate --as-of 2026-07-06T00:00:00Z) == *,2026-07-06T02:30:00Z,* ]]
	[[ $(table account_id,tz A,-5x B,-15 C,5 | hl-gate --as-of 2026-07-06T00:00:00Z --all) != *,work,* ]]
}

@test "countries by their names; the countries of the kingdom are in it" {
	table rule,match,action,when R,country:GB,hold,'x is 1' S,country:GB-SCT,hold,'x is 1' U,country:US,hold,'x is 1' >r.csv
	while IFS='|' read -r country want; do
		got=$(table account_id,country,tz,x "A,$country,ET,1" | hl-gate -p none -r r.csv --as-of 2026-03-02 --all | tail -n 1 | cut -d, -f5,6)
		[ "$got" = "$want" ] || { echo "$country: $got"; false; }
	done <<-'END'
		GB|hold,R
		GBR|hold,R
		uk|hold,R
		United Kingdom|hold,R
		GB-ENG|hold,R
		GB-WLS|hold,R
		GB-SCT|hold,R;S
		Scotland|hold,R;S
		USA|hold,U
		United States|hold,U
		FR|work,
	END
	for country in GB-SCT GB-NIR GBR 'United Kingdom'; do
		[[ $(table account_id,country "A,$country" | hl-gate -p uk --as-of 2026-03-02T12:00:00Z) == *,work,* ]]
	done
}

# --- the command ---

@test "leads without person_id are told once; -q silences" {
	run --separate-stderr -0 hl-gate --as-of 2026-03-02 <<<account_id
	[ "$stderr" = 'hl-gate: warning: the leads have no person_id: each account is a person of its own' ]
	run --separate-stderr -0 hl-gate -q --as-of 2026-03-02 <<<account_id
	[ -z "$stderr" ]
	run --separate-stderr -0 hl-gate --as-of 2026-03-02 <<<account_id,Packet
	[ -z "$stderr" ]
}

@test "--print-profile prints the rules of a profile, which can be read again" {
	for profile in us uk; do
		hl-gate --print-profile -p $profile -o r.csv
		table account_id,tz,cease A,ET,Y | hl-gate -q -p none -r r.csv --as-of 2026-03-02 --all >got
		table account_id,tz,cease A,ET,Y | hl-gate -q -p $profile --as-of 2026-03-02 --all | cmp - got
	done
	run -64 hl-gate --print-profile -p moon
}
