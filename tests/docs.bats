# docs.bats - what the manuals, the README and --help say is what the commands do.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-score >/dev/null || PATH=$root/build/bin:$PATH
	here=$BATS_TEST_TMPDIR
	# The project's root as the examples see it; what they write stays here.
	mkdir "$here/root"
	ln -s "$root"/* "$here/root/"
	cd "$here/root"
	rm -f build
}

commands() { ls cmd | sed -n 's/^\(hl-.*\)\.c$/\1/p'; }

# Lists that a command prints, and the page that has an .It Cm for every name.
registries() {
	cat <<-'END'
		hl-score --list-rules hl-model.5
		hl-score --models hl-model.5
		hl-metrics --list-metrics hl-kpi.7
		hl-assign --list-methods hl-assign.1
		hl-pull --list-masks hl-pull.1
		hl-export --formats hl-export.1
		hl-export --list-masks hl-export.1
		hl-export --list-formats hl-export.1
	END
}

# The same of the sets of hl-metrics that have metrics of their own.
sets_of_tables() {
	cat <<-'END'
		model hl-judging.7
		roll hl-roll.7
		suppression hl-roll.7
	END
}

# Has every name on the standard input its entry in the page $1? $2: what names it.
have_entries() {
	local name
	while read -r name; do
		grep -qE "^\.It (Cm [^ ]+ (,|\|) )*Cm $name( |\$)" "man/$1" || {
			echo "$1: no .It Cm $name, which $2 names"
			return 1
		}
	done
}

# "o output" for every option of a help on the standard input.
help_options() {
	sed -E '/^(There are also|Every command has)/,/^  -h,/{s/^  -h,.*//;s/  +/\n  /g;s/\n  --/\n      --/g;}' |
		sed -nE 's/^  (-(.),|   ) --([a-z-]+).*/\2 \3/p' | grep -vE ' (help|version)$' | sort
}

# The same for the .It lines of a page.
# A letter that two options have is that of the first, which is the command's own.
page_options() {
	sed -nE 's/^\.It Fl (([A-Za-z0-9]) , Fl )?-([a-z][a-z-]*).*/\2 \3/p' | grep -vE ' (help|version)$' |
		awk -F '[ ]' '{ print ($1 in had ? "" : $1) " " $2; if ($1 != "") had[$1] }' | sort
}

common_block() { sed -n '/^\.\\" common options$/,/^\.\\" end of common options$/p' "$1"; }

# --- consoles: lines that begin with "$ " are commands, what follows is what they print ---

# Say the commands of the block on the standard input again, with what they print now.
say_again() {
	local line script='' open=no
	while IFS= read -r line; do
		if [ "$open" = no ]; then
			[[ $line == '$ '* ]] || continue
			script=${line:2}
		else
			script+=$'\n'$line
		fi
		printf '%s\n' "$line"
		case $line in
		*'\' | *'|' | *'&&' | *'||') open=yes ;;
		*)
			open=no
			bash -c "$script" 2>&1 </dev/null || true
			;;
		esac
	done
}

# The literal blocks of a page that have commands, each in a file block-N.
page_blocks() {
	awk -v to="$here/block" '
		/^\.Bd .*-literal/ { on = 1; text = ""; next }
		/^\.Ed/ { if (on && text ~ /(^|\n)\$ /) printf "%s", text >(to sprintf("-%03d", ++n)); on = 0 }
		on { gsub(/\\e/, "\\"); gsub(/\\-/, "-"); gsub(/\\&/, ""); text = text $0 "\n" }' "$1"
}

# Those of a Markdown file.
fence_blocks() {
	awk -v to="$here/block" '
		/^```console/ { on = 1; n++; next }
		/^```/ { on = 0 }
		on { print >(to sprintf("-%03d", n)) }' "$1"
}

# Does every block print what it shows?
blocks_hold() {
	local block wrong=0
	for block in "$here"/block-*; do
		[ -e "$block" ] || break
		say_again <"$block" >"$here/again"
		if ! diff -u --label "$1" --label 'what it prints' "$block" "$here/again"; then
			wrong=1
		fi
		rm "$block"
	done
	return $wrong
}

# The commands that a file speaks of and that are not there (yet).
not_there() {
	grep -oE '\bhl-[a-z]+' "$@" | sed 's/.*://' | sort -u | while read -r c; do
		compgen -G "man/$c.[1-8]" >/dev/null || [ -e "cmd/$c.c" ] || echo "$c"
	done
}

