# hl-gate: what exports of the field write into headers, cells and logs is read, or told.
bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	command -v hl-gate >/dev/null || PATH=$root/build/bin:$PATH
	cd "$BATS_TEST_TMPDIR"
}

table() { printf '%s\n' "$@"; }

# verdict COLUMNS CELLS [OPTION ...]: status and the cells behind it of a lead in New York, on 2026-03-04.
verdict() {
	table "account_id,person_id,tz,number_checked_at,email_basis,$1" "A,P,ET,2026-03-01,consent,$2" |
		hl-gate --as-of 2026-03-04T23:00:00Z --tz America/New_York --all "${@:3}" 2>err | tail -n 1 |
		cut -d, -f$(($(tr -cd , <<<"$1" | wc -c) + 7))-
}

# check [OPTION ...]: lines COLUMNS|CELLS|STATUS,REASONS of the standard input.
check() {
	while IFS='|' read -r columns cells want; do
		got=$(verdict "$columns" "$cells" "$@" | cut -d, -f1,2)
		[ "$got" = "$want" ] || { echo "$columns=$cells: $got, not $want"; return 1; }
	done
}

# --- headers ---

@test "a column is found however its name is spelled, and what cannot be told apart is an error" {
	check <<-'END'
		Cease|Y|drop,CEASE
		BK Status|filed|drop,BANKRUPT
		Deceased|Y|drop,ESTATE
		Opt Out Sms,Cell|Y,6145550101|work,OPTOUT_SMS
		Debt Class,validation_sent|commercial,|work,
		Date of Death|2024-01-01|drop,ESTATE
		DNC|1|work,OPTOUT_CALL
		IsDeceased|true|drop,ESTATE
		On-Plan|Y|hold,ON_PLAN
	END
	run -65 hl-gate --as-of 2026-03-02 <<<'account_id,Cease,CEASE'
	[[ $output == *'both Cease and CEASE could be cease: say --map cease=Cease' ]]
	run -65 hl-gate --as-of 2026-03-02 <<<'account_id,Disputed,Is Disputed'
	[[ $output == *'both Disputed and Is Disputed could be dispute'* ]]
	# The very name needs no guess.
	hl-gate --as-of 2026-03-02 <<<'account_id,cease,CEASE'
	run -0 hl-gate --as-of 2026-03-02 --check --explain-map <<<'account_id,Opt-Out SMS'
	[[ $output == *'opt_out_sms is Opt-Out SMS'* ]]
}

@test "columns of the log and of tables are found the same way, of a Number beside the Account ID, too" {
	table 'TS,Account ID,TYPE,Number,Result' 2026-03-02T15:00:00Z,A,attempt,6145550101,rpc_no_result >e.csv
	[[ $(verdict state OH -e e.csv) == work,CONV_COOLDOWN,* ]]
	table 'Rule,Action,When' 'OURS,hold,Odd Thing is yes' >r.csv
	[[ $(verdict odd_thing Y -p none -r r.csv) == hold,OURS,* ]]
	table Code,Result,RegF QUIET,no_answer,0 >r.csv
	table ts,account_id,type,result 2026-03-02T15:00:00Z,A,attempt,QUIET >e.csv
	[[ $(verdict state OH -e e.csv --results r.csv) == work,,*,2,2026* ]]
	[ "$(table 'Account ID,Last Pay Date' A,2026-01-02 B,2026-01-01 | hl-rank -k last_pay_date:t)" = "$(
		table 'Account ID,Last Pay Date' B,2026-01-01 A,2026-01-02)" ]
}
