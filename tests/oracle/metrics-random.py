#!/usr/bin/env python3
"""metrics-random.py - random logs: hl-metrics against itself and against sums made here.

usage: metrics-random.py SEED COUNT     in an empty folder; hl-metrics is found by PATH

Neither threads nor the size of blocks change a byte; a metric alone gives the rows that it gives
among all; sums, ids seen before and bad rows are what they are here. The rows of a period are those
of a run with that period, those of a group those of a run with its part of the log, and a total of
the first columns is what these give alone. What differs is left there
as log.csv, and its seed is told.
"""
import contacts
import csv
import io
import random
import subprocess
import sys
from datetime import date
from decimal import Decimal

AS_OF = "2026-03-10"
TO = AS_OF
COLUMNS = "event_id ts account_id type collector channel direction result amount due hours stage rank ref currency"
TYPES = (
    "attempt attempt attempt attempt payment payment reversal promise promise promise_cancelled "
    "hours placed recalled created assigned stage queue queue note portal_visit Payment opt_out"
).split()
NO_SIGNALS = {name.lower() for name in TYPES} - {"portal_visit"}
ATTEMPTED = "no_answer busy vm_message third_party wrong_number".split()
REACHED = "rpc_no_result rpc_refused rpc_promise RPC_Payment".split()
NOT_ATTEMPTED = ["inbound_rpc"]
COLLECTORS = ["Ann", "Bo", "Cy, of the night shift", "Dee with a name that is rather long"]
TABLES = ["-r", "roster.csv", "-l", "leads.csv"]
BYS = [
    [],
    ["--by", "collector"],
    ["--every", "day"],
    ["--by", "team", *TABLES],
    ["--by", "client", *TABLES],
    ["--by", "team,channel,client", "--totals", "each", *TABLES],
    ["--by", "collector,direction", "--every", "month", *TABLES],
    ["--define", "define.csv", *TABLES],
    ["--define", "define.csv", "--by", "team,channel", "--every", "week", *TABLES],
    ["--define", "define.csv", "--by", "client,direction", *TABLES],
    ["--define", "define-alone.csv", "--by", "collector"],
]
# The same as built-in metrics, and what is counted here; with accounts and leads, and without.
CALLS = ["attempt,channel %s and direction %s and result is not inbound_rpc" % (c, d) for c in ("missing", "is call") for d in ("missing", "is out")]
OTHERS = ["attempt,channel is not call and direction %s" % d for d in ("missing", "is out")]
DEFINE_ALONE = (
    ["metric,part,field,when,value"]
    + ["own_attempts,num,%s," % row for row in CALLS + OTHERS]
    + ["own_rpc,den,%s," % row for row in CALLS]
    + ["own_rpc,num,%s and result in rpc_no_result|rpc_refused|rpc_promise|rpc_payment," % row for row in CALLS]
    + ["own_cash,num,payment,,amount", "own_cash,num,reversal,,-amount", "own_hours,num,hours,,hours"]
)
DEFINE = DEFINE_ALONE + [
    "own_tried,den,attempt,,accounts",
    "own_tried,num,,result starts rpc,",
    "own_big,num,payment,and amount >= 25 and leads.client is not C0,amount",
    "own_visits,num,portal_visit|note,,",
]
# What is split with the accounts of a client, or with the events of a column of the log.
OF_ACCOUNTS = "coll rpc_att kept kept_amt partial broken superseded cancelled promises promised app conv ttc ttc_p90 drop cash cash_gross attempts rpc_acct pen dfc_attempt dfc_rpc".split()
OF_EVENTS = "rpc_att cash cash_gross attempts".split()
# These have several rows in a group; and of these some that no period has of its own.
IN_PARTS = "drop drop_open conv_stage prom_pipe prom_pipe_amt vint".split()
AS_OF_NOW = "prom_pipe prom_pipe_amt vint".split()
OF_EVENTS += "contact_att rpc_in ptp_rate".split()
OF_ACCOUNTS += "contact_att contact_acct rpc_in ptp_rate cpa dfc_contact dfc_attempt_median dfc_contact_median dfc_rpc_median".split()


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

    def fill_recalled(self, e):
        e["result"] = self.r.choice(["", "keeps_placement", "Keeps_Placement", "reduces_placement", "bankrupt"])

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


def good_rows(log, bad, signals=None):
    """The rows that count, in their order: neither bad nor later nor with an id seen before; @signals: those, too."""
    lines = {int(row["line"]) for row in csv.DictReader(io.StringIO(bad.decode()))}
    seen = set()
    for i, e in enumerate(log.rows):
        if i + 2 in lines or e["ts"] > AS_OF:
            continue
        is_signal = e["type"].lower() not in NO_SIGNALS
        ids = signals if is_signal else seen
        has_id = e["event_id"] and "event_id" in log.columns and (not is_signal or signals is not None)
        again = has_id and e["event_id"] in ids
        if has_id:
            ids.add(e["event_id"])
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


