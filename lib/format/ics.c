/*
 * ics.c - a calendar: call-backs, promises that are due, accounts that may be called again.
 *
 * iCalendar as RFC 5545 has it, METHOD:PUBLISH. Of a row there may be an entry of each kind; its
 * UID hangs on nothing but the account and the kind, so that a later file replaces it.
 */
#include "ics.h"

#include "hl/contact.h"
#include "hl/unicode.h"

#include <string.h>

enum { CALL_BACK, DUE, NEXT_OK, KINDS };

static const struct {
	const char *name;    /* in UID and CATEGORIES */
	const char *summary; /* what stands before who it is */
	const char *column;
} kinds[KINDS] = {
	{ "callback", "Call back", "callback" },
	{ "due", "Promise due", "due" },
	{ "next_ok", "May be called again", "next_ok" },
};

struct bound {
	size_t key, name, first_name, last_name; /* of the input, or HL_NO_COLUMN */
	size_t at[KINDS];                        /* the same */
	struct hl_contact_columns contact;
};

static enum hl_status ics_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct bound *bound = hl_new(&table->arena, struct bound);
	const struct hl_lead_column columns[] = { { "account_id", true, &bound->key },
		{ "name", false, &bound->name }, { "first_name", false, &bound->first_name },
		{ "last_name", false, &bound->last_name },
		{ "callback", false, &bound->at[CALL_BACK] }, { "due", false, &bound->at[DUE] },
		{ "next_ok", false, &bound->at[NEXT_OK] } };
	enum hl_status status =
		hl_lead_bind(table->header, options->map, columns, HL_LEN(columns), err);

	options->bound = bound;
	if (status == HL_OK && !hl_export_is_out(table, bound->key))
		return hl_fail(err, HL_EUSAGE,
			"--mask %s holds back account_id, by which entries are known",
			table->preset->name);
	if (status == HL_OK)
		status = hl_contact_bind(&bound->contact, table->header, options->map, false, err);
	for (size_t i = 0; i < KINDS && status == HL_OK; i++)
		if (!hl_export_is_out(table, bound->at[i]))
			bound->at[i] = HL_NO_COLUMN;
	for (size_t i = 0; i < KINDS && status == HL_OK; i++)
		if (bound->at[i] != HL_NO_COLUMN)
			return HL_OK;
	return status == HL_OK ? hl_fail(err, HL_EDATA,
					 "nothing for a calendar: there is no column callback, due "
					 "or next_ok, see --map")
			       : status;
}

/* --- the calendar --- */

struct calendar {
	struct hl_keys *keys[KINDS]; /* accounts that have such an entry; a word: how many */
	char stamp[ICS_TIME_ROOM];
};

static enum hl_status ics_begin(struct hl_export *doc, struct hl_error *err) {
	struct calendar *calendar = hl_new(&doc->arena, struct calendar);

	(void)err;
	for (size_t i = 0; i < KINDS; i++)
		calendar->keys[i] = hl_keys_new_with(NULL, 1);
	ics_print_time(doc->options->as_of, calendar->stamp);
	doc->state = calendar;
	hl_put(doc, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hotleads//hl-export//EN\r\n"
		    "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
	if (doc->title.len > 0)
		ics_put_text(doc, "X-WR-CALNAME", doc->title);
	return HL_OK;
}

static enum hl_status ics_end(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	hl_put(doc, "END:VCALENDAR\r\n");
	return HL_OK;
}

static void ics_release(struct hl_export *doc) {
	const struct calendar *calendar = doc->state;

	for (size_t i = 0; i < KINDS; i++)
		hl_keys_free(calendar->keys[i]);
}

/* --- entries --- */

struct entry {
	struct hl_export *doc;
	const struct hl_row *row;
	size_t kind;
	struct hl_time time;
	bool is_there, is_wanted;
};

/* The cell of @column where it goes out. */
static struct hl_str shown(const struct entry *entry, size_t column) {
	const struct hl_export_table *table = entry->doc->table;

