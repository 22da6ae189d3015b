# What runs of hl-assign hand on: torn and foreign states, races, runs that are run again.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'collector\nAnn\nBo\nCy\n' >three.csv
	printf 'account_id\n%s\n' $'1\n2\n3\n4' >four.csv
}

assign() {
	hl-assign --as-of 2026-03-02T12:00:00Z -r three.csv "$@"
}

# Not a byte of state $1 is other than in $2, and the run is refused with exit status $3.
refused() {
	local status=0
	assign --state "$1" four.csv >out 2>err || status=$?
	[ "$status" -eq "$3" ] && [ ! -s out ] && [ -s err ] && cmp -s "$1" "$2"
}

# --- torn and foreign ---

@test "a state with a name in it is refused when a byte of it is another one or its end is missing" {
	printf 'collector\nAnn\n' >three.csv
	assign --state good --run-id a:b.c_d-e four.csv >/dev/null
	assign --state good --run-id c four.csv >/dev/null
	size=$(stat -c %s good)
	for at in $(seq 0 $((size - 1))); do
		byte=$(od -An -tu1 -j "$at" -N 1 good)
		{ head -c "$at" good; printf "\\x$(printf %02x $((byte ^ 1 << at % 8)))"; tail -c +$((at + 2)) good; } >flipped
		cp flipped s
		refused s flipped 65
		head -c "$at" good >cut
		cp cut s
		refused s cut 65
	done
}

@test "a state with head starts is as safe, and is run again from where it began" {
	printf 'account_id,amount\n1,9\n' >one.csv
	printf 'collector,available\nAnn,\nBo,no\n' >three.csv
	value() { assign -m balance-value --value amount --state good "$@" one.csv; }
	value --run-id a >/dev/null
	value --run-id b >b
	[ "$(sed 1q good)" = collector,entitled,received,value,last_seq,head_start,away ]
	[ "$(tail -n 1 good | cut -d, -f1,2,4-)" = '#end,5,4,,,' ]
	cp good once
	value --run-id b | cmp - b
	cmp good once
	size=$(stat -c %s good)
	for at in $(seq 0 3 $((size - 1))); do
		byte=$(od -An -tu1 -j "$at" -N 1 good)
		{ head -c "$at" good; printf "\\x$(printf %02x $((byte ^ 1 << at % 8)))"; tail -c +$((at + 2)) good; } >flipped
		cp flipped s
		refused s flipped 65
	done
	for edit in '$s/4,,,$/3,,,/' '$s/4,,,$/2,/' 's/,[^,]*,[^,]*$//' 2d; do
		sed "$edit" good >edited
		cmp -s edited good && exit 1
		cp edited s
		refused s edited 65
	done
	# Without a name it is of version 3.
	value >/dev/null
	[ "$(tail -n 1 good | cut -d, -f1,2,4-)" = '#end,2,3,,,' ]
}

@test "a state of version 1 is read as it is, and gets head starts where there are any" {
	printf 'collector,entitled,received,value,last_seq\nAnn,2,2,30,3\nBo,1,1,20,2\n#end,2,%s,1,\n' "$(printf 'collector,entitled,received,value,last_seq\nAnn,2,2,30,3\nBo,1,1,20,2\n' | gzip -c | tail -c 8 | od -An -tx4 -N4 | tr -d ' ')" >s
	printf 'account_id,amount\n1,10\n2,7\n3,1\n' >l.csv
	# Cy is new: level with Bo, who has least.
	[ "$(assign -m balance-value --value amount --state s l.csv | sed 1d | cut -d, -f3 | paste -sd ' ')" = 'Cy Bo Bo' ]
	[ "$(sed '$d' s | paste -sd ' ')" = 'collector,entitled,received,value,last_seq,head_start,away Ann,2,2,30,3,0,0 Bo,3,3,28,6,0,0 Cy,1,1,10,4,20,0' ]
}

@test "rows that were put in, left out, doubled or taken from another state are refused" {
	assign --state good --run-id a four.csv >/dev/null
	assign --state other four.csv >/dev/null
	for edit in 2d 2p '2{h;d};3G' '$d' '$p' '/^#run/d' '/^#run/p' '$s/2,$/1,/' 's/$/\r/'; do
		sed "$edit" good >edited
		cmp -s edited good && exit 1
		cp edited s
		refused s edited 65
	done
	cat good good >edited
	cp edited s
	refused s edited 65
	{ sed '$d' good; tail -n 1 other; } >edited
	cp edited s
	refused s edited 65
}

@test "the tables of other commands, and whatever else, are no state" {
	hl-rank -k account_id:n four.csv >ranked
	gzip -c four.csv >zipped
	printf '\0' >zero
	: >empty
	yes | head -c 300000 >long
	for foreign in ranked zipped zero empty long three.csv; do
		cp $foreign s
		refused s $foreign 65
	done
}

