# hl-gate: why a lead may not be contacted: evidence, the record, and the page of one lead.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-gate >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	as_of=2026-03-08T23:59:59Z
}

table() { printf '%s\n' "$@"; }

# Few of the leads have persons, which is warned of.
gate() { hl-gate -q --as-of "$as_of" "$@"; }

# The first line of the rules of a code in the built-in table.
line() { hl-gate --print-profile -p us | grep -n "^$1,$2" | cut -d: -f1 | head -1; }

# The last cell of each row but the header, where no cell before it holds a comma in quotes.
evidence() { sed 1d "$1" | sed 's/.*,//'; }

# seven DAY TIME: as many calls of A, seven, in e.csv.
seven() {
	table ts,account_id,type,result >e.csv
	for h in 09 10 11 12 13 14 15; do echo "2026-03-02T$h:00:00-05:00,A,attempt,no_answer"; done >>e.csv
}

@test "what is suppressed has an entry of evidence for each reason, in their order" {
	seven
	table account_id,state,email_basis,cease,bk_status,number_checked_at \
		A,OH,used,,,2026-03-01 B,OH,used,Y,open,2026-03-01 C,,used,,,2026-03-01 >l
	gate -e e.csv --suppressed s -o w l
	[ "$(head -1 s)" = account_id,state,email_basis,cease,bk_status,number_checked_at,status,reasons,channels,next_ok,calls_left,call_from,call_to,evidence ]
	[ "$(head -1 w)" = account_id,state,email_basis,cease,bk_status,number_checked_at,status,reasons,channels,next_ok,calls_left,call_from,call_to ]
	[ "$(cut -d, -f8 s | sed 1d)" = "$(table 'CALLS_7IN7;PATTERN' 'CEASE;BANKRUPT' NO_TZ)" ]
	[ "$(evidence s)" = "$(table 'calls=7:2026-03-02..2026-03-08;calls=7:2026-03-02..2026-03-08' \
		'cease=Y;bk_status=open and bk_dismissed missing' 'no place')" ]
}

@test "--evidence adds the column to the leads that stay, too; one that is there is refused or replaced" {
	table ts,account_id,type 2026-03-04T15:00:00Z,A,inbound_call >e.csv
	table account_id,state,email_basis,number_checked_at A,OH,used,2026-03-01 B,OH,used,2026-03-01 >l
	gate --evidence -e e.csv l >w
	[ "$(evidence w)" = "$(table conversation=2026-03-04 '')" ]
	[ "$(head -1 w | tr , '\n' | tail -1)" = evidence ]
	run -64 gate --evidence w
	[[ $output == *'already; --replace drops it' ]]
	gate --evidence --replace -e e.csv w >again
	[ "$(evidence again)" = "$(evidence w)" ]
	[ "$(head -1 again | tr , '\n' | grep -c evidence)" = 1 ]
	table account_id,evidence A,x >l
	gate l >/dev/null
	run -64 gate --suppressed s l
	gate --suppressed s --replace l >w
}

@test "evidence: hours, gaps, promises, numbers, places and what cannot be read" {
	why() {
		table "$@" >l
		gate --all --evidence -e e.csv "${options[@]}" l | cut -d'"' -f1 | sed '1d; s/.*,//'
	}
	as_of=2026-03-04T12:00:00Z
	table ts,account_id,type,due 2026-03-01T10:00:00Z,A,promise,2026-03-05 >e.csv
	[ "$(why account_id,state,number_checked_at,email_basis A,OH,2026-03-01,used)" = 'due(promise)=2026-03-05' ]
	options=(-p none)
	table ts,account_id,type,channel,number 2026-03-01T10:00:00Z,Z,opt_out,call,6145550102 >e.csv
	[ "$(why account_id,phone,phone_status,address A,6145550101,DISCONNECTED,MR-x)" = \
		'phone=6145550101 and phone_status=DISCONNECTED;address=MR-x' ]
	[ "$(why account_id,phone,work_phone,work_prohibited A,6145550102,6145550103,Y)" = \
		'work_prohibited=Y;phone=6145550102' ]
	table rule,action,gap,open,close,when G,restrict,2h,,, H,,,08:00,21:00, X,hold,,,,'x is yes' N,hold,,,,'y > 5' >r.csv
	options=(-p none -r r.csv --tz America/New_York)
	table ts,account_id,type 2026-03-05T01:30:00Z,A,attempt >e.csv
	as_of=2026-03-05T01:40:00Z
	[ "$(why account_id,tz,x,y A,America/New_York,maybe,many)" = 'x=maybe and y=many;last call=2026-03-05T01:30:00Z' ]
	table rule,open,close,sat H,08:00,21:00,closed >r.csv
	as_of=2026-03-07T12:00:00Z
	[[ "$(why account_id,tz A,UTC)" == *';hours closed on 2026-03-07' ]]
	table rule,open,close,match H,08:00,12:00, I,13:00,20:00, >r.csv
	as_of=2026-03-04T12:00:00Z
	[[ "$(why account_id,tz A,UTC)" == *';hours 13:00-20:00 UTC' ]]
	options=(-p none --dial-mode predictive)
	[ "$(why account_id,state,consent_cell A,OH,N)" = consent_cell=N ]
}

