/* snapshot.c - accounts as they stood at one moment: rows to records, by any of the threads. */
#include "parts.h"

#include <stdlib.h>

/* --- columns --- */

static enum hl_status no_bucket_column(const struct hl_header *header, struct hl_error *err) {
	(void)hl_fail(err, HL_EDATA, "neither a column bucket nor days_past_due");
	return hl_row_fail(&header->row, header, HL_NO_COLUMN, HL_EDATA, err);
}

enum hl_status snapshot_bind(
	struct snapshot *s, const struct hl_header *header, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "account_id", true, &s->key },
		{ "balance", true, &s->balance },
		{ "bucket", false, &s->bucket },
		{ "days_past_due", false, &s->days },
		{ "status", false, &s->status },
		{ "currency", false, &s->currency },
	};
	enum hl_status status =
		hl_lead_bind(header, s->ask->options.map, columns, HL_LEN(columns), err);

	s->header = header;
	if (status == HL_OK)
		status = ask_bind(s->ask, header, s->by, err);
	if (status != HL_OK)
		return status;
	for (size_t i = 0; i < s->ask->by_len; i++)
		s->is_by_currency |= s->by[i] == s->currency;
	if (s->bucket == HL_NO_COLUMN && s->days == HL_NO_COLUMN)
		return no_bucket_column(header, err);
	if (s->bucket == HL_NO_COLUMN && !s->buckets->are_ranges)
		return hl_fail(
			err, HL_EUSAGE, "--buckets: days_past_due needs ranges, as in 0,1-30,31+");
	return HL_OK;
}

/* --- cells --- */

/* What a status says of a lead that is paid; the words of hl-gate's rules. */
static const char *const paid_words[] = { "paid", "settled", "paid_in_full", "paid in full",
	"settled_in_full", "settled in full", "fully_paid", "fully paid", "pif", "sif" };

static bool is_paid(const struct snapshot *s, const struct hl_row *row) {
	struct hl_str cell = hl_cell_trimmed(row, s->status);

	for (size_t i = 0; i < HL_LEN(paid_words) && cell.len > 0; i++)
		if (hl_str_same(cell, hl_str_of(paid_words[i])))
			return true;
	return false;
}

static enum hl_status bad(const struct snapshot *s, const struct hl_row *row, size_t column,
	const char *text, struct hl_error *err) {
	(void)hl_fail_value(err, hl_cell_trimmed(row, column), text);
	return hl_row_fail(row, s->header, column, HL_EDATA, err);
}

static enum hl_status bad_bucket(
	const struct snapshot *s, const struct hl_row *row, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, s->bucket);
	struct hl_str names[BUCKETS_MAX];
	const struct hl_str *nearest;
	char text[120];

	for (size_t i = 0; i < s->buckets->len; i++)
		names[i] = s->buckets->at[i].name;
	nearest = hl_nearest(cell, names, s->buckets->len);
	if (!nearest)
		return bad(s, row, s->bucket, "none of the buckets; --buckets names them in order",
			err);
	(void)hl_fail_value(err, cell, "");
	hl_printable(*nearest, text, sizeof(text));
	(void)hl_fail(err, HL_EDATA, "none of the buckets; did you mean %s?", text);
	return hl_row_fail(row, s->header, s->bucket, HL_EDATA, err);
}

static enum hl_status parse_bucket(
	const struct snapshot *s, const struct hl_row *row, size_t *bucket, struct hl_error *err) {
	bool is_named = s->bucket != HL_NO_COLUMN;
	size_t column = is_named ? s->bucket : s->days;
	struct hl_str cell = hl_cell_trimmed(row, column);
	int64_t days;

	if (cell.len == 0)
		return bad(s, row, column, "empty where a balance is owed", err);
	if (is_named)
		return buckets_named(s->buckets, cell, bucket) ? HL_OK : bad_bucket(s, row, err);
	if (!hl_dec_read(cell, &days) || days % HL_ONE != 0)
		return bad(s, row, column, "not a whole number of days", err);
	if (!buckets_of_days(s->buckets, days / HL_ONE, bucket))
		return bad(s, row, column, "days that are in none of the buckets", err);
	return HL_OK;
}

