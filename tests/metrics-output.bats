# What hl-metrics says of a figure besides: the period before, targets, ranks, sets, wide rows.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-metrics >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

header=ts,account_id,type,collector,channel,direction,result,amount,hours,ref

# So many calls of a collector on a day, of which so many reach whom they are meant for.
calls() {
	local day=$1 who=$2 n=$3 reached=$4 i
	for ((i = 0; i < n; i++)); do
		printf '2026-%sT10:00:00Z,K%d,attempt,%s,call,out,%s,,,\n' "$day" "$i" "$who" \
			"$( ((i < reached)) && echo rpc_refused || echo busy)"
	done
}

# Two weeks, each from Monday on; Ann reaches 18 and then 36 of 150, Bo 1 of 2 and 1 of 1.
two_weeks() {
	echo $header
	calls 03-02 Ann 150 18
	calls 03-09 Ann 150 36
	calls 03-03 Bo 2 1
	calls 03-10 Bo 1 1
	echo 2026-03-03T10:00:00Z,K1,payment,Ann,,,,100.00,,
	echo 2026-03-10T10:00:00Z,K1,payment,Ann,,,,60.50,,
	echo 2026-03-15T23:00:00Z,K1,note,Ann,,,,,,
}

metrics() {
	hl-metrics --as-of 2026-03-16 "$@"
}

# Of each row the columns named first.
columns() {
	hl-export --to csv --columns "$1" | sed 1d | paste -sd' '
}

@test "--previous: a share by two proportions and Newcombe, worked out here" {
	two_weeks >log.csv
	metrics --last 7d --previous -m rpc_att --by collector log.csv >out
	[ "$(head -1 out)" = metric,group,from,to,num,den,value,lo,hi,n,flag,previous,change,change_lo,change_hi,p,trend,change_pct ]
	python3 - >want <<-'END'
		from math import sqrt, erfc
		def wilson(h, n, z=1.959964):
		    p, zz = h / n, z * z
		    c, s = p + zz / 2 / n, z * sqrt(p * (1 - p) / n + zz / 4 / n / n)
		    return (c - s) / (1 + zz / n), (c + s) / (1 + zz / n)
		a, b, n = 18 / 150, 36 / 150, 150
		(l1, u1), (l2, u2) = wilson(18, n), wilson(36, n)
		d = b - a
		lo, hi = d - sqrt((b - l2) ** 2 + (u1 - a) ** 2), d + sqrt((u2 - b) ** 2 + (a - l1) ** 2)
		p = 54 / 300
		z = d / sqrt(p * (1 - p) * 2 / n)
		print("Ann,24.0,12.0,%.1f,%.1f,%.1f,%.4f,up,%.1f" % (100 * d, 100 * lo, 100 * hi, erfc(z / sqrt(2)), 100 * d / a))
	END
	[ "$(columns group,value,previous,change,change_lo,change_hi,p,trend,change_pct <out | cut -d' ' -f1)" = "$(cat want)" ]
	# One of one after one of two is no news.
	[ "$(columns group,previous,change,trend <out | cut -d' ' -f2)" = Bo,50.0,50.0,ns ]
}

@test "--previous: counts by Poisson's law, money without a test" {
	two_weeks >log.csv
	metrics --last 7d --previous -m cash,attempts log.csv >out
	[ "$(columns metric,value,previous,change,change_lo,change_hi,p,trend,change_pct <out)" = \
		'cash,60.50,100.00,-39.50,,,,down,-39.5 attempts,151,152,-1,-35,33,0.9542,ns,-0.7' ]
	metrics --from 2026-03-11 --to 2026-03-13 --previous -m cash log.csv >out
	[ "$(columns value,previous,change,trend,change_pct <out)" = 0.00,60.50,-60.50,down,-100.0 ]
	metrics --from 2026-03-13 --to 2026-03-15 --previous -m cash log.csv >out
	[ "$(columns value,previous,change,trend,change_pct <out)" = 0.00,0.00,0.00,same, ]
}

