/*
 * place.h - from where a person is to the time zones that apply.
 *
 * Zones come as sets: one bit for each row of place_zones. A set holds every zone the person may be
 * in, and who keeps to the hours of all of them cannot be wrong: more zones are stricter. An empty
 * set is a place that is not known, never one without hours.
 *
 * US states whose clocks agree share a zone (only one of them is Detroit's or Boise's); provinces
 * of Canada, which decide for themselves, have their own. Nothing is allocated, and all is const.
 */
#ifndef HL_GATE_PLACE_H
#define HL_GATE_PLACE_H

#include "hl/base.h"

enum { PLACE_ZONES_MAX = 64 };

/* IANA names; the bit of a zone is its row. */
extern const char *const place_zones[];
extern const size_t place_zones_len;

/*
 * The zones of a state, territory or province of the US or Canada, by its two letters or its
 * English name, in any ASCII case, without blanks around it. A state that is in several has all of
 * them, however few people live there: Arizona has Denver's for the Navajo Nation.
 */
uint64_t place_of_state(struct hl_str state);

/* Its two letters as rules have them ("tx" and "Texas": TX); empty when it is not known. */
struct hl_str place_state_of(struct hl_str state);

/*
 * A country's code: GB of "UK", "GBR" and "United Kingdom", GB-SCT of "Scotland", US of "USA"; the
 * text itself where it is not known. place_is_country: is it @wanted, or a part of that?
 */
struct hl_str place_country_of(struct hl_str text);
bool place_is_country(struct hl_str text, struct hl_str wanted);

/* The zones of a country that needs no more than that: GB and its parts, GG, JE, IM. */
uint64_t place_of_country(struct hl_str country);

/*
 * All zones that numbers with a NANP area code are in, and in @state the letters of its state or
 * province. Those are empty for 782 and 902 (NS and PE) and for 867 (NT, NU and YT), and when
 * nothing is known: a code that is not in service, of a Caribbean country, or of no place (800).
 */
uint64_t place_of_area(unsigned area_code, struct hl_str *state);

/*
 * The area code in a phone number as people write it, "+1 (212) 555-0100 x5": 10 digits or 1 and
 * 10, digits in any groups, area and exchange from 2 up. Everything else is 0, other countries too.
 */
unsigned place_area_of(struct hl_str phone);

/*
 * The zones that a word for one means: a name of place_zones, or what US clocks are called (ET,
 * EST, EDT, Eastern, US/Eastern, "Eastern Standard Time"), in any ASCII case. EST is New York in
 * summer too, as people mean it; MST is Denver and Phoenix, AST is Halifax and Puerto Rico. False
 * for any other text: it may still be the name of a zone that hl_zone_open knows.
 */
bool place_zone_find(struct hl_str text, uint64_t *zones);

#endif
