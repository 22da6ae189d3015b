# rank-queue.bats - classes of work, shares of a queue, the holdout arm, the queue before.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-rank >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	cat >leads.csv <<-'END'
		account_id,score,last_worked,next_work_date,client
		A1,9,2026-03-01,2026-03-02,north
		A2,8,,,south
		A3,7,2026-03-01,2026-03-05,north
		A4,6,2026-03-01,2026-02-20,south
		A5,5,,,north
		A6,4,2026-01-01,,south
		A7,3,2026-01-01,,north
		A8,2,2026-01-01,,south
	END
	cat >classes.csv <<-'END'
		class,when,keys,max,note
		due,age(next_work_date) >= 0d,next_work_date:d,,today or before
		new,last_worked missing,score:n,1,
	END
	now=(--as-of 2026-03-02T09:00:00Z)
}

# rows FIELDS ARG ...: those fields of the rows of hl-rank, a blank between rows.
rows() {
	local fields=$1
	shift
	hl-rank "${now[@]}" "$@" | sed 1d | cut -d, -f"$fields" | paste -sd' '
}

@test "random tables: classes, shares, arms and changes as by a second hand" {
	command -v python3 >/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/rank-queue.py" "${SEED:-1}" "${CASES:-60}"
}

# --- classes ---

@test "classes follow each other, each with its keys and its maximum; the rest comes last" {
	[ "$(rows 1,6 --classes classes.csv leads.csv)" = 'A4,due A1,due A5,new A3, A6, A7, A8,' ]
	run -0 --separate-stderr hl-rank "${now[@]}" -v --stats stats --classes classes.csv -o /dev/null leads.csv
	[[ $stderr == *'1 rows left out over the maximum of their class'* ]]
	[[ $stderr == *$'\nhl-rank: class due: 2 rows, in the order of next_work_date:d,account_id\n'* ]]
	[[ $stderr == *$'\nhl-rank: class new: 1 rows, 1 over its maximum of 1, in the order of score:n,account_id\n'* ]]
	[[ $stderr == *$'\nhl-rank: no class: 4 rows, in the order of score:nr,last_worked:de,account_id\n'* ]]
	grep -q '"left_out_max":1,"no_class":4,' stats
}

@test "age counts calendar days in the zone; days to come are negative" {
	printf 'class,when\nA,age(next_work_date) >= 0d\n' >a.csv
	[ "$(hl-rank --as-of 2026-03-01T23:30:00Z --classes a.csv leads.csv | grep -c ',A$')" = 1 ]
	[ "$(hl-rank --as-of 2026-03-01T23:30:00Z --tz Europe/Berlin --classes a.csv leads.csv | grep -c ',A$')" = 2 ]
	printf 'class,when\nA,age(next_work_date) < 0d\nB,age(next_work_date) missing\nC,age(next_work_date) > 1w\n' >a.csv
	[ "$(rows 1,6 --classes a.csv leads.csv)" = 'A3,A A2,B A5,B A6,B A7,B A8,B A4,C A1,' ]
}

@test "--for: ages are those of the day to be worked, and its ISO week draws" {
	printf 'class,when\nA,age(next_work_date) >= 0d\n' >a.csv
	as_of=(--as-of 2026-03-01T23:59:00Z -n 5 --mix low=40%)
	[ "$(hl-rank --as-of 2026-03-01T23:59:00Z --for 2026-03-02 --classes a.csv leads.csv | grep -c ',A$')" = 2 ]
	hl-rank "${as_of[@]}" --for 2026-03-02 leads.csv >week10
	hl-rank "${as_of[@]}" --for 2026-03-08 leads.csv | cmp - week10
	run -64 hl-rank --for 2026-13-02 leads.csv
	[ "${lines[0]}" = 'hl-rank: --for: a date such as 2026-03-02, not 2026-13-02' ]
}

@test "over the new year a week is one: 2026-W53 is 2026-12-28 to 2027-01-03" {
	awk 'BEGIN { print "account_id,score"; for (i = 0; i < 300; i++) print "K" i "," i % 7 }' >many.csv
	low() {
		hl-rank --for "$1" -n 100 --mix low=20% many.csv
	}
	low 2026-12-28 >week53
	for day in 2026-12-31 2027-01-01 2027-01-03; do
		low $day | cmp - week53
	done
	for day in 2026-12-27 2027-01-04; do
		run -1 cmp -s <(low $day) week53
	done
	# 2025-12-29 is in the first week of 2026, as 2026-01-04 is; both are of 2026-W01.
	low 2025-12-29 | cmp - <(low 2026-01-04)
	run -1 cmp -s <(low 2025-12-28) <(low 2025-12-29)
}

