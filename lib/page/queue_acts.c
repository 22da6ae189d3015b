/* queue_acts.c - the links of a card, and what stands against them. */
#include "queue.h"

#include <string.h>

struct acts {
	const struct queue_card *card;
	struct hl_export *doc;
	bool has_channels;                               /* there is such a column */
	bool call, sms, email, mail;                     /* are listed there */
	bool call_open, sms_open, email_open, mail_open; /* may be used now */
	bool has_left;                                   /* calls_left is a number */
	int64_t left;
	bool has_link, has_call_link;
	size_t begun; /* where the first link or limit stands */
};

static struct hl_str cell(const struct acts *acts, size_t column) {
	return queue_cell(acts->card->queue, column);
}

/* --- what is open --- */

static void read_channels(struct acts *acts, struct hl_str list) {
	while (list.len > 0) {
		struct hl_str word = hl_lead_next_word(&list);

		acts->call |= hl_str_same(word, HL_STR("call"));
		acts->sms |= hl_str_same(word, HL_STR("sms"));
		acts->email |= hl_str_same(word, HL_STR("email"));
		acts->mail |= hl_str_same(word, HL_STR("mail"));
	}
}

static bool has_channels(const struct queue_columns *columns) {
	return columns->own_channels != HL_NO_COLUMN && !columns->is_hidden;
}

static bool has_status(const struct acts *acts, struct hl_str status) {
	return acts->has_channels && hl_str_same(acts->card->queue->status, status);
}

static void read_acts(struct acts *acts) {
	const struct queue *queue = acts->card->queue;
	bool is_stopped = has_status(acts, HL_STR("hold")) || has_status(acts, HL_STR("drop")) ||
			  has_status(acts, HL_STR("defer"));

	if (acts->has_channels)
		read_channels(acts, queue->channels);
	else if (!queue->columns->is_hidden)
		acts->call = acts->sms = acts->email = true;
	acts->has_left = hl_dec_read(queue->left, &acts->left);
	acts->call_open = acts->call && !is_stopped && !(acts->has_left && acts->left <= 0);
	acts->sms_open = acts->sms && !is_stopped;
	acts->email_open = acts->email && !is_stopped;
	acts->mail_open = acts->mail && !is_stopped;
}

/* --- links --- */

/* A line end before each but the first. */
static void begin_one(struct acts *acts) {
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
		*shown = cell(acts, columns[i]);
		if (is_whole(acts, columns[i]) && hl_lead_tel(*shown, with_extension, to))
			return true;
	}
	return false;
}

static void put_call(struct acts *acts) {
	const struct queue_columns *columns = acts->card->queue->columns;
	const size_t either[2] = { columns->phone, columns->cell };
	struct hl_str shown;
	char number[HL_TEL_ROOM];

	if (!acts->call_open || !find_number(acts, either, true, number, &shown))
		return;
	begin_one(acts);
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

	if (!acts->sms_open || !find_number(acts, either, false, number, &shown))
		return;
	begin_one(acts);
	hl_buf_addf(&acts->doc->out, "<a href=\"sms:%s\">Text<span class=\"to\"> ", number);
	html_put_bdi(acts->doc, shown);
	hl_put(acts->doc, "</span></a>");
}

static void put_email(struct acts *acts) {
	struct hl_str shown = cell(acts, acts->card->queue->columns->email);
	struct hl_buf *address = &acts->doc->scratch;

	address->len = 0;
	if (!acts->email_open || !is_whole(acts, acts->card->queue->columns->email) ||
		!hl_lead_mail(shown, address))
		return;
	begin_one(acts);
	hl_put(acts->doc, "<a href=\"mailto:");
	hl_put_str(acts->doc, hl_buf_str(address));
	hl_put(acts->doc, "\">E-mail<span class=\"to\"> ");
	html_put_bdi(acts->doc, shown);
	hl_put(acts->doc, "</span></a>");
}

/* --- limits --- */

static void put_one(struct acts *acts, const char *text) {
	begin_one(acts);
	hl_put(acts->doc, text);
}

static enum hl_queue_stop stop_of(const struct acts *acts) {
	bool is_other = acts->sms_open || acts->email_open || acts->mail_open;

