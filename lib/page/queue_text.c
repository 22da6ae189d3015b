/* queue_text.c - what a queue says of the account at hand, as plain text. */
#include "queue_facts.h"
#include "queue_why.h"

#include "hl/beside.h"
#include "hl/contact.h"

#include <stdlib.h>
#include <string.h>

/* --- the hours --- */

/* The cell's own clock; *offset is what is to be said of it. */
static void put_clock(
	const struct hl_queue *queue, struct hl_buf *to, struct hl_str cell, char *offset) {
	struct queue_iso iso;
	struct hl_str day;

	offset[0] = '\0';
	if (!queue_iso_read(cell, &iso) || iso.time.len == 0) {
		hl_buf_add(to, cell);
		return;
	}
	day = queue_iso_day(&iso, queue->of.work_date);
	hl_buf_add(to, day);
	hl_buf_add(to, day.len ? HL_STR(" ") : HL_STR(""));
	hl_buf_add(to, iso.time);
	if (queue->of.offset[0] == '\0')
		queue_iso_offset(&iso, offset);
}

static void put_offset(struct hl_buf *to, const char *offset) {
	if (offset[0])
		hl_buf_addf(to, " %s", offset);
}

void hl_queue_put_hours(
	const struct hl_queue *queue, struct hl_buf *to, const struct hl_queue_account *account) {
	char from[QUEUE_OFFSET_ROOM] = "";
	char until[QUEUE_OFFSET_ROOM] = "";
	struct hl_buf end = { 0 };

	if (account->call_from.len > 0) {
		hl_buf_add(to, account->call_to.len ? HL_STR("") : HL_STR("from "));
		put_clock(queue, to, account->call_from, from);
	}
	if (account->call_to.len > 0)
		put_clock(queue, &end, account->call_to, until);
	if (strcmp(from, until) != 0)
		put_offset(to, from);
	if (end.len > 0) {
		hl_buf_add(to, account->call_from.len ? HL_STR("\xe2\x80\x93") : HL_STR("until "));
		hl_buf_add(to, hl_buf_str(&end));
		put_offset(to, until);
	}
	hl_buf_release(&end);
}

/* --- what happened --- */

/* "02-24", or the whole date where it is of another year than the work date. */
static void put_date(const struct hl_queue *queue, struct hl_buf *to, struct hl_str date) {
	struct hl_str year = { queue->of.work_date, 5 };

	if (hl_str_starts(date, year))
		date = (struct hl_str){ date.at + year.len, date.len - year.len };
	hl_buf_add(to, date);
}

static void put_day(const struct hl_queue *queue, struct hl_buf *to, int64_t s) {
	char text[HL_TIME_ROOM];
	int64_t day = hl_zone_day(queue->of.doc->options->zone, s);

	put_date(queue, to, (struct hl_str){ text, hl_day_print(day, text) });
}

void hl_queue_put_worked(const struct hl_queue *queue, struct hl_buf *to) {
	struct hl_str cell = queue_cell(&queue->of, queue->of.columns->last_worked);
	struct queue_iso iso;

	if (queue_iso_read(cell, &iso))
		put_date(queue, to, iso.date);
	else
		hl_buf_add(to, cell);
}

/* The newest contact, else the newest event; NULL: nothing is known. */
static const struct hl_activity *last_event(const struct hl_queue *queue, bool *is_contact) {
	const struct hl_beside *beside = queue->of.doc->options->beside;
	struct hl_str account = queue->card.account;
	size_t at = queue_last_contact(&queue->card);

	*is_contact = at != SIZE_MAX;
	if (*is_contact)
		return hl_beside_event(beside, account, at);
	return beside && hl_beside_events(beside, account) > 0 ? hl_beside_event(beside, account, 0)
							       : NULL;
}

/* What people say, else the word itself. */
static void put_said(struct hl_buf *to, const char *said, struct hl_str word) {
	if (said)
		hl_buf_add(to, hl_str_of(said));
	else
		hl_queue_put_words(to, word);
}

bool hl_queue_put_last(const struct hl_queue *queue, struct hl_buf *to) {
	bool is_contact;
	const struct hl_activity *event = last_event(queue, &is_contact);

	if (!event)
		return false;
	put_day(queue, to, event->s);
	hl_buf_add_char(to, ' ');
	if (hl_str_same(event->type, HL_STR("attempt")))
		put_said(to, hl_activity_attempt(event->channel, event->direction), event->channel);
	else
		put_said(to, hl_activity_type(event->type), event->type);
	if (event->result.len > 0) {
		hl_buf_add(to, HL_STR(": "));
		put_said(to, hl_activity_result(event->result), event->result);
	}
	return is_contact;
}

/* Is it a signal that why tells? */
static bool is_told(const struct hl_queue *queue, const struct hl_alert *alert) {
	struct hl_str why = queue_cell(&queue->of, queue->of.columns->why);

	return alert->account.len > 0 && alert->text.len == 0 && why_has_signal(why, alert->type);
}