/* --- records --- */

/* Where @cell is in the line of its row; 0 where it had to be decoded. */
static uint32_t byte_of(const struct hl_row *row, struct hl_str cell) {
	const char *end = row->raw.at + row->raw.len;

	if (cell.at < row->raw.at || cell.at > end)
		return 0;
	return (uint32_t)(cell.at - row->raw.at + 1);
}

/* The group goes where it belongs at once; its length is known afterwards. */
static void put_record(const struct snapshot *s, const struct hl_row *row, struct record *record,
	struct hl_buf *to) {
	struct hl_str key = hl_cell_trimmed(row, s->key);
	struct hl_str currency = hl_cell_trimmed(row, s->currency);
	size_t at = to->len;

	record->number = s->known ? hl_keys_find(s->known, key) : HL_NO_KEY;
	record->file = row->file;
	record->line = row->line;
	record->key_byte = byte_of(row, key);
	record->currency_byte = byte_of(row, currency);
	record->key_len = (uint32_t)key.len;
	record->currency_len = (uint32_t)currency.len;
	(void)hl_buf_room(to, sizeof(*record));
	to->len += sizeof(*record);
	hl_buf_add(to, key);
	hl_buf_add(to, currency);
	record->group_len = (uint32_t)to->len;
	ask_group(s->ask, row, s->by, to);
	record->group_len = (uint32_t)to->len - record->group_len;
	memcpy(to->at + at, record, sizeof(*record));
}

bool told_next(struct hl_str *rest, struct told *told) {
	struct record *record = &told->record;
	const char *at = rest->at + sizeof(*record);

	if (rest->len == 0)
		return false;
	memcpy(record, rest->at, sizeof(*record));
	told->key = (struct hl_str){ at, record->key_len };
	at += record->key_len;
	told->currency = (struct hl_str){ at, record->currency_len };
	at += record->currency_len;
	told->group = (struct hl_str){ at, record->group_len };
	at += record->group_len;
	*rest = (struct hl_str){ at, rest->len - (size_t)(at - rest->at) };
	return true;
}

/* --- rows --- */

/* What is paid needs no bucket; a balance below 0 is a credit, and nothing is owed. */
static enum hl_status snapshot_row(void *snapshot, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct snapshot *s = snapshot;
	size_t *credits = worker;
	struct record record = { .state = (uint32_t)s->buckets->len };
	size_t bucket = s->buckets->len;
	enum hl_status status;

	if (hl_cell_trimmed(row, s->key).len == 0)
		return bad(s, row, s->key, "empty where an account needs its key", err);
	status = hl_dec_parse(hl_cell_trimmed(row, s->balance), &record.balance, err);
	if (status != HL_OK)
		return hl_row_fail(row, s->header, s->balance, status, err);
	if (record.balance > 0 && !is_paid(s, row))
		status = parse_bucket(s, row, &bucket, err);
	if (status != HL_OK)
		return status;
	*credits += record.balance < 0;
	record.state = (uint32_t)bucket;
	put_record(s, row, &record, to);
	return HL_OK;
}

static void *worker_new(void *snapshot) {
	(void)snapshot;
	return hl_claim(1, sizeof(size_t));
}

static void worker_end(void *snapshot, void *worker) {
	struct snapshot *s = snapshot;
	size_t *credits = worker;

	s->credits += *credits;
	free(credits);
}

enum hl_status snapshot_read(struct snapshot *snapshot, struct hl_reader *reader,
	enum hl_status (*take)(void *snapshot, struct hl_buf *bytes, struct hl_error *err),
	struct hl_error *err) {
	struct hl_step step = { .job = snapshot,
		.worker_new = worker_new,
		.worker_end = worker_end,
		.row = snapshot_row,
		.take = take,
		.takes_all = true };

	return hl_table_run(reader, &step, NULL, err);
}
