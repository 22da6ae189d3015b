/*
 * simulate.c - what other methods would have done: each deals out the same nights by itself.
 *
 * The leads of a night are read once. Of each row goes on an entry, which says which lead it is and
 * whose it really was, and behind it a note for each method. With whom a lead stays depends on what
 * that method did with it the nights before.
 */
#include "simulate.h"

#include <stdlib.h>

/* --- histories --- */

static struct tally *tally_of(struct history *history, uint32_t owner) {
	if (owner == HL_NOBODY)
		return &history->nobody;
	if (owner >= history->len) {
		history->at = hl_grow(history->at, &history->cap, owner + 1, sizeof(*history->at));
		while (history->len <= owner)
			history->at[history->len++] = (struct tally){ 0 };
	}
	return &history->at[owner];
}

/* There are @leads by now. */
static void meet(struct history *history, size_t leads) {
	if (leads <= history->leads)
		return;
	history->whose =
		hl_grow(history->whose, &history->whose_cap, leads, sizeof(*history->whose));
	for (; history->leads < leads; history->leads++)
		history->whose[history->leads] =
			(struct whose){ ASSIGN_UNSEEN, ASSIGN_UNSEEN, ASSIGN_UNSEEN };
}

/* What nobody has is received by nobody: it is only counted. */
static void note(struct history *history, const struct hl_dealt *lead, uint32_t owner, bool kept) {
	struct whose *whose = &history->whose[lead->id];
	struct tally *tally = tally_of(history, owner);

	tally->leads++;
	whose->now = owner;
	if (owner == HL_NOBODY)
		return;
	tally->changes += whose->last != ASSIGN_UNSEEN && whose->last != owner;
	if (kept) {
		tally->kept++;
		return;
	}
	tally->received++;
	tally->value += lead->value;
}

static void end_night(struct history *history) {
	for (size_t i = 0; i < history->leads; i++) {
		struct whose *whose = &history->whose[i];

		whose->before = whose->now;
		if (whose->now < ASSIGN_UNSEEN)
			whose->last = whose->now;
	}
}

static void release(struct history *history) {
	free(history->at);
	free(history->whose);
}

/* --- begin and end --- */

static void copy_state(struct hl_state *to, const struct hl_state *from) {
	for (size_t i = 0; i < from->len; i++)
		*assign_share_add(to, hl_keys_at(from->names, i)) = from->shares[i];
}

static void name_owners(struct hl_simulation *sim) {
	const struct hl_roster *roster = sim->options->roster;
	const struct hl_state *state = sim->options->state;

	sim->owners = hl_keys_new();
	sim->begun = hl_claim(roster->len + 1, sizeof(*sim->begun));
	for (size_t i = 0; i < roster->len; i++) {
		size_t known = HL_NO_KEY;

		(void)hl_keys_add(sim->owners, roster->at[i].name);
		if (state->names)
			known = hl_keys_find(state->names, roster->at[i].name);
		sim->begun[i] = known == HL_NO_KEY ? (struct hl_share){ 0 } : state->shares[known];
	}
}

static void add_play(struct hl_simulation *sim, const struct hl_play *asked) {
	const struct hl_roster *roster = sim->options->roster;
	struct play *play = &sim->plays[sim->len++];

	*play = (struct play){
		.history.name = asked->name,
		.method = asked->method,
		.next = asked->next,
		.roster = *roster,
	};
	play->roster.at = hl_claim(roster->len + 1, sizeof(*play->roster.at));
	copy_state(&play->state, sim->options->state);
}

struct hl_simulation *hl_simulation_new(
	const struct hl_assign_options *options, const struct hl_play *plays, size_t len) {
	struct hl_simulation *sim = hl_claim(1, sizeof(*sim));

	*sim = (struct hl_simulation){ .options = options, .actual.name = HL_STR("actual") };
	sim->ids = hl_keys_new();
	name_owners(sim);
	sim->plays = hl_claim(len + 1, sizeof(*sim->plays));
	for (size_t i = 0; i < len; i++)
		add_play(sim, &plays[i]);
	return sim;
}

