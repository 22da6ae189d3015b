# table.bats - what every command does with its input, its output and its errors, shown by one
# that copies rows (tests/tool/hl-cat.c).
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'id,name\n1,Ann\n2,"Ben, Jr."\n' >a.csv
}

# The bytes of $1 are those that printf makes of $2.
same() { printf "$2" | cmp - "$1"; }

# --- dialects ---

@test "a table comes out as it went in: quotes, blanks, CRLF and a missing final newline but one" {
	printf 'id,"name"\r\n007, x \r\n"2","a ""b"""\n10.50,\r3,"x\r\ny"' >in
	hl-cat in >out
	same out 'id,"name"\r\n007, x \r\n"2","a ""b"""\n10.50,\r3,"x\r\ny"\n'
}

@test "a byte order mark is dropped" {
	printf '\357\273\277id,name\n1,x\n' | hl-cat >out
	same out 'id,name\n1,x\n'
}

@test "a BOM behind a BOM is dropped too, so that copying a copy changes nothing" {
	printf '\357\273\277\357\273\277id,name\n1,x\n' | hl-cat >once
	hl-cat once >twice
	cmp once twice
}

@test "the first line tells tab, semicolon and bar where there is no comma" {
	for delim in '\t' ';' '|'; do
		printf "id${delim}name\n1${delim}x\n" | hl-cat -D , >out
		same out 'id,name\n1,x\n'
	done
}

@test "the first line that is not empty tells the delimiter" {
	printf '\n\r\nid;name\n1;x\n' | hl-cat -D , >out
	same out 'id,name\n1,x\n'
}

@test "the suffix goes before the first line, -d before the suffix" {
	printf 'a,b\tc\n1,2\t3\n' >x.tsv
	hl-cat -D '|' x.tsv >out
	same out 'a,b|c\n1,2|3\n'
	hl-cat -d , -D '|' x.tsv >out
	same out 'a|b\tc\n1|2\t3\n'
	cp x.tsv X.CSV
	hl-cat -D '|' X.CSV >out
	same out 'a|b\tc\n1|2\t3\n'
	printf 'id;name\n1;x\n' >export.csv # a spreadsheet in a country where the comma is decimal
	hl-cat -D , export.csv >out
	same out 'id,name\n1,x\n'
	gzip <x.tsv >x.tab.gz
	hl-cat -D '|' x.tab.gz >out
	same out 'a,b|c\n1,2|3\n'
}

@test "--tsv reads and writes escapes; -D spells cells anew" {
	printf 'a\tb\n1\\t2\t"\\\\\n' >x
	hl-cat --tsv x >out
	cmp x out
	hl-cat -d tab -D , x >out
	same out 'a,b\n1\t2,"""\\"\n'
	hl-cat -d , -D '\t' out >back
	cmp x back
}

@test "an empty line is passed over and counted, in TSV of one column it is a row" {
	printf 'a\n\nx\n' | hl-cat -v 2>err >out
	same out 'a\nx\n'
	grep -q '1 rows, 0 set aside, 1 empty lines' err
	printf 'a\n\nx\n' | hl-cat --tsv >out
	same out 'a\n\nx\n'
	printf 'a\n\nx\n' | hl-cat --tsv | hl-cat -d tab -D , >out
	same out 'a\n""\nx\n'
}

@test "the block size changes nothing" {
	for block in 1 2 3 7 4096 18446744073709551614; do
		hl-cat --block-size="$block" a.csv >out
		cmp a.csv out
	done
}

@test "cells of any size come out in their order" {
	(
		echo id,text
		for size in 10 70000 140000 20 300000 5 262144 131072 1; do
			echo "$size,\"$(head -c "$size" /dev/zero | tr '\0' x)\""
		done
	) >in
	hl-cat in >out
	cmp in out
	hl-cat -z in | gzip -dc | cmp - in
}

# --- gzip ---

@test "gzip is known by its bytes, under any name and on stdin" {
	gzip <a.csv >plain.csv
	hl-cat plain.csv | cmp - a.csv
	hl-cat <plain.csv | cmp - a.csv
	cp a.csv not.gz
	hl-cat not.gz | cmp - a.csv
}

