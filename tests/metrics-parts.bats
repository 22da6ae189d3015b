# hl-metrics --partial and --merge: a log in parts.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	export LC_ALL=C
	at=2026-03-10
	header=event_id,ts,account_id,type,collector,channel,direction,result,amount,due,hours,stage,ref
	printf '%s\n' $header \
		e1,2026-02-02T08:00:00Z,A1,placed,,,,,1000.00,,,, \
		e2,2026-02-03T08:00:00Z,A1,attempt,Ann,call,out,rpc_promise,,,,, \
		e3,2026-02-03T08:01:00Z,A1,promise,Ann,,,,200,2026-02-13,,, \
		e4,2026-02-12T08:00:00Z,A1,payment,Ann,,,,200,,,, >one.csv
	printf '%s\n' $header \
		e4,2026-02-12T08:00:00Z,A1,payment,Ann,,,,200,,,, \
		e5,2026-02-20T08:00:00Z,A1,reversal,,,,,200,,,,e4 \
		,2026-02-20T08:00:00Z,,hours,Bo,,,,,,8,, \
		,2026-02-21T08:00:00Z,A2,payment,Bo,,,,25,,,, >two.csv
	echo $header >none.csv
}

# Partials of the files named, made with the options before --.
parts() {
	options=()
	while [ "$1" != -- ]; do options+=("$1"); shift; done
	shift
	for name in "$@"; do
		hl-metrics --partial --as-of $at "${options[@]}" $name.csv >$name.part
	done
}

@test "partials come to what one run over all the events does: a payment in both parts, its reversal and its promise apart" {
	for by in '' '--by collector' '--every month --by collector,channel --totals each'; do
		hl-metrics --as-of $at $by one.csv none.csv two.csv >want
		parts $by -- one two none
		hl-metrics --merge one.part none.part two.part | cmp want
		hl-metrics --merge two.part one.part none.part | cmp want
	done
	grep -q '^kept,all,.*,1,1,100.0' <(hl-metrics --as-of $at one.csv)
	grep -q '^kept,all,2026-02-01,2026-03-01,0,1,0.0' want || grep -q '^kept,all,2026-02-02,2026-03-01,0,1,0.0' want
	grep -q '^cash,all,2026-02-02,2026-03-10,25.00,' want
}

@test "a partial of partials is one, and the same bytes by any threads" {
	parts --by collector -- one two none
	hl-metrics --as-of $at --by collector one.csv two.csv >want
	hl-metrics --merge --partial one.part none.part >both.part
	for threads in 1 2 8; do
		hl-metrics --merge --partial -j $threads --block-size 100 one.part none.part | cmp both.part
		hl-metrics --merge -j $threads --block-size 100 both.part two.part | cmp want
	done
	hl-metrics --partial --as-of $at --by collector -z one.csv >one.gz
	hl-metrics --merge two.part - <one.gz | cmp want
}

@test "a partial holds the roster and the leads, and how the log is spelled" {
	printf 'collector,team\nAnn,North\n\nBo,"So\nuth"\n' >roster.csv
	printf 'account_id,client,created\nA1,Acme,2026-02-01\nA9,Other,2026-02-05\n' >leads.csv
	for name in one two; do tr , '\t' <$name.csv >$name.tsv; done
	hl-metrics --as-of $at --by team,client -r roster.csv -l leads.csv one.tsv two.tsv >want
	for name in one two; do
		hl-metrics --partial --as-of $at --by team,client -r roster.csv -l leads.csv $name.tsv >$name.part
	done
	hl-metrics --merge -r roster.csv -l leads.csv one.part two.part | cmp want
	echo 'Dee,South' >>roster.csv
	run -65 hl-metrics --merge -r roster.csv one.part two.part
	[ "$output" = 'hl-metrics: roster.csv: not the roster that one.part was made with: leave it out' ]
	rm roster.csv leads.csv
	hl-metrics --merge one.part two.part | cmp want
	hl-metrics --merge -D , one.part two.part | grep -q '^cash,'
}

@test "what was asked is in the partials: options of the output alone may be given" {
	parts --by collector -m cash,kept --last 30d -- one two
	hl-metrics --as-of $at --by collector -m cash,kept --last 30d --min-n 1 one.csv two.csv >want
	hl-metrics --merge --min-n 1 one.part two.part | cmp want
	hl-metrics --merge --min-n 1 --by collector --last 30d --as-of $at one.part two.part | cmp want
	run -1 hl-metrics --merge --assert 'cash > 1000' one.part two.part
	[[ $stderr$output == *'cash > 1000'* ]]
}

