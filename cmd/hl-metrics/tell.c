/* tell.c - what was left out, or taken for something else. */
#include "tell.h"

#include "hl/unicode.h"

/* Two payments of one day may be one that was told twice, but both count. */
static void tell_alike(struct cmd_run *run, const struct hl_meter *meter) {
	struct hl_alike alike = hl_meter_alike(meter);
	char file[300];
	char as_file[300];

	if (!alike.is_known)
		return;
	cmd_count(run, "equal_payments", alike.n, NULL);
	if (alike.n == 0)
		return;
	hl_printable(hl_str_of(alike.file), file, sizeof(file));
	hl_printable(hl_str_of(alike.as_file), as_file, sizeof(as_file));
	cmd_warn(run,
		"%zu payments without an event_id equal another one in account, day, amount and "
		"type; all count; the first is %s:%zu, equal to %s:%zu",
		alike.n, file, alike.line, as_file, alike.as_line);
}

enum { TYPES_SHOWN = 3 };

static void tell_names(
	const struct cmd_run *run, const struct hl_type_count *types, size_t len, size_t events) {
	struct hl_buf names = { 0 };

	for (size_t i = 0; i < len && i < TYPES_SHOWN; i++) {
		char name[64];

		hl_printable(types[i].name, name, sizeof(name));
		hl_buf_addf(
			&names, "%s%s (%llu)", i ? ", " : "", name, (unsigned long long)types[i].n);
	}
	if (len > TYPES_SHOWN)
		hl_buf_addf(&names, " and others");
	cmd_verbose(run, "%zu events have a type that nobody knows, so they are signals: %.*s",
		events, (int)names.len, names.at);
	hl_buf_release(&names);
}

/* They may be signals of a model of one's own, or misspelt: whoever looks can tell. */
static void tell_types(struct cmd_run *run, struct hl_meter *meter, size_t events) {
	const struct hl_type_count *types;
	size_t len = hl_meter_unknown_types(meter, &types);

	cmd_count(run, "unknown_types", events, NULL);
	hl_buf_addf(&run->more, "\"unknown_type_names\":{");
	for (size_t i = 0; i < len && i < TYPES_SHOWN; i++) {
		hl_buf_addf(&run->more, i ? "," : "");
		hl_json_put(&run->more, types[i].name, NULL);
		hl_buf_addf(&run->more, ":%llu", (unsigned long long)types[i].n);
	}
	hl_buf_addf(&run->more, "},");
	if (events > 0)
		tell_names(run, types, len, events);
}

/* What was left out, or taken for something else, is said. */
void meter_tell(struct cmd_run *run, struct hl_meter *meter) {
	struct hl_meter_counts counts = hl_meter_counts(meter);
	const struct hl_str *names;
	size_t len = hl_meter_unknown(meter, &names);

	cmd_verbose(run, "%zu events, %zu with an event_id seen before, %zu later than --as-of",
		counts.events, counts.repeated, counts.later);
	cmd_count(run, "repeated_events", counts.repeated, NULL);
	tell_alike(run, meter);
	if (counts.spilled)
		cmd_verbose(run, "%llu bytes of facts spilled", (unsigned long long)counts.spilled);
	if (run->memory != SIZE_MAX && counts.held > run->memory)
		cmd_warn(run,
			"%llu MiB of leads are in memory, more than --memory: see hl-partial(7)",
			(unsigned long long)(counts.held >> 20));
	if (counts.leads_before)
		cmd_warn(run, "%zu leads were created before the first event; --from includes them",
			counts.leads_before);
	if (counts.unknown_stages)
		cmd_verbose(run, "%zu stages are neither in --stages nor in --converted",
			counts.unknown_stages);
	tell_types(run, meter, counts.unknown_types);
	if (counts.unknown_results)
		cmd_warn(run, "%zu results nobody knows were taken for attempts",
			counts.unknown_results);
	for (size_t i = 0; i < len && i < 20; i++) {
		char name[64];

		hl_printable(names[i], name, sizeof(name));
		cmd_warn(run, "unknown result: %s", name);
	}
}
