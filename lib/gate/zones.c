/* zones.c - time zones by their bits: the table's, and others that leads name. */
#include "parts.h"

#include <pthread.h>
#include <stdlib.h>

/* Names of leads that are no zones are remembered, too: up to so many. */
enum { NAMES_MAX = 1024 };

struct zones {
	pthread_mutex_t lock;
	struct hl_zone *at[PLACE_ZONES_MAX]; /* opened when they are asked for first */
	bool is_tried[PLACE_ZONES_MAX];
	struct hl_keys *names; /* that are in no table; a word: the bit's number + 1, 0 for none */
	size_t len;            /* bits that are given away */
	size_t offsets;        /* those of them that are plain offsets from UTC */
};

struct zones *zones_new(void) {
	struct zones *zones = hl_claim(1, sizeof(*zones));

	pthread_mutex_init(&zones->lock, NULL);
	zones->names = hl_keys_new_with(NULL, 1);
	zones->len = place_zones_len;
	return zones;
}

void zones_free(struct zones *zones) {
	if (!zones)
		return;
	for (size_t i = 0; i < PLACE_ZONES_MAX; i++)
		hl_zone_free(zones->at[i]);
	hl_keys_free(zones->names);
	pthread_mutex_destroy(&zones->lock);
	free(zones);
}

const struct hl_zone *zones_at(struct zones *zones, size_t number) {
	struct hl_error ignored = { 0 };

	if (__atomic_load_n(&zones->is_tried[number], __ATOMIC_ACQUIRE))
		return zones->at[number];
	pthread_mutex_lock(&zones->lock);
	if (!zones->is_tried[number]) {
		if (hl_zone_open(&zones->at[number], place_zones[number], &ignored) != HL_OK)
			zones->at[number] = NULL;
		__atomic_store_n(&zones->is_tried[number], true, __ATOMIC_RELEASE);
	}
	pthread_mutex_unlock(&zones->lock);
	return zones->at[number];
}

static bool take_digits(struct hl_str *rest, int most, int *value) {
	size_t len = 0;

	*value = 0;
	for (; len < rest->len && len < 2 && hl_is_digit(rest->at[len]); len++)
		*value = *value * 10 + rest->at[len] - '0';
	rest->at += len;
	rest->len -= len;
	return len > 0 && *value <= most;
}

/* The minutes behind the hours: ":30", "30" or, as parts of an hour, ".50"; or nothing. */
static bool take_minutes(struct hl_str rest, int *minutes) {
	bool is_part = rest.len > 0 && rest.at[0] == '.';
	size_t len;

	*minutes = 0;
	if (rest.len == 0)
		return true;
	if (rest.at[0] == ':' || is_part)
		rest = (struct hl_str){ rest.at + 1, rest.len - 1 };
	len = rest.len;
	if (!take_digits(&rest, is_part ? 99 : 59, minutes) || rest.len > 0)
		return false;
	if (is_part)
		*minutes = *minutes * (len == 1 ? 600 : 60) / 100;
	return is_part || len == 2;
}

/* "-05:00", "-5", "-5.00", "UTC-5", "+0530": seconds east of UTC. */
static bool offset_parse(struct hl_str text, int32_t *offset_s) {
	enum { FARTHEST_H = 14 };
	bool is_west;
	int hours, minutes;

	if (text.len > 3 && (hl_str_same((struct hl_str){ text.at, 3 }, HL_STR("UTC")) ||
				    hl_str_same((struct hl_str){ text.at, 3 }, HL_STR("GMT"))))
		text = hl_str_trim((struct hl_str){ text.at + 3, text.len - 3 });
	if (text.len < 2 || (text.at[0] != '-' && text.at[0] != '+'))
		return false;
	is_west = text.at[0] == '-';
	text = (struct hl_str){ text.at + 1, text.len - 1 };
	if (!take_digits(&text, FARTHEST_H, &hours) || !take_minutes(text, &minutes))
		return false;
	*offset_s = (hours * 60 + minutes) * (is_west ? -60 : 60);
	return true;
}

/* A name of the system's own, if there is a bit left; or an offset. */
static uint32_t open_named(struct zones *zones, struct hl_str text) {
	struct hl_zone *zone = NULL;
	struct hl_error ignored = { 0 };
	int32_t offset_s;
	char name[64];

	if (zones->len == PLACE_ZONES_MAX || text.len >= sizeof(name))
		return 0;
	memcpy(name, text.at, text.len);
	name[text.len] = '\0';
	if (offset_parse(text, &offset_s)) {
		zone = hl_zone_offset_new(offset_s);
		zones->offsets++;
	} else if (hl_zone_open(&zone, name, &ignored) != HL_OK) {
		return 0;
	}
	zones->at[zones->len] = zone;
	__atomic_store_n(&zones->is_tried[zones->len], true, __ATOMIC_RELEASE);
	return (uint32_t)++zones->len;
}

uint64_t zones_find(struct zones *zones, struct hl_str text) {
	uint64_t found = 0;
	uint32_t number = 0;
	size_t at;

	if (place_zone_find(text, &found))
		return found;
	pthread_mutex_lock(&zones->lock);
	at = hl_keys_find(zones->names, text);
	if (at == HL_NO_KEY && hl_keys_len(zones->names) < NAMES_MAX) {
		at = hl_keys_add(zones->names, text);
		*hl_keys_words(zones->names, at) = open_named(zones, text);
	}
	if (at != HL_NO_KEY)
		number = *hl_keys_words(zones->names, at);
	pthread_mutex_unlock(&zones->lock);
	return number ? UINT64_C(1) << (number - 1) : 0;
}

struct hl_str zones_name(struct zones *zones, size_t number) {
	struct hl_str name = { "", 0 };

	if (number < place_zones_len)
		return hl_str_of(place_zones[number]);
	pthread_mutex_lock(&zones->lock);
	for (size_t i = 0; i < hl_keys_len(zones->names); i++)
		if (*hl_keys_words(zones->names, i) == number + 1)
			name = hl_keys_at(zones->names, i);
	pthread_mutex_unlock(&zones->lock);
	return name;
}

size_t zones_offsets(const struct zones *zones) {
	return zones->offsets;
}
