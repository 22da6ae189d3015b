/* queue_names.c - collectors by their names: whose queue it is, who called. */
#include "queue.h"

#include "hl/guide.h"

/* The one collector that all rows have; "" where there is none. */
static struct hl_str one_of_all(const struct queue *queue) {
	bool is_one = hl_keys_len(queue->collectors) == 1 && queue->unassigned == 0;

	return is_one ? hl_str_keep(&queue->doc->arena, hl_keys_at(queue->collectors, 0))
		      : HL_STR("");
}

static struct hl_str named(struct hl_export *doc, struct hl_str id) {
	doc->scratch.len = 0;
	(void)hl_names_put(doc->options->names, id, &doc->scratch);
	return hl_str_keep(&doc->arena, hl_buf_str(&doc->scratch));
}

void queue_find_owner(struct queue *queue) {
	struct hl_export *doc = queue->doc;

	if (doc->is_part) {
		queue->column = doc->column;
		queue->value = doc->value;
		return;
	}
	queue->value = one_of_all(queue);
	if (queue->value.len == 0)
		return;
	queue->column = HL_STR("collector");
	if (doc->options->names && hl_str_trim(doc->title).len == 0)
		doc->title = named(doc, queue->value);
}

void queue_put_caller(struct hl_export *doc, struct hl_str id) {
	struct hl_str name = hl_names_find(doc->options->names, id);

	hl_put(doc, " (");
	if (name.len > 0) {
		html_put_bdi(doc, name);
		hl_put(doc, ", ");
	}
	html_put_bdi(doc, id);
	hl_put(doc, ")");
}

void queue_put_known(const struct queue *queue, size_t place, struct hl_str cell) {
	struct hl_export *doc = queue->doc;

	if (doc->options->names && doc->table->columns[place] == queue->columns->collector)
		cell = named(doc, cell);
	html_put_bdi(doc, cell);
}
