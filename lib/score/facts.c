/* facts.c - an event log folded into one small number per lead and slot. */
#include "eval.h"

#include <stdlib.h>
#include <string.h>

struct hl_facts *hl_facts_new(const struct hl_model *model, const struct hl_score_time *time) {
	struct hl_facts *facts = hl_claim(1, sizeof(*facts));

	facts->model = model;
	facts->time = *time;
	facts->keys = hl_keys_new();
	return facts;
}

void hl_facts_free(struct hl_facts *facts) {
	if (!facts)
		return;
	hl_keys_free(facts->keys);
	free(facts->rows);
	free(facts);
}

enum { BATCH = 32, KEY_ROOM = 48 };

/* An event that waits for its lead's row to come from memory. */
struct waiting {
	uint64_t hash;
	uint64_t slots; /* bit i: slot i takes it */
	uint32_t age;   /* + 1 */
	size_t key_len;
	char key[KEY_ROOM];
};

/* The log at hand: where its columns are and which slots each type of event may fill. */
struct log {
	struct hl_facts *facts;
	const struct hl_header *header;
	size_t ts, key, type;
	size_t *also;          /* columns of the slots' conditions, slot by slot */
	size_t *also_from;     /* per slot: where its columns begin */
	struct hl_keys *types; /* the types that slots name */
	size_t *type_of;       /* per slot: its type's number; NONE: any */
	struct hl_arena arena; /* of these */
	struct waiting waiting[BATCH];
	size_t waiting_len;
};

static enum hl_status bind_conditions(
	struct log *log, const struct hl_column_map *map, struct hl_error *err) {
	const struct hl_model *model = log->facts->model;
	size_t len = 0;
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < model->slots_len; i++)
		len += model->slots[i].also_len;
	log->also = hl_new_array(&log->arena, size_t, len);
	log->also_from = hl_new_array(&log->arena, size_t, model->slots_len);
	log->type_of = hl_new_array(&log->arena, size_t, model->slots_len);
	len = 0;
	for (size_t i = 0; i < model->slots_len && status == HL_OK; i++) {
		const struct slot *slot = &model->slots[i];

		log->type_of[i] = slot->type.len ? hl_keys_add(log->types, slot->type) : NONE;
		log->also_from[i] = len;
		for (size_t j = 0; j < slot->also_len && status == HL_OK; j++)
			status = hl_lead_find(
				log->header, map, slot->also[j].column, &log->also[len++], err);
	}
	return status;
}

static enum hl_status bind(struct log *log, const struct hl_column_map *map, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "ts", true, &log->ts },
		{ "type", true, &log->type },
		{ log->facts->model->key, true, &log->key },
	};
	enum hl_status status = hl_lead_bind(log->header, map, columns, HL_LEN(columns), err);

	return status == HL_OK ? bind_conditions(log, map, err) : status;
}

/* Do the conditions of the slot hold for the event? */
static enum hl_status meets(const struct log *log, size_t index, const struct hl_row *row,
	bool *holds, struct hl_error *err) {
	const struct slot *slot = &log->facts->model->slots[index];
	enum hl_status status = HL_OK;

	*holds = true;
	for (size_t j = 0; j < slot->also_len && *holds && status == HL_OK; j++) {
		size_t column = log->also[log->also_from[index] + j];

		status = hl_test_cell(&slot->also[j].test, hl_cell(row, column), holds, err);
		if (status != HL_OK)
			return hl_row_fail(row, log->header, column, status, err);
	}
	return status;
}

/* Room for the row of key @number, zero when it is new. */
static uint32_t *make_row(struct hl_facts *facts, size_t number) {
	size_t width = 1 + facts->model->slots_len;
	size_t had = facts->rows_cap;

	facts->rows =
		hl_grow(facts->rows, &facts->rows_cap, (number + 1) * width, sizeof(*facts->rows));
	if (facts->rows_cap > had)
		memset(facts->rows + had, 0, (facts->rows_cap - had) * sizeof(*facts->rows));
	return facts_row(facts, number);
}

static void fold_one(struct hl_facts *facts, size_t number, uint64_t slots, uint32_t age) {
	uint32_t *row = make_row(facts, number);

	row[0]++;
	for (; slots; slots &= slots - 1) {
		uint32_t *newest = &row[1 + __builtin_ctzll(slots)];

		if (*newest == 0 || age < *newest)
			*newest = age;
	}
}

