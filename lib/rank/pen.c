/* pen.c - records written where they will stay. */
#include "pen.h"

void rank_pen_init(struct rank_pen *pen) {
	*pen = (struct rank_pen){ .seen = rank_seen_none() };
}

void rank_pen_tell(struct rank_pen *pen, struct hl_buf *told) {
	if (pen->open.rows > 0)
		hl_buf_add(told, (struct hl_str){ (const char *)&pen->open, sizeof(pen->open) });
	pen->open = (struct rank_stretch){ 0 };
}

void rank_pen_put(struct rank_pen *pen, const struct rank_record *record, struct hl_buf *told) {
	char *at = rank_store_claim(&pen->store, rank_record_size(record));
	const struct rank_block *block = pen->store.blocks[pen->store.at];

	rank_record_write(record, at);
	rank_see(&pen->seen, rank_string_at(at), 0);
	if (block != pen->open.block) {
		rank_pen_tell(pen, told);
		pen->open = (struct rank_stretch){ .block = block, .first = block->rows - 1 };
	}
	pen->open.rows++;
}
