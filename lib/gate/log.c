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
	size_t future;
};

/* --- an event --- */

static bool is_text(struct hl_str cell, const char *text) {
	return hl_str_same(cell, hl_str_of(text));
}

/* What a call came to. Who does not say, or says what is not known, has counted. */
static enum hl_status read_call(const struct log *log, const struct hl_row *row,
	struct parcel *parcel, struct hl_error *err) {
	const struct hl_contact_results *known = &log->contacts->results;
	struct hl_str text = hl_cell_trimmed(row, log->result);
	const struct hl_result *result = hl_result_codes_find(known->codes, text);
	struct contact *contact = &parcel->contact;

	if (!result && text.len > 0 && known->must_be_known) {
		(void)hl_fail_value(err, text, "nobody knows this result (hl-data(5), --results)");
		return hl_row_fail(row, log->header, log->result, HL_EDATA, err);
	}
	if (!result) {
		parcel->unknown = text;
		contact->is_counted = contact->is_out;
		contact->is_conversation = !contact->is_out;
		return HL_OK;
	}
	contact->is_counted = contact->is_out && result->is_counted;
	contact->is_conversation = result->is_conversation;
	return HL_OK;
}

static enum hl_status read_channel(const struct log *log, const struct hl_row *row,
	unsigned *channel, unsigned blank, struct hl_error *err) {
	struct hl_str text = hl_cell_trimmed(row, log->channel);

	*channel = blank;
	if (text.len == 0 || channels_parse(text, channel))
		return HL_OK;
	(void)hl_fail_value(err, text, "a channel is call, sms, email or mail");
	return hl_row_fail(row, log->header, log->channel, HL_EDATA, err);
}

static enum hl_status read_attempt(const struct log *log, const struct hl_row *row,
	struct parcel *parcel, struct hl_error *err) {
	struct contact *contact = &parcel->contact;
	unsigned channel;
	enum hl_status status = read_channel(log, row, &channel, CALL, err);

	contact->channel = (uint8_t)channel;
	contact->is_out = !is_text(hl_cell_trimmed(row, log->direction), "in") &&
			  !is_text(hl_cell_trimmed(row, log->direction), "inbound");
	contact->is_work = is_text(hl_cell_trimmed(row, log->place), "work");
	if (status == HL_OK && (channel & CALL))
		status = read_call(log, row, parcel, err);
	else
		contact->is_counted = contact->is_out;
	parcel->tells = contact->is_conversation || (contact->is_out && !(channel & CALL));
	return status;
}

/* The consumer calls: that is a conversation, unless the result says otherwise. */
static enum hl_status read_inbound(const struct log *log, const struct hl_row *row,
	struct parcel *parcel, struct hl_error *err) {
	enum hl_status status;

	parcel->contact.channel = CALL;
	status = read_call(log, row, parcel, err);
	parcel->tells = parcel->contact.is_conversation;
	return status;
}

static enum hl_status read_payment(const struct log *log, const struct hl_row *row,
	struct parcel *parcel, struct hl_error *err) {
	(void)log;
	(void)row;
	(void)err;
	parcel->kind = A_PAYMENT;
	return HL_OK;
}

static enum hl_status read_recall(const struct log *log, const struct hl_row *row,
	struct parcel *parcel, struct hl_error *err) {
	parcel->kind = A_SWITCH;
	parcel->is_on = is_text(hl_cell_trimmed(row, log->type), "recalled");
	(void)err;
	return HL_OK;
}

static enum hl_status read_opt_out(const struct log *log, const struct hl_row *row,
	struct parcel *parcel, struct hl_error *err) {
	parcel->kind = A_SWITCH;
	parcel->is_on = is_text(hl_cell_trimmed(row, log->type), "opt_out");
	parcel->number = hl_cell_trimmed(row, log->number);
	return read_channel(log, row, &parcel->channels, CHANNELS_ALL, err);
}

/* A promise that says no day is due at once. */
static enum hl_status read_promise(const struct log *log, const struct hl_row *row,
	struct parcel *parcel, struct hl_error *err) {
	struct hl_str due = hl_cell_trimmed(row, log->due);
	const struct hl_gate_time *now = log->contacts->time;
	struct hl_time time;
	enum hl_status status = HL_OK;

	parcel->kind = A_PROMISE;
	parcel->is_on = is_text(hl_cell_trimmed(row, log->type), "promise");
	parcel->due = hl_zone_day(now->rules.zone, parcel->contact.s);
	if (!parcel->is_on || due.len == 0)
		return HL_OK;
	status = hl_time_parse(due, &now->rules, &time, err);
	if (status != HL_OK)
		return hl_row_fail(row, log->header, log->due, status, err);
	parcel->due = time.day;
	return HL_OK;
}

static const struct type {
	const char *name;
	enum hl_status (*read)(const struct log *log, const struct hl_row *row,
		struct parcel *parcel, struct hl_error *err);
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
	(void)job;
	return hl_claim(1, sizeof(struct worker));
}

static void worker_end(void *job, void *of_worker) {
	struct worker *worker = of_worker;

	((struct log *)job)->contacts->future += worker->future;
	free(worker);
}

static void put_parcel(const struct log *log, struct parcel *parcel, struct hl_buf *to) {
	const struct hl_str texts[] = { parcel->account_id, parcel->person, parcel->number,
		parcel->unknown };

	parcel->account = hl_key_of(log->contacts->accounts, parcel->account_id);
	hl_buf_add(to, (struct hl_str){ (const char *)parcel, sizeof(*parcel) });
	for (size_t i = 0; i < HL_LEN(texts); i++)
		hl_buf_add(to, texts[i]);
}

static enum hl_status read_row(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct log *log = job;
	const struct hl_gate_time *now = log->contacts->time;
	struct worker *worker = of_worker;
	const struct type *type = type_of(hl_cell_trimmed(row, log->type));
	struct parcel parcel = { .kind = A_CONTACT };
	struct hl_time time;
	enum hl_status status;

	/* Most logs tell of much that is nobody's business here. */
	if (!type)
		return HL_OK;
	status = hl_time_parse_memo(
		hl_cell_trimmed(row, log->ts), &now->rules, &worker->memo, &time, err);
	if (status != HL_OK)
		return hl_row_fail(row, log->header, log->ts, status, err);
	parcel.account_id = hl_cell_trimmed(row, log->account);
	if (parcel.account_id.len == 0)
		return HL_OK;
	if (time.s > now->as_of || (time.s == now->as_of && time.ns > 0)) {
		worker->future++;
		return HL_OK;
	}
	parcel.contact.s = time.s;
	parcel.person = hl_cell_trimmed(row, log->person);
	status = type->read(log, row, &parcel, err);
	if (status == HL_OK)
		put_parcel(log, &parcel, to);
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

static enum hl_status take(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_contacts *contacts = ((struct log *)job)->contacts;
	struct parcel parcel;

	(void)err;
	for (size_t at = 0; at < bytes->len;) {
		struct hl_str *texts[] = { &parcel.account_id, &parcel.person, &parcel.number,
			&parcel.unknown };

		memcpy(&parcel, bytes->at + at, sizeof(parcel));
		at += sizeof(parcel);
		for (size_t i = 0; i < HL_LEN(texts); at += texts[i++]->len)
			texts[i]->at = bytes->at + at;
		contacts_take(contacts, &parcel);
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
		.take = take };
	enum hl_status status = hl_lead_bind(log.header, map, columns, HL_LEN(columns), err);

	if (status != HL_OK && !err->file)
		err->file = log.header->row.file;
	return status == HL_OK ? hl_table_run(events, &step, NULL, err) : status;
}
