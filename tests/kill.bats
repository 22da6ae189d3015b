# kill.bats - a run that is killed at any system call leaves the old file or the new one, never
# half of one, and the next run leaves nothing beside it.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	export ASAN_OPTIONS=detect_leaks=0 # it does not work where somebody traces
	run at-call true
	[ "$status" -ne 77 ] || skip "a process may not be traced here"
	mkdir out
	seq 40000 | sed -e 's/.*/&,name &/' -e '1i id,name' >in
	echo old >old
}

needs_strace() {
	command -v strace >/dev/null && strace -qq -o tr true 2>/dev/null || skip "needs strace"
}

# Kill `hl-cat $2...` at every $1 it makes, up to the 40th; out/x is the old file or none ($3).
kill_at_every() {
	local call=$1 before=$2 k
	shift 2
	for k in $(seq 40); do
		rm -f out/x
		[ "$before" = old ] && cp old out/x
		at-call -c "$call" -n "$k" -k hl-cat "$@" in >/dev/null 2>&1 && return 0
		points=$((points + 1))
		if [ -e out/x ]; then
			cmp -s old out/x || cmp -s want out/x || return 1
		else
			[ "$before" = none ] || return 1
		fi
		hl-cat "$@" in
		cmp want out/x
		[ "$(ls -A out)" = x ]
	done
}

# The system calls by which a file comes to be.
kill_everywhere() {
	local call before
	points=0
	for before in old none; do
		for call in write fchmod flock fsync linkat renameat close; do
			kill_at_every "$call" "$before" "$@"
		done
	done
	echo "# $points points" >&3
}

@test "killed anywhere while it writes a file" {
	cp in want
	kill_everywhere -o out/x
}

@test "killed anywhere while it writes a compressed file" {
	hl-cat -z in >want
	kill_everywhere -z -o out/x
}

@test "the file is written, synced, put in its place, and its folder synced, in this order" {
	for before in none old; do
		rm -f out/x
		[ $before = old ] && cp old out/x
		at-call -c write,fsync,linkat,renameat -o tr hl-cat -o out/x in
		calls=$(sed '/^!/d; s/^\t//; s/\t.*//' tr | uniq | tr '\n' ' ')
		[ "$calls" = 'write fsync linkat fsync ' ] ||
			[ "$calls" = 'write fsync linkat renameat fsync ' ]
	done
}

@test "an error of any call by which a file comes to be is told, and the old file stands" {
	for call in write fsync linkat renameat close; do
		for k in 1 2 3 4 5 6 7 8; do
			cp old out/x
			status=0
			output=$(at-call -c "$call" -n "$k" -e EIO -o tr hl-cat -o out/x in 2>&1) || status=$?
			grep -q '^\*' tr || break
			if [ "$status" -eq 0 ]; then
				cmp in out/x
				[ "$call" = close ] # of a descriptor that was only read
			else
				[ -n "$output" ]
				cmp -s old out/x || cmp -s in out/x
			fi
		done
	done
}

@test "a read of gzip data that fails is told, wherever it was, and what was read before comes first" {
	needs_strace
	seq 60000 | awk '{ print $1 ",name " $1 * 7919 % 65537 }' >>in
	gzip <in >in.gz
	for k in 1 2 3 4 5; do
		status=0
		strace -f -qq -o tr -P "$PWD/in.gz" -e trace=read -e inject=read:error=EIO:when=$k \
			hl-cat in.gz >got 2>err || status=$?
		grep -q INJECTED tr || break
		[ "$status" = 74 ]
		[ "$(cat err)" = 'hl-cat: in.gz: Input/output error' ]
		head -c "$(stat -c %s got)" in | cmp - got
	done
	[ "$k" -gt 3 ]
}

@test "gzip is read where no thread is to be had" {
	needs_strace
	seq 60000 | awk '{ print $1 ",name " $1 * 7919 % 65537 }' >>in
	gzip <in >in.gz
	for call in clone clone3 eventfd2; do
		strace -f -qq -o tr -e trace=$call -e inject=$call:error=EAGAIN hl-cat in.gz >got
		cmp in got
	done
	grep -q INJECTED tr
}
