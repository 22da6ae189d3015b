/* queue_more.c - what of a card can be opened, its activity and columns without a place; the box to
 * tick. */
#include "queue.h"
#include "queue_why.h"

#include <string.h>

/*
 * Does the card show @place already? Not phone, cell and email: a number that may not be called
 * is still what an incoming call is known by.
 */
static bool is_shown(const struct queue_card *card, size_t place) {
	const struct queue_columns *columns = card->queue->columns;
	const size_t why = why_is_idle(queue_cell(card->queue, columns->why),
				   queue_cell(card->queue, columns->score))
				   ? HL_NO_COLUMN
				   : columns->why;
	const size_t shown[] = { columns->score, columns->tier, why, columns->name, columns->key,
		columns->balance, columns->client, columns->channels, columns->reasons,
		columns->calls_left, columns->call_from, columns->call_to, columns->next_ok,
		columns->next_step };

	for (size_t i = 0; i < HL_LEN(shown); i++)
		if (shown[i] == place)
			return true;
	if (place != columns->first_name && place != columns->last_name)
		return false;
	return card->is_headed_by_name && queue_cell(card->queue, columns->name).len == 0;
}

/* A time of day, by the cell's own clock, with its offset where that is not the page's. */
static bool put_time(const struct queue *queue, struct hl_str cell) {
	struct hl_export *doc = queue->doc;
	char offset[QUEUE_OFFSET_ROOM];
	struct queue_iso iso;

	if (!queue_iso_read(cell, &iso) || iso.time.len == 0)
		return false;
	queue_iso_offset(&iso, offset);
	hl_put(doc, "<time datetime=\"");
	html_put(doc, cell);
	hl_put(doc, "\">");
	hl_put_str(doc, iso.date);
	hl_put(doc, " ");
	hl_put_str(doc, iso.time);
	if (offset[0] && strcmp(offset, queue->offset) != 0)
		hl_buf_addf(&doc->out, " %s", offset);
	hl_put(doc, "</time>");
	return true;
}

/*
 * An amount or a time as elsewhere on the page; of a score of 0 what it would be multiplied by;
 * what says more than that is as it stands.
 */
static void put_cell(const struct queue_card *card, size_t place) {
	const struct queue *queue = card->queue;
	struct hl_str cell = queue_cell(queue, place);
	int64_t amount = 0;

	if (place == queue->columns->why) {
		queue_put_why(queue->doc, cell, HL_STR(""));
	} else if (queue->columns->kinds[place] == QUEUE_MONEY && hl_dec_read(cell, &amount)) {
		hl_put(queue->doc, "<bdi>");
		queue_put_money(queue->doc, queue_cents(amount));
		hl_put(queue->doc, "</bdi>");
	} else if (!put_time(queue, cell)) {
		queue_put_known(queue, place, cell);
	}
}

/* A number or an address that may not be used is still what somebody is known by. */
static void put_term(const struct queue_card *card, size_t place) {
	struct hl_export *doc = card->queue->doc;
	bool is_closed = queue_is_shut(card, place);

	hl_buf_addf(&doc->out, "<div%s><dt>", is_closed ? " class=\"shut\"" : "");
	html_put_words(doc, doc->table->names[place]);
	hl_put(doc,
		is_closed ? "<span class=\"sr\">, not to be used</span></dt><dd>" : "</dt><dd>");
}

/* Those that only say what became of the row in the agency's own programs, or those that do not. */
static size_t put_some(const struct queue_card *card, bool are_internal) {
	struct hl_export *doc = card->queue->doc;
	size_t cells = 0;

	for (size_t i = 0; i < doc->table->len; i++) {
		bool is_internal = card->queue->columns->kinds[i] == QUEUE_INTERNAL;

		if (is_internal != are_internal || queue_cell(card->queue, i).len == 0 ||
			is_shown(card, i))
			continue;
		put_term(card, i);
		put_cell(card, i);
		hl_put(doc, "</dd></div>");
		cells++;
	}
	return cells;
}

static void put_cells(const struct queue_card *card) {
	struct hl_export *doc = card->queue->doc;
	size_t before = doc->out.len;
	size_t cells;

	hl_put(doc, "<details><summary>More<span class=\"sr\"> of ");
	html_put_bdi(doc, card->heading);
	hl_put(doc, "</span></summary><dl class=\"cells\">");
	cells = put_some(card, false);
	cells += put_some(card, true);
	hl_put(doc, "</dl></details>\n");
	if (cells == 0)
		doc->out.len = before;
}

void queue_put_more(const struct queue_card *card) {
	struct hl_buf *out = &card->queue->doc->out;
	size_t before = out->len;
	size_t begun;

	hl_put(card->queue->doc, "<div class=\"more\">\n");
	begun = out->len;
	queue_put_log(card);
	put_cells(card);
	if (out->len == begun)
		out->len = before;
	else
		hl_put(card->queue->doc, "</div>\n");
}

/* The script has it work, and the style shows it then. */
void queue_put_box(const struct queue_card *card) {
	struct hl_export *doc = card->queue->doc;

	hl_put(doc, "<button type=\"button\" class=\"box\" aria-pressed=\"false\">Worked"
		    "<span class=\"sr\">: ");
	html_put_bdi(doc, card->heading);
	hl_put(doc, "</span></button>\n");
}
