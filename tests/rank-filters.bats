# rank-filters.bats - which rows hl-rank leaves out, and what places it gives to equal ones.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-rank >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	mkdir tmp
	export TMPDIR=$PWD/tmp LC_ALL=C
	printf 'account_id,score,person_id,client,state\n%s\n' \
		$'A1,5,P1,north,NY\nA2,9,P2,south,TX\nA3,5,P1,south,NY\nA4,9,,north,\nA5,1,,north,ny\nA6,5,P3,north,CA' >leads.csv
}

# The ids of the rows of hl-rank with these arguments, on one line.
ids() {
	hl-rank "$@" | sed 1d | cut -d, -f1 | paste -sd' '
}

# table ROWS SEED: few scores, persons and clients, some persons blank, long notes.
table() {
	echo account_id,score,person_id,client,state,note
	awk -v n="$1" -v seed="$2" 'BEGIN {
		srand(seed)
		split("NY TX CA ny", states, " ")
		for (i = 0; i < n; i++)
			printf "A%d,%d,%s,c%d,%s,%s %d\n", rand() * n, rand() * 40 - 9,
				rand() < 0.2 ? "" : "P" int(rand() * n / 3), rand() * 5, states[int(rand() * 5)],
				"a note that goes on and on, so that there is something to hold" (rand() < 0.5 ? "" : ", and more"), i
	}' | sed 's/,\(a note.*\)/,"\1"/'
}

# want NAME=VALUE...: the same in sort(1) and awk(1); filter=1 unique=1 per=1 top=N ties=1 as=KIND
want() {
	local filter=0 unique=0 per=0 top=999999 ties=0 as=row
	local "$@"
	sed 1d in.csv |
		awk -F, -v filter="$filter" 'NR == FNR { left[$1] = 1; next }
			!filter || ($2 > -3 && tolower($5) == "ny" && !($1 in left))' list.csv - |
		sort -t, -s -k2,2nr -k1,1 |
		awk -F, -v unique="$unique" '!unique || $3 == "" || !seen[$3]++' |
		if [ "$per" = 1 ]; then sort -t, -s -k4,4; else cat; fi |
		awk -F, -v per="$per" -v top="$top" -v ties="$ties" -v as="$as" '
			per && $4 != queue { queue = $4; n = place = 0 }
			{
				same = n > 0 && $2 == level
				if (n >= top && !(ties && same)) next
				n++
				level = $2
				if (as == "row") place = n
				else if (!same) place = as == "dense" ? place + 1 : n
				print $0 "," place
			}'
}

# The options of hl-rank for the same.
options() {
	local filter=0 unique=0 per=0 top= ties=0 as=row
	local "$@"
	order=(-k score:nr)
	[ $per = 0 ] || order+=(--per client)
	more=(--rank place --rank-as "$as")
	[ $filter = 0 ] || more+=(--where 'score > -3 and state is ny' --suppress list.csv)
	[ $unique = 0 ] || more+=(--unique person_id)
	[ -z "$top" ] || more+=(-n "$top")
	[ $ties = 0 ] || more+=(--ties)
}

# Every way to come to it: threads, blocks, memory, parts that are merged.
same_in_all_ways() {
	local j n=$(($(wc -l <in.csv) - 1))
	options "$@"
	want "$@" >want
	for j in 1 2 8; do
		hl-rank -j $j "${order[@]}" "${more[@]}" in.csv | sed 1d | cmp - want
		hl-rank -j $j --block-size 64 "${order[@]}" "${more[@]}" in.csv | sed 1d | cmp - want
		hl-rank -j $j --memory 1M "${order[@]}" "${more[@]}" in.csv | sed 1d | cmp - want
	done
	for j in 0 1 2; do
		{ sed -n 1p in.csv; sed 1d in.csv | awk -v n="$n" -v j=$j 'NR > n * j / 3 && NR <= n * (j + 1) / 3'; } |
			hl-rank "${order[@]}" >part$j.csv
	done
	hl-rank --merge "${order[@]}" "${more[@]}" part[012].csv | sed 1d | cmp - want
	hl-rank --merge --memory 1M "${order[@]}" "${more[@]}" part[012].csv | sed 1d | cmp - want
	[ -z "$(ls -A tmp)" ]
}

