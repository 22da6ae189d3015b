/*
 * queue.c - the work queue page: its head, its tiers, its cards, its end.
 *
 * Two passes: all rows are held, for the head tells their count, their sum and their tiers. What is
 * emitted is specified in queue.html.txt, byte for byte.
 */
#include "queue.h"

#include "hl/page.h"

#include <stdio.h>

extern const char hl_embed_base_css[];
extern const size_t hl_embed_base_css_len;
extern const char hl_embed_queue_css[];
extern const size_t hl_embed_queue_css_len;
extern const char hl_embed_queue_memory_js[];
extern const size_t hl_embed_queue_memory_js_len;
extern const char hl_embed_queue_cards_js[];
extern const size_t hl_embed_queue_cards_js_len;
extern const char hl_embed_queue_js[];
extern const size_t hl_embed_queue_js_len;

static const char tools[] =
	"<div class=\"tools\" id=\"tools\" role=\"search\" hidden>\n"
	"<div class=\"strip\">\n"
	"<input type=\"search\" id=\"search\" aria-label=\"Search name, account, phone, any text\" "
	"placeholder=\"Search\" autocomplete=\"off\" spellcheck=\"false\">\n"
	"<button type=\"button\" id=\"now\" aria-pressed=\"false\">Can be called now "
	"<span class=\"n\"></span></button>\n"
	"<button type=\"button\" id=\"todo\" aria-pressed=\"false\">Not worked yet "
	"<span class=\"n\"></span></button>\n"
	"<select id=\"sort\" aria-label=\"Sort by\">\n"
	"<option value=\"queue\">Queue order</option>\n"
	"<option value=\"score\">Score, highest first</option>\n"
	"<option value=\"balance\">Balance, largest first</option>\n"
	"<option value=\"window\">Hours, closing first</option>\n"
	"<option value=\"name\">Name, A to Z</option>\n"
	"</select>\n"
	"<button type=\"button\" id=\"ask\" aria-haspopup=\"dialog\"><kbd>?</kbd> Keys</button>\n"
	"</div>\n"
	"<p class=\"shown\" id=\"shown\" role=\"status\"></p>\n"
	"</div>\n";

static const char none[] = "<div class=\"none\" id=\"none\" hidden><p></p>"
			   "<button type=\"button\" id=\"all\">Show all</button></div>\n";

static const char help[] =
	"<p>Confidential: personal and account data. Show it to nobody who does not work it; "
	"shred what was printed.</p>\n"
	"</footer>\n"
	"</div>\n"
	"<p class=\"say\" id=\"say\" role=\"status\"></p>\n"
	"<dialog id=\"help\" aria-labelledby=\"help-title\"><h2 id=\"help-title\">Keys</h2>\n"
	"<dl>\n"
	"<div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous account</dd></div>\n"
	"<div><dt><kbd>c</kbd> <kbd>t</kbd> <kbd>e</kbd></dt>"
	"<dd>call, text, e-mail the current account</dd></div>\n"
	"<div><dt><kbd>a</kbd> <kbd>o</kbd></dt>"
	"<dd>open or close its activity, its other columns</dd></div>\n"
	"<div><dt><kbd>w</kbd></dt><dd>tick it off as worked and go to the next</dd></div>\n"
	"<div><dt><kbd>n</kbd></dt><dd>those that can be called now, or all</dd></div>\n"
	"<div><dt><kbd>/</kbd></dt><dd>search; Enter goes to the first found, Escape shows all "
	"again</dd></div>\n"
	"<div><dt><kbd>?</kbd></dt><dd>this list; Escape closes it</dd></div>\n"
	"</dl>\n"
	"<label><input type=\"checkbox\" id=\"keys\" checked> Use these keys</label>\n"
	"<button type=\"button\" id=\"close\">Close</button>\n"
	"</dialog>\n";

static bool has_sum(const struct queue *queue) {
	return queue->columns->is_summed;
}

/* --- words that stand in several places --- */

/* "Work queue: Jane Doe"; @bdi: the name kept apart. */
static void put_title(const struct queue *queue, bool bdi) {
	struct hl_str collector = hl_str_trim(queue->doc->title);

	hl_put(queue->doc, collector.len ? "Work queue: " : "Work queue");
	if (collector.len && bdi)
		html_put_bdi(queue->doc, collector);
	else
		html_put(queue->doc, collector);
}

