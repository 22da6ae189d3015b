/*
 * deal.c - queues that are mixed, and arms apart, where not all rows fit in memory.
 *
 * What plan.c does by pointing at rows is done here by putting them in order again: by the times at
 * which their shares have them, and then, where an arm or a sample comes to it, by arm and time. A
 * row of such a record is the record that it was before.
 */
#include "hold.h"
#include "marks.h"

#include <stdlib.h>

enum { GATHERED = 128 << 10, TAIL = 1 + 16 + 1 + 8 + 8 };

/* The end of the new sort strings. */
struct tail {
	bool is_never; /* a share of nothing: behind all that have one */
	uint64_t time[2];
	unsigned char group;
	uint64_t number; /* in the order before */
	uint64_t sample; /* the probability, of a row that was drawn */
};

/* A row below the cut. */
struct drawn {
	uint64_t draw, number;
	char *record;
};

struct deal {
	const struct rank_form *form;
	const struct rank_marks *marks;
	struct rank_lines cut;    /* that would write the rows in their own order */
	struct rank_lines *lines; /* that do write them */
	struct rank_hold by_time, by_arm;
	bool has_arms; /* they are put in order by arm, too */
	struct hl_buf record;
	/* of the queue at hand */
	struct hl_buf queue;
	uint64_t rows;
	uint64_t groups[RANK_SHARES_MAX + 1];
	size_t kept, pool;
	struct drawn *drawn; /* of the pool: the smallest draws, and some more */
	size_t drawn_len, drawn_cap;
};

/* --- records --- */

static struct hl_str name_of(const struct deal *deal, struct hl_str string) {
	return deal->form->has_queues ? rank_queue_of(string) : HL_STR("");
}

static const char *inner_of(const char *record) {
	size_t head_len = sizeof(struct rank_head) + rank_head_at(record).string_len;

	return record + head_len;
}

static void put_tail(struct hl_buf *to, const struct tail *tail) {
	hl_buf_add_char(to, (char)tail->is_never);
	rank_put_word(to, tail->time[0]);
	rank_put_word(to, tail->time[1]);
	hl_buf_add_char(to, (char)tail->group);
	rank_put_word(to, tail->number);
	rank_put_word(to, tail->sample);
}

/* The last but @back of the words that a string ends in. */
static uint64_t word_of(struct hl_str string, size_t back) {
	return rank_word_at(string.at + string.len - 8 * (back + 1), 8);
}

/* deal->record has the sort string: around @inner it goes to @to. */
static enum hl_status put_around(
	struct deal *deal, const char *inner, struct rank_hold *to, struct hl_error *err) {
	size_t at = deal->record.len;

	hl_buf_add(&deal->record, (struct hl_str){ inner, rank_record_len(inner) });
	rank_record_around(&deal->record, 0, at);
	return rank_hold_add(to, hl_buf_str(&deal->record), err);
}

/*
 * k / share as 64 bits and 64 bits behind the point. Two that differ do so by 10^-16 at least,
 * because shares are less than 10^8 and a bit: they are in order, and equal ones equal.
 */
static void set_time(struct tail *tail, uint64_t k, int64_t share) {
	__extension__ typedef unsigned __int128 wide;
	wide time = share > 0 ? ((wide)k << 64) / (wide)share : 0;

	tail->is_never = share == 0;
	tail->time[0] = (uint64_t)(time >> 64);
	tail->time[1] = (uint64_t)time;
}

/* --- written --- */

static enum hl_status write_row(struct deal *deal, const char *inner, struct rank_cells cells,
	bool is_held, struct hl_error *err) {
	struct rank_lines *lines = deal->lines;

	rank_lines_enter(lines, inner);
	if (!is_held) {
		rank_lines_place(lines, inner);
		cells.place = lines->place;
	}
	rank_lines_add(lines, inner, cells);
	return lines->buf.len < GATHERED ? HL_OK : rank_lines_write(lines, err);
}

/* By arm. */
static enum hl_status take_last(void *arg, const char *record, struct hl_error *err) {
	struct deal *deal = arg;
	struct hl_str string = rank_string_at(record);
	struct rank_cells cells = { 0, (int64_t)word_of(string, 0) };
	bool is_held = string.at[name_of(deal, string).len];

	return write_row(deal, inner_of(record), cells, is_held, err);
}

