# hl-export --to prometheus: gauges that a strict reader of the text format takes.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-export >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

# The format by the letter, version 0.0.4; prints "name label=value ... number" of each sample.
parse() {
	python3 /dev/fd/3 3<<'EOF2'
import re, sys
text = sys.stdin.buffer.read().decode("utf-8", "strict")
assert text == "" or text.endswith("\n")
family, done, seen, state = None, set(), set(), None
for line in text.split("\n")[:-1]:
    if m := re.fullmatch(r"# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\]|\\\\|\\n)*)", line):
        assert state in (None, "samples") and m[1] not in done, line
        family, state = m[1], "help"
        done.add(family)
    elif m := re.fullmatch(r"# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (gauge)", line):
        assert state == "help" and m[1] == family, line
        state = "type"
    else:
        m = re.fullmatch(r"([a-zA-Z_:][a-zA-Z0-9_:]*)\{([a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\n]|\\[\\\"n])*\""
            r"(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\n]|\\[\\\"n])*\")*)\} (-?[0-9]+(?:\.[0-9]+)?)", line)
        assert m and m[1] == family and state in ("type", "samples"), line
        state = "samples"
        labels = re.findall(r"([a-zA-Z_]+)=\"((?:[^\"\\\n]|\\[\\\"n])*)\"", m[2])
        assert len({name for name, value in labels}) == len(labels), line
        assert (m[1], m[2]) not in seen, line
        seen.add((m[1], m[2]))
        plain = [(n, re.sub(r"\\(.)", lambda e: "\n" if e[1] == "n" else e[1], v)) for n, v in labels]
        print(m[1], *(f"{n}={v!r}" for n, v in plain), m[3])
assert state in (None, "samples")
EOF2
}

rows() {
	printf 'metric,group,from,to,num,den,value,lo,hi,n,flag\n'
	printf '%s\n' rph,Ann,2026-03-01,2026-03-02,1,2,0.50,,,1, rph,all,2026-03-01,2026-03-02,1,2,0.50,,,1, \
		rph,Ann,2026-03-02,2026-03-03,1,4,0.25,,,1, kept,all,2026-03-02,2026-03-03,0,0,,,,0,no_data \
		rph,all,2026-03-02,2026-03-03,-1,4,-9000000000000.25,,,1, coll,all,2026-03-02,2026-03-03,1,4,25.0,,,1,
}

