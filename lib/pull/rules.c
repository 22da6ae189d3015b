/*
 * rules.c - in the policy: by which tables a lead is somebody's, so that who asks has no say in it.
 *
 *	roster,/srv/night/collectors.csv
 *	units,size
 *	map,state=St
 */
#include "parts.h"

#include <stddef.h>
#include <string.h>

static const struct hl_dialect csv = { .delim = ',' };

const struct hl_pull_rule hl_pull_rules[] = {
	{ "roster", offsetof(struct hl_pull_rules, roster), true },
	{ "manual", offsetof(struct hl_pull_rules, manual), true },
	{ "load", offsetof(struct hl_pull_rules, load), true },
	{ "units", offsetof(struct hl_pull_rules, units), false },
	{ "keep", offsetof(struct hl_pull_rules, keep), false },
};
const size_t hl_pull_rules_len = HL_LEN(hl_pull_rules);

const char **hl_pull_rule_at(struct hl_pull_rules *rules, size_t rule) {
	return (const char **)(void *)((char *)rules + hl_pull_rules[rule].at);
}

static enum hl_status check_keep(struct hl_str value, struct hl_error *err) {
	const struct hl_keep *keep;
	char text[32];

	hl_printable(value, text, sizeof(text));
	if (hl_keep_find(text, &keep, err) == HL_OK)
		return HL_OK;
	return hl_fail_value(err, value, "none of until-worked, never, always");
}

bool pull_rule_read(struct hl_pull_policy *policy, struct hl_str name, struct hl_str value,
	enum hl_status *status, struct hl_error *err) {
	size_t i = 0;

	while (i < hl_pull_rules_len && !hl_str_eq(name, hl_str_of(hl_pull_rules[i].name)))
		i++;
	if (i == hl_pull_rules_len)
		return false;
	*hl_pull_rule_at(&policy->rules, i) = hl_str_keep(&policy->arena, value).at;
	*status = HL_OK;
	if (value.len == 0)
		*status = hl_fail(err, HL_EDATA, "a value is needed");
	else if (hl_str_eq(name, HL_STR("keep")))
		*status = check_keep(value, err);
	return true;
}

enum hl_status pull_map_read(
	struct hl_pull_policy *policy, struct hl_str value, struct hl_error *err) {
	const char *equals = value.len ? memchr(value.at, '=', value.len) : NULL;
	const char *pair;

	if (!equals || equals == value.at || equals == value.at + value.len - 1)
		return hl_fail_value(err, value, "not NAME=COLUMN");
	pair = hl_str_keep(&policy->arena, value).at;
	policy->maps = hl_grow(
		policy->maps, &policy->maps_cap, policy->maps_len + 1, sizeof(*policy->maps));
	policy->maps[policy->maps_len++] = pair;
	return HL_OK;
}

void hl_pull_policy_map(struct hl_pull_policy *policy, const char *const *pairs, size_t len) {
	policy->maps = hl_grow(policy->maps, &policy->maps_cap, len, sizeof(*policy->maps));
	policy->maps_len = len;
	memcpy(policy->maps, pairs, len * sizeof(*pairs));
}

static void put(struct hl_buf *to, const char *name, const char *value) {
	hl_put_cell(to, csv, hl_str_of(name), false);
	hl_put_more(to, csv, hl_str_of(value));
	hl_buf_add_char(to, '\n');
}

void pull_rules_put(const struct hl_pull_policy *policy, struct hl_buf *to) {
	struct hl_pull_rules rules = policy->rules;

	for (size_t i = 0; i < hl_pull_rules_len; i++)
		if (*hl_pull_rule_at(&rules, i))
			put(to, hl_pull_rules[i].name, *hl_pull_rule_at(&rules, i));
	for (size_t i = 0; i < policy->maps_len; i++)
		put(to, "map", policy->maps[i]);
}
