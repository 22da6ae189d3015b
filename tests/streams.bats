# streams.bats - what every command does when files and pipes are not what they should be.
bats_require_minimum_version 1.5.0

# How each command is run on a small good table. A command without a row here fails every test.
#   good    the table, a header and rows
#   with    the options and what they need
#   once    not empty: a lead may not come twice
#   empty   what a table without rows gives: a pattern of its first line, and how many there are
row() {
	with=() empty= empty_lines=1 once=
	case $1 in
	hl-score)
		good=$'account_id,balance\nA1,100\nA2,\n'
		printf 'part,rule,field,when,value\nscore,if,balance,> 5,10\n' >model.csv
		with=(-m model.csv)
		empty=account_id,balance,score,why
		;;
	hl-rank)
		good=$'account_id,score\nA1,5\nA2,7\n'
		empty=account_id,score
		;;
	hl-gate)
		good=$'account_id,person_id,state\nA1,P1,OH\nA2,P2,TX\n'
		with=(--tz America/New_York)
		empty=account_id,person_id,state,status,reasons,channels,next_ok,calls_left,call_from,call_to
		;;
	hl-assign)
		good=$'account_id,score\nA1,5\nA2,7\n'
		printf 'collector\nAnn\nBo\n' >roster.csv
		with=(-r roster.csv)
		empty=account_id,score,collector,assign_reason
		;;
	hl-metrics)
		good=$'ts,account_id,type,amount\n2026-03-01T10:00:00Z,A1,placed,50\n2026-03-01T11:00:00Z,A1,payment,5\n'
		with=(--last 7d -m cash)
		empty=metric,group,*
		empty_lines=2 # no events is a figure, too
		;;
	hl-pull)
		good=$'account_id,score\nA1,5\nA2,7\n'
		with=(publish -q queue)
		empty=state,leads
		empty_lines=5 # no lead is a figure, too
		once=yes
		;;
	hl-export)
		good=$'account_id,score\nA1,5\nA2,7\n'
		with=(--to csv)
		empty=account_id,score
		;;
	*)
		echo "streams.bats: say in its table how $1 is run"
		return 1
		;;
	esac
	with=(--as-of 2026-03-02T09:00:00Z "${with[@]}")
}

setup() {
	command -v hl-score >/dev/null || PATH=$(cd "$BATS_TEST_DIRNAME/.." && pwd)/build/bin:$PATH
	bin=$(dirname "$(command -v hl-score)")
	cd "$BATS_TEST_TMPDIR"
}

