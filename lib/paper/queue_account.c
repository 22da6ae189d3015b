/* queue_account.c - an account: its first line, why, what stands against it. */
#include "queue.h"

/* --- the first line --- */

static void put_balance(struct queue *queue, const struct hl_queue_account *account) {
	if (account->is_amount)
		hl_queue_put_money(
			&queue->text, account->cents, queue->paper->doc->options->currency);
	else
		hl_buf_add(&queue->text, account->balance);
}

/* Of calls that may be made: else the number would read like leave. */
static void put_left(struct queue *queue, const struct hl_queue_account *account) {
	char text[HL_DEC_ROOM];

	if (account->open.has_left && (account->open.call || account->open.is_used_up))
		hl_buf_add(&queue->text,
			(struct hl_str){ text, hl_dec_print(account->open.left, text) });
}

/* Calls, texts, e-mail, letters: a letter, or a dash where it is closed. */
static void put_channels(struct queue *queue, const struct hl_queue_open *open) {
	hl_buf_addf(&queue->text, "%c%c%c%c", open->call ? 'C' : '-', open->sms ? 'S' : '-',
		open->email ? 'E' : '-', open->letter ? 'L' : '-');
}

static struct hl_str call_number(const struct hl_queue_account *account) {
	return account->open.call ? account->open.call_number : HL_STR("\xe2\x80\x93");
}

void queue_put_cell(
	struct queue *queue, const struct hl_queue_account *account, enum queue_place place) {
	const struct hl_queue_open *open = &account->open;
	const struct hl_str texts[QUEUE_PLACES] = {
		[QUEUE_SCORE] = account->score,
		[QUEUE_TIER] = account->tier,
		[QUEUE_KEY] = account->key,
		[QUEUE_NAME] = account->heading,
		[QUEUE_CLIENT] = account->client,
		[QUEUE_PHONE] = call_number(account),
	};

	queue->text.len = 0;
	if (texts[place].at)
		hl_buf_add(&queue->text, texts[place]);
	else if (place == QUEUE_NUMBER)
		hl_buf_addf(&queue->text, "%zu", account->place);
	else if (place == QUEUE_BALANCE)
		put_balance(queue, account);
	else if (place == QUEUE_HOURS && (open->call || open->sms || open->email))
		hl_queue_put_hours(queue->rows, &queue->text, account);
	else if (place == QUEUE_LEFT)
		put_left(queue, account);
	else if (place == QUEUE_CHANNELS)
		put_channels(queue, open);
	else if (place == QUEUE_LAST)
		hl_queue_put_worked(queue->rows, &queue->text);
}

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

	queue_put_cell(queue, account, place);
	paper_text_put(queue->paper, block, &like, hl_buf_str(&queue->text));
	if (place == QUEUE_TICK)
		set_tick(&block->texts[block->len - 1], account);
	end = block->bytes.len;
	if (place == QUEUE_PHONE && account->open.call &&
		hl_queue_put_tel(&block->bytes, account->open.call_number))
		link_text(queue, end);
}

/* --- the lines below --- */

void queue_put_aside(struct queue *queue, const struct hl_queue_account *account, int which) {
	const struct hl_queue_open *open = &account->open;
	bool is_other =
		open->sms && (!open->call || !hl_str_eq(open->call_number, open->sms_number));

	queue->text.len = 0;
	if (which == 0 && is_other) {
		hl_buf_add(&queue->text, HL_STR("text "));
		hl_buf_add(&queue->text, open->sms_number);
	} else if (which == 1 && open->email) {
		hl_buf_add(&queue->text, open->address);
	}
}

/* At the right of the lines below the first. */
static void set_asides(struct queue *queue, const struct hl_queue_account *account, size_t line) {
	struct paper_block *block = &queue->block;
	struct paper_text like = { .is_right = true,
		.line = line,
		.x = queue->paper->width - queue->aside,
		.width = queue->aside };

	queue->has_aside = false;
	for (int which = 0; which < QUEUE_ASIDES; which++) {
		size_t end;

		queue_put_aside(queue, account, which);
		if (queue->text.len == 0)
			continue;
		queue->has_aside = true;
		paper_text_put(queue->paper, block, &like, hl_buf_str(&queue->text));
		like.line += block->texts[block->len - 1].lines;
		end = block->bytes.len;
		if (which == 1 && hl_queue_put_mailto(&block->bytes, account->open.address))
			link_text(queue, end);
	}
}

/* What the asides of this account leave. */
static double below(const struct queue *queue) {
	double aside = queue->has_aside ? queue->aside + 8 : 0;

	return queue->paper->width - queue->indent - aside;
}

/* "why: ..."; three blanks before what is not the first. */
static void put_said(struct queue *queue, size_t begun, const char *what) {
	struct hl_buf *bytes = &queue->block.bytes;

	if (queue->text.len == 0)
		return;
	hl_buf_add(bytes, bytes->len > begun ? HL_STR("   ") : HL_STR(""));
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

	paper_text_begin(&queue->block, line, queue->indent, below(queue));
	queue->text.len = 0;
	if (account->why.len > 0)
		hl_queue_put_why(&queue->text, account->why);
	put_said(queue, begun, "why: ");
	hl_buf_add(&queue->text, account->next_step);
	put_said(queue, begun, "next step: ");
	hl_queue_put_last(queue->rows, &queue->text);
	put_said(queue, begun, "last: ");
	return end_said(queue, begun);
}

static size_t set_alerts(struct queue *queue, size_t line) {
	size_t begun = queue->block.bytes.len;

	paper_text_begin(&queue->block, line, queue->indent, below(queue));
	queue->text.len = 0;
	for (size_t i = 0; hl_queue_put_alert(queue->rows, &queue->text, true, i); i++)
		put_said(queue, begun, "alert: ");
	return end_said(queue, begun);
}

/* --- what stands against it --- */

static void put_one(struct queue *queue, size_t begun, struct hl_str text) {
	struct hl_buf *bytes = &queue->block.bytes;

	hl_buf_add(bytes, bytes->len > begun ? HL_STR("; ") : HL_STR("!! "));
	hl_buf_add(bytes, text);
}

static void put_stop(struct queue *queue, const struct hl_queue_account *account, size_t begun) {
	enum hl_queue_stop stop = account->open.stop;

	if (stop == HL_QUEUE_GO)
		return;
	put_one(queue, begun, hl_str_of(hl_queue_stop_said(stop)));
	if (hl_queue_stop_has_day(stop))
		paper_apart(queue->paper, &queue->block.bytes, account->next_ok);
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

static void set_against(struct queue *queue, const struct hl_queue_account *account, size_t line) {
	struct paper_block *block = &queue->block;
	size_t begun = block->bytes.len;

	paper_text_begin(block, line, queue->indent, below(queue))->face = PAPER_BOLD;
	put_stop(queue, account, begun);
	if (account->open.is_used_up)
		put_one(queue, begun, HL_STR("no calls left today"));
	put_reasons(queue, account->reasons, begun);
	(void)end_said(queue, begun);
}

void queue_set_account(struct queue *queue, const struct hl_queue_account *account) {
	struct paper_block *block = &queue->block;
	size_t line;

	paper_block_begin(block);
	for (size_t i = 0; i < queue->len; i++)
		set_cell(queue, account, i);
	line = block->lines;
	set_asides(queue, account, line);
	line += set_why(queue, account, line);
	line += set_alerts(queue, line);
	set_against(queue, account, line);
	block->has_rule = true;
}
