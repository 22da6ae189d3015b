/* open.c - what of a lead is open: the channels that hl-gate left, its status, the calls left. */
#include "hl/contact.h"

static void read_channels(struct hl_contact_open *open, struct hl_str list) {
	while (list.len > 0) {
		struct hl_str word = hl_lead_next_word(&list);

		open->call |= hl_str_same(word, HL_STR("call"));
		open->sms |= hl_str_same(word, HL_STR("sms"));
		open->email |= hl_str_same(word, HL_STR("email"));
		open->mail |= hl_str_same(word, HL_STR("mail"));
	}
}

static bool is_stopped(struct hl_str status) {
	return hl_str_same(status, HL_STR("hold")) || hl_str_same(status, HL_STR("drop")) ||
	       hl_str_same(status, HL_STR("defer"));
}

struct hl_contact_open hl_contact_open(const struct hl_contact_cells *cells) {
	struct hl_contact_open open = { 0 };
	bool may = !cells->has_channels || !is_stopped(cells->status);

	if (cells->has_channels)
		read_channels(&open, cells->channels);
	else
		open.call = open.sms = open.email = true;
	open.has_left = hl_dec_read(cells->calls_left, &open.left);
	open.call_open = open.call && may && !(open.has_left && open.left <= 0);
	open.sms_open = open.sms && may;
	open.email_open = open.email && may;
	open.mail_open = open.mail && may;
	return open;
}
