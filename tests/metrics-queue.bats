# Queues: who followed them, how far down, in what order, and what was done beside them.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	queue='--queue queue.csv@2026-03-02'
}

# The queue of one day: rows of rank,account_id,collector,call_from,call_to.
queue() {
	printf '%s\n' rank,account_id,collector,call_from,call_to "$@" >queue.csv
}

# Of Ann, without windows, the accounts Q1 to Q$1 in that order.
plain_queue() {
	queue $(for i in $(seq "$1"); do echo "$i,Q$i,Ann,,"; done)
}

# A log of attempts: TIME:ACCOUNT, or TIME:ACCOUNT:COLLECTOR, on the day of the queue; Ann's.
attempts() {
	local time account collector
	printf 'ts,account_id,type,collector,channel,direction,result\n' >log.csv
	for attempt in "$@"; do
		IFS=: read -r time account collector <<<"$attempt"
		printf '2026-03-02T%s:00:00Z,%s,attempt,%s,,,busy\n' "$time" "$account" "${collector:-Ann}" >>log.csv
	done
}

# Metric, group, num, den, value of each row, on one line; the options after the list of metrics.
figures() {
	local metrics=$1
	shift
	hl-metrics --as-of 2026-04-01 -m "$metrics" "$@" log.csv | sed 1d | cut -d, -f1,2,5-7 | paste -sd' '
}

# The same of totals alone: num/den=value.
totals() {
	figures "$@" | tr ' ' '\n' | awk -F, '$2 == "all" { print $3 "/" $4 "=" $5 }' | paste -sd' '
}

@test "a delivered queue says what the log would have to say, by its name, a date or a time" {
	plain_queue 5
	attempts 10:Q1 11:Q3 12:Q3 13:X 14:Q5
	[ "$(totals qa_topk $queue)" = '3/3=100.0' ]
	[ "$(totals qa_topk $queue --top-k 2)" = '2/3=66.7' ]
	[ "$(totals qa_topk $queue --top-k 1)" = '1/3=33.3' ]
	for column in date ts; do
		sed "1s/^/$column,/; 2,\$s/^/2026-03-02,/" queue.csv >dated.csv
		[ "$(totals qa_topk --queue dated.csv --top-k 2)" = '2/3=66.7' ]
	done
	sed '1s/^/ts,/; 2,$s/^/2026-03-02T05:00:00Z,/' queue.csv | gzip >dated.gz
	[ "$(totals qa_topk --queue dated.gz --top-k 2)" = '2/3=66.7' ]
	{ sed '1s/$/,rank/; 2,$s/$/,/' log.csv && sed '1d; s/^\([0-9]*\),\([^,]*\),\([^,]*\),,$/2026-03-02T05:00:00Z,\2,queue,\3,,,,\1/' queue.csv; } >pasted.csv
	mv pasted.csv log.csv
	[ "$(totals qa_topk --top-k 2)" = '2/3=66.7' ]
	cp queue.csv a@b.csv
	[ "$(totals qa_topk --queue a@b.csv@2026-03-02 --top-k 2)" = '2/3=66.7' ]
}

@test "several delivered queues are one for each collector and day; one of a day to come is none" {
	plain_queue 3
	printf 'rank,account_id,collector\n1,B1,Bo\n2,B2,Bo\n' >bo.csv
	attempts 10:Q1 11:B2:Bo
	[ "$(figures qa_topk $queue --queue bo.csv@2026-03-02 --top-k 1 --by collector)" = 'qa_topk,Ann,1,1,100.0 qa_topk,Bo,0,1,0.0 qa_topk,all,1,2,50.0' ]
	[ "$(totals qa_topk --queue queue.csv@2026-03-03)" = '0/0=' ]
	[ "$(totals qa_topk --queue queue.csv@2026-04-02)" = '0/0=' ]
}