@test "--previous: rph and app by the logarithm of their ratio, in the unit of the value" {
	{
		echo $header
		for d in 02,100,8 03,50,6 04,0,4 09,300,8 10,250,8 11,240,6; do
			IFS=, read -r day cash hours <<<$d
			echo "2026-03-${day}T10:00:00Z,K1,payment,Ann,,,,$cash,,"
			echo "2026-03-${day}T18:00:00Z,,hours,Ann,,,,,$hours,"
		done
		calls 03-02 Ann 9 0
		calls 03-09 Ann 4 0
		echo 2026-03-15T23:00:00Z,K1,note,Ann,,,,,,
	} >log.csv
	metrics --last 7d --previous --min-n 0 -m rph,app log.csv >out
	python3 - >want <<-'END'
		from math import sqrt, erfc, log, exp
		def ratio(days):
		    n, y, h = len(days), sum(d[0] for d in days), sum(d[1] for d in days)
		    r = y / h
		    se = sqrt(sum((a - r * b) ** 2 for a, b in days) / (n - 1) / n) / (h / n)
		    return r, se / r
		def row(name, a, b, se):
		    l = log(b / a)
		    lo, hi = a * (exp(l - 1.959964 * se) - 1), a * (exp(l + 1.959964 * se) - 1)
		    trend = "up" if lo > 0 else "down" if hi < 0 else "ns"
		    print("%s,%.2f,%.2f,%.2f,%.2f,%.2f,%.4f,%s" % (name, b, a, b - a, lo, hi, erfc(abs(l / se) / sqrt(2)), trend))
		(a, sa), (b, sb) = ratio([(100, 8), (50, 6), (0, 4)]), ratio([(300, 8), (250, 8), (240, 6)])
		row("rph", a, b, sqrt(sa * sa + sb * sb))
		row("app", 9 / 2, 4 / 3, sqrt(1 / 9 + 1 / 2 + 1 / 4 + 1 / 3))
	END
	columns metric,value,previous,change,change_lo,change_hi,p,trend <out | tr ' ' '\n' >got
	diff want got
}

@test "--previous --every: each has the one before it, also at the ends" {
	two_weeks >log.csv
	metrics --from 2026-03-04 --previous --every week -m attempts log.csv >out
	[ "$(columns from,to,value,previous <out)" = \
		'2026-03-04,2026-03-09,0,152 2026-03-09,2026-03-16,151,152 2026-03-04,2026-03-16,151,152' ]
	metrics --from 2026-03-09 --previous --every day -m attempts log.csv >days
	metrics --from 2026-03-10 --to 2026-03-11 --previous -m attempts log.csv | sed 1d >alone
	grep ,2026-03-10,2026-03-11, days | diff - alone
	metrics --from 2026-03-09 --to 2026-03-10 --previous -m attempts log.csv | sed 1d >alone
	grep ,2026-03-09,2026-03-10, days | diff - alone
}

@test "--previous: before a month of the calendar is the month before" {
	printf '%s\n' $header 2026-01-31T10:00:00Z,K1,payment,A,,,,1,, 2026-02-01T10:00:00Z,K1,payment,A,,,,2,, \
		2026-03-31T10:00:00Z,K1,payment,A,,,,4,, >log.csv
	hl-metrics --as-of 2026-04-01 --from 2026-02-01 --previous --every month -m cash log.csv >out
	[ "$(columns from,value,previous <out)" = '2026-02-01,2.00,1.00 2026-03-01,4.00,2.00 2026-02-01,6.00,1.00' ]
}

@test "--previous needs to know when the period begins, and tells when the one before is not covered" {
	two_weeks >log.csv
	run -64 metrics --previous log.csv
	[[ "$output" = *'--previous needs --last or --from'* ]]
	metrics --last 10d --previous -m cash log.csv >out
	[[ "$(columns flag <out)" = 'previous_partial:4/10' ]]
	run -0 metrics --last 10d --previous -v -m cash log.csv
	[[ "$output" = *'of a multiple of 7 they are'* ]]
	run -0 metrics --last 14d --previous -v -m cash log.csv
	[[ "$output" != *'of a multiple of 7 they are'* ]]
}

@test "--previous: a period of which the log has no day is none to compare with" {
	two_weeks >log.csv
	metrics --last 14d --previous -m cash,rpc_att,kept,promises log.csv >out
	[ "$(columns metric,flag,previous,change,p,trend,change_pct <out | tr ' ' '\n' | sed 's/no_data;//')" = \
		"$(printf '%s,previous_partial:0/14,,,,,\n' rpc_att kept promises cash)" ]
	# One day of it is enough to have a figure, which the flag warns of
	metrics --from 2026-03-03 --previous -m cash log.csv >out
	[ "$(columns flag,previous,trend <out)" = 'previous_partial:1/13,0.00,up' ]
}

@test "--previous: a group that had rows then has one now" {
	two_weeks | grep -v '^2026-03-1.*,Bo,' >log.csv
	metrics --last 7d --previous -m attempts --by collector log.csv >out
	[ "$(columns group,value,previous,trend <out)" = 'Ann,150,150,ns Bo,0,2,ns all,150,152,ns' ]
}

