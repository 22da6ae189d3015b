/* rules.h - inside lib/score: the functions that rows of rules[] are made of. */
#ifndef HL_SCORE_RULES_H
#define HL_SCORE_RULES_H

#include "eval.h"

/* The rule called @name, or NULL. */
const struct rule *rule_called(const char *name);

/* part, and what refers to a part as it does. */
void rule_check_part(struct loader *loader, struct item *item);

/* The branch of @item, an if, that holds, or NULL. */
enum hl_status rule_find_branch(struct eval *eval, const struct item *item,
	const struct branch **found, struct hl_error *err) HL_CHECKED;

/* Is @item a group of if? */
bool rule_is_if(const struct item *item);

/* Is it another part, times a weight? */
bool rule_is_part(const struct item *item);

/* A number of a lead, or the age of one in seconds. */
struct amount {
	int64_t value;
	bool is_missing; /* the value is 0 */
};

/*
 * The field of @item, a number or an age on its clock (whole days on that of days). A cell that is
 * something else is an error of the row.
 */
enum hl_status rule_number(struct eval *eval, const struct item *item, size_t field,
	struct amount *amount, struct hl_error *err) HL_CHECKED;

/* A field that is a label is no number: told. */
void rule_check_number(struct loader *loader, const struct item *item, size_t field);

/* curve.c */
void rule_add_curve(struct loader *loader, struct part *part, const struct rule *rule);
enum hl_status rule_value_curve(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err);
void rule_check_curve(struct loader *loader, struct item *item);

/* The curve through the knots of @item at @at, flat outside them; exact, rounded once. */
int64_t rule_curve_at(const struct item *item, int64_t at);

/* The knots must rise; @what they are. */
void rule_check_knots(struct loader *loader, const struct item *item, const char *what);

/* linear.c */
void rule_add_ratio(struct loader *loader, struct part *part, const struct rule *rule);
enum hl_status rule_value_ratio(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err);
void rule_check_ratio(struct loader *loader, struct item *item);
void rule_add_linear(struct loader *loader, struct part *part, const struct rule *rule);
enum hl_status rule_value_linear(struct eval *eval, const struct part *part,
	const struct item *item, struct gave *gave, struct hl_error *err);
void rule_check_linear(struct loader *loader, struct item *item);

/* ln(1+x), rounded to millionths at once; false: there is none. */
bool rule_log(int64_t *number);
int64_t rule_hold(const struct limits *limits, int64_t value);

/* weight.c */
void rule_add_weight(struct loader *loader, struct part *part, const struct rule *rule);

/* signals.c */
void rule_add_signal(struct loader *loader, struct part *part, const struct rule *rule);
enum hl_status rule_value_signal(struct eval *eval, const struct part *part,
	const struct item *item, struct gave *gave, struct hl_error *err);
void rule_add_fresh(struct loader *loader, struct part *part, const struct rule *rule);
enum hl_status rule_value_fresh(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err);
void rule_check_fresh(struct loader *loader, struct item *item);
void rule_evidence_fresh(struct eval *eval, const struct part *part, const struct item *item,
	struct hl_buf *to); /* the ages that counted: "12h, 12h" */
void rule_add_fresh_mode(struct loader *loader, struct part *part, const struct rule *rule);

/* decay.c: the points of a signal that is so old. */
void rule_add_decay(struct loader *loader, struct part *part, const struct rule *rule);
void rule_check_decay(struct loader *loader, struct item *item);
enum hl_status rule_value_decay(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err);
int64_t decay_points(const struct item *signal, int64_t points, int64_t age_s);

/* count.c: its branch, or NULL when it does not hold. */
void rule_add_count(struct loader *loader, struct part *part, const struct rule *rule);
enum hl_status rule_value_count(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err);
bool rule_is_count(const struct item *item);
const struct branch *count_find_branch(const struct eval *eval, const struct item *item);
void rule_evidence_count(struct eval *eval, const struct part *part, const struct item *item,
	struct hl_buf *to); /* "3 in 7d" */

/* silence.c */
void rule_add_silence(struct loader *loader, struct part *part, const struct rule *rule);
enum hl_status rule_value_silence(struct eval *eval, const struct part *part,
	const struct item *item, struct gave *gave, struct hl_error *err);
bool rule_is_silence(const struct item *item);
void rule_evidence_silence(struct eval *eval, const struct part *part, const struct item *item,
	struct hl_buf *to); /* "2 unanswered in 3d" */

/* evidence.c: the moment of a signal; "1840: < 2500"; "1840", of a date "45d"; "100 / 740". */
void rule_evidence_signal(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to);
void rule_evidence_if(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to);
void rule_evidence_number(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to);
void rule_evidence_ratio(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to);

#endif
