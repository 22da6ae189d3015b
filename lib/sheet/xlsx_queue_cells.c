/* xlsx_queue_cells.c - what is open to an account, and the cells that say so. */
#include "xlsx_queue.h"

#include "hl/queue.h"

/* --- cells that are made of a row --- */

static const struct queue *queue_of(const struct hl_export *doc) {
	return doc->options->bound;
}

static struct hl_contact_cells said_of(const struct queue *queue, const struct hl_row *row) {
	return (struct hl_contact_cells){ .has_channels = queue->own.channels != HL_NO_COLUMN,
		.channels = hl_cell_trimmed(row, queue->own.channels),
		.status = hl_cell_trimmed(row, queue->own.status),
		.calls_left = hl_cell_trimmed(row, queue->own.calls_left) };
}

/* The number in the first of two cells that holds one. */
static bool find_number(const struct hl_row *row, size_t first, size_t second, bool with_extension,
	struct hl_str *shown) {
	char number[HL_TEL_ROOM];

	*shown = hl_cell_trimmed(row, first);
	if (hl_contact_tel(*shown, with_extension, number))
		return true;
	*shown = hl_cell_trimmed(row, second);
	return hl_contact_tel(*shown, with_extension, number);
}

SHEET_MAKE(queue_make_call) {
	const struct queue *queue = queue_of(doc);
	const struct hl_contact_cells said = said_of(queue, row);
	struct hl_str shown;
	bool is_open = hl_contact_open(&said).call_open &&
		       find_number(row, queue->own.phone, queue->own.cell, true, &shown);

	(void)column;
	hl_buf_add(to, is_open ? shown : HL_STR("\xe2\x80\x93"));
}

/* Calls, texts, e-mail, letters: a letter, or a dash where it is closed. As on paper. */
SHEET_MAKE(queue_make_may) {
	const struct queue_own *own = &queue_of(doc)->own;
	const struct hl_contact_cells said = said_of(queue_of(doc), row);
	struct hl_contact_open open = hl_contact_open(&said);
	struct hl_buf address = { 0 };
	struct hl_str shown;
	bool call = open.call_open && find_number(row, own->phone, own->cell, true, &shown);
	bool sms = open.sms_open && find_number(row, own->cell, own->phone, false, &shown);
	bool email = open.email_open && hl_contact_mail(hl_cell_trimmed(row, own->email), &address);

	(void)column;
	hl_buf_release(&address);
	hl_buf_addf(to, "%c%c%c%c", call ? 'C' : '-', sms ? 'S' : '-', email ? 'E' : '-',
		open.mail_open ? 'L' : '-');
}

static void put_one(struct hl_buf *to, size_t begun, struct hl_str text) {
	hl_buf_add(to, to->len > begun ? HL_STR("; ") : HL_STR(""));
	hl_buf_add(to, text);
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
	const struct queue_own *own = &queue_of(doc)->own;
	const struct hl_contact_cells said = said_of(queue_of(doc), row);
	struct hl_contact_open open = hl_contact_open(&said);
	struct hl_str next_ok = hl_cell_trimmed(row, own->next_ok);
	enum hl_queue_stop stop = hl_queue_stop_of(&said, &open, next_ok);
	size_t begun = to->len;

	(void)column;
	hl_buf_add(to, hl_str_of(hl_queue_stop_said(stop)));
	hl_buf_add(to, hl_queue_stop_has_day(stop) ? next_ok : HL_STR(""));
	if (open.call && open.has_left && open.left <= 0)
		put_one(to, begun, HL_STR("no calls left today"));
	put_reasons(hl_cell_trimmed(row, own->reasons), to, begun);
}

/* A text of somebody else's stays what it is, with its blanks. */
SHEET_MAKE(queue_make_why) {
	struct hl_str why = hl_cell_trimmed(row, column);
	size_t begun = to->len;

	hl_queue_put_why(to, why, hl_cell_trimmed(row, queue_of(doc)->own.score));
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

static struct hl_contact_open open_of(const struct queue *queue, const struct sheet_cell *cells) {
	/* As hl-gate calls it where there is a status already. */
	size_t status = queue->gate_status == HL_NO_COLUMN ? queue->status : queue->gate_status;
	const struct hl_contact_cells said = { .has_channels = queue->channels != HL_NO_COLUMN,
		.channels = cell_at(cells, queue->channels),
		.status = cell_at(cells, status),
		.calls_left = cell_at(cells, queue->calls_left) };

	return hl_contact_open(&said);
}

/* Where there is a column of the numbers to call, it is that which is called by. */
static bool is_number_of_link(const struct queue *queue, size_t place) {
	return queue->call == HL_NO_COLUMN ? place == queue->phone || place == queue->cell
					   : place == queue->call;
}

bool queue_link(
	const struct xlsx *book, const struct sheet_cell *cells, size_t place, struct hl_buf *to) {
	const struct queue *queue = queue_of(book->sheet->doc);
	struct hl_contact_open open = open_of(queue, cells);
	struct hl_str cell = cell_at(cells, place);
	char number[HL_TEL_ROOM];
	bool is_link = false;

	if (place == queue->email) {
		hl_buf_add(to, HL_STR("mailto:"));
		is_link = open.email_open && hl_contact_mail(cell, to);
	} else if (is_number_of_link(queue, place)) {
		is_link = open.call_open && hl_contact_tel(cell, true, number);
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
	struct hl_contact_open open = open_of(queue, cells);
	bool is_for_texts = place == queue->cell || cell_at(cells, queue->cell).len == 0;

	if (place == queue->call)
		return false;
	if (place == queue->email)
		return !open.email_open;
	return !open.call_open && !(is_for_texts && open.sms_open);
}
