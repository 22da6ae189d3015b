# The dashboard: hl-metrics rows as a page.
bats_require_minimum_version 1.5.0

now=(--as-of 2026-03-02T09:00:00Z --tz America/New_York)

setup_file() {
	export figures="$BATS_FILE_TMPDIR"
	examples="$BATS_TEST_DIRNAME/../examples"
	measure() { hl-metrics "${now[@]}" -r "$examples/collectors.csv" "$@" "$examples/events.csv"; }
	m=rph,coll,rpc_att,kept,app,cash,attempts,promises
	split=(--by team,collector --totals each)
	cd "$figures"
	measure --last 90d --every day "${split[@]}" -m $m -o day.csv
	for n in 7 30 90; do
		measure --last ${n}d --previous "${split[@]}" -m $m -o $n.csv
	done
	measure --last 90d "${split[@]}" -m prom_pipe,prom_pipe_amt -o pipe.csv
	measure --last 90d "${split[@]}" -m coll_moved -o moved.csv
	measure --last 90d -m drop,drop_open,conv_stage,vint -o leads.csv
	hl-gate "${now[@]}" -e "$examples/events.csv" --all "$examples/accounts.csv" |
		hl-metrics --set suppression --of "$examples/accounts.csv" -o supp.csv
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	examples="$BATS_TEST_DIRNAME/../examples"
	all=("$figures"/{day,7,30,90,pipe,leads,supp}.csv)
}

page() { hl-export "${now[@]}" --page dashboard "$@"; }
check() { PYTHONDONTWRITEBYTECODE=1 python3 "$BATS_TEST_DIRNAME/dashboard.py" "$@"; }
row() { printf 'metric,group,from,to,num,den,value,lo,hi,n,flag%s\n' "${1:-}"; }

# --- what is shown ---

@test "each number of the page is that of a row, and what is shown of it is rounded from it" {
	page --union --currency '$' -o page.html "${all[@]}"
	[ "$(check page.html "${all[@]}")" = 'trend glance leaders teams pipeline funnel triangle suppression 234 0' ]
}

@test "a card has value, arrow, percent, a word for what it is worth, interval and flags" {
	{
		row ,previous,change_pct,p,trend
		echo 'rph,all,2026-02-01,2026-03-01,1234.5,10,1234.50,1000.00,1500.00,10,low_n;unmatched:2,1000.00,23.5,0.01,up'
		echo 'kept,all,2026-02-01,2026-03-01,1,2,50.0,9.5,90.5,2,,60.0,-16.7,0.9,ns'
		echo 'app,all,2026-02-01,2026-03-01,30,2,15.00,10.00,20.00,2,,10.00,50.0,0.01,up'
		echo 'cash,all,2026-02-01,2026-03-01,1e,,5.00,,,2,,4.00,25.0,,up'
	} | sed 's/1e/5.00/' >k.csv
	page --currency '$' -o page.html k.csv
	grep -qF '<p class="big"><data value="1234.50">$1,234.50</data></p>' page.html
	grep -qF '<p class="change good"><span aria-hidden="true">▲</span> <span class="sr">up </span>+23.5 % <b>· better</b></p>' page.html
	grep -qF '<p class="note flags">few observations; 2 collectors with cash but no hours</p>' page.html
	grep -qF '<p class="note">95&nbsp;% interval: <data value="1000.00">$1,000.00</data> to <data value="1500.00">$1,500.00</data></p>' page.html
	grep -qF '<p class="change ns"><span aria-hidden="true">▼</span> <span class="sr">down </span>10.0 points (−16.7 %) <b>· may be chance</b></p>' page.html
	grep -qF '+50.0 % <b>· worse</b>' page.html # more attempts for a payment
	grep -qF '+25.0 % <b>· chance not known</b>' page.html
	grep -qF '<p class="change ns"><span aria-hidden="true">▲</span> <span class="sr">up </span>+25.0' page.html
	grep -qF '<p class="note">28 days before: <data value="1000.00">' page.html
	check page.html k.csv
}

@test "without a value or a change there is no line of change, and what was before stays" {
	{
		row ,previous,change_pct,p,trend
		echo 'conv,all,2026-02-01,2026-03-01,0,0,,,,0,no_data,42.9,,,'
		echo 'cash,all,2026-02-01,2026-03-01,5.00,,5.00,,,2,,0.00,,,up'
	} >k.csv
	page -o page.html k.csv
	[ "$(grep -c '<p class="note">28 days before: ' page.html)" = 2 ]
	! grep -q '<p class="change\|no change' page.html
	check page.html k.csv
}

