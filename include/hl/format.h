/*
 * format.h - formats of rows that programs read, and the one for a terminal.
 *
 * csv: RFC 4180; csv-excel: the same as spreadsheets want it; tsv: as the IANA registration of
 * text/tab-separated-values, with escapes; json: RFC 8259; prometheus: the text exposition format,
 * as a node_exporter collects it from files; ics: RFC 5545; vicidial, dnc, genesys: what dialers
 * load, each by its own layout.
 */
#ifndef HL_FORMAT_H
#define HL_FORMAT_H

#include "hl/document.h"

extern const struct hl_format hl_csv, hl_csv_excel, hl_tsv, hl_json, hl_jsonl, hl_markdown, hl_text,
	hl_prometheus, hl_ics, hl_vicidial, hl_dnc, hl_genesys;

#endif
