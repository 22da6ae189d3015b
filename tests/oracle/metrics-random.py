#!/usr/bin/env python3
"""metrics-random.py - random logs: hl-metrics against itself and against sums made here.

usage: metrics-random.py SEED COUNT     in an empty folder; hl-metrics is found by PATH

Neither threads nor the size of blocks change a byte; a metric alone gives the rows that it gives
among all; sums, ids seen before and bad rows are what they are here. What differs is left there
as log.csv, and its seed is told.
"""
import csv
import io
import random
import subprocess
import sys
from decimal import Decimal

AS_OF = "2026-03-10"
TO = AS_OF
COLUMNS = "event_id ts account_id type collector channel direction result amount due hours stage rank ref currency"
TYPES = (
    "attempt attempt attempt attempt payment payment reversal promise promise promise_cancelled "
    "hours placed recalled created assigned stage queue queue note portal_visit Payment"
).split()
ATTEMPTED = "no_answer busy vm_message third_party wrong_number".split()
REACHED = "rpc_no_result rpc_refused rpc_promise RPC_Payment".split()
NOT_ATTEMPTED = ["inbound_rpc"]
COLLECTORS = ["Ann", "Bo", "Cy, of the night shift", "Dee with a name that is rather long"]
BYS = [[], ["--by", "collector"], ["--every", "day"], ["--by", "team", "-r", "roster.csv"], ["--by", "client", "-l", "leads.csv"]]


class Log:
    def __init__(self, seed):
        r = self.r = random.Random(seed)
        self.columns = COLUMNS.split()
        for name in ("event_id", "rank", "ref", "currency"):
            if r.random() < 0.3:
                self.columns.remove(name)
        if r.random() < 0.3:
            r.shuffle(self.columns)
        self.has_nobody = r.random() < 0.5
        self.has_bad = r.random() < 0.3
        self.accounts = ["K%d" % i for i in range(r.choice([3, 30, 300]))] + ["an account of more than a few bytes"]
        self.ids = []
        self.rows = [self.row(i) for i in range(r.choice([20, 300, 1500]))]

    def ts(self):
        r = self.r
        day = "2026-%02d-%02d" % (r.choice([2, 2, 3]), r.randint(1, 28))
        clock = "T%02d:%02d:%02d" % (r.randint(0, 23), r.randint(0, 59), r.randint(0, 59))
        return day + r.choice(["", clock + "Z", clock + "Z", clock + "Z", clock + ".25Z"])

    def row(self, i):
        r = self.r
        e = dict.fromkeys(COLUMNS.split(), "")
        kind = r.choice(TYPES)
        e.update(ts=self.ts(), type=kind, account_id=r.choice(self.accounts))
        e["collector"] = r.choice(COLLECTORS + ["", ""] * self.has_nobody)
        if r.random() < 0.9:
            again = self.ids and r.random() < 0.1
            e["event_id"] = r.choice(self.ids) if again else "e%d%s" % (i, r.choice(["", "", "-abcdefg", "-abcdefghijklmnopq"]))
            self.ids.append(e["event_id"])
        getattr(self, "fill_" + kind.lower(), lambda e: None)(e)
        if self.has_bad and r.random() < 0.05:
            e[r.choice(["ts", "type", "direction", "amount", "hours"])] = r.choice(["", "nonsense", "-1"])
        return e

    def fill_attempt(self, e):
        e["channel"] = self.r.choice(["", "call", "call", "Call", "sms", "email"])
        e["direction"] = self.r.choice(["", "out", "out", "OUT", "in", "inbound"])
        e["result"] = self.r.choice(ATTEMPTED + REACHED + NOT_ATTEMPTED)

    def fill_payment(self, e):
        e["amount"] = self.r.choice(["0", "25", "25.00", "0.000001", "%d.%02d" % (self.r.randint(0, 10**7), self.r.randint(0, 99))])
        e["currency"] = self.r.choice(["", "USD"] + ["GBP"] * self.has_bad)

    def fill_reversal(self, e):
        self.fill_payment(e)
        e["ref"] = self.r.choice(self.ids + [""])

    def fill_promise(self, e):
        e["amount"] = self.r.choice(["", "25.00", "50"])
        e["due"] = "2026-%02d-%02d" % (self.r.choice([2, 3]), self.r.randint(1, 28))
        e["ref"] = self.r.choice(["", "", "P1", "P2"])

    def fill_promise_cancelled(self, e):
        e["ref"] = self.r.choice(self.ids + [""])

    def fill_hours(self, e):
        e["hours"] = self.r.choice(["0", "8", "7.5"])
        e["account_id"] = self.r.choice(["", e["account_id"]])

    def fill_placed(self, e):
        e["amount"] = self.r.choice(["", "600.00", "75"])

    def fill_stage(self, e):
        e["stage"] = self.r.choice(["LEAD", "FEE_VIEWED", "WON", "of its own"])

    def fill_queue(self, e):
        e["rank"] = str(self.r.randint(1, 9))

    def write(self, path):
        blanks = self.r.random() < 0.2
        with open(path, "w", newline="") as f:
            w = csv.writer(f, lineterminator="\n", quoting=self.r.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
            w.writerow(self.columns)
            for e in self.rows:
                w.writerow([(" " if blanks and self.r.random() < 0.1 else "") + e[c] for c in self.columns])


def hl(*args):
    done = subprocess.run(
        ["hl-metrics", "--as-of", AS_OF, "--to", TO, "-v", "--rejects", "bad.csv", *args, "log.csv"], capture_output=True, timeout=60
    )
    with open("bad.csv", "rb") as f:
        return done.returncode, done.stdout, done.stderr, f.read()


def must(ok, what):
    if not ok:
        sys.exit(what)


def check_threads(r, base, by):
    for threads in ("1", "2", "8"):
        block = r.choice(["1", "64", "777", "4K", "64K"])
        again = hl("-j", threads, "--block-size", block, *by)
        must(again == base, "-j %s --block-size %s %s differs" % (threads, block, by))


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.decode())))


