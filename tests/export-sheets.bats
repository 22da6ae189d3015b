# hl-export --to xlsx and sqlite, read back by openpyxl and by Python's sqlite3.
bats_require_minimum_version 1.5.0

setup() {
	tests=$BATS_TEST_DIRNAME
	command -v hl-export >/dev/null || PATH=$tests/../build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	as_of='--as-of 2026-03-02T09:00:00Z'
	mkdir tmp
	export TMPDIR=$PWD/tmp
}

teardown() {
	[ -z "$(ls -A "$BATS_TEST_TMPDIR/tmp" 2>/dev/null)" ] # nothing is left there
}

needs_xlsx() {
	! hl-export --to xlsx --check <<<a 2>&1 | grep -q 'made without' || skip "built without libxlsxwriter"
	python=python3
	$python -c 'import openpyxl' 2>/dev/null || python=/usr/bin/python3
	$python -c 'import openpyxl' 2>/dev/null || skip "no openpyxl here"
}

needs_sqlite() {
	! hl-export --to sqlite --check <<<a 2>&1 | grep -q 'made without' || skip "built without SQLite"
	python3 -c 'import sqlite3' 2>/dev/null || skip "no sqlite3 for python3 here"
}

book() { $python "$tests/sheets.py" "$1"; }

# cell FILE A1: type, format and value.
cell() { book "$1" | awk -F '\t' -v at="$2" '$1 == at { print $2 "|" $3 "|" $7 }'; }

sql() {
	python3 - "$@" <<-'EOF'
		import sqlite3, sys
		db = sqlite3.connect(sys.argv[1])
		for asked in sys.argv[2:]:
		    for row in db.execute(asked):
		        print("|".join("NULL" if cell is None else str(cell) for cell in row))
	EOF
}

leads() {
	cat <<-'END'
		account_id,name,balance,score,tier,placed_date,last_worked,phone,code,flag
		007,"Doe, Jane",10.50,93.1,Critical,2026-02-01,2026-03-01T08:30:00-05:00,4045550101,0012,true
		8,Roe,-1840,27,warm,1999-12-31,2026-03-01 08:30:00.250,,12,no
	END
}

# Every string that means something to somebody, in every column.
naughty() {
	python3 - <<'EOF'
import csv, sys
strings = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://x.example\")", "\t=1", "|cmd", "<script>alert(1)</script>", "]]>", "&amp;",
    "a\nb", "a\tb", " lead", "trail ", "  ", "Ω≈ç√ 社會科學院 👍", "NULL", "TRUE", "1e999", "NaN", "0x10", "1,000", "$5", "5.", ".5", "+5", "-0",
    "00", "007", "1e5", "123456789012", "1234567890123456", "0.1234567890123456", "2026-02-30", "2026-03-02T25:00:00Z", "1900-01-01", "12:30",
    "'quoted", "\"", "'; DROP TABLE rows; --", "http://x.example", "mailto:a@b.example", "internal:A1", "%s%n", "x" * 5000, "\u202eevil", "~~"]
columns = "account_id,name,balance,score,tier,why,phone,email,placed_date,last_worked,note,result".split(",")
out = open(1, "w", newline="", encoding="utf-8")
write = csv.writer(out, lineterminator="\n")
write.writerow(columns)
for value in strings:
    write.writerow([value] * len(columns))
EOF
}

# --- xlsx ---