def check_workdays(log, bad):
    """What revenue per hour rests on, and whose cash has no hours, where all is somebody's."""
    if log.has_nobody:
        return
    clients = {"K%d" % i: "C%d" % (i % 3) for i in range(9)}
    of = {"client": lambda e: clients.get(e["account_id"], ""), "channel": lambda e: e["channel"], "collector": lambda e: e["collector"]}
    for by, group in of.items():
        days, paid, worked = {}, {}, {}
        for e in good_rows(log, bad):
            kind, who = e["type"].lower(), e["collector"]
            if e["ts"][:10] >= TO or kind not in ("payment", "reversal", "hours"):
                continue
            for name in {group(e) or "(none)", "all"}:
                days.setdefault(name, set()).add((who, e["ts"][:10]))
                if kind != "hours":
                    paid.setdefault(name, set()).add(who)
                elif Decimal(e["hours"]) > 0:
                    worked.setdefault(name, set()).add(who)
        for row in rows_of(hl("-m", "rph,fee", "--by", by, *TABLES)[1]):
            name = row["group"]
            lone = paid.get(name, set()) - worked.get(name, set())
            want = "unmatched:%d" % len(lone) if lone and (row["metric"] == "rph" or not worked.get(name)) else ""
            got = [flag for flag in row["flag"].split(";") if flag.startswith("unmatched")]
            must(got == [want] * bool(want), "%s of %s: %s, not %s" % (row["metric"], name, row["flag"], want))
            must(int(row["n"]) == len(days.get(name, ())), "%s of %s: n is %s" % (row["metric"], name, row["n"]))


def check_equal(log, base, kept):
    """Payments without an id that are like one before them: how many, the first, and what that is like."""
    lines = {id(e): i + 2 for i, e in enumerate(log.rows)}
    groups = {}
    for e in good_rows(log, base[3]):
        kind = e["type"].lower()
        if kind in ("payment", "reversal") and not (e["event_id"] and "event_id" in log.columns):
            groups.setdefault((e["account_id"], e["ts"][:10], Decimal(e["amount"]), kind), []).append(lines[id(e)])
    twice = [group for group in groups.values() if len(group) > 1]
    want = []
    if twice:
        first = min(twice, key=lambda group: group[1])
        n = sum(len(group) - 1 for group in twice)
        want = ["%d payments; the first is log.csv:%d, equal to log.csv:%d" % (n, first[1], first[0])]
    for told in (base[2], kept[2]):
        got = [line for line in told.decode().splitlines() if " equal another one " in line]
        got = [line.split("warning: ")[1].split(" without")[0] + "; the first" + line.split("; the first")[1] for line in got]
        must(got == want, "equal payments: %s, not %s" % (got, want))


def check_own(log):
    """Metrics of a table are the built-in ones that say the same, and what is counted here."""
    chosen = "attempts,rpc_att,cash,rph,own_attempts,own_rpc,own_cash,own_hours,own_tried,own_big,own_visits"
    for by in [["--by", "type"], ["--by", "channel"], [], ["--by", "collector"]]:
        done = hl("--define", "define.csv", "-m", chosen, *by, *TABLES)
        must(done[0] == 0, done[2].decode())
        figures = {(row["metric"], row["group"]): row for row in rows_of(done[1])}
        for metric, own in (("attempts", "own_attempts"), ("rpc_att", "own_rpc"), ("cash", "own_cash")):
            for name in {group for _, group in figures}:
                if by == ["--by", "collector"] and log.has_nobody:
                    continue  # those find out whose the event is
                one, other = figures.get((metric, name)), figures.get((own, name))
                same = one and other and all(Decimal(one[c] or 0) == Decimal(other[c] or 0) for c in ("num", "den"))
                must(same or not any(Decimal(row[c] or 0) for row in (one, other) if row for c in ("num", "den")), "%s is not %s of %s: %s %s" % (own, metric, name, one, other))
        check_counted(log, done[3], figures, by)


