# metrics-tables.bats - hl-metrics --set roll and --set suppression against figures worked out by hand.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	# F is paid, D is not there any more, E owed nothing and owes again, N is new.
	cat >before.csv <<-'END'
		account_id,balance,days_past_due,status,client
		A,100,0,open,X
		B,200,15,open,X
		C,300,45,open,Y
		D,50.50,200,open,Y
		E,0,0,paid,Y
		F,400,10,open,
	END
	cat >after.csv <<-'END'
		account_id,balance,days_past_due,status,client
		A,100,10,open,X
		B,180,45,open,X
		C,300,0,open,Y
		E,10,5,open,Y
		F,0,,open,
		N,70,5,open,X
	END
	cat >suppressed.csv <<-'END'
		account_id,client,status,gate_status,reasons
		A,X,open,drop,PAID;EMAIL_BASIS
		B,X,open,hold,DISPUTE
		C,Y,open,drop,PAID
		C,Y,open,defer,PAID;NO_TZ
	END
}

roll() { hl-metrics --set roll --min-n 0 --before before.csv "$@"; }

# metric, group, num, den, value, lo, hi, n, flag of the rows that have a num or a flag.
moved() { roll "$@" | awk -F, 'NR > 1 && ($5 != 0 || $11 !~ /^(no_data)?$/) { print $1 "," $2 "," $5 "," $6 "," $7 "," $8 "," $9 "," $10 "," $11 }'; }

