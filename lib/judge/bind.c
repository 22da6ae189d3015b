/* bind.c - where the columns of the leads are. */
#include "parts.h"

static enum hl_status bind_list(const struct hl_judge *j, const struct hl_header *header,
	const struct hl_str *names, size_t len, size_t *columns, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < len && status == HL_OK; i++)
		status = hl_lead_ask(header, j->options.map, names[i], &columns[i], err);
	return status;
}

/* What a reference has, too. */
static enum hl_status bind_both(
	struct hl_judge *j, const struct hl_header *header, struct hl_error *err) {
	struct columns *c = &j->columns;
	enum hl_status status = bind_list(j, header, &j->options.score, 1, &c->score, err);

	*c = (struct columns){ .score = c->score, .key = HL_NO_COLUMN };
	c->label = c->band = HL_NO_COLUMN;
	if (status == HL_OK)
		status = bind_list(j, header, j->alone, j->alone_len, c->alone, err);
	return status;
}

enum hl_status bind_reference(
	struct hl_judge *j, const struct hl_header *header, struct hl_error *err) {
	j->header = header;
	return bind_both(j, header, err);
}

enum hl_status bind_leads(
	struct hl_judge *j, const struct hl_header *header, struct hl_error *err) {
	struct columns *c = &j->columns;
	enum hl_status status = bind_both(j, header, err);

	j->header = header;
	if (status == HL_OK && j->options.label.len > 0)
		status = bind_list(j, header, &j->options.label, 1, &c->label, err);
	if (status == HL_OK)
		status = bind_list(j, header, j->by, j->by_len, c->by, err);
	if (status == HL_OK && j->has_band_column)
		status = bind_list(j, header, &j->options.bands, 1, &c->band, err);
	if (status == HL_OK && j->options.has_rules)
		status = hl_lead_find(header, j->options.map, HL_STR("account_id"), &c->key, err);
	return status;
}