@test "gzip members one behind the other are one file, zeros behind them are padding" {
	head -1 a.csv | gzip >x
	printf '' | gzip >>x
	tail -2 a.csv | gzip >>x
	hl-cat x | cmp - a.csv
	head -c 5000 /dev/zero >>x
	hl-cat x | cmp - a.csv
}

@test "gzip that was cut short is 74 wherever it was cut" {
	seq 1 2000 | sed '1s/^/n\n/' >big
	gzip <big >x
	size=$(stat -c %s x)
	for cut in 1 2 5 9 10 11 50 "$((size / 2))" "$((size - 8))" "$((size - 4))" "$((size - 1))"; do
		head -c "$cut" x >y
		run -74 hl-cat y
		[[ ${lines[-1]} == "hl-cat: y: gzip: the data is cut short" ]]
	done
	: >empty.gz
	run -74 hl-cat empty.gz
}

@test "damaged gzip, a wrong checksum or length and trailing junk are 74" {
	gzip <a.csv >x
	size=$(stat -c %s x)
	for at in 3 10 20 "$((size - 8))" "$((size - 4))"; do
		cp x y
		printf '\377' | dd of=y bs=1 seek="$at" conv=notrunc status=none
		cmp -s x y && continue
		run -74 hl-cat y
	done
	cp x y
	echo junk >>y
	run -74 hl-cat y
	[[ ${lines[-1]} == *"something else follows"* ]]
	cp x y
	printf '\037\213junk' >>y
	run -74 hl-cat y
	cp x y
	printf '\0\0junk' >>y
	run -74 hl-cat y
}

@test "-z and a name in .gz compress, the same bytes every time" {
	hl-cat -z a.csv >x
	sleep 1.1
	hl-cat -o y.gz a.csv
	cmp x y.gz
	gzip -t y.gz
	gzip -dc x | cmp - a.csv
}

# --- several files ---

@test "columns of later files are put in the order of the first" {
	printf 'name;id\nCy;3\n"D,D";4\n' >b
	hl-cat a.csv b >out
	same out 'id,name\n1,Ann\n2,"Ben, Jr."\n3,Cy\n4,"D,D"\n'
}

@test "equal names are matched in their order" {
	printf 'x,y,x\n1,2,3\n' >one
	printf 'y,x,x\n4,5,6\n' >two
	hl-cat one two >out
	same out 'x,y,x\n1,2,3\n5,4,6\n'
	printf 'x,x,y\n4,5,6\n' >two
	hl-cat two one >out
	same out 'x,x,y\n4,5,6\n1,3,2\n'
}

@test "a mistake in columns that were put in order is told where it stands, and set aside verbatim" {
	printf 'name;id\n"C\ny";x3\n' >b
	run -65 hl-cat --expect-sum id=3 a.csv b
	[[ ${lines[-1]} == "hl-cat: b:3:4: id: "* ]]
	hl-cat -q --rejects bad --expect-sum id=3 a.csv b >out
	tail -2 bad >last
	grep -qx '.*,"""C' last
	grep -qx 'y"";x3"' last
}

@test "a column too many or too few is an error that names it" {
	printf 'id,name,tier\n3,Cy,A\n' >more
	run -65 hl-cat a.csv more
	[[ ${lines[-1]} == "hl-cat: more:1: column tier is not in the first file; --union fills" ]]
	run -65 hl-cat more a.csv
	[[ ${lines[-1]} == *"a.csv:1: there is no column tier of the first file; --union fills" ]]
}

@test "--union fills what a file lacks, in every file" {
	printf 'id,name,tier\n3,Cy,A\n' >more
	printf 'tier,2\nB,x\n' >less
	hl-cat --union a.csv more less >out
	same out 'id,name,tier,2\n1,Ann,,\n2,"Ben, Jr.",,\n3,Cy,A,\n,,B,x\n'
	printf 'id,id\n8,9\n' >twice
	hl-cat --union a.csv twice >out
	same out 'id,name,id\n1,Ann,\n2,"Ben, Jr.",\n8,,9\n'
}

@test "--union reads no header ahead from a pipe" {
	run -64 bash -c 'hl-cat --union a.csv - <a.csv'
	run -64 bash -c 'hl-cat --union a.csv <(cat a.csv)'
	hl-cat --union - a.csv <a.csv >out
	[ "$(wc -l <out)" -eq 5 ]
}

