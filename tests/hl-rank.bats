bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'account_id,score,amount,client\n%s\n' \
		$'A1,5,100,north\nA2,,7,south\nA3,7.5,100.50,north\nA4,-1,9,south\nA0,5,20,north' >leads.csv
}

# The ids of the rows of hl-rank with these arguments, on one line.
ids() {
	hl-rank "$@" | sed 1d | cut -d, -f1 | paste -sd' '
}

@test "the best score comes first, equal ones in the order of their account, no score last" {
	[ "$(ids leads.csv)" = 'A3 A0 A1 A4 A2' ]
}

@test "a blank number comes last whatever the direction" {
	[ "$(ids -k score:n leads.csv)" = 'A4 A0 A1 A3 A2' ]
	[ "$(ids -k score:nr leads.csv)" = 'A3 A0 A1 A4 A2' ]
}

@test "further keys decide between equals" {
	[ "$(ids -k score:nr,amount:nr leads.csv)" = 'A3 A1 A0 A4 A2' ]
	[ "$(ids -k score:nr -k amount:n leads.csv)" = 'A3 A0 A1 A4 A2' ]
	[ "$(ids -k client:r,amount:n leads.csv)" = 'A2 A4 A0 A1 A3' ]
}

@test "numbers are compared exactly, to the last decimal and the last digit" {
	printf 'account_id,score\n%s\n' \
		$'a,0.1\nb,0.100001\nc,-0.000001\nd,0\ne,9223372036854.775807\nf,9223372036854.775806\ng,-9223372036854.775807' >n.csv
	[ "$(ids n.csv)" = 'e f b a d c g' ]
	[ "$(ids -k score:n n.csv)" = 'g c d a b f e' ]
	[ "$(ids -k score n.csv)" = 'c g d a b f e' ]
}

@test "text is compared by bytes, a prefix first, and with f without regard to case" {
	printf 'account_id,name\n%s\n' $'1,b\n2,B\n3,a\n4,ab\n5,\n6,A' >t.csv
	[ "$(ids -k name t.csv)" = '5 6 2 3 4 1' ]
	[ "$(ids -k name:r t.csv)" = '1 4 3 2 6 5' ]
	[ "$(ids -k name:f t.csv)" = '5 3 6 4 1 2' ]
	[ "$(ids -k name:fr t.csv)" = '1 2 4 3 6 5' ]
}

@test "dates are moments: zones and fractions count, a blank one is last" {
	printf 'account_id,due\n%s\n' \
		$'1,2026-03-02T09:00:00Z\n2,2026-03-02T09:30:00+01:00\n3,\n4,2026-03-02T09:00:00.5Z\n5,2026-03-02\n6,1901-01-01' >d.csv
	[ "$(ids -k due:d d.csv)" = '6 5 2 1 4 3' ]
	[ "$(ids -k due:rd d.csv)" = '4 1 2 5 6 3' ]
}

@test "what stands behind a colon and is no list of letters belongs to the name" {
	[ "$(printf 'account_id,due:day\nA,1\nB,2\n' | ids -k due:day:r)" = 'B A' ]
	[ "$(printf 'account_id,due:day\nA,2\nB,1\n' | ids -k due:day)" = 'B A' ]
	run -64 hl-rank -k score:nn leads.csv
	run -64 hl-rank -k score:nd leads.csv
	run -64 hl-rank -k score:x leads.csv
}

@test "a key without a name, too many keys and an unknown column are misuse" {
	run -64 hl-rank -k '' leads.csv
	[ "${lines[0]}" = 'hl-rank: -k: a key has no name' ]
	run -64 hl-rank -k score:nr, leads.csv
	run -64 hl-rank -k 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1 leads.csv
	run -64 hl-rank -k scoer:nr leads.csv
	[[ "$output" == *score* ]]
	run -64 hl-rank --per nowhere leads.csv
	run -64 hl-rank --key nowhere leads.csv
}

@test "a name the field uses for a column is understood" {
	[ "$(printf 'Account No,Lead Score\n7,1\n5,2\n3,1\n' | ids)" = '5 3 7' ]
}

@test "--key names what decides between equals" {
	[ "$(ids --key client leads.csv)" = 'A3 A1 A0 A4 A2' ]
}

@test "without an account column equal rows stay in the order in which they came" {
	run -0 hl-rank <<<$'score,x\n1,z\n2,y\n1,a\n2,b'
	[ "$output" = $'score,x\n2,y\n2,b\n1,z\n1,a' ]
}

