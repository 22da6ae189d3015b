/* queue_limits.c - what stands against the links of a card: when not, until when, how often. */
#include "queue_acts.h"

#include <string.h>

static void put_one(struct acts *acts, const char *text) {
	acts_begin_one(acts);
	hl_put(acts->doc, text);
}

enum hl_queue_stop acts_stop(const struct acts *acts) {
	const struct queue *queue = acts->card->queue;
	const struct hl_contact_cells said = { .has_channels = acts->has_channels,
		.status = queue->status };

	return hl_queue_stop_of(&said, &acts->open, acts_cell(acts, queue->columns->next_ok));
}

/* The offset of @at where the head of the page does not say it for all; "" for none. */
static void offset_of(const struct acts *acts, struct hl_str at, char *to) {
	struct queue_iso iso;

	to[0] = '\0';
	if (acts->card->queue->offset[0] == '\0' && queue_iso_read(at, &iso))
		queue_iso_offset(&iso, to);
}

static void put_offset(struct acts *acts, const char *offset) {
	if (offset[0])
		hl_buf_addf(&acts->doc->out, " %s", offset);
}

void queue_put_next_ok(const struct queue *queue, struct hl_str next_ok) {
	struct hl_export *doc = queue->doc;
	struct queue_iso iso;
	char offset[QUEUE_OFFSET_ROOM];

	if (!queue_iso_read(next_ok, &iso)) {
		html_put_bdi(doc, next_ok);
		return;
	}
	hl_put(doc, "<time datetime=\"");
	html_put(doc, next_ok);
	hl_put(doc, "\">");
	hl_put_str(doc, iso.date);
	hl_put(doc, iso.time.len ? " " : "");
	hl_put_str(doc, iso.time);
	hl_put(doc, "</time>");
	queue_iso_offset(&iso, offset);
	if (offset[0] && strcmp(offset, queue->offset) != 0)
		hl_buf_addf(&doc->out, " %s", offset);
}

static void put_next_ok(struct acts *acts, const char *before) {
	put_one(acts, before);
	queue_put_next_ok(acts->card->queue, acts_cell(acts, acts->card->queue->columns->next_ok));
	hl_put(acts->doc, "</span>");
}

static void put_stop(struct acts *acts) {
	switch (acts_stop(acts)) {
	case HL_QUEUE_NO_CALL_BEFORE:
		put_next_ok(acts, "<span class=\"stop\">No call before ");
		break;
	case HL_QUEUE_NOT_BEFORE:
		put_next_ok(acts, "<span class=\"stop\">Not before ");
		break;
	case HL_QUEUE_NOT_AT_ALL:
		put_one(acts, "<span class=\"stop\">Not to be contacted</span>");
		break;
	case HL_QUEUE_NO_CALLS:
		put_one(acts, "<span class=\"stop\">No calls</span>");
		break;
	case HL_QUEUE_GO:
		break;
	}
}

/* The cell's own clock; its date only when it is another day's, its year when that is another. */
static void put_clock(struct acts *acts, struct hl_str at, const char *class) {
	const struct queue *queue = acts->card->queue;
	struct queue_iso iso;
	struct hl_str day;

	if (!queue_iso_read(at, &iso) || iso.time.len == 0) {
		html_put_bdi(acts->doc, at);
		return;
	}
	hl_buf_addf(&acts->doc->out, "<time class=\"%s\" datetime=\"", class);
	html_put(acts->doc, at);
	hl_put(acts->doc, "\">");
	day = queue_iso_day(&iso, queue->work_date);
	hl_put_str(acts->doc, day);
	hl_put(acts->doc, day.len ? " " : "");
	hl_put_str(acts->doc, iso.time);
	hl_put(acts->doc, "</time>");
}

static void put_hours(struct acts *acts) {
	const struct queue_columns *columns = acts->card->queue->columns;
	struct hl_str from = acts_cell(acts, columns->call_from);
	struct hl_str until = acts_cell(acts, columns->call_to);
	char from_offset[QUEUE_OFFSET_ROOM];
	char until_offset[QUEUE_OFFSET_ROOM];

	if (!acts->has_link || (from.len == 0 && until.len == 0))
		return;
	offset_of(acts, from, from_offset);
	offset_of(acts, until, until_offset);
	put_one(acts, from.len == 0    ? "<span>Hours until "
		      : until.len == 0 ? "<span>Hours from "
				       : "<span>Hours ");
	if (from.len > 0) {
		put_clock(acts, from, "from");
		if (strcmp(from_offset, until_offset) != 0)
			put_offset(acts, from_offset);
	}
	hl_put(acts->doc, from.len && until.len ? "&ndash;" : "");
	if (until.len > 0) {
		put_clock(acts, until, "until");
		put_offset(acts, until_offset);
	}
	hl_put(acts->doc, "</span>");
}

/* What is no number bars nothing, and is not passed over. */
static void put_left_text(struct acts *acts) {
	if (acts->card->queue->left.len == 0)
		return;
	put_one(acts, "<span class=\"stop\">Calls left: ");
	html_put_bdi(acts->doc, acts->card->queue->left);
	hl_put(acts->doc, "</span>");
}

static void put_calls_left(struct acts *acts) {
	char text[HL_DEC_ROOM];

	if (!acts->open.has_left) {
		put_left_text(acts);
	} else if (acts->open.left > 0 && acts->has_call_link) {
		put_one(acts, "<span>");
		hl_put_str(acts->doc, (struct hl_str){ text, hl_dec_print(acts->open.left, text) });
		hl_put(acts->doc,
			acts->open.left == HL_ONE ? " call left</span>" : " calls left</span>");
	} else if (acts->open.left <= 0 && acts->open.call) {
		put_one(acts, "<span class=\"stop\">No calls left today</span>");
	}
}

static void put_flags(struct acts *acts) {
	struct hl_str rest = acts_cell(acts, acts->card->queue->columns->reasons);

	while (rest.len > 0) {
		struct hl_str reason = hl_str_trim(hl_str_cut(&rest, ';'));

		if (reason.len == 0)
			continue;
		put_one(acts, "<span class=\"flag\">");
		html_put_reason(acts->doc, reason);
		hl_put(acts->doc, "</span>");
	}
}

void acts_put_limits(struct acts *acts) {
	put_stop(acts);
	put_hours(acts);
	put_calls_left(acts);
	if (acts->open.mail_open && acts->has_channels)
		put_one(acts, "<span>Letter allowed</span>");
	put_flags(acts);
}