lists() {
	{
		echo id
		awk 'BEGIN { for (i = 0; i < 3000; i += 7) print "A" i }'
	} >list.csv
}

@test "random tables: filters, unique rows, places and ties are those of sort and awk" {
	local seed as top
	lists
	for seed in 1 2 3; do
		table 2000 $seed >in.csv
		for top in 0 1 7 300; do
			for as in row dense competition; do
				same_in_all_ways filter=$((top % 2)) unique=$((seed % 2)) per=$((seed / 2 % 2)) top=$top ties=1 as=$as
			done
		done
		same_in_all_ways filter=1
		same_in_all_ways unique=1 per=1
		same_in_all_ways filter=1 unique=1 per=1 top=9
		same_in_all_ways per=1 as=dense
	done
}

@test "the same where memory is too small for the rows" {
	local asked
	lists
	table 30000 4 >in.csv
	for asked in 'unique=1' 'unique=1 per=1 top=20 ties=1 as=dense' 'filter=1 top=3000' \
		'per=1 top=100 ties=1 as=competition'; do
		same_in_all_ways $asked
	done
	hl-rank -v --memory 1M -k score:nr --unique person_id in.csv 2>&1 >/dev/null | grep -q 'spilled [1-9]'
}

@test "--where: only rows for which it holds are ranked, and every one given has to hold" {
	[ "$(ids --where 'state is ny' leads.csv)" = 'A1 A3 A5' ]
	[ "$(ids --where 'state is ny and score > 1' leads.csv)" = 'A1 A3' ]
	[ "$(ids --where 'state is ny' --where 'score > 1' leads.csv)" = 'A1 A3' ]
	[ "$(ids --where 'state missing' leads.csv)" = A4 ]
	[ "$(ids --where 'score >= 5' -n 2 --per client leads.csv)" = 'A4 A1 A2 A3' ]
	[ "$(hl-rank --where 'score > 100' leads.csv)" = account_id,score,person_id,client,state ]
}

@test "--where: a mistake in it is misuse, and told before anything is read" {
	run -64 hl-rank --where 'stat is ny' leads.csv
	[[ "$output" == *stat*state* ]]
	run -64 hl-rank --where 'score' leads.csv
	[[ "$output" == 'hl-rank: --where: '* ]]
	run -64 hl-rank --where 'score < 7d' leads.csv
	[ "${lines[0]}" = 'hl-rank: --where: score: a span such as 7d is for ages, and a cell has none' ]
}

