/* queue_facts.c - a queue for whoever writes it as something else than a page for a browser. */
#include "hl/queue.h"

#include "queue.h"

#include <stdlib.h>
#include <string.h>

struct hl_queue {
	struct queue of;
	size_t place, at; /* of the next account; of its cells */
	struct hl_queue_totals totals;
};

static bool has(size_t column) {
	return column != HL_NO_COLUMN;
}

static struct hl_queue_has what_there_is(const struct queue_columns *columns) {
	return (struct hl_queue_has){
		.score = has(columns->score),
		.tier = has(columns->tier),
		.key = has(columns->key),
		.client = has(columns->client),
		.balance = has(columns->balance),
		.phone = has(columns->phone) || has(columns->cell),
		.channels = has(columns->channels),
		.calls_left = has(columns->calls_left),
		.hours = has(columns->call_from) || has(columns->call_to),
		.last_worked = has(columns->last_worked),
	};
}

enum hl_status hl_queue_row(struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	return hl_format_row_held(doc, row, err);
}

struct hl_queue *hl_queue_new(struct hl_export *doc) {
	struct hl_queue *queue = hl_claim(1, sizeof(*queue));
	struct queue *of = &queue->of;

	of->doc = doc;
	of->columns = doc->options->bound;
	of->cells = hl_new_array(&doc->arena, struct hl_str, doc->table->len);
	of->work_date[hl_day_print(doc->options->work_day, of->work_date)] = '\0';
	queue_survey(of);
	queue->totals = (struct hl_queue_totals){
		.rows = of->rows,
		.cents = of->cents,
		.without = of->without,
		.offset = of->offset,
		.work_date = of->work_date,
		.has = what_there_is(of->columns),
	};
	return queue;
}

struct hl_queue_totals hl_queue_totals(const struct hl_queue *queue) {
	return queue->totals;
}

void hl_queue_free(struct hl_queue *queue) {
	if (!queue)
		return;
	queue_survey_release(&queue->of);
	free(queue);
}

void hl_queue_rewind(struct hl_queue *queue) {
	queue->place = queue->at = 0;
}

bool hl_queue_next(struct hl_queue *queue, struct hl_queue_account *account) {
	struct queue *of = &queue->of;
	const struct queue_columns *columns = of->columns;
	struct queue_card card;
	int64_t balance = 0;

	if (!hl_held_next(&of->doc->held, &queue->at, of->cells, of->doc->table->len))
		return false;
	card = queue_read_card(of);
	*account = (struct hl_queue_account){
		.place = ++queue->place,
		.heading = card.heading,
		.key = card.key,
		.client = queue_cell(of, columns->client),
		.score = queue_cell(of, columns->score),
		.tier = card.tier ? card.tier->name : HL_STR(""),
		.why = queue_cell(of, columns->why),
		.next_step = queue_cell(of, columns->next_step),
		.last_worked = queue_cell(of, columns->last_worked),
		.call_from = queue_cell(of, columns->call_from),
		.call_to = queue_cell(of, columns->call_to),
		.next_ok = queue_cell(of, columns->next_ok),
		.reasons = queue_cell(of, columns->reasons),
		.balance = queue_cell(of, columns->balance),
		.open = queue_open(&card),
	};
	account->is_amount = hl_dec_read(account->balance, &balance);
	account->cents = account->is_amount ? queue_cents(balance) : 0;
	return true;
}

/* --- words --- */

static bool is_work_date(const struct hl_queue *queue, struct hl_str date) {
	return hl_str_eq(date, hl_str_of(queue->of.work_date));
}

/* The cell's own clock; *offset is what is to be said of it. */
static void put_clock(
	const struct hl_queue *queue, struct hl_buf *to, struct hl_str cell, char *offset) {
	struct queue_iso iso;

	offset[0] = '\0';
	if (!queue_iso_read(cell, &iso) || iso.time.len == 0) {
		hl_buf_add(to, cell);
		return;
	}
	if (!is_work_date(queue, iso.date))
		hl_buf_addf(to, "%.*s ", (int)iso.date.len - 5, iso.date.at + 5);
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

void hl_queue_put_day(const struct hl_queue *queue, struct hl_buf *to, struct hl_str cell) {
	struct queue_iso iso;
	struct hl_str year = { queue->of.work_date, 5 };

	if (!queue_iso_read(cell, &iso))
		hl_buf_add(to, cell);
	else if (hl_str_starts(iso.date, year))
		hl_buf_add(to, (struct hl_str){ iso.date.at + 5, iso.date.len - 5 });
	else
		hl_buf_add(to, iso.date);
}

bool hl_queue_put_tel(struct hl_buf *to, struct hl_str number) {
	char tel[QUEUE_TEL_ROOM];

	if (!queue_tel(number, true, tel))
		return false;
	hl_buf_addf(to, "tel:%s", tel);
	return true;
}

bool hl_queue_put_mailto(struct hl_buf *to, struct hl_str address) {
	size_t before = to->len;

	hl_buf_add(to, HL_STR("mailto:"));
	if (queue_mail(address, to))
		return true;
	to->len = before;
	return false;
}
