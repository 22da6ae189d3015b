/* block.c - texts that stay together. */
#include "paper.h"

#include <stdlib.h>

void paper_block_begin(struct paper_block *block) {
	block->len = block->lines = block->more = 0;
	block->bytes.len = 0;
	block->has_rule = false;
	block->draw = NULL;
}

void paper_block_release(struct paper_block *block) {
	free(block->texts);
	hl_buf_release(&block->bytes);
}

struct paper_text *paper_text_begin(
	struct paper_block *block, size_t line, double x, double width) {
	struct paper_text *text;

	block->texts = hl_grow(block->texts, &block->cap, block->len + 1, sizeof(*block->texts));
	text = &block->texts[block->len++];
	*text = (struct paper_text){ .line = line, .x = x, .width = width, .at = block->bytes.len };
	return text;
}

/* What is big is one line that takes the room of two. */
static size_t lines_of(struct paper *paper, const struct paper_text *text, struct hl_str bytes) {
	if (text->is_box || text->is_bar)
		return 1;
	return text->face == PAPER_BIG ? 2 : paper_lines(paper, text->face, bytes, text->width);
}

void paper_text_end(struct paper *paper, struct paper_block *block) {
	struct paper_text *text = &block->texts[block->len - 1];
	struct hl_str bytes = { block->bytes.at + text->at, block->bytes.len - text->at };

	text->len = bytes.len;
	text->lines = lines_of(paper, text, bytes);
	if (text->line + text->lines > block->lines)
		block->lines = text->line + text->lines;
}

void paper_text_put(struct paper *paper, struct paper_block *block, const struct paper_text *like,
	struct hl_str cell) {
	struct paper_text *text = paper_text_begin(block, like->line, like->x, like->width);

	text->face = like->face;
	text->is_right = like->is_right;
	paper_safe(paper, &block->bytes, cell);
	paper_text_end(paper, block);
}
