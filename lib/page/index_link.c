/* index_link.c - a link of the index: to a file in the folder of the page or below, never
 * elsewhere. */
#include "index.h"

/* A file in the folder of the page or below it; control characters are in no name of ours. */
static bool is_inside(struct hl_str file) {
	struct hl_str rest = file;

	for (size_t i = 0; i < file.len; i++)
		if ((unsigned char)file.at[i] < 0x20 || file.at[i] == 0x7f)
			return false;
	while (rest.len > 0) {
		struct hl_str part = hl_str_cut(&rest, '/');

		if (part.len == 0 || hl_str_eq(part, HL_STR(".")) || hl_str_eq(part, HL_STR("..")))
			return false;
	}
	return file.len > 0;
}

static void put_link(struct hl_export *doc, const struct line *line) {
	struct hl_str file = line->cells[FILE_NAME];
	struct hl_str title = line->cells[TITLE];
	bool is_link = is_inside(file);

	hl_put(doc, is_link ? "<a" : "<span>");
	if (is_link) {
		html_put_href(doc, file);
		hl_put(doc, ">");
	}
	html_put_bdi(doc, line->cells[LINK].len ? line->cells[LINK] : file);
	if (!is_link && line->cells[LINK].len > 0) {
		hl_put(doc, ": ");
		html_put_bdi(doc, file);
	}
	if (is_link && title.len > 0) {
		hl_put(doc, "<span class=\"sr\"> of ");
		html_put_bdi(doc, title);
		hl_put(doc, "</span>");
	}
	hl_put(doc, is_link ? "</a>" : "</span>");
}

void index_put_links(const struct index *index, size_t entry) {
	for (size_t i = index->entries[entry].first; i != INDEX_NONE; i = index->lines[i].next)
		if (index->lines[i].cells[FILE_NAME].len > 0)
			put_link(index->doc, &index->lines[i]);
}