@test "every mistake in what was asked for is told in one run, with its option" {
	run -64 hl-rank -k scroe,,person_id -k packet:n --per cleint --where 'stat is ny and scor > 3' --where score \
		--unique persn --key acount_id --holdout 5 --mix frsh=3%,low=9% --rank state leads.csv
	[ "${#lines[@]}" = 13 ]
	[[ "${lines[0]}" == 'hl-rank: leads.csv: --per: no column is called cleint (client?)'* ]]
	[[ "${lines[1]}" == 'hl-rank: leads.csv: -k: no column is called scroe (score?)'* ]]
	[ "${lines[2]}" = 'hl-rank: -k: a key has no name' ]
	[[ "${lines[3]}" == 'hl-rank: leads.csv: -k: no column is called packet'* ]]
	[[ "${lines[4]}" == 'hl-rank: leads.csv: --key: no column is called acount_id (account_id?)'* ]]
	[[ "${lines[5]}" == 'hl-rank: leads.csv: --unique: no column is called persn'* ]]
	[[ "${lines[6]}" == 'hl-rank: --mix: there is no class "frsh"'* ]]
	[[ "${lines[7]}" == 'hl-rank: --mix: low is a sample of what is below the cut'* ]]
	[[ "${lines[8]}" == 'hl-rank: --holdout: a share such as 5%'* ]]
	[[ "${lines[9]}" == 'hl-rank: --rank: there is a column called "state" already' ]]
	[[ "${lines[10]}" == 'hl-rank: leads.csv: --where: no column is called stat (state?)'* ]]
	[[ "${lines[11]}" == 'hl-rank: leads.csv: --where: no column is called scor (score?)'* ]]
	[[ "${lines[12]}" == 'hl-rank: --where: not a column and a test'* ]]
	# What is wrong with -k is not told again for each class that has its keys.
	printf 'class,when,keys\nA,scor > 3 and clint is x,"foo,score:nr,bar:n"\nB,,\n' >classes.csv
	run -64 hl-rank -k packet --classes classes.csv leads.csv
	[ "${#lines[@]}" = 5 ]
	[[ "${lines[1]}" == 'hl-rank: classes.csv:2:3: when: no column is called scor '* ]]
	[[ "${lines[2]}" == 'hl-rank: classes.csv:2:3: when: no column is called clint '* ]]
	[[ "${lines[3]}" == 'hl-rank: classes.csv:2:27: keys: no column is called foo'* ]]
	[[ "${lines[4]}" == 'hl-rank: classes.csv:2:27: keys: no column is called bar'* ]]
}

@test "--where: a cell that cannot be compared makes a bad row; one that is left out is not looked at" {
	printf 'account_id,score,balance\nA1,1,x\nA2,2,7\nA3,y,1\n' >bad.csv
	run -65 hl-rank -k score:nr --where 'balance > 5' bad.csv
	[ "${lines[0]%: *}" = 'hl-rank: bad.csv:2:6: balance' ]
	[ "${#lines[@]}" = 1 ]
	run -0 hl-rank -q -k score:nr --where 'balance > 5' --rejects r.csv --max-rejects 1 bad.csv
	[ "$output" = $'account_id,score,balance\nA2,2,7' ]
	run -65 hl-rank --merge -k score:nr --where 'balance > 5' bad.csv
	[ "${lines[0]%: *}" = 'hl-rank: bad.csv:2:6: balance' ]
}

@test "--unique: the best of each value stays, across queues, and a blank value is its own" {
	[ "$(ids --unique person_id leads.csv)" = 'A2 A4 A1 A6 A5' ]
	[ "$(ids --unique person_id --per client leads.csv)" = 'A4 A1 A6 A5 A2' ]
	[ "$(ids --unique person_id --per client -n 2 leads.csv)" = 'A4 A1 A2' ]
	[ "$(ids --unique state -k score:n leads.csv)" = 'A5 A1 A6 A2 A4' ] # NY is not ny
	run -64 hl-rank --unique packet leads.csv
}

@test "--unique: of rows that are equal in everything the first one stays, with merged files too" {
	printf 'account_id,score,person_id,n\nA,1,P,1\nA,1,P,2\nB,1,Q,3\n' >1.csv
	printf 'account_id,score,person_id,n\nA,1,P,4\nB,1,Q,5\n' >2.csv
	[ "$(hl-rank --unique person_id 1.csv 2.csv | sed 1d | paste -sd' ')" = 'A,1,P,1 B,1,Q,3' ]
	[ "$(hl-rank --merge --unique person_id 2.csv 1.csv | sed 1d | paste -sd' ')" = 'A,1,P,4 B,1,Q,5' ]
}

@test "--unique: rows keep their bytes, and go into another dialect" {
	printf 'account_id,score,person_id,note\r\nA1,1, P ,"two\r\nlines"\r\nA2,0,P,x\r\nA3,2,"Q",  y\r\n' >raw.csv
	printf 'account_id,score,person_id,note\r\nA3,2,"Q",  y\r\nA1,1, P ,"two\r\nlines"\r\n' >unique.csv
	hl-rank --unique person_id raw.csv | cmp - unique.csv
	[ "$(printf 'account_id,score,x\nA,1,"q, r"\n' | hl-rank --unique x -D ';')" = $'account_id;score;x\nA;1;q, r' ]
}

