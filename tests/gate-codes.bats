# Codes of hl-gate: what a lead's cells come to, column by column and word by word.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-gate >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

# verdict COLUMNS CELLS [OPTION ...]: status, reasons, channels, next_ok of a lead on 2026-03-10 in New York, without
# the reasons that every lead of the table has.
verdict() {
	printf 'account_id,tz,number_checked_at,email_basis,marketing_consent,%s\nA,ET,2026-03-01,consent,Y,%s\n' "$1" "$2" |
		hl-gate --as-of 2026-03-10T20:00:00Z --tz America/New_York --all -q "${@:3}" | tail -n 1 |
		cut -d, -f$(($(tr -cd , <<<"$1" | wc -c) + 7))-$(($(tr -cd , <<<"$1" | wc -c) + 10))
}

# each [OPTION ...]: lines of COLUMNS|CELLS|WANT on the standard input, of WANT as much as is said.
each() {
	local columns cells want got bad=0
	while IFS='|' read -r columns cells want; do
		got=$(verdict "$columns" "$cells" "$@")
		[[ $got == "$want"* ]] || { echo "$columns=$cells: $got, not $want"; bad=1; }
	done
	return $bad
}

@test "us: statuses of the leads, in any case" {
	while read -r want words; do
		for word in $words; do
			printf 'status|%s|%s\n' "$word" "$want"
		done
	done >cases <<-'END'
		work,, open NEW active working LEAD FEE_VIEWED
		drop,PAID, paid Settled PAID_IN_FULL settled_in_full fully_paid pif SIF
		drop,RECALLED, recalled RETURNED
		drop,CLOSED, closed Cancelled canceled inactive archived
		drop,DUP, duplicate DUP
		drop,CEASE, cease ceased cease_and_desist do_not_contact
		drop,ATTY, attorney atty represented
		drop,BANKRUPT, bankrupt Bankruptcy BK
		drop,ESTATE, deceased estate probate
		hold,LEGAL, legal litigation judgment suit
		hold,FRAUD, fraud identity_theft
		hold,INCARC, incarcerated
		hold,DISPUTE, dispute disputed
		hold,ON_PLAN, plan on_plan payment_plan arrangement
		hold,PDC, pdc post_dated
	END
	each <cases
}

@test "us: flags in every spelling, and what is none" {
	for column in cease:drop,CEASE refuse_written:drop,CEASE attorney:drop,ATTY deceased:drop,ESTATE minor:drop,MINOR \
		duplicate:drop,DUP dispute:hold,DISPUTE scra:hold,SCRA fraud:hold,FRAUD incarcerated:hold,INCARC \
		litigation:hold,LEGAL on_plan:hold,ON_PLAN pdc:hold,PDC opt_out_call:work,OPTOUT_CALL opt_out_sms:work,OPTOUT_SMS \
		opt_out_email:work,OPTOUT_EMAIL opt_out_mail:work,OPTOUT_MAIL do_not_call:work,OPTOUT_CALL; do
		for yes in Y y 1 T true TRUE yes X; do echo "${column%:*}|$yes|${column#*:},"; done
		for no in N n 0 F false no ''; do echo "${column%:*}|$no|work,,"; done
		for bad in maybe 2 2026-01-01 yess; do echo "${column%:*}|$bad|hold,BAD_FLAG,"; done
	done | each
}

@test "us: duplicates, plans, post-dated payments, promises, leads worked on the day, relations" {
	each <<-'END'
		duplicate_of|A77|drop,DUP,,
		duplicate_of|N|work,,
		on_plan,plan_next_due|Y,2026-03-20|defer,ON_PLAN,,2026-03-20
		on_plan,plan_next_due|Y,2026-03-10|work,,
		on_plan,plan_next_due|N,2026-03-20|work,,
		plan_status,plan_next_due|current,2026-03-20|defer,ON_PLAN,,2026-03-20
		plan_status,plan_next_due|broken,2026-03-20|work,,
		pdc_date|2026-03-15|defer,PDC,,2026-03-15
		pdc,pdc_date|Y,2026-03-09|work,,
		promise_due|2026-03-12|defer,PTP_PENDING,,2026-03-12
		promise_due|2026-03-10|work,,
		last_worked|2026-03-10|defer,WORKED_TODAY,,2026-03-11
		last_worked|2026-03-09|work,,
		relation|mother|drop,LOCATION,,
		relation|Spouse|work,,
		opt_out_at|2026-03-01|hold,NO_CHANNEL;OPTOUT,,
		opt_out_at,opt_out_sms|2026-03-01,Y|work,OPTOUT_SMS,call|email|mail,
	END
}