@test "a rule that another lead of the person holds is told with that lead" {
	table account_id,person_id,state,bk_status,email_basis,number_checked_at A11,P7,OH,,used,2026-03-01 \
		A12,P7,OH,open,used,2026-03-01 A13,P7,OH,,used,2026-03-01 A14,,OH,,used,2026-03-01 >l
	gate --suppressed s --record r -o w l
	other='person P7: A12 says(bk_status) is yes and bk_dismissed missing'
	[ "$(evidence s)" = "$(table "$other" 'bk_status=open and bk_dismissed missing' "$other")" ]
	[ "$(cut -d, -f2-5,7 r)" = "$(table account_id,person_id,action,reason,evidence \
		"A11,P7,drop,BANKRUPT,$other" \
		'A12,P7,drop,BANKRUPT,says(bk_status) is yes and bk_dismissed missing' \
		"A13,P7,drop,BANKRUPT,$other")" ]
	gate --explain A11 l >page
	grep -qx '  BANKRUPT drop: person P7: A12 bk_status=open and bk_dismissed missing' page
	grep -qx '  belongs   person P7: A11, A12, A13' page
}

@test "what another lead bars is told with it: a number, an address, a cell that cannot be read" {
	table account_id,person_id,state,deceased,opt_out_sms,opt_out_email,cell,email \
		A1,P1,OH,,Y,,6145550101,a@b.c A2,P2,OH,,,,614-555-0101,x@b.c A3,P3,OH,,,Y,6145550103,X@B.C \
		A4,P4,OH,maybe,,,6145550104,d@b.c A5,P4,OH,,,,6145550105,e@b.c A6,P4,OH,maybe,,,6145550106,f@b.c >l
	for j in 1 2; do
		gate -j $j --record r --all --evidence -o w l
		diff <(cut -d, -f2,4-8 r | sed 's/,$//' | grep -E ',(OPTOUT_|BAD_FLAG)') - <<-END
			A1,restrict,OPTOUT_SMS,us:$(line OPTOUT_SMS),opt_out_sms=Y
			A2,restrict,OPTOUT_SMS,hl-gate,cell: opted out by A1
			A2,restrict,OPTOUT_EMAIL,hl-gate,email: opted out by A3
			A3,restrict,OPTOUT_EMAIL,us:$(line OPTOUT_EMAIL),opt_out_email=Y
			A4,hold,BAD_FLAG,hl-gate,deceased and person P4: A6 deceased
			A5,hold,BAD_FLAG,hl-gate,"person P4: A4 deceased, A6 deceased"
			A6,hold,BAD_FLAG,hl-gate,deceased and person P4: A4 deceased
		END
	done
	grep -q 'cell=614-555-0101: opted out by A1;email=x@b.c: opted out by A3' w
	gate --explain A2 l >page
	grep -qx '  OPTOUT_SMS restrict: cell=614-555-0101: opted out by A1' page
	gate --explain A1 l >page
	[ "$(sed '/^Rules that were asked/,$d' page | grep '^  OPTOUT')" = '  OPTOUT_SMS restrict sms: opt_out_sms=Y' ]
	gate --explain A5 l | grep -qx '  BAD_FLAG hold: person P4: A4 deceased=maybe, A6 deceased=maybe'
}

