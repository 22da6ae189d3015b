/*
 * ical.c - what libical reads of a calendar on the standard input, a line for each property:
 * its component, a tab, its name, a tab, its value as a string of JSON. Exits 1 where libical
 * finds a mistake. Built where libical is (Makefile: ICAL).
 */
#include "hl/memory.h"
#include "hl/unicode.h"

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void hl_out_of_memory(void) {
	abort();
}

static void read_all(struct hl_buf *to) {
	ssize_t got;

	while ((got = read(STDIN_FILENO, hl_buf_room(to, 1 << 16), 1 << 16)) > 0)
		to->len += (size_t)got;
	hl_buf_add_char(to, '\0');
}

/* Texts as they are; what is a number or a time as libical spells it. */
static const char *value_of(icalproperty *property) {
	icalvalue *value = icalproperty_get_value(property);

	if (value && icalvalue_isa(value) == ICAL_TEXT_VALUE)
		return icalvalue_get_text(value);
	return icalproperty_get_value_as_string(property);
}

static int print_property(icalcomponent *component, icalproperty *property) {
	struct hl_buf line = { 0 };
	int is_wrong = icalproperty_isa(property) == ICAL_XLICERROR_PROPERTY;

	hl_buf_addf(&line, "%s\t%s\t", icalcomponent_kind_to_string(icalcomponent_isa(component)),
		icalproperty_get_property_name(property));
	hl_json_put(&line, hl_str_of(value_of(property)), NULL);
	printf("%.*s\n", (int)line.len, line.at);
	hl_buf_release(&line);
	return is_wrong;
}

static int print_component(icalcomponent *component) {
	int wrong = 0;

	for (icalproperty *p = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY); p;
		p = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY))
		wrong += print_property(component, p);
	for (icalcomponent *c = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); c;
		c = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
		wrong += print_component(c);
	return wrong;
}

int main(void) {
	struct hl_buf text = { 0 };
	icalcomponent *calendar;
	int wrong;

	icalerror_set_errors_are_fatal(0);
	read_all(&text);
	calendar = icalparser_parse_string(text.at);
	if (!calendar)
		return 1;
	/* It checks an empty calendar, too, and then would say that it has no component. */
	wrong = icalcomponent_get_first_component(calendar, ICAL_ANY_COMPONENT) &&
		!icalrestriction_check(calendar);
	wrong += print_component(calendar);
	icalcomponent_free(calendar);
	hl_buf_release(&text);
	return wrong != 0;
}
