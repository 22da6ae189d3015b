# What must hold of every score, whatever the leads and the events: on thousands of them.
bats_require_minimum_version 1.5.0

setup_file() {
	command -v hl-score >/dev/null || PATH=$(cd "$BATS_TEST_DIRNAME/.." && pwd)/build/bin:$PATH
	cd "$BATS_FILE_TMPDIR"
	export PATH LC_ALL=C TZ=UTC
	leads_and_events
}

setup() { cd "$BATS_FILE_TMPDIR"; }

# 12,000 leads in l with up to nine events each in e; one more event for each in more. Ages are
# often those of a limit or a knot, give or take a second.
leads_and_events() {
	awk 'function any(n) { x = x * 48271 % 2147483647; return int(x / 7) % n }
		function age() {
			if (any(3) == 0) return edges[any(9) + 1] * 3600 + any(3) - 1
			return any(any(2) ? 90000 : 3000000)
		}
		function event(file) {
			printf "%s,K%05d,%s,%s\n", strftime("%Y-%m-%dT%H:%M:%SZ", 1772442000 - age()), i, types[any(9) + 1], any(2) ? "web" : "mail" >file
		}
		BEGIN {
			x = 1
			split("abandoned_payment viewed_plans partial_payment inbound_call portal_visit promise sms_click email_open note", types, " ")
			split("0 1 4 24 72 168 336 720 800", edges, " ")
			print "account_id,balance,placed_date,client_priority" >"l"
			print "ts,account_id,type,channel" >"e"
			print "ts,account_id,type,channel" >"more"
			for (i = 0; i < 12000; i++) {
				printf "K%05d,%s,%s,%s\n", i, any(9) ? any(700000) / 100 : "",
					any(9) ? strftime("%Y-%m-%d", 1772442000 - 86400 * any(900)) : "", any(4) ? 1 + any(3) : "" >"l"
				for (k = any(10); k > 0; k--)
					event("e")
				event("more")
			}
		}'
	printf '%s\n' part,rule,field,when,value model,include,,,hot model,decimals,,,6 >fine.csv
	printf '%s\n' part,rule,field,when,value score,sum,,,'-500 to 500' \
		'score,signal,portal_visit,< 7d and channel is web,7.5' score,signal,portal_visit,,2 \
		score,decay,portal_visit,30h, score,part,calls,, 'score,count,sms_click,>= 2 in 72h,11' \
		'score,silence,email_open > promise|inbound_call,> 24h,-3' score,curve,'last(*)',1h,9 \
		score,curve,'last(*)',72h,-4 'score,linear,log(balance),,1.5' 'score,linear,age(placed_date),,-0.01' \
		calls,max,,, calls,signal,inbound_call,'< 4h',20 calls,signal,inbound_call,'< 30d',5 \
		score,fresh,calls,1h,3 score,fresh,calls,168h,0 tier,label,,, 'tier,if,score,>= 20,Hot' tier,if,score,,Cold >all.csv
}

score() { hl-score --as-of 2026-03-02T09:00:00Z "$@"; }

@test "hot: one more signal never lowers a score, not by a millionth" {
	score -m fine.csv --no-why -e e l >before
	score -m fine.csv --no-why -e e -e more l >after
	paste -d, before after | awk -F, '
		NR > 1 && $11 < $5 { print; bad++ } NR > 1 && $11 > $5 { raised++ }
		END { print NR - 1, bad + 0, (raised > 4000) }' >got
	[ "$(tail -n 1 got)" = '12000 0 1' ]
}

@test "a score does not depend on the order of leads or of events" {
	score -m all.csv -e e l | sort >want
	for n in 1 2; do
		{ head -1 l && sed 1d l | shuf --random-source=<(yes $n); } >turned-l
		{ head -1 e && sed 1d e | shuf --random-source=<(yes $n); } >turned-e
		score -m all.csv -e turned-e turned-l | sort | cmp want -
	done
}

@test "nor on threads, on the size of blocks, on memory, on files that the events are split into" {
	awk -F, 'NR == 1 { for (n = 0; n < 7; n++) print >("e" n); next } { print >("e" NR % 7) }' e
	score -m all.csv -e e l >want
	for j in 1 2 8; do
		for how in '--block-size 1' '--block-size 4099' '--memory 1M'; do
			score -m all.csv -j $j $how -e e3 -e e1 -e e0 -e e6 -e e2 -e e5 -e e4 l | cmp want -
		done
	done
}

@test "nor on how the leads are parted" {
	score -m all.csv -e e l >want
	for n in 1 2 3; do
		sed -n "1p;$((n * 4000 - 3998)),$((n * 4000 + 1))p" l | score -m all.csv -e e | if [ $n = 1 ]; then cat; else sed 1d; fi
	done | cmp want -
}

@test "a run of an earlier day over the whole log is that run over the log of that day" {
	for then in 2026-03-01T09:00:00Z 2026-02-23T08:59:59Z 2026-01-20T00:00:00Z; do
		awk -F, -v then=$then 'NR == 1 || $1 <= then' e >log
		[ "$(wc -l <log)" -lt "$(wc -l <e)" ]
		for m in all.csv hot; do
			hl-score --as-of $then -m $m -e e l >replayed
			hl-score --as-of $then -m $m -e log l | cmp replayed -
		done
	done
}