@test "a queue without collectors is everybody's: what anybody worked is gone from it" {
	printf 'rank,account_id\n1,Q1\n2,Q2\n3,Q3\n4,Q4\n' >queue.csv
	attempts 10:Q2
	[ "$(totals qa_topk $queue --top-k 1)" = '0/1=0.0' ]
	[ "$(totals qa_topk $queue --top-k 2)" = '1/1=100.0' ]
	# Whoever has the account: it is there for all.
	printf '2026-03-01T10:00:00Z,Q%s,assigned,Bo,,,\n' 1 2 >>log.csv
	[ "$(totals qa_topk $queue --top-k 2)" = '1/1=100.0' ]
	attempts 10:Q1 11:Q2:Bo 12:Q2 13:Q4:Bo 14:Q3 15:X
	[ "$(figures qa_topk,qa_cov,off_queue $queue --top-k 1 --by collector)" = 'qa_topk,(none),0,0, qa_topk,Ann,2,2,100.0 qa_topk,Bo,1,2,50.0 qa_topk,all,3,4,75.0 qa_cov,(none),1,1,100.0 qa_cov,Ann,0,0, qa_cov,Bo,0,0, qa_cov,all,1,1,100.0 off_queue,(none),0,0, off_queue,Ann,1,3,33.3 off_queue,Bo,0,2,0.0 off_queue,all,1,5,20.0' ]
	# The order of each collector is one.
	printf '%s\n' account_id Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8 Q9 QA >queue.csv
	attempts 10:Q1 11:Q3 12:Q5 13:Q7 14:Q9 10:QA:Bo 11:Q8:Bo 12:Q6:Bo 13:Q4:Bo 14:Q2:Bo
	[ "$(figures qa_tau $queue --by collector)" = 'qa_tau,(none),0,0, qa_tau,Ann,1,1,1.000 qa_tau,Bo,-1,1,-1.000 qa_tau,all,0,2,0.000' ]
	# Nobody says who called.
	attempts 10:Q2
	sed -i s/,Ann,/,,/ log.csv
	[ "$(totals qa_topk,qa_cov $queue --top-k 2)" = '1/1=100.0 1/2=50.0' ]
}

@test "who has a queue of their own follows that, and takes accounts from everybody's" {
	queue 1,Q1,,, 2,Q2,,, 3,Q3,,, 1,B1,Bo,, 2,Q1,Bo,,
	attempts 09:Q1:Bo 10:Q2 11:Q3:Bo 12:B1:Bo
	[ "$(figures qa_topk,qa_cov,off_queue $queue --top-k 1 --by collector)" = 'qa_topk,(none),0,0, qa_topk,Ann,1,1,100.0 qa_topk,Bo,1,2,50.0 qa_topk,all,2,3,66.7 qa_cov,(none),1,1,100.0 qa_cov,Ann,0,0, qa_cov,Bo,1,1,100.0 qa_cov,all,2,2,100.0 off_queue,(none),0,0, off_queue,Ann,0,1,0.0 off_queue,Bo,1,3,33.3 off_queue,all,1,4,25.0' ]
	# The same day by day, and in parts.
	sed '2,$s/03-02/03-03/' log.csv >next.csv
	sed '2,$s/03-02/03-03/' queue.csv >again.csv
	all="$queue --queue again.csv@2026-03-03"
	hl-metrics --as-of 2026-04-01 -m qa_topk,qa_cov,qa_tau,off_queue --every day --by collector $all log.csv next.csv >want
	hl-metrics --as-of 2026-04-01 -m qa_topk,qa_cov,qa_tau,off_queue --every day --by collector --partial $queue next.csv >a.part
	hl-metrics --as-of 2026-04-01 -m qa_topk,qa_cov,qa_tau,off_queue --every day --by collector --partial --queue again.csv@2026-03-03 log.csv >b.part
	hl-metrics --as-of 2026-04-01 --every day --by collector -m qa_topk,qa_cov,qa_tau,off_queue --merge a.part b.part | diff want -
	[ "$(grep -c '^qa_topk,all,2026-03-0[23],2026-03-0[34],3,3,100.0' want)" -eq 2 ]
}