@test "us: bankruptcies, judgments and validation as days, as yes or no" {
	each <<-'END'
		bk_filed|Y|drop,BANKRUPT,
		bk_filed|N|work,,
		bk_discharged|N|work,,
		bk_discharged|1|drop,BANKRUPT,
		bk_status|Active|drop,BANKRUPT,
		bk_status|0|work,,
		bk_status|Discharged|drop,BANKRUPT,
		bk_status,bk_dismissed|Discharged,2025-01-01|drop,BANKRUPT;BK_DISMISSED,
		bk_chapter|13|drop,BANKRUPT,
		bk_chapter|none|work,,
		bk_filed,bk_dismissed|2025-01-01,Y|work,BK_DISMISSED,
		bk_filed,bk_dismissed|2025-01-01,2025-06-01|work,BK_DISMISSED,
		bk_filed,bk_dismissed|2025-01-01,N|drop,BANKRUPT,
		bk_filed,bk_status|2025-01-01,dismissed|work,BK_DISMISSED,
		bk_filed,bk_status|2025-01-01,none|drop,BANKRUPT,
		bk_filed,bk_dismissed|soon,|drop,BANKRUPT;BAD_FLAG,
		judgment|N|work,,
		judgment|2024-04-04|hold,LEGAL,
		dod|N|work,,
		deceased,dod|N,2025-01-01|drop,ESTATE,
		consent_revoked_at|2026-01-01|work,REVOKED,email|mail,
		consent_revoked_at|N|work,,
		consent_revoked_at,consent_at|2026-01-01,2026-02-01|work,,
	END
}

@test "us: validation information is due after three days, and holds after five" {
	for n in 2 3 4 5; do
		printf 'ts,account_id,type,result\n2026-03-%02dT15:00:00Z,A,attempt,vm_message\n2026-03-%02dT15:00:00Z,A,attempt,rpc_refused\n' \
			$((10 - n)) $((10 - n)) >e.csv
		printf 'rule,action\nCONV_COOLDOWN,off\n' >off.csv
		verdict validation_sent "" -e e.csv -r off.csv
		verdict validation_sent N -e e.csv -r off.csv
		verdict validation_sent 2026-03-09 -e e.csv -r off.csv | cut -d, -f1,2
		verdict validation_sent,collector_role ,creditor -e e.csv -r off.csv | cut -d, -f1,2
	done | cut -d, -f1,2 | tr '\n' ' ' | diff - <(echo -n 'work, work, work, work, work,VALIDATION_DUE work,VALIDATION_DUE work, work,' \
		'work,VALIDATION_DUE work,VALIDATION_DUE work, work, hold,VALIDATION_DUE hold,VALIDATION_DUE work, work, ')
}

@test "a minor is of age on the eighteenth birthday, one of a leap day on the first of March" {
	each <<-'END'
		dob|2008-03-11|drop,MINOR,
		dob|2008-03-10|work,,
		dob|2009-03-09|drop,MINOR,
	END
	born() { printf 'account_id,tz,dob\nA,ET,2008-02-29\n' | hl-gate --as-of "$1T12:00:00Z" --all | tail -n 1 | cut -d, -f4; }
	[ "$(born 2026-02-28)" = drop ] && [ "$(born 2026-03-01)" = work ]
}

@test "numbers: dead ones, places that are not wanted, lists of those that must not be called" {
	each <<-'END'
		phone|2125550101|work,,call|email|mail,
		phone|0000000000|work,BAD_PHONE,email|mail,
		phone|555|work,BAD_PHONE,email|mail,
		phone|NONPUB|work,BAD_PHONE,email|mail,
		phone,phone_status|2125550101,disconnected|work,BAD_PHONE,email|mail,
		phone,phone_status|2125550101,WRONG|work,BAD_PHONE,email|mail,
		phone,phone_status|2125550101,good|work,,call|email|mail,
		phone,phone_place,no_places|2125550101,home,home|work,INCONVENIENT,email|mail,
		phone,phone_place,no_places|2125550101,home,work|work,,call|email|mail,
		phone,work_phone,no_places|2125550101,2125550102,Work|work,INCONVENIENT,call|email|mail,
		no_places|moon|hold,BAD_FLAG,
		email,email_place,no_places|a@b.example,work,work|work,INCONVENIENT,
	END
	printf 'phone_number\n212-555-0101\n16145550102\n' >dnc.txt
	each --dnc dnc.txt <<-'END'
		phone|(212) 555-0101|work,DNC,email|mail,
		phone,cell|2125550101,+1 212 555 0199|work,DNC,call|sms|email|mail,
		phone|6145550103|work,,call|email|mail,
	END
	echo '+44 20 7946 0000' >dnc.txt
	each --dnc dnc.txt <<-'END'
		phone|+44 (0)20 7946 0000|work,DNC,email|mail,
		phone|+44 20 7946 0001|work,,call|email|mail,
	END
	printf '2125550101\nsoon\n42\n' >dnc.txt
	run -65 hl-gate --dnc dnc.txt --as-of 2026-03-10 <<<account_id,phone
	[[ $output == *'dnc.txt:2:'*'seven digits'* && $output == *'dnc.txt:3:'* ]]
	echo 2125550101 >dnc.txt
	run -64 hl-gate --dnc dnc.txt --as-of 2026-03-10 <<<account_id,name
	[[ $output == *'--dnc: the leads have none of the columns'* ]]
}

