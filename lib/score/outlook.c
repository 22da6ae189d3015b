/* outlook.c - what of a model changes by itself, as time goes by. */
#include "bounds.h"
#include "rules.h"
#include "until.h"

#include <stdlib.h>

/* Clocks are not changed twice within a quarter of an hour. */
enum { STEP_S = 900 };

/* --- what changes --- */

static bool field_changes(const struct outlook *outlook, size_t index) {
	const struct field *field = &outlook->scoring->model->fields[index];

	return field->is_age || (field->part != NONE && outlook->parts[field->part]);
}

static bool item_changes(const struct outlook *outlook, const struct item *item) {
	bool changes = rule_is_signal(item) || rule_is_count(item) || rule_is_silence(item);

	if (item->part != NONE)
		changes |= outlook->parts[item->part];
	if (item->field != NONE)
		changes |= field_changes(outlook, item->field);
	if (item->below != NONE)
		changes |= field_changes(outlook, item->below);
	for (size_t i = 0; item->field != NONE && i < item->branches_len; i++)
		for (size_t k = 0; k < item->branches[i].also_len; k++)
			changes |= field_changes(outlook, item->branches[i].also[k].field);
	return changes;
}

/* Each part behind those it needs. */
static void find_changes(struct outlook *outlook) {
	const struct hl_scoring *scoring = outlook->scoring;
	const struct hl_model *model = scoring->model;

	for (size_t i = 0; i < model->parts_len; i++) {
		size_t index = model->order[i];
		const struct part *part = &model->parts[index];
		bool *items = &outlook->items[scoring->first_item[index]];

		for (size_t k = 0; k < part->items_len; k++) {
			items[k] = item_changes(outlook, &part->items[k]);
			outlook->parts[index] |= items[k];
		}
		if (index == model->score && scoring->overrides)
			outlook->parts[index] = true;
	}
	for (size_t i = 0; i < model->fields_len; i++)
		outlook->fields[i] = field_changes(outlook, i);
}

/* --- the clocks of the zone --- */

/* The first second behind @from_s, up to @to_s, at which they are not as at @from_s. */
static int64_t first_change(const struct hl_zone *zone, int64_t from_s, int64_t to_s) {
	int32_t offset = hl_zone_offset(zone, from_s);

	while (to_s - from_s > 1) {
		int64_t middle_s = from_s + (to_s - from_s) / 2;

		if (hl_zone_offset(zone, middle_s) == offset)
			from_s = middle_s;
		else
			to_s = middle_s;
	}
	return to_s;
}

static void add_steady(struct outlook *outlook, int64_t from_s, int64_t to_s) {
	outlook->steady = hl_grow(outlook->steady, &outlook->steady_cap, outlook->steady_len + 1,
		sizeof(*outlook->steady));
	outlook->steady[outlook->steady_len++] = (struct steady){ from_s, to_s };
}

static void find_steady(struct outlook *outlook) {
	const struct hl_score_time *now = &outlook->scoring->facts->time;
	const struct hl_zone *zone = now->rules.zone;
	int64_t end_s = now->as_of + UNTIL_DAYS * (int64_t)HL_DAY_S;
	int64_t from_s = now->as_of;

	outlook->today = hl_zone_day(zone, now->as_of);
	for (int64_t at_s = from_s; at_s < end_s; at_s += STEP_S) {
		int64_t next_s;

		if (hl_zone_offset(zone, at_s) == hl_zone_offset(zone, at_s + STEP_S))
			continue;
		next_s = first_change(zone, at_s, at_s + STEP_S);
		add_steady(outlook, from_s, next_s - 1);
		from_s = next_s;
	}
	add_steady(outlook, from_s, end_s);
}

static bool asks_days(const struct hl_model *model) {
	bool asks = false;

	for (size_t i = 0; i < model->fields_len; i++)
		asks |= model->fields[i].is_calendar;
	return asks;
}

/* --- begin and end --- */

/* Is there one tier alone for leads without events, whatever their cells are, now and later? */
static bool is_never_quiet(const struct outlook *outlook) {
	struct eval *at = eval_new(outlook->scoring);
	struct ahead ahead;
	struct over over;
	bool is_never;

	ahead_init(&ahead, outlook->scoring->facts);
	over_init(&over, outlook, at, &ahead);
	over.is_any = true;
	over_span(&over, 0, UNTIL_DAYS * (int64_t)HL_DAY_S);
	is_never = !over.is_unclear && !over.may_change;
	over_release(&over);
	ahead_release(&ahead);
	eval_free(at);
	return is_never;
}

struct outlook *outlook_new(const struct hl_scoring *scoring) {
	const struct hl_model *model = scoring->model;
	struct outlook *outlook = hl_claim(1, sizeof(*outlook));

	outlook->scoring = scoring;
	outlook->tier = part_find(model, HL_STR("tier"));
	outlook->fields = hl_claim(model->fields_len, sizeof(*outlook->fields));
	outlook->parts = hl_claim(model->parts_len, sizeof(*outlook->parts));
	outlook->items = hl_claim(scoring->items_len, sizeof(*outlook->items));
	find_changes(outlook);
	outlook->is_never = !outlook->parts[outlook->tier];
	if (asks_days(model))
		find_steady(outlook);
	outlook->is_never_quiet = is_never_quiet(outlook);
	return outlook;
}

void outlook_free(struct outlook *outlook) {
	if (!outlook)
		return;
	free(outlook->fields);
	free(outlook->parts);
	free(outlook->items);
	free(outlook->steady);
	free(outlook);
}

enum hl_status hl_until_check(const struct hl_model *model, struct hl_error *err) {
	size_t tier = part_find(model, HL_STR("tier"));
	size_t column = part_find(model, HL_STR("hot_until"));

	*err = (struct hl_error){ 0 };
	if (column != NONE) {
		model_place(model, model->parts[column].line, err);
		return hl_fail(err, HL_EUSAGE, "part: hot_until is the column of --hot-until");
	}
	if (tier != NONE && model->parts[tier].combine->is_label)
		return HL_OK;
	model_place(model, tier == NONE ? 0 : model->parts[tier].line, err);
	return hl_fail(err, HL_EUSAGE,
		tier == NONE ? "--hot-until needs a label tier, which this model has not"
			     : "part: --hot-until needs a label of this name, not a number");
}