@test "who is drawn does not follow from who is held out" {
	awk 'BEGIN { print "account_id,score"; for (i = 0; i < 20000; i++) print "K" i "," i }' >many.csv
	hl-rank "${now[@]}" -n 10000 --mix low=40% --holdout 30% many.csv |
		awk -F, 'NR > 1 && $4 != "" { n++; held += $3 == "holdout" }
			END { exit !(n == 4000 && held > 1050 && held < 1350) }'
}

@test "each queue has its classes, and -n counts what the maximum let through" {
	[ "$(rows 1,6,7 --per client --rank place --classes classes.csv leads.csv)" = \
		'A1,due,1 A5,new,2 A3,,3 A7,,4 A4,due,1 A2,new,2 A6,,3 A8,,4' ]
	[ "$(rows 1,6 -n 4 --classes classes.csv leads.csv)" = 'A4,due A1,due A5,new A3,' ]
	printf 'class,when,max\nnone,,0\n' >none.csv
	[ -z "$(rows 1 -n 3 --classes none.csv leads.csv)" ]
}

@test "all mistakes of a table of classes are told in one run" {
	cat >bad.csv <<-'END'
		class,when,keys,max
		A,age(next_work_dat) >= 0d,,
		,score > 7d,scroe:nr,x
		A,score above 3,,-1
		C,,,
		D,age(last_worked) >= 12h,,1.5
	END
	run -65 hl-rank --classes bad.csv leads.csv
	[[ ${lines[0]} == 'hl-rank: bad.csv:2:3: when: '*next_work_date* ]]
	[ "${lines[1]}" = 'hl-rank: bad.csv:3:1: class: a class needs a name' ]
	[[ ${lines[2]} == 'hl-rank: bad.csv:3:2: when: a cell has no age'* ]]
	[[ ${lines[3]} == 'hl-rank: bad.csv:3:13: keys: '*score* ]]
	[[ ${lines[4]} == 'hl-rank: bad.csv:3:22: max: a maximum is a whole number'* ]]
	[[ ${lines[5]} == 'hl-rank: bad.csv:4:1: class: there is a class of that name above' ]]
	[[ ${lines[6]} == 'hl-rank: bad.csv:4:3: when: '* ]]
	[[ ${lines[7]} == 'hl-rank: bad.csv:4:18: max: '* ]]
	[[ ${lines[8]} == 'hl-rank: bad.csv:6:3: when: no row comes here'* ]]
	[[ ${lines[9]} == 'hl-rank: bad.csv:6:3: when: age(...) is compared'* ]]
	[[ ${lines[10]} == 'hl-rank: bad.csv:6:28: max: '* ]]
	[ ${#lines[@]} = 11 ]
	printf 'class,wen\nA,\n' >bad.csv
	run -65 hl-rank --classes bad.csv leads.csv
	[[ ${lines[0]} == 'hl-rank: bad.csv:1:7: wen: '* ]]
	printf 'name,when\nA,\n' >bad.csv
	run -65 hl-rank --classes bad.csv leads.csv
}

@test "a date that is none makes a bad row, which can be set aside" {
	printf 'A9,1,,soon,north\n' >>leads.csv
	run -65 hl-rank "${now[@]}" --classes classes.csv leads.csv
	[[ ${lines[0]} == 'hl-rank: leads.csv:10:7: next_work_date: '* ]]
	[ "$(rows 1 --rejects bad.csv --max-rejects 1 --classes classes.csv leads.csv 2>err)" = 'A4 A1 A5 A3 A6 A7 A8' ]
}

@test "a new column that is there already is misuse" {
	sed '1s/client/class/' leads.csv >c.csv
	run -64 hl-rank --classes classes.csv c.csv
	[[ $output == *'there is a column called "class" already'* ]]
	sed '1s/client/arm/' leads.csv >c.csv
	run -64 hl-rank --holdout 5% c.csv
	run -64 hl-rank --rank class --classes classes.csv leads.csv
	run -64 hl-rank --rank change --against leads.csv leads.csv
}

@test "classes and changes with little memory, in any number of threads" {
	awk 'BEGIN {
		srand(5)
		print "account_id,score,last_worked,next_work_date,client,pad"
		for (i = 0; i < 40000; i++)
			printf "A%06d,%d,%s,2026-0%d-1%d,c%d,a longer text that takes some memory %d\n", rand() * 1e6,
				rand() * 99, rand() < 0.2 ? "" : "2026-01-01", 1 + rand() * 5, rand() * 9, rand() * 9, i
	}' >big.csv
	hl-rank -n 20000 big.csv >before.csv
	for with in '' '--per client' '-n 3000' '--per client -n 2000 -k score:n'; do
		hl-rank "${now[@]}" -j 1 $with --rank place --classes classes.csv --against before.csv --gone want.gone big.csv >want
		for how in '-j 8' '-j 2 --memory 1M' '-j 8 --memory 3M --block-size 1000'; do
			hl-rank "${now[@]}" $how $with --rank place --classes classes.csv --against before.csv \
				--gone got.gone big.csv | cmp - want
			cmp got.gone want.gone
		done
	done
}

@test "shares and arms with little memory, in any number of threads" {
	awk 'BEGIN {
		srand(7)
		print "account_id,score,last_worked,next_work_date,person,client,pad"
		for (i = 0; i < 30000; i++)
			printf "A%06d,%d,%s,2026-0%d-1%d,p%d,c%d,a longer text that takes some memory %d\n", rand() * 1e6,
				rand() * 99, rand() < 0.2 ? "" : "2026-01-01", 1 + rand() * 5, rand() * 9, rand() * 9999,
				rand() * 9, i
	}' >big.csv
	hl-rank -n 9000 big.csv >before.csv
	sed 's/,1,/,900,/' classes.csv >wide.csv
	for with in '--holdout 20%' '--per client --holdout 20% -n 900 --ties -k score:nr --rank-as dense' \
		'--mix fresh=33.3%' '--mix fresh=50%,low=25% -n 9999' '--per client --mix fresh=10%,low=1% -n 2000 --holdout 7%' \
		'--classes wide.csv --mix new=20%,due=30%,low=9% -n 4000 --unique person --holdout 50%' \
		'--classes wide.csv --mix due=100%' '--mix low=100% -n 20000 --holdout 1%' '-n 0 --mix low=5%'; do
		hl-rank "${now[@]}" -j 1 $with --rank place --against before.csv --gone want.gone --stats want.json big.csv >want || {
			hl-rank "${now[@]}" -j 1 $with --rank place --stats want.json big.csv >want
			rm -f want.gone
		}
		for how in '-j 8' '-j 2 --memory 1M' '-j 8 --memory 3M --block-size 1000'; do
			if [ -e want.gone ]; then
				hl-rank "${now[@]}" $how $with --rank place --against before.csv --gone got.gone --stats got.json \
					big.csv | cmp - want
				cmp got.gone want.gone
			else
				hl-rank "${now[@]}" $how $with --rank place --stats got.json big.csv | cmp - want
			fi
			cmp got.json want.json
		done
	done
	run -0 --separate-stderr hl-rank -v --memory 1M --mix fresh=50% -o /dev/null big.csv
	[[ $stderr == *'spilled '[1-9]* ]]
}

