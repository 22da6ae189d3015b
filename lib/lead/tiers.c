/* tiers.c - what agencies call their tiers. */
#include "hl/lead.h"

static const struct {
	struct hl_str name;
	unsigned rank;
} ranks[] = {
	{ { "critical", 8 }, 0 },
	{ { "very hot", 8 }, 0 },
	{ { "high", 4 }, 1 },
	{ { "hot", 3 }, 0 },
	{ { "warm", 4 }, 2 },
	{ { "medium", 6 }, 2 },
	{ { "standard", 8 }, 3 },
	{ { "cool", 4 }, 3 },
	{ { "low", 3 }, 3 },
	{ { "lower", 5 }, 3 },
	{ { "cold", 4 }, HL_TIER_COLDEST },
};

bool hl_tier_rank(struct hl_str name, unsigned *rank) {
	for (size_t i = 0; i < HL_LEN(ranks); i++) {
		if (!hl_str_same(name, ranks[i].name))
			continue;
		*rank = ranks[i].rank;
		return true;
	}
	return false;
}