@test "partials made with other options are refused, each option by its name" {
	parts -- one
	parts --by collector --grace 5 --last 7d -- two
	run -65 hl-metrics --merge one.part two.part
	[ "${lines[0]}" = 'hl-metrics: two.part: made with another --by than one.part: make both with the same' ]
	[ "${lines[1]}" = 'hl-metrics: two.part: made with another --last than one.part: make both with the same' ]
	[ "${lines[2]}" = 'hl-metrics: two.part: made with another --grace than one.part: make both with the same' ]
	run -64 hl-metrics --merge --grace 5 --as-of 2026-03-11 one.part
	[ "${lines[0]}" = 'hl-metrics: one.part: made with another --grace: leave it out' ]
	[ "${lines[1]}" = 'hl-metrics: one.part: made with another --as-of: leave it out' ]
	hl-metrics --partial --as-of 2026-03-09 two.csv >two.part
	run -65 hl-metrics --merge one.part two.part
	[ "$output" = 'hl-metrics: two.part: made with another --as-of than one.part: make both with the same' ]
}

@test "partials of other tables are refused" {
	printf 'collector,team\nAnn,North\n' >roster.csv
	parts --by team -r roster.csv -- one
	printf 'collector,team\nAnn,South\n' >roster.csv
	parts --by team -r roster.csv -- two
	run -65 hl-metrics --merge one.part two.part
	[ "$output" = 'hl-metrics: two.part: made with another roster than one.part' ]
	cut -d, -f1-12 two.csv >narrow.csv
	parts -- one narrow
	run -65 hl-metrics --merge one.part narrow.part
	[ "$output" = 'hl-metrics: narrow.part: made with another log than one.part' ]
}

@test "a torn, changed, foreign or future partial is an error, wherever it is cut" {
	parts --by collector -- one
	size=$(wc -c <one.part)
	for ((at = 0; at < size - 1; at += 61)); do
		head -c $at one.part >cut.part
		run -65 hl-metrics --merge cut.part
		[ "${lines[0]}" != "${lines[0]#hl-metrics: cut.part:}" ]
	done
	head -c $((size - 1)) one.part >cut.part # nothing is lost but the line end
	hl-metrics --merge cut.part | cmp <(hl-metrics --merge one.part)
	sed '/^event.*A1,e3/d' one.part >cut.part
	run -65 hl-metrics --merge cut.part
	[ "$output" = 'hl-metrics: cut.part:1: the partial is cut or changed: make it again' ]
	sed 's/,200000000,/,200000001,/' one.part >cut.part
	run -65 hl-metrics --merge cut.part
	sed 's/^hl-metrics-partial,1/hl-metrics-partial,2/' one.part >cut.part
	run -65 hl-metrics --merge cut.part
	[[ $output == *'a partial of another version: this hl-metrics reads version 1' ]]
	run -65 hl-metrics --merge one.csv
	[ "$output" = 'hl-metrics: one.csv:1: not what hl-metrics --partial wrote' ]
	gzip -c one.part | head -c 200 >cut.gz
	run -74 hl-metrics --merge cut.gz
}

@test "so is one that is cut or changed in what is of the user's own, or of a queue" {
	printf '%s\n' metric,part,field,when,value net,num,payment,,amount tried,num,attempt,,accounts >m.csv
	printf '%s\n' account_id,rank,collector,date A1,1,Ann,2026-02-03 >queue.csv
	cut -d, -f2- one.csv >plain.csv && mv plain.csv one.csv
	parts --define m.csv --queue queue.csv -- one
	size=$(wc -c <one.part)
	for ((at = size - 900; at < size - 1; at += 37)); do
		head -c $at one.part >cut.part
		run -65 hl-metrics --merge cut.part
		[[ $output == 'hl-metrics: cut.part:'* ]]
	done
	# Another term, marks of a term that is not there, sums of a period that is not, no definitions.
	for change in 's/^own,Ann,1,,,/own,Ann,1,,7,/' 's/^own,Ann,1,,,/own,Ann,3,,,/' '/^own/s/,200000000,/,300000000,/' \
		'/^own/d' 's/^\(event,.*\),2,\(,*\)$/\1,4,\2/' '/^table,define/d' '/^event.*,A1,/d'; do
		sed "$change" one.part >cut.part
		run -1 cmp -s one.part cut.part
		run -65 hl-metrics --merge cut.part
		[[ $output == 'hl-metrics: cut.part:'* ]]
	done
}

