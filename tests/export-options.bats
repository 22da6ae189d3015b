# Options of hl-export that a format or a page has no use for, and what the name of the output says.
bats_require_minimum_version 1.5.0

setup() {
	command -v hl-export >/dev/null || PATH=$BATS_TEST_DIRNAME/../build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
	at=--as-of=2026-03-02T09:00:00Z
	printf 'account_id,name,balance\n1,Ann,5\n' >q.csv
	printf 'ts,account_id,type,text\n2026-03-02T08:00:00Z,1,attempt,x\n' >log.csv
	printf 'account_id,reasons\n2,BK\n' >held.csv
	printf 'metric,group,from,to,value\nrph,Ann,2026-03-01,2026-03-02,1\nrph,all,2026-03-01,2026-03-02,1\n' >kpi.csv
	printf 'account_id,due\n1,2026-03-05\n' >due.csv
	printf 'account_id,phone,channels\n1,4045550101,call\n' >gated.csv
	printf 'title,file,balance\nx,y,5\n' >index.csv
	echo 'file,what,value' >quality.csv
}

# What each may be written as, and a table that it takes.
everything() {
	cat <<-END
		--to csv|q.csv
		--to csv-excel|q.csv
		--to tsv|q.csv
		--to json|q.csv
		--to jsonl|q.csv
		--to markdown|q.csv
		--to text|q.csv
		--to html|q.csv
		--to pdf|q.csv
		--to xlsx|q.csv
		--to sqlite|q.csv
		--to prometheus|kpi.csv
		--to ics|due.csv
		--to vicidial|gated.csv
		--to dnc|gated.csv
		--to genesys|gated.csv
		--page queue --to html|q.csv
		--page queue --to pdf|q.csv
		--page queue --to xlsx|q.csv
		--page dashboard --to html|kpi.csv
		--page dashboard --to pdf|kpi.csv
		--page index --to html|index.csv
	END
}

# Those where an option belongs, by words of the lines above; then what else says so.
options() {
	cat <<-'END'
		--title T|to.html to.pdf to.xlsx to.sqlite to.ics|--to html, pdf, xlsx, sqlite, ics
		--for 2026-03-01|to.ics queue index|--to ics or --page queue, index
		--goal 9|queue.html queue.pdf|--page queue (html, pdf)
		--goal 9 --done 3|queue.html queue.pdf|--page queue (html, pdf)
		--done log.csv|queue.html queue.pdf|--page queue (html, pdf)
		--events log.csv|queue.html queue.pdf|--page queue (html, pdf)
		-e log.csv|queue.html queue.pdf|--page queue (html, pdf)
		--alerts log.csv|queue.html queue.pdf|--page queue (html, pdf)
		--held held.csv|queue.html queue.pdf|--page queue (html, pdf)
		--currency X|queue dashboard index|--page queue, dashboard, index
		--run r1|queue dashboard index to.sqlite|--to sqlite or --page queue, dashboard, index
		--paper letter|to.pdf|--to pdf
		--periods all|to.prometheus|--to prometheus
		--by collector|dashboard|--page dashboard
		--team Ann|dashboard|--page dashboard
		--client Ann|dashboard|--page dashboard
		--collector Ann|dashboard|--page dashboard
		--cards rph|dashboard|--page dashboard
		--quality quality.csv|dashboard|--page dashboard
		-D ;|to.csv|--to csv, csv-excel
	END
}

# belongs WORDS "--page queue --to pdf"
belongs() {
	local where=$1 what=$2 page to
	to=${what##*--to }
	page=${what#--page }
	page=${page%% *}
	for word in $where; do
		case $word in
		to.csv) [[ $what != *page* && $to = csv* ]] && return ;;
		to.xlsx) [[ $to = xlsx ]] && return ;;
		to.*) [[ $to = "${word#to.}" ]] && return ;;
		*.*) [[ $page.$to = "$word" ]] && return ;;
		*) [[ $page = "$word" ]] && return ;;
		esac
	done
	return 1
}

