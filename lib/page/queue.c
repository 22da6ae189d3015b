/*
 * queue.c - the work queue page: its head, its tiers, its cards, its end.
 *
 * Two passes: all rows are held, for the head tells their count, their sum and their tiers. What is
 * emitted is specified in queue.html.txt, byte for byte.
 */
#include "queue.h"

#include "hl/beside.h"
#include "hl/page.h"

extern const char hl_embed_queue_css[];
extern const size_t hl_embed_queue_css_len;
extern const char hl_embed_queue_js[];
extern const size_t hl_embed_queue_js_len;

static const char tools[] =
	"<div class=\"tools\" id=\"tools\" role=\"search\" hidden>\n"
	"<input type=\"search\" id=\"search\" aria-label=\"Search name, account, phone, any text\" "
	"placeholder=\"Search\" autocomplete=\"off\" spellcheck=\"false\">\n"
	"<select id=\"sort\" aria-label=\"Sort by\">\n"
	"<option value=\"queue\">Queue order</option>\n"
	"<option value=\"score\">Score, highest first</option>\n"
	"<option value=\"balance\">Balance, largest first</option>\n"
	"<option value=\"window\">Hours, closing first</option>\n"
	"<option value=\"name\">Name, A to Z</option>\n"
	"</select>\n"
	"<button type=\"button\" id=\"now\" aria-pressed=\"false\">Can be called now "
	"<span class=\"n\"></span></button>\n"
	"<button type=\"button\" id=\"todo\" aria-pressed=\"false\">Not worked yet "
	"<span class=\"n\"></span></button>\n"
	"<button type=\"button\" id=\"ask\" aria-haspopup=\"dialog\"><kbd>?</kbd> Keys</button>\n"
	"<p class=\"shown\" id=\"shown\" role=\"status\"></p>\n"
	"</div>\n";

/* --- rows --- */

/* Behind the exported cells the row's account and its collector are held, exported or not. */
enum { OWN_CELLS = 2 };

static enum hl_status queue_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct queue_columns *columns = doc->options->bound;
	struct hl_str account = hl_cell_trimmed(row, columns->account);

	(void)err;
	for (size_t i = 0; i < doc->table->len; i++)
		hl_held_add(&doc->held, hl_export_cell(doc, row, i));
	hl_held_add(&doc->held, account);
	hl_held_add(&doc->held, hl_cell_trimmed(row, columns->collector));
	if (doc->options->beside)
		hl_beside_add(doc->options->beside, account);
	return HL_OK;
}

bool queue_next(struct queue *queue, size_t *at) {
	size_t len = queue->doc->table->len;

	if (!hl_held_next(&queue->doc->held, at, queue->cells, len + OWN_CELLS))
		return false;
	queue->account = queue->cells[len];
	queue->collector = queue->cells[len + 1];
	return true;
}

/* --- main --- */

static void put_tiers(const struct queue *queue) {
	struct hl_export *doc = queue->doc;

	if (queue->tiers_len == 0)
		return;
	hl_put(doc, "<ul class=\"tiers\" id=\"tiers\" aria-label=\"Tiers\">\n");
	for (size_t i = 0; i < queue->tiers_len; i++) {
		const struct queue_tier *tier = queue->list[i];

		hl_buf_addf(&doc->out, "<li><span class=\"chip t%u\" data-tier=\"%zu\"><b>",
			tier->rank, i);
		html_put_bdi(doc, tier->name.len ? tier->name : HL_STR("No tier"));
		hl_buf_addf(&doc->out, "</b> <span class=\"n\">%zu</span>", tier->rows);
		if (queue_has_balance(queue)) {
			hl_put(doc, " <span class=\"sum\">");
			queue_put_money(doc, tier->cents);
			hl_put(doc, "</span>");
		}
		hl_put(doc, "</span></li>\n");
	}
	hl_put(doc, "</ul>\n");
}

static void put_list_opening(const struct queue *queue) {
	struct hl_export *doc = queue->doc;
	struct hl_str currency = doc->options->currency;

	hl_put(doc, "<ol class=\"queue\" id=\"queue\" role=\"list\" tabindex=\"-1\" "
		    "aria-label=\"Accounts in the order to work them\"");
	hl_put(doc, queue_has_balance(queue) ? " data-balance" : "");
	if (currency.len > 0) {
		hl_put(doc, " data-currency=\"");
		html_put(doc, currency);
		hl_put(doc, "\"");
	}
	hl_put(doc, ">\n");
}

static enum hl_status put_cards(struct queue *queue, struct hl_error *err) {
	struct hl_export *doc = queue->doc;
	enum hl_status status = HL_OK;
	size_t place = 0;
	size_t at = 0;

	put_list_opening(queue);
	while (status == HL_OK && queue_next(queue, &at)) {
		queue_put_card(queue, ++place);
		status = hl_export_spill(doc, err);
	}
	hl_put(doc, "</ol>\n");
	return status;
}

/* --- all of it --- */

static enum hl_status queue_end(struct hl_export *doc, struct hl_error *err) {
	const struct html_part style = { hl_embed_queue_css, hl_embed_queue_css_len };
	const struct html_part script = { hl_embed_queue_js, hl_embed_queue_js_len };
	struct queue queue = { .doc = doc, .columns = doc->options->bound };
	enum hl_status status;

	queue.cells = hl_new_array(&doc->arena, struct hl_str, doc->table->len + OWN_CELLS);
	queue.work_date[hl_day_print(doc->options->work_day, queue.work_date)] = '\0';
	queue_survey(&queue);
	queue_put_head(&queue, &style, &script);
	hl_put(doc, "<main>\n");
	put_tiers(&queue);
	hl_put(doc, tools);
	status = put_cards(&queue, err);
	if (queue.rows == 0)
		hl_put(doc, "<p class=\"empty\">No accounts in this queue.</p>\n");
	hl_put(doc, "</main>\n");
	queue_put_end(&queue, &script);
	queue_survey_release(&queue);
	return status;
}

const struct hl_format hl_queue_html = {
	.name = "queue",
	.suffix = ".html",
	.help = "the work queue of a collector, a card for each account",
	.begin = hl_format_begin_held,
	.row = queue_row,
	.end = queue_end,
	.bind = queue_bind,
	.has_beside = true,
};
