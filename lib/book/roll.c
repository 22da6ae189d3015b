/* roll.c - the accounts of two snapshots are joined, and their balances go from bucket to bucket.
 */
#include "roll.h"

#include <stdlib.h>

/* What is known of an account of the first snapshot: the words beside its key. */
struct held {
	uint32_t low, high; /* its balance */
	uint32_t group;
	uint16_t state;
	uint16_t is_seen; /* in the second snapshot */
};
enum { HELD_WORDS = sizeof(struct held) / sizeof(uint32_t) };

static struct held held_get(const struct hl_roll *r, size_t number) {
	struct held held;

	memcpy(&held, hl_keys_words(r->accounts, number), sizeof(held));
	return held;
}

static void held_set(struct hl_roll *r, size_t number, const struct held *held) {
	memcpy(hl_keys_words(r->accounts, number), held, sizeof(*held));
}

static int64_t held_balance(const struct held *held) {
	return (int64_t)((uint64_t)held->high << 32 | held->low);
}

/* --- groups --- */

static size_t group_add(struct hl_roll *r, struct hl_str name) {
	size_t each = flows_per_group(&r->buckets);
	size_t group = hl_keys_add(r->groups, name);

	if (group < r->groups_len)
		return group;
	r->groups_len = group + 1;
	r->flows = hl_grow(r->flows, &r->flows_cap, r->groups_len * each, sizeof(*r->flows));
	memset(flows_of(r, group), 0, each * sizeof(*r->flows));
	r->marks = hl_grow(r->marks, &r->marks_cap, r->groups_len * 2, sizeof(*r->marks));
	memset(r->marks + 2 * group, 0, 2 * sizeof(*r->marks));
	return group;
}

static void flow_add(struct flow *flow, int64_t balance) {
	flow->balance += balance;
	flow->accounts++;
}

/* --- mistakes that only the whole table shows --- */

/* They wait until all is read, so that they stand behind those of single rows. */
static void mistake(
	struct hl_roll *r, const struct told *told, const char *column, struct hl_error *err) {
	err->file = told->record.file;
	err->line = told->record.line;
	memcpy(err->column, column, strlen(column) + 1);
	hl_mistakes_add(&r->slips, err);
}

static void mistake_twice(struct hl_roll *r, const struct told *told) {
	struct hl_error err = { .byte = told->record.key_byte };

	(void)hl_fail_value(&err, told->key,
		"an account is in the snapshot twice, and its balance would count twice");
	mistake(r, told, "account_id", &err);
}

/* Sums of two currencies are nonsense; the first one seen is that of both snapshots. */
static void check_currency(struct hl_roll *r, const struct snapshot *s, const struct told *told) {
	struct hl_error err = { .byte = told->record.currency_byte };

	if (told->currency.len == 0)
		return;
	if (r->currency.len == 0)
		r->currency = hl_str_keep(&r->arena, told->currency);
	if (hl_str_same(r->currency, told->currency))
		return;
	r->is_mixed = true;
	if (s->is_by_currency)
		return;
	(void)hl_fail_value(&err, told->currency, "a second currency: split --by currency");
	mistake(r, told, "currency", &err);
}

/* --- the first snapshot --- */

static void hold(struct hl_roll *r, const struct told *told) {
	size_t len = hl_keys_len(r->accounts);
	size_t number = hl_keys_add(r->accounts, told->key);
	uint64_t balance = (uint64_t)told->record.balance;
	struct held held = { .low = (uint32_t)balance,
		.high = (uint32_t)(balance >> 32),
		.state = (uint16_t)told->record.state };

	if (number < len) {
		mistake_twice(r, told);
		return;
	}
	held.group = (uint32_t)group_add(r, told->group);
	held_set(r, number, &held);
	r->counts.before++;
	if (held.state == r->buckets.len)
		flow_add(&r->marks[(size_t)2 * held.group], 0);
}

static enum hl_status take_before(void *snapshot, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_roll *r = ((struct snapshot *)snapshot)->roll;
	struct hl_str rest = hl_buf_str(bytes);
	struct told told;

	(void)err;
	while (told_next(&rest, &told)) {
		check_currency(r, &r->before, &told);
		hold(r, &told);
	}
	return HL_OK;
}

/* --- the second one --- */

/* What it has, whoever had it before, by the group that it is in now. */
static void add_fresh(struct hl_roll *r, const struct told *told, size_t group) {
	size_t bucket = told->record.state;

	if (bucket < r->buckets.len)
		flow_add(
			flows_of(r, group) + flow_fresh(&r->buckets, bucket), told->record.balance);
}

static void add_there(struct hl_roll *r, const struct told *told, size_t group) {
	size_t bucket = told->record.state;

	if (bucket < r->buckets.len)
		flow_add(
			flows_of(r, group) + flow_there(&r->buckets, bucket), told->record.balance);
}

