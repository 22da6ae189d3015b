/* pile.c - bytes in a temporary file, written, then read. */
#include "pile.h"

enum { PILE_BYTES = 48 << 10, PILE_WIDE = 96 << 10 };

static enum hl_status write_out(struct pile *pile, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (!pile->temp)
		status = hl_temp_open(&pile->temp, pile->folder, err);
	if (status == HL_OK)
		status = hl_temp_write(pile->temp, hl_buf_str(&pile->bytes), err);
	pile->bytes.len = 0;
	/* There may be many piles, and keys of megabytes. */
	if (pile->bytes.cap > PILE_WIDE)
		hl_buf_release(&pile->bytes);
	return status;
}

enum hl_status pile_pass(struct pile *pile, struct hl_error *err) {
	return pile->bytes.len < PILE_BYTES ? HL_OK : write_out(pile, err);
}

enum hl_status pile_write(struct pile *pile, struct hl_error *err) {
	enum hl_status status = pile->bytes.len ? write_out(pile, err) : HL_OK;

	hl_buf_release(&pile->bytes);
	return status;
}

/* At least @len bytes are there, or fewer when there are no more. */
static enum hl_status fill(struct pile *pile, size_t len, struct hl_error *err) {
	struct hl_buf *bytes = &pile->bytes;
	uint64_t left = hl_temp_len(pile->temp) - pile->read;
	size_t had = bytes->len - pile->taken;
	size_t want = len > PILE_BYTES ? len : PILE_BYTES;
	size_t more = left < want - had ? (size_t)left : want - had;
	enum hl_status status;

	if (had > 0)
		memmove(bytes->at, bytes->at + pile->taken, had);
	bytes->len = had;
	pile->taken = 0;
	if (more == 0)
		return HL_OK;
	status = hl_temp_read(pile->temp, pile->read, hl_buf_room(bytes, more), more, err);
	bytes->len += more;
	pile->read += more;
	return status;
}

enum hl_status pile_take(struct pile *pile, size_t len, char **bytes, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (pile->bytes.len - pile->taken < len)
		status = fill(pile, len, err);
	if (status != HL_OK)
		return status;
	if (pile->bytes.len - pile->taken < len)
		return HL_END;
	*bytes = pile->bytes.at + pile->taken;
	pile->taken += len;
	return HL_OK;
}

void pile_rewind(struct pile *pile) {
	pile->bytes.len = pile->taken = 0;
	pile->read = 0;
}

void pile_release(struct pile *pile) {
	hl_temp_close(pile->temp);
	hl_buf_release(&pile->bytes);
	*pile = (struct pile){ .folder = pile->folder };
}
