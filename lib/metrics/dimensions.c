/*
 * dimensions.c - what the figures can be split by: whose an event is, and any column of the roster,
 * the leads and the log.
 */
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>

/* --- values --- */

#define NO_VALUE HL_STR("(none)")

struct hl_str value_name(const struct dimension *dimension, uint32_t value) {
	return value ? hl_keys_at(dimension->values, value - 1) : NO_VALUE;
}

uint32_t value_add(struct dimension *dimension, struct hl_str name) {
	return name.len ? 1 + (uint32_t)hl_keys_add(dimension->values, name) : 0;
}

static uint32_t by_collector(
	const struct hl_meter *m, const struct dimension *dimension, const struct hl_place *place) {
	(void)m;
	(void)dimension;
	return place->collector == NOBODY ? 0 : 1 + place->collector;
}

static uint32_t by_roster(
	const struct hl_meter *m, const struct dimension *dimension, const struct hl_place *place) {
	(void)m;
	return place->collector < dimension->of_len ? dimension->of[place->collector] : 0;
}

static uint32_t by_leads(
	const struct hl_meter *m, const struct dimension *dimension, const struct hl_place *place) {
	uint32_t values[DIMENSIONS_MAX];

	if (place->account == NOBODY)
		return 0;
	labels_get(m->lead_labels, m->account[place->account].label, values);
	return values[dimension->number];
}

static uint32_t by_log(
	const struct hl_meter *m, const struct dimension *dimension, const struct hl_place *place) {
	uint32_t values[DIMENSIONS_MAX];

	labels_get(m->log_labels, place->label, values);
	return values[dimension->number];
}

enum { COLLECTOR, ROSTER, LEADS, LOG };

static const struct source sources[] = {
	{ NULL, true, false, by_collector },
	{ "roster", true, false, by_roster },
	{ "leads", false, true, by_leads },
	{ "log", false, false, by_log },
};

/* --- names to columns --- */

struct search {
	const struct hl_header *headers[HL_LEN(sources)]; /* NULL: there is no such table */
	const struct hl_column_map *map;
	size_t columns[HL_LEN(sources)]; /* of the name at hand; HL_NO_COLUMN: not there */
	size_t found;                    /* in so many tables */
};

static const struct hl_header *header_of(const struct hl_reader *reader) {
	return reader ? hl_reader_header(reader) : NULL;
}

/* Where the name is, and is just so if it is so in any. */
static enum hl_status look(struct search *search, struct hl_str name, struct hl_error *err) {
	struct hl_column_map silent = { 0 };
	enum hl_status status = HL_OK;
	size_t exact = 0;

	if (search->map)
		silent = *search->map;
	silent.told = NULL;
	search->found = 0;
	for (size_t i = 0; i < HL_LEN(sources) && status == HL_OK; i++) {
		const struct hl_header *header = search->headers[i];

		search->columns[i] = HL_NO_COLUMN;
		if (header)
			status = hl_lead_at(header, &silent, name, &search->columns[i], err);
		if (search->columns[i] == HL_NO_COLUMN)
			continue;
		search->found++;
		exact += hl_str_eq(header->names[search->columns[i]], name);
	}
	for (size_t i = 0; i < HL_LEN(sources) && search->found > 1 && exact == 1; i++)
		if (search->columns[i] != HL_NO_COLUMN &&
			!hl_str_eq(search->headers[i]->names[search->columns[i]], name))
			search->columns[i] = HL_NO_COLUMN;
	search->found = exact == 1 && search->found > 1 ? 1 : search->found;
	return status == HL_EDATA ? HL_EUSAGE : status;
}

static enum hl_status fail_several(
	const struct search *search, struct hl_str name, struct hl_error *err) {
	struct hl_buf where = { 0 };
	struct hl_buf say = { 0 };
	char shown[64];

	hl_printable(name, shown, sizeof(shown));
	for (size_t i = 0; i < HL_LEN(sources); i++) {
		if (search->columns[i] == HL_NO_COLUMN)
			continue;
		hl_buf_addf(&where, "%sthe %s", where.len ? " and " : "", sources[i].table);
		hl_buf_addf(&say, "%s%s.%s", say.len ? " or " : "", sources[i].table, shown);
	}
	hl_fail(err, HL_EUSAGE, "%s is a column of %.*s: say %.*s", shown, (int)where.len, where.at,
		(int)say.len, say.at);
	hl_buf_release(&where);
	hl_buf_release(&say);
	return HL_EUSAGE;
}