/* The night is over, or cannot be played to its end. */
static void leave(struct hl_simulation *sim) {
	for (size_t i = 0; i < sim->len; i++) {
		hl_assign_free(sim->plays[i].assign);
		sim->plays[i].assign = NULL;
	}
}

void hl_simulation_free(struct hl_simulation *sim) {
	if (!sim)
		return;
	leave(sim);
	for (size_t i = 0; i < sim->len; i++) {
		hl_state_release(&sim->plays[i].state);
		free(sim->plays[i].roster.at);
		release(&sim->plays[i].history);
	}
	free(sim->plays);
	release(&sim->actual);
	free(sim->begun);
	hl_keys_free(sim->ids);
	hl_keys_free(sim->owners);
	free(sim);
}

/* --- a row on its way --- */

/* Before the notes of a row; the id and the owner follow, up to where a note may begin. */
struct entry {
	size_t id_len, own_len;
	bool may_stay;
};

static size_t aligned(size_t len) {
	return (len + alignof(struct entry) - 1) & ~(alignof(struct entry) - 1);
}

static void put_entry(
	const struct hl_simulation *sim, const struct hl_row *row, struct hl_buf *to) {
	struct hl_str id = hl_cell_trimmed(row, sim->id);
	struct hl_str own = hl_cell_trimmed(row, sim->own);
	struct entry entry = { id.len, own.len, assign_may_stay(sim->plays[0].assign, row) };

	hl_buf_add(to, (struct hl_str){ (const char *)&entry, sizeof(entry) });
	hl_buf_add(to, id);
	hl_buf_add(to, own);
	(void)hl_buf_room(to, sizeof(entry));
	to->len = aligned(to->len);
}

static struct hl_str skip(struct hl_str *notes, size_t len) {
	struct hl_str head = { notes->at, len };

	notes->at += len;
	notes->len -= len;
	return head;
}

static enum hl_status note_row(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	const struct hl_simulation *sim = job;
	enum hl_status status = HL_OK;

	(void)worker;
	if (hl_cell_trimmed(row, sim->id).len == 0) {
		(void)hl_fail(err, HL_EDATA, "a lead without an id");
		return hl_row_fail(row, sim->header, sim->id, HL_EDATA, err);
	}
	put_entry(sim, row, to);
	for (size_t i = 0; i < sim->len && status == HL_OK; i++)
		status = assign_note(sim->plays[i].assign, row, to, err);
	return status;
}

/* --- leads in order --- */

static void told(void *to, const struct hl_dealt *lead, uint32_t collector) {
	struct play *play = to;

	note(&play->history, lead, collector, lead->own != HL_NOBODY);
}

static enum hl_status play_lead(
	struct play *play, struct assign_note *lead, bool may_stay, struct hl_error *err) {
	uint32_t owner;

	meet(&play->history, lead->lead.id + 1);
	owner = play->history.whose[lead->lead.id].before;
	if (may_stay && owner < ASSIGN_UNSEEN && assign_is_in(play->assign, owner))
		lead->lead.own = owner;
	lead->bytes.len = lead->eol.len = 0; /* nobody reads them */
	return assign_take(play->assign, lead, err);
}

/*
 * By the same rules as of a method: one that may not stay is received anew, whoever had it, and a
 * closed one is nobody's.
 */
static void note_actual(
	struct hl_simulation *sim, const struct hl_dealt *lead, struct hl_str own, bool may_stay) {
	struct history *history = &sim->actual;
	bool has_owner = own.len > 0 && !lead->is_closed;
	uint32_t owner = has_owner ? (uint32_t)hl_keys_add(sim->owners, own) : HL_NOBODY;

	meet(history, lead->id + 1);
	note(history, lead, owner, may_stay && owner == history->whose[lead->id].before);
}

