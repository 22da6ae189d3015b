# What leaves the house: what a mask holds back is told by no table beside, sum, name or mapping.
bats_require_minimum_version 1.5.0

setup() {
	command -v hl-export >/dev/null || PATH=$BATS_TEST_DIRNAME/../build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	at=--as-of=2026-03-02T09:00:00Z
	printf '0123456789abcdef0123\n' >key
	printf 'account_id,client_ref,name,phone,balance,collector,reasons,channels\n' >q.csv
	printf '%s\n' '007,C-1,Jane Doe,404 555 0101 x12,1840.55,lena,,call' '008,C-2,Jim Roe,404 555 0102,20,omar,,call' >>q.csv
	printf 'ts,account_id,type,result,collector\n2026-03-02T08:00:00Z,007,attempt,rpc_refused,lena\n' >log.csv
	printf 'ts,account_id,text\n2026-03-02T08:00:00Z,007,Said a word\n' >alerts.csv
	printf 'account_id,collector,reasons\n009,lena,BK\n010,lena,DECEASED\n' >held.csv
	presets='none collector client analyst public'
}

# grep that finds nothing.
none() { if grep "$@"; then return 1; fi; }

mask() {
	local preset=$1
	shift
	[ "$preset" = none ] || set -- --mask "$preset" --mask-key key "$@"
	hl-export -q $at "$@"
}

has() {
	case $1 in
	pdf) ! hl-export --to pdf --check <<<a 2>&1 | grep -q 'made without' && command -v pdftotext ;;
	xlsx) ! hl-export --to xlsx --check <<<a 2>&1 | grep -q 'made without' ;;
	esac >/dev/null
}

# All that a reader finds in a file.
words() {
	case $1 in
	*.pdf) pdftotext -layout "$1" - ;;
	*.xlsx) python3 -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1]); sys.stdout.buffer.write(b"\n".join(z.read(n) for n in z.namelist()))' "$1" ;;
	*) cat "$1" ;;
	esac
}

@test "a table beside the queue goes to whom its column goes, and to nobody else" {
	while read -r option file column lets; do
		for preset in $presets; do
			for to in html pdf; do
				has $to || [ $to = html ] || continue
				if [[ " $lets " = *" $preset "* ]]; then
					mask "$preset" --page queue --to $to "$option" "$file" -o out.$to q.csv
				else
					run -64 mask "$preset" --page queue --to $to "$option" "$file" -o bad.$to q.csv
					[ "${lines[0]}" = "hl-export: $option does not go with --mask $preset, which holds back $column" ]
					[ ! -e bad.$to ]
				fi
			done
		done
	done <<-END
		--events log.csv account_id none collector
		--alerts alerts.csv account_id none collector
		--done log.csv account_id none collector
		--held held.csv reasons none collector client
	END
}

@test "what was held back is told to nobody from whom the reasons are held back" {
	for preset in $presets; do
		for to in html pdf xlsx; do
			has $to || [ $to = html ] || continue
			rm -f out.$to
			mask "$preset" --page queue --to $to --held held.csv -o out.$to q.csv || true
			[ -e out.$to ] || continue
			[[ $preset =~ none|collector|client ]]
			[[ $(words out.$to) =~ held\ back\ 2 ]]
		done
	done
	run -64 mask client --page queue --held held.csv --split-by phone -o out q.csv
	[ "$output" = 'hl-export: --held does not go with --split-by phone: --mask client holds back a part of it' ]
	mask collector --page queue --held held.csv --split-by collector -o out q.csv
	grep -q 'held back 2' out/lena.html
	grep -q 'held back 0' out/omar.html
}

@test "a number of accounts worked is the caller's word, under any mask" {
	for preset in $presets; do
		mask "$preset" --page queue --goal 40 --done 3 q.csv | grep -q '3 of [0-9]* worked (goal 40)'
	done
}

@test "a sum is told of balances that went out as they are, and of no others" {
	for preset in $presets; do
		for to in html pdf xlsx; do
			has $to || [ $to = html ] || continue
			mask "$preset" --page queue --to $to -o out.$to q.csv
			if [[ $preset =~ none|collector|client ]]; then
				[[ $(words out.$to) =~ 1,?860\.55 ]]
			else
				none -E '1,?860|0\.00|without a balance' <<<"$(words out.$to | sed '/<style>/,/<\/style>/d; /<script>/,/<\/script>/d; /numFmt/d')"
			fi
			mask "$preset" --page queue --to $to --columns balance -o out.$to q.csv
		done
	done
	hl-export --page queue --columns name q.csv | none -E '1,?860|Balance</dt>'
}

