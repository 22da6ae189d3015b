#!/usr/bin/env python3
"""Random snapshots and suppressed leads, measured by plain definitions beside hl-metrics.

tables.py SEED FOLDER writes before.csv, after.csv, roll.csv, supp.csv, leads.csv and supp-out.csv:
what hl-metrics --set roll --by client --min-n 0 and --set suppression --by client --of leads.csv
--min-n 0 have to say.
"""
import math
import random
import sys
from fractions import Fraction
from pathlib import Path

NAMES = ["0", "1-30", "31-60", "61-90", "91-120", "121+"]
STARTS = [0, 1, 31, 61, 91, 121]
ENDS = NAMES + ["paid", "gone"]
HEAD = "metric,group,from,to,num,den,value,lo,hi,n,flag"
Z = 1.959963984540054


def text(number):
    """A sum as it is written: no more decimals than it needs."""
    whole = f"{Fraction(number).numerator * 10**6 // Fraction(number).denominator:07d}"
    return (whole[:-6] + "." + whole[-6:]).rstrip("0").rstrip(".")


def tenth(value):
    """One decimal, half away from zero; nothing is below 0."""
    tenths = math.floor(Fraction(value) * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def wilson(hits, n):
    p = hits / n
    middle = p + Z * Z / (2 * n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return [max(0.0, (middle - half) / (1 + Z * Z / n)), min(1.0, (middle + half) / (1 + Z * Z / n))]


def row(metric, group, num, den, n, ends=False, flag=""):
    value = tenth(Fraction(100) * num / den) if den else ""
    lo, hi = [tenth(Fraction(100 * end)) for end in wilson(num, den)] if ends and den else ["", ""]
    flags = ";".join(part for part in ["" if den else "no_data", flag] if part)
    return f"{metric},{group},,,{text(num)},{text(den)},{value},{lo},{hi},{n},{flags}"


def bucket(account):
    balance, days, status, _ = account
    if balance <= 0 or status == "paid":
        return "paid"
    return [name for name, start in zip(NAMES, STARTS) if max(days, 0) >= start][-1]


def snapshot(rng, ids):
    return {
        i: (
            rng.choice([Fraction(rng.randrange(1, 10**6), 100)] * 8 + [Fraction(0), Fraction(-5)]),
            rng.randrange(-5, 180),
            rng.choice(["open"] * 9 + ["paid"]),
            rng.choice(["X", "Y, Inc.", ""]),
        )
        for i in ids
    }


def write_snapshot(rng, path, accounts):
    ids = list(accounts)
    rng.shuffle(ids)
    with open(path, "w", encoding="utf-8") as out:
        print("account_id,balance,days_past_due,status,client", file=out)
        for i in ids:
            balance, days, status, client = accounts[i]
            sign = "-" if balance < 0 else ""
            quoted = f'"{client}"' if "," in client else client
            print(f"{i},{sign}{text(abs(balance))},{days},{status},{quoted}", file=out)


def quote(group):
    return f'"{group}"' if "," in group else group


def kind(start, end):
    if end in ("paid", "gone"):
        return end
    a, b = NAMES.index(start), NAMES.index(end)
    if a == b:
        return "stable"
    return "roll_forward" if b > a else "cure" if b == 0 else "roll_back"


def roll(before, after):
    def client(i):
        return (before[i] if i in before else after[i])[3] or "(none)"

    groups = sorted({client(i) for i in list(before) + list(after)}) + [None]
    lines = [HEAD]

    def tell(group, metric):
        def name(part):
            return quote(part if group is None else f"{group}/{part}")

        def whole_name():
            return "all" if group is None else quote(group)

        mine = [i for i in before if group in (None, client(i)) and bucket(before[i]) != "paid"]
        moves = [(bucket(before[i]), bucket(after[i]) if i in after else "gone", before[i][0]) for i in mine]
        if metric in ("roll", "roll_acct"):
            for start in NAMES:
                had = [m for m in moves if m[0] == start]
                for end in ENDS:
                    went = [m for m in had if m[1] == end]
                    if metric == "roll":
                        num, den = sum(m[2] for m in went), sum(m[2] for m in had)
                    else:
                        num, den = len(went), len(had)
                    lines.append(row(metric, name(f"{start}/{end}"), num, den, len(had), metric == "roll_acct"))
        elif metric.startswith("inflow"):
            now = [i for i in after if group in (None, client(i)) and bucket(after[i]) != "paid"]
            fresh = [i for i in now if i not in before or bucket(before[i]) == "paid"]
            again = len([i for i in fresh if i in before])
            for end in NAMES + [None]:
                there = [i for i in now if end in (None, bucket(after[i]))]
                new = [i for i in there if i in fresh]
                if metric == "inflow":
                    num, den = sum(after[i][0] for i in new), sum(after[i][0] for i in there)
                else:
                    num, den = len(new), len(there)
                flag = f"reopened:{again}" if end is None and again else ""
                group_name = name(end) if end else whole_name()
                lines.append(row(metric, group_name, num, den, len(there), metric == "inflow_acct", flag))
        else:
            settled = len([i for i in before if group in (None, client(i)) and bucket(before[i]) == "paid"])
            for start in NAMES + [None]:
                had = [m for m in moves if start in (None, m[0])]
                went = [m for m in had if kind(m[0], m[1]) == metric]
                flag = f"settled:{settled}" if start is None and settled and metric == "paid" else ""
                num, den = sum(m[2] for m in went), sum(m[2] for m in had)
                lines.append(row(metric, name(start) if start else whole_name(), num, den, len(had), False, flag))

    for metric in ("roll", "roll_acct", "roll_forward", "stable", "roll_back", "cure", "paid", "gone", "inflow", "inflow_acct"):
        for group in groups:
            tell(group, metric)
    return lines


def suppression(rng, folder):
    """An account may have several rows, each with several reasons, in several groups."""
    facts = [
        (f"S{rng.randrange(60)}", rng.choice("XYZ"), rng.choice(["drop", "hold", "defer"]), rng.sample(["PAID", "SCRA", "ATTY", "NO_TZ"], rng.randrange(1, 4)))
        for _ in range(rng.randrange(1, 90))
    ]
    leads = [rng.choice("XYZ") for _ in range(100)]
    with open(folder / "supp.csv", "w", encoding="utf-8") as out:
        print("account_id,client,status,reasons", file=out)
        for account, client, action, reasons in facts:
            print(f"{account},{client},{action},{';'.join(reasons)}", file=out)
    with open(folder / "leads.csv", "w", encoding="utf-8") as out:
        print("account_id,client", file=out)
        for i, client in enumerate(leads):
            print(f"L{i},{client}", file=out)
    lines = [HEAD]
    groups = sorted(set(leads) | {fact[1] for fact in facts}) + [None]
    for metric in ("supp", "supp_first", "supp_action", "supp_of", "supp_first_of", "supp_action_of"):
        for group in groups:
            mine = [fact for fact in facts if group in (None, fact[1])]
            accounts = {fact[0] for fact in mine}
            of_leads = metric.endswith("_of")
            den = len([lead for lead in leads if group in (None, lead)]) if of_leads else len(accounts)
            has = {}
            for account, _, action, reasons in mine:
                for name in reasons:
                    has.setdefault(name, set()).add(account)
            if "first" in metric:
                has = {}
                for account in accounts:
                    of = [fact for fact in mine if fact[0] == account]
                    decides = min(of, key=lambda fact: ["drop", "hold", "defer"].index(fact[2]))
                    has.setdefault(decides[3][0], set()).add(account)
            if "action" in metric:
                has = {}
                for account in accounts:
                    of = [fact[2] for fact in mine if fact[0] == account]
                    has.setdefault(min(of, key=["drop", "hold", "defer"].index), set()).add(account)
            for name in sorted(has):
                lines.append(row(metric, name if group is None else f"{group}/{name}", len(has[name]), den, den))
            lines.append(row(metric, group or "all", len(accounts), den, den))
    return lines


def main():
    rng = random.Random(int(sys.argv[1]))
    folder = Path(sys.argv[2])
    ids = [f"A{i}" for i in range(rng.randrange(2, 200))]
    before = snapshot(rng, [i for i in ids if rng.random() < 0.9])
    after = snapshot(rng, [i for i in ids if rng.random() < 0.9])
    write_snapshot(rng, folder / "before.csv", before)
    write_snapshot(rng, folder / "after.csv", after)
    (folder / "roll.csv").write_text("\n".join(roll(before, after)) + "\n", encoding="utf-8")
    (folder / "supp-out.csv").write_text("\n".join(suppression(rng, folder)) + "\n", encoding="utf-8")


main()
