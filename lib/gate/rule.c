/* rule.c - what kind of rule it is. */
#include "rules.h"

bool rule_has_limits(const struct rule *rule) {
	return rule->limit.most >= 0 || rule->at_work.most >= 0 || rule->cooldown > 0;
}

bool rule_has_hours(const struct rule *rule) {
	return rule->weekday.is_set || rule->saturday.is_set || rule->sunday.is_set ||
	       rule->holiday.is_set;
}

bool rule_is_timed(const struct rule *rule) {
	return rule_has_hours(rule) || rule->gap_s > 0;
}
