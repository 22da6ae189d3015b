# The dashboard's table of everybody by every figure, and its downloads.
bats_require_minimum_version 1.5.0

now=(--as-of 2026-03-02T09:00:00Z --tz America/New_York)

setup_file() {
	export figures="$BATS_FILE_TMPDIR"
	examples="$BATS_TEST_DIRNAME/../examples"
	hl-metrics "${now[@]}" --last 30d --previous --by team,collector --totals each -m rph,rpc_att,kept,app,cash -r "$examples/collectors.csv" -o "$figures/30.csv" "$examples/events.csv"
}

setup() { cd "$BATS_TEST_TMPDIR"; }

page() { hl-export "${now[@]}" --page dashboard "$@"; }

# Rows of the table: cells apart by |
glance() {
	sed -n '/<table class="glance"/,/<\/table>/p' "$1" | sed 's/<thead>//; s/<t[hd][^>]*>/|/g; s/<[^>]*>//g' | grep '^|'
}

@test "everybody by every figure: who is wholly below or above all, by a second count" {
	page --currency '$' -o page.html "$figures/30.csv"
	sed -n '/<table class="glance"/,/<\/table>/p' page.html | grep -o '<tr><th scope="row">.*' >rows
	[ "$(wc -l <rows)" -ge 12 ]
	python3 - "$figures/30.csv" <<'EOT'
import csv, re, sys
rows = {(r["metric"], r["group"]): r for r in csv.DictReader(open(sys.argv[1]))}
text = open("page.html").read()
table = re.search(r'<table class="glance".*?</table>', text, re.S)[0]
heads = [re.sub("<[^>]*>", "", head) for head in re.findall(r"<th scope=\"col\".*?</th>", table)]
names = {"Revenue per hour": "rph", "Right-party contact rate": "rpc_att", "Promises kept": "kept", "Attempts per payment": "app", "Cash": "cash"}
assert set(heads[1:]) == set(names), heads
seen = set()
for line in re.findall(r'<tr[^>]*><th scope="row">.*?</tr>', table):
    name, *cells = re.findall(r"<t[hd].*?</t[hd]>", line)
    bdi = re.search(r"<bdi>(.*?)</bdi>.*?(?:<bdi>(.*?)</bdi>)?</span>", name) or re.search(r"<bdi>(.*?)</bdi>", name)
    group = f"{bdi[2]}/{bdi[1]}" if bdi else "all"
    for head, cell in zip(heads[1:], cells):
        row, whole = rows[names[head], group], rows[names[head], "all"]
        word = re.search(r'class="word">(\w+)', cell)
        want = ("" if group == "all" or not row["value"] else "few" if "low_n" in row["flag"] else "" if not row["lo"] or not row["hi"]
                else "below" if float(row["hi"]) < float(whole["value"]) else "above" if float(row["lo"]) > float(whole["value"]) else "")
        assert (word[1] if word else "") == want, (head, group, cell, want)
        colour = {"few": "few", "below": "good" if head.startswith("Attempts") else "bad", "above": "bad" if head.startswith("Attempts") else "good"}.get(want, "")
        assert re.match(r'<td class="n ?(\w*)">', cell)[1] == colour, cell
        value = re.search(r'<data value="(.*?)">', cell)
        assert (value[1] if value else "") == row["value"], cell
        seen.add(want)
assert {"few", "below", ""} <= seen, seen
EOT
}

@test "its rows are in the order of the leaderboard, the whole is the last; nobody only with figures" {
	page -o page.html "$figures/30.csv"
	sed -n '/id="leaders-list"/,/<\/ol>/p' page.html | sed -n 's/.*class="name"><bdi>\([^<]*\).*/\1/p' >leaders
	glance page.html | sed 1d | cut -d'|' -f 2 | sed 's/ .*//' >names
	head -n 10 names | cmp - leaders
	[ "$(tail -n 1 names)" = All ]
	! grep -q none names
	# What somebody without a name brought is there, before the last line.
	{
		echo metric,group,from,to,value,num,den
		echo cash,,2026-02-01,2026-03-01,9.00,9.00,
		echo cash,Ann,2026-02-01,2026-03-01,5.00,5.00,
		echo 'cash,(none),2026-02-01,2026-03-01,4.00,4.00,'
		echo kept,,2026-02-01,2026-03-01,50.0,1,2
	} >k.csv
	page --by collector -o k.html k.csv
	[ "$(glance k.html | paste -sd' ')" = '|Name|Cash |Ann|5.00 |(none)|4.00 |All|9.00' ]
}

@test "a page of one has no such table" {
	page --collector wcole "$figures/30.csv" | grep -q 'id="glance"' && return 1
	page --team Cedar "$figures/30.csv" >cedar.html
	[ "$(glance cedar.html | wc -l)" = 6 ]
	! grep -q lhart cedar.html
}

@test "bars of counts are as long as teams make them, and their total has none" {
	{
		echo metric,group,from,to,value,num,den
		echo cash,,2026-02-01,2026-03-01,90.00,90.00,
		echo cash,A,2026-02-01,2026-03-01,60.00,60.00,
		echo cash,B,2026-02-01,2026-03-01,30.00,30.00,
		echo 'cash,(none),2026-02-01,2026-03-01,0.00,0.00,'
	} >k.csv
	page --by team -o page.html k.csv
	sed -n '/id="teams-list"/,/<\/ol>/p' page.html >list
	[ "$(grep -o 'class="fill" width="[0-9]*"' list | grep -o '[0-9]*' | paste -sd' ')" = '1000 500' ]
	grep -q '<li class="total">.*90.00' list
	! grep -qF "(none)" list
}

@test "what a download says beside its columns; the head of each part has its button; a PDF is led to" {
	printf 'column,value,link,file\nteam,,PDF,desk.pdf\nteam,,Dashboard,page.html\n' >links.csv
	page --links links.csv -o page.html "$figures/30.csv"
	for part in all-figures leaderboard comparison key-figures; do
		grep -q "<button type=\"button\" class=\"csv\" data-file=\"$part\"" page.html
	done
	grep -qF '<a class="pdf" href="desk.pdf">PDF' page.html
	grep -qF '<details class="rows" id="leaders-table" data-metric="rph" data-from="2026-01-31" data-to="2026-03-02">' page.html
	grep -qF '<details class="rows" id="cards-table" data-group="all" data-from="2026-01-31" data-to="2026-03-02">' page.html
	grep -qF '"asOf":"2026-03-02T09:00:00Z"' page.html
}

@test "a chart without a value says so in its place" {
	{
		echo metric,group,from,to,value,num,den
		echo kept,,2026-02-01,2026-03-01,,0,0
		echo kept,,2026-02-01,2026-02-02,,0,0
		echo kept,A,2026-02-01,2026-03-01,,0,0
	} >k.csv
	page --by collector -o page.html k.csv
	grep -qF '<p class="nothing" id="nothing">no value on any of these days</p>' page.html
	grep -q '<div class="chart[a-z ]*" id="chart" hidden>' page.html
	grep -qF '<li class="nothing">no figure for these days</li>' page.html
}

@test "on paper: the same table, leaders by number" {
	hl-export "${now[@]}" --page dashboard --to pdf --currency '$' -o out.pdf "$figures/30.csv" || skip "no PDF in this build"
	pdftotext -layout out.pdf out.txt
	grep -q '^All figures by collector' out.txt
	grep -qE '^pdoyle +below \$20.56 ' out.txt
	grep -qE '^1\. rsolano \(Birch\)' out.txt
	grep -q 'net cash / hours worked' out.txt
}
