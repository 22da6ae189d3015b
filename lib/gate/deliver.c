/*
 * deliver.c - judged rows as bytes, for the output, for what is set apart and for the record.
 *
 * Where there are several of them each row on its way has a frame before it, and the blocks are
 * parted when their turn comes.
 */
#include "evidence.h"

static const char *const added_names[] = { "status", "reasons", "channels", "next_ok", "calls_left",
	"call_from", "call_to", "evidence" };
enum { EVIDENCE = HL_LEN(added_names) - 1 };

/* The first of them where the leads have a status of their own. */
static const char *const other_status = "gate_status";

bool gate_has_evidence(const struct hl_gate *gate) {
	const struct hl_gate_output *output = &gate->output;

	return output->evidence || output->suppressed || output->record || output->explain;
}

/* --- headers --- */

static struct hl_str added_name(const struct hl_gate *gate, size_t i) {
	return hl_str_of(i == 0 && gate->has_status ? other_status : added_names[i]);
}

/* How many of them there are: the evidence stands where somebody asks for it. */
static size_t added_len(bool has_evidence) {
	return has_evidence ? EVIDENCE + 1 : EVIDENCE;
}

/* However it is called: what asks for a status must go on finding that one. */
static bool has_status(const struct hl_gate *gate) {
	const struct hl_column_map quiet = { .pairs = gate->map ? gate->map->pairs : NULL,
		.len = gate->map ? gate->map->len : 0 };
	size_t column;
	struct hl_error ignored;

	return hl_lead_at(&gate->header, &quiet, hl_str_of(added_names[0]), &column, &ignored) !=
		       HL_OK ||
	       column != HL_NO_COLUMN;
}

enum hl_status gate_clear_names(struct hl_gate *gate, struct hl_error *err) {
	const struct hl_header *header = &gate->header;
	size_t len = added_len(gate->output.evidence || gate->output.suppressed);

	gate->has_status = has_status(gate);
	for (size_t i = 0; i < len && !header->is_missing && !gate->output.explain; i++)
		for (size_t column = 0; column < header->len; column++) {
			struct hl_str name = added_name(gate, i);

			if (!hl_str_eq(header->names[column], name))
				continue;
			if (!gate->output.replace) {
				*err = (struct hl_error){ .file = header->row.file };
				return hl_fail(err, HL_EUSAGE,
					"there is a column %.*s already; --replace drops it",
					(int)name.len, name.at);
			}
			if (!gate->drop)
				gate->drop = hl_claim(header->len, sizeof(*gate->drop));
			gate->drop[column] = true;
		}
	return HL_OK;
}

static void put_input(const struct hl_gate *gate, struct hl_buf *to, const struct hl_row *row) {
	if (gate->drop)
		hl_put_kept(to, gate->output.dialect, row, gate->drop);
	else
		hl_put_row(to, gate->output.dialect, row);
}

static void put_header(const struct hl_gate *gate, bool has_evidence, struct hl_buf *to) {
	if (gate->header.is_missing || gate->output.explain)
		return;
	put_input(gate, to, &gate->header.row);
	for (size_t i = 0; i < added_len(has_evidence); i++)
		hl_put_more(to, gate->output.dialect, added_name(gate, i));
	hl_buf_add(to, gate->header.row.eol);
}

void hl_gate_put_header(const struct hl_gate *gate, struct hl_buf *to) {
	put_header(gate, gate->output.evidence, to);
}

void hl_gate_put_suppressed_header(const struct hl_gate *gate, struct hl_buf *to) {
	put_header(gate, true, to);
}

void hl_gate_put_record_header(const struct hl_gate *gate, struct hl_buf *to) {
	static const char *const names[] = { "account_id", "person_id", "action", "reason",
		"rule_id", "evidence", "next_ok" };

	hl_buf_add(to, HL_STR("run_id"));
	for (size_t i = 0; i < HL_LEN(names); i++)
		hl_put_more(to, gate->output.dialect, hl_str_of(names[i]));
	hl_buf_add_char(to, '\n');
}

/* --- what is behind a reason --- */