@test "targets: attained or not, what is missing, and where nobody can tell" {
	two_weeks >log.csv
	cat >targets.csv <<-'END'
		metric,group,target,direction
		rpc_att,,30,
		rpc_att,Bo,40.5,
		app,,100,
		cash,all,60.5,more
		attempts,all,100,less
		pen,Nobody,1,
	END
	metrics --last 7d --by collector --targets targets.csv -m rpc_att,app,cash,attempts,kept log.csv >out
	[ "$(head -1 out)" = metric,group,from,to,num,den,value,lo,hi,n,flag,target,attained,missing ]
	[ "$(columns metric,group,value,flag,target,attained,missing <out)" = \
		'rpc_att,Ann,24.0,uncertain,30.0,no,6.0 rpc_att,Bo,100.0,low_n;uncertain,40.5,yes,0.0 rpc_att,all,24.5,uncertain,30.0,no,5.5 '\
'kept,Ann,,no_data,,, kept,Bo,,no_data,,, kept,all,,no_data,,, app,Ann,150.00,low_n;uncertain,100.00,no,50.00 app,Bo,,no_data,100.00,, app,all,151.00,low_n;uncertain,100.00,no,51.00 '\
'cash,Ann,60.50,,,, cash,Bo,0.00,,,, cash,all,60.50,,60.50,yes,0.00 attempts,Ann,150,,,, attempts,Bo,1,,,, attempts,all,151,,100,no,51' ]
}

@test "every mistake in a table of targets is told at once, with the nearest name" {
	two_weeks >log.csv
	printf 'metric,group,target,direction\nrhp,,1,\nkept,,x,\nkept,,60,up\nkept,,50,\nkept,,60,\n' >targets.csv
	run -65 metrics --targets targets.csv log.csv
	[[ "$output" = *'targets.csv:2:1: metric: no metric is called so; did you mean rph?'* ]]
	[[ "$output" = *'targets.csv:3:7: target: not a number'* ]]
	[[ "$output" = *'targets.csv:4:10: direction: neither more nor less'* ]]
	[[ "$output" = *'targets.csv:6:1: metric: this has a target in line 5'* ]]
	printf 'metric,group,target\nrpc_att,Anm,1\nrpc_att,Bbo,1\n' >targets.csv
	run -65 metrics --targets targets.csv -m rpc_att --by collector log.csv
	[[ "$output" = *'targets.csv:2:9: group: no group is called so; did you mean Ann?'* ]]
	[[ "$output" = *'targets.csv:3:9: group: no group is called so'* ]]
	run -65 metrics --targets targets.csv -m rpc_att --by collector -o out.csv log.csv
	[ ! -e out.csv ]
	printf 'metric,goal\nrpc_att,1\n' >targets.csv
	run -65 metrics --targets targets.csv log.csv
	[[ "$output" = *target* ]]
	run -66 metrics --targets none.csv log.csv
}

# Six collectors: 90/100, 1/1, 0/0 (only a text), two with 5/10, 60/100.
leaders() {
	echo $header
	calls 03-10 Ann 100 90
	calls 03-10 Bo 1 1
	echo 2026-03-10T10:00:00Z,K1,attempt,Cy,sms,out,,,,
	calls 03-10 Dee 10 5
	calls 03-10 Eve 10 5
	calls 03-10 Flo 100 60
	echo 2026-03-10T10:00:00Z,K1,payment,Bo,,,,5,,
	echo 2026-03-10T10:00:00Z,K2,payment,Flo,,,,5,,
	echo 2026-03-10T10:00:00Z,K3,payment,Flo,,,,5,,
}

@test "--order: 90 of 100 is before 1 of 1; ties share a rank; who has no data is last" {
	leaders >log.csv
	metrics --order lo -m rpc_att --by collector log.csv >out
	[ "$(columns group,rank <out)" = 'Ann,1 Flo,2 Dee,3 Eve,3 Bo,5 Cy, all,' ]
	metrics --order value -m rpc_att --by collector log.csv >out
	[ "$(columns group,rank <out)" = 'Bo,1 Ann,2 Flo,3 Dee,4 Eve,4 Cy, all,' ]
	metrics --order group -m rpc_att --by collector log.csv >out
	[ "$(columns group,rank <out)" = 'Ann,1 Bo,5 Cy, Dee,3 Eve,3 Flo,2 all,' ]
	metrics --order lo -m cash --by collector log.csv >out
	[ "$(columns group,rank <out)" = 'Flo,1 Bo,2 Ann,3 Cy,3 Dee,3 Eve,3 all,' ]
}

