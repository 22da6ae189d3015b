/*
 * alike.c - leads whose cells come to the same get the same verdict, which is found once.
 *
 * What decides about a lead of which the log says nothing is little: in which zones it may be,
 * which channels it has, for which of the rules it is, and which of their conditions hold. These
 * are its traits; a verdict that was found stays beside them, spelled, for the next lead with the
 * same. Leads that have wishes or consents of their own are judged each for itself.
 */
#include "alike.h"

#include <stdlib.h>

enum {
	TRAITS = 12,   /* words of 64 bits */
	PLACES = 1024, /* for verdicts */
	ANSWERS = 64,  /* of a column, for its texts */
	FEW = 2,       /* conditions that are asked faster than looked up */
};

struct traits {
	uint64_t at[TRAITS];
};

/* The conditions on a field. */
struct asked_field {
	size_t field;
	struct term *terms;
	size_t len, cap;
	bool is_end; /* a rule ends on its day */
	struct answer {
		char text[23];
		uint8_t len; /* 0: free */
		uint64_t bits;
	} * answers; /* NULL: they are few, or not of a text */
};

struct alikes {
	const struct hl_gate *gate;
	struct asked_field *fields;
	size_t fields_len;
	size_t *placed; /* rules for some places, roles or debts alone */
	size_t placed_len;
	size_t words; /* of the traits that are used */
	struct slot {
		struct traits traits;
		struct known known;
	} * slots;
};

/* --- what there is to compare --- */

static bool is_there(const struct hl_gate *gate, size_t field) {
	return gate->columns[field] != HL_NO_COLUMN || gate->seconds[field] != HL_NO_COLUMN;
}

static struct asked_field *field_of(struct alikes *alikes, size_t field) {
	for (size_t i = 0; i < alikes->fields_len; i++)
		if (alikes->fields[i].field == field)
			return &alikes->fields[i];
	return NULL;
}

static void list_terms(struct alikes *alikes, const struct rule *rule) {
	struct asked_field *of = NULL;

	for (size_t i = 0; i < rule->terms_len; i++) {
		of = field_of(alikes, rule->terms[i].field);
		if (!of)
			continue;
		of->terms = hl_grow(of->terms, &of->cap, of->len + 1, sizeof(*of->terms));
		of->terms[of->len++] = rule->terms[i];
	}
	if (rule->until.is_set && rule->until.field != NO_FIELD)
		of = field_of(alikes, rule->until.field);
	if (of && of->field == rule->until.field)
		of->is_end = true;
}

static void list_rule(struct alikes *alikes, size_t index) {
	const struct rule *rule = &alikes->gate->rules->at[index];

	list_terms(alikes, rule);
	if (!rule->is_for_all)
		alikes->placed[alikes->placed_len++] = index;
}

/* Fields of columns that the leads have; the log says nothing of these leads. */
static void list_fields(struct alikes *alikes) {
	const struct hl_gate_rules *rules = alikes->gate->rules;

	for (size_t i = 0; i < rules->fields_len; i++)
		if (rules->fields[i].kind != LOGGED && is_there(alikes->gate, i))
			alikes->fields[alikes->fields_len++].field = i;
}

/* Bits of a field's traits: two for each condition, one for a bad cell, and its day. */
static size_t bits_of(const struct asked_field *of) {
	return 2 * of->len + 2 + (of->is_end ? 64 : 0);
}

static bool has_texts(const struct alikes *alikes, const struct asked_field *of) {
	return alikes->gate->rules->fields[of->field].kind == COLUMN && of->len > FEW &&
	       2 * of->len + 2 <= 64;
}

/* How many words all traits take. */
static size_t count_words(const struct alikes *alikes) {
	size_t bits = (size_t)3 * 64 + alikes->placed_len;

	for (size_t i = 0; i < alikes->fields_len; i++)
		bits += bits_of(&alikes->fields[i]);
	return bits / 64 + 1;
}

struct alikes *alikes_new(const struct hl_gate *gate) {
	struct alikes *alikes = hl_claim(1, sizeof(*alikes));

	alikes->gate = gate;
	alikes->fields = hl_claim(gate->rules->fields_len, sizeof(*alikes->fields));
	alikes->placed = hl_claim(gate->rules->len, sizeof(*alikes->placed));
	list_fields(alikes);
	for (size_t i = 0; i < gate->rules->len; i++)
		list_rule(alikes, i);
	alikes->words = count_words(alikes);
	if (alikes->words > TRAITS || gate->output.explain) {
		alikes_free(alikes);
		return NULL;
	}
	for (size_t i = 0; i < alikes->fields_len; i++)
		if (has_texts(alikes, &alikes->fields[i]))
			alikes->fields[i].answers =
				hl_claim(ANSWERS, sizeof(*alikes->fields[i].answers));
	alikes->slots = hl_claim(PLACES, sizeof(*alikes->slots));
	return alikes;
}

void alikes_free(struct alikes *alikes) {
	if (!alikes)
		return;
	for (size_t i = 0; i < alikes->fields_len; i++) {
		free(alikes->fields[i].terms);
		free(alikes->fields[i].answers);
	}
	free(alikes->fields);
	free(alikes->placed);
	free(alikes->slots);
	free(alikes);
}

