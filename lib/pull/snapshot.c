/*
 * snapshot.c - what the journal came to at one of its lines, so that the lines before it need not
 * be read again for every lead.
 *
 *	the head: of which queue it is, and of the journal up to which byte
 *	an entry for each claim, in the order in which the journal has them
 *	the names of the collectors, then the ids of leads that are not in the queue, a line each
 *
 * The journal stays the truth. A snapshot that is missing, torn, of another queue or of another
 * journal is passed over: then all lines are read, which is slower and gives the same.
 */
#include "parts.h"

#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "hl-snap\n"

/* So much of the journal is read behind it: this, and a part of what a snapshot takes. */
enum { AFTER = 256 << 10, AFTER_PART = 16, VERSION = 1 };

struct head {
	char magic[8];
	uint32_t version;
	uint32_t queue;     /* its number */
	uint32_t queue_crc; /* of its tail: no other queue has this number and this */
	uint32_t most;      /* the highest number of a queue in the journal */
	uint64_t journal_at;
	uint32_t journal_crc;
	uint32_t names;
	uint64_t claims;
	uint64_t size;     /* of the file */
	uint32_t body_crc; /* of all behind the head */
	uint32_t crc;      /* of all before it */
};

struct entry {
	int64_t since_s, until_s;
	uint32_t lead;
	uint32_t collector_state; /* the number of the name, times 4, and the state */
};

static uint32_t head_crc(const struct head *head) {
	return pull_crc(0, (struct hl_str){ (const char *)head, offsetof(struct head, crc) });
}

static struct hl_str body_of(struct hl_str bytes) {
	return (struct hl_str){ bytes.at + sizeof(struct head), bytes.len - sizeof(struct head) };
}

/* --- reading --- */

static bool is_whole(const struct head *head, struct hl_str bytes) {
	size_t body = bytes.len - sizeof(*head);

	return memcmp(head->magic, MAGIC, sizeof(head->magic)) == 0 && head->version == VERSION &&
	       head->size == bytes.len && head->crc == head_crc(head) &&
	       head->claims <= body / sizeof(struct entry) &&
	       head->body_crc == pull_crc(0, body_of(bytes));
}

static bool is_ours(
	const struct head *head, const struct pull_map *map, const struct pull_journal *journal) {
	return head->queue == map->tail->number && head->queue_crc == map->tail->crc &&
	       head->journal_at > map->tail->journal_at &&
	       pull_journal_has(journal, head->journal_at, head->journal_crc);
}

/* No claim is of a lead or a collector that there is not. */
static bool makes_sense(
	const struct head *head, const struct entry *entries, const struct pull_map *map) {
	for (size_t i = 0; i < head->claims; i++)
		if ((entries[i].lead >= pull_map_rows(map) && entries[i].lead != PULL_NO_LEAD) ||
			entries[i].collector_state / 4 >= head->names ||
			entries[i].collector_state % 4 > PULL_IS_DONE)
			return false;
	return true;
}

static void fill(struct pull_claims *claims, const struct head *head, const struct entry *entries,
	struct hl_str text) {
	for (uint32_t i = 0; i < head->names; i++)
		(void)hl_keys_add(claims->names, hl_str_cut(&text, '\n'));
	for (size_t i = 0; i < head->claims; i++) {
		uint32_t lead = entries[i].lead;
		struct hl_str id = lead == PULL_NO_LEAD ? hl_str_cut(&text, '\n')
							: pull_map_id(claims->map, lead);
		struct pull_claim *claim = pull_claims_add(claims, lead, id);

		claim->since_s = entries[i].since_s;
		claim->until_s = entries[i].until_s;
		claim->collector = entries[i].collector_state / 4;
		claim->state = (enum pull_state)(entries[i].collector_state % 4);
	}
	claims->is_begun = true;
}

