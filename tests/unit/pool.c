/* pool.c - what a pool deals out is zero and nobody else's, whatever came back before. */
#include "hl/memory.h"

#include "../seeded.h"

#include <stdio.h>
#include <stdlib.h>

enum { HELD = 200, ROUNDS = 20000, LARGEST = 3 << 20 };

struct claim {
	unsigned char *at;
	size_t bytes;
	unsigned char mark; /* what its first, last and every 4096th byte is */
};

static int failed;

static void expect(bool good, const char *what, size_t bytes) {
	if (good)
		return;
	fprintf(stderr, "pool: %s, of %zu bytes\n", what, bytes);
	failed = 1;
}

/* Small ones, those that share a page, and what is larger than one. */
static size_t some_size(struct seeded *from) {
	static const size_t most[] = { 1000, 100 << 10, 300 << 10, 2 << 20, LARGEST };

	return 1 + seeded_below(from, most[seeded_below(from, HL_LEN(most))]);
}

static bool is_all(const struct claim *claim, unsigned char mark) {
	for (size_t i = 0; i < claim->bytes; i += 4096)
		if (claim->at[i] != mark)
			return false;
	return claim->at[claim->bytes - 1] == mark;
}

static void set_all(struct claim *claim, unsigned char mark) {
	claim->mark = mark;
	for (size_t i = 0; i < claim->bytes; i += 4096)
		claim->at[i] = mark;
	claim->at[claim->bytes - 1] = mark;
}

static void give(struct hl_pool *pool, struct claim *claim) {
	if (!claim->at)
		return;
	expect(is_all(claim, claim->mark), "somebody else wrote there", claim->bytes);
	hl_pool_give(pool, claim->at, claim->bytes);
	*claim = (struct claim){ 0 };
}

static void check_pool(struct hl_pool *pool, uint64_t seed) {
	static struct claim claims[HELD];
	struct seeded from = { seed };

	for (size_t i = 0; i < ROUNDS; i++) {
		struct claim *claim = &claims[seeded_below(&from, HELD)];

		give(pool, claim);
		if (seeded_below(&from, 4) == 0)
			continue;
		claim->bytes = some_size(&from);
		claim->at = hl_pool_claim(pool, claim->bytes);
		expect((uintptr_t)claim->at % 16 == 0, "not aligned", claim->bytes);
		expect(is_all(claim, 0), "not zero", claim->bytes);
		set_all(claim, (unsigned char)(1 + seeded_below(&from, 255)));
	}
	for (size_t i = 0; i < HELD; i++)
		give(pool, &claims[i]);
}

int main(void) {
	struct hl_pool *pool = hl_pool_new();

	check_pool(pool, 1);
	check_pool(pool, 2); /* all of it came back */
	check_pool(NULL, 3);
	hl_pool_free(pool);
	return failed;
}