@test "named pipes are opened once" {
	mkfifo one two
	cat a.csv >one &
	cat a.csv >two &
	timeout 10 hl-cat one two >out
	[ "$(wc -l <out)" -eq 5 ]
}

@test "a later file that is missing is known before anything is written" {
	run -66 --separate-stderr hl-cat a.csv gone
	[ -z "$output" ]
	[ "$stderr" = 'hl-cat: gone: No such file or directory' ]
}

@test "--no-header: the first row is data" {
	hl-cat --no-header a.csv a.csv >out
	cat a.csv a.csv | cmp - out
	run -65 hl-cat --no-header /dev/null
}

@test "--header-from names the columns; the header itself among the rows is an error" {
	tail -2 a.csv >rows
	hl-cat --header-from a.csv rows | cmp - a.csv
	run -65 hl-cat --header-from a.csv a.csv
	[[ ${lines[-1]} == "hl-cat: a.csv:1: the header again"* ]]
	hl-cat -q --header-from a.csv --skip-repeated-header a.csv | cmp - a.csv
	run -65 hl-cat --header-from a.csv /dev/null
	[[ ${lines[-1]} == "hl-cat: /dev/null: there is nothing in it" ]]
}

@test "a header inside the data is an error, or passed over with a warning however it is spelled" {
	printf 'id,name\n1,x\nid,name\n"id",name\n2,y\n' >in
	run -65 hl-cat in
	[[ ${lines[-1]} == "hl-cat: in:4: the header again; --skip-repeated-header passes over it" ]]
	run -0 --separate-stderr hl-cat --skip-repeated-header in
	[ "$output" = $'id,name\n1,x\n2,y' ]
	[ "$stderr" = 'hl-cat: warning: 2 headers inside the data were passed over' ]
}

@test "a header of one column is one again also in quotes and before CRLF" {
	for header in '"key"' key; do
		printf '%s\r\n' "$header" '"a"' '"key"' key '"keys"' '"b"' >in
		run -0 --separate-stderr hl-cat --skip-repeated-header in
		[ "$output" = "$(printf '%s\r\n' "$header" '"a"' '"keys"' '"b"')" ]
		run -0 --separate-stderr hl-rank -k key --key key --skip-repeated-header in
		[ "$output" = "$(printf '%s\r\n' "$header" '"a"' '"b"' '"keys"')" ]
	done
}

# --- bad rows ---

@test "every bad row is told with its place, and nothing is written behind the first" {
	printf 'id,name\n1,x\n2\n3,"y\n"z\n4,"a\n' >in
	run -65 --separate-stderr hl-cat in
	[ "${stderr_lines[0]}" = 'hl-cat: in:3: 1 cell where the header has 2' ]
	[ "${stderr_lines[1]}" = 'hl-cat: in:5:2: text behind a closing quote' ]
	[ "${stderr_lines[2]}" = 'hl-cat: in:6:3: a quote that is never closed opens here' ]
	[[ $output != *4* ]]
}

@test "twenty mistakes are told, then their number" {
	(echo a,b; yes 1 | head -50) >in
	run -65 --separate-stderr hl-cat in
	[ "${#stderr_lines[@]}" -eq 21 ]
	[ "${stderr_lines[20]}" = 'hl-cat: and 30 more like these' ]
}

@test "--rejects sets bad rows aside verbatim, and all rows are somewhere" {
	printf 'id,name\r\n1,x\r\n2\r\n3,"y\r\n"z\r\n4,b\r\n5,"c\r\n6,d\r\n' >in
	run -0 --separate-stderr hl-cat --rejects bad in
	[ "$output" = $'id,name\r\n1,x\r\n4,b\r' ]
	[ "$stderr" = 'hl-cat: 3 rows set aside in bad' ]
	same bad 'file,line,column,reason,record\nin,3,,1 cell where the header has 2,2\nin,5,,text behind a closing quote,"3,""y\r\n""z"\nin,7,,a quote that is never closed opens here,"5,""c\r\n6,d"\n'
	[ "$(stat -c %a bad)" = 600 ]
}