/* Names that are columns of a table that is not there, as a rule. */
static const struct {
	const char *name;
	size_t source;
} usual[] = { { "team", ROSTER }, { "client", LEADS } };

/* The table of "roster.team", the name then being "team"; 0: it is no such name. */
static size_t qualified(struct hl_str *name) {
	for (size_t i = ROSTER; i < HL_LEN(sources); i++) {
		struct hl_str rest = *name;
		struct hl_str table = hl_str_cut(&rest, '.');

		if (rest.len > 0 && hl_str_eq(table, hl_str_of(sources[i].table))) {
			*name = rest;
			return i;
		}
	}
	return 0;
}

static enum hl_status needs_table(struct hl_str name, size_t source, struct hl_error *err) {
	char shown[64];

	hl_printable(name, shown, sizeof(shown));
	return hl_fail(err, HL_EUSAGE, "--by %s needs --%s FILE", shown, sources[source].table);
}

/* All names there are, each once, "collector" first; how many. */
static size_t all_names(struct hl_meter *m, const struct search *search, struct hl_str **names) {
	size_t len = 1;

	for (size_t i = 0; i < HL_LEN(sources); i++)
		len += search->headers[i] ? search->headers[i]->len : 0;
	*names = hl_new_array(&m->arena, struct hl_str, len);
	(*names)[0] = HL_STR("collector");
	len = 1;
	for (size_t i = 0; i < HL_LEN(sources); i++)
		for (size_t j = 0; search->headers[i] && j < search->headers[i]->len; j++) {
			(*names)[len] = search->headers[i]->names[j];
			len += hl_str_find((*names)[len], *names, len) == len;
		}
	return len;
}

static enum hl_status fail_none(
	struct hl_meter *m, const struct search *search, struct hl_str name, struct hl_error *err) {
	struct hl_buf list = { 0 };
	struct hl_str *names;
	size_t len = all_names(m, search, &names);
	const struct hl_str *near = hl_nearest(name, names, len);
	char shown[64];
	char nearest[64] = "";

	for (size_t i = 0; i < HL_LEN(usual); i++)
		if (!search->headers[usual[i].source] && hl_str_eq(hl_str_of(usual[i].name), name))
			return needs_table(name, usual[i].source, err);
	hl_printable(name, shown, sizeof(shown));
	if (hl_every_find(name))
		return hl_fail(
			err, HL_EUSAGE, "no column is called %s: say --every %s", shown, shown);
	if (near)
		hl_printable(*near, nearest, sizeof(nearest));
	for (size_t i = 0; i < len; i++) {
		char one[64];

		hl_printable(names[i], one, sizeof(one));
		hl_buf_addf(&list, "%s%s", i ? ", " : "", one);
	}
	hl_fail(err, HL_EUSAGE, "no column is called %s%s%s%s; there are %.*s%s", shown,
		near ? " (" : "", nearest, near ? "?)" : "", list.len < 240 ? (int)list.len : 240,
		list.at, list.len < 240 ? "" : "...");
	hl_buf_release(&list);
	return HL_EUSAGE;
}

/* Which table the name is a column of, that of "roster.team" by its prefix; 0: none, as told. */
static size_t choose(struct hl_meter *m, const struct search *search, struct hl_str *name,
	struct hl_error *err) {
	struct hl_str asked = *name;
	size_t source = search->found == 0 ? qualified(name) : 0;

	if (source && !search->headers[source])
		(void)needs_table(asked, source, err);
	if (source)
		return search->headers[source] ? source : 0;
	if (search->found > 1)
		(void)fail_several(search, *name, err);
	if (search->found == 0)
		(void)fail_none(m, search, *name, err);
	for (size_t i = ROSTER; i < HL_LEN(sources) && search->found == 1; i++)
		if (search->columns[i] != HL_NO_COLUMN)
			return i;
	return 0;
}

static enum hl_status find(struct hl_meter *m, struct search *search, struct hl_str name,
	size_t *source, struct hl_error *err) {
	if (look(search, name, err) != HL_OK)
		return HL_EUSAGE;
	*source = choose(m, search, &name, err);
	if (*source == 0)
		return HL_EUSAGE;
	return hl_lead_ask(
		search->headers[*source], search->map, name, &search->columns[*source], err);
}

/* --- all of --by --- */

static void add(struct hl_meter *m, struct hl_str name, size_t source, size_t column) {
	struct dimension *dimension = &m->dimensions[m->dimensions_len++];

	*dimension = (struct dimension){
		.name = hl_str_keep(&m->arena, name), .source = &sources[source], .column = column
	};
	dimension->values = source == COLLECTOR ? m->collectors : hl_keys_new();
}

