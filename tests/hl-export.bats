bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'account_id,name,balance\n007,"Doe, Jane",10.50\n008,Roe,-3\n' >leads.csv
}

# Strings that mean something to somebody, one a row, in every column of a queue.
naughty() {
	python3 "$BATS_TEST_DIRNAME/naughty.py"
}

# --- formats ---

@test "csv to csv is the identity: quotes, blanks, line ends, invalid bytes, no final line end" {
	printf 'a,b\r\n"1", x\r\n2,"y ""z""\n"\n\xff,3' >odd.csv
	{ cat odd.csv; echo; } >want.csv
	hl-export odd.csv | cmp - want.csv
	hl-export --to csv <odd.csv | cmp - want.csv
}

@test "csv drops a byte order mark and takes other delimiters for commas" {
	[ "$(printf '\xef\xbb\xbfa;b\n1,5;"x;y"\n' | hl-export)" = $'a,b\n"1,5",x;y' ]
	[ "$(hl-export -D ';' leads.csv | tail -n 2)" = $'007;Doe, Jane;10.50\n008;Roe;-3' ]
}

@test "a column that stands alone is quoted where its cells would be taken for several" {
	printf '"a;b"\n1\n"x;y"\n"c\td"\n' >lone.csv
	[ "$(hl-export lone.csv)" = $'"a;b"\n1\n"x;y"\n"c\td"' ]
	hl-export -o again.csv lone.csv
	[ "$(hl-export --to jsonl again.csv)" = "$(hl-export --to jsonl lone.csv)" ]
	[ "$(printf '"a,b"\n1\n' | hl-export -D ';' --rename a,b=c,d)" = $'"c,d"\n1' ]
}

@test "tsv escapes tabs, line ends and backslashes, and is read back as it was" {
	printf 'a,b\n"x\ty","1\n2\\"\n' >odd.csv
	[ "$(hl-export --to tsv odd.csv)" = $'a\tb\nx\\ty\t1\\n2\\\\' ]
	hl-export --to tsv -o odd.tsv odd.csv
	[ "$(hl-export odd.tsv)" = $'a,b\nx\ty,"1\n2\\"' ]
	[ "$(hl-export --tsv odd.tsv)" = "$(cat odd.tsv)" ]
}

@test "json is an array of objects of strings" {
	[ "$(hl-export --to json leads.csv)" = '[
{"account_id":"007","name":"Doe, Jane","balance":"10.50"},
{"account_id":"008","name":"Roe","balance":"-3"}
]' ]
	[ "$(head -n 1 leads.csv | hl-export --to json)" = '[]' ]
}

