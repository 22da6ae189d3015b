# Every method by answers that were worked out by hand, and all of them against a second implementation.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-assign >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	printf 'collector\nAnn\nBo\nCy\n' >three.csv
	printf 'collector,weight\nAnn,2\nBo,1\n' >two.csv
}

# So many leads, from number 1 on.
leads() { seq "$1" | sed '1i account_id'; }

# Who got each lead of the standard input, one letter each.
who() { hl-assign --as-of 2026-03-02T12:00:00Z "$@" | sed 1d | awk -F, '{ printf "%s", $(NF - 1) == "" ? "-" : substr($(NF - 1), 1, 1) }'; }

# Who and why.
why() { hl-assign --as-of 2026-03-02T12:00:00Z "$@" | sed 1d | awk -F, '{ print $(NF - 1) ":" $NF }' | paste -sd' '; }

# --- tier ---

@test "tier: a cycle in which each gets as many as the weight says, in rounds, in the order of the roster" {
	[ "$(leads 9 | who -m tier -r two.csv)" = ABAABAABA ]
	printf 'collector,weight\nA,5\nB,3\nC,2\nD,1\nE,1\n' >r.csv
	[ "$(leads 24 | who -m tier -r r.csv)" = ABCDEABCABAAABCDEABCABAA ]
	[ "$(leads 1 | why -m tier -r r.csv)" = A:tier ]
}

@test "tier: where the cycle stands is carried over any number of runs" {
	printf 'collector,weight\nA,5\nB,3\nC,2\nD,1\nE,1\n' >r.csv
	leads 240 | who -m tier -r r.csv --state one >one.txt
	for n in 1 5 11 23 100 100; do
		leads $n | who -m tier -r r.csv --state many
	done >many.txt
	cmp one.txt many.txt
	cmp one many
}

@test "tier: who may not take a lead is left out and is next; nobody gets more than a cycle at once" {
	printf 'collector,weight,sources\nAnn,2,\nBo,1,web\nCy,1,web|mail\n' >r.csv
	# Bo has no mail: Cy takes the second lead, Bo the third.
	[ "$(printf 'source\nmail\nmail\nweb\nweb\nweb\n' | who -m tier -r r.csv)" = ACBAA ]
	# Cy is away for two cycles and a half; Bo has one left of the third, then all have one, as ever.
	printf 'collector,available\nAnn,\nBo,\nCy,no\n' >away.csv
	leads 5 | who -m tier -r away.csv --state s >/dev/null
	[ "$(leads 6 | who -m tier -r three.csv --state s)" = BABCAB ]
}

@test "tier: of those with a lead left first who had none of the cycle, by the roster, then the longest wait" {
	printf 'collector,weight,available\nAnn,2,\nBo,2,\nCy,1,\n' >r.csv
	sed s/Bo,2,/Bo,2,no/ r.csv >away.csv
	# Left: Ann 1, Bo 1, Cy 0.
	[ "$(leads 3 | who -m tier -r r.csv --state s)" = ABC ]
	# Ann 0: it starts over for her and Cy, Ann 2, Cy 1, and Bo keeps 1. Ann and Cy had none of it: by the roster.
	[ "$(leads 2 | who -m tier -r away.csv --state s)" = AA ]
	# Cy had none of it; Ann and Bo have 1 of 2, and Bo has waited longest. Then it starts over for all.
	[ "$(leads 8 | who -m tier -r r.csv --state s)" = CBAABCAB ]
}

@test "tier: fractions of a weight come to a lead in time" {
	printf 'collector,weight\nAnn,1.5\nBo,0.5\n' >r.csv
	[ "$(leads 8 | who -m tier -r r.csv)" = AABAAABA ]
	[ "$(leads 4000 | who -m tier -r r.csv | tr -dc A | wc -c)" -eq 3000 ]
	printf 'collector,weight\nAnn,0.000001\nBo,9000000000000\n' >r.csv
	[ "$(leads 5 | who -m tier -r r.csv --state s)" = BBBBB ]
	hl-assign -m tier -r r.csv --state s <<<account_id
}

# --- performance ---

