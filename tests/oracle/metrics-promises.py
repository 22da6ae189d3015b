#!/usr/bin/env python3
"""metrics-promises.py - promises and queues a second time, against hl-metrics.

usage: metrics-promises.py SEED COUNT     in an empty folder; hl-metrics is found by PATH

Random logs of promises, payments, reversals and cancellations, and of queues (in the log and as
they were delivered) and attempts. What became of each promise, and whether each attempt followed
the queue, is worked out here one by one, by going through all there is. What differs is left there,
and its seed is told.
"""
import csv
import io
import math
import random
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

BUCKETS = "overdue today 1-7 8-14 15-30 >30".split()
COLLECTORS = ["Ann", "Bo"]


def hl(metrics, *args):
    done = subprocess.run(["hl-metrics", "-m", ",".join(metrics), "--by", "collector", *args, "log.csv"], capture_output=True, timeout=60)
    if done.returncode:
        sys.exit(done.stderr.decode())
    return {(row["metric"], row["group"]): row for row in csv.DictReader(io.StringIO(done.stdout.decode()))}


def write(path, columns, rows):
    with open(path, "w", newline="") as f:
        w = csv.DictWriter(f, columns, restval="", lineterminator="\n")
        w.writeheader()
        w.writerows(rows)


def same(rows, metric, group, num, den):
    """A group that is not there has nothing to say."""
    if (metric, group) not in rows:
        if num or den:
            sys.exit("%s of %s is not there" % (metric, group))
        return
    row = rows[metric, group]
    got = Decimal(row["num"] or 0), Decimal(row["den"] or 0)
    if got != (num, den or 0):
        sys.exit("%s of %s: %s/%s, not %s/%s" % (metric, group, *got, num, den))


def stamp(t):
    return t.strftime("%Y-%m-%dT%H:%M:%SZ")


# --- promises ---


def random_promises(r):
    rows = []
    for i in range(r.choice([10, 60, 300])):
        kind = r.choice("promise promise promise payment payment payment reversal promise_cancelled".split())
        t = datetime(2026, 3, r.randint(1, 28), r.randint(8, 11), tzinfo=timezone.utc)
        e = {"ts": t, "account_id": "K%d" % r.randint(1, r.choice([3, 9, 40])), "type": kind, "event_id": "e%03d" % i, "ref": "", "amount": None}
        e["collector"] = r.choice(COLLECTORS)
        if kind == "promise":
            e["amount"] = r.choice([None, Decimal(0), Decimal(50), Decimal(100), Decimal("99.99")])
            e["due"] = date(2026, 3, 1) + timedelta(r.randint(0, 70))
            e["ref"] = r.choice(["", "", "P1"])
        elif kind == "promise_cancelled":
            e["ref"] = r.choice(["", "P1", "e%03d" % r.randint(0, i)])
        else:
            e["amount"] = r.choice([Decimal(25), Decimal(50), Decimal(95), Decimal("94.99"), Decimal(100), Decimal(400)])
            e["ref"] = r.choice(["", "e%03d" % r.randint(0, i)]) if kind == "reversal" else ""
        rows.append(e)
    return rows


KINDS = "payment reversal promise promise_cancelled".split()


def in_order(e):
    amount = e["amount"] or Decimal(0)
    due = Decimal(e["due"].toordinal()) if "due" in e else amount
    return e["ts"], KINDS.index(e["type"]), amount, due, e["collector"], e["event_id"], e["ref"]


def take_back(events):
    """What is left of each payment, all that is known now being taken off."""
    left = {e["event_id"]: e["amount"] for e in events if e["type"] == "payment"}
    reversals = [(i, e) for i, e in enumerate(events) if e["type"] == "reversal"]
    back = {i: e["amount"] for i, e in reversals}

    def take(i, name):
        taken = min(left[name], back[i])
        left[name] -= taken
        back[i] -= taken

    for i, e in reversals:
        if e["ref"] in left:
            take(i, e["ref"])
    for i, e in reversals:
        if e["ref"]:
            continue
        for p in reversed(events[:i]):
            if p["type"] == "payment" and p["amount"] == e["amount"] == left[p["event_id"]]:
                take(i, p["event_id"])
                break
    for i, e in reversals:
        for p in reversed(events[:i]):
            if p["type"] == "payment":
                take(i, p["event_id"])
    return left


