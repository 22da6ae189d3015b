/* xlsx_queue.c - the columns of a work queue: those of a collector's eye first, and on paper. */
#include "xlsx_queue.h"

#include "hl/queue.h"

#include <string.h>

enum { IS_ASIDE = 1, IS_HEAD = 2, IS_CLOCK = 4 };

/*
 * In the order of a collector's eye: those on paper, then the others. How wide one may be at most,
 * and that it is wrapped there, is such that the letters of what is printed have 7 points.
 */
static const struct place {
	const char *name;
	const char *head;    /* over it; NULL: its name in words */
	const char *unless;  /* not where there is that one, but later */
	SHEET_MAKE((*make)); /* it is no column of the input */
	uint8_t least, most; /* 0: as every column */
	uint8_t flags;       /* aside: not on paper; a clock: of the work date the time is enough */
} order[] = {
	{ .name = "score", .flags = IS_HEAD },
	{ .name = "tier", .most = 14, .flags = IS_HEAD },
	{ .name = "account_id", .head = "account", .most = 14, .flags = IS_HEAD },
	{ .name = "lead_id", .head = "lead", .unless = "account_id", .most = 14, .flags = IS_HEAD },
	{ .name = "name", .most = 22, .flags = IS_HEAD },
	{ .name = "first_name", .most = 14, .flags = IS_HEAD },
	{ .name = "last_name", .most = 14, .flags = IS_HEAD },
	{ .name = "client", .most = 18 },
	{ .name = "balance" },
	{ .name = "call", .make = queue_make_call, .most = 18 },
	{ .name = "phone", .unless = "call" },
	{ .name = "call_from", .flags = IS_CLOCK },
	{ .name = "call_to", .flags = IS_CLOCK },
	{ .name = "calls_left" },
	{ .name = "may", .make = queue_make_may },
	{ .name = "limits", .make = queue_make_limits, .most = 30 },
	{ .name = QUEUE_RESULT, .least = 14 },
	{ .name = "last_worked", .head = "worked" },
	{ .name = "why", .most = 40 },
	{ .name = "next_step", .most = 20 },
	{ .name = "lead_id", .flags = IS_ASIDE },
	{ .name = "phone", .flags = IS_ASIDE },
	{ .name = "cell", .flags = IS_ASIDE },
	{ .name = "email", .flags = IS_ASIDE },
	{ .name = "channels", .flags = IS_ASIDE },
	{ .name = "reasons", .flags = IS_ASIDE },
	{ .name = "status", .flags = IS_ASIDE },
	{ .name = "next_ok", .flags = IS_ASIDE },
};

/* --- what is known by its name --- */

static const struct {
	const char *name;
	size_t at;
} asked[] = {
	{ "phone", offsetof(struct queue, phone) },
	{ "cell", offsetof(struct queue, cell) },
	{ "email", offsetof(struct queue, email) },
	{ "channels", offsetof(struct queue, channels) },
	{ "gate_status", offsetof(struct queue, gate_status) },
	{ "status", offsetof(struct queue, status) },
	{ "calls_left", offsetof(struct queue, calls_left) },
	{ QUEUE_RESULT, offsetof(struct queue, result) },
};

static size_t *place(struct queue *queue, size_t i) {
	return (size_t *)(void *)((char *)queue + asked[i].at);
}

/* The one of @from that is the column called @name, or from_len. */
static enum hl_status find(const struct hl_export_options *options,
	const struct sheet_columns *from, const char *name, size_t *found, struct hl_error *err) {
	size_t column = HL_NO_COLUMN;
	enum hl_status status;

	*found = from->len;
	if (strcmp(name, QUEUE_RESULT) == 0) {
		for (size_t i = 0; i < from->len; i++)
			if (hl_str_eq(from->at[i].name, HL_STR(QUEUE_RESULT)))
				*found = i;
		return HL_OK;
	}
	status = hl_lead_at(options->table->header, options->map, hl_str_of(name), &column, err);
	for (size_t i = 0; status == HL_OK && i < from->len && column != HL_NO_COLUMN; i++)
		if (from->at[i].column == column && *found == from->len)
			*found = i;
	return status;
}

/*
 * Cells of the input that do not go out are not there when links are made. A status is the gate's
 * where it has no column of its own.
 */
static enum hl_status bind_own(
	const struct hl_export_options *options, struct queue *queue, struct hl_error *err) {
	const struct hl_export_table *table = options->table;
	struct queue_own *own = &queue->own;
	size_t gate_status = HL_NO_COLUMN;
	const struct hl_lead_column of[] = { { "channels", false, &own->channels },
		{ "gate_status", false, &gate_status }, { "status", false, &own->status },
		{ "calls_left", false, &own->calls_left }, { "phone", false, &own->phone },
		{ "cell", false, &own->cell }, { "email", false, &own->email },
		{ "next_ok", false, &own->next_ok }, { "reasons", false, &own->reasons },
		{ "score", false, &own->score } };
	enum hl_status status = hl_lead_bind(table->header, options->map, of, HL_LEN(of), err);

	if (gate_status != HL_NO_COLUMN)
		own->status = gate_status;
	if (own->channels == HL_NO_COLUMN)
		own->status = gate_status;
	return status;
}