/* The row has a place in the queue, or one behind it. */
static enum hl_status keep(
	struct deal *deal, const char *inner, struct hl_str tail, struct hl_error *err) {
	struct hl_str string = rank_string_at(inner);
	bool is_held = deal->marks->holdout > 0 && rank_note_of(string, deal->form->behind).is_held;

	deal->kept++;
	if (!deal->has_arms)
		return write_row(deal, inner, (struct rank_cells){ 0, -1 }, false, err);
	deal->record.len = 0;
	(void)rank_record_begin(&deal->record);
	hl_buf_add(&deal->record, name_of(deal, string));
	hl_buf_add_char(&deal->record, (char)is_held);
	hl_buf_add(&deal->record, tail);
	return put_around(deal, inner, &deal->by_arm, err);
}

/* --- a sample of what is below the cut --- */

static int draw_cmp(const void *a, const void *b) {
	const struct drawn *x = a;
	const struct drawn *y = b;

	if (x->draw != y->draw)
		return x->draw < y->draw ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

/* Without a table of classes by the keys, as in plan.c. */
static int own_cmp(const void *a, const void *b, void *arg) {
	const struct deal *deal = arg;
	const struct drawn *x = a;
	const struct drawn *y = b;
	size_t behind = deal->form->behind;
	int order = 0;

	if (deal->marks->classes && !deal->marks->is_named)
		order = hl_str_cmp(rank_keys_in(rank_string_at(x->record), deal->queue.len, behind),
			rank_keys_in(rank_string_at(y->record), deal->queue.len, behind));
	return order ? order : x->number < y->number ? -1 : 1;
}

/* Only the @most smallest draws are left. */
static void shrink(struct deal *deal, size_t most) {
	if (deal->drawn_len > 1)
		qsort(deal->drawn, deal->drawn_len, sizeof(*deal->drawn), draw_cmp);
	while (deal->drawn_len > most)
		free(deal->drawn[--deal->drawn_len].record);
}

static void add_drawn(struct deal *deal, const char *inner, uint64_t number) {
	size_t most = rank_low_places(&deal->marks->mix, deal->form->top);
	struct hl_str string = rank_string_at(inner);
	struct drawn *to;

	deal->pool++;
	if (most == 0)
		return;
	if (deal->drawn_len / 2 >= most)
		shrink(deal, most);
	deal->drawn =
		hl_grow(deal->drawn, &deal->drawn_cap, deal->drawn_len + 1, sizeof(*deal->drawn));
	to = &deal->drawn[deal->drawn_len++];
	*to = (struct drawn){ .draw = rank_note_of(string, deal->form->behind).draw,
		.number = number,
		.record = hl_claim(1, rank_record_len(inner) + RANK_SLACK) };
	memcpy(to->record, inner, rank_record_len(inner));
}

static enum hl_status keep_drawn(struct deal *deal, struct hl_error *err) {
	const struct rank_mix *mix = &deal->marks->mix;
	size_t group = rank_share_of(mix, RANK_LOW);
	struct tail tail = { .group = (unsigned char)group };
	struct hl_buf text = { 0 };
	enum hl_status status = HL_OK;
	int64_t sample = 0;

	shrink(deal, rank_low_places(mix, deal->form->top));
	if (deal->pool > 0)
		(void)hl_dec_ratio((hl_wide)deal->drawn_len, (hl_wide)deal->pool, &sample);
	if (deal->drawn_len > 0)
		qsort_r(deal->drawn, deal->drawn_len, sizeof(*deal->drawn), own_cmp, deal);
	for (size_t i = 0; i < deal->drawn_len && status == HL_OK; i++) {
		set_time(&tail, i + 1, mix->at[group].share);
		tail.number = i;
		tail.sample = (uint64_t)sample;
		text.len = 0;
		put_tail(&text, &tail);
		status = keep(deal, deal->drawn[i].record, hl_buf_str(&text), err);
	}
	hl_buf_release(&text);
	return status;
}

static enum hl_status end_queue(struct deal *deal, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (deal->marks->mix.has_low && deal->drawn_len > 0)
		status = keep_drawn(deal, err);
	shrink(deal, 0);
	deal->kept = deal->pool = 0;
	return status;
}

/* By time. */
static enum hl_status take_timed(void *arg, const char *record, struct hl_error *err) {
	struct deal *deal = arg;
	struct hl_str string = rank_string_at(record);
	struct hl_str name = name_of(deal, string);
	size_t room = deal->form->top - rank_low_places(&deal->marks->mix, deal->form->top);
	enum hl_status status = HL_OK;

	if (!hl_str_eq(name, hl_buf_str(&deal->queue))) {
		status = end_queue(deal, err);
		deal->queue.len = 0;
		hl_buf_add(&deal->queue, name);
	}
	if (status != HL_OK)
		return status;
	if (deal->kept < room)
		return keep(deal, inner_of(record),
			(struct hl_str){ string.at + string.len - TAIL, TAIL }, err);
	if (deal->marks->mix.has_low)
		add_drawn(deal, inner_of(record), word_of(string, 1));
	return HL_OK;
}

/* --- in their own order --- */

static int64_t share_of(const struct rank_mix *mix, size_t group) {
	return group < mix->len ? mix->at[group].share : mix->rest;
}

static struct tail tail_of(struct deal *deal, const char *record) {
	const struct rank_mix *mix = &deal->marks->mix;
	struct hl_str string = rank_string_at(record);
	struct tail tail = { .number = deal->rows, .sample = (uint64_t)-1 };
	size_t group = mix->len;

	deal->rows++;
	if (deal->marks->classes && mix->len > 0)
		group = rank_share_of(mix, rank_class_of(string, deal->cut.queue.len));
	tail.group = (unsigned char)group;
	if (mix->len > 0)
		set_time(&tail, ++deal->groups[group], share_of(mix, group));
	return tail;
}

static enum hl_status take_own(void *arg, const char *record, struct hl_error *err) {
	struct deal *deal = arg;
	size_t queues = deal->cut.tally.queues;
	bool is_mixed = deal->marks->mix.len > 0;
	struct tail tail;

	rank_lines_enter(&deal->cut, record);
	if (deal->cut.tally.queues != queues) {
		memset(deal->groups, 0, sizeof(deal->groups));
		deal->rows = 0;
	}
	if (is_mixed ? !rank_lines_admit(&deal->cut, record) : !rank_lines_pass(&deal->cut, record))
		return HL_OK;
	tail = tail_of(deal, record);
	deal->record.len = 0;
	(void)rank_record_begin(&deal->record);
	hl_buf_add(&deal->record, name_of(deal, rank_string_at(record)));
	if (!is_mixed)
		hl_buf_add_char(&deal->record,
			(char)rank_note_of(rank_string_at(record), deal->form->behind).is_held);
	put_tail(&deal->record, &tail);
	return put_around(deal, record, is_mixed ? &deal->by_time : &deal->by_arm, err);
}

/* --- all of them --- */

static enum hl_status take_all(struct deal *deal, struct rank_hold *from,
	const struct rank_taker *taker, struct hl_error *err) {
	enum hl_status status = rank_spill_take(from, taker, err);

	deal->lines->tally.runs += from->spilled;
	rank_hold_release(from);
	return status;
}

static enum hl_status run(struct deal *deal, struct rank_hold *hold, struct hl_error *err) {
	const struct rank_taker own = { deal, take_own };
	const struct rank_taker timed = { deal, take_timed };
	const struct rank_taker last = { deal, take_last };
	enum hl_status status = rank_spill_take(hold, &own, err);

	rank_hold_release(hold);
	if (status == HL_OK && deal->marks->mix.len > 0)
		status = take_all(deal, &deal->by_time, &timed, err);
	if (status == HL_OK)
		status = end_queue(deal, err);
	if (status == HL_OK && deal->has_arms)
		status = take_all(deal, &deal->by_arm, &last, err);
	return status == HL_OK ? rank_lines_write(deal->lines, err) : status;
}

/* What was counted before the rows were put in order again. */
static void add_counts(struct rank_tally *to, const struct rank_tally *cut) {
	to->queues = cut->queues;
	to->counts.over = cut->counts.over;
	for (size_t i = 0; i < HL_LEN(to->classes); i++)
		to->classes[i].over = cut->classes[i].over;
}

enum hl_status rank_deal_write(
	struct rank_hold *hold, struct rank_lines *lines, struct hl_error *err) {
	const struct rank_marks *marks = lines->form->marks;
	struct deal deal = { .form = lines->form,
		.marks = marks,
		.cut.form = lines->form,
		.lines = lines,
		.has_arms = marks->holdout > 0 || marks->mix.has_low };
	enum hl_status status;

	rank_hold_init(&deal.by_time, hold->threads, hold->asked, hold->runs.folder);
	rank_hold_init(&deal.by_arm, hold->threads, hold->asked, hold->runs.folder);
	status = run(&deal, hold, err);
	add_counts(&lines->tally, &deal.cut.tally);
	shrink(&deal, 0);
	free(deal.drawn);
	rank_hold_release(&deal.by_time);
	rank_hold_release(&deal.by_arm);
	rank_lines_release(&deal.cut);
	hl_buf_release(&deal.record);
	hl_buf_release(&deal.queue);
	return status;
}
