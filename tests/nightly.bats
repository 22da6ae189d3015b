bats_require_minimum_version 1.5.0

# examples/nightly.sh as cron runs it: no terminal, hardly an environment, from another folder.

setup() {
	cd "$BATS_TEST_TMPDIR"
	mkdir in
	cp -R "$BATS_TEST_DIRNAME"/../examples/{accounts.csv,events.csv,collectors.csv,rules} in
}

nightly() {
	# What a sanitizer is told goes along: its libraries' leaks are not ours.
	(cd / && env -i PATH="$PATH" ${LSAN_OPTIONS:+LSAN_OPTIONS="$LSAN_OPTIONS"} \
		"$BATS_TEST_DIRNAME/../examples/nightly.sh" "$@" </dev/null)
}

night() {
	nightly -i "$PWD/in" "$PWD/run" "$1T09:00:00Z"
}

# The log as it is in the morning of that day.
log_up_to() {
	awk -F, -v end="$1T09:00:00Z" 'NR == 1 || $2 <= end' "$BATS_TEST_DIRNAME/../examples/events.csv" >in/events.csv
}

# Every file that was delivered, and what latest is.
delivered() {
	find run -path 'run/*.tmp' -prune -o -path 'run/2*' -type f -print0 | sort -z | xargs -0 sha256sum
	readlink run/latest
}

@test "night after night each gets its folder, latest is the newest, and nothing is printed" {
	for day in 2026-02-26 2026-02-27 2026-03-02; do
		log_up_to $day
		run -0 night $day
		[ -z "$output" ]
		[ "$(readlink run/latest)" = $day ]
		# The accounts are of the newest morning: those worked since the day at hand wait.
		[ "$(sed 1d run/$day/queue.csv | wc -l)" -gt 200 ]
	done
	[ "$(sed 1d run/2026-03-02/queue.csv | wc -l)" -gt 350 ]
	[ "$(ls -A run | paste -sd' ')" = '.lock 2026-02-26 2026-02-27 2026-03-02 latest' ]
	! cmp -s run/2026-02-27/desk.csv run/2026-03-02/desk.csv
}

@test "every account is in the queue once, or held back with the reasons, which the record of the run counts" {
	night 2026-03-02
	ids() { hl-export --to tsv --columns account_id "$1" | sed 1d; }
	{ ids run/2026-03-02/queue.csv && ids run/2026-03-02/suppressed.csv.gz; } | sort | cmp - <(ids in/accounts.csv | sort)
	hl-export --to tsv --columns gate_status,reasons run/2026-03-02/queue.csv | sed 1d >worked
	run -1 grep -vE '^work	' worked
	run -1 grep -E 'PAID|RECALLED|CEASE|BANKRUPT' worked
	hl-export --to tsv --columns gate_status,reasons run/2026-03-02/suppressed.csv.gz | sed 1d >held
	run -1 grep -vE '^(drop|hold|defer)	[A-Z]' held
	[ "$(sed '1,/^held back/d' run/2026-03-02/run.txt | awk '{ n += $1 } END { print n }')" = "$(wc -l <held)" ]
	grep -qx ' *34 PAID' run/2026-03-02/run.txt
	grep -qx '[0-9a-f]\{64\}  rules/house.csv' run/2026-03-02/run.txt
}

@test "an account that comes twice is in the queue twice, and one that got lost fails the night" {
	sed -n 2p in/accounts.csv >>in/accounts.csv
	run -0 night 2026-03-02
	# a gate that loses one
	mkdir bin
	printf '#!/bin/sh\nPATH=${PATH#*:} exec hl-gate "$@" | sed 5d\n' >bin/hl-gate
	chmod +x bin/hl-gate
	PATH=$PWD/bin:$PATH run -1 nightly --force -i "$PWD/in" "$PWD/run" 2026-03-02T09:00:00Z
	[[ "$output" == *'the count of the accounts: failed (1), nothing delivered'* ]]
}

