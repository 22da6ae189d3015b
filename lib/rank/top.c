/*
 * top.c - the best rows of each queue.
 *
 * Workers read side by side and pass on only what is not known to be too bad; one at a time, in
 * order, what they passed on is put among the best so far. So there is one heap for each queue,
 * whatever the number of workers. Sort strings end in a number that counts up, so that among
 * equals the first one counts.
 */
#include "top.h"

#include "heap.h"

#include <stdatomic.h>
#include <stdlib.h>

/* A name takes about so much and its bytes; names get so much of the memory. */
enum { NAME_BYTES = 160, NAMES_PART = 8 };

struct queue {
	struct queue *next; /* in the list of all */
	/* The first word of the mark of the worst row kept, once all places are taken. */
	_Atomic uint64_t bound;
	struct heap heap;
	struct heap level; /* with ties: what is level with the worst of them, and worse */
};

/* The queues by their names: those of all, and again those that a worker has met. */
struct names {
	struct hl_keys *keys;
	struct queue **queues;
	size_t cap, bytes;
};

/* What stands before a record that is passed on. */
struct passed {
	struct queue *queue; /* NULL: it is held as it is */
};

struct rank_top {
	const struct rank_keys *keys;
	const struct rank_form *form;
	struct rank_hold *hold;
	size_t names_room;    /* bytes for names; queues that have no room are not filtered */
	uint64_t seen;        /* rows that were passed on */
	struct slab slab;     /* the heaps */
	size_t rows;          /* in them */
	size_t room;          /* bytes for them and what is held */
	pthread_mutex_t lock; /* of what follows: workers find new queues */
	struct names names;
	struct queue *all;
	struct hl_arena arena;
};

struct rank_filter {
	struct rank_top *top;
	struct names names;
};

struct rank_top *rank_top_new(
	const struct rank_keys *keys, const struct rank_form *form, struct rank_hold *hold) {
	struct rank_top *top = hl_claim(1, sizeof(*top));

	top->keys = keys;
	top->form = form;
	top->hold = hold;
	top->names_room = SIZE_MAX;
	if (hold->memory != SIZE_MAX)
		top->names_room = hold->memory / NAMES_PART / (hold->threads + 1);
	top->names.keys = hl_keys_new();
	top->room = rank_hold_share(hold, NAMES_PART);
	top->slab.store.block = hold->store.block;
	pthread_mutex_init(&top->lock, NULL);
	return top;
}

/* --- queues --- */

/*
 * Where the queue of @name is among @names, HL_NO_KEY: there is no room for it. *is_new: it is to
 * be put there.
 */
static size_t find_name(struct names *names, struct hl_str name, size_t room, bool *is_new) {
	size_t known = hl_keys_len(names->keys);
	size_t bytes = NAME_BYTES + name.len;
	bool has_room = names->bytes <= room && bytes <= room - names->bytes;
	size_t number = has_room ? hl_keys_add(names->keys, name) : hl_keys_find(names->keys, name);

	*is_new = number == known;
	if (*is_new) {
		names->bytes += bytes;
		names->queues =
			hl_grow(names->queues, &names->cap, known + 1, sizeof(struct queue *));
	}
	return number;
}

static void names_release(struct names *names) {
	hl_keys_free(names->keys);
	free(names->queues);
}

/* The queue that all workers know by @name; NULL: there are too many. */
static struct queue *share(struct rank_top *top, struct hl_str name) {
	bool is_new;
	size_t number = find_name(&top->names, name, top->names_room, &is_new);

	if (number == HL_NO_KEY)
		return NULL;
	if (is_new) {
		struct queue *queue = hl_new(&top->arena, struct queue);

		atomic_init(&queue->bound, UINT64_MAX);
		queue->next = top->all;
		top->all = queue;
		top->names.queues[number] = queue;
	}
	return top->names.queues[number];
}