def ended(events, promise):
    after = events[events.index(promise) + 1 :]
    for e in after:
        if e["ts"].date() >= promise["due"]:
            return None
        is_plan = e["ts"] == promise["ts"] or (e["ref"] and e["ref"] == promise["ref"])
        if e["type"] == "promise" and not is_plan:
            return e
        if e["type"] == "promise_cancelled" and e["ref"] in ("", promise["event_id"], promise["ref"]):
            return e
    return None


def states(events, rules):
    """(promise, state, paid) of each of one account."""
    events = sorted(events, key=in_order)
    left = take_back(events)
    for promise in sorted((e for e in events if e["type"] == "promise"), key=lambda e: (e["due"], events.index(e))):
        end = ended(events, promise)
        last = promise["due"] + timedelta(rules["grace"])
        window = [
            e
            for e in events
            if e["type"] == "payment" and promise["ts"] <= e["ts"] and e["ts"].date() <= last and not (end and e["ts"] >= end["ts"])
        ]
        paid = sum((left[e["event_id"]] for e in window), Decimal(0))
        amount = promise["amount"]
        if amount is None:
            is_kept = paid > 0
            first = [e for e in window if left[e["event_id"]] > 0]
            use = left[first[0]["event_id"]] if first else Decimal(0)
        else:
            is_kept = paid >= amount - max(amount * rules["tol"] / 100, rules["tol_amt"])
            use = amount
        if end and not is_kept:
            yield promise, "superseded" if end["type"] == "promise" else "cancelled", Decimal(0)
            continue
        for e in window:
            used = min(use, left[e["event_id"]])
            left[e["event_id"]] -= used
            use -= used
        over = rules["today"] > last
        state = "kept" if is_kept else "pending" if not over else "partial" if paid > 0 else "broken"
        yield promise, state, min(paid, amount or Decimal(0))


def bucket_of(days):
    for name, most in zip(BUCKETS, (-1, 0, 7, 14, 30)):
        if days <= most:
            return name
    return BUCKETS[-1]


def add(totals, name, group, by=1):
    for key in (group, "all"):
        totals[name, key] = totals.get((name, key), 0) + by


def promise_totals(rows, rules):
    totals = {}
    known = [e for e in rows if e["ts"] <= datetime(*rules["today"].timetuple()[:3], tzinfo=timezone.utc)]
    for account in {e["account_id"] for e in known}:
        for promise, state, paid in states([e for e in known if e["account_id"] == account], rules):
            last = promise["due"] + timedelta(rules["grace"])
            who = promise["collector"]
            if rules["from"] <= promise["ts"].date() < rules["to"]:
                add(totals, "promises", who)
                add(totals, "promised", who, promise["amount"] or 0)
            if state == "pending":
                add(totals, bucket_of((promise["due"] - rules["today"]).days), who)
                add(totals, "pending", who)
                add(totals, "pending_amt", who, promise["amount"] or 0)
            elif rules["from"] <= last < rules["to"]:
                add(totals, state, who)
                if state in ("kept", "partial", "broken") and promise["amount"] is not None:
                    add(totals, "paid", who, paid)
                    add(totals, "due", who, promise["amount"])
    return totals


