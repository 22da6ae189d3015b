/*
 * groups.c - what the figures can be split by.
 *
 * To add one: write the two functions, add the row to hl_bys, document the name in
 * man/hl-metrics.1. The option, the order of the rows and the tests read the table.
 */
#include "parts.h"

#include <stdlib.h>

#define NO_GROUP HL_STR("(none)")

static size_t by_collector(struct hl_meter *m, const struct hl_place *place) {
	if (place->collector != NOBODY)
		return place->collector;
	if (!m->none)
		m->none = 1 + collector_number(m, NO_GROUP);
	return m->none - 1;
}

static struct hl_keys *collectors(const struct hl_meter *m) {
	return m->collectors;
}

static size_t by_team(struct hl_meter *m, const struct hl_place *place) {
	uint32_t team = place->collector == NOBODY ? NOBODY : m->collector[place->collector].team;

	if (team != NOBODY)
		return team;
	if (!m->none)
		m->none = 1 + hl_keys_add(m->teams, NO_GROUP);
	return m->none - 1;
}

static struct hl_keys *teams(const struct hl_meter *m) {
	return m->teams;
}

static size_t by_client(struct hl_meter *m, const struct hl_place *place) {
	uint32_t client = place->account == NOBODY ? NOBODY : m->account[place->account].client;

	return client == NOBODY ? hl_keys_add(m->clients, NO_GROUP) : client;
}

static struct hl_keys *clients(const struct hl_meter *m) {
	return m->clients;
}

static size_t by_day(struct hl_meter *m, const struct hl_place *place) {
	char text[HL_TIME_ROOM];

	if (place->day != m->memo_day) {
		struct hl_str name = { text, hl_day_print(place->day, text) };

		m->memo_day = place->day;
		m->memo_group = hl_keys_add(m->days, name);
		group_tally(m, m->memo_group)->day = place->day;
	}
	return m->memo_group;
}

static struct hl_keys *days(const struct hl_meter *m) {
	return m->days;
}

const struct hl_by hl_bys[] = {
	{ "collector", "whose the event is", NULL, true, false, by_collector, collectors },
	{ "team", "the collector's team in the roster", "roster", true, false, by_team, teams },
	{ "client", "the account's client in the leads", "leads", false, false, by_client,
		clients },
	{ "day", "the day in the zone", NULL, false, true, by_day, days },
};
const size_t hl_bys_len = HL_LEN(hl_bys);

const struct hl_by *hl_by_find(struct hl_str name) {
	for (size_t i = 0; i < hl_bys_len; i++)
		if (hl_str_eq(hl_str_of(hl_bys[i].name), name))
			return &hl_bys[i];
	return NULL;
}

struct hl_tally *group_tally(struct hl_meter *m, size_t group) {
	m->groups = hl_grow(m->groups, &m->groups_cap, group + 1, sizeof(*m->groups));
	while (m->groups_len <= group)
		m->groups[m->groups_len++] = (struct hl_tally){ 0 };
	return &m->groups[group];
}

struct both tallies_at(struct hl_meter *m, const struct hl_place *place, unsigned why) {
	const struct hl_by *by = m->options.by;
	struct both both = { { &m->total, &m->spare } };

	if (by) {
		both.at[1] = group_tally(m, by->group(m, place));
		both.at[1]->seen |= why;
	}
	return both;
}

struct hl_tally *stage_tally(struct hl_meter *m, struct hl_tally *tally, size_t stage) {
	if (!tally->stages)
		tally->stages = hl_new_array(&m->arena, struct hl_tally, m->stages_len);
	return &tally->stages[stage - 1];
}

/* --- what several counted --- */

static void tally_add(struct hl_tally *to, const struct hl_tally *more) {
	flow_add(&to->flow, &more->flow);
	for (size_t i = 0; i < HL_LEN(to->all_counts); i++)
		to->all_counts[i] += more->all_counts[i];
	for (size_t i = 0; i < HL_LEN(to->all_sums); i++)
		to->all_sums[i] += more->all_sums[i];
	to->seen |= more->seen;
}

void groups_merge(struct hl_meter *m, struct hl_meter *part) {
	tally_add(&m->total, &part->total);
	for (size_t i = 0; i < part->groups_len; i++) {
		const struct hl_tally *more = &part->groups[i];
		size_t group = i;

		if (is_by_day(m))
			group = hl_keys_add(m->days, hl_keys_at(part->days, i));
		group_tally(m, group)->day = more->day;
		tally_add(&m->groups[group], more);
	}
}

void groups_free(struct hl_meter *m) {
	for (size_t i = 0; i < m->groups_len; i++)
		free(m->groups[i].days.at);
	free(m->total.days.at);
	free(m->spare.days.at);
	free(m->groups);
}