	if (cell(acts, acts->card->queue->columns->next_ok).len > 0)
		return !acts->call && is_other ? HL_QUEUE_NO_CALL_BEFORE : HL_QUEUE_NOT_BEFORE;
	if (has_status(acts, HL_STR("hold")) || has_status(acts, HL_STR("drop")))
		return HL_QUEUE_NOT_AT_ALL;
	return acts->has_channels && !acts->call ? HL_QUEUE_NO_CALLS : HL_QUEUE_GO;
}

/* The offset of @at where the head of the page does not say it for all; "" for none. */
static void offset_of(const struct acts *acts, struct hl_str at, char *to) {
	struct queue_iso iso;

	to[0] = '\0';
	if (acts->card->queue->offset[0] == '\0' && queue_iso_read(at, &iso))
		queue_iso_offset(&iso, to);
}

static void put_offset(struct acts *acts, const char *offset) {
	if (offset[0])
		hl_buf_addf(&acts->doc->out, " %s", offset);
}

static void put_next_ok(struct acts *acts, const char *before) {
	struct hl_str next_ok = cell(acts, acts->card->queue->columns->next_ok);
	struct queue_iso iso;

	char offset[QUEUE_OFFSET_ROOM];

	put_one(acts, before);
	if (queue_iso_read(next_ok, &iso)) {
		queue_iso_offset(&iso, offset);
		hl_put(acts->doc, "<time datetime=\"");
		html_put(acts->doc, next_ok);
		hl_put(acts->doc, "\">");
		hl_put_str(acts->doc, iso.date);
		hl_put(acts->doc, iso.time.len ? " " : "");
		hl_put_str(acts->doc, iso.time);
		hl_put(acts->doc, "</time>");
		if (strcmp(offset, acts->card->queue->offset) != 0)
			put_offset(acts, offset);
	} else {
		html_put_bdi(acts->doc, next_ok);
	}
	hl_put(acts->doc, "</span>");
}

static void put_stop(struct acts *acts) {
	switch (stop_of(acts)) {
	case HL_QUEUE_NO_CALL_BEFORE:
		put_next_ok(acts, "<span class=\"stop\">No call before ");
		break;
	case HL_QUEUE_NOT_BEFORE:
		put_next_ok(acts, "<span class=\"stop\">Not before ");
		break;
	case HL_QUEUE_NOT_AT_ALL:
		put_one(acts, "<span class=\"stop\">Not to be contacted</span>");
		break;
	case HL_QUEUE_NO_CALLS:
		put_one(acts, "<span class=\"stop\">No calls</span>");
		break;
	case HL_QUEUE_GO:
		break;
	}
}

/* The cell's own clock; its date only when it is another day's, its year when that is another. */
static void put_clock(struct acts *acts, struct hl_str at, const char *class) {
	const struct queue *queue = acts->card->queue;
	struct queue_iso iso;
	struct hl_str day;

	if (!queue_iso_read(at, &iso) || iso.time.len == 0) {
		html_put_bdi(acts->doc, at);
		return;
	}
	hl_buf_addf(&acts->doc->out, "<time class=\"%s\" datetime=\"", class);
	html_put(acts->doc, at);
	hl_put(acts->doc, "\">");
	day = queue_iso_day(&iso, queue->work_date);
	hl_put_str(acts->doc, day);
	hl_put(acts->doc, day.len ? " " : "");
	hl_put_str(acts->doc, iso.time);
	hl_put(acts->doc, "</time>");
}

static void put_hours(struct acts *acts) {
	const struct queue_columns *columns = acts->card->queue->columns;
	struct hl_str from = cell(acts, columns->call_from);
	struct hl_str until = cell(acts, columns->call_to);
	char from_offset[QUEUE_OFFSET_ROOM];
	char until_offset[QUEUE_OFFSET_ROOM];

	if (!acts->has_link || (from.len == 0 && until.len == 0))
		return;
	offset_of(acts, from, from_offset);
	offset_of(acts, until, until_offset);
	put_one(acts, from.len == 0    ? "<span>Hours until "
		      : until.len == 0 ? "<span>Hours from "
				       : "<span>Hours ");
	if (from.len > 0) {
		put_clock(acts, from, "from");
		if (strcmp(from_offset, until_offset) != 0)
			put_offset(acts, from_offset);
	}
	hl_put(acts->doc, from.len && until.len ? "&ndash;" : "");
	if (until.len > 0) {
		put_clock(acts, until, "until");
		put_offset(acts, until_offset);
	}
	hl_put(acts->doc, "</span>");
}

