#!/usr/bin/env python3
"""judge.py - how good a score is, a second time: hl-metrics --set model against plain definitions.

usage: judge.py SEED COUNT     in an empty folder; hl-metrics is found by PATH

Pairs are compared pair by pair, tenths dealt out lead by lead, intervals added up lead by lead;
shares are fractions. Rows in another order, threads and the size of blocks must not change a byte.
What differs is left there as leads.csv, reference.csv and rules.csv, and its seed is told.
"""
import csv
import io
import math
import random
import subprocess
import sys
from fractions import Fraction as F

Z95 = 1.959964
FLOOR = F(1, 10000)
MIN_N = 20


def fixed(x, places):
    """Rounded half away from zero."""
    size = abs(F(x)) * 10**places
    whole = int(size + F(1, 2))
    text = f"{whole // 10**places}.{whole % 10**places:0{places}d}"
    return ("-" if x < 0 and whole else "") + text


def wilson(hits, n):
    p, z2 = hits / n, Z95 * Z95
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return (0.0 if hits == 0 else centre - half, 1.0 if hits == n else centre + half)


# --- the order ---


def auc(pos, neg):
    wins = lambda x, y: F(1) if x > y else F(1, 2) if x == y else F(0)
    of_pos = [sum(wins(x, y) for y in neg) / len(neg) for x in pos]
    of_neg = [sum(wins(x, y) for x in pos) / len(pos) for y in neg]
    area = sum(of_pos) / len(pos)
    if len(pos) < 2 or len(neg) < 2:
        return area, None
    spread = lambda xs: sum((x - area) ** 2 for x in xs) / (len(xs) - 1) / len(xs)
    half = Z95 * math.sqrt(spread(of_pos) + spread(of_neg))
    return area, (max(0.0, float(area) - half), min(1.0, float(area) + half))


def ks(pos, neg):
    best, where = F(0), None
    for s in sorted(set(pos + neg)):
        gap = abs(F(sum(x <= s for x in pos), len(pos)) - F(sum(x <= s for x in neg), len(neg)))
        if gap > best:
            best, where = gap, s
    return best, where


def best_tenths(leads):
    """Outcomes among the best 1, 2, ... tenths; each lead of a tie has the mean of the tie."""
    means = []
    for s in sorted({s for s, _ in leads}, reverse=True):
        tie = [y for t, y in leads if t == s]
        means += [F(sum(tie), len(tie))] * len(tie)
    sums = []
    for tenth in range(1, 11):
        reach = F(tenth * len(leads), 10)
        whole = int(reach)
        more = (reach - whole) * means[whole] if whole < len(leads) else 0
        sums.append(sum(means[:whole]) + more)
    return sums


# --- bins ---


def tenth_ends(scores):
    """The quantiles that are scores themselves: the k-th tenth ends with the k-th of them."""
    xs = sorted(scores)
    return [xs[math.ceil(F(k * len(xs), 10)) - 1] for k in range(1, 11)]


def tenth_of(ends, score):
    return next((k for k, end in enumerate(ends[:-1]) if score <= end), 9)


def apart(pairs):
    pairs = [p for p in pairs if p != (0, 0)]
    a, b = sum(p[0] for p in pairs), sum(p[1] for p in pairs)
    if a == 0 or b == 0:
        return None
    total = 0.0
    for x, y in pairs:
        s, t = F(x, a) or FLOOR, F(y, b) or FLOOR
        total += float(s - t) * math.log(s / t)
    return total


def is_number(cell):
    try:
        F(cell)
        return True
    except ValueError:
        return False


def bins(cells, ends):
    """How many cells are in each bin: numbers by tenths, texts by themselves, blanks."""
    counts = {}
    for cell in cells:
        key = ("tenth", tenth_of(ends, F(cell))) if is_number(cell) else ("text", cell)
        counts[key] = counts.get(key, 0) + 1
    return counts


def against(first, second, ends, pool=False):
    a, b = bins(first, ends), bins(second, ends)
    pairs, rare = [], (0, 0)
    for key in sorted(set(a) | set(b)):
        pair = (a.get(key, 0), b.get(key, 0))
        if pool and key[0] == "text" and key[1] and sum(pair) < MIN_N:
            rare = (rare[0] + pair[0], rare[1] + pair[1])
        else:
            pairs.append(pair)
    return apart(pairs + [rare])


# --- a table of one seed ---