@test "the pages are for the date that was asked for, whatever the moment of the data" {
	nightly -i "$PWD/in" "$PWD/run" 2026-02-27T22:00:00Z 2026-03-02
	grep -q '<dt>Work date</dt><dd>Mon 2026-03-02</dd>' run/2026-03-02/queues/lhart.html
	grep -q '<dt>Data as of</dt><dd>2026-02-27 17:00' run/2026-03-02/queues/lhart.html
}

@test "a night that is run again gives the same bytes and changes nothing, an earlier one, too" {
	night 2026-02-27
	night 2026-03-02
	delivered >before
	night 2026-03-02
	night 2026-02-27
	delivered | cmp - before
	night 2026-02-26
	[ "$(readlink run/latest)" = 2026-03-02 ]
}

@test "a queue that was delivered is not replaced by another one, unless by force, which keeps it" {
	night 2026-03-02
	delivered >before
	sed -i '$d' in/events.csv
	run -1 night 2026-03-02
	[[ "$output" == *'was delivered and differs'* ]]
	delivered | cmp - before
	cp -R run/2026-03-02 old
	run -0 nightly --force -i "$PWD/in" "$PWD/run" 2026-03-02T09:00:00Z
	diff -r old run/2026-03-02.1
	! diff -rq old run/2026-03-02
}

@test "whatever is broken, the last queue stays and nothing is delivered; the next night is whole" {
	night 2026-02-27
	delivered >before
	for table in accounts events collectors rules/house; do
		cp in/$table.csv keep
		for break in '5s/$/,x/' '$s/.*/"/' '2,$d' d; do
			sed -i "$break" in/$table.csv
			run night 2026-03-02
			[ "$status" -eq 65 ] || [ "$status" -eq 1 ]
			[[ "$output" == *'failed ('*'), nothing delivered'* ]]
			[ ! -e run/2026-03-02 ]
			delivered | cmp - before
			cp keep in/$table.csv
		done
	done
	run -0 night 2026-03-02
}

@test "a second run at once is 75, and misuse is 64" {
	mkdir run
	exec 8>run/.lock
	flock 8
	run -75 night 2026-03-02
	exec 8>&-
	run -64 nightly -i
	[ "$output" = 'nightly: -i needs a folder' ]
	run -64 nightly --fast
	run -64 nightly -i "$PWD/in" "$PWD/run" yesterday
	rm in/events.csv
	run -66 night 2026-03-02
	[ "$(ls -A run)" = .lock ]
}

@test "a log that was not brought up to date is told, and nothing is delivered" {
	run -1 night 2026-03-04
	[[ "$output" == *'hl-score: the newest event, of 2026-03-02T06:58:52Z, is older than --max-age 26h'* ]]
	[[ "$output" == *'the queue: failed (1), nothing delivered'* ]]
	[ ! -e run/2026-03-04 ]
	grep -qx '"exit":1,' run/2026-03-04.tmp/manifests/score.json
}

@test "accounts without the column of a flag fail the night: nobody would have asked to be left alone" {
	sed -i '1s/,cease,/,stop,/' in/accounts.csv
	run -64 night 2026-03-02
	[[ "$output" == *'hl-gate: --map cease=cease: no such column was there'* ]]
	[ ! -e run/2026-03-02 ]
}

