/* view.h - inside hl-export: which figures a dashboard shows, and of whom. */
#ifndef CMD_EXPORT_VIEW_H
#define CMD_EXPORT_VIEW_H

#include "../cmd.h"
#include "hl/document.h"

struct view_options {
	const char *by, *team, *client, *collector, *cards;
	struct cmd_list quality;
};

/* clang-format off */
#define VIEW_OPTS(v) \
	OPT_TEXT(0, "by", &(v)->by, "LIST", "what groups of figures are split by [team,collector]"), \
	OPT_TEXT(0, "team", &(v)->team, "NAME", "a dashboard of this team alone"), \
	OPT_TEXT(0, "client", &(v)->client, "NAME", "likewise of this client"), \
	OPT_TEXT(0, "collector", &(v)->collector, "NAME", "likewise of this collector"), \
	OPT_TEXT(0, "cards", &(v)->cards, "LIST", "the metrics on its four cards [rph,coll,rpc_att,kept]"), \
	OPT_LIST(0, "quality", &(v)->quality, "FILE", "what it says of the data: --stats FILE.csv")
/* clang-format on */

/* What needs no table; what is wrong is misuse. */
void view_check(const struct cmd_run *run, const struct view_options *options);

/* Read the tables of --quality, too. The texts live as long as the run. */
enum hl_status view_read(
	struct cmd_run *run, const struct view_options *options, struct hl_view *view) HL_CHECKED;

#endif
