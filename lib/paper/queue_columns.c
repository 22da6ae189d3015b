/* queue_columns.c - the columns of the first line of an account, and what stands below it. */
#include "queue.h"

/* Letters: more accounts on a sheet before larger ones. */
enum { LARGEST = 8 };

static const struct {
	const char *head;
	bool is_right;
	enum paper_face face;
} heads[QUEUE_PLACES] = {
	[QUEUE_NUMBER] = { "#", true, PAPER_PLAIN },
	[QUEUE_TICK] = { "", false, PAPER_PLAIN },
	[QUEUE_SCORE] = { "score", true, PAPER_PLAIN },
	[QUEUE_TIER] = { "tier", false, PAPER_BOLD },
	[QUEUE_KEY] = { "account", false, PAPER_PLAIN },
	[QUEUE_NAME] = { "name", false, PAPER_BOLD },
	[QUEUE_CLIENT] = { "client", false, PAPER_PLAIN },
	[QUEUE_BALANCE] = { "balance", true, PAPER_PLAIN },
	[QUEUE_PHONE] = { "call", false, PAPER_PLAIN },
	[QUEUE_HOURS] = { "from\xe2\x80\x93to", false, PAPER_PLAIN },
	[QUEUE_LEFT] = { "calls left", true, PAPER_PLAIN },
	[QUEUE_CHANNELS] = { "may", false, PAPER_PLAIN },
	[QUEUE_LAST] = { "worked", false, PAPER_PLAIN },
};

static bool is_there(const struct hl_queue_has *has, enum queue_place place) {
	const bool there[QUEUE_PLACES] = {
		[QUEUE_NUMBER] = true,
		[QUEUE_TICK] = true,
		[QUEUE_SCORE] = has->score,
		[QUEUE_TIER] = has->tier,
		[QUEUE_KEY] = has->key,
		[QUEUE_NAME] = true,
		[QUEUE_CLIENT] = has->client,
		[QUEUE_BALANCE] = has->balance,
		[QUEUE_PHONE] = has->phone,
		[QUEUE_HOURS] = has->hours,
		[QUEUE_LEFT] = has->calls_left,
		[QUEUE_CHANNELS] = has->channels,
		[QUEUE_LAST] = has->last_worked,
	};

	return there[place];
}

enum paper_face queue_face(
	const struct queue *queue, const struct hl_queue_account *account, size_t number) {
	enum queue_place place = queue->places[number];
	bool is_stop = place == QUEUE_PHONE && !account->open.call && hl_queue_has_stop(account);

	return is_stop ? PAPER_BOLD : heads[place].face;
}

static void survey(struct queue *queue, double *aside) {
	struct hl_queue_account account;

	hl_queue_rewind(queue->rows);
	while (hl_queue_next(queue->rows, &account)) {
		for (size_t i = 0; i < queue->len; i++) {
			queue_put_cell(queue, &account, queue->places[i]);
			queue->columns[i].face = queue_face(queue, &account, i);
			columns_cell(queue->paper, &queue->columns[i], hl_buf_str(&queue->text));
		}
		for (int which = 0; which < QUEUE_ASIDES; which++) {
			struct paper_column column = { .natural = *aside };

			queue_put_aside(queue, &account, which);
			columns_cell(queue->paper, &column, hl_buf_str(&queue->text));
			*aside = column.natural;
		}
	}
	/* A number without end is broken, too: a line of an account is one line. */
	for (size_t i = 0; i < queue->len; i++)
		queue->columns[i].has_text = true;
}

static void set_heads(struct queue *queue) {
	struct paper_block *block = &queue->paper->frame.heads;

	paper_block_begin(block);
	for (size_t i = 0; i < queue->len; i++) {
		struct paper_text head = columns_text(&queue->columns[i], 0);

		head.face = PAPER_BOLD;
		paper_text_put(queue->paper, block, &head, hl_str_of(heads[queue->places[i]].head));
	}
}

/* The first column from @from on, or the one before them all. */
static const struct paper_column *column_at(const struct queue *queue, enum queue_place from) {
	size_t at = 0;

	while (at + 1 < queue->len && queue->places[at] < from)
		at++;
	return &queue->columns[at];
}

/*
 * Below the score, or what comes behind it, why; below what is called, what else to write to and
 * what stands against it, which is to have the room of the longest, but at most three fifths of the
 * sheet.
 */
static void set_indent(struct queue *queue, double aside) {
	double needed = aside * queue->paper->size + 1;
	double width = queue->paper->width;

	if (needed > width / 3)
		needed = width / 3;
	queue->indent = column_at(queue, QUEUE_SCORE)->x;
	queue->aside = column_at(queue, QUEUE_PHONE)->x;
	if (!queue->totals.has.phone || queue->aside > width - needed)
		queue->aside = width - needed;
	if (queue->aside < width * 2 / 5)
		queue->aside = width * 2 / 5;
}

void queue_set_columns(struct queue *queue) {
	struct paper_columns columns = { .at = queue->columns, .most = LARGEST };
	double aside = 0;

	for (int place = 0; place < QUEUE_PLACES; place++)
		if (is_there(&queue->totals.has, (enum queue_place)place))
			queue->places[queue->len++] = (enum queue_place)place;
	for (size_t i = 0; i < queue->len; i++) {
		queue->columns[i].is_right = heads[queue->places[i]].is_right;
		queue->columns[i].face = heads[queue->places[i]].face;
	}
	survey(queue, &aside);
	for (size_t i = 0; i < queue->len; i++) {
		enum queue_place place = queue->places[i];

		if (place == QUEUE_TICK)
			queue->columns[i].natural = 1;
		columns_name(queue->paper, &queue->columns[i], hl_str_of(heads[place].head));
	}
	columns.len = queue->len;
	columns_choose(queue->paper, &columns);
	set_indent(queue, aside);
	set_heads(queue);
}
