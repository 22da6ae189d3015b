# export-figures.bats - what stands under the figures of a dashboard: what they are made of, since when there is a log.
bats_require_minimum_version 1.5.0

now=(--as-of 2026-03-02T09:00:00Z)

setup() {
	cd "$BATS_TEST_TMPDIR"
	examples="$BATS_TEST_DIRNAME/../examples"
}

page() { hl-export "${now[@]}" --page dashboard "$@"; }
row() { echo metric,group,from,to,num,den,value,lo,hi,n,flag,previous,change,p,trend,change_pct; }
# The cards of a page, as a person reads them.
cards() { sed -n '/<ul class="cards"/,/<\/ul>/p' "$1" | sed 's/<[^>]*>//g; s/&nbsp;/ /g'; }

# --- the period before ---

# What this build of hl-export has a library for.
can_write() {
	printf 'account_id\n' | hl-export -q --check --to "$1" 2>/dev/null
}

@test "before the log begins there is nothing to compare, whatever a row says; its first day is told" {
	{
		row
		echo 'cash,all,2026-02-01,2026-03-01,70.00,,70.00,,,7,previous_partial:0/28,0.00,70.00,0.01,up,12.0'
		echo 'cash,all,2026-02-22,2026-03-01,20.00,,20.00,,,7,,10.00,10.00,,up,100.0'
	} >k.csv
	page -o page.html k.csv
	cards page.html >seen
	grep -qx 'nothing to compare: the log begins 2026-02-01' seen
	! grep -q 'before:\|12.0\|not tested' seen
	grep -q '"begins":"2026-02-01"' page.html
	grep -q 'id="cover" hidden>' page.html
	# A log that begins within the period, and one of which nobody knows where
	sed 's/;\{0,1\}previous_partial:0/partial:20\/28;&/' k.csv | page -o page.html
	cards page.html | grep -qx 'nothing to compare: the log begins 2026-02-09'
	sed '3d; s/previous_partial:0/partial:20\/28;&/' k.csv | page -o page.html
	cards page.html | grep -qx 'nothing to compare: the log begins later'
}

@test "a period before that the log has a part of is told to be no equal one" {
	{
		row
		echo 'cash,all,2026-02-01,2026-03-01,70.00,,70.00,,,7,previous_partial:9/28,10.00,60.00,0.01,up,600.0'
	} >k.csv
	page --currency '$' -o page.html k.csv
	cards page.html >seen
	grep -q '600.0.* not the same days$' seen
	grep -q '<p class="change ns">' page.html
	grep -qx '28 days before, 9 of them in the log: $10.00' seen
	grep -q '"begins":"2026-01-23"' page.html
	grep -q 'events of the period before cover 9 of 28 days' page.html
}

@test "a period of days added up is compared with days of the log alone" {
	{
		row
		for day in 01 02 03 04 05 06; do
			echo "cash,all,2026-02-$day,2026-02-0$((10#$day + 1)),$day.00,,$day.00,,,1,,,,,,"
		done
		echo 'kept,all,2026-02-04,2026-02-07,1,2,50.0,,,2,previous_partial:2/3,40.0,10.0,,up,25.0'
	} >k.csv
	page --cards cash -o page.html k.csv
	cards page.html >seen
	grep -qx '3 days before, 2 of them in the log: 5.00' seen
	sed -i '/2026-02-01,/d' k.csv # a day before the log need not be there
	page --cards cash k.csv | grep -q '3 days before, 2 of them in the log: <data value="5.00">'
}

# --- what they are made of ---

