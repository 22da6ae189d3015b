#!/usr/bin/env python3
"""same.py HOW OURS THEIRS - whether two tables hold the same rows.

HOW is rows (in any order), order (in this one) or figures (in any order, numbers that are rounded
once here and twice there may differ in the last digit). Both may be CSV, TSV or objects of JSON,
one a line. 1.50 is 1.5.
"""
import csv
import json
import re
import sys

DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+$")


def cell(text):
    if DECIMAL.match(text):
        text = text.rstrip("0").rstrip(".")
    return text


def objects(file):
    rows = [json.loads(line, parse_float=str, parse_int=str) for line in file]
    return [list(rows[0])] + [["" if v is None else v for v in row.values()] for row in rows]


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        first = file.readline()
        file.seek(0)
        if first.startswith("{"):
            rows = objects(file)
        elif "\t" in first:
            rows = [line.rstrip("\r\n").split("\t") for line in file]
        else:
            rows = list(csv.reader(file))
    return [tuple(map(cell, row)) for row in rows]


def near(a, b):
    try:
        return a == b or abs(float(a) - float(b)) < 0.011
    except ValueError:
        return False


def main():
    how, ours, theirs = sys.argv[1], table(sys.argv[2]), table(sys.argv[3])
    if how == "figures":
        # Their columns are ours in another order, perhaps.
        place = [theirs[0].index(name) for name in ours[0]]
        theirs = [tuple(row[i] for i in place) for row in theirs]
    if how != "order":
        ours[1:], theirs[1:] = sorted(ours[1:]), sorted(theirs[1:])
    if len(ours) != len(theirs):
        sys.exit(f"{len(ours)} rows here, {len(theirs)} there")
    if len(ours) < 2:
        sys.exit("no rows")
    for a, b in zip(ours, theirs):
        if a != b and not (how == "figures" and len(a) == len(b) and all(map(near, a, b))):
            sys.exit(f"here:  {a}\nthere: {b}")


main()
