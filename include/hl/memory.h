/*
 * memory.h - memory that lives as long as its arena, arrays and bytes that grow, and large pages.
 *
 * Nothing here fails: who runs out of memory ends in hl_out_of_memory.
 */
#ifndef HL_MEMORY_H
#define HL_MEMORY_H

#include "hl/base.h"

#include <stdalign.h>

/*
 * Called when memory runs out or a size overflows. The library's own traps; a
 * program that links it defines this function and says so before it ends.
 */
_Noreturn void hl_out_of_memory(void);

/* Memory that is given back all at once. Zero it to begin with. */
struct hl_arena {
	struct hl_chunk *chunk;
};

/* Zeroed memory for @count things of @size bytes; lives until the arena is emptied or released. */
void *hl_arena_alloc(struct hl_arena *arena, size_t count, size_t size, size_t align);

/* Forget everything, keep the largest chunk for what comes next. */
void hl_arena_empty(struct hl_arena *arena);
void hl_arena_release(struct hl_arena *arena);

#define hl_new(arena, type) ((type *)hl_arena_alloc((arena), 1, sizeof(type), alignof(type)))
#define hl_new_array(arena, type, n)                                                               \
	((type *)hl_arena_alloc((arena), (n), sizeof(type), alignof(type)))

/* A copy of @s that lives as long as @arena; a NUL stands behind it. */
struct hl_str hl_str_keep(struct hl_arena *arena, struct hl_str s);

/* Zeroed memory for @count things of @size bytes; never NULL, even for none. Free with free(3). */
void *hl_claim(size_t count, size_t size) HL_CHECKED;

/*
 * As hl_claim for @bytes bytes that are many and read in no order: on large pages where the system
 * has them; what is not used takes no memory. Free with hl_pages_free and the same @bytes.
 */
void *hl_pages_claim(size_t bytes) HL_CHECKED;
void hl_pages_free(void *at, size_t bytes);

/* Does @at, which was just claimed, begin with a large page? */
bool hl_pages_are_large(void *at, size_t bytes);

/* All of it will be used at once: have it there. */
void hl_pages_fill(void *at, size_t bytes);

/*
 * The same where several who grow side by side share large pages, from any thread: a claim of less
 * than a large page would not get one alone. The pool outlives what was claimed of it. NULL: each
 * claim is hl_pages_claim's.
 */
struct hl_pool;
struct hl_pool *hl_pool_new(void);
void hl_pool_free(struct hl_pool *pool);

/* Memory is dear: as without a pool. Before the first claim. */
void hl_pool_save(struct hl_pool *pool);

void *hl_pool_claim(struct hl_pool *pool, size_t bytes) HL_CHECKED;
void hl_pool_give(struct hl_pool *pool, void *at, size_t bytes);

/*
 * Room for at least @need things of @size bytes in @array, which was made by this
 * function (or is NULL) and has room for *@cap; grows by doubling. Free with free(3).
 */
void *hl_grow(void *array, size_t *cap, size_t need, size_t size) HL_CHECKED;

/* The other way: what is behind the first @need is given back, where there is much of it. */
void *hl_shrink(void *array, size_t *cap, size_t need, size_t size);

/* Bytes that grow at the end. Zero it to begin with. */
struct hl_buf {
	char *at;
	size_t len, cap;
	struct hl_page *page; /* NULL: the memory is its own */
};

/* As hl_buf_room, where there is not enough. */
char *hl_buf_more(struct hl_buf *buf, size_t more);

/* Make room for @more bytes behind the last one; returns where they go. */
static inline char *hl_buf_room(struct hl_buf *buf, size_t more) {
	return buf->at && more <= buf->cap - buf->len ? buf->at + buf->len : hl_buf_more(buf, more);
}

static inline void hl_buf_add(struct hl_buf *buf, struct hl_str s) {
	if (s.len)
		memcpy(hl_buf_room(buf, s.len), s.at, s.len);
	buf->len += s.len;
}

static inline void hl_buf_add_char(struct hl_buf *buf, char c) {
	*hl_buf_room(buf, 1) = c;
	buf->len++;
}

void hl_buf_addf(struct hl_buf *buf, const char *fmt, ...) HL_PRINTF(2, 3);
void hl_buf_release(struct hl_buf *buf);

static inline struct hl_str hl_buf_str(const struct hl_buf *buf) {
	return (struct hl_str){ buf->at, buf->len };
}

/*
 * A large page that several buffers have parts of, no byte twice. It is the system's again when
 * they and who made it have let go of it, in any thread. NULL: there is none to be had.
 */
struct hl_page *hl_page_new(void);
void hl_page_drop(struct hl_page *page);

/*
 * @cap bytes for @buf, which has no memory; false: they are not left. A buffer that outgrows them
 * moves to memory of its own.
 */
bool hl_page_share(struct hl_page *page, struct hl_buf *buf, size_t cap);

#endif