@test "--suppress: rows whose key stands in a file are left out" {
	printf 'account_id\nA2\n A6 \nA99\n' >plain.csv
	printf 'reason\tAccount No\nBK\tA1\n' >gate.tsv
	[ "$(ids --suppress plain.csv leads.csv)" = 'A4 A1 A3 A5' ]
	[ "$(ids --suppress plain.csv --suppress gate.tsv leads.csv)" = 'A4 A3 A5' ]
	[ "$(ids --suppress - leads.csv <plain.csv)" = 'A4 A1 A3 A5' ]
	[ "$(ids --key person_id --suppress <(printf 'person_id\nP1\n') leads.csv)" = 'A4 A2 A6 A5' ]
	hl-rank leads.csv >ranked.csv
	[ "$(ids --merge --suppress plain.csv ranked.csv)" = 'A4 A1 A3 A5' ]
}

@test "--suppress: a list without the key, or with a key that is missing, is told" {
	run -65 hl-rank --suppress <(printf 'name\nx\n') leads.csv
	[[ "$output" == *account_id* ]]
	printf 'account_id,x\nA1,\n ,2\n' >1.csv
	printf 'account_id,x\n,2\nA2,\n' >2.csv
	run -65 hl-rank --suppress 1.csv --suppress 2.csv leads.csv
	[ "${lines[0]}" = 'hl-rank: 1.csv:3:1: account_id: the key is missing: nobody can be left out by it' ]
	[ "${lines[1]}" = 'hl-rank: 2.csv:2:1: account_id: the key is missing: nobody can be left out by it' ]
	run -66 hl-rank --suppress nosuch.csv leads.csv
	run -64 hl-rank -k x --suppress 1.csv <<<$'x\n1'
	[ "${lines[0]}" = 'hl-rank: --suppress: which column is the key? There is no account_id: say --key' ]
	run -64 hl-rank --suppress - <leads.csv
}

@test "what was left out is told by -v and counted in --stats, each row for one reason" {
	printf 'account_id\nA1\nA2\nA5\n' >list.csv
	for merge in '' --merge; do
		hl-rank leads.csv >in.csv
		run -0 --separate-stderr hl-rank $merge -v --stats s.json -j 3 --where 'score > 4' --suppress list.csv \
			--unique client in.csv
		[ "$(sed 1d <<<"$output" | cut -d, -f1 | paste -sd' ')" = 'A4 A3' ]
		[ "${stderr_lines[0]}" = 'hl-rank: 1 rows left out by --where' ]
		[ "${stderr_lines[1]}" = 'hl-rank: 2 rows left out by --suppress' ]
		[ "${stderr_lines[2]}" = 'hl-rank: 1 rows left out by --unique' ]
		grep -q '"rows":6,' s.json
		grep -q '"left_out_where":1,"left_out_suppress":2,"left_out_unique":1,' s.json
	done
}

@test "every row that came in is told: written, or left out for one reason" {
	printf 'account_id\nA1\n' >list.csv
	printf 'class,when,max\nnorth,client is north,1\n' >classes.csv
	table 400 7 >in.csv
	for with in '-n 5' '-n 5 --classes classes.csv' '-n 50 --classes classes.csv --mix north=20%,low=10%' \
		'--per client -n 3 --ties' '--classes classes.csv --holdout 20%'; do
		hl-rank --stats s.json --where 'score > 0' --suppress list.csv --unique person_id -o out.csv $with in.csv
		awk -v out="$(sed 1d out.csv | wc -l)" '{
			while (match($0, /"(rows|left_out_[a-z]*)":[0-9]*/)) {
				split(substr($0, RSTART + 1, RLENGTH - 1), member, "\":")
				if (member[1] == "rows") rows = member[2]; else out += member[2]
				$0 = substr($0, RSTART + RLENGTH)
			}
			exit rows != 400 || out != rows
		}' s.json
	done
	run -0 --separate-stderr hl-rank -v -n 2 -o out.csv leads.csv
	[ "${stderr_lines[0]}" = 'hl-rank: 4 rows left out by -n' ]
	hl-rank leads.csv >in.csv
	run -0 --separate-stderr hl-rank -v --merge -n 2 -o out.csv in.csv in.csv
	[ "${stderr_lines[0]}" = 'hl-rank: 10 rows left out by -n' ]
}

