/* lift_groups.c - which groups are compared with which. */
#include "lift.h"

#include <stdlib.h>

static enum hl_status no_value(
	const struct dimension *dimension, struct hl_str name, struct hl_error *err) {
	size_t len = hl_keys_len(dimension->values);
	struct hl_str *names = hl_claim(len, sizeof(*names));
	const struct hl_str *near;
	char shown[64], column[64];
	char nearest[64] = "";

	for (size_t i = 0; i < len; i++)
		names[i] = hl_keys_at(dimension->values, i);
	near = hl_nearest(name, names, len);
	if (near)
		hl_printable(*near, nearest, sizeof(nearest));
	hl_printable(name, shown, sizeof(shown));
	hl_printable(dimension->name, column, sizeof(column));
	free(names);
	return hl_fail(err, HL_EUSAGE, "--ab: no %s is called \"%s\"%s%s%s", column, shown,
		near ? "; did you mean \"" : "", nearest, near ? "\"?" : "");
}

static enum hl_status find_value(const struct dimension *dimension, struct hl_str name,
	uint32_t *value, struct hl_error *err) {
	size_t number = hl_keys_find(dimension->values, name);

	*value = 0;
	if (hl_str_eq(name, value_name(dimension, 0)))
		return HL_OK;
	if (number == HL_NO_KEY)
		return no_value(dimension, name, err);
	*value = 1 + (uint32_t)number;
	return HL_OK;
}

/* So that each group of one side has one on the other, and each of them its row. */
static void pair_groups(struct hl_meter *m, const struct lift_values *values) {
	struct groups *groups = &m->groups;
	size_t len = hl_keys_len(groups->keys);

	for (uint32_t i = 0; i < len; i++) {
		struct group group = group_at(groups, i);

		if (m->levels.at[group.level].len == 0 || group.values[0] != values->b)
			continue;
		group.values[0] = values->a;
		(void)group_add(groups, &group);
	}
}

enum hl_status lift_groups(struct hl_meter *m, const struct hl_lift *lift,
	struct lift_values *values, struct hl_error *err) {
	const struct dimension *dimension = &m->dimensions[0];
	enum hl_status status = find_value(dimension, lift->a, &values->a, err);

	if (status == HL_OK)
		status = find_value(dimension, lift->b, &values->b, err);
	if (status == HL_OK)
		pair_groups(m, values);
	return status;
}
