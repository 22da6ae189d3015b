# The same leads, roster, state and day give the same bytes: whatever the threads, the blocks, the kind of input, and
# from scratch.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	cat >r.csv <<-'END'
		collector,weight,capacity,states,skills,absent_from,absent_to,shift_from,shift_to
		Ann,3,,,legal,,,08:00,18:00
		"Bo, the 2nd",2,300,TX|NY,legal|spanish,,,,
		Cy,1.5,,,spanish,2026-03-10,2026-03-12,,
		Dee,1,90,OH|NY,,,,09:00,12:00
		Eve,2.333333,,,legal,2026-03-05,2026-03-06,,
	END
	printf 'column,value,collector\nsource,fair,"Bo, the 2nd"\nstate,OH,Dee\nsource,web,Gone\n' >map.csv
	printf 'collector,load\nAnn,12\nCy,3.5\n' >load.csv
	printf 'metric,group,value,flag\nrph,Ann,120,\nrph,Cy,60,\nrph,Dee,90,low_n\n' >kpi.csv
	awk 'BEGIN { srand(3); print "account_id,collector,by,reason,until"
		for (i = 0; i < 60; i++) printf "A%d,Cy,Kim,\"asked, %d\",%s\n", rand() * 900, i, rand() < 0.3 ? "2026-03-04" : "" }' >m.csv
	asked="-q -r r.csv --manual m.csv --reassign Eve:Ann --reassign Gone --note leave --at 10:00 --units size"
}

# queue SEED ROWS: leads with quotes, blanks and owners; the rest of the line goes by the place in it.
queue() {
	awk -v seed="$1" -v rows="$2" 'function draw(n) { seed = (seed * 16807 + 11) % 2147483647; return int(seed / 2147483647 * n) + 1 }
		BEGIN { draw(1); draw(1)
			split("web fair mail", source, " "); split("TX OH NY CA", state, " "); split(",legal,spanish,", needs, ",")
			split(",,,Ann,Cy,Eve,Gone", owner, ","); split("|x|\"a, \"\"b\"\"\"| 007 ", note, "|")
			print "account_id,source,state,needs,balance,size,note,collector"
			for (i = 0; i < rows; i++)
				printf "A%d,%s,%s,%s,%d.%02d,%s,%s,%s\n", draw(900), source[draw(3)], state[draw(4)], needs[draw(4)],
					draw(9999), draw(99), draw(3) / 2, note[draw(4)], owner[draw(7)] }'
}

# All methods, each with what it goes by.
methods() {
	cat <<-'END'
		round-robin
		weighted --absence accrue
		tier
		performance --performance kpi.csv --by rph
		least-loaded --load load.csv
		balance-value --absence catch-up
		source-map --map map.csv
		source-map,tier --map map.csv
		manual --default Ann
	END
}

# night DAY ARGUMENT...: one run, on what the folder has; the answer to the standard output.
night() {
	hl-assign --as-of "2026-03-0${1}T12:00:00Z" --for "2026-03-0$1" --run-id "n$1" $asked --value balance --state s --log l --fairness f "${@:2}"
}

# same ARGUMENT...: a run from what was there before gives what the first one gave.
same() {
	cp before/s s
	cp before/l l
	night 3 -m $method "$@" >q
	for name in q s l f; do
		cmp "$name" "want/$name" || { echo "$method: $*: $name" >&2; return 1; }
	done
}

@test "each method: threads, blocks, gzip, pipes and quotes change no byte of leads, state, log and fairness" {
	queue 1 300 >yesterday.csv
	queue 2 700 >q.csv
	gzip -k q.csv
	# Each cell in quotes; and as TSV.
	hl-cat -D tab q.csv >q.tsv
	awk -F '\t' '{ for (i = 1; i <= NF; i++) { gsub(/"/, "\"\"", $i); printf("%s\"%s\"", i > 1 ? "," : "", $i) } print "" }' q.tsv >quoted.csv
	{ head -n 1 q.csv; sed -n '2,301p' q.csv; } >one.csv
	{ head -n 1 q.csv; sed '1,301d' q.csv; } >two.csv
	mkdir before want
	methods >all
	while read -r method; do
		rm -f s l f
		night 2 -m $method yesterday.csv >/dev/null
		cp s l before
		night 3 -m $method -j 1 q.csv >q
		mv q s l f want
		[ "$(sed 1d want/q | wc -l)" -eq 700 ]
		same -j 2 q.csv
		same -j 3 --block-size 100 q.csv
		same -j 4 --block-size 4K q.csv
		same -j 4 q.csv.gz
		same -j 2 one.csv two.csv
		same <q.csv
		cat q.csv.gz | same -j 2
		cat q.csv | same -j 3 --block-size 1K -
		same quoted.csv
		same -j 2 -D , q.tsv
	done <all
}

@test "a run that is done again under its name, or tried before, says the same" {
	queue 2 400 >q.csv
	mkdir before want
	methods >all
	while read -r method; do
		rm -f s l f
		queue 1 200 | night 2 -m $method >/dev/null
		cp s l before
		night 3 -m $method --dry-run q.csv >tried
		mv f tried.f
		cmp s before/s
		cmp l before/l
		night 3 -m $method q.csv >want/q
		mv s l f want
		cmp tried want/q
		cmp tried.f want/f
		same q.csv
		night 3 -m $method q.csv | cmp - want/q
		for name in s l f; do
			cmp $name want/$name
		done
	done <all
}

# thirty FOLDER ARGUMENT...: thirty nights, a method after the other, the queue of each night by a pipe.
thirty() {
	local number=0 folder=$1
	shift
	methods >all
	mkdir "$folder"
	cp ./*.csv all "$folder"
	cd "$folder"
	for number in $(seq 30); do
		method=$(sed -n "$((number % 9 + 1))p" all)
		queue $((number + 40)) $((number * 7 % 90)) |
			hl-assign --as-of "2026-03-$(printf %02d "$number")T12:00:00Z" -m $method $asked --value balance --state s --log l \
				--fairness "f$number" "$@" >"q$number"
	done
	cd ..
}

@test "thirty nights from scratch, twice: all leads, fairness, log and state are the same" {
	thirty a -j 1
	thirty b -j 4 --block-size 256
	rm -f ./*/*.lock
	diff -r a b
	[ "$(ls a/q* | wc -l)" -eq 30 ]
	[ "$(wc -l <a/l)" -gt 500 ]
}
