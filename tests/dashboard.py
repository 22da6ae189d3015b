#!/usr/bin/env python3
"""dashboard.py - does the dashboard show the figures that it was made of, and nothing else?

usage: dashboard.py PAGE FIGURES.csv ...

Every element is closed in its order, ids are there once, the policy's hashes are those of the style
and the scripts, nothing is loaded. Each row of each table is a row of the figures, number for
number, or the sum of days; what is shown of a number is that number, rounded. Prints the ids of the
parts that are there.
"""
import base64
import csv
import hashlib
import json
import re
import sys
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser

VOID = {"meta", "input"}
SVG = {"rect", "path"}
CELLS = ("value num den lo hi n flag previous change_pct p trend target attained missing").split()


class Page(HTMLParser):
    """Tables as lists of rows of (name of the column, exact text, shown text)."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.stack, self.ids, self.raw, self.tables, self.parts = [], [], [], {}, []
        self.details, self.row, self.cell, self.data, self.scripts = None, None, None, None, []
        self.numbers = []
        self.feed(text)
        self.close()
        assert not self.stack, f"not closed: {self.stack}"

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        for name, value in attrs:
            assert not name.startswith("on") and name not in ("src", "style", "action"), name
            assert name != "href" or re.match(r"#figures$|(?!/)([\w.~/-]|%[0-9A-F]{2})+$", value), value
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "details":
            self.details = attributes["id"]
            self.tables[self.details] = {"names": [], "rows": []}
        if tag == "section" and attributes["class"] == "part":
            self.parts.append(attributes["id"])
        if tag == "tr":
            self.row = []
        if tag in ("td", "th") and self.details:
            self.cell = {"exact": None, "shown": ""}
            if "data-name" in attributes:
                self.tables[self.details]["names"].append(attributes["data-name"])
        if tag == "data":
            self.data = {"exact": attributes["value"], "shown": ""}
            if self.cell is not None:
                self.cell["exact"] = attributes["value"]
        if tag == "script":
            self.scripts.append({"type": attributes.get("type"), "text": ""})
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in SVG, tag
        self.handle_starttag(tag, attrs)
        self.stack.pop()

    def handle_endtag(self, tag):
        assert self.stack and self.stack[-1] == tag, f"</{tag}> in {self.stack}"
        self.stack.pop()
        if tag in ("td", "th") and self.cell is not None:
            self.row.append(self.cell)
            self.cell = None
        if tag == "tr" and self.details and "tbody" in self.stack:
            table = self.tables[self.details]
            assert len(self.row) == len(table["names"]), self.details
            table["rows"].append(dict(zip(table["names"], self.row)))
        if tag == "data":
            self.numbers.append(self.data)
            self.data = None
        if tag == "details":
            self.details = None

    def handle_data(self, data):
        if self.stack and self.stack[-1] == "style":
            self.raw.append(("style", data))
        if self.stack and self.stack[-1] == "script":
            self.scripts[-1]["text"] += data
        if self.data is not None:
            self.data["shown"] += data
        if self.cell is not None:
            self.cell["shown"] += data

    def handle_comment(self, data):
        raise AssertionError("a comment")

    def unknown_decl(self, data):
        raise AssertionError("a declaration")


def check_policy(page, text):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src 'none'; "), policy
    style = "".join(data for _, data in page.raw)
    for name, part in [("style", style)] + [("script", s["text"]) for s in page.scripts if not s["type"]]:
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy, f"the hash of the {name}"
    kinds = [script["type"] for script in page.scripts]
    assert kinds == ["application/json", None], kinds


def rounded(number, places):
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def check_number(data):
    """What is shown is the exact number, with as many places as are shown."""
    shown = data["shown"].replace("\u2212", "-").replace("\u00a0%", "").replace(",", "")
    digits = re.sub(r"[^-0-9.]", "", shown)
    try:
        exact = Decimal(data["exact"])
    except ArithmeticError:
        return
    if not re.fullmatch(r"-?\d+(\.\d+)?", digits):
        return
    places = len(digits.partition(".")[2])
    assert Decimal(digits) == rounded(exact, places), data


def read(files):
    rows = []
    for name in files:
        with open(name, encoding="utf-8", newline="") as file:
            rows += [{name: (cell or "").strip(" \t") for name, cell in row.items()} for row in csv.DictReader(file)]
    return rows


def full(row):
    return {name: row.get(name, "") for name in CELLS}


def fits(shown, row):
    """Does a row of a table hold what a row of the figures does? Two runs may each have some of it."""
    return all(shown[name] in ("", row[name]) or row[name] == "" for name in CELLS if name in shown)


def exact(cell):
    return cell["exact"] if cell["exact"] is not None else cell["shown"].replace("\u2013 no figure", "").strip()


def find_rows(rows, metric, group, part, period):
    at = []
    for row in rows:
        names = {(group or "all"), f"{group}/all"} if not part else {f"{group}/{part}" if group else part, f"{group}/all/{part}"}
        if part == "all":
            names |= {group or "all", f"{group}/all"}
        if row["metric"] == metric and row["group"] in names and period in (None, (row["from"], row["to"])):
            at.append(full(row))
    return at


def check_stages(table, rows, root):
    """A row a stage: each of its figures is one of a metric."""
    found = 0
    for row in table["rows"]:
        shown = {column: exact(cell) for column, cell in row.items()}
        for metric in ("conv_stage", "drop_open", "drop"):
            if shown[metric]:
                at = find_rows(rows, metric, root, shown["stage"], None)
                assert any(r["value"] == shown[metric] and r["den"] == shown["leads"] for r in at), shown
                found += 1
    return found


def check_tables(page, data, rows, root):
    """Returns how many rows were found as they are; the others are sums of days."""
    titles = {metric["title"]: metric["name"] for metric in data["metrics"]}
    period = tuple(data["period"])
    found, sums = 0, 0
    for name, table in page.tables.items():
        if name == "quality-table":
            continue
        if name == "funnel-table":
            found += check_stages(table, rows, root)
            continue
        for row in table["rows"]:
            shown = {column: exact(cell) for column, cell in row.items()}
            metric = titles.get(shown.get("metric"), shown.get("metric")) or {
                "triangle-table": "vint", "suppression-table": "supp"}.get(
                    name, data["metrics"][data["chosen"]]["name"])
            group = shown.get("group", root)
            group = "" if group == "all" else group
            when = None if "part" in shown or name == "targets-table" else period
            if "day" in shown:
                at = [full(r) for r in rows if r["metric"] == metric and r["from"] == shown["day"]
                      and r["group"] in (root or "all", f"{root}/all")]
            else:
                at = find_rows(rows, metric, group, shown.get("part"), when)
            if any(fits(shown, r) for r in at):
                found += 1
            else:
                assert not at, f"{name}: {shown} is in no row: {at}"
                sums += 1
    return found, sums


def main():
    with open(sys.argv[1], "rb") as file:
        text = file.read().decode()
    page = Page(text)
    assert text.startswith("<!DOCTYPE html>\n") and text.endswith("</html>\n")
    assert len(set(page.ids)) == len(page.ids), "two elements with one id"
    check_policy(page, text)
    for data in page.numbers:
        check_number(data)
    data = json.loads(page.scripts[0]["text"])
    rows = read(sys.argv[2:])
    found, sums = check_tables(page, data, rows, data["groups"][data["root"]]["name"])
    known = {(r["metric"], r["from"], r["to"]): True for r in rows}
    for metric, _, begin, end, *_ in data["figures"]:
        assert end == 1 or (data["metrics"][metric]["name"], begin, end) in known
    print(" ".join(page.parts), found, sums)


main()