	for (size_t i = 0; i < table->len; i++)
		if (table->columns[i] == column)
			return hl_cell_trimmed(entry->row, column);
	return HL_STR("");
}

/* What it is and whose, as @property. */
static void put_summary(const struct entry *entry, const char *property) {
	const struct bound *bound = entry->doc->options->bound;
	const size_t who[] = { bound->name, bound->first_name, bound->last_name };
	struct hl_buf text = { 0 };
	size_t begun;

	hl_buf_addf(&text, "%s:", kinds[entry->kind].summary);
	begun = text.len;
	for (size_t i = 0; i < HL_LEN(who); i++) {
		struct hl_str name = shown(entry, who[i]);

		if (name.len == 0 || (i > 0 && shown(entry, bound->name).len > 0))
			continue;
		hl_buf_add_char(&text, ' ');
		hl_buf_add(&text, name);
	}
	if (text.len == begun) {
		hl_buf_add_char(&text, ' ');
		hl_buf_add(&text, shown(entry, bound->key));
	}
	ics_put_text(entry->doc, property, hl_buf_str(&text));
	hl_buf_release(&text);
}

/* "column: cell", a line each, of all that goes out and is not blank. */
static void put_description(const struct entry *entry) {
	const struct hl_export_table *table = entry->doc->table;
	struct hl_buf text = { 0 };

	for (size_t i = 0; i < table->len; i++) {
		struct hl_str cell = hl_export_cell(entry->doc, entry->row, i);

		if (hl_str_trim(cell).len == 0)
			continue;
		if (text.len > 0)
			hl_buf_add_char(&text, '\n');
		hl_buf_add(&text, table->names[i]);
		hl_buf_add(&text, HL_STR(": "));
		hl_buf_add(&text, cell);
	}
	ics_put_text(entry->doc, "DESCRIPTION", hl_buf_str(&text));
	hl_buf_release(&text);
}

/* The second entry of one kind that an account has gets a number. */
static void put_uid(const struct entry *entry) {
	const struct bound *bound = entry->doc->options->bound;
	const struct calendar *calendar = entry->doc->state;
	struct hl_str key = hl_cell_trimmed(entry->row, bound->key);
	struct hl_keys *keys = calendar->keys[entry->kind];
	uint32_t *count = hl_keys_words(keys, hl_keys_add(keys, key));
	char hash[ICS_HASH_ROOM];

	ics_hash(key, hash);
	hl_buf_addf(&entry->doc->out, "UID:%s-%s", kinds[entry->kind].name, hash);
	if (++*count > 1)
		hl_buf_addf(&entry->doc->out, "-%lu", (unsigned long)*count);
	hl_put(entry->doc, "@hotleads\r\n");
}

static void put_time(struct hl_export *doc, const char *property, const struct hl_time *time) {
	char text[ICS_TIME_ROOM];

	if (time->is_date) {
		ics_print_day(time->day, text);
		hl_buf_addf(&doc->out, "%s;VALUE=DATE:%s\r\n", property, text);
	} else {
		ics_print_time(time->s, text);
		hl_buf_addf(&doc->out, "%s:%s\r\n", property, text);
	}
}

/*
 * What is published begins (RFC 5546, 3.4.1), and is due later than that (RFC 5545, 3.8.2.3): on
 * the day the queue is for, as lists hide what begins later, or a day before it is due. The day it
 * is due stays the day of the promise: that is what programs show and remind of.
 */
static void put_todo(const struct entry *entry) {
	enum { DAY_S = 86400 };
	const struct hl_export_options *options = entry->doc->options;
	struct hl_time begins = entry->time;

	begins.day = options->work_day < begins.day ? options->work_day : begins.day - 1;
	begins.s = options->as_of < begins.s ? options->as_of : begins.s - DAY_S;
	put_time(entry->doc, "DTSTART", &begins);
	put_time(entry->doc, "DUE", &entry->time);
	hl_put(entry->doc, "PRIORITY:0\r\nSTATUS:NEEDS-ACTION\r\n");
}

/* A time is a quarter of an hour, with an alarm; a day takes nobody's time. */
static void put_event(const struct entry *entry) {
	put_time(entry->doc, "DTSTART", &entry->time);
	if (entry->time.is_date) {
		hl_put(entry->doc, "TRANSP:TRANSPARENT\r\n");
		return;
	}
	hl_put(entry->doc, "DURATION:PT15M\r\n");
	if (entry->kind != CALL_BACK)
		return;
	hl_put(entry->doc, "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\n");
	put_summary(entry, "DESCRIPTION");
	hl_put(entry->doc, "END:VALARM\r\n");
}

/* What is published has an organizer (RFC 5546, 3.2.1); it has no mailbox, and says so. */
#define ORGANIZER "ORGANIZER;CN=hotleads:mailto:nobody@hotleads.invalid\r\n"

static void put_entry(const struct entry *entry) {
	const struct calendar *calendar = entry->doc->state;
	const char *component = entry->kind == DUE ? "VTODO" : "VEVENT";

	hl_buf_addf(&entry->doc->out, "BEGIN:%s\r\n", component);
	put_uid(entry);
	hl_buf_addf(&entry->doc->out,
		"DTSTAMP:%s\r\n" ORGANIZER "CLASS:PRIVATE\r\nCATEGORIES:%s\r\n", calendar->stamp,
		kinds[entry->kind].name);
	put_summary(entry, "SUMMARY");
	put_description(entry);
	if (entry->kind == DUE)
		put_todo(entry);
	else
		put_event(entry);
	hl_buf_addf(&entry->doc->out, "END:%s\r\n", component);
}

/* --- which --- */

static enum hl_status read_time(const struct hl_export *doc, const struct hl_row *row,
	size_t column, struct hl_time *time, struct hl_error *err) {
	enum hl_status status =
		hl_time_parse(hl_cell_trimmed(row, column), &doc->options->time, time, err);

	return status == HL_OK ? status : hl_row_fail(row, doc->table->header, column, status, err);
}

/*
 * A call-back of somebody who may not be called would be a call that must not be: it needs an open
 * channel, or a day from which on calls are allowed again that is not later. That such a day comes
 * is worth telling while it lies ahead.
 */
static enum hl_status set_wanted(struct entry *entry, struct hl_error *err) {
	const struct bound *bound = entry->doc->options->bound;
	const struct hl_contact_columns *contact = &bound->contact;
	size_t next_ok = bound->at[NEXT_OK];
	bool is_asked = contact->channels != HL_NO_COLUMN;
	struct hl_time next;
	enum hl_status status;

