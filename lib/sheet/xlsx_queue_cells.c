/* xlsx_queue_cells.c - what is open to an account, and the cells that say so. */
#include "xlsx_queue.h"

#include "hl/queue.h"

/* --- what is open --- */

/* What hl-gate says of a row. */
struct gate {
	bool has_channels;
	struct hl_str channels, status, calls_left;
};

static bool has_status(const struct gate *gate, struct hl_str status) {
	return gate->has_channels && hl_str_same(gate->status, status);
}

static bool has_calls(const struct gate *gate) {
	int64_t left;

	return !hl_dec_read(gate->calls_left, &left) || left > 0;
}

static bool is_listed(const struct gate *gate, struct hl_str word) {
	return !gate->has_channels || hl_lead_lists(gate->channels, word);
}

/* As on the page: of the channels that are open, of all where nothing says which are. */
static bool is_open(const struct gate *gate, struct hl_str word) {
	if (hl_str_eq(word, HL_STR("call")) && !has_calls(gate))
		return false;
	if (has_status(gate, HL_STR("hold")) || has_status(gate, HL_STR("drop")) ||
		has_status(gate, HL_STR("defer")))
		return false;
	return is_listed(gate, word);
}

/* --- cells that are made of a row --- */

static const struct queue *queue_of(const struct hl_export *doc) {
	return doc->options->bound;
}

static struct gate gate_of_row(const struct queue *queue, const struct hl_row *row) {
	return (struct gate){ .has_channels = queue->own.channels != HL_NO_COLUMN,
		.channels = hl_cell_trimmed(row, queue->own.channels),
		.status = hl_cell_trimmed(row, queue->own.status),
		.calls_left = hl_cell_trimmed(row, queue->own.calls_left) };
}

/* The number in the first of two cells that holds one. */
static bool find_number(const struct hl_row *row, size_t first, size_t second, bool with_extension,
	struct hl_str *shown) {
	char number[HL_TEL_ROOM];

	*shown = hl_cell_trimmed(row, first);
	if (hl_lead_tel(*shown, with_extension, number))
		return true;
	*shown = hl_cell_trimmed(row, second);
	return hl_lead_tel(*shown, with_extension, number);
}

static bool find_call(const struct queue *queue, const struct gate *gate, const struct hl_row *row,
	struct hl_str *shown) {
	return is_open(gate, HL_STR("call")) &&
	       find_number(row, queue->own.phone, queue->own.cell, true, shown);
}

SHEET_MAKE(queue_make_call) {
	const struct queue *queue = queue_of(doc);
	struct gate gate = gate_of_row(queue, row);
	struct hl_str shown;

	(void)column;
	hl_buf_add(to, find_call(queue, &gate, row, &shown) ? shown : HL_STR("\xe2\x80\x93"));
}

/* Calls, texts, e-mail, letters: a letter, or a dash where it is closed. As on paper. */
SHEET_MAKE(queue_make_may) {
	const struct queue *queue = queue_of(doc);
	struct gate gate = gate_of_row(queue, row);
	struct hl_buf address = { 0 };
	struct hl_str shown;
	bool call = find_call(queue, &gate, row, &shown);
	bool sms = is_open(&gate, HL_STR("sms")) &&
		   find_number(row, queue->own.cell, queue->own.phone, false, &shown);
	bool email = is_open(&gate, HL_STR("email")) &&
		     hl_lead_mail(hl_cell_trimmed(row, queue->own.email), &address);

	(void)column;
	hl_buf_release(&address);
	hl_buf_addf(to, "%c%c%c%c", call ? 'C' : '-', sms ? 'S' : '-', email ? 'E' : '-',
		is_open(&gate, HL_STR("mail")) ? 'L' : '-');
}

static void put_one(struct hl_buf *to, size_t begun, struct hl_str text) {
	hl_buf_add(to, to->len > begun ? HL_STR("; ") : HL_STR(""));
	hl_buf_add(to, text);
}

static void put_stop(const struct gate *gate, struct hl_str next_ok, struct hl_buf *to) {
	enum hl_queue_stop stop = hl_queue_stop_of(&(struct hl_queue_against){
		.has_next_ok = next_ok.len > 0,
		.has_channels = gate->has_channels,
		.is_listed = is_listed(gate, HL_STR("call")),
		.has_other = is_open(gate, HL_STR("sms")) || is_open(gate, HL_STR("email")) ||
			     is_open(gate, HL_STR("mail")),
		.is_barred = has_status(gate, HL_STR("hold")) || has_status(gate, HL_STR("drop")),
	});

	hl_buf_add(to, hl_str_of(hl_queue_stop_said(stop)));
	if (hl_queue_stop_has_day(stop))
		hl_buf_add(to, next_ok);
}

