/* options.c - a meter is made: which metrics, which stages, which days. */
#include "figure.h"
#include "line.h"
#include "partial.h"

#include <stdlib.h>

enum { CONVERTED_MAX = 256 };

size_t metrics_count(const struct hl_own *own) {
	size_t len;

	(void)hl_own_metrics(own, &len);
	return hl_metrics_len + len;
}

const struct hl_metric *metric_number(const struct hl_own *own, size_t i) {
	size_t len;
	const struct hl_metric *more = hl_own_metrics(own, &len);

	return i < hl_metrics_len ? &hl_metrics[i] : &more[i - hl_metrics_len];
}

struct hl_choice metrics_choice(const struct hl_own *own, struct hl_arena *arena) {
	struct hl_choice choice = hl_choice_new(arena, metrics_count(own));

	for (size_t i = 0; i < choice.len; i++)
		choice.names[i] = hl_str_of(metric_number(own, i)->name);
	return choice;
}

/* Mark the metrics of the list "rph,coll"; of an empty one those of the set, or the usual ones. */
static enum hl_status choose(struct hl_meter *m, struct hl_str list, struct hl_error *err) {
	m->choice = metrics_choice(m->options.own, &m->arena);
	if (list.len > 0)
		return hl_choice_make(&m->choice, list, m->options.mistakes, err);
	for (size_t i = 0; i < m->choice.len; i++) {
		const struct hl_metric *metric = metric_at(m, i);

		m->choice.chosen[i] = m->options.set && !metric->own
					      ? hl_set_has(m->options.set, metric)
					      : !metric->is_on_request;
	}
	return HL_OK;
}

/* A mistake of the command line: the last is @err, unless there is a list of them. */
static enum hl_status slip(
	const struct hl_meter *m, const struct hl_error *why, struct hl_error *err) {
	if (m->options.mistakes)
		hl_mistakes_add(m->options.mistakes, why);
	else
		*err = *why;
	return HL_EUSAGE;
}

/* The names of "A|B|C", of which @option has at most @most. */
struct name_list {
	const char *option;
	struct hl_str text;
	size_t most;
};

static enum hl_status split(struct hl_meter *m, const struct name_list *list, struct hl_str **names,
	size_t *len, struct hl_error *err) {
	struct hl_error why = { 0 };

	*len = list->most;
	*names = hl_new_array(&m->arena, struct hl_str, list->most);
	if (hl_str_items(list->text, *names, len)) {
		for (size_t i = 0; i < *len; i++)
			(*names)[i] = hl_str_keep(&m->arena, (*names)[i]);
		return HL_OK;
	}
	if (*len == list->most)
		(void)hl_fail(&why, HL_EUSAGE, "--%s: more than %zu stages", list->option, *len);
	else
		(void)hl_fail(&why, HL_EUSAGE, "--%s: stage %zu is empty", list->option, *len + 1);
	return slip(m, &why, err);
}

/* A reversal is found a payment where it counts then, or is whose that is. */
static void money_needs(struct hl_meter *m) {
	const struct hl_money *money = &m->options.money;
	bool asks_payee = m->needs & (NEEDS_HOLDER | NEEDS_PAYEE);

	if (money->reversals == HL_RESTATE)
		m->needs |= NEEDS_RESTATE | NEEDS_STANDING;
	if (money->credit != HL_CREDIT_POSTED && asks_payee)
		m->needs |= NEEDS_CREDIT | NEEDS_STANDING |
			    (money->credit == HL_CREDIT_RPC ? NEEDS_RPC : 0);
}

void needs_end(struct hl_meter *m) {
	/* Where figures are split, groups are found by what was placed, too. */
	if (m->dimensions_len > 0)
		m->needs |= NEEDS_PLACED;
	if (m->is_by_collector || (m->needs & NEEDS_QUEUE))
		m->needs |= NEEDS_HOLDER;
	money_needs(m);
	/* Where only some cash is looked up again (app), looking at all of it would cost a tenth.
	 */
	m->tells_alike = m->needs & NEEDS_CASH;
}

/* --- periods --- */

static enum hl_status plan_previous(struct hl_meter *m, struct hl_error *err) {
	if (!m->options.has_previous)
		return HL_OK;
	if (m->periods.listed[0].from_day == HL_NO_DAY)
		return hl_fail(err, HL_EUSAGE, "--previous needs --last or --from");
	return previous_plan(&m->periods, err);
}

static enum hl_status plan(struct hl_meter *m, struct hl_error *err) {
	const struct hl_meter_options *o = &m->options;
	const struct hl_period whole = { o->from_day,
		o->to_day == HL_NO_DAY ? hl_zone_day(o->zone, o->as_of) : o->to_day };

	if (whole.from_day >= whole.to_day)
		return hl_fail(err, HL_EUSAGE, "the period ends before it begins");
	if (o->more_len > HL_PERIODS_MAX)
		return hl_fail(err, HL_EUSAGE, "more than %d other periods", HL_PERIODS_MAX);
	m->periods = (struct periods){
		.every = o->every, .from_day = whole.from_day, .to_day = whole.to_day
	};
	periods_add(&m->periods, &whole);
	for (size_t i = 0; i < o->more_len; i++)
		periods_add(&m->periods, &o->more[i]);
	if (plan_previous(m, err) != HL_OK)
		return HL_EUSAGE;
	m->periods.is_one = m->periods.len == 1 && !o->every;
	return HL_OK;
}

