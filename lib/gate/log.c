/* log.c - the log of events: what each row is to contact rules. */
#include "parcel.h"

#include <stdlib.h>

struct log {
	struct hl_contacts *contacts;
	const struct hl_header *header;
	size_t ts, account, type, channel, direction, result, number, place, person, due;
};

struct worker {
	struct hl_time_memo memo;
	struct folder folder;
	struct hl_keys *unknown; /* results, as those of hl_contacts */
	size_t future;
};

/* An event that is being read: what it is to its account, and texts of its cells. */
struct reading {
	struct parcel parcel;
	struct hl_str account, number, unknown;
	bool is_nothing;  /* by a channel that contact rules know nothing of */
	bool is_promised; /* an attempt that a promise came of, due on parcel.due */
};

/* --- an event --- */

static bool is_text(struct hl_str cell, const char *text) {
	return hl_str_same(cell, hl_str_of(text));
}

/* What a call came to. Who does not say, or says what is not known, has counted. */
static enum hl_status read_call(const struct log *log, const struct hl_row *row,
	struct reading *reading, struct hl_error *err) {
	const struct hl_contact_results *known = &log->contacts->results;
	struct hl_str text = hl_cell_trimmed(row, log->result);
	const struct hl_result *result = hl_result_codes_find(known->codes, text);
	struct contact *contact = &reading->parcel.contact;

	if (!result && text.len > 0 && known->must_be_known) {
		(void)hl_fail_value(err, text, "nobody knows this result (hl-data(5), --results)");
		return hl_row_fail(row, log->header, log->result, HL_EDATA, err);
	}
	if (!result) {
		reading->unknown = text;
		contact->is_counted = contact->is_out;
		contact->is_conversation = !contact->is_out;
		return HL_OK;
	}
	contact->is_counted = contact->is_out && result->is_counted;
	contact->is_conversation = result->is_conversation;
	/* Without a day there is nothing to wait for. */
	reading->is_promised = is_text(hl_str_of(result->name), "rpc_promise") &&
			       hl_cell_trimmed(row, log->due).len > 0;
	return HL_OK;
}

static enum hl_status read_channel(const struct log *log, const struct hl_row *row,
	unsigned *channel, unsigned blank, struct hl_error *err) {
	struct hl_str text = hl_cell_trimmed(row, log->channel);

	*channel = blank;
	if (text.len == 0 || channels_of_event(text, channel))
		return HL_OK;
	(void)hl_fail_value(err, text, "a channel is call, sms, email, mail or web");
	return hl_row_fail(row, log->header, log->channel, HL_EDATA, err);
}

static enum hl_status read_direction(
	const struct log *log, const struct hl_row *row, bool *is_out, struct hl_error *err) {
	struct hl_str text = hl_cell_trimmed(row, log->direction);

	if (direction_parse(text, is_out))
		return HL_OK;
	(void)hl_fail_value(err, text, "a direction is in or out");
	return hl_row_fail(row, log->header, log->direction, HL_EDATA, err);
}

/* A promise that says no day is due at once. */
static enum hl_status read_due(const struct log *log, const struct hl_row *row,
	struct reading *reading, struct hl_error *err) {
	struct hl_str due = hl_cell_trimmed(row, log->due);
	const struct hl_gate_time *now = log->contacts->time;
	struct hl_time time;
	enum hl_status status;

	reading->parcel.due = hl_zone_day(now->rules.zone, reading->parcel.contact.s);
	if (due.len == 0 || is_no_day(due, now->rules.order))
		return HL_OK;
	status = hl_time_parse(due, &now->rules, &time, err);
	if (status != HL_OK)
		return hl_row_fail(row, log->header, log->due, status, err);
	reading->parcel.due = time.day;
	return HL_OK;
}

static enum hl_status read_attempt(const struct log *log, const struct hl_row *row,
	struct reading *reading, struct hl_error *err) {
	struct contact *contact = &reading->parcel.contact;
	unsigned channel;
	bool is_out = true;
	enum hl_status status = read_channel(log, row, &channel, CALL, err);

	if (status == HL_OK)
		status = read_direction(log, row, &is_out, err);
	reading->is_nothing = channel == 0;
	contact->channel = (uint8_t)channel;
	contact->is_out = is_out;
	contact->is_work = is_text(hl_cell_trimmed(row, log->place), "work");
	if (status == HL_OK && (channel & CALL))
		status = read_call(log, row, reading, err);
	else
		contact->is_counted = contact->is_out;
	reading->parcel.tells = contact->is_conversation || (contact->is_out && !(channel & CALL));
	if (status == HL_OK && reading->is_promised)
		status = read_due(log, row, reading, err);
	return status;
}

/* The consumer calls: that is a conversation, unless the result says otherwise. */
static enum hl_status read_inbound(const struct log *log, const struct hl_row *row,
	struct reading *reading, struct hl_error *err) {
	enum hl_status status;

	reading->parcel.contact.channel = CALL;
	status = read_call(log, row, reading, err);
	reading->parcel.tells = reading->parcel.contact.is_conversation;
	return status;
}

