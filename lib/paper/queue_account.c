/* queue_account.c - an account: its first line, why, what stands against it. */
#include "queue.h"

/* --- the first line --- */

/* The link of the text that was put last. */
static void link_text(struct queue *queue, size_t at) {
	struct paper_text *text = &queue->block.texts[queue->block.len - 1];

	text->link = at;
	text->link_len = queue->block.bytes.len - at;
}

/* A box; what was worked already is crossed out. */
static void set_tick(struct paper_text *text, const struct hl_queue_account *account) {
	text->is_box = true;
	text->is_crossed = account->is_done;
}

static void set_cell(struct queue *queue, const struct hl_queue_account *account, size_t number) {
	struct paper_text like = columns_text(&queue->columns[number], 0);
	struct paper_block *block = &queue->block;
	enum queue_place place = queue->places[number];
	size_t end;

	like.face = queue_face(queue, account, number);
	queue_put_cell(queue, account, place);
	paper_text_put(queue->paper, block, &like, hl_buf_str(&queue->text));
	if (place == QUEUE_TICK)
		set_tick(&block->texts[block->len - 1], account);
	end = block->bytes.len;
	if (place == QUEUE_PHONE && account->open.call &&
		hl_queue_put_tel(&block->bytes, account->open.call_number))
		link_text(queue, end);
}

/* --- beside the lines below --- */

/* Points between two texts on a line. */
enum { APART = 10 };

/* One behind the other where the line has room for it. */
static size_t set_contacts(
	struct queue *queue, const struct hl_queue_account *account, size_t line) {
	struct paper_block *block = &queue->block;
	struct paper_text like = {
		.line = line, .x = queue->aside, .width = queue->paper->width - queue->aside
	};
	double room = like.width;
	size_t lines = 0;

	for (int which = 0; which < QUEUE_ASIDES; which++) {
		double wide;
		size_t end;

		queue_put_aside(queue, account, which);
		if (queue->text.len == 0)
			continue;
		wide = queue->paper->size *
			       paper_measure(queue->paper, PAPER_PLAIN, hl_buf_str(&queue->text)) +
		       1;
		if (wide > room && lines > 0)
			like = (struct paper_text){ .line = line + lines,
				.x = queue->aside,
				.width = queue->paper->width - queue->aside };
		paper_text_put(queue->paper, block, &like, hl_buf_str(&queue->text));
		lines = like.line + block->texts[block->len - 1].lines - line;
		end = block->bytes.len;
		if (which == 1 && hl_queue_put_mailto(&block->bytes, account->open.address))
			link_text(queue, end);
		like.x += wide + APART;
		like.width = room = queue->paper->width - like.x;
	}
	return lines;
}

/* --- lines --- */

/* What the account at hand leaves beside its contacts and what stands against it. */
static double below(const struct queue *queue) {
	double end = queue->has_aside ? queue->aside - APART : queue->paper->width;

	return end - queue->indent;
}

/* "why: ...", with a mark before what is not the first. */
static void put_said(struct queue *queue, size_t begun, const char *what) {
	struct hl_buf *bytes = &queue->block.bytes;

	if (queue->text.len == 0)
		return;
	hl_buf_add(bytes, bytes->len > begun ? HL_STR(" \xc2\xb7 ") : HL_STR(""));
	hl_buf_add(bytes, hl_str_of(what));
	paper_apart(queue->paper, bytes, hl_buf_str(&queue->text));
	queue->text.len = 0;
}

/* A text is open whose bytes begin at @begun: end it, or take it back where nothing is in it. */
static size_t end_said(struct queue *queue, size_t begun) {
	struct paper_block *block = &queue->block;

	if (block->bytes.len == begun) {
		block->len--;
		return 0;
	}
	paper_text_end(queue->paper, block);
	return block->texts[block->len - 1].lines;
}

/* Why, what next, what was last. Returns the lines it takes. */
static size_t set_why(struct queue *queue, const struct hl_queue_account *account, size_t line) {
	size_t begun = queue->block.bytes.len;
	bool is_contact;

	paper_text_begin(&queue->block, line, queue->indent, below(queue));
	queue->text.len = 0;
	if (account->why.len > 0)
		hl_queue_put_why(&queue->text, account->why, account->score);
	put_said(queue, begun, "why: ");
	hl_buf_add(&queue->text, account->next_step);
	put_said(queue, begun, "next step: ");
	is_contact = hl_queue_put_last(queue->rows, &queue->text);
	put_said(queue, begun, is_contact ? "last contact: " : "newest: ");
	return end_said(queue, begun);
}

/* What why does not say already. */
static void set_alerts(struct queue *queue, size_t line) {
	size_t begun = queue->block.bytes.len;

	paper_text_begin(&queue->block, line, queue->indent, below(queue))->face = PAPER_BOLD;
	queue->text.len = 0;
	for (size_t i = 0; hl_queue_put_alert(queue->rows, &queue->text, true, i); i++)
		put_said(queue, begun, queue->block.bytes.len > begun ? "" : "alert: ");
	(void)end_said(queue, begun);
}

/* --- what stands against it --- */

static void put_one(struct queue *queue, size_t begun, struct hl_str text) {
	struct hl_buf *bytes = &queue->block.bytes;

	hl_buf_add(bytes, bytes->len > begun ? HL_STR("; ") : HL_STR("!! "));
	hl_buf_add(bytes, text);
}

/* Where the number stands in its place. */
static void put_stop(struct queue *queue, const struct hl_queue_account *account, size_t begun) {
	if (!account->open.call || !hl_queue_has_stop(account))
		return;
	put_one(queue, begun, HL_STR(""));
	queue->text.len = 0;
	hl_queue_put_stop(queue->rows, &queue->text, account);
	paper_apart(queue->paper, &queue->block.bytes, hl_buf_str(&queue->text));
}

static void put_reasons(struct queue *queue, struct hl_str rest, size_t begun) {
	while (rest.len > 0) {
		struct hl_str reason = hl_str_trim(hl_str_cut(&rest, ';'));

		if (reason.len == 0)
			continue;
		put_one(queue, begun, HL_STR(""));
		queue->text.len = 0;
		hl_queue_put_reason(&queue->text, reason);
		paper_apart(queue->paper, &queue->block.bytes, hl_buf_str(&queue->text));
	}
}

static size_t set_against(
	struct queue *queue, const struct hl_queue_account *account, size_t line) {
	struct paper_block *block = &queue->block;
	size_t begun = block->bytes.len;

	paper_text_begin(block, line, queue->aside, queue->paper->width - queue->aside)->face =
		PAPER_BOLD;
	put_stop(queue, account, begun);
	put_reasons(queue, account->reasons, begun);
	return end_said(queue, begun);
}

void queue_set_account(struct queue *queue, const struct hl_queue_account *account) {
	struct paper_block *block = &queue->block;
	size_t first;
	size_t aside;

	paper_block_begin(block);
	for (size_t i = 0; i < queue->len; i++)
		set_cell(queue, account, i);
	first = block->lines;
	aside = set_contacts(queue, account, first);
	aside += set_against(queue, account, first + aside);
	queue->has_aside = aside > 0;
	set_alerts(queue, first + set_why(queue, account, first));
	block->has_rule = true;
}
