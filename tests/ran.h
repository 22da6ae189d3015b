/*
 * ran.h - what hl_table_run makes of a table whose rows are told in the words of oracle.h, and
 * whether it keeps what table.h promises a step.
 */
#ifndef TESTS_RAN_H
#define TESTS_RAN_H

#include "oracle.h"

#include <stdatomic.h>
#include <zlib.h>

enum { RAN_ROWS = 256 };

/* Put behind what came of a block, unless a mistake cuts it off. */
struct ran_mark {
	char magic[8];
	size_t number;
	struct hl_str raw, eol; /* of one of its rows; they stay until the block is taken */
	uLong crc;
};

#define RAN_MAGIC "\nblock\n"

/* A step's job. */
struct ran {
	const struct hl_header *header;
	struct hl_buf told;  /* by take */
	struct hl_buf *kept; /* what take kept */
	size_t kept_len, kept_cap;
	size_t taken;               /* so many times was it called */
	size_t next;                /* the block whose turn it is */
	_Atomic size_t begun, most; /* blocks, and the highest number among them */
	_Atomic int wrong;          /* promises that were broken */
};

/* A worker of it. */
struct ran_hand {
	struct ran *ran;
	size_t number;
	bool is_within, has_failed;
	size_t singly;                /* so many rows have to come to row: those that rows left */
	struct hl_row rows[RAN_ROWS]; /* the first of the block */
	size_t spelled[RAN_ROWS];     /* where what was told of each ends */
	struct hl_buf told;
	size_t rows_len;
};

static inline void *ran_hand_new(void *job) {
	struct ran_hand *hand = hl_claim(1, sizeof(*hand));

	hand->ran = job;
	hand->number = SIZE_MAX;
	return hand;
}

static inline void ran_hand_end(void *job, void *worker) {
	struct ran_hand *hand = worker;

	((struct ran *)job)->wrong += hand->is_within;
	hl_buf_release(&hand->told);
	free(hand);
}

static inline void ran_begin(void *job, void *worker, size_t number) {
	struct ran *ran = job;
	struct ran_hand *hand = worker;
	size_t most = ran->most;

	ran->wrong += hand->is_within || hand->has_failed ||
		      (hand->number != SIZE_MAX && number <= hand->number);
	ran->begun++;
	while (number > most && !atomic_compare_exchange_weak(&ran->most, &most, number))
		;
	hand->is_within = true;
	hand->singly = 0;
	hand->number = number;
	hand->rows_len = 0;
	hand->told.len = 0;
}

static inline uLong ran_crc(const struct ran_mark *mark) {
	uLong crc = crc32(0, (const unsigned char *)mark->raw.at, (uInt)mark->raw.len);

	return crc32(crc, (const unsigned char *)mark->eol.at, (uInt)mark->eol.len);
}

/* Rows are what they were still; the block's number is put behind what came of it. */
static inline void ran_end(void *job, void *worker, struct hl_buf *to) {
	struct ran *ran = job;
	struct ran_hand *hand = worker;
	struct hl_buf again = { 0 };
	struct ran_mark mark = { .magic = RAN_MAGIC, .number = hand->number };

	for (size_t i = 0; i < hand->rows_len; i++)
		oracle_tell_row(&hand->rows[i], &again);
	ran->wrong += !hand->is_within || !hl_str_eq(hl_buf_str(&again), hl_buf_str(&hand->told));
	hl_buf_release(&again);
	hand->is_within = false;
	if (hand->rows_len) {
		mark.raw = hand->rows[hand->rows_len - 1].raw;
		mark.eol = hand->rows[hand->rows_len - 1].eol;
	}
	mark.crc = ran_crc(&mark);
	hl_buf_add(to, (struct hl_str){ (const char *)&mark, sizeof(mark) });
}

/* What is to become of a row: its first cell says so. */
static inline enum hl_status ran_judge(
	const struct hl_header *header, const struct hl_row *row, struct hl_error *err) {
	struct hl_str cell = hl_cell(row, 0);
	enum hl_status status = hl_str_starts(cell, HL_STR("Bad"))    ? HL_EDATA
				: hl_str_starts(cell, HL_STR("Stop")) ? HL_EBUG
								      : HL_OK;

	if (status == HL_OK)
		return status;
	return hl_row_fail(row, header, 0, hl_fail(err, status, "the step will not have it"), err);
}

static inline void ran_note(struct ran_hand *hand, const struct hl_row *row, struct hl_buf *to) {
	hand->ran->wrong += !hand->is_within || hand->has_failed;
	oracle_tell_row(row, to);
	if (hand->rows_len < RAN_ROWS) {
		hand->rows[hand->rows_len++] = *row;
		oracle_tell_row(row, &hand->told);
	}
}