@test "rows that are equal in everything stay in the order in which they came" {
	{
		echo account_id,score,n
		for i in $(seq 3000); do echo "A,1,$i"; done
	} >same.csv
	hl-rank same.csv | cmp - same.csv
	hl-rank -n 3000 same.csv | cmp - same.csv
	[ "$(hl-rank -n 2 same.csv | paste -sd' ')" = 'account_id,score,n A,1,1 A,1,2' ]
}

@test "long texts that begin alike are told apart at their ends" {
	{
		echo account_id,score
		seq -f 'the-same-beginning-of-forty-characters--%06g-and-a-tail,1' 4000 -1 1
	} >long.csv
	hl-rank long.csv | sed 1d | LC_ALL=C sort -c
	[ "$(hl-rank -n 1 long.csv | sed 1d)" = 'the-same-beginning-of-forty-characters--000001-and-a-tail,1' ]
}

@test "-n writes that many of the best" {
	[ "$(ids -n 2 leads.csv)" = 'A3 A0' ]
	[ "$(ids -n 1 leads.csv)" = 'A3' ]
	[ "$(ids -n 99 leads.csv)" = "$(ids leads.csv)" ]
	run -0 hl-rank -n 0 leads.csv
	[ "$output" = account_id,score,amount,client ]
}

@test "--per makes one queue of each value, in the order of their names" {
	[ "$(ids --per client leads.csv)" = 'A3 A0 A1 A4 A2' ]
	[ "$(ids --per client -n 1 leads.csv)" = 'A3 A4' ]
	[ "$(ids --per client -k score:n leads.csv)" = 'A0 A1 A3 A4 A2' ]
	[ "$(printf 'account_id,score,client\n1,1,b\n2,2,\n3,3,B\n4,9,b\n' | ids --per client)" = '2 3 4 1' ]
}

@test "--rank appends the place, in each queue from one" {
	run -0 hl-rank --rank place leads.csv
	[ "${lines[0]}" = account_id,score,amount,client,place ]
	[ "${lines[1]}" = A3,7.5,100.50,north,1 ]
	[ "${lines[5]}" = A2,,7,south,5 ]
	run -0 hl-rank --rank place --per client leads.csv
	[ "${lines[3]}" = A1,5,100,north,3 ]
	[ "${lines[4]}" = A4,-1,9,south,1 ]
	run -0 hl-rank --rank place --per client -n 1 leads.csv
	[ "${lines[2]}" = A4,-1,9,south,1 ]
}

@test "--rank does not make a second column of a name" {
	run -64 hl-rank --rank score leads.csv
	[ "${lines[0]}" = 'hl-rank: --rank: there is a column called "score" already' ]
	run -64 hl-rank --rank '' leads.csv
}

@test "rows keep their bytes: quotes, blanks, line ends, a row of several lines" {
	printf 'account_id,score,note\r\n"A1",1,"two\r\nlines, ""quoted"""\r\nA2, 2 ,  x\nA3,0.50,"y"\r\n' >raw.csv
	printf 'account_id,score,note\r\nA2, 2 ,  x\n"A1",1,"two\r\nlines, ""quoted"""\r\nA3,0.50,"y"\r\n' >sorted.csv
	hl-rank raw.csv | cmp - sorted.csv
	hl-rank -n 9 raw.csv | cmp - sorted.csv
	printf 'account_id,score,note,r\r\nA2, 2 ,  x,1\n"A1",1,"two\r\nlines, ""quoted""",2\r\nA3,0.50,"y",3\r\n' >ranked.csv
	hl-rank --rank r raw.csv | cmp - ranked.csv
}

@test "a last row without a line end gets one" {
	[ "$(printf 'account_id,score\nA,1\nB,2' | hl-rank | od -An -c | tr -d ' \n')" = 'account_id,score\nB,2\nA,1\n' ]
}

@test "TSV in, TSV out, and either into the other" {
	printf 'account_id\tscore\tnote\nA1\t1\ta\\tb\nA2\t2\t"x, y"\n' >t.tsv
	run -0 hl-rank t.tsv
	[ "$output" = $'account_id\tscore\tnote\nA2\t2\t"x, y"\nA1\t1\ta\\tb' ]
	run -0 hl-rank -D, --rank r t.tsv
	[ "$output" = $'account_id,score,note,r\nA2,2,"""x, y""",1\nA1,1,a\tb,2' ]
}

@test "a header alone stays a header" {
	run -0 hl-rank <<<account_id,score
	[ "$output" = account_id,score ]
	run -0 hl-rank --per account_id -n 3 --rank r <<<account_id,score
	[ "$output" = account_id,score,r ]
}