@test "roll: each balance goes from its bucket to that of the next snapshot, to paid or to gone" {
	run -0 moved -m roll after.csv
	[ "$output" = 'roll,0/1-30,100,100,100.0,,,1,
roll,1-30/31-60,200,600,33.3,,,2,
roll,1-30/paid,400,600,66.7,,,2,
roll,31-60/0,300,300,100.0,,,1,
roll,121+/gone,50.5,50.5,100.0,,,1,' ]
	[ "$(roll -m roll after.csv | wc -l)" -eq 49 ]
	roll -m roll after.csv | grep -qx 'roll,61-90/0,,,0,0,,,,0,no_data'
}

@test "roll: six buckets by six, every cell by hand" {
	# From bucket i (1 to 6) to bucket k the balance is i + k, so that bucket i had 6 i + 21.
	local days=(0 30 31 90 120 121) i k
	echo account_id,balance,days_past_due >before.csv
	echo account_id,balance,days_past_due >after.csv
	for i in 1 2 3 4 5 6; do
		for k in 1 2 3 4 5 6; do
			echo "$i-$k,$((i + k)),${days[i - 1]}" >>before.csv
			echo "$i-$k,999,${days[k - 1]}" >>after.csv
		done
	done
	run -0 moved -m roll after.csv
	[ "${#lines[@]}" -eq 36 ]
	[ "${lines[0]}" = 'roll,0/0,2,27,7.4,,,6,' ]
	[ "${lines[5]}" = 'roll,0/121+,7,27,25.9,,,6,' ]
	[ "${lines[13]}" = 'roll,31-60/1-30,5,39,12.8,,,6,' ]
	[ "${lines[35]}" = 'roll,121+/121+,12,57,21.1,,,6,' ]
	run -0 moved -m roll_forward,stable,roll_back,cure after.csv
	# 3 to 4, 5 and 6: 7 + 8 + 9; to 3: 6; to 2: 5; to 1: 4. All of 252.
	[[ $output == *'roll_forward,31-60,24,39,61.5,,,6,'* ]]
	[[ $output == *'stable,31-60,6,39,15.4,,,6,'* ]]
	[[ $output == *'roll_back,31-60,5,39,12.8,,,6,'* ]]
	[[ $output == *'cure,31-60,4,39,10.3,,,6,'* ]]
	[[ $output == *'roll_forward,all,105,252,41.7,,,36,'* ]]
	[[ $output == *'stable,all,42,252,16.7,,,36,'* ]]
	[[ $output == *'roll_back,all,80,252,31.7,,,36,'* ]]
	[[ $output == *'cure,all,25,252,9.9,,,36,'* ]]
}

@test "roll: what becomes of a bucket adds up to all of it; who owed nothing is in no denominator" {
	run -0 moved -m roll_forward,stable,roll_back,cure,paid,gone after.csv
	[ "$output" = 'roll_forward,0,100,100,100.0,,,1,
roll_forward,1-30,200,600,33.3,,,2,
roll_forward,all,300,1050.5,28.6,,,5,
cure,31-60,300,300,100.0,,,1,
cure,all,300,1050.5,28.6,,,5,
paid,1-30,400,600,66.7,,,2,
paid,all,400,1050.5,38.1,,,5,settled:1
gone,121+,50.5,50.5,100.0,,,1,
gone,all,50.5,1050.5,4.8,,,5,' ]
}

@test "roll_acct counts accounts, with the Wilson interval; inflow is what came from no bucket" {
	run -0 moved -m roll_acct,inflow,inflow_acct after.csv
	[[ $output == *'roll_acct,1-30/31-60,1,2,50.0,9.5,90.5,2,'* ]]
	[[ $output == *'inflow,1-30,80,180,44.4,,,3,
inflow,all,80,660,12.1,,,5,reopened:1
inflow_acct,1-30,2,3,66.7,20.8,93.9,3,
inflow_acct,all,2,5,40.0,11.8,76.9,5,reopened:1' ]]
}

@test "roll --by: the group is that of the first snapshot; days stand in from and to" {
	sed -i 's/^B,180,45,open,X/B,180,45,open,Y/' after.csv
	run -0 roll -m roll_forward --by client --from 2026-01-31 --to 2026-02-28 after.csv
	[[ $output == *'roll_forward,X/1-30,2026-01-31,2026-02-28,200,200,100.0,,,1,'* ]]
	[[ $output == *'roll_forward,X,2026-01-31,2026-02-28,300,300,100.0,,,2,'* ]]
	[[ $output == *'roll_forward,(none)/1-30,2026-01-31,2026-02-28,0,400,0.0,,,1,'* ]]
	[[ $output == *'roll_forward,all,2026-01-31,2026-02-28,300,1050.5,28.6,,,5,' ]]
}

@test "roll: a column bucket goes before days_past_due, and has the words of --buckets" {
	printf 'account_id,balance,bucket,days_past_due\nA,10,Current,\nB,20,b1,900\n' >before.csv
	printf 'account_id,balance,bucket\nA,10,B1\nB,20,B2\n' >after.csv
	run -0 moved -m roll --buckets 'current,B1,B2' after.csv
	[ "$output" = 'roll,current/B1,10,10,100.0,,,1,
roll,B1/B2,20,20,100.0,,,1,' ]
	run -65 roll after.csv
	[[ $output == *'before.csv:2:6: bucket: none of the buckets'* ]]
	[[ $output == *'before.csv:3:6: bucket: none of the buckets'* ]]
	[[ $output == *'after.csv:2:6: bucket: none of the buckets'* ]]
	printf 'account_id,balance,bucket\nA,10,31-6O\n' >before.csv
	run -65 roll after.csv
	[[ $output == *'before.csv:2:6: bucket: none of the buckets; did you mean 31-60?'* ]]
}

@test "roll --buckets: where they end is enough; what is none is told" {
	run -0 moved -m roll --buckets 0,30 after.csv
	[ "${lines[1]}" = 'roll,1-30/31+,200,600,33.3,,,2,' ]
	for bad in 1-30 30,0 0,0 0,1-30,20-40 0,,30 0,1-30,0; do
		run -64 roll --buckets "$bad" after.csv
		[[ $output == *'--buckets: from two to 32'* ]]
	done
	run -64 roll --buckets current,B1 after.csv
	[[ $output == *'--buckets: days_past_due needs ranges'* ]]
	# Where nothing is current, to go back to the first bucket is no cure.
	run -0 moved -m roll_back,cure --buckets 30,60 after.csv
	[ "${lines[0]}" = 'roll_back,31-60,300,300,100.0,,,1,' ]
	[[ $output != *cure* ]]
}

@test "roll: an account twice, a second currency, blank cells: each has its place, in one run" {
	printf 'account_id,balance,days_past_due,currency\nA,1,5,EUR\nB,1,5,EUR\nA,2,6,EUR\nC,1,5,USD\n' >before.csv
	printf 'account_id,balance,days_past_due,currency\nN,1,5,\nA,1,5,eur\n"N",1,5,\nA,1,5,EUR\n' >after.csv
	run -65 roll after.csv
	[[ $output == *'before.csv:4:1: account_id: an account is in the snapshot twice'* ]]
	[[ $output == *'before.csv:5:7: currency: a second currency'* ]]
	[[ $output == *'after.csv:4:'*'account_id: an account is in the snapshot twice'* ]]
	[[ $output == *'after.csv:5:1: account_id: an account is in the snapshot twice'* ]]
	# Beside a row that is bad by itself, too.
	printf 'account_id,balance,days_past_due\nA,1,5\nB,x,5\nA,1,5\n' >before.csv
	for how in '-j 1' '-j 4 --block-size 16'; do
		run -65 roll $how after.csv
		[[ $output == *'before.csv:3:3: balance: '*'before.csv:4:1: account_id: an account is in the snapshot twice'* ]]
		[[ $output == *'after.csv:5:1: account_id: an account is in the snapshot twice'* ]]
	done
	printf 'account_id,balance,days_past_due\n,1,5\nB,,5\nC,1,\nD,1,x\nE,0,\nF,1,2.5\n' >before.csv
	printf 'account_id,balance,days_past_due\nB,ten,5\n' >after.csv
	run -65 roll after.csv
	[[ $output == *'before.csv:2:1: account_id: empty'* ]]
	[[ $output == *'before.csv:3:3: balance: '* ]]
	[[ $output == *'before.csv:4:5: days_past_due: empty where a balance is owed'* ]]
	[[ $output == *'before.csv:5:5: days_past_due: not a whole number of days'* ]]
	[[ $output == *'before.csv:7:5: days_past_due: not a whole number of days'* ]]
	[[ $output == *'after.csv:2:3: balance: '* ]]
}

@test "roll --by currency: each has its own sums, and there is none of both" {
	printf 'account_id,balance,days_past_due,currency\nA,1,5,EUR\nB,2,5,USD\n' >before.csv
	run -0 roll -m stable,roll_acct --by currency before.csv
	[[ $output == *'stable,EUR,,,1,1,100.0,,,1,'* ]]
	[[ $output == *'stable,USD,,,2,2,100.0,,,1,'* ]]
	[[ $output != *'stable,all'* ]]
	[[ $output == *'roll_acct,1-30/1-30,,,2,2,100.0,'* ]]
}

@test "roll: a credit is nothing owed, days before the due one are current" {
	printf 'account_id,balance,days_past_due\nA,10,-3\nB,-5,400\n' >before.csv
	printf 'account_id,balance,days_past_due\nA,-1,400\nB,-5,400\n' >after.csv
	run -0 --separate-stderr roll -m paid -v after.csv
	[[ $output == *'paid,0,,,10,10,100.0,,,1,'* ]]
	[[ $output == *'paid,all,,,10,10,100.0,,,1,settled:1' ]]
	[[ $stderr == *'3 balances below 0'* ]]
}

@test "roll: nothing but a header is no data and no mistake" {
	head -1 before.csv >none.csv
	run -0 hl-metrics --set roll --before none.csv -m paid,inflow none.csv
	[ "${lines[7]}" = 'paid,all,,,0,0,,,,0,no_data' ]
	run -0 hl-metrics --set suppression -m supp <(head -1 suppressed.csv)
	[ "${lines[1]}" = 'supp,all,,,0,0,,,,0,no_data' ]
}

@test "suppression: a lead counts for each of its reasons, and once in all" {
	run -0 hl-metrics --set suppression --min-n 3 suppressed.csv
	[ "$output" = 'metric,group,from,to,num,den,value,lo,hi,n,flag
supp,DISPUTE,,,1,3,33.3,,,3,
supp,EMAIL_BASIS,,,1,3,33.3,,,3,
supp,NO_TZ,,,1,3,33.3,,,3,
supp,PAID,,,2,3,66.7,,,3,
supp,all,,,3,3,100.0,,,3,
supp_first,DISPUTE,,,1,3,33.3,,,3,
supp_first,PAID,,,2,3,66.7,,,3,
supp_first,all,,,3,3,100.0,,,3,
supp_action,drop,,,2,3,66.7,,,3,
supp_action,hold,,,1,3,33.3,,,3,
supp_action,all,,,3,3,100.0,,,3,' ]
}

@test "suppression --of: the share of all leads, by client, too" {
	printf 'account_id,client\nA,X\nB,X\nC,Y\nD,Y\nE,Z\n' >leads.csv
	run -0 hl-metrics --set suppression --min-n 0 --by client --of leads.csv -m supp_of suppressed.csv
	[ "$output" = 'metric,group,from,to,num,den,value,lo,hi,n,flag
supp_of,X/DISPUTE,,,1,2,50.0,,,2,
supp_of,X/EMAIL_BASIS,,,1,2,50.0,,,2,
supp_of,X/PAID,,,1,2,50.0,,,2,
supp_of,X,,,2,2,100.0,,,2,
supp_of,Y/NO_TZ,,,1,2,50.0,,,2,
supp_of,Y/PAID,,,1,2,50.0,,,2,
supp_of,Y,,,1,2,50.0,,,2,
supp_of,Z,,,0,1,0.0,,,1,
supp_of,DISPUTE,,,1,5,20.0,,,5,
supp_of,EMAIL_BASIS,,,1,5,20.0,,,5,
supp_of,NO_TZ,,,1,5,20.0,,,5,
supp_of,PAID,,,2,5,40.0,,,5,
supp_of,all,,,3,5,60.0,,,5,' ]
}

@test "suppression: both outputs of one run of the gate say the same; whom nothing suppresses does not count" {
	hl-gate --as-of 2026-03-02T09:00:00Z -e "$root/examples/events.csv" --suppressed s.csv \
		--record r.csv "$root/examples/accounts.csv" >/dev/null
	run -0 hl-metrics --set suppression -m supp --of "$root/examples/accounts.csv" s.csv
	n=$(($(wc -l <s.csv) - 1))
	[[ $output == *"supp,all,,,$n,$n,100.0,,,$n,"* ]]
	run -0 --separate-stderr hl-metrics --set suppression -v -m supp r.csv
	[[ $output == *"supp,all,,,$n,$n,100.0,,,$n,"* ]]
	awk -F, 'NR == FNR { if ($4 ~ /^(drop|hold|defer)$/) barred[$2] = 1; next } FNR > 1 && !($2 in barred) { n++ } END { print n }' r.csv r.csv >n
	[[ $stderr == *"$(cat n) rows are of leads that nothing suppresses"* ]]
	hl-gate --as-of 2026-03-02T09:00:00Z -e "$root/examples/events.csv" --all "$root/examples/accounts.csv" >all.csv
	for file in r.csv s.csv all.csv; do
		hl-metrics --set suppression -m supp,supp_first,supp_action "$file" >"$file.out"
	done
	cmp r.csv.out s.csv.out
	cmp r.csv.out all.csv.out
	# The first reasons add up to all, and are those of the END line of a queue.
	hl-export --to tsv --columns reasons s.csv | sed '1d; s/;.*//' | sort | uniq -c | awk '{ print $2 "," $1 }' >first
	awk -F, '$1 == "supp_first" && $2 != "all" { print $2 "," $5 }' s.csv.out | sort | cmp - first
	# Where a lead is dropped and deferred, it is dropped; a rule that restricts it is a reason as well.
	printf 'account_id,action,reason\nA,restrict,SMS\nA,defer,TIME\nA,drop,PAID\nB,warn,X\n' >small.csv
	run -0 hl-metrics --set suppression -m supp,supp_first,supp_action small.csv
	[ "$(sed 1d <<<"$output" | cut -d, -f1,2,5,6 | paste -sd' ')" = 'supp,PAID,1,1 supp,SMS,1,1 supp,TIME,1,1 supp,all,1,1 supp_first,PAID,1,1 supp_first,all,1,1 supp_action,drop,1,1 supp_action,all,1,1' ]
}

@test "sets of tables: --assert, --list-metrics, and what does not go with them" {
	run -1 --separate-stderr roll --assert 'roll 1-30/31-60 < 30' after.csv
	[[ $stderr == *'it is 33.3'* ]]
	[ -n "$output" ]
	run -0 hl-metrics --set roll --list-metrics
	[[ $output == $'roll\t%\t'* ]]
	run -0 hl-metrics --set suppression --list-metrics
	[[ $output == $'supp\t%\t'* ]]
	run -64 hl-metrics --set roll after.csv
	[[ $output == *'--set roll needs --before FILE'* ]]
	run -64 hl-metrics --set suppression --before before.csv suppressed.csv
	run -64 hl-metrics --buckets 0,30 after.csv
	[[ $output == *'--buckets goes with --set roll'* ]]
	run -64 hl-metrics --set roll --before before.csv --of before.csv after.csv
	[[ $output == *'--of goes with --set suppression'* ]]
	run -64 roll --last 30d after.csv
	run -64 roll -m cura after.csv
	[[ $output == *'did you mean "cure"?'* ]]
	run -64 roll --assert 'cura > 1' no-such.csv
	[[ $output == *'no metric is called "cura"; did you mean "cure"?' ]]
	run -64 roll -m cure --assert 'paid > 1' no-such.csv
	run -64 hl-metrics --set suppression --assert 'supp_of > 1' no-such.csv
	[[ $output == *'supp_of needs --of FILE' ]]
	run -64 hl-metrics --set suppression --assert 'sup > 1' no-such.csv
	[[ $output == *'did you mean "supp"?' ]]
	run -64 hl-metrics --set suppression -m supp_of suppressed.csv
	[[ $output == *'supp_of needs --of FILE'* ]]
	run -64 hl-metrics --set rol after.csv
	[[ $output == *'roll, suppression, not rol'* ]]
}

@test "sets of tables: random ones are what their definitions say, for any -j, block size and input" {
	for seed in $(seq 1 "${SEEDS:-12}"); do
		python3 "$root/tests/oracle/tables.py" "$seed" .
		hl-metrics --set roll --by client --min-n 0 --before before.csv after.csv | cmp - roll.csv
		hl-metrics --set roll --by client --min-n 0 -j 3 --block-size 64 --before <(gzip <before.csv) <after.csv | cmp - roll.csv
		hl-metrics --set suppression --by client --min-n 0 --of leads.csv supp.csv | cmp - supp-out.csv
		hl-metrics --set suppression --by client --min-n 0 -j 3 --block-size 64 --of <(cat leads.csv) <supp.csv | cmp - supp-out.csv
	done
}

@test "suppression: a word that is no action is a bad row" {
	printf 'account_id,action,reasons\nA,hold,PAID\nB,Drop,PAID\nC,,PAID\nD,holt,PAID\n' >odd.csv
	run -65 hl-metrics --set suppression odd.csv
	[[ $output == *'odd.csv:5:3: action: neither "drop", "hold", "defer", "restrict", "warn" nor "work"'* ]]
}
