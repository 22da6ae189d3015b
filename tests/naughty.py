#!/usr/bin/env python3
"""naughty.py - strings that mean something to somebody, one a row, in every column of a table.

usage: naughty.py [NAME | NAME=CELL ...]

Without names the columns are those of a queue; a column with a CELL has that in every row.
"""
import csv
import sys

strings = ["<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "\"><b onclick='x'>",
    "' onmouseover='alert(1)", "]]>", "--", "-->", "<!-- x", "<?php x ?>", "&lt;b&gt;", "&#x41;", "a|b",
    "`x`", "``` js", "*x* _x_ ~~x~~", "[x](javascript:alert(1))", "![x](http://x.example/y.png)", "$x$ $y$",
    "\\", "\\n", "\\|", "a\nb", "a\r\nb", "a\tb", "\x1b[31mred\x1b[0m", "\x07\x08\x7f", "\u202eevil\u2066",
    "\u200b\ufeff", "\u0085\u009b31m", "=1+1", "@SUM(A1)", "+1", "javascript:alert(1)", "a@b?bcc=x@y.example",
    "Ω≈ç√ 社會科學院 👍", "NULL", "true", "1e999", "NaN", "{\"a\":1}", "%s%n%p", "../../etc/passwd", "'", "\"",
    "x" * 5000, "\\x41", "</title>", "</script>", "abandoned_payment +25 (12h)", "x +1 | <b> x2"]
raw = [s.encode() for s in strings] + [b"x\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"a\xe2\x82", b"\xf4\x90\x80\x80"]
out = open(1, "w", encoding="latin-1", newline="")
columns = ("account_id,name,client,score,tier,why,balance,phone,cell,email,channels,status,reasons,calls_left,"
    "call_from,call_to,next_ok,note").split(",")
columns = [name.partition("=") for name in sys.argv[1:] or columns]
write = csv.writer(out, lineterminator="\n")
write.writerow([name for name, _, _ in columns])
for value in raw:
    write.writerow([cell if given else value.decode("latin-1") for _, given, cell in columns])
