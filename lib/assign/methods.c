/*
 * methods.c - how one of those who may take a lead is chosen.
 *
 * To add a method: write its pick, add its row to hl_methods, document the name in man/hl-assign.1.
 * --method, --list-methods and the tests read the table.
 */
#include "parts.h"

static uint32_t round_robin(struct hl_desk *desk, const uint64_t *may, const uint64_t *sharing,
	const struct hl_dealt *lead) {
	uint32_t next = desk->first;

	(void)sharing;
	(void)lead;
	while (!hl_may(may, next))
		next = desk->at[next].after;
	desk->owed[next] += HL_ONE;
	return next;
}

/* What the map gives is on top of what other methods owe. */
static uint32_t source_map(struct hl_desk *desk, const uint64_t *may, const uint64_t *sharing,
	const struct hl_dealt *lead) {
	(void)sharing;
	if (lead->mapped == HL_NOBODY || !hl_may(may, lead->mapped))
		return HL_NOBODY;
	desk->owed[lead->mapped] += HL_ONE;
	return lead->mapped;
}

/* --- the table --- */

#define EQUALS ", then the longest wait, then the roster"
#define OWED "most owed with this lead's share" EQUALS

const struct hl_method hl_methods[] = {
	{ "round-robin", "each in turn, over all runs, whoever may not take the lead left out",
		.rule = "the longest wait since the last lead, then the roster",
		.pick = round_robin },
	{ "weighted", "by weight: to the one who is most behind what the weights entitle to",
		.rule = OWED, .show = assign_weighted_show, .pick = assign_weighted,
		.accrues = true },
	{ "tier", "a cycle in which each receives as many leads as their weight says",
		.rule = "a lead left in it, then the longest wait in it (longest: none yet), "
			"then the roster",
		.show = assign_tier_show, .pick = assign_tier },
	{ "performance", "as weighted, the weights from the figures of --performance", .rule = OWED,
		.show = assign_weighted_show, .pick = assign_weighted, .needs = "performance",
		.by_performance = true, .accrues = true },
	{ "least-loaded", "to the one who holds least for their capacity",
		.rule = "least load for the capacity" EQUALS, .show = assign_load_show,
		.pick = assign_least_loaded, .by_load = true },
	{ "balance-value", "to the one whose leads are worth least for their weight",
		.rule = "least value for the weight" EQUALS, .show = assign_value_show,
		.pick = assign_balance_value, .needs = "value", .by_value = true, .accrues = true,
		.begin = assign_value_begin, .end = assign_value_end },
	{ "source-map", "to whom the file of --map names; the rest by the next method",
		.pick = source_map, .needs = "map", .passes = true },
	{ "manual", "everything to the one of --default, who keeps it or gives it on",
		.pick = NULL },
};
const size_t hl_methods_len = HL_LEN(hl_methods);

/* --- finding --- */

static enum hl_status find(
	struct hl_str name, const struct hl_method **method, struct hl_error *err) {
	struct hl_str known[HL_LEN(hl_methods)];
	const struct hl_str *near;
	struct hl_buf text = { 0 };
	char shown[64];

	for (size_t i = 0; i < hl_methods_len; i++) {
		known[i] = hl_str_of(hl_methods[i].name);
		if (hl_str_eq(name, known[i])) {
			*method = &hl_methods[i];
			return HL_OK;
		}
	}
	hl_printable(name, shown, sizeof(shown));
	hl_buf_addf(&text, "no method is called \"%s\"", shown);
	near = hl_nearest(name, known, hl_methods_len);
	if (near)
		hl_buf_addf(&text, "; did you mean %s?", near->at);
	for (size_t i = 0; i < hl_methods_len; i++)
		hl_buf_addf(&text, "%s%s",
			i      ? ", "
			: near ? " There are "
			       : "; there are ",
			known[i].at);
	(void)hl_fail(err, HL_EUSAGE, "--method: %.*s", (int)text.len, text.at);
	hl_buf_release(&text);
	return HL_EUSAGE;
}

enum hl_status hl_method_find(
	const char *name, const struct hl_method **method, struct hl_error *err) {
	return find(hl_str_of(name), method, err);
}

enum hl_status hl_methods_find(const char *names, const struct hl_method **method,
	const struct hl_method **next, struct hl_error *err) {
	struct hl_str rest = hl_str_of(names);
	bool has_more = strchr(names, ',') != NULL;
	enum hl_status status = find(hl_str_cut(&rest, ','), method, err);

	*next = NULL;
	if (status != HL_OK)
		return status;
	if (has_more && !(*method)->passes)
		return hl_fail(err, HL_EUSAGE, "--method: %s leaves nothing to a next method",
			(*method)->name);
	if (has_more)
		status = find(rest, next, err);
	else if ((*method)->passes)
		*next = &hl_methods[0];
	if (status == HL_OK && *next && (*next)->passes)
		return hl_fail(err, HL_EUSAGE, "--method: %s cannot be the last", (*next)->name);
	return status;
}

/* --- absence --- */

static const struct hl_absence absences[] = {
	{ "nothing", false, false },
	{ "none", false, false }, /* what other options call it */
	{ "accrue", true, false },
	{ "catch-up", true, true },
};

enum hl_status hl_absence_find(
	const char *name, const struct hl_absence **absence, struct hl_error *err) {
	char shown[64];

	*absence = &absences[0];
	for (size_t i = 0; i < HL_LEN(absences); i++) {
		if (!name || hl_str_eq(hl_str_of(name), hl_str_of(absences[i].name))) {
			*absence = &absences[i];
			return HL_OK;
		}
	}
	hl_printable(hl_str_of(name), shown, sizeof(shown));
	return hl_fail(err, HL_EUSAGE, "--absence: nothing, accrue or catch-up, not \"%s\"", shown);
}
