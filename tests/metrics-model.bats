# metrics-model.bats - hl-metrics --set model against figures worked out by hand, and --assert.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	# Two ties of a lead with and one without the outcome; of H nothing is known yet.
	cat >leads.csv <<-'END'
		account_id,score,won,tier
		A,0.9,1,hot
		B,0.8,yes,hot
		C,0.8,0,hot
		D,0.5,TRUE,cool
		E,0.5,n,cool
		F,0.3,No,
		G,0.1,0,cool
		H,0.2,,cool
	END
	seq 1 10 | sed '1i score' >ten.csv
}

judge() {
	hl-metrics --set model --score score "$@"
}

# metric, group, num, den, value, lo, hi of each row.
figures() {
	judge --label won "$@" | sed 1d | cut -d, -f1,2,5-9
}

# group=value[flag] of each row.
values() {
	judge "$@" | awk -F, 'NR > 1 { printf "%s%s=%s%s", sep, $2, $7, $11 == "" ? "" : "[" $11 "]"; sep = " " } END { print "" }'
}

@test "the order of a score: ties are one half, the interval is DeLong's" {
	run -0 judge --label won -m base_rate,auc,gini,ks,ks_at --min-n 0 leads.csv
	[ "$output" = 'metric,group,from,to,num,den,value,lo,hi,n,flag
base_rate,all,,,3,7,42.9,15.8,75.0,7,open:1
auc,all,,,10,12,0.833333,0.517046,1.000000,7,
gini,all,,,8,12,0.666667,0.034092,1.000000,7,
ks,all,,,6,12,0.500000,,,7,
ks_at,all,,,,,0.3,,,7,' ]
}

@test "gain and lift: a tenth that ends within a tie has its share of it" {
	run -0 figures -m gain,lift,lift_tenth leads.csv
	[ "${lines[0]}" = 'gain,1,0.7,3,23.3,,' ]
	[ "${lines[2]}" = 'gain,3,1.55,3,51.7,,' ]
	[ "${lines[9]}" = 'gain,10,3,3,100.0,,' ]
	[ "${lines[12]}" = 'lift,3,1.55,0.9,1.722222,,' ]
	[ "${lines[22]}" = 'lift_tenth,3,0.35,0.3,1.166667,,' ]
	[ "${#lines[@]}" -eq 30 ]
}

@test "how likely: Brier, log loss, what was predicted and what came" {
	run -0 figures -m brier,log_loss leads.csv
	[ "$output" = 'brier,all,1.29,7,0.184286,,
log_loss,all,,,0.540896,,' ]
	run -0 figures -m predicted,calibration,ece --bands '0.4|0.7' leads.csv
	[ "$output" = 'predicted,>= 0.7,2.5,3,83.3,,
predicted,0.4 to < 0.7,1,2,50.0,,
predicted,< 0.4,0.4,2,20.0,,
predicted,all,3.9,7,55.7,,
calibration,>= 0.7,2,3,66.7,20.8,93.9
calibration,0.4 to < 0.7,1,2,50.0,9.5,90.5
calibration,< 0.4,0,2,0.0,0.0,65.8
calibration,all,3,7,42.9,15.8,75.0
ece,all,0.9,7,0.128571,,' ]
}

@test "bands of a column, groups of one and of two, blank cells" {
	run -0 figures -m calibration --bands tier leads.csv
	[ "$output" = 'calibration,(none),0,1,0.0,0.0,79.3
calibration,cool,1,3,33.3,6.1,79.2
calibration,hot,2,3,66.7,20.8,93.9
calibration,all,3,7,42.9,15.8,75.0' ]
	run -0 figures -m auc --by tier leads.csv
	[ "$output" = 'auc,(none),0,0,,,
auc,cool,1.5,2,0.750000,,
auc,hot,1.5,2,0.750000,,
auc,all,10,12,0.833333,0.517046,1.000000' ]
	run -0 figures -m base_rate --by tier,won leads.csv
	[ "$(cut -d, -f2-4 <<<"$output" | paste -sd' ')" = \
		'(none)/No,0,1 cool/(none),0,0 cool/0,0,1 cool/TRUE,1,1 cool/n,0,1 hot/0,0,1 hot/1,1,1 hot/yes,1,1 all,3,7' ]
	run -0 figures -m calibration --bands '0.6' --by tier leads.csv
	[ "$(cut -d, -f2-4 <<<"$output" | paste -sd' ')" = \
		'(none)/< 0.6,0,1 (none),0,1 cool/< 0.6,1,3 cool,1,3 hot/>= 0.6,2,3 hot,2,3 >= 0.6,2,3 < 0.6,1,4 all,3,7' ]
}

@test "a band whose interval does not hold what was predicted is off" {
	{ echo score,won && yes 0.9,1 | head -30 && yes 0.9,0 | head -30; } >off.csv
	run -0 values --label won -m calibration off.csv
	[ "$output" = '10=50.0[off] all=50.0[off]' ]
}

@test "a score as percent, and as points that double the odds" {
	sed '2,$s/,0\./,/; 2,$s/,\([1-9]\),/,\10,/' leads.csv >percent.csv
	run -0 figures -m brier --scale 100 percent.csv
	[ "$output" = 'brier,all,1.29,7,0.184286,,' ]
	printf 'score,won\n50,1\n57,1\n43,0\n64,1\n' >points.csv
	run -0 figures -m predicted --scale 50:7 --bands '50|57|64' points.csv
	[ "$(cut -d, -f2,5 <<<"$output" | paste -sd' ')" = '>= 64,80.0 57 to < 64,66.7 50 to < 57,50.0 < 50,33.3 all,57.5' ]
	run -64 judge --label won --scale 50: points.csv
	[[ $output == *'--scale: 100, '* ]]
	run -64 judge --label won --scale 0 points.csv
}

@test "a score that is no propensity is told where one is needed" {
	printf 'score,won\n2,1\n0.5,0\n-0.1,1\n' >points.csv
	run -65 judge --label won -m auc,brier points.csv
	[ "$output" = 'hl-metrics: points.csv:2:1: score: not a propensity from 0 to 1; --scale says what a score is of one
hl-metrics: points.csv:4:1: score: not a propensity from 0 to 1; --scale says what a score is of one' ]
	run -0 judge --label won points.csv
	[[ $output == *$'\nbrier,all,,,,,,,,3,no_data;no_propensity\n'* ]]
	[[ $output == *$'\nauc,all,,,1,2,0.500000,'* ]]
}

@test "what was impossible and happened is clipped and told" {
	printf 'score,won\n0,1\n1,1\n0,0\n1,0\n0.5,1\n' >sure.csv
	run -0 values --label won -m log_loss --min-n 0 sure.csv
	[ "$output" = 'all=5.664834[clipped:2]' ] # (2 x 13.815511 + 0.693147) / 5
}

@test "labels: words in any case, --positive, blanks, and what is none" {
	printf 'score,won\n1,won\n2,WON \n3,lost\n4,\n5,no\n' >words.csv
	run -0 values --label won --positive won -m base_rate --min-n 0 words.csv
	[ "$output" = 'all=50.0[open:1]' ]
	run -65 judge --label won -m auc words.csv
	[ "${#lines[@]}" -eq 3 ]
	[ "${lines[0]}" = 'hl-metrics: words.csv:2:3: won: neither 1 or yes nor 0 or no; --positive WORD says what the outcome is called' ]
	run -0 judge --label won -m base_rate --rejects bad.csv --max-rejects 3 words.csv
	[ "$(grep -c 'words.csv,' bad.csv)" -eq 3 ]
}

@test "one class, one score, one lead, none" {
	printf 'score,won\n1,1\n0.5,1\n' >one.csv
	run -0 values --label won -m base_rate,auc,ks,brier,gain --min-n 0 one.csv
	[ "$output" = 'all=100.0 all=[no_data] all=[no_data] 1=10.0 2=20.0 3=30.0 4=40.0 5=50.0 6=60.0 7=70.0 8=80.0 9=90.0 10=100.0 all=0.125000' ]
	printf 'score,won\n0.5,1\n0.5,0\n0.5,0\n' >equal.csv
	run -0 values --label won -m auc,ks,ks_at,lift --min-n 0 equal.csv
	[ "$output" = "all=0.500000 all=0.000000 all=[no_data]$(for t in 1 2 3 4 5 6 7 8 9 10; do printf ' %s=1.000000' $t; done)" ]
	echo score,won >none.csv
	run -0 values --label won -m base_rate,auc,gini,ks,lift,brier,log_loss,calibration,ece none.csv
	[ "$(tr -s ' ' '\n' <<<"$output" | sort | uniq -c | tr -s ' ')" = ' 8 all=[no_data]' ]
	run -0 values --reference none.csv -m psi ten.csv
	[ "$output" = 'all=[no_data]' ]
}

@test "psi: tenths of the reference, an empty one is 0.0001" {
	{ echo score && for s in 1 1 1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9; do echo $s; done; } >now.csv
	run -0 values --reference ten.csv now.csv
	[ "$output" = 'all=0.759399[empty:1]' ] # 0.1 ln 2 + 0.0999 ln 1000, which is 0.7593994
	run -0 values --reference ten.csv ten.csv
	[ "$output" = 'all=0.000000[low_n]' ]
	# A reference of one score: what is above it is a tenth that the reference has nobody in.
	printf 'score\n0\n0\n' >zero.csv
	run -0 values --min-n 0 --reference zero.csv ten.csv
	[ "$output" = 'all=18.418839[empty:2]' ]
}

@test "psi and csi by group are against the same group of the reference, all against all" {
	printf 'score,won,team,state\n' | tee then.csv >now.csv
	for ((i = 0; i < 20; i++)); do
		echo "0.$((10 + i)),1,A,s$((i % 2))" >>then.csv
		echo "0.$((50 + i)),1,B,s$((i % 2))" >>then.csv
		echo "0.$((10 + i)),1,A,s$((i % 2))" >>now.csv
		echo "0.$((10 + i)),,B,s0" >>now.csv
	done
	echo 0.5,1,C,s0 >>now.csv
	run -0 judge --label won --by team --csi state --reference then.csv -m psi,csi --min-n 0 now.csv
	cut -d, -f1,2,7,10,11 <<<"$output" >out
	grep -qx 'psi,A,0.000000,20,' out
	grep -qx 'psi,C,,1,no_data;no_reference' out
	grep -qx 'csi,A/state,0.000000,20,' out
	grep -qx 'csi,C/state,,1,no_data;no_reference' out
	# Each group is what its leads alone are against the reference's.
	for team in A B; do
		for file in then now; do grep -e ^score -e ",$team," $file.csv >$team-$file.csv; done
		judge --label won --csi state --reference $team-then.csv -m psi,csi --min-n 0 $team-now.csv |
			cut -d, -f3- | sed 1d >want
		judge --label won --by team --csi state --reference then.csv -m psi,csi --min-n 0 now.csv |
			grep ",$team[,/]" | cut -d, -f3- | cmp - want
	done
	judge --label won --csi state --reference then.csv -m psi,csi now.csv | sed 1d >want
	judge --label won --by team --csi state --reference then.csv -m psi,csi now.csv |
		grep -e ,all, -e ,state, | cmp - want
	# A reference without the column has no such group.
	cut -d, -f1,2,4 then.csv >no-team.csv
	run -0 judge --label won --by team --reference no-team.csv -m psi --min-n 0 now.csv
	[ "$(cut -d, -f2,11 <<<"$output" | paste -sd' ')" = 'group,flag A,no_data;no_reference B,no_data;no_reference C,no_data;no_reference all,' ] ||
		[[ $output == *'all,'*'empty'* ]]
}

@test "csi: texts each by itself, numbers by tenths, blanks; leads without a label count" {
	{ echo score,state,won && yes 1,OH, | head -5 && yes 1,TX, | head -5; } >then.csv
	{ echo score,state,won && yes 1,OH, | head -8 && yes 1,TX,1 | head -2; } >now.csv
	run -0 values --reference then.csv --csi state --label won -m psi,csi --min-n 0 now.csv
	[ "$output" = 'all=0.000000 state=0.415888' ]
}

@test "rules: how often each fired and hit, weight of evidence, information value" {
	{
		echo account_id,score,won
		for i in 1 2 3 4; do echo "P$i,0.5,1"; done
		for i in 1 2 3 4 5 6; do echo "N$i,0.5,0"; done
		echo X,0.5,
	} >ten.csv
	{
		echo account_id,part,rule,field,evidence,gives,value
		for a in P1 P2 P3 N1 X; do echo "$a,intent,if,score,0.5: > 0.2,1,1"; done
		sed 's/P1/P4/' <<-'END'
			P1,intent,signal,visit,2026-03-01T00:00:00Z,2,2
			P1,intent,signal,visit,2026-03-01T00:00:00Z,2,2
			P1,score,decimals,,1,2,0
			Y,intent,signal,visit,,2,2
		END
	} >rules.csv
	run -0 --separate-stderr figures -m iv,woe,fired,hit_rate --rules rules.csv ten.csv
	[ "$output" = 'iv,intent/if/score/> 0.2,,,1.579696,,
iv,intent/signal/visit,,,2.027150,,
woe,intent/if/score/> 0.2,,,1.504077,,
woe,intent/signal/visit,,,7.824046,,
fired,intent/if/score/> 0.2,4,10,40.0,16.8,68.7
fired,intent/signal/visit,1,10,10.0,1.8,40.4
hit_rate,intent/if/score/> 0.2,3,4,75.0,30.1,95.4
hit_rate,intent/signal/visit,1,1,100.0,20.7,100.0' ]
	[ "$stderr" = 'hl-metrics: warning: --rules: 1 rows are of leads that are not there' ]
	{ cat ten.csv; echo P1,1,1; echo P2,x,1; echo P3,1,0; } >twice.csv
	for how in '-j 1' '-j 4 --block-size 64'; do
		run -65 judge --label won --rules rules.csv $how twice.csv
		[[ $output == *'twice.csv:13: a lead is there twice'* ]]
		[[ $output == *'twice.csv:14:'*'twice.csv:15: a lead is there twice'* ]]
	done
	echo P1,intent,signal,visit,,2,2 >>rules.csv
	run -65 judge --label won --rules rules.csv ten.csv
	[[ $output == *'rules.csv:11:1: account_id: the rows of a lead are apart'* ]]
}

@test "the rules of hl-score, of the leads of hl-score" {
	hl-score --as-of 2026-02-01 -e "$root/examples/events.csv" --no-why "$root/examples/accounts.csv" >scored.csv
	hl-score --as-of 2026-02-01 -e "$root/examples/events.csv" --rules "$root/examples/accounts.csv" >rules.csv
	# The outcome is that the rule fired: it hits each time.
	awk -F, 'NR == FNR { if ($4 == "promise") fired[$1]; next } { print $0 "," (FNR == 1 ? "label" : $1 in fired) }' \
		rules.csv scored.csv >leads.csv
	run -0 judge --label label --rules rules.csv -m iv,hit_rate leads.csv
	[ "$(grep 'promise.*leak' <<<"$output" | cut -d, -f1,2,11)" = 'iv,intent/signal/promise,empty:2;leak
hit_rate,intent/signal/promise,leak' ]
}

@test "a leak: a score that knows, a column that knows" {
	{
		echo score,won,asked
		for i in $(seq 1 40); do echo "$((i % 2)),$((i % 2)),$((i % 2 ? 1 : 0))x"; done
	} >leak.csv
	run -0 values --label won -m auc,iv --csi asked leak.csv
	[ "$output" = 'all=1.000000[leak] asked=18.418839[empty:2;leak]' ]
}

@test "the same bytes for any threads, blocks and order" {
	awk 'BEGIN { srand(7); print "account_id,score,won,tier"; for (i = 0; i < 20000; i++)
		printf "A%d,%.3f,%s,%s\n", i, rand() * rand(), rand() < 0.1 ? "" : rand() < 0.3, substr("abc", 1 + int(rand() * 3), 1) }' >many.csv
	head -3000 many.csv >some.csv
	all=(--label won --by tier --csi tier --reference some.csv many.csv)
	judge -j 1 "${all[@]}" >want
	for threads in 1 2 5; do
		for size in 64 4K 1M; do
			judge -j $threads --block-size $size "${all[@]}" | cmp - want
		done
	done
	{ head -1 many.csv && sed 1d many.csv | sort -t, -k2,2 -k3,3; } >sorted.csv
	judge -j 2 "${all[@]/many.csv/sorted.csv}" | cmp - want
	gzip -c sorted.csv | judge --label won --by tier --csi tier --reference some.csv | cmp - want
}

@test "random tables are as plain definitions have it" {
	command -v python3 >/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/judge.py" "${SEED:-1}" "${CASES:-25}"
}

# --- misuse ---

@test "what is asked and cannot be is told" {
	run -64 judge leads.csv
	[[ $output == *'--set model needs --label COLUMN, or --reference FILE, or both'* ]]
	run -64 hl-metrics --set model --label won leads.csv
	[[ $output == *'--set model needs --score COLUMN'* ]]
	run -64 judge --label won -m aux leads.csv
	[[ $output == *'no metric is called "aux"; did you mean "auc"?'* ]]
	run -64 judge --label won -m psi leads.csv
	[[ $output == *'psi needs --reference FILE'* ]]
	run -64 judge --label wom leads.csv
	[[ $output == *'no column is called wom (won?)'* ]]
	run -64 judge --label won --bands '0.5|0.1' leads.csv
	run -64 judge --label won --bands '0.5|x' leads.csv
	run -64 judge --label won --by tier,,won leads.csv
	run -64 judge --label won --last 7d leads.csv
	[[ $output == *'--set model does not go with --last'* ]]
	run -64 judge --label won --grace 5 leads.csv
	run -64 hl-metrics --label won leads.csv
	[[ $output == *'--label goes with --set model'* ]]
	run -64 hl-metrics --set modle leads.csv
	run -64 judge --label won --rules - - <leads.csv
	run -65 judge --label won <<<$'score,won\nx,1\n,0'
	[ "${#lines[@]}" -eq 2 ]
}

@test "--list-metrics of the set, and an entry for each in the manual" {
	run -0 hl-metrics --set model --list-metrics
	[ "${#lines[@]}" -gt 15 ]
	while read -r name; do
		grep -qE "^\.It Cm $name\$" "$root/man/hl-judging.7"
	done < <(cut -f1 <<<"$output")
}

# --- --assert ---

@test "--assert holds: exit 0, and the output is what it is" {
	judge --label won -m auc,base_rate leads.csv >want
	run -0 judge --label won -m auc,base_rate --assert 'auc >= 0.833333' --assert 'auc.lo>0.5' \
		--assert 'base_rate all < 43' --assert 'auc != 1' --assert 'auc.n = 7' leads.csv
	[ "$output" = "$(cat want)" ]
}

@test "--assert fails: each is told, exit 1, the output is there" {
	run -1 --separate-stderr judge --label won -m auc,ks --assert 'auc > 0.9' --assert 'ks <= 0.5' --assert 'ks.lo > 0' \
		--assert 'auc hot < 0.25' -o out.csv leads.csv
	[ "$stderr" = "hl-metrics: --assert 'auc > 0.9': it is 0.833333 (all)
hl-metrics: --assert 'ks.lo > 0': there is no such figure (all)
hl-metrics: --assert 'auc hot < 0.25': the output has no such row
hl-metrics: 3 of 4 assertions failed" ]
	judge --label won -m auc,ks leads.csv | cmp - out.csv
}

@test "--assert without a group: all, or where there is no all each row" {
	run -0 judge --label won -m auc --by tier --assert 'auc > 0.8' leads.csv
	run -1 judge --label won -m auc --by tier --assert 'auc hot > 0.8' leads.csv
	run -1 judge --label won -m auc --by tier --assert 'auc (none) > 0.8' leads.csv
	run -0 judge --label won -m lift --assert 'lift >= 1' leads.csv
	run -1 --separate-stderr judge --label won -m lift --show-values --assert 'lift > 1' leads.csv
	[[ $stderr == *"--assert 'lift > 1': it is 1.000000 (10)"* ]]
}

@test "--assert of figures of events, in other dialects, with --check" {
	printf 'ts,account_id,type,amount\n2026-03-01T10:00:00Z,A1,payment,5\n' >events.csv
	run -0 hl-metrics --as-of 2026-03-02 -m cash --assert 'cash = 5' events.csv
	run -1 hl-metrics --as-of 2026-03-02 -m cash --tsv --assert 'cash > 5' <(tr , '\t' <events.csv)
	run -1 hl-metrics --as-of 2026-03-02 -m cash --check --assert 'cash > 5' events.csv
	[[ $output != *metric,group* ]]
}

@test "--assert that cannot be read is misuse" {
	for text in 'auc' 'auc >' '> 3' 'auc > x' 'auc.value2 > 1' ''; do
		run -64 judge --label won --assert "$text" leads.csv
	done
}

@test "--assert of what there is not is misuse: all are told, before anything is read" {
	run -64 judge --label won -m auc,ks --assert 'aux > 0.5' --assert 'auc.vaule > 1' --assert 'gini > 0' \
		--assert 'psi < 0.25' --assert 'ks > 0' -o out.csv no-such.csv
	[ "$output" = "hl-metrics: --assert 'aux > 0.5': no metric is called \"aux\"; did you mean \"auc\"?
hl-metrics: --assert 'auc.vaule > 1': of a metric value, lo, hi, num, den or n, not vaule; did you mean value?
hl-metrics: --assert 'gini > 0': gini is not among the metrics asked for
hl-metrics: --assert 'psi < 0.25': psi needs --reference FILE" ]
	[ ! -e out.csv ]
	run -64 judge --label won --assert 'csi state < 1' --reference no-such.csv no-such.csv
	[ "$output" = "hl-metrics: --assert 'csi state < 1': csi needs --csi COLUMNS" ]
	run -64 judge --label won -m aux,auc,kz no-such.csv
	[ "$output" = 'hl-metrics: no metric is called "aux"; did you mean "auc"?
hl-metrics: no metric is called "kz"; did you mean "ks"?' ]
}

@test "--assert of what a log does not tell: metrics of events and of one's own, sets, --lift, partials" {
	metrics() { hl-metrics --as-of 2026-03-02 "$@"; }
	run -64 metrics --assert 'rhp > 1' no-such.csv
	[ "$output" = "hl-metrics: --assert 'rhp > 1': no metric is called \"rhp\"; did you mean \"rph\"?" ]
	run -64 metrics --assert 'roll > 1' no-such.csv
	[[ $output == *'no metric is called "roll"; it is in --set roll' ]]
	run -64 metrics --assert 'adoption > 1' no-such.csv
	run -64 metrics --set success --assert 'kept > 1' no-such.csv
	[[ $output == *'kept is not among the metrics asked for' ]]
	printf 'metric,part,field,when,value\ntalks,num,call,,\n' >own.csv
	printf 'ts,account_id,type,amount\n2026-03-01T10:00:00Z,A1,payment,5\n' >events.csv
	run -64 metrics --define own.csv --assert 'talk >= 0' no-such.csv
	[[ $output == *'did you mean "talks"?'* ]]
	run -0 metrics --define own.csv -m talks,cash --assert 'talks = 0' --assert 'cash < 6' events.csv
	run -64 metrics --define own.csv -m cash --assert 'talks = 0' events.csv
	run -1 metrics -m cash --assert 'cash North > 1' events.csv
	[[ $output == *'the output has no such row'* ]]
	metrics --partial -m cash events.csv >part
	run -64 hl-metrics --merge --assert 'kept > 1' part
	[[ $output == *'kept is not among the metrics asked for' ]]
	lift=(--lift --before 2026-02-01..2026-02-15 --after 2026-02-15..2026-03-01)
	run -64 metrics "${lift[@]}" -m attempts --assert 'attempts > 1' no-such.csv
	[[ $output == *'of a metric a, b, difference, relative, '*' or needed_n, not value'* ]]
	run -0 metrics "${lift[@]}" -m attempts --assert 'attempts.difference = 0' events.csv
}