def check_alone(r, rows, by):
    for metric in r.sample(sorted({row["metric"] for row in rows}), 3) + ["app", "cash"]:
        alone = rows_of(hl("-m", metric, "-j", r.choice("14"), "--block-size", r.choice(["100", "1K", "64K"]), *by)[1])
        must(alone == [row for row in rows if row["metric"] == metric], "-m %s %s differs" % (metric, by))


def good_rows(log, bad):
    """The rows that count, in their order: neither bad nor later nor with an id seen before."""
    lines = {int(row["line"]) for row in csv.DictReader(io.StringIO(bad.decode()))}
    seen = set()
    for i, e in enumerate(log.rows):
        if i + 2 in lines or e["ts"] > AS_OF:
            continue
        again = e["event_id"] in seen
        if e["event_id"] and "event_id" in log.columns and e["type"] != "portal_visit":
            seen.add(e["event_id"])
        if not again:
            yield e


def sums_here(log, bad):
    sums = {}
    for e in good_rows(log, bad):
        kind = e["type"].lower()
        t = sums.setdefault(e["collector"] or "(none)", dict.fromkeys("cash gross hours rows attempts calls reached".split(), 0))
        if e["ts"][:10] >= TO:
            continue
        if kind in ("payment", "reversal"):
            t["cash"] += Decimal(e["amount"]) * (1 if kind == "payment" else -1)
            t["gross"] += Decimal(e["amount"]) * (kind == "payment")
        t["hours"] += Decimal(e["hours"]) if kind == "hours" else 0
        is_call = e["channel"].lower() in ("", "call")
        is_out = e["direction"].lower() in ("", "out") and not (is_call and e["result"] in NOT_ATTEMPTED)
        if kind == "attempt" and is_out:
            t["attempts"] += 1
            t["calls"] += is_call
            t["reached"] += is_call and e["result"] in REACHED
    return sums


def check_sums(log, rows, bad):
    """Only where no event has to find out whose it is."""
    figures = {(row["metric"], row["group"]): row for row in rows}
    for name, t in sums_here(log, bad).items():
        if ("cash", name) not in figures:
            must(not any(t.values()), "%s is not there" % name)
            continue
        for metric, column, want in (
            ("cash", "num", t["cash"]),
            ("cash_gross", "num", t["gross"]),
            ("attempts", "num", t["attempts"]),
            ("rph", "num", t["cash"]),
            ("rph", "den", t["hours"]),
            ("rpc_att", "num", t["reached"]),
            ("rpc_att", "den", t["calls"]),
        ):
            got = figures[metric, name][column]
            must(Decimal(got) == want, "%s of %s: %s is %s, not %s" % (metric, name, column, got, want))


def check(seed):
    log = Log(seed)
    log.write("log.csv")
    for by in BYS:
        base = hl("-j", "1", *by)
        must(base[0] == 0, base[2].decode())
        check_threads(log.r, base, by)
        rows = rows_of(base[1])
        check_alone(log.r, rows, by)
        if by[1:2] == ["collector"] and not log.has_nobody and not log.has_bad:
            check_sums(log, rows, base[3])


def write_tables():
    with open("roster.csv", "w") as f:
        f.write("collector,team\nAnn,North\nBo,South\n%s,North\n" % COLLECTORS[3])
    with open("leads.csv", "w") as f:
        f.write("account_id,client,created\n" + "".join("K%d,C%d,2026-02-%02d\n" % (i, i % 3, i + 1) for i in range(9)))


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    write_tables()
    for seed in range(first, first + count):
        try:
            check(seed)
        except SystemExit as wrong:
            sys.exit("seed %d: %s" % (seed, wrong))


if __name__ == "__main__":
    main()
