#!/bin/sh
# The classic way: sort, join and awk, of tab-separated rows. Rows come out by account_id.
# needs: sort --version | grep GNU
# jobs: score
# slow: at the larger size only with SLOW=1
set -eu
export LC_ALL=C
tab=$(printf '\t')
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
tail -n +2 "$2.events.tsv" | cut -f 1-3 | sort -t "$tab" -k1,1 -S 25% --parallel="$3" | awk '
BEGIN {
	FS = OFS = "\t"
	points["email_open"] = 5; points["portal_visit"] = 15; points["sms_click"] = 10
	points["viewed_plans"] = 20; points["inbound_call"] = 20; points["partial_payment"] = 20
	points["promise"] = 15; points["abandoned_payment"] = 25
}
function tell() { if (id != "") print id, last, intent }
$1 != id { tell(); id = $1; last = ""; intent = 0; n++ }
{
	if ($2 > last)
		last = $2
	if ($2 > "2026-01-31T09:00:00Z" && $3 in points && seen[$3] != n) {
		seen[$3] = n
		intent += points[$3]
	}
}
END { tell() }' >"$temp/events" &
tail -n +2 "$2.accounts.tsv" | sort -t "$tab" -k1,1 -S 25% --parallel="$3" >"$temp/accounts"
wait
printf '%s\tscore\ttier\tintent\tvalue\trecency\n' "$(head -n 1 "$2.accounts.tsv")"
join -t "$tab" -a 1 "$temp/accounts" "$temp/events" | awk -F '\t' '
{
	t = ""
	i = 0
	if (NF > 14) {
		t = $15
		i = $16 > 100 ? 100 : $16
		sub(/\t[^\t]*\t[^\t]*$/, "")
	}
	v = $3 < 100 ? 1 : $3 < 500 ? 5 : $3 < 2000 ? 10 : $3 < 10000 ? 12 : 15
	r = t > "2026-03-01T09:00:00Z" ? 15 : t > "2026-02-27T09:00:00Z" ? 12 : \
		t > "2026-02-23T09:00:00Z" ? 10 : t > "2026-01-31T09:00:00Z" ? 5 : 1
	s = i * v * r
	tier = s >= 7500 ? "critical" : s >= 5000 ? "high" : s >= 2500 ? "warm" : s >= 1000 ? "standard" : "cold"
	printf "%s\t%.2f\t%s\t%d\t%.1f\t%.1f\n", $0, s / 100, tier, i, v / 10, r / 10
}'
