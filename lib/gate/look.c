/* look.c - all leads are looked at before the first is judged: who belongs together. */
#include "evidence.h"

#include <stdlib.h>

struct worker {
	struct lead lead;
	struct joining joining;
};

static const char *const looked_at[] = { "person_id", "debt_group", "opt_out_call", "opt_out_sms",
	"opt_out_email", "do_not_call" };

bool hl_gate_looks(const struct hl_gate *gate) {
	bool looks = gate->at.person != HL_NO_COLUMN || gate->at.debt_group != HL_NO_COLUMN;

	for (size_t i = 0; i < OPT_OUTS; i++)
		looks |= gate->at.opt_outs[i] != HL_NO_COLUMN;
	return looks;
}

bool hl_gate_looks_by(const struct hl_header *leads, const struct hl_column_map *map) {
	const struct hl_column_map pairs = { .pairs = map->pairs, .len = map->len };
	struct hl_error ignored;
	size_t column;

	for (size_t i = 0; i < HL_LEN(looked_at); i++)
		if (hl_lead_at(leads, &pairs, hl_str_of(looked_at[i]), &column, &ignored) !=
				HL_OK ||
			column != HL_NO_COLUMN)
			return true;
	return false;
}

static void *look_new(void *job) {
	const struct hl_gate *gate = job;
	struct worker *worker = hl_claim(1, sizeof(*worker));

	lead_init(&worker->lead, gate);
	joining_init(&worker->joining, gate->people);
	return worker;
}

static void look_end(void *job, void *of_worker) {
	struct worker *worker = of_worker;

	(void)job;
	lead_release(&worker->lead);
	joining_release(&worker->joining);
	free(worker);
}

static void block_end(void *job, void *of_worker, struct hl_buf *to) {
	(void)job;
	(void)to;
	joining_settle(&((struct worker *)of_worker)->joining);
}

/* The rules that hold for others because of this lead. */
static void find_held(struct lead *lead, uint64_t *person, uint64_t *debt) {
	const struct hl_gate *gate = lead->gate;

	*person = *debt = 0;
	for (size_t at = 0; at < gate->asked_len; at++) {
		size_t i = gate->asked[at];
		const struct rule *rule = &gate->rules->at[i];
		uint64_t *held = rule->scope == OF_PERSON ? person : debt;

		if (!gate->shared[i] || !lead_is_for(lead, rule) || !lead_meets(lead, rule))
			continue;
		*held |= UINT64_C(1) << (gate->shared[i] - 1);
		if (gate->members)
			members_hold(gate->members, lead, i);
	}
}

/* A cell that they ask and nobody can read holds the others, too. */
static void find_bad(struct lead *lead, uint64_t *person, uint64_t *debt) {
	struct members *members = lead->gate->members;
	uint64_t bad_person = lead_bad_bit(lead, OF_PERSON);
	uint64_t bad_debt = lead_bad_bit(lead, OF_DEBT);

	*person |= bad_person;
	*debt |= bad_debt;
	if (members && bad_person)
		members_bad(members, lead, OF_PERSON);
	if (members && bad_debt)
		members_bad(members, lead, OF_DEBT);
}

/* As many as nothing is wrong with; with one whose mistake is to be told. */
static size_t look_at(
	struct worker *worker, const struct hl_row *rows, size_t len, struct hl_error *err) {
	struct lead *lead = &worker->lead;
	const struct hl_gate *gate = lead->gate;
	uint32_t *words[HL_STEP_ROWS];
	struct hl_str accounts[HL_STEP_ROWS];
	uint64_t person, debt;

	hl_cells_trimmed(rows, len, gate->at.account, accounts);
	contacts_look(gate->contacts, accounts, len, words);
	for (size_t i = 0; i < len; i++) {
		lead->words = words[i];
		if (lead_begin(lead, &rows[i], err) != HL_OK)
			return i;
		find_held(lead, &person, &debt);
		optouts_add(gate->optouts, lead);
		find_bad(lead, &person, &debt);
		people_add(&worker->joining, lead, &lead->room, person, debt);
		if (gate->members)
			members_join(gate->members, lead);
	}
	return len;
}

static enum hl_status look_row(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	(void)job;
	(void)to;
	return look_at(worker, row, 1, err) == 1 ? HL_OK : HL_EDATA;
}

static size_t look_rows(
	void *job, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	struct hl_error ignored;

	(void)job;
	(void)to;
	return look_at(worker, rows, len, &ignored);
}

enum hl_status hl_gate_look(struct hl_gate *gate, struct hl_reader *leads, struct hl_error *err) {
	/* Who holds what for the others is told in the order of the leads. */
	const struct hl_step step = { .job = gate,
		.is_serial = gate_has_evidence(gate),
		.worker_new = look_new,
		.worker_end = look_end,
		.row = look_row,
		.rows = look_rows,
		.block_end = block_end };
	enum hl_status status;

	gate->optouts = optouts_new(step.is_serial);
	gate->people = people_new(gate->threads);
	if (step.is_serial)
		gate->members = members_new(gate->output.explain != NULL);
	status = hl_table_run(leads, &step, NULL, err);
	/* What is wrong with the leads is told when they are judged. */
	if (status == HL_EDATA && !err->text[0])
		status = HL_OK;
	return status;
}
