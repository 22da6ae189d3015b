#!/usr/bin/env python3
"""naughty_check.py - hostile strings go through a format and come back as the text they are.

usage: naughty_check.py table COLUMN... | naughty_check.py names |
       naughty_check.py check FORMAT FILE COLUMN | naughty_check.py check-names FORMAT FILE

table: a row for each string of naughty.txt, in every COLUMN; beside it account_id, which is the
number of the row, channels and a phone. names: a table whose columns are called so.
check: FILE, which hl-export --to FORMAT made of that table, has each string in COLUMN, as the
format spells it, by a parser of the format; and nothing else is there.
"""
import csv
import io
import json
import os
import re
import sys
from html.parser import HTMLParser

HERE = os.path.dirname(os.path.abspath(__file__))


def unescape(line):
    """The bytes of a line of naughty.txt."""
    out, i = b"", 0
    while i < len(line):
        if m := re.match(r"\\x([0-9a-f]{2})", line[i:]):
            out += bytes([int(m[1], 16)])
        elif m := re.match(r"\\u([0-9a-f]{4})|\\U([0-9A-F]{8})", line[i:]):
            out += chr(int(m[1] or m[2], 16)).encode()
        elif m := re.match(r"\\(.)", line[i:]):
            out += {"n": b"\n", "r": b"\r", "t": b"\t", "\\": b"\\"}[m[1]]
        else:
            m = re.match(r".", line[i:])
            out += m[0].encode()
        i += m.end()
    return out


def strings():
    with open(os.path.join(HERE, "naughty.txt"), encoding="ascii", newline="\n") as file:
        lines = [line[:-1] for line in file]
    for line in lines:
        if line.startswith("# ") and line != "# x":
            continue
        if m := re.match(r"\*(\d+) (.*)$", line):
            yield unescape(m[2]) * int(m[1])
        else:
            yield unescape(line)


ALL = list(strings())


def text(raw):
    """What is no UTF-8 is U+FFFD, byte by byte."""
    out, i = "", 0
    while i < len(raw):
        for length in (1, 2, 3, 4):
            try:
                out += raw[i:i + length].decode()
                break
            except UnicodeDecodeError:
                continue
        else:
            out, length = out + "\ufffd", 1
        i += length
    return out


def is_control(c):
    return c < " " or "\x7f" <= c < "\xa0"


def controls(s, keep="\t\n"):
    return "".join("\ufffd" if is_control(c) and c not in keep else c for c in s)


def ends(s):
    return s.replace("\r\n", "\n").replace("\r", "\n")


def blanks(s, structure=""):
    return "".join(" " if is_control(c) or c in structure else c for c in s)


# --- tables ---

def put(rows):
    out = open(1, "w", encoding="latin-1", newline="", closefd=False)
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [[c if isinstance(c, str) else c.decode("latin-1") for c in row] for row in rows])
    out.flush()


def put_table(columns):
    fixed = {"metric": "m", "value": "1", "from": "", "to": "", "phone": "404555%04d",
             "channels": "call|sms|email", "due": "2026-03-09"}
    rows = [["account_id"] + columns + [c for c in fixed if c not in columns]]
    for i, raw in enumerate(ALL):
        rest = [v % i if "%" in v else v for c, v in fixed.items() if c not in columns]
        rows.append([str(i)] + [raw] * len(columns) + rest)
    put(rows)


def put_names():
    # A name is what is left of it where blanks at its ends do not count.
    put([[b"x" + raw for raw in ALL], [str(i) for i in range(len(ALL))]])


# --- what comes back: a list of cells of the column, in the order of the rows ---

def delimited(data, delim, column):
    rows = list(csv.reader(io.StringIO(data, newline=""), delimiter=delim, strict=True))
    assert len({len(row) for row in rows}) == 1, "ragged"
    return [row[rows[0].index(column)] for row in rows[1:]]


def read_csv(data, column):
    return delimited(data.decode("latin-1"), ",", column), [s.decode("latin-1") for s in ALL]