@test "what a rule of the person asks and cannot be read holds all leads of the person" {
	held() {
		printf 'account_id,person_id,tz,%s\nA,P,ET,%s\nB,P,ET,\nC,Q,ET,\nD,,ET,\n' "$1" "$2" |
			hl-gate --as-of 2026-03-10T20:00:00Z --all | sed 1d | cut -d, -f5,6 | sed -E 's/;?(SMS_60D|EMAIL_BASIS)//g; s/,;/,/' | tr '\n' ' '
	}
	[ "$(held deceased maybe)" = 'hold,BAD_FLAG hold,BAD_FLAG work, work, ' ]
	[ "$(held dob soon)" = 'hold,BAD_FLAG hold,BAD_FLAG work, work, ' ]
	# Of one debt alone.
	[ "$(held cease maybe)" = 'hold,BAD_FLAG work, work, work, ' ]
	[ "$(held consent_revoked_at 2026-01-01)" = 'work,REVOKED work,REVOKED work, work, ' ]
	[ "$(held bk_status dismissed)" = 'work,BK_DISMISSED work,BK_DISMISSED work, work, ' ]
}

@test "uk: breathing space by its kind, moratorium, plans that are made, stop rules" {
	each -p uk <<-'END'
		bs_start|2026-03-01|hold,BREATHING,,2026-04-30
		bs_type,bs_start|standard,2026-01-10|hold,BREATHING,,2026-03-11
		bs_type,bs_start|std,2026-01-09|work,,
		bs_type,bs_start,bs_end|std,2026-03-01,2026-03-20|hold,BREATHING,,2026-03-20
		bs_type,bs_start,bs_end|std,2026-01-01,2026-03-10|work,,
		bs_type,bs_start|mhc,2025-01-01|hold,BREATHING,,
		bs_type,bs_start|crisis,2025-01-01|hold,BREATHING,,
		country,bs_start|GB-SCT,2025-09-11|hold,MORATORIUM,,2026-03-11
		country,bs_start|GB-SCT,2025-09-10|work,,
		plan_since|2026-02-20|defer,PLAN_30D,,2026-03-22
		plan_since|2026-02-08|work,,
		vulnerable|Y|hold,VULN,
		cease|Y|drop,STOP_REQUEST,
		status|chose_other|drop,STOP_LOST,
		status|FULLY_PAID|drop,STOP_RESOLVED,
		balance|0|drop,STOP_RESOLVED,
		do_not_call|Y|work,OPTOUT_CALL,sms|email|mail,
	END
	printf 'ts,account_id,type,result\n' >e.csv
	for n in 1 2 3 4 5 6; do echo "2026-03-0${n}T12:00:00Z,A,attempt,no_answer" >>e.csv; done
	[[ $(verdict x '' -p uk -e e.csv) == drop,STOP_ATTEMPTS,* ]]
	# Not unanswered: somebody talked.
	echo 2026-03-07T12:00:00Z,A,attempt,rpc_refused >>e.csv
	[[ $(verdict x '' -p uk -e e.csv) == work,,* ]]
}

@test "ends of rules and ages count months and years, and say what they are when they are none" {
	printf 'rule,when,action,until\nHALF,age(x + 6mo) < 0d,hold,x + 6mo\nTWO,age(x + 2y) < 0d,warn,\n' >r.csv
	each -p none -r r.csv <<-'END'
		x|2025-10-31|hold,HALF;TWO,,2026-05-01
		x|2025-09-11|hold,HALF;TWO,,2026-03-11
		x|2025-09-10|work,TWO,
		x|2024-03-10|work,,
	END
	printf 'rule,when,action,until\nA,age(x + soon) < 0d,hold,\nB,x is 1,hold,x + 5x\nC,x is 1,hold,+ 6mo\n' >r.csv
	run -65 hl-gate -p none -r r.csv --as-of 2026-03-10 <<<account_id
	[[ $output == *'r.csv:2:'*'age(dob + 18y)'* && $output == *'r.csv:3:'* && $output == *'r.csv:4:'* ]]
}

# --- the tables of examples/rules ---

