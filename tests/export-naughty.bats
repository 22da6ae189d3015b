# Hostile cells stay text in every format there is: tests/naughty.txt through each of --formats.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-export >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	at=--as-of=2026-03-02T09:00:00Z
	python=python3
	$python -c 'import openpyxl' 2>/dev/null || python=/usr/bin/python3
}

naughty() { "$python" "$BATS_TEST_DIRNAME/naughty_check.py" "$@"; }

# The column that holds the strings, as the format has one that takes them.
column_for() {
	case $1 in
	vicidial) echo address ;;
	dnc) echo phone ;;
	prometheus) echo group ;;
	*) echo note ;;
	esac
}

# Was this build made without it?
is_missing() { [ "$1" -eq 64 ] && grep -q 'was made without' err; }

@test "every cell comes back as it was, or as the manual says, and nothing became structure" {
	for to in $(hl-export --formats | cut -f1); do
		column=$(column_for "$to")
		naughty table "$column" >n.csv
		only=()
		[ "$to" != text ] || only=(--columns note)
		code=0
		hl-export -q $at --to "$to" "${only[@]}" -o "out.$to" n.csv 2>err || code=$?
		is_missing "$code" && continue
		[ "$code" -eq 0 ] || { cat err && false; }
		case $to in
		xlsx) $python -c 'import openpyxl' || continue ;;
		pdf) command -v pdftotext || continue ;;
		esac
		naughty check "$to" "out.$to" "$column"
	done
}

@test "so do names of columns" {
	naughty names >names.csv
	for to in csv csv-excel tsv json jsonl markdown html; do
		hl-export -q --to $to -o out names.csv
		naughty check-names $to out
	done
}

@test "any number of threads and any block size gives the same bytes of them" {
	for to in $(hl-export --formats | cut -f1); do
		naughty table "$(column_for "$to")" >n.csv
		code=0
		hl-export -q $at --to "$to" -o one -j1 n.csv 2>err || code=$?
		is_missing "$code" && continue
		hl-export -q $at --to "$to" -o two -j4 --block-size 700 n.csv
		cmp one two
		(LC_ALL=C TZ=Asia/Tokyo LANG=de_DE.UTF-8 hl-export -q $at --to "$to" -o three n.csv)
		cmp one three
	done
}

@test "pages hold no more than the cells: the queue as each format" {
	naughty table name note client why reasons next_ok balance >n.csv
	hl-export -q $at --page queue -o out.html n.csv
	python3 "$BATS_TEST_DIRNAME/page.py" out.html n.csv
	for to in xlsx pdf; do
		hl-export -q $at --page queue --to $to -o out.$to n.csv 2>err || continue
		[ $to != pdf ] || [ -z "$(grep -aE '/JavaScript|/OpenAction|/Launch' out.pdf)" ]
		[ $to != xlsx ] || $python -c 'import openpyxl' 2>/dev/null || continue
		[ $to != xlsx ] || $python - <<-'END'
			import openpyxl
			for row in openpyxl.load_workbook("out.xlsx").worksheets[0].iter_rows():
			    assert all(cell.data_type != "f" for cell in row)
		END
	done
}

@test "files of each value stay in their folder, whatever the value and the format" {
	naughty table note >n.csv
	mkdir deep
	for to in $(hl-export --formats | cut -f1); do
		case $to in prometheus | vicidial | dnc) continue ;; esac
		code=0
		hl-export -q $at --to "$to" --split-by note -o "deep/$to/" n.csv 2>err || code=$?
		is_missing "$code" && continue
		[ "$code" -eq 0 ] || { cat err && false; }
		python3 - "deep/$to" <<-'END'
			import hashlib, json, os, re, sys
			here = sys.argv[1]
			manifest = json.load(open(os.path.join(here, "manifest.json"), encoding="utf-8"))
			names = [file["file"] for file in manifest["files"]]
			assert sorted(names + ["manifest.json"]) == sorted(os.listdir(here))
			assert len({name.lower() for name in names}) == len(names)
			for file in manifest["files"]:
			    name = file["file"]
			    assert len(name) <= 100 and re.fullmatch(r"[A-Za-z0-9_%][A-Za-z0-9._%-]*", name), name
			    assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name, re.I), name
			    data = open(os.path.join(here, name), "rb").read()
			    assert hashlib.sha256(data).hexdigest() == file["sha256"]
		END
	done
	[ "$(find . -newer n.csv -type f -not -path './deep/*' -not -name err)" = '' ]
}

@test "a NUL byte is a mistake in every format, and nothing is written" {
	printf 'account_id,note,metric,value,group,from,to,channels,phone,due\n1,a\0b,m,1,,,,call,4045550101,2026-03-09\n' >nul.csv
	for to in $(hl-export --formats | cut -f1); do
		code=0
		hl-export $at --to "$to" -o out nul.csv 2>err || code=$?
		is_missing "$code" && continue
		[ "$code" -eq 65 ]
		[ ! -e out ]
	done
}