@test "without a column rank the order of the rows is the rank, as in what was dealt out" {
	printf 'account_id,collector\nQ2,Ann\nQ1,Ann\nB1,Bo\nQ3,Ann\n' >queue.csv
	attempts 10:Q2 11:Q1 12:B1:Bo 13:Q3
	[ "$(totals qa_topk $queue --top-k 1)" = '4/4=100.0' ]
	attempts 10:Q3
	[ "$(totals qa_topk $queue --top-k 2)" = '0/1=0.0' ]
	[ "$(totals qa_topk $queue --top-k 3)" = '1/1=100.0' ]
	hl-score -m hot --as-of 2026-03-02T09:00:00Z -e "$root/examples/events.csv" "$root/examples/accounts.csv" | hl-rank |
		hl-assign --as-of 2026-03-02T09:00:00Z -r "$root/examples/collectors.csv" -m round-robin >queue.csv
	run -0 hl-metrics --as-of 2026-04-01 -m qa_cov $queue log.csv
	[[ "${lines[1]}" = qa_cov,all,*,0,[1-9]* ]]
}

@test "what is wrong with a delivered queue is told by file, line and column, all of it" {
	attempts 10:Q1
	queue 1,Q1,Ann,, x,Q2,Ann,, 3,,Ann,, -4,Q4,Ann,, 5,Q5,Ann,now, 6,Q6,Ann,2026-03-02T10:00:00Z,2026-03-02T10:00:00Z
	run -65 hl-metrics --as-of 2026-04-01 -m qa_topk $queue log.csv
	for line in 3:1: 4:3: 5:1: 6:10: 7:31:; do [[ "$output" = *"queue.csv:$line"* ]]; done
	[[ "$output" = *'call_to: not later than when calls may begin'* ]]
	{ cat log.csv && echo 2026-03-02,Q1,attempt,Ann,,,zombie; } >odd.csv
	printf 'ts,rank\n' >nobodys.csv
	run -65 hl-metrics --as-of 2026-04-01 -m qa_topk --queue nobodys.csv $queue --queue queue.csv odd.csv
	[[ "$output" = *nobodys.csv:*account_id*queue.csv:3:1:*queue.csv:1:*day*odd.csv:3:* ]]
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 -m qa_topk --rejects bad.csv $queue log.csv
	[[ "${lines[1]}" = qa_topk,all,*,1,1,100.0,* ]]
	[ "$(sed 1d bad.csv | wc -l)" -eq 5 ]
	run -65 hl-metrics --as-of 2026-04-01 -m qa_topk --queue queue.csv log.csv
	[[ "$output" = *'queue.csv:1:'*'name its day, as in --queue FILE@2026-03-02'* ]]
	run -66 hl-metrics --as-of 2026-04-01 -m qa_topk --queue none.csv@2026-03-02 log.csv
	[[ "$output" = *none.csv:* ]]
	run -64 hl-metrics --as-of 2026-04-01 --queue - --queue -@2026-03-02 log.csv
	run -64 hl-metrics --set model --queue queue.csv log.csv
}

@test "an account that may not be called yet, or no longer, stands before nobody" {
	queue 1,Q1,Ann,2026-03-02T12:00:00Z, 2,Q2,Ann,,2026-03-02T11:00:00Z 3,Q3,Ann,, 4,Q4,Ann,,
	attempts 11:Q3
	[ "$(totals qa_topk $queue --top-k 1)" = '1/1=100.0' ]
	attempts 10:Q3
	[ "$(totals qa_topk $queue --top-k 1)" = '0/1=0.0' ]
	attempts 12:Q3
	[ "$(totals qa_topk $queue --top-k 1)" = '0/1=0.0' ]
	attempts 11:Q4
	[ "$(totals qa_topk $queue --top-k 1)" = '0/1=0.0' ]
	[ "$(totals qa_topk $queue --top-k 2)" = '1/1=100.0' ]
}

@test "who calls outside of the window does not follow the queue, and the account is worked" {
	queue 1,Q1,Ann,2026-03-02T12:00:00+01:00,2026-03-02T13:00:00+01:00 2,Q2,Ann,,
	attempts 10:Q1 11:Q1 12:Q2
	[ "$(totals qa_topk,off_queue $queue --top-k 1)" = '1/2=50.0 0/2=0.0' ]
	attempts 11:Q1 12:Q2
	[ "$(totals qa_topk $queue --top-k 1)" = '2/2=100.0' ]
	attempts 12:Q1
	[ "$(totals qa_topk $queue)" = '0/1=0.0' ]
}