static struct queue *find_queue(struct rank_filter *filter, struct hl_str name) {
	struct rank_top *top = filter->top;
	bool is_new = false;
	size_t number = 0;

	if (top->keys->has_queues || hl_keys_len(filter->names.keys) == 0)
		number = find_name(&filter->names, name, top->names_room, &is_new);
	if (number == HL_NO_KEY)
		return NULL;
	if (is_new) {
		pthread_mutex_lock(&top->lock);
		filter->names.queues[number] = share(top, name);
		pthread_mutex_unlock(&top->lock);
	}
	return filter->names.queues[number];
}

/* --- the filter --- */

struct rank_filter *rank_filter_new(struct rank_top *top) {
	struct rank_filter *filter = hl_claim(1, sizeof(*filter));

	filter->top = top;
	filter->names.keys = hl_keys_new();
	return filter;
}

void rank_filter_free(struct rank_filter *filter) {
	names_release(&filter->names);
	free(filter);
}

static struct hl_str name_of(const struct rank_top *top, struct hl_str string) {
	return top->keys->has_queues ? rank_queue_of(string) : HL_STR("");
}

/* Are enough rows known that are better than one with this sort string? */
static bool is_too_bad(
	const struct rank_top *top, struct queue *queue, struct hl_str string, size_t name_len) {
	uint64_t word;

	if (top->form->top == 0)
		return true;
	if (!queue)
		return false;
	word = rank_word_at(string.at + name_len, string.len - name_len);
	return word > atomic_load_explicit(&queue->bound, memory_order_relaxed);
}

/* The record is passed on with room for a number behind the sort string. */
enum hl_status rank_filter_row(struct rank_filter *filter, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct rank_top *top = filter->top;
	struct passed passed = { NULL };
	size_t begun = to->len;
	struct hl_str string, name;
	enum hl_status status;
	size_t record;

	hl_buf_add(to, (struct hl_str){ (const char *)&passed, sizeof(passed) });
	record = rank_record_begin(to);
	status = rank_keys_put(top->keys, row, to, err);
	if (status != HL_OK)
		return status;
	(void)hl_buf_room(to, RANK_SLACK);
	string.at = to->at + record + sizeof(struct rank_head);
	string.len = (size_t)(to->at + to->len - string.at);
	name = name_of(top, string);
	passed.queue = find_queue(filter, name);
	if (is_too_bad(top, passed.queue, string, name.len)) {
		to->len = begun;
		return HL_OK;
	}
	memcpy(to->at + begun, &passed, sizeof(passed));
	rank_put_word(to, 0);
	rank_record_end(to, record, top->form->dialect, row);
	(void)hl_buf_room(to, RANK_SLACK);
	return HL_OK;
}

/* --- the heaps --- */

/* The records stay in the slab: it lives as long as the top. */
static void empty_heap(struct rank_top *top, struct heap *heap) {
	for (size_t i = 0; i < heap->len; i++)
		rank_store_adopt(&top->hold->store, heap->rows[i].record);
	*heap = (struct heap){ 0 };
}

static void empty(struct rank_top *top) {
	struct queue *all;

	pthread_mutex_lock(&top->lock);
	all = top->all;
	pthread_mutex_unlock(&top->lock);
	for (struct queue *queue = all; queue; queue = queue->next) {
		empty_heap(top, &queue->heap);
		empty_heap(top, &queue->level);
	}
	top->rows = 0;
}

/* There are too many: they become a run, as if all rows were held. */
static enum hl_status spill(struct rank_top *top, struct hl_error *err) {
	enum hl_status status;

	empty(top);
	status = rank_spill(top->hold, err);
	slab_empty(&top->slab);
	return status;
}

void rank_top_end(struct rank_top *top) {
	empty(top);
}

/* --- ties --- */

static struct hl_str shared(const struct rank_top *top, const char *record) {
	return rank_keys_shared(top->keys, rank_string_at(record));
}