@test "a partial with a bad row is not there; a killed one is no partial" {
	echo 'e9,2026-02-30,A1,attempt,Ann,call,out,no_answer,,,,,' >>one.csv
	run -65 hl-metrics --partial --as-of $at -o one.part one.csv
	[ ! -e one.part ]
	hl-metrics --partial --as-of $at --rejects bad.csv --max-rejects 1 -o one.part one.csv
	(cat two.csv; sleep 5) | timeout -s KILL 0.3 hl-metrics --partial --as-of $at >killed.part || true
	run -65 hl-metrics --merge killed.part
}

@test "two currencies in two parts are as bad as in one" {
	printf 'ts,account_id,type,amount,currency\n2026-02-02T08:00:00Z,A1,payment,5,USD\n' >usd.csv
	sed 's/USD/GBP/' usd.csv >gbp.csv
	sed 's/USD/usd/' usd.csv >small.csv
	parts -m cash -- usd gbp small
	hl-metrics --merge usd.part small.part | grep -q '^cash,all,.*,10.00,'
	run -65 hl-metrics --merge usd.part gbp.part
	[ "$output" = 'hl-metrics: gbp.part:1: a second currency: measure each by itself' ]
}

@test "a partial that is there twice counts twice, and that is said; parts without events are alike" {
	parts -m cash -- two none
	run -0 --separate-stderr hl-metrics --merge two.part none.part none.part two.part
	[ "$stderr" = 'hl-metrics: warning: two.part: the same as two.part: its events count twice' ]
	printf 'account_id,rank,date\n' >queue.csv
	parts -m cash,qa_topk --queue queue.csv -- none
	run -0 --separate-stderr hl-metrics --merge none.part none.part
	[ -z "$stderr" ]
}

@test "sums alone make a small partial, whatever the size of the log" {
	awk 'BEGIN { print "ts,account_id,type,collector,channel,direction,result,amount,hours"
		for (i = 0; i < 20000; i++)
			printf "2026-02-%02dT08:00:00Z,K%d,%s,C%d,call,out,%s,%d,1\n", 1 + i % 28, i % 999,
				i % 3 ? "attempt" : i % 2 ? "payment" : "hours", i % 7, i % 3 ? "no_answer" : "", i % 50 }' >log.csv
	hl-metrics --partial --as-of $at -m rph,cash,attempts,rpc_att --by collector log.csv >log.part
	[ "$(wc -c <log.part)" -lt 20000 ]
	! grep -q '^event' log.part
	hl-metrics --merge log.part | cmp <(hl-metrics --as-of $at -m rph,cash,attempts,rpc_att --by collector log.csv)
}

@test "what a partial cannot hold is misuse" {
	run -64 hl-metrics --partial --assert 'cash > 1' one.csv
	[ "${lines[0]}" = 'hl-metrics: --partial does not go with --assert: there are no figures yet' ]
	run -64 hl-metrics --merge --rejects bad.csv one.part
	run -64 hl-metrics --set model --merge one.part
	run -64 hl-metrics --merge --max-age 1d one.part
	run -64 hl-metrics --partial --targets x one.csv
	[ "${lines[0]}" = 'hl-metrics: --partial does not go with --targets: there are no figures yet' ]
	run -64 hl-metrics --set roll --before x --partial one.csv
	[ "${lines[0]}" = 'hl-metrics: --set roll does not go with --partial' ]
}

@test "metrics of one's own are in partials, and their table: accounts of two parts are one" {
	printf '%s\n' metric,part,field,when,value '# cash by who tried' \
		'tried,den,attempt|payment,,accounts' 'tried,num,,collector is Ann,' 'net,num,payment,,amount' \
		'net,num,reversal,,-amount' 'mine,num,payment,leads.client is Acme,amount' 'replies,num,sms_reply,,' >m.csv
	printf 'account_id,client\nA1,Acme\nA2,Other\n' >leads.csv
	printf '%s\n' e9,2026-02-07T08:00:00Z,A1,sms_reply,,,,,,,,, >>one.csv
	printf '%s\n' e9,2026-02-07T08:00:00Z,A1,sms_reply,,,,,,,,, e10,2026-02-08T08:00:00Z,A1,attempt,Bo,call,out,busy,,,,, >>two.csv
	for asked in '' '--by collector --every week' '--by client' '-m tried,net,mine,replies --by channel'; do
		hl-metrics --as-of $at --define m.csv -l leads.csv $asked one.csv two.csv >want
		parts --define m.csv -l leads.csv $asked -- one two none
		hl-metrics --merge none.part two.part one.part | cmp want
		hl-metrics --merge --partial one.part none.part >both.part
		hl-metrics --merge --define m.csv both.part two.part | cmp want
	done
	hl-metrics --as-of $at --define m.csv -l leads.csv one.csv two.csv | grep '^tried\|^replies' | cut -d, -f1-2,5-7 >got
	printf '%s\n' tried,all,1,2,50.0 replies,all,1,,1 | cmp got
	hl-metrics --partial --as-of $at --define - -l leads.csv one.csv <m.csv | cmp - <(hl-metrics --partial --as-of $at --define m.csv -l leads.csv one.csv)
}

