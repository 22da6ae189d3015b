#!/usr/bin/env python3
"""until.py - is what hl-score --hot-until says so? The same leads are scored again, at many later seconds.

usage: until.py SEED COUNT                   random models
       until.py MODEL LEADS EVENTS           every lead of a table
hl-score is found by PATH

A lead must be in its tier of now at every second that is tried before the time that was found, and in another one
at that time; where there is none, at all of them for 90 days. What differs is left in a folder that is told.
"""
import csv
import datetime
import importlib.util
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import score

spec = importlib.util.spec_from_file_location("score_random", os.path.join(os.path.dirname(__file__), "score-random.py"))
score_random = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score_random)

NOW, AS_OF = score_random.NOW, score_random.AS_OF
DAYS = 90
LAST = DAYS * 86400


def text(later):
    return f"{NOW + datetime.timedelta(seconds=later):%Y-%m-%dT%H:%M:%SZ}"


def later(text):
    return int((datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - NOW).total_seconds())


def table(args, at, more=()):
    """The leads by their key, as they are so many seconds from now; bad rows are not there."""
    done = subprocess.run(
        ["hl-score", "--as-of", text(at), "--no-why", "--rejects", "/dev/null", "-q", *args, *more], capture_output=True, timeout=60
    )
    if done.returncode:
        raise SystemExit(f"at {at}: exit {done.returncode}: {done.stderr.decode()}")
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def spans_of(path):
    """All spans that a model names, in seconds."""
    with open(path, newline="") as f:
        found = re.findall(r"\b([0-9]+)([smhdw])\b", f.read())
    return sorted({int(n) * score.UNITS[unit] for n, unit in found})


