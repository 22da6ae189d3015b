# PDF: tables and the work queue on paper, read back by the tools of poppler.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	export AS_OF=2026-03-02T04:59:00Z
	printf 'account_id,name,balance\n007,"Doe, Jane",10.50\n008,Roe,-3\n' >leads.csv
	run hl-export --to pdf --as-of $AS_OF -o probe.pdf leads.csv
	[[ "$output" != *'was made without'* ]] || skip "this build writes no PDF"
	command -v pdftotext >/dev/null || skip "no pdftotext here"
}

pdf() {
	hl-export --to pdf --as-of "$AS_OF" "$@"
}

queue() {
	pdf --page queue --tz America/New_York --for 2026-03-02 "$@"
}

# Text as it stands on the sheet, runs of blanks as one.
text() {
	pdftotext -layout "$@" - | tr -d '\f' | sed 's/\xc2\xa0/ /g; s/  */ /g; s/^ //; s/ $//'
}

# Accounts with all there is; the reasons are long.
accounts() {
	echo 'account_id,name,client,score,tier,why,balance,phone,cell,email,channels,calls_left,call_from,call_to,next_ok,last_worked,reasons'
	for i in $(seq "$1"); do
		printf '%06d,Name %d,Metro,%d.5,Warm,' $((i * 7)) "$i" $((200 - i % 100))
		for _ in $(seq $((i % 4 + 1))); do
			printf 'abandoned_payment +25 (12h); viewed_plans +20; '
		done
		printf 'portal +15 | value x1.320,1%d.00,(404) 555-0%03d,,u%d@example.org,' "$i" $((i % 1000)) "$i"
		case $((i % 3)) in
		0) printf 'email,2,,,2026-03-08,,\n' ;;
		1) printf 'call;email,3,2026-03-02T08:00:00-05:00,2026-03-02T21:00:00-05:00,,2026-02-24,\n' ;;
		2) printf 'call,0,,,,2025-12-30,TIME_BARRED\n' ;;
		esac
	done
}

# --- a table ---

