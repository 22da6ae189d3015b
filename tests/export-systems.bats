# Files that other systems take: spreadsheets (csv-excel), calendars, dialers; and masks.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-export >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	at=--as-of=2026-03-02T09:00:00Z
}

# grep that finds nothing.
none() { if grep "$@"; then return 1; fi; }

# Leads as hl-gate hands them on: number, channels, reasons.
gated() {
	printf 'account_id,phone,cell,channels,reasons,status,calls_left\n'
	printf '%s\n' "$@"
}

# --- csv-excel ---

@test "csv-excel begins with a byte order mark and ends its lines with CR LF" {
	printf 'a,b\n1,"x\ny"\n' | hl-export --to csv-excel >out.csv
	[ "$(od -An -tx1 out.csv | tr -d ' \n')" = efbbbf612c620d0a312c22780a79220d0a ]
	[ "$(hl-export out.csv | tr -d '\r')" = $'a,b\n1,"x\ny"' ]
}

@test "a cell that a spreadsheet would run has an apostrophe before it; a number has none" {
	guarded() {
		printf 'a,b\n"%s",\n' "${1//\"/\"\"}" | hl-export --to csv-excel |
			python3 -c 'import csv, sys
print([row for row in csv.reader(open(0, newline="", encoding="utf-8-sig"))][1][0], end=".")'
	}
	for cell in '=1+1' '+1+1' '-1-2' '@SUM(A1)' $'\t=1' $'\tx' $'\rx' ' =1' $'\u3000=1' $'\uff1d1' $'\uff0b1' \
		$'\uff0d1' $'\uff20x' '"=1' '+1 404 555 0101' '-' '=' $'\ufeff=1' '-2+cmd|x' '+1x' '-1e' '--1' "'=1" $'\ufe0f=1' $'\u180e=1' $'\u3164=1' $'\u2800=1' $'\U000e0001=1'; do
		[ "$(guarded "$cell")" = "'$cell." ]
	done
	for cell in -12.50 +1 -.5 -1,234.56 +1e5 -5% +14045550101 ' -5' 1-2 a=1 "'a" 007 é '' ' ' '(=1)'; do
		[ "$(guarded "$cell")" = "$cell." ]
	done
	[ "$(printf '=a,b\n1,2\n' | hl-export --to csv-excel | head -n 1)" = $'\xef\xbb\xbf\'=a,b\r' ]
}

@test "csv-excel takes another delimiter, also a tab, and counts what it guards" {
	[ "$(printf 'a,b\n"x;y","p\tq"\n' | hl-export --to csv-excel -D ';' | tail -n 1)" = $'"x;y";p\tq\r' ]
	[ "$(printf 'a,b\nx\\y,"p\tq"\n' | hl-export --to csv-excel -D tab | tail -n 1)" = $'x\\y\t"p\tq"\r' ]
	printf 'a\n=1\n@x\n1\n' | hl-export --to csv-excel -v 2>&1 >/dev/null | grep -qF '2 cells guarded with an apostrophe'
}

@test "what a spreadsheet has no room for is told" {
	python3 -c 'print("a,b"); print("x" * 32767 + ",1"); print("x" * 32768 + ",1")' >long.csv
	run -0 --separate-stderr hl-export --to csv-excel -o out.csv long.csv
	[ "$stderr" = 'hl-export: warning: 1 cell is longer than the 32767 characters a spreadsheet holds' ]
	seq 0 1048577 >rows.csv
	run -0 --separate-stderr hl-export --to csv-excel -o out.csv rows.csv
	[ "$stderr" = 'hl-export: warning: the last 2 rows are beyond the 1048576 lines a spreadsheet holds: see --split-by' ]
}

# --- dialers ---

@test "no lead that may not be called goes to a dialer" {
	gated 1,4045550101,,call,,work,3 2,4045550102,,email,CONV_COOLDOWN,work,0 3,4045550103,,call,,hold,3 \
		4,4045550104,,call,,drop,3 5,4045550105,,call,,defer,3 6,4045550106,,call,,work,0 \
		7,4045550107,,manual,MANUAL_ONLY,work,3 8,4045550108,,,,work,3 9,4045550109,,call,,paid,3 \
		10,4045550110,,"call|sms",,work, 11,4045550111,,calls,,work,3 12,4045550112,,recall,,work,3 >leads.csv
	for to in vicidial genesys; do
		run -0 --separate-stderr hl-export --to $to leads.csv
		[ "$(grep -oE '40455501[0-9]+' <<<"$output" | paste -sd' ')" = '4045550101 4045550110' ]
		[ "$stderr" = 'hl-export: warning: 10 rows left out: not to be called' ]
	done
}

