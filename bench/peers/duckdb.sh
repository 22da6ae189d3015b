#!/bin/sh
# DuckDB, by its command line or, where there is none, by its Python module.
# needs: command -v duckdb || python3 -c 'import duckdb'
# jobs: score score-gz rank rank-top assign metrics score-top score-rank-assign
set -eu
job=$1
data=$2
threads=$3
suffix=csv
[ "$job" != score-gz ] || suffix=csv.gz

# table NAME SUFFIX COLUMN TYPE...
table() {
	printf "read_csv('%s.%s.%s', header=true, delim=',', quote='\"', escape='\"', auto_detect=false, columns={" \
		"$data" "$1" "$2"
	shift 2
	printf "'%s':'%s'," "$@"
	echo '})'
}

accounts() {
	table accounts $suffix account_id VARCHAR name VARCHAR balance VARCHAR \
		assigned_amount VARCHAR collected_amount VARCHAR placed_date VARCHAR \
		last_pay_date VARCHAR client VARCHAR client_priority VARCHAR phone VARCHAR \
		email VARCHAR state VARCHAR tz VARCHAR status VARCHAR
}

# scored NAME: that of rank and assign
scored() {
	table "$1" csv account_id VARCHAR name VARCHAR balance VARCHAR \
		assigned_amount VARCHAR collected_amount VARCHAR placed_date VARCHAR \
		last_pay_date VARCHAR client VARCHAR client_priority VARCHAR phone VARCHAR \
		email VARCHAR state VARCHAR tz VARCHAR status VARCHAR \
		score 'DECIMAL(9,2)' tier VARCHAR intent VARCHAR value VARCHAR recency VARCHAR
}

# The signals of an account are bits, so that each counts once.
score() {
	cat <<SQL
WITH happened AS (
	SELECT account_id, max(ts) AS last_ts, bit_or(CASE WHEN ts > TIMESTAMP '2026-01-31 09:00:00' THEN
		CASE type WHEN 'email_open' THEN 1 WHEN 'portal_visit' THEN 2 WHEN 'sms_click' THEN 4
			WHEN 'viewed_plans' THEN 8 WHEN 'inbound_call' THEN 16 WHEN 'partial_payment' THEN 32
			WHEN 'promise' THEN 64 WHEN 'abandoned_payment' THEN 128 ELSE 0 END
		ELSE 0 END)::UTINYINT AS m
	FROM $(table events $suffix account_id VARCHAR ts TIMESTAMP type VARCHAR amount VARCHAR)
	GROUP BY account_id),
parts AS (
	SELECT a.*,
		least(100, coalesce((m & 1) * 5 + ((m >> 1) & 1) * 15 + ((m >> 2) & 1) * 10
			+ ((m >> 3) & 1) * 20 + ((m >> 4) & 1) * 20 + ((m >> 5) & 1) * 20
			+ ((m >> 6) & 1) * 15 + ((m >> 7) & 1) * 25, 0))::INTEGER AS intent,
		CASE WHEN b < 100 THEN 0.1 WHEN b < 500 THEN 0.5 WHEN b < 2000 THEN 1.0
			WHEN b < 10000 THEN 1.2 ELSE 1.5 END::DECIMAL(2,1) AS value,
		CASE WHEN last_ts > TIMESTAMP '2026-03-01 09:00:00' THEN 1.5
			WHEN last_ts > TIMESTAMP '2026-02-27 09:00:00' THEN 1.2
			WHEN last_ts > TIMESTAMP '2026-02-23 09:00:00' THEN 1.0
			WHEN last_ts > TIMESTAMP '2026-01-31 09:00:00' THEN 0.5
			ELSE 0.1 END::DECIMAL(2,1) AS recency
	FROM (SELECT *, balance::DOUBLE AS b FROM $(accounts)) a LEFT JOIN happened USING (account_id))
SELECT account_id, name, balance, assigned_amount, collected_amount, placed_date, last_pay_date,
	client, client_priority, phone, email, state, tz, status,
	(intent * value * recency)::DECIMAL(9,2) AS score,
	CASE WHEN score >= 75 THEN 'critical' WHEN score >= 50 THEN 'high' WHEN score >= 25 THEN 'warm'
		WHEN score >= 10 THEN 'standard' ELSE 'cold' END AS tier,
	intent, value, recency
FROM parts
SQL
}

order='ORDER BY score DESC, account_id'
best="QUALIFY row_number() OVER (PARTITION BY client $order) <= 200 ORDER BY client, score DESC, account_id"
dealt="'K' || lpad(((row_number() OVER () - 1) % 50 + 1)::VARCHAR, 2, '0') AS collector,
	'round-robin' AS assign_reason"

metrics() {
	cat <<SQL
SELECT *, round(cash::DOUBLE / hours::DOUBLE, 2) AS rph, round(100.0 * contacts / calls, 1) AS rpc_att,
	round(attempts::DOUBLE / payments, 2) AS app
FROM (SELECT collector, sum(hours) AS hours,
	count(*) FILTER (type = 'attempt' AND direction = 'out' AND channel = 'call') AS calls,
	count(*) FILTER (type = 'attempt' AND direction = 'out' AND channel = 'call'
		AND result LIKE 'rpc%') AS contacts,
	count(*) FILTER (type = 'attempt' AND direction = 'out') AS attempts,
	count(*) FILTER (type = 'payment') AS payments,
	sum(amount) FILTER (type = 'payment') AS cash
	FROM $(table worklog csv ts TIMESTAMP account_id VARCHAR type VARCHAR collector VARCHAR \
		channel VARCHAR direction VARCHAR result VARCHAR amount 'DECIMAL(12,2)' due VARCHAR \
		hours 'DECIMAL(6,2)')
	WHERE ts < TIMESTAMP '2026-03-02' GROUP BY collector)
ORDER BY collector
SQL
}

query() {
	case $job in
	score | score-gz) score ;;
	rank) echo "SELECT * FROM $(scored scored) $order" ;;
	rank-top) echo "SELECT * FROM $(scored scored) $best" ;;
	assign) echo "SELECT *, $dealt FROM $(scored sorted)" ;;
	metrics) metrics ;;
	score-top) echo "SELECT * FROM ($(score)) $best" ;;
	score-rank-assign) echo "SELECT *, $dealt FROM (SELECT * FROM ($(score)) $order)" ;;
	esac
}

sql="SET threads=$threads;
COPY ($(query)) TO '/dev/stdout' (FORMAT csv, HEADER)"
if command -v duckdb >/dev/null; then
	exec duckdb -batch -init /dev/null -c "$sql"
fi
exec python3 -c 'import duckdb, sys; duckdb.sql(sys.argv[1])' "$sql"
