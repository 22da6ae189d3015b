/* log.c - what each event of a log is to a model: its age, and the slots that take it. */
#include "log.h"

/* A slot that a type of event may fill, and at what ages. */
struct taker {
	size_t slot;
	int64_t from_s, to_s; /* both inclusive */
};

/* What an event fills that is older than the span before, and at most so old. */
struct span {
	int64_t to_s;
	uint64_t slots; /* as in struct event */
	uint32_t bits;
};

/* The takers of one type; those of any type are among them. */
struct takers {
	const struct span *spans;   /* of those that ask the age alone; the last has no end */
	const struct taker *asking; /* those that ask more */
	size_t asking_len;
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
		{ "event_id", false, &log->id },
	};
	enum hl_status status = hl_lead_bind(log->header, map, columns, HL_LEN(columns), err);

	return status == HL_OK ? bind_conditions(log, map, err) : status;
}

/* --- who takes what --- */

/* The ages that the slot's test holds for. */
static struct taker taker_of(const struct hl_model *model, size_t slot) {
	const struct hl_test *test = &model->slots[slot].age;
	struct taker taker = { .slot = slot, .from_s = 0, .to_s = INT64_MAX };

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

static bool takes(const struct taker *taker, int64_t age) {
	return age >= taker->from_s && age <= taker->to_s;
}

static void add_slot(const struct hl_facts *facts, size_t slot, uint64_t *slots, uint32_t *bits) {
	const struct place *place = &facts->places[slot];

	if (place->bit && place->word == FACTS_BITS)
		*bits |= place->bit;
	else
		*slots |= UINT64_C(1) << slot;
}

/* Where the span that begins at @age ends: before somebody begins or with somebody's end. */
static int64_t end_of_span(const struct taker *takers, size_t len, int64_t age) {
	int64_t end = INT64_MAX;

	for (size_t i = 0; i < len; i++) {
		if (takers[i].from_s > age && takers[i].from_s - 1 < end)
			end = takers[i].from_s - 1;
		if (takers[i].to_s >= age && takers[i].to_s < end)
			end = takers[i].to_s;
	}
	return end;
}

static struct span span_from(
	const struct hl_facts *facts, const struct taker *takers, size_t len, int64_t age) {
	struct span span = { .to_s = end_of_span(takers, len, age) };

	for (size_t i = 0; i < len; i++)
		if (takes(&takers[i], age))
			add_slot(facts, takers[i].slot, &span.slots, &span.bits);
	return span;
}

/* Of each taker at most two spans begin, and the first. */
static const struct span *spans_of(struct log *log, const struct taker *takers, size_t len) {
	struct span *spans = hl_new_array(&log->arena, struct span, 2 * len + 1);
	struct span *last = spans;

	*last = span_from(log->facts, takers, len, 0);
	for (; last->to_s < INT64_MAX; last++)
		last[1] = span_from(log->facts, takers, len, last->to_s + 1);
	return spans;
}

/* Those who take an event of @type (the number of no type: of a type that no slot names). */
static struct takers takers_of(struct log *log, size_t type) {
	const struct hl_model *model = log->facts->model;
	struct taker *asking = hl_new_array(&log->arena, struct taker, model->slots_len);
	struct taker plain[SLOTS_MAX];
	size_t asking_len = 0;
	size_t plain_len = 0;

