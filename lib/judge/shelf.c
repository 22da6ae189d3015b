/* shelf.c - runs of bins in a temporary file. */
#include "shelf.h"

#include "hl/io.h"
#include "hl/memory.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { GATHERED = 64 << 10, WINDOW = 2048 };

struct shelf {
	const char *folder;
	size_t memory;
	pthread_mutex_t lock; /* of all that follows */
	struct hl_temp *temp; /* NULL: nothing was written yet */
	struct hl_buf bytes;  /* behind what was written */
	_Atomic enum hl_status status;
	struct hl_error err;
	struct run near; /* what is in the window */
	struct bin window[WINDOW];
};

struct shelf *shelf_new(const char *folder, size_t memory) {
	struct shelf *shelf = hl_claim(1, sizeof(*shelf));

	shelf->folder = folder;
	shelf->memory = memory;
	pthread_mutex_init(&shelf->lock, NULL);
	return shelf;
}

void shelf_free(struct shelf *shelf) {
	if (!shelf)
		return;
	hl_temp_close(shelf->temp);
	hl_buf_release(&shelf->bytes);
	pthread_mutex_destroy(&shelf->lock);
	free(shelf);
}

/* --- how it went --- */

bool shelf_has_failed(const struct shelf *shelf) {
	return shelf && atomic_load_explicit(&shelf->status, memory_order_acquire) != HL_OK;
}

enum hl_status shelf_status(const struct shelf *shelf, struct hl_error *err) {
	if (!shelf_has_failed(shelf))
		return HL_OK;
	*err = shelf->err;
	return shelf->status;
}

static void note(struct shelf *shelf, enum hl_status status, const struct hl_error *err) {
	if (status == HL_OK || shelf_has_failed(shelf))
		return;
	shelf->err = *err;
	atomic_store_explicit(&shelf->status, status, memory_order_release);
}

uint64_t shelf_written(const struct shelf *shelf) {
	return shelf ? hl_temp_len(shelf->temp) + shelf->bytes.len : 0;
}

bool shelf_is_used(const struct shelf *shelf) {
	return shelf_written(shelf) > 0 || shelf_has_failed(shelf);
}

size_t shelf_memory(const struct shelf *shelf) {
	return shelf->memory;
}

/* --- writing --- */

static void write_out(struct shelf *shelf) {
	struct hl_error err = { 0 };
	enum hl_status status = shelf->status;

	if (status == HL_OK && !shelf->temp)
		status = hl_temp_open(&shelf->temp, shelf->folder, &err);
	if (status == HL_OK)
		status = hl_temp_write(shelf->temp, hl_buf_str(&shelf->bytes), &err);
	note(shelf, status, &err);
	shelf->bytes.len = 0;
}

static void add(struct shelf *shelf, const struct bin *bins, size_t len) {
	hl_buf_add(&shelf->bytes, (struct hl_str){ (const char *)bins, len * sizeof(*bins) });
	if (shelf->bytes.len >= GATHERED)
		write_out(shelf);
}

struct run shelf_begin(struct shelf *shelf) {
	return (struct run){ .from = shelf_written(shelf) / sizeof(struct bin) };
}

void shelf_add(struct shelf *shelf, struct run *run, struct bin bin) {
	add(shelf, &bin, 1);
	run->len++;
}

struct run shelf_put(struct shelf *shelf, const struct bin *bins, size_t len) {
	enum { PIECE = GATHERED / sizeof(*bins) };
	struct run run;

	pthread_mutex_lock(&shelf->lock);
	run = shelf_begin(shelf);
	for (; run.len < len; run.len += len - run.len < PIECE ? len - run.len : PIECE)
		add(shelf, bins + run.len, len - run.len < PIECE ? len - run.len : PIECE);
	pthread_mutex_unlock(&shelf->lock);
	return run;
}

/* --- reading --- */

void shelf_read(struct shelf *shelf, uint64_t from, struct bin *to, size_t len) {
	struct hl_error err = { 0 };
	uint64_t end = (from + len) * sizeof(*to);

	if (end > hl_temp_len(shelf->temp))
		write_out(shelf);
	if (!shelf_has_failed(shelf))
		note(shelf,
			hl_temp_read(shelf->temp, from * sizeof(*to), (char *)to, len * sizeof(*to),
				&err),
			&err);
	if (shelf_has_failed(shelf))
		memset(to, 0, len * sizeof(*to));
}

/* Of a walk upwards the window begins with the bin, of one downwards it ends with it. */
const struct bin *shelf_at(struct shelf *shelf, const struct run *run, size_t at) {
	uint64_t place = run->from + at;
	struct run *near = &shelf->near;

	if (place < near->from || place >= near->from + near->len) {
		bool is_down = place + 1 == near->from;
		size_t left = is_down ? at + 1 : run->len - at;

		near->len = left < WINDOW ? left : WINDOW;
		near->from = is_down ? place + 1 - near->len : place;
		shelf_read(shelf, near->from, shelf->window, near->len);
	}
	return &shelf->window[place - near->from];
}
