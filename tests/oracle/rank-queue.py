#!/usr/bin/env python3
"""rank-queue.py - classes, shares, arms and the queue before: hl-rank against a second hand.

usage: rank-queue.py SEED COUNT      in an empty folder; hl-rank is found by PATH

Each random table is ordered with several numbers of threads, sizes of blocks and of memory. What
differs is left there, and its command is told.
"""
import datetime
import fractions
import json
import random
import subprocess
import sys

COLUMNS = ["account_id", "score", "client", "next_work_date", "last_worked", "n", "person", "balance", "pad"]
DEFAULT = "score:nr,last_worked:de,balance:nr"
TODAY = datetime.date(2026, 3, 2)
CLASSES = [  # name, when, keys, how the condition reads here, the sort
    ("due", "age(next_work_date) >= 0d", "next_work_date:d,score:nr"),
    ("soon", "age(next_work_date) < 0d and score > 5", "score:n"),
    ("new", "last_worked missing", "client:r,n:n"),
    ("blank", "age(next_work_date) missing and score missing", ""),
    ("old", "age(last_worked) > 2w", "last_worked:dr"),
    ("other", "", ""),
]


def siphash(key, text):
    mask = (1 << 64) - 1
    turn = lambda x, b: ((x << b) | (x >> (64 - b))) & mask
    k0, k1 = (int.from_bytes(key.ljust(16, b"\0")[i:i + 8], "little") for i in (0, 8))
    v = [k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573]

    def rounds(n):
        for _ in range(n):
            v[0] = (v[0] + v[1]) & mask
            v[2] = (v[2] + v[3]) & mask
            v[1], v[3] = turn(v[1], 13) ^ v[0], turn(v[3], 16) ^ v[2]
            v[0] = turn(v[0], 32)
            v[2] = (v[2] + v[1]) & mask
            v[0] = (v[0] + v[3]) & mask
            v[1], v[3] = turn(v[1], 17) ^ v[2], turn(v[3], 21) ^ v[0]
            v[2] = turn(v[2], 32)

    tail = text[len(text) // 8 * 8:].ljust(7, b"\0") + bytes([len(text) & 255])
    body = text[:len(text) // 8 * 8] + tail
    for i in range(0, len(body), 8):
        word = int.from_bytes(body[i:i + 8], "little")
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 255
    rounds(4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


assert siphash(bytes(range(16)), bytes(range(15))) == 0xa129ca6149be45e5  # of the paper


def age(cell):
    return (TODAY - datetime.date.fromisoformat(cell)).days


def belongs(row, name):
    due, worked, score = row["next_work_date"], row["last_worked"], row["score"]
    return {
        "due": lambda: due and age(due) >= 0,
        "soon": lambda: due and age(due) < 0 and score and int(score) > 5,
        "new": lambda: not worked,
        "blank": lambda: not due and not score,
        "old": lambda: worked and age(worked) > 14,
        "other": lambda: True,
    }[name]()


def ordered(rows, keys):
    for key in reversed(keys.split(",") + ["account_id"]):
        column, _, letters = key.partition(":")
        reverse = "r" in letters
        kind = letters.replace("r", "").replace("e", "")
        value = (lambda row: int(row[column])) if kind == "n" else (lambda row: row[column].encode())
        blank = [row for row in rows if not row[column]] if kind else []
        rest = [row for row in rows if row[column]] if kind else rows
        rest = sorted(rest, key=value, reverse=reverse)
        rows = blank + rest if "e" in letters else rest + blank
    return rows


class Case:
    def __init__(self, r):
        self.r = r
        self.ids = r.choice([6, 60, 10**6])
        self.clients = r.choice([1, 3, 40])
        self.pad = r.choice([0, 0, 500])
        self.rows = [self.row(i) for i in range(r.choice([0, 1, 5, 40, 400, 4000]))]
        self.per = r.choice([None, None, "client"])
        self.top = r.choice([None, None, 0, 1, 7, 50, 1000])
        self.place = r.choice([None, "place"])
        self.classes = None
        if r.random() < 0.6:
            self.classes = [(*c, r.choice(["", "", "0", "1", "3", "40"]))
                            for c in CLASSES if r.random() < 0.6] or [(*CLASSES[0], "")]
        self.mix = self.shares() if r.random() < 0.5 else []
        self.holdout = r.choice([None, None, "5%", "33.3%", "100%"])
        draws = self.holdout or any(name == "low" for name, _ in self.mix)
        self.seed = r.choice([None, "x", "0123456789abcdef", "trial 3, arm A"]) if draws else None
        self.asked_keys = r.choice([None, "score:nr", "score:nr", "next_work_date:d,n:nr", "client"])
        self.keys = self.asked_keys or DEFAULT
        self.unique = r.choice([None, None, "person"])
        self.ties = self.top is not None and not self.mix and r.random() < 0.4
        self.rank_as = r.choice([None, "dense", "competition"]) if self.place and not self.mix else None
        self.before = r.choice([None] + ["rows"] * (not self.rank_as) + ["place"] * bool(self.place))

    def row(self, i):
        r = self.r
        day = lambda: str(TODAY + datetime.timedelta(r.randint(-30, 10)))
        return dict(zip(COLUMNS, [f"A{r.randrange(self.ids)}", r.choice(["", str(r.randint(-3, 12))]),
                                  f"c{r.randrange(self.clients)}", r.choice(["", day()]),
                                  r.choice(["", day()]), str(i),
                                  r.choice(["", f"P{r.randrange(self.ids)}"]), r.choice(["", str(r.randint(0, 3))]),
                                  "p" * r.randint(0, self.pad)]))

    def shares(self):
        r = self.r
        names = [c[0] for c in self.classes] if self.classes else ["fresh"]
        if self.top is not None:
            names.append("low")
        left = 100
        mix = []
        for name in r.sample(names, r.randint(1, min(3, len(names)))):
            share = fractions.Fraction(r.choice([1, 10, 20, 33, 50, 66.5, 100]))
            if share <= left:
                mix.append((name, share))
                left -= share
        return mix

    def args(self):
        args = ["--as-of", "2026-03-02T09:00:00Z", "--stats", "stats.json"]
        args += ["--ties"] if self.ties else []
        for name, value in (("-k", self.asked_keys), ("--unique", self.unique), ("--rank-as", self.rank_as),
                            ("--per", self.per), ("-n", self.top), ("--rank", self.place),
                            ("--holdout", self.holdout), ("--seed", self.seed)):
            if value is not None:
                args += [name, str(value)]
        if self.classes:
            args += ["--classes", "classes.csv"]
        if self.mix:
            args += ["--mix", ",".join(f"{name}={float(share):g}%" for name, share in self.mix)]
        if self.before:
            args += ["--against", "before.csv", "--gone", "gone.csv"]
        return args + ["table.csv"]

    # --- what hl-rank should make of it ---

    def in_class_order(self, rows):
        """Classes one behind the other, each in its order; (number of the class, row)."""
        classes = self.classes or []
        of = [[] for _ in range(len(classes) + 1)]
        for row in rows:
            of[next((i for i, c in enumerate(classes) if belongs(row, c[0])), len(classes))].append(row)
        keys = [c[2] or self.keys for c in classes] + [self.keys]
        return [(i, row) for i, members in enumerate(of) for row in ordered(members, keys[i])]

    def made_unique(self):
        """Of each person the best row, in all queues; they are told as they came."""
        if not self.unique:
            return self.rows
        best = {}
        for _, row in self.in_class_order(self.rows):
            best.setdefault(row["person"] or id(row), id(row))
        kept = set(best.values())
        return [row for row in self.rows if id(row) in kept]

    def level(self, a, b):
        """Are both of one class, and equal in its keys?"""
        keys = next((c[2] for c in self.classes or [] if c[0] == a["class"]), "") or self.keys
        return a["class"] == b["class"] and all(
            a[k.partition(":")[0]] == b[k.partition(":")[0]] for k in keys.split(","))

    def cut(self, queue):
        if self.top is None:
            return queue
        end = self.top
        while self.ties and 0 < end < len(queue) and self.level(queue[end - 1], queue[end]):
            end += 1
        return queue[:end]

    def places(self, work):
        places = []
        for i, row in enumerate(work):
            if self.rank_as and i and self.level(work[i - 1], row):
                places.append(places[-1])
            else:
                places.append(places[-1] + 1 if i and self.rank_as == "dense" else i + 1)
        return places

    def split(self, rows):
        """The queue's own order: classes one behind the other, without what is over a maximum."""
        classes = self.classes or []
        count = {}
        queue = []
        for i, row in self.in_class_order(rows):
            name, most = (classes[i][0], classes[i][3]) if i < len(classes) else ("", "")
            count[i] = count.get(i, 0) + 1
            if not most or count[i] <= int(most):
                queue.append(dict(row, **{"class": name}))
        self.over += len(rows) - len(queue)
        return queue

    def group(self, row, low):
        if id(row) in low:
            return "low"
        if self.classes:
            return row["class"]
        return "fresh" if not row["last_worked"] else ""

    def interleave(self, queue, low, most):
        names = [name for name, _ in self.mix]
        shares = [share for _, share in self.mix]
        shares.append(100 - sum(shares))
        count = [0] * len(shares)
        times = []
        for i, row in enumerate(queue):
            group = self.group(row, low)
            at = names.index(group) if group in names else len(names)
            count[at] += 1
            never = shares[at] == 0
            times.append((never, 0 if never else count[at] / shares[at], at, i, row))
        return [t[-1] for t in sorted(times, key=lambda t: t[:4])][:most]

    def queue(self, rows):
        queue = self.split(rows)
        if not self.classes and any(name == "fresh" for name, _ in self.mix):
            # Of rows that are equal in everything the fresh ones come first, as their share does.
            queue = ordered(sorted(queue, key=lambda row: row["last_worked"] != ""), self.keys)
        low = set()
        p = ""
        share = dict(self.mix).get("low")
        if share:
            places = int(self.top * share / 100)
            pool_ids = {id(row) for row in self.interleave(queue, low, self.top - places)}
            pool = [row for row in queue if id(row) not in pool_ids]
            week = "%d-W%02d" % TODAY.isocalendar()[:2]
            draw = lambda row: self.draw(row["account_id"] + "\0" + week)
            low = {id(row) for row in self.drawn(pool, draw, min(places, len(pool)))}
            if pool:
                p = self.probability(min(places, len(pool)), len(pool))
        queue = self.interleave(queue, low, self.top) if self.mix else self.cut(queue)
        for row in queue:
            row["sample_p"] = p if id(row) in low else ""
            row["arm"] = self.arm(row)
        return [r for r in queue if r["arm"] == "work"], [r for r in queue if r["arm"] != "work"]

    def drawn(self, pool, draw, most):
        """Of equal draws (one id twice) the first, in the order of the sort strings."""
        if not self.classes and any(name == "fresh" for name, _ in self.mix):
            pool = [r for r in pool if not r["last_worked"]] + [r for r in pool if r["last_worked"]]
        return sorted(pool, key=draw)[:most]

    def probability(self, low, pool):
        text = "%.6f" % ((2 * low * 10**6 + pool) // (2 * pool) / 10**6)
        return text.rstrip("0").rstrip(".")

    def draw(self, text):
        return siphash((self.seed or "").encode(), text.encode())

    def arm(self, row):
        if not self.holdout:
            return "work"
        share = fractions.Fraction(self.holdout[:-1]) / 100
        return "holdout" if fractions.Fraction(self.draw(row["account_id"]), 2**64) < share else "work"

    def expected(self, before):
        more = ["class"] * bool(self.classes) + ["arm"] * bool(self.holdout)
        more += ["sample_p"] * any(name == "low" for name, _ in self.mix)
        more += ["place"] * bool(self.place) + ["rank_change", "change"] * bool(self.before)
        lines = [",".join(COLUMNS + more)]
        queues = {}
        self.over = 0
        unique = self.made_unique()
        for row in unique:
            queues.setdefault(row["client"] if self.per else "", []).append(row)
        met = set()
        for name in sorted(queues, key=str.encode):
            work, held = self.queue(queues[name])
            for place, row in list(zip(self.places(work), work)) + [("", row) for row in held]:
                key = (name, row["account_id"])
                was = before.get(key, "")
                met.add(key)
                row["place"] = place
                moved = was != "" and place != ""
                row["rank_change"] = was - place if moved else ""
                row["change"] = ("" if place == "" else "new" if was == "" else
                                 "up" if was > place else "down" if was < place else "same")
                lines.append(",".join(str(row[c]) for c in COLUMNS + more))
        self.counts = {"rows": len(self.rows), "left_out_unique": len(self.rows) - len(unique),
                       "left_out_max": self.over,
                       "left_out_top": len(unique) - self.over - (len(lines) - 1)}
        return "\n".join(lines) + "\n", met

    # --- files ---

    def write(self):
        spell = lambda cell: f'"{cell}"' if "," in cell else cell
        table = [",".join(COLUMNS)] + [",".join(row.values()) for row in self.rows]
        open("table.csv", "w").write("\n".join(table) + "\n")
        if self.classes:
            lines = [",".join(spell(c) for c in row) for row in self.classes]
            open("classes.csv", "w").write("\n".join(["class,when,keys,max"] + lines) + "\n")
        return self.write_before() if self.before else ({}, [])

    def write_before(self):
        """Yesterday's queue: some of the rows, some others; with places of its own or without."""
        r = self.r
        some = r.sample(self.rows, len(self.rows) // 2) + [self.row(i) for i in range(5)]
        r.shuffle(some)
        header = ["client", "account_id"] + ["place"] * (self.before == "place")
        before, lines, count = {}, [], {}
        for row in some:
            name = row["client"] if self.per else ""
            count[name] = count.get(name, 0) + 1
            cells = [row["client"], row["account_id"]]
            place = count[name]
            if self.before == "place":
                place = r.choice(["", r.randint(1, 50)])
                cells.append(str(place))
            before.setdefault((name, row["account_id"]), place)
            lines.append(((name, row["account_id"]), ",".join(cells)))
        open("before.csv", "w").write("\n".join([",".join(header)] + [text for _, text in lines]) + "\n")
        return before, [(None, ",".join(header))] + lines


def check(case):
    before, lines = case.write()
    want, met = case.expected(before)
    gone = "".join(text + "\n" for key, text in lines if key not in met)
    ways = [["-j", j, "--block-size", size] for j, size in (("1", "256K"), ("2", "300"), ("8", "1000"))]
    ways.append(["-j", "2", "--memory", "1M", "--block-size", "4K"])
    for way in ways:
        done = subprocess.run(["hl-rank", *way, *case.args()], capture_output=True, timeout=60)
        told = json.load(open("stats.json")) if done.returncode == 0 else {}
        counts = all(told[name] == case.counts[name] for name in case.counts if name in told)
        if (done.returncode, done.stdout.decode(), counts) != (0, want, True) or (
                lines and open("gone.csv").read() != gone):
            open("want.csv", "w").write(want)
            open("got.csv", "wb").write(done.stdout)
            open("want-gone.csv", "w").write(gone)
            sys.exit(f"differs ({done.returncode} {done.stderr.decode()}): hl-rank {way} {case.args()}")


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    for i in range(count):
        check(Case(random.Random(seed * 1000003 + i)))


main()
