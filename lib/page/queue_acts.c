/* queue_acts.c - the links of a card, and what stands against them. */
#include "queue_acts.h"

/* What a mask holds back is not open, whatever it is. */
static struct acts read_acts(const struct queue_card *card) {
	const struct queue *queue = card->queue;
	bool is_there = queue->columns->own_channels != HL_NO_COLUMN;
	bool is_hidden = queue->columns->is_hidden;
	const struct hl_contact_cells cells = { .has_channels = is_there,
		.channels = is_hidden ? HL_STR("") : queue->channels,
		.status = queue->status,
		.calls_left = queue->left };

	return (struct acts){ .card = card,
		.doc = queue->doc,
		.has_channels = is_there && !is_hidden,
		.open = hl_contact_open(&cells) };
}

/* --- links --- */

void acts_begin_one(struct acts *acts) {
	if (acts->doc->out.len > acts->begun)
		hl_buf_add_char(&acts->doc->out, '\n');
}

/* What a mask left of a number or an address leads nowhere, or to somebody else. */
static bool is_whole(const struct acts *acts, size_t column) {
	const struct hl_export_table *table = acts->doc->table;

	return column != HL_NO_COLUMN && hl_export_is_whole(table, table->columns[column]);
}

/* The number in the first of two cells that holds one. */
static bool find_number(const struct acts *acts, const size_t columns[2], bool with_extension,
	char *to, struct hl_str *shown) {
	for (size_t i = 0; i < 2; i++) {
		*shown = acts_cell(acts, columns[i]);
		if (is_whole(acts, columns[i]) && hl_contact_tel(*shown, with_extension, to))
			return true;
	}
	return false;
}

static void put_call(struct acts *acts) {
	const struct queue_columns *columns = acts->card->queue->columns;
	const size_t either[2] = { columns->phone, columns->cell };
	struct hl_str shown;
	char number[HL_TEL_ROOM];

	if (!acts->open.call_open || !find_number(acts, either, true, number, &shown))
		return;
	acts_begin_one(acts);
	hl_buf_addf(&acts->doc->out, "<a class=\"call\" href=\"tel:%s\">Call ", number);
	html_put_bdi(acts->doc, shown);
	hl_put(acts->doc, "</a>");
	acts->has_call_link = true;
}

static void put_sms(struct acts *acts) {
	const struct queue_columns *columns = acts->card->queue->columns;
	const size_t either[2] = { columns->cell, columns->phone };
	struct hl_str shown;
	char number[HL_TEL_ROOM];

	if (!acts->open.sms_open || !find_number(acts, either, false, number, &shown))
		return;
	acts_begin_one(acts);
	hl_buf_addf(&acts->doc->out, "<a href=\"sms:%s\" title=\"", number);
	html_put(acts->doc, shown);
	hl_put(acts->doc, "\">Text<span class=\"to\"> ");
	html_put_bdi(acts->doc, shown);
	hl_put(acts->doc, "</span></a>");
}

static void put_email(struct acts *acts) {
	struct hl_str shown = acts_cell(acts, acts->card->queue->columns->email);
	struct hl_buf *address = &acts->doc->scratch;

	address->len = 0;
	if (!acts->open.email_open || !is_whole(acts, acts->card->queue->columns->email) ||
		!hl_contact_mail(shown, address))
		return;
	acts_begin_one(acts);
	hl_put(acts->doc, "<a href=\"mailto:");
	hl_put_str(acts->doc, hl_buf_str(address));
	hl_put(acts->doc, "\" title=\"");
	html_put(acts->doc, shown);
	hl_put(acts->doc, "\">E-mail<span class=\"to\"> ");
	html_put_bdi(acts->doc, shown);
	hl_put(acts->doc, "</span></a>");
}

/* --- both --- */

static void put_links(struct acts *acts) {
	put_call(acts);
	put_sms(acts);
	put_email(acts);
	acts->has_link = acts->doc->out.len > acts->begun;
}

/* What @put_all puts, between @open and </p>; nothing when it puts nothing. */
static bool put_paragraph(struct acts *acts, const char *open, void (*put_all)(struct acts *)) {
	struct hl_buf *out = &acts->doc->out;
	size_t before = out->len;

	hl_put(acts->doc, open);
	acts->begun = out->len;
	put_all(acts);
	if (out->len == acts->begun) {
		out->len = before;
		return false;
	}
	hl_put(acts->doc, "</p>");
	return true;
}

void queue_put_acts(const struct queue_card *card) {
	struct hl_export *doc = card->queue->doc;
	struct acts acts = read_acts(card);
	size_t before = doc->out.len;
	bool has_links;
	bool has_limits;

	hl_put(doc, "<div class=\"acts\">");
	has_links = put_paragraph(&acts, "<p class=\"links\">", put_links);
	has_limits = put_paragraph(&acts, "<p class=\"limits\">", acts_put_limits);
	if (has_links || has_limits)
		hl_put(doc, "</div>\n");
	else
		doc->out.len = before;
}

/* Texts go to the cell phone, or to the phone where there is none: that may be used, then. */
bool queue_is_shut(const struct queue_card *card, size_t place) {
	const struct queue_columns *columns = card->queue->columns;
	struct acts acts = read_acts(card);
	bool is_for_texts = place == columns->cell || acts_cell(&acts, columns->cell).len == 0;

	if (columns->is_hidden)
		return false;
	if (place == columns->email)
		return !acts.open.email_open;
	return (place == columns->phone || place == columns->cell) && !acts.open.call_open &&
	       !(is_for_texts && acts.open.sms_open);
}

/* --- for other formats --- */

struct hl_queue_open queue_open(const struct queue_card *card) {
	const struct queue_columns *columns = card->queue->columns;
	const size_t call[2] = { columns->phone, columns->cell };
	const size_t sms[2] = { columns->cell, columns->phone };
	struct acts acts = read_acts(card);
	struct hl_buf *address = &acts.doc->scratch;
	struct hl_queue_open open = { 0 };
	char number[HL_TEL_ROOM];

	open.call =
		find_number(&acts, call, true, number, &open.call_number) && acts.open.call_open;
	open.sms = find_number(&acts, sms, false, number, &open.sms_number) && acts.open.sms_open;
	open.address = acts_cell(&acts, columns->email);
	address->len = 0;
	open.email = acts.open.email_open && is_whole(&acts, columns->email) &&
		     hl_contact_mail(open.address, address);
	open.letter = acts.open.mail_open && acts.has_channels;
	open.stop = acts_stop(&acts);
	open.has_left = acts.open.has_left;
	open.left = acts.open.left;
	open.is_used_up = acts.open.has_left && acts.open.left <= 0 && acts.open.call;
	return open;
}