def moments_of(path):
    """Seconds from now of whatever looks like a time in a table."""
    found = set()
    with open(path, newline="") as f:
        for t in re.findall(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?", f.read()):
            try:
                at = datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", t).replace("Z", "+00:00"))
            except ValueError:
                continue
            at = at if at.tzinfo else at.replace(tzinfo=datetime.timezone.utc)
            found.add(int((at - NOW).total_seconds()))
    return sorted(found)


def seconds(r, model, tables, count):
    """When something may change, and when nothing should."""
    spans = spans_of(model) or [86400]
    moments = [m for t in tables for m in moments_of(t)] or [0]
    found = {1, LAST}
    for _ in range(count):
        kind = r.random()
        if kind < 0.5:
            at = r.choice(moments) + r.choice(spans + [0]) + r.randint(-1, 2)
        elif kind < 0.7:
            at = (r.randint(1, DAYS) * 24 - 9) * 3600 + r.choice([0, 5 * 3600, 4 * 3600, -19800]) + r.randint(-1, 1)
        else:
            at = r.choice([r.randint(1, LAST), r.randint(1, 10 * 86400), r.randint(1, 4000)])
        found.add(at)
    return {at for at in found if 1 <= at <= LAST}


def wrong(lead, until, tier, then):
    """What is wrong with a lead, whose tiers are known at some seconds (None: it is bad then)."""
    for at in sorted(then):
        if then[at] is None and not (until and at <= until):
            return None  # a lead that becomes a bad row is not looked at any further
        if (until is None or at < until) and then[at] != tier:
            return f"{lead}: {tier!r} until {until}, but {then[at]!r} at {at}"
        if at == until:
            return None if then[at] not in (tier, None) else f"{lead}: {tier!r} until {until}, but then it is {then[at]!r}"
    return None


def check(r, key, model, args, tables, count):
    """What is wrong, or None; and how many times were found."""
    plain = table(args, 0)
    now = table(args, 0, ["--hot-until"])
    if [{k: v for k, v in lead.items() if k != "hot_until"} for lead in now] != plain:
        return "another column is not what it is without --hot-until", 0
    untils = [later(lead["hot_until"]) if lead["hot_until"] else None for lead in now]
    found = {at for at in untils if at is not None}
    if any(not 1 <= at <= LAST for at in found):
        return "a time that is not within 90 days", 0
    # Not each of very many.
    some = set(r.sample(sorted(found), min(len(found), 60)))
    thens = [{} for _ in now]
    for at in some | {at - 1 for at in some if at > 1} | seconds(r, model, tables, count):
        tiers = {lead[key]: lead["tier"] for lead in table(args, at)}
        for i, lead in enumerate(now):
            thens[i][at] = tiers.get(lead[key])
    for lead, until, then in zip(now, untils, thens):
        told = wrong(lead[key], until, lead["tier"], then)
        if told:
            return told, 0
    return None, len([at for at in untils if at is not None])


def truncate(events):
    """Without what happens later than now; without its bad rows."""
    clock = score.Clock(AS_OF, None)
    ts = events[0].split(",").index("ts")
    kept = events[:1]
    for row in events[1:]:
        try:
            if clock.read(row.split(",")[ts])[0] <= clock.now:
                kept.append(row)
        except score.Bad:
            pass
    return kept


class Maker(score_random.Maker):
    """Models in which more happens by itself; clocks that are set back at midnight."""

    def __init__(self, seed):
        super().__init__(seed)
        self.counts = self.counts or self.r.random() < 0.5
        if self.r.random() < 0.2:
            self.zone = self.r.choice(["America/Santiago", "Africa/Cairo", "Africa/Casablanca"])

    def signal(self, part):
        for row in super().signal(part):
            if self.r.random() < 0.15:
                row = (*row[:3], row[3].replace("<", ">"), row[4])
            yield row


def near(r, model, args):
    """The model with tiers that begin near the scores of its leads, now and later."""
    if r.random() < 0.2:
        return model
    scores = [lead["score"] for at in (0, r.randint(1, 10**6), r.randint(1, LAST)) for lead in table(args, at)]
    if not scores:
        return model
    found = {score.number(text) + r.choice([0, 0, 1, -1, r.randint(-(10**6), 10**6)]) for text in r.choices(scores, k=3)}
    rows = [("tier", "if", "score", f">= {score.shown(n)}", f"t{i}") for i, n in enumerate(sorted(found, reverse=True))]
    return [row for row in model if row[0] != "tier"] + [("tier", "label", "", "", "")] + rows


def case(seed):
    """What is wrong, or None; and how many times were found."""
    r = random.Random(f"until {seed}")
    maker = Maker(seed)
    write = score_random.write
    head = ["part,rule,field,when,value"]
    args = ["-m", "model.csv", "-e", "events.csv", "leads.csv"]
    tables = ["leads.csv", "events.csv"]
    model, leads, events = maker.model(), maker.leads(), truncate(maker.events())
    # An event may be bad for as long as somebody asks for its amount.
    events = [row for row in events if not row.endswith(",x")]
    write("model.csv", head + [",".join(row) for row in model])
    write("leads.csv", leads)
    write("events.csv", events)
    write("overrides.csv", maker.overrides())
    if seed % 3 == 0:
        args += ["--overrides", "overrides.csv"]
        tables.append("overrides.csv")
    write("model.csv", head + [",".join(row) for row in near(r, model, args)])
    told, found = check(r, "account_id", "model.csv", args, tables, 24)
    options = ["-m", "model.csv", "--rejects", "/dev/null", "-q", "--hot-until"]
    if not told and seed % 4 == 1 and not score_random.same_sorted(leads, events, options):
        told = "--sorted changes what comes out"
    if not told and seed % 4 == 2 and not score_random.same_whatever(maker, leads, events, options):
        told = "order, splitting, threads or the size of a block change what comes out"
    return told, found


def main(seed, count):
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    found = 0
    for i in range(seed, seed + count):
        told, more = case(i)
        found += more
        if told:
            sys.exit(f"{folder}: seed {i}: {told}")
    shutil.rmtree(folder)
    print(f"{found} times were right")


def main_table(model, leads, events):
    key = "account_id"
    path = model if os.path.exists(model) else None
    if path:
        with open(path, newline="") as f:
            key = next((row[2] for row in csv.reader(f) if row[:2] == ["model", "key"]), key)
    with open(events, newline="") as f:
        kept = truncate(f.read().splitlines())
    with tempfile.TemporaryDirectory() as folder:
        score_random.write(f"{folder}/events.csv", kept)
        events = f"{folder}/events.csv"
        told, found = check(random.Random(1), key, path or "/dev/null", ["-m", model, "-e", events, leads], [events], 40)
    if told:
        sys.exit(told)
    print(f"{found} times were right")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(int(sys.argv[1]), int(sys.argv[2]))
    else:
        main_table(*sys.argv[1:])