static enum hl_status prepare(struct hl_meter *m, struct hl_error *err) {
	const struct hl_meter_options *o = &m->options;
	const struct name_list stages = { "stages", o->stages, HL_STAGES_MAX };
	const struct name_list converted = { "converted", o->converted, CONVERTED_MAX };
	struct hl_error why = { 0 };
	const enum hl_status statuses[] = { choose(m, o->metrics, err),
		split(m, &stages, &m->stages, &m->stages_len, err),
		split(m, &converted, &m->converted, &m->converted_len, err), plan(m, &why) };

	if (statuses[HL_LEN(statuses) - 1] != HL_OK)
		(void)slip(m, &why, err);
	for (size_t i = 0; i < HL_LEN(statuses); i++)
		if (statuses[i] != HL_OK)
			return statuses[i];
	for (size_t i = 0; i < metrics_len(m); i++)
		if (m->choice.chosen[i])
			m->needs |= metric_at(m, i)->needs;
	return HL_OK;
}

enum hl_status hl_meter_new(
	struct hl_meter **meter, const struct hl_meter_options *options, struct hl_error *err) {
	struct hl_meter *m = hl_claim(1, sizeof(*m));
	enum hl_status status;

	m->options = *options;
	m->accounts = hl_keys_new();
	m->collectors = hl_keys_new();
	m->deeds = hl_keys_new_with(NULL, 1);
	m->lead_labels = hl_claim(1, sizeof(*m->lead_labels));
	m->log_labels = hl_claim(1, sizeof(*m->log_labels));
	groups_init(&m->groups);
	active_init(m);
	m->ids = hl_ids_new(NULL);
	m->id_keys = hl_ids_seed(m->ids);
	m->own_ids = hl_ids_new(NULL);
	m->refs = hl_keys_new();
	m->unknown = hl_keys_new();
	m->unknown_types = unknown_types_new();
	m->windows = hl_keys_new();
	m->first_day = INT64_MAX;
	m->last_day = INT64_MIN;
	status = prepare(m, err);
	if (status != HL_OK) {
		hl_meter_free(m);
		m = NULL;
	}
	*meter = m;
	return status;
}

void hl_meter_free(struct hl_meter *m) {
	if (!m)
		return;
	groups_release(&m->groups);
	dimensions_free(m);
	free(m->account);
	free(m->own_leads);
	free(m->holidays.at);
	workdays_release(&m->workdays);
	workdays_release(&m->usage);
	alike_release(&m->alike);
	free(m->files);
	late_free(m);
	partial_free(m);
	hl_keys_free(m->accounts);
	hl_keys_free(m->collectors);
	hl_keys_free(m->deeds);
	hl_keys_free(m->active);
	free(m->cost_rates.at);
	vintages_release(&m->vintages);
	vintages_release(&m->moves);
	hl_ids_free(m->ids);
	hl_ids_free(m->own_ids);
	hl_keys_free(m->refs);
	hl_keys_free(m->unknown);
	hl_keys_free(m->unknown_types);
	hl_keys_free(m->windows);
	hl_arena_release(&m->arena);
	free(m);
}

void period_end(struct hl_meter *m) {
	struct hl_period *whole = &m->periods.listed[0];

	m->is_from_first = whole->from_day == HL_NO_DAY && m->first_day <= m->last_day;
	if (whole->from_day == HL_NO_DAY)
		whole->from_day = m->first_day < whole->to_day ? m->first_day : whole->to_day;
	m->periods.from_day = whole->from_day;
	for (size_t i = 1; i < m->periods.len; i++)
		if (m->periods.listed[i].from_day < m->periods.from_day)
			m->periods.from_day = m->periods.listed[i].from_day;
}

int64_t period_covered(const struct hl_meter *m, const struct hl_period *period) {
	int64_t as_of_day = hl_zone_day(m->options.zone, m->options.as_of);
	bool is_midnight = hl_zone_midnight(m->options.zone, as_of_day) == m->options.as_of;
	int64_t from = m->first_day > period->from_day ? m->first_day : period->from_day;
	int64_t to = is_midnight ? as_of_day : as_of_day + 1;

	if (m->first_day > m->last_day)
		return 0;
	if (period->to_day < to)
		to = period->to_day;
	if (m->last_day < to)
		to = m->last_day + 1;
	return to > from ? to - from : 0;
}

const struct hl_choice *hl_meter_choice(const struct hl_meter *m) {
	return &m->choice;
}

struct hl_meter_counts hl_meter_counts(const struct hl_meter *m) {
	struct hl_meter_counts counts = m->counts;

	counts.spilled = store_written(m->store) + store_written(m->desks);
	return counts;
}

static const char *file_at(const struct hl_meter *m, row_place place) {
	return m->files[place >> 32];
}

struct hl_alike hl_meter_alike(const struct hl_meter *m) {
	const struct alike_found *found = &m->alike.found;
	struct hl_alike alike = { .is_known = m->tells_alike, .n = found->n };

	if (found->n == 0)
		return alike;
	alike.file = file_at(m, found->row);
	alike.line = (uint32_t)found->row;
	alike.as_file = file_at(m, found->as_this);
	alike.as_line = (uint32_t)found->as_this;
	return alike;
}

static int by_name(const void *a, const void *b) {
	return hl_str_cmp(*(const struct hl_str *)a, *(const struct hl_str *)b);
}

size_t hl_meter_unknown(struct hl_meter *m, const struct hl_str **names) {
	size_t len = hl_keys_len(m->unknown);
	struct hl_str *sorted = hl_new_array(&m->arena, struct hl_str, len);

	for (size_t i = 0; i < len; i++)
		sorted[i] = hl_keys_at(m->unknown, i);
	if (len > 1)
		qsort(sorted, len, sizeof(*sorted), by_name);
	*names = sorted;
	return len;
}
