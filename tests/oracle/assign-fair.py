#!/usr/bin/env python3
"""assign-fair.py FIRST LAST - how far from what is due anybody ever is, for seeds FIRST to LAST.

Five collectors weigh 5, 3, 2, 1 and 1; of each lead every one of them may take it with a chance of
0.6, which a lead that nobody may take tries again. The command deals out 1,000 leads by weight. What
is due is counted here, in fractions: of each lead those who may take it get their weight over the sum
of their weights. The distance is looked at after every lead.

Beside it stand three ways that others take, played here: smooth weighted round robin (each eligible one
gains their weight, the most gets the lead and pays for all), a draw by weight, and the one who is
furthest below their part of all leads so far. Prints for each the worst that was ever seen, and its
mean over the seeds.
"""
import csv
import io
import random
import subprocess
import sys
from fractions import Fraction

WEIGHTS = [5, 3, 2, 1, 1]
PEOPLE = range(len(WEIGHTS))
LEADS = 1000


def draw_leads(rng):
    leads = []
    while len(leads) < LEADS:
        may = [k for k in PEOPLE if rng.random() < 0.6]
        if may:
            leads.append(may)
    return leads


def command(leads, rng):
    """Who may take a lead is said by its client: one for each set of collectors."""
    spell = lambda may: "".join("1" if k in may else "0" for k in PEOPLE)
    clients = sorted({spell(may) for may in leads})
    roster = "collector,weight,clients\n" + "".join(
        f"{k},{WEIGHTS[k]},{'|'.join(c for c in clients if c[k] == '1')}\n" for k in PEOPLE)
    queue = "account_id,client\n" + "".join(f"{i},{spell(may)}\n" for i, may in enumerate(leads))
    with open("fair-roster.csv", "w") as file:
        file.write(roster)
    out = subprocess.run(["hl-assign", "-r", "fair-roster.csv", "-m", "weighted"],
                         input=queue, capture_output=True, text=True, check=True).stdout
    rows = list(csv.reader(io.StringIO(out)))[1:]
    assert [row[0] for row in rows] == [str(i) for i in range(LEADS)]
    return [int(row[2]) for row in rows]


def smooth(leads, rng):
    current = [0] * len(WEIGHTS)
    chosen = []
    for may in leads:
        for k in may:
            current[k] += WEIGHTS[k]
        best = max(may, key=lambda k: current[k])
        current[best] -= sum(WEIGHTS[k] for k in may)
        chosen.append(best)
    return chosen


def lots(leads, rng):
    return [rng.choices(may, [WEIGHTS[k] for k in may])[0] for may in leads]


def target(leads, rng):
    got = [0] * len(WEIGHTS)
    chosen = []
    for may in leads:
        best = min(may, key=lambda k: Fraction(got[k], WEIGHTS[k]))
        got[best] += 1
        chosen.append(best)
    return chosen


def worst(leads, chosen):
    away = [Fraction(0)] * len(WEIGHTS)
    worst = Fraction(0)
    for may, winner in zip(leads, chosen):
        assert winner in may
        total = sum(WEIGHTS[k] for k in may)
        for k in may:
            away[k] -= Fraction(WEIGHTS[k], total)
        away[winner] += 1
        worst = max(worst, max(map(abs, away)))
    return float(worst)


def main():
    first, last = int(sys.argv[1]), int(sys.argv[2])
    ways = {"weighted": command, "smooth": smooth, "lots": lots, "target": target}
    seen = {name: [] for name in ways}
    for seed in range(first, last + 1):
        leads = draw_leads(random.Random(seed))
        for name, way in ways.items():
            seen[name].append(worst(leads, way(leads, random.Random(-seed))))
    print("way,worst,mean")
    for name, values in seen.items():
        print(f"{name},{max(values):.2f},{sum(values) / len(values):.2f}")


main()