def read_excel(data, column):
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    got = delimited(data[3:].decode(), ",", column)
    number = re.compile(r"[-+]?(\d[\d.,]*|\.\d+)([eE][-+]?\d+)?%?$")
    passed = re.compile('[\\x00-\\x20\\x7f-\\xa0\\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f'
                        '\u3000\ufeff\u061c"\'\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f'
                        '\uffa0\U000e0000-\U000e0fff]*')
    want = []
    for s in map(text, ALL):
        runs = re.match(r"[\t\r\n]", s) or s[passed.match(s).end():][:1] in set("=+-@＝＋－＠")
        want.append("'" + s if runs and s and not number.match(s.strip(" \t")) else s)
    return got, want


def read_tsv(data, column):
    rows = [line.split("\t") for line in data.decode("latin-1").split("\n")[:-1]]
    assert len({len(row) for row in rows}) == 1, "ragged"
    assert not re.search(r"\\[^tnr\\]", data.decode("latin-1").replace("\\\\", ""))
    names = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return [re.sub(r"\\(.)", lambda m: names[m[1]], row[rows[0].index(column)])
            for row in rows[1:]], [s.decode("latin-1") for s in ALL]


def read_json(data, column):
    return [row[column] for row in json.loads(data)], [text(s) for s in ALL]


def read_jsonl(data, column):
    return [json.loads(line)[column] for line in data.decode().split("\n")[:-1]], \
        [text(s) for s in ALL]


def markdown_cell(cell):
    """The text of a cell in which nothing is marked up."""
    entities = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
    out = ""
    assert not re.search(r"@[A-Za-z0-9._-]", cell), f"an address in {cell!r}"
    for token in re.findall(r"\\.|<br>|&\w+;|.", cell.replace("@<!-- -->", "@")):
        assert token not in tuple("\\`*[]<>|~$&"), f"{token} in {cell!r}"
        out += "\n" if token == "<br>" else entities.get(token, token[-1])
    assert not re.search(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|[^\\]:/|www\.(?<!\\\.)", re.sub(
        r"\\_", "", cell)), cell
    return out


def read_markdown(data, column):
    lines = data.decode().split("\n")[:-1]
    rows = [re.findall(r"\| ((?:\\.|[^|\\])*?) ?(?=\|)", line) for line in lines]
    assert len({len(row) for row in rows}) == 1, "ragged"
    at = [markdown_cell(c) for c in rows[0]].index(column)
    return [markdown_cell(row[at]).strip(" ") for row in rows[2:]], \
        [controls(ends(text(s))).replace("\t", " ").strip(" ") for s in ALL]


def spelled(raw):
    """As a terminal may see it: what it might obey, and what is not seen, as its bytes."""
    def is_hidden(c):
        return is_control(c) or "\udc80" <= c <= "\udcff" or c in "\u061c\ufeff" or \
            "\u200b" <= c <= "\u200f" or "\u2028" <= c <= "\u202e" or "\u2060" <= c <= "\u206f"

    out = ""
    cell = raw.decode("utf-8", "surrogateescape")
    letter = [not is_hidden(c) and c not in " \t" for c in cell] + [False]
    for i, c in enumerate(cell):
        inside = "\u200b" <= c <= "\u200d" and i > 0 and letter[i - 1] and letter[i + 1]
        hide = is_hidden(c) and not inside
        out += "".join(f"\\x{b:02x}" for b in c.encode("utf-8", "surrogateescape")) if hide else c
    return out


def read_text(data, column):
    lines = data.decode().split("\n")[:-1]
    assert lines[0] == column and set(lines[1]) == {"-"}
    return [line.strip(" ") for line in lines[2:]], [spelled(s.strip(b" \t")) for s in ALL]


class Cells(HTMLParser):
    """Tables of a page; anything that is no part of one is a mistake."""
    TAGS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "p", "div", "table",
            "thead", "tbody", "tr", "th", "td", "bdi", "strong", "caption", "footer", "span"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.rows, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        assert tag in self.TAGS, tag
        assert not any(n.startswith("on") or n in ("href", "src") for n, v in attrs), attrs
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def read_html(data, column):
    page = Cells()
    page.feed(data.decode())
    page.close()
    at = page.rows[0].index(column)
    return [row[at] for row in page.rows[1:]], [controls(ends(text(s))) for s in ALL]