@test "two outputs in one file are misuse, and nothing is written" {
	for pair in '-o x --rejects x' '-o x --stats x' '--rejects x --stats x'; do
		run -64 hl-cat $pair a.csv
		[[ "$output" == *' are one file: x'* ]]
		[ ! -e x ]
	done
	hl-cat -o /dev/null --stats /dev/null a.csv
}

@test "--max-rejects N and P%% end the run when there are more" {
	(echo a,b; for i in 1 2 3 4 5 6 7 8; do echo "$i,x"; done; echo 9; echo 10) >in
	hl-cat -q --rejects bad --max-rejects 2 in >out
	run -65 hl-cat --rejects bad --max-rejects 1 in
	[[ $output == *"in:11: 1 cell where the header has 2: more than 1 bad rows"* ]]
	hl-cat -q --rejects bad --max-rejects 20% in >out
	echo keep >old
	run -65 hl-cat --rejects bad --max-rejects 19.9% -o old in
	[[ $output == *"2 of 10 rows are bad: more than 19.9 %"* ]]
	same old 'keep\n'
	run -64 hl-cat --max-rejects 1 in
	run -64 hl-cat --rejects bad --max-rejects x in
	run -64 hl-cat --rejects bad --max-rejects 101% in
	run -64 hl-cat --rejects bad -o bad in
}

@test "a record that is too long ends the run, under --rejects too" {
	(printf 'a,b\n1,2\n3,"'; head -c 40000000 /dev/zero | tr '\0' x; printf '\n4,5\n') >in
	run -65 hl-cat --rejects bad in
	[[ $output == *"in:3:3: a quote opens here and is not closed within 16777216 bytes"* ]]
}

@test "no bytes at all, and empty lines alone, are 65; a header alone is a table" {
	run -65 hl-cat /dev/null
	[ "$output" = 'hl-cat: /dev/null: no header: there is nothing in it' ]
	run -65 bash -c "printf '\n\n' | hl-cat"
	[ "$output" = 'hl-cat: <stdin>: no header: there is nothing in it' ]
	echo id,name | hl-cat >out
	same out 'id,name\n'
}

@test "UTF-16 is refused with advice" {
	printf '\377\376i\0d\0\n\0' >in
	run -65 hl-cat in
	[[ $output == "hl-cat: in:1:1: this is UTF-16"* ]]
}

# --- control totals ---

@test "--expect-rows, --min-rows and --expect-sum that fail are 1 and leave -o alone" {
	printf 'id,amount\n1,10.50\n2,\n3,-0.25\n' >in
	hl-cat --expect-rows 3 --min-rows 3 --expect-sum amount=10.25 --expect-sum id=6 in >out
	cmp in out
	echo keep >old
	run -1 hl-cat --expect-rows 4 -o old in
	[ "$output" = 'hl-cat: 3 rows came in where 4 were expected' ]
	run -1 hl-cat --min-rows 4 -o old in
	run -1 hl-cat --expect-sum amount=10 -o old in
	[ "$output" = 'hl-cat: amount adds up to 10.25, not as expected' ]
	same old 'keep\n'
	run -64 hl-cat --expect-sum nope=1 in
	run -64 hl-cat --expect-sum amount in
	run -64 hl-cat --expect-rows -1 in
}

@test "a row that is set aside adds nothing to any total" {
	printf 'a,b\n1,1\n2,x\n4,4\n' >in
	hl-cat -q --rejects bad --expect-sum a=5 --expect-sum b=5 in >out
	same out 'a,b\n1,1\n4,4\n'
	run -65 hl-cat --expect-sum b=5 in
	[[ $output == *"hl-cat: in:3:3: b: "* ]]
}

# --- output ---

@test "a new file is for its owner alone, an existing one keeps its mode" {
	(umask 000 && hl-cat -o new a.csv)
	[ "$(stat -c %a new)" = 600 ]
	touch old
	chmod 640 old
	hl-cat -o old a.csv
	[ "$(stat -c %a old)" = 640 ]
	cmp a.csv old
	[ "$(ls -A | wc -l)" -eq 3 ]
}

@test "FILE may be an input" {
	hl-cat -D ';' -o a.csv a.csv
	same a.csv 'id;name\n1;Ann\n2;Ben, Jr.\n'
}

