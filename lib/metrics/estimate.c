/*
 * estimate.c - hours of collectors who have none on a day on which they did something.
 *
 * Only weekdays are guessed. Who did anything, and who told any hours of the kind that is asked, be
 * they none, is noted while events are read. What happens to a collector's accounts is no work of
 * theirs: a queue that was delivered, an account that was assigned, placed, recalled or created.
 */
#include "parts.h"

enum { DID_ANYTHING = 1, DID_TELL_HOURS = 2 };

struct day_key {
	uint32_t collector; /* + 1 among a worker's */
	int32_t day;
};

static void note(struct hl_keys *active, const struct day_key *day, uint32_t did) {
	const struct hl_key key =
		hl_key_of(active, (struct hl_str){ (const char *)day, sizeof(*day) });

	*hl_key_make(active, &key) |= did;
}

void active_init(struct hl_meter *m) {
	if (m->options.money.hours_default > 0)
		m->active = hl_keys_new_with(NULL, 1);
}

static bool is_work(const struct event *event) {
	enum kind kind = event->type->kind;

	return kind != QUEUED && kind != ASSIGNED && kind != PLACED && kind != RECALLED &&
	       kind != CREATED;
}

void active_note(struct hl_keys *active, uint32_t collector, const struct event *event) {
	bool tells = event->type->does == DID_WORK && !event->is_aside;

	if (active && collector > 0 && is_work(event))
		note(active, &(struct day_key){ collector, (int32_t)event->day },
			DID_ANYTHING | (tells ? DID_TELL_HOURS : 0));
}

static struct day_key day_at(const struct hl_keys *active, size_t number) {
	struct day_key day;

	memcpy(&day, hl_keys_at(active, number).at, sizeof(day));
	return day;
}

void active_merge(struct hl_meter *m, const struct hl_keys *active, const uint32_t *numbers) {
	size_t len = active ? hl_keys_len(active) : 0;

	for (size_t i = 0; i < len; i++) {
		struct day_key day = day_at(active, i);

		day.collector = numbers[day.collector] + 1;
		note(m->active, &day, *hl_keys_words(active, i));
	}
}

struct active_day active_at(const struct hl_keys *active, size_t number) {
	struct day_key day = day_at(active, number);

	return (struct active_day){ day.collector, day.day, *hl_keys_words(active, number) };
}

void active_add(struct hl_keys *active, const struct active_day *day) {
	if (active && day->collector > 0)
		note(active, &(struct day_key){ day->collector, (int32_t)day->day }, day->did);
}

/* 1970-01-01 was a Thursday. */
static bool is_weekday(int64_t day) {
	int64_t of_week = ((day + 3) % 7 + 7) % 7;

	return of_week < 5;
}

static void estimate(struct hl_meter *m, const struct day_key *day) {
	const struct hl_place place = { NOBODY, day->collector - 1, 0 };
	struct flow hours = { .hours = m->options.money.hours_default, .hours_rows = 1 };
	struct when when = when_at(m, day->day);
	struct spot spot = spot_at(m, &place, when, SEEN_BY_ALL);

	flow_price(m, &hours, &place);
	for (size_t i = 0; i < spot.len; i++) {
		flow_add(&spot_tally(m, &spot, i)->flow, &hours);
		spot_tally(m, &spot, i)->counts.estimated++;
	}
	deed_note(m, place.collector, &spot, DID_WORK);
	workday_count(m, &place, day->day, &spot, &(struct takings){ 0, hours.hours, 0 });
}

void hours_estimate(struct hl_meter *m) {
	size_t len = m->active ? hl_keys_len(m->active) : 0;

	for (size_t i = 0; i < len; i++) {
		struct day_key day = day_at(m->active, i);

		if (*hl_keys_words(m->active, i) == DID_ANYTHING && is_weekday(day.day) &&
			!when_is_never(when_at(m, day.day)))
			estimate(m, &day);
	}
}
