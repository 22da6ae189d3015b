# coll_moved: with it the days of coll add up to any period.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	now=(--as-of 2026-03-01T00:00:00Z)
}

moved() { hl-metrics "${now[@]}" --from 2026-02-01 -m coll_moved "$@" | sed 1d | cut -d, -f 2,5,7,10; }

@test "cash moves with its account: placed late, recalled, placed again, given to another" {
	cat >log.csv <<-'EOT'
		ts,account_id,type,collector,amount
		2026-01-20,a,placed,,1000.00
		2026-01-25,a,payment,,5.00
		2026-02-03,a,payment,,100.00
		2026-02-05,a,payment,,50.00
		2026-02-10,a,recalled,,
		2026-02-12,a,placed,,400.00
		2026-02-04,b,payment,,30.00
		2026-02-06,b,placed,mia,500.00
		2026-01-28,c,placed,,200.00
		2026-02-02,c,assigned,mia,
		2026-02-08,c,payment,mia,20.00
		2026-02-09,c,reversal,mia,8.00
		2026-02-15,c,assigned,ron,
	EOT
	run -0 moved log.csv
	[ "$output" = "$(cat <<-'EOT'
		2026-02-03/2026-02-10,-100.00,-100.00,1
		2026-02-03/2026-02-12,100.00,100.00,1
		2026-02-04/2026-02-06,30.00,30.00,1
		2026-02-05/2026-02-10,-50.00,-50.00,1
		2026-02-05/2026-02-12,50.00,50.00,1
		all,30.00,30.00,5
	EOT
	)" ]
	run -0 moved --by collector log.csv
	[ "$(grep -E 'mia|ron' <<<"$output")" = "$(cat <<-'EOT'
		mia/2026-02-04/2026-02-06,30.00,30.00,1
		mia/2026-02-08/2026-02-15,-20.00,-20.00,1
		mia/2026-02-09/2026-02-15,8.00,8.00,1
		mia,18.00,18.00,3
		ron/2026-02-08/2026-02-15,20.00,20.00,1
		ron/2026-02-09/2026-02-15,-8.00,-8.00,1
		ron,12.00,12.00,2
	EOT
	)" ]
	[ "$(moved log.csv | tail -n 1)" = all,30.00,30.00,5 ]
	hl-metrics "${now[@]}" --from 2026-02-01 -m coll,coll_moved --wide log.csv >wide.csv
	grep -q 'coll_moved.2026-02-03/2026-02-10,.*,coll_moved,flags' wide.csv
}

@test "where nothing moved all together still have a row, and it is asked for by name alone" {
	printf 'ts,account_id,type,amount\n2026-02-03,a,placed,10\n2026-02-04,a,payment,1\n' >log.csv
	run -0 moved log.csv
	[ "$output" = all,0.00,0.00,0 ]
	! hl-metrics "${now[@]}" --from 2026-02-01 log.csv | grep coll_moved
}

# log SEED: accounts that are placed, recalled, handed on and paid at random
log() {
	awk -v seed="$1" 'BEGIN {
		srand(seed)
		print "ts,account_id,type,collector,amount"
		split("placed recalled assigned payment payment payment reversal", type, " ")
		for (i = 0; i < 400; i++) {
			t = type[int(rand() * 7) + 1]
			printf "2026-02-%02dT%02d:00:00Z,%d,%s,%s,%s\n", int(rand() * 20) + 1, int(rand() * 24), int(rand() * 30), t,
				t == "assigned" || rand() < .3 ? "c" int(rand() * 3) : "", t == "placed" ? int(rand() * 900) + 100 : t == "recalled" || t == "assigned" ? "" : int(rand() * 90) + 1
		}
	}'
}

@test "days and what moved between them are the period, of every group and any two days" {
	for seed in 1 2 3; do
		log $seed >log.csv
		for view in ledger restate; do
			of=(--as-of 2026-02-21T00:00:00Z --by collector --reversals $view)
			hl-metrics "${of[@]}" --from 2026-02-01 --every day -m coll log.csv >days.csv
			hl-metrics "${of[@]}" --from 2026-02-01 -m coll_moved log.csv >moved.csv
			[ "$(wc -l <moved.csv)" -gt 100 ]
			for part in '01 21' '02 03' '03 11' '07 20' '12 18' '05 06'; do
				hl-metrics "${of[@]}" --from "2026-02-${part% *}" --to "2026-02-${part#* }" -m coll log.csv >want.csv
				awk -F, -v from="2026-02-${part% *}" -v to="2026-02-${part#* }" '
					FNR == 1 { file++; next }
					file == 1 && substr($3, 9) + 1 == substr($4, 9) + 0 && $3 >= from && $4 <= to { num[$2] += $5; if ($4 == to) den[$2] = $6 }
					file == 2 && split($2, at, "/") > 1 {
						n = split($2, at, "/"); group = n == 3 ? at[1] : "all"
						if (at[n - 1] >= from && at[n] < to) num[group] += $5
					}
					file == 3 { seen++; if (sprintf("%.2f", num[$2]) + 0 != $5 + 0 || den[$2] + 0 != $6 + 0) { print $2, num[$2], $5, den[$2], $6; bad = 1 } }
					END { exit bad || seen < 4 }' days.csv moved.csv want.csv
			done
		done
	done
}

@test "threads and parts of the log change nothing" {
	log 4 >log.csv
	moved --by collector log.csv >one
	moved --by collector -j 4 --block-size 1K log.csv >four
	cmp one four
	head -n 200 log.csv >a.csv
	{ head -n 1 log.csv && sed 1,200d log.csv; } >b.csv
	for part in a b; do hl-metrics "${now[@]}" --from 2026-02-01 --by collector -m coll_moved --partial -o $part.part $part.csv; done
	hl-metrics "${now[@]}" --from 2026-02-01 --by collector -m coll_moved --merge a.part b.part | sed 1d | cut -d, -f 2,5,7,10 >merged
	cmp one merged
}