/* "us:9", or the program's own. */
static void put_rule_id(const struct rule *rule, struct hl_buf *to) {
	if (to->len > 0)
		hl_buf_add_char(to, '|');
	proof_cell(to, rule->origin->table);
	hl_buf_addf(to, ":%zu", rule->origin->line);
}

static bool is_behind(const struct effect *effect, const struct reason *reason, bool exactly) {
	return effect->rule->number == reason->code &&
	       (!exactly || effect->action == reason->action);
}

/* What it looked at, once where several rules look at the same. */
static void tell_rule(struct trace *trace, const struct effect *effect, struct telling telling,
	struct hl_buf *to) {
	struct hl_str text;

	proof_put(trace, effect, telling);
	text = hl_buf_str(&trace->text);
	if (hl_str_ends(hl_buf_str(to), text))
		return;
	if (to->len > 0)
		hl_buf_add_char(to, '|');
	hl_buf_add(to, text);
}

/* All the rules behind it: their evidence, their names in trace->rules, the last of their ends. */
static int64_t tell_rules(struct trace *trace, const struct reason *reason, struct telling telling,
	struct hl_buf *to) {
	int64_t day = INT64_MIN;

	for (int exactly = 1; exactly >= 0 && trace->rules.len == 0; exactly--)
		for (size_t i = 0; i < trace->len; i++) {
			const struct effect *effect = &trace->effects[i];

			if (!is_behind(effect, reason, exactly))
				continue;
			tell_rule(trace, effect, telling, to);
			put_rule_id(effect->rule, &trace->rules);
			if (effect->day > day)
				day = effect->day;
		}
	return day;
}

static int64_t tell_reason(struct trace *trace, const struct reason *reason, struct telling telling,
	struct hl_buf *to) {
	int64_t day;

	trace->rules.len = 0;
	day = tell_rules(trace, reason, telling, to);
	if (trace->rules.len > 0)
		return day;
	hl_buf_add(&trace->rules, HL_STR("hl-gate"));
	(void)proof_own(trace, reason->code, telling, to, &day);
	return day;
}

/* A cell with an entry for each reason. */
static void put_evidence(struct trace *trace, struct hl_buf *to) {
	const struct verdict *judged = &trace->judged;
	const struct telling telling = { 0 };
	struct hl_buf *cell = &trace->cell;

	cell->len = 0;
	for (size_t i = 0; i < judged->reasons_len; i++) {
		trace->entry.len = 0;
		(void)tell_reason(trace, &judged->reasons[i], telling, &trace->entry);
		if (i > 0)
			hl_buf_add_char(cell, ';');
		hl_buf_add(cell, hl_buf_str(&trace->entry));
	}
	hl_put_more(to, trace->lead->gate->output.dialect, hl_buf_str(cell));
}

/* --- the record --- */

static void put_day(struct hl_buf *to, struct hl_dialect dialect, int64_t day) {
	char text[HL_TIME_ROOM];
	struct hl_str cell = { text, 0 };

	if (day != NO_DAY && day != INT64_MIN)
		cell.len = hl_day_print(day, text);
	hl_put_more(to, dialect, cell);
}

static void put_record(struct trace *trace, const struct reason *reason, struct hl_buf *to) {
	static const char *const actions[] = { "drop", "hold", "defer", "restrict", "warn" };
	const struct telling telling = { .is_masked = true };
	const struct lead *lead = trace->lead;
	struct hl_dialect dialect = lead->gate->output.dialect;
	int64_t day;

	trace->entry.len = 0;
	day = tell_reason(trace, reason, telling, &trace->entry);
	hl_put_cell(to, dialect, hl_str_of(lead->gate->output.run_id), false);
	hl_put_more(to, dialect, lead->account);
	hl_put_more(to, dialect, lead->person);
	hl_put_more(to, dialect, hl_str_of(actions[reason->action]));
	hl_put_more(to, dialect, lead->gate->rules->codes[reason->code]);
	hl_put_more(to, dialect, hl_buf_str(&trace->rules));
	hl_put_more(to, dialect, hl_buf_str(&trace->entry));
	put_day(to, dialect, day);
	hl_buf_add_char(to, '\n');
}

/* --- frames --- */

enum place { TO_OUTPUT, TO_SUPPRESSED, TO_RECORD };

