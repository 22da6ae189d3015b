/* queue_head.c - the head of the page: whose queue it is, of which day, how far the day has come. */
#include "queue.h"

#include "hl/beside.h"

/* --- words that stand in several places --- */

bool queue_has_balance(const struct queue *queue) {
	return queue->columns->balance != HL_NO_COLUMN;
}

void queue_put_title(const struct queue *queue, bool bdi) {
	struct hl_str collector = hl_str_trim(queue->doc->title);

	hl_put(queue->doc, collector.len ? "Work queue: " : "Work queue");
	if (collector.len && bdi)
		html_put_bdi(queue->doc, collector);
	else
		html_put(queue->doc, collector);
}

void queue_put_count(const struct queue *queue) {
	hl_buf_addf(&queue->doc->out, "%zu account%s", queue->rows, queue->rows == 1 ? "" : "s");
	if (queue_has_balance(queue)) {
		hl_put(queue->doc, ", ");
		queue_put_money(queue->doc, queue->cents);
	}
}

/* "2026-03-01 23:59 UTC-05:00", by the clocks of the zone */
static void put_as_of(const struct queue *queue) {
	const struct hl_export_options *options = queue->doc->options;
	int64_t offset_s = hl_zone_offset(options->zone, options->as_of);
	unsigned minutes = (unsigned)((offset_s < 0 ? -offset_s : offset_s) / 60);
	char text[HL_TIME_ROOM];
	size_t len = hl_time_print(options->as_of + offset_s, text);

	text[len - sizeof("Thh:mm:ssZ") + 1] = ' ';
	hl_put_str(queue->doc, (struct hl_str){ text, len - 4 });
	hl_put(queue->doc, " UTC");
	if (minutes)
		hl_buf_addf(&queue->doc->out, "%c%02u:%02u", offset_s < 0 ? '-' : '+', minutes / 60,
			minutes % 60);
}

/* "Mon 2026-03-02" */
static void put_work_date(const struct queue *queue) {
	static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
	int64_t day = queue->doc->options->work_day % 7;

	hl_buf_addf(&queue->doc->out, "%s %s", days[day < 0 ? day + 7 : day], queue->work_date);
}

/* --- the head --- */

static void put_fact(const struct queue *queue, const char *term) {
	hl_buf_addf(&queue->doc->out, "<div><dt>%s</dt><dd>", term);
}

static void put_facts(const struct queue *queue) {
	struct hl_export *doc = queue->doc;

	hl_put(doc, "<dl class=\"facts\">\n");
	put_fact(queue, "Work date");
	put_work_date(queue);
	hl_put(doc, "</dd></div>\n");
	put_fact(queue, "Data as of");
	put_as_of(queue);
	hl_put(doc, "</dd></div>\n");
	put_fact(queue, "Accounts");
	hl_buf_addf(&doc->out, "%zu</dd></div>\n", queue->rows);
	if (queue_has_balance(queue)) {
		put_fact(queue, "Balance");
		queue_put_money(doc, queue->cents);
		hl_put(doc, "</dd></div>\n");
	}
	if (queue->offset[0]) {
		put_fact(queue, "Times in");
		hl_buf_addf(&doc->out, "%s</dd></div>\n", queue->offset);
	}
	hl_put(doc, "</dl>\n");
}

/* How many accounts were worked: as it was given, or counted. */
static size_t count_done(const struct queue *queue) {
	const struct hl_export *doc = queue->doc;
	const struct hl_beside_queue asked = { queue->accounts, queue->collectors, doc->is_part };

	return queue_has_done(queue) ? hl_beside_done(doc->options->beside, &asked)
				     : doc->options->done;
}

static void put_goal(const struct queue *queue) {
	struct hl_export *doc = queue->doc;
	size_t goal = doc->options->goal;
	size_t done = count_done(queue);
	size_t now = done < goal ? done : goal;
	unsigned tenths;

	if (goal == 0 && queue_has_done(queue))
		hl_buf_addf(
			&doc->out, "<div class=\"goal\"><span>%zu worked</span></div>\n", done);
	if (goal == 0)
		return;
	tenths = (unsigned)(((hl_wide)now * 2000 + goal) / (2 * (hl_wide)goal));
	hl_put(doc, "<div class=\"goal\"><svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" "
		    "role=\"progressbar\" aria-label=\"Daily goal\" aria-valuemin=\"0\" ");
	hl_buf_addf(&doc->out, "aria-valuemax=\"%zu\" aria-valuenow=\"%zu\">", goal, now);
	hl_put(doc, "<rect class=\"all\" width=\"100\" height=\"4\"/>");
	hl_buf_addf(&doc->out, "<rect class=\"done\" width=\"%u.%u\" height=\"4\"/></svg>",
		tenths / 10, tenths % 10);
	hl_buf_addf(&doc->out, "<span>%zu of %zu worked</span></div>\n", done, goal);
}

/* What paper repeats on each page. */
static void put_running(const struct queue *queue) {
	struct hl_export *doc = queue->doc;

	hl_put(doc, "<div class=\"running\" aria-hidden=\"true\"><p><span><bdi>");
	queue_put_title(queue, false);
	hl_put(doc, "</bdi></span> <span>");
	put_work_date(queue);
	hl_put(doc, "</span> <span>data as of ");
	put_as_of(queue);
	hl_put(doc, "</span> <span>");
	queue_put_count(queue);
	hl_put(doc, "</span> <span>confidential</span></p></div>\n");
}

void queue_put_head(
	const struct queue *queue, const struct html_part *style, const struct html_part *script) {
	struct hl_export *doc = queue->doc;

	html_put_head(doc, style, script);
	hl_put(doc, "<title>");
	queue_put_title(queue, false);
	hl_buf_addf(&doc->out, ", %s</title>\n<style>", queue->work_date);
	hl_put_str(doc, (struct hl_str){ style->bytes, style->len });
	hl_put(doc, "</style>\n</head>\n<body>\n"
		    "<a class=\"skip\" href=\"#queue\">Skip to the queue</a>\n"
		    "<div class=\"sheet\">\n");
	put_running(queue);
	hl_put(doc, "<header class=\"head\">\n<h1>");
	queue_put_title(queue, true);
	hl_put(doc, "</h1>\n");
	put_facts(queue);
	put_goal(queue);
	queue_put_alerts(queue);
	hl_put(doc, "</header>\n");
}