def check_promises(r):
    rows = random_promises(r)
    rules = {
        "today": date(2026, 3, 1) + timedelta(r.randint(20, 60)),
        "grace": r.choice([0, 3, 5]),
        "tol": r.choice([Decimal(5), Decimal(0), Decimal("0.01"), Decimal(50)]),
        "tol_amt": r.choice([Decimal(0), Decimal(1), Decimal("5.01")]),
        "from": date(2026, 3, r.randint(1, 20)),
    }
    rules["to"] = rules["from"] + timedelta(r.randint(1, 40))
    write("log.csv", "ts account_id type event_id ref collector amount due".split(), [{**e, "ts": stamp(e["ts"])} for e in rows])
    args = ["--as-of", str(rules["today"]), "--from", str(rules["from"]), "--to", str(rules["to"]), "--grace", str(rules["grace"])]
    args += ["--tol", "%s%%" % rules["tol"], "--tol-amt", str(rules["tol_amt"]), "-j", r.choice("13")]
    got = hl("kept kept_amt partial broken superseded cancelled promises promised prom_pipe prom_pipe_amt".split(), *args)
    totals = promise_totals(rows, rules)
    for group in [*COLLECTORS, "all"]:
        t = {name: totals.get((name, group), 0) for name in "kept partial broken superseded cancelled paid due promises promised pending pending_amt".split() + BUCKETS}
        matured = t["kept"] + t["partial"] + t["broken"]
        for state in ("kept", "partial", "broken"):
            same(got, state, group, t[state], matured)
        same(got, "kept_amt", group, t["paid"], t["due"])
        same(got, "superseded", group, t["superseded"], matured + t["superseded"])
        same(got, "cancelled", group, t["cancelled"], matured + t["superseded"] + t["cancelled"])
        same(got, "promises", group, t["promises"], None)
        same(got, "promised", group, t["promised"], None)
        same(got, "prom_pipe", group, t["pending"], None)
        same(got, "prom_pipe_amt", group, t["pending_amt"], None)
        for bucket in BUCKETS:
            same(got, "prom_pipe", bucket if group == "all" else group + "/" + bucket, t[bucket], None)


# --- queues ---

DAYS = [datetime(2026, 3, d, tzinfo=timezone.utc) for d in (2, 3)]


def random_queue(r):
    """Of nobody: everybody's."""
    whose = r.choice([COLLECTORS, [""], [*COLLECTORS[:1], "", ""]])
    rows = []
    for _ in range(r.choice([3, 12, 80])):
        day = r.choice(DAYS)
        start, end = sorted(r.sample(range(24), 2))
        rows.append(
            {
                "ts": day + timedelta(hours=r.randint(0, 2)),
                "account_id": "K%d" % r.randint(1, 15),
                "collector": r.choice(whose),
                "rank": r.randint(1, 12),
                "call_from": r.choice([None, day + timedelta(hours=start)]),
                "call_to": r.choice([None, day + timedelta(hours=end)]),
            }
        )
    return rows


def random_attempts(r):
    for _ in range(r.choice([5, 40, 120])):
        yield {
            "ts": r.choice(DAYS) + timedelta(hours=r.randint(0, 23)),
            "account_id": "K%d" % r.randint(1, 17),
            "collector": r.choice([*COLLECTORS, *COLLECTORS, ""]),
            "direction": r.choice(["out", "out", "in"]),
        }


def tau_b(pairs):
    agree = x_differ = y_differ = 0
    for i, a in enumerate(pairs):
        for b in pairs[:i]:
            x, y = (a[0] > b[0]) - (a[0] < b[0]), (a[1] > b[1]) - (a[1] < b[1])
            agree += x * y
            x_differ += x != 0
            y_differ += y != 0
    return agree / math.sqrt(x_differ * y_differ) if x_differ and y_differ else None


def last_given(rows):
    """The row of each account: of those given last the highest, and of those the one open first."""
    queue = {}
    first = datetime.min.replace(tzinfo=timezone.utc)
    never = datetime.max.replace(tzinfo=timezone.utc)
    for row in rows:
        key = (-row["ts"].timestamp(), row["rank"], row["call_from"] or first, row["call_to"] or never)
        if row["account_id"] not in queue or key < queue[row["account_id"]][0]:
            queue[row["account_id"]] = key, row
    return {account: row for account, (_, row) in queue.items()}


