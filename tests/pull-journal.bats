# pull-journal.bats - a journal that is long, torn, damaged or of something else, and its snapshot.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-pull >/dev/null || PATH=$root/build/bin:$PATH
	command -v at-call >/dev/null || PATH=$root/build/tool:$PATH
	cd "$BATS_TEST_TMPDIR"
	t=2026-03-02T09:00:00Z
	seq 600 | awk 'BEGIN { print "account_id,score" } { print "A" $1 "," 1000 - $1 }' >q.csv
}

publish() { hl-pull publish -q q --as-of $t "$@" q.csv >counts.csv; }
take() { hl-pull take -q q --as-of $t --as "$@"; }
id() { take "$@" | sed -n 's/,.*//;2p'; }
# LINES [SEED]: what happened before today; what it comes to is in state.csv.
past() { python3 "$BATS_TEST_DIRNAME/pull-journal.py" q "$1" 600 "${2:-1}" >state.csv; }
# All that anybody can see of a queue.
see() {
	hl-pull status -q q --as-of $t
	hl-pull list -q q --as Ann --as-of $t
}
long() {
	publish --preview score
	past 12000
	take Ann --check >/dev/null
	[ ! -e q/snapshot ] # --check writes nothing
	id Ann >first
	[ -s q/snapshot ]
}

@test "a long journal comes to what a second implementation says, with its snapshot and without" {
	long
	awk -F, '$2 == "claimed" { print $1 "," $3 }' state.csv | sort >claimed
	hl-pull status -q q --as-of $t >with
	awk -F, '$1 == "claimed" && $4 != "Ann" { print $3 "," $4 }' with | sort | cmp - claimed
	grep -qx "done,$(grep -c ,done, state.csv),,,,," with
	[ "$(cat first)" = "$(sed -n '/,free,/{s/,.*//p;q;}' state.csv)" ]
	see >with
	rm q/snapshot
	see | cmp - with
	[ -s q/snapshot ] # whoever has to read so much writes the next
	hl-pull release -q q --as Ann "$(cat first)" --as-of $t
	[ "$(id Bo)" = "$(cat first)" ]
}

@test "a snapshot reaches so far that little is left to read, and is not written for each lead" {
	long
	cp q/snapshot first-one
	for _ in 1 2 3; do take Bo >/dev/null; done
	cmp q/snapshot first-one
	past 6000 2
	take Bo >/dev/null
	run cmp -s q/snapshot first-one
	[ "$status" = 1 ]
}

@test "a snapshot that is torn, changed at any byte, or something else is passed over" {
	long
	see >whole
	cp q/snapshot good
	size=$(stat -c %s good)
	# All of the head, and some of the rest.
	for at in $(seq 0 71) $(seq 72 997 $((size - 1))); do
		byte=$(od -An -tu1 -j "$at" -N 1 good)
		{ head -c "$at" good; printf "\\x$(printf %02x $((byte ^ 1)))"; tail -c +$((at + 2)) good; } >q/snapshot
		see | cmp - whole
	done
	for len in 0 1 71 72 73 96 $((size / 2)) $((size - 1)); do
		head -c "$len" good >q/snapshot
		see | cmp - whole
	done
	cp q.csv q/snapshot
	see | cmp - whole
	rm q/snapshot
	ln -s ../good q/snapshot
	see | cmp - whole
	rm q/snapshot
	mkdir q/snapshot # there can be none: it is slower, that is all
	see | cmp - whole
	id Bo >/dev/null
}

@test "a snapshot of more than the journal has, of another journal or of another queue is passed over" {
	publish --preview score
	past 12000
	cp q/journal old
	past 6000 2
	take Ann >/dev/null
	cp q/snapshot ahead
	cp old q/journal
	rm q/snapshot
	see >whole
	cp ahead q/snapshot
	see | cmp - whole
	# Another past, as long as that.
	cp old q/journal
	past 6000 3
	rm -f q/snapshot
	see >whole
	cp ahead q/snapshot
	see | cmp - whole
	publish
	see >whole
	cp ahead q/snapshot
	see | cmp - whole
	[ "$(id Bo)" = "$(sed -n '/,done,/{s/,.*//p;q;}' state.csv)" ] || id Bo >/dev/null
}

@test "publish and --check read all of the journal, whatever the snapshot says" {
	long
	sed '5s/W/V/' q/journal >changed
	cp changed q/journal
	take Bo >/dev/null
	run -65 take Bo --check
	[[ $output == 'hl-pull: q/journal:5: not as it was written, or a line before it is missing; '* ]]
	run -65 hl-pull publish -q q q.csv
	[[ $output == 'hl-pull: q/journal:5: '* ]]
	rm q/snapshot
	run -65 take Bo
}

@test "a take that is killed at any call, also while it writes the snapshot, loses nothing" {
	[ "$(at-call true; echo $?)" != 77 ] || skip "a process may not be traced here"
	export ASAN_OPTIONS=detect_leaks=0
	publish --preview score
	past 6000
	cp -r q before
	see >old
	[ -s q/snapshot ]
	next=$(sed -n '/,free,/{s/,.*//p;q;}' state.csv)
	rm -rf q
	cp -r before q
	at-call -o calls hl-pull take -q q --as Ann --as-of $t >/dev/null
	see >new
	total=$(wc -l <calls)
	# From the first call about the queue on; all of them if asked.
	for n in $(seq $(($(grep -n -m1 journal.lock calls | cut -d: -f1))) ${SEED:+1} ${SEED:-3} "$total"); do
		for how in -k -x; do
			rm -rf q
			cp -r before q
			at-call -n "$n" $how hl-pull take -q q --as Ann --as-of $t >out 2>/dev/null || true
			see >seen
			cmp -s seen new || cmp seen old
			[ ! -s out ] || cmp seen new
			hl-pull take -q q --as Ann --as-of $t "$next" >/dev/null
			see | cmp - new
			[ "$(ls -A q | paste -sd' ')" = 'journal journal.lock policy queue snapshot' ] ||
				[ "$(ls -A q | paste -sd' ')" = 'journal journal.lock policy queue' ]
		done
	done
}