def check_counted(log, bad, figures, by):
    of = (lambda e: e[by[1]]) if by and by[1] != "type" else (lambda e: e["type"]) if by else (lambda e: "all")
    want = {}
    seen = set()
    here = list(good_rows(log, bad, seen))
    for e in here:
        if e["ts"][:10] >= TO:
            continue
        kind = e["type"].lower()
        for name in {of(e) or "(none)", "all"}:
            t = want.setdefault(name, {"tried": set(), "met": set(), "big": Decimal(0), "visits": 0})
            if kind == "attempt":
                t["tried"].add(e["account_id"])
                if e["result"].lower().startswith("rpc"):
                    t["met"].add(e["account_id"])
            client = "C%d" % (int(e["account_id"][1:]) % 3) if e["account_id"] in ["K%d" % i for i in range(9)] else ""
            if kind == "payment" and Decimal(e["amount"]) >= 25 and client and client != "C0":
                t["big"] += Decimal(e["amount"])
            t["visits"] += kind in ("portal_visit", "note")
    for name, t in want.items():
        for metric, column, value in (("own_tried", "num", len(t["met"])), ("own_tried", "den", len(t["tried"])), ("own_big", "num", t["big"]), ("own_visits", "num", t["visits"])):
            got = figures.get((metric, name))
            must(Decimal(got[column]) == value if got else not value, "%s of %s %s: %s, not %s" % (metric, name, by, got, value))


def check_periods(r, every, by):
    """Each period alone, cut as it is where the whole begins and ends."""
    whole = ["--from", "2026-02-%02d" % r.randint(1, 28), *by]
    rows = [row for row in rows_of(hl("--every", every, *whole)[1]) if row["metric"] not in AS_OF_NOW]
    periods = sorted({(row["from"], row["to"]) for row in rows})
    for start, end in r.sample(periods, min(3, len(periods))):
        alone = [row for row in rows_of(hl("--from", start, "--to", end, *by)[1]) if row["metric"] not in AS_OF_NOW]
        here = [row for row in rows if (row["from"], row["to"]) == (start, end)]
        if periods[0] == (start, periods[-1][1]) == (start, end) and len(periods) == 1:
            alone = alone * 2  # one period and the whole are the same days
            alone.sort(key=lambda row: row["metric"])
            here.sort(key=lambda row: row["metric"])
        must(here == alone, "--every %s %s: %s to %s differs" % (every, by, start, end))


def check_from(by):
    """Without --from the period begins with the first event."""
    rows = rows_of(hl(*by)[1])
    start = rows[-1]["from"]
    must(rows == rows_of(hl(*by, "--from", start)[1]), "%s: --from %s differs" % (by, start))


def check_prefixes(by):
    """The totals of the first columns are the rows by these columns alone; the grand total is the same."""
    names = by[1].split(",")
    rows = rows_of(hl(*by, "--totals", "each")[1])
    for len_ in range(1, len(names)):
        behind = "/all" if len_ < len(names) else ""
        alone = rows_of(hl("--by", ",".join(names[:len_]), *by[2:])[1])
        for row in alone:
            if row["metric"] in IN_PARTS:
                continue
            if row["group"] != "all":
                row["group"] += behind
            must(row in rows, "%s: %s is not the total of its part" % (by, row))
    must([r for r in rows if "/all" not in r["group"]] == rows_of(hl(*by)[1]), "%s: --totals each differs" % by)
    none = [r for r in rows if "/all" not in r["group"] and r["group"] != "all" and r["metric"] not in IN_PARTS]
    must(none == [r for r in rows_of(hl(*by, "--totals", "none")[1]) if r["metric"] not in IN_PARTS], "%s: --totals none differs" % by)


def check_part(log, rows, part, group, metrics):
    """The rows of a group are the totals of a run over its part of the log."""
    whole, log.rows = log.rows, part
    log.write("log.csv")
    alone = {row["metric"]: row for row in rows_of(hl("-m", ",".join(metrics), "--from", "2026-02-01", "-l", "leads.csv")[1]) if row["group"] == "all"}
    log.rows = whole
    log.write("log.csv")
    for row in rows:
        if row["group"] != group or row["metric"] not in metrics or row["metric"] in IN_PARTS:
            continue
        one = alone[row["metric"]]
        for column in ("num", "den", "value", "lo", "hi", "n"):
            must(row[column] == one[column], "%s of %s: %s is %s, alone %s" % (row["metric"], group, column, row[column], one[column]))


def check_parts(log):
    """Ids and currencies are the whole log's: only where there are none. Reversals go back to payments."""
    if log.has_bad or {"event_id", "ref"} & set(log.columns):
        return
    for e in log.rows:
        e["channel"] = e["channel"] or log.r.choice(["", "x/y", "a, b", 'the "wire", by night'])
    log.write("log.csv")
    split = ["--from", "2026-02-01"]
    rows = rows_of(hl("--by", "channel", *split)[1])
    for channel in sorted({e["channel"] for e in log.rows}):
        part = [e for e in log.rows if e["channel"] == channel]
        check_part(log, rows, part, channel or "(none)", OF_EVENTS)
    rows = rows_of(hl("--by", "client", "-l", "leads.csv", *split)[1])
    clients = {"K%d" % i: "C%d" % (i % 3) for i in range(9)}
    for client in ("C0", "C1", "C2"):
        part = [e for e in log.rows if clients.get(e["account_id"]) == client]
        check_part(log, rows, part, client, [m for m in OF_ACCOUNTS if m not in ("conv", "ttc", "ttc_p90")])


