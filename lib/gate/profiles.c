/* profiles.c - the rules that are part of the program; their tables lie beside this file. */
#include "hl/gate.h"

extern const char hl_embed_us_csv[], hl_embed_uk_csv[];
extern const size_t hl_embed_us_csv_len, hl_embed_uk_csv_len;

const struct hl_gate_profile hl_gate_profiles[] = {
	{ "us", "third-party collection in the United States: federal rules, nothing of the states",
		hl_embed_us_csv, &hl_embed_us_csv_len },
	{ "uk",
		"leads of debt advice and collection in the United Kingdom: breathing space, "
		"consent",
		hl_embed_uk_csv, &hl_embed_uk_csv_len },
	{ "none", "no rules but those of --rules", "rule\n", &(const size_t){ 5 } },
};
const size_t hl_gate_profiles_len = HL_LEN(hl_gate_profiles);

const struct hl_gate_profile *hl_gate_profile_find(struct hl_str name) {
	for (size_t i = 0; i < hl_gate_profiles_len; i++)
		if (hl_str_eq(hl_str_of(hl_gate_profiles[i].name), name))
			return &hl_gate_profiles[i];
	return NULL;
}