static enum hl_status take_row(
	struct hl_simulation *sim, struct hl_str *notes, struct hl_error *err) {
	struct entry entry;
	struct hl_str id, own;
	struct assign_note lead;
	enum hl_status status = HL_OK;
	uint32_t number;

	memcpy(&entry, skip(notes, sizeof(entry)).at, sizeof(entry));
	id = skip(notes, entry.id_len);
	own = skip(notes, entry.own_len);
	(void)skip(notes, aligned(id.len + own.len) - id.len - own.len);
	number = (uint32_t)hl_keys_add(sim->ids, id);
	for (size_t i = 0; i < sim->len && status == HL_OK && assign_note_next(notes, &lead); i++) {
		lead.lead.id = number;
		if (i == 0 && sim->has_actual)
			note_actual(sim, &lead.lead, own, entry.may_stay);
		status = play_lead(&sim->plays[i], &lead, entry.may_stay, err);
	}
	return status;
}

static enum hl_status take_rows(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_str notes = hl_buf_str(bytes);
	enum hl_status status = HL_OK;

	while (notes.len && status == HL_OK)
		status = take_row(job, &notes, err);
	return status;
}

/* --- a night --- */

static enum hl_status bind(
	struct hl_simulation *sim, const struct hl_header *header, struct hl_error *err) {
	const struct hl_column_map *map = &sim->options->map;
	const struct hl_lead_column columns[] = {
		{ "account_id", true, &sim->id },
		{ "collector", false, &sim->own },
	};
	enum hl_status status = hl_lead_bind(header, map, columns, HL_LEN(columns), err);
	bool has_actual = sim->own != HL_NO_COLUMN;

	if (status != HL_OK)
		return status;
	if (sim->nights++ && has_actual != sim->has_actual)
		return hl_fail(err, HL_EDATA,
			"%s column collector, unlike the nights before: whose the leads "
			"really were is told by all nights or by none",
			has_actual ? "there is a" : "there is no");
	sim->has_actual = has_actual;
	return HL_OK;
}

/* A new night: nobody holds more than they do to begin with. */
static enum hl_status begin(const struct hl_simulation *sim, struct play *play,
	const struct hl_header *header, int64_t day, struct hl_error *err) {
	const struct hl_roster *roster = sim->options->roster;
	struct hl_assign_options options = *sim->options;
	enum hl_status status;

	if (roster->len)
		memcpy(play->roster.at, roster->at, roster->len * sizeof(*roster->at));
	options.roster = &play->roster;
	options.state = &play->state;
	options.method = play->method;
	options.next = play->next;
	options.day = day;
	options.is_played = true;
	options.replace = false;
	options.orders = NULL;
	options.log = NULL;
	options.explain = NULL;
	options.dialect = header->row.dialect;
	status = hl_assign_new(&play->assign, &options, header, err);
	if (status == HL_OK)
		assign_tell(play->assign, told, play);
	return status;
}

static enum hl_status end(
	const struct hl_simulation *sim, struct play *play, struct hl_error *err) {
	enum hl_status status = assign_over(play->assign, err);

	end_night(&play->history);
	for (size_t i = 0; i < play->roster.len; i++) {
		int64_t deviation = assign_deviation(play->roster.at[i].share, &sim->begun[i]);

		deviation = deviation < 0 ? -deviation : deviation;
		play->worst = deviation > play->worst ? deviation : play->worst;
	}
	return status;
}

enum hl_status hl_simulation_night(
	struct hl_simulation *sim, struct hl_reader *reader, int64_t day, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(reader);
	const struct hl_step step = { .job = sim, .row = note_row, .take = take_rows };
	enum hl_status status = bind(sim, header, err);

	sim->header = header;
	for (size_t i = 0; i < sim->len && status == HL_OK; i++)
		status = begin(sim, &sim->plays[i], header, day, err);
	if (status == HL_OK)
		status = hl_table_run(reader, &step, NULL, err);
	for (size_t i = 0; i < sim->len && status == HL_OK; i++)
		status = end(sim, &sim->plays[i], err);
	end_night(&sim->actual);
	leave(sim);
	return status;
}
