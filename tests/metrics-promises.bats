# Promises: what became of each, what was made, what is still to come.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	states=kept,kept_amt,partial,broken,superseded,cancelled
}

# A log with these rows: ts,account_id,type,amount,due,event_id,ref,collector.
log() {
	printf '%s\n' ts,account_id,type,amount,due,event_id,ref,collector "$@" >log.csv
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

@test "the promises of the worked example, at both of its dates" {
	log 2026-02-06T15:00:00Z,A1,promise,200.00,2026-02-13,,, 2026-02-12T15:00:00Z,A3,promise,500.00,2026-02-20,,, \
		2026-02-14T15:00:00Z,A1,payment,200.00,,,, 2026-02-19T15:00:00Z,A3,payment,400.00,,x,, \
		2026-02-20T15:00:00Z,A2,payment,100.00,,,, 2026-02-22T15:00:00Z,A3,payment,75.00,,,, \
		2026-02-25T15:00:00Z,A3,reversal,400.00,,,x,
	[ "$(totals $states --as-of 2026-02-28)" = '1/2=50.0 275.00/700.00=39.3 1/2=50.0 0/2=0.0 0/2=0.0 0/2=0.0' ]
	[ "$(totals $states --as-of 2026-02-24)" = '2/2=100.0 675.00/700.00=96.4 0/2=0.0 0/2=0.0 0/2=0.0 0/2=0.0' ]
	run -0 hl-metrics --as-of 2026-02-28 --min-n 0 -m kept log.csv
	[[ "${lines[1]}" = *,1,2,50.0,9.5,90.5,2,* ]]
}

@test "the promises of the shared February, where it is, at both dates" {
	local case=$root/../shared/cases/metrics/february/events.csv
	[ -f "$case" ] || skip "no shared cases here"
	cp "$case" log.csv
	[ "$(totals kept,kept_amt --as-of 2026-02-28)" = '1/2=50.0 275.00/700.00=39.3' ]
	[ "$(totals kept,kept_amt --as-of 2026-02-24)" = '2/2=100.0 675.00/700.00=96.4' ]
}

# One account for each state: K kept, P partial, B broken, S superseded (by one that is kept),
# C cancelled, N not due yet, G in its grace.
every_state() {
	log 2026-03-02T10:00:00Z,K,promise,100.00,2026-03-10,,,Ann 2026-03-10T10:00:00Z,K,payment,130.00,,,,Ann \
		2026-03-02T10:00:00Z,P,promise,100.00,2026-03-10,,,Ann 2026-03-05T10:00:00Z,P,payment,94.99,,,,Ann \
		2026-03-02T10:00:00Z,B,promise,100.00,2026-03-10,,,Bo \
		2026-03-02T10:00:00Z,S,promise,100.00,2026-03-10,,,Bo 2026-03-04T10:00:00Z,S,promise,50.00,2026-03-12,,,Bo \
		2026-03-15T10:00:00Z,S,payment,50.00,,,,Bo \
		2026-03-02T10:00:00Z,C,promise,100.00,2026-03-10,,,Bo 2026-03-04T10:00:00Z,C,promise_cancelled,,,,,Bo \
		2026-03-02T10:00:00Z,N,promise,100.00,2026-04-10,,,Ann 2026-03-02T10:00:00Z,G,promise,70.00,2026-03-30,,,Ann
}

@test "each state is told from the others" {
	every_state
	[ "$(totals $states)" = '2/4=50.0 244.99/350.00=70.0 1/4=25.0 1/4=25.0 1/5=20.0 1/6=16.7' ]
	[ "$(totals promises,promised)" = '8/=8 720.00/=720.00' ]
	[ "$(figures prom_pipe)" = 'prom_pipe,overdue,1,,1 prom_pipe,today,0,,0 prom_pipe,1-7,0,,0 prom_pipe,8-14,1,,1 prom_pipe,15-30,0,,0 prom_pipe,>30,0,,0 prom_pipe,all,2,,2' ]
	[ "$(totals prom_pipe_amt)" = '170.00/=170.00' ]
}

@test "states by collector: what was superseded is no promise of the others' denominators" {
	every_state
	[ "$(figures kept,superseded --by collector)" = 'kept,Ann,1,2,50.0 kept,Bo,1,2,50.0 kept,all,2,4,50.0 superseded,Ann,0,2,0.0 superseded,Bo,1,3,33.3 superseded,all,1,5,20.0' ]
}

@test "kept, partial and broken add up to all" {
	every_state
	run -0 hl-metrics --as-of 2026-04-01 -m kept,partial,broken log.csv
	[ "$(sed 1d <<<"$output" | awk -F, '{ n += $5 } END { print n, $6 }')" = '4 4' ]
}

@test "a payment that bounces after the grace is taken back as soon as that is known" {
	log 2026-03-02T10:00:00Z,K,promise,100.00,2026-03-10,,, 2026-03-10T10:00:00Z,K,payment,100.00,,p,, \
		2026-03-20T10:00:00Z,K,reversal,100.00,,,p,
	[ "$(totals kept,broken --as-of 2026-03-20)" = '1/1=100.0 0/1=0.0' ]
	[ "$(totals kept,broken --as-of 2026-03-21)" = '0/1=0.0 1/1=100.0' ]
	[ "$(totals kept_amt --as-of 2026-03-21)" = '0.00/100.00=0.0' ]
}

@test "what was paid before the promise does not keep it, in the same second it does" {
	log 2026-03-02T10:00:00Z,K,promise,100.00,2026-03-10,,, 2026-03-02T09:59:59Z,K,payment,100.00,,,,
	[ "$(totals kept,broken)" = '0/1=0.0 1/1=100.0' ]
	sed -i 's/T09:59:59/T10:00:00/' log.csv
	[ "$(totals kept,broken)" = '1/1=100.0 0/1=0.0' ]
}

@test "one payment keeps the promise that is due first, the other is broken" {
	log 2026-03-02T10:00:00Z,K,promise,100.00,2026-03-10,,P, 2026-03-03T10:00:00Z,K,promise,100.00,2026-03-09,,P, \
		2026-03-08T10:00:00Z,K,payment,100.00,,,,
	[ "$(totals kept,kept_amt,partial,broken)" = '1/2=50.0 100.00/200.00=50.0 0/2=0.0 1/2=50.0' ]
	[ "$(totals kept --to 2026-03-13)" = '1/1=100.0' ]
}

@test "instalments take the cents oldest due first, each once; what is over goes to the next" {
	log 2026-03-02T10:00:00Z,K,promise,50.00,2026-03-06,,, 2026-03-02T10:00:00Z,K,promise,50.00,2026-03-09,,, \
		2026-03-02T10:00:00Z,K,promise,50.00,2026-03-12,,, 2026-03-05T10:00:00Z,K,payment,80.00,,,,
	[ "$(totals kept,kept_amt,partial,broken)" = '1/3=33.3 80.00/150.00=53.3 1/3=33.3 1/3=33.3' ]
}

@test "more than was promised keeps no more than all of it" {
	log 2026-03-02T10:00:00Z,K,promise,50.00,2026-03-06,,, 2026-03-05T10:00:00Z,K,payment,500.00,,,,
	[ "$(totals kept_amt)" = '50.00/50.00=100.0' ]
}

@test "a promise without an amount is kept by any cash, broken without, and no money of kept_amt" {
	log 2026-03-02T10:00:00Z,K,promise,,2026-03-06,,, 2026-03-05T10:00:00Z,K,payment,0.01,,,, \
		2026-03-02T10:00:00Z,L,promise,,2026-03-06,,, 2026-03-02T10:00:00Z,M,promise,10.00,2026-03-06,,,
	[ "$(totals kept,kept_amt,partial,broken)" = '1/3=33.3 0.00/10.00=0.0 0/3=0.0 2/3=66.7' ]
	run -0 hl-metrics --as-of 2026-04-01 -m kept,kept_amt,promised log.csv
	[ "$(grep -c 'no_amount:2' <<<"$output")" -eq 3 ]
}

@test "the larger of both allowances wins" {
	log 2026-03-02T10:00:00Z,K,promise,10.00,2026-03-06,,, 2026-03-05T10:00:00Z,K,payment,9.00,,,, \
		2026-03-02T10:00:00Z,L,promise,100.00,2026-03-06,,, 2026-03-05T10:00:00Z,L,payment,95.00,,,,
	[ "$(totals kept)" = '1/2=50.0' ]
	[ "$(totals kept --tol-amt 1.00)" = '2/2=100.0' ]
	[ "$(totals kept --tol-amt 0.99)" = '1/2=50.0' ]
	[ "$(totals kept --tol 10%)" = '2/2=100.0' ]
	[ "$(totals kept --tol 4.99%)" = '0/2=0.0' ]
	[ "$(totals kept --tol 4.999999% --tol-amt 5)" = '2/2=100.0' ]
	[ "$(totals kept --tol 0%)" = '0/2=0.0' ]
	[ "$(totals kept --tol 10)" = '2/2=100.0' ]
	# It may be meant as 5%.
	for bad in 0.05 % -1% 101% 101 5%% ''; do
		run -64 hl-metrics --tol "$bad" log.csv
		[[ "$output" = *'--tol: not a share such as 5%'* ]]
	done
	run -64 hl-metrics --tol-amt -1 log.csv
	[[ "$output" = *'--tol-amt: not an amount such as 1.00'* ]]
}

@test "a promise counts with its last day of grace: what is kept before is neither counted yet nor to come" {
	log 2026-03-02T10:00:00Z,K,promise,100.00,2026-03-10,,, 2026-03-05T10:00:00Z,K,payment,100.00,,,,
	[ "$(totals kept,prom_pipe --as-of 2026-03-13)" = '0/0= 0/=0' ]
	[ "$(totals kept,prom_pipe --as-of 2026-03-14)" = '1/1=100.0 0/=0' ]
	[ "$(totals kept,prom_pipe --as-of 2026-03-05)" = '0/0= 1/=1' ]
}

@test "a promise cancelled or replaced on the day it is due is broken, before it is not" {
	log 2026-03-02T10:00:00Z,C,promise,10.00,2026-03-06,,, 2026-03-06T00:00:00Z,C,promise_cancelled,,,,, \
		2026-03-02T10:00:00Z,S,promise,10.00,2026-03-06,,, 2026-03-06T00:00:00Z,S,promise,10.00,2026-04-20,,,
	[ "$(totals broken,superseded,cancelled)" = '2/2=100.0 0/2=0.0 0/2=0.0' ]
	sed -i 's/03-06T00:00:00/03-05T23:59:59/' log.csv
	[ "$(totals broken,superseded,cancelled)" = '0/0= 1/1=100.0 1/2=50.0' ]
}

@test "promises made are of the day they were made, whatever became of them" {
	every_state
	[ "$(totals promises,promised --from 2026-03-04 --to 2026-03-05)" = '1/=1 50.00/=50.00' ]
	[ "$(figures promises --by collector)" = 'promises,Ann,4,,4 promises,Bo,4,,4 promises,all,8,,8' ]
}

@test "the buckets of what is pending, at their edges" {
	log
	for due in 03-28 03-29 03-31 04-01 04-02 04-08 04-09 04-15 04-16 05-01 05-02; do
		printf '2026-03-01T10:00:00Z,K%s,promise,1.00,2026-%s,,,Ann\n' "$due" "$due" >>log.csv
	done
	[ "$(figures prom_pipe,prom_pipe_amt | tr ' ' '\n' | cut -d, -f2,3 | paste -sd' ')" = \
		'overdue,2 today,1 1-7,2 8-14,2 15-30,2 >30,1 all,10 overdue,2.00 today,1.00 1-7,2.00 8-14,2.00 15-30,2.00 >30,1.00 all,10.00' ]
}

@test "what is pending by collector, as of now and not day by day" {
	every_state
	[ "$(figures prom_pipe --by collector --every day | tr ' ' '\n' | grep -v ',0,,0')" = 'prom_pipe,Ann/overdue,1,,1
prom_pipe,Ann/8-14,1,,1
prom_pipe,Ann,2,,2
prom_pipe,overdue,1,,1
prom_pipe,8-14,1,,1
prom_pipe,all,2,,2' ]
}

@test "what is pending has no before, but groups can be compared" {
	every_state
	pre_post='--before 2026-03-01..2026-03-10 --after 2026-03-10..2026-03-19'
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 --lift $pre_post -m promises,prom_pipe log.csv
	[ "$(cut -d, -f1-4 <<<"$output" | sed 1d)" = promises,all,8,0 ]
	run -0 --separate-stderr hl-metrics --as-of 2026-04-01 --lift --ab collector=Ann:Bo -m prom_pipe log.csv
	[ "$(cut -d, -f1-4 <<<"$output" | sed 1d)" = prom_pipe,all,2,0 ]
}

@test "what is pending is all there is, not only what was made in the period" {
	every_state
	[ "$(totals prom_pipe --last 7d)" = '2/=2' ]
}

@test "days of promises are those of the zone" {
	log 2026-03-02T10:00:00Z,K,promise,10.00,2026-03-06,,, 2026-03-10T04:59:59Z,K,payment,10.00,,,,
	[ "$(totals kept)" = '0/1=0.0' ]
	[ "$(totals kept --tz America/New_York)" = '0/1=0.0' ]
	[ "$(totals kept --tz America/Los_Angeles)" = '1/1=100.0' ]
}

@test "a large sum is exact, whether or not there is an interval" {
	log
	for i in 1 2 3 4; do
		printf '2026-03-02T10:00:00Z,K%s,promise,900000000000.01,2026-03-06,,,\n' $i >>log.csv
		printf '2026-03-03T10:00:00Z,K%s,payment,900000000000.01,,,,\n' $i >>log.csv
	done
	[ "$(totals kept_amt)" = '3600000000000.04/3600000000000.04=100.0' ]
}

@test "the order of the rows, threads and memory change nothing" {
	every_state
	for i in $(seq 400); do
		printf '2026-03-%02dT10:00:00Z,R%d,promise,%d.00,2026-03-%02d,,,C%d\n' $((i % 9 + 1)) $((i % 150)) $((i % 7 * 10)) $((i % 20 + 3)) $((i % 3))
		printf '2026-03-%02dT11:00:00Z,R%d,payment,%d.00,,,,\n' $((i % 19 + 1)) $((i % 150)) $((i % 5 * 9))
	done >>log.csv
	metrics=$states,promises,promised,prom_pipe,prom_pipe_amt
	figures $metrics --by collector >want
	{ head -1 log.csv && sed 1d log.csv | shuf --random-source=<(yes 1); } >mixed.csv
	mv mixed.csv log.csv
	for how in '-j 1' '-j 4 --block-size 64' '-j 2 --memory 1M'; do
		figures $metrics --by collector $how | diff want -
	done
}

@test "money that went back keeps no promise, whichever payment the reversal means" {
	printf 'event_id,ts,account_id,type,collector,amount,due,ref\nm1,2026-03-01T00:00:00Z,A,promise,C,100,2026-03-05,\np1,2026-03-01T12:00:00Z,A,payment,C,60,,\np2,2026-03-02T12:00:00Z,A,payment,C,40,,\n' >paid.csv
	for back in 'r,2026-03-10T00:00:00Z,A,reversal,C,100,,' 'r,2026-03-10T00:00:00Z,A,reversal,C,30,,gone' 'r,2026-03-10T00:00:00Z,A,reversal,C,70,,p2'; do
		{ cat paid.csv && echo "$back"; } >back.csv
		hl-metrics --as-of 2026-03-20 --from 2026-03-01 -m kept,kept_amt,cash back.csv | sed 1d | cut -d, -f1,5,6
	done >out
	[ "$(paste -sd' ' out)" = 'kept,0,1 kept_amt,0.00,100.00 cash,0.00, kept,0,1 kept_amt,70.00,100.00 cash,70.00, kept,0,1 kept_amt,30.00,100.00 cash,30.00,' ]
}