# --- the queue before ---

@test "a row is new, up, down or the same, and what is gone is told" {
	printf 'account_id,x\nA3,1\nA2,2\nB7,"3, or so"\nA1,4\nA4,5\n' >before.csv
	[ "$(rows 1,6,7 -n 4 --against before.csv leads.csv)" = 'A1,3,up A2,0,same A3,-2,down A4,1,up' ]
	[ "$(rows 1,6,7 -n 2 -k score:n --against before.csv leads.csv)" = 'A8,,new A7,,new' ]
	run -0 --separate-stderr hl-rank -v --stats stats -n 3 --against before.csv --gone gone.csv -o out.csv leads.csv
	[[ $stderr == *'2 rows of the queue before are gone'* ]]
	grep -q '"new":0,"up":1,"down":1,"same":1,"gone":2,' stats
	printf 'account_id,x\nB7,"3, or so"\nA4,5\n' | cmp - gone.csv
}

@test "places before are those of each queue, or the ones that its rank column says" {
	hl-rank --per client --rank place leads.csv >before.csv
	[ "$(rows 1,6,7,8 --per client --rank place --against before.csv leads.csv)" = \
		'A1,1,0,same A3,2,0,same A5,3,0,same A7,4,0,same A2,1,0,same A4,2,0,same A6,3,0,same A8,4,0,same' ]
	sed 's/A3,\(.*\),2$/A3,\1,9/; s/A5,\(.*\),3$/A5,\1,/' before.csv >other.csv
	[ "$(rows 1,7,8 -n 3 --rank place --per client --against other.csv leads.csv)" = \
		'A1,0,same A3,7,up A5,,new A2,0,same A4,0,same A6,0,same' ]
	# Who moves to another queue is new there and gone from his own.
	sed 's/^A1,\(.*\)north/A1,\1south/' leads.csv >moved.csv
	run -0 --separate-stderr hl-rank -v --per client --against before.csv -o /dev/null moved.csv
	[[ $stderr == *'1 rows are new'*'1 rows of the queue before are gone'* ]]
}

