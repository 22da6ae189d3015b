#include "evidence.h"
bool page_asks(const struct hl_gate *gate, const struct hl_row *row) {
	return hl_str_eq(hl_cell_trimmed(row, gate->at.account), hl_str_trim(hl_str_of(gate->output.explain)));
}
void page_put(struct lead *lead, struct hl_buf *to) {
	hl_buf_add(to, lead->account);
}
