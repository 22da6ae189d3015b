/* queue_alerts.c - alerts about accounts of the page, and those for every queue. */
#include "queue.h"

#include "hl/beside.h"

#include <inttypes.h>
#include <stdlib.h>

/* So many stand at the top; older ones behind a line to open, that the queue stays in sight. */
enum { IN_SIGHT = 3 };

struct alerts {
	const struct hl_alert **list;
	size_t len, cap;
};

static void add_of(const struct queue *queue, struct hl_str account, struct alerts *alerts) {
	const struct hl_alert *of_it;
	size_t len = hl_beside_alerts(queue->doc->options->beside, account, &of_it);

	if (len == 0)
		return;
	alerts->list =
		hl_grow(alerts->list, &alerts->cap, alerts->len + len, sizeof(struct hl_alert *));
	for (size_t i = 0; i < len; i++)
		alerts->list[alerts->len++] = &of_it[i];
}

static int newest_first(const void *left, const void *right) {
	return hl_alert_compare(
		*(const struct hl_alert *const *)left, *(const struct hl_alert *const *)right);
}

/* Whom it is about: a link to the card, by the card's place, for a cell is no id. */
static void put_account(const struct queue *queue, const struct hl_alert *alert) {
	size_t number = hl_keys_find(queue->accounts, alert->account);

	if (alert->account.len == 0 || number == HL_NO_KEY)
		return;
	hl_buf_addf(&queue->doc->out, "<a href=\"#c%" PRIu32 "\">",
		*hl_keys_words(queue->accounts, number));
	html_put_bdi(
		queue->doc, queue->headings[number].len ? queue->headings[number] : alert->account);
	hl_put(queue->doc, "</a>: ");
}

static void put_alert(const struct queue *queue, const struct hl_alert *alert) {
	struct hl_export *doc = queue->doc;
	const char *said = hl_activity_type(alert->type);

	hl_put(doc, "<li>");
	put_account(queue, alert);
	if (alert->text.len > 0)
		html_put_bdi(doc, alert->text);
	else if (said)
		hl_put(doc, said);
	else {
		hl_put(doc, "<bdi>");
		html_put_words(doc, alert->type);
		hl_put(doc, "</bdi>");
	}
	hl_put(doc, " <span class=\"when\">");
	queue_put_ago(doc, alert->s);
	hl_put(doc, ", ");
	queue_put_time(doc, alert->s, alert->is_date, true);
	hl_put(doc, "</span></li>\n");
}

static void put_list(const struct queue *queue, const struct alerts *alerts) {
	struct hl_export *doc = queue->doc;

	hl_put(doc, "<section class=\"alerts\" aria-labelledby=\"alerts\">"
		    "<h2 id=\"alerts\">Alerts</h2><ul>\n");
	for (size_t i = 0; i < alerts->len && i < IN_SIGHT; i++)
		put_alert(queue, alerts->list[i]);
	hl_put(doc, "</ul>\n");
	if (alerts->len > IN_SIGHT) {
		hl_buf_addf(&doc->out, "<details><summary>%zu older</summary><ul>\n",
			alerts->len - IN_SIGHT);
		for (size_t i = IN_SIGHT; i < alerts->len; i++)
			put_alert(queue, alerts->list[i]);
		hl_put(doc, "</ul></details>\n");
	}
	hl_put(doc, "</section>\n");
}

void queue_put_alerts(const struct queue *queue) {
	struct alerts alerts = { 0 };

	if (!queue->doc->options->beside)
		return;
	add_of(queue, HL_STR(""), &alerts);
	for (size_t i = 0; i < hl_keys_len(queue->accounts); i++)
		add_of(queue, hl_keys_at(queue->accounts, i), &alerts);
	if (alerts.len > 0) {
		qsort(alerts.list, alerts.len, sizeof(struct hl_alert *), newest_first);
		put_list(queue, &alerts);
	}
	free(alerts.list);
}