class Table:
    def __init__(self, seed):
        r = self.r = random.Random(seed)
        self.places = r.choice([1, 2, 6])
        self.n = r.choice([1, 2, 3, 9, 10, 11, 40, 150])
        self.rate = r.choice([0, 0.1, 0.5, 0.9, 1])
        self.leads = [self.lead(i) for i in range(self.n)]
        self.reference = [self.lead(i) for i in range(r.choice([1, 7, 10, 100]))]
        self.fired = []
        for lead in self.leads:
            for rule in ("a", "b", "c"):
                if r.random() < 0.4:
                    self.fired.append((lead["account_id"], rule))

    def lead(self, i):
        r = self.r
        score = round(r.random() ** 2, self.places)
        label = r.choice(["1", "yes", "Y", "true"]) if r.random() < self.rate else r.choice("0nN")
        return {
            "account_id": f"A{i}",
            "score": f"{score:.{self.places}f}",
            "won": "" if r.random() < 0.1 else label,
            "tier": r.choice(["hot", "cool, or cold", ""]),
            "kind": r.choice(["", "x", "x", "y", "7", "8.5", str(r.randrange(30))]),
        }

    def write(self):
        for name, rows in (("leads.csv", self.leads), ("reference.csv", self.reference)):
            with open(name, "w", newline="") as f:
                w = csv.DictWriter(f, list(rows[0]), lineterminator="\n")
                w.writeheader()
                w.writerows(rows)
        with open("rules.csv", "w", newline="") as f:
            w = csv.writer(f, lineterminator="\n")
            w.writerow("account_id part rule field evidence gives value".split())
            w.writerows([key, "p", "signal", rule, "", 1, 1] for key, rule in self.fired)
            if self.fired:
                w.writerow([self.fired[-1][0], "p", "signal", self.fired[-1][1], "", 1, 1])


def labelled(leads):
    return [(F(l["score"]), int(l["won"].lower()[0] in "1yt")) for l in leads if l["won"]]


def expect_view(want, name, leads):
    """What is told of one group."""
    known = labelled(leads)
    pos = [s for s, y in known if y]
    neg = [s for s, y in known if not y]
    part = lambda band: band if name == "all" else f"{name}/{band}"
    n = len(known)
    share(want, "base_rate", name, len(pos), n)
    if pos and neg:
        area, ends = auc(pos, neg)
        want["auc", name] = (fixed(area, 6), ends)
        want["gini", name] = (fixed(2 * area - 1, 6), ends and (2 * ends[0] - 1, 2 * ends[1] - 1))
        gap, where = ks(pos, neg)
        want["ks", name] = (fixed(gap, 6), None)
        want["ks_at", name] = ("" if where is None else float(where), None)
    else:
        for metric in ("auc", "gini", "ks", "ks_at"):
            want[metric, name] = ("", None)
    before = 0
    for tenth, hits in enumerate(best_tenths(known) if pos else [], 1):
        want["gain", part(str(tenth))] = (fixed(100 * hits / len(pos), 1), None)
        want["lift", part(str(tenth))] = (fixed(10 * hits / len(pos) / tenth, 6), None)
        want["lift_tenth", part(str(tenth))] = (fixed(10 * (hits - before) / len(pos), 6), None)
        before = hits
    expect_odds(want, name, part, known)


def share(want, metric, group, hits, n):
    ends = tuple(100 * x for x in wilson(hits, n)) if n else None
    want[metric, group] = (fixed(F(100 * hits, n), 1) if n else "", ends)


def expect_odds(want, name, part, known):
    n = len(known)
    if n == 0:
        for metric in ("brier", "log_loss", "predicted", "ece"):
            want[metric, name] = ("", None)
        share(want, "calibration", name, 0, 0)
        return
    want["brier", name] = (fixed(sum((s - y) ** 2 for s, y in known) / n, 6), None)
    chance = [s if y else 1 - s for s, y in known]
    want["log_loss", name] = (sum(-math.log(c or F(1, 10**6)) for c in chance) / n, None)
    ends = tenth_ends([s for s, _ in known])
    apart_by = F(0)
    for band in range(10):
        here = [(s, y) for s, y in known if tenth_of(ends, s) == band]
        if not here:
            continue
        hits, mean = sum(y for _, y in here), sum(s for s, _ in here)
        want["predicted", part(str(10 - band))] = (fixed(100 * mean / len(here), 1), None)
        share(want, "calibration", part(str(10 - band)), hits, len(here))
        apart_by += abs(hits - mean)
    want["predicted", name] = (fixed(100 * sum(s for s, _ in known) / n, 1), None)
    share(want, "calibration", name, sum(y for _, y in known), n)
    want["ece", name] = (fixed(apart_by / n, 6), None)


