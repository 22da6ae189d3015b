bats_require_minimum_version 1.5.0

# Needs node with playwright-core and axe-core (NODE_PATH) and a Chromium.
setup() {
	node -e 'require("playwright-core"); require("axe-core")' 2>/dev/null || skip 'no playwright-core and axe-core'
	[ -x "${CHROMIUM:=/usr/bin/chromium}" ] || skip 'no Chromium'
	cd "$BATS_TEST_TMPDIR"
	cat >q.csv <<-'EOF'
		account_id,name,client,score,tier,why,balance,phone,cell,email,status,channels,calls_left,call_from,call_to,next_ok,reasons,collector
		001,"Doe, Jane",Metro Bank,112.3,Critical,abandoned_payment +25 (12h); viewed_plans +20 | value x1.32: balance x1.1 | recency x1.18,1840.00,(404) 555-0101,(404) 555-0102,a@example.org,work,"call,sms,email,mail",3,2026-03-02T08:00:00-05:00,2026-03-02T21:00:00-05:00,,TIME_BARRED,mia
		002,"Roe, Richard",Metro Bank,61,High,portal_visit +15 (3h),620,(404) 555-0103,,b@example.org,work,"sms,email",0,2026-03-02T08:00:00-05:00,2026-03-02T21:00:00-05:00,2026-03-08,CONV_COOLDOWN,mia
		003,"Okafor-Featherstonehaugh, Maximiliana Alexandrina",St. Luke's,30.25,Warm,by hand,99999999.99,+14045550104,,c@example.org,work,call,1,2026-03-02T11:00:00-05:00,2026-03-02T18:00:00-05:00,,,mia
		004,محمد,Metro Bank,12,Standard,email_open +5 (1d),-3,none,,,hold,call,0,,,,DISPUTE,mia
		005,山田太郎,Metro Bank,0,Cold,,x,4045550105,,,work,"call,mail",7,2026-03-02T08:00:00-05:00,2026-03-02T21:00:00-05:00,,,mia
	EOF
	cat >e.csv <<-'EOF'
		ts,account_id,type,collector,channel,direction,result,amount,due
		2026-03-02T12:20:00Z,001,abandoned_payment,,,,,310,
		2026-03-01T14:10:00Z,001,attempt,mia,call,out,no_answer,,
		2026-02-27T14:10:00Z,002,attempt,mia,call,out,rpc_promise,150,2026-03-05
		2026-02-20,003,a_signal_with_a_name_that_is_rather_long_for_a_phone_of_320_pixels,,,,,,
	EOF
	printf 'ts,account_id,text\n2026-03-02T12:28:00Z,002,Hot now: 45 to 61\n2026-03-02T12:00:00Z,,The host file is a day old\n2026-03-01,003,a\n2026-03-01,003,b\n' >a.csv
	printf 'account_id,reasons\n9,CEASE\n10,CALLS_7IN7\n' >h.csv
	printf 'account_id\n001\n' >d.csv
	hl-export --page queue --title 'J. Ortiz (desk 014)' --as-of 2026-03-02T12:30:00Z --tz America/New_York --goal 40 \
		--done d.csv -e e.csv --alerts a.csv --held h.csv --currency '$' --run r1 -o page.html q.csv
}

@test "a queue page in a browser: sizes, light and dark, keyboard, filters, hours, no script, paper" {
	node "$BATS_TEST_DIRNAME/queue.js" page.html
}

@test "on paper every page has its head, and the last one ends" {
	command -v pdftotext >/dev/null || skip 'no pdftotext'
	{ head -n 1 q.csv; for n in 1 2 3 4 5 6 7 8; do tail -n +2 q.csv; done; } >long.csv
	hl-export --page queue --title 'J. Ortiz' --as-of 2026-03-02T12:30:00Z --for 2026-03-03 -e e.csv --held h.csv --run r1 -o long.html long.csv
	"${CHROMIUM:=/usr/bin/chromium}" --headless --no-sandbox --disable-gpu --user-data-dir="$BATS_TEST_TMPDIR/profile" \
		--no-pdf-header-footer --print-to-pdf=long.pdf "file://$PWD/long.html" 2>/dev/null
	pages=$(pdfinfo long.pdf | sed -n 's/^Pages: *//p')
	[ "$pages" -gt 2 ]
	pdftotext -layout long.pdf long.txt
	[ "$(grep -c 'Work queue: J. Ortiz .*Tue 2026-03-03 .*data as of 2026-03-02 12:30 UTC .*40 accounts, .* confidential' long.txt)" = "$pages" ]
	grep -q 'END 40 accounts, .*held back 2: seven calls in seven days CALLS_7IN7 1, asked not to be' long.txt
	grep -q '!! No call before 2026-03-08' long.txt
	grep -q 'Confidential: ' long.txt
}
