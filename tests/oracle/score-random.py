#!/usr/bin/env python3
"""score-random.py - random models, leads and events: hl-score against score.py, and against itself.

usage: score-random.py SEED COUNT     hl-score is found by PATH

What differs is left in a folder that is told, with its seed, as model.csv, leads.csv, events.csv, overrides.csv,
since.csv.
"""
import csv
import datetime
import os
import random
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

import score

AS_OF = "2026-03-02T09:00:00Z"
NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.timezone.utc)
TYPES = ["visit", "call", "pay", "mail"]
WORDS = ["red", "Red ", "blue", "green", " 1 ", "1.0", "2"]


def hl(*args, stdin=None, as_of=AS_OF):
    done = subprocess.run(
        ["hl-score", "--as-of", as_of, *args], input=stdin, capture_output=True, timeout=20
    )
    return done.returncode, done.stdout, done.stderr


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.zone = self.r.choice([None, None, "America/New_York", "Asia/Kolkata"])
        self.counts = self.r.random() < 0.6
        self.decimals = self.r.choice([0, 1, 1, 2, 6])

    def value(self):
        r = self.r
        big = [r.randint(-(10**15), 10**15)] if r.random() < 0.01 else []
        return score.shown(r.choice(big or [r.randint(-5, 40) * score.ONE, r.randint(-(10**7), 10**8), r.randint(0, 2 * 10**6), r.randint(-9, 9)]))

    def small(self):
        return score.shown(self.r.randint(0, 3 * 10**6))

    def limit(self):
        r = self.r
        return r.choice([f"{r.randint(1, 200)}h", f"{r.randint(1, 30)}d", f"{r.randint(1, 3)}w", f"{r.randint(1, 5000)}m", f"{r.randint(1, 90000)}s"])

    def any_test(self, column):
        r = self.r
        if column in ("x", "amount"):
            return r.choice([f"{r.choice(['<', '<=', '>', '>='])} {r.randint(-2, 60)}", f"is {r.randint(0, 9)}", "present", "missing"])
        return r.choice([f"is {r.choice(WORDS)}".strip(), f"is not {r.choice(WORDS)}".strip(), "in red|1|x", "starts r", "present", "missing"])

    def more(self, columns, chance=0.25):
        return "".join(f" and {c} {self.any_test(c)}" for c in columns if self.r.random() < chance)

    def signal(self, part):
        for kind in self.r.sample(TYPES, self.r.randint(1, len(TYPES))):
            for _ in range(self.r.choice([1, 1, 1, 2])):
                when = self.r.choice(["", f"{self.r.choice(['<', '<', '<='])} {self.limit()}"])
                yield part, "signal", kind, (when + self.more(["channel", "amount"], 0.15)).strip(), self.value()

    def of_events(self, part):
        """What is counted, not what is newest; half-lives of what may be no signal of the part."""
        r = self.r
        if r.random() < 0.5:
            op = r.choice(["<", "<=", ">", ">=", "is", "is not"])
            when = f"{op} {r.randint(1, 5)} in {self.limit()}" + self.more(["channel", "amount"], 0.15)
            yield part, "count", r.choice(TYPES), when, self.value()
        else:
            kind, *answers = r.sample(TYPES, r.randint(2, len(TYPES)))
            yield part, "silence", f"{kind} > {'|'.join(answers)}", f"> {self.limit()}", self.value()

    def decays(self, part, rows):
        """Half-lives of some signals, each anywhere in the part."""
        for kind in sorted({field for _, rule, field, _, _ in rows if rule == "signal"}):
            if self.r.random() < 0.3:
                rows.insert(self.r.randint(1, len(rows)), (part, "decay", kind, self.limit(), ""))
        return rows

    def bands(self, part, field, tests):
        """An if group: ascending < or descending >=, perhaps something for the rest."""
        r = self.r
        # 77d and 11w are one band.
        ordered = sorted({(t[1], t[0][-1:] in "dw"): t for t in tests}.values(), key=lambda t: t[1])
        op = r.choice(["<", "<=", ">", ">="])
        if op[0] == ">":
            ordered.reverse()
        asked = [f"{op} {text}" for text, _ in ordered]
        others = ["present", "missing"] + ([f"is {t}" for t, _ in tests] if field == "x" else [])
        for _ in range(r.choice([0, 0, 1, 2])):
            asked.insert(r.randint(0, len(asked)), r.choice(others))
        chance = r.choice([0, 0.1])  # without more every group is one of ranges
        for when in asked:
            yield part, "if", field, when + self.more(["y"], chance), self.value()
        if r.random() < 0.5:
            yield part, "if", field, r.choice(["", "missing", "present"]), self.value()

    def if_rows(self, part, later):
        r = self.r
        kind = r.choice(["x", "y", "age", "last", "part" if later else "x"])
        if kind == "x":
            numbers = [r.randint(-100, 6000) for _ in range(r.randint(1, 4))]
            tests = [(score.shown(n * 10**4), n * 10**4) for n in numbers]
            if r.random() < 0.1:
                end = r.choice([-score.MOST, 1 - score.MOST, score.MOST - 1, score.MOST])
                tests.append((score.shown(end), end))
            return self.bands(part, "x", tests)
        if kind == "y":
            return [(part, "if", "y", self.any_test("y") + self.more(["x"], 0.1), self.value()) for _ in range(r.randint(1, 3))]
        if kind == "part":
            numbers = [r.randint(-10, 60) for _ in range(r.randint(1, 3))]
            return self.bands(part, r.choice(later), [(str(n), n) for n in numbers])
        if kind == "age":
            field = r.choice(["age(d)", "age(d2)"])
            units = r.choice(["h", "d", "w", "hd", "hdws"])  # dates and moments mixed are no ranges
            tests = []
            for _ in range(r.randint(1, 4)):
                unit = r.choice(units)
                n = r.randint(0, {"s": 8 * 10**6, "h": 2000, "d": 90, "w": 12}[unit])
                tests.append((f"{n}{unit}", score.span(f"{n}{unit}")[0]))
            return self.bands(part, field, tests)
        field = f"last({r.choice(TYPES + ['*'])})"
        numbers = [r.randint(0, 900) for _ in range(r.randint(1, 3))]
        unit = r.choice(["h", "m"])
        return self.bands(part, field, [(f"{n}{unit}", n) for n in numbers])

    def linear(self, part, later):
        field = self.r.choice(["x", "x", "log(x)", "age(d)", "age(d2)"] + later[:1])
        yield part, "linear", field, "", self.r.choice([self.small(), "-0.5", "2", self.value()])

    def ratio(self, part, later):
        r = self.r
        a, b = r.choice(["x", "x2"] + later[:1]), r.choice(["x", "x2", "x2"] + later[-1:])
        yield part, "ratio", f"{a} / {b}", r.choice(["", "0 to 1", "to 2.5", "-1 to", "-0.5 to 0.333333"]), self.value()

    def curve(self, part, later):
        r = self.r
        field = r.choice(["x", "age(d)", "age(d2)", f"last({r.choice(TYPES + ['*'])})"] + later[:1])
        count = r.randint(1, 5)
        if "(" in field:
            unit = r.choice(["d", "h", "m"])
            knots = [f"{n}{unit}" for n in sorted(r.sample(range({"d": 90, "h": 2000, "m": 9000}[unit]), count))]
        else:
            knots = [score.shown(n) for n in sorted(r.sample(range(-(10**8), 7 * 10**9), count))]
            if r.random() < 0.1:
                knots = [score.shown(-score.MOST)] + knots + [score.shown(score.MOST)]
        for at in knots:
            yield part, "curve", field, at, self.value()

    def range(self):
        r = self.r
        low, high = sorted([r.randint(-20, 150) * 500000 for _ in range(2)])
        return r.choice(["", "", f"{score.shown(low)} to {score.shown(high)}", f"{score.shown(low)} to", f"to {score.shown(high)}"])

    def part(self, name, later, signals):
        r = self.r
        how = r.choice(["sum", "sum", "sum", "product", "min", "max", "mean", "logistic"])
        yield name, how, "", "", self.range()
        seen, curved, weighed = set(), set(), set()
        for _ in range(r.randint(1, 4)):
            kind = r.choice(["if", "if", "if", "constant", "part", "fresh", "events", "linear", "ratio", "curve"])
            if kind == "if":
                rows = self.new(self.if_rows(name, later), seen)
                yield from rows
                if rows and rows[0][2] not in weighed and r.random() < 0.3:
                    weighed.add(rows[0][2])
                    yield name, "weight", rows[0][2], "", self.small()
            elif kind == "events" and self.counts:
                yield from self.of_events(name)
            elif kind in ("linear", "ratio"):
                yield from getattr(self, kind)(name, later)
            elif kind == "curve":
                yield from self.new(self.curve(name, later), curved)
            elif kind == "constant":
                yield name, "constant", "", "", self.value()
            elif kind == "part" and later:
                yield name, "part", r.choice(later), "", r.choice(["", self.value(), self.small()])
            elif kind == "fresh" and signals:
                of = r.choice(signals)
                for at in sorted(r.sample(range(1, 400), r.randint(1, 5))):
                    yield name, "fresh", of, f"{at}h", self.small()
                if r.random() < 0.3:
                    yield name, "fresh-mode", of, "", "newest"
                signals = [s for s in signals if s != of]

    def label(self, name, parts):
        yield name, "label", "", "", ""
        seen = set()
        for i in range(self.r.randint(1, 5)):
            rows = self.new(self.if_rows(name, parts), seen)
            yield from ((n, "if", f, w, f"{name}{i}") for n, _, f, w, _ in rows)

    @staticmethod
    def new(rows, seen):
        """Bands of a field stand in each other's way: only the first ones; tests of y do not."""
        rows = list(rows)
        if rows[0][2] in seen:
            return []
        seen.update({rows[0][2]} - {"y"})
        return rows

    def model(self):
        r = self.r
        names = [f"p{i}" for i in range(r.randint(1, 4))]
        signals = [n for n in names if r.random() < 0.6]
        parts = []
        for i, name in enumerate(names):
            if name in signals:
                rows = [(name, "sum", "", "", self.range())] + list(self.signal(name))
                if self.counts and r.random() < 0.3:
                    rows += self.of_events(name)
                parts.append(self.decays(name, rows) if self.counts else rows)
            else:
                parts.append(list(self.part(name, names[i + 1 :], [s for s in signals if s != name])))
        parts.append(list(self.part("score", names, signals)) + [("score", "part", names[0], "", "")])
        parts.append(list(self.label("tier", names + ["score"])))
        if r.random() < 0.3:
            parts.insert(0, list(self.label("kind", names)))
        r.shuffle(parts)
        head = [("model", "decimals", "", "", str(self.decimals))]
        if self.zone:
            head.append(("model", "tz", "", "", self.zone))
        return head + [row for part in parts for row in part]

    def moment(self, spread):
        at = NOW - datetime.timedelta(seconds=self.r.randint(-spread // 20, spread))
        return at.strftime("%Y-%m-%dT%H:%M:%S") + self.r.choice(["Z"] * 8 + [".25Z", "+05:30"])

    def date(self):
        r = self.r
        day = NOW - datetime.timedelta(days=r.randint(-3, 95))
        texts = ["", " ", day.strftime("%Y-%m-%d"), day.strftime(" %Y-%m-%d "), self.moment(8 * 10**6)]
        if self.zone:
            texts.append(day.strftime("%Y-%m-%d %H:%M:%S"))
        return "soon" if r.random() < 0.02 else r.choice(texts)

    def leads(self):
        r = self.r
        rows = ["account_id,x,y,d,d2,x2"]
        for i in range(r.randint(1, 12)):
            if r.random() < 0.03:
                x = score.shown(r.choice([-score.MOST, 1 - score.MOST, score.MOST - 1, score.MOST]))
            else:
                x = r.choice(["", "junk", "1.0000001"]) if r.random() < 0.1 else score.shown(r.randint(-(10**8), 7 * 10**9) // 10**4 * 10**4)
            x2 = r.choice(["", "0", "0.000001", "-3", "3", "7.5", score.shown(r.randint(0, 7 * 10**9))])
            rows.append(f"L{i},{r.choice(['', ' '])}{x},{r.choice(WORDS + [''])},{self.date()},{self.date()},{x2}")
        return rows

    def events(self):
        r = self.r
        has_ids = r.random() < 0.6
        ids = []
        rows = ["ts,account_id,type,channel,amount" + ",event_id" * has_ids]
        for i in range(r.randint(0, 60)):
            amount = r.choice(["", "x"]) if r.random() < 0.05 else str(r.randint(-3, 80))
            ts = "never" if r.random() < 0.01 else self.moment(r.choice([10**5, 3 * 10**6]))
            row = f"{ts},L{r.randint(0, 14)},{r.choice(TYPES)},{r.choice(WORDS)},{amount}"
            rows.append(f"{row},{self.event_id(ids, i)}" if has_ids else row)
        return rows

    def event_id(self, ids, i):
        """A new one of any length, none, or one that an earlier event had."""
        r = self.r
        if ids and r.random() < 0.3:
            return r.choice(["", "", " "]) + r.choice(ids)
        new = r.choice(["", " ", "%d", "e%07d", "e%08d", "e%015d", "e%016d", "e%0299d"])
        ids.append(new % i if "%" in new else new)
        return ids[-1]

    def overrides(self):
        """At most one set for each lead: the second one would be a mistake."""
        r = self.r
        rows = ["add,account_id,until,set,by,reason"]
        for i in r.sample(range(15), r.randint(0, 9)):
            for kind in r.sample(["set", "add", "add", "both"], 2):
                add = "" if kind == "set" else self.value()
                to = "" if kind == "add" or f"L{i}," in "".join(rows[1:]) else self.value()
                until = r.choice(["", "", self.moment(10**6), f" {NOW + datetime.timedelta(days=r.randint(-2, 2)):%Y-%m-%d}"])
                if add or to:
                    rows.append(f"{add},L{i},{until},{to},{r.choice(['', 'ann'])},{r.choice(['', 'vip'])}")
        return rows

    def since(self, model):
        r = self.r
        tiers = [value for part, rule, _, _, value in model if (part, rule) == ("tier", "if")] + ["", "other"]
        rows = ["tier,account_id,score"]
        for i in r.sample(range(15), r.randint(0, 12)):
            rows.append(f"{r.choice(tiers)},L{i},{r.choice([self.value()] * 9 + [''])}")
        return rows


def write(name, rows):
    with open(name, "w", newline="") as f:
        f.writelines(row + "\n" for row in rows)


def has_ids(events):
    return "event_id" in events[0].split(",")


def same_whatever(maker, leads, events, args):
    """Order, splitting, threads, block size: the same rows."""
    r = maker.r
    want = hl(*args, "-e", "events.csv", "leads.csv")[1].splitlines()
    mixed = events[1:]
    if not has_ids(events):  # else the first row stands
        r.shuffle(mixed)
    cut = r.randint(0, len(mixed))
    write("e1.csv", events[:1] + mixed[:cut])
    write("e2.csv", events[:1] + mixed[cut:])
    turned = leads[1:]
    r.shuffle(turned)
    write("turned.csv", leads[:1] + turned)
    block = str(r.choice([1, 7, 64]))
    threads = str(r.choice([1, 2, 5]))
    got = hl(*args, "-e", "e1.csv", "-e", "e2.csv", "--block-size", block, "-j", threads, "turned.csv")[1].splitlines()
    return want[:1] == got[:1] and sorted(want) == sorted(got)


def same_sorted(leads, events, args):
    """Side by side, in order of the keys: the same bytes."""
    key = lambda row, n: row.split(",")[n].encode()
    write("sl.csv", leads[:1] + sorted(leads[1:], key=lambda row: key(row, 0)))
    events = events[:1] + sorted(events[1:], key=lambda row: key(row, 1))
    write("se.csv", events)
    # Only the ids of one lead's events are compared.
    if has_ids(events):
        apart = lambda row: f"{row}-{row.split(',')[1]}" if row.split(",")[-1].strip() else row
        events = events[:1] + [apart(row) for row in events[1:]]
    write("apart.csv", events)
    return hl(*args, "-e", "apart.csv", "sl.csv") == hl(*args, "--sorted", "-e", "se.csv", "sl.csv")


def replays(events, args):
    """An earlier run over the log is a run over the earlier log."""
    then = "2026-02-25T12:00:00Z"
    clock = score.Clock(then, None)
    kept = []
    for row in events[1:]:
        try:
            if clock.read(row.split(",")[0])[0] <= clock.now:
                kept.append(row)
        except score.Bad:
            pass
    write("then.csv", events[:1] + kept)
    return hl(*args, "-e", "events.csv", "leads.csv", as_of=then)[1] == hl(*args, "-e", "then.csv", "leads.csv", as_of=then)[1]


def same_moves(args, beside):
    """What each rule did: as the second implementation says, adding up to the score, for any threads."""
    status, got, err = hl(*args, "--rules", "-e", "events.csv", "leads.csv")
    if status != 0:
        return f"--rules: exit {status}: {err.decode()}"
    header, *rows = csv.reader(got.decode().splitlines())
    want = score.moves(AS_OF, "model.csv", "leads.csv", "events.csv", *(["overrides.csv"] if beside else []))
    if header != "account_id part rule field evidence gives value".split():
        return f"--rules: {header}"
    # What the second implementation does not say of evidence is taken for right.
    told = [w[:4] + [g[4] if w[4] is None else w[4]] + w[5:] for w, g in zip(want, rows)]
    if len(rows) != len(want) or told != rows:
        return "--rules: expected\n" + "\n".join(map(str, want)) + "\ngot\n" + "\n".join(map(str, rows))
    sums = {}
    for key, *_, value in rows:
        sums[key] = sums.get(key, 0) + Decimal(value)
    scores = hl(*args, "--no-why", "-e", "events.csv", "leads.csv")[1].decode().splitlines()[1:]
    for cells in (line.split(",") for line in scores):
        if sums.get(cells[0].strip(), 0) != Decimal(cells[6]):
            return f"--rules: {cells[0]} has {cells[6]}, its rules {sums.get(cells[0].strip(), 0)}"
    if hl(*args, "--rules", "-j", "5", "--block-size", "7", "-e", "events.csv", "leads.csv")[1] != got:
        return "--rules: threads or the size of a block change what comes out"
    return None


def case(seed):
    """What is wrong, or None."""
    maker = Maker(seed)
    model = maker.model()
    leads, events = maker.leads(), maker.events()
    write("model.csv", ["part,rule,field,when,value"] + [",".join(row) for row in model])
    write("leads.csv", leads)
    write("events.csv", events)
    write("overrides.csv", maker.overrides())
    write("since.csv", maker.since(model))
    args = ["-m", "model.csv", "--rejects", "/dev/null", "-q"]
    beside = seed % 2 == 0
    moved = same_moves(args + (["--overrides", "overrides.csv"] if beside else []), beside)
    if moved:
        return moved
    if beside:
        args += ["--overrides", "overrides.csv", "--since", "since.csv"]
    status, got, err = hl(*args, "--parts", "--no-why", "-e", "events.csv", "leads.csv")
    if status != 0:
        return f"exit {status}: {err.decode()}"
    want = score.run(AS_OF, "model.csv", "leads.csv", "events.csv", *(["overrides.csv", "since.csv"] if beside else []))
    if got.decode() != want:
        return f"expected\n{want}got\n{got.decode()}"
    if seed % 3 == 0 and not same_whatever(maker, leads, events, args):
        return "order, splitting, threads or the size of a block change what comes out"
    if not same_sorted(leads, events, args):
        return "--sorted changes what comes out"
    if seed % 3 == 1 and not replays(events, args):
        return "a replay is not the run of then"
    return None


def hot_never_falls(seed):
    """One more signal never lowers a hot score: each lead with one event more than the one before."""
    r = random.Random(seed)
    kinds = "abandoned_payment viewed_plans partial_payment inbound_call portal_visit promise sms_click email_open".split()
    leads, events = ["account_id,balance,placed_date,client_priority"], ["ts,account_id,type"]
    for chain in range(40):
        about = f"{r.randint(0, 9000)},{r.choice(['', '2026-01-05', '2025-06-30', '2024-01-01'])},{r.choice(['', '1', '2', '3'])}"
        log = []
        for step in range(12):
            at = NOW - datetime.timedelta(seconds=int(r.choice([3600, 90000, 600000, 2600000]) * r.random()))
            log.append(f"{at:%Y-%m-%dT%H:%M:%SZ},K%s,{r.choice(kinds)}")
            leads.append(f"{chain}-{step},{about}")
            events.extend(e.replace("K%s", f"{chain}-{step}") for e in log)
    write("leads.csv", leads)
    write("events.csv", events)
    status, got, err = hl("--no-why", "-e", "events.csv", "leads.csv")
    if status != 0:
        return f"exit {status}: {err.decode()}"
    before = (None, 0.0)
    for row in got.decode().splitlines()[1:]:
        cells = row.split(",")
        chain, points = cells[0].split("-")[0], float(cells[4])
        if chain == before[0] and points < before[1]:
            return f"{cells[0]} has {points}, with one signal less {before[1]}"
        before = (chain, points)
    return None


def main(seed, count):
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    wrong = hot_never_falls(seed)
    for i in range(seed, seed + count):
        if wrong:
            break
        wrong = case(i)
        if wrong:
            wrong = f"seed {i}: {wrong}"
    if wrong:
        sys.exit(f"{folder}: {wrong}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