static bool is_held_back(const struct hl_export_table *table, size_t column) {
	bool is_among = false;

	for (size_t i = 0; i < table->len; i++)
		is_among |= table->columns[i] == column;
	return column != HL_NO_COLUMN && !(is_among && hl_export_is_out(table, column));
}

/* What a mask left of a number or an address is none. */
static void keep_own(const struct hl_export_table *table, struct queue *queue) {
	struct queue_own *own = &queue->own;
	size_t *const whole[] = { &own->phone, &own->cell, &own->email };
	size_t *const out[] = { &own->next_ok, &own->reasons, &own->score };

	queue->is_blind = is_held_back(table, own->channels) || is_held_back(table, own->status) ||
			  is_held_back(table, own->calls_left);
	for (size_t i = 0; i < HL_LEN(whole); i++)
		if (*whole[i] != HL_NO_COLUMN && !hl_export_is_whole(table, *whole[i]))
			*whole[i] = HL_NO_COLUMN;
	for (size_t i = 0; i < HL_LEN(out); i++)
		if (is_held_back(table, *out[i]))
			*out[i] = HL_NO_COLUMN;
}

/* --- how they look --- */

/* A name of data.md in words; one that was given by --rename, or is the agency's own, stays. */
static struct hl_str head_of(
	struct hl_export_table *table, const struct sheet_column *column, const struct place *at) {
	struct hl_str own = column->column == HL_NO_COLUMN
				    ? column->name
				    : hl_cell(&table->header->row, column->column);
	struct hl_buf words = { 0 };
	struct hl_str head;

	if (!hl_str_eq(column->name, own))
		return column->name;
	if (at && at->head && hl_str_same(own, hl_str_of(at->name)))
		return hl_str_of(at->head);
	hl_queue_put_words(&words, own);
	head = hl_str_keep(&table->arena, hl_buf_str(&words));
	hl_buf_release(&words);
	return head;
}

static void set_look(
	struct hl_export_options *options, struct sheet_column *column, const struct place *at) {
	column->least = at->least;
	column->most = at->most;
	column->is_wrapped = at->most > 0;
	column->is_clock = at->flags & IS_CLOCK;
	column->is_head = at->flags & IS_HEAD;
	column->is_narrow = !(at->flags & IS_ASIDE);
	if (strcmp(at->name, "why") == 0)
		column->make = queue_make_why;
	column->head = head_of(options->table, column, at);
}

/* Of those that stand where they were asked for; the others have theirs. */
static enum hl_status set_looks(
	struct hl_export_options *options, struct queue *queue, struct hl_error *err) {
	struct sheet_columns *columns = &queue->columns;

	for (size_t i = 0; i < HL_LEN(order) && options->table->is_asked; i++) {
		size_t found;
		enum hl_status status = find(options, columns, order[i].name, &found, err);

		if (status != HL_OK)
			return status;
		if (found < columns->len && !order[i].make && !columns->at[found].head.at)
			set_look(options, &columns->at[found], &order[i]);
	}
	for (size_t i = 0; i < columns->len; i++)
		if (!columns->at[i].head.at)
			columns->at[i].head = head_of(options->table, &columns->at[i], NULL);
	return HL_OK;
}

/* --- their order --- */

static void append(struct queue *queue, struct sheet_columns *from, size_t i) {
	queue->columns.at[queue->columns.len++] = from->at[i];
	from->at[i].column = HL_NO_COLUMN; /* it is taken */
}

static void append_new(struct queue *queue, const char *name, SHEET_MAKE((*make))) {
	queue->columns.at[queue->columns.len++] = (struct sheet_column){
		.name = hl_str_of(name), .column = HL_NO_COLUMN, .make = make, .is_key = make
	};
}

/* Is there anything to make the column of? */
static bool is_made(const struct queue *queue, SHEET_MAKE((*make))) {
	const struct queue_own *own = &queue->own;
	bool has_number = own->phone != HL_NO_COLUMN || own->cell != HL_NO_COLUMN;

	if (queue->is_blind)
		return false;
	if (make == queue_make_call)
		return has_number;
	if (make == queue_make_may)
		return own->channels != HL_NO_COLUMN;
	return own->channels != HL_NO_COLUMN || own->calls_left != HL_NO_COLUMN ||
	       own->next_ok != HL_NO_COLUMN || own->reasons != HL_NO_COLUMN;
}

static bool is_there(const bool *placed, const char *name) {
	for (size_t i = 0; i < HL_LEN(order) && name; i++)
		if (placed[i] && strcmp(order[i].name, name) == 0)
			return true;
	return false;
}