bool hl_queue_put_alert(
	const struct hl_queue *queue, struct hl_buf *to, bool of_account, size_t place) {
	const struct hl_beside *beside = queue->of.doc->options->beside;
	const struct hl_alert *alerts;
	size_t len = beside ? hl_beside_alerts(beside,
				      of_account ? queue->card.account : HL_STR(""), &alerts)
			    : 0;

	if (place >= len)
		return false;
	if (is_told(queue, &alerts[place]))
		return true;
	put_day(queue, to, alerts[place].s);
	hl_buf_add_char(to, ' ');
	if (alerts[place].text.len > 0)
		hl_buf_add(to, alerts[place].text);
	else
		put_said(to, hl_activity_type(alerts[place].type), alerts[place].type);
	return true;
}

/* --- what stands against it, what was held back --- */

enum hl_queue_stop hl_queue_stop_of(const struct hl_contact_cells *said,
	const struct hl_contact_open *open, struct hl_str next_ok) {
	bool is_barred = said->has_channels && (hl_str_same(said->status, HL_STR("hold")) ||
						       hl_str_same(said->status, HL_STR("drop")));

	if (next_ok.len > 0)
		return !open->call && (open->sms_open || open->email_open || open->mail_open)
			       ? HL_QUEUE_NO_CALL_BEFORE
			       : HL_QUEUE_NOT_BEFORE;
	if (is_barred)
		return HL_QUEUE_NOT_AT_ALL;
	return said->has_channels && !open->call ? HL_QUEUE_NO_CALLS : HL_QUEUE_GO;
}

const char *hl_queue_stop_said(enum hl_queue_stop stop) {
	static const char *const said[] = {
		[HL_QUEUE_GO] = "",
		[HL_QUEUE_NO_CALL_BEFORE] = "no call before ",
		[HL_QUEUE_NOT_BEFORE] = "not before ",
		[HL_QUEUE_NOT_AT_ALL] = "not to be contacted",
		[HL_QUEUE_NO_CALLS] = "no calls",
	};

	return said[stop];
}

bool hl_queue_stop_has_day(enum hl_queue_stop stop) {
	return stop == HL_QUEUE_NO_CALL_BEFORE || stop == HL_QUEUE_NOT_BEFORE;
}

/* Calls are allowed, and none is left. */
static bool is_used_up(const struct hl_queue_account *account) {
	return account->open.stop == HL_QUEUE_GO && account->open.is_used_up;
}

bool hl_queue_has_stop(const struct hl_queue_account *account) {
	return account->open.stop != HL_QUEUE_GO || is_used_up(account);
}

void hl_queue_put_stop(
	const struct hl_queue *queue, struct hl_buf *to, const struct hl_queue_account *account) {
	char offset[QUEUE_OFFSET_ROOM];
	struct queue_iso iso;

	hl_buf_add(to, hl_str_of(is_used_up(account) ? "no calls left today"
						     : hl_queue_stop_said(account->open.stop)));
	if (!hl_queue_stop_has_day(account->open.stop))
		return;
	if (!queue_iso_read(account->next_ok, &iso)) {
		hl_buf_add(to, account->next_ok);
		return;
	}
	put_date(queue, to, iso.date);
	hl_buf_add(to, iso.time.len ? HL_STR(" ") : HL_STR(""));
	hl_buf_add(to, iso.time);
	queue_iso_offset(&iso, offset);
	if (strcmp(offset, queue->of.offset) != 0)
		put_offset(to, offset);
}

void hl_queue_put_reason(struct hl_buf *to, struct hl_str code) {
	const char *said = hl_reason_said(code);

	if (said)
		hl_buf_addf(to, "%s (%.*s)", said, (int)code.len, code.at);
	else
		hl_queue_put_words(to, code);
}

void hl_queue_put_held(const struct hl_queue *queue, struct hl_buf *to) {
	const struct hl_export *doc = queue->of.doc;
	struct hl_held_back held;

	if (!doc->options->beside || !hl_beside_held(doc->options->beside, doc->value, &held))
		return;
	hl_buf_addf(to, "; held back%s %zu", held.is_of_all ? " of all queues" : "", held.leads);
	for (size_t i = 0; i < held.len; i++) {
		struct hl_str reason = held.reasons[i].reason;

		hl_buf_add(to, i ? HL_STR(", ") : HL_STR(": "));
		if (reason.len > 0)
			hl_queue_put_reason(to, reason);
		else
			hl_buf_add(to, HL_STR("no reason"));
		hl_buf_addf(to, " %zu", held.reasons[i].leads);
	}
	free(held.reasons);
}

/* --- links --- */

bool hl_queue_put_tel(struct hl_buf *to, struct hl_str number) {
	char tel[HL_TEL_ROOM];

	if (!hl_contact_tel(number, true, tel))
		return false;
	hl_buf_addf(to, "tel:%s", tel);
	return true;
}

bool hl_queue_put_mailto(struct hl_buf *to, struct hl_str address) {
	size_t before = to->len;

	hl_buf_add(to, HL_STR("mailto:"));
	if (hl_contact_mail(address, to))
		return true;
	to->len = before;
	return false;
}