static void meet_fresh(struct hl_roll *r, const struct told *told) {
	const struct hl_keys *seed = hl_ids_seed(r->fresh);
	size_t group;

	if (!hl_ids_add(r->fresh, told->key, hl_key_of(seed, told->key).hash)) {
		mistake_twice(r, told);
		return;
	}
	group = group_add(r, told->group);
	add_there(r, told, group);
	add_fresh(r, told, group);
	r->counts.after++;
}

/* An account is in the group that it was in before, so that the flows of a group are whole. */
static void meet(struct hl_roll *r, const struct told *told) {
	size_t number = told->record.number;
	struct held held;

	if (number == HL_NO_KEY) {
		meet_fresh(r, told);
		return;
	}
	held = held_get(r, number);
	if (held.is_seen) {
		mistake_twice(r, told);
		return;
	}
	held.is_seen = true;
	held_set(r, number, &held);
	r->counts.after++;
	add_there(r, told, held.group);
	if (held.state < r->buckets.len) {
		flow_add(flows_of(r, held.group) +
				 flow_at(&r->buckets, held.state, told->record.state),
			held_balance(&held));
		return;
	}
	add_fresh(r, told, held.group);
	if (told->record.state < r->buckets.len)
		flow_add(&r->marks[(size_t)2 * held.group + 1], 0);
}

static enum hl_status take_after(void *snapshot, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_roll *r = ((struct snapshot *)snapshot)->roll;
	struct hl_str rest = hl_buf_str(bytes);
	struct told told;

	(void)err;
	while (told_next(&rest, &told)) {
		check_currency(r, &r->after, &told);
		meet(r, &told);
	}
	return HL_OK;
}

/* --- both --- */

/* Who was not met is gone. */
static void end(struct hl_roll *r) {
	for (size_t i = 0; i < hl_keys_len(r->accounts); i++) {
		struct held held = held_get(r, i);

		if (!held.is_seen && held.state < r->buckets.len)
			flow_add(flows_of(r, held.group) +
					 flow_at(&r->buckets, held.state, r->buckets.len + 1),
				held_balance(&held));
	}
	for (size_t i = 0; i < r->groups_len; i++)
		r->counts.settled += r->marks[2 * i].accounts;
	r->counts.credits = r->before.credits + r->after.credits;
}

enum hl_status hl_roll_read(struct hl_roll *r, struct hl_reader *before, struct hl_reader *after,
	struct hl_error *err) {
	enum hl_status status = snapshot_bind(&r->before, hl_reader_header(before), err);
	enum hl_status first;

	if (status == HL_OK)
		status = snapshot_bind(&r->after, hl_reader_header(after), err);
	if (status == HL_OK)
		status = snapshot_read(&r->before, before, take_before, err);
	first = status;
	/* Each mistake of the first is told: those of the second are, too. */
	if (status == HL_OK || (status == HL_EDATA && hl_reader_failed(before)))
		status = snapshot_read(&r->after, after, take_after, err);
	if (status == HL_OK)
		status = first;
	first = hl_mistakes_move(r->ask.options.mistakes, &r->slips);
	if (status == HL_OK)
		status = first;
	if (status == HL_OK)
		end(r);
	return status;
}

/* --- from beginning to end --- */

enum hl_status hl_roll_new(struct hl_roll **roll, const struct hl_book_options *options,
	struct hl_str buckets, struct hl_error *err) {
	struct hl_roll *r = hl_claim(1, sizeof(*r));
	enum hl_status status;

	r->ask = (struct ask){ .metrics = hl_roll_metrics, .metrics_len = hl_roll_metrics_len };
	r->before = (struct snapshot){ .ask = &r->ask, .buckets = &r->buckets, .roll = r };
	r->after = r->before;
	r->accounts = hl_keys_new_with(NULL, HELD_WORDS);
	r->fresh = hl_ids_new(NULL);
	r->groups = hl_keys_new();
	r->after.known = r->accounts;
	status = ask_parse(&r->ask, options, &r->arena, err);
	if (status == HL_OK)
		status = buckets_parse(&r->buckets, buckets, &r->arena, err);
	if (status != HL_OK) {
		hl_roll_free(r);
		r = NULL;
	}
	*roll = r;
	return status;
}

void hl_roll_free(struct hl_roll *r) {
	if (!r)
		return;
	hl_keys_free(r->accounts);
	hl_ids_free(r->fresh);
	hl_keys_free(r->groups);
	free(r->flows);
	free(r->marks);
	hl_arena_release(&r->arena);
	free(r);
}

const struct hl_choice *hl_roll_choice(const struct hl_roll *r) {
	return &r->ask.choice;
}

struct hl_roll_counts hl_roll_counts(const struct hl_roll *r) {
	return r->counts;
}
