/* gate.c - the rules bound to a table of leads; rows in, judged rows out. */
#include "evidence.h"

#include <stdlib.h>

/* What a worker has. */
struct worker {
	struct lead lead;
	struct hl_gate_counts counts;
	size_t *code_leads;
};

static enum hl_status find_default_zone(
	struct hl_gate *gate, const char *name, struct hl_error *err) {
	if (!name)
		return HL_OK;
	gate->default_zone = zones_find(gate->zones, hl_str_of(name));
	if (gate->default_zone)
		return HL_OK;
	return hl_fail(err, HL_EUSAGE, "--lead-zone: there is no time zone \"%s\"", name);
}

enum hl_status hl_gate_new(struct hl_gate **result, const struct hl_gate_input *input,
	const struct hl_gate_output *output, struct hl_error *err) {
	struct hl_gate *gate = hl_claim(1, sizeof(*gate));
	enum hl_status status;

	gate->rules = input->rules;
	gate->contacts = input->contacts;
	gate->time = input->time;
	gate->map = input->map;
	gate->header = *input->leads;
	gate->output = *output;
	gate->zones = zones_new();
	gate->code_leads = hl_claim(input->rules->codes_len, sizeof(*gate->code_leads));
	status = find_default_zone(gate, input->zone, err);
	if (status == HL_OK)
		status = gate_bind(gate, err);
	if (status == HL_OK)
		status = gate_clear_names(gate, err);
	if (status != HL_OK) {
		hl_gate_free(gate);
		gate = NULL;
	}
	*result = gate;
	return status;
}

void hl_gate_free(struct hl_gate *gate) {
	if (!gate)
		return;
	free(gate->columns);
	free(gate->checked);
	free(gate->seconds);
	free(gate->asked);
	free(gate->timed);
	free(gate->shared);
	people_free(gate->people);
	members_free(gate->members);
	zones_free(gate->zones);
	free(gate->drop);
	free(gate->code_leads);
	free(gate);
}

/* --- looking: who belongs together --- */

bool hl_gate_looks(const struct hl_gate *gate) {
	return gate->at.person != HL_NO_COLUMN || gate->at.debt_group != HL_NO_COLUMN;
}

static bool has_evidence(const struct hl_gate *gate) {
	const struct hl_gate_output *output = &gate->output;

	return output->evidence || output->suppressed || output->record || output->explain;
}

static void *lead_new(void *job) {
	const struct hl_gate *gate = job;
	struct worker *worker = hl_claim(1, sizeof(*worker));

	worker->lead.gate = gate;
	worker->lead.seen = hl_claim(gate->rules->fields_len, sizeof(*worker->lead.seen));
	worker->code_leads = hl_claim(gate->rules->codes_len, sizeof(*worker->code_leads));
	if (has_evidence(gate))
		worker->lead.trace = trace_new(&worker->lead);
	return worker;
}

static void lead_end(void *job, void *of_worker) {
	struct hl_gate *gate = job;
	struct worker *worker = of_worker;

	for (size_t i = 0; i < HL_GATE_STATUSES; i++)
		gate->counts.leads[i] += worker->counts.leads[i];
	gate->counts.restricted += worker->counts.restricted;
	for (size_t i = 0; i < gate->rules->codes_len; i++)
		gate->code_leads[i] += worker->code_leads[i];
	if (worker->lead.trace)
		gate->recorded += worker->lead.trace->recorded;
	trace_free(worker->lead.trace);
	free(worker->lead.seen);
	free(worker->lead.days);
	free(worker->lead.accounts);
	hl_buf_release(&worker->lead.room);
	free(worker->code_leads);
	free(worker);
}

static enum hl_status look_row(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	struct hl_gate *gate = job;
	struct lead *lead = &((struct worker *)of_worker)->lead;
	struct hl_str account = hl_cell_trimmed(row, gate->at.account);
	enum hl_status status = lead_begin(lead, row, contacts_of(gate->contacts, account), err);
	uint64_t person = 0;
	uint64_t debt = 0;

	(void)to;
	if (status != HL_OK)
		return status;
	for (size_t at = 0; at < gate->asked_len; at++) {
		size_t i = gate->asked[at];
		const struct rule *rule = &gate->rules->at[i];
		uint64_t *held = rule->scope == OF_PERSON ? &person : &debt;

		if (!gate->shared[i] || !lead_is_for(lead, rule) || !lead_meets(lead, rule))
			continue;
		*held |= UINT64_C(1) << (gate->shared[i] - 1);
		if (gate->members)
			members_hold(gate->members, lead, i);
	}
	people_add(gate->people, lead, person, debt);
	if (gate->members)
		members_join(gate->members, lead);
	return HL_OK;
}

enum hl_status hl_gate_look(struct hl_gate *gate, struct hl_reader *leads, struct hl_error *err) {
	const struct hl_step step = { .job = gate,
		.is_serial = true,
		.worker_new = lead_new,
		.worker_end = lead_end,
		.row = look_row };
	enum hl_status status;

	gate->people = people_new();
	if (has_evidence(gate))
		gate->members = members_new(gate->output.explain != NULL);
	status = hl_table_run(leads, &step, NULL, err);
	/* What is wrong with the leads is told when they are judged. */
	if (status == HL_EDATA && !err->text[0])
		status = HL_OK;
	return status;
}

/* --- judging --- */

/* A rule without limits does what it says while its conditions hold. */
static int64_t end_of(struct lead *lead, const struct rule *rule) {
	const struct seen *seen;

	if (!rule->until.is_set)
		return NO_DAY;
	if (rule->until.field == NO_FIELD)
		return lead->gate->time->day + rule->until.days;
	seen = lead_field(lead, rule->until.field);
	if (seen->is_missing || seen->is_bad)
		return NO_DAY;
	return seen->day + rule->until.days;
}

