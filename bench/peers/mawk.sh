#!/bin/sh
# awk (mawk, and gawk by gawk.sh), of tab-separated rows: it knows no quotes.
# needs: command -v mawk
# jobs: score assign metrics
# slow: at the larger size only with SLOW=1
set -eu
export LC_ALL=C
awk=${AWK:-mawk}
case $1 in
score) exec "$awk" '
BEGIN {
	FS = OFS = "\t"
	points["email_open"] = 5; points["portal_visit"] = 15; points["sms_click"] = 10
	points["viewed_plans"] = 20; points["inbound_call"] = 20; points["partial_payment"] = 20
	points["promise"] = 15; points["abandoned_payment"] = 25
}
FNR == 1 {
	if (++file == 2)
		print $0, "score", "tier", "intent", "value", "recency"
	next
}
file == 1 {
	if ($2 > "2026-01-31T09:00:00Z" && $3 in points && !(($1, $3) in seen)) {
		seen[$1, $3] = 1
		intent[$1] += points[$3]
	}
	if ($2 > last[$1])
		last[$1] = $2
	next
}
{
	i = $1 in intent ? intent[$1] : 0
	if (i > 100)
		i = 100
	v = $3 < 100 ? 1 : $3 < 500 ? 5 : $3 < 2000 ? 10 : $3 < 10000 ? 12 : 15
	t = $1 in last ? last[$1] : ""
	r = t > "2026-03-01T09:00:00Z" ? 15 : t > "2026-02-27T09:00:00Z" ? 12 : \
		t > "2026-02-23T09:00:00Z" ? 10 : t > "2026-01-31T09:00:00Z" ? 5 : 1
	s = i * v * r
	tier = s >= 7500 ? "critical" : s >= 5000 ? "high" : s >= 2500 ? "warm" : s >= 1000 ? "standard" : "cold"
	printf "%s\t%.2f\t%s\t%d\t%.1f\t%.1f\n", $0, s / 100, tier, i, v / 10, r / 10
}' "$2.events.tsv" "$2.accounts.tsv" ;;
assign) exec "$awk" '
NR == 1 { print $0 "\tcollector\tassign_reason"; next }
{ printf "%s\tK%02d\tround-robin\n", $0, (NR - 2) % 50 + 1 }' FS='\n' "$2.sorted.tsv" ;;
metrics) exec "$awk" '
BEGIN {
	FS = OFS = "\t"
	print "collector", "hours", "calls", "contacts", "attempts", "payments", "cash", "rph", "rpc_att", "app"
}
NR == 1 || $1 >= "2026-03-02" { next }
{ groups[$4] }
$3 == "attempt" && $6 == "out" {
	attempts[$4]++
	if ($5 == "call") {
		calls[$4]++
		if ($7 ~ /^rpc/)
			contacts[$4]++
	}
}
$3 == "payment" { payments[$4]++; cash[$4] += $8 }
$3 == "hours" { hours[$4] += $10 }
END {
	for (g in groups)
		printf "%s\t%.2f\t%d\t%d\t%d\t%d\t%.2f\t%.2f\t%.1f\t%.2f\n", g, hours[g], calls[g], \
			contacts[g], attempts[g], payments[g], cash[g], hours[g] ? cash[g] / hours[g] : 0, \
			100 * contacts[g] / calls[g], attempts[g] / payments[g]
}' "$2.worklog.tsv" ;;
esac