@test "--order: where less is better the lowest is first" {
	leaders >log.csv
	metrics --order value -m app --by collector log.csv >out
	[ "$(columns group,value,rank <out)" = 'Bo,1.00,1 Flo,50.00,2 Ann,, Cy,, Dee,, Eve,, all,74.00,' ]
	metrics --order lo -m app --by collector log.csv >out
	[ "$(columns group,rank <out)" = 'Bo,1 Flo,2 Ann, Cy, Dee, Eve, all,' ]
}

@test "--top keeps the first ranks and the totals, of each period and each level" {
	leaders >log.csv
	metrics --top 2 -m rpc_att --by collector log.csv >out
	[ "$(columns group,rank <out)" = 'Ann,1 Flo,2 all,' ]
	metrics --top 3 -m rpc_att --by collector log.csv >out
	[ "$(columns group,rank <out)" = 'Ann,1 Flo,2 Dee,3 Eve,3 all,' ]
	metrics --top 1 --every day -m rpc_att --by collector log.csv >out
	[ "$(columns group,from,rank <out)" = 'Ann,2026-03-10,1 all,2026-03-10,'"$(printf ' all,2026-03-%d,' 11 12 13 14 15)"' Ann,2026-03-10,1 all,2026-03-10,' ]
	printf 'collector,team\nAnn,north\nBo,north\nCy,north\nDee,south\nEve,south\nFlo,south\n' >roster.csv
	metrics --top 1 -m rpc_att --by team,collector --totals each -r roster.csv log.csv >out
	[ "$(columns group,rank <out)" = 'north/Ann,1 north/all,1 all,' ]
	run -64 metrics --top 1 log.csv
	run -64 metrics --top 0 --by collector log.csv
	run -64 metrics --order best --by collector log.csv
}

@test "the sets: metrics, groups, levels, and every one of them can be overridden" {
	leaders >log.csv
	printf 'collector,team\nAnn,north\nBo,north\nCy,north\nDee,south\nEve,south\nFlo,south\n' >roster.csv
	printf 'account_id,client\nK1,Acme\nK2,Byte\n' >leads.csv
	hl-metrics --as-of 2026-03-10T12:00:00Z --set collector log.csv >out
	[ "$(columns metric,level <out | tr ' ' '\n' | sort -u | paste -sd' ')" = 'attempts,3 cash,1 kept,2 prom_pipe,2 qa_topk,3 rpc_att,2 rph,1' ]
	[ "$(columns from,to <out | tr ' ' '\n' | sort -u)" = 2026-03-10,2026-03-11 ]
	metrics --set manager -r roster.csv -m rpc_att log.csv >out
	[ "$(columns group,rank,level <out)" = 'north/Ann,1,2 south/Flo,2,2 south/Dee,3,2 south/Eve,3,2 north/Bo,5,2 north/Cy,,2 north/all,1,2 south/all,2,2 all,,2' ]
	metrics --set manager -m rpc_att --by collector --order group log.csv >out
	[ "$(columns group,rank <out)" = 'Ann,1 Bo,5 Cy, Dee,3 Eve,3 Flo,2 all,' ]
	metrics --set agency -l leads.csv log.csv >out
	[ "$(columns metric,group,value <out | tr ' ' '\n' | grep ^cash)" = "$(printf 'cash,%s\n' '(none),5.00' Acme,5.00 Byte,5.00 all,15.00)" ]
	[ "$(hl-metrics --set manager --list-metrics | cut -f1 | paste -sd' ')" = 'rph coll rpc_att kept app qa_topk cash attempts pen' ]
	run -64 metrics --set boss log.csv
	[[ "$output" = *'collector, manager, agency, success, model'* ]]
	run -64 metrics --set model --previous log.csv
}

# Views and exports of two weeks: Ann looks in both, Bo in the first, Cy never; Bo exports.
usage() {
	cat <<-'END'
		ts,account_id,type,collector,ref,event_id,amount
		2026-03-02T00:00:00Z,,view,Ann,queue,e1,
		2026-03-15T23:59:59Z,,view,Ann,queue,e2,
		2026-03-08T23:59:59Z,,view,Bo,metrics,e3,
		2026-03-09T09:00:00Z,K1,payment,Bo,,e4,5.00
		2026-03-11T09:00:00Z,K1,payment,Cy,,e5,5.00
		2026-03-05T09:00:00Z,,export,Bo,metrics,e6,
		2026-03-05T09:00:00Z,,export,Bo,metrics,e6,
		2026-03-15T09:00:00Z,,export,Bo,metrics,e7,
	END
}