@test "columns without a header are called by number" {
	[ "$(printf 'A,1\nB,3\nC,2\n' | hl-rank --no-header -k 2:nr --rank r)" = $'B,3,1\nC,2,2\nA,1,3' ]
}

@test "a cell that is no number makes a bad row: nothing is written and the place is told" {
	run -65 --separate-stderr hl-rank <<<$'account_id,score\nA,1\nB,two\nC,1e3'
	[ -z "$output" ]
	[[ "${stderr_lines[0]}" == 'hl-rank: <stdin>:3:3: score: '* ]]
	[[ "${stderr_lines[1]}" == 'hl-rank: <stdin>:4:3: score: '* ]]
	[[ "$stderr" != *two* ]]
	run -65 hl-rank -k score:d <<<$'account_id,score\nA,yesterday'
}

@test "with --rejects a bad row is set aside and the others are ordered" {
	run -0 hl-rank --rejects bad.csv --max-rejects 9 -q <<<$'account_id,score\nA,1\nB,two\nC,3'
	[ "$output" = $'account_id,score\nC,3\nA,1' ]
	grep -q '"\?B,two"\?' bad.csv
}

@test "--check reads everything and writes nothing" {
	run -0 hl-rank --check leads.csv
	[ -z "$output" ]
	run -65 hl-rank --check <<<$'account_id,score\nA,x'
}

@test "several files are one table" {
	printf 'score,account_id,client,amount\n6,A9,north,1\n' >more.csv
	[ "$(ids leads.csv more.csv)" = 'A3 A9 A0 A1 A4 A2' ]
}

@test "the queue may be written over its own input" {
	hl-rank -o leads.csv leads.csv
	[ "$(sed 1d leads.csv | cut -d, -f1 | paste -sd' ')" = 'A3 A0 A1 A4 A2' ]
}

@test "the order of thousands of rows is that of sort(1)" {
	{
		echo account_id,score,client
		awk 'BEGIN { srand(7); for (i = 0; i < 20000; i++) printf "K%09d,%d.%02d,c%d\n", rand() * 1e9, rand() * 50 - 25, rand() * 100, rand() * 9 }'
	} >big.csv
	sed 1d big.csv | LC_ALL=C sort -t, -k2,2nr -k1,1 -s >want
	hl-rank big.csv | sed 1d | cmp - want
	hl-rank -n 777 big.csv | sed 1d | cmp - <(head -n 777 want)
	LC_ALL=C sort -t, -k3,3 -s want >want-per
	hl-rank --per client big.csv | sed 1d | cmp - want-per
	hl-rank --per client -n 20 big.csv | sed 1d | cmp - <(awk -F, '++n[$3] <= 20' want-per)
	hl-rank --per client -n 20 --rank r big.csv | awk -F, 'NR > 1 && $4 != ++n[$3] { exit 1 }'
}

@test "neither the number of threads nor the size of a block changes the order of equal rows" {
	{
		echo account_id,score,n
		awk 'BEGIN { for (i = 0; i < 30000; i++) printf "A%d,%d,%d\n", i % 3, i % 2, i }'
	} >ties.csv
	sed 1d ties.csv | LC_ALL=C sort -t, -s -k2,2nr -k1,1 >want
	for j in 1 2 8; do
		for size in 64 4K 1M; do
			hl-rank -j $j --block-size $size ties.csv | sed 1d | cmp - want
			hl-rank -j $j --block-size $size -n 20000 ties.csv | sed 1d | cmp - <(head -n 20000 want)
			hl-rank -j $j --block-size $size -n 3 --per score ties.csv | sed 1d |
				cmp - <(sed -n 15001,15003p want; sed -n 1,3p want)
		done
	done
}

# Three files, each in order, with ties between them.
shards() {
	printf 'account_id,score,client\nA1,9,s\nA2,5,n\nA5,,n\n' >1.csv
	printf 'account_id,score,client\nA1,9,n\nA9,7,n\n' >2.csv
	printf 'account_id,score,client\r\nA0,9,s\r\nA2,5,s\r\nA3,1,n\r\n' >3.csv
}

@test "--merge joins files that are in order into what hl-rank makes of all of them" {
	shards
	for with in '' '-n 3' '--rank place' '-D ; --rank place -n 5'; do
		hl-rank $with 1.csv 2.csv 3.csv >want
		hl-rank --merge $with 1.csv 2.csv 3.csv | cmp - want
	done
	[ "$(hl-rank --merge 1.csv 2.csv 3.csv | sed 1d | tr -d '\r' | paste -sd' ')" = \
		'A0,9,s A1,9,s A1,9,n A9,7,n A2,5,n A2,5,s A3,1,n A5,,n' ]
	hl-rank --merge 1.csv | cmp - 1.csv
}