@test "--rank-as: rows that are equal in all keys share a place, and the next one goes on" {
	as() {
		hl-rank -k score:nr --rank place --rank-as "$@" leads.csv | sed 1d | cut -d, -f1,6 | paste -sd' '
	}
	[ "$(as row)" = 'A2,1 A4,2 A1,3 A3,4 A6,5 A5,6' ]
	[ "$(as dense)" = 'A2,1 A4,1 A1,2 A3,2 A6,2 A5,3' ]
	[ "$(as competition)" = 'A2,1 A4,1 A1,3 A3,3 A6,3 A5,6' ]
	[ "$(as dense --per client)" = 'A4,1 A1,2 A6,2 A5,3 A2,1 A3,2' ]
	[ "$(as dense -k state:fr)" = 'A2,1 A4,2 A1,3 A3,3 A6,4 A5,5' ]
	run -64 hl-rank --rank-as dense leads.csv
	[ "${lines[0]}" = 'hl-rank: --rank-as needs --rank' ]
	run -64 hl-rank --rank place --rank-as best leads.csv
	[ "${lines[0]}" = 'hl-rank: --rank-as: row, dense or competition, not best' ]
}

@test "--ties: rows that are equal to the last one by the keys are kept" {
	[ "$(ids -k score:nr -n 1 --ties leads.csv)" = 'A2 A4' ]
	[ "$(ids -k score:nr -n 3 --ties leads.csv)" = 'A2 A4 A1 A3 A6' ]
	[ "$(ids -k score:nr -n 6 --ties leads.csv)" = 'A2 A4 A1 A3 A6 A5' ]
	[ "$(ids -k score:nr -n 0 --ties leads.csv)" = '' ]
	[ "$(ids -k score:nr -n 2 --ties --per client leads.csv)" = 'A4 A1 A6 A2 A3' ]
	run -64 hl-rank --ties leads.csv
	[ "${lines[0]}" = 'hl-rank: --ties needs -n' ]
}

