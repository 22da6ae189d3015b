/* memory.c - arenas, arrays that grow, bytes that grow; running out of memory. */
#include "hl/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 << 10, LARGEST_KEPT = 8 << 20 };

struct hl_chunk {
	struct hl_chunk *next;
	size_t cap, used;
	max_align_t bytes[];
};

/* A program that links the library says in its own words that memory ran out. */
__attribute__((weak)) _Noreturn void hl_out_of_memory(void) {
	__builtin_trap();
}

static struct hl_chunk *chunk_new(size_t cap) {
	struct hl_chunk *chunk = malloc(sizeof(*chunk) + cap);

	if (!chunk)
		hl_out_of_memory();
	chunk->next = NULL;
	chunk->cap = cap;
	chunk->used = 0;
	return chunk;
}

void *hl_arena_alloc(struct hl_arena *arena, size_t count, size_t size, size_t align) {
	struct hl_chunk *chunk = arena->chunk;
	size_t need;
	size_t start = chunk ? (chunk->used + align - 1) & ~(align - 1) : 0;

	if (__builtin_mul_overflow(count, size, &need) || need > SIZE_MAX / 4)
		hl_out_of_memory();
	if (!chunk || start > chunk->cap || chunk->cap - start < need) {
		chunk = chunk_new(need > CHUNK ? need : CHUNK);
		chunk->next = arena->chunk;
		arena->chunk = chunk;
		start = 0;
	}
	chunk->used = start + need;
	return memset((char *)chunk->bytes + start, 0, need);
}

void hl_arena_empty(struct hl_arena *arena) {
	struct hl_chunk *kept = NULL;

	while (arena->chunk) {
		struct hl_chunk *chunk = arena->chunk;

		arena->chunk = chunk->next;
		if (chunk->cap <= LARGEST_KEPT && (!kept || chunk->cap > kept->cap)) {
			free(kept);
			kept = chunk;
		} else {
			free(chunk);
		}
	}
	if (kept) {
		kept->next = NULL;
		kept->used = 0;
	}
	arena->chunk = kept;
}

void hl_arena_release(struct hl_arena *arena) {
	while (arena->chunk) {
		struct hl_chunk *next = arena->chunk->next;

		free(arena->chunk);
		arena->chunk = next;
	}
}

struct hl_str hl_str_keep(struct hl_arena *arena, struct hl_str s) {
	char *copy = hl_arena_alloc(arena, s.len + 1, 1, 1);

	if (s.len)
		memcpy(copy, s.at, s.len);
	return (struct hl_str){ copy, s.len };
}

void *hl_claim(size_t count, size_t size) {
	void *at = calloc(count ? count : 1, size);

	if (!at)
		hl_out_of_memory();
	return at;
}

void *hl_shrink(void *array, size_t *cap, size_t need, size_t size) {
	size_t keep = need ? need : 1;
	void *less = keep < *cap ? realloc(array, keep * size) : NULL;

	if (!less)
		return array;
	*cap = keep;
	return less;
}

void *hl_grow(void *array, size_t *cap, size_t need, size_t size) {
	size_t bytes;
	size_t more = *cap < 8 ? 8 : *cap;

	if (need <= *cap)
		return array;
	while (more < need)
		if (__builtin_mul_overflow(more, 2, &more))
			hl_out_of_memory();
	if (__builtin_mul_overflow(more, size, &bytes))
		hl_out_of_memory();
	array = realloc(array, bytes);
	if (!array)
		hl_out_of_memory();
	*cap = more;
	return array;
}

static void move_out(struct hl_buf *buf, size_t need) {
	struct hl_buf own = { 0 };

	own.at = hl_grow(NULL, &own.cap, need, 1);
	if (buf->at)
		memcpy(own.at, buf->at, buf->len);
	own.len = buf->len;
	hl_buf_release(buf);
	*buf = own;
}

char *hl_buf_more(struct hl_buf *buf, size_t more) {
	size_t need;

	if (__builtin_add_overflow(buf->len, more, &need))
		hl_out_of_memory();
	if (buf->page)
		move_out(buf, need);
	buf->at = hl_grow(buf->at, &buf->cap, need ? need : 1, 1);
	return buf->at + buf->len;
}

void hl_buf_addf(struct hl_buf *buf, const char *fmt, ...) {
	va_list args;
	va_list again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	if (len > 0) {
		vsnprintf(hl_buf_room(buf, (size_t)len + 1), (size_t)len + 1, fmt, again);
		buf->len += (size_t)len;
	}
	va_end(again);
	va_end(args);
}

void hl_buf_release(struct hl_buf *buf) {
	if (!buf->page)
		free(buf->at);
	hl_page_drop(buf->page);
	*buf = (struct hl_buf){ 0 };
}
