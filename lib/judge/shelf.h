/*
 * shelf.h - where scores are that do not fit in memory: runs of bins in a temporary file.
 *
 * Threads put runs there; once they are done they are read again, by one. It fails once and for
 * all: what is put then is gone and what is read is nothing, so that whoever used it asks in the
 * end.
 */
#ifndef HL_JUDGE_SHELF_H
#define HL_JUDGE_SHELF_H

#include "hl/base.h"

struct bin {
	int64_t score;
	uint32_t pos, neg;
};

/* Bins that lie side by side, in order. */
struct run {
	uint64_t from; /* so many are before them */
	size_t len;
};

struct shelf;

/* @memory: about so many bytes for all that judging takes. The folder must outlive it. */
struct shelf *shelf_new(const char *folder, size_t memory);
void shelf_free(struct shelf *shelf);

/* One more run, from any thread. */
struct run shelf_put(struct shelf *shelf, const struct bin *bins, size_t len);

/* The same bin by bin: begin, then add to the run while nobody else puts anything. */
struct run shelf_begin(struct shelf *shelf);
void shelf_add(struct shelf *shelf, struct run *run, struct bin bin);

/* @len bins from @from on. */
void shelf_read(struct shelf *shelf, uint64_t from, struct bin *to, size_t len);

/* The bin at @at of @run, valid until the next one is asked for; neighbours are read together. */
const struct bin *shelf_at(struct shelf *shelf, const struct run *run, size_t at);

bool shelf_is_used(const struct shelf *shelf);
size_t shelf_memory(const struct shelf *shelf);
uint64_t shelf_written(const struct shelf *shelf); /* bytes; NULL: 0 */

/* How it went: of NULL well. */
bool shelf_has_failed(const struct shelf *shelf);
enum hl_status shelf_status(const struct shelf *shelf, struct hl_error *err);

#endif