@test "evidence of lists, places, words for days, months and amounts" {
	why() {
		table "$@" >l
		gate --all --evidence "${options[@]}" l | tr -d '"' | sed '1d; s/.*,//'
	}
	kept() { gate "${options[@]}" --record r -o w l && sed 1d r | cut -d, -f5-7; }
	echo 6145550101 >numbers
	options=(-p none --dnc numbers)
	[ "$(why account_id,phone,cell A,6145550101,6145550102)" = phone=6145550101 ]
	[ "$(kept)" = DNC,hl-gate,phone ]
	[ "$(why account_id,phone,phone_place,cell,no_places A,6145550103,home,6145550102,home)" = 'no_places=home and phone=6145550103' ]
	[ "$(why account_id,phone,no_places A,6145550103,elsewhere)" = no_places=elsewhere ]
	table rule,action,when M,drop,'age(dob + 18y) < 0d' J,hold,'says(judgment) is yes' D,warn,'age(bk_filed) missing' >r.csv
	options=(-p none -r r.csv)
	[ "$(why account_id,dob,judgment,bk_filed A,2019-01-01,12.50,0000-00-00)" = \
		'dob=2019-01-01;judgment=12.50;bk_filed=0000-00-00' ]
	[ "$(kept)" = "$(table 'M,r.csv:2,age(dob + 18y) < 0d' 'J,r.csv:3,says(judgment) is yes' D,r.csv:4,bk_filed=0000-00-00)" ]
	[ "$(why account_id,dob,judgment,bk_filed A,,Y,N)" = 'judgment=Y;bk_filed=N' ]
	[ "$(why account_id,dob,judgment,bk_filed A,soon,N,soon)" = 'dob=soon and bk_filed=soon;bk_filed cannot be read' ]
}

# --- the record ---

@test "--record: a row for each lead and code, whatever became of the lead, with the rule and its own end" {
	seven
	table rule,juris,action,channels,until,when 'NO_SMS,XX,restrict,sms,+ 2d,account_id present' >ours.csv
	table account_id,state,balance,email_basis,number_checked_at A,OH,5,used,2026-03-01 B,OH,0,,2026-03-01 >l
	gate -e e.csv -r ours.csv --record r --manifest m.json -o w l
	diff r - <<-END
		run_id,account_id,person_id,action,reason,rule_id,evidence,next_ok
		20260308T235959Z,A,,defer,CALLS_7IN7,us:$(line CALLS_7IN7),calls=7:2026-03-02..2026-03-08,2026-03-09
		20260308T235959Z,A,,restrict,NO_SMS,ours.csv:2,account_id present,2026-03-10
		20260308T235959Z,A,,warn,PATTERN,us:$(line PATTERN US,,,warn),calls=7:2026-03-02..2026-03-08,
		20260308T235959Z,B,,drop,PAID,us:$(line PAID),balance <= 0,
		20260308T235959Z,B,,restrict,EMAIL_BASIS,us:$(line EMAIL_BASIS),email_basis missing,
		20260308T235959Z,B,,restrict,NO_SMS,ours.csv:2,account_id present,2026-03-10
	END
	[ "$(python3 -c 'import json; m = json.load(open("m.json")); print(m["run_id"], [(o["role"], o["rows"]) for o in m["outputs"]])')" = \
		"20260308T235959Z [('output', 0), ('record', 6)]" ]
	gate --run-id night -e e.csv -r ours.csv --record r -o w l
	[ "$(sed 1d r | cut -d, -f1 | sort -u)" = night ]
	# The rows that its names say.
	[[ $(sed -n 2p ours.csv) == NO_SMS,* ]]
}

@test "--record holds no cell of a lead but ids, flags, days that are not of birth, and words of rules" {
	table rule,action,when R1,warn,'name starts S' R2,warn,'note present and status is open' \
		R3,warn,'age(dob) > 1d' R4,warn,'vip is yes and seen present and age(seen) > 1d' >r.csv
	table account_id,tz,name,note,status,dob,vip,seen,phone,address,no_time_windows,cease \
		A,UTC,SECRETA,SECRETB,open,1980-05-17,Y,2026-01-02,6145559999,MR-SECRETC,00:00-24:00,SECRETD >l
	gate -p none -r r.csv --all --evidence --record r -o w l
	! grep -E 'SECRET|1980|9999|24:00' r
	grep -q SECRETA w
	[ "$(cut -d, -f5,7 r | grep '^R')" = "$(table 'R1,name starts S' 'R2,note present and status=open' \
		'R3,age(dob) > 1d' 'R4,vip=Y and seen=2026-01-02')" ]
	table rule,action,when 'R,hold,cease is yes' >r.csv
	gate -p none -r r.csv --record r -o w l
	grep -q 'hold,BAD_FLAG,hl-gate,cease,' r
}

