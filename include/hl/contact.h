/*
 * contact.h - telephone numbers and addresses as they are dialled and linked, and what of them may
 * be used: what hl-gate wrote beside a lead, asked by pages and sheets, and by those who hand leads
 * on to a machine that dials.
 */
#ifndef HL_CONTACT_H
#define HL_CONTACT_H

#include "hl/lead.h"

/* --- numbers --- */

enum { HL_PHONE_MIN = 7, HL_PHONE_MAX = 15 };

struct hl_phone {
	char digits[HL_PHONE_MAX + 1]; /* all of them, NUL-terminated */
	size_t len;
	size_t country; /* so many of them are the code of the country; 0: it is not told */
	bool has_plus;
};

/*
 * Digits, with a plus before and blanks ( ) . - / that do not count; 7 to 15, and not one of them
 * over and over. The (0) behind the code of a country is left out. Anything else, an extension too,
 * is no number that a machine can dial: false. The code of the country is told behind a plus (ITU-T
 * E.164), and where 11 digits begin with a 1.
 */
bool hl_phone_read(struct hl_str cell, struct hl_phone *phone);

/* Without the code of the country; borrowed. */
static inline struct hl_str hl_phone_national(const struct hl_phone *phone) {
	return (struct hl_str){ phone->digits + phone->country, phone->len - phone->country };
}

/*
 * What may stand in a link of the number or the address in a cell. hl_contact_tel: digits, a + in
 * front, and where asked for an extension ("x12", "ext. 12"), which a link may have though a
 * machine cannot dial it. hl_contact_mail appends the address, %XX for what a link cannot hold.
 * false, and nothing appended: the cell is none, more than one, or too long for one.
 */
enum { HL_TEL_ROOM = 32 };
bool hl_contact_tel(struct hl_str cell, bool with_extension, char *to);
bool hl_contact_mail(struct hl_str cell, struct hl_buf *to);

/* --- what is open --- */

/* What hl-gate says of a lead. Without a column of channels nobody asked it: nothing is closed. */
struct hl_contact_cells {
	bool has_channels;
	struct hl_str channels, status, calls_left;
};

struct hl_contact_open {
	bool call, sms, email, mail;                     /* are listed among the channels */
	bool call_open, sms_open, email_open, mail_open; /* may be used on the day asked about */
	bool has_left;                                   /* calls_left is a number */
	int64_t left;
};

struct hl_contact_open hl_contact_open(const struct hl_contact_cells *cells);

/* --- who may be called --- */

enum { HL_CONTACT_NUMBERS = 3 }; /* phone, cell, work_phone */

/* Of the input; each may be HL_NO_COLUMN. */
struct hl_contact_columns {
	size_t numbers[HL_CONTACT_NUMBERS];
	size_t channels, reasons, calls_left;
	size_t status;      /* the gate's answer */
	size_t lead_status; /* that of the lead itself */
};

enum hl_contact_call {
	HL_CALL_OPEN,
	HL_CALL_BARRED,
	HL_CALL_UNCLEAR /* one of several numbers is barred, and it is not told which */
};

/* @needs_channels: a table without them was never asked about, and is an error. */
enum hl_status hl_contact_bind(struct hl_contact_columns *columns, const struct hl_header *header,
	const struct hl_column_map *map, bool needs_channels, struct hl_error *err) HL_CHECKED;

/* May it be called on the day that the gate was asked about? Nothing that says so: it may not. */
enum hl_contact_call hl_contact_call_of(
	const struct hl_contact_columns *columns, const struct hl_row *row);

/* Will it never be called, or not before a person says so: held, dropped, closed? */
bool hl_contact_is_ended(const struct hl_contact_columns *columns, const struct hl_row *row);

/* Is @channel ("email") among the channels? */
bool hl_contact_has(
	const struct hl_contact_columns *columns, const struct hl_row *row, struct hl_str channel);

/* The numbers of a lead, each once, in the order of the columns: how many. */
size_t hl_contact_numbers(const struct hl_contact_columns *columns, const struct hl_row *row,
	struct hl_phone phones[HL_CONTACT_NUMBERS]);

#endif
