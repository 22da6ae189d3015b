/* queue_log.c - what happened to an account lately, in words that a collector uses. */
#include "queue.h"

#include "hl/beside.h"

/* --- times --- */

void queue_put_ago(struct hl_export *doc, int64_t s) {
	char text[HL_AGO_ROOM];

	hl_ago_print(doc->options->as_of - s, text);
	hl_put(doc, text);
}

/* By the clocks of the zone; a bare date has no hours. @brief: the day only if it is another. */
void queue_put_time(struct hl_export *doc, int64_t s, bool is_date, bool brief) {
	const struct hl_zone *zone = doc->options->zone;
	bool is_today = hl_zone_day(zone, s) == hl_zone_day(zone, doc->options->as_of);
	char text[HL_TIME_ROOM];
	size_t len = hl_time_print(s + hl_zone_offset(zone, s), text);
	size_t day_len = len - sizeof("Thh:mm:ssZ") + 1;
	struct hl_str shown = { text, is_date ? day_len : len - 4 };
	char utc[HL_TIME_ROOM];

	hl_put(doc, "<time datetime=\"");
	hl_put_str(doc, is_date ? shown : (struct hl_str){ utc, hl_time_print(s, utc) });
	hl_put(doc, "\">");
	text[day_len] = ' ';
	if (brief && is_today && !is_date)
		shown = (struct hl_str){ text + day_len + 1, shown.len - day_len - 1 };
	hl_put_str(doc, shown);
	hl_put(doc, "</time>");
}

/* --- what happened --- */

static void put_cell_words(struct hl_export *doc, struct hl_str cell) {
	hl_put(doc, "<bdi>");
	html_put_words(doc, cell);
	hl_put(doc, "</bdi>");
}

/* What it was: an attempt by its channel and direction, else by its type. */
static void put_what(struct hl_export *doc, const struct hl_activity *event, bool is_attempt) {
	const char *said = is_attempt ? hl_activity_attempt(event->channel, event->direction)
				      : hl_activity_type(event->type);

	if (said)
		hl_put(doc, said);
	else if (is_attempt) {
		hl_put(doc, "We tried by ");
		put_cell_words(doc, event->channel);
	} else {
		put_cell_words(doc, event->type);
	}
	if (event->stage.len > 0) {
		hl_put(doc, " ");
		put_cell_words(doc, event->stage);
	}
}

static void put_result(struct hl_export *doc, const struct hl_activity *event) {
	const char *said = hl_activity_result(event->result);

	if (event->result.len == 0)
		return;
	hl_put(doc, ": ");
	if (said)
		hl_put(doc, said);
	else
		put_cell_words(doc, event->result);
}

static void put_channel(struct hl_export *doc, const struct hl_activity *event) {
	const char *said = hl_activity_channel(event->type, event->channel);

	hl_put(doc, said ? said : ", ");
	if (!said)
		put_cell_words(doc, event->channel);
}

/* "We called: talked, promised to pay 150.00, due 2026-03-05 (mia)" */
static void put_event(struct hl_export *doc, const struct hl_activity *event) {
	bool is_attempt = hl_str_same(event->type, HL_STR("attempt"));

	put_what(doc, event, is_attempt);
	if (!is_attempt)
		put_channel(doc, event);
	put_result(doc, event);
	if (event->has_amount) {
		hl_put(doc, " ");
		queue_put_money(doc, queue_cents(event->amount));
	}
	if (event->due.len > 0) {
		hl_put(doc, ", due ");
		html_put_bdi(doc, event->due);
	}
	if (event->collector.len > 0)
		queue_put_caller(doc, event->collector);
}

static void put_when(struct hl_export *doc, const struct hl_activity *event) {
	hl_put(doc, "<span class=\"ago\">");
	queue_put_ago(doc, event->s);
	hl_put(doc, "</span> ");
	queue_put_time(doc, event->s, event->is_date, false);
	hl_put(doc, " ");
}

size_t queue_last_contact(const struct queue_card *card) {
	const struct hl_beside *beside = card->queue->doc->options->beside;
	size_t len = beside ? hl_beside_events(beside, card->account) : 0;

	for (size_t i = 0; i < len; i++) {
		struct hl_str type = hl_beside_event(beside, card->account, i)->type;

		if (hl_str_same(type, HL_STR("attempt")) ||
			hl_str_same(type, HL_STR("inbound_call")))
			return i;
	}
	return SIZE_MAX;
}

static void put_as(const struct queue_card *card, size_t place, const char *class) {
	struct hl_export *doc = card->queue->doc;
	const struct hl_activity *event =
		hl_beside_event(doc->options->beside, card->account, place);

	hl_buf_addf(&doc->out, "<span class=\"%s\">", class);
	put_when(doc, event);
	put_event(doc, event);
	hl_put(doc, "</span>");
}

/* The screen shows the newest event, paper the newest contact, as the PDF does. */
static void put_newest(const struct queue_card *card) {
	size_t contact = queue_last_contact(card);

	if (contact != SIZE_MAX && contact > 0) {
		put_as(card, contact, "contact");
		hl_put(card->queue->doc, " ");
	}
	put_as(card, 0, contact == 0 ? "last contact" : "last");
}

void queue_put_log(const struct queue_card *card) {
	struct hl_export *doc = card->queue->doc;
	const struct hl_beside *beside = doc->options->beside;
	size_t len = beside ? hl_beside_events(beside, card->account) : 0;

	if (len == 0)
		return;
	hl_put(doc, "<details class=\"log\"><summary>Activity<span class=\"sr\"> of ");
	html_put_bdi(doc, card->heading);
	hl_put(doc, "</span> ");
	put_newest(card);
	hl_put(doc, "</summary><ol>");
	for (size_t i = 0; i < len; i++) {
		const struct hl_activity *event = hl_beside_event(beside, card->account, i);

		hl_put(doc, "<li>");
		put_when(doc, event);
		put_event(doc, event);
		hl_put(doc, "</li>");
	}
	hl_put(doc, "</ol></details>\n");
}
