/* tzif.c - the bytes of a TZif file (RFC 8536) become the changes of a zone. */
#include "hl/value.h"

#include "zone.h"

#include <endian.h>
#include <string.h>

enum { HEADER = 44, VERSION = 4, COUNTS = 20, TYPE_SIZE = 6 };

/* As RFC 8536 wants them: less than 25 hours west, less than 26 hours east. */
enum { WESTMOST = -89999, EASTMOST = 93599 };

/* One header with its data: version 1 has times of four bytes, the later ones of eight. */
struct block {
	size_t time_size;
	uint32_t utc_len, std_len, leaps_len, times_len, types_len, chars_len;
	const char *times;   /* times_len of time_size bytes */
	const char *indexes; /* times_len of one byte: which type begins then */
	const char *types;   /* types_len of an offset, is it DST, where its name is */
};

static uint32_t load4(const char *at) {
	uint32_t number;

	memcpy(&number, at, sizeof(number));
	return be32toh(number);
}

static int64_t load_time(const struct block *block, size_t i) {
	uint64_t number;
	const char *at = block->times + i * block->time_size;

	if (block->time_size == 4)
		return (int32_t)load4(at);
	memcpy(&number, at, sizeof(number));
	return (int64_t)be64toh(number);
}

/* Take the next @len bytes; NULL when there are not so many. */
static const char *take(struct hl_str *bytes, uint64_t len) {
	const char *at = bytes->at;

	if (len > bytes->len)
		return NULL;
	bytes->at += len;
	bytes->len -= (size_t)len;
	return at;
}

static bool take_block(struct hl_str *bytes, size_t time_size, struct block *block) {
	const char *header = take(bytes, HEADER);
	uint32_t *const counts[] = { &block->utc_len, &block->std_len, &block->leaps_len,
		&block->times_len, &block->types_len, &block->chars_len };

	if (!header || memcmp(header, "TZif", VERSION) != 0)
		return false;
	for (size_t i = 0; i < HL_LEN(counts); i++)
		*counts[i] = load4(header + COUNTS + 4 * i);
	block->time_size = time_size;
	block->times = take(bytes, (uint64_t)block->times_len * time_size);
	block->indexes = block->times ? take(bytes, block->times_len) : NULL;
	block->types = block->indexes ? take(bytes, (uint64_t)block->types_len * TYPE_SIZE) : NULL;
	return block->types &&
	       take(bytes, block->chars_len + (uint64_t)block->leaps_len * (time_size + 4) +
				   block->std_len + block->utc_len);
}

/* The offset of type @type, if there is such a type and it is sane. */
static bool offset_of(const struct block *block, size_t type, int32_t *offset) {
	if (type >= block->types_len)
		return false;
	*offset = (int32_t)load4(block->types + type * TYPE_SIZE);
	return *offset >= WESTMOST && *offset <= EASTMOST;
}

static const char *add_changes(struct hl_zone *zone, const struct block *block) {
	int32_t offset;

	if (block->leaps_len > 0)
		return "counts leap seconds, which no other clock does";
	if (!offset_of(block, 0, &offset))
		return "is damaged: an offset is missing or out of range";
	hl_zone_add(zone, INT64_MIN, offset);
	for (size_t i = 0; i < block->times_len; i++) {
		int64_t at = load_time(block, i);

		if (i > 0 && at <= load_time(block, i - 1))
			return "is damaged: its changes are out of order";
		if (!offset_of(block, (unsigned char)block->indexes[i], &offset))
			return "is damaged: an offset is missing or out of range";
		hl_zone_add(zone, at, offset);
	}
	return NULL;
}

/* The rule between the two line ends that must end a file. */
static bool take_footer(struct hl_str *bytes, struct hl_str *rule) {
	const char *start = take(bytes, 1);
	const char *end = start && bytes->len ? memchr(bytes->at, '\n', bytes->len) : NULL;

	if (!end || *start != '\n')
		return false;
	*rule = (struct hl_str){ bytes->at, (size_t)(end - bytes->at) };
	return true;
}

const char *hl_zone_read(struct hl_zone *zone, struct hl_str bytes) {
	static const char torn[] = "is damaged or cut short";
	struct block block;
	struct hl_str rule;
	const char *wrong;
	char version;

	if (bytes.len < HEADER || memcmp(bytes.at, "TZif", VERSION) != 0)
		return "is not in the TZif format";
	version = bytes.at[VERSION];
	if (!take_block(&bytes, 4, &block))
		return torn;
	if (version == '\0')
		return add_changes(zone, &block);
	if (version < '2' || !take_block(&bytes, 8, &block) || !take_footer(&bytes, &rule))
		return torn;
	wrong = add_changes(zone, &block);
	if (wrong || rule.len == 0)
		return wrong;
	return hl_zone_extend(
		zone, rule, block.times_len ? load_time(&block, block.times_len - 1) : INT64_MIN);
}
