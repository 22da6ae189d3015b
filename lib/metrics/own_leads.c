/* own_leads.c - what the leads say of an account, for metrics of the user's own. */
#include "parts.h"

/* Of several rows of one account the first that says something stands, column by column. */
static enum hl_status take(
	struct own_lead *lead, const struct own_column *column, uint64_t bit, struct hl_str cell) {
	uint64_t bad = 0;
	uint64_t left;

	if (cell.len == 0 || (lead->said & bit))
		return HL_OK;
	left = own_left(column, cell, &bad);
	if (bad)
		return HL_EDATA;
	lead->left &= left;
	lead->said |= bit;
	return HL_OK;
}

static struct own_lead *lead_at(struct hl_meter *m, uint32_t account) {
	m->own_leads = hl_grow(
		m->own_leads, &m->own_leads_cap, (size_t)account + 1, sizeof(*m->own_leads));
	while (m->own_leads_len <= account)
		m->own_leads[m->own_leads_len++] = (struct own_lead){ ~UINT64_C(0), 0 };
	return &m->own_leads[account];
}

enum hl_status own_lead_read(struct hl_meter *m, const struct hl_header *header,
	const struct hl_row *row, uint32_t account, struct hl_error *err) {
	const struct own_columns *columns = &m->options.own->leads;
	struct own_lead *lead = lead_at(m, account);

	for (size_t i = 0; i < columns->len; i++) {
		const struct own_column *column = &columns->at[i];
		struct hl_str cell = hl_cell_trimmed(row, column->at);

		if (take(lead, column, UINT64_C(1) << i, cell) == HL_OK)
			continue;
		(void)hl_fail_value(err, cell, "not a number, and a metric compares it with one");
		return hl_row_fail(row, header, column->at, HL_EDATA, err);
	}
	return HL_OK;
}

uint64_t own_lead_marks(const struct hl_meter *m, uint32_t account) {
	const struct own_columns *columns = &m->options.own->leads;
	struct own_lead lead = { ~UINT64_C(0), 0 };

	if (account < m->own_leads_len)
		lead = m->own_leads[account];
	for (size_t i = 0; i < columns->len; i++)
		if (!(lead.said >> i & 1))
			lead.left &= columns->at[i].blank;
	return lead.left;
}
