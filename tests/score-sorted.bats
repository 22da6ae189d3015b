# hl-score --sorted: leads and events in order of their keys, merged in constant memory.
bats_require_minimum_version 1.5.0

setup() {
	root=$BATS_TEST_DIRNAME/..
	command -v hl-score >/dev/null || PATH=$(cd "$root" && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	printf '%s\n' part,rule,field,when,value score,signal,a,,10 score,signal,b,'< 1h',5 \
		score,if,x,'> 5',1 >m.csv
}

score() { hl-score --as-of 2026-03-02T09:00:00Z -m m.csv "$@"; }
table() { printf '%s\n' "$@"; }

# Events of these keys and types, a second apart.
events() {
	echo type,ts,account_id
	local e
	for e; do echo "${e#*=},2026-03-02T08:59:0$((n++ % 10))Z,${e%=*}"; done
}

# The same bytes, counts and exit with and without --sorted.
same() {
	local plain=0 sorted=0
	score -v "$@" >plain.out 2>plain.err || plain=$?
	score -v --sorted "$@" >sorted.out 2>sorted.err || sorted=$?
	[ "$plain" = "$sorted" ]
	diff plain.out sorted.out
	diff plain.err sorted.err
}

@test "every lead gets the events of its key" {
	table account_id,x B,1 D,9 F, >l
	events A=a B=b B=a C=a D=a E=b E=a F=b G=a >e
	same -e e l
	grep -x 'hl-score: 5 events without a lead' sorted.err
	[ "$(sed 1d sorted.out | cut -d, -f1-3)" = "$(table B,1,15.0 D,9,11.0 F,,5.0)" ]
}

@test "leads of one key get the same facts, whether there are events or not" {
	table account_id,x A,1 A,9 B,1 B,2 C,1 C,1 >l
	events B=a B=b C=a >e
	same -e e l
}

@test "several files of events, each in order by itself" {
	table account_id,x A,1 B,9 C,2 D,3 >l
	events A=a C=a D=b >e1
	events B=b C=b >e2
	events A=b D=a E=a >e3
	table ts,account_id,type >e4
	same -e e1 -e e2 -e e3 l
	same -e e4 l
	same l
	# Columns in another order are put in order; others are an error as ever.
	table ts,account_id,type 2026-03-02T08:00:00Z,B,a 2026-03-02T08:00:00Z,D,a >e5
	same -e e1 -e e5 l
	table ts,account_id >e6
	run -65 score --sorted -e e1 -e e6 l
	[ "${lines[-1]}" = 'hl-score: e6:1: there is no column type of the first file; --union fills' ]
}

@test "several files of leads are one table in order" {
	table account_id,x A,1 B,9 >l1
	table x,account_id 2,C 3,D >l2
	events A=a C=a D=b >e
	same -e e l1 l2
	run -65 score --sorted -e e l2 l1
	[ "${lines[-1]}" = 'hl-score: l1:2: not in order of account_id' ]
}

@test "order is that of bytes, without the blanks around keys, a prefix first" {
	table account_id,x ' 10 ',1 '"10 "',2 100,3 2,4 'A ',5 'é',6 >l
	events '10=a' ' 10=b' 100=a '2 =b' A=a a=a 'é=b' >e
	same -e e l
}

# What came out is the beginning of what would have.
is_begun() { score "$@" | head -c "$(wc -c <out)" | cmp - out; }

@test "a lead out of order ends the run, and what stands before it is right" {
	(table account_id,x && seq -f 'K%06g,7' 30000) >l0
	(cat l0 && table A,1 L,1) >l
	(table type,ts,account_id && seq -f 'a,2026-03-02T08:00:00Z,K%06g' 2 3 40000) >e
	score --sorted -e e l >out 2>err || [ $? = 65 ]
	[ "$(<err)" = 'hl-score: l:30002: not in order of account_id' ]
	[ -s out ]
	is_begun -e e l0
	run -65 score --sorted -o new -e e l
	[ ! -e new ]
	run -65 score --sorted --rejects r -o new -e e l
	[ ! -e new ]
}

@test "an event out of order ends the run with its file and line" {
	(table account_id,x && seq -f 'K%06g,7' 30000) >l
	(table type,ts,account_id && seq -f 'a,2026-03-02T08:00:00Z,K%06g' 29000 &&
		table a,2026-03-02T08:00:00Z,A) >e1
	events K000001=a >e2
	score --sorted -e e2 -e e1 l >out 2>err || [ $? = 65 ]
	[ "$(<err)" = 'hl-score: e1:29002: not in order of account_id' ]
	[ -s out ]
	is_begun -e e1 -e e2 l
	# Also behind the last lead.
	events X=a Z=b Y=a >e1
	run -65 score --sorted -o new -e e1 l
	[ "$output" = 'hl-score: e1:4: not in order of account_id' ]
	[ ! -e new ]
	run -65 score --sorted --check -e e1
}

@test "rows without a key have no place in the order" {
	table account_id,x B,1 C,1 ' ',1 D,1 >l
	events B=a =a C=b ' =a' D=a =b >e
	same -e e --rejects r l
	grep -x 'hl-score: 3 events without a lead' sorted.err
}

@test "events later than the run are passed over, and keep the order" {
	table account_id,x A,1 B,1 >l
	table ts,account_id,type 2026-03-02T08:00:00Z,A,a 2026-03-03T08:00:00Z,AA,a \
		2026-03-03T08:00:00Z,B,a >e
	same -e e l
	table ts,account_id,type 2026-03-02T08:00:00Z,A,a 2026-03-03T08:00:00Z,C,a \
		2026-03-03T08:00:00Z,B,a >e
	run -65 score --sorted -e e l
}

@test "bad rows of both tables are told in the order of reading" {
	table account_id,x A,1 B,1z C,1 D >l
	table ts,account_id,type x,A,a 2026-03-02T08:00:00Z,B,a,z y,D,a >e
	run -65 --separate-stderr score --sorted --no-why -e e l
	[ "$stderr" = "$(table \
		"hl-score: e:2:1: ts: not a date or time such as 2026-03-02 or 2026-03-02T09:00:00Z" \
		'hl-score: e:3: 4 cells where the header has 3' \
		"hl-score: e:4:1: ts: not a date or time such as 2026-03-02 or 2026-03-02T09:00:00Z" \
		'hl-score: l:3:3: x: not a number' \
		'hl-score: l:5: 1 cell where the header has 2')" ]
}

@test "nothing is written behind a bad row, of either table" {
	table account_id,x A,1 B,1 C,1 >l
	table ts,account_id,type 2026-03-02T08:00:00Z,A,a x,C,a >e
	run -65 score --sorted -o new -e e l
	[ ! -e new ]
	(table account_id,x && seq -f 'K%06g,7' 30000) >l0
	(cat l0 && table K2,1z && seq -f 'L%06g,7' 30000) >l
	table ts,account_id,type >e
	score --sorted -e e l >out 2>err || [ $? = 65 ]
	grep -x 'hl-score: l:30002:4: x: not a number' err
	score -e e l0 | head -c "$(wc -c <out)" | cmp - out
	(table ts,account_id,type && seq -f '2026-03-02T08:00:00Z,K%06g,a' 30000 &&
		table x,K2,a 2026-03-02T08:00:00Z,L2,a) >e
	(cat l0 && seq -f 'L%06g,7' 30000) >l
	score --sorted -e e l >out 2>err || [ $? = 65 ]
	grep 'hl-score: e:30002:1: ts: not a date' err
	[ -s out ]
	grep -v x,K2 e >e1
	is_begun -e e1 l
}

@test "--rejects sets bad rows of both tables aside and goes on" {
	table account_id,x A,1 B,1z C,1 D E,7 >l
	table ts,account_id,type x,A,a 2026-03-02T08:00:00Z,B,a,z 2026-03-02T08:00:00Z,E,a >e
	same -e e --rejects r l
	[ "$(sed 1d r | cut -d, -f1,2 | tr '\n' ' ')" = 'e,2 e,3 l,3 l,5 ' ]
	# A share of all rows of both, whichever table ends first.
	same -e e --rejects r --max-rejects 67% l
	run -65 score --sorted -e e --rejects r --max-rejects 40% l
	run -65 score --sorted -e e --rejects r --max-rejects 3 l
}

@test "control totals, --check and gzip are as ever" {
	table account_id,x A,1 B,2 C,3 >l
	events A=a C=b >e
	gzip -k l e
	same -e e.gz l.gz --expect-rows 3 --expect-sum x=6
	same -e e l --check
	same -e e l --expect-rows 4
	same -e e l -j 8 --block-size 4
	[ "$(score --sorted -e <(cat e) - <l -D ';')" = "$(score -e e l -D ';')" ]
	[ "$(score --sorted --explain-map -e e l 2>&1)" = "$(score --explain-map -e e l 2>&1)" ]
	run -64 score --sorted --union -e e -e e l
	[[ "$output" == *'--sorted with several files of events does not go with --union'* ]]
}

@test "a record that is too long, or gzip that is cut, fails as without --sorted" {
	table account_id,x A,1 B,2 >l
	(table ts,account_id,type 2026-03-02T08:00:00Z,A,a && head -c 17000000 /dev/zero | tr '\0' x) >e
	run -65 score --sorted -e e -o out l
	[ ! -e out ]
	(echo account_id,x && seq -f '%07g,1' 9999) | gzip | head -c 9000 >l.gz
	events A=a >e
	run -74 score --sorted -e e -o out l.gz
	[ ! -e out ]
}

@test "random tables give the same bytes, counts and rejects" {
	command -v python3 >/dev/null || skip "no python3 here"
	for seed in $(seq "${SEEDS:-6}"); do
		python3 - "$seed" <<'P'
import random, sys
r = random.Random(int(sys.argv[1]))
keys = [r.choice(["", "K", "é-", "0", "long-key-of-an-account-"]) + str(r.randrange(3000)) for _ in range(2000)]
pad = lambda k: r.choice(["", "", "", " "]) + k + r.choice(["", "", "\t"])
order = lambda rows: sorted(rows, key=lambda k: k.encode())
with open("l", "w") as f:
    f.write("x,account_id\n")
    for k in order(r.choices(keys, k=1500)):
        f.write(r.choice(["1,%s\n"] * 50 + ["z,%s\n", "%s\n", '"9",%s\n', '9,"%s"\n']) % pad(k))
for name in "e1", "e2", "e3":
    with open(name, "w") as f:
        f.write("ts,type,account_id\n")
        for k in order(r.choices(keys, k=r.choice([0, 10, 4000]))):
            f.write(r.choice(["2026-03-02T08:%02d:00Z,%s,%s\n"] * 50 + ["x,%.0d%s,%s\n", "2026-03-03T08:%02d:00Z,%s,%s\n"]) % (r.randrange(60), r.choice("abc"), pad(k)))
P
		for block in 100 5000 256K; do
			same -e e1 -e e2 -e e3 --rejects r --block-size $block l
		done
		sort r >sorted.r
		score -q -e e1 -e e2 -e e3 --rejects r l >plain.out
		sort r | diff - sorted.r
	done
}

@test "memory is constant, whatever the number of leads" {
	/usr/bin/time -f %M true 2>/dev/null || skip "no time(1) here"
	! grep -q __asan_init "$(command -v hl-score)" || skip "not under a sanitizer"
	(echo account_id,x && seq -f '%09g,1' 200000) >l
	(echo ts,account_id,type && seq -f '2026-03-02T08:00:00Z,%09g,a' 3 400000) >e
	/usr/bin/time -o kb -f %M hl-score --as-of 2026-03-02T09:00:00Z -m m.csv --sorted -e e l >out
	[ "$(tail -1 kb)" -lt 10000 ]
}