/* Without their codes, which stand in a column of their own. */
static void put_reasons(struct hl_str rest, struct hl_buf *to, size_t begun) {
	while (rest.len > 0) {
		struct hl_str code = hl_str_trim(hl_str_cut(&rest, ';'));
		const char *said = hl_reason_said(code);

		if (code.len == 0)
			continue;
		put_one(to, begun, said ? hl_str_of(said) : HL_STR(""));
		if (!said)
			hl_queue_put_words(to, code);
	}
}

SHEET_MAKE(queue_make_limits) {
	const struct queue *queue = queue_of(doc);
	struct gate gate = gate_of_row(queue, row);
	size_t begun = to->len;

	(void)column;
	put_stop(&gate, hl_cell_trimmed(row, queue->own.next_ok), to);
	if (!has_calls(&gate) && is_listed(&gate, HL_STR("call")))
		put_one(to, begun, HL_STR("no calls left today"));
	put_reasons(hl_cell_trimmed(row, queue->own.reasons), to, begun);
}

/* A text of somebody else's stays what it is, with its blanks. */
SHEET_MAKE(queue_make_why) {
	struct hl_str why = hl_cell_trimmed(row, column);
	size_t begun = to->len;

	(void)doc;
	hl_queue_put_why(to, why);
	if (!hl_str_eq((struct hl_str){ to->at + begun, to->len - begun }, why))
		return;
	to->len = begun;
	hl_buf_add(to, hl_cell(row, column));
}

/* --- links --- */

static struct hl_str cell_at(const struct sheet_cell *cells, size_t place) {
	if (place == HL_NO_COLUMN)
		return HL_STR("");
	return hl_str_trim((struct hl_str){ cells[place].text, cells[place].len });
}

static struct gate gate_of_cells(const struct queue *queue, const struct sheet_cell *cells) {
	/* As hl-gate calls it where there is a status already. */
	size_t status = queue->gate_status == HL_NO_COLUMN ? queue->status : queue->gate_status;

	return (struct gate){ .has_channels = queue->channels != HL_NO_COLUMN,
		.channels = cell_at(cells, queue->channels),
		.status = cell_at(cells, status),
		.calls_left = cell_at(cells, queue->calls_left) };
}

/* Where there is a column of the numbers to call, it is that which is called by. */
static bool is_number_of_link(const struct queue *queue, size_t place) {
	return queue->call == HL_NO_COLUMN ? place == queue->phone || place == queue->cell
					   : place == queue->call;
}

bool queue_link(
	const struct xlsx *book, const struct sheet_cell *cells, size_t place, struct hl_buf *to) {
	const struct queue *queue = queue_of(book->sheet->doc);
	struct gate gate = gate_of_cells(queue, cells);
	struct hl_str cell = cell_at(cells, place);
	char number[HL_TEL_ROOM];
	bool is_link = false;

	if (place == queue->email) {
		hl_buf_add(to, HL_STR("mailto:"));
		is_link = is_open(&gate, HL_STR("email")) && hl_lead_mail(cell, to);
	} else if (is_number_of_link(queue, place)) {
		is_link = is_open(&gate, HL_STR("call")) && hl_lead_tel(cell, true, number);
		if (is_link)
			hl_buf_addf(to, "tel:%s", number);
	}
	hl_buf_add_char(to, '\0');
	return is_link;
}

/* Texts go to the cell phone, or to the phone where there is none: that number may be used, then.
 */
bool queue_is_closed(const struct xlsx *book, const struct sheet_cell *cells, size_t place) {
	const struct queue *queue = queue_of(book->sheet->doc);
	struct gate gate = gate_of_cells(queue, cells);
	bool is_for_texts = place == queue->cell || cell_at(cells, queue->cell).len == 0;

	if (place == queue->call)
		return false;
	if (place == queue->email)
		return !is_open(&gate, HL_STR("email"));
	return !is_open(&gate, HL_STR("call")) && !(is_for_texts && is_open(&gate, HL_STR("sms")));
}
