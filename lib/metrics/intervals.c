/* intervals.c - how far the figures can be trusted, and whether two of them differ. */
#include "figure.h"

static size_t whole(hl_wide millionths) {
	return (size_t)(millionths / HL_ONE);
}

/* --- shares --- */

static struct hl_share share_of(const struct hl_measured *at) {
	return (struct hl_share){ whole(at->figure.num), whole(at->figure.den) };
}

static struct hl_estimate share_estimate(const struct hl_measured *at) {
	return hl_share_estimate(share_of(at));
}

static struct hl_change share_change(const struct hl_measured *a, const struct hl_measured *b) {
	return hl_shares_change(share_of(a), share_of(b));
}

const struct hl_interval wilson = { share_estimate, share_change, false, "share" };

/* --- ratios of two counts --- */

static struct hl_counts counts_of(const struct hl_measured *at) {
	return (struct hl_counts){ whole(at->figure.num), whole(at->figure.den) };
}

static struct hl_estimate counts_estimate(const struct hl_measured *at) {
	return hl_counts_ratio(counts_of(at));
}

static struct hl_change counts_change(const struct hl_measured *a, const struct hl_measured *b) {
	return hl_counts_change(counts_of(a), counts_of(b));
}

const struct hl_interval of_counts = { counts_estimate, counts_change, true, "counts" };

/* --- counts by themselves: how many there are is a count, and has no interval of its own --- */

static struct hl_change count_change(const struct hl_measured *a, const struct hl_measured *b) {
	return hl_count_change(whole(a->figure.num), whole(b->figure.num));
}

const struct hl_interval of_count = { NULL, count_change, false, NULL };

/* --- ratios over collectors' days --- */

static struct hl_estimate workdays_estimate(const struct hl_measured *at) {
	return hl_clusters_ratio(&at->tally->workdays, NULL);
}

static struct hl_change workdays_change(const struct hl_measured *a, const struct hl_measured *b) {
	return hl_clusters_change(&a->tally->workdays, &b->tally->workdays);
}

const struct hl_interval over_workdays = { workdays_estimate, workdays_change, true, NULL };

/* --- ratios over promises --- */

static struct hl_estimate promises_estimate(const struct hl_measured *at) {
	struct hl_estimate ends = hl_clusters_ratio(&at->tally->kept_of, NULL);

	/* No more is kept than was promised. */
	if (ends.lo < 0)
		ends.lo = 0;
	if (ends.hi > 1)
		ends.hi = 1;
	return ends;
}

static struct hl_change promises_change(const struct hl_measured *a, const struct hl_measured *b) {
	return hl_clusters_change(&a->tally->kept_of, &b->tally->kept_of);
}

const struct hl_interval over_promises = { promises_estimate, promises_change, true, NULL };

/* --- mean days: they are compared, but have no interval of their own --- */

static struct hl_change first_change(
	const struct hl_measured *a, const struct hl_measured *b, size_t first) {
	const struct hl_measured *sides[] = { a, b };
	struct hl_moments days[2];

	for (size_t i = 0; i < HL_LEN(sides); i++) {
		const struct hl_tally *t = sides[i]->tally;

		days[i] = (struct hl_moments){ .sum = t->sums.first_days[first],
			.squares = t->sums.first_squares[first],
			.n = t->counts.contact.first[first] };
	}
	return hl_moments_change(&days[0], &days[1]);
}

static struct hl_change attempt_change(const struct hl_measured *a, const struct hl_measured *b) {
	return first_change(a, b, FIRST_ATTEMPT);
}

static struct hl_change contact_change(const struct hl_measured *a, const struct hl_measured *b) {
	return first_change(a, b, FIRST_CONTACT);
}

static struct hl_change right_party_change(
	const struct hl_measured *a, const struct hl_measured *b) {
	return first_change(a, b, FIRST_RPC);
}

const struct hl_interval of_attempt_days = { NULL, attempt_change, false, NULL };
const struct hl_interval of_contact_days = { NULL, contact_change, false, NULL };
const struct hl_interval of_right_party_days = { NULL, right_party_change, false, NULL };
