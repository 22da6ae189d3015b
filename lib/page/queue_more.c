/* queue_more.c - what of a card can be opened, its activity and columns without a place; the box to
 * tick. */
#include "queue.h"
#include "queue_why.h"

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

/* Of a score of 0 what it would be multiplied by stands here. */
static void put_cell(const struct queue_card *card, size_t place) {
	struct hl_str cell = queue_cell(card->queue, place);

	if (place == card->queue->columns->why)
		queue_put_why(card->queue->doc, cell, HL_STR(""));
	else
		queue_put_known(card->queue, place, cell);
}

static void put_cells(const struct queue_card *card) {
	struct hl_export *doc = card->queue->doc;
	size_t before = doc->out.len;
	size_t cells = 0;

	hl_put(doc, "<details><summary>More<span class=\"sr\"> of ");
	html_put_bdi(doc, card->heading);
	hl_put(doc, "</span></summary><dl class=\"cells\">");
	for (size_t i = 0; i < doc->table->len; i++) {
		struct hl_str cell = queue_cell(card->queue, i);

		if (cell.len == 0 || is_shown(card, i))
			continue;
		hl_put(doc, "<div><dt>");
		html_put_words(doc, doc->table->names[i]);
		hl_put(doc, "</dt><dd>");
		put_cell(card, i);
		hl_put(doc, "</dd></div>");
		cells++;
	}
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