@test "the manifests lead from what is delivered back to what came in" {
	night 2026-03-02
	python3 - <<-'END'
		import glob, hashlib, json
		m = {path.split("/")[-1][:-5]: json.load(open(path)) for path in glob.glob("run/2026-03-02/manifests/*.json")}
		assert sorted(set(m) - {"paper", "sheets"}) == "assign gate kpi-client kpi-collector kpi-day kpi-team queues rank score".split()
		sha = lambda path: hashlib.sha256(open(path, "rb").read()).hexdigest()
		def of(step, side, role):
		    return [file["sha256"] for file in m[step][side] if file["role"] == role]
		assert all(one["exit"] == 0 and one["as_of"] == "2026-03-02T09:00:00Z" for one in m.values())
		assert of("score", "inputs", "input") == [sha("in/accounts.csv")]
		assert of("score", "inputs", "events") == of("gate", "inputs", "events") == [sha("in/events.csv")]
		assert of("gate", "inputs", "rules") == [sha("in/rules/us-states.csv"), sha("in/rules/house.csv")]
		assert of("gate", "outputs", "suppressed") == [sha("run/2026-03-02/suppressed.csv.gz")]
		assert sum(file["rows"] for file in m["gate"]["outputs"]) == m["gate"]["rows"] == 500
		assert m["gate"]["reasons"]["PAID"] == 34
		assert of("score", "outputs", "output") == of("gate", "inputs", "input")
		assert of("gate", "outputs", "output") == of("rank", "inputs", "input")
		assert of("rank", "outputs", "output") == of("assign", "inputs", "input")
		assert of("assign", "outputs", "output") == [sha("run/2026-03-02/queue.csv")] == of("queues", "inputs", "input")
		assert of("assign", "outputs", "state") == [sha("run/2026-03-02/desk.csv")]
	END
}

# Every link of the index, as the name of a file.
links() {
	python3 -c 'import re, sys, urllib.parse
for href in re.findall(r" href=\"([^\"]*)\"", open(sys.argv[1], encoding="utf-8").read()):
    print(urllib.parse.unquote(href))' "$1"
}

@test "the index leads to all that was delivered, with the counts and sums of the queues" {
	night 2026-03-02
	cd run/2026-03-02
	links index.html | sort >linked
	[ -s linked ] && [ -z "$(uniq -d linked)" ]
	find . -type f -printf '%P\n' | sort | comm -3 - linked >other
	# what is behind a dashboard, state, the manifests of folders, the index itself
	run -1 grep -vE '^(dashboard/[^/]*\.(csv|tsv)|desk\.csv|(queues|paper|sheets)/manifest\.json|index\.html|linked|other)$' other
	[ "$(links index.html | grep -c '^queues/')" = "$(ls queues/*.html | wc -l)" ]
	[ "$(links index.html | grep -c '^dashboard/teams/.*html$')" = 3 ]
	[ "$(links index.html | grep -c '^dashboard/.*pdf$')" = "$(find dashboard -name '*.pdf' | wc -l)" ]
	# whose accounts are nobody's comes last of the queues
	grep -E '^<tr.*href="queues/' index.html | tail -n 1 | grep -q '<bdi>Not assigned</bdi>'
	grep -q '<bdi>Team</bdi>.*<bdi>Accounts</bdi>.*<bdi>Critical</bdi>.*<bdi>High</bdi>.*<bdi>Alerts</bdi>.*<bdi>May be called</bdi>' index.html
	# an account and a cent of every queue is in the sum below them
	hl-export --to tsv --columns balance queue.csv | awk 'NR > 1 { cents += int($1 * 100 + 0.5) }
		END { printf "<td role=\"cell\" class=\"rows\" data-head=\"Accounts\">%d</td><td role=\"cell\" class=\"balance\" data-head=\"Balance\">$%.2f</td>\n", NR - 1, cents / 100 }' >sum
	grep '^<tfoot' index.html | tr -d , | sed 's/<data[^>]*>//g; s:</data>::g' | grep -qFf sum
	grep -q '<bdi>Lena Hart (lhart)</bdi>' index.html
	grep -q '<dt>Work date</dt><dd>Mon 2026-03-02</dd>' index.html
}