@test "a folder or a pipe in the place of the state is refused" {
	mkdir folder
	mkfifo pipe
	run -66 --separate-stderr assign --state folder four.csv
	[ "$stderr" = 'hl-assign: folder: Is a directory' ]
	[ -z "$output" ]
	: >pipe &
	run -65 timeout 20 hl-assign -r three.csv --state pipe four.csv
}

@test "a link stays one: what it leads to is locked, read and replaced" {
	mkdir far
	ln -s far/desk.csv s
	run -66 assign --state s four.csv
	[ "$output" = 'hl-assign: s: a link that leads to nothing' ]
	assign --state far/desk.csv four.csv >/dev/null
	assign --state s four.csv >/dev/null
	[ -L s ]
	[ ! -e s.lock ]
	grep -q '^Ann,3,3,0,7$' far/desk.csv
	run -64 assign --state s -o far/desk.csv four.csv
	exec 7>far/desk.csv.lock
	flock 7
	run -75 assign --state s four.csv 7>&-
}

@test "a folder or a state that may not be used is told, and nothing is put out" {
	as=
	[ "$(id -u)" != 0 ] || as="setpriv --bounding-set=-all --inh-caps=-all"
	mkdir locked
	assign --state locked/s four.csv >/dev/null
	cp locked/s kept
	chmod 555 locked
	$as test -w locked && skip "root may do everything here"
	run -73 --separate-stderr $as hl-assign -r three.csv --state locked/s four.csv
	[ -z "$output" ]
	[ "$stderr" = 'hl-assign: locked/s: Permission denied' ]
	chmod 755 locked
	rm locked/s.lock
	chmod 555 locked
	run -73 --separate-stderr $as hl-assign -r three.csv --state locked/s four.csv
	[ -z "$output" ]
	[ "$stderr" = 'hl-assign: locked/s: its lock file: Permission denied' ]
	chmod 755 locked
	chmod 000 locked/s
	run -66 --separate-stderr $as hl-assign -r three.csv --state locked/s four.csv
	[ -z "$output" ]
	chmod 644 locked/s
	cmp locked/s kept
	run -73 assign --state nowhere/s four.csv
	[ "$output" = 'hl-assign: nowhere/s: its lock file: No such file or directory' ]
}

@test "where there is no room for the state the old one and the old output stand" {
	for i in $(seq 400); do echo "a collector with a long name, number $i"; done | sed -e 's/.*/"&"/' -e '1i collector' >three.csv
	assign --state s -o out four.csv
	cp s s.old
	cp out out.old
	for blocks in 0 1 8; do # of 1,024 bytes; the new state takes more
		status=0
		err=$(ulimit -f $blocks; trap '' XFSZ; assign --state s -o out four.csv 2>&1) || status=$?
		[ "$status" -eq 74 ]
		[ "$err" = 'hl-assign: s: File too large' ] || [ "$err" = 'hl-assign: out: File too large' ]
		cmp s s.old
		cmp out out.old
		(ulimit -f $blocks; assign --state s -o out four.csv) && exit 1
		cmp s s.old
		cmp out out.old
	done
	[ "$(ls -A | grep -c tmp)" -eq 0 ]
}

@test "a run that could not be repeated if it were killed is not begun" {
	assign --state s -o out.csv four.csv
	run -64 assign --state s -o out.csv out.csv
	[ "${lines[0]}" = 'hl-assign: --output is an input: out.csv' ]
	assign -o four.csv four.csv
}

# --- at once ---

@test "fifty runs at once: none is lost; who does not wait is told 75 or has had a turn" {
	for i in $(seq 50); do
		assign --state s --wait 100 four.csv >out.$i &
	done
	wait
	[ "$(awk -F, 'NR > 1 && !/^#/ { n += $3 } END { print n }' s)" = 200 ]
	[ "$(cat out.* | sed '/account_id/d' | cut -d, -f2 | sort | uniq -c | awk '{ print $1 }' | sort -n | paste -sd' ')" = '66 67 67' ]
	for i in $(seq 50); do
		{ assign --state s four.csv >out.$i 2>err.$i && echo 0 >code.$i || echo $? >code.$i; } &
	done
	wait
	done=$(cat code.* | grep -cx 0)
	[ "$(cat code.* | grep -cx -e 0 -e 75)" -eq 50 ]
	[ "$done" -ge 1 ]
	[ "$(awk -F, 'NR > 1 && !/^#/ { n += $3 } END { print n }' s)" = $((200 + 4 * done)) ]
	[ "$(cat out.* | grep -c ',round-robin')" -eq $((4 * done)) ]
}

