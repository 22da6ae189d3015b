/* guide.h - of hl-export: names of collectors, and links to other pages. */
#ifndef HL_EXPORT_GUIDE_H
#define HL_EXPORT_GUIDE_H

#include "../cmd.h"

#include "hl/document.h"

struct guide_options {
	const char *names, *home, *links;
};

/* clang-format off */
#define GUIDE_OPTS(g) \
	OPT_TEXT_ASIDE(0, "names", &(g)->names, "FILE", "what collectors are called: a roster"), \
	OPT_TEXT_ASIDE(0, "home", &(g)->home, "LINK", "the page that lists all pages"), \
	OPT_TEXT_ASIDE(0, "links", &(g)->links, "FILE", "where pages about whom lie")
/* clang-format on */

/* What needs no table; @page: --page, or NULL; @is_html: its format. Else misuse. */
void guide_check(const struct cmd_run *run, const struct guide_options *options, const char *page,
	bool is_html);

/*
 * Read the tables into @export, which owns them from now on. HL_EDATA with no text in run->err:
 * there were mistakes, and other tables may be looked at for more.
 */
enum hl_status guide_read(struct cmd_run *run, const struct guide_options *options,
	struct hl_export_options *export) HL_CHECKED;

void guide_release(struct hl_export_options *export);

/* @text, named where it is a collector's id; in the arena of the run. */
struct hl_str guide_named(
	struct cmd_run *run, const struct hl_export_options *export, struct hl_str text);

#endif
