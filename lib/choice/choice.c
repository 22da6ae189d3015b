/* choice.c - metrics by their names, and those that cannot be chosen. */
#include "hl/choice.h"

/* Names of the field that are no metrics where they are looked for. */
static const struct {
	const char *names, *place;
} elsewhere[] = {
	{ "roll,roll_acct,roll_forward,stable,roll_back,cure,paid,gone,inflow,inflow_acct",
		"it is in --set roll" },
	{ "supp,supp_first,supp_action,supp_of,supp_first_of,supp_action_of",
		"it is in --set suppression" },
	{ "base_rate,auc,gini,ks,ks_at,gain,lift,lift_tenth,brier,log_loss,predicted,calibration,"
	  "ece,psi,csi,iv,woe,fired,hit_rate",
		"it is in --set model" },
	{ "trend", "it is a column of --previous" },
	{ "dfc", "dfc_attempt, dfc_contact and dfc_rpc are" },
};

/* Where @name is; NULL: nobody knows. */
static const char *place_of(struct hl_str name) {
	for (size_t i = 0; i < HL_LEN(elsewhere); i++) {
		struct hl_str names = hl_str_of(elsewhere[i].names);

		while (names.len > 0)
			if (hl_str_eq(hl_str_cut(&names, ','), name))
				return elsewhere[i].place;
	}
	return NULL;
}

struct hl_choice hl_choice_new(struct hl_arena *arena, size_t len) {
	return (struct hl_choice){ .len = len,
		.names = hl_new_array(arena, struct hl_str, len),
		.lacks = hl_new_array(arena, const char *, len),
		.chosen = hl_new_array(arena, bool, len) };
}

static enum hl_status fail_none(
	const struct hl_choice *choice, struct hl_str name, struct hl_error *err) {
	const struct hl_str *nearest = hl_nearest(name, choice->names, choice->len);
	char shown[64];

	hl_printable(name, shown, sizeof(shown));
	if (place_of(name))
		return hl_fail(
			err, HL_EUSAGE, "no metric is called \"%s\"; %s", shown, place_of(name));
	if (!nearest)
		return hl_fail(
			err, HL_EUSAGE, "no metric is called \"%s\", see --list-metrics", shown);
	return hl_fail(err, HL_EUSAGE, "no metric is called \"%s\"; did you mean \"%.*s\"?", shown,
		(int)nearest->len, nearest->at);
}

/* @number may be that of the one called @name. */
static enum hl_status find(
	const struct hl_choice *choice, struct hl_str name, size_t *number, struct hl_error *err) {
	*number = hl_str_find(name, choice->names, choice->len);
	if (*number == choice->len)
		return fail_none(choice, name, err);
	if (choice->lacks[*number])
		return hl_fail(err, HL_EUSAGE, "%.*s needs %s", (int)name.len, name.at,
			choice->lacks[*number]);
	return HL_OK;
}

enum hl_status hl_choice_make(struct hl_choice *choice, struct hl_str list,
	struct hl_mistakes *mistakes, struct hl_error *err) {
	enum hl_status status = HL_OK;
	size_t number;

	for (size_t i = 0; list.len == 0 && i < choice->len; i++)
		choice->chosen[i] = !choice->lacks[i];
	while (list.len > 0) {
		struct hl_error why = { 0 };

		if (find(choice, hl_str_trim(hl_str_cut(&list, ',')), &number, &why) == HL_OK) {
			choice->chosen[number] = true;
			continue;
		}
		status = HL_EUSAGE;
		if (mistakes)
			hl_mistakes_add(mistakes, &why);
		else
			*err = why;
	}
	return status;
}

enum hl_status hl_choice_ask(
	const struct hl_choice *choice, struct hl_str name, struct hl_error *err) {
	size_t number;
	enum hl_status status = find(choice, name, &number, err);

	if (status == HL_OK && !choice->chosen[number])
		return hl_fail(err, HL_EUSAGE, "%.*s is not among the metrics asked for",
			(int)name.len, name.at);
	return status;
}
