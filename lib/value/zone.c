/* zone.c - time zones: opened by name, asked about moments, days and local times. */
#include "hl/value.h"

#include "calendar.h"
#include "zone.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_FILE = 256 << 10, NO_CLOCK_IS_OFF_S = 2 * HL_DAY_S };

/* Farther from 1970 than any time; offsets can be added to it without care. */
static const int64_t farthest = INT64_MAX / 2;

static int64_t within_reach(int64_t s) {
	if (s > farthest)
		return farthest;
	return s < -farthest ? -farthest : s;
}

void hl_zone_add(struct hl_zone *zone, int64_t at, int32_t offset) {
	struct hl_change *last = zone->len ? &zone->changes[zone->len - 1] : NULL;

	if (last && at < last->at)
		return;
	if (last && at == last->at) {
		zone->len--;
		last = zone->len ? last - 1 : NULL;
	}
	if (last && last->offset == offset)
		return;
	zone->changes = hl_grow(zone->changes, &zone->cap, zone->len + 1, sizeof(*last));
	zone->changes[zone->len++] = (struct hl_change){ at, offset };
}

/* The last change at or before @utc_s; halving without a branch to guess wrong. */
static const struct hl_change *find(const struct hl_zone *zone, int64_t utc_s) {
	const struct hl_change *first = zone->changes;

	for (size_t len = zone->len; len > 1; len -= len / 2)
		first += first[len / 2].at <= utc_s ? len / 2 : 0;
	return first;
}

int32_t hl_zone_offset(const struct hl_zone *zone, int64_t utc_s) {
	return zone ? find(zone, utc_s)->offset : 0;
}

int64_t hl_zone_day(const struct hl_zone *zone, int64_t utc_s) {
	int64_t local_s = within_reach(utc_s) + hl_zone_offset(zone, utc_s);

	return local_s / HL_DAY_S - (local_s % HL_DAY_S < 0);
}

/* The clocks may be put back over midnight: only while they go on is a day in one piece. */
int64_t hl_zone_day_around(
	const struct hl_zone *zone, int64_t utc_s, int64_t *from_s, int64_t *to_s) {
	int64_t day = hl_zone_day(zone, utc_s);
	const struct hl_change *change;

	*from_s = day * HL_DAY_S - hl_zone_offset(zone, utc_s);
	*to_s = *from_s + HL_DAY_S;
	if (!zone)
		return day;
	change = find(zone, utc_s);
	if (*from_s < change->at)
		*from_s = change->at;
	if (change + 1 < zone->changes + zone->len && *to_s > change[1].at)
		*to_s = change[1].at;
	return day;
}

/* Is @change still in force at @utc_s, if it was before? */
static bool holds(const struct hl_zone *zone, const struct hl_change *change, int64_t utc_s) {
	return change + 1 == zone->changes + zone->len || utc_s < change[1].at;
}

/* The change in force when the clocks first show @local_s or something later. */
static const struct hl_change *find_local(const struct hl_zone *zone, int64_t local_s) {
	const struct hl_change *change = find(zone, local_s - NO_CLOCK_IS_OFF_S);

	while (!holds(zone, change, local_s - change->offset))
		change++;
	return change;
}

/* How often the clocks show @local_s; @utc_s becomes the first time, if there is one. */
static int count_shown(const struct hl_zone *zone, int64_t local_s, int64_t *utc_s) {
	const struct hl_change *change = find(zone, local_s - NO_CLOCK_IS_OFF_S);
	const struct hl_change *end = zone->changes + zone->len;
	int count = 0;

	for (; change < end && change->at <= local_s + NO_CLOCK_IS_OFF_S; change++) {
		int64_t shown_s = local_s - change->offset;

		if (shown_s < change->at || !holds(zone, change, shown_s))
			continue;
		if (count++ == 0)
			*utc_s = shown_s;
	}
	return count;
}

enum hl_status hl_zone_utc(
	const struct hl_zone *zone, int64_t local_s, int64_t *utc_s, struct hl_error *err) {
	int64_t shown_s;
	int count = 1;

	local_s = within_reach(local_s);
	shown_s = local_s;
	if (zone)
		count = count_shown(zone, local_s, &shown_s);
	if (count == 0)
		return hl_fail(err, HL_EDATA, "a local time that the clocks skip");
	if (count > 1)
		return hl_fail(err, HL_EDATA, "a local time that the clocks show twice");
	*utc_s = shown_s;
	return HL_OK;
}