@test "a cell has the type it says it has, and a key is text" {
	needs_xlsx
	leads | hl-export $as_of -o t.xlsx
	[ "$(cell t.xlsx A2)" = "s|@|'007'" ]
	[ "$(cell t.xlsx A3)" = "s|@|'8'" ]
	[ "$(cell t.xlsx B2)" = "s|@|'Doe, Jane'" ]
	[ "$(cell t.xlsx C2)" = 'n|#,##0.00|10.5' ]
	[ "$(cell t.xlsx C3)" = 'n|#,##0.00|-1840' ]
	[ "$(cell t.xlsx D2)" = 'n|0.0|93.1' ]
	[ "$(cell t.xlsx D3)" = 'n|0|27' ]
	[ "$(cell t.xlsx F2)" = 'd|yyyy\-mm\-dd|2026-02-01T00:00:00' ]
	[ "$(cell t.xlsx G2)" = 'd|yyyy\-mm\-dd\ hh:mm:ss"-05:00"|2026-03-01T08:30:00' ]
	[ "$(cell t.xlsx G3)" = 'd|yyyy\-mm\-dd\ hh:mm:ss.00|2026-03-01T08:30:00.250000' ] ||
		[ "$(cell t.xlsx G3)" = 'd|yyyy\-mm\-dd\ hh:mm:ss.000|2026-03-01T08:30:00.250000' ]
	[ "$(cell t.xlsx H2)" = "s|@|'4045550101'" ]
	[ "$(cell t.xlsx I2)" = "s|@|'0012'" ]
	[ "$(cell t.xlsx I3)" = "s|@|'12'" ] # a column with codes is one of codes
	[ "$(cell t.xlsx J2)" = "s|@|'true'" ]
}

@test "the header is frozen and bold, has a filter, columns are as wide as what is in them" {
	needs_xlsx
	leads | hl-export $as_of --title 'Leads: a/b' -o t.xlsx
	book t.xlsx >out
	grep -qx 'sheet Leads- a-b A1:J3' out
	grep -qx 'made 2026-03-02T09:00:00 Leads: a/b' out
	grep -qx 'frozen A2 filter A1:J3' out
	[ "$(awk -F '\t' '/^[A-J]1\t/ && $4 == "bold"' out | wc -l)" = 10 ]
	grep -qx 'width A 14' out # account_id and the filter's button
	grep -qx 'width G 27' out
	! grep '^list' out
	[ "$(awk -F '\t' '$1 == "E2" { print $4, $5 }' out)" = 'bold FFB3161B' ]
	[ "$(awk -F '\t' '$1 == "E3" { print $4, $5 }' out)" = 'bold FFFAF4DC' ]
}

@test "what a spreadsheet might run or change stays the text it is" {
	needs_xlsx
	naughty >in.csv
	for page in '' '--page queue'; do
		hl-export $as_of $page --columns account_id,name,balance,score,tier,why,phone,email,placed_date,last_worked,note,result --to xlsx in.csv >t.xlsx
		$python - <<-'EOF'
			import csv, datetime, openpyxl
			rows = list(csv.reader(open("in.csv", encoding="utf-8")))
			sheet = openpyxl.load_workbook("t.xlsx").active
			assert sheet.max_row == len(rows)
			for y, row in enumerate(rows, 1):
			    for x, text in enumerate(row, 1):
			        cell = sheet.cell(y, x)
			        if y == 1 and text in ("account_id", "placed_date", "last_worked"):
			            text = cell.value if cell.value in ("account", "placed date", "worked") else text
			        assert cell.data_type == "s", (text, cell.data_type)
			        assert cell.value == text, (text, cell.value)
			        assert not cell.hyperlink or set(cell.hyperlink.target) <= set("tel:0123456789"), text
		EOF
		! unzip -p t.xlsx xl/worksheets/sheet1.xml | grep -q '<f>'
	done
}

@test "numbers are numbers where a double holds them as they are printed, and show all their digits" {
	needs_xlsx
	printf 'x\n1\n-0.5\n12345678901\n0.123456789012345\n99999.999999\n1.10\n0\n0.00\n100000000000\n1.2345678901234567\n-0.0\n1.\n' >in.csv
	hl-export $as_of --to xlsx in.csv >t.xlsx
	# 100000000000 is longer than a number that is to be counted with: a code, as is all of the column.
	[ "$(cell t.xlsx A2)" = "s|@|'1'" ]
	grep -v '^10000' in.csv | hl-export $as_of --to xlsx >t.xlsx
	[ "$(cell t.xlsx A2)" = 'n|0|1' ]
	[ "$(cell t.xlsx A3)" = 'n|0.0|-0.5' ]
	[ "$(cell t.xlsx A4)" = 'n|0|12345678901' ]
	[ "$(cell t.xlsx A5)" = 'n|0.000000000000000|0.123456789012345' ]
	[ "$(cell t.xlsx A6)" = 'n|0.000000|99999.999999' ]
	[ "$(cell t.xlsx A7)" = 'n|0.00|1.1' ]
	[ "$(cell t.xlsx A8)" = 'n|0|0' ]
	[ "$(cell t.xlsx A9)" = 'n|0.00|0' ]
	for at in A10 A11 A12; do
		[[ "$(cell t.xlsx $at)" == 's|@|'* ]]
	done
}