@test "bad input leaves the old file alone and nothing beside it" {
	echo keep >old
	run -65 hl-cat -o old <<<$'a,b\n1'
	same old 'keep\n'
	[ "$(ls -A | wc -l)" -eq 2 ]
}

@test "a full disk leaves the old file alone" {
	mkdir disk
	mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null || skip "mounting is not allowed"
	echo keep >disk/old
	seq 1 100000 >big
	run -74 hl-cat -o disk/old big
	left=$(ls -A disk)
	kept=$(cat disk/old)
	umount disk
	[[ $output == "hl-cat: disk/old: No space left on device" ]]
	[ "$kept" = keep ]
	[ "$left" = old ]
}

@test "what cannot be made is 73" {
	for out in gone/x . ./ a.csv/x; do
		run -73 hl-cat -o "$out" a.csv
	done
	run -64 hl-cat -o '' a.csv
	run -73 hl-cat --rejects gone/x a.csv
	run -73 hl-cat --stats gone/x a.csv
}

@test "devices are written as they are" {
	hl-cat -o /dev/null a.csv
	[ -c /dev/null ]
	run -74 hl-cat -o /dev/full a.csv
	[ "$output" = 'hl-cat: /dev/full: No space left on device' ]
	[ -c /dev/full ]
}

@test "what a killed run left beside the file is removed by the next one, but not what is in use" {
	echo stale >.old.0.tmp
	echo busy >.old.1.tmp
	echo keep >old
	flock .old.1.tmp hl-cat -o old a.csv
	cmp a.csv old
	[ ! -e .old.0.tmp ]
	[ -e .old.1.tmp ]
}

@test "50 runs at once on one file leave one of their outputs whole" {
	for i in $(seq 50); do
		(echo id; yes "$i" | head -5000) >in.$i
	done
	for i in $(seq 50); do hl-cat -o out in.$i & done
	wait
	n=$(tail -1 out)
	cmp out "in.$n"
	[ -z "$(ls -A | grep tmp || true)" ]
}

# --- streams ---

@test "an input that cannot be opened is 66" {
	run -66 hl-cat gone
	[ "$output" = 'hl-cat: gone: No such file or directory' ]
	run -66 hl-cat .
	[ "$output" = 'hl-cat: .: Is a directory' ]
	run -66 bash -c 'hl-cat </'
	[ "$output" = 'hl-cat: <stdin>: Is a directory' ]
	if [ "$(id -u)" -ne 0 ]; then
		chmod 0 a.csv
		run -66 hl-cat a.csv
	fi
}

@test "closed descriptors and a full device are 74" {
	run -74 bash -c 'hl-cat <&-'
	run -74 bash -c 'hl-cat a.csv >&-'
	run -74 bash -c 'hl-cat a.csv >/dev/full'
	[ "$output" = 'hl-cat: <stdout>: No space left on device' ]
	run -74 bash -c 'hl-cat --help >/dev/full'
	run -74 bash -c 'hl-cat -V >&-'
	hl-cat a.csv 2>&- | cmp - a.csv
}

@test "a reader that goes away ends it by SIGPIPE without a word, also where that is ignored" {
	run -0 bash -c 'seq 1000000000 | hl-cat 2>err | head -1; echo "${PIPESTATUS[1]}"; cat err'
	[ "$output" = $'1\n141' ]
	run -0 bash -c 'trap "" PIPE; seq 1 1000000 2>&1 | hl-cat 2>err | head -1; echo "${PIPESTATUS[1]}"; cat err'
	[ "${lines[1]}" = 141 ]
}

@test "a dash is the standard input, and operands may stand before options" {
	hl-cat - <a.csv | cmp - a.csv
	POSIXLY_CORRECT=1 hl-cat a.csv -D ';' >out
	same out 'id;name\n1;Ann\n2;Ben, Jr.\n'
	cp a.csv ./-x
	hl-cat -- -x | cmp - a.csv
}

# --- what is said ---

@test "--check reads everything and writes nothing" {
	run -0 hl-cat --check a.csv
	[ -z "$output" ]
	run -65 hl-cat --check -o out <<<$'a,b\n1'
	[ ! -e out ]
}