int64_t hl_zone_midnight(const struct hl_zone *zone, int64_t day) {
	const int64_t farthest_day = farthest / HL_DAY_S;

	if (day > farthest_day || day < -farthest_day)
		day = day > 0 ? farthest_day : -farthest_day;
	return hl_zone_first(zone, day * HL_DAY_S);
}

int64_t hl_zone_first(const struct hl_zone *zone, int64_t local_s) {
	const struct hl_change *change;

	if (!zone)
		return local_s;
	local_s = within_reach(local_s);
	change = find_local(zone, local_s);
	return local_s - change->offset < change->at ? change->at : local_s - change->offset;
}

/* Letters, digits and _ + - / . only; no way out of the directory. */
static bool is_name(const char *name) {
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "0123456789_+-/.");

	return len > 0 && name[len] == '\0' && name[0] != '/' && !strstr(name, "..");
}

/* Fill @bytes from @fd, as far as they go. */
static ssize_t read_all(int fd, char *bytes, size_t room) {
	size_t len = 0;

	while (len < room) {
		ssize_t got = read(fd, bytes + len, room - len);

		if (got == 0)
			break;
		if (got < 0 && errno != EINTR)
			return -1;
		len += got > 0 ? (size_t)got : 0;
	}
	return (ssize_t)len;
}

/* The file of the zone, open; -1 and errno, ENOENT for what is no file. */
static int open_file(const char *name) {
	const char *dir = getenv("TZDIR");
	char path[PATH_MAX];
	struct stat info;
	int len = snprintf(
		path, sizeof(path), "%s/%s", dir && *dir ? dir : "/usr/share/zoneinfo", name);
	int fd;

	errno = ENAMETOOLONG;
	if (len < 0 || (size_t)len >= sizeof(path))
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd >= 0 && (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))) {
		close(fd);
		errno = ENOENT;
		return -1;
	}
	return fd;
}

static enum hl_status load(struct hl_zone *zone, const char *name, int fd, struct hl_error *err) {
	char *bytes = NULL;
	size_t cap = 0;
	ssize_t len;
	enum hl_status status = HL_OK;
	const char *wrong;

	bytes = hl_grow(bytes, &cap, LARGEST_FILE, 1);
	len = read_all(fd, bytes, LARGEST_FILE);
	if (len < 0) {
		status = hl_fail(err, HL_ENOINPUT, "the time zone %s cannot be read: %s", name,
			strerror(errno));
	} else {
		wrong = hl_zone_read(zone, (struct hl_str){ bytes, (size_t)len });
		if (wrong)
			status = hl_fail(
				err, HL_EDATA, "the file of the time zone %s %s", name, wrong);
	}
	free(bytes);
	return status;
}

static enum hl_status load_by_name(struct hl_zone *zone, const char *name, struct hl_error *err) {
	enum hl_status status;
	int fd;

	if (strcmp(name, "UTC") == 0) {
		hl_zone_add(zone, INT64_MIN, 0);
		return HL_OK;
	}
	fd = is_name(name) ? open_file(name) : -1;
	if (fd < 0 && is_name(name) && errno != ENOENT && errno != ENOTDIR)
		return hl_fail(err, HL_ENOINPUT, "the time zone %s cannot be opened: %s", name,
			strerror(errno));
	if (fd < 0) {
		char shown[80];

		hl_printable(hl_str_of(name), shown, sizeof(shown));
		return hl_fail(err, HL_EUSAGE, "there is no time zone \"%s\"", shown);
	}
	status = load(zone, name, fd, err);
	close(fd);
	return status;
}

enum hl_status hl_zone_open(struct hl_zone **zone, const char *name, struct hl_error *err) {
	struct hl_zone opened = { 0 };
	enum hl_status status = load_by_name(&opened, name, err);

	*zone = NULL;
	if (status != HL_OK) {
		free(opened.changes);
		return status;
	}
	*zone = hl_claim(1, sizeof(opened));
	**zone = opened;
	return HL_OK;
}

struct hl_zone *hl_zone_offset_new(int32_t offset_s) {
	struct hl_zone *zone = hl_claim(1, sizeof(*zone));

	hl_zone_add(zone, INT64_MIN, offset_s);
	return zone;
}

void hl_zone_free(struct hl_zone *zone) {
	if (zone)
		free(zone->changes);
	free(zone);
}