	for (size_t i = 0; i < model->slots_len; i++) {
		struct hl_str name = model->slots[i].type;

		if (name.len > 0 &&
			(type == log->types.len || !hl_str_same(name, log->types.texts[type])))
			continue;
		if (model->slots[i].also_len > 0)
			asking[asking_len++] = taker_of(model, i);
		else
			plain[plain_len++] = taker_of(model, i);
	}
	return (struct takers){ spans_of(log, plain, plain_len), asking, asking_len };
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

/* --- begin and end --- */

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

/* An event whose age is known. */
struct aged {
	const struct hl_row *row;
	int64_t age;
};

/* Those that ask more than the age. */
static enum hl_status ask_more(const struct log *log, const struct takers *takers,
	const struct aged *aged, struct event *event, struct hl_error *err) {
	for (size_t i = 0; i < takers->asking_len; i++) {
		size_t slot = takers->asking[i].slot;
		bool holds = takes(&takers->asking[i], aged->age);
		enum hl_status status = HL_OK;

		if (holds)
			status = meets(log, slot, aged->row, &holds, err);
		if (status != HL_OK)
			return status;
		if (holds)
			add_slot(log->facts, slot, &event->slots, &event->bits);
	}
	return HL_OK;
}

/* Who takes an event of that type. */
static inline enum hl_status find_slots(const struct log *log, struct hl_str type,
	const struct aged *aged, struct event *event, struct hl_error *err) {
	const struct takers *takers = &log->takers[types_find(&log->types, type)];
	const struct span *span = takers->spans;

	while (aged->age > span->to_s)
		span++;
	event->slots = span->slots;
	event->bits = span->bits;
	return takers->asking_len ? ask_more(log, takers, aged, event, err) : HL_OK;
}

static const uint64_t second = UINT64_C(1000000000); /* in nanoseconds */

/* How long ago: whole seconds, negative when it is not yet; and all of it, where times are kept. */
struct age {
	int64_t s;
	uint64_t ns;
};

static inline enum hl_status find_age(const struct log *log, struct hl_str ts,
	struct hl_time_memo *memo, struct age *age, struct hl_error *err) {
	const struct hl_score_time *now = &log->facts->time;
	struct hl_time time;
	enum hl_status status = hl_time_parse_memo(ts, &now->rules, memo, &time, err);

	if (status != HL_OK)
		return status;
	/* A part of a second has not passed yet. */
	age->s = now->as_of - time.s - (time.ns > 0);
	if (log->facts->list)
		age->ns = (uint64_t)(now->as_of - time.s) * second - (uint64_t)time.ns;
	return HL_OK;
}

/* As it is kept: + 1, and 0 for none. */
static inline uint32_t age_kept(int64_t age) {
	if (age < 0)
		return 0;
	return age < UINT32_MAX - 1 ? (uint32_t)age + 1 : UINT32_MAX;
}

enum hl_status log_event(const struct log *log, struct hl_time_memo *memo, const struct hl_row *row,
	struct event *event, struct hl_error *err) {
	struct age age = { 0 };
	enum hl_status status = find_age(log, hl_cell_trimmed(row, log->ts), memo, &age, err);

	if (status != HL_OK)
		return hl_row_fail(row, log->header, log->ts, status, err);
	event->age = age_kept(age.s);
	event->ago = age.ns;
	if (age.s < 0)
		return HL_OK;
	return find_slots(
		log, hl_cell_trimmed(row, log->type), &(struct aged){ row, age.s }, event, err);
}

/* Column by column: each is a short loop over what is at hand. */
size_t log_events(const struct log *log, struct hl_time_memo *memo, const struct hl_row *rows,
	size_t len, struct event *events) {
	struct hl_str cells[HL_STEP_ROWS];
	struct age ages[HL_STEP_ROWS];
	struct hl_error ignored;
	size_t good = 0;

	hl_cells_trimmed(rows, len, log->ts, cells);
	for (; good < len; good++)
		if (find_age(log, cells[good], memo, &ages[good], &ignored) != HL_OK)
			break;
	len = good;
	for (size_t i = 0; i < len; i++)
		events[i].age = age_kept(ages[i].s);
	for (size_t i = 0; i < len && log->facts->list; i++)
		events[i].ago = ages[i].ns;
	hl_cells_trimmed(rows, len, log->type, cells);
	for (good = 0; good < len; good++) {
		const struct aged aged = { &rows[good], ages[good].s };

		if (aged.age >= 0 &&
			find_slots(log, cells[good], &aged, &events[good], &ignored) != HL_OK)
			break;
	}
	return good;
}