/* "42 accounts, 61,310.22" */
static void put_count(const struct queue *queue) {
	hl_buf_addf(&queue->doc->out, "%zu account%s", queue->rows, queue->rows == 1 ? "" : "s");
	if (has_sum(queue)) {
		hl_put(queue->doc, ", ");
		queue_put_money(queue->doc, queue_cents(queue->balance));
	}
}

/* --- head --- */

static void put_fact(const struct queue *queue, const char *term) {
	hl_buf_addf(&queue->doc->out, "<div><dt>%s</dt><dd>", term);
}

static void put_facts(const struct queue *queue) {
	struct hl_export *doc = queue->doc;
	const char *offset = queue_other_offset(queue);

	hl_put(doc, "<dl class=\"facts\">\n");
	put_fact(queue, "Work date");
	html_put_weekday(doc, doc->options->work_day);
	hl_put(doc, "</dd></div>\n");
	put_fact(queue, "Data as of");
	html_put_as_of(doc);
	hl_put(doc, "<span class=\"zone\">");
	hl_queue_put_zone(&doc->out, doc->options);
	hl_put(doc, "</span>");
	hl_put(doc, "</dd></div>\n");
	put_fact(queue, "Accounts");
	hl_buf_addf(&doc->out, "%zu</dd></div>\n", queue->rows);
	if (has_sum(queue)) {
		put_fact(queue, "Balance");
		queue_put_money(doc, queue_cents(queue->balance));
		hl_put(doc, "</dd></div>\n");
	}
	if (offset[0]) {
		put_fact(queue, "Times in");
		hl_buf_addf(&doc->out, "%s</dd></div>\n", offset);
	}
	hl_put(doc, "</dl>\n");
}

/* "0 of 25 worked (goal 40)": no more than can be. */
static void put_worked(const struct queue *queue, size_t done, size_t goal) {
	size_t asked = queue_asked(queue);

	hl_buf_addf(&queue->doc->out, "%zu of %zu worked", done, goal);
	if (goal < asked)
		hl_buf_addf(&queue->doc->out, " (goal %zu)", asked);
}

/* @now of @goal, which is one at least. */
static void put_bar(struct hl_export *doc, size_t now, size_t goal) {
	unsigned tenths = (unsigned)(((hl_wide)now * 2000 + goal) / (2 * (hl_wide)goal));

	hl_put(doc, "<svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" "
		    "role=\"progressbar\" aria-label=\"Daily goal\" aria-valuemin=\"0\" ");
	hl_buf_addf(&doc->out, "aria-valuemax=\"%zu\" aria-valuenow=\"%zu\">", goal, now);
	hl_put(doc, "<rect class=\"all\" width=\"100\" height=\"4\"/>");
	hl_buf_addf(&doc->out, "<rect class=\"done\" width=\"%u.%u\" height=\"4\"/></svg>",
		tenths / 10, tenths % 10);
}

static void put_goal(const struct queue *queue) {
	struct hl_export *doc = queue->doc;
	size_t goal = queue_goal(queue);
	size_t done = queue_count_done(queue);

	if (queue_asked(queue) == 0) {
		if (queue_has_done(queue))
			hl_buf_addf(&doc->out, "<p class=\"goal\">%zu worked</p>\n", done);
		return;
	}
	hl_put(doc, "<div class=\"goal\">");
	if (goal > 0)
		put_bar(doc, done < goal ? done : goal, goal);
	hl_put(doc, "<span>");
	put_worked(queue, done, goal);
	hl_put(doc, "</span></div>\n");
}

static void put_running(const struct queue *queue) {
	struct hl_export *doc = queue->doc;

	hl_put(doc, "<div class=\"running\" aria-hidden=\"true\"><p><span><bdi>");
	put_title(queue, false);
	hl_put(doc, "</bdi></span> <span>");
	html_put_weekday(doc, doc->options->work_day);
	hl_put(doc, "</span> <span>data as of ");
	html_put_as_of(queue->doc);
	hl_put(doc, "</span> <span>");
	put_count(queue);
	hl_put(doc, "</span> <span>confidential</span></p></div>\n");
}