@test "jsonl is an object a line" {
	[ "$(printf 'a,b\n1,"x\n""y"""\n' | hl-export --to jsonl)" = '{"a":"1","b":"x\n\"y\""}' ]
	[ -z "$(head -n 1 leads.csv | hl-export --to jsonl)" ]
}

@test "json tells equal names apart, also from names that look like that" {
	[ "$(printf 'a,a,a[2],a,b\n1,2,3,4,5\n' | hl-export --to jsonl)" = \
		'{"a":"1","a[3]":"2","a[2]":"3","a[4]":"4","b":"5"}' ]
	[ "$(printf 'a,a\n1,2\n' | hl-export --to jsonl)" = '{"a":"1","a[2]":"2"}' ]
}

@test "json writes U+FFFD for what is no UTF-8 and says how often, unless it is to be quiet" {
	printf 'a\n\xc3\xa9\xff\xed\xa0\x80\n' >odd.csv
	run --separate-stderr hl-export --to jsonl odd.csv
	[ "$output" = $'{"a":"é\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}' ]
	[ "$stderr" = 'hl-export: warning: 4 invalid UTF-8 bytes written as U+FFFD' ]
	run --separate-stderr hl-export -q --to jsonl odd.csv
	[ -z "$stderr" ]
}

@test "markdown is a pipe table in which nothing is marked up" {
	[ "$(printf 'a_b,_c_\n<b>|x,"1\n*2*"\n,`[y](z)`\n' | hl-export --to markdown)" = '| a_b | \_c\_ |
| --- | --- |
| &lt;b&gt;\|x | 1<br>\*2\* |
| | \`\[y\](z)\` |' ]
}

@test "markdown makes no link of an address, nor of a name behind @" {
	printf 'a\na@example.org\nb.c-d@x.y @me @ 1 @\nhttp://x.org www.x.org HTTPS://y.org\n' >links.csv
	[ "$(hl-export --to markdown links.csv | sed 1,2d)" = '| a@<!-- -->example.org |
| b.c-d@<!-- -->x.y @<!-- -->me @ 1 @ |
| http\://x.org www\.x.org HTTPS\://y.org |' ]
}

@test "a line end inside a cell is one in HTML and Markdown, however it is spelled" {
	printf 'a,b,c\r\n"1\r\n2","1\n2","1\r2\r"\r\n' >ends.csv
	run -0 --separate-stderr hl-export --to html ends.csv
	[[ "$output" == *$'<td><bdi>1\n2</bdi></td><td><bdi>1\n2</bdi></td><td><bdi>1\n2\n</bdi></td>'* ]]
	[ -z "$stderr" ]
	run -0 --separate-stderr hl-export --to markdown ends.csv
	[ "${lines[2]}" = '| 1<br>2 | 1<br>2 | 1<br>2<br> |' ]
	[ -z "$stderr" ]
}

@test "text is aligned, amounts on the right, without blanks at the ends of lines" {
	[ "$(hl-export --to text leads.csv)" = 'account_id  name       balance
----------  ---------  -------
007         Doe, Jane    10.50
008         Roe             -3' ]
}

@test "text knows how wide characters are" {
	[ "$(printf 'a,b\n社會,1\nZoë,2\ne\xcc\x81,3\nxxxxx,4\n' | hl-export --to text)" = $'a      b
-----  -
社會   1
Zoë    2
e\xcc\x81      3
xxxxx  4' ]
}

@test "text joins and parts letters inside a word as it came, and nowhere else" {
	printf 'name,x\nمی\u200cخواهم,1\nश्री\u200dमान,2\na\u200bb,3\n\u200ba\u200c b\u200d,4\nc\u200d\u200dd\u202e\u200de,5\n' >joined.csv
	hl-export --to text joined.csv >joined.txt
	grep -q $'^می\u200cخواهم ' joined.txt
	grep -q $'^श्री\u200dमान ' joined.txt
	grep -q $'^a\u200bb ' joined.txt
	grep -qF '\xe2\x80\x8ba\xe2\x80\x8c b\xe2\x80\x8d' joined.txt
	grep -qF 'c\xe2\x80\x8d\xe2\x80\x8dd\xe2\x80\xae\xe2\x80\x8de' joined.txt
}

@test "text shows a terminal nothing it might obey" {
	[ "$(printf 'a\n\033[31m\xc2\x9b\xff\xe2\x80\xae\n' | hl-export --to text | tail -n 1)" = \
		'\x1b[31m\xc2\x9b\xff\xe2\x80\xae' ]
	naughty | hl-export --to text >out.txt
	[ "$(LC_ALL=C tr -d '\n\040-\176\200-\377' <out.txt | wc -c)" = 0 ]
}

@test "html is a page with the table, complete in itself" {
	hl-export --to html --title 'Mine & <yours>' leads.csv >page.html
	python3 "$BATS_TEST_DIRNAME/page.py" page.html
	grep -qxF '<title>Mine &amp; &lt;yours&gt;</title>' page.html
	grep -qxF '<tr><td><bdi>007</bdi></td><td><bdi>Doe, Jane</bdi></td><td><bdi>10.50</bdi></td></tr>' page.html
	grep -qxF '<p class="end"><strong>END</strong> 2 rows</p>' page.html
}

@test "the format is that of the output's suffix, of --to before that, csv for any other" {
	hl-export -o x.jsonl leads.csv
	[ "$(head -n 1 x.jsonl)" = '{"account_id":"007","name":"Doe, Jane","balance":"10.50"}' ]
	hl-export -o x.md.gz leads.csv
	[ "$(gzip -dc x.md.gz | head -n 1)" = '| account_id | name | balance |' ]
	hl-export --to csv -o y.jsonl leads.csv
	cmp y.jsonl leads.csv
	hl-export -o z.dat leads.csv
	cmp z.dat leads.csv
	hl-export -o x.csv.gz leads.csv
	gzip -dc x.csv.gz | cmp - leads.csv
}

@test "a suffix of a format that is not there is misuse, unless --to says what it is" {
	run -64 hl-export -o queue.ods leads.csv
	[[ "$output" == 'hl-export: no format is called ods; there are csv, '* ]]
	run -64 hl-export -o queue.XLS leads.csv
	[ ! -e queue.ods ] && [ ! -e queue.XLS ]
	hl-export --to csv -o queue.xls leads.csv
	cmp queue.xls leads.csv
	run -64 hl-export -o queue.csv.zst leads.csv
	[[ "$output" == 'hl-export: no format is called zst; there are csv, '* ]]
	for other in tab:tsv ndjson:jsonl htm:html; do
		hl-export -o "q.${other%:*}" leads.csv
		cmp "q.${other%:*}" <(hl-export --to "${other#*:}" leads.csv)
	done
}

@test "the formats are listed with their suffix and purpose" {
	[ "$(hl-export --formats | cut -f 1 | paste -sd' ')" = 'csv csv-excel tsv json jsonl markdown text html pdf xlsx sqlite prometheus ics vicidial dnc genesys' ]
	[ "$(hl-export --formats | grep -cP '^[a-z-]+\t\.[a-z]+\t[^\t]+$')" = 16 ]
}

@test "a format or page there is not is misuse and names those there are" {
	run -64 hl-export --to ods leads.csv
	[ "${lines[0]}" = 'hl-export: no format is called ods; there are csv, csv-excel, tsv, json, jsonl, markdown, text, html, pdf, xlsx, sqlite, prometheus, ics, vicidial, dnc, genesys' ]
	run -64 hl-export --page desk leads.csv
	[ "${lines[0]}" = 'hl-export: no page is called desk; there are queue, dashboard, index' ]
	run -64 hl-export --to csv --page queue leads.csv
	run -64 hl-export --to json -D ';' leads.csv
	run -64 hl-export --done 3 leads.csv
	run -64 hl-export --for tomorrow --page queue leads.csv
	run -64 hl-export --split-by name leads.csv
	run -64 hl-export --split-by name -o - leads.csv
	run -64 hl-export --split-by nane -o out leads.csv
	[ ! -e out ]
}

@test "what cells hold stays text in json, as python reads it" {
	naughty >n.csv
	hl-export -q --to json n.csv >n.json
	hl-export -q --to jsonl n.csv >n.jsonl
	python3 - <<'EOF'
import csv, json, sys
sys.path.insert(0, ".")
rows = list(csv.DictReader(open("n.csv", encoding="latin-1", newline="")))
array = json.load(open("n.json", encoding="utf-8"))
lines = [json.loads(line) for line in open("n.jsonl", encoding="utf-8", newline="\n")]
assert array == lines and len(array) == len(rows)
for row, want in zip(array, rows):
    for column, cell in want.items():
        raw = cell.encode("latin-1")
        try:
            assert row[column] == raw.decode(), (column, raw)
        except UnicodeDecodeError:
            assert "\ufffd" in row[column]
EOF
}

@test "what cells hold goes through csv and tsv and back" {
	naughty >n.csv
	hl-export --to tsv -o n.tsv n.csv
	hl-export --to csv -o back.csv n.tsv
	cmp n.csv back.csv
}

@test "what cells hold stays text in markdown: a bar, a blank, a row a line" {
	naughty | hl-export -q --to markdown >n.md
	[ "$(wc -l <n.md)" = "$(($(naughty | hl-export --to jsonl -q | wc -l) + 2))" ]
	! grep -nP '<(?!br>|!-- -->)' n.md
	! grep -nP '(?<!\\)(\\\\)*[`*\[]' n.md
	[ "$(sed 's/\\\\//g; s/\\|//g; s/[^|]//g' n.md | sort -u | wc -l)" = 1 ]
}

@test "a NUL byte is refused by the reader" {
	printf 'a\n\0\n' >nul.csv
	run -65 hl-export --to json nul.csv
}

# --- columns ---

@test "columns are taken in the order they are asked for" {
	[ "$(hl-export --columns balance,name leads.csv)" = $'balance,name\n10.50,"Doe, Jane"\n-3,Roe' ]
	[ "$(hl-export --columns balance --columns name leads.csv | head -n 1)" = 'balance,name' ]
	[ "$(hl-export --columns 3,1 leads.csv | tail -n 1)" = '-3,008' ]
	[ "$(printf '"a,b",c\n1,\n2,x\n' | hl-export --columns 'a,b' --columns c)" = $'"a,b",c\n1,\n2,x' ]
	[ "$(printf 'a,b\n1,\n' | hl-export --columns b)" = $'b\n""' ]
}

@test "a column that is not there is misuse and the nearest is named" {
	run -64 hl-export --columns name,balanse leads.csv
	[ "$output" = 'hl-export: leads.csv: no column is called balanse (balance?); there are account_id, name, balance' ]
}

@test "columns are renamed; the rows keep their bytes" {
	[ "$(hl-export --rename name=Name --rename balance='to pay' leads.csv)" = \
		$'account_id,Name,to pay\n007,"Doe, Jane",10.50\n008,Roe,-3' ]
	[ "$(hl-export --rename name=balance --rename balance=name leads.csv | head -n 1)" = 'account_id,balance,name' ]
	[ "$(hl-export --columns name --rename name=x --to jsonl leads.csv | tail -n 1)" = '{"x":"Roe"}' ]
}

@test "a new name that is taken, or is none, or for a column that does not go out, is misuse" {
	run -64 hl-export --rename name=balance leads.csv
	[ "$output" = 'hl-export: --rename: two columns would be called balance' ]
	run -64 hl-export --rename balance=name leads.csv
	run -64 hl-export --rename name leads.csv
	run -64 hl-export --rename name= leads.csv
	run -64 hl-export --columns name --rename balance=x leads.csv
}

@test "without a header csv has none, json counts, and a name makes one" {
	[ "$(printf '1,2\n' | hl-export --no-header)" = '1,2' ]
	[ "$(printf 'x,y\n' | hl-export --no-header --to jsonl)" = '{"1":"x","2":"y"}' ]
	[ "$(printf 'x,y\n' | hl-export --no-header --rename 1=a --rename 2=b)" = $'a,b\nx,y' ]
}

@test "several files are one table, in the order of the first one's columns" {
	printf 'balance,account_id,name\n1,009,Poe\n' >more.csv
	[ "$(hl-export --to jsonl leads.csv more.csv | tail -n 1)" = '{"account_id":"009","name":"Poe","balance":"1"}' ]
	[ "$(hl-export leads.csv more.csv | tail -n 1)" = '009,Poe,1' ]
}

# --- the end ---

@test "nothing is written under --check, and nothing when a row is bad" {
	[ -z "$(hl-export --check --to html leads.csv)" ]
	printf 'a,b\n1\n' >bad.csv
	run -65 hl-export --to json -o out.json bad.csv
	[ ! -e out.json ]
	[ "$(hl-export --rejects r.csv -q --to json bad.csv)" = '[]' ]
}

@test "a full disk is told" {
	[ -e /dev/full ] || skip
	for format in csv json text html; do
		run -74 bash -c "hl-export --to $format leads.csv >/dev/full"
	done
	run -74 bash -c 'hl-export --page queue leads.csv >/dev/full'
}

@test "control totals are asked before anything stands" {
	run -1 hl-export --expect-rows 3 -o out.json leads.csv
	[ ! -e out.json ]
	run -1 hl-export --expect-rows 3 --split-by name -o out/ leads.csv
	[ ! -e out ]
}

# --- one file for each value ---

@test "each value has its file, and the manifest tells what they hold" {
	printf 'id,c,balance\n1,b,1.10\n2,a,2\n3,b,x\n4,,0.000001\n' >s.csv
	hl-export --split-by c -o out/ s.csv
	[ "$(ls -A out | paste -sd' ')" = '_unassigned.csv a.csv b.csv manifest.json' ]
	[ "$(cat out/b.csv)" = $'id,c,balance\n1,b,1.10\n3,b,x' ]
	[ "$(stat -c %a out out/a.csv | paste -sd' ')" = '700 600' ]
	[ "$(cut -d, -f1-6 out/manifest.json)" = '{"format":"csv","split_by":"c","rows":4,"balance":3.100001,"without_balance":1,"files":[
{"file":"_unassigned.csv","value":"","rows":1,"balance":0.000001,"without_balance":0,"bytes":25
{"file":"a.csv","value":"a","rows":1,"balance":2.00,"without_balance":0,"bytes":19
{"file":"b.csv","value":"b","rows":2,"balance":1.10,"without_balance":1,"bytes":28
]}' ]
	(cd out && grep -oP '"file":"\K[^"]*|"sha256":"\K[^"]*' manifest.json | paste - - |
		awk '{ print $2 "  " $1 }' | sha256sum --check --quiet)
}

@test "names from any value stay in the folder, and nothing is lost" {
	python3 - <<'EOF'
import csv
values = ["../../x", "/etc/x", "", ".", "..", "x" * 300, "x" * 299 + "y", "a\nb", "CON", "con", "com1.txt", "nul",
    "Smith", "SMITH", "smith", "unassigned", "_unassigned", "manifest", "Manifest", "-rf", " ", "x%2Fy", "x/y", "é",
    "É", "%-0", "~", "J. Ortiz", "\u202ex", "x", "x.", "*", "$(id)", "a;b", "'", "\"", "\\", ".hl-export.tmp"]
with open("s.csv", "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["id", "c"])
    for i in range(3 * len(values)):
        out.writerow([i, values[i % len(values)]])
EOF
	mkdir deep
	hl-export --split-by c --to json -o deep/out/ s.csv
	[ "$(find . -newer s.csv -not -path './deep/out*' -type f | wc -l)" = 0 ]
	[ "$(ls -A deep)" = out ]
	python3 - <<'EOF'
import csv, hashlib, json, os, re
rows = list(csv.DictReader(open("s.csv", encoding="utf-8", newline="")))
manifest = json.load(open("deep/out/manifest.json", encoding="utf-8"))
names = [file["file"] for file in manifest["files"]]
assert sorted(names + ["manifest.json"]) == sorted(os.listdir("deep/out"))
assert len({name.lower() for name in names}) == len(names)
seen = []
for file in manifest["files"]:
    name = file["file"]
    assert len(name) <= 100 and re.fullmatch(r"[A-Za-z0-9_%][A-Za-z0-9._%-]*", name), name
    data = open("deep/out/" + name, "rb").read()
    assert len(data) == file["bytes"] and hashlib.sha256(data).hexdigest() == file["sha256"]
    part = json.loads(data)
    assert len(part) == file["rows"] and all(row["c"].strip() == file["value"].strip() for row in part)
    seen += part
assert sorted(map(str, seen)) == sorted(map(str, rows)) and manifest["rows"] == len(rows)
EOF
}

@test "a rerun gives the same bytes, whatever the order of the rows" {
	printf 'id,c\n1,b\n2,a\n3,B\n' >s.csv
	printf 'id,c\n3,B\n2,a\n1,b\n' >r.csv
	hl-export --split-by c -z -o one/ s.csv
	hl-export --split-by c -z -o two/ s.csv
	hl-export --split-by c -z -o three/ r.csv
	hl-export --split-by c -z -o one s.csv
	diff -r one two
	diff -r one three
	[ "$(ls one | wc -l)" = 4 ]
}

@test "more values than files may be open, and a page for each" {
	seq 1 150 | awk 'BEGIN { print "id,c" } { print $1 ",v" $1 }' >s.csv
	(ulimit -n 24 && hl-export --split-by c --page queue --title T -o out/ s.csv)
	[ "$(ls out | wc -l)" = 151 ]
	grep -qxF '<h1>Work queue: <bdi>T: v77</bdi></h1>' out/v77.html
}

@test "what cannot be put in its place leaves everything as it was" {
	printf 'id,c\n1,a\n2,b\n' >s.csv
	mkdir -p out/b.csv
	echo old >out/a.csv
	run -73 hl-export --split-by c -o out s.csv
	[ "$output" = 'hl-export: out: b.csv: Is a directory' ]
	[ "$(cat out/a.csv)" = old ]
	[ "$(ls -A out | paste -sd' ')" = 'a.csv b.csv' ]
	run -73 hl-export --split-by c -o missing/out s.csv
	run -73 hl-export --split-by c -o s.csv s.csv
}

@test "a write or a rename that fails leaves no half set" {
	command -v strace >/dev/null || skip
	hl=$(command -v hl-export)
	export ASAN_OPTIONS=detect_leaks=0 # it cannot look for leaks while it is traced
	printf 'id,c\n1,a\n2,b\n' >s.csv
	strace -o /dev/null true || skip
	for call in write:error=ENOSPC fsync:error=EIO renameat2:error=EIO renameat:error=EIO; do
		for when in 1 2 3; do
			mkdir out
			echo old >out/a.csv
			run strace -qq -o /dev/null -e trace="${call%%:*}" -e inject="$call:when=$when" "$hl" --split-by c -o out s.csv
			if [ "$status" = 0 ]; then # it does not call that so often
				[ "$(ls -A out | paste -sd' ')" = 'a.csv b.csv manifest.json' ]
			else
				[ "$status" = 74 ] || [ "$status" = 73 ]
				[ "$(ls -A out) $(cat out/a.csv)" = 'a.csv old' ]
			fi
			rm -r out
		done
	done
	# Where two files cannot change places, the old one comes back as well.
	for when in 1 2 3 4 5 6; do
		mkdir out
		echo old >out/a.csv
		run strace -qq -o /dev/null -e trace=renameat,renameat2 -e inject=renameat2:error=EINVAL \
			-e inject=renameat:error=EIO:when=$when "$hl" --split-by c -o out s.csv
		[ "$status" = 73 ]
		[ "$(ls -A out) $(cat out/a.csv)" = 'a.csv old' ]
		rm -r out
	done
}

@test "what a killed run left is cleared away, what is not of this run is told, modes stay" {
	printf 'id,c\n1,a\n' >s.csv
	mkdir -p out/.hl-export.tmp
	echo half >out/.hl-export.tmp/a.csv
	echo old >out/a.csv
	chmod 640 out/a.csv
	echo other >out/z.csv
	run --separate-stderr -0 hl-export --split-by c -o out s.csv
	[ "$stderr" = 'hl-export: warning: 1 file is in the folder not of this run, the first is z.csv' ]
	[ "$(ls -A out | paste -sd' ')" = 'a.csv manifest.json z.csv' ]
	[ "$(stat -c %a out/a.csv) $(cat out/z.csv)" = '640 other' ]
}

@test "a link in the folder is replaced and not followed; a hidden folder that is a link is refused" {
	printf 'id,c\n1,a\n' >s.csv
	mkdir out elsewhere
	echo mine >elsewhere/mine
	ln -s ../elsewhere/mine out/a.csv
	hl-export --split-by c -o out s.csv
	[ "$(cat elsewhere/mine)" = mine ]
	[ ! -L out/a.csv ]
	ln -s ../elsewhere out/.hl-export.tmp
	run -73 hl-export --split-by c -o out s.csv
	[ "$(ls -A elsewhere)" = mine ]
}

@test "a second run at once is told to try again" {
	command -v flock >/dev/null || skip
	printf 'id,c\n1,a\n' >s.csv
	mkdir out
	run -75 flock out hl-export --split-by c -o out s.csv
	[ "$(ls -A out)" = '' ]
}

@test "nothing of a cell is in a message" {
	printf 'id,c\n1,CANARY,x\n' >s.csv
	run -65 hl-export --to json s.csv
	[[ $output != *CANARY* ]]
}

@test "style and script of the page are ASCII and hold no end tag" {
	for file in "$BATS_TEST_DIRNAME"/../lib/page/*.css "$BATS_TEST_DIRNAME"/../lib/page/*.js; do
		! LC_ALL=C grep -qP '[^\x09\x0a\x20-\x7e]' "$file"
		! grep -qF '</' "$file"
	done
}