@test "where one of several numbers is barred nobody knows which, and the lead is left out" {
	gated 1,4045550101,4045550201,call,DNC,work,3 2,4045550102,,call,OPTOUT_NUMBER,work,3 \
		3,4045550103,4045550203,call,BAD_PHONE,work,3 4,DISCONNECTED,4045550204,call,BAD_PHONE,work,3 \
		5,4045550105,4045550205,call,SMS_60D,work,3 >leads.csv
	run -0 --separate-stderr hl-export --to vicidial leads.csv
	[ "$(cut -f1,5,20 <<<"$output" | paste -sd' ')" = $'4\t4045550204\t 5\t4045550105\t4045550205' ]
	[[ $stderr = *'3 rows left out: one of several numbers is not to be called, and it is not told which' ]]
}

@test "leads that no gate was asked about go to no dialer" {
	printf 'account_id,phone\n1,4045550101\n' >leads.csv
	run -65 hl-export --to vicidial leads.csv
	[[ $output = 'hl-export: leads.csv: no column is called channels; '* ]]
	run -65 hl-export --to genesys -o out.csv leads.csv
	[ ! -e out.csv ]
}

@test "what hl-gate holds back for a dialer never gets there" {
	command -v hl-gate >/dev/null || skip
	printf 'account_id,person_id,phone,state,cease,consent_cell\n1,P1,4045550101,OH,,Y\n2,P2,4045550102,OH,Y,Y\n3,P3,4045550103,OH,,\n4,P4,4045550104,,,Y\n' >leads.csv
	hl-gate --all --dial-mode predictive $at --tz America/New_York leads.csv >gated.csv
	[ "$(hl-export -q --to vicidial gated.csv | cut -f5 | paste -sd' ')" = '4045550101 4045550104' ]
	[ "$(hl-export -q --to dnc gated.csv | paste -sd' ')" = '4045550102 4045550103' ]
}

@test "vicidial: 23 fields in the loader's order, tabs between them, no header" {
	printf 'account_id,first_name,last_name,phone,cell,email,address,city,state,zip,country,list_id,source_id,title,why,channels\n' >leads.csv
	printf '007,Zoë,"O|Brien"";x",+44 161 496 0000,+44 161 496 0001,z@x.example,1 Main St,Leeds,WY,LS1 1UR,GBR,105,S1,MRS,"a +1; b",call|email\n' >>leads.csv
	run -0 --separate-stderr hl-export --to vicidial leads.csv
	[ "$output" = $'007\tS1\t105\t44\t1614960000\tMRS\tZoë\t\tO Brien  x\t1 Main St\t\t\tLeeds\tWY\t\tLS1 1UR\tGBR\t\t\t1614960001\tz@x.example\t\ta +1  b' ]
	[ "$stderr" = 'hl-export: warning: 4 characters that the dialer would take for structure: blanks' ]
	# A mail address goes along where mail may be written.
	[ "$(sed 's/call|email/call/' leads.csv | hl-export -q --to vicidial | cut -f21)" = '' ]
	run -64 hl-export --to vicidial --columns phone leads.csv
}

@test "vicidial: numbers are digits, the code of the country apart where it is told" {
	numbers() { gated "1,$1,,call,,work,1" | hl-export -q --to vicidial | cut -f4,5; }
	[ "$(numbers '(404) 555-0101')" = $'1\t4045550101' ]
	[ "$(numbers '0161 496 0000')" = $'\t01614960000' ]
	[ "$(numbers '1-404-555-0101')" = $'1\t4045550101' ]
	[ "$(numbers '+1.404.555.0101')" = $'1\t4045550101' ]
	[ "$(numbers '+353 1 555 0101')" = $'353\t15550101' ]
	[ "$(numbers '+7 495 555 01 01')" = $'7\t4955550101' ]
	[ "$(numbers '+44 (0)20 7946 0000')" = $'44\t2079460000' ]
	[ "$(numbers '(0)20 7946 0000')" = $'\t02079460000' ]
	for none in 123456 1234567890123456 4444444444 '404 555 0101 x12' none '4045550101;1' '٤٠٤٥٥٥٠١٠١'; do
		[ -z "$(numbers "$none")" ]
	done
}

