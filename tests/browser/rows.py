#!/usr/bin/env python3
"""rows.py - rows of a work queue, made up: always the same for the same arguments.

usage: rows.py N [hostile]

hostile: each cell is one of the strings that mean something to somebody.
"""
import csv
import random
import sys

COLUMNS = ("account_id,name,client,score,tier,why,balance,phone,cell,email,channels,status,reasons,calls_left,"
    "call_from,call_to,next_ok,state,note").split(",")
FIRST = "Jane,Richard,Maria José,Siobhán,Bo,Wolfeschlegelsteinhausenbergerdorff,محمد,山田,Анна,דוד,अनिल,N'Golo".split(",")
LAST = "Doe,Roe,Núñez,O’Brien,Ek,Okafor-Featherstonehaugh,علي,太郎,Иванова,כהן,कुमार,Kanté".split(",")
CLIENTS = ["Metro Bank", "St. Luke's", "Larkmoor Credit Union", "Fenwick & Daughters, Inc.", ""]
TIERS = [(75, "Critical"), (50, "High"), (25, "Warm"), (10, "Standard"), (-1, "Cold")]
REASONS = ["", "", "", "TIME_BARRED", "CONV_COOLDOWN", "CALLS_7IN7;NO_VOICEMAIL"]
HOSTILE = ["<script>window.bad=1</script>", "</script><script>window.bad=1</script>", "</style><img src=x onerror=window.bad=1>",
    "\"><b onclick='window.bad=1'>x", "' onmouseover='window.bad=1", "javascript:window.bad=1", "<!-- x", "]]>", "&lt;b&gt;", "&#x41;",
    "{{7*7}}", "${7*7}", "a\nb", "a\r\nb", "\x1b[31mred\x1b[0m", "\u202eevil\u2066", "\u200b\ufeff", "=1+1", "@SUM(A1)", "+1",
    "a@b?bcc=x@y.example", "tel:5550100", "https://x.example/y.png", "../../etc/passwd", "%s%n", "W" * 3000, "\u0e49" * 300, "Z\u0351\u036b\u0343" * 60,
    "👩‍👩‍👧‍👦 👍🏽", "NaN", "1e999", "-0", "null", "x +1 | <b> x2", "abandoned_payment +25 (12h)", "data:text/html,<script>window.bad=1</script>",
    "<svg onload=window.bad=1>", "<iframe src=//x.example>", "<a href=//x.example>x</a>", "<base href=//x.example>",
    "<meta http-equiv=refresh content=0;url=//x.example>", "<form action=//x.example><button>x", "<dialog open>x", "\u2028\u2029"]


def why(draw, score):
    signals = ["abandoned_payment +25 (12h)", "viewed_plans +20 (3d)", "portal_visit +15 (2h)", "email_open +5 (6d)", "inbound_call +20 (40m)"]
    some = draw.sample(signals, draw.randint(1, 4))
    return "; ".join(some) + f" | value x{1 + score / 300:.2f}: balance x1.1, age x1.2 | recency x{score / 90 + .1:.2f}"


def row(draw, i, score):
    name = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
    digits = f"555-01{i % 100:02}"
    barred = draw.random() < .12
    channels = "sms,email" if barred else draw.choice(["call,sms,email,mail", "call,mail", "call,email", "call"])
    return [f"{i + 1:09}", name, draw.choice(CLIENTS), f"{score:.1f}", next(t for at, t in TIERS if score >= at), why(draw, score),
        f"{draw.lognormvariate(6.5, 1.1):.2f}", f"(212) {digits}", f"+1 917 {digits}" if draw.random() < .7 else "",
        f"person{i + 1}@example.org" if draw.random() < .8 else "", channels, "work", draw.choice(REASONS),
        "0" if barred else str(draw.randint(1, 7)), f"2026-03-02T{8 + i % 4:02}:00:00-05:00", f"2026-03-02T{17 + i % 5}:00:00-05:00",
        "2026-03-08" if barred else "", draw.choice(["NY", "NJ", "CT", ""]), "left a message with a neighbour" if draw.random() < .1 else ""]


def main():
    draw = random.Random(int(sys.argv[1]))
    out = csv.writer(open(1, "w", encoding="utf-8", newline=""), lineterminator="\n")
    out.writerow(COLUMNS)
    if sys.argv[2:] == ["hostile"]:
        for i, text in enumerate(HOSTILE):
            out.writerow([text for _ in COLUMNS])
            out.writerow([f"{i:09}"] + [text for _ in COLUMNS[1:]])
        return
    scores = sorted((round(110 * draw.random() ** 2, 1) for _ in range(int(sys.argv[1]))), reverse=True)
    for i, score in enumerate(scores):
        out.writerow(row(draw, i, score))


main()