@test "a queue before that cannot be compared is an error at its place" {
	printf 'account_id,place\nA1,1\nA2,first\n,3\nA4,0\n' >before.csv
	run -65 hl-rank --rank place --against before.csv leads.csv
	[ "${lines[0]}" = 'hl-rank: before.csv:3:4: place: not a place: they are counted from 1' ]
	[[ ${lines[1]} == 'hl-rank: before.csv:4:1: account_id: '* ]]
	[[ ${lines[2]} == 'hl-rank: before.csv:5:4: place: '* ]]
	printf 'id2,x\nA1,1\n' >before.csv
	run -65 hl-rank --against before.csv leads.csv
	printf 'account_id,x\nA1,1\n' >before.csv
	run -65 hl-rank --per client --against before.csv leads.csv
	run -64 hl-rank --gone gone.csv leads.csv
	run -64 hl-rank --against before.csv <<<$'score,x\n1,2'
	[[ $output == *'--key'* ]]
}

@test "a run that fails leaves the old --gone as it was" {
	echo old >gone.csv
	run -1 hl-rank --expect-rows 1 --against leads.csv --gone gone.csv -o out.csv leads.csv
	[ "$(cat gone.csv)" = old ]
	run -64 hl-rank --against leads.csv --gone out.csv -o out.csv leads.csv
	hl-rank --check --against leads.csv --gone gone.csv leads.csv
	[ "$(cat gone.csv)" = old ]
}

# --- arms ---

@test "the arm follows from the key and the seed alone" {
	hl-rank --holdout 40% leads.csv | sed 1d | cut -d, -f1,6 | sort >want
	hl-rank --holdout 40% -k score:n --per client leads.csv | sed 1d | cut -d, -f1,6 | sort | cmp - want
	[ "$(rows 1,6 --holdout 40% leads.csv)" = \
		'A2,work A3,work A4,work A7,work A1,holdout A5,holdout A6,holdout A8,holdout' ]
	hl-rank --holdout 40% --seed other leads.csv | sed 1d | cut -d, -f1,6 | sort >got
	run -1 cmp -s got want
	# A share that grows keeps who was in it.
	for share in 1 5 20 60 100; do
		hl-rank --holdout $share% leads.csv | grep ,holdout | cut -d, -f1 | sort >more
		[ ! -e less ] || [ -z "$(comm -23 less more)" ]
		mv more less
	done
	[ "$(wc -l <less)" = 8 ]
}

@test "the holdout stands at the end of its queue without a place, and in -n" {
	[ "$(rows 1,6,7 --rank place --holdout 40% leads.csv)" = \
		'A2,work,1 A3,work,2 A4,work,3 A7,work,4 A1,holdout, A5,holdout, A6,holdout, A8,holdout,' ]
	[ "$(rows 1,7 -n 3 --rank place --holdout 40% leads.csv)" = 'A2,1 A3,2 A1,' ]
	hl-rank --holdout 40% -v -o before.csv leads.csv 2>err
	grep -q '4 rows held out' err
	[ "$(rows 1,7,8 --holdout 40% --against before.csv leads.csv)" = \
		'A2,0,same A3,0,same A4,0,same A7,0,same A1,, A5,, A6,, A8,,' ]
}