struct frame {
	size_t len;
	enum place place;
};

bool deliver_parts(const struct hl_gate *gate) {
	return gate->output.suppressed || gate->output.record;
}

static size_t frame_begin(const struct hl_gate *gate, struct hl_buf *to) {
	const struct frame frame = { 0, TO_OUTPUT };
	size_t begun = to->len;

	if (deliver_parts(gate))
		hl_buf_add(to, (struct hl_str){ (const char *)&frame, sizeof(frame) });
	return begun;
}

static void frame_end(
	const struct hl_gate *gate, enum place place, size_t begun, struct hl_buf *to) {
	struct frame frame = { to->len - begun - sizeof(frame), place };

	if (deliver_parts(gate))
		memcpy(to->at + begun, &frame, sizeof(frame));
}

static void put_records(struct trace *trace, struct hl_buf *to) {
	const struct hl_gate *gate = trace->lead->gate;
	size_t begun = frame_begin(gate, to);

	for (size_t i = 0; i < trace->judged.reasons_len; i++)
		put_record(trace, &trace->judged.reasons[i], to);
	trace->recorded += trace->judged.reasons_len;
	frame_end(gate, TO_RECORD, begun, to);
}

/* The row itself, with @trace the evidence behind it. */
static void put_row(struct lead *lead, struct trace *trace, enum place place, struct hl_buf *to) {
	const struct hl_gate *gate = lead->gate;
	size_t begun = frame_begin(gate, to);

	put_input(gate, to, lead->row);
	verdict_put(lead, to);
	if (trace)
		put_evidence(trace, to);
	hl_buf_add(to, lead->row->eol);
	frame_end(gate, place, begun, to);
}

void deliver_known(const struct lead *lead, const struct known *known, struct hl_buf *to) {
	const struct hl_gate *gate = lead->gate;
	size_t begun = frame_begin(gate, to);

	put_input(gate, to, lead->row);
	hl_buf_add(to, (struct hl_str){ known->cells, known->len });
	hl_buf_add(to, lead->row->eol);
	frame_end(gate, TO_OUTPUT, begun, to);
}

/* As one that is told of. */
__attribute__((cold)) static void deliver_told(struct lead *lead, bool stays, struct hl_buf *to) {
	const struct hl_gate_output *output = &lead->gate->output;
	bool is_written = stays || output->suppressed;
	bool is_shown = is_written && (output->evidence || !stays);
	bool is_traced = is_shown || output->record;

	if (is_traced) {
		trace_begin(lead->trace);
		trace_reasons(lead->trace);
		trace_end(lead->trace);
	}
	if (is_written)
		put_row(lead, is_shown ? lead->trace : NULL, stays ? TO_OUTPUT : TO_SUPPRESSED, to);
	if (output->record && lead->verdict.reasons_len > 0)
		put_records(lead->trace, to);
}

void deliver(struct lead *lead, bool stays, struct hl_buf *to) {
	if (lead->gate->output.explain)
		page_put(lead, to);
	else if (lead->trace)
		deliver_told(lead, stays, to);
	else
		put_row(lead, NULL, TO_OUTPUT, to);
}

enum hl_status deliver_block(void *of_delivery, struct hl_buf *bytes, struct hl_error *err) {
	struct delivery *delivery = of_delivery;
	const struct hl_gate_output *output = &delivery->gate->output;
	struct hl_output *const outputs[] = { delivery->out, output->suppressed, output->record };
	enum hl_status status = HL_OK;
	struct frame frame;

	for (size_t i = 0; i < HL_LEN(outputs); i++)
		delivery->rows[i].len = 0;
	for (size_t at = 0; at < bytes->len; at += sizeof(frame) + frame.len) {
		memcpy(&frame, bytes->at + at, sizeof(frame));
		hl_buf_add(&delivery->rows[frame.place],
			(struct hl_str){ bytes->at + at + sizeof(frame), frame.len });
	}
	for (size_t i = 0; i < HL_LEN(outputs) && status == HL_OK; i++)
		if (outputs[i])
			status = hl_output_write(outputs[i], hl_buf_str(&delivery->rows[i]), err);
	return status;
}