@test "the leaderboard is by the lower end of the interval, without whom nobody is, ten at most" {
	hl-metrics "${now[@]}" --last 30d --by collector --order lo -m rph,app -o r.csv "$examples/events.csv"
	for metric in rph app; do
		page --by collector --cards $metric -o page.html r.csv
		sed -n '/<ol class="bars" id="leaders-list"/,/<\/ol>/p' page.html |
			sed -n 's/.*class="name"><bdi>\([^<]*\)<.*/\1/p' >shown
		grep "^$metric," r.csv | grep -v '(none)\|,all,' | awk -F, '$7 != "" { print $2 }' | head -n 10 | cmp - shown
		[ "$(wc -l <shown)" = 10 ]
	done
}

@test "the leaderboard says how it is ranked, how many more there are, and what became of each" {
	page --union --currency '$' -o page.html "${all[@]}"
	sed -n '/<section class="part" id="leaders"/,/<\/section>/p' page.html >part
	grep -q 'ranked by the low end of the 95.*% interval (black line), so that luck counts less</p>' part
	[ "$(sed -n '/<ol/,/<\/ol>/p' part | grep -c '<span class="change \(ns\|good\|bad\)">')" = 10 ]
	grep -q '<span class="standing"><span>at least <data value="[0-9.]*">\$[0-9.]*</data></span> <span class="change ns"><span aria-hidden="true">▲</span> <span class="sr">up </span>+[0-9.]* % <b>· may be chance</b></span></span>' part
	grep -q '<p class="note" id="leaders-more">and [0-9]* more in the table</p>\|id="leaders-more" hidden>' part
	for name in previous change_pct trend lo; do grep -q "data-name=\"$name\"" part; done
	grep -q 'data-name="lo">95&nbsp;% low</th>' part
}

@test "who is held back: bars by the first reason, which add up and are those of END lines" {
	page -o page.html "$figures/supp.csv"
	sed -n '/<section class="part[^>]*suppression/,/<details/p' page.html >part
	[ -s part ]
	grep -q '>Held back</h2>' part
	grep -qF '<p class="sub">109 of 500: 38 later, 59 not at all, 12 until something is done; 391 may be worked</p>' part
	grep -q 'a promise is pending <span class="code">PTP_PENDING</span></span><span class="value"><data value="34">34</data>.*, <data value="35">35</data> in all</span>' part
	awk -F, '$1 == "supp_first" && $2 != "all" { sum += $5 } $1 == "supp_first" && $2 == "all" { exit sum != $5 }' "$figures/supp.csv"
	grep -q '<p class="note">Only behind another reason: talked lately <span class="code">CONV_COOLDOWN</span> <data value="30">' part
	! grep -q 'several reasons' page.html
}

@test "who is held back, by every reason where nobody counted the first ones" {
	grep -v '^supp_first' "$figures/supp.csv" >every.csv
	page -o page.html every.csv
	grep -q '12 until something is done; 391 may be worked; a lead may have several reasons: they add up to more than 109</p>' page.html
	grep -qF 'talked lately <span class="code">CONV_COOLDOWN</span></span>' page.html
	grep -v ',\(PAID\|PTP_PENDING\|CONV_COOLDOWN\|SMS_60D\),' every.csv >few.csv
	page few.csv | grep -q '; 391 may be worked</p>'
}

@test "who is held back of a client: what a group comes to is no reason" {
	printf 'account_id,client,gate_status,reasons\nA,X,drop,PAID;SMALL_BAL\nB,X,hold,DISPUTE\nC,Y/Z,drop,PAID\n' >s.csv
	printf 'account_id,client\nA,X\nB,X\nC,Y/Z\nD,V\n' >leads.csv
	hl-metrics --set suppression --by client --of leads.csv -o supp.csv s.csv
	{ row && for name in X Y/Z V; do echo "cash,$name,2026-02-01,2026-03-01,1,,1.00,,,2,"; done; } >k.csv
	page --union --client X k.csv supp.csv >x.html
	grep -qF '<p class="sub">2 of 2: 1 not at all, 1 until something is done; 0 may be worked</p>' x.html
	grep -qF 'paid <span class="code">PAID</span></span><span class="value"><data value="1">' x.html
	page --union --client Y/Z supp.csv k.csv | grep -qF '<p class="sub">1 of 1: 1 not at all; 0 may be worked</p>'
	page --union --client V k.csv supp.csv | grep -qF '<p class="sub">0 of 1; 1 may be worked</p>'
	page --union --by client k.csv supp.csv | grep -qF '<p class="sub">3 of 4: 2 not at all, 1 until something is done; 1 may be worked</p>'
}

@test "teams are compared with all of them together" {
	page --union -o page.html "${all[@]}"
	sed -n '/<ol class="bars" id="teams-list"/,/<\/ol>/p' page.html >list
	[ "$(sed -n 's/.*class="name">\(<bdi>\)\{0,1\}\([A-Za-z]*\)<.*/\2/p' list | paste -sd' ')" = 'Aspen Birch Cedar All' ]
	grep -q '^<li class="total">.*All' list
}

