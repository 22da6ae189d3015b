/* memo.c - cells by the outcomes they follow from. */
#include "memo.h"

#include "rules.h"

#include <stdlib.h>

enum {
	LEAVES = 16, /* groups of if that look at the lead or its events */
	BITS = 2,    /* words of them among a lead's facts */
	PLACES = 2048,
	TEXT = 167
};

/* What the score follows from: the bits, and for each leaf its branch + 1, 0 where none holds. */
union outcome {
	struct {
		uint32_t bits[BITS];
		uint8_t branches[LEAVES];
	} of;
	uint64_t words[3];
};

struct known {
	union outcome outcome;
	uint8_t len; /* of the cells, + 1; 0: nothing is known */
	char cells[TEXT];
};

/* What since_put looks at. */
struct came_to {
	int64_t score;
	const struct branch *tier;
};

struct memo {
	union outcome outcome; /* of the row at hand */
	bool is_known;         /* it is */
	struct came_to *came;  /* of each of these; NULL: nobody asks */
	struct known at[PLACES];
};

struct memo *memo_new(const struct hl_scoring *scoring) {
	struct memo *memo = hl_claim(1, sizeof(*memo));

	if (scoring->since)
		memo->came = hl_claim(PLACES, sizeof(*memo->came));
	return memo;
}

void memo_free(struct memo *memo) {
	if (memo)
		free(memo->came);
	free(memo);
}

/* --- is it worth it? --- */

static bool asks_parts(const struct hl_model *model, const struct item *item) {
	for (size_t i = 0; i < item->branches_len; i++)
		for (size_t k = 0; k < item->branches[i].also_len; k++)
			if (model->fields[item->branches[i].also[k].field].part != NONE)
				return true;
	return false;
}

static bool asks_more(const struct item *item) {
	for (size_t i = 0; i < item->branches_len; i++)
		if (item->branches[i].also_len > 0)
			return true;
	return false;
}

static bool is_bits(const struct hl_facts *facts, const struct item *item) {
	for (size_t i = 0; i < item->branches_len; i++)
		if (!facts->places[item->branches[i].slot].bit)
			return false;
	return true;
}

static bool add_leaf(struct hl_scoring *scoring, const struct item *item) {
	if (scoring->leaves_len == LEAVES)
		return false;
	scoring->leaves[scoring->leaves_len++] = item;
	return true;
}

/* A group that looks at another part follows from that part; any other is a leaf. */
static bool plan_if(struct hl_scoring *scoring, const struct item *item) {
	const struct hl_model *model = scoring->model;

	if (model->fields[item->field].part != NONE)
		return !asks_more(item);
	return item->branches_len < UINT8_MAX && !asks_parts(model, item) &&
	       add_leaf(scoring, item);
}

/* Does it give what the events of the lead come to? */
static bool is_of_events(const struct item *item) {
	return rule_is_signal(item) || rule_is_count(item) || rule_is_silence(item);
}

/* Of a quiet lead nothing was counted: what looks at events gives all of them the same. */
static bool plan_item(struct hl_scoring *scoring, const struct item *item, bool is_quiet) {
	if (is_quiet && (is_of_events(item) || rule_is_fresh(item)))
		return true;
	if (!item->rule->is_finite)
		return false;
	if (rule_is_signal(item))
		return is_bits(scoring->facts, item);
	if (rule_is_count(item))
		return add_leaf(scoring, item);
	return item->field == NONE || plan_if(scoring, item);
}

static bool plan_all(struct hl_scoring *scoring, bool is_quiet) {
	const struct hl_model *model = scoring->model;
	bool is_finite = true;

	scoring->leaves_len = 0;
	for (size_t i = 0; i < model->parts_len; i++)
		for (size_t k = 0; k < model->parts[i].items_len; k++)
			is_finite = is_finite &&
				    plan_item(scoring, &model->parts[i].items[k], is_quiet);
	return is_finite;
}

/* Words of bits come before those of ages. */
static size_t bit_words(const struct hl_facts *facts) {
	size_t words = 0;

	for (size_t i = 0; i < facts->model->slots_len; i++)
		if (facts->places[i].bit && facts->places[i].word > words)
			words = facts->places[i].word;
	return words;
}

/* Of which bits of the facts a lead must have none to be quiet. */
static void find_signals(struct hl_scoring *scoring, const struct item *item) {
	if (rule_is_silence(item)) {
		scoring->signals[scoring->facts->silences + item->silence] = UINT32_MAX;
		return;
	}
	for (size_t i = 0; i < item->branches_len; i++) {
		const struct place *place = &scoring->facts->places[item->branches[i].slot];

		scoring->signals[place->word] |= place->bit ? place->bit : UINT32_MAX;
	}
}

