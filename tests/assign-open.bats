# A lead that somebody has stays with them while it is open: what is said of it decides.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	cd "$BATS_TEST_TMPDIR"
	printf 'collector\nAnn\nBo\n' >two.csv
	printf 'account_id,collector,status\n1,Bo,open\n2,Bo,paid\n3,,promise\n4,,Closed\n5,Ann,\n6,Bo,PAID in full\n7,,new\n' >book.csv
}

# Who and why.
why() { hl-assign --as-of 2026-03-02T12:00:00Z -r two.csv "$@" | sed 1d | awk -F, '{ print $(NF - 1) ":" $NF }' | paste -sd' '; }

@test "until-worked: a closed lead is nobody's, takes no turn and no room, and does not vanish" {
	[ "$(why --state s book.csv)" = 'Bo:kept :closed Ann:round-robin :closed Ann:kept :closed Bo:round-robin' ]
	[ "$(cut -d, -f1,3 s | paste -sd' ' | cut -d' ' -f2-3)" = 'Ann,1 Bo,1' ]
	printf 'collector,capacity\nAnn,2\nBo,2\n' >two.csv
	[ "$(why book.csv)" = 'Bo:kept :closed Ann:round-robin :closed Ann:kept :closed Bo:round-robin' ]
	# It is no lead that nobody may take.
	run -0 --separate-stderr hl-assign -v --stats stats --require-all -r two.csv book.csv
	[[ "$stderr" == *'7 leads: 2 kept, 2 given, 0 with nobody'*'3 leads are closed'* ]]
	grep -q '"closed":3' stats
	# What comes out goes in the next night, and stays nobody's.
	hl-assign -r two.csv book.csv >once
	hl-assign -r two.csv once | sed 1d | awk -F, '$NF == "closed" && $(NF - 1) == "" { n++ } END { exit n != 3 }'
}

@test "what is not asked: other words, other ways to keep, and queues whose leads are nobody's yet" {
	[ "$(why --keep never book.csv)" = 'Ann:round-robin Bo:round-robin Ann:round-robin Bo:round-robin Ann:round-robin Bo:round-robin Ann:round-robin' ]
	[ "$(why --keep always book.csv)" = 'Bo:kept Bo:kept Ann:round-robin Bo:round-robin Ann:kept Bo:kept Ann:round-robin' ]
	[ "$(cut -d, -f1,3 book.csv | why)" = "$(printf 'Ann:round-robin Bo:round-robin %.0s' 1 2 3)Ann:round-robin" ]
	[ "$(printf 'account_id,collector,status\n1,Bo,unpaid\n2,Bo,paying\n3,Bo,closing\n4,Bo,work\n' | why)" = 'Bo:kept Bo:kept Bo:kept Bo:kept' ]
	# The column may be called otherwise.
	[ "$(printf 'account_id,owner,Lead Status\n1,Bo,Closed - Won\n' | why)" = :closed ]
	[ "$(printf 'account_id,owner,how\n1,Bo,sold\n' | why --map status=how)" = :closed ]
}

@test "every word for which the built-in rules say paid, recalled or closed is one here" {
	awk -F, '/^(PAID|RECALLED|CLOSED|STOP_RESOLVED|STOP_LOST),.*status in / { sub(/.*status in /, ""); sub(/,.*/, ""); gsub(/\|/, "\n"); print }' \
		"$root/lib/gate/us.csv" "$root/lib/gate/uk.csv" | grep -vx -e 'chose.other' -e 'other.service' >words
	[ "$(wc -l <words)" -ge 20 ]
	[ "$(awk 'BEGIN { print "account_id,collector,status" } { print NR ",Bo," $0 }' words | why | tr ' ' '\n' | sort | uniq -c | awk '{ print $2 }')" = :closed ]
}

@test "people may give a closed lead by hand; what is taken from somebody is what is open" {
	printf 'account_id,collector,by\n2,Ann,Kim\n' >manual.csv
	[ "$(why --manual manual.csv book.csv | cut -d' ' -f1-4)" = 'Bo:kept Ann:manual by Kim' ]
	[ "$(why --reassign Bo:Ann --note leave --log log book.csv)" = 'Ann:reassigned from Bo: leave :closed Ann:round-robin :closed Ann:kept :closed Bo:round-robin' ]
	grep -q '^[^,]*,[^,]*,2,Bo,,,closed$' log
	run -0 --separate-stderr hl-assign -r two.csv --reassign Bo:Ann --note leave <<<$'account_id,collector,status\n1,Bo,paid'
	[ -z "$stderr" ]
	[ "${lines[1]}" = '1,paid,,closed' ]
	[ "$(why -m manual --default Ann book.csv)" = 'Bo:kept :closed Ann:manual :closed Ann:kept :closed Ann:manual' ]
}

@test "--explain says that a lead is closed, and a pull queue does not give it" {
	run -0 hl-assign -r two.csv --explain 2 --for 2026-03-02 book.csv
	[ "$output" = 'account_id 2

  goes to    nobody, closed
  because    its status says that nothing is left to do: nobody was asked
  came from  Bo, and is closed
  asks for   1 unit
  for        2026-03-02, lead 2 of the queue' ]
	hl-pull publish -q q --preview account_id book.csv
	[ "$(hl-pull list -q q --as Bo -r two.csv | sed 1d | grep -c .)" = 3 ]
	run -1 hl-pull take -q q --as Bo -r two.csv 2
	[[ "$output" == *closed* ]]
}
