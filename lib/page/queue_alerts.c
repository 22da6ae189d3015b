/* queue_alerts.c - alerts about accounts of the page, and those for every queue. */
#include "queue.h"

#include "hl/beside.h"

#include <inttypes.h>
#include <stdlib.h>

/*
 * So many lines stand at the top, one for each account; older ones behind a line to open, that the
 * queue stays in sight. Of an account so many are said, the newest, each text once.
 */
enum { IN_SIGHT = 3, SAID = 3 };

/* Of one account, the newest first; one that is of no account has a line of its own. */
struct line {
	const struct hl_alert *alerts;
	size_t len;
};

struct lines {
	struct line *at;
	size_t len, cap;
};

static void add_line(struct lines *lines, const struct hl_alert *alerts, size_t len) {
	lines->at = hl_grow(lines->at, &lines->cap, lines->len + 1, sizeof(*lines->at));
	lines->at[lines->len++] = (struct line){ alerts, len };
}

static void add_of(const struct queue *queue, struct hl_str account, struct lines *lines) {
	const struct hl_alert *of_it;
	size_t len = hl_beside_alerts(queue->doc->options->beside, account, &of_it);

	if (account.len > 0 && len > 0)
		add_line(lines, of_it, len);
	for (size_t i = 0; account.len == 0 && i < len; i++)
		add_line(lines, &of_it[i], 1);
}

static int newest_first(const void *left, const void *right) {
	return hl_alert_compare(
		((const struct line *)left)->alerts, ((const struct line *)right)->alerts);
}

/* --- a line --- */

/* Its first card; NULL: it is of no account. */
static const struct queue_first *first_of(const struct queue *queue, struct hl_str account) {
	size_t number = account.len ? hl_keys_find(queue->accounts, account) : HL_NO_KEY;

	return number == HL_NO_KEY ? NULL : &queue->firsts[number];
}

/* Whom it is about: a link to the card, by the card's place, for a cell is no id. */
static void put_account(const struct queue *queue, struct hl_str account) {
	const struct queue_first *first = first_of(queue, account);

	if (!first)
		return;
	hl_buf_addf(&queue->doc->out, "<a href=\"#c%" PRIu32 "\">",
		*hl_keys_words(queue->accounts, (size_t)(first - queue->firsts)));
	html_put_bdi(queue->doc, first->heading.len ? first->heading : account);
	hl_put(queue->doc, "</a>: ");
}

static void put_said(struct hl_export *doc, const struct hl_alert *alert) {
	const char *said = hl_activity_type(alert->type);

	if (alert->text.len > 0)
		html_put_bdi(doc, alert->text);
	else if (said)
		hl_put(doc, said);
	else {
		hl_put(doc, "<bdi>");
		html_put_words(doc, alert->type);
		hl_put(doc, "</bdi>");
	}
}

/* "Began to pay and stopped, Looked at payment plans, 2 older" */
static void put_texts(struct hl_export *doc, const struct line *line) {
	const struct hl_alert *said[SAID];
	size_t len = hl_alerts_said(line->alerts, line->len, said, SAID);

	for (size_t i = 0; i < len; i++) {
		hl_put(doc, i ? ", " : "");
		put_said(doc, said[i]);
	}
	if (line->len > len)
		hl_buf_addf(&doc->out, ", %zu older", line->len - len);
}

static void put_when(struct hl_export *doc, const struct hl_alert *newest) {
	hl_put(doc, " <span class=\"when\"><span class=\"ago\">");
	queue_put_ago(doc, newest->s);
	hl_put(doc, "</span> ");
	queue_put_time(doc, newest->s, newest->is_date, false);
	hl_put(doc, "</span>");
}

/* It would lead to a card that may not be called. */
static void put_stop(const struct queue *queue, const struct queue_first *first) {
	struct hl_export *doc = queue->doc;

	if (!first || first->stop == HL_QUEUE_GO)
		return;
	hl_buf_addf(&doc->out, " <span class=\"stop\">%s", hl_queue_stop_said(first->stop));
	if (hl_queue_stop_has_day(first->stop))
		queue_put_next_ok(queue, first->next_ok);
	hl_put(doc, "</span>");
}

static void put_line(const struct queue *queue, const struct line *line) {
	struct hl_export *doc = queue->doc;
	struct hl_str account = line->alerts[0].account;

	hl_put(doc, "<li>");
	put_account(queue, account);
	put_texts(doc, line);
	put_when(doc, line->alerts);
	put_stop(queue, first_of(queue, account));
	hl_put(doc, "</li>\n");
}

/* --- all of them --- */

static void put_lines(const struct queue *queue, const struct lines *lines) {
	struct hl_export *doc = queue->doc;

	hl_put(doc, "<section class=\"alerts\" aria-labelledby=\"alerts\">"
		    "<h2 id=\"alerts\">Alerts</h2><ul>\n");
	for (size_t i = 0; i < lines->len && i < IN_SIGHT; i++)
		put_line(queue, &lines->at[i]);
	hl_put(doc, "</ul>\n");
	if (lines->len > IN_SIGHT) {
		hl_buf_addf(&doc->out, "<details><summary>%zu older</summary><ul>\n",
			lines->len - IN_SIGHT);
		for (size_t i = IN_SIGHT; i < lines->len; i++)
			put_line(queue, &lines->at[i]);
		hl_put(doc, "</ul></details>\n");
	}
	hl_put(doc, "</section>\n");
}

void queue_put_alerts(const struct queue *queue) {
	struct lines lines = { 0 };

	if (!queue->doc->options->beside)
		return;
	add_of(queue, HL_STR(""), &lines);
	for (size_t i = 0; i < hl_keys_len(queue->accounts); i++)
		add_of(queue, hl_keys_at(queue->accounts, i), &lines);
	if (lines.len > 0) {
		qsort(lines.at, lines.len, sizeof(struct line), newest_first);
		put_lines(queue, &lines);
	}
	free(lines.at);
}
