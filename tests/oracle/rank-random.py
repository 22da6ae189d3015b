#!/usr/bin/env python3
"""rank-random.py - random tables and keys: hl-rank against Python's own sort.

usage: rank-random.py SEED COUNT      in an empty folder; hl-rank is found by PATH

Each table is ordered with several numbers of threads, sizes of blocks and of memory, and as
shards that are merged. What differs is left there as table.csv, and its command is told.
"""
import decimal
import itertools
import random
import subprocess
import sys

COLUMNS = ["account_id", "score", "due", "name", "client", "pad"]
NAMES = ["", "a", "A", "ab", "Ab", "abc", "b", "ZZ", "z", "\u00e9", "x, y", 'say "so"', "two\nlines",
         "the same beginning of a long text", "the same beginning of a long text, and more",
         "the same beginning of a long text, and Most"]


class Table:
    def __init__(self, r):
        self.r = r
        self.ids = r.choice([5, 50, 10**6])
        self.spread = r.choice([1, 3, 1000])
        self.clients = r.choice([1, 3, 400])
        self.pad = r.choice([0, 20, 900])
        count = r.choice([0, 1, 2, 40, 500, 3000, 20000 if self.pad < 900 else 3000])
        self.rows = [self.row(i) for i in range(count)]

    def row(self, i):
        r = self.r
        score = "" if r.random() < 0.1 else str(decimal.Decimal(r.randint(-self.spread, self.spread)) / r.choice([1, 4, 1000]))
        due = "" if r.random() < 0.1 else f"20{r.randint(10, 30)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
        cells = [f"A{r.randrange(self.ids)}", score, due, r.choice(NAMES),
                 f"client {r.randrange(self.clients)}", f"{i}" + "p" * r.randint(0, self.pad)]
        return cells, ",".join(self.spelled(c) for c in cells) + r.choice(["\n", "\n", "\r\n"])

    def spelled(self, cell):
        if any(c in cell for c in ',"\n') or self.r.random() < 0.02:
            return '"' + cell.replace('"', '""') + '"'
        return cell


def ordered(rows, column, letters):
    """A stable sort by one key; blank numbers and dates come last, with e first."""
    at = COLUMNS.index(column)
    reverse = "r" in letters
    kind = letters.replace("r", "").replace("e", "")
    if kind == "n":
        value = lambda row: decimal.Decimal(row[0][at])
    elif kind == "f":
        value = lambda row: row[0][at].encode().lower()
    else:
        value = lambda row: row[0][at].encode()
    if kind in ("n", "d"):
        blank = [row for row in rows if not row[0][at]]
        filled = sorted((row for row in rows if row[0][at]), key=value, reverse=reverse)
        return blank + filled if "e" in letters else filled + blank
    return sorted(rows, key=value, reverse=reverse)


def expected(rows, keys, per, top, place):
    if not any(column == "account_id" and letters in ("", "r") for column, letters in keys):
        keys = keys + [("account_id", "")]
    for column, letters in reversed(keys):
        rows = ordered(rows, column, letters)
    if per:
        rows = ordered(rows, per, "")
    out = [",".join(COLUMNS) + (",place\n" if place else "\n")]
    for _, queue in itertools.groupby(rows, key=lambda row: row[0][COLUMNS.index(per)] if per else ""):
        for n, (_, raw) in enumerate(itertools.islice(queue, top), 1):
            text = raw.rstrip("\r\n")
            out.append(f"{text},{n}{raw[len(text):]}" if place else raw)
    return "".join(out).encode()


def hl(*args):
    done = subprocess.run(["hl-rank", *args], capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def write(name, rows):
    with open(name, "wb") as f:
        f.write((",".join(COLUMNS) + "\n" + "".join(raw for _, raw in rows)).encode())


def some_keys(r):
    kinds = {"account_id": ["", "r"], "score": ["n", "nr", "rn", "ne", "ern"], "due": ["d", "dr", "de"],
             "name": ["", "r", "f", "fr"], "client": ["", "f"]}
    columns = r.sample(list(kinds), r.randint(1, 3))
    return [(column, r.choice(kinds[column])) for column in columns]


def ways(r, args, keys):
    """How the same bytes must come about."""
    yield [*args, "table.csv"]
    for threads in (1, 2, 8):
        yield [*args, "-j", str(threads), "--block-size", r.choice(["1", "100", "4K", "64K"]), "table.csv"]
        yield [*args, "-j", str(threads), "--memory", r.choice(["1M", "2M"]), "table.csv"]
    yield [*args, "--merge", *[f"shard{i}.csv" for i in range(4)]]


def case(seed):
    r = random.Random(seed)
    table = Table(r)
    keys = some_keys(r)
    per = r.choice([None, None, "client", "name"])
    top = r.choice([None, None, 0, 1, 7, 1000])
    place = r.random() < 0.3
    order = ["-k", ",".join(c + (":" + k if k else "") for c, k in keys)]
    if per:
        order += ["--per", per]
    args = order + (["-n", str(top)] if top is not None else []) + (["--rank", "place"] if place else [])
    write("table.csv", table.rows)
    # Equal rows come in the order of the shards: each is a piece of the whole.
    cuts = sorted(r.randint(0, len(table.rows)) for _ in range(3))
    for i, (a, b) in enumerate(zip([0, *cuts], [*cuts, len(table.rows)])):
        write("part.csv", table.rows[a:b])
        with open(f"shard{i}.csv", "wb") as f:
            f.write(hl(*order, "part.csv")[1])
    want = expected(table.rows, keys, per, top, place)
    for way in ways(r, args, keys):
        status, got, said = hl(*way)
        if status != 0 or got != want:
            sys.exit(f"seed {seed}: hl-rank {' '.join(way)}: exit {status} {said.decode()}")


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(first, first + count):
        case(seed)


main()
