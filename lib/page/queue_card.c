/* queue_card.c - one account. */
#include "queue.h"

#include <stdio.h>

/* Half of the way to the next counts as there: tenths of a percent, 0 to 1000. */
static unsigned tenths(hl_wide part, hl_wide whole) {
	if (part <= 0)
		return 0;
	return part >= whole ? 1000 : (unsigned)((2000 * part + whole) / (2 * whole));
}

/* The score as it stands in the ring; what is long loses its decimals but one. */
static struct hl_str ring_text(struct hl_str cell, const int64_t *score, char *room) {
	if (!score)
		return HL_STR("\xe2\x80\x93");
	if (cell.len <= 6)
		return cell;
	return (struct hl_str){ room, hl_dec_print_fixed(*score, 1, room) };
}

static const char *font_size(const struct hl_str text, const int64_t *score) {
	if (!score || text.len <= 4)
		return "10.5";
	return text.len == 5 ? "9" : text.len == 6 ? "7.5" : "6";
}

static void put_ring(struct queue *queue, struct hl_str cell, const int64_t *score) {
	struct hl_export *doc = queue->doc;
	char room[HL_DEC_ROOM];
	struct hl_str text = ring_text(cell, score, room);
	unsigned fill = score ? tenths(*score, queue->columns->run->full) : 0;

	hl_put(doc,
		"<svg class=\"ring\" viewBox=\"0 0 40 40\" aria-hidden=\"true\">"
		"<circle cx=\"20\" cy=\"20\" r=\"18\"/><circle class=\"fill\" cx=\"20\" cy=\"20\" "
		"r=\"18\" pathLength=\"100\" stroke-dasharray=\"");
	hl_buf_addf(&doc->out, "%u.%u 100\"", fill / 10, fill % 10);
	hl_put(doc, " transform=\"rotate(-90 20 20)\"/><text x=\"20\" y=\"20\" dy=\".36em\" "
		    "text-anchor=\"middle\" font-size=\"");
	hl_buf_addf(&doc->out, "%s\">", font_size(text, score));
	html_put(doc, text);
	hl_put(doc, "</text></svg>");
}

static void put_place(const struct queue_card *card, size_t place) {
	struct hl_export *doc = card->queue->doc;
	size_t column = card->queue->columns->score;
	struct hl_str score = queue_cell(card->queue, column);

	hl_buf_addf(&doc->out,
		"<div class=\"who\"><p class=\"rank\"><span class=\"place\">No. %zu</span>", place);
	if (card->tier && card->tier->name.len > 0) {
		hl_put(doc, " <span class=\"badge\">");
		html_put(doc, card->tier->name);
		hl_put(doc, "</span>");
	}
	if (queue_is_done(card))
		hl_put(doc, " <span class=\"tag\">Worked</span>");
	if (column != HL_NO_COLUMN) {
		hl_put(doc, "<span class=\"sr\"> Score ");
		html_put(doc, score.len ? score : HL_STR("none"));
		hl_put(doc, "</span>");
	}
	hl_put(doc, "</p>\n");
}

static void put_who(const struct queue_card *card, size_t place) {
	struct hl_export *doc = card->queue->doc;
	struct hl_str client = queue_cell(card->queue, card->queue->columns->client);
	struct hl_str key = card->is_headed_by_name ? card->key : HL_STR("");

	put_place(card, place);
	hl_put(doc, "<h2>");
	html_put_bdi(doc, card->heading);
	hl_put(doc, "</h2>\n");
	if (key.len || client.len) {
		hl_put(doc, "<p class=\"id\">");
		if (key.len) {
			hl_put(doc, "<span>");
			html_put_bdi(doc, key);
			hl_put(doc, "</span>");
		}
		hl_put(doc, key.len && client.len ? " " : "");
		if (client.len) {
			hl_put(doc, "<span>");
			html_put_bdi(doc, client);
			hl_put(doc, "</span>");
		}
		hl_put(doc, "</p>\n");
	}
	hl_put(doc, "</div>\n");
}

static void put_balance(const struct queue_card *card, struct hl_str cell, const int64_t *balance) {
	struct hl_export *doc = card->queue->doc;

	if (cell.len == 0)
		return;
	hl_put(doc, "<p class=\"money\"><span class=\"sr\">Balance </span>");
	if (balance)
		queue_put_money(doc, queue_cents(*balance));
	else
		html_put_bdi(doc, cell);
	hl_put(doc, "</p>\n");
}