@test "the manifest of a split has a sum of what went out, and of nothing else" {
	sum() {
		rm -rf out
		hl-export -q $at --split-by client_ref -o out "$@" q.csv
		grep -o '"balance":[0-9.]*' out/manifest.json | paste -sd' '
	}
	[ "$(sum)" = '"balance":1860.55 "balance":1840.55 "balance":20.00' ]
	[ "$(sum --columns client_ref,balance --rename balance=owed)" = '"balance":1860.55 "balance":1840.55 "balance":20.00' ]
	[ "$(sum --mask client)" = '"balance":1860.55 "balance":1840.55 "balance":20.00' ]
	[ "$(sum --columns client_ref,name)" = '' ]
	[ "$(sum --mask client --columns client_ref,name)" = '' ]
	[ "$(sum --to vicidial)" = '' ]
	[ "$(sum --to dnc)" = '' ]
	[ "$(sum --to genesys)" = '"balance":20.00 "balance":0.00 "balance":20.00' ] # one with an extension is not dialled
	none -E '1860|1840|without' <(hl-export -q $at --split-by client_ref -o out --columns name q.csv; cat out/*)
	hl-export -q $at --mask analyst --mask-key key --split-by name -o bands q.csv
	none 1840 bands/*
}

@test "the record and the counts of a run hold no cell of what a mask holds back" {
	hl-export $at --mask public --stats s.json --manifest m.json -o out.csv q.csv
	hl-export $at --mask public --stats s.csv -v -o out.csv q.csv 2>err
	none -E '007|Jane|404|1840|lena' s.json s.csv m.json out.csv err
}

@test "a column goes out by --map only where its own name may go, too" {
	printf 'name,notes,client_ref,ssn,mobile,tel,Cust,x9\nJane Doe,rude,C-1,123456789,404 555 0101,404 555 0102,acme,Jo\n' >in.csv
	map() { hl-export -q $at "$@" in.csv; }
	run -64 map --mask client --map name=notes
	[ "${lines[0]}" = 'hl-export: --map: the column notes is both name and notes, and --mask client holds back notes' ]
	run -64 map --mask client --map name=notes --columns name
	run -64 map --mask collector --map name=ssn
	run -64 map --mask collector --map client=ssn --rename client=Client
	run -64 map --mask analyst --map score=notes
	run -64 map --mask client --map account_id=client_ref
	[ "${lines[0]}" = 'hl-export: --map: the column client_ref is both client_ref and account_id, and --mask client holds back account_id' ]
	run -64 map --mask client --map address=name
	# Of two names that may go, the one that says less.
	[ "$(map --mask collector --map name=notes --columns notes | tail -n1)" = rude ]
	printf 'notes\n%080d\n' 1 >long.csv
	[ "$(hl-export $at --mask collector --map name=notes long.csv | tail -n1 | wc -c)" = 64 ]
	[ "$(map --mask client --map name=ssn --columns ssn | tail -n1)" = '***6789' ]
	run -64 map --mask client --map email=ssn
	[[ ${lines[0]} = *'shows them differently' ]]
	# A number is one by whichever of its names; nobody knows x9, so the caller's word counts.
	[ "$(map --mask client --map phone=mobile --columns phone | tail -n1)" = '***0101' ]
	[ "$(map --mask client --map name=x9 --columns name | tail -n1)" = Jo ]
	[ "$(map --mask none --map name=notes --columns name | tail -n1)" = rude ]
	# A map that has to do with no column of the table changes nothing.
	run -64 map --mask client --map name=nowhere
}

@test "a new name lets no column out that its own name holds back" {
	for preset in client analyst public; do
		for column in account_id phone; do
			[ $preset$column != clientphone ] || continue
			[ $preset$column != analystaccount_id ] || continue
			run -64 mask $preset --rename $column=balance2 q.csv
			[[ ${lines[0]} = *"--rename: not among --columns: $column" ]]
			run -64 mask $preset --columns $column --rename $column=balance q.csv
			[[ ${lines[0]} = *"--columns: --mask $preset holds back $column" ]]
		done
	done
	[ "$(mask public --rename balance=name q.csv | paste -sd' ')" = 'name 1000+ 10+' ]
}

@test "of a telephone number the last four digits of the number itself are shown, and no extension" {
	while IFS='|' read -r cell shown; do
		[ "$(printf 'phone\n"%s"\n' "$cell" | hl-export --mask client | tail -n1)" = "$shown" ]
		[ "$(printf 'cell\n"%s"\n' "$cell" | hl-export --mask client | tail -n1)" = "$shown" ]
		[ "$(printf 'poe\n"%s"\n' "$cell" | hl-export --mask client | tail -n1)" = "$shown" ]
	done <<-'END'
		2125550137|***0137
		212 555 0137 x12|***0137
		212 555 0137x1234|***0137
		(212) 555-0137 ext. 12|***0137
		212-555-0137 EXT 12|***0137
		212.555.0137 extension 4321|***0137
		212 555 0137 #12|***0137
		212 555 0137,12|***0137
		212 555 0137;ext=12|***0137
		+1 212 555 01 37|***0137
		+44 (0)20 7946 0018|***0018
		tel:+1-212-555-0137;ext=12|***0137
		212–555–01–37|***0137
		212 555 0137|***0137
		‪+1 212 555 0137‬|***0137
		home 212 555 0137|***0137
		555 0137|***0137
		0137|***
		12345|***
		call her|***
		212 555 0137 / 212 555 0199|***
		1-800-FLOWERS|***
		２１２５５５０１３７|***
	END
}

# --- figures of few ---

figures() {
	printf 'metric,group,from,to,num,den,value,lo,hi,n,flag\n'
	printf 'coll,all,2026-02-01,2026-03-01,500.00,9000.00,5.56,4,7,44,\ncoll,Ann,2026-02-01,2026-03-01,100.00,"1000.00",10.00,1,20,4,low_n\ncoll,Bo,2026-02-01,2026-03-01,400.00,8000.00,5.00,4,7,40,\ncoll,Cy,2026-02-01,2026-03-01,0.00,,,,,,no_data\n'
}

@test "figures of fewer than --min-cell are blank in every format, and flagged" {
	[ "$(figures | hl-export --min-cell 5)" = 'metric,group,from,to,num,den,value,lo,hi,n,flag
coll,all,2026-02-01,2026-03-01,500.00,9000.00,5.56,4,7,44,
coll,Ann,2026-02-01,2026-03-01,,,,,,,small_cell
coll,Bo,2026-02-01,2026-03-01,400.00,8000.00,5.00,4,7,40,
coll,Cy,2026-02-01,2026-03-01,,,,,,,small_cell' ]
	cmp <(figures) <(figures | hl-export)
	[ "$(figures | hl-export --min-cell 4 | sed -n 3p)" = 'coll,Ann,2026-02-01,2026-03-01,100.00,"1000.00",10.00,1,20,4,low_n' ]
	[ "$(figures | hl-export --min-cell 41 --columns group,value | paste -sd' ')" = 'group,value all,5.56 Ann, Bo, Cy,' ]
	figures >k.csv
	for to in csv csv-excel tsv json jsonl markdown text html pdf xlsx sqlite prometheus; do
		! hl-export --check --to $to k.csv 2>&1 | grep -q 'made without' || continue
		hl-export $at --min-cell 5 --to $to -o out.$to k.csv
		[ $to != pdf ] || has pdf || continue
		none -aE '10\.0|1000|low_n' <<<"$(words out.$to | tr -d '\0' | sed '/<a:theme/d')"
	done
	run -0 --separate-stderr hl-export -v --min-cell 5 --split-by group -o by k.csv
	[[ $stderr = *'2 rows of fewer than --min-cell: without figures'* ]]
	for j in 1 4; do hl-export -j $j --block-size 100 --min-cell 5 -o $j.csv k.csv; done
	cmp 1.csv 4.csv
}

@test "--min-cell needs figures, and goes with nothing that adds them up" {
	run -65 hl-export --min-cell 5 q.csv
	[[ ${lines[0]} = *'no column is called metric'* ]]
	run -64 hl-export --min-cell 5 --page dashboard <(figures)
	[[ ${lines[0]} = 'hl-export: --min-cell goes with --to csv, '* ]]
}