def expect_rules(want, t):
    label = {l["account_id"]: y for l, (_, y) in zip([l for l in t.leads if l["won"]], labelled(t.leads))}
    pos, neg = sum(label.values()), len(label) - sum(label.values())
    for rule in sorted({rule for _, rule in t.fired}):
        name = f"p/signal/{rule}"
        hit = [label[key] for key, r in t.fired if r == rule and key in label]
        a, b = sum(hit), len(hit) - sum(hit)
        share(want, "fired", name, len(hit), len(label))
        share(want, "hit_rate", name, a, len(hit))
        iv = apart([(a, b), (pos - a, neg - b)])
        want["iv", name] = ("" if iv is None else iv, None)
        has = hit and pos and neg
        want["woe", name] = (math.log((F(a, pos) or FLOOR) / (F(b, neg) or FLOOR)) if has else "", None)


def expect_moved(want, group, part, then, now):
    """Against the same group of the reference; where that has nobody there is nothing to say."""
    if not then and group != "all":
        want["psi", group] = want["csi", part] = ("", None)
        return
    ends = tenth_ends([F(l["score"]) for l in then])
    scores = lambda leads: [l["score"] for l in leads]
    want["psi", group] = (apart_of(scores(then), scores(now), ends), None)
    kinds = lambda leads: [l["kind"] for l in leads]
    numbers = [F(k) for k in kinds(then) if is_number(k)]
    want["csi", part] = (apart_of(kinds(then), kinds(now), tenth_ends(numbers) if numbers else [F(10**9)] * 10), None)


def expect(t):
    want = {}
    groups = sorted({l["tier"] or "(none)" for l in t.leads}, key=str.encode)
    for name in groups:
        expect_view(want, name, [l for l in t.leads if (l["tier"] or "(none)") == name])
    expect_view(want, "all", t.leads)
    for name in groups:
        mine = lambda leads: [l for l in leads if (l["tier"] or "(none)") == name]
        expect_moved(want, name, name + "/kind", mine(t.reference), mine(t.leads))
    expect_moved(want, "all", "kind", t.reference, t.leads)
    known = [l for l in t.leads if l["won"]]
    labels = [y for _, y in labelled(t.leads)]
    numbers = [F(l["kind"]) for l in known if is_number(l["kind"])]
    first = [l["kind"] for l, y in zip(known, labels) if y]
    second = [l["kind"] for l, y in zip(known, labels) if not y]
    want["iv", "kind"] = (apart_of(first, second, tenth_ends(numbers) if numbers else [F(10**9)] * 10, True), None)
    expect_rules(want, t)
    return want


def apart_of(first, second, ends, pool=False):
    value = against(first, second, ends, pool)
    return "" if value is None else value


# --- comparing ---


def run(*more, stdin=None):
    done = subprocess.run(
        ["hl-metrics", "--set", "model", "--label", "won", "--score", "score", "--by", "tier", "--csi", "kind",
         "--reference", "reference.csv", "--rules", "rules.csv", *more], input=stdin, capture_output=True, text=True)
    if done.returncode or done.stderr:
        raise AssertionError(f"exit {done.returncode}: {done.stderr}")
    return done.stdout


def same(cell, value):
    if isinstance(value, str):
        return cell == value
    return cell != "" and abs(float(cell) - value) <= 1.01e-6 + 1e-9 * abs(value)


def compare(out, want):
    seen = {}
    for row in csv.DictReader(io.StringIO(out)):
        seen[row["metric"], row["group"]] = row
    if set(seen) != set(want):
        raise AssertionError(f"rows: {sorted(set(seen) ^ set(want))}")
    for key, (value, ends) in want.items():
        row = seen[key]
        if not same(row["value"], value):
            raise AssertionError(f"{key}: {row['value']}, not {value}")
        slack = 0.051 if key[0] in ("base_rate", "calibration", "fired", "hit_rate") else 2e-6
        for cell, end in zip((row["lo"], row["hi"]), ends or ("", "")):
            if end == "" and cell or end != "" and not (cell and abs(float(cell) - end) <= slack):
                raise AssertionError(f"{key}: interval {row['lo']} to {row['hi']}, not {ends}")


def check(seed):
    t = Table(seed)
    t.write()
    out = run("-j", "1", "leads.csv")
    compare(out, expect(t))
    for more in (["-j", "3", "--block-size", "64"], ["-j", "2", "--block-size", "1"]):
        if run(*more, "leads.csv") != out:
            raise AssertionError(f"{more}: other bytes")
    with open("leads.csv") as f:
        head, *lines = f.read().splitlines(True)
    t.r.shuffle(lines)
    if run("-j", "2", stdin=head + "".join(lines)) != out:
        raise AssertionError("another order: other bytes")


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(first, first + count):
        try:
            check(seed)
        except AssertionError as e:
            sys.exit(f"seed {seed}: {e}")
    print(f"{count} tables")


main()