/* --- the traits of a lead --- */

struct writer {
	uint64_t *at;
	unsigned used; /* bits of the last word */
};

static void put_bits(struct writer *to, uint64_t bits, unsigned len) {
	*to->at |= bits << to->used;
	to->used += len;
	if (to->used < 64)
		return;
	to->used -= 64;
	*++to->at = to->used ? bits >> (len - to->used) : 0;
}

static uint64_t answers_of(struct lead *lead, const struct asked_field *of) {
	uint64_t bits = lead_field(lead, of->field)->is_bad;

	bits |= (uint64_t)lead_field(lead, of->field)->is_missing << 1;
	for (size_t i = 0; i < of->len; i++)
		bits |= (uint64_t)lead_answer(lead, &of->terms[i]) << (2 * i + 2);
	return bits;
}

/* The same for a text that was met before. */
static uint64_t recall_answers(struct lead *lead, const struct asked_field *of) {
	struct hl_str text = hl_cell_trimmed(lead->row, lead->gate->columns[of->field]);
	struct answer *answer;
	uint64_t mixed = text.len;

	if (text.len == 0 || text.len > sizeof(answer->text))
		return answers_of(lead, of);
	for (size_t i = 0; i < text.len; i++)
		mixed = (mixed ^ (unsigned char)text.at[i]) * UINT64_C(0x9e3779b97f4a7c15);
	answer = &of->answers[mixed >> 56 & (ANSWERS - 1)];
	if (answer->len == text.len && memcmp(answer->text, text.at, text.len) == 0)
		return answer->bits;
	answer->bits = answers_of(lead, of);
	answer->len = (uint8_t)text.len;
	memcpy(answer->text, text.at, text.len);
	return answer->bits;
}

static void put_field(struct lead *lead, const struct asked_field *of, struct writer *to) {
	if (of->answers) {
		put_bits(to, recall_answers(lead, of), (unsigned)(2 * of->len + 2));
	} else {
		const struct seen *seen = lead_field(lead, of->field);

		put_bits(to, seen->is_bad | (uint64_t)seen->is_missing << 1, 2);
		for (size_t i = 0; i < of->len; i++)
			put_bits(to, lead_answer(lead, &of->terms[i]), 2);
	}
	if (of->is_end)
		put_bits(to, (uint64_t)lead_field(lead, of->field)->day, 64);
}

/* Nobody knows of its like: the log or another lead says something of it, or it has wishes. */
static bool is_itself(const struct lead *lead) {
	const struct gate_columns *at = &lead->gate->at;
	const size_t own[] = { at->no_time_windows, at->no_places, at->consent_from,
		at->consent_until, at->consent_at, at->consent_revoked };

	if (lead->words || !people_are_quiet(lead))
		return true;
	for (size_t i = 0; i < HL_LEN(own); i++)
		if (own[i] != HL_NO_COLUMN && hl_cell_trimmed(lead->row, own[i]).len > 0)
			return true;
	return false;
}

static void put_traits(const struct alikes *alikes, struct lead *lead, struct traits *traits) {
	struct writer to = { traits->at, 0 };

	memset(traits, 0, sizeof(*traits));
	put_bits(&to, lead->zones, 64);
	put_bits(&to, lead->area_zones, 64);
	put_bits(&to,
		lead_channel_traits(lead) | (uint64_t)lead->role << 48 | (uint64_t)lead->debt << 56,
		64);
	for (size_t i = 0; i < alikes->placed_len; i++)
		put_bits(&to, lead_is_for(lead, &lead->gate->rules->at[alikes->placed[i]]), 1);
	for (size_t i = 0; i < alikes->fields_len; i++)
		put_field(lead, &alikes->fields[i], &to);
}

static size_t slot_of(const struct traits *traits, size_t words) {
	uint64_t mixed = 0;

	for (size_t i = 0; i < words; i++) {
		mixed = (mixed ^ traits->at[i]) * UINT64_C(0x9e3779b97f4a7c15);
		mixed ^= mixed >> 32;
	}
	return mixed % PLACES;
}

struct known *alikes_find(struct alikes *alikes, struct lead *lead) {
	struct traits traits;
	struct slot *slot;

	if (!alikes || is_itself(lead))
		return NULL;
	put_traits(alikes, lead, &traits);
	slot = &alikes->slots[slot_of(&traits, alikes->words)];
	if (memcmp(&slot->traits, &traits, alikes->words * sizeof(*traits.at)) != 0) {
		slot->traits = traits;
		slot->known.len = 0;
	}
	return &slot->known;
}

void known_keep(struct known *known, const struct lead *lead, struct hl_str cells) {
	const struct verdict *verdict = &lead->verdict;

	if (cells.len > sizeof(known->cells) || verdict->reasons_len > HL_LEN(known->codes))
		return;
	known->status = verdict->status;
	known->is_restricted = verdict->barred != 0;
	known->codes_len = (uint8_t)verdict->reasons_len;
	for (size_t i = 0; i < verdict->reasons_len; i++)
		known->codes[i] = verdict->reasons[i].code;
	memcpy(known->cells, cells.at, cells.len);
	known->len = (uint8_t)cells.len;
}