/* Fold all that wait: three passes, each asking for the memory of the next. */
static void fold_waiting(struct log *log) {
	struct hl_facts *facts = log->facts;
	size_t width = 1 + facts->model->slots_len;

	for (size_t i = 0; i < log->waiting_len; i++) {
		size_t number = hl_keys_guess(facts->keys, log->waiting[i].hash);

		if (number != HL_NO_KEY && (number + 1) * width <= facts->rows_cap)
			__builtin_prefetch(facts_row(facts, number), 1);
	}
	for (size_t i = 0; i < log->waiting_len; i++) {
		const struct waiting *event = &log->waiting[i];
		struct hl_str key = { event->key, event->key_len };

		fold_one(facts, hl_keys_add_hashed(facts->keys, key, event->hash), event->slots,
			event->age);
	}
	log->waiting_len = 0;
}

/* Remember the event for its lead, now or with the next ones. */
static void fold(struct log *log, struct hl_str key, uint64_t slots, uint32_t age) {
	struct hl_facts *facts = log->facts;
	uint64_t hash = hl_keys_hash(facts->keys, key);
	struct waiting *event = &log->waiting[log->waiting_len];

	if (key.len > KEY_ROOM) {
		fold_one(facts, hl_keys_add_hashed(facts->keys, key, hash), slots, age);
		return;
	}
	hl_keys_prefetch(facts->keys, hash);
	event->hash = hash;
	event->slots = slots;
	event->age = age;
	event->key_len = key.len;
	memcpy(event->key, key.at, key.len);
	if (++log->waiting_len == BATCH)
		fold_waiting(log);
}

/* The slots that take an event of that age. */
static enum hl_status find_slots(struct log *log, const struct hl_row *row, int64_t age,
	uint64_t *slots, struct hl_error *err) {
	const struct hl_model *model = log->facts->model;
	size_t type = hl_keys_find(log->types, hl_cell_trimmed(row, log->type));

	*slots = 0;
	for (size_t i = 0; i < model->slots_len; i++) {
		bool holds = true;
		enum hl_status status = HL_OK;

		if (log->type_of[i] != NONE && log->type_of[i] != type)
			continue;
		if (!hl_test_age(&model->slots[i].age, age))
			continue;
		if (model->slots[i].also_len > 0)
			status = meets(log, i, row, &holds, err);
		if (status != HL_OK)
			return status;
		*slots |= (uint64_t)holds << i;
	}
	return HL_OK;
}

static enum hl_status add_event(struct log *log, const struct hl_row *row, struct hl_error *err) {
	struct hl_facts *facts = log->facts;
	struct hl_str key = hl_cell_trimmed(row, log->key);
	struct hl_time time;
	enum hl_status status =
		hl_time_parse(hl_cell_trimmed(row, log->ts), &facts->time.rules, &time, err);
	uint64_t slots;
	int64_t age;

	if (status != HL_OK)
		return hl_row_fail(row, log->header, log->ts, status, err);
	/* A part of a second has not passed yet. */
	age = facts->time.as_of - time.s - (time.ns > 0);
	if (age < 0)
		return HL_OK;
	status = find_slots(log, row, age, &slots, err);
	if (status == HL_OK && key.len == 0)
		facts->unmatched++;
	else if (status == HL_OK)
		fold(log, key, slots, age < UINT32_MAX - 1 ? (uint32_t)age + 1 : UINT32_MAX);
	return status;
}

enum hl_status hl_facts_read(struct hl_facts *facts, struct hl_reader *events,
	const struct hl_column_map *map, struct hl_error *err) {
	struct log log = {
		.facts = facts, .header = hl_reader_header(events), .types = hl_keys_new()
	};
	enum hl_status status = bind(&log, map, err);
	struct hl_row row;

	if (status != HL_OK && !err->file)
		err->file = log.header->row.file;
	while (status == HL_OK && (status = hl_reader_next(events, &row, err)) == HL_OK) {
		status = add_event(&log, &row, err);
		if (status == HL_EDATA)
			status = hl_reader_reject(events, &row, err);
	}
	fold_waiting(&log);
	hl_keys_free(log.types);
	hl_arena_release(&log.arena);
	return status == HL_END ? HL_OK : status;
}
