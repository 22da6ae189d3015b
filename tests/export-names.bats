# hl-export --names: collectors by their names; --home and --links: from a page to others.
bats_require_minimum_version 1.5.0

now=(--as-of 2026-03-02T12:30:00Z --tz America/New_York)

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'account_id,name,balance,collector\n007,"Doe, Jane",10.50,mia\n008,Roe,5,mia\n' >q.csv
	printf 'collector,name,team\nmia,Mia Lund,Aspen\njo,"O'"'"'Hara, Jo",Birch\nno,,Birch\n' >roster.csv
	printf 'ts,account_id,type,collector,channel,direction,result\n2026-03-01T14:10:00Z,007,attempt,jo,call,out,no_answer\n2026-03-01T15:10:00Z,007,attempt,new,call,out,no_answer\n' >e.csv
	{
		echo metric,group,from,to,num,den,value
		for day in 01 02; do
			printf 'cash,%s,2026-03-%s,2026-03-%s,%s,,%s\n' all $day 0$((10#$day + 1)) 9.00 9.00 Aspen/all $day 0$((10#$day + 1)) 5.00 5.00 \
				Birch/all $day 0$((10#$day + 1)) 4.00 4.00 Aspen/mia $day 0$((10#$day + 1)) 5.00 5.00 \
				Birch/jo $day 0$((10#$day + 1)) 3.00 3.00 'Birch/(none)' $day 0$((10#$day + 1)) 1.00 1.00
		done
	} >k.csv
}

queue() { hl-export "${now[@]}" --page queue "$@"; }
board() { hl-export "${now[@]}" --page dashboard "$@"; }
head_of() { sed -n 's/.*<h1>\(.*\)<\/h1>.*/\1/p' "$1"; }

# --- queues ---

# What this build of hl-export has a library for.
can_write() {
	printf 'account_id\n' | hl-export -q --check --to "$1" 2>/dev/null
}

@test "a queue is headed with the name of the one collector of its rows, and the id stays visible" {
	queue --names roster.csv -o p.html q.csv
	[ "$(head_of p.html)" = 'Work queue: <bdi>Mia Lund (mia)</bdi>' ]
	grep -qx '<title>Work queue: Mia Lund (mia), 2026-03-02</title>' p.html
	grep -q '^<div class="running".*<bdi>Work queue: Mia Lund (mia)</bdi>' p.html
	grep -q '<dt>collector</dt><dd><bdi>Mia Lund (mia)</bdi></dd>' p.html
	# without the column among those that go out, too
	queue --names roster.csv --columns account_id,name -o p.html q.csv
	[ "$(head_of p.html)" = 'Work queue: <bdi>Mia Lund (mia)</bdi>' ]
	queue -o p.html q.csv
	[ "$(head_of p.html)" = 'Work queue' ]
}

@test "the rows of several, or of nobody, head no queue with one of them" {
	echo 009,X,1,jo >>q.csv
	queue --names roster.csv -o p.html q.csv
	[ "$(head_of p.html)" = 'Work queue' ]
	sed -i 's/,jo$/,/' q.csv
	queue --names roster.csv -o p.html q.csv
	[ "$(head_of p.html)" = 'Work queue' ]
	head -n 1 q.csv | queue --names roster.csv >p.html
	[ "$(head_of p.html)" = 'Work queue' ]
	hl-export --columns account_id,name q.csv | queue --names roster.csv >p.html
	[ "$(head_of p.html)" = 'Work queue' ]
}

@test "a title that is an id is named, any other text stays as it is" {
	queue --names roster.csv --title jo -o p.html q.csv
	[ "$(head_of p.html)" = 'Work queue: <bdi>O&#39;Hara, Jo (jo)</bdi>' ]
	queue --names roster.csv --title 'desk 014' -o p.html q.csv
	[ "$(head_of p.html)" = 'Work queue: <bdi>desk 014</bdi>' ]
}

@test "split by collectors each page has its name, whatever the column is called; files have the id" {
	printf '009,X,1,jo\n010,Y,1,no\n011,Z,1,new\n012,A,1,\n' >>q.csv
	sed 's/,collector$/,agent/' q.csv >other.csv
	for table in q other; do
		by=$(head -n 1 $table.csv | cut -d, -f4)
		queue --names roster.csv --split-by "$by" -o $table/ $table.csv
		[ "$(ls $table | paste -sd' ')" = '_unassigned.html jo.html manifest.json mia.html new.html no.html' ]
		[ "$(head_of $table/mia.html)" = 'Work queue: <bdi>Mia Lund (mia)</bdi>' ]
		[ "$(head_of $table/jo.html)" = 'Work queue: <bdi>O&#39;Hara, Jo (jo)</bdi>' ]
		[ "$(head_of $table/no.html)" = 'Work queue: <bdi>no</bdi>' ]
		[ "$(head_of $table/new.html)" = 'Work queue: <bdi>new</bdi>' ]
		[ "$(head_of $table/_unassigned.html)" = 'Work queue: <bdi>unassigned</bdi>' ]
		grep -q '"value":"mia"' $table/manifest.json
		run -1 grep Lund $table/manifest.json
	done
	queue --names roster.csv --title Desk --split-by collector -o t/ q.csv
	[ "$(head_of t/mia.html)" = 'Work queue: <bdi>Desk: Mia Lund (mia)</bdi>' ]
	# by another column its values are no collectors
	sed 's/Roe/mia/' q.csv | queue --names roster.csv --split-by name -o n/
	[ "$(head_of n/mia.html)" = 'Work queue: <bdi>mia</bdi>' ]
}

@test "whoever called is named in the activity; an id that is in no roster stays as it is" {
	queue --names roster.csv -e e.csv -o p.html q.csv
	grep -qF 'We called: no answer (<bdi>O&#39;Hara, Jo</bdi>, <bdi>jo</bdi>)' p.html
	grep -qF 'We called: no answer (<bdi>new</bdi>)' p.html
}

@test "PDF and spreadsheets are headed with the name, and their cells are the ids" {
	can_write pdf && command -v pdftotext >/dev/null || skip 'no pdf here'
	queue --names roster.csv -o q.pdf q.csv
	pdftotext -layout q.pdf - | grep -q 'Work queue: Mia Lund (mia)'
	queue --names roster.csv --split-by collector --to pdf -o p/ q.csv
	pdftotext -layout p/mia.pdf - | grep -q 'Work queue: Mia Lund (mia)'
	can_write xlsx && command -v unzip >/dev/null || skip 'no xlsx here'
	queue --names roster.csv --split-by collector --to xlsx -o x/ q.csv
	unzip -p x/mia.xlsx xl/workbook.xml | grep -q '<sheet name="Mia Lund (mia)"'
	unzip -p x/mia.xlsx xl/worksheets/sheet1.xml | grep -q 'Work queue: Mia Lund (mia)'
	unzip -p x/mia.xlsx xl/worksheets/sheet1.xml | grep -q '<t>mia</t>'
	queue --names roster.csv --title jo -o j.xlsx q.csv
	unzip -p j.xlsx xl/workbook.xml | grep -q "<sheet name=\"O'Hara, Jo (jo)\""
}

# --- dashboards ---

@test "a dashboard says names in bars, tables, lists to choose from and titles; downloads have ids" {
	board --names roster.csv -o p.html k.csv
	grep -qF '<span class="name"><bdi>Mia Lund (mia)</bdi> <span class="soft"><bdi>Aspen</bdi></span></span>' p.html
	grep -qF '<th scope="row"><data value="Aspen/mia"><bdi>Aspen/Mia Lund (mia)</bdi></data></th>' p.html
	grep -qF '{"name":"Birch/jo","label":"O'"'"'Hara, Jo (jo)","above":"Birch","full":"Birch/O'"'"'Hara, Jo (jo)","depth":2}' p.html
	grep -qF '{"name":"Aspen","label":"Aspen","above":"","depth":1}' p.html
	[ "$(head_of p.html)" = 'Dashboard' ]
	board --names roster.csv --collector mia -o p.html k.csv
	[ "$(head_of p.html)" = 'Dashboard: collector <bdi>Mia Lund (mia)</bdi>' ]
	grep -qx '<title>Dashboard: collector Mia Lund (mia)</title>' p.html
	run -1 grep Hara p.html
	# nobody has no name, and a team that is called as a collector is none
	printf 'collector,name\n(none),Nobody\nAspen,Ann Aspen\n' >odd.csv
	board --names odd.csv -o p.html k.csv
	run -1 grep -E 'Nobody|Ann Aspen' p.html
	sed -n 's/Aspen.mia/mia/p; 1p; /,all,/p' k.csv | board --by collector --names roster.csv >p.html
	grep -qF '<span class="name"><bdi>Mia Lund (mia)</bdi></span>' p.html
}

@test "a dashboard on paper says names, too" {
	can_write pdf && command -v pdftotext >/dev/null || skip 'no pdf here'
	board --names roster.csv -o p.pdf k.csv
	pdftotext -layout p.pdf - | grep -q 'Mia Lund (mia), Aspen '
	board --names roster.csv --collector mia -o p.pdf k.csv
	pdftotext -layout p.pdf - | grep -q 'Dashboard: collector Mia Lund (mia)'
	board -o p.pdf k.csv
	pdftotext -layout p.pdf - | grep -q 'mia (Aspen) '
}

# --- the roster ---

@test "the roster of hl-assign will do; its names are text whatever they hold" {
	queue --names "$BATS_TEST_DIRNAME/../examples/collectors.csv" --title lhart -o p.html q.csv
	[ "$(head_of p.html)" = 'Work queue: <bdi>Lena Hart (lhart)</bdi>' ]
	printf 'collector,name\nmia,"</title><script>alert(1)</script>"\njo,"\xff=1+1\x07"\n' >hostile.csv
	queue --names hostile.csv -e e.csv -o p.html q.csv
	grep -qF '<h1>Work queue: <bdi>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; (mia)</bdi></h1>' p.html
	python3 "$BATS_TEST_DIRNAME/page.py" p.html
	board --names hostile.csv -o d.html k.csv
	run -1 grep -F '</title><script>' d.html
	PYTHONDONTWRITEBYTECODE=1 python3 "$BATS_TEST_DIRNAME/dashboard.py" d.html k.csv
	printf 'collector,name\nmia,%s\n' "$(python3 -c 'print("N" * 40 + "[]:*?/")')" >long.csv
	can_write xlsx || skip 'no xlsx here'
	queue --names long.csv --split-by collector --to xlsx -o x/ q.csv
}

@test "two names of one collector and a name of nobody are told with their lines, and with those of the rows" {
	printf 'collector,name\nmia,Mia\nmia,Mia\nmia,Maya\n,Lost\nmia,\n' >two.csv
	echo 009,X >>q.csv
	run -65 queue --names two.csv -o p.html q.csv
	[ "${lines[0]}" = 'hl-export: two.csv:4:5: name: another name of this collector than in line 2' ]
	[ "${lines[1]}" = 'hl-export: two.csv:5:1: collector: a name of nobody' ]
	[[ "${lines[2]}" == 'hl-export: q.csv:4'* ]]
	[ ! -e p.html ]
	run -65 queue --names two.csv --split-by collector -o s/ q.csv
	[ ! -e s/mia.html ]
	printf 'collector,nam\nmia,Mia\n' >no.csv
	run -65 queue --names no.csv q.csv
	[[ "$output" == *'name'*'nam'* ]]
	run -66 queue --names none.csv q.csv
}

@test "a mask that does not let the collector out does not go with names" {
	for mask in client analyst public; do
		printf 0123456789abcdef >key
		run -64 queue --mask $mask --mask-key key --names roster.csv q.csv
		[[ "$output" == "hl-export: --names does not go with --mask $mask, which holds back collector"* ]]
		queue --mask $mask --mask-key key --home i.html q.csv >p.html
		run -1 grep -E 'mia|Lund' p.html
	done
	for mask in none collector; do
		queue --mask $mask --names roster.csv -o p.html q.csv
		[ "$(head_of p.html)" = 'Work queue: <bdi>Mia Lund (mia)</bdi>' ]
	done
}

@test "names of a hundred thousand collectors are found at once, the same for any number of threads" {
	awk 'BEGIN { print "collector,name"; for (i = 0; i < 100000; i++) printf "c%d,Name %d\n", i, i }' >many.csv
	awk 'BEGIN { print "account_id,collector"; for (i = 0; i < 2000; i++) printf "%d,c%d\n", i, i * 49 }' >rows.csv
	start=$(date +%s)
	queue --names many.csv --split-by collector -j1 -o a/ rows.csv
	(($(date +%s) - start < 60))
	queue --names many.csv --split-by collector -j4 --block-size 512 -o b/ rows.csv
	diff -r a b
	[ "$(head_of a/c97951.html)" = 'Work queue: <bdi>Name 97951 (c97951)</bdi>' ]
}

# --- links ---

links() { sed -n '/class="ways"/,/<\/nav>/p' "$1" | sed -n 's/^<a href="\([^"]*\)">\(.*\)<\/a>$/\1 \2/p' | sed 's/<[^>]*>//g'; }

@test "a page leads back to where it is listed" {
	queue --home ../index.html -o p.html q.csv
	[ "$(links p.html)" = '../index.html All pages' ]
	board --home 'a b/%&".html' -o p.html k.csv
	[ "$(links p.html)" = 'a%20b/%25%26%22.html All pages' ]
	queue -o p.html q.csv
	run -1 grep 'class="ways"' p.html
}

@test "pages about whose queue it is, and about whom a dashboard is, are in reach; none is its own" {
	cat >links.csv <<-'EOF'
		column,value,link,file
		collector,mia,Queue,queues/mia.html
		collector,mia,Dashboard,boards/mia.html
		collector,jo,Dashboard,boards/jo.html
		team,Aspen,Dashboard,boards/Aspen.html
		team,Aspen,PDF,boards/Aspen.pdf
		team,,Dashboard,all.html
		team,,PDF,all.pdf
	EOF
	queue --home ../index.html --links links.csv -o p.html q.csv
	[ "$(links p.html)" = '../index.html All pages
../boards/mia.html Dashboard' ]
	queue --links links.csv --split-by collector -o s/ q.csv
	[ "$(links s/mia.html)" = 'boards/mia.html Dashboard' ]
	board --links links.csv --home ../index.html -o p.html k.csv
	[ "$(links p.html)" = '../index.html All pages
../all.pdf PDF' ]
	grep -qF '<span class="name"><a href="../boards/mia.html"><bdi>mia</bdi></a> <span class="soft"><bdi>Aspen</bdi></span></span>' p.html
	grep -qF '<span class="name"><a href="../boards/Aspen.html"><bdi>Aspen</bdi></a></span>' p.html
	grep -qF '<span class="name"><bdi>Birch</bdi></span>' p.html # what is not there is not linked
	grep -qF '"above":"Birch","link":"../boards/jo.html","depth":2}' p.html
	board --links links.csv --collector mia -o p.html k.csv
	[ "$(links p.html)" = 'queues/mia.html Queue' ]
	run -1 grep boards p.html
	board --links links.csv --team Aspen -o p.html k.csv
	[ "$(links p.html)" = 'boards/Aspen.pdf PDF' ]
	run -1 grep 'jo.html' p.html
}

@test "a link is a relative path, or it is refused" {
	for link in https://x.example javascript:alert 'JavaScript:x' data:x //x.example/a /a '\\x\a' 'a\b' $'a\tb' $'\x7f' '' ' a' 'a ' a//b mailto:x; do
		run -64 queue --home "$link" -o p.html q.csv
		[[ "${lines[0]}" == 'hl-export: --home: '* ]]
		[ ! -e p.html ]
	done
	for link in 1:2 ./a:b a .. ../ ../../x.html é; do
		queue --home "$link" -o p.html q.csv
		python3 "$BATS_TEST_DIRNAME/page.py" p.html
	done
}

@test "what is wrong in a table of links is told with line and column" {
	printf 'column,value,link,file\ncollector,mia,A,a.html\ncollector,mia,a,b.html\ncollector,jo,A,http://x\n,jo,A,x\ncollector,jo,,x\ncollector,jo,B,\n' >links.csv
	run -65 queue --links links.csv --names roster.csv q.csv
	[ "${lines[0]}" = 'hl-export: links.csv:3:15: link: a second link of these words, as in line 2' ]
	[ "${lines[1]}" = 'hl-export: links.csv:4:16: file: an address: say where the file is from the page, as in ../index.html' ]
	[ "${lines[2]}" = 'hl-export: links.csv:5:1: column: empty' ]
	[ "${lines[3]}" = 'hl-export: links.csv:6:14: link: empty' ]
	[ "${lines[4]}" = 'hl-export: links.csv:7:16: file: no path' ]
	printf 'column,value,link\n' >links.csv
	run -65 queue --links links.csv q.csv
	[[ "$output" == *file* ]]
}

@test "words and values of links are text" {
	printf 'column,value,link,file\ncollector,mia,<img src=x>,"x"" onclick=""y"\n' >links.csv
	queue --links links.csv -o p.html q.csv
	grep -qx '<a href="x%22%20onclick%3D%22y"><bdi>&lt;img src=x&gt;</bdi></a>' p.html
	python3 "$BATS_TEST_DIRNAME/page.py" p.html
}

@test "each option says which pages it goes with" {
	for page in '' '--page index' '--to jsonl'; do
		run -64 hl-export $page --names roster.csv q.csv
		[ "${lines[0]}" = 'hl-export: --names goes with --page queue, dashboard' ]
	done
	for page in '' '--page index' '--page queue --to pdf'; do
		[[ $page != *pdf ]] || can_write pdf || continue
		run -64 hl-export $page --home x -o x q.csv
		[ "${lines[0]}" = 'hl-export: --home goes with --page queue (html), dashboard (html)' ]
		run -64 hl-export $page --links y -o x q.csv
		[ "${lines[0]}" = 'hl-export: --links goes with --page queue (html), dashboard (html)' ]
	done
	run -64 queue --names roster.csv -o roster.csv q.csv
	run -64 queue --names - <q.csv
	queue --names - q.csv <roster.csv >p.html
	[ "$(head_of p.html)" = 'Work queue: <bdi>Mia Lund (mia)</bdi>' ]
}