@test "the record and the evidence are the same bytes for any threads and blocks, and whole or not there" {
	{ echo account_id,person_id,state,email_basis,bk_status,cease,number_checked_at
	for i in $(seq 3000); do echo "A$i,P$((i / 3)),OH,$((i % 5)),$([ $((i % 97)) = 0 ] && echo open),$([ $((i % 7)) = 0 ] && echo Y),2026-03-01"; done; } >l
	{ echo ts,account_id,type
	for i in $(seq 3000); do echo "2026-03-0$((i % 8 + 1))T12:00:00Z,A$((i * 7 % 3000)),attempt"; done; } >e.csv
	gate -e e.csv -j 1 --record want --suppressed want.s -o /dev/null l
	[ "$(wc -l <want)" -gt 500 ]
	for opts in '-j 4' '-j 3 --block-size 1' '-j 1 --block-size 777'; do
		gate -e e.csv $opts --record r --suppressed s -o /dev/null l
		cmp want r
		cmp want.s s
		cat l | gate -e e.csv $opts --record r -o /dev/null
		cmp want r
	done
	gate -e e.csv --record r.gz -o /dev/null l
	gzip -dc r.gz | cmp - want
	echo ',x' >>l
	run -65 gate -e e.csv --record r --suppressed s -o w l
	cmp want r
	cmp want.s s
	[ ! -e w ]
}

@test "outputs in one place, and what does not go with --explain, are misuse" {
	table account_id A >l
	run -64 gate --suppressed x --record x l
	[ "${lines[0]}" = 'hl-gate: --suppressed and --record are one file: x' ]
	run -64 gate --record x -o x l
	run -64 gate --record l l
	for option in --all --replace --evidence --suppressed=x --record=x; do
		run -64 gate --explain A "$option" l
		[ "${lines[0]}" = "hl-gate: --explain does not go with ${option%=x}" ]
	done
	run -64 gate --explain A -D ';' l
	run -64 gate --explain ' ' l
	[ ! -e x ]
}

# --- --explain ---

@test "--explain: the answer first, then what is known, then every rule with its evidence" {
	table ts,account_id,type,result 2026-03-02T15:00:00Z,A1,attempt,rpc_promise >e.csv
	table rule,juris,action,match,role,needs,from,to,channels,when,cite \
		'PLACE,XX,,state:MA,,,,,,account_id present,' 'ROLE,XX,,,creditor,,,,,account_id present,' \
		'NEEDS,XX,,,,vip,,,,account_id present,' 'SOON,XX,,,,,2026-09-01,,,account_id present,' \
		'OVER,XX,,,,,,2025-12-31,,account_id present,' TIME_BARRED,,off,,,,,,,, >ours.csv
	table account_id,state,email_basis A1,OH,used >l
	as_of=2026-03-04T12:00:00Z
	gate --tz America/New_York -e e.csv -r ours.csv --explain A1 -o page l
	diff <(sed '/^Rules that were asked/,$d' page) - <<-END
		account_id A1

		  answer    A1 may be worked on 2026-03-04 by email and mail; no call before
		            2026-03-09, no sms.
		  status    work
		  because   CONV_COOLDOWN, SMS_60D
		  as of     2026-03-04T12:00:00Z

		What is known
		  day       2026-03-04, Wednesday
		  zone      America/New_York; state=OH: America/New_York
		  channels  call, sms, email and mail; the leads have no columns for numbers
		  role      third_party, consumer debt

		Contacts that limits may count
		of this account
		  2026-03-02T15:00:00Z, day 2026-03-02: to the consumer, call, counts, a
		      conversation

		Rules that hold
		  CONV_COOLDOWN restrict call until 2026-03-08: conversation=2026-03-02, 7 days,
		      until 2026-03-08
		      us:$(line CONV_COOLDOWN), US, 12 CFR 1006.14(b)(2)(i)(B)
		  SMS_60D restrict sms: sms_last_inbound missing and number_checked_at missing
		      us:$(line SMS_60D US.*missing), US, 12 CFR 1006.6(d)(5)

	END
	grep -qx '  CALLS_7IN7 defer call: calls=1 of 7 in 2026-02-26..2026-03-04 (2026-03-02)' page
	grep -qx '  HOURS restrict: hours 08:00-21:00 America/New_York' page
	grep -qx '  PLACE: for state:MA, where the lead is not' page
	grep -qx '  ROLE: for creditor, not for third_party' page
	grep -qx '  NEEDS: not asked, the leads have no column vip' page
	grep -qx '  SOON: in force from 2026-09-01' page
	grep -qx '  OVER: in force to 2025-12-31' page
	grep -qx '  TIME_BARRED: taken away by ours.csv:7' page
	grep -qx '      ours.csv:2, XX' page
	# Each rule of the tables once, but for the row that takes away.
	[ "$(grep -cE '^ +(us|ours.csv):[0-9]+' page)" -eq $(($(sed 1d "$root/lib/gate/us.csv" | wc -l) + 5)) ]
}

