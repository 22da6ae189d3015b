# parallel.bats - however many threads work, and however large the blocks are that they read: the
# same bytes, the same mistakes, the same counts, the same exit status.
bats_require_minimum_version 1.5.0

setup() {
	command -v hl-score >/dev/null || PATH=$(cd "$BATS_TEST_DIRNAME/.." && pwd)/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	export TSAN_OPTIONS=${TSAN_OPTIONS:-}
}

# Run `$@` with more options, its input in.* opened anew; all that came of it is in $to.
tell() {
	local to=$1 status=0
	shift
	rm -f bad stats
	"$@" --as-of 2026-01-15T12:00:00Z --stats stats -v >out 2>err || status=$?
	{
		cat out
		echo "--- status $status"
		cat err
		[ ! -e bad ] || cat bad
		cat stats
	} >"$to"
}

# `$@` comes to the same for all threads and blocks as for one thread.
always() {
	local threads block
	tell want "$@" -j 1
	for block in ${blocks:-1 2 7 64 4096 300000}; do
		for threads in ${jobs:-1 2 8}; do
			tell got "$@" -j "$threads" --block-size "$block"
			cmp want got || {
				echo "threads $threads, block $block: $*"
				diff want got | head
				return 1
			}
		done
	done
}

# A table of $1 rows, cells of many kinds.
rows() {
	awk -v n="$1" 'BEGIN {
		print "id,amount,text"
		for (i = 1; i <= n; i++) {
			text = i % 7 == 0 ? "\"two\nlines\"" : i % 5 == 0 ? "\"a \"\"b\"\", c\"" : "x" i
			print i "," (i % 11 ? i * 31 % 997 : "") "," text
		}
	}'
}

@test "plain files: every kind of line end, a mark at the beginning, no end of the last line" {
	rows 120 >in
	always hl-cat in
	printf '\357\273\277' >marked
	cat in >>marked
	always hl-cat marked
	sed 's/$/\r/' in >crlf
	always hl-cat crlf
	tr '\n' '\r' <in >cr
	always hl-cat cr
	{
		head -30 crlf
		tail -n +31 in
	} >mixed
	printf '7,8,the end' >>mixed
	always hl-cat mixed
	grep -q '^7,8,the end$' out
}

@test "TSV with escapes, empty lines, other ways to spell the output" {
	rows 120 | hl-cat -d , -D tab | sed '50s/$/\n\n/' >in.tsv
	always hl-cat in.tsv
	always hl-cat -D ';' in.tsv
	printf 'a\n\nx\n\n' >one.tsv
	always hl-cat one.tsv
}

@test "gzip, also in several members, and cut short" {
	rows 2000 >in
	gzip <in >in.gz
	{
		head -700 in | gzip
		tail -n +701 in | gzip
	} >two.gz
	head -c 9000 in.gz >cut.gz
	blocks='64 4096 300000'
	always hl-cat in.gz
	cmp in out
	always hl-cat two.gz
	cmp in out
	always hl-cat cut.gz
	tail -1 err | grep -q 'cut.gz: gzip: the data is cut short'
}

@test "several files: columns in another order, filled, without a header, with another one's" {
	rows 60 >a
	rows 50 | sed '1s/.*/amount,text,id/; s/^\([0-9]*\),\([0-9]*\),x/\1,x\2,/' >b
	rows 40 | sed '1s/text/more/' >c
	always hl-cat a b a
	always hl-cat --union a c b
	always hl-cat a c
	always hl-cat --no-header a b
	tail -n +2 a >rest
	always hl-cat --header-from b rest rest
	{
		cat a a
		sed '1s/id/"id"/' a
	} >again
	always hl-cat again
	always hl-cat --skip-repeated-header again
	grep -q '2 headers inside the data were passed over' err
}

@test "malformed quotes in the first block, the last one and between, a quote that is never closed" {
	rows 90 >good
	for line in 2 45 91; do
		for wrong in 's/,/,5" pipe/' 's/^/"x"y/' 's/,/, "z"/' 's/x/\x00/' 's/,/,,/' 's/,/,"/'; do
			sed "$line$wrong" good >in
			blocks='3 64 300000' jobs='1 3' always hl-cat in
			blocks='3 64 300000' jobs='1 3' always hl-cat --rejects bad in
		done
	done
}

@test "more than twenty mistakes, rejects, limits of rejects, control totals" {
	rows 300 | awk 'NR > 1 && NR % 6 == 0 { $0 = $0 ",more" } NR % 13 == 0 { $0 = $0 "\n" } { print }' >in
	always hl-cat in
	grep -q '^hl-cat: and [0-9]* more like these$' err
	always hl-cat --rejects bad in
	blocks='64 300000'
	for most in 0 1 7 1000 3% 100%; do
		always hl-cat --rejects bad --max-rejects "$most" in
	done
	always hl-cat --rejects bad --expect-sum amount=1 in
	always hl-cat --rejects bad --expect-sum text=1 in
	always hl-cat --rejects bad --expect-rows 1 in
}

