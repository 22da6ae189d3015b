#!/usr/bin/env python3
"""pull-journal.py - give the journal of a pull queue a long past, by the format alone.

usage: pull-journal.py FOLDER LINES LEADS [SEED]

Appends LINES lines about leads A1 to ALEADS of the last queue: each is taken and released by
somebody again and again, or done. What they come to is printed as ID,STATE,COLLECTOR, in the
order of the leads: "free", "claimed" or "done".
"""
import random
import sys
import zlib

UNTIL = "2036-01-01T00:00:00Z"


def tail_of(path):
    """The checksum behind the last line and the number of the last queue."""
    with open(path, "rb") as f:
        last = f.read().splitlines()[-1].decode()
    return int(last[-8:], 16), last.split(",")[1]


def main():
    path, lines, leads = sys.argv[1] + "/journal", int(sys.argv[2]), int(sys.argv[3])
    r = random.Random(sys.argv[4] if len(sys.argv) > 4 else "1")
    crc, queue = tail_of(path)
    state = [("free", "")] * leads
    with open(path, "a") as to:
        for _ in range(lines):
            lead = r.randrange(leads)
            what, who = state[lead]
            while what == "done" and lines > 3 * leads and r.random() < 0.9:
                lead = r.randrange(leads)
                what, who = state[lead]
            if what == "free":
                action, who, until = "take", f"W{r.randrange(50)}", UNTIL
            else:
                action, until = ("done" if r.random() < 0.05 else "release"), ""
            if what == "done":  # twice is once: the collector says it again
                action = "done"
            state[lead] = {"take": ("claimed", who), "release": ("free", ""), "done": ("done", who)}[action]
            line = f"2026-03-02T09:00:00Z,{queue},{action},A{lead + 1},{lead + 1},{who},{until},,,"
            crc = zlib.crc32(line.encode(), crc)
            to.write(f"{line},{crc:08x}\n")
    for i, (what, who) in enumerate(state):
        print(f"A{i + 1},{what},{who}")


main()
