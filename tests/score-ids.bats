# hl-score: of events with one event_id the first row stands, however they are read.
bats_require_minimum_version 1.5.0

setup() {
	root=$BATS_TEST_DIRNAME/..
	command -v hl-score >/dev/null || PATH=$(cd "$root" && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	mkdir tmp
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
	printf '%s\n' part,rule,field,when,value score,signal,a,,10 score,signal,b,'< 2h',5 \
		score,count,a,'>= 2 in 9d',100 score,count,a,'>= 3 in 9d',1000 model,decimals,,,0 >m.csv
	table account_id A B C >l
}

teardown() {
	[ ! -d "$TMPDIR" ] || [ -z "$(ls -A "$TMPDIR")" ]
}

table() { printf '%s\n' "$@"; }
score() { hl-score --as-of 2026-03-02T09:00:00Z -m m.csv --no-why "$@"; }

# An event of each ID=KEY=TYPE, HOUR o'clock.
events() {
	local e rest
	echo event_id,ts,account_id,type
	for e; do
		rest=${e#*=}
		echo "${e%%=*},2026-03-02T${HOUR:-08}:00:00Z,${rest%=*},${rest#*=}"
	done
}

# The scores of A, B and C, and what -v tells of the events.
scores() {
	score -v --stats stats "$@" l 2>err | sed 1d | cut -d, -f2 | tr '\n' ' '
	grep -o '^hl-score: [0-9]* events.*' err
}

@test "a repeated event_id is dropped and counted, the first row stands" {
	events 1=A=a 1=A=a 2=B=a 2=C=b 3=B=a 1=B=b >e
	[ "$(scores -e e)" = '10 110 0 hl-score: 6 events, 3 with an event_id seen before
hl-score: 0 events without a lead' ]
	grep -q '"repeated_events":3,' stats
	# The other way round other rows are the first ones.
	(head -1 e && sed 1d e | tac) >f
	[ "$(scores -e f | head -1)" = '0 15 5 hl-score: 6 events, 3 with an event_id seen before' ]
}

@test "a log without the column is read as ever, and nothing is said" {
	events 1=A=a 1=A=a | cut -d, -f2- >e
	[ "$(scores -e e)" = '110 0 0 hl-score: 2 events
hl-score: 0 events without a lead' ]
	! grep repeated_events stats || false
	# The column by another name, given by hand.
	events 1=A=a 1=A=a | sed 1s/event_id/uid/ >e
	[ "$(scores -e e | head -1)" = '110 0 0 hl-score: 2 events' ]
	[ "$(scores --map event_id=uid -e e | head -1)" = '10 0 0 hl-score: 2 events, 1 with an event_id seen before' ]
	score --map event_id=uid --explain-map -e e l 2>&1 >/dev/null | grep -q uid
	[ "$(scores -e <(events) | head -1)" = '0 0 0 hl-score: 0 events, 0 with an event_id seen before' ]
}

@test "files are one log, in the order in which they are given" {
	events 1=A=a 2=A=a >e1
	events 2=B=b 1=C=b >e2
	[ "$(scores -e e1 -e e2 | head -1)" = '110 0 0 hl-score: 4 events, 2 with an event_id seen before' ]
	[ "$(scores -e e2 -e e1 | head -1)" = '0 5 5 hl-score: 4 events, 2 with an event_id seen before' ]
	gzip -k e1
	[ "$(scores -e e1.gz -e e2 | head -1)" = '110 0 0 hl-score: 4 events, 2 with an event_id seen before' ]
	# One of them has the column.
	cut -d, -f2- e1 >e3
	[ "$(scores --union -e e2 -e e3 -e e2 | head -1)" = '110 5 5 hl-score: 6 events, 2 with an event_id seen before' ]
}

@test "ids of all lengths; blanks around them do not count, and blank ones are none" {
	for id in 1 12345678 123456789 1234567890123456 12345678901234567 "$(printf %0300d 7)"; do
		events "$id=A=a" "${id}x=A=a" "$id =A=a" " $id=B=a" =C=a ' =C=a' "${id#?}=B=b" >e
		[ "$(scores -e e | head -1)" = '110 5 110 hl-score: 7 events, 2 with an event_id seen before' ]
	done
	# Ids that begin alike, or end so, are not the same.
	events 12345678=A=a 123456780=A=a 1234567800000000=A=a 12345678000000000=B=a 012345678=B=a >e
	[ "$(scores -e e | head -1)" = '1110 110 0 hl-score: 5 events, 0 with an event_id seen before' ]
	printf 'event_id,ts,account_id,type\n"1,2",2026-03-02T08:00:00Z,A,a\n"1,2",2026-03-02T08:00:00Z,A,a\n' >e
	[ "$(scores -e e | head -1)" = '10 0 0 hl-score: 2 events, 1 with an event_id seen before' ]
}

@test "what has not happened yet claims no id, nor does a bad row; one without a lead does" {
	(HOUR=10 events 1=A=a 2=A=a && HOUR=08 events 1=B=a 1=C=a | sed 1d) >e
	[ "$(scores -e e | head -1)" = '0 10 0 hl-score: 4 events, 1 with an event_id seen before' ]
	score --as-of 2026-03-02T11:00:00Z -e e l >all
	[ "$(sed 1d all | cut -d, -f2 | tr '\n' ' ')" = '110 0 0 ' ]
	(events 1=A=a 2=A=a && events 1=B=a 2=B=a | sed 1d) | sed '2s/-02T/-32T/; 3s/$/,more/' >e
	[ "$(scores --rejects r -e e | head -1)" = '0 110 0 hl-score: 2 events, 0 with an event_id seen before' ]
	events 1==a 1=A=a 2=nobody=a 2=B=a >e
	[ "$(scores -e e)" = '0 0 0 hl-score: 4 events, 2 with an event_id seen before
hl-score: 2 events without a lead' ]
}

@test "--check tells it, too, and a mistake is told as ever" {
	events 1=A=a 1=A=a >e
	score --check -v -e e 2>&1 | grep -q '2 events, 1 with an event_id seen before'
	(cat e && table 2,never,A,a 1,2026-03-02T08:00:00Z,A) >f
	run -65 score -e f l
	diff - <(echo "$output") <<-'END'
		hl-score: f:4:3: ts: not a date or time such as 2026-03-02 or 2026-03-02T09:00:00Z
		hl-score: f:5: 3 cells where the header has 4
	END
}

# --- the ways that events are read ---

# Events of which every tenth has the id of an earlier one and is somebody else's.
many() {
	awk -v n="${1:-20000}" 'BEGIN {
		print "type,event_id,account_id,ts"
		split("%d e%07d e%012x event-%019d", forms, " ")
		for (i = 0; i < n; i++) {
			id = i % 10 == 9 ? int(i / 3) : i
			form = forms[1 + id % 4]
			key = "K" i * 7919 % 3001 (i % 7 ? "" : "-with-a-longer-name")
			printf "%s,%s,%s,2026-03-02T%02d:%02d:00Z\n", substr("aabcd", i % 5 + 1, 1), id % 97 ? sprintf(form, id) : "", \
				key, i % 13 % 10, i % 60
		}
	}' >e
	awk 'BEGIN { print "account_id"; for (i = 0; i < 3001; i++) print "K" i (i % 3 ? "" : "-with-a-longer-name") }' >l
}

# The same log with what is repeated taken out by awk.
unique() {
	awk -F, 'NR == 1 || $2 == "" || $4 > "2026-03-02T09:00:00Z" || !($2 in seen) { print }
		$4 <= "2026-03-02T09:00:00Z" { seen[$2] = 1 }' e >u
	cut -d, -f1,3- u >plain
}

@test "the same for any number of threads and any size of blocks" {
	many
	unique
	dropped=$(($(wc -l <e) - $(wc -l <u)))
	[ "$dropped" -gt 500 ]
	score -v -e plain l 2>want.err >want
	[ "$(cut -d, -f2 want | sort -u | wc -l)" -gt 4 ]
	for j in 1 2 8; do
		for block in 60 777 64K 256K; do
			score -v -j $j --block-size $block -e e l 2>err | cmp - want
			grep -q "20000 events, $dropped with an event_id seen before" err
			diff <(grep -v ' events[,]*' want.err) <(grep -v ' events[,]*' err)
			diff <(grep 'without a lead' want.err) <(grep 'without a lead' err)
		done
	done
	(head -9000 e && sed '1!d' e) >e1
	(sed '1!d' e && tail -n +9001 e) | gzip >e2.gz
	score --skip-repeated-header -v -j 2 --block-size 5000 -e e1 -e e2.gz l | cmp - want
}

@test "with little memory ids go to disk, and nothing changes" {
	many 300000
	unique
	score -v -e plain l 2>want.err >want
	score -v -e e l 2>mem.err | cmp - want
	for j in 1 2 8; do
		for memory in 1M 3M 9M; do
			score -v -j $j --memory $memory -e e l 2>err | cmp - want
			grep -q 'bytes of events spilled' err
			sed '/bytes of events spilled/d; /bytes of facts spilled/d' err | diff mem.err -
		done
	done
	score -v --memory 64M -e e l 2>err | cmp - want
	diff mem.err err
}

@test "ids that all meet in few piles" {
	# One id for most events, and long ids.
	awk 'BEGIN { print "ts,account_id,type,event_id"
		for (i = 0; i < 60000; i++)
			printf "2026-03-02T08:00:00Z,%s,a,%s\n", i % 2 ? "A" : "B", i % 3 ? "same" : sprintf("%0200d", i) }' >e
	score -v -e e l 2>want.err >want
	score -v --memory 1M -e e l 2>err | cmp - want
	grep -q 'bytes of events spilled' err
	sed '/bytes of events spilled/d' err | diff want.err -
}

@test "facts and ids that both do not fit" {
	awk 'BEGIN { print "ts,account_id,type,event_id"
		for (i = 0; i < 200000; i++)
			printf "2026-03-02T08:00:00Z,account-%09d,a,%d\n", i * 7919 % 100003, i % 150000 }' >e
	awk 'BEGIN { print "account_id"; for (i = 0; i < 100003; i += 3) printf "account-%09d\n", i }' >l
	score -v -e e l 2>want.err >want
	for j in 1 2; do
		score -v -j $j --memory 1M -e e l 2>err | cmp - want
		grep -q 'bytes of events spilled' err
		grep -q 'bytes of facts spilled' err
		sed '/ spilled$/d' err | diff want.err -
	done
}

@test "memory stays near the limit" {
	/usr/bin/time -f %M true 2>/dev/null || skip "no time(1) here"
	! grep -qE '__[at]san_init' "$(command -v hl-score)" || skip "not under a sanitizer"
	awk 'BEGIN { print "ts,account_id,type,event_id"
		for (i = 0; i < 600000; i++)
			printf "2026-03-02T08:00:00Z,account-%09d,a,%d%s\n", i * 7919 % 100003, i % 500000, i % 5 ? "" : "-in-a-long-form" }' >e
	awk 'BEGIN { print "account_id"; for (i = 0; i < 100003; i += 3) printf "account-%09d\n", i }' >l
	score -e e l >want
	for mib in 1 2 8; do
		for j in 1 2; do
			/usr/bin/time -o kb -f %M hl-score --as-of 2026-03-02T09:00:00Z -m m.csv --no-why --memory ${mib}M -j $j -v \
				-e e l 2>err | cmp - want
			grep -q 'bytes of events spilled' err
			echo "# $mib MiB, $j threads: $(tail -1 kb) KiB" >&3
			[ "$(tail -1 kb)" -lt $((mib * 1024 * 11 / 10 + 12288)) ]
		done
	done
}

@test "no room, no folder: the error names it, and nothing is left" {
	many 300000
	TMPDIR=/does/not/exist run -73 score --memory 1M -e e l
	[[ "$output" == 'hl-score: /does/not/exist: '* ]]
	# In memory they need none.
	TMPDIR=/does/not/exist score --memory 64M -e e l >out
	score -e e l | cmp - out
}

@test "a disk that is full is told with the folder, whenever it gets full" {
	unshare -rm true 2>/dev/null || skip "may not mount"
	many 100000
	mkdir small
	for size in 64k 1m 5m; do
		for j in 1 2; do
			run unshare -rm sh -c "mount -t tmpfs -o size=$size none small && TMPDIR=small exec hl-score \
				--as-of 2026-03-02T09:00:00Z -m m.csv --memory 1M -e e -j $j -o out l"
			[ "$status" = 74 ]
			[ "$output" = 'hl-score: small: temporary file: No space left on device' ]
			[ ! -e out ]
		done
	done
}

@test "--sorted compares the ids of one lead's events" {
	events 1=A=a 1=A=b 2=B=a =B=a =C=a >e1
	events 1=A=a 2=B=b 3=B=a 3=C=b >e2
	[ "$(scores --sorted -e e1 -e e2 | head -1)" = '10 1110 15 hl-score: 9 events, 3 with an event_id seen before' ]
	grep -q '"repeated_events":3,' stats
	# An id that another lead's event has is not seen.
	events 1=A=a 1=B=a >e
	[ "$(scores --sorted -e e | head -1)" = '10 10 0 hl-score: 2 events, 0 with an event_id seen before' ]
	(HOUR=10 events 1=A=b && HOUR=08 events 1=A=a 1=A=a | sed 1d) >e
	[ "$(scores --sorted -e e | head -1)" = '10 0 0 hl-score: 3 events, 1 with an event_id seen before' ]
}

@test "--sorted: many leads, many ids of one lead" {
	awk 'BEGIN { print "event_id,ts,account_id,type"
		for (k = 0; k < 2000; k++)
			for (i = 0; i < (k == 7 ? 30000 : k % 6); i++)
				printf "%s%d,2026-03-02T08:00:00Z,K%05d,%s\n", i % 2 ? "" : "an-id-of-some-length-", i * 5 % 11003, k, i % 3 ? "a" : "b" }' >e
	awk 'BEGIN { print "account_id"; for (k = 0; k < 2000; k++) printf "K%05d\n", k }' >l
	awk -F, '!seen[$1, $3]++' e | cut -d, -f2- >plain
	score -e plain l >want
	score -v --sorted -e e l 2>err | cmp - want
	grep -q "$(($(wc -l <e) - 1)) events, $(($(wc -l <e) - $(wc -l <plain))) with an event_id seen before" err
}
