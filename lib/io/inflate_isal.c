/* inflate_isal.c - deflate data back to bytes, by ISA-L; built where it is installed. */
#include "parts.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <limits.h>
#include <stdlib.h>

static void *isal_new(void) {
	struct inflate_state *state = hl_claim(1, sizeof(*state));

	isal_inflate_init(state); /* no header and no trailer */
	return state;
}

static void isal_begin(void *state) {
	isal_inflate_reset(state);
}

static uint32_t within(size_t len) {
	return len < UINT32_MAX ? (uint32_t)len : UINT32_MAX;
}

static enum io_said isal_run(void *state, struct io_run *run) {
	struct inflate_state *s = state;
	uint32_t in_len = within(run->in_len);
	uint32_t room = within(run->room);
	union { /* it does not write there */
		const unsigned char *at;
		unsigned char *next;
	} in = { run->in };
	int said;

	s->next_in = in.next;
	s->avail_in = in_len;
	s->next_out = run->out;
	s->avail_out = room;
	said = isal_inflate(s);
	in.next = s->next_in;
	run->in = in.at;
	run->in_len -= in_len - s->avail_in;
	run->out = s->next_out;
	run->room -= room - s->avail_out;
	if (said < 0)
		return IO_BAD;
	if (s->block_state != ISAL_BLOCK_FINISH)
		return IO_MORE;
	/* Whole bytes in its bit buffer stand behind the data. */
	run->in -= s->read_in_length / 8;
	run->in_len += (size_t)s->read_in_length / 8;
	return IO_ENDS;
}

static uint32_t isal_crc(uint32_t crc, const unsigned char *at, size_t len) {
	return crc32_gzip_refl(crc, at, len);
}

static void isal_free(void *state) {
	free(state);
}

const struct io_inflater io_inflater_isal = {
	.name = "ISA-L",
	.new = isal_new,
	.begin = isal_begin,
	.run = isal_run,
	.crc = isal_crc,
	.free = isal_free,
};
