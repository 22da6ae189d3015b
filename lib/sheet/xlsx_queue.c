/* xlsx_queue.c - the work queue of a collector as a spreadsheet: to be worked on, and printed. */
#include "xlsx.h"

#include <string.h>

#define RESULT "result"

/*
 * In the order of a collector's eye: those on paper, then the others. How wide one may be at most,
 * and that it is wrapped there, is such that the letters of what is printed have 7 points.
 */
static const struct {
	const char *name;
	uint8_t least, most; /* 0: as every column */
	bool is_clock;       /* of the work date the time is enough */
	bool is_aside;       /* not on paper */
} order[] = {
	{ .name = "score" },
	{ .name = "tier", .most = 14 },
	{ .name = "account_id", .most = 14 },
	{ .name = "name", .most = 22 },
	{ .name = "first_name", .most = 14 },
	{ .name = "last_name", .most = 14 },
	{ .name = "balance" },
	{ .name = "phone" },
	{ .name = "call_from", .is_clock = true },
	{ .name = "call_to", .is_clock = true },
	{ .name = "calls_left" },
	{ .name = RESULT, .least = 12 },
	{ .name = "last_worked" },
	{ .name = "why", .most = 40 },
	{ .name = "lead_id", .is_aside = true },
	{ .name = "cell", .is_aside = true },
	{ .name = "email", .is_aside = true },
	{ .name = "channels", .is_aside = true },
	{ .name = "reasons", .is_aside = true },
	{ .name = "status", .is_aside = true },
	{ .name = "next_ok", .is_aside = true },
	{ .name = "client", .is_aside = true },
};

/* What is asked for by the page itself: among its columns, or HL_NO_COLUMN. */
struct queue {
	struct sheet_columns columns; /* first: what every sheet has */
	size_t phone, cell, email, channels, gate_status, status, calls_left, result;
	bool is_blind; /* what hl-gate says does not go out: nothing is a link */
	size_t front;  /* so many columns go on paper: others would leave no room to read them */
};

/* --- columns --- */

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
	{ RESULT, offsetof(struct queue, result) },
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
	if (strcmp(name, RESULT) == 0) {
		for (size_t i = 0; i < from->len; i++)
			if (hl_str_eq(from->at[i].name, HL_STR(RESULT)))
				*found = i;
		return HL_OK;
	}
	status = hl_lead_at(options->table->header, options->map, hl_str_of(name), &column, err);
	for (size_t i = 0; status == HL_OK && i < from->len && column != HL_NO_COLUMN; i++)
		if (from->at[i].column == column && *found == from->len)
			*found = i;
	return status;
}

static void append(struct queue *queue, struct sheet_columns *from, size_t i) {
	queue->columns.at[queue->columns.len++] = from->at[i];
	from->at[i].column = HL_NO_COLUMN; /* it is taken */
}

static enum hl_status arrange(struct hl_export_options *options, struct sheet_columns *from,
	struct queue *queue, struct hl_error *err) {
	bool is_free = !options->table->is_asked;

	for (size_t i = 0; i < HL_LEN(order) && is_free; i++) {
		size_t found;
		enum hl_status status = find(options, from, order[i].name, &found, err);

		if (status != HL_OK)
			return status;
		if (found < from->len && from->at[found].column != HL_NO_COLUMN)
			append(queue, from, found);
		else if (strcmp(order[i].name, RESULT) == 0)
			queue->columns.at[queue->columns.len++] =
				(struct sheet_column){ .name = HL_STR(RESULT),
					.column = HL_NO_COLUMN };
		if (!order[i].is_aside)
			queue->front = queue->columns.len;
	}
	for (size_t i = 0; i < from->len; i++)
		if (from->at[i].column != HL_NO_COLUMN)
			append(queue, from, i);
	return HL_OK;
}

/*
 * Cells of the input that do not go out are not there when links are made. A status is the gate's
 * where it has no column of its own.
 */
static enum hl_status look_for_hidden(
	const struct hl_export_options *options, struct queue *queue, struct hl_error *err) {
	const struct hl_header *header = options->table->header;
	size_t channels, gate_status, status_of, left;
	const struct hl_lead_column of[] = { { "channels", false, &channels },
		{ "gate_status", false, &gate_status }, { "status", false, &status_of },
		{ "calls_left", false, &left } };
	enum hl_status status = hl_lead_bind(header, options->map, of, HL_LEN(of), err);

	if (status != HL_OK)
		return status;
	queue->is_blind = (channels != HL_NO_COLUMN && queue->channels == HL_NO_COLUMN) ||
			  (gate_status != HL_NO_COLUMN && queue->gate_status == HL_NO_COLUMN) ||
			  (left != HL_NO_COLUMN && queue->calls_left == HL_NO_COLUMN) ||
			  (channels != HL_NO_COLUMN && gate_status == HL_NO_COLUMN &&
				  status_of != HL_NO_COLUMN && queue->status == HL_NO_COLUMN);
	return HL_OK;
}

