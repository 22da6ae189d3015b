/* firsts.c - the first attempt, contact and right-party contact after an account was placed. */
#include "parts.h"

static void take(struct account *account, int32_t day, uint8_t what) {
	for (size_t i = 0; i < FIRSTS; i++)
		if ((what >> i & 1) && day < account->firsts[i])
			account->firsts[i] = day;
}

void first_note(struct hl_meter *m, uint32_t account, const struct event *event) {
	struct early_list *list = &m->early;
	const struct early early = { .account = account,
		.day = (int32_t)event->day,
		.what = (uint8_t)((event->is_out ? 1 << FIRST_ATTEMPT : 0) |
				  (event->is_contact ? 1 << FIRST_CONTACT : 0) |
				  (event->is_right_party ? 1 << FIRST_RPC : 0)) };

	if (!(m->needs & NEEDS_FIRST_DAY) || early.what == 0)
		return;
	if (early.day >= m->account[account].placed_day) {
		take(&m->account[account], early.day, early.what);
		return;
	}
	list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(*list->at));
	list->at[list->len++] = early;
}

void first_placed_note(struct hl_meter *m, uint32_t account, int64_t day) {
	if (day < m->account[account].placed_day)
		m->account[account].placed_day = (int32_t)day;
}

void firsts_end(struct hl_meter *m) {
	for (size_t i = 0; i < m->early.len; i++) {
		const struct early *early = &m->early.at[i];

		if (early->day >= m->account[early->account].placed_day)
			take(&m->account[early->account], early->day, early->what);
	}
	m->early.len = 0;
}
