/*
 * events.c - the newest events of each account, of a log of any length.
 *
 * Workers leave the events of accounts in question as parcels in the bytes of their blocks; those
 * come in the order of the rows, so that no number of threads changes what is kept.
 */
#include "parts.h"

#include <stdlib.h>

/* The texts of an event that are kept, and where they go in struct hl_activity. */
enum { TYPE, CHANNEL, DIRECTION, RESULT, COLLECTOR, DUE, STAGE, TEXTS };
enum { TEXT_MAX = 100 };

struct log {
	struct hl_beside *beside;
	const struct hl_header *header;
	size_t ts, account, id, amount, texts[TEXTS];
};

struct worker {
	struct hl_time_memo memo;
	size_t future;
};

/* Its texts stand behind it, one behind the other. */
struct parcel {
	int64_t s, amount;
	uint64_t id;
	size_t account;
	uint8_t lens[TEXTS];
	bool is_date, has_amount, has_id;
};

static enum hl_status bind(struct log *log, const struct hl_column_map *map, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "ts", true, &log->ts },
		{ "account_id", true, &log->account },
		{ "type", true, &log->texts[TYPE] },
		{ "event_id", false, &log->id },
		{ "channel", false, &log->texts[CHANNEL] },
		{ "direction", false, &log->texts[DIRECTION] },
		{ "result", false, &log->texts[RESULT] },
		{ "collector", false, &log->texts[COLLECTOR] },
		{ "amount", false, &log->amount },
		{ "due", false, &log->texts[DUE] },
		{ "stage", false, &log->texts[STAGE] },
	};

	return hl_lead_bind(log->header, map, columns, HL_LEN(columns), err);
}

/* --- rows to parcels --- */

/* Nothing that happened to the account: the books of the agency. */
static bool is_bookkeeping(struct hl_str type) {
	static const struct hl_str types[] = { { "hours", 5 }, { "queue", 5 }, { "assigned", 8 },
		{ "view", 4 }, { "export", 6 } };

	for (size_t i = 0; i < HL_LEN(types); i++)
		if (hl_str_same(type, types[i]))
			return true;
	return type.len == 0;
}

/* So much of a text as is kept, cut before a character and not in it. */
static size_t kept_len(struct hl_str text) {
	size_t len = text.len;

	if (len <= TEXT_MAX)
		return len;
	for (len = TEXT_MAX; len > TEXT_MAX - 3; len--)
		if (((unsigned char)text.at[len] & 0xc0) != 0x80)
			break;
	return len;
}

static void put_parcel(
	const struct log *log, struct parcel *parcel, const struct hl_row *row, struct hl_buf *to) {
	static const char dots[] = "\xe2\x80\xa6";
	size_t at = to->len;

	(void)hl_buf_room(to, sizeof(*parcel));
	to->len += sizeof(*parcel);
	for (size_t i = 0; i < TEXTS; i++) {
		struct hl_str text = hl_cell_trimmed(row, log->texts[i]);
		size_t len = kept_len(text);

		hl_buf_add(to, (struct hl_str){ text.at, len });
		if (len < text.len)
			hl_buf_add(to, hl_str_of(dots));
		parcel->lens[i] = (uint8_t)(len < text.len ? len + sizeof(dots) - 1 : len);
	}
	memcpy(to->at + at, parcel, sizeof(*parcel));
}

/* Amounts and times are looked at in every row: a mistake is one whoever is in the queue. */
static enum hl_status read_row(
	void *job, void *state, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	const struct log *log = job;
	const struct hl_beside *beside = log->beside;
	struct worker *worker = state;
	struct hl_str amount = hl_cell_trimmed(row, log->amount);
	struct hl_str id = hl_cell_trimmed(row, log->id);
	struct parcel parcel = { .has_amount = amount.len > 0, .has_id = id.len > 0 };
	struct hl_time time;
	enum hl_status status = hl_time_parse_memo(
		hl_cell_trimmed(row, log->ts), &beside->options.time, &worker->memo, &time, err);

	if (status != HL_OK)
		return hl_row_fail(row, log->header, log->ts, status, err);
	if (parcel.has_amount)
		status = hl_dec_parse(amount, &parcel.amount, err);
	if (status != HL_OK)
		return hl_row_fail(row, log->header, log->amount, status, err);
	worker->future += time.s > beside->options.as_of;
	parcel.account = hl_keys_find(beside->accounts, hl_cell_trimmed(row, log->account));
	if (parcel.account == HL_NO_KEY || time.s > beside->options.as_of ||
		is_bookkeeping(hl_cell_trimmed(row, log->texts[TYPE])))
		return HL_OK;
	parcel.s = time.s;
	parcel.is_date = time.is_date;
	parcel.id = parcel.has_id ? hl_key_of(beside->accounts, id).hash : 0;
	put_parcel(log, &parcel, row, to);
	return HL_OK;
}

