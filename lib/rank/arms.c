/* arms.c - draws by a keyed hash that every machine knows: SipHash-2-4 of the key of a row. */
#include "marks.h"

#include <stdio.h>

/* --- SipHash-2-4, by Aumasson and Bernstein --- */

static uint64_t turn(uint64_t word, int bits) {
	return word << bits | word >> (64 - bits);
}

static void mix(uint64_t v[4], int rounds) {
	for (int i = 0; i < rounds; i++) {
		v[0] += v[1];
		v[2] += v[3];
		v[1] = turn(v[1], 13) ^ v[0];
		v[3] = turn(v[3], 16) ^ v[2];
		v[0] = turn(v[0], 32);
		v[2] += v[1];
		v[0] += v[3];
		v[1] = turn(v[1], 17) ^ v[2];
		v[3] = turn(v[3], 21) ^ v[0];
		v[2] = turn(v[2], 32);
	}
}

static void take(uint64_t v[4], uint64_t word) {
	v[3] ^= word;
	mix(v, 2);
	v[0] ^= word;
}

uint64_t rank_siphash(const uint64_t key[2], struct hl_str text) {
	uint64_t v[4] = { key[0] ^ UINT64_C(0x736f6d6570736575),
		key[1] ^ UINT64_C(0x646f72616e646f6d), key[0] ^ UINT64_C(0x6c7967656e657261),
		key[1] ^ UINT64_C(0x7465646279746573) };
	uint64_t last = (uint64_t)text.len << 56;

	for (; text.len >= 8; text.at += 8, text.len -= 8)
		take(v, hl_word_part(text.at, 8));
	take(v, last | hl_word_part(text.at, text.len));
	v[2] ^= 0xff;
	mix(v, 4);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* --- what is drawn --- */

enum hl_status rank_seed_parse(const char *text, uint64_t key[2], struct hl_error *err) {
	struct hl_str seed = hl_str_of(text);
	size_t first = seed.len < 8 ? seed.len : 8;

	if (seed.len > 16)
		return hl_fail(err, HL_EUSAGE, "16 bytes at most, for 128 bits");
	key[0] = hl_word_part(seed.at, first);
	key[1] = hl_word_part(seed.at + first, seed.len - first);
	return HL_OK;
}

/* A week belongs to the year that its Thursday is in; 1970-01-01 was one. */
size_t rank_week_print(int64_t day, char *to) {
	int64_t weekday = ((day + 3) % 7 + 7) % 7;
	int64_t thursday = day - weekday + 3;
	int year, month, mday;

	hl_day_split(thursday, &year, &month, &mday);
	return (size_t)snprintf(to, RANK_WEEK_ROOM, "%d-W%02d", year,
		(int)((thursday - hl_day_of(year, 1, 1)) / 7 + 1));
}

/* Exactly: draw / 2^64 < share. */
bool rank_is_drawn(uint64_t draw, int64_t share) {
	__extension__ typedef unsigned __int128 wide;

	return (wide)draw * (wide)RANK_WHOLE < (wide)share << 64;
}
