/* fuzz/state.c - a state file is read or refused, never half taken, whatever is in it. */
#include "hl/assign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool ok) {
	if (!ok)
		__builtin_trap();
}

/* What no checksum would let through: the bytes as rows, with the end that belongs to them. */
static void vouch(struct hl_buf *file, struct hl_str rows, size_t count, int version) {
	hl_buf_add(file, HL_STR("collector,entitled,received,value,last_seq\n"));
	hl_buf_add(file, rows);
	if (rows.len && rows.at[rows.len - 1] != '\n')
		hl_buf_add_char(file, '\n');
	hl_buf_addf(file, "#end,%zu,%08lx,%d,\n", count,
		crc32_z(0, (const unsigned char *)file->at, file->len), version);
}

static size_t lines_in(struct hl_str text) {
	size_t lines = 0;

	while (text.len > 0) {
		(void)hl_str_cut(&text, '\n');
		lines++;
	}
	return lines;
}

static void look(const struct hl_state *state) {
	for (size_t i = 0; i < state->len; i++) {
		const struct hl_share *share = &state->shares[i];

		must(share->entitled >= 0 && share->received >= 0 && share->last_seq >= 0);
		must(hl_keys_find(state->names, hl_keys_at(state->names, i)) == i);
	}
}

static void read_back(struct hl_str file) {
	struct hl_state state = { 0 };
	struct hl_error err = { 0 };
	int fd = memfd_create("state", MFD_CLOEXEC);
	bool is_new = true;
	char name[32];
	enum hl_status status;

	must(fd >= 0 && write(fd, file.at, file.len) == (ssize_t)file.len);
	must(lseek(fd, 0, SEEK_SET) == 0);
	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	status = hl_state_read(&state, name, &is_new, NULL, &err);
	must(!is_new && (status == HL_OK || err.text[0] != '\0'));
	if (status == HL_OK)
		look(&state);
	if (status == HL_OK && state.before) {
		struct hl_str run = hl_buf_str(&state.run);
		char *name = strndup(run.at, run.len);

		look(state.before);
		must(name && (hl_state_begin(&state, name) || strlen(name) < run.len));
		look(&state);
		free(name);
	}
	hl_state_release(&state);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	struct hl_str bytes = { (const char *)data, len };
	struct hl_buf file = { 0 };

	if (len > 0)
		read_back(bytes);
	for (int version = 1; version <= 2; version++) {
		file.len = 0;
		vouch(&file, bytes, lines_in(bytes), version);
		read_back(hl_buf_str(&file));
	}
	hl_buf_release(&file);
	return 0;
}