/* What a mask left of a number or an address is none. */
static bool may_link(const struct hl_export_options *options, const struct queue *queue, size_t i) {
	return (i == queue->phone || i == queue->cell || i == queue->email) && !queue->is_blind &&
	       hl_export_is_whole(options->table, queue->columns.at[i].column);
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
		columns->at[columns->len++] =
			(struct sheet_column){ .name = HL_STR(RESULT), .column = HL_NO_COLUMN };
	}
	if (status == HL_OK)
		status = find(options, columns, "balance", &found, err);
	if (status == HL_OK && found < columns->len)
		columns->at[found].is_balance = true;
	return status;
}

static enum hl_status set_looks(
	struct hl_export_options *options, struct queue *queue, struct hl_error *err) {
	struct sheet_columns *columns = &queue->columns;

	for (size_t i = 0; i < HL_LEN(order); i++) {
		size_t found;
		enum hl_status status = find(options, columns, order[i].name, &found, err);
		struct sheet_column *column = &columns->at[found];

		if (status != HL_OK)
			return status;
		if (found == columns->len)
			continue;
		column->least = order[i].least;
		column->most = order[i].most;
		column->is_wrapped = order[i].most > 0;
		column->is_clock = order[i].is_clock;
		column->is_narrow = !order[i].is_aside;
	}
	return HL_OK;
}

static enum hl_status bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_arena *arena = &options->table->arena;
	struct queue *queue = hl_new(arena, struct queue);
	enum hl_status status = sheet_columns_bind(options, XLSX_COLUMNS - 1, "an XLSX queue", err);
	struct sheet_columns from;

	if (status != HL_OK)
		return status;
	memcpy(&from, options->bound, sizeof(from));
	queue->columns.at = hl_new_array(arena, struct sheet_column, from.len + 1);
	status = arrange(options, &from, queue, err);
	if (status == HL_OK)
		status = find_asked(options, queue, err);
	if (status == HL_OK)
		status = look_for_hidden(options, queue, err);
	if (status == HL_OK)
		status = set_looks(options, queue, err);
	for (size_t i = 0; i < queue->columns.len; i++)
		queue->columns.at[i].has_links = may_link(options, queue, i);
	options->bound = queue;
	return status;
}

/* --- links --- */

static struct hl_str cell_at(const struct sheet_cell *cells, size_t place) {
	if (place == HL_NO_COLUMN)
		return HL_STR("");
	return hl_str_trim((struct hl_str){ cells[place].text, cells[place].len });
}

/* As on the page: of the channels that are open, of all where nothing says which are. */
static bool is_open(const struct queue *queue, const struct sheet_cell *cells, struct hl_str word) {
	/* As hl-gate calls it where there is a status already. */
	struct hl_str status = cell_at(
		cells, queue->gate_status == HL_NO_COLUMN ? queue->status : queue->gate_status);
	int64_t left;

	if (hl_str_eq(word, HL_STR("call")) &&
		hl_dec_read(cell_at(cells, queue->calls_left), &left) && left <= 0)
		return false;
	if (queue->channels == HL_NO_COLUMN)
		return true;
	if (hl_str_same(status, HL_STR("hold")) || hl_str_same(status, HL_STR("drop")) ||
		hl_str_same(status, HL_STR("defer")))
		return false;
	return hl_lead_lists(cell_at(cells, queue->channels), word);
}

static bool link_to(
	const struct xlsx *book, const struct sheet_cell *cells, size_t place, struct hl_buf *to) {
	const struct queue *queue = book->sheet->doc->options->bound;
	struct hl_str cell = cell_at(cells, place);
	char number[HL_TEL_ROOM];
	bool is_link;

	if (place == queue->email) {
		hl_buf_add(to, HL_STR("mailto:"));
		is_link = is_open(queue, cells, HL_STR("email")) && hl_lead_mail(cell, to);
	} else {
		is_link = is_open(queue, cells, HL_STR("call")) && hl_lead_tel(cell, true, number);
		if (is_link)
			hl_buf_addf(to, "tel:%s", number);
	}
	hl_buf_add_char(to, '\0');
	return is_link;
}

/* Texts go to the cell phone, or to the phone where there is none: that number may be used, then.
 */
static bool is_closed(const struct xlsx *book, const struct sheet_cell *cells, size_t place) {
	const struct queue *queue = book->sheet->doc->options->bound;
	bool is_for_texts = place == queue->cell || cell_at(cells, queue->cell).len == 0;

	if (place == queue->email)
		return !is_open(queue, cells, HL_STR("email"));
	return !is_open(queue, cells, HL_STR("call")) &&
	       !(is_for_texts && is_open(queue, cells, HL_STR("sms")));
}