static enum hl_status read_payment(const struct log *log, const struct hl_row *row,
	struct reading *reading, struct hl_error *err) {
	(void)log;
	(void)row;
	(void)err;
	reading->parcel.kind = A_PAYMENT;
	return HL_OK;
}

static enum hl_status read_recall(const struct log *log, const struct hl_row *row,
	struct reading *reading, struct hl_error *err) {
	reading->parcel.kind = A_SWITCH;
	reading->parcel.is_on = is_text(hl_cell_trimmed(row, log->type), "recalled");
	(void)err;
	return HL_OK;
}

static enum hl_status read_opt_out(const struct log *log, const struct hl_row *row,
	struct reading *reading, struct hl_error *err) {
	unsigned channels;
	enum hl_status status;

	reading->parcel.kind = A_SWITCH;
	reading->parcel.is_on = is_text(hl_cell_trimmed(row, log->type), "opt_out");
	reading->number = hl_cell_trimmed(row, log->number);
	status = read_channel(log, row, &channels, CHANNELS_ALL, err);
	/* Who opts out on a page may mean any channel, and who agrees there none of ours. */
	if (channels == 0 && reading->parcel.is_on)
		channels = CHANNELS_ALL;
	reading->is_nothing = channels == 0;
	reading->parcel.channels = (uint8_t)channels;
	return status;
}

static enum hl_status read_promise(const struct log *log, const struct hl_row *row,
	struct reading *reading, struct hl_error *err) {
	reading->parcel.kind = A_PROMISE;
	reading->parcel.is_on = is_text(hl_cell_trimmed(row, log->type), "promise");
	return reading->parcel.is_on ? read_due(log, row, reading, err) : HL_OK;
}

static const struct type {
	const char *name;
	enum hl_status (*read)(const struct log *log, const struct hl_row *row,
		struct reading *reading, struct hl_error *err);
} types[] = {
	{ "attempt", read_attempt },
	{ "inbound_call", read_inbound },
	{ "payment", read_payment },
	{ "promise", read_promise },
	{ "promise_cancelled", read_promise },
	{ "opt_out", read_opt_out },
	{ "consent", read_opt_out },
	{ "recalled", read_recall },
	{ "placed", read_recall },
};

static const struct type *type_of(struct hl_str name) {
	for (size_t i = 0; i < HL_LEN(types) && name.len > 0; i++)
		if (types[i].name[0] == hl_lower(name.at[0]) && is_text(name, types[i].name))
			return &types[i];
	return NULL;
}

/* --- workers: rows to parcels --- */

static void *worker_new(void *job) {
	struct hl_contacts *contacts = ((struct log *)job)->contacts;
	struct worker *worker = hl_claim(1, sizeof(*worker));

	folder_init(&worker->folder, &contacts->accounts, sizeof(struct parcel), contacts_fold,
		contacts);
	worker->unknown = hl_keys_new_with(NULL, 1);
	return worker;
}

static void worker_end(void *job, void *of_worker) {
	struct hl_contacts *contacts = ((struct log *)job)->contacts;
	struct worker *worker = of_worker;

	folder_fold(&worker->folder);
	folder_release(&worker->folder);
	contacts->future += worker->future;
	contacts_unknown(contacts, worker->unknown);
	hl_keys_free(worker->unknown);
	free(worker);
}

static void block_end(void *job, void *of_worker, struct hl_buf *to) {
	(void)job;
	(void)to;
	folder_settle(&((struct worker *)of_worker)->folder);
}

/* A promise on its way; a text that its key borrows stands behind it. */
struct promise {
	struct hl_key key;
	struct parcel parcel;
	size_t len;
};

/* Of two promises the later row may decide: they are taken in the order of the log. */
static void put_promise(
	const struct reading *reading, const struct hl_key *key, struct hl_buf *to) {
	struct promise promise = { *key, reading->parcel, 0 };

	promise.parcel.kind = A_PROMISE;
	promise.parcel.is_on |= reading->is_promised;
	if (reading->account.len > HL_KEY_INSIDE)
		promise.len = reading->account.len;
	hl_buf_add(to, (struct hl_str){ (const char *)&promise, sizeof(promise) });
	hl_buf_add(to, (struct hl_str){ reading->account.at, promise.len });
}

static void keep(const struct log *log, struct worker *worker, const struct reading *reading,
	struct hl_buf *to) {
	struct hl_key key = shards_key(&log->contacts->accounts, reading->account);

	if (reading->unknown.len > 0)
		++*hl_keys_words(worker->unknown, hl_keys_add(worker->unknown, reading->unknown));
	if (reading->number.len > 0)
		contacts_switch(log->contacts, reading->number, &reading->parcel);
	if (reading->parcel.kind == A_PROMISE || reading->is_promised)
		put_promise(reading, &key, to);
	if (reading->parcel.kind == A_PROMISE)
		return;
	folder_add(&worker->folder, &key, &reading->parcel);
	worker->folder.borrows |= reading->account.len > HL_KEY_INSIDE;
}