def read_prometheus(data, column):
    lines = data.decode().split("\n")[:-1]
    assert len([line for line in lines if line.startswith("#")]) == 2
    label = rf'{column}="((?:[^"\\\n]|\\[\\"n])*)"'
    got = []
    for line in lines[2:]:
        m = re.fullmatch(rf'hotleads_m\{{(?:{label}|[a-z]+="")(?:,[a-z]+="")*\}} 1', line)
        assert m, line
        got.append(re.sub(r"\\(.)", lambda e: "\n" if e[1] == "n" else e[1], m[1]))
    # Two rows with the same labels and value are one sample.
    return got, list(dict.fromkeys(text(s.strip(b" \t")) for s in ALL))


def unfold(data):
    lines = data.split(b"\r\n")
    assert lines.pop() == b"" and all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two
        assert b"\n" not in line and b"\r" not in line
    return re.sub(b"\r\n ", b"", data).decode().split("\r\n")[:-1]


def read_ics(data, column):
    stack, got = [], []
    for line in unfold(data):
        name, value = re.fullmatch(r"([A-Z-]+)(?:;VALUE=DATE|;CN=hotleads)?:(.*)", line, re.S).groups()
        if name == "BEGIN":
            stack.append(value)
        elif name == "END":
            assert stack.pop() == value
        else:
            assert (stack[-1], name) in {("VCALENDAR", n) for n in (
                "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME")} | {("VTODO", n) for n in (
                    "UID", "DTSTAMP", "CLASS", "CATEGORIES", "SUMMARY", "DESCRIPTION", "DUE", "STATUS",
                    "ORGANIZER", "PRIORITY", "DTSTART")}
        if name == "DESCRIPTION":
            assert not re.search(r"[;,]", re.sub(r"\\.", "", value)), value
            plain = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
            m = re.search(rf"^account_id: \d+(?:\n{column}: (.*?))?(?=\n(?:metric|value|phone|channels): )",
                          plain, re.S)
            got.append(m[1] or "")
    assert not stack
    # A cell of blanks is as none.
    return got, [controls(ends(text(s))) if s.strip(b" \t") else "" for s in ALL]


def read_vicidial(data, column):
    assert column == "address"  # which has the most room
    rows = [line.split("\t") for line in data.decode().split("\n")[:-1]]
    assert all(len(row) == 23 and "|" not in "".join(row) for row in rows)
    assert [row[0] for row in rows] == [str(i) for i in range(len(ALL))]
    return [row[9] for row in rows], \
        [blanks(text(s.strip(b" \t")), '|"\\`;')[:100] for s in ALL]


def read_dnc(data, column):
    assert column == "phone"
    assert re.fullmatch(rb"(\d{6,15}\n)*", data), data
    return [], []


def read_genesys(data, column):
    assert data.endswith(b'"\r\n') and not data.startswith(b"\xef\xbb\xbf")
    lines = data.decode().split("\r\n")[:-1]
    assert all(re.fullmatch(r'"([^"]|"")*"(,"([^"]|"")*")*', line) and "\n" not in line
               for line in lines)
    return delimited(data.decode(), ",", column), \
        [blanks(text(s), "\u2028\u2029")[:512] for s in ALL]


def read_xlsx(data, column):
    import openpyxl
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    head = next(i for i, row in enumerate(rows) if column in [c.value for c in row])
    at = [c.value for c in rows[head]].index(column)
    for row in rows:
        assert all(c.data_type != "f" for c in row), "a formula"
        assert all(c.hyperlink is None for c in row), "a link"
    got = ["" if row[at].value is None else row[at].value for row in rows[head + 1:]]
    # Typed cells, numbers and dates, are no text. _x000D_ is how a sheet spells a character.
    got = [re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), g) if isinstance(g, str)
           else None for g in got]
    # U+FFFE and U+FFFF are no characters of XML.
    return got, [None if g is None else re.sub("[\ufffe\uffff]", "\ufffd", text(s))
                 for g, s in zip(got, ALL)]


