#!/usr/bin/env python3
"""queue-spec.py - is what the specification of the queue page shows what pages hold?

usage: queue-spec.py SPEC PAGE ...

Each output line of SPEC (behind a bar), with anything in the place of its {VALUES} and of "...", stands in one of
the pages, within one line where it has no value that spans lines.
"""
import re
import sys

SPANS = {"{CSS}", "{JS}", "{LINKS}", "{LIMITS}", "{BODY}", "{CARDS?}", "{ALERTS?}"}


def pattern(line):
    # What is shown as an example of a time stands for any.
    line = re.sub(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?|(?<=>)\d\d:\d\d(?=<)", "{TIME}", line)
    text = ""
    for part in re.split(r"(\{[^{}]*\}|\.\.\.)", line):
        if part in SPANS:
            text += "[\\s\\S]*?"
        elif part.startswith("{") or part == "...":
            text += "" if text.endswith("*?") or not text else "[^\\n]*?"
        else:
            text += re.escape(part)
    return text


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [line[2:].rstrip("\n") for line in file if line.startswith("| ")]
    pages = ""
    for name in sys.argv[2:]:
        with open(name, encoding="utf-8") as file:
            pages += file.read()
    missing = [line for line in lines if not re.search(pattern(line), pages)]
    assert lines and not missing, "in no page:\n" + "\n".join(missing)


main()