@test "rates stand beside what they are of; cash says what of it is no part of the collection rate" {
	{
		row
		echo 'coll,all,2026-02-01,2026-03-01,50.50,1000.00,5.1,,,7,previous_partial:9/28,1.0,4.1,,up,410.0'
		echo 'cash,all,2026-02-01,2026-03-01,70.00,,70.00,,,7,,,,,,'
		echo 'kept,all,2026-02-01,2026-03-01,31,48,64.6,,,48,,,,,,'
		echo 'rph,all,2026-02-01,2026-03-01,70.00,3.5,20.00,,,7,,,,,,'
		echo 'coll,T,2026-02-01,2026-03-01,50.50,1000.00,5.1,,,7,,,,,,'
		echo 'cash,T,2026-02-01,2026-03-01,70.00,,70.00,,,7,,,,,,'
	} >k.csv
	page --currency '$' --cards coll,cash,kept,rph -o page.html k.csv
	cards page.html >seen
	grep -qx '$50.50 of $1,000.00 placed since 2026-01-23' seen
	grep -qx '$19.50 of it from accounts placed before 2026-01-23 or taken back' seen
	grep -qx '31 of 48' seen
	grep -qx '$70.00 in 3.5 hours' seen
	# Of a collector's cash nobody can say so: it is whose it was posted to
	page --cards coll,cash --by team --team T -o page.html k.csv
	! grep -q 'of it from' page.html
	page --cards coll,cash --by client --client T -o page.html k.csv
	grep -q '>19.50 of it from accounts placed before 2026-01-23 or taken back<' page.html
	# The same on paper
	can_write pdf || return 0
	if page --to pdf --currency '$' --cards coll,cash,kept,rph -o page.pdf k.csv 2>/dev/null && command -v pdftotext; then
		pdftotext -layout page.pdf - | grep -q '31 of 48'
	fi
}

# --- the line through the days ---

# The ends of the line of a page, of 240 the zero.
line() { sed -n 's/.*class="line" d="\([^"]*\)".*/\1/p' "$1"; }

@test "over more than two weeks the line is of seven days each, and days are dots" {
	{
		row
		for ((day = 1; day <= 21; day++)); do
			# On each seventh day one hour and a hundred come in, on the others ten hours and a hundred
			printf 'rph,all,2026-02-%02d,2026-02-%02d,100.00,%d,%s.00,,,1,,,,,,\n' $day $((day + 1)) \
				$((day % 7 ? 10 : 1)) $((day % 7 ? 10 : 100))
			printf 'cash,all,2026-02-%02d,2026-02-%02d,100.00,,100.00,,,1,,,,,,\n' $day $((day + 1))
		done
	} >k.csv
	page --cards rph -o page.html k.csv
	grep -q ' of seven days each (line) and by day (dots): All</p>' page.html
	grep -q '<div class="chart smooth"' page.html
	# 700 / 61 hours = 11.4754 of 100 wherever seven days are; before that there is no line
	[ "$(line page.html | grep -o '[ML]' | wc -l)" = 15 ]
	[ "$(line page.html | sed 's/[ML][0-9.]* /&\n/g' | grep -o '^[0-9.]*' | sort -u)" = 212.4 ]
	[ "$(sed -n 's/.*class="dots" d="\([^"]*\)".*/\1/p' page.html | grep -o M | wc -l)" = 21 ]
	# Of what is counted a seventh of the sum
	page --cards cash -o page.html k.csv
	[ "$(line page.html | sed 's/[ML][0-9.]* /&\n/g' | grep -o '^[0-9.]*' | sort -u)" = 0.0 ]
	# Two weeks are drawn day by day
	grep -v '2026-02-\(0[1-7]\),2026' k.csv | page --cards rph -o page.html
	! grep -q 'seven days each' page.html
	[ "$(line page.html | grep -o '[ML]' | wc -l)" = 14 ]
}

@test "a card without a value goes last, and says why without alarm" {
	{
		row
		echo 'conv,all,2026-02-01,2026-03-01,0,0,,,,0,no_data;immature:20,33.3,,,,'
		echo 'kept,all,2026-02-01,2026-03-01,31,48,64.6,,,48,,,,,,'
	} >k.csv
	page --cards conv,kept -o page.html k.csv
	cards page.html >seen
	[ "$(grep -n '^Promises kept' seen | cut -d: -f1)" -lt "$(grep -n '^Conversion rate' seen | cut -d: -f1)" ]
	grep -q '<p class="note">nothing to divide by; 20 leads too young, left out</p>' page.html
}