@test "about the share that was asked for is held out" {
	awk 'BEGIN { print "account_id,score"; for (i = 0; i < 20000; i++) print "K" i ",1" }' >many.csv
	held=$(hl-rank --holdout 5% many.csv | grep -c holdout)
	[ "$held" -gt 900 ]
	[ "$held" -lt 1100 ]
}

# --- shares ---

@test "the k-th row of a share s stands at k / s" {
	[ "$(rows 1 --mix fresh=50% leads.csv)" = 'A2 A1 A5 A3 A4 A6 A7 A8' ]
	[ "$(rows 1 --mix fresh=20% leads.csv)" = 'A1 A3 A4 A2 A6 A7 A8 A5' ]
	[ "$(rows 1 --mix fresh=100% leads.csv)" = 'A2 A5 A1 A3 A4 A6 A7 A8' ]
	[ "$(rows 1,6 --classes classes.csv --mix new=50%,due=25% leads.csv)" = 'A5,new A4,due A3, A1,due A6, A7, A8,' ]
}

@test "what is drawn from below the cut says how likely that was" {
	[ "$(rows 1,6 -n 5 --mix fresh=50%,low=20% leads.csv)" = 'A2, A1, A5, A4,0.25 A3,' ]
	run -0 --separate-stderr hl-rank "${now[@]}" -v -n 5 --mix low=40% -o out.csv leads.csv
	[[ $stderr == *'2 rows drawn from below the cut'* ]]
	[ "$(cut -d, -f6 out.csv | sort | uniq -c | awk '{ printf "%s:%s ", $1, $2 }')" = '3: 2:0.4 1:sample_p ' ]
	# Another day of the week draws the same, another week other rows in the end.
	hl-rank --as-of 2026-03-08T09:00:00Z -n 5 --mix low=40% leads.csv | cmp - out.csv
	for day in 09 16 23; do
		hl-rank --as-of 2026-03-${day}T09:00:00Z -n 5 --mix low=40% leads.csv
	done >others
	run -1 cmp -s others out.csv
	[ "$(rows 1,6 -n 20 --mix low=40% leads.csv)" = 'A1, A2, A3, A4, A5, A6, A7, A8,' ]
}

@test "shares that make no sense are misuse" {
	for mix in '' fresh fresh=20 fresh=0% fresh=101% fresh=60%,low=60% fresh=1%,fresh=2% =5% fresh=5%,; do
		run -64 hl-rank -n 3 --mix "$mix" leads.csv
	done
	run -64 hl-rank --mix low=5% leads.csv
	[[ $output == *'with -n'* ]]
	run -64 hl-rank --classes classes.csv --mix neww=5% leads.csv
	[[ $output == *'did you mean "new"'* ]]
	run -64 hl-rank --mix fresh=5% <<<$'account_id,score\nA,1'
	[[ $output == *last_worked* ]]
	run -64 hl-rank --holdout 5 leads.csv
	run -64 hl-rank --holdout 5% --seed 12345678901234567 leads.csv
	run -64 hl-rank --seed x leads.csv
	run -64 hl-rank --merge --classes classes.csv leads.csv
}

# --- with filters ---

@test "a row that is left out is in no class, no arm and no queue" {
	[ "$(rows 1,6 --where 'client is north' --classes classes.csv leads.csv)" = 'A1,due A5,new A3, A7,' ]
	printf 'account_id\nA5\nA4\n' >off.csv
	[ "$(rows 1,6 --suppress off.csv --classes classes.csv leads.csv)" = 'A1,due A2,new A3, A6, A7, A8,' ]
	[ "$(rows 1,6 --suppress off.csv --holdout 40% leads.csv)" = \
		'A2,work A3,work A7,work A1,holdout A6,holdout A8,holdout' ]
	[ "$(rows 1 --where 'score > 4' --mix fresh=50% leads.csv)" = 'A2 A1 A5 A3 A4' ]
	run -0 --separate-stderr hl-rank -v --stats stats --suppress off.csv --against leads.csv --gone gone.csv \
		-o /dev/null leads.csv
	grep -q '"left_out_suppress":2,.*"gone":2,' stats
	[ "$(sed 1d gone.csv | cut -d, -f1 | paste -sd' ')" = 'A4 A5' ]
	# What makes a row bad in its class does not when it is left out.
	printf 'A9,1,,soon,north\n' >>leads.csv
	[ "$(rows 1 --where 'score > 1' --classes classes.csv leads.csv)" = 'A4 A1 A5 A3 A6 A7 A8' ]
	run -64 hl-rank --suppress - --classes - leads.csv <off.csv
}