@test "uk-debt-advice.csv: breathing space of the person, consent to calls, five tries, leads that grow old" {
	each -p uk -r "$root/examples/rules/uk-debt-advice.csv" <<-'END'
		bs_type,bs_start|std,2026-03-01|hold,BREATHING,,2026-04-30
		bs_type,bs_start|mhc,2025-03-01|hold,BREATHING,,
		status|ACTIVE|drop,STOP_RESOLVED,
		thinks_since|2026-03-09|defer,THINKS,,2026-03-12
		thinks_since|2026-03-07|work,,
		created|2026-01-01|work,,
	END
	leads() { printf 'account_id,person_id,tz,created,bs_start,marketing_consent\nA,P,ET,2026-01-01,2026-03-01,Y\nB,P,ET,2026-01-01,,Y\nC,,ET,2026-01-01,,\n'; }
	printf 'ts,account_id,type,channel,result\n2026-03-01T12:00:00Z,C,attempt,email,\n' >e.csv
	leads | hl-gate -p uk -r "$root/examples/rules/uk-debt-advice.csv" -e e.csv --as-of 2026-03-10T20:00:00Z --all |
		sed 1d | cut -d, -f7,8 | diff - <(printf '%s\n' hold,BREATHING hold,BREATHING \
		'defer,NO_CHANNEL;PECR_CONSENT;CALL_CONSENT;OLD_LEAD')
	for n in 1 2 3 4 5; do echo "2026-03-0${n}T12:00:00Z,A,attempt,call,no_answer"; done >>e.csv
	[[ $(verdict x '' -p uk -r "$root/examples/rules/uk-debt-advice.csv" -e e.csv) == drop,STOP_ATTEMPTS,* ]]
}

@test "us-agency.csv: small balances, own limits, conversations of the person, one call a day, what is switched off" {
	rules=$root/examples/rules/us-agency.csv
	each -r "$rules" <<-'END'
		balance|49.99|work,SMALL_BAL,sms|email|mail,
		balance|50|work,,call|sms|email|mail,
		scra|Y|work,SCRA,call
		consent_revoked_at|2026-01-01|work,REVOKED,call|email|mail,
	END
	printf 'ts,account_id,type,result\n2026-03-09T15:00:00Z,B,attempt,rpc_refused\n2026-03-10T15:00:00Z,C,attempt,busy\n' >e.csv
	printf 'account_id,person_id,tz,number_checked_at,email_basis\nA,P,ET,2026-03-01,used\nB,P,ET,2026-03-01,used\nC,Q,ET,2026-03-01,used\n' |
		hl-gate -r "$rules" -e e.csv --as-of 2026-03-10T20:00:00Z --all | sed 1d | cut -d, -f6-9 |
		diff - <(printf '%s\n' 'work,CONV_PERSON,sms|email|mail,2026-03-16' \
			'work,CONV_COOLDOWN;CONV_PERSON,sms|email|mail,2026-03-16' 'defer,WORKED_TODAY,,2026-03-11')
	for n in 1 2 3 4 5; do echo "2026-03-0${n}T15:00:00Z,A,attempt,no_answer"; done >>e.csv
	[[ $(verdict x '' -r "$rules" -e e.csv) == 'work,,'* ]]
	sed -i s/2026-03-01T/2026-03-06T/ e.csv
	[[ $(verdict x '' -r "$rules" -e e.csv) == 'work,,'* ]]
	sed -i 's/2026-03-02T/2026-03-04T/; s/2026-03-03T/2026-03-07T/' e.csv
	[[ $(verdict x '' -r "$rules" -e e.csv) == 'defer,PERSON_5IN7,sms|email|mail,2026-03-11'* ]]
}

@test "us-sales.csv: lists of numbers, how old their comparison is, consent to texts, limits of a day" {
	printf '2125550101\n' >dnc.txt
	each -p none -r "$root/examples/rules/us-sales.csv" --dnc dnc.txt <<-'END'
		phone,dnc_checked_at|2125550101,2026-03-01|work,DNC,email|mail,
		phone,dnc_checked_at|6145550101,2026-02-07|work,,call|email|mail,
		phone,dnc_checked_at|6145550101,2026-02-06|work,DNC_SCRUB,call|email|mail,
		phone|6145550101|work,DNC_SCRUB,call|email|mail,
		cell,dnc_checked_at|6145550101,2026-03-01|work,SMS_CONSENT,call|email|mail,
		cell,dnc_checked_at,consent_cell|6145550101,2026-03-01,Y|work,,call|sms|email|mail,
		cell,do_not_call,dnc_checked_at|6145550101,Y,2026-03-01|work,DNC;SMS_CONSENT,email|mail,
	END
}
