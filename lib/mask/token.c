/* token.c - HMAC-SHA-256 (RFC 2104): what stands for a key where nobody is to know it. */
#include "hl/mask.h"

#include <sha256.h>
#include <stdio.h>
#include <string.h>

/* A key that is longer than a block is its hash. */
static void begin(SHA2_CTX *sum, struct hl_str key, uint8_t pad) {
	uint8_t block[SHA256_BLOCK_LENGTH] = { 0 };

	if (key.len > sizeof(block)) {
		SHA256Init(sum);
		SHA256Update(sum, (const uint8_t *)key.at, key.len);
		SHA256Final(block, sum);
	} else if (key.len > 0) {
		memcpy(block, key.at, key.len);
	}
	for (size_t i = 0; i < sizeof(block); i++)
		block[i] ^= pad;
	SHA256Init(sum);
	SHA256Update(sum, block, sizeof(block));
}

void hl_token(struct hl_str key, struct hl_str text, char to[HL_TOKEN_ROOM]) {
	uint8_t hash[SHA256_DIGEST_LENGTH];
	SHA2_CTX sum;

	begin(&sum, key, 0x36);
	SHA256Update(&sum, (const uint8_t *)text.at, text.len);
	SHA256Final(hash, &sum);
	begin(&sum, key, 0x5c);
	SHA256Update(&sum, hash, sizeof(hash));
	SHA256Final(hash, &sum);
	for (size_t i = 0; i < (HL_TOKEN_ROOM - 1) / 2; i++)
		(void)snprintf(to + 2 * i, 3, "%02x", hash[i]);
}