@test "the triangle has a row a batch, a column a month, and says what is incomplete" {
	page -o page.html "$figures/leads.csv"
	sed -n '/<table class="square">/,/<\/table>/p' page.html >square
	[ "$(grep -c '<th scope="row">' square)" = "$(grep ^vint "$figures/leads.csv" | cut -d, -f 2 | cut -d/ -f 1 | sort -u | wc -l)" ]
	[ "$(grep -o '<td class="n \(s[0-8]\|begun\)' square | wc -l)" = "$(grep -c ^vint "$figures/leads.csv")" ]
	[ "$(grep -o '<td class="n begun' square | wc -l)" = "$(grep -c '^vint.*incomplete' "$figures/leads.csv")" ]
	grep -qF '<span class="long">Month </span><span class="short" aria-hidden="true">M</span><bdi>0</bdi>' square
	[ "$(grep -o '>\*<' square | wc -l)" = "$(grep -c '^vint.*incomplete' "$figures/leads.csv")" ]
}

@test "metrics whose days add up are those that hl_metrics says, on the example log" {
	hl-metrics "${now[@]}" --last 28d --every day --by team,collector --totals each -r "$examples/collectors.csv" \
		-l "$examples/accounts.csv" --fee-rate 25% --cost-per-hour 20 -o all.csv "$examples/events.csv"
	page -o page.html all.csv
	python3 - <<'EOT'
import collections, csv, json, re
from decimal import Decimal
data = json.loads(re.search(r'id="data">(.*?)</script>', open("page.html").read(), re.S)[1])
summed = {m["name"] for m in data["metrics"] if m["summed"]}
assert {"rph", "kept", "cash", "app"} <= summed and not {"coll", "pen", "conv", "ttc", "rpc_acct"} & summed
day, whole = collections.Counter(), {}
for row in csv.DictReader(open("all.csv")):
    key = row["metric"], row["group"]
    both = Decimal(row["num"] or 0), Decimal(row["den"] or 0), Decimal(row["n"] or 0)
    if (row["from"], row["to"]) == ("2026-02-02", "2026-03-02"):
        whole[key] = both
    else:
        day[key, 0] += both[0]
        day[key, 1] += both[1]
        day[key, 2] += both[2]
for key, both in whole.items():
    if key[0] in summed:
        assert both == (day[key, 0], day[key, 1], day[key, 2]), key
EOT
}

# --- who it is for ---

@test "a team's page has nothing of other teams" {
	page --union --team Aspen -o page.html "${all[@]}"
	[ "$(check page.html "${all[@]}")" = 'trend glance leaders pipeline 92 0' ]
	grep -qF '<h1>Dashboard: team <bdi>Aspen</bdi></h1>' page.html
	! grep -qE 'Birch|Cedar|wcole|kmoss' page.html
}

@test "a collector's page has nothing of others" {
	page --union --collector wcole -o page.html "${all[@]}"
	[ "$(check page.html "${all[@]}")" = 'trend pipeline 48 0' ]
	! grep -qE 'Birch|Aspen|lhart|kmoss' page.html
}

@test "a client's page says what is attained and what is missing" {
	printf 'metric,group,target\ncoll,,5\nkept,,60\n' >targets.csv
	hl-metrics "${now[@]}" --last 30d --previous --set agency --targets targets.csv -l "$examples/accounts.csv" -o a.csv "$examples/events.csv"
	page --client 'Quillon Mobile' -o page.html a.csv
	[ "$(check page.html a.csv)" = 'targets 6 0' ]
	grep -qF '<td class="bad">&#10007; 0.8 points short</td>' page.html
	page --by client -o page.html a.csv
	[[ "$(check page.html a.csv)" == 'glance teams targets '* ]]
	grep -q '<td class="good">&#10003; reached\(, but may be chance\)\?</td>' page.html
	! page --client 'Quillon Mobile' a.csv | grep -q Emberly
}

@test "a group that is not there is misuse, and the nearest is named" {
	run -64 page --union --team Aspenn "${all[@]}"
	[[ "${lines[0]}" == 'hl-export: --team: no group has the name Aspenn (Aspen?); there are Aspen, '* ]]
	run -64 page --union --by client --team Aspen "${all[@]}"
	[ "${lines[0]}" = 'hl-export: --team: --by has no team' ]
	run -64 page --team A --client B k.csv
	run -64 page --cards rph,nothing "$figures/day.csv"
	[[ ${lines[0]} == 'hl-export: --cards: the input has no figures of nothing; there are '*'rph'* ]]
	run -64 page --cards '' "$figures/day.csv"
	[ "${lines[0]}" = 'hl-export: --cards: a metric needs a name' ]
	run -64 page --by '' "$figures/day.csv"
	run -64 hl-export -o '' "$figures/day.csv"
	[ "${lines[0]}" = 'hl-export: --output: a file needs a name' ]
	run -64 page --cards rph,coll,rpc_att,kept,app "$figures/day.csv"
	run -64 hl-export --team A "$figures/day.csv"
	[ "${lines[0]}" = 'hl-export: --team goes with --page dashboard' ]
	run -64 hl-export --page queue --quality x "$figures/day.csv"
	run -64 page --columns metric "$figures/day.csv"
}

# --- what is not there ---

@test "a part without rows is left out; without any the page says so" {
	row | page -o page.html
	[ "$(check page.html)" = ' 0 0' ]
	grep -qF '<p class="empty">No figures.</p>' page.html
	[ "$(page "$figures/supp.csv" >page.html && check page.html "$figures/supp.csv")" = 'suppression 40 0' ]
	[ "$(page "$figures/pipe.csv" >page.html && check page.html "$figures/pipe.csv")" = 'pipeline 14 0' ]
	{ row && echo 'kept,all,2026-02-01,2026-03-01,1,2,50.0,9.5,90.5,2,'; } >one.csv
	[ "$(page one.csv >page.html && check page.html one.csv)" = ' 1 0' ]
}

@test "days alone are added up for the last thirty, where that is right" {
	page --cards rph,kept,coll -o page.html "$figures/day.csv"
	hl-metrics "${now[@]}" --last 30d -m rph,kept -o want.csv "$examples/events.csv"
	grep -v ',2025-12-02,2026-03-02,' "$figures/day.csv" >days.csv
	page --cards rph,kept,coll -o page.html days.csv
	for metric in rph kept; do
		value=$(grep "^$metric," want.csv | cut -d, -f 7)
		grep -qF "<p class=\"big\"><data value=\"$value\">" page.html
	done
	grep -qF 'no figure for these days: it is of the accounts that stand at their end, so days do not add up to it' page.html
	# Revenue per hour has an interval over collector-days, which days do not tell; a share has its own.
	[ "$(grep -c '^<p class="note">the days added up: no interval</p>' page.html)" = 1 ]
	row=$(grep '^kept,' want.csv)
	grep -qF "95&nbsp;% interval: <data value=\"$(cut -d, -f 8 <<<"$row")\">" page.html
	grep -qF "to <data value=\"$(cut -d, -f 9 <<<"$row")\">" page.html
}

@test "with what moved, days of the collection rate are those of a period, as the page opens with it" {
	grep -v ',2025-12-02,2026-03-02,' "$figures/day.csv" >days.csv
	page --union --cards rph,coll,rpc_att,kept -o page.html days.csv "$figures/moved.csv"
	hl-metrics "${now[@]}" --last 30d --previous -m coll,rpc_att,kept -o want.csv "$examples/events.csv"
	tail -n +2 want.csv | while IFS=, read -r metric _ _ _ num den value lo hi n _ previous _; do
		grep "^<tr><th scope=\"row\"><data value=\"$metric\"><bdi>" page.html >row
		for cell in $num $den $value $lo $hi $n $previous; do grep -qF "<data value=\"$cell\">" row; done
	done
	grep -qF '<b>· may be chance</b>' page.html
	! grep -q '<[^>]*>no figure for these days' page.html
}

@test "what is added up has its observations, and is flagged where they are few" {
	{
		row
		for day in 01 02 03; do
			echo "rpc_att,all,2026-02-$day,2026-02-$((10#$day + 1)),1,6,16.7,,,6,low_n"
		done | sed 's/-\([0-9]\),/-0\1,/g'
	} >d.csv
	page -o page.html d.csv
	grep -qF '<p class="note flags">few observations</p>' page.html
	grep -qF '<data value="18">18</data>' page.html
	[ "$(answer "const { dayOf, figureOf } = figuresOfPage;
		const f = figureOf(0, 0, { from: dayOf('2026-02-01'), to: dayOf('2026-02-04') }); return [f.n, f.flag, f.value].join(' ');")" = '18 low_n 16.7' ]
}

@test "a metric that does not add up says which periods there are, and a page without targets for its period that" {
	{
		row ,target,attained,missing
		echo 'kept,all,2026-02-01,2026-03-01,1,2,50.0,,,2,,,,'
		for from in 02-22 02-15; do echo "coll,all,2026-$from,2026-03-01,1,2,50.0,,,2,,60.0,no,10.0"; done
	} >k.csv
	page --cards kept,coll -o page.html k.csv
	grep -qF '<p class="note">no figure for these days: it is of the accounts that stand at their end, so days do not add up to it; choose 7, 14 days</p>' page.html
	grep -q '<p class="sub" id="targets-sub">no targets for 2026-02-01 to 2026-02-28 (28 days)</p>' page.html
	sed 's/2026-02-15/2026-02-01/' k.csv | page -o page.html
	grep -q '<p class="sub" id="targets-sub">2026-02-01 to 2026-02-28 (28 days)</p>' page.html
}

@test "what is to be said of the period is said once; days on which nobody worked are gaps; money is on the scale" {
	{
		row
		for metric in rph kept; do
			echo "$metric,all,2026-02-01,2026-02-04,1,30,5.00,,,30,previous_partial:1/3"
			echo "$metric,T1,2026-02-01,2026-02-04,1,30,5.00,,,30,previous_partial:1/3"
		done
		echo 'app,all,2026-02-01,2026-02-02,24,9,2.67,1.24,5.74,9,'
		echo 'app,all,2026-02-02,2026-02-03,0,4,0.00,,,4,'
		echo 'app,all,2026-02-03,2026-02-04,24,9,2.67,1.24,5.74,9,'
		echo 'rph,all,2026-02-03,2026-02-04,24,9,100.00,80.00,120.00,9,'
	} >k.csv
	page --cards app,rph,kept --by team -o page.html k.csv
	sed '/<details/,/<\/details>/d; /id="data"/,$d' page.html >seen
	[ "$(grep -o 'events of the period before cover 1 of 3 days' seen | wc -l)" = 1 ]
	page --cards app --by team -o page.html k.csv
	grep -q 'class="gaps" d="M166.6 ' page.html
	[ "$(sed -n 's/.*class="dots" d="\([^"]*\)".*/\1/p' page.html | grep -o M | wc -l)" = 2 ]
	page --cards rph --currency '$' -o page.html k.csv
	grep -q '<span>\$50</span>' page.html
}

@test "the end counts what is there for whom the page is about, and says whose figures they are" {
	{ row && for name in all A B B/x; do echo "kept,$name,2026-02-01,2026-03-01,1,2,50.0,,,2,"; done; } >k.csv
	page k.csv | grep -q '<strong>END</strong> complete: 4 figures of 1 metric</p>'
	page --client A k.csv >page.html
	grep -q '<strong>END</strong> complete: 1 figure of 1 metric</p>' page.html
	grep -q 'Confidential: figures of a client\.' page.html
	page --by team --team B k.csv | grep -q 'Confidential: figures of people at work\.'
}

# --- what may stand in it ---

@test "more columns of groups than there is room for are told, and none is dropped" {
	printf 'metric,group,from,to,value\ncash,,2026-02-01,2026-03-01,1.00\n' >k.csv
	run -64 hl-export --page dashboard --by a,b,c,d,e,f,g,h,i k.csv
	[ "$output" = 'hl-export: --by: more than 8 columns' ]
	hl-export --page dashboard --by a,b,c,d,e,f,g,h k.csv >page
}

@test "figures as large as a cell may be have a scale, a bar and a change" {
	{
		echo metric,group,from,to,value,num,den,lo,hi,previous,change_pct
		echo cash,,2026-02-01,2026-02-02,300000000000.00,300000000000.00,,,,,
		echo cash,,2026-02-02,2026-02-03,1.00,1.00,,,,,
	} >k.csv
	hl-export --as-of 2026-03-02T09:00:00Z --page dashboard k.csv | grep 'id="scale"' | sed 's/<[^>]*>/ /g; s/  */ /g' >out
	[ "$(cat out)" = ' 300,000,000,000 200,000,000,000 100,000,000,000 0 ' ]
	big=9223372036854.775807
	{
		head -n 1 k.csv
		for group in '' T T/a; do
			echo "coll,$group,2026-02-01,2026-02-02,-$big,$big,$big,-$big,$big,$big,$big"
			echo "coll,$group,2026-02-01,2026-03-01,$big,$big,$big,-$big,$big,-$big,$big"
		done
	} >big.csv
	hl-export --as-of 2026-03-02T09:00:00Z --page dashboard big.csv | grep -q '▲</span> <span class="sr">up </span>18,446,744,073,709.6.points'
}

@test "what is no batch and month is none, and is read to its end" {
	printf 'metric,group,from,to,value\nvint,x,2026-01-01,2026-01-02,1\nvint,/1,2026-01-01,2026-01-02,1\n' >vint.csv
	run -0 hl-export --as-of 2026-01-05T09:00:00Z --page dashboard -o vint.html vint.csv
	[ -z "$output" ]
	grep -q 'No figures' vint.html
	grep -q '"name":"x"' vint.html
	! grep -q $'\xef\xbf\xbd' vint.html
}

@test "figures that contradict each other are all told" {
	printf 'metric,group,from,to,value\n%s\n%s\n%s\n%s\n' rph,all,2026-01-01,2026-02-01,{1,2} cash,all,2026-01-01,2026-02-01,{1,2} >two.csv
	run -65 hl-export --as-of 2026-03-02T09:00:00Z --page dashboard -o two.html two.csv
	[ "$output" = 'hl-export: two.csv:3: the same metric, group and period as line 2 of two.csv, but another value
hl-export: two.csv:5: the same metric, group and period as line 4 of two.csv, but another value' ]
	[ ! -e two.html ]
}

@test "the script is told what the page shows: no control characters" {
	printf 'metric,group,from,to,value\nrph,a\x01b,2026-01-01,2026-01-02,1\nrph,a\xc2\x9bc,2026-01-01,2026-01-02,1\nrph,all,2026-01-01,2026-01-02,1\n' >odd.csv
	hl-export -q --page dashboard --as-of 2026-01-02 odd.csv | sed -n '/<script type="application\/json"/,/<\/script>/p' >data
	grep -q $'"name":"a\xef\xbf\xbdb"' data
	grep -q $'"name":"a\xef\xbf\xbdc"' data
	! grep -q 'u0001' data
}

@test "names that mean something to somebody stay text" {
	python3 - <<'EOT'
import csv
names = ["<script>alert(1)</script>", "</script><b>", "</style>", "\"><b onclick='x'>", "]]>", "-->", "<!-- x", "&lt;b&gt;",
    "=1+1", "\u202eevil", "Ω社會👍", "%s%n", "javascript:x", "{\"a\":1}", "\\u003c", "'", "x" * 3000, "overdue", "all "]
with open("n.csv", "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow("metric,group,from,to,num,den,value,lo,hi,n,flag".split(","))
    for name in names:
        for group in (name, name + "/" + name):
            out.writerow(["rph", group, "2026-02-01", "2026-03-01", 1, 2, "0.50", "", "", 2, name])
            out.writerow([name, group, "2026-02-01", "2026-03-01", 1, 2, "0.50", "", "", 2, ""])
            out.writerow(["supp", name + "!", "", "", 1, 2, "50.0", "", "", 2, ""])
    out.writerow(["rph", "all", "2026-02-01", "2026-03-01", 1, 2, "0.50", "", "", 2, ""])
EOT
	awk '!seen[$0]++' n.csv >once.csv # supp has each name twice
	page -q -o page.html --quality <(printf 'file,what,value\n"<b>","<i>","</script>"\n') once.csv
	check page.html once.csv
	[ "$(grep -c '<script' page.html)" = 2 ]
	! grep -qE '<(b|i)>(alert|onclick)|<b onclick' page.html
	page --by team --team '</style>' -o page.html once.csv
	grep -qF '<title>Dashboard: team &lt;/style&gt;</title>' page.html
}

@test "control characters and what is no UTF-8 become U+FFFD" {
	{ row && printf 'rph,"a\001\377",2026-02-01,2026-03-01,1,2,0.50,,,2,\nrph,all,2026-02-01,2026-03-01,1,2,0.50,,,2,\n'; } >c.csv
	run -0 --separate-stderr page -o page.html c.csv
	[[ "$stderr" == *U+FFFD* ]]
	LC_ALL=C.UTF-8 grep -q '<bdi>a��</bdi>' page.html
}

@test "what is no figure is told with its line and column, all in one run" {
	{
		row ,trend
		echo 'rph,all,2026-02-01,2026-03-01,x,2,0.50,,,2,,up'
		echo 'rph,all,2026-02-31,2026-03-01,1,2,0.50,,,2,,up'
		echo 'rph,all,2026-03-01,2026-03-01,1,2,0.50,,,2,,up'
		echo 'rph,all,2026-02-01,2026-03-01,1,2,0.50,,,2,,sideways'
		echo ',all,2026-02-01,2026-03-01,1,2,0.50,,,2,,'
	} >bad.csv
	run -65 page -o page.html bad.csv
	[ "$(grep -c '^hl-export: bad.csv:' <<<"$output")" = 5 ]
	[[ "${lines[0]}" == 'hl-export: bad.csv:2:31: num: '* ]]
	[[ "${lines[3]}" == 'hl-export: bad.csv:5:'*': trend: neither up, down, ns nor same' ]]
	[ ! -e page.html ]
	printf 'metric,group,from,to,valeu\n' >bad.csv
	run -65 page bad.csv
	[[ "$output" == *'value'* ]]
}

@test "a figure without a period is told, but for suppression" {
	{ row && echo 'auc,all,,,1,2,0.50,,,2,'; } >a.csv
	run -65 page a.csv
	[ "$output" = 'hl-export: a.csv:2: no period: a dashboard takes rows without from and to of suppression alone' ]
}

@test "two runs that have the same figure are joined, and told where they differ" {
	{ row && echo 'rph,all,2026-02-01,2026-03-01,1,2,0.50,,,2,'; } >a.csv
	{ row ,previous,trend && echo 'rph,all,2026-02-01,2026-03-01,1,2,0.50,,,2,,0.40,up'; } >b.csv
	page --union -o page.html a.csv b.csv
	grep -qF '28 days before: <data value="0.40">' page.html
	sed -i 's/0.50/0.5/' b.csv
	page --union -o page.html a.csv b.csv # the same number
	grep -qF '28 days before: <data value="0.40">' page.html
	sed -i 's/0.5,/0.60,/' b.csv
	run -65 page --union a.csv b.csv
	[ "$output" = 'hl-export: b.csv:2: the same metric, group and period as line 2 of a.csv, but another value' ]
}

@test "the same bytes whatever the threads and blocks" {
	page --union -o one.html "${all[@]}"
	page --union -j 3 --block-size 4K -o two.html "${all[@]}"
	cmp one.html two.html
}

# --- the data it was made of ---

@test "--stats FILE.csv has rows, and --quality shows them" {
	hl-metrics "${now[@]}" --last 7d -m cash --stats s.csv -o f.csv "$examples/events.csv"
	[ "$(head -n 1 s.csv)" = 'file,what,value' ]
	grep -qF "events.csv,rows,$(($(wc -l <"$examples/events.csv") - 1))" s.csv
	grep -qE 'events.csv,newest,2026-03-0[12]T' s.csv
	grep -qF 'hl-metrics,rejected,0' s.csv
	page --quality s.csv -o page.html f.csv
	[ "$(check page.html f.csv)" = 'quality 1 0' ]
	grep -qE 'events.csv 13,171 rows, newest event 2026-03-0[12] [0-9:]* UTC-05:00; nothing was rejected, told twice or unknown, and all of it was read</p>' page.html
	! grep -qF '<dl class="files">' page.html
	sed 's/rejected,0/rejected,3/; s/exit,0/exit,75/' s.csv >worse.csv
	page --quality worse.csv -o page.html f.csv
	grep -qF 'events.csv</bdi></dt><dd>13,171 rows, newest event' page.html
	grep -qF '<dt><bdi>while reading them</bdi></dt><dd>3 rows rejected, exit status 75</dd>' page.html
	run -65 page --quality f.csv -o page.html f.csv
	run -66 page --quality missing.csv f.csv
}

# --- the script ---

# The script's own answers, by whatever runs it here.
answer() {
	python3 - "$BATS_TEST_DIRNAME/../lib/page/dashboard_figures.js" "$1" <<'EOT'
import re, sys
data = re.search(r'id="data">(.*?)</script>', open("page.html").read(), re.S)[1]
script, question = open(sys.argv[1]).read(), sys.argv[2]
open("ask.html", "w").write(f'<script type="application/json" id="data">{data}</script><pre id="a"></pre>'
    f"<script>{script}; document.getElementById('a').textContent = (() => {{ {question} }})();</script>")
open("ask.js", "w").write("const document = { getElementById: () => ({ textContent: require('fs').readFileSync('data.json', 'utf8') }) };"
    f"{script}; console.log((() => {{ {question} }})());")
open("data.json", "w").write(data)
EOT
	if command -v node >/dev/null; then
		node ask.js
	elif command -v chromium >/dev/null; then
		chromium --headless --no-sandbox --disable-gpu --no-first-run --user-data-dir="$PWD/profile" \
			--dump-dom "file://$PWD/ask.html" 2>/dev/null | sed -n '/<pre id="a">/,/<\/pre>/p' | sed 's/.*<pre id="a">//; s/<\/pre>.*//'
	else
		skip "neither node nor chromium here"
	fi
}

@test "the script adds days up to what hl-metrics says of the period" {
	page --union -o page.html "$figures"/{day,moved}.csv
	for from in 2026-02-11 2025-12-20; do
		hl-metrics "${now[@]}" --from $from --to 2026-02-20 --by team,collector --totals each -r "$examples/collectors.csv" \
			-m rph,coll,kept,app,cash,attempts,rpc_att,promises "$examples/events.csv" |
			awk -F, -v OFS=, 'NR > 1 && $2 !~ /\(none\)/ { if ($1 == "rph") $8 = $9 = ""; print $1, $2, $5, $6, $7, $8, $9 }' |
			tr , ' ' | sed 's|/all | |' | sort >want
		answer "const { data, dayOf, figureOf } = figuresOfPage; const lines = [];
			data.metrics.forEach((m, i) => data.groups.forEach((g, k) => {
				const f = figureOf(i, k, { from: dayOf('$from'), to: dayOf('2026-02-20') });
				if (f && !g.name.includes('(none)')) lines.push([m.name, g.name || 'all', f.num, f.den, f.value, f.lo, f.hi].join(' ')); }));
			return lines.join('\n');" | sort >got
		[ "$(wc -l <got)" -gt 80 ]
		# A group without a row that day has none that adds nothing either.
		join -t '|' -v 1 <(sed 's/ /|/; s/ /|/; s/|/~/' want | sort) <(sed 's/ /|/; s/ /|/; s/|/~/' got | sort) | awk -F'[| ]' '$2 != "0.00" && $2 != "0"' >missing
		[ ! -s missing ]
		! comm -13 want got | grep .
	done
}

@test "the script compares what it added up with the days before, as --previous does" {
	page --union -o page.html "$figures"/{day,moved}.csv
	for period in '2026-02-11 2026-02-20' '2026-01-05 2026-01-26' '2026-02-03 2026-02-06' '2026-01-17 2026-03-02' '2026-01-10 2026-01-24'; do
		hl-metrics "${now[@]}" --from "${period% *}" --to "${period#* }" --previous -m coll,rpc_att,kept,app "$examples/events.csv" |
			hl-export --to tsv --columns metric,value,lo,hi,n,previous,change_pct,trend | sed 1d | sort >want
		answer "const { data, dayOf, figureOf } = figuresOfPage;
			return data.metrics.map((m, i) => [m, figureOf(i, data.root, { from: dayOf('${period% *}'), to: dayOf('${period#* }') })])
				.filter(([m]) => ['coll', 'rpc_att', 'kept', 'app'].includes(m.name))
				.map(([m, f]) => [m.name, f.value, f.lo, f.hi, f.n, f.previous, f.change_pct, f.trend].join('\t')).join('\n');" | sort >got
		# Of coll nothing tests a change.
		diff <(sed '/^coll/s/\t[a-z]*$/\t/' want) got
	done
}

@test "a sum of days that the events do not all cover says so, as hl-metrics does; how it was counted stays" {
	of=(--as-of 2025-12-12T09:00:00Z --tz America/New_York --reversals restate -m cash,kept,coll,coll_moved)
	hl-metrics "${of[@]}" --from 2025-11-10 --every day "$examples/events.csv" >all.csv
	grep -v ',2025-11-10,2025-12-12,' all.csv >days.csv
	hl-metrics "${of[@]}" --from 2025-11-10 -m coll_moved "$examples/events.csv" >moved.csv
	page --union -o page.html days.csv moved.csv
	for period in '2025-11-28 2025-12-12' '2025-12-04 2025-12-11' '2025-12-08 2025-12-11'; do
		hl-metrics "${of[@]}" -m cash,kept,coll --from "${period% *}" --to "${period#* }" --previous "$examples/events.csv" |
			hl-export --to tsv --columns metric,flag,value | sed 1d | sort >want
		answer "const { data, dayOf, figureOf } = figuresOfPage;
			return data.metrics.map((m, i) => [m, figureOf(i, data.root, { from: dayOf('${period% *}'), to: dayOf('${period#* }') })])
				.filter(([m, f]) => f).map(([m, f]) => [m.name, f.flag, f.value].join('\t')).join('\n');" | sort >got
		diff want got
	done
	grep -qF 'events cover 10 of 30 days' page.html # added up by the page, too
}

@test "the script spells numbers as the page does, and guards what a spreadsheet would run" {
	page --union -o page.html "$figures/day.csv"
	[ "$(answer "const { show, csvCell } = figuresOfPage;
		return [show('1234567.5', 1), show('-0.25', 0), show('62.0', 2), show('', 0), csvCell('=1+1'), csvCell('-5.5'), csvCell('a,\"b'), csvCell('@x'), csvCell(' =1'), csvCell('\\uff1d1'), csvCell('\\u200b-1+1'), csvCell('-1,234.56'), csvCell('a=b'), csvCell('\\u202a=1'), csvCell('\\u2066+1+1'), csvCell('-.5')].join('|')")" = \
		$'1,234,567.50|−0.25|62.0\xc2\xa0%|–|\x27=1+1|-5.5|"a,""b"|\x27@x|\x27 =1|\x27\xef\xbc\x9d1|\x27\xe2\x80\x8b-1+1|"-1,234.56"|a=b|\x27\xe2\x80\xaa=1|\x27\xe2\x81\xa6+1+1|-.5' ]
}

@test "in a browser the tools open, the trend follows the keys, another period is drawn" {
	command -v chromium >/dev/null || skip "no chromium here"
	page --union -o page.html "${all[@]}"
	timeout 100 chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
		--user-data-dir="$PWD/profile" --dump-dom "file://$PWD/page.html" >dom.html 2>/dev/null || skip "chromium does not run here"
	grep -q 'id="plot" role="slider" tabindex="0"' dom.html
	grep -q 'aria-valuetext="2026-0[23]-[0-9]*: ' dom.html
	[ "$(grep -o '<input type="radio"' dom.html | wc -l)" = 4 ]
	! grep -q 'id="tools"[^>]*hidden' dom.html
}