static bool is_there(const struct hl_meter *m, struct hl_str name) {
	for (size_t i = 0; i < m->dimensions_len; i++)
		if (hl_str_eq(m->dimensions[i].name, name))
			return true;
	return false;
}

static enum hl_status bind_one(
	struct hl_meter *m, struct search *search, struct hl_str name, struct hl_error *err) {
	enum hl_status status = HL_OK;
	size_t source = COLLECTOR;
	char shown[64];

	hl_printable(name, shown, sizeof(shown));
	if (name.len == 0)
		return hl_fail(err, HL_EUSAGE, "a column needs a name");
	if (is_there(m, name))
		return hl_fail(err, HL_EUSAGE, "%s is there twice", shown);
	if (m->dimensions_len == DIMENSIONS_MAX)
		return hl_fail(err, HL_EUSAGE, "more than %d columns", DIMENSIONS_MAX);
	search->columns[COLLECTOR] = HL_NO_COLUMN;
	if (!hl_str_eq(name, HL_STR("collector")))
		status = find(m, search, name, &source, err);
	if (status == HL_OK)
		add(m, name, source, search->columns[source]);
	return status;
}

/* The number of each among those of its table. */
static void number(struct hl_meter *m) {
	size_t lens[HL_LEN(sources)] = { 0 };

	for (size_t i = 0; i < m->dimensions_len; i++) {
		struct dimension *dimension = &m->dimensions[i];
		size_t source = (size_t)(dimension->source - sources);

		dimension->number = lens[source]++;
		if (source == LOG)
			m->log_dimensions[dimension->number] = dimension;
		m->is_by_collector |= dimension->source->by_collector;
		m->is_by_account |= dimension->source->by_account;
	}
	labels_init(m->lead_labels, lens[LEADS]);
	labels_init(m->log_labels, lens[LOG]);
}

bool is_by_log_column(const struct hl_meter *m, size_t column, size_t *at) {
	for (*at = 0; *at < m->dimensions_len; ++*at)
		if (m->dimensions[*at].source == &sources[LOG] &&
			m->dimensions[*at].column == column)
			return true;
	return false;
}

static void add_level(struct hl_meter *m, size_t len) {
	struct level *level = &m->levels.at[m->levels.len++];

	*level = (struct level){ .len = len, .by_collector = true, .by_account = true };
	for (size_t i = 0; i < len; i++) {
		level->by_collector &= m->dimensions[i].source->by_collector;
		level->by_account &= m->dimensions[i].source->by_account;
	}
}

enum hl_status dimensions_bind(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) {
	struct search search = { .map = m->options.map };
	struct hl_str list = m->options.by;
	enum hl_status status = HL_OK;

	search.headers[ROSTER] = header_of(tables->roster);
	search.headers[LEADS] = header_of(tables->leads);
	search.headers[LOG] = header_of(tables->log);
	while (list.len > 0) {
		struct hl_error why = { 0 };

		if (bind_one(m, &search, hl_str_trim(hl_str_cut(&list, ',')), &why) == HL_OK)
			continue;
		if (!why.column[0] && !hl_str_starts(hl_str_of(why.text), HL_STR("--by")))
			(void)snprintf(why.column, sizeof(why.column), "%s", "--by");
		status = HL_EUSAGE;
		if (tables->mistakes)
			hl_mistakes_add(tables->mistakes, &why);
		else
			*err = why;
	}
	number(m);
	add_level(m, 0);
	for (size_t i = 1; m->options.totals == HL_TOTALS_EACH && i < m->dimensions_len; i++)
		add_level(m, i);
	if (m->dimensions_len > 0)
		add_level(m, m->dimensions_len);
	return status;
}

enum hl_status hl_meter_bind(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) {
	enum hl_status status = dimensions_bind(m, tables, err);

	if (own_bind(m, tables, err) != HL_OK && status == HL_OK)
		status = HL_EDATA;
	return status;
}

void dimensions_free(struct hl_meter *m) {
	for (size_t i = 0; i < m->dimensions_len; i++) {
		if (m->dimensions[i].values != m->collectors)
			hl_keys_free(m->dimensions[i].values);
		free(m->dimensions[i].of);
	}
	labels_release(m->lead_labels);
	labels_release(m->log_labels);
	free(m->lead_labels);
	free(m->log_labels);
}
