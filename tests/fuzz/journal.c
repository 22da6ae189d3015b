/* fuzz/journal.c - a journal of claims is read or refused, never half taken, whatever is in it. */
#include "../../lib/pull/parts.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool ok) {
	if (!ok)
		__builtin_trap();
}

static enum hl_status look(void *of, const struct pull_record *record, struct hl_error *err) {
	size_t *seen = of;

	(void)err;
	++*seen;
	must(record->action <= PULL_DONE);
	return HL_OK;
}

static void read_back(struct hl_str file) {
	size_t seen = 0;
	const struct pull_reader reader = { look, &seen };
	struct pull_journal journal = { .name = "journal", .fd = memfd_create("journal", 0) };
	struct hl_error err = { 0 };

	must(journal.fd >= 0 && write(journal.fd, file.at, file.len) == (ssize_t)file.len);
	if (pull_journal_read(&journal, 0, 0, &reader, &err) == HL_OK)
		must(journal.len + journal.cut == file.len);
	else
		must(err.text[0] != '\0');
	pull_journal_close(&journal);
}

/* What no checksum would let through: each line with the one that belongs to it. */
static void vouch(struct hl_buf *file, struct hl_str lines) {
	const struct hl_str header =
		HL_STR("ts,queue,action,account_id,lead,collector,until,result,by,note,crc\n");
	uint32_t crc = pull_crc(0, header);

	hl_buf_add(file, header);
	while (lines.len > 0) {
		struct hl_str line = hl_str_cut(&lines, '\n');

		crc = pull_crc(crc, line);
		hl_buf_add(file, line);
		hl_buf_addf(file, ",%08x\n", crc);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	struct hl_str bytes = { (const char *)data, len };
	struct hl_buf file = { 0 };

	if (len == 0)
		return 0;
	read_back(bytes);
	vouch(&file, bytes);
	read_back(hl_buf_str(&file));
	hl_buf_release(&file);
	return 0;
}
