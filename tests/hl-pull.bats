# hl-pull.bats - one lead for one collector at a time, from a queue that shows as much as it may.
bats_require_minimum_version 1.5.0

setup() {
	command -v hl-pull >/dev/null || PATH=$(cd "$BATS_TEST_DIRNAME/.." && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	printf 'account_id,score,balance,phone\nA1,9,1200.50,555-0100\nA2,7,300,555-0101\nA3,5,12,555-0102\n' >q.csv
	t=2026-03-02T09:00:00Z
}

publish() { hl-pull publish -q q --as-of $t "$@" q.csv >counts.csv; }
take() { hl-pull take -q q --as-of $t --as "$@"; }
# The id of the lead that was taken.
id() { take "$@" | sed -n 's/,.*//;2p'; }
status_of() { hl-pull status -q q --as-of "${1:-$t}" | cut -d, -f1-4; }
# N leads A1 to AN, best first.
leads() { seq "$1" | awk 'BEGIN { print "account_id,score" } { print "A" $1 "," 1000000 - $1 }'; }

# --- taking ---

@test "the best lead that is free is taken, with its header and its own bytes" {
	printf 'account_id,name\r\n"007","Lee, ""Al"""\r\n8,x\r\n' >q.csv
	publish
	take Ann >got.csv
	printf 'account_id,name\r\n"007","Lee, ""Al"""\r\n' | cmp - got.csv
	[ "$(take Bo --tsv)" = $'account_id\tname\r\n8\tx\r' ]
	run -1 --separate-stderr take Ann
	[ -z "$output" ]
	[ "$stderr" = 'hl-pull: no lead is free; the next lease ends at 2026-03-02T10:00:00Z' ]
	hl-pull 'done' -q q --as Ann 007 --as-of $t
	hl-pull 'done' -q q --as Bo 8 --as-of $t
	run -1 take Ann
	[ "$output" = 'hl-pull: no lead is free' ]
}

@test "a lead is named in a preview queue, and only there" {
	publish --preview score
	[ "$(id Ann A2)" = A2 ]
	run -1 --separate-stderr take Bo A2
	[ "$stderr" = 'hl-pull: somebody else has this lead' ]
	run -1 take Bo A9
	[ "$output" = 'hl-pull: this lead is not in the queue' ]
	publish --hidden
	for lead in A1 A2 A9; do
		run -64 take Bo $lead
		[ "$output" = 'hl-pull: a lead of a hidden queue is not taken by name' ]
	done
	[ "$(id Ann A2)" = A2 ] # it is hers, and printed again
}

@test "a lease that ends puts the lead back at its place" {
	publish
	[ "$(id Ann --lease 60m)" = A1 ]
	[ "$(id Bo --as-of 2026-03-02T09:59:59Z)" = A2 ]
	[ "$(id Bo --as-of 2026-03-02T10:00:00Z)" = A1 ]
	run -1 hl-pull done -q q --as Ann A1 --as-of 2026-03-02T10:00:01Z
	[ "$output" = 'hl-pull: somebody else has this lead, since 2026-03-02T10:00:00Z: the lease that Ann had ran out at 2026-03-02T10:00:00Z' ]
}

@test "who comes too late is told since when somebody else has the lead, in the next queue as well" {
	later() { printf '2026-03-02T%s:00Z' "$1"; }
	late() { run -1 hl-pull "${2:-done}" -q q --as "${3:-Ann}" A1 --as-of "$(later "$1")"; }
	publish
	take Ann --lease 30m >/dev/null
	hl-pull publish -q q --as-of "$(later 09:40)" q.csv >/dev/null
	take Bo --lease 10m --as-of "$(later 09:45)" >/dev/null
	told="since $(later 09:45): the lease that Ann had ran out at $(later 09:30)"
	for at in 09:50 11:00; do
		late $at
		[ "$output" = "hl-pull: somebody else has this lead, $told" ]
	done
	late 09:50 release
	[ "$output" = "hl-pull: somebody else has this lead, $told" ]
	late 09:50 'done' Cy # it never was Cy's
	[ "$output" = 'hl-pull: somebody else has this lead' ]
	hl-pull release -q q --as Bo A1 --as-of "$(later 09:46)"
	late 09:50
	[ "$output" = "hl-pull: nobody has this lead: the lease that Ann had ran out at $(later 09:30), and somebody else took it at $(later 09:45)" ]
	take Bo --as-of "$(later 09:47)" >/dev/null
	hl-pull 'done' -q q --as Bo A1 --as-of "$(later 09:48)"
	late 09:50
	[ "$output" = "hl-pull: this lead is done, by somebody else, who took it at $(later 09:47): the lease that Ann had ran out at $(later 09:30)" ]
	late 09:50 release Cy
	[ "$output" = 'hl-pull: this lead is done, by somebody else' ]
}

@test "who gave a lead back had no lease that ran out" {
	publish
	take Ann >/dev/null
	hl-pull release -q q --as Ann A1 --as-of $t
	take Bo >/dev/null
	run -1 hl-pull done -q q --as Ann A1 --as-of $t
	[ "$output" = 'hl-pull: somebody else has this lead' ]
}

@test "a lead that is not in the new queue may still be done by who had it, over the lease or not" {
	publish --preview score
	take Ann >/dev/null
	take Bo >/dev/null
	printf 'account_id,score\nA3,1\n' >q.csv
	hl-pull publish -q q --as-of 2026-03-02T10:05:00Z q.csv >counts.csv
	[ "$(cat counts.csv)" = $'state,leads\nfree,1\nclaimed,0\nexpired,0\ngone,2' ]
	# The next publish is no end of it either, nor one that has the lead again for a night.
	printf 'account_id,score\nA2,2\n' | hl-pull publish -q q --as-of 2026-03-03T09:05:00Z >counts.csv
	[ "$(cat counts.csv)" = $'state,leads\nfree,0\nclaimed,0\nexpired,1\ngone,1' ]
	hl-pull publish -q q --as-of 2026-03-03T10:05:00Z q.csv >counts.csv
	grep -qx gone,2 counts.csv
	[ "$(status_of 2026-03-03T10:06:00Z | tail -2)" = $'gone,1,A1,Ann\ngone,1,A2,Bo' ]
	run -1 take Cy A1
	run -1 hl-pull 'done' -q q --as Cy A1 --as-of 2026-03-03T10:06:00Z
	hl-pull 'done' -q q --as Ann A1 --result promise --as-of 2026-03-03T10:06:00Z
	[ "$(grep -c '^2026-03-03T10:06:00Z,4,done,A1,,Ann,,promise,,,' q/journal)" = 1 ]
	hl-pull release -q q --as Bo A2 --by Max --as-of 2026-03-03T10:07:00Z
	hl-pull publish -q q --as-of 2026-03-04T10:05:00Z q.csv >counts.csv
	grep -qx gone,0 counts.csv
}

@test "an hour is the lease that nobody named; none has no end" {
	publish
	take Ann >/dev/null
	take Bo --lease none >/dev/null
	hl-pull status -q q --as-of $t | grep claimed >got
	[ "$(cut -d, -f3-6 got)" = "A1,Ann,$t,2026-03-02T10:00:00Z
A2,Bo,$t," ]
	[ "$(status_of 2030-01-01T00:00:00Z | tail -2)" = $'expired,1,A1,Ann\nclaimed,1,A2,Bo' ]
}

@test "who comes late may still say that a lead is done, as long as nobody else has it" {
	publish
	take Ann --lease 5m >/dev/null
	hl-pull done -q q --as Ann A1 --as-of 2026-03-02T11:00:00Z
	[ "$(status_of | sed -n 3p)" = done,1,, ]
}

@test "nobody has more open claims than the limit" {
	publish
	take Ann --limit 1 >/dev/null
	run -1 take Ann --limit 1
	[ "$output" = 'hl-pull: 1 of 1 claims are open: end one first (done or release)' ]
	[ "$(id Bo --limit 1)" = A2 ]
	[ "$(id Ann --limit 1 --as-of 2026-03-02T12:00:00Z)" = A1 ]
	hl-pull done -q q --as Ann A1 --as-of 2026-03-02T12:00:00Z
	[ "$(id Ann --limit 1 --as-of 2026-03-02T12:00:00Z)" = A2 ]
}

@test "who names a lead that is theirs gets it again, whatever the limit is by now" {
	publish --preview score
	take Ann >/dev/null
	take Ann >/dev/null
	[ "$(id Ann --limit 1 A2)" = A2 ]
	run -1 take Ann --limit 1 A3
	[ "$output" = 'hl-pull: 2 of 1 claims are open: end one first (done or release)' ]
	publish --limit 1
	[ "$(id Ann A1 --as-of 2026-03-02T09:30:00Z)" = A1 ]
	[ "$(hl-pull status -q q --as-of $t | sed -n 's/^claimed,1,A1,Ann,[^,]*,\([^,]*\),.*/\1/p')" = 2026-03-02T10:30:00Z ]
	publish --hidden
	[ "$(id Ann A2)" = A2 ] # nothing is told of it that they do not have
	run -64 take Ann A3
	[ "$output" = 'hl-pull: a lead of a hidden queue is not taken by name' ]
	# Over its lease it is a lead like any other.
	publish --preview score
	run -1 take Ann --as-of 2026-03-02T10:10:00Z A2
	[ "$output" = 'hl-pull: 1 of 1 claims are open: end one first (done or release)' ]
}

@test "what the policy allows is the most" {
	publish --lease 30m --limit 2
	[ "$(cat q/policy)" = $'setting,value\nlist,hidden\nlease,30m\nlimit,2' ]
	run -64 take Ann --lease 60
	[ "${lines[0]}" = 'hl-pull: --lease: 60 of what? 60m are minutes' ]
	run -64 take Ann --lease ''
	run -64 take Ann --lease 31m
	[ "$output" = "hl-pull: --lease: the queue's policy allows 30m at most" ]
	run -64 take Ann --lease none
	run -64 take Ann --limit 3
	take Ann >/dev/null
	take Ann --lease 5m --limit 2 >/dev/null
	run -1 take Ann
	publish # what is not said stays
	grep -qx lease,30m q/policy
	publish --lease none --limit none
	take Ann --limit 3 --lease 2h >/dev/null
}

@test "the lease of the policy is what was said, to the second, also when it was published again" {
	for lease in 90m:90m 36h:36h 61s:61s 120s:2m 48h:2d 7d:7d; do
		publish --lease ${lease%:*}
		publish
		grep -qx "lease,${lease#*:}" q/policy
		run -64 take Ann --lease none
		[ "$output" = "hl-pull: --lease: the queue's policy allows ${lease#*:} at most" ]
	done
	publish --lease 90m
	take Ann >/dev/null
	hl-pull status -q q --as-of $t | grep -q "A1,Ann,$t,2026-03-02T10:30:00Z,"
}

# --- the end of a claim ---

@test "a lead that is released is free at its place, one that is done is not" {
	publish
	take Ann >/dev/null
	take Ann >/dev/null
	hl-pull release -q q --as Ann A1
	hl-pull 'done' -q q --as Ann A2 --result ptp --note 'on the 5th, "sure"' --by Max
	[ "$(id Bo)" = A1 ]
	[ "$(id Bo)" = A3 ]
	[ "$(grep -c '^[^,]*,1,done,A2,2,Ann,,ptp,Max,"on the 5th, ""sure""",' q/journal)" = 1 ]
	hl-pull 'done' -q q --as Ann A2 # twice is once
	[ "$(grep -c ,done, q/journal)" = 1 ]
}

@test "only who has a lead ends the claim" {
	publish
	take Ann >/dev/null
	for act in 'done' release; do
		run -1 hl-pull $act -q q --as Bo A1
		[ "$output" = 'hl-pull: somebody else has this lead' ]
		run -1 hl-pull $act -q q --as Bo A2
		[ "$output" = 'hl-pull: nobody has this lead' ]
		run -1 hl-pull $act -q q --as Bo A9
		[ "$output" = 'hl-pull: this lead is not in the queue' ]
	done
	hl-pull release -q q --as Ann A1
	run -1 hl-pull release -q q --as Ann A1
	[ "$output" = 'hl-pull: nobody has this lead' ]
	take Ann >/dev/null
	hl-pull 'done' -q q --as Ann A1
	for act in 'done' release; do
		run -1 hl-pull $act -q q --as Bo A1
		[ "$output" = 'hl-pull: this lead is done, by somebody else' ]
	done
	run -1 hl-pull release -q q --as Ann A1
	[ "$output" = 'hl-pull: this lead is done' ]
}

@test "a row that cannot be written is given back, with 74" {
	publish
	run -74 sh -c "hl-pull take -q q --as Ann --as-of $t >/dev/full"
	[ "${lines[0]}" = 'hl-pull: warning: the lead was given back' ]
	[ "${lines[1]}" = 'hl-pull: <stdout>: No space left on device' ]
	[ "$(status_of | sed -n 2p)" = free,3,, ]
	run -73 take Ann -o nosuch/x
	[ "$(grep -c ,take, q/journal)" = 1 ]
	mkfifo pipe
	sleep 0.2 <pipe &
	{ sleep 0.5; status=0; take Ann || status=$?; echo "$status" >code; } >pipe 2>err
	[ "$(cat code)" = 74 ]
	[ "$(status_of | sed -n 2p)" = free,3,, ]
	[ "$(id Ann)" = A1 ]
}

@test "--check claims nothing and ends nothing" {
	publish --check
	[ ! -e q ]
	publish
	cp q/journal journal
	run -0 take Ann --check
	[ -z "$output" ]
	cmp journal q/journal
	take Ann >/dev/null
	cp q/journal journal
	hl-pull release --check -q q --as Ann A1 --as-of $t
	publish --check
	cmp journal q/journal
}

# --- lists ---

@test "a hidden queue shows positions and lead numbers, in an order that says nothing" {
	leads 200 >q.csv
	publish --seed a
	hl-pull list -q q --as Ann >list.csv
	[ "$(head -1 list.csv)" = position,lead_number ]
	[ "$(sed 1d list.csv | cut -d, -f1)" = "$(seq 200)" ]
	[ "$(sed 1d list.csv | cut -d, -f2 | sort -u | awk 'length($0) == 3' | wc -l)" = 200 ]
	for _ in $(seq 100); do take Ann >/dev/null; done
	hl-pull list -q q --as Ann --as-of $t | sed 1d | cut -d, -f2 >left
	[ "$(wc -l <left)" = 100 ]
	# The better half is gone: those who are left stand anywhere.
	awk '{ sum += $1 } END { exit sum < 80 * NR || sum > 121 * NR }' left
	publish --seed b # the claims are carried over, the numbers are new
	hl-pull list -q q --as Ann --as-of $t | sed 1d | cut -d, -f2 >other
	[ "$(wc -l <other)" = 100 ]
	run cmp -s left other
	[ "$status" = 1 ]
}

@test "which lead has which number follows from the seed alone, and else from nothing" {
	leads 50 >q.csv
	order() { hl-pull publish -q "$1" "${@:2}" q.csv >/dev/null && hl-pull take -q "$1" --as Ann >/dev/null && hl-pull list -q "$1" --as Ann | cut -d, -f2; }
	[ "$(order a --seed x)" = "$(order b --seed x)" ]
	for i in 1 2 3 4 5 6; do order "r$i" | cksum; done | sort -u >orders
	[ "$(wc -l <orders)" -gt 1 ]
}

@test "the shuffle favours no place" {
	leads 8 >q.csv
	for seed in $(seq 200); do
		hl-pull publish -q s --seed "$seed" q.csv >/dev/null
		hl-pull take -q s --as Ann >/dev/null
		hl-pull list -q s --as Ann | sed 1d | cut -d, -f2 >left
		seq 8 | grep -vxFf left
		hl-pull release -q s --as Ann A1
	done | sort | uniq -c | awk '{ if ($1 < 8 || $1 > 45) exit bad = 1; n++ } END { exit bad || n != 8 }'
}

@test "a preview shows the columns of the policy, masked as it says, best first" {
	publish --preview score,balance:band,phone:last4
	run -0 hl-pull list -q q --as Ann
	[ "$output" = 'account_id,score,balance,phone
A1,9,1000+,***0100
A2,7,100+,***0101
A3,5,10+,***0102' ]
	take Ann A2 >/dev/null
	[ "$(hl-pull list -q q --as Ann --as-of $t | cut -d, -f1 | tail -n +2 | paste -sd' ')" = 'A1 A3' ]
}

@test "who asks may see less than the policy shows, never more" {
	publish --preview balance:band
	[ "$(hl-pull list -q q --as Ann --preview balance | sed -n 2p)" = 1000+ ]
	[ "$(hl-pull list -q q --as Ann --hidden | head -1)" = position,lead_number ]
	run -64 hl-pull list -q q --as Ann --preview balance,phone
	[ "$output" = "hl-pull: --preview: the queue's policy does not show the column phone" ]
	publish --hidden
	run -64 hl-pull list -q q --as Ann --preview balance
	[ "$output" = 'hl-pull: --preview: the queue is a hidden one' ]
}

@test "of two masks the one that says less is shown, and where neither does the asker is refused" {
	publish --preview score:stars,balance:band,phone
	[ "$(hl-pull list -q q --as Ann --preview balance:stars,phone:last4 | sed -n 2p)" = '***,***0100' ]
	[ "$(hl-pull list -q q --as Ann --preview balance:band,score | sed -n 2p)" = '1000+,***' ]
	[ "$(hl-pull list -q q --as Ann --preview score:first | sed -n 2p)" = '***' ]
	run -64 hl-pull list -q q --as Ann --preview balance:last4
	[ "$output" = "hl-pull: --preview: the queue's policy shows balance as band; ask for that, or for stars" ]
}

@test "masks show no more than they say" {
	printf 'account_id,a,b,c,d\n1,Łukasz,12,-5,x\n2,,,,\n3,Bo,98765,0.5,yy\n' >q.csv
	publish --preview a:first,b:last4,c:band,d:stars
	[ "$(hl-pull list -q q --as Ann | tail -n +2)" = '1,Ł***,***,below 0,***
2,***,***,***,***
3,B***,***8765,0+,***' ]
	hl-pull --list-masks | cut -f1 | paste -sd' ' | grep -qx 'age band email first first60 initials last4 phone stars zip3'
	printf 'account_id,a,b,c,d\n1,j@x.example,Jane Doe,30301-1234,1984-03-02\n2,,,,\n' >q.csv
	publish --preview a:email,b:initials,c:zip3,d:age
	[ "$(hl-pull list -q q --as Ann | tail -n +2 | sed 's/[0-9]*-[0-9]*$/AGE/')" = '1,j***@x.example,JD,303,AGE
2,***,***,***,***' ]
	run -64 publish --preview a:token # a queue has no key
}

@test "masks count characters, not bytes, and an accent belongs to its character" {
	printf 'account_id,a,b\n1,abcdéf,éa\n2,añéü,x\n3,日本語文字,日本\n4,abe\xcc\x81\xcc\xa7fgh,e\xcc\x81x\n5,ab\xe9\xff\x80c,\xe9b\n' >q.csv
	publish --preview a:last4,b:first
	hl-pull list -q q --as Ann | tail -n +2 >list
	printf '1,***cdéf,é***\n2,***,x***\n3,***本語文字,日***\n4,***e\xcc\x81\xcc\xa7fgh,e\xcc\x81***\n5,***b\xe9\xff\x80c,\xe9***\n' | cmp - list
}

@test "a policy that is gone, empty or wrong shows nothing" {
	publish --preview score
	mv q/policy old
	run -66 hl-pull list -q q --as Ann
	run -66 take Ann
	: >q/policy
	run -65 hl-pull list -q q --as Ann
	printf 'setting,value\nlist,all\n' >q/policy
	run -65 hl-pull list -q q --as Ann
	[ "$output" = 'hl-pull: q/policy:2:6: value: neither hidden nor preview' ]
	printf 'setting,value\ncolour,red\n' >q/policy
	run -65 hl-pull list -q q --as Ann
	[[ "$output" == *'none of list, column, lease, limit, roster, manual, load, units, keep, map' ]]
	printf 'setting,value\nlist,preview\ncolumn,nosuch\n' >q/policy
	run -65 hl-pull list -q q --as Ann
}

# --- who may take it ---

@test "with a roster a lead is for those whom hl-assign could give it to" {
	printf 'account_id,state,needs\n1,TX,legal\n2,OH,\n3,TX,\n' >q.csv
	printf 'collector,states,skills,available,capacity\nAnn,OH,,,\nBo,,legal,,1\nCy,,,no,\nDi,TX,,,\n' >r.csv
	publish --preview state
	[ "$(hl-pull list -q q --as Ann -r r.csv | sed 1d)" = 2,OH ]
	[ "$(id Ann -r r.csv)" = 2 ]
	run -1 take Ann -r r.csv
	[ "$output" = 'hl-pull: no lead that is free is for Ann (no_state)' ]
	run -1 take Di -r r.csv 1
	[ "$output" = 'hl-pull: this lead is not for that collector (no_skill)' ]
	run -1 take Cy -r r.csv 3
	[[ "$output" == *'(nobody_in)' ]]
	[ "$(id Bo -r r.csv)" = 1 ]
	run -1 take Bo -r r.csv
	[[ "$output" == *'(all_full)' ]]
	[ "$(id Di -r r.csv)" = 3 ]
	run -64 take Ed -r r.csv
	[ "$output" = 'hl-pull: Ed is not on the roster' ]
}

@test "a lead that stays with somebody who is in is for nobody else" {
	printf 'account_id,collector\n1,Bo\n2,Cy\n3,\n' >q.csv
	printf 'collector,available\nAnn,\nBo,\nCy,no\n' >r.csv
	publish
	[ "$(id Ann -r r.csv)" = 2 ]
	[ "$(id Ann -r r.csv)" = 3 ]
	run -1 take Ann -r r.csv
	[[ "$output" == *'(kept)' ]]
	[ "$(id Bo -r r.csv)" = 1 ]
	hl-pull release -q q --as Bo 1
	[ "$(id Ann -r r.csv --keep never)" = 1 ]
}

@test "a lead that people gave to somebody is for nobody else, and for that one whatever it is" {
	printf 'account_id,state,collector\n1,OH,\n2,TX,Bo\n3,TX,\n4,TX,\n' >q.csv
	printf 'collector,states,capacity\nAnn,TX,0\nBo,TX,\nCy,,\n' >r.csv
	printf 'account_id,collector,until\n1,Ann,\n2,Cy,\n3,Cy,2026-03-01\n4,Bo,\n4,Cy,\n' >m.csv
	publish --preview state
	by_hand='-r r.csv --manual m.csv --for 2026-03-02'
	[ "$(hl-pull list -q q --as Ann $by_hand | sed 1d)" = 1,OH ]
	[ "$(hl-pull list -q q --as Bo $by_hand | sed 1d)" = $'2,TX\n3,TX' ]
	[ "$(hl-pull list -q q --as Cy $by_hand | sed 1d)" = $'3,TX\n4,TX' ]
	[ "$(hl-pull list -q q --as Cy $by_hand --keep never | sed 1d)" = $'2,TX\n3,TX\n4,TX' ]
	run -1 take Bo $by_hand 1
	[ "$output" = 'hl-pull: this lead is not for that collector (manual)' ]
	run -1 take Cy $by_hand 2
	[[ "$output" == *'(kept)' ]]
	[ "$(id Ann $by_hand)" = 1 ]
	[ "$(id Bo $by_hand)" = 2 ]
	[ "$(id Bo $by_hand)" = 3 ]
	run -1 take Bo $by_hand
	[[ "$output" == *'(manual)' ]]
	run -64 take Cy --manual m.csv
	[[ "$output" == *' need --roster'* ]]
	run -64 take Cy -r r.csv --manual -
	run -64 hl-pull publish -q q --manual m.csv q.csv
	printf 'account_id,collector\n4,Di\n' >m.csv
	run -65 take Cy $by_hand
	[[ "$output" == *m.csv:2:3:* ]]
	[ "$(id Cy -r r.csv)" = 4 ]
}

@test "units, shifts and days count as they do in hl-assign" {
	printf 'account_id,size\n1,2\n2,1\n3,1\n' >q.csv
	printf 'collector,capacity,shift_from,shift_to,absent_from,absent_to\nAnn,2,08:00,12:00,2026-03-05,2026-03-06\n' >r.csv
	publish
	[ "$(id Ann -r r.csv --units size)" = 1 ]
	run -1 take Ann -r r.csv --units size
	hl-pull 'done' -q q --as Ann 1
	run -1 take Ann -r r.csv --at 12:00
	run -1 take Ann -r r.csv --for 2026-03-05
	[ "$(id Ann -r r.csv --units size --at 11:59)" = 2 ]
	[ "$(id Ann -r r.csv --units size)" = 3 ]
}

@test "what is held elsewhere counts towards the capacity, as in hl-assign" {
	printf 'account_id,size\n1,2\n2,1\n3,1\n' >q.csv
	printf 'collector,capacity\nAnn,3\nBo,2\n' >r.csv
	printf 'collector,load\nAnn,1\nBo,2\nZoe,9\n' >l.csv
	publish
	run -1 take Bo -r r.csv --load l.csv
	[ "$output" = 'hl-pull: no lead that is free is for Bo (all_full)' ]
	[ "$(hl-pull list -q q --as Bo -r r.csv --load l.csv --as-of $t | wc -l)" = 1 ]
	[ "$(id Ann -r r.csv --load l.csv)" = 1 ]
	[ "$(id Ann -r r.csv --load l.csv)" = 2 ] # 1 elsewhere and 2 here
	run -1 take Ann -r r.csv --load l.csv
	[[ "$output" == *'(all_full)' ]]
	[ "$(id Ann -r r.csv)" = 3 ]
	# A row for each lead, and what it takes.
	publish -q u
	printf 'account_id,collector,size\n7,Ann,1\n8,Ann,\n9,Bo,0.5\n' >l.csv
	take Ann -q u -r r.csv --load l.csv --units size >got.csv || true
	[ "$(sed -n 's/,.*//;2p' got.csv)" = 2 ]
	run -0 take Bo -q u -r r.csv --load l.csv --units size -v
	[[ "$output" == *'3,1'* ]]
	# Both mistakes of the table, each with its place.
	printf 'collector,load\nAnn,x\nBo,-1\n' >l.csv
	run -65 take Ann -r r.csv --load l.csv
	[[ "${lines[0]}" == 'hl-pull: l.csv:2:5: load: '* ]]
	[[ "${lines[1]}" == 'hl-pull: l.csv:3:4: load: '* ]]
	run -66 take Ann -r r.csv --load nosuch
	run -64 take Ann --load l.csv
	[ "${lines[0]}" = 'hl-pull: --manual, --load, --keep, --for, --at and --units need --roster' ]
	run -64 take Ann -r r.csv --load -
	run -64 hl-pull 'done' -q q --as Ann 1 --load l.csv
}

@test "a roster that the policy names is not for the asker to choose, nor what goes with it" {
	printf 'account_id,St,balance,collector\n1,TX,900,\n2,OH,80,\n3,TX,7000,Bo\n' >q.csv
	printf 'collector,states,capacity\nAnn,TX,1000\nBo,,\n' >r.csv
	printf 'collector,states,capacity\nAnn,,1000000\nBo,,\n' >own.csv
	printf 'account_id,collector\n2,Ann\n' >m.csv
	printf 'collector,load\nAnn,100\n' >l.csv
	publish --hidden -r r.csv --manual m.csv --load l.csv --units balance --keep never --map state=St
	[ "$(sed 1,2d q/policy)" = "roster,$PWD/r.csv
manual,$PWD/m.csv
load,$PWD/l.csv
units,balance
keep,never
map,state=St" ]
	[ "$(hl-pull list -q q --as Ann | wc -l)" = 3 ]
	for own in '-r own.csv' '--manual m.csv' '--load l.csv' '--units balance' '--keep never' '--map state=balance'; do
		for act in list take; do
			run -64 hl-pull $act -q q --as Ann $own
			[[ "$output" == hl-pull:\ --*": the queue's policy has the roster and what goes with it; who asks may not" ]]
		done
	done
	run -64 take Ann -r own.csv --units balance
	[[ "$output" == 'hl-pull: --roster, --units: '* ]]
	[ "$(id Ann)" = 1 ]
	[ "$(id Ann)" = 2 ]
	run -1 take Ann
	[[ "$output" == *'(all_full)' ]]
	run -64 take Ed
	[ "$(id Bo --at 09:00 --for 2026-03-02)" = 3 ]
	# What is not said stays; each goes again by none, and with the roster all of it.
	publish --preview balance:band --load none
	[ "$(sed 's/,.*//' q/policy | paste -sd' ')" = 'setting list column column roster manual units keep map' ]
	publish -r none
	[ "$(cat q/policy)" = $'setting,value\nlist,preview\ncolumn,account_id\ncolumn,balance:band' ]
	hl-pull list -q q --as Ann -r own.csv --map state=St >/dev/null
}

@test "a policy may name its tables from the folder of the queue on" {
	printf 'collector,available\nAnn,no\nBo,\n' >r.csv
	publish
	printf 'roster,../r.csv\n' >>q/policy
	mkdir elsewhere
	run -1 env -C elsewhere hl-pull take -q ../q --as Ann
	[[ "$output" == *'(nobody_in)' ]]
	[ "$(id Bo)" = A1 ]
	rm r.csv
	run -66 take Bo
	for line in manual,m.csv units,size map,a=b; do
		printf 'setting,value\nlist,hidden\n%s\n' $line >q/policy
		run -65 take Bo
		[ "$output" = 'hl-pull: q/policy: manual, load, units, keep and map need a roster' ]
	done
	for line in roster, keep,ever map,a; do
		printf 'setting,value\nlist,hidden\nroster,../r.csv\n%s\n' $line >q/policy
		run -65 take Bo
		[[ "$output" == 'hl-pull: q/policy:4:'*': value: '* ]]
	done
}

@test "what a publish says of rosters is tried on its leads first" {
	printf 'collector,capacity\nAnn,x\nBo,-\n' >bad.csv
	printf 'collector\nAnn\n' >r.csv
	publish
	cp q/policy old
	run -65 hl-pull publish -q q -r bad.csv q.csv
	[[ "${lines[0]}" == 'hl-pull: bad.csv:2:'* && "${lines[1]}" == 'hl-pull: bad.csv:3:'* ]]
	run -66 hl-pull publish -q q -r nosuch q.csv
	run -64 hl-pull publish -q q -r r.csv --units size q.csv
	run -64 hl-pull publish -q q -r r.csv --keep ever q.csv
	run -64 hl-pull publish -q q -r r.csv --map state=nosuch q.csv
	run -64 hl-pull publish -q q --units score q.csv
	run -64 hl-pull publish -q q -r none --units score q.csv
	run -64 hl-pull publish -q q -r - q.csv
	run -64 hl-pull publish -q q -r '' q.csv
	cmp old q/policy
	hl-pull publish -q q -r r.csv --units score q.csv
	rm r.csv # it is missed by the next publish, too
	run -66 hl-pull publish -q q q.csv
}

@test "all tables beside the queue are read while the lock is held" {
	printf 'collector,capacity\nAnn,1\n' >r.csv
	printf 'collector,load\nAnn,0\n' >l.csv
	publish
	flock q/journal.lock sh -c 'sleep 0.6; printf "collector,load\nAnn,1\n" >l.csv' &
	sleep 0.2
	run -1 take Ann -r r.csv --load l.csv
	[[ "$output" == *'(all_full)' ]]
	wait
}

@test "the roster is read while the lock is held" {
	printf 'collector,available\nAnn,yes\n' >r.csv
	publish
	flock q/journal.lock sh -c 'sleep 0.6; printf "collector,available\nAnn,no\n" >r.csv' &
	sleep 0.2
	run -1 take Ann -r r.csv
	[[ "$output" == *'(nobody_in)' ]]
	wait
}

# --- publishing ---

@test "claims go on in the queue of tonight; what is gone from it is told" {
	publish
	[ "$(cat counts.csv)" = $'state,leads\nfree,3\nclaimed,0\nexpired,0\ngone,0' ]
	take Ann >/dev/null
	take Bo >/dev/null
	take Cy --lease 5m >/dev/null
	hl-pull 'done' -q q --as Bo A2
	printf 'account_id,score\nA9,9\nA3,8\nA2,1\n' >q.csv
	hl-pull publish -q q q.csv --as-of 2026-03-02T09:10:00Z >counts.csv
	[ "$(cat counts.csv)" = $'state,leads\nfree,2\nclaimed,0\nexpired,1\ngone,1' ]
	[ "$(status_of)" = 'state,leads,account_id,collector
free,2,,
done,0,,
gone,1,A1,Ann
claimed,1,A3,Cy' ]
	run -1 hl-pull release -q q --as Bo A1
	hl-pull 'done' -q q --as Ann A1 --as-of 2026-03-02T09:20:00Z
	hl-pull 'done' -q q --as Cy A3 --as-of 2026-03-02T09:20:00Z
	[ "$(id Bo)" = A9 ]
	[ "$(id Bo)" = A2 ]
	run -1 take Bo
}

@test "a queue that is not good leaves the old one alone" {
	publish
	take Ann >/dev/null
	cp -r q old
	printf 'account_id\nA1\nA2\nA1\n\n' >q.csv
	run -65 hl-pull publish -q q q.csv
	[ "$output" = 'hl-pull: q.csv:4:1: account_id: this lead is in the queue already' ]
	printf 'account_id,x\n,1\n' >q.csv
	run -65 hl-pull publish -q q q.csv
	run -65 hl-pull publish -q q <<<$'id,x\n"a\nb",1'
	run -65 hl-pull publish -q q </dev/null
	run -1 hl-pull publish -q q --min-rows 5 <<<$'id\n1'
	run -74 sh -c 'echo id | hl-pull publish -q q >/dev/full'
	run -64 hl-pull publish -q q --preview nosuch <<<$'id\n1'
	diff -r q old
	printf 'account_id\n1\n1\n2\n' >q.csv
	hl-pull publish -q n --rejects bad.csv q.csv
	[ "$(hl-pull status -q n | sed -n 2p)" = free,2,,,,, ]
}

@test "a folder that holds something else is no queue" {
	mkdir other
	echo x >other/y
	run -73 hl-pull publish -q other q.csv
	[ "$(ls other)" = y ]
	run -66 hl-pull take -q other --as Ann
	run -73 hl-pull publish -q other/y q.csv
	mkdir empty
	hl-pull publish -q empty q.csv
}

@test "only who owns the queue can read it" {
	umask 0
	publish
	take Ann >/dev/null
	[ "$(stat -c %a q q/queue q/journal q/policy q/journal.lock | sort -u | paste -sd' ')" = '600 700' ]
}

# --- the journal ---

@test "a last line that was cut, at whatever byte, is told and mended" {
	publish
	take Ann >/dev/null
	size=$(stat -c %s q/journal)
	take Bo >/dev/null
	cp q/journal good
	for len in $(seq $((size + 1)) $(($(stat -c %s good) - 2))); do
		head -c "$len" good >q/journal
		run -0 --separate-stderr take Cy
		[ "$stderr" = "hl-pull: warning: q/journal: the last line was cut: $((len - size)) bytes of a claim that was not made were dropped" ]
		[ "${lines[1]%%,*}" = A2 ]
		[ "$(wc -l <q/journal)" = 4 ]
	done
	# All of the line is there but its end: the claim was made.
	head -c -1 good >q/journal
	[ "$(id Cy)" = A3 ]
	head -n 4 q/journal | cmp - good
}

@test "a journal that lacks more than that is refused where it can be known, and stays as it is" {
	publish
	take Ann >/dev/null
	cp q/journal good
	publish
	cp q/journal second
	for len in $(seq 0 $(($(stat -c %s second) - 2))); do
		head -c "$len" second >q/journal
		run -65 take Cy
		[ "$(stat -c %s q/journal)" = "$len" ]
	done
	rm q/journal
	run -65 take Cy
	[ "$output" = 'hl-pull: q/journal: not there, though the queue is: put it back, or who took what is lost' ]
	run -65 hl-pull publish -q q q.csv
	[ ! -e q/journal ]
	sed 2d good >q/journal
	run -65 take Cy
	cp q.csv q/journal
	run -65 take Cy
	run -65 hl-pull publish -q q q.csv
}

@test "a journal or a queue with any byte changed is refused" {
	printf 'account_id\nA1\nA2\nA3\n' >q.csv
	publish --preview account_id
	take Ann >/dev/null
	take Bo >/dev/null
	hl-pull release -q q --as Ann A1 --as-of $t
	for file in journal queue; do
		cp q/$file good
		for at in $(seq 0 $(($(stat -c %s good) - 1))); do
			byte=$(od -An -tu1 -j "$at" -N 1 good)
			{ head -c "$at" good; printf "\\x$(printf %02x $((byte ^ (at % 2 * 31 + 1))))"; tail -c +$((at + 2)) good; } >q/$file
			status=0
			hl-pull list -q q --as Cy --as-of $t >list 2>err || status=$?
			if [ $status != 65 ]; then
				# Bytes of leads that nobody asked for, and such as only fill up.
				[ $file = queue ] && [ $status = 0 ]
				[ "$(cat list)" = $'account_id\nA1\nA3' ]
			fi
		done
		cp good q/$file
	done
}

@test "the journal of another queue is refused" {
	publish
	printf 'account_id\nB1\nB2\n' >other.csv
	hl-pull publish -q p --as-of 2026-03-02T08:00:00Z other.csv
	hl-pull take -q p --as Ann >/dev/null
	cp p/journal q/journal
	run -65 take Ann
}

# --- many at once ---

# Every lead of q.csv is free, claimed or done, once; the journal says of each take what came out.
whole() {
	hl-pull status -q q >status.csv
	awk -F, 'NR > 1 { sum += $2 } END { exit sum != '"$1"' }' status.csv
	! awk -F, 'NR > 1 && $3 { print $3 }' status.csv | sort | uniq -d | grep -q .
}

# WORKERS LEADS: everybody takes until there is none left; each claim is noted as it is printed.
everybody() {
	local w
	for w in $(seq "$1"); do
		while hl-pull take -q q --as "W$w" --lease none >"row.$w" 2>"err.$w"; do
			sed -n 's/,.*//;2p' "row.$w" >>"took.$w"
		done &
	done
	wait
}

@test "64 processes at once take every lead, and none twice" {
	n=${LEADS:-1000}
	leads "$n" >q.csv
	publish
	everybody 64
	cat took.* | sort >took
	leads "$n" | sed 's/,.*//; 1d' | sort | cmp - took
	[ "$(sort -u err.*)" = 'hl-pull: no lead is free' ]
	whole "$n"
}

@test "the same when half of them are killed at any moment" {
	n=${LEADS:-600}
	seed=${SEED:-$RANDOM}
	echo "# SEED=$seed" >&3
	leads "$n" >q.csv
	publish
	mkdir dead
	for w in $(seq 64); do
		if [ $((w % 2)) = 0 ]; then
			# Killed while it takes, again and again, after 0 to 8 ms.
			awk -v seed="$seed$w" 'BEGIN { srand(seed); for (i = 0; i < 6; i++) printf "0.%03d\n", rand() * 9 }' |
				while read -r after; do
					timeout -s KILL "$after" hl-pull take -q q --as "K$w" --lease none 2>/dev/null |
						sed -n 's/,.*//;2p' >>"dead/$w"
				done &
		else
			for _ in $(seq $((n / 90))); do
				hl-pull take -q q --as "W$w" --lease none 2>>"err.$w" | sed -n 's/,.*//;2p' >>"took.$w"
			done &
		fi
	done
	wait
	whole "$n"
	# Nothing that was printed is anybody else's, or missing.
	hl-pull status -q q | awk -F, '$1 == "claimed" { print $3 }' | sort >claimed
	cat took.* dead/* | sort >printed
	[ -z "$(uniq -d printed)" ]
	[ -z "$(comm -13 claimed printed)" ]
	# All that are free can be taken.
	everybody 8
	cat took.* dead/* | sort >printed
	[ -z "$(uniq -d printed)" ]
	[ "$(hl-pull status -q q | sed -n 2p)" = free,0,,,,, ]
	whole "$n"
	# What a process took with it into death comes back by hand.
	hl-pull status -q q | awk -F, '$1 == "claimed" { print $3, $4 }' | sort | join -v1 - printed |
		while read -r lead who; do hl-pull release -q q --as "$who" "$lead"; done
	everybody 1
	cat took.* dead/* | sort >printed
	leads "$n" | sed 's/,.*//; 1d' | sort | cmp - printed
}

# kill_at_every CALL COMMAND...: killed at the 1st, 2nd, ... CALL it makes, then looked at.
kill_at_every() {
	local call=$1 k
	shift
	for k in $(seq 40); do
		rm -rf q
		cp -r before q
		strace -f -qq -o tr -e trace="$call" -e inject="$call:signal=SIGKILL:when=$k" "$@" >out 2>/dev/null && return 0
		points=$((points + 1))
		check_killed
	done
}

@test "a take that is killed at any system call leaves the lead claimed or free, and all others can be taken" {
	command -v strace >/dev/null || skip "needs strace"
	strace -qq -o tr true 2>/dev/null || skip "strace may not trace"
	export ASAN_OPTIONS=detect_leaks=0
	publish
	take Bo >/dev/null
	cp -r q before
	points=0
	check_killed() {
		[ "$(status_of | grep -c Bo)" = 1 ]
		if [ -s out ]; then status_of | grep -qx claimed,1,A2,Ann; fi
		[ "$(id Cy)$(id Cy)" = A2A3 ] || { status_of | grep -qx claimed,1,A2,Ann && status_of | grep -qx claimed,1,A3,Cy; }
	}
	for call in openat flock fstat mmap pread64 read write ftruncate fdatasync close munmap; do
		kill_at_every $call hl-pull take -q q --as Ann --as-of $t
	done
	echo "# $points points" >&3
	[ "$points" -gt 20 ]
}

@test "a publish that is killed at any system call leaves the old queue or the new one, and every claim" {
	command -v strace >/dev/null || skip "needs strace"
	strace -qq -o tr true 2>/dev/null || skip "strace may not trace"
	export ASAN_OPTIONS=detect_leaks=0
	publish
	take Bo >/dev/null
	cp -r q before
	printf 'account_id\nA9\nA1\n' >new.csv
	points=0
	check_killed() {
		status_of | grep -qx claimed,1,A1,Bo
		[[ $(hl-pull take -q q --as Cy --as-of $t --check && id Cy) == A[29] ]]
		hl-pull publish -q q --as-of $t new.csv >/dev/null
		status_of | grep -qx claimed,1,A1,Bo
		[ "$(ls -A q | paste -sd' ')" = 'journal journal.lock policy queue' ]
	}
	for call in openat flock write fsync fdatasync linkat renameat close; do
		kill_at_every $call hl-pull publish -q q --as-of $t new.csv
	done
	echo "# $points points" >&3
	[ "$points" -gt 20 ]
}

@test "a first publish that is killed at any system call can be done again" {
	command -v strace >/dev/null || skip "needs strace"
	strace -qq -o tr true 2>/dev/null || skip "strace may not trace"
	export ASAN_OPTIONS=detect_leaks=0
	mkdir before
	rmdir before
	points=0
	for call in mkdir openat flock write fsync fdatasync linkat renameat; do
		for k in $(seq 40); do
			rm -rf q
			strace -f -qq -o tr -e trace=$call -e inject=$call:signal=SIGKILL:when=$k \
				hl-pull publish -q q --as-of $t q.csv >out 2>/dev/null && break
			points=$((points + 1))
			publish
			[ "$(id Ann)" = A1 ]
			[ "$(ls -A q | paste -sd' ')" = 'journal journal.lock policy queue' ]
		done
	done
	echo "# $points points" >&3
	[ "$points" -gt 10 ]
}

@test "who waits too long for the others ends with 75" {
	publish
	flock q/journal.lock sleep 2 &
	sleep 0.3
	run -75 take Ann --wait 0
	run -75 take Ann --wait 0s
	[ "$output" = 'hl-pull: q/journal: another run holds the lock' ]
	[ "$(id Ann)" = A1 ]
	wait
}

# --- the command line ---

@test "what does not belong together is refused" {
	publish
	run -64 hl-pull
	[ "${lines[0]}" = 'hl-pull: one of publish, list, take, done, release, status is needed' ]
	run -64 hl-pull steal -q q
	[ "${lines[0]}" = 'hl-pull: steal: one of publish, list, take, done, release, status is needed' ]
	run -64 hl-pull take --as Ann
	run -64 hl-pull take -q q
	[ "${lines[0]}" = 'hl-pull: take needs --as COLLECTOR: who asks' ]
	run -64 hl-pull take -q q --as Ann A1 A2
	run -64 hl-pull 'done' -q q --as Ann
	run -64 hl-pull take -q q --as Ann --hidden
	[ "${lines[0]}" = 'hl-pull: --hidden goes with publish and list, not with take' ]
	run -64 hl-pull take -q q --as Ann --min-rows 1
	run -64 hl-pull list -q q --as Ann --result x
	run -64 hl-pull take -q q --as $'a\nb'
	run -64 hl-pull take -q q --as ' '
	run -64 hl-pull take -q q --as Ann --lease 0m
	run -64 hl-pull take -q q --as Ann --lease soon
	run -64 hl-pull take -q q --as Ann --limit -1
	run -64 hl-pull take -q q --as Ann --at 10:00
	run -64 hl-pull take -q q --as Ann -r - <<<collector
	run -64 hl-pull publish -q q --no-header q.csv
	run -64 hl-pull publish -q q --hidden --preview score q.csv
}

@test "-q is the queue, and --help does not say otherwise" {
	hl-pull --help >help
	[ "$(grep -c -e ' -q,' help)" = 1 ]
	grep -q -e '^  -q, --queue=FOLDER' help
	grep -q -e '^      --quiet' help
	publish
	run -64 hl-pull -q take q --as Ann
	[ "${lines[0]}" = 'hl-pull: -q take: here -q is the folder of the queue; quiet is --quiet' ]
	printf x >>q/journal
	run -0 --separate-stderr hl-pull status -q q --quiet
	[ -z "$stderr" ]
	printf x >>q/journal
	run -0 --separate-stderr hl-pull status -q q
	[[ "$stderr" == *'the last line was cut: 1 bytes of '* ]]
}

@test "a file that is no queue is refused, whatever its length, and a folder that is not there told" {
	mkdir foreign
	for len in 1 7 8 11 95 96 97 100 4096; do
		head -c "$len" /dev/zero >foreign/queue
		for action in list status take; do
			run -65 hl-pull "$action" -q foreign --as Ann
			[[ $output == *'not a whole queue'* ]]
		done
	done
	run -66 hl-pull list -q nowhere --as Ann
	run -66 hl-pull take -q foreign/queue --as Ann
	[[ $output == *'no queue was published there'* ]]
}
