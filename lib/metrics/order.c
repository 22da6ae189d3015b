/* order.c - the groups in the order of their rows, and what they are called there. */
#include "parts.h"

#include <stdlib.h>

/* By the values, one dimension after the other; a total behind what it is the total of. */
static int compare_groups(const void *left, const void *right, void *meter) {
	const struct hl_meter *m = meter;
	const struct group *a = &((const struct ordered_group *)left)->group;
	const struct group *b = &((const struct ordered_group *)right)->group;
	size_t a_len = m->levels.at[a->level].len;
	size_t b_len = m->levels.at[b->level].len;

	for (size_t i = 0; i < a_len && i < b_len; i++) {
		const struct dimension *dimension = &m->dimensions[i];
		int order;

		if (a->values[i] == b->values[i])
			continue;
		order = hl_str_cmp(
			value_name(dimension, a->values[i]), value_name(dimension, b->values[i]));
		/* Something may be called as nothing is. */
		return order ? order : compare(a->values[i] > 0, b->values[i] > 0);
	}
	return compare((int64_t)b_len, (int64_t)a_len);
}

/* "Aspen/sms", "Aspen/all", "all". */
static struct hl_str name_of(struct hl_meter *m, const struct group *group) {
	size_t len = m->levels.at[group->level].len;
	struct hl_buf name = { 0 };
	struct hl_str kept;

	for (size_t i = 0; i < len; i++) {
		if (i > 0)
			hl_buf_add_char(&name, '/');
		hl_buf_add(&name, value_name(&m->dimensions[i], group->values[i]));
	}
	if (len > 0 && len < m->dimensions_len)
		hl_buf_add_char(&name, '/');
	if (len < m->dimensions_len || len == 0)
		hl_buf_add(&name, HL_STR("all"));
	kept = hl_str_keep(&m->arena, hl_buf_str(&name));
	hl_buf_release(&name);
	return kept;
}

/* Of how many dimensions a group has values at least: totals of several currencies are nonsense. */
static size_t least_of(const struct hl_meter *m) {
	size_t at;

	if (!m->is_by_currency || !is_by_log_column(m, m->columns.currency, &at))
		return m->options.totals == HL_TOTALS_NONE;
	if (hl_keys_len(m->dimensions[at].values) > 1)
		return at + 1;
	return m->options.totals == HL_TOTALS_NONE;
}

struct ordered groups_order(struct hl_meter *m) {
	const struct group total = { .level = 0 };
	uint32_t all = group_add(&m->groups, &total);
	size_t len = hl_keys_len(m->groups.keys);
	size_t least = least_of(m);
	struct ordered ordered = { .at = hl_new_array(&m->arena, struct ordered_group, len) };

	for (uint32_t i = 0; i < len; i++) {
		struct ordered_group *group = &ordered.at[ordered.len];

		*group = (struct ordered_group){ i, i == all, group_at(&m->groups, i), HL_STR("") };
		if (m->levels.at[group->group.level].len < least)
			continue;
		group->name = name_of(m, &group->group);
		ordered.len++;
	}
	if (ordered.len > 1)
		qsort_r(ordered.at, ordered.len, sizeof(*ordered.at), compare_groups, m);
	return ordered;
}