	entry->is_wanted =
		entry->kind != NEXT_OK || entry->time.day > entry->doc->options->work_day;
	if (entry->kind != CALL_BACK || !is_asked ||
		hl_contact_call_of(contact, entry->row) == HL_CALL_OPEN)
		return HL_OK;
	entry->is_wanted = false;
	if (hl_cell_trimmed(entry->row, next_ok).len == 0 ||
		hl_contact_is_ended(contact, entry->row))
		return HL_OK;
	status = read_time(entry->doc, entry->row, next_ok, &next, err);
	entry->is_wanted = status == HL_OK && next.day <= entry->time.day;
	return status;
}

static enum hl_status read_entry(struct entry *entry, struct hl_error *err) {
	const struct bound *bound = entry->doc->options->bound;
	size_t column = bound->at[entry->kind];
	enum hl_status status;

	entry->is_there = hl_cell_trimmed(entry->row, column).len > 0;
	if (!entry->is_there)
		return HL_OK;
	status = read_time(entry->doc, entry->row, column, &entry->time, err);
	return status == HL_OK ? set_wanted(entry, err) : status;
}

/* All of a row is read before anything is put: one that is set aside takes no number of a UID. */
static enum hl_status ics_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct bound *bound = doc->options->bound;
	struct entry entries[KINDS];
	size_t put = 0;
	size_t barred = 0;
	enum hl_status status = HL_OK;

	if (hl_cell_trimmed(row, bound->key).len == 0) {
		(void)hl_fail(err, HL_EDATA, "blank: an entry of a calendar is known by it");
		return hl_row_fail(row, doc->table->header, bound->key, HL_EDATA, err);
	}
	for (size_t i = 0; i < KINDS && status == HL_OK; i++) {
		entries[i] = (struct entry){ .doc = doc, .row = row, .kind = i };
		status = read_entry(&entries[i], err);
	}
	if (status != HL_OK)
		return status;
	for (size_t i = 0; i < KINDS; i++) {
		if (entries[i].is_there && entries[i].is_wanted)
			put_entry(&entries[i]);
		put += entries[i].is_there && entries[i].is_wanted;
		barred += entries[i].is_there && !entries[i].is_wanted && i == CALL_BACK;
	}
	doc->counts.barred += barred;
	doc->counts.dateless += put + barred == 0;
	return put > 0 ? HL_OK : HL_END;
}

const struct hl_format hl_ics = {
	.name = "ics",
	.suffix = ".ics",
	.takes = HL_TAKES_TITLE | HL_TAKES_DAY,
	.help = "a calendar: call-backs, due promises, who may be called again",
	.begin = ics_begin,
	.row = ics_row,
	.end = ics_end,
	.bind = ics_bind,
	.release = ics_release,
};