static void *worker_new(void *job) {
	(void)job;
	return hl_claim(1, sizeof(struct worker));
}

static void worker_end(void *job, void *state) {
	struct log *log = job;
	struct worker *worker = state;

	log->beside->counts.future_events += worker->future;
	free(worker);
}

/* --- parcels to what is kept --- */

static void set_event(struct kept_event *to, const struct parcel *parcel, const char *texts) {
	struct hl_str *const fields[TEXTS] = { &to->said.type, &to->said.channel,
		&to->said.direction, &to->said.result, &to->said.collector, &to->said.due,
		&to->said.stage };
	size_t len = 0;

	for (size_t i = 0; i < TEXTS; i++)
		len += parcel->lens[i];
	to->text.len = 0;
	hl_buf_add(&to->text, (struct hl_str){ texts, len });
	len = 0;
	for (size_t i = 0; i < TEXTS; i++) {
		*fields[i] = (struct hl_str){ to->text.at + len, parcel->lens[i] };
		len += parcel->lens[i];
	}
	to->id = parcel->id;
	to->has_id = parcel->has_id;
	to->said.s = parcel->s;
	to->said.amount = parcel->amount;
	to->said.is_date = parcel->is_date;
	to->said.has_amount = parcel->has_amount;
}

static bool is_kept(const struct kept_log *log, const struct parcel *parcel) {
	for (size_t i = 0; i < log->len && parcel->has_id; i++)
		if (log->events[i].has_id && log->events[i].id == parcel->id)
			return true;
	return false;
}

/* Before the first that is not newer; the oldest of a full list makes room. */
static void keep(struct hl_beside *beside, const struct parcel *parcel, const char *texts) {
	struct kept_log *log = &beside->logs[parcel->account];
	size_t at = log->len;
	struct hl_buf text = { 0 };

	while (at > 0 && parcel->s >= log->events[at - 1].said.s)
		at--;
	if (at == beside->options.newest || is_kept(log, parcel))
		return;
	if (log->len == beside->options.newest)
		text = log->events[--log->len].text;
	log->events = hl_grow(log->events, &log->cap, log->len + 1, sizeof(*log->events));
	memmove(log->events + at + 1, log->events + at, (log->len - at) * sizeof(*log->events));
	log->len++;
	log->events[at].text = text;
	set_event(&log->events[at], parcel, texts);
}

static enum hl_status take(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct log *log = job;
	size_t at = 0;

	(void)err;
	while (at < bytes->len) {
		struct parcel parcel;

		memcpy(&parcel, bytes->at + at, sizeof(parcel));
		at += sizeof(parcel);
		keep(log->beside, &parcel, bytes->at + at);
		for (size_t i = 0; i < TEXTS; i++)
			at += parcel.lens[i];
	}
	return HL_OK;
}

/* --- all of it --- */

enum hl_status hl_beside_read_events(
	struct hl_beside *beside, struct hl_reader *reader, struct hl_error *err) {
	struct log log = { .beside = beside, .header = hl_reader_header(reader) };
	const struct hl_step step = { .job = &log,
		.worker_new = worker_new,
		.worker_end = worker_end,
		.row = read_row,
		.take = take };
	enum hl_status status = bind(&log, beside->options.map, err);

	if (status != HL_OK)
		return status;
	beside->has_events = true;
	beside->logs_len = hl_keys_len(beside->accounts);
	beside->logs = hl_claim(beside->logs_len, sizeof(*beside->logs));
	return hl_table_run(reader, &step, NULL, err);
}

bool hl_beside_has_events(const struct hl_beside *beside) {
	return beside->has_events;
}

static const struct kept_log *log_of(const struct hl_beside *beside, struct hl_str account) {
	size_t number = hl_keys_find(beside->accounts, account);

	return number < beside->logs_len ? &beside->logs[number] : NULL;
}

size_t hl_beside_events(const struct hl_beside *beside, struct hl_str account) {
	const struct kept_log *log = log_of(beside, account);

	return log ? log->len : 0;
}

const struct hl_activity *hl_beside_event(
	const struct hl_beside *beside, struct hl_str account, size_t place) {
	return &log_of(beside, account)->events[place].said;
}

void beside_events_free(struct hl_beside *beside) {
	for (size_t i = 0; i < beside->logs_len; i++) {
		for (size_t k = 0; k < beside->logs[i].len; k++)
			hl_buf_release(&beside->logs[i].events[k].text);
		free(beside->logs[i].events);
	}
	free(beside->logs);
}