@test "of forty runs at once half are killed somewhere: the state knows of every other, and of none twice" {
	awk -v seed="${SEED:-1}" 'BEGIN { srand(seed); for (i = 0; i < 20; i++) print rand() * 0.3 }' >pauses
	for i in $(seq 20); do
		assign --state s --wait 100 -o "out.$i" four.csv &
		pause=$(sed -n "${i}p" pauses)
		timeout -s KILL "$pause" hl-assign -r three.csv --state s --wait 100 -o "killed.$i" four.csv &
	done 2>/dev/null
	wait
	assign --state s -o last four.csv
	leads=$(awk -F, 'NR > 1 && !/^#/ { n += $3 } END { print n }' s)
	killed=$(find . -name 'killed.*' ! -name '*.tmp' | wc -l)
	[ "$(find . -name 'out.*' | wc -l)" -eq 20 ]
	[ "$leads" -ge 84 ]
	[ "$leads" -le $((84 + 4 * killed)) ]
	[ $((leads % 4)) -eq 0 ]
	awk -F, 'NR > 1 && !/^#/ { print $3 }' s | sort -n | awk 'NR == 1 { least = $1 } END { exit $1 - least > 1 }'
}

@test "the lock of a run that was killed holds nobody up" {
	mkfifo leads
	hl-assign -r three.csv --state s leads >/dev/null &
	run=$!
	exec 7>leads
	until [ -e s.lock ]; do sleep 0.05; done
	kill -KILL $run
	wait $run || true
	exec 7>&-
	[ -e s.lock ]
	run -0 assign --state s four.csv
}

@test "a lock file that somebody removed and made anew is the one that holds" {
	: >s.lock
	exec 7>s.lock
	flock 7
	{ assign --state s --wait 2 four.csv >out 2>err || echo $? >code; } 7>&- &
	sleep 0.5
	rm s.lock
	exec 8>s.lock
	flock 8
	exec 7>&-
	wait
	[ "$(cat code)" = 75 ]
	exec 8>&-
	[ ! -s out ]
}

# --- once more ---

@test "a run that has a name is run again from where it began, as often as one likes" {
	assign --state s --run-id mon four.csv >mon
	cp s s.mon
	for i in 1 2 3; do
		assign --state s --run-id mon four.csv | cmp - mon
		cmp s s.mon
	done
	assign --state s --run-id tue four.csv >tue
	! cmp -s mon tue
	assign --state s --run-id tue four.csv | cmp - tue
	run -0 --separate-stderr assign -v --state s --run-id tue four.csv
	[ "${stderr_lines[0]}" = 'hl-assign: s: tue again, from where it began' ]
}

@test "what is run again may have other leads, another roster and another method" {
	assign --state s --run-id mon four.csv >/dev/null
	assign --state t --run-id mon four.csv >/dev/null
	assign --state s --run-id tue four.csv >/dev/null
	printf 'collector,weight\nAnn,1\nNew,3\n' >three.csv
	seq 9 | sed '1i account_id' >nine.csv
	assign -m weighted --state s --run-id tue nine.csv >again
	assign -m weighted --state t --run-id tue nine.csv | cmp - again
	cmp s t
}

@test "without a name, or under another one, a run goes on; only the last one is run again" {
	assign --state s --run-id mon four.csv >mon
	assign --state s four.csv >next
	! cmp -s mon next
	[ "$(tail -n 1 s | cut -d, -f4)" = 1 ]
	assign --state s --run-id mon four.csv >third
	[ "$(sed -n 2p third)" = '1,Cy,round-robin' ]
	[ "$(grep -c '^Ann,4,4,' s)" -eq 1 ]
}

@test "a named run that failed or was only checked is no run" {
	assign --state s --run-id mon four.csv >/dev/null
	cp s s.old
	run -0 assign --check --state s --run-id tue four.csv
	cmp s s.old
	run -65 assign --state s --run-id tue <<<$'account_id\n1,2'
	cmp s s.old
	assign --state s --run-id tue four.csv >tue
	[ "$(sed -n 2p tue)" = '1,Bo,round-robin' ]
}

@test "a name is that of the common option, and is of no account without a state" {
	for name in end 'run' 'night:1.b_c-d' 2026-03-02; do
		assign --state s --run-id "$name" four.csv >first
		assign --state s --run-id "$name" four.csv | cmp - first
	done
	printf 'collector\n"#run"\n"#end"\n' >three.csv
	assign --state s --run-id run four.csv >first
	assign --state s --run-id run four.csv | cmp - first
	assign --run-id mon four.csv >plain
	assign four.csv | cmp - plain
	for name in '' '#end' 'a,b' ' '; do
		run -64 assign --state s --run-id "$name" four.csv
	done
}

@test "the name that a run has by itself is none: two runs of one moment go on" {
	assign --as-of 2026-03-02T09:00:00Z --state s --manifest m.json four.csv >first
	assign --as-of 2026-03-02T09:00:00Z --state s four.csv >second
	! cmp -s first second
	! grep -q '^#run,.*20260302' s
	# Nor is it one for a run that is given it.
	assign --as-of 2026-03-02T09:00:00Z --run-id 20260302T090000Z --state s four.csv >third
	! cmp -s second third
	assign --run-id 20260302T090000Z --state s --manifest m.json four.csv | cmp - third
	grep -q '"run_id":"20260302T090000Z"' m.json
}
