"""wide.py TIDY WIDE - the same figures, intervals and flags in both outputs of hl-metrics."""
import csv
import re
import sys

INNER = re.compile(r"(?:overdue|today|1-7|8-14|15-30|>30|\d{4}-\d\d/\d+"
                   r"|LEAD|DEBT_ADDED|FEE_VIEWED|AFFORDABILITY_ASSESSED|PAYMENT_PLAN_AGREED|PAYMENT_DETAILS_ADDED)$")
HAS_INNER = {"prom_pipe", "prom_pipe_amt", "drop", "drop_open", "conv_stage", "vint"}


def tidy_figures(name):
    figures = {}
    for row in csv.DictReader(open(name, newline="")):
        group, column = row["group"], row["metric"]
        inner = INNER.search(group) if column in HAS_INNER else None
        if inner:
            column += "." + inner.group()
            group = group[:inner.start()].rstrip("/") or "all"
        flags = frozenset(flag for flag in row["flag"].split(";") if flag and not flag.startswith("partial:"))
        partial = frozenset(flag for flag in row["flag"].split(";") if flag.startswith("partial:"))
        key = group, row["from"], row["to"], column
        assert key not in figures, key
        figures[key] = row["value"], row["lo"], row["hi"], flags, partial
    return figures


def wide_figures(name):
    figures = {}
    for row in csv.DictReader(open(name, newline="")):
        flags = row["flags"].split(";") if row["flags"] else []
        partial = frozenset(flag for flag in flags if flag.startswith("partial:"))
        columns = [column for column in list(row)[3:] if not column.endswith(("_lo", "_hi")) and column != "flags"]
        own = {column: set() for column in columns}
        for flag in flags:
            if flag in partial:
                continue
            column = max((column for column in columns if flag.startswith(column + ".")), key=len)
            own[column].add(flag[len(column) + 1:])
        for column in columns:
            figures[row["group"], row["from"], row["to"], column] = (
                row[column], row.get(column + "_lo", ""), row.get(column + "_hi", ""), frozenset(own[column]), partial)
    return figures


tidy, wide = tidy_figures(sys.argv[1]), wide_figures(sys.argv[2])
for key, figure in tidy.items():
    assert wide.get(key) == figure, (key, figure, wide.get(key))
for key, figure in wide.items():
    assert key in tidy or figure[:4] == ("", "", "", frozenset()), (key, figure)
assert tidy