@test "characters that XML cannot hold are escaped, what looks like that escape, too; what is no UTF-8 is U+FFFD" {
	needs_xlsx
	printf 'a\nx\001y\n"a\r\nb"\n_x0041_\n\xff\n\xef\xbf\xbf\n' >in.csv
	run -0 --separate-stderr hl-export $as_of -o t.xlsx in.csv
	[ "$stderr" = 'hl-export: warning: 1 invalid UTF-8 byte written as U+FFFD
hl-export: warning: 1 control character written as U+FFFD' ]
	unzip -p t.xlsx xl/worksheets/sheet1.xml >xml
	grep -q '<t>x_x0001_y</t>' xml
	grep -q '<t>a_x000D_$' xml
	grep -q '<t>_x005F_x0041_</t>' xml
	[ "$(cell t.xlsx A6)" = "s|@|'�'" ]
}

@test "a cell that is too long is told by line and column, and may be set aside" {
	needs_xlsx
	{
		printf 'id,a\n1,'
		head -c 32767 /dev/zero | tr '\0' x
		printf '\n2,'
		head -c 32768 /dev/zero | tr '\0' y
		printf '\n'
	} >in.csv
	for how in '' --check '-j 1'; do
		run -65 hl-export $as_of $how --to xlsx -o t.xlsx in.csv
		[ "${lines[0]}" = 'hl-export: in.csv:3:3: a: longer than a cell of an XLSX sheet may be' ]
		[ ! -e t.xlsx ]
	done
	hl-export -q $as_of --rejects bad.csv -o t.xlsx in.csv
	grep -q '^in.csv,3,a,longer than' bad.csv
	[ "$(book t.xlsx | sed -n 's/^sheet //p')" = 'rows A1:B2' ]
	# An emoji is two of the characters that are counted.
	python3 -c 'print("id,a\n1," + "👍" * 16384)' >in.csv
	run -65 hl-export $as_of --to xlsx -o t.xlsx in.csv
}

@test "more rows or columns than a sheet has are told with what can be done" {
	needs_xlsx
	seq -s, 16385 >in.csv
	run -65 hl-export --to xlsx -o t.xlsx in.csv
	[ "$output" = 'hl-export: in.csv:1: 16385 columns, and an XLSX sheet has room for 16384: choose with --columns' ]
	{
		echo a
		yes 1 | head -n 1048576
	} >in.csv
	run -65 hl-export --to xlsx -o t.xlsx in.csv
	[ "$output" = 'hl-export: in.csv:1048577: an XLSX sheet has room for 1048575 rows below its header: split them with --split-by, or write --to csv or sqlite' ]
	run -65 hl-export --to xlsx --check in.csv
	[ ! -e t.xlsx ]
}

@test "the queue: what a collector looks at first, a list of results, print settings" {
	needs_xlsx
	leads | sed 's/name,/name,channels,next_ok,reasons,/; 2s/",/",CALL|EMAIL,,,/; 3s/Roe,/Roe,EMAIL,2026-03-04,CONV_COOLDOWN;X_Y,/' >in.csv
	hl-export $as_of --page queue --title 'Ann & Bo' --run r1 --currency '$' -o q.xlsx in.csv
	book q.xlsx >out
	grep '1	s' out | cut -f 7 | paste -sd' ' >names
	[ "$(cat names)" = "'score' 'tier' 'account' 'name' 'balance' 'call' 'may' 'limits' 'result' 'worked' 'phone' 'channels' 'reasons' 'next ok' 'placed date' 'code' 'flag'" ]
	[ "$(sed -n 's/^list //p' out)" = "I2:I3 list \"$(awk '/^static|^const/ { on = 1 } on && /^\t\{ "/ { gsub(/[",]/, "", $2); print $2 }' "$tests/../lib/lead/results.c" | paste -sd,)\"" ]
	grep -qx 'frozen E2 filter A1:Q3' out
	grep -qx 'print landscape None 0 True $1:$1' out
	grep -qx 'header Work queue: Ann & Bo|Work date 2026-03-02|Data as of 2026-03-02 09:00 UTC' out ||
		grep -qx 'header Work queue: Ann && Bo|Work date 2026-03-02|Data as of 2026-03-02 09:00 UTC' out
	grep -q '^footer END 2 accounts, -$1,829.50 | run r1|Confidential. May: C call, S text, E e-mail, L letter|Page &\[\?P' out
	[ "$(cell q.xlsx E2)" = 'n|"$"#,##0.00|10.5' ]
	[ "$(awk -F '\t' '$6 != "-" && $6 { print $1, $6 }' out)" = 'F2 tel:4045550101' ]
	[ "$(cell q.xlsx F3) $(cell q.xlsx G2) $(cell q.xlsx G3)" = "s|@|'–' s|@|'C---' s|@|'----'" ]
	[ "$(cell q.xlsx H3)" = "s|@|'no call before 2026-03-04; talked lately; X Y'" ]
}

@test "the number to call is that of the page and of paper: the cell phone where there is no other" {
	needs_xlsx
	printf 'account_id,phone,cell,channels,calls_left,first_name,phone_note\n%s\n%s\n%s\n%s\n' 1,,4045550102,call,2,A,x \
		2,4045550103,4045550104,call,0,B, 3,n/a,4045550105,sms,1,C, 4,4045550106,,call,1,D, >in.csv
	hl-export $as_of --page queue -o q.xlsx in.csv
	book q.xlsx >out
	[ "$(grep '1	s' out | cut -f 7 | paste -sd' ')" = "'account' 'first name' 'call' 'calls left' 'may' 'limits' 'result' 'phone' 'cell' 'channels' 'phone note'" ]
	for row in 2 3 4 5; do cell q.xlsx C$row; done | cut -d'|' -f 3 | paste -sd' ' | grep -qx "'4045550102' '–' '–' '4045550106'"
	for row in 2 3 4 5; do cell q.xlsx F$row; done | cut -d'|' -f 3 | paste -sd'|' | grep -qx "'no calls left today'|'no calls'"
	[[ $(cat out) == *'paper '*'$A$1:$G$5'* ]]
	# A mask that leaves a part of a number leaves none to call; names that were given stay.
	hl-export $as_of --page queue --mask client --rename first_name=key_no -o q.xlsx in.csv
	[ "$(book q.xlsx | grep '1	s' | cut -f 7 | paste -sd' ')" = "'key_no' 'phone' 'result' 'cell'" ]
}

@test "on paper a queue has what a collector looks at, and room for the whole reason" {
	needs_xlsx
	printf 'account_id,why,a,b,c\n1,%s,x,y,z\n2,short,x,y,z\n' "$(printf 'portal_visit +15 (3h); %.0s' 1 2 3 4 5 6)" >in.csv
	hl-export $as_of --page queue -o q.xlsx in.csv
	run -0 book q.xlsx
	[[ $output == *'paper '*'$A$1:$C$3'*' 2:59'* ]]
	hl-export $as_of --page queue --columns account_id,c,why -o q.xlsx in.csv
	run -0 book q.xlsx
	[[ $output == *'paper '* && $output != *'$A$1:$'* ]]
}

@test "hours of the work date are hours and minutes, the moment of the data is that of the zone" {
	needs_xlsx
	printf 'account_id,call_from,call_to\n%s\n%s\n%s\n' 1,2026-03-02T08:00:00-05:00,2026-03-03T01:30:00-05:00 \
		2,2026-03-02T08:00:00-06:00,2026-03-02T21:00:00 3,2026-03-02T13:00:00Z,2026-03-02 >in.csv
	hl-export $as_of --tz America/New_York --page queue -o q.xlsx in.csv
	[ "$(cell q.xlsx B2)" = 'd|hh:mm|2026-03-02T08:00:00' ]
	[ "$(cell q.xlsx C2)" = 'd|mm\-dd\ hh:mm|2026-03-03T01:30:00' ]
	[ "$(cell q.xlsx B3)" = 'd|hh:mm"-06:00"|2026-03-02T08:00:00' ]
	[ "$(cell q.xlsx C3)" = 'd|hh:mm|2026-03-02T21:00:00' ]
	[ "$(cell q.xlsx B4)" = 'd|hh:mm"Z"|2026-03-02T13:00:00' ]
	[ "$(cell q.xlsx C4)" = 'd|yyyy\-mm\-dd|2026-03-02T00:00:00' ]
	book q.xlsx | grep -q '^header .*|Data as of 2026-03-02 04:00 UTC-05:00$'
}

@test "numbers and addresses that may not be used are struck through" {
	needs_xlsx
	printf 'account_id,phone,cell,email,channels\n%s\n%s\n%s\n%s\n%s\n' 1,4045550101,4045550102,a@b.example,call \
		2,4045550103,4045550104,a@b.example,sms 3,4045550105,,a@b.example,sms 4,4045550106,,a@b.example,email 5,,,, >in.csv
	hl-export $as_of --page queue -o q.xlsx in.csv
	# call is B, may C, limits D, result E, phone F, cell G, email H
	[ "$(book q.xlsx | awk -F '\t' '$4 == "struck" { print $1 }' | paste -sd' ')" = 'H2 F3 H3 H4 F5' ]
	cut -d, -f 1-4 in.csv | hl-export $as_of --page queue -o q.xlsx
	[ -z "$(book q.xlsx | awk -F '\t' '$4 == "struck"')" ]
}

@test "a queue that names its columns keeps their order; a column result keeps its cells" {
	needs_xlsx
	printf 'why,account_id,result\nx,1,busy\n' >in.csv
	hl-export $as_of --page queue -o q.xlsx in.csv
	book q.xlsx >out
	[ "$(grep '1	s' out | cut -f 7 | paste -sd' ')" = "'account' 'result' 'why'" ]
	[ "$(cell q.xlsx B2)" = "s|@|'busy'" ]
	hl-export $as_of --page queue --columns why,account_id -o q.xlsx in.csv
	[ "$(book q.xlsx | grep '1	s' | cut -f 7 | paste -sd' ')" = "'why' 'account' 'result'" ]
	head -n 1 in.csv | hl-export $as_of --page queue -o q.xlsx
	book q.xlsx | grep -q '^list B2 '
}

@test "links are those of the queue page, and no more than a sheet can hold" {
	needs_xlsx
	printf 'account_id,phone,email,channels,status,calls_left\n1,404 555 0101 x12,a@b.example,call email,,3\n2,404 555 0101,a@b.example,sms,,3\n3,4045550101,a@b.example?bcc=x,CALL|EMAIL,,0\n4,4045550101,,call,hold,3\n5,javascript:1,x,call email,,\n' >in.csv
	hl-export $as_of --page queue -o q.xlsx in.csv
	[ "$(book q.xlsx | awk -F '\t' '$6 != "-" && $6 { print $1, $6 }')" = $'B2 tel:4045550101;ext=12\nH2 mailto:a@b.example' ]
	hl-export $as_of --to xlsx -o t.xlsx in.csv
	[ -z "$(book t.xlsx | awk -F '\t' '$6 != "-" && $6')" ]
	# Nor is there one where what closes it does not go out, or stands alone.
	hl-export $as_of --page queue --columns account_id,phone,channels,calls_left -o q.xlsx in.csv
	[ -z "$(book q.xlsx | awk -F '\t' '$6 != "-" && $6')" ]
	printf 'account_id,phone,calls_left\n1,4045550101,0\n2,4045550102,1\n' >in.csv
	hl-export $as_of --page queue -o q.xlsx in.csv
	[ "$(book q.xlsx | awk -F '\t' '$6 != "-" && $6 { print $6 }')" = tel:4045550102 ]
	# An address that no mail goes to is a text, and in no message.
	printf 'account_id,email\n1,%s@b.example\n' "$(printf 'a%.0s' {1..3000})" >in.csv
	run -0 hl-export $as_of --page queue -o q.xlsx in.csv
	[ -z "$output" ]
	[ -z "$(book q.xlsx | awk -F '\t' '$6 != "-" && $6')" ]
	{
		echo account_id,phone
		seq -f '%.0f,4045550101' 65600
	} >in.csv
	run -0 hl-export $as_of --page queue -o q.xlsx in.csv
	[ "$output" = 'hl-export: warning: 70 cells are no link: a sheet holds 65530 of them' ]
	[ "$(unzip -p q.xlsx xl/worksheets/sheet1.xml | grep -o '<hyperlink ' | wc -l)" = 65530 ]
}

@test "names of sheets are such as a spreadsheet takes" {
	needs_xlsx
	for name in "'a'" 'History' "$(printf 'x%.0s' {1..40})" ' ' "[]:*?/\\" "$(printf '👍%.0s' {1..20})" $'a\nb' \
		"$(printf 'x%.0s' {1..29})'👍"; do
		leads | hl-export $as_of --title "$name" -o t.xlsx
		$python - <<-'EOF'
			import openpyxl
			name = openpyxl.load_workbook("t.xlsx").sheetnames[0]
			assert 0 < len(name.encode("utf-16-le")) // 2 <= 31, name
			assert not set(name) & set("[]:*?/\\\n") and name[0] != "'" != name[-1] and name.lower() != "history", name
		EOF
	done
}

@test "dates in another order are dates where that is declared" {
	needs_xlsx
	printf 'd\n02/03/2026\n31.12.1999\n' >in.csv
	hl-export $as_of --date dmy -o t.xlsx in.csv
	[ "$(cell t.xlsx A2)" = 'd|yyyy\-mm\-dd|2026-03-02T00:00:00' ]
	[ "$(cell t.xlsx A3)" = 'd|yyyy\-mm\-dd|1999-12-31T00:00:00' ]
	hl-export $as_of -o t.xlsx in.csv
	[ "$(cell t.xlsx A2)" = "s|@|'02/03/2026'" ]
}

# --- sqlite ---

@test "a database has one table of rows, whose columns have the types of what is in them" {
	needs_sqlite
	leads | hl-export $as_of --run r1 -o t.sqlite
	[ "$(sql t.sqlite 'PRAGMA integrity_check')" = ok ]
	[ "$(sql t.sqlite 'SELECT name, type FROM pragma_table_info("rows")' | paste -sd' ')" = \
		'account_id|TEXT name|TEXT balance|REAL score|REAL tier|TEXT placed_date|TEXT last_worked|TEXT phone|TEXT code|TEXT flag|TEXT' ]
	[ "$(sql t.sqlite 'SELECT account_id, balance, score, phone, code FROM rows')" = $'007|10.5|93.1|4045550101|0012\n8|-1840.0|27.0|NULL|12' ]
	[ "$(sql t.sqlite 'SELECT name, value FROM meta' | paste -sd' ')" = 'as_of|2026-03-02T09:00:00Z run|r1 rows|2' ]
	leads | hl-export $as_of --run r1 -o t.db
	cmp t.sqlite t.db
}

@test "sums are right, and whole numbers are exact" {
	needs_sqlite
	{
		echo account_id,balance,attempts
		seq 100000 | awk '{ printf "%05d,%d.%02d,%d\n", $1, $1 * 7 % 5000, $1 * 13 % 100, $1 }'
	} >in.csv
	hl-export $as_of -o t.sqlite in.csv
	want=$(awk -F, 'NR > 1 { gsub(/\./, "", $2); sum += $2 } END { printf "%d.%02d", sum / 100, sum % 100 }' in.csv)
	[ "$(sql t.sqlite 'SELECT printf("%.2f", sum(balance)) FROM rows')" = "$want" ]
	[ "$(sql t.sqlite 'SELECT printf("%.2f", sum(round(balance * 100)) / 100) FROM rows')" = "$want" ]
	[ "$(sql t.sqlite 'SELECT sum(attempts), typeof(sum(attempts)), max(account_id) FROM rows')" = '5000050000|integer|99999' ]
}

@test "a text among numbers stays what it is, wherever it comes" {
	needs_sqlite
	{
		echo x,y
		yes 1,1.5 | head -n 1500
		printf '007,\n,n/a\n'
	} >in.csv
	hl-export $as_of -o t.sqlite in.csv
	[ "$(sql t.sqlite 'PRAGMA integrity_check')" = ok ]
	[ "$(sql t.sqlite 'SELECT x, typeof(x), y, typeof(y) FROM rows WHERE rowid > 1499')" = \
		$'1|integer|1.5|real\n007|text|NULL|null\nNULL|null|n/a|text' ]
	[ "$(sql t.sqlite 'SELECT sum(x), sum(y) FROM rows WHERE rowid <= 1500')" = '1500|2250.0' ]
	tail -n 3 in.csv | sed '1s/.*/x,y/' >few.csv
	hl-export $as_of -o t.sqlite few.csv
	[ "$(sql t.sqlite 'SELECT x, typeof(x), y FROM rows')" = $'007|text|NULL\nNULL|null|n/a' ]
}

@test "hostile cells and names come back as they were" {
	needs_sqlite
	naughty >in.csv
	hl-export $as_of -o t.sqlite in.csv
	python3 - <<-'EOF'
		import csv, sqlite3
		rows = list(csv.reader(open("in.csv", encoding="utf-8")))
		db = sqlite3.connect("t.sqlite")
		found = db.execute("SELECT * FROM rows ORDER BY rowid").fetchall()
		assert [list(row) for row in found] == rows[1:]
		assert [c[0] for c in db.execute("SELECT * FROM rows").description] == rows[0]
		assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
	EOF
	printf 'a,A,,"x""y",a[2],select\n1,2,3,4,5,6\n' | hl-export $as_of -o t.sqlite
	[ "$(sql t.sqlite 'SELECT name FROM pragma_table_info("rows")' | paste -sd' ')" = 'a A[3] 3 x"y a[2] select' ] ||
		[ "$(sql t.sqlite 'SELECT name FROM pragma_table_info("rows")' | paste -sd' ')" = 'a A[2] 3 x"y a[2][2] select' ]
	run -0 --separate-stderr hl-export $as_of -o t.sqlite <<<$'a\n\xff'
	[ "$stderr" = 'hl-export: warning: 1 invalid UTF-8 byte written as U+FFFD' ]
	seq -s, 2001 >in.csv
	run -65 hl-export $as_of -o t.sqlite in.csv
	[ "$output" = 'hl-export: in.csv:1: 2001 columns, and a SQLite table has room for 2000: choose with --columns' ]
}

# --- both ---

formats() {
	! hl-export --to xlsx --check <<<a 2>&1 | grep -q 'made without' && echo xlsx
	! hl-export --to sqlite --check <<<a 2>&1 | grep -q 'made without' && echo sqlite
	true
}

@test "the same bytes for any number of threads, any size of blocks, and any day" {
	for to in $(formats); do
		{
			echo account_id,balance,name
			seq 20000 | awk '{ print $1 "," $1 / 100 ",\"n, " $1 "\"" }'
		} >in.csv
		hl-export $as_of -o "a.$to" in.csv
		sleep 1.1
		for how in '-j 1' '-j 4 --block-size 4096' '-j 3 --block-size 100000'; do
			hl-export $as_of $how --to "$to" <in.csv >"b.$to"
			cmp "a.$to" "b.$to"
			TZ=Asia/Kathmandu LC_ALL=de_DE.UTF-8 hl-export $as_of $how -o "c.$to" in.csv
			cmp "a.$to" "c.$to"
		done
		hl-export $as_of --manifest m.json -o "d.$to" in.csv
		cmp "a.$to" "d.$to"
		grep -q "$(sha256sum <"a.$to" | cut -d' ' -f1)" m.json
	done
}

@test "a file for each value of a column" {
	for to in $(formats); do
		{
			echo account_id,client
			seq 3000 | awk '{ print $1 ",c" $1 % 3 }'
		} >in.csv
		hl-export $as_of --to "$to" --split-by client -o "out-$to/" in.csv
		[ "$(ls "out-$to" | paste -sd' ')" = "c0.$to c1.$to c2.$to manifest.json" ]
		{ head -n 1 in.csv; grep ,c1 in.csv; } | hl-export $as_of --title c1 -o "one.$to"
		cmp "one.$to" "out-$to/c1.$to"
	done
}

@test "bytes that are no text do not go to a terminal, and what is packed is not packed again" {
	command -v script >/dev/null || skip "no script(1) here"
	leads >in.csv
	for to in $(formats); do
		run script -qec "hl-export --to $to in.csv" /dev/null
		[ "$status" = 64 ]
		[[ "$output" == *"hl-export: --to $to is not for a terminal: give -o FILE.$to"* ]]
		script -qec "hl-export --to $to --check in.csv" /dev/null
		hl-export $as_of --to "$to" in.csv | cat >out
		[ -s out ]
	done
	if formats | grep -q xlsx; then
		run -64 hl-export --to xlsx -z in.csv
		[ "${lines[0]}" = 'hl-export: xlsx is compressed already: neither --gzip nor .gz' ]
		run -64 hl-export -o t.xlsx.gz in.csv
	fi
	if formats | grep -q sqlite; then
		hl-export $as_of -o t.sqlite in.csv
		hl-export $as_of -o t.sqlite.gz in.csv
		gzip -dc t.sqlite.gz | cmp - t.sqlite
	fi
}

@test "a header alone gives a document without rows; no header, none at all" {
	for to in $(formats); do
		printf 'account_id,balance\n' | hl-export $as_of -o "t.$to"
		[ -s "t.$to" ]
		run -65 hl-export $as_of -o "none.$to" </dev/null
		[ ! -e "none.$to" ]
	done
	if formats | grep -q sqlite; then
		[ "$(sql t.sqlite 'SELECT count(*) FROM rows')" = 0 ]
	fi
}

@test "where there is no room, or no folder for temporary files, that is told and nothing is written" {
	leads >in.csv
	for to in $(formats); do
		run -74 bash -c "hl-export $as_of --to $to in.csv >/dev/full"
		[ "$output" = 'hl-export: <stdout>: No space left on device' ]
		echo old >"t.$to"
		TMPDIR=/nowhere run -73 bash -c "hl-export $as_of --to $to in.csv | cat; exit \${PIPESTATUS[0]}"
		[[ "$output" == 'hl-export: /nowhere: temporary file: No such file or directory'* ]]
		[ "$(cat "t.$to")" = old ]
	done
}

@test "a bad row leaves what was there" {
	for to in $(formats); do
		echo old >"t.$to"
		run -65 hl-export $as_of -o "t.$to" <<<$'a,b\n1,2\n3'
		[ "$(cat "t.$to")" = old ]
	done
}

@test "a temporary file that a full disk cuts short is told" {
	needs_xlsx
	command -v at-call >/dev/null || skip "at-call is not built"
	export ASAN_OPTIONS=detect_leaks=0 # it does not work under ptrace
	run at-call true
	[ "$status" -ne 77 ] || skip "a process may not be traced here"
	{
		echo a,b,c,d
		yes 'some text,1.25,2026-03-02,more of it' | head -n 20000
	} >in.csv
	hl-export $as_of -j 1 -o good.xlsx in.csv
	at-call -c write -s -o list hl-export $as_of -j 1 -o t.xlsx in.csv
	cmp good.xlsx t.xlsx # a short write is gone on with
	# Those to files that have no name and are not the output; and those to the output.
	for k in 1 2 4 6 9 12; do
		rm -f t.xlsx
		run -74 at-call -c write -n "$k" -e ENOSPC hl-export $as_of -j 1 -o t.xlsx in.csv
		[[ "$output" == hl-export:*': No space left on device' ]]
		[ ! -e t.xlsx ]
	done
}
