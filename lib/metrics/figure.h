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

/* --- vintage.c, moves.c --- */
measure vintage_curve, cash_moved;

/* --- measure_contacts.c --- */
measure right_party_rate, right_party_accounts, penetration, attempts_made;
measure contact_rate, contact_accounts, inbound_contacts, promise_rate, contacts_per_payment;
measure intensity;

/* --- measure_promises.c --- */
measure promises_kept, promises_kept_money, promises_partial, promises_broken;
measure promises_superseded, promises_cancelled, promises_made, promises_made_money;
measure promises_pending, promises_pending_money;

/* --- measure_queue.c --- */
measure queue_adherence, queue_coverage, queue_order, queue_left;

/* --- measure_leads.c --- */
measure conversion_rate, days_median, days_p90, drop_off;
measure in_progress, stage_conversion, reengagement;

/*
 * The value below which @tenths of ten of @days lie, which are in order; halfway values are drawn
 * between neighbours.
 */
struct hl_figure quantile(const struct days *days, size_t tenths);

/* --- measure_placements.c --- */
measure days_to_attempt, days_to_contact, days_to_right_party;
measure days_to_attempt_median, days_to_contact_median, days_to_right_party_median;

/* --- measure_usage.c --- */
measure dashboard_adoption, exports_a_month;

/* --- lines.c --- */

/* Work the value out, rounded once to the decimals of the unit; false: it is too large. */
bool figure_work_out(const struct hl_unit *unit, struct hl_figure *figure);

/* --- intervals.c --- */
extern const struct hl_interval wilson, of_counts, of_count, over_workdays, of_attempt_days,
	of_contact_days;
extern const struct hl_interval over_promises;
extern const struct hl_interval of_right_party_days;

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

/* The same, and @n others by the flag @also. */
static inline struct hl_figure noted_also(struct hl_figure figure, const char *also, size_t n) {
	figure.also = also;
	figure.also_n = n;
	return figure;
}

/* The same, and it is told of it that it is of the kind @mark. */
static inline struct hl_figure marked(struct hl_figure figure, const char *mark) {
	figure.mark = mark;
	return figure;
}

/* Payments that count: of which something stands, of a plan maybe the first alone. */
static inline size_t payments(const struct hl_tally *t) {
	return t->flow.payments - t->counts.taken_back - t->counts.instalments;
}

/* --- the metrics there are: the built-in ones, then those of @own, which may be NULL --- */

size_t metrics_count(const struct hl_own *own);
const struct hl_metric *metric_number(const struct hl_own *own, size_t i);
struct hl_choice metrics_choice(const struct hl_own *own, struct hl_arena *arena);

static inline size_t metrics_len(const struct hl_meter *m) {
	return metrics_count(m->options.own);
}

static inline const struct hl_metric *metric_at(const struct hl_meter *m, size_t i) {
	return metric_number(m->options.own, i);
}

/* Does a group have a row of @metric? @tally may be NULL. */
static inline bool is_seen(const struct hl_metric *metric, const struct hl_tally *tally) {
	return tally && (tally->seen & (SEEN_BY_ALL | metric->needs));
}

/* What @tally comes to as @metric, built in or of the user's own. */
static inline struct hl_figure figure_of(
	const struct hl_metric *metric, const struct hl_tally *tally) {
	return metric->own ? own_measure(metric->own, tally->own) : metric->measure(tally);
}

#endif