@test "a console block is held to its commands and their output" {
	printf '%s\n' '# x' '```console' '$ echo one' one '$ echo two \' '    three' 'two three' '```' '```sh' '$ false' '```' >good.md
	fence_blocks good.md
	blocks_hold good.md
	printf '%s\n' '```console' '$ echo one' two '```' >bad.md
	fence_blocks bad.md
	run blocks_hold bad.md
	[ "$status" = 1 ]
	printf '%s\n' '.Bd -literal -offset indent' '$ printf '"'a\\en'" a .Ed .Bd -literal 'no command' .Ed >good.1
	page_blocks good.1
	[ "$(ls "$here" | grep -c block-)" = 1 ]
	blocks_hold good.1
}

# --- pages ---

@test "every command has a page" {
	for c in $(commands); do
		[ -s "man/$c.1" ] || {
			echo "man/$c.1 is missing"
			return 1
		}
	done
}

@test "--help and the page list the same options" {
	for c in $(commands); do
		echo "$c"
		"$c" --help | help_options >"$here/help"
		[ -s "$here/help" ]
		page_options <"man/$c.1" | diff -u "$here/help" -
	done
}

@test "--help and the page agree on the purpose" {
	for c in $(commands); do
		"$c" --help | sed -n 2p | diff -u - <(sed -n 's/^\.Nd //p' "man/$c.1")
	done
}

@test "the common options have one text, which names each of them" {
	first=
	for c in $(commands); do
		echo "$c"
		common_block "man/$c.1" >"$here/$c.common"
		[ -s "$here/$c.common" ]
		first=${first:-$c}
		diff -u "$here/$first.common" "$here/$c.common"
		# -h leaves out the common ones.
		own=$("$c" -h | help_options | cut -c1 | tr -d ' \n')
		comm -23 <("$c" --help | help_options) <("$c" -h | help_options) |
			diff -u - <(page_options <"$here/$c.common" | sed "s/^[${own:-=}] / /" | sort)
	done
}

@test "every name of every list has its entry" {
	for c in $(commands); do
		"$c" --help | grep -oE -- '--(list-[a-z]+|models|formats)\b' | sort -u | while read -r flag; do
			page=$(registries | awk -v c="$c" -v f="$flag" '$1 == c && $2 == f { print $3 }')
			[ -n "$page" ] || {
				echo "docs.bats: say which page has the names of $c $flag"
				return 1
			}
			"$c" "$flag" | cut -f1 | cut -d' ' -f1 >"$here/names"
			[ -s "$here/names" ]
			have_entries "$page" "$c $flag" <"$here/names"
		done
	done
}

@test "every metric of every set has its entry" {
	sets_of_tables | while read -r set page; do
		hl-metrics --set "$set" --list-metrics | cut -f1 >"$here/names"
		[ -s "$here/names" ]
		have_entries "$page" "--set $set" <"$here/names"
	done
	# That of the others is where the metrics of a log are.
	hl-metrics --set none 2>&1 | sed -n 's/.*--set: \(.*\), not none.*/\1/p' | tr -d ' ' | tr , '\n' >"$here/sets"
	[ -s "$here/sets" ]
	have_entries hl-kpi.7 "--set" < <(sets_of_tables | cut -d' ' -f1 | grep -vxFf - "$here/sets")
}

@test "the first page names every command" {
	for c in $(commands); do
		grep -qx "\.It Xr $c 1" man/hotleads.7 || {
			echo "hotleads.7 does not name $c"
			return 1
		}
		[ "$(grep -A1 -x "\.It Xr $c 1" man/hotleads.7 | tail -1)" = "$(sed -n 's/^\.Nd //p' "man/$c.1")" ] || {
			echo "hotleads.7 says of $c what its page does not"
			return 1
		}
	done
}

@test "the first page names every page" {
	for page in man/*; do
		page=${page#man/}
		[ "$page" = hotleads.7 ] || grep -qE "^\.(It )?Xr ${page%.*} ${page##*.}( |\$)" man/hotleads.7 || {
			echo "hotleads.7 does not name $page"
			return 1
		}
	done
}

@test "every page that is spoken of is there" {
	sed -nE 's/^\.(It )?Xr ((hl-|hotleads)[a-z-]*) ([0-9]).*/\2.\4/p' man/* | sort -u | while read -r page; do
		# One of a command that is not there yet may wait.
		[ -s "man/$page" ] || [[ $page == *.1 && ! -e cmd/${page%.1}.c ]] || {
			echo "man/$page is missing"
			return 1
		}
	done
}

@test "the examples of the pages print what they show" {
	wrong=0
	for page in man/*; do
		missing=$(sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/p' "$page" | not_there)
		if [ -n "$missing" ]; then
			echo "# ${page##*/}: its examples wait for $missing" >&3
			continue
		fi
		page_blocks "$page"
		blocks_hold "$page" || wrong=1
	done
	[ "$wrong" = 0 ]
}

@test "the pages are clean to mandoc" {
	command -v mandoc >/dev/null || skip "no mandoc here"
	run -0 mandoc -T lint -W warning man/*
	[ -z "$output" ]
}

# --- the README and the examples ---

@test "the README shows what the commands do" {
	missing=$(not_there README.md)
	[ -z "$missing" ] || skip "$missing is not there yet"
	fence_blocks README.md
	[ -e "$here/block-001" ]
	blocks_hold README.md
}

@test "the README's table names every command" {
	for c in $(commands); do
		grep -q "^| \`$c\` | " README.md || {
			echo "README.md: no row for $c"
			return 1
		}
	done
}

@test "the README's table names every page that is no command's" {
	for page in man/*.[!1]; do
		page=${page#man/}
		grep -q "^| \`man ${page##*.} ${page%.*}\` | " README.md || {
			echo "README.md: no row for $page"
			return 1
		}
	done
}

@test "every example script runs" {
	for script in examples/*.sh; do
		# Data that are not ours to ship: real.bats runs it where they are. And what nightly.sh runs.
		case $script in */olist.sh | */index.sh) continue ;; esac
		missing=$(not_there "$script")
		[ -z "$missing" ] || {
			echo "# $script waits for $missing" >&3
			continue
		}
		"$script" "$here/${script##*/}.run" >"$here/out" 2>&1 || {
			echo "$script: exit $?"
			cat "$here/out"
			return 1
		}
	done
}
