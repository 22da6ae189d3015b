"""Random rosters and queues over some nights: hl-assign against the second implementation.

usage: assign-random.py SEED CASES   (hl-assign is found by PATH, files go to the folder one is in)
"""

import csv
import os
import random
import subprocess
import sys

import assign

METHODS = [
    ["round-robin"],
    ["weighted"],
    ["performance"],
    ["tier"],
    ["least-loaded"],
    ["balance-value"],
    ["source-map", "round-robin"],
    ["source-map", "weighted"],
    ["source-map", "balance-value"],
]
SOURCES = ["web", "mail", "phone"]
SKILLS = ["legal", "spanish"]


def write(name, header, rows):
    with open(name, "w", newline="") as to:
        out = csv.writer(to, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def some(r, items, chance):
    return "|".join(i for i in items if r.random() < chance)


def make_roster(r, size, kinds):
    rows = []
    for i in range(size):
        rows.append({
            "collector": "C%d" % i,
            "weight": r.choice(["", "1", "2", "3", "5", "0.5", "1.5", "0.000003", "2.333333"]),
            "capacity": r.choice(["", "", "0", "3", "7.5", "12", "40"]) if "capacity" in kinds else "",
            "available": r.choice(["", "", "", "yes", "no"]),
            "sources": some(r, SOURCES, 0.5) if "traits" in kinds else "",
            "skills": some(r, SKILLS, 0.6) if "traits" in kinds else "",
        })
    return rows


def make_leads(r, size, roster, kinds):
    rows = []
    for i in range(size):
        rows.append({
            "account_id": "A%d" % i,
            "source": r.choice(SOURCES + ["WEB", ""]),
            "needs": " ".join(s for s in SKILLS if r.random() < 0.15),
            "size": r.choice(["", "1", "2", "0.5", "0"]),
            "value": r.choice(["", "0", "10", "99.99", str(r.randrange(1000)), "0.000001",
                               *(["9223372036854.775807", "7123456789012.5"] if "large" in kinds else [])]),
        })
        if "kept" in kinds:
            rows[-1]["collector"] = r.choice(["", "", "", "Nobody", "C0", "C1"])
    return rows


def make_options(r, roster, kinds):
    methods = r.choice(METHODS)
    options = {"methods": methods, "absence": "nothing", "value": r.random() < 0.5, "units": r.random() < 0.4}
    if methods[-1] in ("weighted", "performance", "balance-value"):
        options["absence"] = r.choice(["nothing", "nothing", "accrue", "catch-up"])
    if "balance-value" in methods:
        options["value"] = True
    if "load" in kinds:
        options["load"] = [("C%d" % r.randrange(len(roster) + 1), r.randrange(9) * 500_000) for _ in range(4)]
    if "source-map" in methods:
        options["map"] = [(r.choice(["source", "account_id"]), r.choice(SOURCES + ["a3", ""]),
                           "C%d" % r.randrange(len(roster) + 1)) for _ in range(4)]
    if "performance" in methods:
        figures = {}
        few = r.choice([0.2, 0.2, 1])
        for c in roster:
            figures[c["collector"]] = (r.choice([None, 0, -5_000_000, r.randrange(1, 300_000_000),
                                                 r.randrange(1, 300_000_000)]), r.random() < few)
        options["figures"] = figures
        options["spread"] = r.choice([(500_000, 2_000_000), (1, 50_000_000), (1_000_000, 1_000_000)])
    return options


def command(r, options):
    args = ["hl-assign", "--as-of", "2026-03-02T09:00:00Z", "-m", ",".join(options["methods"]), "-r", "roster.csv",
            "--state", "state", "--fairness", "fair.csv", "-j", r.choice(["1", "2", "3"]),
            "--block-size", r.choice(["100", "1000", "256K"])]
    if options["absence"] != "nothing":
        args += ["--absence", options["absence"]]
    if options["value"]:
        args += ["--value", "value"]
    if options["units"]:
        args += ["--units", "size"]
    if "load" in options:
        write("load.csv", ["collector", "load"], [(n, assign.decimal(a)) for n, a in options["load"]])
        args += ["--load", "load.csv"]
    if "map" in options:
        write("map.csv", ["column", "value", "collector"], options["map"])
        args += ["-q", "--map", "map.csv"]
    if "figures" in options:
        rows = [("rph", n, "" if f is None else assign.decimal(f), "low_n" if few else "")
                for n, (f, few) in options["figures"].items()]
        write("kpi.csv", ["metric", "group", "value", "flag"], [("coll", "C0", "7", "")] + rows + [("rph", "all", "1", "")])
        low, high = options["spread"]
        args += ["--performance", "kpi.csv", "--by", r.choice(["rph", "revenue_per_hour"]),
                 "--spread", assign.decimal(low) + ".." + assign.decimal(high)]
    return args


def read(name):
    with open(name, newline="") as at:
        return list(csv.reader(at))


def same(what, ours, theirs, case):
    if ours != theirs:
        for mine, other in zip(ours, theirs):
            if mine != other:
                break
        sys.exit("case %s: %s: %r where the second implementation has %r" % (case, what, other, mine))


def usable(roster, options):
    """Figures of strangers alone are no figures."""
    if "figures" not in options:
        return True
    return any(c["collector"] in options["figures"] for c in roster)


def night(r, case, state, roster, kinds, options):
    leads = make_leads(r, r.choice([0, 1, 5, 40, 120]), roster, kinds)
    header = ["account_id", "source", "needs", "size", "value"] + (["collector"] if "kept" in kinds else [])
    write("leads.csv", header, [[lead[h] for h in header] for lead in leads])
    write("roster.csv", list(roster[0]), [list(row.values()) for row in roster])
    args = command(r, options)
    done = subprocess.run(args + ["leads.csv"], capture_output=True, text=True)
    if done.returncode:
        sys.exit("case %s: %s: %s" % (case, " ".join(args), done.stderr))
    answers, fairness = assign.assign(roster, leads, state, options)
    got = [tuple(row[-2:]) for row in csv.reader(done.stdout.splitlines()[1:])]
    same("answers", answers, got, case)
    same("fairness", fairness, read("fair.csv")[1:], case)
    is_wide = any(s[4] or s[5] for s in state.values())
    want = sorted([n] + [assign.decimal(v) for v in s[:3]] + [str(s[3])] + ([assign.decimal(s[4]), str(s[5])] if is_wide else [])
                  for n, s in state.items())
    same("state", want, sorted(row for row in read("state")[1:] if not row[0].startswith("#")), case)


def main():
    seed, cases = int(sys.argv[1]), int(sys.argv[2])
    for case in range(cases):
        r = random.Random("%d/%d" % (seed, case))
        kinds = {k for k in ("capacity", "traits", "kept", "load", "large") if r.random() < 0.3}
        roster = make_roster(r, r.choice([1, 2, 3, 5, 9, 17, 70]), kinds)
        state, gone = {}, []
        if os.path.exists("state"):
            os.remove("state")
        options = make_options(r, roster, kinds)
        for n in range(r.choice([1, 2, 4, 7])):
            if r.random() < 0.1:
                options = make_options(r, roster, kinds)
            if usable(roster, options):
                night(r, "%d/%d, night %d" % (seed, case, n), state, roster, kinds, options)
            for row in roster:
                if r.random() < 0.2:
                    row["available"] = r.choice(["", "no"])
            if r.random() < 0.3:
                new = make_roster(r, 1, kinds)[0]
                new["collector"] = "N%d" % n
                roster.insert(r.randrange(len(roster) + 1), new)
            if len(roster) > 1 and r.random() < 0.2:
                gone.append(roster.pop(r.randrange(len(roster))))
            if gone and r.random() < 0.3:
                roster.append(gone.pop(0))


main()
