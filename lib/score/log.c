/* log.c - an event log read into facts, by any number of workers. */
#include "log.h"
#include "spill.h"

#include <stdlib.h>

/* A slot that a type of event may fill, and at what ages. */
struct taker {
	size_t slot;
	int64_t from_s, to_s; /* both inclusive */
	uint32_t bit;         /* of the word FACTS_BITS; 0: the slot is elsewhere */
	bool asks;            /* more than the age */
};

/* The takers of one type; those of any type are among them. */
struct takers {
	const struct taker *at;
	size_t len;
};

/* --- binding --- */

static enum hl_status bind_conditions(
	struct log *log, const struct hl_column_map *map, struct hl_error *err) {
	const struct hl_model *model = log->facts->model;
	size_t len = 0;
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < model->slots_len; i++)
		len += model->slots[i].also_len;
	log->also = hl_new_array(&log->arena, size_t, len);
	log->also_from = hl_new_array(&log->arena, size_t, model->slots_len);
	len = 0;
	for (size_t i = 0; i < model->slots_len && status == HL_OK; i++) {
		const struct slot *slot = &model->slots[i];

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

/* The ages that the slot's test holds for. */
static struct taker taker_of(const struct hl_facts *facts, size_t slot) {
	const struct hl_test *test = &facts->model->slots[slot].age;
	struct taker taker = { .slot = slot, .from_s = 0, .to_s = INT64_MAX };

	if (facts->places[slot].word == FACTS_BITS)
		taker.bit = facts->places[slot].bit;
	taker.asks = facts->model->slots[slot].also_len > 0;

	if (test->op == HL_TEST_LT)
		taker.to_s = test->span.s - 1;
	else if (test->op == HL_TEST_LE)
		taker.to_s = test->span.s;
	else if (test->op == HL_TEST_GT)
		taker.from_s = test->span.s + 1;
	else if (test->op == HL_TEST_GE)
		taker.from_s = test->span.s;
	return taker;
}

/* Those who take an event of @type (the number of no type: of a type that no slot names). */
static struct takers takers_of(struct log *log, size_t type) {
	const struct hl_model *model = log->facts->model;
	struct taker *at = hl_new_array(&log->arena, struct taker, model->slots_len);
	size_t len = 0;

	for (size_t i = 0; i < model->slots_len; i++) {
		struct hl_str name = model->slots[i].type;

		if (name.len == 0 ||
			(type < log->types.len && hl_str_eq(name, log->types.texts[type])))
			at[len++] = taker_of(log->facts, i);
	}
	return (struct takers){ at, len };
}

static void find_takers(struct log *log) {
	const struct hl_model *model = log->facts->model;
	size_t len;

	for (size_t i = 0; i < model->slots_len; i++)
		if (model->slots[i].type.len)
			(void)types_add(&log->types, model->slots[i].type);
	len = log->types.len + 1;
	log->takers = hl_new_array(&log->arena, struct takers, len);
	for (size_t i = 0; i < len; i++)
		log->takers[i] = takers_of(log, i);
}

enum hl_status log_begin(struct log *log, struct hl_facts *facts, const struct hl_reader *events,
	const struct hl_column_map *map, struct hl_error *err) {
	enum hl_status status;

	*log = (struct log){ .facts = facts, .header = hl_reader_header(events) };
	status = bind(log, map, err);
	if (status != HL_OK && !err->file)
		err->file = log->header->row.file;
	if (status == HL_OK)
		find_takers(log);
	return status;
}

void log_end(struct log *log) {
	hl_arena_release(&log->arena);
}

/* --- an event --- */

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

/* Who takes an event of that age. */
static inline enum hl_status find_slots(const struct log *log, const struct hl_row *row,
	int64_t age, struct event *event, struct hl_error *err) {
	size_t type = types_find(&log->types, hl_cell_trimmed(row, log->type));
	const struct taker *end = log->takers[type].at + log->takers[type].len;
	uint64_t slots = 0;
	uint32_t bits = 0;

	for (const struct taker *taker = log->takers[type].at; taker < end; taker++) {
		bool holds = age >= taker->from_s && age <= taker->to_s;
		enum hl_status status = HL_OK;

		if (holds && taker->asks)
			status = meets(log, taker->slot, row, &holds, err);
		if (status != HL_OK)
			return status;
		if (taker->bit)
			bits |= holds ? taker->bit : 0;
		else
			slots |= (uint64_t)holds << taker->slot;
	}
	event->slots = slots;
	event->bits = bits;
	return HL_OK;
}

static inline enum hl_status read_event(const struct log *log, struct hl_time_memo *memo,
	const struct hl_row *row, struct event *event, struct hl_error *err) {
	const struct hl_score_time *now = &log->facts->time;
	struct hl_time time;
	enum hl_status status =
		hl_time_parse_memo(hl_cell_trimmed(row, log->ts), &now->rules, memo, &time, err);
	int64_t age;

	event->age = 0;
	if (status != HL_OK)
		return hl_row_fail(row, log->header, log->ts, status, err);
	/* A part of a second has not passed yet. */
	age = now->as_of - time.s - (time.ns > 0);
	if (age < 0)
		return HL_OK;
	event->age = age < UINT32_MAX - 1 ? (uint32_t)age + 1 : UINT32_MAX;
	return find_slots(log, row, age, event, err);
}

enum hl_status log_event(const struct log *log, struct hl_time_memo *memo, const struct hl_row *row,
	struct event *event, struct hl_error *err) {
	return read_event(log, memo, row, event, err);
}

/* --- the step of hl_table_run --- */

struct worker {
	struct hl_time_memo memo;
	size_t unmatched;
	struct event waiting[SHARDS][FOLD_MAX];
	size_t waiting_len[SHARDS];
	bool borrows; /* long keys of the block at hand wait */
};

static void *worker_new(void *job) {
	(void)job;
	return hl_claim(1, sizeof(struct worker));
}

/* Fold all that wait. */
static void fold_all(struct hl_facts *facts, struct worker *worker) {
	for (size_t i = 0; i < SHARDS; i++) {
		facts_fold(facts, i, worker->waiting[i], worker->waiting_len[i]);
		worker->waiting_len[i] = 0;
	}
	worker->borrows = false;
}

static void worker_end(void *job, void *of_worker) {
	struct hl_facts *facts = ((struct log *)job)->facts;
	struct worker *worker = of_worker;

	fold_all(facts, worker);
	facts->unmatched += worker->unmatched;
	free(worker);
}

static void block_end(void *job, void *of_worker, struct hl_buf *to) {
	struct worker *worker = of_worker;

	(void)to;
	if (worker->borrows)
		fold_all(((struct log *)job)->facts, worker);
}

/* The event stands where it waits for its lead, together with the next ones. */
static enum hl_status fold(
	const struct log *log, struct worker *worker, size_t shard, struct hl_error *err) {
	if (++worker->waiting_len[shard] < FOLD_MAX)
		return HL_OK;
	facts_fold(log->facts, shard, worker->waiting[shard], FOLD_MAX);
	worker->waiting_len[shard] = 0;
	return spill_status(log->facts, err);
}

static enum hl_status add_event(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct log *log = job;
	struct worker *worker = of_worker;
	struct hl_str text = hl_cell_trimmed(row, log->key);
	struct hl_key key = facts_key(log->facts, text);
	size_t shard = facts_shard(&key);
	struct event *event = &worker->waiting[shard][worker->waiting_len[shard]];
	enum hl_status status = read_event(log, &worker->memo, row, event, err);

	(void)to;
	if (status != HL_OK || event->age == 0)
		return status;
	if (text.len == 0) {
		worker->unmatched++;
		return HL_OK;
	}
	event->key = key;
	worker->borrows |= text.len > HL_KEY_INSIDE;
	return fold(log, worker, shard, err);
}

enum hl_status hl_facts_read(struct hl_facts *facts, struct hl_reader *events,
	const struct hl_column_map *map, struct hl_error *err) {
	struct log log;
	struct hl_step step = {
		.job = &log,
		.worker_new = worker_new,
		.worker_end = worker_end,
		.row = add_event,
		.block_end = block_end,
	};
	enum hl_status status = log_begin(&log, facts, events, map, err);

	if (status == HL_OK)
		status = hl_table_run(events, &step, NULL, err);
	if (status == HL_OK)
		status = spill_rest(facts, err);
	log_end(&log);
	return status;
}