void memo_plan(struct hl_scoring *scoring) {
	const struct hl_model *model = scoring->model;

	scoring->leaves = hl_new_array(&scoring->arena, const struct item *, LEAVES);
	scoring->signals = hl_new_array(&scoring->arena, uint32_t, scoring->facts->words);
	memset(scoring->signals, 0, scoring->facts->words * sizeof(*scoring->signals));
	for (size_t i = 0; i < model->parts_len; i++)
		for (size_t k = 0; k < model->parts[i].items_len; k++)
			if (is_of_events(&model->parts[i].items[k]))
				find_signals(scoring, &model->parts[i].items[k]);
	scoring->bit_words = bit_words(scoring->facts);
	if (scoring->output.no_why && scoring->bit_words <= BITS && plan_all(scoring, false))
		scoring->finite = FINITE_ALWAYS;
	else if (plan_all(scoring, true))
		scoring->finite = FINITE_QUIET;
}

/* --- rows --- */

static struct known *place_of(struct memo *memo) {
	const uint64_t *words = memo->outcome.words;
	uint64_t mixed = words[0] * UINT64_C(0x9e3779b97f4a7c15) ^
			 words[1] * UINT64_C(0xbf58476d1ce4e5b9) ^ words[2];

	return &memo->at[(mixed * UINT64_C(0x94d049bb133111eb) >> 40) % PLACES];
}

static bool is_same(const union outcome *a, const union outcome *b) {
	return a->words[0] == b->words[0] && a->words[1] == b->words[1] &&
	       a->words[2] == b->words[2];
}

static bool is_quiet(const struct eval *eval) {
	const struct hl_scoring *scoring = eval->scoring;
	uint32_t met = 0;

	for (size_t i = FACTS_COUNT + 1; eval->facts && i < scoring->facts->words; i++)
		met |= eval->facts[i] & scoring->signals[i];
	return met == 0;
}

/* The outcomes of the row; false: there are too many, or a cell is bad. */
static bool find_outcome(struct eval *eval, union outcome *outcome) {
	const struct hl_scoring *scoring = eval->scoring;
	bool is_always = scoring->finite == FINITE_ALWAYS;
	struct hl_error ignored;

	if (!is_always && !is_quiet(eval))
		return false;
	*outcome = (union outcome){ .words = { 0 } };
	for (size_t i = 0; is_always && eval->facts && i < scoring->bit_words; i++)
		outcome->of.bits[i] = eval->facts[FACTS_COUNT + 1 + i];
	for (size_t i = 0; i < scoring->leaves_len; i++) {
		const struct item *item = scoring->leaves[i];
		const struct branch *found;

		if (item->field == NONE)
			found = count_find_branch(eval, item);
		else if (rule_find_branch(eval, item, &found, &ignored) != HL_OK)
			return false;
		if (found)
			outcome->of.branches[i] = (uint8_t)(found - item->branches + 1);
	}
	return true;
}

static void recall(struct eval *eval, const struct came_to *came) {
	size_t tier = since_tier(eval->scoring->since);

	eval->numbers[eval->model->score] = came->score;
	if (tier != NONE)
		eval->labels[tier] = came->tier;
}

static void note(const struct eval *eval, struct came_to *came) {
	size_t tier = since_tier(eval->scoring->since);

	came->score = eval->numbers[eval->model->score];
	came->tier = tier == NONE ? NULL : eval->labels[tier];
}

bool memo_find(struct eval *eval, struct hl_str *cells) {
	struct memo *memo = eval->memo;
	const struct known *known;

	memo->is_known = find_outcome(eval, &memo->outcome);
	if (!memo->is_known)
		return false;
	known = place_of(memo);
	*cells = (struct hl_str){ known->cells, known->len ? known->len - 1u : 0 };
	if (known->len == 0 || !is_same(&known->outcome, &memo->outcome))
		return false;
	if (memo->came)
		recall(eval, &memo->came[known - memo->at]);
	return true;
}

void memo_keep(struct eval *eval, struct hl_str cells) {
	struct memo *memo = eval->memo;
	struct known *known = place_of(memo);

	if (!memo->is_known || cells.len > TEXT)
		return;
	known->outcome = memo->outcome;
	known->len = (uint8_t)(cells.len + 1);
	memcpy(known->cells, cells.at, cells.len);
	if (memo->came)
		note(eval, &memo->came[known - memo->at]);
}