@test "vicidial: a key that its table would cut is a mistake, other cells are cut and told" {
	printf 'account_id,phone,last_name,channels\n123456789012345678901,4045550101,x,call\n"a|b",4045550102,x,call\n,4045550103,x,call\n' >keys.csv
	run -65 hl-export --to vicidial keys.csv
	[ "${#lines[@]}" = 3 ]
	[ "${lines[0]}" = "hl-export: keys.csv:2:1: account_id: VICIdial needs a key of 1 to 20 characters, none of them | \" ' \\ \` ; or a line end" ]
	run -65 hl-export --check --to vicidial keys.csv
	[ "${#lines[@]}" = 3 ]
	run -65 hl-export --to vicidial --split-by channels -o out keys.csv
	[ "${#lines[@]}" = 3 ]
	run -0 --separate-stderr hl-export --to vicidial --rejects bad.csv --max-rejects 3 -o out.txt keys.csv
	[ ! -s out.txt ]
	printf 'account_id,phone,last_name,channels\n1,4045550101,123456789012345678901234567890ü1,call\n' >names.csv
	run -0 --separate-stderr hl-export --to vicidial names.csv
	[ "$(cut -f9 <<<"$output")" = 123456789012345678901234567890 ]
	[ "$stderr" = 'hl-export: warning: 1 cell cut to what the dialer holds' ]
}

@test "genesys: quotes round everything, unique names, a line a record, numbers that it reads" {
	printf 'account_id,name,phone,channels\n007,"Doe, ""J""\nx",(404) 555-0101,call\n008,,+1 404-555-0102,call\n' >leads.csv
	run -0 hl-export -q --to genesys leads.csv
	[ "$output" = $'"account_id","name","phone","channels"\r\n"007","Doe, ""J"" x","4045550101","call"\r\n"008","","+14045550102","call"\r' ]
	run -64 hl-export --to genesys --columns name,phone leads.csv
	run -64 hl-export --to genesys --columns account_id,name leads.csv
	run -64 hl-export --to genesys --rename 'name=a\b' leads.csv
	[ "$output" = "hl-export: Genesys Cloud takes no such header: column 2 (a\\\\b) has a special character; see --rename and --columns" ] ||
		[[ $output = *'column 2'*'special character'* ]]
	python3 -c 'print("account_id,phone,channels," + ",".join(f"c{i}" for i in range(48)))' >wide.csv
	run -64 hl-export --to genesys wide.csv
	[[ $output = *'50 columns, not 51'* ]]
	printf 'account_id,phone,channels,A,a,%s\n' "$(printf 'x%.0s' {1..129})" >names.csv
	run -64 hl-export --to genesys names.csv
	[[ $output = *'(a) has the name of another column; '*' has more than 128 characters'* ]]
}

@test "genesys: a million contacts and no more" {
	awk 'BEGIN { print "account_id,phone,channels"; for (i = 0; i <= 1000000; i++) print i ",4045550101,call" }' >many.csv
	run -65 hl-export --to genesys -o out.csv many.csv
	[[ $output = *'1000001 contacts, and Genesys Cloud takes a million'* ]]
	[ ! -e out.csv ]
	head -n 1000001 many.csv | hl-export --to genesys -o out.csv
	[ "$(wc -l <out.csv)" = 1000001 ]
}

@test "dnc: each number once, digits alone, of those who may not be called; of all where nobody was asked" {
	gated 1,4045550101,,call,,work,3 '2,+1 404 555 0102,404.555.0103,email,,work,0' 3,14045550102,,,,drop, \
		4,4045550104,4045550105,call,OPTOUT_NUMBER,work,3 >leads.csv
	run -0 --separate-stderr hl-export -v --to dnc leads.csv
	[ "$(paste -sd' ' <<<"$output")" = '4045550102 4045550103 4045550104 4045550105' ]
	[[ $stderr = *'1 row left out: may be called'* ]]
	[ "$(printf 'phone\n404 555 0101\n4045550101\n' | hl-export --to dnc)" = 4045550101 ]
	hl-gate --dnc <(hl-export -q --to dnc leads.csv) --replace $at --all leads.csv >/dev/null
}

@test "a split for a dialer counts what is in its files" {
	gated 1,4045550101,,call,,work,3 2,4045550102,,email,,work,0 3,4045550103,,call,,hold,1 |
		sed '1s/$/,balance/; 2,$s/$/,5/' >leads.csv
	hl-export -q --to vicidial --split-by status -o out leads.csv
	[ "$(grep -o '"rows":[0-9]*' out/manifest.json | paste -sd' ')" = '"rows":1 "rows":0 "rows":1' ]
}

# --- calendars ---