@test "an option that a format or a page has no use for is a mistake that says where it belongs" {
	while IFS='|' read -r option where says; do
		while IFS='|' read -r what table; do
			read -ra given <<<"$option $what"
			[ "$says" != '--to html, pdf, xlsx, sqlite, ics' ] || [[ $what != *page* ]] || continue # all pages
			run hl-export -q $at --check "${given[@]}" "$table"
			[[ $output != *'made without'* ]] || continue
			if belongs "$where" "$what"; then
				[[ $output != *'goes with'* ]]
				continue
			fi
			[ "$status" -eq 64 ]
			name=${option%% *}
			case $name in -e) name=--events ;; -D) name=--out-delim ;; esac
			[[ $output = *"hl-export: $name goes with $says"* ]] || { echo "$option $what: $output" && false; }
		done < <(everything)
	done < <(options)
}

@test "an option that belongs changes what is written" {
	while IFS='|' read -r option where says; do
		case $option in --periods* | --by* | --team* | --client* | --collector* | --cards*) continue ;; esac
		while IFS='|' read -r what table; do
			belongs "$where" "$what" || continue
			! hl-export --check $what "$table" 2>&1 | grep -q 'made without' || continue
			[ "$what" != '--to ics' ] || [[ $option != --for* ]] || continue # see the entries of next_ok
			[[ $option != --quality* ]] || printf 'file,what,value\nlog.csv,rows,9\n' >quality.csv
			read -ra given <<<"$option"
			basic=()
			[[ $option != *--done\ 3 ]] || { basic=(--goal 9) && given=(--goal 9 --done 3); }
			hl-export -q $at $what "${basic[@]}" -o one "$table"
			hl-export -q $at $what "${given[@]}" -o two "$table"
			! cmp -s one two || { echo "$option: $what" && false; }
		done < <(everything)
	done < <(options)
}

@test "all mistakes of that kind are told in one run" {
	run -64 hl-export --goal 3 --run r --to csv --cards rph q.csv
	[ "${lines[0]}" = 'hl-export: --goal goes with --page queue (html, pdf)' ]
	[ "${lines[1]}" = 'hl-export: --run goes with --to sqlite or --page queue, dashboard, index' ]
	[ "${lines[2]}" = 'hl-export: --cards goes with --page dashboard' ]
}

@test "a suffix that is a slip of one we know, or of what is not written here, is a mistake" {
	mkdir a.b
	while read -r name meant; do
		run -64 hl-export -o "$name" q.csv
		[ "${lines[0]}" = "hl-export: -o: no format has the suffix .${name##*.}; did you mean $meant? Else say --to FORMAT" ]
		[ ! -e "$name" ]
		hl-export --to csv -o "$name" q.csv
		cmp "$name" q.csv
	done <<-'END'
		x.pfd .pdf
		x.PFD .pdf
		x.cvs .csv
		x.csvv .csv
		x.jsn .json
		x.jsnol .jsonl
		x.htlm .html
		x.xslx .xlsx
		x.xlxs .xlsx
		x.sqlit .sqlite
		x.prm .prom
		x.tsx .tsv
		a.b/../x.tsvv .tsv
	END
	for suffix in docx xls ods XLSM parquet zip tar 7z png; do
		run -64 hl-export -o x.$suffix q.csv
		[[ ${lines[0]} = 'hl-export: no format is called '*'; there are csv, '* ]]
	done
	run -64 hl-export -o x.docx.gz q.csv
	run -64 hl-export -o x.cvs.gz q.csv
	run -64 hl-export --page queue -o x.docx q.csv
}

@test "any other name is a file like another" {
	mkdir -p a.pfd
	for name in x x.log x.out x.new x.2026 x.md5 x.dat x.b x. .x a.pfd/x x.bak; do
		hl-export -o "$name" q.csv
		cmp "$name" q.csv
	done
	hl-export -o x.MD q.csv
	grep -q '^| account_id' x.MD
	hl-export -o x.gz q.csv
	gzip -dc x.gz | cmp - q.csv
	hl-export --split-by name -o q.pfd q.csv
	[ -e q.pfd/Ann.csv ]
}