static void apply(struct lead *lead, const struct rule *rule) {
	struct verdict *verdict = &lead->verdict;
	int64_t day = end_of(lead, rule);

	/* What takes away channels that are not there takes nothing. */
	if (rule->action == RESTRICT && !((verdict->channels | verdict->barred) & rule->channels))
		return;
	verdict_apply(verdict, rule, rule->channels, day);
}

/* Asked dozens of times of every lead; who explains asks once more. */
__attribute__((always_inline)) static inline void ask(
	struct lead *lead, size_t index, uint64_t held) {
	const struct rule *rule = &lead->gate->rules->at[index];
	uint32_t bit = lead->gate->shared[index];

	if (bit && held >> (bit - 1) & 1) {
		apply(lead, rule);
		return;
	}
	if (!lead_is_for(lead, rule) || !lead_meets(lead, rule))
		return;
	if (rule_has_limits(rule))
		lead_limits(lead, rule);
	else
		apply(lead, rule);
}

__attribute__((noinline)) void lead_ask(struct lead *lead, size_t index, uint64_t held) {
	ask(lead, index, held);
}

static void judge(struct lead *lead) {
	const struct hl_gate *gate = lead->gate;
	uint64_t held = people_held(gate->people, lead);

	lead_check(lead);
	lead_channels(lead);
	for (size_t i = 0; i < gate->asked_len; i++)
		ask(lead, gate->asked[i], held);
	lead_hours(lead);
	verdict_close(&lead->verdict);
}

static enum hl_status judge_row(struct worker *worker, const struct hl_row *row,
	const uint32_t *words, struct hl_buf *to, struct hl_error *err) {
	struct lead *lead = &worker->lead;
	const struct hl_gate *gate = lead->gate;
	enum hl_status status = lead_begin(lead, row, words, err);
	bool stays;

	if (status != HL_OK)
		return status;
	judge(lead);
	worker->counts.leads[lead->verdict.status]++;
	worker->counts.restricted += lead->verdict.status == HL_GATE_WORK && lead->verdict.barred;
	for (size_t i = 0; i < lead->verdict.reasons_len; i++)
		worker->code_leads[lead->verdict.reasons[i].code]++;
	stays = gate->output.all || gate->output.explain || lead->verdict.status == HL_GATE_WORK;
	if (stays || deliver_parts(gate))
		deliver(lead, stays, to);
	return HL_OK;
}

static void *judge_new(void *job) {
	return lead_new(((struct delivery *)job)->gate);
}

static void judge_end(void *job, void *worker) {
	lead_end(((struct delivery *)job)->gate, worker);
}

static enum hl_status judge_one(void *job, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_gate *gate = ((struct delivery *)job)->gate;
	struct hl_str account = hl_cell_trimmed(row, gate->at.account);

	return judge_row(worker, row, contacts_of(gate->contacts, account), to, err);
}

static size_t judge_rows(
	void *job, void *of_worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	const struct hl_gate *gate = ((struct delivery *)job)->gate;
	struct worker *worker = of_worker;
	const uint32_t *words[HL_STEP_ROWS];
	struct hl_str accounts[HL_STEP_ROWS];
	struct hl_error ignored;

	hl_cells_trimmed(rows, len, gate->at.account, accounts);
	contacts_look(gate->contacts, accounts, len, words);
	for (size_t i = 0; i < len; i++) {
		size_t good = to->len;

		if (judge_row(worker, &rows[i], words[i], to, &ignored) == HL_OK)
			continue;
		to->len = good;
		return i;
	}
	return len;
}

/* --explain: the leads of that key alone. */
static enum hl_status explain_one(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	struct hl_gate *gate = ((struct delivery *)job)->gate;
	struct worker *worker = of_worker;
	struct hl_str account = hl_cell_trimmed(row, gate->at.account);
	const uint32_t *words = contacts_of(gate->contacts, account);

	if (!page_asks(gate, row))
		return lead_begin(&worker->lead, row, words, err);
	/* A page each: printers know the sign. */
	if (gate->pages++ > 0)
		hl_buf_add(to, HL_STR("\f\n"));
	return judge_row(worker, row, words, to, err);
}

enum hl_status hl_gate_run(struct hl_gate *gate, struct hl_reader *leads, struct hl_output *out,
	struct hl_error *err) {
	struct delivery delivery = { .gate = gate, .out = out };
	bool is_parted = deliver_parts(gate);
	struct hl_step step = { .job = &delivery,
		.worker_new = judge_new,
		.worker_end = judge_end,
		.row = judge_one,
		.rows = judge_rows,
		.take = is_parted ? deliver_block : NULL };
	enum hl_status status;

	if (gate->output.explain) {
		step.is_serial = true;
		step.row = explain_one;
		step.rows = NULL;
	}
	status = hl_table_run(leads, &step, is_parted ? NULL : out, err);
	for (size_t i = 0; i < HL_LEN(delivery.rows); i++)
		hl_buf_release(&delivery.rows[i]);
	return status;
}

/* --- what is told afterwards --- */

struct hl_gate_counts hl_gate_counts(const struct hl_gate *gate) {
	return gate->counts;
}

bool hl_gate_code(const struct hl_gate *gate, size_t i, struct hl_str *code, size_t *leads) {
	for (size_t at = 0; at < gate->rules->codes_len; at++)
		if (gate->code_leads[at] > 0 && i-- == 0) {
			*code = gate->rules->codes[at];
			*leads = gate->code_leads[at];
			return true;
		}
	return false;
}

size_t hl_gate_recorded(const struct hl_gate *gate) {
	return gate->recorded;
}

size_t hl_gate_pages(const struct hl_gate *gate) {
	return gate->pages;
}
