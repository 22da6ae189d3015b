#!/bin/sh
# Miller. It makes another thread or two by itself.
# needs: command -v mlr
# jobs: score rank rank-top assign metrics export
# slow: at the larger size only with SLOW=1
set -eu
case $1 in
score) exec mlr --icsv --ocsv put '
begin {
	@points = {"email_open": 5, "portal_visit": 15, "sms_click": 10, "viewed_plans": 20,
		"inbound_call": 20, "partial_payment": 20, "promise": 15, "abandoned_payment": 25}
}
if (is_present($ts)) {
	filter false;
	if ($ts > "2026-01-31T09:00:00Z" && haskey(@points, $type)) { @seen[$account_id][$type] = 1 }
	if (is_absent(@last[$account_id]) || $ts > @last[$account_id]) { @last[$account_id] = $ts }
} else {
	filter true;
	num i = 0;
	var seen = @seen[$account_id];
	if (is_map(seen)) { for (type, one in seen) { i += @points[type] } }
	if (i > 100) { i = 100 }
	num v = 15;
	if ($balance < 100) { v = 1 } elif ($balance < 500) { v = 5 } elif ($balance < 2000) { v = 10 }
		elif ($balance < 10000) { v = 12 }
	num r = 1;
	var t = @last[$account_id];
	if (is_present(t)) {
		if (t > "2026-03-01T09:00:00Z") { r = 15 } elif (t > "2026-02-27T09:00:00Z") { r = 12 }
		elif (t > "2026-02-23T09:00:00Z") { r = 10 } elif (t > "2026-01-31T09:00:00Z") { r = 5 }
	}
	num s = i * v * r;
	var tier = "cold";
	if (s >= 7500) { tier = "critical" } elif (s >= 5000) { tier = "high" }
		elif (s >= 2500) { tier = "warm" } elif (s >= 1000) { tier = "standard" }
	$score = fmtnum(s / 100, "%.2f");
	$tier = tier;
	$intent = i;
	$value = fmtnum(v / 10, "%.1f");
	$recency = fmtnum(r / 10, "%.1f");
}' "$2.events.csv" "$2.accounts.csv" ;;
rank) exec mlr --icsv --ocsv sort -nr score -f account_id "$2.scored.csv" ;;
rank-top) exec mlr --icsv --ocsv sort -f client -nr score -f account_id 'then' head -n 200 -g client \
	"$2.scored.csv" ;;
assign) exec mlr --icsv --ocsv put '$collector = "K" . fmtnum((NR - 1) % 50 + 1, "%02d");
	$assign_reason = "round-robin"' "$2.sorted.csv" ;;
export) exec mlr --icsv --ojsonl cat "$2.scored.csv" ;;
metrics) exec mlr --icsv --ocsv filter '$ts < "2026-03-02"' 'then' put -q '
@hours[$collector] += $type == "hours" ? $hours : 0;
@calls[$collector] += $type == "attempt" && $direction == "out" && $channel == "call" ? 1 : 0;
@contacts[$collector] += $type == "attempt" && $direction == "out" && $channel == "call" && $result =~ "^rpc" ? 1 : 0;
@attempts[$collector] += $type == "attempt" && $direction == "out" ? 1 : 0;
@payments[$collector] += $type == "payment" ? 1 : 0;
@cash[$collector] += $type == "payment" ? $amount : 0;
end { emit (@hours, @calls, @contacts, @attempts, @payments, @cash), "collector" }' 'then' put '
$rph = fmtnum($cash / $hours, "%.2f");
$rpc_att = fmtnum(100 * $contacts / $calls, "%.1f");
$app = fmtnum($attempts / $payments, "%.2f");
$cash = fmtnum($cash, "%.2f");
$hours = fmtnum($hours, "%.2f")' "$2.worklog.csv" ;;
esac
