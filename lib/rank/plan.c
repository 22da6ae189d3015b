/*
 * plan.c - queues whose order is not that of the sort strings: classes by their shares, the
 * holdout arm last.
 *
 * The k-th row of a share s stands at the time k / s; rows follow each other by their times, which
 * are compared exactly. Who has no more rows leaves the places to the others.
 */
#include "marks.h"

#include <stdlib.h>

enum { GATHERED = 128 << 10, GROUPS = RANK_SHARES_MAX + 1 };

struct planned {
	const char *record;
	uint64_t draw;
	size_t number; /* in the queue's own order */
	bool is_low;
};

struct group {
	int64_t share;
	const struct planned **rows;
	size_t len, next;
};

struct plan {
	struct rank_lines *lines;
	const struct rank_marks *marks;
	struct planned *rows; /* of the queue at hand, in its own order */
	size_t rows_len, rows_cap;
	struct planned const **places,
		**members; /* rows_len each: the queue, and room for groups */
	size_t places_cap, members_cap;
	struct group groups[GROUPS];
	size_t groups_len;
	int64_t sample_p;
};

/* --- groups --- */

/* Which group a row is in: that of its class, else the last one. */
static size_t group_of(const struct plan *plan, const struct planned *row) {
	const struct rank_mix *mix = &plan->marks->mix;
	unsigned class;

	if (row->is_low)
		class = RANK_LOW;
	else if (plan->marks->classes)
		class = rank_class_of(rank_string_at(row->record), plan->lines->queue.len);
	else
		return mix->len;
	return rank_share_of(mix, class);
}

/* Each of @rows to its group, in their order. */
static void deal(struct plan *plan) {
	const struct rank_mix *mix = &plan->marks->mix;
	size_t at = 0;

	plan->groups_len = mix->len + 1;
	for (size_t g = 0; g < plan->groups_len; g++)
		plan->groups[g] =
			(struct group){ .share = g < mix->len ? mix->at[g].share : mix->rest };
	for (size_t i = 0; i < plan->rows_len; i++)
		plan->groups[group_of(plan, &plan->rows[i])].len++;
	for (size_t g = 0; g < plan->groups_len; g++) {
		plan->groups[g].rows = plan->members + at;
		at += plan->groups[g].len;
		plan->groups[g].len = 0;
	}
	for (size_t i = 0; i < plan->rows_len; i++) {
		struct group *group = &plan->groups[group_of(plan, &plan->rows[i])];

		group->rows[group->len++] = &plan->rows[i];
	}
}

/* Is the next row of @a due before that of @b? (k + 1) / share, multiplied by both shares. */
static bool is_before(const struct group *a, const struct group *b) {
	return (hl_wide)(a->next + 1) * (hl_wide)b->share <
	       (hl_wide)(b->next + 1) * (hl_wide)a->share;
}

static struct group *next_group(struct plan *plan) {
	struct group *first = NULL;

	for (size_t g = 0; g < plan->groups_len; g++) {
		struct group *group = &plan->groups[g];

		if (group->next < group->len && (!first || is_before(group, first)))
			first = group;
	}
	return first;
}

/* Fill at most @most places; returns how many. */
static size_t interleave(struct plan *plan, size_t most) {
	size_t len = 0;
	struct group *group;

	for (; len < most && (group = next_group(plan)); len++)
		plan->places[len] = group->rows[group->next++];
	return len;
}

/* --- a sample of what is below the cut --- */