/* Later than the run, or than the day of the work is wherever a lead may be. */
static bool is_future(const struct hl_gate_time *now, const struct hl_time *time) {
	const int64_t west_s = HL_DAY_S / 2;

	return time->s > now->as_of || (time->s == now->as_of && time->ns > 0) ||
	       time->s >= (now->day + 1) * HL_DAY_S + west_s;
}

/* It does not count: among the rejects it is found again, else there is its number. */
static enum hl_status set_aside(const struct log *log, const struct hl_row *row,
	struct worker *worker, struct hl_error *err) {
	if (!log->contacts->results.sets_aside) {
		worker->future++;
		return HL_OK;
	}
	(void)hl_fail(err, HL_EDATA, "FUTURE_EVENT, later than the run");
	return hl_row_fail(row, log->header, log->ts, HL_EDATA, err);
}

static enum hl_status read_row(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct log *log = job;
	const struct hl_gate_time *now = log->contacts->time;
	struct worker *worker = of_worker;
	const struct type *type = type_of(hl_cell_trimmed(row, log->type));
	struct reading reading = { .parcel.kind = A_CONTACT };
	struct hl_time time;
	enum hl_status status;

	/* Most logs tell of much that is nobody's business here. */
	if (!type)
		return HL_OK;
	status = hl_time_parse_memo(
		hl_cell_trimmed(row, log->ts), &now->rules, &worker->memo, &time, err);
	if (status != HL_OK)
		return hl_row_fail(row, log->header, log->ts, status, err);
	reading.account = hl_cell_trimmed(row, log->account);
	if (reading.account.len == 0)
		return HL_OK;
	if (is_future(now, &time))
		return set_aside(log, row, worker, err);
	reading.parcel.contact.s = time.s;
	reading.parcel.contact.person =
		contacts_person(log->contacts, hl_cell_trimmed(row, log->person));
	status = type->read(log, row, &reading, err);
	if (status == HL_OK && !reading.is_nothing)
		keep(log, worker, &reading, to);
	return status;
}

/* As many as nothing is wrong with. */
static size_t read_rows(
	void *job, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	const struct log *log = job;
	struct hl_str cells[HL_STEP_ROWS];
	struct hl_error ignored;

	hl_cells_trimmed(rows, len, log->type, cells);
	for (size_t i = 0; i < len; i++)
		if (type_of(cells[i]) && read_row(job, worker, &rows[i], to, &ignored) != HL_OK)
			return i;
	return len;
}

/* The promises of a block, as other workers fold the rest of theirs. */
static enum hl_status take(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_contacts *contacts = ((struct log *)job)->contacts;
	struct promise promise;

	(void)err;
	for (size_t at = 0; at < bytes->len; at += promise.len) {
		size_t index;
		struct shard *shard;

		memcpy(&promise, bytes->at + at, sizeof(promise));
		at += sizeof(promise);
		if (promise.len > 0)
			promise.key = hl_key_hashed(
				(struct hl_str){ bytes->at + at, promise.len }, promise.key.hash);
		index = shards_of(&contacts->accounts, &promise.key);
		shard = &contacts->accounts.at[index];
		pthread_mutex_lock(&shard->lock);
		contacts_fold(
			contacts, index, hl_key_make(shard->keys, &promise.key), &promise.parcel);
		pthread_mutex_unlock(&shard->lock);
	}
	return HL_OK;
}

/* --- the log --- */

enum hl_status hl_contacts_read(struct hl_contacts *contacts, struct hl_reader *events,
	const struct hl_column_map *map, struct hl_error *err) {
	struct log log = { .contacts = contacts, .header = hl_reader_header(events) };
	const struct hl_lead_column columns[] = {
		{ "ts", true, &log.ts },
		{ "account_id", true, &log.account },
		{ "type", true, &log.type },
		{ "channel", false, &log.channel },
		{ "direction", false, &log.direction },
		{ "result", false, &log.result },
		{ "number", false, &log.number },
		{ "place", false, &log.place },
		{ "person_id", false, &log.person },
		{ "due", false, &log.due },
	};
	const struct hl_step step = { .job = &log,
		.worker_new = worker_new,
		.worker_end = worker_end,
		.row = read_row,
		.rows = read_rows,
		.block_end = block_end,
		.take = take };
	enum hl_status status = hl_lead_bind(log.header, map, columns, HL_LEN(columns), err);

	if (status != HL_OK && !err->file)
		err->file = log.header->row.file;
	if (status == HL_OK)
		status = hl_table_run(events, &step, NULL, err);
	if (status == HL_OK)
		contacts_gather(contacts);
	return status;
}
