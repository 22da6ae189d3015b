#!/usr/bin/env python3
"""page.py - is a page of hl-export what it says it is?

usage: page.py PAGE [CSV]

Every element is closed in its order, the policy's hashes are those of the style and the script,
nothing is loaded, nothing runs but that script, links lead somewhere. With CSV: each row is a card, each cell that has no
place of its own stands under More as text, and no cell became an element.
"""
import base64
import csv
import hashlib
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "input", "rect", "circle"}  # rect and circle close themselves
ATTRS = {
    "aria-current", "aria-haspopup", "aria-hidden", "aria-label", "aria-labelledby", "aria-valuemax",
    "aria-valuemin", "aria-valuenow", "autocomplete", "charset", "checked", "class", "content", "cx",
    "cy", "data-balance", "data-currency", "data-day", "data-score", "data-tier", "datetime", "dy", "font-size",
    "aria-pressed", "height", "hidden", "href", "http-equiv", "id", "lang", "name", "pathlength", "placeholder",
    "preserveaspectratio", "r", "role", "scope", "spellcheck", "stroke-dasharray", "tabindex",
    "text-anchor", "title", "transform", "type", "value", "viewbox", "width", "x", "y",
}
FACE = {
    "score", "tier", "why", "name", "account_id", "balance", "client", "channels", "reasons",
    "calls_left", "call_from", "call_to", "next_ok",
}


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.stack, self.ids, self.links, self.cards, self.raw = [], [], [], [], {}
        self.feed(text)
        self.close()
        assert not self.stack, f"not closed: {self.stack}"

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            assert name in ATTRS, f"{tag} has {name}"
            if name == "href":
                assert re.match(r"#queue$|#c\d+$|tel:\+?\d+(;ext=\d+)?$|sms:\+?\d+$|mailto:[\w.~%@-]+$"
                                r"|(?!/)([\w.~/-]|%[0-9A-F]{2})+$",
                                value), value
            if name == "id":
                self.ids.append(value)
            if name == "href" and value.startswith("#"):
                self.links.append(value[1:])
        if tag not in VOID:
            self.stack.append(tag)
        if tag == "li" and ("class", "card") in [(n, v.split()[0]) for n, v in attrs if n == "class"]:
            self.cards.append({"at": len(self.stack), "h2": "", "cells": [], "terms": []})

    def handle_startendtag(self, tag, attrs):
        assert tag in ("rect", "circle"), tag
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        assert self.stack and self.stack[-1] == tag, f"</{tag}> in {self.stack}"
        self.stack.pop()
        if self.cards and len(self.stack) < self.cards[-1]["at"]:
            self.cards[-1]["at"] = 1 << 30  # it is over

    def handle_data(self, data):
        if not self.stack:
            return
        if self.stack[-1] in ("style", "script"):
            self.raw[self.stack[-1]] = self.raw.get(self.stack[-1], "") + data
        if self.cards and len(self.stack) >= self.cards[-1]["at"]:
            card = self.cards[-1]
            if self.stack[-2:] == ["h2", "bdi"]:
                card["h2"] += data
            if self.stack[-2:] == ["dd", "bdi"]:
                card["cells"][-1] += data
            if self.stack[-1] == "dt":
                card["terms"].append(data)
                card["cells"].append("")

    def handle_comment(self, data):
        raise AssertionError("a comment")

    def unknown_decl(self, data):
        raise AssertionError("a declaration")

    def handle_pi(self, data):
        raise AssertionError("an instruction")


def shown(cell):
    """What a cell is in a page: a byte that is no UTF-8 and each control character is U+FFFD, a line end LF."""
    out = ""
    cell = cell.strip(b" \t").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    while cell:
        for size in (1, 2, 3, 4):
            try:
                char = cell[:size].decode()
                break
            except UnicodeDecodeError:
                char = None
        if char is None:
            char, size = "\ufffd", 1
        code = ord(char)
        out += "\ufffd" if (code < 32 and char not in "\t\n") or 127 <= code < 160 else char
        cell = cell[size:]
    return out


def check_page(raw):
    text = raw.decode()
    page = Page(text)
    assert text.startswith("<!DOCTYPE html>\n") and text.endswith("</html>\n")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src 'none'; ")
    for part in page.raw:
        digest = base64.b64encode(hashlib.sha256(page.raw[part].encode()).digest()).decode()
        assert f"{part}-src 'sha256-{digest}'" in policy, f"the hash of the {part}"
    body = text[text.index("</style>"):]
    body = body[:body.index("<script>")] if "<script>" in body else body
    assert not re.search(r"https?:|javascript:|<[^>]* style=|<[^>]* on\w+=|src=", re.sub(
        r">[^<]*<", "><", body)), "something that loads or runs"
    assert len(set(page.ids)) == len(page.ids), "two elements with one id"
    assert set(page.links) <= set(page.ids), "a link to nowhere"
    places = [place for place in page.ids if re.match(r"c\d+$", place)]
    assert places == [f"c{n + 1}" for n in range(len(page.cards))], "a card without its place"
    return page


def check_rows(page, name):
    with open(name, encoding="latin-1", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(page.cards) == len(rows), f"{len(page.cards)} cards for {len(rows)} rows"
    for card, row in zip(page.cards, rows):
        want = [shown(value.encode("latin-1")) for column, value in row.items()
                if column not in FACE and value.strip(" \t")]
        assert card["cells"] == want, f"{card['cells']} is not {want}"
        heading = shown(row["name"].encode("latin-1")) or row["account_id"].strip() or "(no name)"
        assert card["h2"] == heading, f"{card['h2']} is not {heading}"


def main():
    with open(sys.argv[1], "rb") as file:
        page = check_page(file.read())
    if len(sys.argv) > 2:
        check_rows(page, sys.argv[2])


main()