@test "--merge of queues: the first of them first" {
	shards
	for i in 1 2 3; do hl-rank --per client $i.csv >q$i.csv; done
	for with in '' '-n 1' '--rank place' '--rank place -n 2'; do
		hl-rank --per client $with 1.csv 2.csv 3.csv >want
		hl-rank --merge --per client $with q1.csv q2.csv q3.csv | cmp - want
	done
}

@test "--merge puts equal rows in the order of the files, which may be the standard input" {
	shards
	[ "$(hl-rank --merge 2.csv - <1.csv | sed -n 2,3p | paste -sd' ')" = 'A1,9,n A1,9,s' ]
	[ "$(hl-rank --merge - 2.csv <1.csv | sed -n 2,3p | paste -sd' ')" = 'A1,9,s A1,9,n' ]
	hl-rank --merge <1.csv | cmp - 1.csv
	gzip -c 2.csv >2.csv.gz
	hl-rank --merge 1.csv 2.csv.gz | cmp - <(hl-rank 1.csv 2.csv)
	run -64 hl-rank --merge - - <1.csv
}

@test "--merge of more gzip files than there are threads starts none for each of them" {
	local i threads=()
	[[ $BUILD != */tsan ]] || skip "strace is in the way there"
	export ASAN_OPTIONS=detect_leaks=0 # it does not work under strace
	for i in 1 2 3 4; do
		awk -v i="$i" 'BEGIN { print "account_id,score"; for (j = 40000; j > 0; j--) print "A" i "-" j "," j }' |
			gzip -1 >big$i.csv.gz
	done
	for i in 2 4; do
		strace -f -qq -o tr -e trace=clone,clone3 hl-rank -j 2 --merge -o out.csv $(seq -f big%g.csv.gz "$i")
		threads[i]=$(grep -c clone tr) || true
		zcat $(seq -f big%g.csv.gz "$i") | grep -v account_id | sort -t, -k2,2nr -k1,1 |
			cmp - <(sed 1d out.csv)
	done
	[ $((threads[2] - threads[4])) = 2 ]
}

@test "--merge: a row that is out of order is told with file and line, and -o stays as it was" {
	shards
	printf 'account_id,score,client\nA1,3,n\nA2,4,n\n' >4.csv
	echo old >out.csv
	run -65 hl-rank --merge -o out.csv 1.csv 4.csv
	[ "$output" = 'hl-rank: 4.csv:3: this row belongs before the one above it: --merge needs files that are in order' ]
	[ "$(cat out.csv)" = old ]
	# The order is that of the keys that were asked for, and of what decides between equals.
	run -65 hl-rank --merge -k score:n 1.csv
	printf 'account_id,score,client\nA2,3,n\nA1,3,n\n' >5.csv
	run -65 hl-rank --merge 5.csv
	[ "${lines[-1]%%: this*}" = 'hl-rank: 5.csv:3' ]
	hl-rank --merge --key client 5.csv | cmp - 5.csv
}

@test "--merge: other columns, or the same ones in another order, are told" {
	shards
	printf 'score,account_id,client\n1,A,n\n' >6.csv
	run -65 hl-rank --merge 1.csv 6.csv
	[ "$output" = 'hl-rank: 6.csv:1: column 1 is not that of the first file: --merge needs the same columns in the same order' ]
	printf 'account_id,score,client,more\nA,1,n,\n' >7.csv
	run -65 hl-rank --merge 1.csv 7.csv
	[[ "$output" == 'hl-rank: 7.csv:1: column 4 '* ]]
	run -65 hl-rank --merge --no-header -k 2:nr <(echo A,1) <(echo B)
	run -64 hl-rank --merge --union 1.csv 7.csv
	run -64 hl-rank --merge --rejects bad.csv 1.csv 2.csv
}

@test "--merge: a bad row of any file is told, and every row counts" {
	shards
	printf 'account_id,score,client\nA1,x,n\nA2,4,n\nA3,y,n\n' >8.csv
	run -65 hl-rank --merge 1.csv 8.csv
	[[ "$output" == *'8.csv:2:4: score: '*'8.csv:4:4: score: '* ]]
	run -66 hl-rank --merge 1.csv nosuch.csv
	hl-rank --merge --expect-rows 8 --expect-sum score=45 --stats s.json 1.csv 2.csv 3.csv >/dev/null
	grep -q '"rows":8,' s.json
	run -1 hl-rank --merge --expect-rows 3 1.csv 2.csv
	run -0 hl-rank --merge --check 1.csv 2.csv
	[ -z "$output" ]
}
