/* dashboard_names.c - what groups are called, and where pages about them lie. */
#include "dashboard.h"

#include "hl/guide.h"

static const char collector[] = "collector";

/* --- names --- */

bool dash_is_nobody(const struct dash *dash, uint32_t group) {
	return hl_str_eq(dash->groups[group].label, HL_STR("(none)"));
}

/* Who is nobody has no name. */
static bool is_named(const struct dash *dash, size_t at, struct hl_str part) {
	return at < dash->dimensions_len && hl_str_eq(dash->dimensions[at], hl_str_of(collector)) &&
	       !hl_str_eq(part, HL_STR("(none)"));
}

static struct hl_str said_of(struct dash *dash, size_t at, struct hl_str part) {
	struct hl_buf *text = &dash->doc->scratch;

	if (!is_named(dash, at, part))
		return part;
	text->len = 0;
	return hl_names_put(dash->doc->options->names, part, text)
		       ? hl_str_keep(&dash->doc->arena, hl_buf_str(text))
		       : part;
}

static void name_group(struct dash *dash, struct dash_group *group) {
	struct hl_str rest = group->name;
	struct hl_buf full = { 0 };

	for (size_t at = 0; at < group->depth; at++) {
		struct hl_str part = at + 1 == dash->dimensions_len ? rest : hl_str_cut(&rest, '/');
		struct hl_str said = said_of(dash, at, part);

		hl_buf_add(&full, at ? HL_STR("/") : HL_STR(""));
		hl_buf_add(&full, said);
		if (at == 0 && group->above.len > 0)
			group->above_said = said;
		group->said = said;
	}
	group->full = hl_str_keep(&dash->doc->arena, hl_buf_str(&full));
	hl_buf_release(&full);
}

void dash_name_groups(struct dash *dash) {
	for (size_t i = 0; i < dash->groups_len; i++) {
		struct dash_group *group = &dash->groups[i];

		group->said = group->label;
		group->above_said = group->above;
		group->full = group->name;
		if (dash->doc->options->names)
			name_group(dash, group);
	}
}

void dash_add_whom(const struct dash *dash, struct hl_buf *to) {
	const struct hl_view *view = &dash->doc->options->view;

	if (hl_str_eq(view->column, hl_str_of(collector)))
		(void)hl_names_put(dash->doc->options->names, view->name, to);
	else
		hl_buf_add(to, view->name);
}

/* --- links --- */

struct hl_str dash_column(const struct dash *dash, const struct dash_group *group) {
	return dash->dimensions[group->depth ? group->depth - 1 : 0];
}

struct hl_str dash_value(const struct dash_group *group) {
	return group->depth ? group->label : HL_STR("");
}

const struct hl_link *dash_link(const struct dash *dash, uint32_t group) {
	const struct dash_group *of = &dash->groups[group];

	if (group == dash->root || !of->is_shown)
		return NULL;
	return hl_link_called(
		hl_links_about(dash->doc->options->links, dash_column(dash, of), dash_value(of)),
		HL_STR("dashboard"));
}
