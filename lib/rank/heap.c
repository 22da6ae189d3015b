/* heap.c - a heap of rows. */
#include "heap.h"

static int row_cmp(const struct heap_row *a, const struct heap_row *b) {
	int order = rank_mark_cmp(&a->mark, &b->mark);

	return order ? order : hl_str_cmp(rank_string_at(a->record), rank_string_at(b->record));
}

static void rise(struct heap_row *rows, size_t i) {
	struct heap_row risen = rows[i];

	for (; i > 0 && row_cmp(&risen, &rows[(i - 1) / 2]) > 0; i = (i - 1) / 2)
		rows[i] = rows[(i - 1) / 2];
	rows[i] = risen;
}

static void sink(struct heap_row *rows, size_t len) {
	struct heap_row sunk = rows[0];
	size_t i = 0;

	for (size_t worst; (worst = 2 * i + 1) < len; i = worst) {
		if (worst + 1 < len && row_cmp(&rows[worst + 1], &rows[worst]) > 0)
			worst++;
		if (row_cmp(&sunk, &rows[worst]) >= 0)
			break;
		rows[i] = rows[worst];
	}
	rows[i] = sunk;
}

/* Behind the sort string a mark can be read. */
static void copy_record(struct heap_row *to, struct slab *slab, const char *record) {
	struct hl_str string = rank_string_at(record);
	size_t len = rank_record_len(record);
	size_t least = (size_t)(string.at - record) + string.len + RANK_MARK;
	size_t need = len > least ? len : least;

	if (!to->record || need > to->bytes) {
		slab_put(slab, to->record, to->bytes);
		to->bytes = need;
		to->record = slab_get(slab, &to->bytes);
	}
	memcpy(to->record, record, len);
}

/* Room for one more row. Of many queues most have few. */
static struct heap_row *add_row(struct heap *heap, struct slab *slab) {
	if ((heap->len + 1) * sizeof(*heap->rows) > heap->bytes) {
		size_t bytes = heap->bytes ? 2 * heap->bytes : sizeof(*heap->rows);
		struct heap_row *rows = slab_get(slab, &bytes);

		if (heap->len > 0)
			memcpy(rows, heap->rows, heap->len * sizeof(*rows));
		slab_put(slab, heap->rows, heap->bytes);
		heap->rows = rows;
		heap->bytes = bytes;
	}
	heap->rows[heap->len] = (struct heap_row){ 0 };
	return &heap->rows[heap->len++];
}

bool heap_is_worst(const struct heap *heap, const struct heap_new *row) {
	const struct heap_row *root = &heap->rows[0];
	int order = rank_mark_cmp(&row->mark, &root->mark);

	if (order == 0)
		order = hl_str_cmp(rank_string_at(row->record), rank_string_at(root->record));
	return order > 0;
}

void heap_add(struct heap *heap, struct slab *slab, const struct heap_new *row, bool full) {
	struct heap_row *kept = full ? &heap->rows[0] : add_row(heap, slab);

	kept->mark = row->mark;
	copy_record(kept, slab, row->record);
	if (full)
		sink(heap->rows, heap->len);
	else
		rise(heap->rows, heap->len - 1);
}

void heap_append(struct heap *heap, struct slab *slab, const struct heap_new *row) {
	copy_record(add_row(heap, slab), slab, row->record);
}

void heap_move_worst(struct heap *heap, struct heap *to, struct slab *slab) {
	*add_row(to, slab) = heap->rows[0];
	heap->rows[0] = (struct heap_row){ 0 };
}

void heap_forget(struct heap *heap, struct slab *slab) {
	for (size_t i = 0; i < heap->len; i++)
		slab_put(slab, heap->rows[i].record, heap->rows[i].bytes);
	heap->len = 0;
}