def walk(queue, attempts, k, tallies, aside=()):
    """Of the attempts of those aside only what they leave of the queue is seen."""
    worked, pairs = set(), {}
    place = lambda a: (queue[a["account_id"]]["rank"], a["account_id"]) if a["account_id"] in queue else (0, "")
    for a in sorted(attempts, key=lambda a: (a["ts"], place(a), a["collector"])):
        account, now, t = a["account_id"], a["ts"], tallies[a["collector"]]
        is_aside = a["collector"] in aside
        if account not in queue:
            t["off"] += not is_aside
            continue
        if account in worked:
            continue
        is_open = [
            q for q, row in queue.items() if q not in worked and (row["call_from"] or now) <= now and not (row["call_to"] and row["call_to"] <= now)
        ]
        order = sorted(is_open, key=lambda q: (queue[q]["rank"], q))
        worked.add(account)
        if is_aside:
            continue
        t["eligible"] += 1
        t["followed"] += account in order[:k]
        pairs.setdefault(a["collector"], []).append((now, queue[account]["rank"]))
    top = sorted(queue, key=lambda q: (queue[q]["rank"], q))[:k]
    t = tallies[queue[top[0]]["collector"]]
    t["top"] += len(top)
    t["top_worked"] += len([q for q in top if q in worked])
    for collector, of in pairs.items():
        tau = tau_b(of) if len(of) >= 5 else None
        if tau is not None:
            tallies[collector]["taus"].append(tau)


def walk_day(rows, attempts, k, tallies):
    owners = {row["collector"] for row in rows} - {""}
    for whose in owners:
        walk(last_given([row for row in rows if row["collector"] == whose]), [a for a in attempts if a["collector"] == whose], k, tallies)
    shared = [row for row in rows if row["collector"] == ""]
    if shared:
        walk(last_given(shared), attempts, k, tallies, owners)


def check_queues(r):
    rows, attempts = random_queue(r), list(random_attempts(r))
    k = r.choice([1, 3, 10])
    count_off = r.random() < 0.5
    delivered = [row for row in rows if r.random() < 0.5]
    columns = "ts account_id collector rank call_from call_to".split()
    cells = lambda e: {c: stamp(v) if isinstance(v, datetime) else v for c, v in e.items()}
    write("queue.csv", columns, [cells(row) for row in delivered])
    log = [{**cells(row), "type": "queue"} for row in rows if row not in delivered]
    log += [{**cells(a), "type": "attempt", "result": "busy"} for a in attempts]
    r.shuffle(log)
    write("log.csv", [*columns, "type", "direction", "result"], log)
    args = ["--as-of", "2026-04-01", "--top-k", str(k), "--queue", "queue.csv", "-j", r.choice("13")] + ["--count-off-queue"] * count_off
    got = hl("qa_topk qa_cov qa_tau off_queue".split(), *args)
    tallies = {whose: {"off": 0, "eligible": 0, "followed": 0, "top": 0, "top_worked": 0, "taus": []} for whose in [*COLLECTORS, ""]}
    done = [a for a in attempts if a["direction"] == "out"]
    for day in DAYS:
        of_day = lambda events: [e for e in events if e["ts"].date() == day.date()]
        walk_day(of_day(rows), of_day(done), k, tallies)
    tallies["all"] = {name: sum((t[name] for t in tallies.values()), [] if name == "taus" else 0) for name in tallies[""]}
    tallies["(none)"] = tallies.pop("")
    for group, t in tallies.items():
        same(got, "qa_topk", group, t["followed"], t["eligible"] + t["off"] * count_off)
        same(got, "qa_cov", group, t["top_worked"], t["top"])
        same(got, "off_queue", group, t["off"], t["off"] + t["eligible"])
        value = got.get(("qa_tau", group), {"value": ""})["value"]
        want = sum(t["taus"]) / len(t["taus"]) if t["taus"] else None
        if (value == "") != (want is None) or (want is not None and abs(float(value) - want) > 0.000502):
            sys.exit("qa_tau of %s: %s, not %s" % (group, value, want))


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(first, first + count):
        try:
            check_promises(random.Random(seed))
            check_queues(random.Random(seed))
        except SystemExit as wrong:
            sys.exit("seed %d: %s" % (seed, wrong))


main()