/* Put the column of @at there; false: there is none. */
static enum hl_status put_place(struct hl_export_options *options, struct sheet_columns *from,
	struct queue *queue, const struct place *at, struct hl_error *err) {
	size_t found = from->len;
	enum hl_status status;

	if (at->make) {
		if (is_made(queue, at->make))
			append_new(queue, at->name, at->make);
		return HL_OK;
	}
	status = find(options, from, at->name, &found, err);
	if (status != HL_OK)
		return status;
	if (found < from->len)
		append(queue, from, found);
	else if (strcmp(at->name, QUEUE_RESULT) == 0)
		append_new(queue, QUEUE_RESULT, NULL);
	return HL_OK;
}

static enum hl_status arrange(struct hl_export_options *options, struct sheet_columns *from,
	struct queue *queue, struct hl_error *err) {
	bool placed[HL_LEN(order)] = { false };

	for (size_t i = 0; i < HL_LEN(order) && !options->table->is_asked; i++) {
		size_t before = queue->columns.len;
		enum hl_status status = HL_OK;

		if (!is_there(placed, order[i].unless))
			status = put_place(options, from, queue, &order[i], err);
		if (status != HL_OK)
			return status;
		placed[i] = queue->columns.len > before;
		if (placed[i])
			set_look(options, &queue->columns.at[before], &order[i]);
		if (!(order[i].flags & IS_ASIDE))
			queue->front = queue->columns.len;
	}
	for (size_t i = 0; i < from->len; i++)
		if (from->at[i].column != HL_NO_COLUMN)
			append(queue, from, i);
	return HL_OK;
}

static enum hl_status find_asked(
	struct hl_export_options *options, struct queue *queue, struct hl_error *err) {
	struct sheet_columns *columns = &queue->columns;
	enum hl_status status = HL_OK;
	size_t found;

	for (size_t i = 0; i < HL_LEN(asked) && status == HL_OK; i++) {
		status = find(options, columns, asked[i].name, &found, err);
		*place(queue, i) = found < columns->len ? found : HL_NO_COLUMN;
	}
	if (status == HL_OK && queue->result == HL_NO_COLUMN) {
		queue->result = columns->len;
		append_new(queue, QUEUE_RESULT, NULL);
	}
	queue->call = HL_NO_COLUMN;
	for (size_t i = 0; i < columns->len; i++)
		if (columns->at[i].make == queue_make_call)
			queue->call = i;
	if (status == HL_OK)
		status = find(options, columns, "balance", &found, err);
	if (status == HL_OK && found < columns->len)
		columns->at[found].is_balance =
			hl_export_is_whole(options->table, columns->at[found].column);
	return status;
}

/* What may be a link, or struck through. */
static bool has_links(
	const struct hl_export_options *options, const struct queue *queue, size_t i) {
	if (queue->is_blind)
		return false;
	return i == queue->call ||
	       ((i == queue->phone || i == queue->cell || i == queue->email) &&
		       hl_export_is_whole(options->table, queue->columns.at[i].column));
}

static enum hl_status bind_all(struct hl_export_options *options, struct sheet_columns *from,
	struct queue *queue, struct hl_error *err) {
	enum hl_status status = bind_own(options, queue, err);

	if (status != HL_OK)
		return status;
	keep_own(options->table, queue);
	status = arrange(options, from, queue, err);
	if (status == HL_OK)
		status = find_asked(options, queue, err);
	if (status == HL_OK)
		status = set_looks(options, queue, err);
	for (size_t i = 0; i < queue->columns.len; i++)
		queue->columns.at[i].has_links = has_links(options, queue, i);
	return status;
}

static enum hl_status bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_arena *arena = &options->table->arena;
	struct queue *queue = hl_new(arena, struct queue);
	enum hl_status status =
		sheet_columns_bind(options, XLSX_COLUMNS - QUEUE_NEW, "an XLSX queue", err);
	struct sheet_columns from;

	if (status != HL_OK)
		return status;
	memcpy(&from, options->bound, sizeof(from));
	queue->columns.at = hl_new_array(arena, struct sheet_column, from.len + QUEUE_NEW);
	status = bind_all(options, &from, queue, err);
	options->bound = queue;
	return status;
}

/* --- the format --- */

static enum hl_status open(struct sheet *sheet, struct hl_error *err) {
	static const struct xlsx_page page = { .name = { "queue", 5 },
		.link = queue_link,
		.is_closed = queue_is_closed,
		.finish = queue_finish };

	return xlsx_open(sheet, &page, err);
}

static const struct sheet_writer writer = {
	XLSX_WRITER,
	.open = open,
};

static HL_FORMAT_STEP(begin) {
	return sheet_begin(doc, &writer, err);
}

const struct hl_format hl_queue_xlsx = {
	.name = "queue",
	.suffix = ".xlsx",
	.takes = HL_TAKES_OF_SHEET,
	.help = "the work queue as a spreadsheet",
	.begin = begin,
	.bind = bind,
	XLSX_FORMAT,
};