@test "the best row of a value is the one whose class comes first" {
	printf 'account_id,score,person,due\n1,9,P,\n2,3,P,x\n3,5,Q,\n4,7,Q,\n5,1,,\n6,8,R,x\n' >people.csv
	printf 'class,when,keys,max\ndue,due present,,\n' >due.csv
	[ "$(rows 1,5 --unique person --classes due.csv people.csv)" = '6,due 2,due 4, 5,' ]
	sed -i '2s/$/1/' due.csv
	[ "$(rows 1,5 --unique person --classes due.csv people.csv)" = '6,due 4, 5,' ]
	[ "$(rows 1,5 -n 2 --unique person --classes due.csv people.csv)" = '6,due 4,' ]
	# An arm and changes are told of the rows that are left.
	hl-rank --holdout 50% people.csv | grep -E '^(1|4|5|6),' >want
	hl-rank --unique person --holdout 50% people.csv | sed 1d | cmp - want
	[ "$(rows 1,5,6 --unique person --against people.csv people.csv)" = '1,0,same 6,4,up 4,1,up 5,1,up' ]
}

@test "rows that are equal in everything count as they came, whichever queue knew them before" {
	printf 'account_id,score,person,client\n1,9,P,north\n1,9,P,south\n' >two.csv
	for had in north south; do
		printf 'account_id,client\n1,%s\n' $had >before.csv
		[ "$(rows 4 --per client --unique person --against before.csv two.csv)" = north ]
	done
}

@test "unique rows of classes with little memory, in any number of threads" {
	awk 'BEGIN {
		srand(6)
		print "account_id,score,last_worked,next_work_date,person,pad"
		for (i = 0; i < 30000; i++)
			printf "A%06d,%d,%s,2026-0%d-1%d,p%d,a longer text that takes some memory %d\n", rand() * 1e6,
				rand() * 99, rand() < 0.2 ? "" : "2026-01-01", 1 + rand() * 5, rand() * 9, rand() * 9999, i
	}' >big.csv
	hl-rank -n 9000 big.csv >before.csv
	for with in '' '-n 700'; do
		hl-rank "${now[@]}" -j 1 $with --unique person --classes classes.csv --against before.csv big.csv >want
		for how in '-j 8' '-j 2 --memory 1M' '-j 8 --memory 3M --block-size 1000'; do
			hl-rank "${now[@]}" $how $with --unique person --classes classes.csv --against before.csv big.csv | cmp - want
		done
	done
}

# --- rows that are level ---

@test "rows of one class that are equal in its keys share a place; those of two classes never do" {
	cat >level.csv <<-'END'
		account_id,score,next_work_date,last_worked
		A1,7,2026-03-01,2026-01-01
		A2,7,2026-03-01,2026-01-01
		A3,7,2026-02-28,2026-01-01
		A4,7,,
		A5,7,,2026-01-01
		A6,7,,2026-01-02
		A7,6,,2026-01-02
	END
	classes=(-k score:nr --rank place --classes classes.csv)
	[ "$(rows 1,5,6 "${classes[@]}" --rank-as dense level.csv)" = 'A3,due,1 A1,due,2 A2,due,2 A4,new,3 A5,,4 A6,,4 A7,,5' ]
	[ "$(rows 1,6 "${classes[@]}" --rank-as competition level.csv)" = 'A3,1 A1,2 A2,2 A4,4 A5,5 A6,5 A7,7' ]
	[ "$(rows 1 "${classes[@]}" -n 2 --ties level.csv)" = 'A3 A1 A2' ]
	[ "$(rows 1 "${classes[@]}" -n 4 --ties level.csv)" = 'A3 A1 A2 A4' ]
	[ "$(rows 1 "${classes[@]}" -n 5 --ties level.csv)" = 'A3 A1 A2 A4 A5 A6' ]
	# A maximum is one: who is level with the last row of his class is left out all the same.
	printf 'class,when,keys,max\ndue,age(next_work_date) >= 0d,next_work_date:dr,1\n' >one.csv
	[ "$(rows 1 -k score:nr --classes one.csv -n 1 --ties level.csv)" = A1 ]
}

