/* methods.c - how one of those who may take a lead is chosen. */
#include "parts.h"

/* --- round-robin --- */

static uint32_t round_robin(
	struct hl_desk *desk, const uint64_t *may, const struct hl_dealt *lead) {
	uint32_t next = desk->first;

	(void)lead;
	while (!hl_may(may, next))
		next = desk->at[next].after;
	desk->at[next].share->entitled += HL_ONE;
	return next;
}

/* --- weighted --- */

static int64_t owed(const struct hl_collector *to) {
	return to->share->entitled - to->share->received;
}

/* Should @a get the lead before @b, who is above on the roster? */
static bool goes_before(const struct hl_collector *a, const struct hl_collector *b) {
	if (owed(a) != owed(b))
		return owed(a) > owed(b);
	return a->share->last_seq < b->share->last_seq;
}

/*
 * A lead is divided among all who may take it, in the proportion of their weights; it goes to
 * whom most is owed then. Shares are cut to millionths; what that leaves is the winner's, so
 * that as much is entitled as is received.
 */
static uint32_t weighted(struct hl_desk *desk, const uint64_t *may, const struct hl_dealt *lead) {
	hl_wide weights = 0;
	int64_t left = HL_ONE;
	uint32_t winner = HL_NOBODY;

	(void)lead;
	for (size_t i = 0; i < desk->len; i++)
		if (hl_may(may, i))
			weights += desk->at[i].weight;
	for (size_t i = 0; i < desk->len; i++) {
		struct hl_collector *who = &desk->at[i];
		int64_t part;

		if (!hl_may(may, i))
			continue;
		part = (int64_t)((hl_wide)HL_ONE * who->weight / weights);
		who->share->entitled += part;
		left -= part;
		if (winner == HL_NOBODY || goes_before(who, &desk->at[winner]))
			winner = (uint32_t)i;
	}
	desk->at[winner].share->entitled += left;
	return winner;
}

/* --- the table --- */

const struct hl_method hl_methods[] = {
	{ "round-robin", "each in turn, over all runs, whoever may not take the lead left out",
		round_robin },
	{ "weighted", "by weight: to the one who is most behind what the weights entitle to",
		weighted },
	{ "manual", "everything to the one of --default, who keeps it or gives it on", NULL },
};
const size_t hl_methods_len = HL_LEN(hl_methods);

static void list_names(struct hl_buf *to) {
	for (size_t i = 0; i < hl_methods_len; i++)
		hl_buf_addf(to, "%s%s", i ? ", " : "", hl_methods[i].name);
}

enum hl_status hl_method_find(
	const char *name, const struct hl_method **method, struct hl_error *err) {
	struct hl_buf names = { 0 };
	char shown[64];

	for (size_t i = 0; i < hl_methods_len; i++) {
		if (hl_str_eq(hl_str_of(name), hl_str_of(hl_methods[i].name))) {
			*method = &hl_methods[i];
			return HL_OK;
		}
	}
	list_names(&names);
	hl_printable(hl_str_of(name), shown, sizeof(shown));
	(void)hl_fail(err, HL_EUSAGE, "--method: no method is called \"%s\"; there are %.*s", shown,
		(int)names.len, names.at);
	hl_buf_release(&names);
	return HL_EUSAGE;
}