static void put_next_step(const struct queue_card *card) {
	struct hl_export *doc = card->queue->doc;
	struct hl_str next_step = queue_cell(card->queue, card->queue->columns->next_step);

	if (next_step.len == 0)
		return;
	hl_put(doc, "<p class=\"next\">Next step: <b>");
	html_put_bdi(doc, next_step);
	hl_put(doc, "</b></p>\n");
}

static void put_reasons(const struct queue_card *card) {
	struct hl_export *doc = card->queue->doc;
	const struct queue_columns *columns = card->queue->columns;
	struct hl_str why = queue_cell(card->queue, columns->why);

	if (why.len == 0 && queue_cell(card->queue, columns->next_step).len == 0)
		return;
	hl_put(doc, "<div class=\"why\">");
	if (why.len > 0) {
		hl_buf_addf(
			&doc->out, "<h3>%s</h3>\n", card->rank <= 2 ? "Why hot" : "Why this score");
		queue_put_why(doc, why, queue_cell(card->queue, columns->score));
	}
	put_next_step(card);
	hl_put(doc, "</div>\n");
}

/* It lives as long as the card. */
struct hl_str queue_name(struct queue *queue) {
	struct hl_str name = queue_cell(queue, queue->columns->name);
	struct hl_str first = queue_cell(queue, queue->columns->first_name);
	struct hl_str last = queue_cell(queue, queue->columns->last_name);
	struct hl_buf *joined = &queue->name;

	if (name.len || !first.len || !last.len)
		return name.len ? name : first.len ? first : last;
	joined->len = 0;
	hl_buf_add(joined, first);
	hl_buf_add_char(joined, ' ');
	hl_buf_add(joined, last);
	return hl_buf_str(joined);
}

struct queue_card queue_read_card(struct queue *queue) {
	const struct queue_tier *tier = queue_tier_of(queue);
	struct queue_card card = { .queue = queue,
		.tier = tier,
		.rank = tier ? tier->rank : QUEUE_COLDEST,
		.key = queue_cell(queue, queue->columns->key),
		.heading = queue_name(queue),
		.account = queue->account };

	card.is_headed_by_name = card.heading.len > 0;
	if (!card.is_headed_by_name)
		card.heading = card.key.len ? card.key : HL_STR("(no name)");
	return card;
}

static void put_opening(
	const struct queue_card *card, size_t place, const int64_t *score, const int64_t *balance) {
	struct hl_export *doc = card->queue->doc;
	struct hl_str why = queue_cell(card->queue, card->queue->columns->why);

	hl_buf_addf(&doc->out, "<li class=\"card t%u%s%s\" id=\"c%zu\"", card->rank,
		queue_is_done(card) ? " worked" : "", queue_is_reasoned(why) ? "" : " brief",
		place);
	if (card->tier)
		hl_buf_addf(&doc->out, " data-tier=\"%zu\"", card->tier->place);
	if (score) {
		hl_put(doc, " data-score=\"");
		html_put(doc, queue_cell(card->queue, card->queue->columns->score));
		hl_put(doc, "\"");
	}
	if (balance) {
		hl_put(doc, " data-balance=\"");
		queue_put_plain(doc, *balance);
		hl_put(doc, "\"");
	}
	hl_put(doc, ">\n");
}

void queue_put_card(struct queue *queue, size_t place) {
	struct hl_export *doc = queue->doc;
	struct queue_card card = queue_read_card(queue);
	struct hl_str score_cell = queue_cell(queue, queue->columns->score);
	struct hl_str balance_cell = queue_cell(queue, queue->columns->balance);
	int64_t score_dec = 0;
	int64_t balance_dec = 0;
	const int64_t *score = hl_dec_read(score_cell, &score_dec) ? &score_dec : NULL;
	const int64_t *balance = hl_dec_read(balance_cell, &balance_dec) ? &balance_dec : NULL;

	put_opening(&card, place, score, balance);
	hl_put(doc, "<div class=\"mark\"><span class=\"tick\"></span>");
	if (queue->columns->score != HL_NO_COLUMN)
		put_ring(queue, score_cell, score);
	hl_put(doc, "</div>\n");
	put_who(&card, place);
	put_balance(&card, balance_cell, balance);
	put_reasons(&card);
	queue_put_acts(&card);
	queue_put_more(&card);
	queue_put_box(&card);
	hl_put(doc, "</li>\n");
}