@test "--stats writes what was seen as JSON, also of a run that failed" {
	printf 'id\n1\n\nid\n2\n' >in
	hl-cat -q --stats s --skip-repeated-header --as-of 2026-01-15T12:00:00Z in >out
	grep -qx '{"program":"hl-cat","version":"[0-9.]*","as_of":"2026-01-15T12:00:00Z","rows":2,"rejected":0,"blank_lines":1,"repeated_headers":1,"exit":0}' s
	run -65 hl-cat --stats s <<<$'a,b\n1'
	grep -q '"rows":0,"rejected":1,.*"exit":65}' s
}

@test "-v tells the counts and the clock, -q only errors" {
	run -0 --separate-stderr hl-cat -v --as-of 2026-01-15T12:00:00Z a.csv
	[ "$stderr" = 'hl-cat: as of 2026-01-15T12:00:00Z: 2 rows, 0 set aside, 0 empty lines' ]
	run -0 --separate-stderr hl-cat -q --rejects bad <<<$'a,b\n1\n2,3'
	[ -z "$stderr" ]
	run -65 --separate-stderr hl-cat -q <<<$'a,b\n1'
	[ -n "$stderr" ]
}

@test "messages hold no cell unless --show-values asks for it" {
	printf 'ssn,b\n123-45-6789,x\n"123-45-6789"y,1\n"123-45-6789' >in
	run -65 --separate-stderr hl-cat --expect-sum ssn=1 in
	[[ $stderr != *123-45* ]]
	run -65 --separate-stderr hl-cat --expect-sum ssn=1 --show-values in
	[[ ${stderr_lines[0]} == 'hl-cat: in:2:1: ssn: '*'"123-45-6789"' ]]
}

@test "nothing but printable ASCII is said, whatever files, headers and options are called" {
	evil=$'\e]0;x\a\r\x9b1m\xff'
	printf 'a%s,b\n1\n' "$evil" >"$evil"
	{
		hl-cat "$evil" || true
		hl-cat "gone$evil" || true
		hl-cat --expect-sum "a$evil=1" "$evil" || true
		hl-cat --expect-sum "no$evil=1" "$evil" || true
		hl-cat a.csv "$evil" || true
		hl-cat -o "$evil/$evil" a.csv || true
		hl-cat --rejects "bad$evil" "$evil" || true
		hl-cat "--$evil" || true
		hl-cat "-$evil" || true
		hl-cat -d "$evil" || true
		hl-cat --as-of "$evil" a.csv || true
		hl-cat --tz "$evil" a.csv || true
		hl-cat --max-rejects "$evil" --rejects x || true
		hl-cat --min-rows "$evil" || true
	} >/dev/null 2>err
	[ "$(wc -l <err)" -ge 14 ]
	LC_ALL=C run -1 grep -an '[^ -~]' err
}

@test "--help, -h and -V" {
	run -0 hl-cat --help
	[ "${lines[0]}" = 'usage: hl-cat [option ...] [file ...]' ]
	[[ $output == *--expect-sum=COLUMN=N* ]]
	run -0 hl-cat -h
	[[ $output != *--expect-sum* ]]
	run -0 hl-cat -V
	[[ $output == "hl-cat "[0-9]* ]]
}

@test "what is not an option is 64 and says so" {
	for word in --nope -k --tsv=x --delim -d '-dxy' --min-rows=x --no-head=1; do
		run -64 hl-cat "$word"
		[[ ${lines[-1]} == "Try 'hl-cat --help'." ]]
	done
	run -64 hl-cat --tsv -d , a.csv
	run -64 hl-cat --no-header --union a.csv
}

@test "what numbers are made of separates no cells: they are written without quotes" {
	for byte in . - 0 9 '"' '\'; do
		run -64 hl-cat -D "$byte" a.csv
		[ "${lines[0]}" = "hl-cat: --out-delim: tab, or one byte that is no quote and in no number: $byte" ]
		run -64 hl-cat -d "$byte" a.csv
	done
}

@test "locale, zone and environment change nothing" {
	for set in LC_ALL=de_DE.UTF-8 LC_ALL=tr_TR.UTF-8 TZ=No/Where TMPDIR=/gone COLUMNS=3; do
		env -i PATH="$PATH" "$set" hl-cat a.csv | cmp - a.csv
	done
}
