bats_require_minimum_version 1.5.0

# How fair it is, counted by others than the command. `make campaign-fair` draws more.

setup() {
	cd "$BATS_TEST_TMPDIR"
	root=$BATS_TEST_DIRNAME/..
}

@test "by weight nobody is ever further than 1.25 leads from what is due, whoever else may take what" {
	PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/oracle/assign-fair.py" "${SEED:-1}" $((${SEED:-1} + ${CASES:-20} - 1)) >fair.csv
	awk -F, '$1 == "weighted" { seen = 1; if ($2 > 1.25) bad = 1 } END { exit bad || !seen }' fair.csv
	# The test can tell: ways that others take are further off.
	awk -F, 'NR > 1 && $1 != "weighted" && $2 < 5 { exit 1 }' fair.csv
}

# Nights of 1 to 40 leads, in files n01 to n30: numbers of leads that are drawn once and for all.
nights() {
	awk -v seed="${SEED:-1}" 'function draw(n) { seed = (seed * 16807 + 11) % 2147483647; return int(seed / 2147483647 * n) }
		BEGIN { draw(1); draw(1); for (night = 1; night <= 30; night++) {
			file = sprintf("n%02d", night); print "account_id" >file
			for (i = draw(40); i >= 0; i--) print ++id >file } }'
}

@test "round robin over thirty nights of any size is even to one lead, at every lead" {
	printf 'collector\nA\nB\nC\nD\nE\n' >r.csv
	nights
	for night in n??; do
		hl-assign -r r.csv --state s "$night" | sed 1d
	done >all.csv
	[ "$(wc -l <all.csv)" -gt 300 ]
	awk -F, '{ got[$2]++; least = most = got[$2]; split("A B C D E", name, " ")
		for (k in name) { n = got[name[k]] + 0; if (n < least) least = n; if (n > most) most = n }
		if (most - least > 1) exit bad = 1 } END { exit bad }' all.csv
	hl-assign -r r.csv --simulate round-robin n?? | awk -F, '$2 ~ /^[A-E]$/ { print $6 }' | sort -n | awk 'NR == 1 { least = $1 } END { exit $1 - least > 1 }'
}

# What is fair among people who come and go: any two of them take turns as long as both are there.
@test "round robin with absences: any two take turns while both are in, and who comes back gets no more" {
	nights
	for night in n??; do
		number=$((10#${night#n}))
		{
			echo collector,available
			for k in 1 2 3 4 5; do
				echo "K$k,$(((number * 7 + k * 3) % (k + 3) > 1))"
			done
		} >r.csv
		hl-assign -r r.csv --state s "$night" >out
		awk -F, -v night="$night" 'NR == FNR { if (FNR > 1) print "in", $1, $2, night; next } FNR > 1 { print "to", $2 }' r.csv out
	done >story
	grep -q '^in K5 0' story && grep -q '^in K1 1' story
	# last[a, b]: which of the two had the last lead that either of them had since both are in.
	awk '$1 == "in" { if ($3 == 0) for (k = 1; k <= 5; k++) forget($2, "K" k); is[$2] = $3 }
		$1 == "to" { if ($2 == "" || !is[$2]) exit bad = 1
			for (k = 1; k <= 5; k++) { other = "K" k; if (other == $2 || !is[other]) continue
				if (last[$2, other] == $2) { bad = 1; exit }
				last[$2, other] = last[other, $2] = $2 } }
		function forget(a, b) { delete last[a, b]; delete last[b, a] }
		END { exit bad }' story
}

# The queue of hl-rank has the best first: who always begins has the best of every night.
@test "on queues that have the best first, a round robin that goes on is far more even in value than one that begins anew" {
	printf 'collector\nA\nB\nC\nD\nE\n' >r.csv
	awk -v seed="${SEED:-1}" 'function draw() { seed = (seed * 16807 + 11) % 2147483647; return seed / 2147483647 }
		BEGIN { draw(); draw(); for (night = 1; night <= 30; night++) {
			file = sprintf("q%02d", night); print "account_id,balance" >file
			for (i = 9 + int(draw() * 8); i >= 0; i--)
				printf "%d,%.2f\n", ++id, 100 * exp(3 * (draw() + draw() - 1)) / (draw() + 0.1) >file } }'
	for file in q??; do
		hl-rank -k balance:nr "$file" >$file.csv
	done
	hl-assign -r r.csv --simulate round-robin,balance-value --value balance q??.csv >on.csv
	# Anew every night: each night is a simulation of its own.
	for file in q??.csv; do
		hl-assign -r r.csv --simulate round-robin --value balance "$file" | sed 1d
	done | awk -F, '$2 ~ /^[A-E]$/ { value[$2] += $10 } END { for (k in value) print value[k] }' | sort -n >anew
	awk 'NR == 1 { least = $1 } END { print $1 / least }' anew >ratio
	awk -F, '$2 == "all" { print $1, $12 }' on.csv >>ratio
	awk 'NR == 1 { anew = $1; next } $1 == "round-robin" && (anew < 3 || $2 * 2 > anew) { exit 1 }
		$1 == "balance-value" && $2 > 1.2 { exit 1 }' ratio || { cat ratio >&3; false; }
}

# The greatest of some numbers over the least.
spread() {
	sort -n | awk 'NR == 1 { least = $1 } END { printf "%.4f\n", $1 / least }'
}

# ratio ARGUMENT...: the greatest value that anybody had of all nights over the least, by the leads themselves.
ratio() {
	for file in v??; do
		hl-assign -r r.csv --value balance --fairness fair.csv "$@" "$file" | sed 1d
	done | awk -F, '{ value[$3] += $2 } END { for (k in value) printf "%.2f\n", value[k] }' | spread
}

@test "sixty nights, best first: begun anew one collector has seven times another's value, carried on 1.4 times" {
	printf 'collector\nA\nB\nC\nD\nE\n' >r.csv
	for seed in 1 2 3; do
		awk -v seed="$((${SEED:-1} * 7 + seed))" 'function draw() { seed = (seed * 16807 + 11) % 2147483647; return seed / 2147483647 }
			BEGIN { draw(); draw(); for (night = 1; night <= 60; night++) {
				file = sprintf("v%02d", night); print "account_id,balance" >file
				for (i = 7 + int(draw() * 6); i >= 0; i--)
					printf "%d,%.2f\n", ++id, 100 * exp(3 * (draw() + draw() - 1)) / (draw() + 0.1) | "sort -t, -k 2,2nr >>" file
				close(file); close("sort -t, -k 2,2nr >>" file) } }'
		rm -f s
		ratio >>anew
		ratio --state s >>on
		# What the last night says each has had is what they had.
		sed 1d fair.csv | cut -d, -f6 | spread >told
		tail -n 1 on | cmp - told
	done
	echo "# anew $(sort -n anew | paste -sd' '), carried on $(sort -n on | paste -sd' ')" >&3
	sort -n anew | awk 'NR == 2 { exit $1 < 6 }'
	sort -n on | awk 'NR == 2 { exit $1 > 1.6 }'
}
