/* setting.c - the part called model: what the table says of itself. */
#include "model.h"

char *load_text(struct hl_model *model, struct hl_str text) {
	union {
		const char *at;
		char *made;
	} kept = { hl_str_keep(&model->arena, text).at };

	return kept.made;
}

static void set_decimals(struct loader *loader) {
	struct hl_str value = loader->line->value;

	if (value.len == 1 && value.at[0] >= '0' && value.at[0] <= '6')
		loader->model->decimals = (unsigned)(value.at[0] - '0');
	else
		load_mistake(loader, 0, "value: decimals are 0 to 6");
}

static void set_zone(struct loader *loader) {
	struct hl_zone *zone;
	struct hl_error why = { 0 };

	loader->model->zone = load_text(loader->model, loader->line->value);
	if (hl_zone_open(&zone, loader->model->zone, &why) == HL_OK)
		hl_zone_free(zone);
	else
		load_mistake(loader, 0, "value: %s", why.text);
}

static void set_key(struct loader *loader) {
	const struct line *line = loader->line;

	/* The column stands under field; one who wrote it under value is understood. */
	loader->model->key = load_text(loader->model, line->field.len ? line->field : line->value);
	if (!loader->model->key[0])
		load_mistake(loader, 0, "field: name the key column");
}

static void set_name(struct loader *loader) {
	loader->model->name = loader->line->value;
}

static void set_about(struct loader *loader) {
	loader->model->about = loader->line->value;
}

static const struct {
	const char *name;
	void (*set)(struct loader *loader);
} settings[] = {
	{ "name", set_name }, { "about", set_about }, { "key", set_key },
	{ "decimals", set_decimals }, { "tz", set_zone },
	{ "include", NULL }, /* rows.c has put what it names in its place */
};

void load_setting(struct loader *loader) {
	struct hl_str names[HL_LEN(settings)];
	const struct hl_str *near;

	for (size_t i = 0; i < HL_LEN(settings); i++) {
		names[i] = hl_str_of(settings[i].name);
		if (hl_str_eq(names[i], loader->line->rule)) {
			settings[i].set(loader);
			return;
		}
	}
	near = hl_nearest(loader->line->rule, names, HL_LEN(names));
	load_mistake(loader, 0,
		"rule: a model has name, about, key, decimals, tz and include%s%.*s%s",
		near ? " (" : "", near ? (int)near->len : 0, near ? near->at : "",
		near ? "?)" : "");
}