def check_figure(got, num, den, note="", value=None):
    where = "%s of %s" % (got["metric"], got["group"])
    for column, want in (("num", num), ("den", den)):
        must(want is None or Decimal(got[column]) == want, "%s: %s is %s, not %s" % (where, column, got[column], want))
    flags = ";".join(f for f in got["flag"].split(";") if f.split(":")[0] in ("censored", "TIME_ORDER", "pending"))
    must(note is None or flags == note, "%s: the flag is %s, not %s" % (where, got["flag"], note))
    must(value is None or Decimal(got["value"]) == Decimal(str(value)), "%s is %s, not %s" % (where, got["value"], value))


def check_contacts(log, bad):
    """The metrics of contacts, placements and leads, by a second reader of their definitions."""
    r = log.r
    rows = [dict(e) for e in log.rows]
    for e in log.rows:  # long enough for leads to be cold
        e["ts"] = r.choice(["2025-12", "2026-01", *[e["ts"][:7]] * 4]) + e["ts"][7:]
    log.write("log.csv")
    events = [contacts.Event(e, log.columns) for e in good_rows(log, bad)]
    leads = {"K%d" % i: contacts.moment("2026-02-%02d" % (i + 1)) for i in range(9)}
    start = date(2026, 2, r.choice([1, 1, 10]))
    end = r.choice([date(2026, 3, 10), date(2026, 3, 1)])
    suppressed = set(r.sample(log.accounts, len(log.accounts) // 4))
    options = ["--from", str(start), "--to", str(end), "-l", "leads.csv", "-j", r.choice("14"), "--min-n", "0"]
    given = {}
    if r.random() < 0.5:
        with open("gate.csv", "w") as f:
            f.write("account_id,status\n" + "".join("%s,%s\n" % (a, "hold" if a in suppressed else "work") for a in log.accounts))
        options += ["--suppressed", "gate.csv"]
        given["suppressed"] = suppressed
    if r.random() < 0.5:
        holidays = [date(2026, 2, r.randint(1, 28)) for _ in range(3)]
        with open("holidays.csv", "w") as f:
            f.write("date\n" + "".join("%s\n" % d for d in holidays))
        options += ["--business-days", "--holidays", "holidays.csv"]
        given.update(business=True, holidays=holidays)
    if r.random() < 0.5:
        options += ["--first-payment"]
        given["first"] = True
    want = contacts.Answers(events, contacts.moment(AS_OF), start, end, leads, **given)
    figures = {(row["metric"], row["group"]): row for row in rows_of(hl(*options)[1])}
    for metric, *numbers in [*want.contacts(), *want.firsts(), *want.conversion(), *want.reengaged()]:
        if metric == "view":
            check_figure(rows_of(hl("--period-view", "-m", "conv", *options)[1])[0], *numbers)
        else:
            check_figure(figures[metric, "all"], *numbers)
    for metric, stage, *numbers in want.stages():
        check_figure(figures[metric, stage], *numbers)
    log.rows = rows
    log.write("log.csv")


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
    check_workdays(log, base[3])
    must(hl("--memory", "1M", "-j", log.r.choice("14"))[1] == hl()[1], "other bytes with --memory")
    check_equal(log, hl(), hl("-m", "kept", "-j", log.r.choice("14"), "--memory", "1M", "--block-size", log.r.choice(["64", "4K"])))
    if not log.has_bad:
        check_contacts(log, base[3])
    for every in ("day", "week", "month"):
        check_periods(log.r, every, log.r.choice([[], ["--by", "collector"], ["--by", "client,channel", *TABLES], ["--by", "team,client,type", *TABLES]]))
    check_from(log.r.choice(BYS))
    check_prefixes(log.r.choice([["--by", "team,channel", *TABLES], ["--by", "client,collector,direction", *TABLES]]))
    check_own(log)
    check_parts(log)


def write_tables():
    with open("roster.csv", "w") as f:
        f.write("collector,team\nAnn,North\nBo,South\n%s,North\n" % COLLECTORS[3])
    with open("leads.csv", "w") as f:
        f.write("account_id,client,created\n" + "".join("K%d,C%d,2026-02-%02d\n" % (i, i % 3, i + 1) for i in range(9)))
    for name, rows in (("define.csv", DEFINE), ("define-alone.csv", DEFINE_ALONE)):
        with open(name, "w") as f:
            f.write("".join(row + "\n" for row in rows))


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
