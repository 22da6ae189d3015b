/* gate.c - the rules bound to a table of leads; rows in, judged rows out. */
#include "evidence.h"

#include <stdlib.h>

/* What a worker has. */
struct worker {
	struct lead lead;
	struct belonging belonging; /* of the rows at hand */
	struct hl_gate_counts counts;
	size_t *code_leads;
	struct alikes *alikes; /* NULL: each is judged for itself */
	struct hl_buf cells;   /* scratch */
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
	gate->threads = input->threads;
	gate->map = input->map;
	gate->dnc = input->dnc;
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
	free(gate->said);
	free(gate->reach);
	free(gate->seconds);
	free(gate->asked);
	free(gate->quiet);
	free(gate->timed);
	free(gate->shared);
	optouts_free(gate->optouts);
	people_free(gate->people);
	members_free(gate->members);
	zones_free(gate->zones);
	free(gate->drop);
	free(gate->code_leads);
	free(gate);
}

bool hl_gate_has_persons(const struct hl_gate *gate) {
	return gate->at.person != HL_NO_COLUMN;
}

size_t hl_gate_offsets(const struct hl_gate *gate) {
	return zones_offsets(gate->zones);
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

	/*
	 * What takes away channels that are not there takes nothing: of that only what the
	 * consumer said is told.
	 */
	if (rule->action == RESTRICT && !((verdict->channels | verdict->barred) & rule->channels)) {
		if (rule->is_stated)
			verdict_note(verdict, RESTRICT, rule->number);
		return;
	}
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
	const size_t *asked = lead->words ? gate->asked : gate->quiet;
	size_t len = lead->words ? gate->asked_len : gate->quiet_len;
	uint64_t held = people_held(lead);

	if (held >> BAD_BIT & 1)
		verdict_hold(&lead->verdict, BAD_FLAG);
	lead_consent(lead);
	lead_check(lead);
	lead_channels(lead);
	for (size_t i = 0; i < len; i++)
		ask(lead, asked[i], held);
	lead_hours(lead);
	verdict_close(&lead->verdict);
}

static void count(struct worker *worker, const struct verdict *verdict) {
	worker->counts.leads[verdict->status]++;
	worker->counts.restricted += verdict->status == HL_GATE_WORK && verdict->barred;
	for (size_t i = 0; i < verdict->reasons_len; i++)
		worker->code_leads[verdict->reasons[i].code]++;
}

static bool stays(const struct hl_gate *gate, enum hl_gate_status status) {
	return gate->output.all || gate->output.explain || status == HL_GATE_WORK;
}

/* Evidence is each lead's own. */
static bool is_enough(const struct hl_gate *gate, const struct known *known) {
	const struct hl_gate_output *output = &gate->output;

	if (!known || known->len == 0)
		return false;
	return !gate_has_evidence(gate) ||
	       (known->status == HL_GATE_WORK && !output->evidence && !output->record);
}

/* As what came of another one like it. */
static void repeat(struct worker *worker, const struct known *known, struct hl_buf *to) {
	worker->counts.leads[known->status]++;
	worker->counts.restricted += known->status == HL_GATE_WORK && known->is_restricted;
	for (size_t i = 0; i < known->codes_len; i++)
		worker->code_leads[known->codes[i]]++;
	if (stays(worker->lead.gate, known->status))
		deliver_known(&worker->lead, known, to);
}

static void keep(struct worker *worker, struct known *known) {
	worker->cells.len = 0;
	verdict_put(&worker->lead, &worker->cells);
	known_keep(known, &worker->lead, hl_buf_str(&worker->cells));
}

static enum hl_status judge_row(
	struct worker *worker, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	struct lead *lead = &worker->lead;
	const struct hl_gate *gate = lead->gate;
	enum hl_status status = lead_begin(lead, row, err);
	struct known *known;
	bool is_staying;

	if (status != HL_OK)
		return status;
	known = alikes_find(worker->alikes, lead);
	if (is_enough(gate, known)) {
		repeat(worker, known, to);
		return HL_OK;
	}
	judge(lead);
	count(worker, &lead->verdict);
	if (known)
		keep(worker, known);
	is_staying = stays(gate, lead->verdict.status);
	if (is_staying || deliver_parts(gate))
		deliver(lead, is_staying, to);
	return HL_OK;
}

static void *judge_new(void *job) {
	const struct hl_gate *gate = ((struct delivery *)job)->gate;
	struct worker *worker = hl_claim(1, sizeof(*worker));

	lead_init(&worker->lead, gate);
	if (gate_has_evidence(gate))
		worker->lead.trace = trace_new(&worker->lead);
	worker->code_leads = hl_claim(gate->rules->codes_len, sizeof(*worker->code_leads));
	worker->alikes = alikes_new(gate);
	return worker;
}

static void judge_end(void *job, void *of_worker) {
	struct hl_gate *gate = ((struct delivery *)job)->gate;
	struct worker *worker = of_worker;

	for (size_t i = 0; i < HL_GATE_STATUSES; i++)
		gate->counts.leads[i] += worker->counts.leads[i];
	gate->counts.restricted += worker->counts.restricted;
	for (size_t i = 0; i < gate->rules->codes_len; i++)
		gate->code_leads[i] += worker->code_leads[i];
	if (worker->lead.trace)
		gate->recorded += worker->lead.trace->recorded;
	trace_free(worker->lead.trace);
	lead_release(&worker->lead);
	hl_buf_release(&worker->belonging.room);
	hl_buf_release(&worker->cells);
	alikes_free(worker->alikes);
	free(worker->code_leads);
	free(worker);
}

/* As many as nothing is wrong with; with one whose mistake is to be told. */
static size_t judge_some(struct worker *worker, const struct hl_row *rows, size_t len,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_gate *gate = worker->lead.gate;
	struct belonging *of = &worker->belonging;
	uint32_t *words[HL_STEP_ROWS];
	struct hl_str accounts[HL_STEP_ROWS];

	hl_cells_trimmed(rows, len, gate->at.account, accounts);
	contacts_look(gate->contacts, accounts, len, words);
	contacts_ask(gate->contacts, words, len);
	if (gate->people) {
		people_find(gate->people, gate, rows, len, of);
		people_ask(gate->people, gate->contacts, of, len);
	}
	for (size_t i = 0; i < len; i++) {
		size_t good = to->len;

		worker->lead.words = words[i];
		worker->lead.person_words = gate->people ? of->persons[i] : NULL;
		worker->lead.debt_words = gate->people ? of->debts[i] : NULL;
		if (judge_row(worker, &rows[i], to, err) == HL_OK)
			continue;
		to->len = good;
		return i;
	}
	return len;
}

static enum hl_status judge_one(void *job, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	(void)job;
	return judge_some(worker, row, 1, to, err) == 1 ? HL_OK : HL_EDATA;
}

static size_t judge_rows(
	void *job, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	struct hl_error ignored;

	(void)job;
	return judge_some(worker, rows, len, to, &ignored);
}

/* --explain: the leads of that key alone. */
static enum hl_status explain_one(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	struct hl_gate *gate = ((struct delivery *)job)->gate;
	struct worker *worker = of_worker;

	if (!page_asks(gate, row))
		return lead_begin(&worker->lead, row, err);
	/* A page each: printers know the sign. */
	if (gate->pages++ > 0)
		hl_buf_add(to, HL_STR("\f\n"));
	return judge_one(job, worker, row, to, err);
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