# Do it for each command, with its good table in in.csv.
each() {
	local command
	for command in "$bin"/hl-*; do
		command=${command##*/}
		row "$command"
		printf '%s' "$good" >in.csv
		echo "$command: $*" # shown when it fails
		"$@"
	done
}

# The command at hand with its options and these.
go() { "$command" "${with[@]}" "$@"; }

# ends STATUS[|STATUS] COMMAND...: it ends so, and says why in one printable line that names it.
ends() {
	local want=$1 status=0
	shift
	"$@" >out 2>err || status=$?
	if [[ "|$want|" != *"|$status|"* ]]; then
		echo "$command: exit $status where $want was expected; it said: $(cat err)"
		return 1
	fi
	if [ "$status" != 0 ]; then
		says
	fi
}

says() {
	if ! grep -q "^$command: ." err || LC_ALL=C grep -q '[^ -~]' err; then
		echo "$command: no message, or not a printable one: $(cat err)"
		return 1
	fi
}

# --- the disk and the pipe ---

full() {
	ends 74 eval 'go in.csv >/dev/full'
	ends 74 eval 'go -z in.csv >/dev/full'
	ends 74 go -o /dev/full in.csv
	ends 74 eval '"$command" --help >/dev/full'
	ends 74 eval '"$command" -V >/dev/full'
}

@test "a full disk is told, with 74" {
	each full
}

closed_input() { ends '66|74' eval 'go <&-'; }
closed_output() { ends 74 eval 'go in.csv >&-'; }
closed_both() { ends '66|74' eval 'go <&- >&-'; }

# Whatever becomes of the message, the answer stands.
closed_error() {
	go in.csv >want
	go in.csv 2>&- | cmp want -
	if go nosuch.csv 2>&-; then
		return 1
	fi
}

@test "a closed input is told, with 66 or 74" {
	each closed_input
}

@test "a closed output is told, with 74" {
	each closed_output
	each closed_both
}

@test "a closed error output changes nothing" {
	each closed_error
}

gone() {
	local rows
	rows=$(tail -n +2 in.csv)
	[ "$once" ] || for _ in {1..11}; do rows+=$'\n'$rows; done
	head -1 in.csv >big.csv
	echo "$rows" >>big.csv
	set +e
	go big.csv 2>err | head -1 >out
	local status=${PIPESTATUS[0]}
	set -e
	[[ $status == 0 || $status == 141 ]]
	[ ! -s err ]
}

@test "a reader that goes away is no matter for a message" {
	each gone
}

# Whoever reads a pipe may hand its pages on as they are, and look at them later.
pass_on() {
	python3 -c 'import os, time
r, w = os.pipe()
while n := os.splice(0, w, 1 << 16):
	time.sleep(0.0005)
	os.write(1, os.read(r, n))'
}

@test "what was written into a pipe stays as it was, though its reader hands on pages" {
	python3 -c 'import os; os.splice' 2>/dev/null || skip 'needs os.splice of python 3.10'
	{
		echo account_id,score
		paste -d , <(seq -f 'A%08.0f' 700000) <(seq 700000)
	} >in.csv
	hl-rank in.csv >want.csv
	hl-rank in.csv | pass_on | cmp - want.csv
	hl-cat -j 2 want.csv | pass_on | cmp - want.csv
	hl-cat -j 1 want.csv | pass_on | cmp - want.csv
}

# --- inputs that are none ---

missing() {
	ends 66 go nosuch.csv
	grep -q nosuch.csv err
	ends 66 go in.csv nosuch.csv
	[ ! -s out ]
}

@test "a file that is not there is told, with 66, before anything is written" {
	each missing
}

directory() {
	ends 66 go .
	ends 66 eval 'go <.'
}

@test "a directory is no input, with 66" {
	each directory
}

truncated() {
	gzip -c in.csv >in.csv.gz
	local size
	size=$(stat -c %s in.csv.gz)
	for cut in 1 4 8 9 12; do
		head -c $((size - cut)) in.csv.gz >cut.gz
	ends 74 go cut.gz
	ends 74 eval 'go <cut.gz'
	done
}

@test "a gzip file that was cut is told, with 74" {
	each truncated
}

damaged() {
	gzip -c in.csv | sed '$s/....$/abcd/' >bad.gz
	ends 74 go bad.gz
}

@test "a gzip file whose checksum is wrong is told, with 74" {
	each damaged
}

nothing() {
	: >none.csv
	ends 65 go none.csv
	grep -q 'no header' err
	ends 65 eval 'go <none.csv'
	grep -q 'no header' err
}

@test "an input without a byte has no header, 65" {
	each nothing
}

# --- the same table, spelled otherwise ---

only_header() {
	head -1 in.csv >head.csv
	ends 0 go head.csv
	[[ "$(head -1 out)" == $empty ]] # a pattern
	[ "$(wc -l <out)" = "$empty_lines" ]
}

@test "a header alone is an empty table, 0" {
	each only_header
}

same_as() { go "$1" | tr -d '\r' | cmp want -; }

other_ends() {
	go in.csv >want
	[ -s want ]
	printf '%s' "${good%$'\n'}" >no-end.csv
	sed 's/$/\r/' in.csv >crlf.csv
	printf '\xef\xbb\xbf%s' "$good" >bom.csv
	printf '\xef\xbb\xbf%s' "$good" | sed 's/$/\r/' >both.csv
	printf '%s\n\n' "$good" >blank.csv
	gzip -c in.csv >zipped
	same_as no-end.csv
	same_as crlf.csv
	same_as bom.csv
	same_as both.csv
	same_as blank.csv
		same_as zipped
		same_as /dev/stdin <in.csv
		go - <in.csv | cmp want -
		go <in.csv | cmp want -
}

@test "no final newline, CRLF, a mark of the byte order, gzip, a pipe: the same answer" {
	each other_ends
}

block_size() {
	go in.csv >want
	for n in 1 2 7 64; do
		go --block-size $n in.csv | cmp want -
	done
}

@test "the size of a block changes nothing" {
	each block_size
}

ragged() {
	{
		cat in.csv
		echo 1,2,3,4,5,6,7,8,9
	} >ragged.csv
	ends 65 go ragged.csv
	grep -q "ragged.csv:$(wc -l <ragged.csv)" err
}

@test "a ragged row is told with its line, 65" {
	each ragged
}

open_quote() {
	{
		cat in.csv
		echo '"A9'
		tail -1 in.csv
	} >open.csv
	ends 65 go open.csv
	grep -q "open.csv:$(($(wc -l <in.csv) + 1))" err
}

@test "a quote that is never closed is told with the line where it opened, 65" {
	each open_quote
}

# --- where the answer goes ---

whole_or_not() {
	go in.csv >want
	go -o got.csv in.csv
	cmp want got.csv
	echo old >got.csv
	ends 66 go -o got.csv nosuch.csv
	[ "$(cat got.csv)" = old ]
	ends 65 go -o got.csv /dev/null
	[ "$(cat got.csv)" = old ]
	ends 73 go -o nosuch/got.csv in.csv
	grep -q nosuch/got.csv err
	[ "$(ls | grep -c got)" = 1 ]
	rm got.csv
	go -z in.csv | gzip -dc | cmp want -
	go -z -o got.gz in.csv
	gzip -dc got.gz | cmp want -
	rm got.gz
}

@test "-o is the whole answer or the old file; a folder that is not there is 73" {
	each whole_or_not
}

check() {
	ends 0 go --check -o got.csv in.csv
	[ ! -s out ]
	[ ! -e got.csv ]
}

@test "--check writes nothing" {
	each check
}

totals() {
	ends 1 go --expect-rows 77 -o got.csv in.csv
	[ ! -e got.csv ]
	ends 1 go --min-rows 77 in.csv
	ends 0 go --expect-rows 2 --min-rows 1 in.csv
}

@test "a total that was missed is 1, and nothing is delivered" {
	each totals
}

# --- the command line ---

misused() {
	ends 64 "$command" --no-such-option
	ends 64 "$command" --as-of yesterday in.csv
		ends 64 "$command" --block-size x in.csv
		ends 64 "$command" -o
}

@test "misuse is 64, with a message" {
	each misused
}

helps() {
	"$command" --help >help
	"$command" -h >short
		[ "$(wc -l <help)" -le 60 ]
		[ "$(wc -l <short)" -le "$(wc -l <help)" ]
		[ -z "$(sed -n '/^.\{101\}/p' help)" ]
		head -1 help | grep -q "^usage: $command "
		"$command" -V | grep -qx "$command [0-9][0-9.]*"
		[ "$("$command" -V)" = "$("$command" --version)" ]
}

@test "--help and -h fit on their screens, -V tells the version" {
	each helps
}

two_outputs() {
	rm -f out.csv
	mkdir -p folder
	for pair in '--stats s -o s' '--rejects s --stats s' '--rejects s -o ./s' \
		'--stats folder/../s -o s' '--stats -' '--rejects -'; do
		# shellcheck disable=SC2086
		ends 64 go $pair in.csv
		[ ! -e s ]
		[ ! -s out ]
	done
	for option in --rejects --stats; do
		ends 64 go "$option" ./in.csv in.csv
		printf '%s' "$good" | cmp - in.csv
	done
	ends 0 go --rejects /dev/null --stats /dev/null -o out.csv in.csv
	ends 0 go --stats - -o out.csv in.csv
	grep -q '"rows":2' out
}
@test "two outputs are never one file" { each two_outputs; }

two_inputs() {
	ends 64 go --header-from - <in.csv
	ends 64 go - - <in.csv
	ends 64 go --header-from - - in.csv <in.csv
}
@test "the standard input is read once only" { each two_inputs; }

@test "a link to the standard output is written to, and stays a link" {
	printf 'account_id\nA\n' >leads
	ln -s /proc/self/fd/1 link
	hl-rank -k account_id -o link leads >file
	cmp leads file
	[ "$(hl-rank -k account_id -o link leads | cat)" = "$(cat leads)" ]
	[ -L link ]
	# Any other link makes way for a file.
	ln -s old other
	hl-rank -k account_id -o other leads
	[ ! -L other ] && cmp leads other && [ ! -e old ]
}