dates() {
	printf 'account_id,name,callback,due,next_ok,channels,status,balance\n'
	printf '%s\n' '007,"Doe, Jane;",2026-03-02T15:00:00-05:00,2026-03-05,,call,work,1.50' \
		'008,Roe,2026-03-04,,,call,work,' '009,Poe,2026-03-09T10:00:00Z,,2026-03-09,email,work,' \
		'010,Late,2026-03-08T10:00:00Z,,2026-03-09,email,work,' '011,Held,2026-03-09,,2026-03-09,,hold,' \
		'012,None,,,,call,work,' '013,Past,,,2026-03-01,call,work,'
}

@test "call-backs, due promises and days of calls are entries, in UTC" {
	run -0 --separate-stderr hl-export $at --to ics <(dates)
	[ "$stderr" = 'hl-export: warning: 2 rows left out: not to be called' ]
	[ "$(tr -d '\r' <<<"$output" | grep -E '^(SUMMARY|DTSTART|DUE|BEGIN:V[ET])' | paste -sd' ')" = \
		'BEGIN:VEVENT SUMMARY:Call back: Doe\, Jane\; DTSTART:20260302T200000Z BEGIN:VTODO SUMMARY:Promise due: Doe\, Jane\; DTSTART;VALUE=DATE:20260302 DUE;VALUE=DATE:20260305 BEGIN:VEVENT SUMMARY:Call back: Roe DTSTART;VALUE=DATE:20260304 BEGIN:VEVENT SUMMARY:Call back: Poe DTSTART:20260309T100000Z BEGIN:VEVENT SUMMARY:May be called again: Poe DTSTART;VALUE=DATE:20260309 BEGIN:VEVENT SUMMARY:May be called again: Late DTSTART;VALUE=DATE:20260309 BEGIN:VEVENT SUMMARY:May be called again: Held DTSTART;VALUE=DATE:20260309' ]
}

