/* days.c - days, counted by day. */
#include "days.h"

#include "hl/memory.h"

#include <stdlib.h>

static void add(struct days *days, size_t day, size_t count) {
	days->at = hl_grow(days->at, &days->cap, day + 1, sizeof(*days->at));
	while (days->len <= day)
		days->at[days->len++] = 0;
	days->at[day] += count;
	days->total += count;
}

void days_add(struct days *days, int64_t took) {
	add(days, (size_t)took, 1);
}

void days_join(struct days *days, const struct days *more) {
	for (size_t day = 0; day < more->len; day++)
		if (more->at[day] > 0)
			add(days, day, more->at[day]);
}

int64_t days_at(const struct days *days, size_t place) {
	size_t day = 0;

	for (size_t before = days->at[0]; before <= place; before += days->at[++day])
		;
	return (int64_t)day;
}

void days_release(struct days *days) {
	free(days->at);
	*days = (struct days){ NULL, 0, 0, 0 };
}
