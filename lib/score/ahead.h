/*
 * ahead.h - inside lib/score: what the events of a lead come to at later seconds, if nothing more
 * happens.
 *
 * Events only get older. What has a slot to itself because it is young enough leaves it one day:
 * for that the age of the newest one will do. The moments of single events are kept for counts,
 * silences and slots whose events have to be older than something.
 */
#ifndef HL_SCORE_AHEAD_H
#define HL_SCORE_AHEAD_H

#include "facts.h"

struct ahead {
	const struct hl_facts *facts; /* made for --hot-until */
	const uint32_t *words;        /* as of now; NULL: no events */
	struct moments moments;       /* of the list of the words, the newest first */
	uint32_t *then;               /* words at another second */
	struct ages ages[SLOTS_MAX];  /* that slots take */
};

void ahead_init(struct ahead *ahead, const struct hl_facts *facts);
void ahead_release(struct ahead *ahead);

/* The events of another lead: its words and the lists they are of. */
void ahead_begin(struct ahead *ahead, const uint32_t *words, const struct times *times);

/* The greatest age that facts tell of; what is older has this one. */
int64_t ahead_age(int64_t age_s);

/*
 * The newest event that the slot takes in @later_s seconds: its age as of now; false when there is
 * none.
 */
bool ahead_newest(const struct ahead *ahead, size_t slot, int64_t later_s, int64_t *age_s);

/* How many events a slot that counts has then. */
uint32_t ahead_count(const struct ahead *ahead, size_t slot, int64_t later_s);

/* How many events of that silence of the model have no answer then. */
uint32_t ahead_silences(const struct ahead *ahead, size_t silence, int64_t later_s);

/* The words then, valid until they are asked for again; NULL: no events. */
uint32_t *ahead_words(struct ahead *ahead, int64_t later_s);

#endif