/* --- what may be written, and print --- */

/* The library takes texts that it could write to. */
static lxw_error add_results(struct xlsx *book, lxw_col_t col) {
	struct hl_arena *arena = &book->sheet->doc->arena;
	char **words = hl_new_array(arena, char *, hl_results_len + 1);
	char title[] = "Result";
	char message[] = "None of the results that are counted. Keep it all the same?";
	lxw_data_validation list = { .validate = LXW_VALIDATION_TYPE_LIST,
		.value_list = words,
		.ignore_blank = LXW_VALIDATION_ON,
		.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
		.error_title = title,
		.error_message = message };
	lxw_row_t last = book->row > 1 ? book->row - 1 : 1;

	for (size_t i = 0; i < hl_results_len; i++) {
		size_t len = strlen(hl_results[i].name) + 1;

		words[i] = hl_new_array(arena, char, len);
		memcpy(words[i], hl_results[i].name, len);
	}
	return worksheet_data_validation_range(book->worksheet, 1, col, last, col, &list);
}

static void put_moment(struct hl_buf *to, const struct hl_export_options *options) {
	to->len += hl_day_print(options->work_day, hl_buf_room(to, HL_TIME_ROOM));
	hl_buf_add(to, HL_STR("&RData as of "));
	hl_export_put_as_of(options, to);
	hl_buf_add_char(to, '\0');
}

enum { CURRENCY = 8 };

static void put_balance(const struct xlsx *book, struct hl_buf *to) {
	hl_wide total = hl_sum_round(book->balance, 2);
	bool is_there = false;

	for (size_t i = 0; i < book->sheet->len; i++)
		is_there |= book->sheet->columns[i].is_balance;
	if (!is_there)
		return;
	hl_buf_add(to, total < 0 ? HL_STR(", -") : HL_STR(", "));
	xlsx_put_running(to, book->sheet->doc->options->currency, CURRENCY);
	to->len += hl_sum_print(total < 0 ? -total : total, 2, hl_buf_room(to, HL_SUM_ROOM));
	if (book->without > 0)
		hl_buf_addf(to, " (%zu without a balance)", book->without);
}

/* At most 255 characters each. */
static lxw_error set_running(struct xlsx *book) {
	enum { TITLE = 60, RUN = 60 };
	const struct hl_export *doc = book->sheet->doc;
	struct hl_buf text = { 0 };
	lxw_error said;

	hl_buf_add(&text, HL_STR("&L&\"-,Bold\"Queue "));
	xlsx_put_running(&text, doc->title, TITLE);
	hl_buf_add(&text, HL_STR("&CWork date "));
	put_moment(&text, doc->options);
	said = worksheet_set_header(book->worksheet, text.at);
	text.len = 0;
	hl_buf_addf(&text, "&LEND %u row%s", (unsigned)(book->row - 1), book->row == 2 ? "" : "s");
	put_balance(book, &text);
	if (doc->options->run.len > 0)
		hl_buf_add(&text, HL_STR(" | run "));
	xlsx_put_running(&text, doc->options->run, RUN);
	hl_buf_add(&text, HL_STR("&CConfidential&RPage &P of &N"));
	hl_buf_add_char(&text, '\0');
	if (said == LXW_NO_ERROR)
		said = worksheet_set_footer(book->worksheet, text.at);
	hl_buf_release(&text);
	return said;
}

static lxw_error finish(struct xlsx *book) {
	const struct queue *queue = book->sheet->doc->options->bound;
	lxw_error said = add_results(book, (lxw_col_t)queue->result);

	if (queue->front > 0)
		said = said ? said
			    : worksheet_print_area(book->worksheet, 0, 0, book->row - 1,
				      (lxw_col_t)(queue->front - 1));
	worksheet_set_landscape(book->worksheet);
	worksheet_fit_to_pages(book->worksheet, 1, 0);
	worksheet_set_margins(book->worksheet, 0.3, 0.3, 0.75, 0.75);
	worksheet_gridlines(book->worksheet, LXW_SHOW_ALL_GRIDLINES);
	if (said == LXW_NO_ERROR)
		said = worksheet_repeat_rows(book->worksheet, 0, 0);
	return said == LXW_NO_ERROR ? set_running(book) : said;
}

/* --- the format --- */

static enum hl_status open(struct sheet *sheet, struct hl_error *err) {
	static const struct xlsx_page page = {
		.name = { "queue", 5 }, .link = link_to, .is_closed = is_closed, .finish = finish
	};

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
	.help = "the work queue as a spreadsheet",
	.begin = begin,
	.bind = bind,
	XLSX_FORMAT,
};
