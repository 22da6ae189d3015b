/* types.c - texts that are few to numbers, by their ends. */
#include "types.h"

static inline struct type type_of(struct hl_str text) {
	struct type type = { .len = text.len };

	if (text.len < sizeof(type.first)) {
		type.first = hl_word_lower(hl_word_part(text.at, text.len));
		return type;
	}
	type.first = hl_word_lower(hl_word_at(text.at));
	type.last = hl_word_lower(hl_word_at(text.at + text.len - sizeof(type.last)));
	return type;
}

/* Where it is, or where it would go. */
static inline size_t place_of(
	const struct types *types, const struct type *type, struct hl_str text) {
	uint64_t mixed = (type->first ^ type->last * 31 ^ type->len) * UINT64_C(0x9e3779b97f4a7c15);
	size_t place = mixed >> 32 & (TYPE_PLACES - 1);

	for (;; place = (place + 1) & (TYPE_PLACES - 1)) {
		const struct type *at = &types->at[place];

		if (at->number == 0)
			return place;
		if (at->first == type->first && at->last == type->last && at->len == type->len &&
			(at->len <= 2 * sizeof(at->first) ||
				hl_str_same(types->texts[at->number - 1], text)))
			return place;
	}
}

size_t types_find(const struct types *types, struct hl_str text) {
	struct type type = type_of(text);
	size_t number = types->at[place_of(types, &type, text)].number;

	return number ? number - 1 : types->len;
}

size_t types_add(struct types *types, struct hl_str text) {
	struct type type = type_of(text);
	struct type *found = &types->at[place_of(types, &type, text)];

	if (found->number == 0) {
		types->texts[types->len] = text;
		type.number = ++types->len;
		*found = type;
	}
	return found->number - 1;
}
