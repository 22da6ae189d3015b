/* queue_end.c - the END line, which proves that the page is complete, and the list of keys. */
#include "queue.h"

#include "hl/beside.h"

#include <stdlib.h>

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
	"<div><dt><kbd>n</kbd></dt><dd>those that can be called now, or all</dd></div>\n"
	"<div><dt><kbd>/</kbd></dt><dd>search; Escape clears the search</dd></div>\n"
	"<div><dt><kbd>?</kbd></dt><dd>this list; Escape closes it</dd></div>\n"
	"</dl>\n"
	"<label><input type=\"checkbox\" id=\"keys\" checked> Use these keys</label>\n"
	"<button type=\"button\" id=\"close\">Close</button>\n"
	"</dialog>\n";

/* "; held back 311: CALLS 7IN7 88, CEASE 9": each lead once, so that the parts are the whole. */
static void put_held(const struct queue *queue) {
	struct hl_export *doc = queue->doc;
	struct hl_held_back held;

	if (!doc->options->beside ||
		!hl_beside_held(doc->options->beside, doc->value, &held))
		return;
	hl_buf_addf(&doc->out, "; held back%s %zu", held.is_of_all ? " of all queues" : "",
		held.leads);
	for (size_t i = 0; i < held.len; i++) {
		struct hl_str reason = held.reasons[i].reason;

		hl_put(doc, i ? ", <bdi>" : ": <bdi>");
		html_put_words(doc, reason.len ? reason : HL_STR("no reason"));
		hl_buf_addf(&doc->out, "</bdi> %zu", held.reasons[i].leads);
	}
	free(held.reasons);
}

void queue_put_end(const struct queue *queue, const struct html_part *script) {
	struct hl_export *doc = queue->doc;

	hl_put(doc, "<footer class=\"end\">\n<p><strong>END</strong> ");
	queue_put_count(queue);
	if (queue_has_balance(queue) && queue->without > 0)
		hl_buf_addf(&doc->out, " (%zu without a balance)", queue->without);
	put_held(queue);
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