@test "what is equal is told by texts as well: reversed, folded, one the beginning of another" {
	printf 'account_id,name,last\nA1,ab,x\nA2,AB,x\nA3,abc,\nA4,,\nA5,,y\nA6,ab,x\n' >t.csv
	for keys in name name:r name:f name:fr; do
		hl-rank -k $keys -n 2 --ties t.csv | cmp - <(hl-rank -k $keys t.csv | awk -F, -v f="${keys#*:}" '
			{ name = f ~ /f/ ? tolower($2) : $2 }
			NR < 4 || name == last { print; last = name; next }
			{ exit }')
		hl-rank -k $keys --rank r --rank-as dense t.csv | sed 1d |
			awk -F, -v f="${keys#*:}" '
				{ name = f ~ /f/ ? tolower($2) : $2 }
				$4 != (place += NR == 1 || name != last) { exit 1 }
				{ last = name }'
	done
	[ "$(hl-rank -k last --key last --rank r --rank-as competition t.csv | sed 1d | cut -d, -f4 | paste -sd' ')" = '1 1 3 3 3 6' ]
}

@test "e puts blank numbers and dates first, whatever the direction" {
	printf 'account_id,n,d\nA1,-9223372036854.775807,2026-01-02\nA2,,\nA3,9223372036854.775807,2026-01-01\n' >b.csv
	[ "$(ids -k n:ne b.csv)" = 'A2 A1 A3' ]
	[ "$(ids -k n:nre b.csv)" = 'A2 A3 A1' ]
	[ "$(ids -k d:de b.csv)" = 'A2 A3 A1' ]
	[ "$(ids -k d:erd b.csv)" = 'A2 A1 A3' ]
	run -64 hl-rank -k n:e b.csv
	run -64 hl-rank -k n:fe b.csv
}

# The order that was used, as -v tells it.
order() {
	hl-rank -v "$@" 2>&1 >/dev/null | sed -n 's/.*in the order of //p'
}

@test "the default order goes on with value, last_worked and balance, as far as they are there" {
	printf 'account_id,score,value,last_worked,balance\n%s\n' \
		$'A1,0,1,2026-01-05,9\nA2,0,1,2026-01-04,9\nA3,0,1,,1\nA4,0,2,2026-01-09,1\nA5,3,,2026-01-09,\nA6,0,1,2026-01-05,10\nA0,0,1,2026-01-05,10' >all.csv
	[ "$(ids all.csv)" = 'A5 A4 A3 A2 A0 A6 A1' ]
	[ "$(order all.csv)" = score:nr,value:nr,last_worked:de,balance:nr,account_id ]
	[ "$(ids -k "$(order all.csv)" all.csv)" = "$(ids all.csv)" ]
	[ "$(ids -k score:nr all.csv)" = 'A5 A0 A1 A2 A3 A4 A6' ]
	[ "$(cut -d, -f1,2,4 all.csv | ids)" = 'A5 A3 A2 A0 A1 A6 A4' ]
	[ "$(cut -d, -f1,2 all.csv | order)" = score:nr,account_id ]
	run -0 hl-rank -v -o out.csv <<<$'account_id,score,worked\nA,1,'
	[[ "$output" == *$'\nhl-rank: of the default order there is no column for value, balance\n'* ]]
	run -0 hl-rank -v -k score:nr -o out.csv <<<$'account_id,score\nA,1'
	[[ "$output" != *'no column for'* ]]
	[ "$(order --per value --key balance all.csv)" = score:nr,value:nr,last_worked:de,balance:nr,balance ]
}

@test "the default order knows columns by the names the field uses; -v tells those of the table" {
	printf 'Account No,Lead Score,"Owing, now",Worked\nB,0,1,2026-01-02\nA,0,2,\n' >names.csv
	[ "$(order --map 'balance=Owing, now' names.csv)" = 'Lead Score:nr,Worked:de,3:nr,Account No' ]
	[ "$(ids --map 'balance=Owing, now' names.csv)" = 'A B' ]
	run -65 hl-rank <<<$'account_id,score,owing,bal\nA,0,1,2'
	[[ "$output" == *'both owing and bal could be balance: say --map balance=owing' ]]
	[ "$(order -k due:day,n:r:nr,x:r:r,due:day:f <<<$'n:r,due:day,x:r\n1,2,3')" = 2,n:r:nr,x:r:r,due:day:f ]
}

@test "the default order: a cell that is no number or date is told with a way out" {
	run -65 hl-rank <<<$'account_id,score,worked\nA,0,yes'
	[ "${lines[0]}" = 'hl-rank: <stdin>:2:5: worked: not a date or time such as 2026-03-02 or 2026-03-02T09:00:00Z; it is a key of the default order, -k asks for another one' ]
	hl-rank -k score:nr <<<$'account_id,score,worked\nA,0,yes'
}

@test "--ties: only the best and those that are equal to the last of them are held" {
	table 30000 5 >in.csv
	for keys in score:nr,note note:r; do
		run -0 --separate-stderr hl-rank -v --memory 1M -n 9 --per client --ties -k $keys in.csv
		[[ "$stderr" == *'spilled 0 times'* ]]
	done
	# Each row is better than those before it, or level with them.
	sed -n 1p in.csv >up.csv
	sed 1d in.csv | sort -t, -k2,2n -s >>up.csv
	hl-rank -k score:nr -n 40 --ties --per client in.csv >want
	hl-rank -k score:nr -n 40 --ties --per client --memory 1M up.csv | cut -d, -f1,2 | cmp - <(cut -d, -f1,2 want)
}
