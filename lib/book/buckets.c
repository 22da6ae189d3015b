/* buckets.c - how long accounts are past due, in steps. */
#include "parts.h"

#define BUCKETS_DEFAULT "0,1-30,31-60,61-90,91-120,121+"

static enum hl_status no_buckets(struct hl_error *err) {
	return hl_fail(err, HL_EUSAGE,
		"--buckets: from two to %d, each behind the one before, as in 0,1-30,31+, or the "
		"days they end with, as in 0,30",
		BUCKETS_MAX);
}

/* At most six digits, and nothing else. */
static bool read_days(struct hl_str text, int64_t *days) {
	*days = 0;
	if (text.len == 0 || text.len > 6)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!hl_is_digit(text.at[i]))
			return false;
		*days = *days * 10 + (text.at[i] - '0');
	}
	return true;
}

/* "0", "1-30" or "121+". */
static bool read_range(struct bucket *bucket) {
	struct hl_str rest = bucket->name;
	struct hl_str from;

	if (rest.len > 1 && rest.at[rest.len - 1] == '+') {
		bucket->to = INT64_MAX;
		return read_days((struct hl_str){ rest.at, rest.len - 1 }, &bucket->from);
	}
	from = hl_str_cut(&rest, '-');
	if (!read_days(from, &bucket->from))
		return false;
	bucket->to = bucket->from;
	return from.len == bucket->name.len ||
	       (read_days(rest, &bucket->to) && bucket->to >= bucket->from);
}

/* Nothing but days: these are where buckets end, and one more has what is behind them. */
static bool are_ends(const struct buckets *buckets) {
	int64_t days;

	for (size_t i = 0; i < buckets->len; i++)
		if (!read_days(buckets->at[i].name, &days))
			return false;
	return true;
}

static struct hl_str name_of(const struct bucket *bucket, struct hl_arena *arena) {
	struct hl_buf name = { 0 };
	struct hl_str kept;

	hl_buf_addf(&name, "%lld", (long long)bucket->from);
	if (bucket->to == INT64_MAX)
		hl_buf_add_char(&name, '+');
	else if (bucket->to > bucket->from)
		hl_buf_addf(&name, "-%lld", (long long)bucket->to);
	kept = hl_str_keep(arena, hl_buf_str(&name));
	hl_buf_release(&name);
	return kept;
}

static bool make_of_ends(struct buckets *buckets, struct hl_arena *arena) {
	int64_t from = 0;

	if (buckets->len == BUCKETS_MAX)
		return false;
	for (size_t i = 0; i <= buckets->len; i++) {
		struct bucket *bucket = &buckets->at[i];

		bucket->to = INT64_MAX;
		if (i < buckets->len &&
			(!read_days(bucket->name, &bucket->to) || bucket->to < from))
			return false;
		bucket->from = from;
		bucket->name = name_of(bucket, arena);
		from = bucket->to == INT64_MAX ? from : bucket->to + 1;
	}
	buckets->len++;
	buckets->are_ranges = true;
	return true;
}

/* Other words than ranges are for a column of buckets; a name is there once. */
static bool make_of_names(struct buckets *buckets) {
	buckets->are_ranges = true;
	for (size_t i = 0; i < buckets->len; i++) {
		for (size_t k = 0; k < i; k++)
			if (hl_str_same(buckets->at[i].name, buckets->at[k].name))
				return false;
		buckets->are_ranges &= read_range(&buckets->at[i]);
	}
	for (size_t i = 1; i < buckets->len && buckets->are_ranges; i++)
		if (buckets->at[i].from <= buckets->at[i - 1].to)
			return false;
	return true;
}

enum hl_status buckets_parse(
	struct buckets *buckets, struct hl_str text, struct hl_arena *arena, struct hl_error *err) {
	struct hl_str rest = text.len ? text : HL_STR(BUCKETS_DEFAULT);

	*buckets = (struct buckets){ 0 };
	while (rest.len > 0) {
		struct hl_str name = hl_str_trim(hl_str_cut(&rest, ','));

		if (name.len == 0 || buckets->len == BUCKETS_MAX)
			return no_buckets(err);
		buckets->at[buckets->len++].name = name;
	}
	if (are_ends(buckets) ? !make_of_ends(buckets, arena) : !make_of_names(buckets))
		return no_buckets(err);
	if (buckets->len < 2)
		return no_buckets(err);
	buckets->has_current = !buckets->are_ranges || buckets->at[0].to == 0;
	return HL_OK;
}

/* --- which one --- */

bool buckets_named(const struct buckets *buckets, struct hl_str name, size_t *bucket) {
	for (size_t i = 0; i < buckets->len; i++)
		if (hl_str_same(buckets->at[i].name, name)) {
			*bucket = i;
			return true;
		}
	return false;
}

/* What is not due yet is current. */
bool buckets_of_days(const struct buckets *buckets, int64_t days, size_t *bucket) {
	if (days < 0)
		days = 0;
	for (size_t i = 0; i < buckets->len; i++)
		if (days >= buckets->at[i].from && days <= buckets->at[i].to) {
			*bucket = i;
			return true;
		}
	return false;
}
