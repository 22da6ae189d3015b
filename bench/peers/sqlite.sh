#!/bin/sh
# SQLite's shell, with a database in memory.
# needs: command -v sqlite3
# jobs: score rank rank-top metrics
# slow: at the larger size only with SLOW=1
set -eu
leads='account_id, name, balance, assigned_amount, collected_amount, placed_date, last_pay_date,
	client, client_priority, phone, email, state, tz, status'
scored="$leads, score, tier, intent, value, recency"

# seen TYPE POINTS
seen() {
	echo "max(CASE WHEN type = '$1' AND ts > '2026-01-31T09:00:00Z' THEN $2 ELSE 0 END)"
}

score() {
	cat <<SQL
.import $1.events.csv e
.import $1.accounts.csv a
.headers on
CREATE TABLE happened(account_id TEXT PRIMARY KEY, last TEXT, intent INT) WITHOUT ROWID;
INSERT INTO happened SELECT account_id, max(ts), $(seen email_open 5) + $(seen portal_visit 15)
	+ $(seen sms_click 10) + $(seen viewed_plans 20) + $(seen inbound_call 20)
	+ $(seen partial_payment 20) + $(seen promise 15) + $(seen abandoned_payment 25)
	FROM e GROUP BY account_id;
SELECT $leads, printf('%.2f', i * v * r / 100.0) AS score,
	CASE WHEN i * v * r >= 7500 THEN 'critical' WHEN i * v * r >= 5000 THEN 'high'
		WHEN i * v * r >= 2500 THEN 'warm' WHEN i * v * r >= 1000 THEN 'standard' ELSE 'cold' END AS tier,
	i AS intent, printf('%.1f', v / 10.0) AS value, printf('%.1f', r / 10.0) AS recency
FROM (SELECT a.*, min(100, coalesce(intent, 0)) AS i,
	CASE WHEN balance + 0 < 100 THEN 1 WHEN balance + 0 < 500 THEN 5 WHEN balance + 0 < 2000 THEN 10
		WHEN balance + 0 < 10000 THEN 12 ELSE 15 END AS v,
	CASE WHEN last > '2026-03-01T09:00:00Z' THEN 15 WHEN last > '2026-02-27T09:00:00Z' THEN 12
		WHEN last > '2026-02-23T09:00:00Z' THEN 10 WHEN last > '2026-01-31T09:00:00Z' THEN 5 ELSE 1 END AS r
	FROM a LEFT JOIN happened USING (account_id));
SQL
}

metrics() {
	call="type = 'attempt' AND direction = 'out' AND channel = 'call'"
	cat <<SQL
.import $1.worklog.csv w
.headers on
SELECT collector, printf('%.2f', hours) AS hours, calls, contacts, attempts, payments,
	printf('%.2f', cash) AS cash, printf('%.2f', cash / hours) AS rph,
	printf('%.1f', 100.0 * contacts / calls) AS rpc_att,
	printf('%.2f', 1.0 * attempts / payments) AS app
FROM (SELECT collector, sum(hours) AS hours, sum($call) AS calls,
	sum($call AND result LIKE 'rpc%') AS contacts,
	sum(type = 'attempt' AND direction = 'out') AS attempts, sum(type = 'payment') AS payments,
	sum(CASE WHEN type = 'payment' THEN amount ELSE 0 END) AS cash
	FROM w WHERE ts < '2026-03-02' GROUP BY collector);
SQL
}

{
	echo '.mode csv'
	case $1 in
	score) score "$2" ;;
	rank) printf '.import %s.scored.csv s\n.headers on\nSELECT * FROM s ORDER BY score + 0 DESC, account_id;\n' "$2" ;;
	rank-top) printf '.import %s.scored.csv s\n.headers on\nSELECT %s FROM (SELECT *, row_number() OVER
		(PARTITION BY client ORDER BY score + 0 DESC, account_id) AS place FROM s)
		WHERE place <= 200 ORDER BY client, place;\n' "$2" "$scored" ;;
	metrics) metrics "$2" ;;
	esac
} | sqlite3 :memory:
