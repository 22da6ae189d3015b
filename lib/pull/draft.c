/*
 * draft.c - a queue that is being published: its rows go to a file that takes the old one's place
 * at the end; the claims that are open go on, in the journal, under the number of the new queue.
 *
 * First the journal says what the new queue begins with, then the queue appears. Killed between the
 * two the old queue stands, and what was said of one that never came is passed over.
 */
#include "parts.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

struct hl_pull_draft {
	struct hl_pull_draft_options options;
	struct hl_dialect dialect;
	struct hl_output *out; /* NULL: only look */
	size_t id;             /* its column */
	struct hl_keys *seen;
	struct pull_entry *entries;
	size_t len, cap;
	uint64_t written;
	struct hl_buf row;
	struct pull_tail tail;
	struct hl_buf lines; /* for the journal */
	uint32_t crc;        /* of the journal behind them */
};

/* --- the folder --- */

/* A file that no queue has: the folder is somebody else's. */
static bool is_strange(const char *name) {
	static const char *const ours[] = { ".", "..", "journal.lock", "policy", "snapshot" };

	for (size_t i = 0; i < HL_LEN(ours); i++)
		if (strcmp(name, ours[i]) == 0)
			return false;
	return true;
}

/* In a folder without a journal there is nothing at all; what a journal is worth it says itself. */
static enum hl_status check_folder(const struct hl_pull_paths *paths, struct hl_error *err) {
	DIR *folder;
	const struct dirent *entry;
	bool is_other = false;

	if (access(paths->journal, F_OK) == 0 || access(paths->queue, F_OK) == 0)
		return HL_OK;
	folder = opendir(paths->folder);
	if (!folder)
		return hl_fail(err, HL_ECREATE, "%s", strerror(errno));
	while (!is_other && (entry = readdir(folder)) != NULL)
		is_other = is_strange(entry->d_name);
	(void)closedir(folder);
	if (is_other)
		return hl_fail(err, HL_ECREATE,
			"a folder that holds something else; name one that is new or empty");
	return HL_OK;
}

static enum hl_status make_folder(const struct hl_pull_paths *paths, struct hl_error *err) {
	*err = (struct hl_error){ .file = paths->folder };
	if (mkdir(paths->folder, 0700) == 0)
		return HL_OK;
	if (errno != EEXIST)
		return hl_fail(err, HL_ECREATE, "%s", strerror(errno));
	return check_folder(paths, err);
}

/* --- rows --- */

static enum hl_status write_bytes(
	struct hl_pull_draft *draft, struct hl_str bytes, struct hl_error *err) {
	draft->written += bytes.len;
	return draft->out ? hl_output_write(draft->out, bytes, err) : HL_OK;
}

static enum hl_status write_header(struct hl_pull_draft *draft, struct hl_error *err) {
	const struct hl_header *header = draft->options.header;

	draft->dialect = header->row.dialect;
	draft->row.len = 0;
	hl_put_row(&draft->row, draft->dialect, &header->row);
	hl_buf_add(&draft->row, header->row.eol);
	draft->tail.header_len = (uint32_t)draft->row.len;
	draft->tail.header_crc = pull_crc(0, hl_buf_str(&draft->row));
	return write_bytes(draft, hl_buf_str(&draft->row), err);
}

enum hl_status hl_pull_draft_open(struct hl_pull_draft **result,
	const struct hl_pull_draft_options *options, struct hl_error *err) {
	struct hl_pull_draft *draft = hl_claim(1, sizeof(*draft));
	enum hl_status status;

	draft->options = *options;
	draft->seen = hl_keys_new();
	status = hl_lead_find(options->header, options->map, HL_STR("account_id"), &draft->id, err);
	if (status == HL_OK && options->output)
		status = make_folder(options->paths, err);
	if (status == HL_OK && options->output)
		status = hl_output_open(&draft->out, options->paths->queue, options->output, err);
	if (status == HL_OK)
		status = write_header(draft, err);
	if (status != HL_OK) {
		hl_pull_draft_free(draft);
		draft = NULL;
	}
	*result = draft;
	return status;
}

static bool has_control(struct hl_str text) {
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '\n' || text.at[i] == '\r' || text.at[i] == '\0')
			return true;
	return false;
}

/* Lines of the journal hold ids, and one line is one claim. */
static enum hl_status check_id(
	struct hl_pull_draft *draft, struct hl_str id, struct hl_error *err) {
	if (id.len == 0)
		return hl_fail(err, HL_EDATA, "a lead without an id cannot be taken");
	if (has_control(id))
		return hl_fail(err, HL_EDATA, "a line end in the id of a lead");
	if (draft->len + 1 >= PULL_NO_LEAD)
		return hl_fail(err, HL_EDATA, "more leads than a queue can have");
	if (hl_keys_add(draft->seen, id) != draft->len)
		return hl_fail_value(err, id, "this lead is in the queue already");
	return HL_OK;
}

enum hl_status hl_pull_draft_add(
	struct hl_pull_draft *draft, const struct hl_row *row, struct hl_error *err) {
	struct hl_str id = hl_cell_trimmed(row, draft->id);
	struct pull_entry *entry;

	if (check_id(draft, id, err) != HL_OK)
		return hl_row_fail(row, draft->options.header, draft->id, HL_EDATA, err);
	draft->entries =
		hl_grow(draft->entries, &draft->cap, draft->len + 1, sizeof(*draft->entries));
	entry = &draft->entries[draft->len++];
	draft->row.len = 0;
	hl_put_row(&draft->row, draft->dialect, row);
	hl_buf_add(&draft->row, row->eol);
	*entry = (struct pull_entry){ .at = draft->written,
		.len = (uint32_t)draft->row.len,
		.id_len = (uint32_t)id.len,
		.crc = pull_entry_crc(hl_buf_str(&draft->row), id) };
	return write_bytes(draft, hl_buf_str(&draft->row), err);
}

/* --- the index --- */

static int by_id(const void *a, const void *b, void *of_draft) {
	const struct hl_pull_draft *draft = of_draft;

	return hl_str_cmp(hl_keys_at(draft->seen, *(const uint32_t *)a),
		hl_keys_at(draft->seen, *(const uint32_t *)b));
}

static void order_ids(struct hl_pull_draft *draft) {
	uint32_t *order = hl_claim(draft->len, sizeof(*order));

	for (size_t i = 0; i < draft->len; i++)
		order[i] = (uint32_t)i;
	if (draft->len > 1)
		qsort_r(order, draft->len, sizeof(*order), by_id, draft);
	for (size_t i = 0; i < draft->len; i++)
		draft->entries[i].by_id = order[i];
	free(order);
}

/* Draws: of the system, which nobody can repeat; or of a seed (splitmix64), for a replay. */
struct draws {
	bool is_seeded, is_failed;
	uint64_t state;
	uint64_t some[32];
	size_t left;
};

static void seed_draws(struct draws *draws, const char *seed) {
	struct hl_str text = hl_str_of(seed);

	*draws = (struct draws){ .is_seeded = seed != NULL };
	for (size_t i = 0; i < text.len; i++)
		draws->state = (draws->state ^ (unsigned char)text.at[i]) * UINT64_C(0x100000001b3);
}

/* Up to 256 bytes are never cut short, nor interrupted. */
static uint64_t draw_from_system(struct draws *draws) {
	if (draws->left == 0 &&
		getrandom(draws->some, sizeof(draws->some), 0) == (ssize_t)sizeof(draws->some))
		draws->left = HL_LEN(draws->some);
	if (draws->left == 0)
		draws->is_failed = true;
	return draws->left ? draws->some[--draws->left] : 0;
}

static uint64_t draw(struct draws *draws) {
	uint64_t z;

	if (!draws->is_seeded)
		return draw_from_system(draws);
	z = draws->state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* Every order as likely as any other; where a lead stands in it says nothing of its place. */
static enum hl_status shuffle(struct hl_pull_draft *draft, struct hl_error *err) {
	struct pull_entry *at = draft->entries;
	struct draws draws;

	seed_draws(&draws, draft->options.seed);
	for (size_t i = 0; i < draft->len; i++) {
		__extension__ typedef unsigned __int128 wide;
		size_t j = (size_t)((wide)draw(&draws) * (i + 1) >> 64);

		at[i].shuffled = at[j].shuffled;
		at[j].shuffled = (uint32_t)i;
	}
	return draws.is_failed ? hl_fail(err, HL_EIO, "no random numbers: %s", strerror(errno))
			       : HL_OK;
}

static enum hl_status write_ids(struct hl_pull_draft *draft, struct hl_error *err) {
	static const char zeros[alignof(struct pull_entry)] = { 0 };
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < draft->len && status == HL_OK; i++) {
		draft->entries[i].id_at = draft->written;
		status = write_bytes(draft, hl_keys_at(draft->seen, i), err);
	}
	if (status == HL_OK)
		status = write_bytes(
			draft, (struct hl_str){ zeros, -draft->written % sizeof(zeros) }, err);
	return status;
}

static enum hl_status write_index(struct hl_pull_draft *draft, struct hl_error *err) {
	struct hl_str entries = { (const char *)draft->entries,
		draft->len * sizeof(*draft->entries) };
	struct pull_tail *tail = &draft->tail;
	enum hl_status status = write_ids(draft, err);

	entries.at = entries.len ? entries.at : "";
	memcpy(tail->magic, PULL_MAGIC, sizeof(tail->magic));
	tail->version = 1;
	tail->entries_at = draft->written;
	tail->rows = draft->len;
	tail->delim = (unsigned char)draft->dialect.delim;
	tail->entries_crc = pull_crc(0, entries);
	if (status == HL_OK)
		status = write_bytes(draft, entries, err);
	tail->size = draft->written + sizeof(*tail);
	tail->crc =
		pull_crc(0, (struct hl_str){ (const char *)tail, offsetof(struct pull_tail, crc) });
	if (status == HL_OK)
		status = write_bytes(
			draft, (struct hl_str){ (const char *)tail, sizeof(*tail) }, err);
	return status;
}

/* --- claims that go on --- */

static void carry(struct hl_pull_draft *draft, const struct hl_pull *pull,
	const struct pull_claim *claim, struct hl_pull_counts *counts) {
	size_t lead = hl_keys_find(draft->seen, claim->id);
	bool is_open = pull_claim_is_open(claim, pull->now_s);
	struct pull_record record = { .ts_s = claim->since_s,
		.queue = draft->tail.number,
		.action = PULL_CARRY,
		.lead = lead == HL_NO_KEY ? PULL_NO_LEAD : (uint32_t)lead,
		.id = claim->id,
		.collector = hl_keys_at(pull->claims.names, claim->collector),
		.until_s = claim->until_s };

	/* Over its lease or not, in the queue or not: who had the lead may still say what came of
	 * it. */
	if (claim->state != PULL_IS_CLAIMED)
		return;
	if (lead == HL_NO_KEY)
		counts->gone++;
	else if (is_open)
		counts->claimed++;
	else
		counts->expired++;
	pull_record_put(&record, &draft->lines, &draft->crc);
}

enum hl_status hl_pull_draft_prepare(struct hl_pull_draft *draft, struct hl_pull *pull,
	struct hl_pull_counts *counts, struct hl_error *err) {
	const struct pull_record begin = { .ts_s = pull->now_s,
		.queue = pull->journal.most + 1,
		.action = PULL_PUBLISH,
		.lead = PULL_NO_LEAD,
		.until_s = HL_PULL_NO_END };
	enum hl_status status;

	*counts = (struct hl_pull_counts){ 0 };
	draft->crc = pull->journal.crc;
	draft->tail.number = begin.queue;
	draft->tail.journal_at = pull->journal.len;
	draft->tail.journal_crc = pull->journal.crc;
	for (size_t i = 0; i < pull->claims.len; i++)
		carry(draft, pull, &pull->claims.at[i], counts);
	pull_record_put(&begin, &draft->lines, &draft->crc); /* behind them: it vouches for all */
	counts->free = draft->len - counts->claimed - counts->expired;
	if (!draft->out)
		return HL_OK;
	order_ids(draft);
	status = shuffle(draft, err);
	if (status == HL_OK)
		status = write_index(draft, err);
	return status == HL_OK ? hl_output_prepare(draft->out, err) : status;
}

enum hl_status hl_pull_draft_commit(
	struct hl_pull_draft *draft, struct hl_pull *pull, struct hl_error *err) {
	struct hl_output *out = draft->out;
	enum hl_status status;

	if (!out)
		return HL_OK;
	status = pull_journal_append(&pull->journal, hl_buf_str(&draft->lines), draft->crc, err);
	if (status == HL_OK)
		status = pull_journal_sync(&pull->journal, err);
	if (status != HL_OK)
		return status;
	draft->out = NULL;
	return hl_output_commit(out, err);
}

void hl_pull_draft_free(struct hl_pull_draft *draft) {
	if (!draft)
		return;
	hl_output_discard(draft->out);
	hl_keys_free(draft->seen);
	free(draft->entries);
	hl_buf_release(&draft->row);
	hl_buf_release(&draft->lines);
	free(draft);
}
