/* goes.h - inside hl-export: options that the format or the page has no use for. */
#ifndef HL_EXPORT_GOES_H
#define HL_EXPORT_GOES_H

#include "../cmd.h"

#include "hl/export.h"

/* An option, whether it was given, and who has a use for it. */
struct goes_option {
	const char *name;
	bool is_given;
	enum hl_takes takes;
};

/* Each of them that @format has no use for is misuse, told with who has: all in one run. */
enum hl_status goes_check(struct cmd_run *run, const struct hl_format *format,
	const struct goes_option *options, size_t len) HL_CHECKED;

/* Of what nobody asked for on the command line nothing is taken. */
void goes_forget_environment(void);

#endif
