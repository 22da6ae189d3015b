/* known.c - what is known of a lead, as it stands on disk: the answer to its key. */
#include "spill.h"

static uint32_t check_of(const struct hl_key *key) {
	return (uint32_t)(key->hash >> 32);
}

static size_t answer_size(const struct hl_facts *facts) {
	return (1 + facts->words) * sizeof(uint32_t);
}

/* The moments of a list; how many there were. */
static uint32_t put_moments(struct pile *pile, const struct times *times, uint32_t list) {
	struct moment moment;
	uint32_t len = 0;

	for (; times_next(times, &list, &moment); len++) {
		moment_write(&moment, hl_buf_room(&pile->bytes, MOMENT_SIZE));
		pile->bytes.len += MOMENT_SIZE;
	}
	return len;
}

enum hl_status known_put(const struct hl_facts *facts, struct pile *pile, const struct hl_key *key,
	const struct known *known, struct hl_error *err) {
	size_t begun = pile->bytes.len;
	char *at = hl_buf_room(&pile->bytes, answer_size(facts));
	uint32_t check = check_of(key);
	uint32_t len;

	memcpy(at, &check, sizeof(check));
	if (known->words)
		memcpy(at + sizeof(check), known->words, facts->words * sizeof(uint32_t));
	else
		memset(at + sizeof(check), 0, facts->words * sizeof(uint32_t));
	pile->bytes.len += answer_size(facts);
	if (known->words && known_has_moments(facts)) {
		len = put_moments(pile, known->times, known->words[facts->list]);
		at = pile->bytes.at + begun + sizeof(check);
		memcpy(at + facts->list * sizeof(len), &len, sizeof(len));
	}
	return pile_pass(pile, err);
}

/* Its moments stand behind the answer: they become a list again. */
static enum hl_status take_moments(
	const struct hl_facts *facts, struct pile *pile, uint32_t **words, struct hl_error *err) {
	struct spill *spill = facts->spill;
	enum hl_status status = HL_OK;
	uint32_t len = (*words)[facts->list];

	memcpy(spill->words, *words, facts->words * sizeof(**words));
	*words = spill->words;
	spill->words[facts->list] = 0;
	times_empty(spill->times);
	for (uint32_t i = 0; i < len && status == HL_OK; i++) {
		char *at;

		status = pile_take(pile, MOMENT_SIZE, &at, err);
		if (status == HL_OK)
			times_add(spill->times, &spill->words[facts->list], moment_read(at));
	}
	return status;
}

enum hl_status known_take(const struct hl_facts *facts, struct pile *pile, const struct hl_key *key,
	uint32_t **words, struct hl_error *err) {
	char *at;
	enum hl_status status = pile_take(pile, answer_size(facts), &at, err);

	if (status != HL_OK)
		return status;
	*words = (uint32_t *)(void *)at;
	if (**words != check_of(key))
		return HL_END;
	*words += 1;
	if ((*words)[FACTS_COUNT] == 0)
		*words = NULL;
	return *words && known_has_moments(facts) ? take_moments(facts, pile, words, err) : HL_OK;
}
