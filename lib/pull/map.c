/*
 * map.c - the published queue as it lies on disk.
 *
 *	the header line and the rows, as they were published
 *	the ids of the leads, one behind the other
 *	an entry for each lead, in order
 *	the tail, which says where these are
 *
 * Numbers are the machine's own. The file is replaced, never changed, so it can be mapped: of a
 * million leads a take looks at a few pages.
 */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

uint32_t pull_crc(uint32_t crc, struct hl_str bytes) {
	return (uint32_t)crc32_z(crc, (const unsigned char *)bytes.at, bytes.len);
}

uint32_t pull_entry_crc(struct hl_str row, struct hl_str id) {
	return pull_crc(pull_crc(0, row), id);
}

struct hl_str pull_map_header(const struct pull_map *map) {
	return (struct hl_str){ map->bytes, map->tail->header_len };
}

#define WHAT_TO_DO "put the queue back, or remove the file and publish again: claims go on"

static enum hl_status refuse(const struct pull_map *map, struct hl_error *err) {
	*err = (struct hl_error){ .file = map->name };
	return hl_fail(err, HL_EDATA, "not a whole queue of hl-pull; " WHAT_TO_DO);
}

/* A row that is not the one that was written at byte @at, or its entry. */
static enum hl_status refuse_row(const struct pull_map *map, uint64_t at, struct hl_error *err) {
	*err = (struct hl_error){ .file = map->name, .line = 1 };
	for (uint64_t i = 0; i < at && i < map->tail->entries_at; i++)
		err->line += map->bytes[i] == '\n';
	return hl_fail(err, HL_EDATA, "not as it was published; " WHAT_TO_DO);
}

/* Does the tail belong to these bytes, and do the parts lie where it says? */
static bool is_whole(const struct pull_map *map) {
	const struct pull_tail *tail = map->tail;
	struct hl_str before_crc = { (const char *)tail, offsetof(struct pull_tail, crc) };

	return memcmp(tail->magic, PULL_MAGIC, sizeof(tail->magic)) == 0 && tail->version == 1 &&
	       tail->size == map->len && tail->crc == pull_crc(0, before_crc) &&
	       tail->rows < PULL_NO_LEAD && tail->entries_at % alignof(struct pull_entry) == 0 &&
	       tail->entries_at + tail->rows * sizeof(struct pull_entry) + sizeof(*tail) ==
		       map->len &&
	       tail->header_len <= tail->entries_at &&
	       tail->header_crc == pull_crc(0, pull_map_header(map));
}

static enum hl_status look_at(struct pull_map *map, struct hl_error *err) {
	if (map->len < sizeof(*map->tail) || map->len % alignof(struct pull_entry) != 0)
		return refuse(map, err);
	map->tail = (const struct pull_tail *)(const void *)(map->bytes + map->len -
							     sizeof(*map->tail));
	if (!is_whole(map))
		return refuse(map, err);
	map->entries =
		(const struct pull_entry *)(const void *)(map->bytes + map->tail->entries_at);
	return HL_OK;
}

/* What the system refuses says nothing about the queue. */
static enum hl_status map_fail(const struct pull_map *map, struct hl_error *err) {
	const char *why = strerror(errno);

	*err = (struct hl_error){ .file = map->name };
	return hl_fail(err, HL_EIO, "%s", why);
}

static enum hl_status map_file(struct pull_map *map, int fd, struct hl_error *err) {
	struct stat st;

	if (fstat(fd, &st) != 0)
		return map_fail(map, err);
	if (!S_ISREG(st.st_mode) || st.st_size == 0)
		return refuse(map, err);
	map->len = (size_t)st.st_size;
	map->mapped = mmap(NULL, map->len, PROT_READ, MAP_SHARED, fd, 0);
	if (map->mapped == MAP_FAILED)
		return map_fail(map, err);
	map->bytes = map->mapped;
	return look_at(map, err);
}

enum hl_status pull_map_open(struct pull_map *map, const char *name, struct hl_error *err) {
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	enum hl_status status;

	*map = (struct pull_map){ .name = name };
	if (fd < 0 && errno == ENOENT)
		return HL_OK;
	if (fd < 0) {
		*err = (struct hl_error){ .file = name };
		return hl_fail(err, HL_ENOINPUT, "%s", strerror(errno));
	}
	status = map_file(map, fd, err);
	close(fd);
	if (status != HL_OK)
		pull_map_close(map);
	return status;
}

void pull_map_close(struct pull_map *map) {
	if (map->bytes)
		(void)munmap(map->mapped, map->len);
	*map = (struct pull_map){ .name = map->name };
}

enum hl_status pull_map_check(const struct pull_map *map, struct hl_error *err) {
	struct hl_str entries = { (const char *)map->entries,
		map->tail->rows * sizeof(struct pull_entry) };

	return pull_crc(0, entries) == map->tail->entries_crc ? HL_OK : refuse(map, err);
}

uint32_t pull_map_rows(const struct pull_map *map) {
	return map->bytes ? (uint32_t)map->tail->rows : 0;
}

/* @len bytes at @at, or none where an entry is damaged. */
static struct hl_str part(const struct pull_map *map, uint64_t at, uint32_t len) {
	if (at > map->tail->entries_at || len > map->tail->entries_at - at)
		return (struct hl_str){ "", 0 };
	return (struct hl_str){ map->bytes + at, len };
}

struct hl_str pull_map_id(const struct pull_map *map, uint32_t lead) {
	return part(map, map->entries[lead].id_at, map->entries[lead].id_len);
}

uint32_t pull_map_find(const struct pull_map *map, struct hl_str id) {
	uint32_t from = 0;
	uint32_t to = pull_map_rows(map);

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		uint32_t lead = map->entries[middle].by_id;
		int order = lead < map->tail->rows ? hl_str_cmp(pull_map_id(map, lead), id) : 1;

		if (order == 0)
			return lead;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return PULL_NO_LEAD;
}

enum hl_status pull_map_put(
	const struct pull_map *map, uint32_t lead, struct hl_buf *to, struct hl_error *err) {
	const struct pull_entry *entry = &map->entries[lead];
	struct hl_str row = part(map, entry->at, entry->len);

	if (entry->crc != pull_entry_crc(row, pull_map_id(map, lead)))
		return refuse_row(map, entry->at, err);
	hl_buf_add(to, row);
	return HL_OK;
}