@test "windows in a log are those of its queue events" {
	cat >log.csv <<-'END'
		ts,account_id,type,collector,result,rank,call_from,call_to
		2026-03-02T05:00:00Z,Q1,queue,Ann,,1,2026-03-02T12:00:00Z,
		2026-03-02T05:00:00Z,Q2,queue,Ann,,2,,
		2026-03-02T10:00:00Z,Q2,attempt,Ann,busy,,nonsense,
	END
	[ "$(totals qa_topk --top-k 1)" = '1/1=100.0' ]
	sed -i '2s/T12/T26/' log.csv
	run -65 hl-metrics --as-of 2026-04-01 -m qa_topk log.csv
	[[ "$output" = *log.csv:2:38:*call_from* ]]
}

@test "of two ranks of an account the one given last stands" {
	plain_queue 3
	sed '1s/^/ts,/; 2,$s/^/2026-03-02T05:00:00Z,/' queue.csv >dated.csv
	printf '2026-03-02T06:00:00Z,9,Q1,Ann,,\n' >>dated.csv
	attempts 10:Q2
	[ "$(totals qa_topk --queue dated.csv --top-k 1)" = '1/1=100.0' ]
}

@test "inbound calls are no actions, texts are" {
	plain_queue 2
	attempts 10:Q1 11:Q2
	sed -i '2s/,,,busy/,call,in,inbound_rpc/; 3s/,,,busy/,sms,out,/' log.csv
	[ "$(totals qa_topk,off_queue $queue --top-k 1)" = '0/1=0.0 0/1=0.0' ]
}

@test "what is not in the queue is counted apart, each time, and with the others if that is asked" {
	plain_queue 2
	attempts 10:X 11:X 12:Q1 13:Q1 14:Y:Bo
	[ "$(totals qa_topk,off_queue $queue)" = '1/1=100.0 2/3=66.7' ]
	[ "$(totals qa_topk,off_queue $queue --count-off-queue)" = '1/3=33.3 2/3=66.7' ]
	run -0 hl-metrics --as-of 2026-04-01 -m off_queue $queue --by collector log.csv
	[[ "${lines[2]}" = off_queue,Bo,*,0,0,,,,0,'no_data;no_queue:1;'* ]]
	[[ "${lines[3]}" = off_queue,all,*,2,3,66.7,20.8,93.9,3,'low_n;no_queue:1;'* ]]
}

@test "coverage is of the top of each queue, whenever and in whatever order it was worked" {
	plain_queue 12
	printf 'rank,account_id,collector\n1,B1,Bo\n2,B2,Bo\n' >bo.csv
	attempts 10:Q12 11:Q11 12:Q10 13:Q1 14:B1:Ann 15:B2:Bo
	[ "$(figures qa_cov $queue --queue bo.csv@2026-03-02 --by collector)" = 'qa_cov,Ann,2,10,20.0 qa_cov,Bo,1,2,50.0 qa_cov,all,3,12,25.0' ]
	[ "$(totals qa_cov $queue --top-k 1)" = '1/1=100.0' ]
}

@test "a queue that nobody touched has a coverage of nothing, and no adherence" {
	plain_queue 4
	attempts 10:X:Bo
	[ "$(figures qa_topk,qa_cov $queue --by collector)" = 'qa_topk,Ann,0,0, qa_topk,Bo,0,0, qa_topk,all,0,0, qa_cov,Ann,0,4,0.0 qa_cov,Bo,0,0, qa_cov,all,0,4,0.0' ]
}

@test "the order of work is Kendall's tau-b with the order of the queue; four accounts have none" {
	plain_queue 6
	attempts 10:Q1 11:Q3 12:Q5 13:Q2 14:Q4
	[ "$(totals qa_tau $queue)" = '0.4/1=0.400' ] # 7 of 10 couples agree
	attempts 10:Q1 11:Q2 12:Q3 13:Q4 14:Q5 15:Q6
	[ "$(totals qa_tau $queue)" = '1/1=1.000' ]
	attempts 10:Q6 11:Q5 12:Q3 13:Q2 14:Q1
	[ "$(totals qa_tau $queue)" = '-1/1=-1.000' ]
	attempts 10:Q1 11:Q2 12:Q3 13:Q4
	run -0 hl-metrics --as-of 2026-04-01 -m qa_tau $queue log.csv
	[[ "${lines[1]}" = qa_tau,all,*,0,0,,,,0,'no_data;short_days:1;'* ]]
}