/* What is no number bars nothing, and is not passed over. */
static void put_left_text(struct acts *acts) {
	if (acts->card->queue->left.len == 0)
		return;
	put_one(acts, "<span class=\"stop\">Calls left: ");
	html_put_bdi(acts->doc, acts->card->queue->left);
	hl_put(acts->doc, "</span>");
}

static void put_calls_left(struct acts *acts) {
	char text[HL_DEC_ROOM];

	if (!acts->has_left) {
		put_left_text(acts);
	} else if (acts->left > 0 && acts->has_call_link) {
		put_one(acts, "<span>");
		hl_put_str(acts->doc, (struct hl_str){ text, hl_dec_print(acts->left, text) });
		hl_put(acts->doc,
			acts->left == HL_ONE ? " call left</span>" : " calls left</span>");
	} else if (acts->left <= 0 && acts->call) {
		put_one(acts, "<span class=\"stop\">No calls left today</span>");
	}
}

static void put_flags(struct acts *acts) {
	struct hl_str rest = cell(acts, acts->card->queue->columns->reasons);

	while (rest.len > 0) {
		struct hl_str reason = hl_str_trim(hl_str_cut(&rest, ';'));

		if (reason.len == 0)
			continue;
		put_one(acts, "<span class=\"flag\">");
		html_put_reason(acts->doc, reason);
		hl_put(acts->doc, "</span>");
	}
}

/* --- both --- */

static void put_links(struct acts *acts) {
	put_call(acts);
	put_sms(acts);
	put_email(acts);
	acts->has_link = acts->doc->out.len > acts->begun;
}

static void put_limits(struct acts *acts) {
	put_stop(acts);
	put_hours(acts);
	put_calls_left(acts);
	if (acts->mail_open && acts->has_channels)
		put_one(acts, "<span>Letter allowed</span>");
	put_flags(acts);
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
	struct acts acts = {
		.card = card, .doc = doc, .has_channels = has_channels(card->queue->columns)
	};
	size_t before = doc->out.len;
	bool has_links;
	bool has_limits;

	read_acts(&acts);
	hl_put(doc, "<div class=\"acts\">");
	has_links = put_paragraph(&acts, "<p class=\"links\">", put_links);
	has_limits = put_paragraph(&acts, "<p class=\"limits\">", put_limits);
	if (has_links || has_limits)
		hl_put(doc, "</div>\n");
	else
		doc->out.len = before;
}

/* --- for other formats --- */

struct hl_queue_open queue_open(const struct queue_card *card) {
	const struct queue_columns *columns = card->queue->columns;
	const size_t call[2] = { columns->phone, columns->cell };
	const size_t sms[2] = { columns->cell, columns->phone };
	struct acts acts = {
		.card = card, .doc = card->queue->doc, .has_channels = has_channels(columns)
	};
	struct hl_buf *address = &acts.doc->scratch;
	struct hl_queue_open open = { 0 };
	char number[HL_TEL_ROOM];

	read_acts(&acts);
	open.call = find_number(&acts, call, true, number, &open.call_number) && acts.call_open;
	open.sms = find_number(&acts, sms, false, number, &open.sms_number) && acts.sms_open;
	open.address = cell(&acts, columns->email);
	address->len = 0;
	open.email = acts.email_open && is_whole(&acts, columns->email) &&
		     hl_lead_mail(open.address, address);
	open.letter = acts.mail_open && acts.has_channels;
	open.stop = stop_of(&acts);
	open.has_left = acts.has_left;
	open.left = acts.left;
	open.is_used_up = acts.has_left && acts.left <= 0 && acts.call;
	return open;
}