static bool load(struct hl_str bytes, struct pull_claims *claims, struct pull_journal *journal) {
	const struct head *head = (const struct head *)(const void *)bytes.at;
	const struct entry *entries =
		(const struct entry *)(const void *)(bytes.at + sizeof(*head));
	struct hl_str text;

	/* What is cheap to know is asked first. */
	if (bytes.len < sizeof(*head) || !is_ours(head, claims->map, journal) ||
		!is_whole(head, bytes) || !makes_sense(head, entries, claims->map))
		return false;
	text = body_of(bytes);
	text.at += head->claims * sizeof(*entries);
	text.len -= head->claims * sizeof(*entries);
	fill(claims, head, entries, text);
	journal->len = head->journal_at;
	journal->crc = head->journal_crc;
	journal->most = head->most;
	return true;
}

/* It is replaced, never changed, so it can be mapped. */
size_t pull_snapshot_load(
	const char *name, struct pull_claims *claims, struct pull_journal *journal) {
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	void *mapped = MAP_FAILED;
	size_t len = 0;

	if (fd < 0)
		return 0;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		mapped = mmap(
			NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	close(fd);
	if (mapped == MAP_FAILED)
		return 0;
	if (load((struct hl_str){ mapped, (size_t)st.st_size }, claims, journal))
		len = (size_t)st.st_size;
	(void)munmap(mapped, (size_t)st.st_size);
	return len;
}

/* --- writing --- */

static void put_claims(const struct pull_claims *claims, struct hl_buf *to) {
	for (size_t i = 0; i < claims->len; i++) {
		const struct pull_claim *claim = &claims->at[i];
		const struct entry entry = { .since_s = claim->since_s,
			.until_s = claim->until_s,
			.lead = claim->lead,
			.collector_state = claim->collector * 4 + (uint32_t)claim->state };

		hl_buf_add(to, (struct hl_str){ (const char *)&entry, sizeof(entry) });
	}
}

static void put_texts(const struct pull_claims *claims, struct hl_buf *to) {
	for (size_t i = 0; i < hl_keys_len(claims->names); i++) {
		hl_buf_add(to, hl_keys_at(claims->names, i));
		hl_buf_add_char(to, '\n');
	}
	for (size_t i = 0; i < claims->len; i++)
		if (claims->at[i].lead == PULL_NO_LEAD) {
			hl_buf_add(to, claims->at[i].id);
			hl_buf_add_char(to, '\n');
		}
}

static void put_head(
	const struct pull_claims *claims, const struct pull_journal *journal, struct hl_buf *to) {
	struct head head = { .magic = MAGIC,
		.version = VERSION,
		.queue = claims->map->tail->number,
		.queue_crc = claims->map->tail->crc,
		.most = journal->most,
		.journal_at = journal->len,
		.journal_crc = journal->crc,
		.names = (uint32_t)hl_keys_len(claims->names),
		.claims = claims->len,
		.size = to->len,
		.body_crc = pull_crc(0, body_of(hl_buf_str(to))) };

	head.crc = head_crc(&head);
	memcpy(to->at, &head, sizeof(head));
}

bool pull_snapshot_is_due(const struct pull_claims *claims, uint64_t read) {
	return claims->is_begun && read > AFTER + claims->len * sizeof(struct entry) / AFTER_PART &&
	       hl_keys_len(claims->names) < UINT32_MAX / 4;
}

enum hl_status pull_snapshot_write(const char *name, const struct pull_claims *claims,
	const struct pull_journal *journal, struct hl_error *err) {
	static const struct head none = { .magic = "" };
	struct hl_buf bytes = { 0 };
	enum hl_status status;

	hl_buf_add(&bytes, (struct hl_str){ (const char *)&none, sizeof(none) });
	put_claims(claims, &bytes);
	put_texts(claims, &bytes);
	put_head(claims, journal, &bytes);
	status = hl_file_write(name, hl_buf_str(&bytes), err);
	hl_buf_release(&bytes);
	return status;
}
