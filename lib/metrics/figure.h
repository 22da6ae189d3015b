/* figure.h - the numbers of a metric, put together in few words; for the files measure_*.c. */
#ifndef HL_METRICS_FIGURE_H
#define HL_METRICS_FIGURE_H

#include "parts.h"

/* What a tally comes to, as one metric. */
typedef struct hl_figure measure(const struct hl_tally *t);

/* --- measure_money.c --- */
measure units_collected;
measure revenue_per_hour, collection_rate, cash_net, cash_gross, attempts_per_payment;

/* --- measure_prices.c --- */
measure fee_per_hour, fee_per_fte, cost_to_collect, return_on_labour;
extern const struct hl_interval of_fee_days, of_fte_days, of_cost_days, of_labour_days;

/* --- vintage.c --- */
measure vintage_curve;

/* --- measure_contacts.c --- */
measure right_party_rate, right_party_accounts, penetration, attempts_made;

/* --- measure_promises.c --- */
measure promises_kept;

/* --- measure_queue.c --- */
measure queue_adherence;

/* --- measure_leads.c --- */
measure conversion_rate, days_median, days_p90, drop_off;

/* --- measure_placements.c --- */
measure days_to_attempt, days_to_contact;

/* --- print.c --- */

/* Work the value out, rounded once to the decimals of the unit; false: it is too large. */
bool figure_work_out(const struct hl_unit *unit, struct hl_figure *figure);

/* --- intervals.c --- */
extern const struct hl_interval wilson, of_counts, over_workdays, of_attempt_days, of_contact_days;

/* --- for all of them --- */

static inline struct hl_figure sum(hl_wide total, size_t n) {
	return (struct hl_figure){ .num = total, .n = n, .has_num = true };
}

/* @n: what the denominator counts, or how many things add up to it. */
static inline struct hl_figure over(hl_wide num, hl_wide den, size_t n) {
	return (struct hl_figure){
		.num = num, .den = den, .n = n, .has_num = true, .has_den = true
	};
}

static inline struct hl_figure share(size_t hits, size_t n) {
	return over((hl_wide)hits * HL_ONE, (hl_wide)n * HL_ONE, n);
}

/* The same, and @n things of it are told by the flag @note. */
static inline struct hl_figure noted(struct hl_figure figure, const char *note, size_t n) {
	figure.note = note;
	figure.note_n = n;
	return figure;
}

#endif
