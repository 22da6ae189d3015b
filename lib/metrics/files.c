/* files.c - the files of the log, by number: those of all readers, one behind the other. */
#include "parts.h"

void files_add(struct hl_meter *m, const struct hl_reader *reader) {
	const char *name;

	m->files_from = m->files_len;
	for (size_t i = 0; (name = hl_reader_file(reader, i)); i++) {
		m->files = hl_grow(m->files, &m->files_cap, m->files_len + 1, sizeof(*m->files));
		m->files[m->files_len++] = name;
	}
}