@test "partials of other definitions are refused, and both are named" {
	printf '%s\n' metric,part,field,when,value net,num,payment,,amount >m.csv
	sed 's/amount$/accounts/' m.csv >other.csv
	parts --define m.csv -- one
	parts --define other.csv -- two
	parts -- none
	run -65 hl-metrics --merge one.part two.part
	[ "$output" = 'hl-metrics: two.part: made with another table of metrics than one.part' ]
	run -65 hl-metrics --merge one.part none.part
	[ "$output" = 'hl-metrics: none.part: made without --define, and one.part with: make both with the same' ]
	run -65 hl-metrics --merge --define other.csv one.part
	[ "$output" = 'hl-metrics: other.csv: not the table of metrics that one.part was made with: leave it out' ]
	run -65 hl-metrics --merge --define m.csv none.part
	[ "$output" = 'hl-metrics: none.part: made without --define m.csv: make it with that, or leave it out' ]
	sed 's/amount$/amuont/' m.csv >odd.csv
	echo 'net,num,,nonsense here,' >>odd.csv
	run -65 hl-metrics --partial --define odd.csv one.csv
	[[ $output == *'hl-metrics: odd.csv:3:'* ]]
}

@test "a queue may be delivered to any part or to the merge, whatever is done with its accounts elsewhere" {
	head=ts,account_id,type,collector,channel,direction,result
	printf '%s\n' $head 2026-02-02T08:00:00Z,Q2,attempt,Ann,call,out,busy 2026-02-02T09:00:00Z,Q1,attempt,,call,out,busy >one.csv
	printf '%s\n' $head 2026-02-01T08:00:00Z,Q1,assigned,Ann,,, 2026-02-02T10:00:00Z,Q3,attempt,Ann,call,out,busy >two.csv
	echo $head >none.csv
	printf '%s\n' account_id,rank,collector Q1,1,Ann Q2,2,Ann Q3,3,Ann >queue.csv
	printf '%s\n' account_id,rank,collector,date Q9,1,Bo,2026-02-02 >bo.csv
	head -1 bo.csv >empty.csv
	for asked in '' '-m qa_topk --by collector --top-k 1' '--every day --count-off-queue' '-m qa_cov,cash'; do
		for queue in '--queue queue.csv@2026-02-02' '--queue queue.csv@2026-02-02 --queue bo.csv' '--queue empty.csv'; do
			hl-metrics --as-of $at $asked $queue one.csv two.csv >want
			parts $asked -- one two none
			hl-metrics --merge $queue one.part two.part | cmp want
			hl-metrics --merge --partial $queue none.part >queue.part
			hl-metrics --merge two.part queue.part one.part | cmp want
			hl-metrics --partial --as-of $at $asked $queue two.csv >two.part
			hl-metrics --merge one.part two.part none.part | cmp want
			hl-metrics --merge $queue one.part two.part | cmp want # what is delivered twice is there once
		done
		parts $asked -- one two
		hl-metrics --merge one.part two.part | cmp <(hl-metrics --as-of $at $asked one.csv two.csv)
	done
	echo Q4,x,Ann >>queue.csv
	run -65 hl-metrics --partial --as-of $at --queue queue.csv@2026-02-02 one.csv
	[ "$output" = 'hl-metrics: queue.csv:5:4: rank: not a number' ]
	hl-metrics --partial --as-of $at --queue queue.csv@2026-02-02 --rejects bad.csv one.csv >one.part
	hl-metrics --merge one.part | cmp <(hl-metrics --as-of $at --queue queue.csv@2026-02-02 --rejects bad.csv one.csv)
}