@test "records longer than a block, and too long" {
	{
		rows 30
		echo "31,1,\"$(head -c 70000 /dev/zero | tr '\0' x)\""
		rows 30 | tail -n +2
	} >in
	blocks='100 4096 300000'
	always hl-cat in
	{
		cat in
		printf '9,9,"'
		head -c 17000000 /dev/zero | tr '\0' x
	} >long
	blocks='60000 300000'
	jobs='1 3'
	always hl-cat long
	grep -q 'a quote opens here and is not closed within 16777216 bytes' err
}

@test "a pipe, and one that gives a byte at a time" {
	rows 40 >in
	tell want hl-cat -j 1 in
	for threads in 1 2 8; do
		for block in 3 64 4096; do
			hl-cat -j "$threads" --block-size "$block" <(dd if=in bs=1 status=none) | cmp in -
			cat in | hl-cat -j "$threads" --block-size "$block" | cmp in -
		done
	done
}

@test "output that fails ends the run, a reader that goes away ends it without a word" {
	rows 60000 >in
	for threads in 1 2 8; do
		run -74 timeout 60 hl-cat -j "$threads" -o /dev/full in
		[ "$output" = 'hl-cat: /dev/full: No space left on device' ]
		for command in hl-cat 'hl-rank -k id:nr'; do
			($command -j "$threads" in 2>err || echo $? >status) | head -1 >out
			[ "$(cat status)" = 141 ]
			[ ! -s err ]
		done
	done
}

@test "a run that fails does not wait for what a pipe may still bring" {
	mkfifo pipe
	for wrong in '1,2 -o /dev/full' '1 --rejects bad --max-rejects 3' '1 --rejects /dev/full'; do
		{
			echo a,b
			yes "${wrong%% *}" | head -150000 # what is read at first, and a bit
			exec sleep 30
		} >pipe &
		status=0
		# shellcheck disable=SC2086
		timeout 20 hl-cat -q -j 2 ${wrong#* } pipe >/dev/null 2>err || status=$?
		kill $! 2>/dev/null || true # it may have met the end of the pipe
		wait $! || true
		[ "$status" = 74 ] || [ "$status" = 65 ]
	done
}

@test "input that fails: what was read before comes first" {
	command -v strace >/dev/null || skip "needs strace"
	strace -qq -o tr true 2>/dev/null || skip "strace may not trace"
	export ASAN_OPTIONS=detect_leaks=0
	rows 90000 >in
	for threads in 1 3; do
		for k in 1 2 3; do
			status=0
			timeout 60 strace -f -qq -o tr -P "$PWD/in" -e trace=read -e inject=read:error=EIO:when=$k \
				hl-cat -j "$threads" in >got 2>err || status=$?
			grep -q INJECTED tr || continue
			[ "$status" = 74 ]
			[ "$(cat err)" = 'hl-cat: in: Input/output error' ]
			head -c "$(stat -c %s got)" in | cmp - got
		done
	done
}

@test "scores: events folded by many, leads scored by many, mistakes in both" {
	awk 'BEGIN {
		print "ts,account_id,type"
		split("viewed_plans inbound_call sms_click email_open nothing promise", kinds, " ")
		for (i = 0; i < 6000; i++) {
			n = i * 7919 % 1500
			key = "A" n (n % 5 ? "" : "-with-a-longer-name")
			printf "2026-01-%02dT%02d:00:00Z,%s,%s\n", 1 + i % 15, i % 24, key, kinds[1 + i % 6]
		}
	}' >events.csv
	awk 'BEGIN {
		print "account_id,balance,placed_date,client_priority"
		for (i = 0; i < 1500; i++)
			print "A" i % 1200 (i % 5 ? "" : "-with-a-longer-name") "," i * 37 % 9001 ",2025-11-" 10 + i % 20 "," 1 + i % 3
	}' >leads.csv
	blocks='64 4096 300000'
	jobs='1 2 4'
	always hl-score -e events.csv leads.csv
	[ "$(wc -l <out)" -eq 1501 ]
	sed -i 's/^2026-01-03T05/2026-13-03T05/' events.csv
	sed -i 's/2025-11-12/soon/' leads.csv
	always hl-score --rejects bad -e events.csv leads.csv
	always hl-score -e events.csv leads.csv
	grep -q 'more like these' err
}