@test "adoption: who looks in every week, of the roster or of those who appear" {
	usage >log.csv
	[ "$(metrics --from 2026-03-02 -m adoption --every week log.csv | columns num,den)" = '2,2 1,3 1,3' ]
	printf 'collector\nAnn\nBo\nDee\nEve\n' >roster.csv
	[ "$(metrics --from 2026-03-02 -m adoption --every week -r roster.csv log.csv | columns num,den)" = '2,4 1,4 1,4' ]
	# Only whole weeks count; where there is none, those that are touched.
	[ "$(metrics --from 2026-03-03 -m adoption log.csv | columns from,num,den)" = '2026-03-03,1,3' ]
	[ "$(metrics --from 2026-03-08 --to 2026-03-10 -m adoption log.csv | columns num,den)" = '0,1' ]
	[ "$(metrics --from 2026-03-02 --to 2026-03-03 -m adoption log.csv | columns num,den)" = '1,1' ]
	[ "$(metrics --from 2026-03-02 -m adoption --by collector log.csv | columns group,num,den)" = 'Ann,1,1 Bo,0,1 Cy,0,1 all,1,3' ]
	sed 's/,event_id//; s/,e[0-9],/,/' log.csv >no-ids.csv
	for threads in 1 2 4; do
		[ "$(metrics -j $threads --block-size 90 --from 2026-03-02 -m adoption --every week no-ids.csv | columns num,den)" = '2,2 1,3 1,3' ]
	done
}

@test "exports by the month: a part of a month by its days" {
	usage >log.csv
	[ "$(metrics --from 2026-03-01 --to 2026-04-01 -m exports log.csv | columns num,den,value)" = 2,1,2.00 ]
	[ "$(metrics --from 2026-03-01 --to 2026-05-01 -m exports --every month log.csv | columns num,den,value)" = '2,1,2.00 0,1,0.00 2,2,1.00' ]
	[ "$(metrics --from 2026-02-15 --to 2026-03-16 -m exports log.csv | columns num,den,value)" = 2,0.983871,2.03 ]
}

@test "the set success has its targets; a file of one's own replaces them" {
	usage >log.csv
	metrics --set success --from 2026-03-01 --to 2026-04-01 log.csv >out
	[ "$(columns metric,target,attained,missing <out)" = 'rph,,, qa_topk,70.0,, adoption,80.0,no,80.0 exports,20.00,no,18.00' ]
	printf 'metric,target\nexports,2\n' >targets.csv
	metrics --set success --targets targets.csv --from 2026-03-01 --to 2026-04-01 log.csv >out
	[ "$(columns metric,target,attained,missing <out)" = 'rph,,, qa_topk,,, adoption,,, exports,2.00,yes,0.00' ]
}

@test "adoption and exports are only there where they are asked for" {
	usage >log.csv
	! metrics log.csv | grep -E '^(adoption|exports),'
}