@test "with a holdout the cut counts both arms, and places are of those that are worked" {
	sed 's/,[0-9]*,/,5,/' leads.csv >level.csv
	[ "$(rows 1,6,7 -k score:nr --rank place --rank-as dense --holdout 40% level.csv)" = \
		'A2,work,1 A3,work,1 A4,work,1 A7,work,1 A1,holdout, A5,holdout, A6,holdout, A8,holdout,' ]
	[ "$(rows 1,6 -k score:nr -n 3 --ties --holdout 40% leads.csv)" = 'A2,work A3,work A1,holdout' ]
	[ "$(rows 1,6 -k score:nr -n 1 --ties --holdout 40% level.csv)" = \
		'A2,work A3,work A4,work A7,work A1,holdout A5,holdout A6,holdout A8,holdout' ]
	# A1 is held out: A2 has the first place though it is not level with A3.
	[ "$(rows 1,7 -k score:nr --rank place --rank-as competition --holdout 40% <(sed 's/^A3,7/A3,8/' leads.csv))" = \
		'A2,1 A3,1 A4,3 A7,4 A1, A5, A6, A8,' ]
}

@test "places that rows share are compared with those of the queue before" {
	printf 'account_id,place\nA1,1\nA2,1\nA3,2\nA4,\n' >before.csv
	sed 's/^A2,8/A2,7/' leads.csv >level.csv
	[ "$(rows 1,6,7,8 -n 4 -k score:nr --rank place --rank-as dense --against before.csv level.csv)" = \
		'A1,1,0,same A2,2,-1,down A3,2,0,same A4,3,,new' ]
	run -65 hl-rank --rank place --rank-as competition --against leads.csv leads.csv
	[ "${lines[0]}" = 'hl-rank: leads.csv: there is no column "place": with --rank-as changes are of such places, and the numbers of rows are none' ]
}

@test "the best row of a value is found before shares are dealt out" {
	printf 'account_id,score,person,last_worked\n1,9,P,2026-01-01\n2,3,P,\n3,5,Q,2026-01-01\n4,7,Q,\n5,1,,\n6,8,R,2026-01-01\n' >people.csv
	# A share is no order: P's better account stays although the other one is fresh.
	[ "$(rows 1 --unique person --mix fresh=50% people.csv)" = '4 1 5 6' ]
	printf 'class,when\nnew,last_worked missing\n' >new.csv
	# Classes are one: the account of the first class stays.
	[ "$(rows 1,5 --unique person --classes new.csv --mix new=50% people.csv)" = '4,new 6, 2,new 5,new' ]
	# Drawn are rows that are left.
	[ "$(rows 1,5 -n 3 --unique person --mix low=34% people.csv)" = '1, 4,0.5 6,' ]
}

@test "what has no one meaning together is misuse, and told why" {
	run -64 hl-rank -n 3 --ties --mix fresh=50% leads.csv
	[ "${lines[0]}" = 'hl-rank: --ties does not go with --mix: its shares are of n places, and more rows would change them' ]
	run -64 hl-rank --rank place --rank-as dense --mix fresh=50% leads.csv
	[ "${lines[0]}" = 'hl-rank: --rank-as does not go with --mix: a place there follows from a share, and rows with equal keys stand apart' ]
	hl-rank --rank place --rank-as row --mix fresh=50% leads.csv
	printf 'class,when\nlow,score < 3\n' >low.csv
	run -64 hl-rank -n 3 --classes low.csv --mix low=50% leads.csv
	[[ ${lines[0]} == 'hl-rank: --mix: low is the sample of what is below the cut, and a class is called so, too'* ]]
	sed 's/^A4,6/A4,7/' leads.csv >level.csv
	[ "$(rows 1,6,7 -n 3 --ties -k score:nr --against leads.csv level.csv)" = 'A1,0,same A2,0,same A3,0,same A4,0,same' ]
}
