/* bind.c - where the columns of the leads are. */
#include "parts.h"

/* Columns that the command line names. */
struct named {
	const struct hl_str *names;
	size_t *columns;
	size_t len;
};

static enum hl_status bind(const struct hl_judge *j, const struct hl_header *header,
	struct named named, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < named.len && status == HL_OK; i++)
		status =
			hl_lead_ask(header, j->options.map, named.names[i], &named.columns[i], err);
	return status;
}

/* What a reference has, too. */
static enum hl_status bind_both(
	struct hl_judge *j, const struct hl_header *header, struct hl_error *err) {
	struct columns *c = &j->columns;
	enum hl_status status =
		bind(j, header, (struct named){ &j->options.score, &c->score, 1 }, err);

	*c = (struct columns){ .score = c->score, .key = HL_NO_COLUMN };
	c->label = c->band = HL_NO_COLUMN;
	if (status == HL_OK)
		status = bind(j, header, (struct named){ j->alone, c->alone, j->alone_len }, err);
	return status;
}

enum hl_status bind_reference(
	struct hl_judge *j, const struct hl_header *header, struct hl_error *err) {
	struct columns *c = &j->columns;
	enum hl_status status = bind_both(j, header, err);

	j->header = header;
	c->has_by = true;
	for (size_t i = 0; status == HL_OK && i < j->by_len; i++) {
		status = hl_lead_at(header, j->options.map, j->by[i], &c->by[i], err);
		c->has_by &= c->by[i] != HL_NO_COLUMN;
	}
	return status;
}

enum hl_status bind_leads(
	struct hl_judge *j, const struct hl_header *header, struct hl_error *err) {
	struct columns *c = &j->columns;
	enum hl_status status = bind_both(j, header, err);

	j->header = header;
	if (status == HL_OK && j->options.label.len > 0)
		status = bind(j, header, (struct named){ &j->options.label, &c->label, 1 }, err);
	if (status == HL_OK)
		status = bind(j, header, (struct named){ j->by, c->by, j->by_len }, err);
	c->has_by = true;
	if (status == HL_OK && j->has_band_column)
		status = bind(j, header, (struct named){ &j->options.bands, &c->band, 1 }, err);
	if (status == HL_OK && j->options.has_rules)
		status = hl_lead_find(header, j->options.map, HL_STR("account_id"), &c->key, err);
	return status;
}