@test "--wide: a row for each group and period, with the numbers of the tidy rows" {
	leaders >log.csv
	metrics --wide --by collector -m rpc_att,cash,attempts log.csv >out
	[ "$(head -1 out)" = group,from,to,rpc_att,rpc_att_lo,rpc_att_hi,cash,attempts,flags ]
	[ "$(sed -n 2,4p out)" = 'Ann,2026-03-10,2026-03-16,90.0,82.6,94.5,0.00,100,partial:1/6
Bo,2026-03-10,2026-03-16,100.0,20.7,100.0,5.00,1,rpc_att.low_n;partial:1/6
Cy,2026-03-10,2026-03-16,,,,0.00,1,rpc_att.no_data;partial:1/6' ]
	printf 'ts,account_id,type,stage\n2026-03-10,L1,stage,one\n2026-03-10,L2,stage,two\n' >stages.csv
	metrics --wide -m drop --stages 'one|two' stages.csv >out
	[ "$(head -1 out)" = group,from,to,drop.one,drop.one_lo,drop.one_hi,drop.two,drop.two_lo,drop.two_hi,flags ]
	[ "$(sed 1d out)" = "all,2026-03-10,2026-03-16,0.0,0.0,65.8,0.0,0.0,79.3,drop.one.low_n;drop.two.low_n;partial:1/6" ]
	metrics --wide --every day --from 2026-03-10 -m cash log.csv >out
	[ "$(sed 1d out | cut -d, -f2,3,4 | paste -sd' ')" = '2026-03-10,2026-03-11,15.00 2026-03-11,2026-03-12,0.00 2026-03-12,2026-03-13,0.00 2026-03-13,2026-03-14,0.00 2026-03-14,2026-03-15,0.00 2026-03-15,2026-03-16,0.00 2026-03-10,2026-03-16,15.00' ]
	run -64 metrics --wide --previous --last 7d log.csv
	run -0 metrics --wide -m cash --assert 'cash >= 15' log.csv
	run -1 metrics --wide -m cash --assert 'cash > 15' log.csv
}

@test "--wide holds every figure of the tidy rows, and no other: by stage, bucket and batch, too" {
	for options in "" "--by collector" "--by collector,channel --totals each" "--every week --by collector" \
		"--every month -m prom_pipe,vint,drop,rph --last 60d"; do
		hl-metrics --as-of 2026-03-02 --min-n 5 $options "$root/examples/events.csv" >tidy.csv
		hl-metrics --as-of 2026-03-02 --min-n 5 $options --wide "$root/examples/events.csv" >wide.csv
		python3 "$root/tests/wide.py" tidy.csv wide.csv
	done
	hl-metrics --as-of 2026-03-02 --wide -m prom_pipe,prom_pipe_amt "$root/examples/events.csv" >out
	[ "$(head -1 out)" = "group,from,to,$(for name in prom_pipe prom_pipe_amt; do
		printf '%s,' $name.{overdue,today,1-7,8-14,15-30,'>30'} $name
	done)flags" ]
}

@test "targets of stages, buckets and months of batches, in groups and of all" {
	cat >targets.csv <<-'END'
		metric,group,target
		prom_pipe,1-7,3
		prom_pipe,dpruitt/overdue,0
		prom_pipe,all,9
		vint,2026-01/1,5
		vint,(none)/2025-12/1,5
		drop,(none)/LEAD,7
	END
	hl-metrics --as-of 2026-03-02 --by collector --targets targets.csv -m prom_pipe,vint,drop "$root/examples/events.csv" >out
	[ "$(cut -d, -f1,2,13 out | grep -cE ',(yes|no)$')" = 6 ]
	sed -i 's,1-7,1-8,; s,LEAD,LEED,; s,2026-01.1,2026-01,; s,2025-12.1,2025-12,' targets.csv
	run -65 hl-metrics --as-of 2026-03-02 --by collector --targets targets.csv -m prom_pipe,vint,drop "$root/examples/events.csv"
	[ "$(grep -c 'no group is called so' <<<"$output")" = 4 ]
}

@test "a name in the targets that there is not is shown where values may be" {
	printf 'metric,group,target\nrhp,,3\n' >targets.csv
	leaders >log.csv
	run -65 metrics --targets targets.csv --show-values log.csv
	[ "$output" = 'hl-metrics: targets.csv:2:1: metric: no metric is called so; did you mean rph?: "rhp"' ]
}

@test "buckets and months of batches compete for ranks among themselves" {
	hl-metrics --as-of 2026-03-02 --by collector --order value -m prom_pipe,vint "$root/examples/events.csv" >out
	python3 - out <<-'END'
		import csv, sys
		rows = [row for row in csv.DictReader(open(sys.argv[1])) if row["rank"]]
		parts = {}
		for row in rows:
		    name, _, part = row["group"].partition("/")
		    parts.setdefault((row["metric"], part), []).append((int(row["rank"]), -float(row["value"])))
		assert len(parts) > 10
		for part in parts.values():
		    assert min(part)[0] == 1 and sorted(part) == sorted(part, key=lambda x: x[1]), part
	END
}

@test "the same bytes for every -j, block size and order of the rows" {
	two_weeks >log.csv
	{ head -1 log.csv && sed 1d log.csv | tac; } >turned.csv
	printf 'metric,group,target\nrpc_att,,20\n' >targets.csv
	ask=(--last 7d --previous --every day --by collector --order lo --top 3 --targets targets.csv)
	metrics -j 1 "${ask[@]}" log.csv >want
	for threads in 1 2 8; do
		metrics -j $threads --block-size 100 "${ask[@]}" log.csv | cmp want
		metrics -j $threads --block-size 333 "${ask[@]}" <turned.csv | cmp want
		gzip -c turned.csv | metrics -j $threads "${ask[@]}" | cmp want
	done
}