@test "figures become gauges, a metric's together, without those that have no value" {
	rows | hl-export --to prometheus >out.prom
	parse <out.prom >out
	[ "$(cat out)" = "hotleads_rph group='Ann' from='2026-03-02' to='2026-03-03' 0.25
hotleads_rph group='all' from='2026-03-02' to='2026-03-03' -9000000000000.25
hotleads_coll group='all' from='2026-03-02' to='2026-03-03' 25.0" ]
	grep -qxF '# HELP hotleads_rph net cash / hours worked (money/hour)' out.prom
	rows | hl-export --to prometheus --periods all | parse >out
	[ "$(wc -l <out)" -eq 5 ]
}

@test "a figure is passed on as it is, however large" {
	printf 'metric,group,from,to,value\ncash,all,,,1080000000000001199.999999\n' >large.csv
	[ "$(hl-export --to prometheus large.csv | parse)" = "hotleads_cash group='all' from='' to='' 1080000000000001199.999999" ]
	printf 'metric,group,from,to,value\ncash,all,,,1e18\n' >wrong.csv
	run -65 hl-export --to prometheus wrong.csv
	[ "$output" = 'hl-export: wrong.csv:2:12: value: not a number' ]
}

@test "labels are escaped by the format's rules" {
	printf 'metric,group,from,to,value,level\nok,"a ""b"" c\\n \\ \nd, é",,,1,2\nok,"bad \xff",,,2,2\n' >odd.csv
	run -0 --separate-stderr hl-export --to prometheus odd.csv
	parse <<<"$output" >out
	[ "$(cat out)" = "hotleads_ok group='a \"b\" c\\\\n \\\\ \\nd, é' from='' to='' level='2' 1
hotleads_ok group='bad �' from='' to='' level='2' 2" ]
	[[ "$stderr" = *'U+FFFD'* ]]
}

@test "nothing comes of no rows, and that is whole" {
	printf 'metric,group,from,to,value\n' | hl-export --to prometheus -o none.prom
	[ -f none.prom ]
	[ ! -s none.prom ]
}

@test "every mistake is told, and the old file stays" {
	printf 'metric,group,from,to,value\n' >bad.csv
	printf '%s\n' 'a b,x,1,2,3' ok,x,1,2,zz ok,x,1,2,1e5 ok,x,1,2,5 >>bad.csv
	echo old >out.prom
	run -65 hl-export -o out.prom bad.csv
	[[ "$output" = *'bad.csv:2:1: metric: no name of a metric'* ]]
	[[ "$output" = *'bad.csv:3:10: value:'* ]]
	[[ "$output" = *'bad.csv:4:10: value:'* ]]
	[ "$(cat out.prom)" = old ]
	run -65 hl-export --to prometheus --check bad.csv
	run -65 hl-export --to prometheus <<<$'metric,value\nok,5'
	[[ "$output" = *'no column is called group'* ]]
}

@test "one sample has one value: the same twice is once, another one is a mistake" {
	printf 'metric,group,from,to,value\nok,x,1,2,5\nok,x,1,2,5\n' | hl-export --to prometheus | parse >out
	[ "$(wc -l <out)" -eq 1 ]
	run -65 hl-export --to prometheus <<<$'metric,group,from,to,value\nok,x,1,2,5\nok,x,1,2,6'
	[[ "$output" = *'<stdin>:3: '*'line 2'* ]]
}

@test "options that go not with it are misuse" {
	rows >rows.csv
	run -64 hl-export --to prometheus --columns metric,value rows.csv
	run -64 hl-export --to prometheus --periods some rows.csv
	run -64 hl-export --to csv --periods all rows.csv
}

@test "what hl-metrics writes of the example passes, by its suffix and split, too" {
	events=$root/examples/events.csv
	hl-metrics --as-of 2026-03-02 --last 28d --every week --set manager -r "$root/examples/collectors.csv" "$events" >rows.csv
	hl-export -o all.prom --periods all rows.csv
	parse <all.prom >out
	[ "$(wc -l <out)" -eq "$(sed 1d rows.csv | grep -vc no_data)" ]
	hl-export --to prometheus --split-by metric -o split rows.csv
	for file in split/*.prom; do parse <"$file" >/dev/null; done
	for threads in 1 4; do
		hl-export -j $threads --block-size 200 --to prometheus --periods all rows.csv | cmp all.prom
	done
}

@test "values of one sample that differ are all told, also where bytes that are no text differ" {
	printf 'metric,group,from,to,value\nrph,\x80,,,1\nrph,\x81,,,2\nkept,A,,,1\nkept,A,,,1\nkept,B,,,1\nkept,B,,,2\nkept,B,,,3\n' >twice.csv
	run -65 hl-export --to prometheus -o twice.prom twice.csv
	[ "$output" = 'hl-export: twice.csv:3: metric, group and period are those of line 2, the value is not
hl-export: twice.csv:7: metric, group and period are those of line 6, the value is not
hl-export: twice.csv:8: metric, group and period are those of line 6, the value is not' ]
	[ ! -e twice.prom ]
	printf 'metric,group,from,to,value\nrph,\x80,,,1\nrph,\x81,,,1\n' | hl-export --to prometheus 2>err | parse >out
	[ "$(cat out)" = "hotleads_rph group='�' from='' to='' 1" ]
	grep -q ' 1 invalid UTF-8 byte ' err
}