@test "64 processes, half of them killed, while snapshots are written: none is lost, none is taken twice" {
	publish --preview score
	seed=${SEED:-$RANDOM}
	echo "# SEED=$seed" >&3
	past 9000 "$seed"
	for w in $(seq 64); do
		(
			if [ $((w % 2)) = 0 ]; then
				awk -v seed="$seed$w" 'BEGIN { srand(seed); for (i = 0; i < 5; i++) printf "0.%03d\n", rand() * 12 }' |
					while read -r after; do
						[ $((w % 8)) != 0 ] || rm -f q/snapshot
						timeout -s KILL "$after" hl-pull take -q q --as "K$w" --as-of $t 2>/dev/null |
							sed -n 's/,.*//;2p' >>"took.$w"
					done
			else
				for _ in 1 2 3; do id "N$w" >>"took.$w" 2>/dev/null || true; done
			fi
		) &
	done
	wait
	hl-pull status -q q --as-of $t | awk -F, '$4 ~ /^[KN]/ { print $3 }' | sort >claimed
	cat took.* | sort >printed
	[ -z "$(uniq -d printed)" ]
	[ -z "$(comm -13 claimed printed)" ]
	[ "$(awk -F, '$2 == "free" { print $1 }' state.csv | sort | comm -13 - claimed)" = '' ]
	hl-pull status -q q --as-of $t >with
	awk -F, 'NR > 1 { sum += $2 } END { exit sum != 600 }' with
	rm -f q/snapshot
	hl-pull status -q q --as-of $t | cmp - with
}

@test "what is damaged is told with its line, and what to do about it" {
	publish --preview score
	for who in Ann Bo Cy Di; do take $who >/dev/null; done
	publish
	for who in Ed Flo; do take $who >/dev/null; done
	cp -r q good
	last=$(wc -l <q/journal)
	sed -i "${last}s/Flo/Max/" q/journal
	for act in "take -q q --as Cy" "publish -q q q.csv"; do
		run -65 hl-pull $act
		[ "$output" = "hl-pull: q/journal:$last: not as it was written, or a line before it is missing; put the last good journal back, or move it and the queue away and publish again: then nobody has a lead any more" ]
	done
	sed "$((last - 1))d" good/journal >q/journal
	run -65 take Cy
	[[ $output == "hl-pull: q/journal:$((last - 1)): "* ]]
	head -n 3 good/journal >q/journal
	run -65 take Cy
	[[ $output == 'hl-pull: q/journal: cut short: the lines of this queue are missing; '* ]]
	cp q.csv q/journal
	run -65 take Cy
	cp good/journal q/journal
	# In the queue: a row, its end, and all of it.
	sed 's/^A7,993/A7,994/' good/queue >q/queue
	run -65 take Cy A7
	[ "$output" = 'hl-pull: q/queue:8: not as it was published; put the queue back, or remove the file and publish again: claims go on' ]
	head -c -1 good/queue >q/queue
	run -65 take Cy
	[ "$output" = 'hl-pull: q/queue: not a whole queue of hl-pull; put the queue back, or remove the file and publish again: claims go on' ]
	run -65 hl-pull publish -q q q.csv
	# As it was said.
	rm q/queue
	publish
	[ "$(hl-pull status -q q --as-of $t | awk -F, 'NR > 3 { printf "%s:%s ", $3, $4 }')" = 'A1:Ann A2:Bo A3:Cy A4:Di A5:Ed A6:Flo ' ]
}

@test "a queue that is lost takes no claim with it, nor a lead that is done out of the world" {
	publish --preview score
	for who in Ann Bo Cy; do take $who >/dev/null; done
	hl-pull 'done' -q q --as Bo A2 --as-of $t
	hl-pull release -q q --as Cy A3 --as-of $t
	publish # A2 is free again
	[ "$(id Di)" = A2 ]
	hl-pull 'done' -q q --as Di A2 --as-of $t
	take Ed --lease 5m A9 >/dev/null
	rm q/queue
	run -66 take Ann
	printf 'account_id,score\nA2,1\nA3,1\nA9,1\n' >q.csv
	hl-pull publish -q q --as-of 2026-03-02T09:30:00Z q.csv >counts.csv
	[ "$(cat counts.csv)" = $'state,leads\nfree,2\nclaimed,0\nexpired,1\ngone,1' ]
	[ "$(hl-pull status -q q --as-of $t | sed 1,3d | cut -d, -f1,3,4 | paste -sd' ')" = 'gone,A1,Ann claimed,A9,Ed' ]
}

@test "a publish mends a last line that was cut, and says so" {
	publish
	take Ann >/dev/null
	take Bo >/dev/null
	head -c -5 q/journal >cut
	cp cut q/journal
	run -0 --separate-stderr hl-pull publish -q q --as-of $t q.csv
	[[ $stderr == 'hl-pull: warning: q/journal: the last line was cut: '*' bytes of a claim that was not made were dropped' ]]
	[ "$output" = $'state,leads\nfree,599\nclaimed,1\nexpired,0\ngone,0' ]
	head -n 2 q/journal | cmp -n 40 - cut
	[ "$(id Bo)" = A2 ]
}