@test "a task begins on the day of the queue, and always before it is due" {
	printf '%s\n' account_id,due 1,2026-03-09 2,2026-03-03 3,2026-03-02 4,2026-02-01 5,2026-03-03T10:00:00Z 6,2026-03-02T08:00:00Z 7,1900-01-01 >due.csv
	hl-export $at --for 2026-03-02 --to ics due.csv | tr -d '\r' | grep -E '^(DTSTART|DUE)' | sed 's/;VALUE=DATE//' | paste -d' ' - - >out
	[ "$(cat out)" = 'DTSTART:20260302 DUE:20260309
DTSTART:20260302 DUE:20260303
DTSTART:20260301 DUE:20260302
DTSTART:20260131 DUE:20260201
DTSTART:20260302T090000Z DUE:20260303T100000Z
DTSTART:20260301T080000Z DUE:20260302T080000Z
DTSTART:18991231 DUE:19000101' ]
	command -v ical >/dev/null || return 0
	hl-export $at --to ics due.csv | ical >read
	[ "$(grep -c '^VTODO	UID' read)" = 7 ]
	none X-LIC-ERROR read
}

@test "an entry is known by its account and its kind: a later file replaces it" {
	uids() { hl-export -q --to ics "$@" | grep ^UID; }
	uids $at <(dates) >one
	dates | sed 's/2026-03-05/2026-04-05/' | uids --as-of=2026-03-03T09:00:00Z - >two
	cmp one two
	[ "$(sort one | uniq -d)" = '' ]
	printf 'account_id,due\n1,2026-03-05\n1,2026-03-06\n' >twice.csv
	[ "$(uids $at twice.csv | tr -d '\r' | sed 's/.*-\([0-9a-f]*\)-2@/2@/' | tail -n 1)" = 2@hotleads ]
	[ "$(hl-export $at --to ics twice.csv | grep -c '^DTSTAMP:20260302T090000Z')" = 2 ]
}

@test "libical reads every entry, and finds nothing wrong" {
	command -v ical >/dev/null || skip "libical is not here"
	hl-export -q $at --to ics --title 'Ortiz; "team", 1' <(dates) >out.ics
	ical <out.ics >read
	[ "$(grep -c '	UID	' read)" = 7 ]
	grep -qxF 'VCALENDAR	X-WR-CALNAME	"Ortiz; \"team\", 1"' read
	grep -qF 'VEVENT	DESCRIPTION	"account_id: 007\nname: Doe, Jane;\ncallback: ' read
	none X-LIC-ERROR read
	printf 'account_id,due\n' | hl-export --to ics | ical >read
	python3 "$BATS_TEST_DIRNAME/naughty_check.py" table note >n.csv
	hl-export -q $at --to ics n.csv | ical >read
	[ "$(grep -c '^VTODO	UID' read)" = "$(($(grep -c '^VTODO	' read) / 11))" ]
	none -E '^(VEVENT|VALARM)|X-LIC-ERROR' read
}

@test "lines are folded at 75 bytes, and no character is cut" {
	printf 'account_id,note,due\n1,%s,2026-03-05\n' "$(printf 'é社👍,%.0s' {1..50} | sed 's/,//g')" >long.csv
	hl-export $at --to ics long.csv >out.ics
	python3 - <<'END'
for line in open("out.ics", "rb").read().split(b"\r\n"):
    assert len(line) <= 75
    line.decode()
END
}

@test "a calendar's mistakes: a bad time, no account, nothing to remind of" {
	printf 'account_id,due\n1,soon\n,2026-03-05\n' >bad.csv
	run -65 hl-export --to ics bad.csv
	[[ ${lines[0]} = 'hl-export: bad.csv:2:3: due: '* ]]
	[[ ${lines[1]} = 'hl-export: bad.csv:3:1: account_id: blank'* ]]
	run -65 hl-export --to ics <(printf 'account_id,x\n1,2\n')
	[[ $output = *'no column callback, due or next_ok'* ]]
	run -65 hl-export --to ics <(printf 'x,due\n1,2026-03-05\n')
	[ "$(printf 'account_id,callback\n1,2026-03-02 09:00:00\n' | hl-export --tz America/New_York --to ics | grep -c 'DTSTART:20260302T140000Z')" = 1 ]
	# A row that is set aside leaves nothing, not even a number for the next one of its account.
	printf 'account_id,callback,next_ok\n1,2026-03-03T10:00:00Z,never\n1,2026-03-04T10:00:00Z,\n' >bad.csv
	hl-export $at --to ics --rejects aside.csv bad.csv 2>/dev/null >out.ics
	[ "$(grep -c '^BEGIN:VEVENT' out.ics)" = 1 ]
	[ "$(grep -c '^UID:callback-[0-9a-f]*@' out.ics)" = 1 ]
}

# --- masks ---

personal() {
	printf 'account_id,client_ref,name,ssn,dob,phone,email,address,city,state,zip,note,balance,bankrupt,reasons,secret\n'
	printf '007,C-1,"Jane O'\''Doe",123-45-6789,1984-03-02,404-555-0101,jane@x.example,1 Main St,Atlanta,GA,30301-1234,%s,1840.55,Y,BK,s3cret\n' \
		"$(printf 'word %.0s' {1..20})"
}

@test "a mask lets out what its list has and nothing else" {
	[ "$(personal | hl-export $at --mask collector)" = "account_id,client_ref,name,dob,phone,email,city,state,note,balance,reasons
007,C-1,Jane O'Doe,40-49,404-555-0101,jane@x.example,Atlanta,GA,word word word word word word word word word word word word ...,1840.55,BK" ]
	[ "$(personal | hl-export $at --mask client)" = "client_ref,name,ssn,phone,email,zip,balance,reasons
C-1,Jane O'Doe,***6789,***0101,j***@x.example,30301-1234,1840.55,BK" ]
	[ "$(personal | hl-export $at --mask public)" = $'balance\n1000+' ]
	[ "$(personal | hl-export $at --mask none)" = "$(personal)" ]
}

@test "tokens are an HMAC by a key that is needed" {
	printf '0123456789abcdef0123\n' >key
	[ "$(personal | hl-export $at --mask analyst --mask-key key)" = "account_id,name,dob,zip,balance
$(printf 007 | openssl dgst -sha256 -hmac 0123456789abcdef0123 -r | cut -c1-32),JO,40-49,303,1000+" ]
	run -64 hl-export --mask analyst <(personal)
	[ "$output" = 'hl-export: --mask analyst makes tokens: it needs --mask-key FILE' ]
	echo short >key
	run -65 hl-export --mask analyst --mask-key key <(personal)
	run -66 hl-export --mask analyst --mask-key missing <(personal)
	run -64 hl-export --mask-key key <(personal)
	run -64 hl-export --mask everybody <(personal)
	[[ $output = *'there are none, collector, client, analyst, public'* ]]
}

@test "what a mask holds back is in no format and no page" {
	printf '0123456789abcdef0123\n' >key
	for preset in client analyst public; do
		for to in $(hl-export --formats | cut -f1); do
			case $to in vicidial | dnc | genesys | prometheus) continue ;; esac
			hl-export -q $at --mask $preset --mask-key key --to "$to" -o out <(personal) 2>err || continue
			[ "$to" != pdf ] || { command -v pdftotext && pdftotext out out.txt && mv out.txt out; } || continue
			[ "$to" != xlsx ] || python3 -c 'import sys, zipfile
z = zipfile.ZipFile("out"); sys.stdout.buffer.write(b"".join(z.read(n) for n in z.namelist()))' >all
			[ "$to" != xlsx ] || mv all out
			none -aE '007|123-45|1984|404-555|jane@|Main St|Atlanta|word word|s3cret' out
		done
		hl-export -q $at --mask $preset --mask-key key --page queue -o out <(personal)
		none -aE '>007|123-45|1984|404-555|jane@|Main St|Atlanta|word word|s3cret' out
	done
}

@test "names of files, titles and sums are masked, too" {
	printf 'name,balance,phone\nJane Doe,1840,4045550101\nJane Roe,20,4045550102\n' >leads.csv
	printf '0123456789abcdef0123\n' >key
	hl-export --mask analyst --mask-key key --split-by name --page queue -o out leads.csv
	[ "$(ls out | paste -sd' ')" = 'JD.html JR.html manifest.json' ]
	none 'Jane\|1840\|balance' out/manifest.json
	none 'Jane\|1840' out/JD.html
	hl-export --mask public --split-by balance -o bands leads.csv
	[ "$(ls bands | paste -sd' ')" = '10%2B.csv 1000%2B.csv manifest.json' ]
	run -64 hl-export --mask public --split-by name -o out leads.csv
	[ "$output" = 'hl-export: --split-by: --mask public holds back name' ]
	run -64 hl-export --mask public --columns name,balance,phone leads.csv
	[ "$output" = 'hl-export: --columns: --mask public holds back name, phone' ]
}

@test "figures have no columns that a mask lets out; a dialer needs whole numbers" {
	printf 'metric,group,from,to,value\nrph,Ann,2026-03-01,2026-03-02,1\n' >kpi.csv
	run -64 hl-export --mask collector --to prometheus kpi.csv
	[ "$output" = 'hl-export: --mask collector leaves none of the columns' ]
	run -64 hl-export --mask client --to vicidial <(gated 1,4045550101,,call,,work,3)
	[ "$output" = 'hl-export: --mask client hides numbers, and a dialer needs them' ]
	[ "$(gated 1,4045550101,,call,,work,3 | hl-export --mask collector --to vicidial | cut -f5)" = 4045550101 ]
	run -64 hl-export --mask public --to ics <(dates)
}

@test "masks are the same for any number of threads, in any script, and of blank cells nothing is made" {
	printf 'name,email,zip,dob,phone,ssn\n' >odd.csv
	printf '%s\n' 'Зоя Иванова,é@x.example,CM9 6PW,1990-12-31,,123' '-,@x,1,soon,1,' '"Müller-Lüdenscheidt, Dr. (Jens)",x,K1A 0B6,2027-01-01,12345,12345' >>odd.csv
	for i in {1..2000}; do sed -n '2,$p' odd.csv; done >rows
	cat rows >>odd.csv
	printf '0123456789abcdef0123\n' >key
	for preset in client analyst; do
		hl-export $at --mask $preset --mask-key key -j1 -o one odd.csv
		hl-export $at --mask $preset --mask-key key -j4 --block-size 1000 -o two odd.csv
		cmp one two
		head -n 4 one
	done >shown
	[ "$(cat shown)" = 'name,email,zip,phone,ssn
Зоя Иванова,é***@x.example,CM9 6PW,,***
-,***@x,1,***,
"Müller-Lüdenscheidt, Dr. (Jens)",***,K1A 0B6,***,***2345
name,zip,dob
ЗИ,CM9,30-39
***,***,***
MLDJ,K1A,***' ]
}

@test "what stands beside a queue is not masked, and goes to nobody who sees a part of it" {
	printf 'account_id,name,balance\n007,Doe,10\n' >in.csv
	printf 'ts,account_id,type\n2026-03-01,007,portal_visit\n' >e.csv
	run -64 hl-export --page queue --mask client -e e.csv in.csv
	[ "${lines[0]}" = 'hl-export: --events does not go with --mask client, which holds back account_id' ]
	hl-export --as-of 2026-03-02 --page queue --mask collector -e e.csv -o q.html in.csv
	grep -q 'class="log"' q.html
}