static int draw_cmp(const void *a, const void *b) {
	const struct planned *x = *(const struct planned *const *)a;
	const struct planned *y = *(const struct planned *const *)b;

	if (x->draw != y->draw)
		return x->draw < y->draw ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

/*
 * What got none of the other places is below the cut: of that, the smallest draws. The rows that
 * are left in the groups are gathered in plan->places, which nobody needs then.
 */
static void draw_low(struct plan *plan) {
	size_t low = rank_low_places(&plan->marks->mix, plan->lines->form->top);
	size_t pool = 0;

	(void)interleave(plan, plan->lines->form->top - low);
	for (size_t g = 0; g < plan->groups_len; g++)
		for (size_t i = plan->groups[g].next; i < plan->groups[g].len; i++)
			plan->places[pool++] = plan->groups[g].rows[i];
	if (pool == 0)
		return;
	qsort(plan->places, pool, sizeof(struct planned *), draw_cmp);
	if (low > pool)
		low = pool;
	(void)hl_dec_ratio((hl_wide)low, (hl_wide)pool, &plan->sample_p);
	for (size_t i = 0; i < low; i++)
		plan->rows[plan->places[i]->number].is_low = true;
	deal(plan);
}

/* --- a queue --- */

/* By their keys; the class, which a share is made of, is only between rows that are equal. */
static int order_cmp(const void *a, const void *b, void *of_lines) {
	const struct planned *x = *(const struct planned *const *)a;
	const struct planned *y = *(const struct planned *const *)b;
	const struct rank_lines *lines = of_lines;
	size_t queue_len = lines->queue.len;
	size_t behind = lines->form->behind;
	int order = hl_str_cmp(rank_keys_in(rank_string_at(x->record), queue_len, behind),
		rank_keys_in(rank_string_at(y->record), queue_len, behind));

	if (order != 0)
		return order;
	return x->number < y->number ? -1 : 1;
}

/* Without a table of classes fresh rows are apart, but the sample has the order of all. */
static void order_low(struct plan *plan) {
	for (size_t g = 0; g < plan->marks->mix.len; g++)
		if (plan->marks->mix.at[g].class == RANK_LOW)
			qsort_r(plan->groups[g].rows, plan->groups[g].len, sizeof(struct planned *),
				order_cmp, plan->lines);
}

static enum hl_status flush(struct plan *plan, size_t gathered, struct hl_error *err) {
	if (plan->lines->buf.len < gathered)
		return HL_OK;
	return rank_lines_write(plan->lines, err);
}

static bool is_held(const struct plan *plan, const struct planned *row) {
	return plan->marks->holdout > 0 &&
	       rank_note_of(rank_string_at(row->record), plan->lines->form->behind).is_held;
}

/* The rows of one arm. Nobody is to work the holdout: its rows have no place. */
static enum hl_status write_arm(struct plan *plan, size_t len, bool held, struct hl_error *err) {
	enum hl_status status = HL_OK;

	rank_lines_restart(plan->lines);
	for (size_t i = 0; i < len && status == HL_OK; i++) {
		const struct planned *row = plan->places[i];
		struct rank_cells cells = { 0, row->is_low ? plan->sample_p : -1 };

		if (is_held(plan, row) != held)
			continue;
		if (!held) {
			rank_lines_place(plan->lines, row->record);
			cells.place = plan->lines->place;
		}
		rank_lines_add(plan->lines, row->record, cells);
		status = flush(plan, GATHERED, err);
	}
	return status;
}

static enum hl_status write_queue(struct plan *plan, struct hl_error *err) {
	enum hl_status status;
	size_t most = plan->marks->mix.len > 0 ? plan->lines->form->top : SIZE_MAX;
	size_t len;

	plan->places = hl_grow(
		plan->places, &plan->places_cap, plan->rows_len + 1, sizeof(struct planned *));
	plan->members = hl_grow(
		plan->members, &plan->members_cap, plan->rows_len + 1, sizeof(struct planned *));
	deal(plan);
	if (plan->marks->mix.has_low) {
		draw_low(plan);
		if (plan->marks->classes && !plan->marks->is_named)
			order_low(plan);
		for (size_t g = 0; g < plan->groups_len; g++)
			plan->groups[g].next = 0;
	}
	len = interleave(plan, most);
	status = write_arm(plan, len, false, err);
	if (status == HL_OK && plan->marks->holdout > 0)
		status = write_arm(plan, len, true, err);
	plan->rows_len = 0;
	return status;
}

/* --- all of them --- */

static void add_row(struct plan *plan, const char *record) {
	const struct rank_form *form = plan->lines->form;
	struct planned row = { .record = record, .number = plan->rows_len };

	if (plan->marks->mix.len > 0 ? !rank_lines_admit(plan->lines, record)
				     : !rank_lines_pass(plan->lines, record))
		return;
	if (plan->marks->mix.has_low)
		row.draw = rank_note_of(rank_string_at(record), form->behind).draw;
	plan->rows = hl_grow(plan->rows, &plan->rows_cap, plan->rows_len + 1, sizeof(row));
	plan->rows[plan->rows_len++] = row;
}

static bool is_next_queue(const struct plan *plan, const char *record) {
	struct hl_str name = hl_buf_str(&plan->lines->queue);

	return plan->lines->form->has_queues && !hl_str_starts(rank_string_at(record), name);
}

enum hl_status rank_plan_write(
	struct rank_lines *lines, struct rank_span span, struct hl_error *err) {
	struct plan plan = { .lines = lines, .marks = lines->form->marks };
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < span.len && status == HL_OK; i++) {
		const char *record = span.items[i].at;

		if (i > 0 && is_next_queue(&plan, record))
			status = write_queue(&plan, err);
		rank_lines_enter(lines, record);
		add_row(&plan, record);
	}
	if (status == HL_OK)
		status = write_queue(&plan, err);
	if (status == HL_OK)
		status = flush(&plan, 0, err);
	free(plan.rows);
	free(plan.places);
	free(plan.members);
	return status;
}