@test "--explain: seven calls, dropped, held and without a place" {
	seven
	table account_id,state,cease,dispute A,OH,, B,OH,Y, C,OH,,Y D,,, >l
	gate -e e.csv --explain A l >page
	grep -qx '  answer    A waits until 2026-03-09; no call before 2026-03-09, no sms, no' page
	grep -qx '  CALLS_7IN7 defer call until 2026-03-08: calls=7 of 7 in 2026-03-02..2026-03-08' page
	grep -qx '      (2026-03-02 x7)' page
	gate --explain B l | grep -x '  answer    B must not be contacted.'
	gate --explain C l | grep -x '  answer    C is held for a person to clear.'
	gate --explain D l >page
	grep -qx '  zone      nobody knows' page
	grep -qx '  NO_TZ defer: no place' page
	grep -qx '      hl-gate itself, whatever the rules' page
}

@test "--explain: a lead that is not there is told, exit 1; a page for each row of the key; others are only read" {
	table account_id,state A,OH B,OH A,CA >l
	run -1 gate --explain ' X ' -o page l
	[ "$output" = 'hl-gate: there is no lead with this account_id' ]
	[ ! -e page ]
	gate --explain ' A ' l >page
	[ "$(grep -c '^account_id A$' page)" = 2 ]
	[ "$(grep -c $'^\f$' page)" = 1 ]
	echo ,x >>l
	run -65 gate --explain A -o page2 l
	[ ! -e page2 ]
	run -65 gate --explain X l
	[[ $output != *'no lead'* ]]
}

@test "--explain: no line is longer than 80 columns, and no cell gives a terminal orders" {
	long=$(printf 'long %.0s' {1..40})$(printf 'x%.0s' {1..200})
	table rule,juris,cite,action,when "R,$long,$long,warn,x present" >r.csv
	{ echo account_id,state,x,phone; printf 'A,"\033[31mOH","\033[31m\302\233 %s","\033[31m%s"\n' "$long" "$long"; } >l
	gate -r r.csv --explain A l >page
	grep -q '^  R warn' page
	[ "$(LC_ALL=C tr -d '\200-\277' <page | awk '{ if (length > m) m = length } END { print m }')" -le 80 ]
	! LC_ALL=C grep -q $'[\001-\011\013-\037]' page
	! LC_ALL=C grep -q $'\302\233' page
}

@test "evidence agrees with the verdict: an entry for each reason, and the record has them all" {
	gate() { hl-gate --as-of 2026-03-02T09:00:00Z -e "$root/examples/events.csv" -r "$root/examples/rules/us-states.csv" "$@"; }
	gate --all --evidence --replace --record r -D $'\t' -o w "$root/examples/accounts.csv"
	python3 - <<-'END'
		import csv
		kept = list(csv.DictReader(open("w", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
		record = list(csv.DictReader(open("r", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
		pairs = []
		for row in kept:
		    reasons = row["reasons"].split(";") if row["reasons"] else []
		    evidence = row["evidence"].split(";") if row["reasons"] else []
		    assert len(reasons) == len(evidence) and all(evidence), row
		    pairs += [(row["account_id"], reason) for reason in reasons]
		assert pairs == [(row["account_id"], row["reason"]) for row in record]
		assert all(row["rule_id"] and row["evidence"] for row in record)
	END
}