@test "equal ranks and equal seconds are ties, and days are averaged" {
	queue 1,Q1,Ann,, 1,Q2,Ann,, 3,Q3,Ann,, 4,Q4,Ann,, 5,Q5,Ann,,
	attempts 10:Q1 11:Q2 12:Q3 13:Q5 13:Q4
	# 8 of 10 couples differ in both and agree; 9 differ in time, 9 in rank.
	[ "$(totals qa_tau $queue)" = '0.888889/1=0.889' ]
	attempts 10:Q1 11:Q2 12:Q3 13:Q4 14:Q5
	# 9 agree, of 10 in time and 9 in rank: 9 / sqrt 90.
	[ "$(totals qa_tau $queue)" = '0.948683/1=0.949' ]
	printf 'rank,account_id,collector\n1,B1,Bo\n2,B2,Bo\n3,B3,Bo\n4,B4,Bo\n5,B5,Bo\n' >bo.csv
	attempts 10:Q1 11:Q2 12:Q3 13:Q4 14:Q5 10:B5:Bo 11:B4:Bo 12:B3:Bo 13:B2:Bo 14:B1:Bo
	[ "$(figures qa_tau $queue --queue bo.csv@2026-03-02 --by collector)" = 'qa_tau,Ann,0.948683,1,0.949 qa_tau,Bo,-1,1,-1.000 qa_tau,all,-0.051317,2,-0.026' ]
}

@test "a second attempt on an account is neither an action nor a part of the order" {
	plain_queue 5
	attempts 10:Q1 11:Q2 12:Q3 13:Q4 14:Q5 15:Q1
	[ "$(totals qa_topk,qa_tau $queue)" = '5/5=100.0 1/1=1.000' ]
}

@test "groups by what the leads say: each has its accounts, its coverage and its own order" {
	plain_queue 6
	printf 'account_id,client\nQ1,Acme\nQ2,Byte\nQ3,Acme\nQ4,Byte\nQ5,Acme\nQ6,Acme\n' >leads.csv
	attempts 10:Q1 11:Q4 12:Q3 13:Q2
	[ "$(figures qa_topk,qa_cov -l leads.csv --by client $queue --top-k 3)" = 'qa_topk,Acme,2,2,100.0 qa_topk,Byte,2,2,100.0 qa_topk,all,4,4,100.0 qa_cov,Acme,2,2,100.0 qa_cov,Byte,1,1,100.0 qa_cov,all,3,3,100.0' ]
}

@test "each metric of queues has its level and its interval" {
	plain_queue 2
	attempts 10:Q1
	[ "$(hl-metrics --list-metrics | grep -E '^(qa_|off_queue)' | cut -f1,3 | paste -sd' ' | tr '\t' :)" = 'qa_topk:3 qa_cov:3 qa_tau:3 off_queue:3' ]
	[ "$(hl-metrics --as-of 2026-04-01 -m qa_topk,qa_cov,qa_tau,off_queue $queue log.csv | sed 1d | cut -d, -f8,9 | paste -sd' ')" = '20.7,100.0 9.5,90.5 , 0.0,79.3' ]
}

@test "the order of the rows, threads and blocks change nothing" {
	queue $(for i in $(seq 60); do echo "$((i % 17)),A$((i % 45)),C$((i % 3)),$([ $((i % 4)) = 0 ] && echo 2026-03-02T1$((i % 7)):30:00Z),"; done)
	attempts $(for i in $(seq 300); do printf '%02d:A%d:C%d ' $((i * 7 % 24)) $((i * 13 % 60)) $((i % 4)); done)
	sed -i '2,$s/,,,busy/,sms,,/; 3~3s/,sms,/,email,/' log.csv
	metrics=qa_topk,qa_cov,qa_tau,off_queue
	for by in collector channel; do
		figures $metrics $queue --by $by --top-k 4 >want
		cp log.csv in-order.csv
		{ head -1 in-order.csv && sed 1d in-order.csv | shuf --random-source=<(yes 2); } >log.csv
		for how in '-j 1' '-j 4 --block-size 64'; do
			figures $metrics $queue --by $by --top-k 4 $how | diff want -
		done
		mv in-order.csv log.csv
	done
}