@test "who may not be worked and which days are none of business is asked of the merge, or kept by all parts" {
	printf '%s\n' account_id,gate_status A1,hold A2,work >gate.csv
	printf '%s\n' date 2026-02-03 >holidays.csv
	end='--suppressed gate.csv --holidays holidays.csv'
	hl-metrics --as-of $at --business-days $end one.csv two.csv >want
	run -1 cmp -s want <(hl-metrics --as-of $at --business-days one.csv two.csv)
	parts --business-days -- one two
	hl-metrics --merge $end one.part two.part | cmp want
	hl-metrics --merge one.part two.part | cmp <(hl-metrics --as-of $at --business-days one.csv two.csv)
	hl-metrics --merge --partial $end one.part >kept.part
	run -65 hl-metrics --merge kept.part two.part
	[ "${lines[0]}" = 'hl-metrics: two.part: made without --holidays, and kept.part with: make both with the same' ]
	[ "${lines[1]}" = 'hl-metrics: two.part: made without --suppressed, and kept.part with: make both with the same' ]
	parts --business-days $end -- two
	hl-metrics --merge kept.part two.part | cmp want
	hl-metrics --merge $end two.part kept.part | cmp want
	echo 2026-02-09 >>holidays.csv
	run -65 hl-metrics --merge --holidays holidays.csv two.part kept.part
	[ "$output" = 'hl-metrics: holidays.csv: not the table of holidays that two.part was made with: leave it out' ]
	parts --business-days $end -- one
	run -65 hl-metrics --merge one.part two.part
	[ "$output" = 'hl-metrics: two.part: made with another table of holidays than one.part' ]
	echo nonsense >>holidays.csv
	run -65 hl-metrics --partial --as-of $at --business-days --holidays holidays.csv one.csv
	[[ $output == 'hl-metrics: holidays.csv:4:1: date: '* ]]
}

@test "a row of the leads that was set aside is not told again by the merge" {
	printf '%s\n' account_id,client,created A1,Acme,2026-02-01 A2,Acme,nonsense >leads.csv
	hl-metrics --as-of $at --by client -l leads.csv --rejects bad.csv one.csv >want
	hl-metrics --partial --as-of $at --by client -l leads.csv --rejects other.csv one.csv >one.part
	cmp bad.csv other.csv
	hl-metrics --merge one.part | cmp want
	run -65 hl-metrics --partial --as-of $at --by client -l leads.csv one.csv
	[ "${lines[0]%%: not*}" = 'hl-metrics: leads.csv:3:9: created' ]
}

@test "ranks, targets and a wide table are asked of the merge; the period before of the partials" {
	printf 'metric,group,target\ncash,,70\n' >targets.csv
	for shown in '--order value --top 1' '--targets targets.csv' '--min-n 1'; do
		hl-metrics --as-of $at --by collector --previous --last 30d $shown one.csv two.csv >want
		parts --by collector --previous --last 30d -- one two
		hl-metrics --merge $shown one.part two.part | cmp want
	done
	hl-metrics --as-of $at --by collector --wide one.csv two.csv >want
	parts --by collector -- one two
	hl-metrics --merge --wide one.part two.part | cmp want
	run -64 hl-metrics --merge --previous --last 30d one.part
}

@test "who looked, who was active, and who is there without any figure is known after a merge" {
	head=ts,account_id,type,collector,hours
	printf '%s\n' $head 2026-02-02T08:00:00Z,,view,Ann, 2026-02-03T08:00:00Z,A1,portal_visit,Dee, >one.csv
	printf '%s\n' $head 2026-02-04T08:00:00Z,A1,note,Bo, 2026-02-10T08:00:00Z,,view,Ann, >two.csv
	for asked in '-m adoption,exports' '--set success' '-m rph --by collector --hours-default 8' \
		'-m cash --lift --ab collector=Dee:Bo'; do
		hl-metrics --as-of $at $asked one.csv two.csv >want
		parts $asked -- one two
		hl-metrics --merge one.part two.part | cmp want
	done
	grep -q , want
}

@test "who is only in events that are later than --as-of is not there, whatever the size of the blocks" {
	printf '%s\n' ts,account_id,type,collector,hours 2026-02-02T08:00:00Z,A1,,Ann, 2026-04-02T08:00:00Z,A1,note,Zoe, \
		2026-02-02T08:00:00Z,,hours,Bo,8 >log.csv
	for size in 50 100 64K; do
		hl-metrics --partial --as-of $at -m rph --rejects bad.csv --block-size $size log.csv >$size.part
		cmp 50.part $size.part
	done
	run -1 grep Zoe 50.part
	sed -i 2d log.csv
	hl-metrics --partial --as-of $at -m rph log.csv >good.part
	run -1 grep Zoe good.part
	run -64 hl-metrics --as-of $at -m rph --lift --ab collector=Zoe:Bo log.csv
}

@test "random logs in random parts" {
	command -v python3 >/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/metrics-parts.py" "${SEED:-1}" "${CASES:-8}"
}

@test "partials that were changed at random" {
	command -v python3 >/dev/null || skip "no python3 here"
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/metrics-torn.py" "${SEED:-1}" "${CASES:-4}"
}