@test "the index begins with what matters: every account, the desk's figures, each queue by team" {
	night 2026-03-02
	cd run/2026-03-02
	read_rows() { hl-export --to tsv --columns "$1" "$2" | sed 1d; }
	# what is in queues and what is held back are all that came
	worked=$(read_rows account_id queue.csv | wc -l)
	held=$(read_rows account_id suppressed.csv.gz | wc -l)
	came=$(read_rows account_id ../../in/accounts.csv | wc -l)
	[ $((worked + held)) = "$came" ]
	grep '<strong>END' index.html | sed 's/<[^>]*>//g' |
		grep -q "END Complete: $worked accounts in $(ls queues/*.html | wc -l) queues, $held held back, $came in all; "
	grep -q "[0-9]* later, [0-9]* not at all, [0-9]* until something is done" index.html
	# the figures are those of the dashboard, word by word
	for metric in rph coll rpc_att kept; do
		value=$(awk -F, -v metric=$metric '$1 == metric && $2 == "all" { print $7 }' dashboard/last-30.csv)
		[ -n "$value" ]
		grep "^<p class=\"big\"><data value=\"$value\">" index.html | grep -qxFf - dashboard/dashboard.html
	done
	[ "$(grep -c '^<p class="change' index.html)" = 4 ]
	grep '^<p class="change' index.html >changes
	[ "$(grep -xFf changes dashboard/dashboard.html | sort -u | wc -l)" = "$(sort -u changes | wc -l)" ]
	# by team, then name; each number is that of the rows of its queue
	grep -E '^<tr.*href="queues/' index.html >rows
	sed 's/<\/t[hd]>/\t/g; s/<[^>]*>//g' rows | cut -f 1-3,5-8 >got
	cut -f 2,1 got | awk -F '\t' '$1 != "Not assigned" { print $2 "\t" $1 }' | sort -c
	read_rows collector,tier,channels,account_id queue.csv >cells
	read_rows ts,account_id,type ../../in/events.csv | awk -F '\t' '$1 >= "2026-03-01T09:00:00Z" &&
		$3 ~ /^(abandoned_payment|viewed_plans|inbound_call)$/ { print $2 }' | sort -u >new
	while IFS=$'\t' read -r who team accounts critical high alerts callable; do
		id=${who##*(}
		id=${id%)}
		[ "$who" != 'Not assigned' ] || continue
		awk -F '\t' -v id="$id" '$1 == id' cells >own
		[ "$accounts $critical $high" = "$(wc -l <own) $(cut -f 2 own | grep -c Critical || :) $(cut -f 2 own | grep -c High || :)" ]
		[ "$callable" = "$(cut -f 3 own | tr '|' ' ' | grep -cw call)" ]
		[ "$alerts" = "$(cut -f 4 own | sort | comm -12 - new | wc -l)" ]
	done <got
	[ "$(wc -l <got)" -gt 5 ]
}

# Every link of every page leads to a file of the night, and no page is without a way to the index and back.
follow() {
	python3 - "$1" <<-'END'
		import os, re, sys, urllib.parse
		root = os.path.realpath(sys.argv[1])
		pages = [os.path.join(at, name) for at, _, names in os.walk(root) for name in names if name.endswith(".html")]
		links = {}
		for page in pages:
		    text = open(page, encoding="utf-8").read()
		    found = re.findall(r"<a [^>]*?href=\"([^\"]*)\"", text) + re.findall(r"\"link\":\"([^\"]*)\"", text)
		    files = [href for href in found if not re.match("#|tel:|sms:|mailto:", href)]
		    assert all(re.fullmatch(r"(?!/)([\w.~/-]|%[0-9A-F]{2})+", href) for href in files), (page, files)
		    links[page] = {os.path.normpath(os.path.join(os.path.dirname(page), urllib.parse.unquote(href))) for href in files}
		    missing = [file for file in links[page] if not (os.path.isfile(file) and file.startswith(root + "/"))]
		    assert not missing, (page, missing)
		    assert page not in links[page], page
		index = os.path.join(root, "index.html")
		assert all(page == index or index in links[page] for page in pages), [page for page in pages if index not in links[page]]
		seen, todo = set(), [index]
		while todo:
		    page = todo.pop()
		    if page not in seen:
		        seen.add(page)
		        todo += links.get(page, ())
		assert not set(pages) - seen, set(pages) - seen
		print(sum(map(len, links.values())))
	END
}

@test "every link of every page of the night leads to a page or file that is there, and back" {
	night 2026-03-02
	[ "$(follow run/2026-03-02)" -gt 100 ]
	cd run/2026-03-02
	grep -q '<a href="../dashboard/collectors/lhart.html"><bdi>Dashboard</bdi></a>' queues/lhart.html
	grep -q '<a href="../../queues/lhart.html"><bdi>Queue</bdi></a>' dashboard/collectors/lhart.html
	grep -q '<a href="../dashboard/collectors/lhart.html"><bdi>Lena Hart (lhart)</bdi></a> <span class="soft"><bdi>Aspen</bdi>' dashboard/dashboard.html
	grep -q '<a href="../dashboard/teams/Aspen.html"><bdi>Aspen</bdi></a>' dashboard/dashboard.html
	# a name or a link of another one is in no page that is one collector's or one team's
	run -1 grep -E 'Oscar Vega|ovega' dashboard/collectors/lhart.html
	run -1 grep -E 'Cedar' dashboard/teams/Aspen.html
}

@test "the dashboards by themselves lead to each other" {
	run -0 bash "$BATS_TEST_DIRNAME/../examples/dashboard.sh" alone 2026-03-02T09:00:00Z in
	[ -z "$output" ]
	grep -q '<a href="collectors/lhart.html"><bdi>Lena Hart (lhart)</bdi></a> <span class="soft"><bdi>Aspen</bdi>' alone/dashboard.html
	grep -q '<a href="../dashboard.html">All pages</a>' alone/collectors/lhart.html
	links alone/dashboard.html | while IFS= read -r file; do [[ $file == \#* || -e alone/$file ]]; done
}

@test "who has no queue is called by name in the index, too" {
	sed -i 's/^lhart,Lena Hart,Aspen/&/; s/^dpruitt,[^,]*,/dpruitt,"Dan ""D"" Pruitt",/' in/collectors.csv
	night 2026-03-02
	grep -q '<bdi>Dan &quot;D&quot; Pruitt (dpruitt)</bdi>' run/2026-03-02/index.html
	run -1 grep -E '<bdi>(dpruitt|efarr)</bdi>' run/2026-03-02/index.html
}

@test "the queues say what to begin with: who began to pay and stopped finishes the payment; scores are those of hot" {
	night 2026-03-02
	cells() { hl-export --to tsv --columns "$1" "$2" | sed 1d | sort; }
	hl-score --as-of 2026-03-02T09:00:00Z --tz America/New_York -e in/events.csv in/accounts.csv >hot.csv
	join -t $'\t' <(cells account_id,score,tier run/2026-03-02/queue.csv) <(cells account_id,score,tier hot.csv) >both
	[ "$(wc -l <both)" = "$(sed 1d run/2026-03-02/queue.csv | wc -l)" ]
	awk -F '\t' '$2 != $4 || $3 != $5 { exit 1 }' both
	# seven days before the moment of the run
	awk -F, '$4 == "abandoned_payment" && $2 > "2026-02-23T09:00:00Z" && $2 <= "2026-03-02T09:00:00Z" { print $3 }' in/events.csv | sort -u >stopped
	cells account_id,next_step run/2026-03-02/queue.csv >steps
	[ "$(join -t $'\t' steps stopped | cut -f 2 | sort -u)" = 'finish the payment' ]
	[ "$(join -t $'\t' -v 1 steps stopped | grep -c 'finish the payment')" = 0 ]
	grep -qx '<p class="next">Next step: <b><bdi>offer a plan</bdi></b></p>' run/2026-03-02/queues/lhart.html
}

@test "the pages have the goal of the day, and what is new since the day before stands above the queue" {
	night 2026-03-02
	cd run/2026-03-02
	grep -q 'of 40 worked' queues/lhart.html
	alerts() { sed -n '/class="alerts"/,/<\/section>/p' "$1"; }
	for page in queues/*.html; do alerts "$page"; done >all
	grep -q 'Abandoned payment' all
	# as many as the log has of accounts in a queue, none of them older
	awk -F, 'NR == FNR { is_new[$3] += $2 >= "2026-03-01T09:00:00Z" && $4 ~ /^(abandoned_payment|viewed_plans|inbound_call)$/; next }
		{ n += is_new[$1] } END { print n }' ../../in/events.csv <(hl-export --columns account_id queue.csv) >want
	[ "$(grep -c '^<li>' all)" = "$(cat want)" ] && [ "$(cat want)" -gt 20 ]
	[ ! -e alerts.tsv ]
	if [ -d paper ] && command -v pdfinfo; then
		pdfinfo dashboard/dashboard.pdf | grep -q '(letter)'
		pdfinfo paper/lhart.pdf | grep -q '(letter)'
	fi
	# what was promised holds for thirty days alone
	grep -q '^metric,.*,target' dashboard/client-30.csv
	run -1 grep -q '^metric,.*,target' dashboard/client-7.csv dashboard/client-90.csv
}

@test "a collector whose name means something to a browser or a shell has a page and figures, and a link to both" {
	name='$(touch x); <b>&'
	sed -i "s/lhart/$(sed 's/[&/]/\\&/g' <<<"$name")/g" in/events.csv in/accounts.csv in/collectors.csv
	run -0 night 2026-03-02
	[ -z "$output" ]
	file='%24%28touch%20x%29%3B%20%3Cb%3E%26.html'
	[ -e "run/2026-03-02/queues/$file" ]
	[ -e "run/2026-03-02/dashboard/collectors/$file" ]
	links run/2026-03-02/index.html >links
	grep -qxF "queues/$file" links
	grep -qxF "dashboard/collectors/$file" links
	grep -qF '<bdi>Lena Hart ($(touch x); &lt;b&gt;&amp;)</bdi>' run/2026-03-02/index.html
	follow run/2026-03-02
	[ -z "$(find . -name x)" ]
}

@test "a team may have a name that no file could have, and one with a slash" {
	long=$(printf '東%.0s' {1..60})
	sed -i "s/,Aspen,/,North\/East,/; s/,Birch,/,$long,/; s/,Cedar,/,\"say \"\"C\"\"\",/" in/collectors.csv
	run -0 night 2026-03-02
	cd run/2026-03-02
	[ "$(ls dashboard/teams/*.html | wc -l)" = 3 ]
	grep -q '<bdi>North∕East</bdi>' index.html
	grep -qF "<bdi>$long</bdi>" index.html
	grep -qF '<bdi>say &quot;C&quot;</bdi>' index.html
	grep -q 'lhart' 'dashboard/teams/North%E2%88%95East.html'
	grep -q 'wcole' dashboard/teams/say*.html
	grep -q 'jpike' dashboard/teams/%E6%9D%B1*%-*.html
	[ ! -e dashboard/roster.tsv ] && [ ! -e dashboard/names.tsv ]
	follow . >/dev/null
}

@test "what this build cannot write is left out; what it fails to write fails the night" {
	mkdir bin
	printf '#!/bin/sh\nPATH=${PATH#*:}\ncase " $* " in *" --to "[px][dl]*) exit ${CODE:-64} ;; esac\nexec hl-export "$@"\n' >bin/hl-export
	chmod +x bin/hl-export
	PATH=$PWD/bin:$PATH run -0 night 2026-03-02
	[ ! -e run/2026-03-02/paper ] && [ ! -e run/2026-03-02/sheets ]
	! links run/2026-03-02/index.html | grep -q 'paper\|sheets'
	sed -i 's/CODE:-64/CODE:-74/' bin/hl-export
	PATH=$PWD/bin:$PATH run -74 nightly -i "$PWD/in" "$PWD/other" 2026-03-02T09:00:00Z
	[[ "$output" == *'the queue pages: failed (74), nothing delivered'* ]]
}

@test "what is delivered is for its owner alone, or for one group, too" {
	night 2026-03-02
	[ -z "$(find run/2026-03-02 -perm /077)" ]
	sed "s/^readers=.*/readers=$(id -gn)/" "$BATS_TEST_DIRNAME/../examples/nightly.sh" >own.sh
	cp -R "$BATS_TEST_DIRNAME"/../examples/{dashboard.sh,index.sh,models} .
	bash own.sh -i in shared
	[ -z "$(find shared/2026-03-02 -perm /027)" ]
	[ -z "$(find shared/2026-03-02 ! -perm -040)" ]
}