@test "performance: the figure over the median is the weight, within the spread" {
	printf 'metric,group,from,to,num,den,value,lo,hi,n,flag\nrph,Ann,,,,,90,,,50,\nrph,Bo,,,,,60,,,50,\nrph,Cy,,,,,10,,,50,\ncoll,Ann,,,,,1,,,50,\nrph,all,,,,,53,,,150,\nrph,Gone,,,,,999,,,9,\n' >kpi.csv
	leads 400 | hl-assign -m performance --performance kpi.csv --by rph -r three.csv --fairness f -o /dev/null
	[ "$(cut -d, -f1,2,4 f | paste -sd' ')" = 'collector,weight,received Ann,1.5,200 Bo,1,133 Cy,0.5,67' ]
	leads 4 | hl-assign -m performance --performance kpi.csv --by revenue_per_hour --spread 0.1..1.2 -r three.csv --fairness f -o /dev/null
	[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 1.2 1 0.166667' ]
	leads 4 | hl-assign -m performance --performance kpi.csv -r three.csv --fairness f -o /dev/null
	[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 1.5 1 0.5' ]
	[ "$(leads 2 | why -m performance --performance kpi.csv -r three.csv)" = 'Ann:performance Bo:performance' ]
}

@test "performance: no figure, too few observations and figures below 0" {
	printf 'metric,group,value,flag\nrph,Ann,,no_data\nrph,Bo,500,low_n;partial:3/9\nrph,Cy,-20,\nrph,Di,40,unmatched:1\nrph,Ed,40,\n' >kpi.csv
	printf 'collector,weight\nAnn,7\nBo,7\nCy,7\nDi,7\nEd,7\nFay,7\n' >r.csv
	run -0 --separate-stderr hl-assign -v -m performance --performance kpi.csv -r r.csv --fairness f <<<account_id
	[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 1 1 0.5 1 1 1' ]
	[[ "$stderr" == *'revenue_per_hour: 3 on the roster weighed, 1 of too few and 2 without a figure at 1, 0 others'* ]]
}

@test "performance: where all figures are of few observations they are used, and that is said once" {
	printf 'metric,group,value,flag\nrph,Ann,9,low_n\nrph,Bo,6,low_n\nrph,Cy,,no_data\nrph,Gone,99,\n' >kpi.csv
	run -0 --separate-stderr hl-assign -m performance --performance kpi.csv -r three.csv --fairness f <<<$'id\n1'
	[ "$stderr" = 'hl-assign: warning: --by revenue_per_hour: every figure is of few observations (low_n): they are used, for there are no others' ]
	# The median is 7.5.
	[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 1.2 0.8 1' ]
	run -0 --separate-stderr hl-assign -q -m performance --performance kpi.csv -r three.csv <<<$'id\n1'
	[ -z "$stderr" ]
	# One of more observations, and those of few are none again.
	sed -i 's/Bo,6,low_n/Bo,6,/' kpi.csv
	run -0 --separate-stderr hl-assign -m performance --performance kpi.csv -r three.csv --fairness f <<<$'id\n1'
	[ -z "$stderr" ]
	[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 1 1 1' ]
}

@test "performance: in the first days of a month half the desk may be at 0, and all of it: no night fails" {
	printf 'collector,revenue_per_hour\nAnn,0\nBo,0\nCy,40\nDi,10\nEd,-5\n' >kpi.csv
	printf 'collector\nAnn\nBo\nCy\nDi\nEd\nFay\n' >r.csv
	run -0 --separate-stderr hl-assign -m performance --performance kpi.csv -r r.csv --fairness f <<<$'id\n1'
	[ -z "$stderr" ]
	# The median of 40 and 10 is 25.
	[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 0.5 0.5 1.6 0.5 0.5 1' ]
	for figures in '0 0 -1' ', , ,' '0 , -3'; do
		set -- $figures
		printf 'collector,revenue_per_hour\nAnn,%s\nBo,%s\nCy,%s\n' "${1/,/}" "${2/,/}" "${3/,/}" >kpi.csv
		run -0 --separate-stderr hl-assign -m performance --performance kpi.csv -r three.csv --fairness f <<<$'id\n1'
		[ "$stderr" = 'hl-assign: warning: --by revenue_per_hour: nobody has a figure above 0: all weigh 1' ]
		[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 1 1 1' ]
	done
	# What hl-metrics says where nothing has happened yet.
	printf 'metric,group,value,flag\nrph,all,,no_data\n' >kpi.csv
	run -0 hl-assign -m performance --performance kpi.csv -r three.csv <<<$'id\n1'
}

@test "performance: a table with the figure beside the collector will do" {
	printf 'collector,revenue_per_hour\nAnn,30\nBo,60\nCy,45\n' >kpi.csv
	leads 1 | hl-assign -m performance --performance kpi.csv --by revenue_per_hour -r three.csv --fairness f -o /dev/null
	[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 0.666667 1.333333 1' ]
}

@test "performance: a plain table will do, long or wide, under either name of a figure" {
	printf 'collector,metric,value\nAnn,rph,30\nBo,rph,60\nCy,revenue_per_hour,45\nCy,coll,1\n' >long.csv
	printf 'collector,rph\nAnn,30\nBo,60\nCy,45\n' >short.csv
	printf 'collector,revenue_per_hour,coll\nAnn,30,1\nBo,60,1\nCy,45,9\n' >full.csv
	for kpi in long short full; do
		for by in '' --by=rph --by=revenue_per_hour; do
			leads 1 | hl-assign -m performance --performance $kpi.csv $by -r three.csv --fairness f -o /dev/null
			[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 0.666667 1.333333 1' ]
		done
	done
	# Any column is a figure where it is asked for.
	printf 'collector,calls\nAnn,9\nBo,6\nCy,3\n' >calls.csv
	leads 1 | hl-assign -m performance --performance calls.csv --by calls -r three.csv --fairness f -o /dev/null
	[ "$(cut -d, -f2 f | paste -sd' ')" = 'weight 1.5 1 0.5' ]
	run -65 hl-assign -m performance --performance <(printf 'metric,value\nrph,9\n') -r three.csv <<<account_id
	[[ "$output" == *'no column is called collector'* ]]
	run -65 hl-assign -m performance --performance <(printf 'collector,metric,value\nAnn,rph,9\nAnn,rph,9\n') -r three.csv <<<account_id
	[[ "$output" == *':3:1: collector: this collector has that figure already'* ]]
}

@test "performance: what hl-metrics writes is read as it is" {
	hl-metrics --as-of 2026-03-02 --by collector "$root/examples/events.csv" |
		hl-assign -m performance --performance - --by kept -r "$root/examples/collectors.csv" --fairness f -o /dev/null "$root/examples/accounts.csv"
	[ "$(sed 1d f | awk -F, '$2 < 0.5 || $2 > 2 { bad = 1 } { n[$2]++ } END { m = 0; for (w in n) m++; print bad + 0, (m > 4) }')" = '0 1' ]
}

@test "performance: figures that make no weights are told" {
	printf 'metric,group,value\nrph,Ann,1\nrph,Ann,2\nrph,Bo,x\n' >kpi.csv
	run -65 hl-assign -m performance --performance kpi.csv -r three.csv <<<account_id
	[[ "$output" == *'kpi.csv:3:5: group: this collector has that figure already'* ]]
	[[ "$output" == *'kpi.csv:4:8: value: not a number'* ]]
	printf 'metric,group,value\nrph,Ann,0\nrph,Bo,0\n' >kpi.csv
	run -64 hl-assign -m performance --performance kpi.csv --by coll -r three.csv <<<account_id
	[ "${lines[0]}" = 'hl-assign: kpi.csv: --by coll: no row has this figure' ]
	run -64 hl-assign -m performance --performance kpi.csv --by app -r three.csv <<<account_id
	[[ "$output" == *'less is better'* ]]
	run -65 hl-assign -m performance --performance <(printf 'metric,group,value\nrph,Aspen,9\n') -r three.csv <<<account_id
	[[ "$output" == *'nobody on the roster has this figure'* ]]
	run -64 hl-assign -m performance --performance <(printf 'collector,calls\nAnn,9\n') -r three.csv <<<account_id
	for spread in 0..2 2..3 0.5 0.5..0.9 x..y 0.5..2..; do
		run -64 hl-assign -m performance --performance kpi.csv --spread $spread -r three.csv <<<account_id
	done
}

# --- least-loaded ---

@test "least-loaded: the least load for the capacity, then the longest wait" {
	printf 'collector,capacity\nAnn,2\nBo,4\n' >r.csv
	[ "$(leads 6 | who -m least-loaded -r r.csv)" = ABBABB ]
	[ "$(leads 7 | why -m least-loaded -r r.csv)" = 'Ann:least-loaded Bo:least-loaded Bo:least-loaded Ann:least-loaded Bo:least-loaded Bo:least-loaded :all_full' ]
	# Who has no limit counts as one with the largest of all.
	printf 'collector,capacity\nAnn,2\nBo,4\nCy,\n' >r.csv
	[ "$(leads 5 | who -m least-loaded -r r.csv)" = ABCBC ]
	# Units weigh.
	[ "$(printf 'id,size\n1,5\n2,1\n3,1\n4,1\n5,9\n' | who -m least-loaded --units size -r three.csv)" = ABCBC ]
}

@test "least-loaded: what is held already is in --load, by collector or by lead, or is kept" {
	printf 'collector,load\nAnn,2\nBo,0.5\nBo,0.5\nGone,9\n,9\n' >load.csv
	[ "$(leads 4 | who -m least-loaded --load load.csv -r three.csv)" = CBCA ]
	run -0 --separate-stderr hl-assign -v -m least-loaded --load load.csv -r three.csv <<<account_id
	[[ "$stderr" == *'load.csv: 2 rows of nobody on the roster'* ]]
	printf 'account_id,collector,size\n1,Ann,2\n2,Bo,1\n3,,7\n' >held.csv
	[ "$(printf 'id,size\n4,1\n5,1\n6,1\n7,1\n' | who -m least-loaded --load held.csv --units size -r three.csv)" = CBCA ]
	[ "$(leads 3 | who -m least-loaded --load held.csv -r three.csv)" = CAB ]
	# A lead that is kept counts also for those above it.
	[ "$(printf 'id,collector\n1,\n2,\n3,Ann\n' | who -m least-loaded -r three.csv)" = BCA ]
	run -65 hl-assign --load <(printf 'collector,load\nAnn,-1\nBo,x\n') -r three.csv <<<account_id
	[[ "$output" == *':2:5: load: a load is not below 0'*':3:4: load: not a number'* ]]
	run -65 hl-assign --load <(printf 'who,load\nAnn,1\n') -r three.csv <<<account_id
}

@test "--load takes room from any method" {
	printf 'collector,capacity\nAnn,3\nBo,3\n' >r.csv
	printf 'collector,load\nAnn,2\nBo,2.5\n' >load.csv
	[ "$(leads 2 | why --load load.csv -r r.csv)" = 'Ann:round-robin :all_full' ]
}

# --- balance-value ---

@test "balance-value: the least sum for the weight, then the longest wait" {
	printf 'id,amount\n1,90\n2,80\n3,70\n4,60\n5,50\n6,40\n' >l.csv
	[ "$(who -m balance-value --value amount -r three.csv l.csv)" = ABCCBA ]
	[ "$(who -m balance-value --value amount -r two.csv --state s l.csv)" = ABABAA ]
	[ "$(cut -d, -f4 s | sed -n 2,3p | paste -sd' ')" = '250 140' ]
	run -65 hl-assign -m balance-value --value amount -r two.csv <<<$'id,amount\n1,-1'
	[[ "$output" == *'<stdin>:2:3: amount: a value is not below 0'* ]]
	run -64 hl-assign -m balance-value --value amuont -r two.csv l.csv
	[[ "$output" == *amount* ]]
}

@test "balance-value: the sums are carried over runs; who is new or was away begins level with the last" {
	printf 'id,amount\n1,90\n2,60\n3,20\n' >l.csv
	[ "$(who -m balance-value --value amount -r three.csv --state s l.csv)" = ABC ]
	[ "$(who -m balance-value --value amount -r three.csv --state s l.csv)" = CBA ]
	# Ann 110, Bo 120, Cy 110.
	printf 'collector,available\nAnn,\nBo,no\nCy,\nNew,\n' >r.csv
	[ "$(who -m balance-value --value amount -r r.csv --state s l.csv)" = NCA ]
	# Ann 130, Cy 170, New 200, of which 110 are where they began; Bo has 120 and is away.
	[ "$(grep -cx -e 'Bo,2,2,120,5,0,1' -e 'New,1,1,90,7,110,0' s)" = 2 ]
	[ "$(who -m balance-value --absence accrue --value amount -r r.csv --state s l.csv)" = ACN ]
	[ "$(grep -cx 'Bo,2,2,120,5,0,1' s)" = 1 ]
	# Ann 220, Cy 230, New 220: Bo is back, begins with 220 and has waited longest.
	sed -i s/Bo,no/Bo,/ r.csv
	[ "$(who -m balance-value --value amount -r r.csv --state s --fairness f l.csv)" = BAN ]
	[ "$(grep -cx -e 'Bo,3,3,210,13,100,0' -e 'New,3,3,130,15,110,0' s)" = 2 ]
	[ "$(cut -d, -f1,6 f | paste -sd' ')" = 'collector,value Ann,280 Bo,210 Cy,230 New,130' ]
}

@test "balance-value: who was there and got nothing is owed all the same" {
	printf 'id,amount\n1,900\n2,900\n' >two-leads.csv
	printf 'id,amount\n1,100\n2,100\n3,100\n4,100\n' >l.csv
	[ "$(who -m balance-value --value amount -r three.csv --state s two-leads.csv)" = AB ]
	[ "$(sed 1q s)" = collector,entitled,received,value,last_seq ]
	cp s old
	[ "$(who -m balance-value --value amount -r three.csv --state s l.csv)" = CCCC ]
	# A new one begins where Cy is, who has least: 0; then they take turns, the new one first.
	{ cat three.csv; echo New; } >r.csv
	[ "$(who -m balance-value --value amount -r r.csv --state old l.csv)" = CNCN ]
	[ "$(sed 1q old)" = collector,entitled,received,value,last_seq ]
}

@test "balance-value: nobody comes back to all the leads there are, from an absence or after leaving the roster" {
	printf 'id,amount\n1,100\n2,100\n3,100\n4,100\n' >l.csv
	[ "$(who -m balance-value --value amount -r three.csv --state s l.csv)" = ABCA ]
	# Ann 200, Bo 100, Cy 100. Cy leaves, and Bo is absent.
	printf 'collector,available\nAnn,\nBo,no\n' >r.csv
	[ "$(who -m balance-value --value amount -r r.csv --state s l.csv)" = AAAA ]
	grep -qx 'Bo,1,1,100,2,0,1' s
	grep -qx 'Cy,1,1,100,3,0,1' s
	# Ann 600: both begin there; else the next ten leads would be theirs.
	[ "$(who -m balance-value --value amount -r three.csv --state s l.csv)" = BCAB ]
	grep -qx 'Bo,3,3,300,12,500,0' s
	grep -qx 'Cy,2,2,200,10,500,0' s
	# Where weights differ, the level is that for the weight: Ann has 700 for 2, New begins with 350.
	printf 'collector,weight\nAnn,2\nNew,1\n' >w.csv
	[ "$(printf 'id,amount\n1,10\n2,10\n3,10\n' | who -m balance-value --value amount -r w.csv --state s)" = NAA ]
	grep -qx 'New,1,1,10,13,350,0' s
}

@test "balance-value: with --absence an absence is paid back, at once or with others in between" {
	printf 'id,amount\n1,100\n2,100\n3,100\n4,100\n' >l.csv
	printf 'collector,available\nAnn,\nBo,no\n' >away.csv
	printf 'collector\nAnn\nBo\n' >both.csv
	for how in nothing accrue catch-up; do
		[ "$(who -m balance-value --value amount -r both.csv --state $how l.csv)" = ABAB ]
		[ "$(who -m balance-value --absence $how --value amount -r away.csv --state $how l.csv)" = AAAA ]
	done
	# Ann 600, Bo 200.
	[ "$(who -m balance-value --absence accrue --value amount -r both.csv --state accrue l.csv)" = BBBB ]
	[ "$(who -m balance-value --absence catch-up --value amount -r both.csv --state catch-up l.csv)" = BABA ]
	[ "$(who -m balance-value --value amount -r both.csv --state nothing l.csv)" = BABA ]
	[ "$(cat accrue catch-up | grep -c '^Bo,[46],[46],[46]00,[0-9]*$')" -eq 2 ]
	grep -q '^Bo,4,4,400,11,400,0$' nothing
}

@test "balance-value: where nobody of those who are in was there, who is absent shows where to begin" {
	printf 'id,amount\n1,100\n2,100\n' >l.csv
	[ "$(who -m balance-value --value amount -r <(printf 'collector\nAnn\n') --state s l.csv)" = AA ]
	[ "$(who -m balance-value --value amount -r <(printf 'collector,available\nAnn,no\nNew,\n') --state s l.csv)" = NN ]
	grep -qx 'New,2,2,200,4,200,0' s
	# New 400: Ann begins there.
	[ "$(who -m balance-value --value amount -r <(printf 'collector\nAnn\nNew\n') --state s l.csv)" = AN ]
}

@test "values add up above what a number can be, in the state too, and are compared exactly" {
	printf 'id,amount\n1,9223372036854.775807\n2,9223372036854.775807\n3,9223372036854.775807\n' >l.csv
	for night in 1 2 3; do
		hl-assign --value amount -r <(printf 'collector\nAnn\n') --state s --fairness f -o /dev/null l.csv
	done
	[ "$(cat f)" = $'collector,weight,entitled,received,deviation,value\nAnn,1,9,9,0,83010348331692.982263' ]
	grep -qx 'Ann,9,9,83010348331692.982263,9' s
	# Ann 3 numbers for the weight 3, Bo 2 and a millionth for 2, Cy 1 less a millionth for 1.
	printf 'collector,weight\nAnn,3\nBo,2\nCy,1\n' >r.csv
	printf 'account_id,collector\n1,Ann\n2,Ann\n3,Ann\n4,Bo\n5,Bo\n6,Bo\n7,Cy\n' >m.csv
	printf 'account_id,amount\n1,9223372036854.775806\n2,9223372036854.775806\n3,9223372036854.775806\n4,9223372036854.775806\n5,9223372036854.775806\n6,0.000001\n7,9223372036854.775805\n' >l.csv
	rm s
	hl-assign -m balance-value --value amount -r r.csv --state s --manual m.csv -o /dev/null l.csv
	printf 'account_id,amount\n11,0.000002\n12,0.000003\n13,0.000001\n14,0\n' >l.csv
	[ "$(who -m balance-value --value amount -r r.csv --state s l.csv)" = CABC ]
	# One who is new begins level, by the weight.
	printf 'collector,weight\nAnn,3\nNew,1000\n' >r.csv
	[ "$(who -m balance-value --value amount -r r.csv --state s <<<$'id,amount\n1,0')" = N ]
	grep -qx 'New,1,1,0,5,9223372036854775.807,0' s
}

@test "a value in a state that is none is refused" {
	printf 'id,amount\n1,5.5\n' | hl-assign --value amount -r two.csv --state s -o /dev/null
	for value in 5.5x . 5. .5 5.5555555 -5 '' 99999999999999999999999999999999; do
		sed "s/^Ann,1,1,5.5,/Ann,1,1,$value,/" s >t
		sum=$(head -n -1 t | gzip -c | tail -c 8 | od -A n -t x4 -N 4 | tr -d ' ')
		sed -i "s/^\(#end,[0-9]*\),[0-9a-f]*/\1,$sum/" t
		run -65 hl-assign -r two.csv --state t <<<id
		[[ "$output" == *'a row that makes no sense'* ]]
	done
	sed "s/^Ann,1,1,5.5,/Ann,1,1,99999999999999999.000001,/" s >t
	sum=$(head -n -1 t | gzip -c | tail -c 8 | od -A n -t x4 -N 4 | tr -d ' ')
	sed -i "s/^\(#end,[0-9]*\),[0-9a-f]*/\1,$sum/" t
	run -0 hl-assign -r two.csv --state t <<<id
	grep -q '^Ann,1,1,99999999999999999.000001,1$' t
}

# --- source-map ---

@test "source-map: the first row that fits, if that one may take the lead; else the next method" {
	printf 'column,value,collector\nsource,web,Cy\nstate,NY,Bo\nsource,mail,Bo\n' >map.csv
	printf 'id,source,state\n1,web,NY\n2,WEB,TX\n3,mail,NY\n4,phone,NY\n5,phone,TX\n6,,\n' >l.csv
	[ "$(why -m source-map --map map.csv -r three.csv l.csv)" = 'Cy:source-map Cy:source-map Bo:source-map Bo:source-map Ann:round-robin Cy:round-robin' ]
	[ "$(why -m source-map,weighted --map map.csv -r three.csv l.csv)" = 'Cy:source-map Cy:source-map Bo:source-map Bo:source-map Ann:weighted Cy:weighted' ]
	printf 'collector,available,capacity\nAnn,,\nBo,,1\nCy,no,\n' >r.csv
	[ "$(why -m source-map --map map.csv -r r.csv l.csv)" = 'Ann:round-robin Bo:round-robin Ann:round-robin Ann:round-robin Ann:round-robin Ann:round-robin' ]
	[ "$(why -m source-map --map map.csv -r <(printf 'collector,sources\nAnn,\nBo,\nCy,phone\n') l.csv)" = 'Ann:round-robin Bo:round-robin Bo:source-map Bo:source-map Cy:round-robin Ann:round-robin' ]
}

@test "source-map: what a map gives is no part of what the next method owes" {
	printf 'column,value,collector\nsource,web,Ann\n' >map.csv
	{ echo id,source; for i in $(seq 60); do echo "$i,web"; echo "$i,x"; done; } >l.csv
	[ "$(why -m source-map,weighted --map map.csv -r two.csv l.csv | tr ' ' '\n' | sort | uniq -c | awk '{ print $2 "=" $1 }' | paste -sd' ')" = 'Ann:source-map=60 Ann:weighted=40 Bo:weighted=20' ]
}

@test "source-map: the mistakes of a map are told, and what is odd about it" {
	printf 'column,value,collector\nsource,web,Anm\nsource,WEB,Bo\n' >map.csv
	run -0 --separate-stderr hl-assign -m source-map --map map.csv -r three.csv <<<$'id,source\n1,web'
	[ "${lines[1]}" = '1,web,Ann,round-robin' ]
	[ "${stderr_lines[0]}" = 'hl-assign: warning: map.csv:2:12: collector: not on the roster; did you mean Ann?' ]
	[ "${stderr_lines[1]}" = 'hl-assign: warning: map.csv:3:8: value: a row above has this value: this one never decides' ]
	printf 'column,value,collector\n,web,Ann\nsource,web,\n' >map.csv
	run -65 hl-assign -m source-map --map map.csv -r three.csv <<<$'id,source\n1,web'
	[[ "$output" == *'map.csv:2:1: column: a row without a column of the leads'*'map.csv:3:12: collector: a row without a collector'* ]]
	printf 'column,value,collector\nsuorce,web,Ann\n' >map.csv
	run -65 hl-assign -m source-map --map map.csv -r three.csv <<<$'id,source\n1,web'
	[[ "$output" == 'hl-assign: map.csv:2:1: '*source* ]]
}

@test "--map FILE stands beside --map NAME=COLUMN" {
	printf 'column,value,Desk\nlead source,web,Cy\n' >map.csv
	printf 'id,lead source\n1,web\n' >l.csv
	[ "$(why -m source-map --map map.csv --map collector=Desk -r <(printf 'Desk\nAnn\nCy\n') l.csv)" = Cy:source-map ]
	run -64 hl-assign --map a.csv --map b.csv -m source-map -r three.csv l.csv
	[ "${lines[0]}" = 'hl-assign: --map: NAME=COLUMN, or one FILE, not b.csv' ]
	run -64 hl-rank --map a.csv l.csv
	[ "${lines[0]}" = 'hl-rank: --map: NAME=COLUMN, not a.csv' ]
}

# --- absence ---

@test "who is new, who got nothing and who comes back: every method that goes by leads tells them apart" {
	printf 'collector\nA\nB\nC\n' >r.csv
	printf 'collector\nA\nB\nC\nN\n' >new.csv
	printf 'collector,available\nA,\nB,\nC,no\n' >away.csv
	# Two leads: C was there and got none. Then N is new.
	for m in round-robin weighted tier least-loaded; do
		[ "$(leads 2 | who -m $m -r r.csv --state $m)" = AB ]
		cp $m $m.away
	done
	# By figures as by weight.
	printf 'collector,rph\nA,5\nB,5\nC,5\n' >kpi.csv
	cp weighted performance
	[ "$(leads 6 | who -m performance --performance kpi.csv -r new.csv --state performance)" = CNABCN ]
	# Whoever had no lead comes first, C before N; then by turns.
	[ "$(leads 6 | who -m round-robin -r new.csv --state round-robin)" = CNABCN ]
	# A and B are behind by 1/3, C is owed 2/3, N nothing; each lead is a quarter for all.
	[ "$(leads 6 | who -m weighted -r new.csv --state weighted)" = CNABCN ]
	# C has one left of the cycle, and N begins with the next.
	[ "$(leads 6 | who -m tier -r new.csv --state tier)" = CABCNA ]
	# Nobody holds anything that the run knows of: who has waited longest.
	[ "$(leads 6 | who -m least-loaded -r new.csv --state least-loaded)" = CNABCN ]
	# C is absent for four leads, and what the others got then is not owed.
	for m in round-robin weighted tier least-loaded; do
		[ "$(leads 4 | who -m $m -r away.csv --state $m.away)" = ABAB ]
	done
	[ "$(leads 6 | who -m round-robin -r r.csv --state round-robin.away)" = CABCAB ]
	[ "$(leads 6 | who -m weighted -r r.csv --state weighted.away)" = CABCAB ]
	[ "$(leads 6 | who -m tier -r r.csv --state tier.away)" = CABCAB ]
	[ "$(leads 6 | who -m least-loaded -r r.csv --state least-loaded.away)" = CABCAB ]
}

@test "absence earns nothing, or accrues and is paid back at once, or a lead at a time" {
	printf 'collector,available\nAnn,\nBo,\nCy,no\n' >away.csv
	leads 9 | who -m weighted -r away.csv --state none >/dev/null
	for how in accrue catch-up; do
		leads 9 | who -m weighted --absence $how -r away.csv --state $how >/dev/null
		grep -q '^Cy,2.999997,0,0,0$' $how
	done
	[ "$(leads 6 | who -m weighted -r three.csv --state none | tr -d AB)" = CC ]
	[ "$(leads 6 | who -m weighted --absence accrue -r three.csv --state accrue)" = CCCCBC ]
	[ "$(leads 8 | who -m weighted --absence catch-up -r three.csv --state catch-up)" = CBCACCCB ]
	[ "$(leads 3 | why -m weighted --absence accrue -r <(printf 'collector,available\nAnn,no\n'))" = ':nobody_in :nobody_in :nobody_in' ]
	for m in round-robin tier least-loaded; do
		run -64 hl-assign -m $m --absence accrue -r three.csv <<<id
		[ "${lines[0]}" = "hl-assign: --absence: with $m nothing can accrue" ]
		run -0 hl-assign -m $m --absence nothing -r three.csv <<<id
	done
	run -64 hl-assign --absence never -r three.csv <<<id
}

# --- fairness ---

@test "--fairness: what each was due and got, over all runs that the state knows" {
	printf 'id,amount\n1,10\n2,20.5\n3,30\n4,5\n' >l.csv
	run -0 hl-assign -m weighted --value amount -r two.csv --state s --fairness f l.csv
	[ "$(cat f)" = 'collector,weight,entitled,received,deviation,value
Ann,2,2.666667,3,0.333333,45
Bo,1,1.333333,1,-0.333333,20.5' ]
	hl-assign -m weighted --value amount -r two.csv --state s --fairness f l.csv >/dev/null
	[ "$(sed -n 2,3p f)" = 'Ann,2,5.333333,5,-0.333333,95.5
Bo,1,2.666667,3,0.333333,35.5' ]
	hl-assign --tsv --fairness f -r two.csv <<<id >/dev/null
	[ "$(head -1 f)" = $'collector\tweight\tentitled\treceived\tdeviation\tvalue' ]
}

@test "--fairness is whole or not there, and no other file of the run" {
	run -65 hl-assign -r two.csv --fairness f <<<$'id,x\n1'
	[ ! -e f ]
	run -0 hl-assign --check -r two.csv --fairness f <<<id
	[ ! -e f ]
	run -64 hl-assign -r two.csv --fairness s --state s <<<id
	run -64 hl-assign -r two.csv --fairness=two.csv <<<id
	run -64 hl-assign -r two.csv --fairness o -o o <<<id
	run -64 hl-assign -r two.csv --fairness - <<<id
	run -0 hl-assign -r two.csv --fairness - -o o <<<id
	[ "${lines[0]}" = collector,weight,entitled,received,deviation,value ]
}

@test "--fairness alone prints it where no leads go" {
	leads 2 >q.csv
	printf 'collector,weight,entitled,received,deviation,value\nAnn,2,1,1,0,0\nBo,1,1,1,0,0\n' >want
	hl-assign -r two.csv --fairness -o out q.csv | cmp - want
	hl-assign -r two.csv --fairness -o out - <q.csv | cmp - want
	hl-assign -r two.csv --fairness <q.csv 2>told | cmp - out
	cmp told want
	hl-assign --fairness -q -r two.csv q.csv 2>told | cmp - out
	cmp told want
	run -74 --separate-stderr bash -c 'hl-assign -r two.csv --fairness q.csv 2>/dev/full'
	run -0 --separate-stderr hl-assign -r two.csv --fairness --check q.csv
	[ -z "$output$stderr" ]
}

@test "--fairness overwrites nothing but what it wrote; a word behind it that is something else are the leads" {
	leads 2 >q.csv
	cp q.csv q.old
	run -65 --separate-stderr hl-assign -r two.csv --state s --fairness=q.csv <q.old
	[ "$stderr" = 'hl-assign: q.csv: --fairness would replace it, and it is no table of --fairness; name another file' ]
	[ ! -e s ]
	hl-assign -r two.csv --fairness q.csv </dev/null >out 2>told
	cmp q.csv q.old
	cut -d, -f2 out | sed 1d | cmp - <(printf 'Ann\nBo\n')
	head -1 told | grep -q '^collector,weight,'
	# Nothing, an empty file and a table of an earlier run, packed and of another dialect, make way.
	: >f
	for given in 'f' 'f' '--tsv f' 'f' '=f' 'f.gz' 'f.gz'; do
		more=
		[[ $given != *' '* ]] || { more=${given% *}; given=${given#* }; }
		[[ $given == =* ]] || given=" $given"
		hl-assign -r two.csv $more --fairness$given q.csv 2>told | cut -f 1 | cut -d, -f1 | cmp - q.csv
		[ ! -s told ]
	done
	[ "$(zcat f.gz | head -1)" = collector,weight,entitled,received,deviation,value ]
	# What is a pipe has leads.
	hl-assign -r two.csv --fairness <(cat q.csv) 2>/dev/null | cmp - out
	hl-assign -r two.csv --fairness /dev/null q.csv 2>&1 | cmp - out
}

# --- options ---

@test "a method that lacks what it needs, or an option that no method goes by, is misuse" {
	run -64 hl-assign -m performance -r three.csv <<<id
	[ "${lines[0]}" = 'hl-assign: this method needs --performance FILE' ]
	run -64 hl-assign -m balance-value -r three.csv <<<id
	[ "${lines[0]}" = 'hl-assign: this method needs --value COLUMN' ]
	run -64 hl-assign -m source-map -r three.csv <<<id
	[ "${lines[0]}" = 'hl-assign: this method needs --map FILE' ]
	for option in --performance --by --spread --map; do
		run -64 hl-assign $option x -m weighted -r three.csv <<<id
		[ "${lines[0]}" = "hl-assign: $option x: no method that was asked for goes by it" ]
	done
	run -64 hl-assign -m weighted,tier -r three.csv <<<id
	[ "${lines[0]}" = 'hl-assign: --method: weighted leaves nothing to a next method' ]
	run -64 hl-assign -m source-map,source-map --map m -r three.csv <<<id
	run -64 hl-assign -m source-map,teir --map m -r three.csv <<<id
	[[ "${lines[0]}" == 'hl-assign: --method: no method is called "teir"; did you mean tier? There are round-robin, weighted, tier, '* ]]
	run -64 hl-assign -m performance --performance - -r three.csv
}

# --- all of them ---

@test "methods may change from night to night on one state" {
	for m in round-robin weighted tier least-loaded 'balance-value --value n' weighted tier; do
		# shellcheck disable=SC2086
		seq 7 | sed '1i n' | hl-assign -m $m -r three.csv --state s >/dev/null
	done
	[ "$(awk -F, '/^[A-C]/ { n += $3 } END { print n }' s)" = 49 ]
}

@test "a state of version 1 is read by every method" {
	printf 'collector,entitled,received,value,last_seq\nAnn,2,2,0,4\nBo,1,1,0,2\n' >s
	printf '#end,2,%s,1,\n' "$(python3 -c 'import zlib; print("%08x" % zlib.crc32(open("s", "rb").read()))')" >>s
	for m in weighted tier least-loaded 'balance-value --value n'; do
		cp s t
		# shellcheck disable=SC2086
		[ "$(seq 3 | sed '1i n' | hl-assign -m $m -r three.csv --state t | wc -l)" = 4 ]
		tail -n 1 t | grep -q ',1,$'
	done
}

@test "random rosters and queues over some nights: every answer, the fairness and the state as by a second hand" {
	python3 -c 'import fractions' 2>/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/assign-random.py" "${SEED:-1}" "${CASES:-150}"
}