static void put_head(
	const struct queue *queue, const struct html_part *style, const struct html_part *script) {
	struct hl_export *doc = queue->doc;

	html_put_head(doc, style, script);
	hl_put(doc, "<title>");
	put_title(queue, false);
	hl_buf_addf(&doc->out, ", %s</title>\n<style>", queue->work_date);
	hl_put_str(doc, (struct hl_str){ style->bytes, style->len });
	hl_put(doc, "</style>\n</head>\n<body>\n"
		    "<a class=\"skip\" href=\"#queue\">Skip to the queue</a>\n"
		    "<div class=\"sheet\">\n");
	put_running(queue);
	hl_put(doc, "<header class=\"head\">\n");
	html_put_ways(doc, queue->column, queue->value);
	hl_put(doc, "<h1>");
	put_title(queue, true);
	hl_put(doc, "</h1>\n<p class=\"stale\" id=\"stale\" role=\"status\" hidden></p>\n");
	put_facts(queue);
	put_goal(queue);
	queue_put_alerts(queue);
	hl_put(doc, "</header>\n");
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
		if (has_sum(queue)) {
			hl_put(doc, " <span class=\"sum\">");
			queue_put_money(doc, queue_cents(tier->balance));
			hl_put(doc, "</span>");
		}
		hl_put(doc, "</span></li>\n");
	}
	hl_put(doc, "</ul>\n");
}

/* Is there anything that may be done, or stands against it? Else why has the room. */
static bool has_acts(const struct queue_columns *columns) {
	const size_t any[] = { columns->phone, columns->cell, columns->email, columns->own_channels,
		columns->reasons, columns->next_ok, columns->calls_left };

	for (size_t i = 0; i < HL_LEN(any); i++)
		if (any[i] != HL_NO_COLUMN)
			return true;
	return false;
}

static void put_list_opening(const struct queue *queue) {
	struct hl_export *doc = queue->doc;
	struct hl_str currency = doc->options->currency;

	hl_buf_addf(&doc->out,
		"<ol class=\"queue%s\" id=\"queue\" role=\"list\" tabindex=\"-1\" "
		"aria-label=\"Accounts in the order to work them\"",
		has_acts(queue->columns) ? "" : " no-acts");
	hl_buf_addf(&doc->out, " data-day=\"%s\"", queue->work_date);
	hl_put(doc, has_sum(queue) ? " data-balance" : "");
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

/* --- end --- */

static void put_end(const struct queue *queue, const struct html_part *script) {
	struct hl_export *doc = queue->doc;

	hl_put(doc, "<footer class=\"end\">\n<p><strong>END</strong> ");
	put_count(queue);
	if (has_sum(queue) && queue->without > 0)
		hl_buf_addf(&doc->out, " (%zu without a balance)", queue->without);
	queue_put_held(queue);
	if (doc->options->run.len > 0) {
		hl_put(doc, "; run ");
		html_put_bdi(doc, hl_str_trim(doc->options->run));
	}
	hl_put(doc, "</p>\n");
	hl_put(doc, help);
	hl_put(doc, "<script>");
	hl_put_str(doc, (struct hl_str){ script->bytes, script->len });
	hl_put(doc, "</script>\n</body>\n</html>\n");
}

static enum hl_status queue_end(struct hl_export *doc, struct hl_error *err) {
	const struct html_part styles[] = { { hl_embed_base_css, hl_embed_base_css_len },
		{ hl_embed_queue_css, hl_embed_queue_css_len } };
	const struct html_part style = html_join(doc, styles, HL_LEN(styles));
	const struct html_part scripts[] = { { hl_embed_queue_memory_js,
						     hl_embed_queue_memory_js_len },
		{ hl_embed_queue_cards_js, hl_embed_queue_cards_js_len },
		{ hl_embed_queue_js, hl_embed_queue_js_len } };
	const struct html_part script = html_join(doc, scripts, HL_LEN(scripts));
	struct queue queue;
	enum hl_status status;

	queue_init(&queue, doc);
	queue_survey(&queue);
	put_head(&queue, &style, &script);
	hl_put(doc, "<main>\n");
	put_tiers(&queue);
	hl_put(doc, tools);
	status = put_cards(&queue, err);
	hl_put(doc, none);
	if (queue.rows == 0)
		hl_put(doc, "<p class=\"empty\">No accounts in this queue.</p>\n");
	hl_put(doc, "</main>\n");
	put_end(&queue, &script);
	queue_survey_release(&queue);
	return status;
}

const struct hl_format hl_queue_html = {
	.name = "queue",
	.suffix = ".html",
	.help = "the work queue of a collector, a card for each account",
	.begin = hl_format_begin_held,
	.row = hl_queue_row,
	.end = queue_end,
	.bind = hl_queue_bind,
	.takes = HL_TAKES_OF_QUEUE | HL_TAKES_WAYS,
};