/* Up to a row that is not good, or that just happens to be one where it stops. */
static inline size_t ran_rows(
	void *job, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	struct ran *ran = job;
	struct ran_hand *hand = worker;
	struct hl_error ignored;
	size_t i;

	ran->wrong += hand->singly > 0 || len == 0 || len > HL_STEP_ROWS;
	for (i = 0; i < len && (rows[i].line + rows[i].raw.len) % 7 != 0; i++) {
		if (ran->header && ran_judge(ran->header, &rows[i], &ignored) != HL_OK)
			break;
		ran_note(hand, &rows[i], to);
	}
	hand->singly = len - i;
	return i;
}

static inline enum hl_status ran_row(void *job, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	struct ran *ran = job;
	struct ran_hand *hand = worker;
	enum hl_status status = HL_OK;

	ran->wrong += hand->singly-- == 0;
	ran_note(hand, row, to);
	if (ran->header)
		status = ran_judge(ran->header, row, err);
	hand->has_failed = status != HL_OK && status != HL_EDATA;
	return status;
}

/* Every other time the memory is kept. */
static inline enum hl_status ran_take(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct ran *ran = job;
	struct hl_str text = hl_buf_str(bytes);
	size_t number = ran->next++;
	struct ran_mark mark;

	(void)err;
	if (text.len >= sizeof(mark)) {
		memcpy(&mark, text.at + text.len - sizeof(mark), sizeof(mark));
		if (memcmp(mark.magic, RAN_MAGIC, sizeof(mark.magic)) == 0) {
			text.len -= sizeof(mark);
			ran->wrong += mark.number != number || mark.crc != ran_crc(&mark);
		}
	}
	hl_buf_add(&ran->told, text);
	if (ran->taken++ % 2 == 0)
		return HL_OK;
	ran->kept = hl_grow(ran->kept, &ran->kept_cap, ran->kept_len + 1, sizeof(*ran->kept));
	ran->kept[ran->kept_len++] = *bytes;
	*bytes = (struct hl_buf){ 0 };
	return HL_OK;
}

static inline struct hl_step ran_step(struct ran *ran) {
	return (struct hl_step){ .job = ran,
		.worker_new = ran_hand_new,
		.worker_end = ran_hand_end,
		.row = ran_row,
		.rows = ran_rows,
		.block_begin = ran_begin,
		.block_end = ran_end,
		.take = ran_take };
}

/* Was all kept that was promised? To be asked when the run is over. */
static inline bool ran_is_sound(const struct ran *ran) {
	size_t blocks = ran->begun ? ran->most + 1 : 0;

	return ran->wrong == 0 && ran->begun == blocks && ran->taken <= blocks;
}

static inline void ran_release(struct ran *ran) {
	for (size_t i = 0; i < ran->kept_len; i++)
		hl_buf_release(&ran->kept[i]);
	free(ran->kept);
	hl_buf_release(&ran->told);
}

/* As oracle_tell_reader, of the rows before the first mistake. */
static inline bool ran_tell(const char *file, struct hl_reader_options options, struct hl_buf *to) {
	struct hl_mistakes mistakes = { 0 };
	struct hl_error err = { 0 };
	struct ran ran = { 0 };
	struct hl_step step = ran_step(&ran);
	struct hl_reader *reader;
	enum hl_status status;
	bool is_sound;

	options.mistakes = &mistakes;
	status = oracle_tell_header(&reader, file, &options, to);
	if (status != HL_OK)
		return status == HL_EDATA;
	status = hl_table_run(reader, &step, NULL, &err);
	hl_buf_add(to, hl_buf_str(&ran.told));
	for (size_t i = 0; i < mistakes.len && i < HL_LEN(mistakes.first); i++)
		oracle_tell_mistake(
			to, mistakes.first[i].line, mistakes.first[i].byte, mistakes.first[i].text);
	is_sound = status == (mistakes.len || err.text[0] ? HL_EDATA : HL_OK) &&
		   mistakes.len == hl_reader_counts(reader).rejected && ran_is_sound(&ran);
	if (err.text[0])
		oracle_tell_mistake(to, err.line, err.byte, err.text);
	hl_reader_close(reader);
	ran_release(&ran);
	return is_sound;
}

/* Say one worker and three, each with blocks of that size, what the oracle says? */
static inline bool ran_agrees(
	const struct oracle *o, const char *file, struct hl_reader_options options) {
	struct hl_buf want = { 0 }, told = { 0 };
	bool is_same = true;

	oracle_tell_rows(o, true, &want);
	for (options.threads = 1; options.threads <= 3 && is_same; options.threads += 2)
		is_same = ran_tell(file, options, &told) &&
			  hl_str_eq(hl_buf_str(&told), hl_buf_str(&want));
	hl_buf_release(&want);
	hl_buf_release(&told);
	return is_same;
}

#endif
