/* queue_rows.c - the rows of the page, as they come and as they are looked at again. */
#include "queue.h"

#include "hl/beside.h"

/* Behind the exported cells some of the input are held, exported or not. */
enum { OWN_CELLS = 5 };

/* The exported cell at @place, without the blanks around it. */
static struct hl_str cell_at(const struct hl_export *doc, const struct hl_row *row, size_t place) {
	return place == HL_NO_COLUMN ? HL_STR("") : hl_str_trim(hl_export_cell(doc, row, place));
}

enum hl_status hl_queue_row(struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct queue_columns *columns = doc->options->bound;
	struct hl_str account = hl_cell_trimmed(row, columns->account);
	enum hl_status status = hl_format_row_held(doc, row, err);

	queue_run_note(columns->run, &doc->options->table->arena, cell_at(doc, row, columns->tier),
		cell_at(doc, row, columns->score));
	hl_held_add(&doc->held, account);
	hl_held_add(&doc->held, hl_cell_trimmed(row, columns->collector));
	hl_held_add(&doc->held, hl_cell_trimmed(row, columns->own_channels));
	hl_held_add(&doc->held, hl_cell_trimmed(row, columns->own_status));
	hl_held_add(&doc->held, hl_cell_trimmed(row, columns->own_left));
	if (doc->options->beside)
		hl_beside_add(doc->options->beside, account);
	return status;
}

void queue_init(struct queue *queue, struct hl_export *doc) {
	*queue = (struct queue){ .doc = doc, .columns = doc->options->bound };
	queue->cells = hl_new_array(&doc->arena, struct hl_str, doc->table->len + OWN_CELLS);
	queue->work_date[hl_day_print(doc->options->work_day, queue->work_date)] = '\0';
}

bool queue_next(struct queue *queue, size_t *at) {
	size_t len = queue->doc->table->len;

	if (!hl_held_next(&queue->doc->held, at, queue->cells, len + OWN_CELLS))
		return false;
	queue->account = queue->cells[len];
	queue->collector = queue->cells[len + 1];
	queue->channels = queue->cells[len + 2];
	queue->status = queue->cells[len + 3];
	queue->left = queue->cells[len + 4];
	return true;
}