def read_sqlite(data, column):
    import sqlite3
    import tempfile
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        base = sqlite3.connect(file.name)
        base.text_factory = bytes
        assert base.execute("pragma integrity_check").fetchone()[0] in (b"ok", "ok")
        got = [row[0] for row in base.execute(f'select "{column}" from rows')]
    return [g.decode() if isinstance(g, bytes) else "?" for g in got], \
        [text(s) if isinstance(g, bytes) else "?" for g, s in zip(got, ALL)]


def read_pdf(data, column):
    """Glyphs come back in their own order: here only words of letters are looked for."""
    import subprocess
    assert data.startswith(b"%PDF-") and b"/JavaScript" not in data and b"/OpenAction" not in data
    out = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True,
                         check=True).stdout.decode()
    squeezed = re.sub(r"\s", "", out)
    assert f"END{len(ALL)}rows" in squeezed
    words = [w for s in ALL for w in re.findall(rb"[A-Za-z]{3,}", s)][:400]
    return [w.decode() for w in words if w.decode()[:20] in squeezed], [w.decode() for w in words]


def heads(form, data):
    """The names of the columns, where a format has them in its first line."""
    if form in ("csv", "tsv", "csv-excel"):
        plain = data.decode("latin-1") if form != "csv-excel" else data[3:].decode()
        if form == "tsv":
            names = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
            return [re.sub(r"\\(.)", lambda m: names[m[1]], c)
                    for c in plain.split("\n")[0].split("\t")]
        return next(csv.reader(io.StringIO(plain, newline=""), strict=True))
    if form in ("json", "jsonl"):
        row = data.decode().strip("[]\n").split("\n")[0].rstrip(",")
        return [name for name, value in json.loads(row, object_pairs_hook=list)]
    if form == "markdown":
        return [markdown_cell(c).strip(" ") for c in
                re.findall(r"\| ((?:\\.|[^|\\])*?) ?(?=\|)", data.decode().split("\n")[0])]
    page = Cells()
    page.feed(data.decode())
    return page.rows[0]


def check_names(form, file):
    raw = [b"x" + s for s in ALL]
    want = {"csv": [s.decode("latin-1") for s in raw], "tsv": [s.decode("latin-1") for s in raw],
            "markdown": [controls(ends(text(s))).replace("\t", " ").strip(" ") for s in raw],
            "html": [controls(ends(text(s))) for s in raw]}.get(form, [text(s) for s in raw])
    with open(file, "rb") as opened:
        got = heads(form, opened.read())
    for i, (g, w) in enumerate(zip(got, want)):
        # The second of two equal names has a number in JSON, where they must differ.
        assert g == w or form in ("json", "jsonl") and re.sub(r"\[\d+\]$", "", g) == w, \
            f"{form}, name {i}: {g[:200]!r} is not {w[:200]!r}"
    assert len(got) == len(want)


READERS = {name[5:]: function for name, function in list(globals().items())
           if name.startswith("read_")}
READERS["csv-excel"] = READERS.pop("excel")


def check(form, file, column):
    assert form in READERS, f"no reader of {form} here: a format needs one"
    with open(file, "rb") as opened:
        got, want = READERS[form](opened.read(), column)
    for i, (g, w) in enumerate(zip(got, want)):
        assert g == w, f"{form}, row {i}: {g[:200]!r} is not {w[:200]!r}"
    assert len(got) == len(want), f"{form}: {len(got)} rows, not {len(want)}"


if __name__ == "__main__":
    if sys.argv[1] == "table":
        put_table(sys.argv[2:])
    elif sys.argv[1] == "names":
        put_names()
    elif sys.argv[1] == "check-names":
        check_names(*sys.argv[2:4])
    else:
        check(*sys.argv[2:5])