static bool is_level(const struct rank_top *top, const struct queue *queue, const char *record) {
	return hl_str_eq(shared(top, record), shared(top, queue->heap.rows[0].record));
}

/* A row that is worse than all that are kept: there is no place for it, but it may be level. */
static void add_worse(struct rank_top *top, struct queue *queue, const struct heap_new *row) {
	if (!top->form->ties || !is_level(top, queue, row->record))
		return;
	heap_append(&queue->level, &top->slab, row);
	top->rows++;
}

/* The worst of those that are kept loses its place. */
static void move_worst(struct rank_top *top, struct queue *queue) {
	heap_move_worst(&queue->heap, &queue->level, &top->slab);
	top->rows++;
}

/* Is another row the worst now? Then what is level with the one before goes. */
static void drop_unlevel(struct rank_top *top, struct queue *queue) {
	if (queue->level.len == 0 || is_level(top, queue, queue->level.rows[0].record))
		return;
	top->rows -= queue->level.len;
	heap_forget(&queue->level, &top->slab);
}

/* --- rows --- */

/* With ties what tells level rows apart does not count. */
static uint64_t bound_of(const struct rank_top *top, const struct queue *queue) {
	const struct heap_row *worst = &queue->heap.rows[0];
	uint64_t word = worst->mark.words[0];
	size_t len;

	if (!top->form->ties)
		return word;
	len = shared(top, worst->record).len - name_of(top, rank_string_at(worst->record)).len;
	return len < sizeof(word) ? word | UINT64_MAX >> 8 * len : word;
}

static void add(struct rank_top *top, struct queue *queue, const char *record) {
	struct hl_str string = rank_string_at(record);
	struct hl_str name = name_of(top, string);
	struct heap_new row = { record,
		rank_mark_of((struct hl_str){ string.at + name.len, string.len - name.len }, 0) };
	bool full = queue->heap.len == top->form->top;

	if (full && heap_is_worst(&queue->heap, &row)) {
		add_worse(top, queue, &row);
		return;
	}
	if (full && top->form->ties)
		move_worst(top, queue);
	heap_add(&queue->heap, &top->slab, &row, full);
	top->rows += !full;
	drop_unlevel(top, queue);
	if (queue->heap.len == top->form->top)
		atomic_store_explicit(&queue->bound, bound_of(top, queue), memory_order_relaxed);
}

/* The end of the sort string: how many came before. */
static void put_number(struct rank_top *top, char *record) {
	size_t at = sizeof(struct rank_head) + rank_string_at(record).len - sizeof(uint64_t);
	uint64_t number = __builtin_bswap64(top->seen++);

	memcpy(record + at, &number, sizeof(number));
}

static bool is_too_much(const struct rank_top *top) {
	size_t more = top->rows * (RANK_ITEM_BYTES + sizeof(char *));

	return slab_used(&top->slab) + more + rank_hold_bytes(top->hold) > top->room;
}

enum hl_status rank_top_take(struct rank_top *top, struct hl_buf *bytes, struct hl_error *err) {
	enum hl_status status = HL_OK;
	struct passed passed;

	for (size_t at = 0; at < bytes->len && status == HL_OK;) {
		char *record = bytes->at + at + sizeof(passed);
		size_t len = rank_record_len(record);

		memcpy(&passed, bytes->at + at, sizeof(passed));
		put_number(top, record);
		at += sizeof(passed) + len;
		if (passed.queue)
			add(top, passed.queue, record);
		else
			status = rank_hold_add(top->hold, (struct hl_str){ record, len }, err);
	}
	if (status == HL_OK && is_too_much(top))
		status = spill(top, err);
	return status;
}

void rank_top_free(struct rank_top *top) {
	if (!top)
		return;
	slab_release(&top->slab);
	names_release(&top->names);
	hl_arena_release(&top->arena);
	pthread_mutex_destroy(&top->lock);
	free(top);
}