@test "a table has its title, the moment, its rows in order and the END line" {
	pdf --title 'Mine & <yours>' leads.csv -o out.pdf
	[ "$(text out.pdf)" = 'Mine & <yours> page 1 of 1
data as of 2026-03-02 04:59 UTC 2 rows

account_id name balance

007 Doe, Jane 10.50
008 Roe -3

END 2 rows' ]
}

@test "every page says which of how many it is, names the columns and goes on; the last one ends" {
	{ echo id,text; seq -f '%.0f,row' 500; } >many.csv
	pdf --title T -o many.pdf many.csv
	pages=$(pdfinfo many.pdf | sed -n 's/^Pages: *//p')
	[ "$pages" -ge 9 ]
	for page in $(seq "$pages"); do
		text -f "$page" -l "$page" many.pdf >page.txt
		[ "$(head -n 1 page.txt)" = "T page $page of $pages" ]
		grep -qx 'data as of 2026-03-02 04:59 UTC 500 rows' page.txt
		grep -qx 'id text' page.txt
		if [ "$page" = "$pages" ]; then
			grep -qx 'END 500 rows' page.txt
			! grep -q continued page.txt
		else
			grep -qx "continued on page $((page + 1))" page.txt
			! grep -q END page.txt
		fi
	done
	[ "$(text many.pdf | sed -n 's/ row$//p')" = "$(seq 500)" ]
}

@test "a header alone gives a page that ends" {
	head -n 1 leads.csv | pdf -o out.pdf
	text out.pdf | grep -qx 'account_id name balance'
	text out.pdf | grep -qx 'END 0 rows'
}

@test "numbers stand under each other at the right, keys and texts at the left" {
	printf 'key,n\n007,1.00\n0123456,1000000.00\n' | pdf -o out.pdf
	pdftotext -bbox out.pdf - >box
	at() { sed -n "s/.*$1=\"\([0-9.]*\)\".*>$2<.*/\1/p" box; }
	[ "$(at xMax 1.00 | cut -d. -f1)" = "$(at xMax 1000000.00 | cut -d. -f1)" ]
	[ "$(at xMin 007)" = "$(at xMin 0123456)" ]
}

@test "the sheet is A4 or Letter, upright where that is enough" {
	[[ "$(pdfinfo probe.pdf)" == *'595.276 x 841.89 pts (A4)'* ]]
	pdf --paper letter -o out.pdf leads.csv
	[[ "$(pdfinfo out.pdf)" == *'612 x 792 pts (letter)'* ]]
	python3 -c 'print(",".join(f"column {i}" for i in range(12))); print(",".join("value of it" for i in range(12)))' >wide.csv
	pdf -o out.pdf wide.csv
	[[ "$(pdfinfo out.pdf)" == *'841.89 x 595.276 pts (A4)'* ]]
	run -64 pdf --paper a5 leads.csv
	[ "${lines[0]}" = 'hl-export: --paper: a5 is neither a4 nor letter' ]
	run -64 hl-export --paper a4 leads.csv
	[ "${lines[0]}" = 'hl-export: --paper goes with --to pdf' ]
}

@test "more columns than a sheet has room for stand below each other, each under its name" {
	python3 -c 'print(",".join(f"c{i}" for i in range(60))); print(",".join(f"value{i} of it" for i in range(60)))' >wide.csv
	pdf -o out.pdf wide.csv
	text out.pdf >out.txt
	for i in 0 3 4 31 59; do grep -qw "c$i" out.txt; grep -qw "value$i of it" out.txt; done
	grep -qx 'END 1 row' out.txt
}

@test "a long text is wrapped, and none of it is lost, also over pages, without a hyphen" {
	python3 - >long.csv <<'EOF'
print("id,word,text")
print("1," + "x" * 10000 + "," + " ".join(f"w{i}" for i in range(2000)))
print("2,a,b")
EOF
	run -0 --separate-stderr pdf -o out.pdf long.csv
	[ -z "$stderr" ]
	text out.pdf >out.txt
	[ "$(grep -v 'continued\|text' out.txt | tr -cd x | wc -c)" = 10000 ]
	[ "$(grep -o 'w[0-9][0-9]*' out.txt | grep -v word)" = "$(seq -f w%.0f 0 1999)" ]
	! grep -q 'x-' out.txt
	[ "$(pdfinfo out.pdf | sed -n 's/^Pages: *//p')" -gt 1 ]
}

@test "what would be pages of nothing else is cut, and both the page and a warning say so" {
	python3 -c 'print("a"); print("é" * 20000)' >long.csv
	run -0 --separate-stderr pdf -o out.pdf long.csv
	[ "$stderr" = 'hl-export: warning: 1 text too long for paper, cut' ]
	text out.pdf | grep -qF '[7232 more bytes]'
}

@test "line ends in a cell are line ends, control characters are told and counted once" {
	printf 'a,b\n"1\r\n2",x\a\033[31m\n"3\r4","\xe2\x80\xaeevil\xe2\x81\xa6"\n"tab\ttab",\xff\n' >odd.csv
	run -0 --separate-stderr pdf -o out.pdf odd.csv
	[ "${stderr_lines[0]}" = 'hl-export: warning: 1 invalid UTF-8 byte written as U+FFFD' ]
	[ "${stderr_lines[1]}" = 'hl-export: warning: 4 control characters written as U+FFFD' ]
	[ "$(text out.pdf | sed -n '6,10p')" = $'1 x\xef\xbf\xbd\xef\xbf\xbd[31m\n2\n3 \xef\xbf\xbdevil\xef\xbf\xbd\n4\ntab tab \xef\xbf\xbd' ]
}

@test "a cell is text: no markup, no entity, no link" {
	cat >odd.csv <<-'EOF'
		a,b
		<b>x</b>,&amp;
		<span foreground='red'>y</span>,https://example.org/
		(x) Tj ET,\n%PDF
	EOF
	pdf -o out.pdf odd.csv
	[ "$(text out.pdf | sed -n '6,8p')" = '<b>x</b> &amp;
<span foreground='"'red'"'>y</span> https://example.org/
(x) Tj ET \n%PDF' ]
	[ "$(pdfinfo -url out.pdf | wc -l)" = 1 ]
}

@test "names in other scripts are found again" {
	printf 'name\n' >names.csv
	while IFS=: read -r language name; do
		[ -n "$(fc-list ":lang=$language")" ] || continue
		echo "$name" >>names.csv
	done <<-'EOF'
		el:Ελένη Ωνάση
		ru:Мария Ёлкина
		ar:محمد علي
		he:דוד כהן
		hi:प्रिया शर्मा
		zh-cn:王小明
		ja:山田たろう
		ko:김철수
		th:สมชาย
	EOF
	[ "$(wc -l <names.csv)" -gt 1 ] || skip "no font of another script here"
	run -0 --separate-stderr pdf -o out.pdf names.csv
	[ -z "$stderr" ]
	# What is written from right to left comes between marks that say so.
	pdftotext out.pdf - | python3 -c '
import sys
found = sys.stdin.read().translate({0x202a: None, 0x202b: None, 0x202c: None})
for name in open("names.csv", encoding="utf-8").read().split("\n"):
    assert name in found, name'
}

@test "a character that no font has is a box, and is told" {
	printf 'a\n\xf4\x8f\xbf\xbc\n' >odd.csv
	run -0 --separate-stderr pdf -o out.pdf odd.csv
	[ "$stderr" = 'hl-export: warning: 1 character in no font of this system, shown as a box' ]
}

@test "towers of accents stay in their lines" {
	python3 -c 'print("a\n" + "\n".join("z" + "\u0300\u0316" * 40 for _ in range(3)))' >odd.csv
	pdf -q -o out.pdf odd.csv
	text out.pdf | grep -qx 'END 3 rows'
}

# --- the file ---

@test "title and moment are in the file, no author, and nothing of the machine" {
	pdf --title 'Zoë & Co' -o out.pdf leads.csv
	pdfinfo -isodates out.pdf >info
	grep -qx 'Title: *Zoë & Co' info
	grep -qx 'CreationDate: *2026-03-02T04:59:00Z' info
	! grep -q 'Author\|ModDate' info
	! strings out.pdf | grep -qF "$PWD"
}

@test "the same rows give the same bytes, whatever the environment says" {
	accounts 30 >q.csv
	queue -o want.pdf q.csv
	for language in C de_DE.UTF-8 ja_JP.UTF-8; do
		LANG=$language LC_ALL=$language LANGUAGE=${language%%_*} PANGO_LANGUAGE=${language%%_*} \
			FC_LANG=$language SOURCE_DATE_EPOCH=7 TZ=Asia/Tokyo hl-export --page queue --to pdf -j 3 --block-size 64K \
			--as-of $AS_OF --tz America/New_York --for 2026-03-02 q.csv | cmp - want.pdf
	done
}

@test "a name that ends in .pdf is enough; gzip goes round it" {
	hl-export --as-of $AS_OF -o x.pdf leads.csv
	cmp x.pdf probe.pdf
	hl-export --as-of $AS_OF -o x.pdf.gz leads.csv
	gzip -dc x.pdf.gz | cmp - probe.pdf
}

@test "a full disk is told, and a reader that goes away ends it" {
	[ -e /dev/full ] || skip
	accounts 300 >q.csv
	run -74 bash -c 'hl-export --to pdf leads.csv >/dev/full'
	run -74 bash -c 'hl-export --page queue --to pdf q.csv >/dev/full'
	run -0 bash -c '(hl-export --page queue --to pdf q.csv; echo $? >status) | head -c 100 >/dev/null'
	[ "$(cat status)" = 141 ]
}

@test "a terminal is not to have it" {
	python3 -c 'import os, pty; os._exit(os.waitstatus_to_exitcode(pty.spawn(["hl-export", "--to", "pdf", "leads.csv"])) & 255)' \
		>out.txt </dev/null || status=$?
	[ "$status" = 64 ]
	[[ "$(cat out.txt)" == 'hl-export: --to pdf is not for a terminal: give -o FILE.pdf'* ]]
}

@test "a bad row leaves no file, --check writes none" {
	printf 'a,b\n1\n' >bad.csv
	run -65 pdf -o bad.pdf bad.csv
	[ ! -e bad.pdf ]
	[ -z "$(pdf --check leads.csv)" ]
}

# --- the queue ---

@test "an account has its line, why, and what stands against it" {
	cat >q.csv <<-'EOF'
		account_id,name,client,score,tier,why,balance,phone,cell,email,channels,calls_left,call_from,call_to,next_ok,reasons,last_worked,next_step
		007,"Doe, Jane",Metro,93.1,Critical,abandoned_payment +25 (12h); viewed_plans +20 | value x1.320: balance x1.1 | recency x1.175625 | by hand,1840.005,(404) 555-0101,,j@example.org,"call,email,mail",3,2026-03-02T08:00:00-05:00,2026-03-03T21:00:00-05:00,,,2026-02-24,finish payment
		008,Roe,Metro,27.3,Warm,,620,(404) 555-0102,(404) 555-0103,,sms,0,,,2026-03-08,TIME_BARRED;NO_TZ,2025-12-30,
		009,,Metro,x,Cold,,none,(404) 555-0104,,,call,0,,,,,,
	EOF
	queue --title 'J. Ortiz' --currency '$' --run r1 -o out.pdf q.csv
	text out.pdf >out.txt
	sed 's/ *$//; /^$/d' out.txt >lines
	diff - lines <<-EOF
		Work queue: J. Ortiz page 1 of 1
		work date Mon 2026-03-02 data as of 2026-03-01 23:59 UTC-05:00 (America/New_York) 3 accounts \$2,460.01 may: C call, S text, E e-mail, L letter
		# score tier account name client balance call from–to calls left may worked
		1 93.1 Critical 007 Doe, Jane Metro \$1,840.01 (404) 555-0101 08:00–03-03 21:00 3 C-EL 02-24
		why: abandoned payment +25 (12h); viewed payment plans +20 | value j@example.org
		x1.32 | recency x1.18 | by hand · next step: finish payment
		2 27.3 Warm 008 Roe Metro \$620.00 !! no call before 03-08 -S-- 2025-12-30
		text (404) 555-0103
		!! debt is time-barred (TIME_BARRED); time zone not known (NO_TZ)
		3 x Cold 009 009 Metro none !! no calls left today 0 ----
		END 3 accounts, \$2,460.01 (1 without a balance); run r1
		Confidential: personal and account data. Show it to nobody who does not work it; shred it.
	EOF
}

@test "what other tables say is on paper: the last contact, alerts, work done, what was held back" {
	printf 'account_id\n007\n008\n' >q.csv
	printf 'ts,account_id,type,channel,result,direction\n2026-02-28T15:00:00Z,007,attempt,call,rpc_promise,out\n2026-03-01T15:00:00Z,007,portal_visit,,,\n2025-03-01,008,portal_visit,,,\n' >log.csv
	printf 'ts,account_id,text,type\n2026-03-01T10:00:00Z,007,Came back,\n2026-03-01T11:00:00Z,,,portal_visit\n' >alerts.csv
	printf 'account_id,reasons\n1,7IN7\n2,7IN7\n3,CEASE_X\n' >held.csv
	queue -e log.csv --alerts alerts.csv --held held.csv --run r1 -o out.pdf q.csv
	[ "$(text out.pdf | sed '/^$/d' | sed -n '4,9p')" = 'alert: 03-01 Portal visit
1 007 007
last contact: 02-28 We called: talked, promised to pay
alert: 03-01 Came back
2 008 008
newest: 2025-03-01 Portal visit' ]
	text out.pdf | grep -qx 'END 2 accounts; held back 3: 7IN7 2, CEASE X 1; run r1'
	queue -o before.pdf q.csv
	echo account_id | queue --done - -o same.pdf q.csv
	cmp before.pdf same.pdf
	printf 'account_id\n008\n' | queue --done - -o after.pdf q.csv
	! cmp -s before.pdf after.pdf
}

@test "what else an account can be written to stands below the number to call, and nothing is said twice" {
	cat >q.csv <<-'EOF'
		account_id,name,why,phone,cell,email,channels,next_ok,reasons
		1,Jane,abandoned_payment +25 (4h); viewed_plans +20,(404) 555-0101,(404) 555-0102,j@example.org,call;sms;email,,
		2,Roe,portal_visit +15,(404) 555-0103,(404) 555-0104,r@example.org,sms;email,2026-03-05T14:00:00Z,CONV_COOLDOWN
		3,Poe,portal_visit +15,(404) 555-0105,,p@example.org,call,soon,
	EOF
	printf 'ts,account_id,text,type\n2026-03-01T10:00:00Z,1,,viewed_plans\n2026-03-01T09:00:00Z,1,,sms_click\n2026-03-01T08:00:00Z,2,,Portal_Visit\n2026-03-01T07:00:00Z,3,Look,portal_visit\n' >alerts.csv
	queue --alerts alerts.csv -o out.pdf q.csv
	text out.pdf >out.txt
	[ "$(grep -c 'viewed\|Looked' out.txt)" = 1 ]
	grep -q 'alert: 03-01 SMS link click' out.txt
	grep -q 'alert: 03-01 Look$' out.txt
	[ "$(grep -c alert: out.txt)" = 2 ]
	grep -qF '!! no call before 03-05 14:00 UTC' out.txt
	grep -qF '!! talked lately (CONV_COOLDOWN)' out.txt
	grep -qF '(404) 555-0105' out.txt
	grep -qF '!! not before soon' out.txt
	accounts 4 | sed 's/,,u\([0-9]*\)@/,(404) 555-9999,u\1@/; s/call;email/call;sms;email/' | queue -o out.pdf
	pdftotext -bbox out.pdf - >box
	at() { sed -n "s/.*xMin=\"\([0-9.]*\)\".*>$1<.*/\1/p" box | cut -d. -f1 | sort -u; }
	[ -n "$(at text)" ]
	grep -qx "$(at text)" <(at call)
}

@test "the END line is on a page with the last account" {
	for n in {18..34}; do
		accounts "$n" | queue -o out.pdf
		last=$(pdfinfo out.pdf | sed -n 's/^Pages: *//p')
		text -f "$last" -l "$last" out.pdf >last.txt
		grep -q "^END $n accounts" last.txt
		grep -q "Name $n " last.txt
	done
}

@test "links are there for what is open, and for nothing else" {
	cat >q.csv <<-'EOF'
		account_id,phone,email,channels,status,calls_left
		1,(404) 555-0101 x5,j+d@example.org,call;email,work,1
		2,(404) 555-0102,b@example.org,sms,work,1
		3,(404) 555-0103,c@example.org,call;email,hold,1
		4,(404) 555-0104,d@example.org,call;email,work,0
		5,javascript:alert(1),a@b?bcc=x@y.example,call;email,work,1
		6,(404) 555-0106') /x,a'b@example.org,call;email,work,1
	EOF
	queue -o out.pdf q.csv
	[ "$(pdfinfo -url out.pdf | awk 'NR > 1 { print $3 }')" = "tel:4045550101;ext=5
mailto:j%2Bd@example.org
mailto:d@example.org
mailto:a%27b@example.org" ]
}

@test "no account breaks over two pages; each page has the head and the line about secrecy" {
	accounts 200 >q.csv
	queue --title Ann -o out.pdf q.csv
	pages=$(pdfinfo out.pdf | sed -n 's/^Pages: *//p')
	[ "$pages" -gt 8 ]
	for page in $(seq "$pages"); do
		text -f "$page" -l "$page" out.pdf >page.txt
		[ "$(head -n 1 page.txt)" = "Work queue: Ann page $page of $pages" ]
		grep -q '^work date Mon 2026-03-02 data as of 2026-03-01 23:59 UTC-05:00 (America/New_York) 200 accounts' page.txt
		grep -q '^Confidential: ' page.txt
		grep -c '^[0-9]* [0-9]*\.5 Warm' page.txt >>firsts
		grep -c 'why: ' page.txt >>whys
		grep -c 'x1.32' page.txt >>ends
	done
	cmp firsts whys
	cmp firsts ends
	[ "$(text out.pdf | grep -o '^[0-9]* [0-9]*\.5 Warm [0-9]*' | awk '{ print $1, $4 }')" = \
		"$(awk 'BEGIN { for (i = 1; i <= 200; i++) printf "%d %06d\n", i, i * 7 }')" ]
	text out.pdf | grep -q '^END 200 accounts, '
}

@test "a queue of none is a page that says so; any table with keys is a queue" {
	accounts 0 | queue -o out.pdf
	text out.pdf | grep -qx 'END 0 accounts, 0.00'
	printf 'id\n1\n' | queue -o out.pdf
	text out.pdf | grep -qx 'END 1 account'
}

@test "what cells hold stays text, and the queue comes to its end" {
	python3 - >n.csv <<'EOF'
import csv, sys
strings = ["<script>alert(1)</script>", "</b>", "&lt;", "%PDF-1.5", ") Tj", "\\", "\u202eevil\u2066", "\u200b\ufeff", "=1+1",
    "javascript:alert(1)", "uri='x'", "x" * 5000, "a\nb\r\nc", "Ω≈ç√", "1e999", "%s%n", "z" + "\u0300" * 50, "'", '"', "\u2028x"]
columns = ("account_id,name,client,score,tier,why,balance,phone,cell,email,channels,status,reasons,calls_left,"
    "call_from,call_to,next_ok,last_worked,next_step").split(",")
write = csv.writer(sys.stdout, lineterminator="\n")
write.writerow(columns)
for value in strings:
    write.writerow([value] * len(columns))
EOF
	queue -q -o out.pdf n.csv
	text out.pdf >out.txt
	grep -q '^END 20 accounts, 0.00 (20 without a balance)' out.txt
	for want in '<script>alert(1)</script>' '&lt;' '%PDF-1.5' ') Tj' "uri='x'" '=1+1' '%s%n'; do
		grep -qF -- "$want" out.txt
	done
	[ "$(pdfinfo -url out.pdf | wc -l)" = 1 ]
}

@test "one file for each collector, each with its own pages and END line" {
	printf 'account_id,collector,balance\n1,Ann,5\n2,Bo,6\n3,Ann,7\n' >q.csv
	pdf --page queue --split-by collector -o out/ q.csv
	[ "$(ls out)" = $'Ann.pdf\nBo.pdf\nmanifest.json' ]
	text out/Ann.pdf | grep -qx 'Work queue: Ann page 1 of 1'
	text out/Ann.pdf | grep -qx 'END 2 accounts, 12.00'
	text out/Bo.pdf | grep -qx 'END 1 account, 6.00'
}

# --- the dashboard ---

dashboard() {
	hl-export --as-of 2026-03-02T09:00:00Z --page dashboard --to pdf "$@"
}

# Figures of two teams: a month beside the one before, and its days.
figures() {
	echo 'metric,group,from,to,num,den,value,lo,hi,n,flag,previous,change_pct,p,trend,target,attained,missing'
	echo 'rph,all,2026-02-01,2026-03-01,1234.5,10,123.45,100.00,150.00,10,low_n;unmatched:2,100.00,23.5,0.01,up,120.00,yes,0.00'
	echo 'kept,all,2026-02-01,2026-03-01,1,2,50.0,9.5,90.5,2,,60.0,-16.7,0.9,ns,,,'
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		echo "rph,T$i,2026-02-01,2026-03-01,1,1,$((i * 10)).00,$((i * 10 - 5)).00,$((i * 10 + 5)).00,5,,,,,,,,"
	done
	for day in 01 02 03 07 08 28; do
		echo "rph,all,2026-02-$day,2026-02-$((10#$day + 1)),1,1,$day.50,1.00,90.00,1,,,,,,,,"
	done | sed 's/2026-02-29/2026-03-01/; s/-\([0-9]\),/-0\1,/'
	echo 'prom_pipe,all,2026-02-01,2026-03-01,3,,3,,,3,bucket:today,,,,,,,'
	echo 'vint,all,2026-02-01,2026-03-01,10.00,100.00,10.0,,,9,,,,,,,,'
}

@test "a dashboard has cards, a chart, tables with bars, and the END line" {
	figures >k.csv
	dashboard --by team --currency '$' --title 'February' --run r1 -o out.pdf k.csv
	text out.pdf >out.txt
	grep -qx 'Dashboard: February page 1 of 2' out.txt
	grep -qx 'period 2026-02-01 to 2026-02-28 (28 days) data as of 2026-03-02 09:00 UTC' out.txt
	grep -q '^Revenue per hour Promises kept' out.txt
	grep -qx '\$123.45 50.0 %' out.txt
	grep -q '▲ +23.5 % · better ▼ 10.0 points (−16.7 %) · may' out.txt
	grep -q 'few observations; 2' out.txt
	grep -q 'target \$120.00: reached' out.txt
	grep -qx 'Trend' out.txt
	grep -q '^2026-02-01 2026-02-14 2026-02-28' out.txt
	grep -qx 'T12 \$120.00 \$115.00 \$125.00 5 –' out.txt
	grep -qx 'END complete: 22 figures of 4 metrics, days from 2026-02-01 to 2026-02-28; run r1' out.txt
	[ "$(dashboard --by team --currency '$' --title 'February' --run r1 k.csv | cmp - out.pdf)" = '' ]
}

# How many words begin or end beside the margins of an A4 sheet.
beside() {
	pdftotext -bbox "$1" - | awk -F '"' '/<word/ && ($2 < 35.9 || $6 > 559.5)' | wc -l
}

@test "tables of a dashboard end at the margin, however many columns they have" {
	{
		echo metric,group,from,to,value,num,den
		for batch in 1 2 3; do
			for month in $(seq 11); do
				echo "vint,2025-0$batch/$month,2025-12-02,2026-03-02,$month.25,12345.00,1234567.00"
			done
		done
		printf 'vint,2025-04/\xff\xfe,2025-12-02,2026-03-02,1.25,12345.00,1234567.00\n'
	} >k.csv
	dashboard -o out.pdf k.csv 2>err.txt
	[ "$(grep -cv U+FFFD err.txt)" = 0 ] # pango is given no byte that is none of UTF-8
	[ "$(beside out.pdf)" = 0 ]
	text out.pdf | grep -q '^2025-03 1,234,567.00 1.25 % .* 10.25 % 11.25 %$'
	{
		echo metric,group,from,to,value,num,den,lo,hi,n,previous,change_pct,p,trend,flag
		for name in '' 'A team with a long name/a collector with a long name' 'B/b'; do
			printf '%s,' rph "$name" 2026-01-31 2026-03-02 1234567.50 100 8 1200000.25 1300000.75 123456 1134567.50 8.8 0.01
			echo 'up,low_n;no_amount:3'
		done
	} >k.csv
	dashboard -o out.pdf k.csv
	[ "$(beside out.pdf)" = 0 ]
	text out.pdf | grep -q 'Before Change$'
	text out.pdf | grep -q '1,300,000.75 123,456 1,134,567.50 ▲ +8.8 % · better few observations; 3'
}

@test "a dashboard without figures, of a team, of hostile names" {
	figures | head -n 1 >none.csv
	dashboard -o out.pdf none.csv
	text out.pdf | grep -qx 'END complete: 0 figures of 0 metrics'
	figures | sed 's/T3,/<b>\&amp;x,/' >k.csv
	dashboard --by team -o out.pdf k.csv
	text out.pdf | grep -q '^<b>&amp;x 30.00'
	dashboard --by team --team T4 -o out.pdf k.csv
	text out.pdf | grep -q '^Dashboard: team T4 page'
	! text out.pdf | grep -qw T5
	run -64 dashboard --by team --team T99 -o no.pdf k.csv
	[ ! -e no.pdf ]
}

@test "a long dashboard goes on; no title stands without its rows" {
	{
		figures | head -n 2
		for i in $(seq 300); do
			echo "kept,T$i,2026-02-01,2026-03-01,1,2,50.0,,,2,,,,,,60.0,no,10.0"
		done
	} >k.csv
	dashboard --by team -o out.pdf k.csv
	pages=$(pdfinfo out.pdf | sed -n 's/^Pages: *//p')
	[ "$pages" -gt 3 ]
	[ "$(text out.pdf | grep -c '^Promises kept T')" = 300 ]
	text -f "$pages" -l "$pages" out.pdf | grep -q '^END complete: 301 figures of 2 metrics'
}
