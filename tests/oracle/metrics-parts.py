#!/usr/bin/env python3
"""metrics-parts.py - random logs in random parts: hl-metrics --merge against one run over all.

usage: metrics-parts.py SEED COUNT     in an empty folder; hl-metrics is found by PATH

However a log is split (by rows, by account, by day, unevenly, into parts without a row), in
whatever order the parts are named, with any threads and memory and by way of partials of partials, in any
tree: the same bytes, and the same counts. Queues are given to any of the parts, or to the merge;
what is only asked in the end to the parts, or to the merge. What differs is left there, and its seed is told.
"""
import csv
import importlib.util
import os
import random
import subprocess
import sys

spec = importlib.util.spec_from_file_location("logs", os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics-random.py"))
logs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(logs)

TABLES = ["-r", "roster.csv", "-l", "leads.csv"]
OPTIONS = [
    [],
    ["--by", "collector"],
    ["--every", "month", "--by", "collector"],
    ["--every", "day"],
    ["--by", "team", "-r", "roster.csv"],
    ["--by", "client", "-l", "leads.csv", "--totals", "each"],
    ["--by", "team,client,channel", "--totals", "each", "--every", "month", *TABLES],
    ["--by", "channel,collector", "--every", "week", "--last", "21d"],
    ["--from", "2026-02-10", "--by", "result,team", *TABLES],
    ["-m", "rph,cash,attempts,rpc_att", "--by", "collector"],
    ["-m", "rph,cash", "--by", "collector,channel", "--every", "month"],
    ["-m", "app,kept,conv", "--grace", "0", "--horizon", "7d", "-l", "leads.csv"],
    ["--reversals", "restate", "--by", "collector"],
    ["--credit", "rpc", "--credit-days", "5"],
    ["--credit", "owner", "--reversals", "restate", "--by", "team,channel", *TABLES],
    ["--reversals", "gross", "--every", "week"],
    ["--fee-rate", "25%", "--cost-per-hour", "20", "--by", "collector"],
    ["--fee-rate", "25%", "-r", "rates.csv", "-l", "fees.csv", "--by", "team"],
    ["--hours", "productive", "--hours-default", "6", "--by", "collector,channel", "--every", "week"],
    ["-m", "rph,cash,ctc", "--hours-default", "6", "--cost-per-hour", "20", "--by", "collector"],
    ["--first-payment", "--business-days", "--by", "collector"],
    ["--period-view", "--last", "21d", "--by", "client", "-l", "leads.csv"],
    ["--previous", "--last", "14d", "--by", "collector"],
    ["--previous", "--every", "week", "--from", "2026-02-05", "-m", "rph,kept,rpc_att"],
    ["--tol", "10%", "--tol-amt", "30", "--count-off-queue", "--unknown-result", "attempt"],
    ["--set", "collector"],
    ["--set", "manager", *TABLES],
    ["--set", "agency", "-l", "leads.csv", "--every", "month"],
    ["--set", "success", "-r", "roster.csv"],
    ["-m", "adoption,exports", "--every", "month"],
    ["-m", "adoption,exports,cash", "--by", "client", "-l", "leads.csv"],
    ["-m", "adoption", "--by", "collector"],
    ["--lift", "--before", "2026-02-01..2026-02-15", "--after", "2026-02-15..2026-03-01"],
    ["--lift", "--ab", "collector=Ann:Bo", "-m", "rph,rpc_att,app,dfc_attempt"],
    ["--lift", "--ab", "channel=call:sms", "-m", "rph,rpc_att,app,cash"],
    ["--by", "currency", "-m", "cash,fee", "--fee-rate", "10"],
    ["-m", "qa_topk,drop,ttc", "--top-k", "2", "--stages", "LEAD|FEE_VIEWED", "--converted", "WON"],
]


DEFINE = ["--define", "define.csv"]
MORE = [
    [*DEFINE, *TABLES],
    [*DEFINE, *TABLES, "--by", "team,channel", "--every", "week"],
    [*DEFINE, *TABLES, "--by", "client,direction", "--totals", "each"],
    [*DEFINE, *TABLES, "--by", "collector", "--last", "21d", "--previous"],
    [*DEFINE, *TABLES, "-m", "own_tried,own_big,own_visits,cash", "--every", "month"],
    ["--define", "define-alone.csv", "--by", "collector"],
    ["--define", "define-alone.csv", "-m", "own_attempts,own_rpc,own_cash,own_hours", "--every", "day"],
    ["--define", "define-alone.csv", "-m", "own_cash,qa_topk", "--by", "collector,channel"],
    ["-m", "qa_topk,qa_cov,qa_tau,off_queue", "--by", "collector"],
    ["-m", "qa_topk,qa_cov", "--by", "team,client", *TABLES, "--count-off-queue"],
    ["-m", "qa_topk,rph,cash,attempts,rpc_att"],
    ["-m", "qa_topk,rph,cash", "--hours-default", "6", "--by", "collector", "--every", "week"],
    ["--set", "collector"],
    ["--business-days", "-m", "dfc_attempt,dfc_rpc_median,pen,intensity", "--by", "collector"],
    ["--business-days", "-m", "dfc_attempt,dfc_rpc", "--by", "client", "-l", "leads.csv", "--every", "month"],
    ["-m", "pen,intensity,coll", "--every", "week", "--by", "client", "-l", "leads.csv"],
    [],
]


def run(*args, may_fail=False):
    done = subprocess.run(["hl-metrics", *args], capture_output=True, timeout=120)
    if may_fail and done.returncode == 64:
        return None
    logs.must(done.returncode == 0, "%s: %s" % (" ".join(args), done.stderr.decode()))
    return done.stdout, done.stderr.decode().split("\n")[0]


def how(r):
    return ["-j", r.choice("128"), "--block-size", r.choice(["100", "4K", "64K"]), *r.choice([[], ["--memory", "1M"]])]


def split(r, log, count):
    """The rows of each part, in their order."""
    parts = [[] for _ in range(count)]
    kind = r.choice(["rows", "any", "account", "day", "uneven"])
    for i, e in enumerate(log.rows):
        if kind == "rows":
            at = i * count // len(log.rows)
        elif kind == "account":
            at = hash_of(e["account_id"]) % count
        elif kind == "day":
            at = hash_of(e["ts"][:10]) % count
        else:
            at = min(r.randrange(count), r.randrange(count) if kind == "uneven" else count)
        parts[at].append(e)
    return parts


METRICS = [row.split("\t")[0] for row in subprocess.run(["hl-metrics", "--list-metrics"], capture_output=True, text=True).stdout.splitlines()]


def hash_of(text):
    return sum(map(ord, text))


def make_alike(log):
    """Rows of one id are one row: then it does not matter which of them is the first."""
    first = {}
    for i, e in enumerate(log.rows):
        if e["event_id"]:
            log.rows[i] = dict(first.setdefault(e["event_id"], e))


def write_parts(log, parts):
    rows = log.rows
    for i, part in enumerate(parts):
        log.rows = part
        log.write("part%d.csv" % i)
    log.rows = rows


def merge(r, names, inner, outer, queues):
    """The partials joined in one step, or by way of others; inner: what is said to all merges."""
    made = 0
    while len(names) > 2 and r.random() < 0.6:
        at = r.randrange(len(names) - 1)
        to = r.randint(at + 1, len(names) - 1)
        here = queues.pop() if queues and r.random() < 0.5 else []
        with open("inner%d" % made, "wb") as f:
            f.write(run("--merge", "--partial", *how(r), *inner, *here, *names[at:to])[0])
        names = [*names[:at], "inner%d" % made, *names[to:]]
        made += 1
    if r.random() < 0.3:
        subprocess.run(["gzip", "-kf", names[-1]], check=True)
        names = [*names[:-1], names[-1] + ".gz"]
    return run("--merge", "-v", "--min-n", "5", *how(r), *inner, *outer, *sum(queues, []), *names)


def for_the_end(r, options):
    """What is only asked in the end: said to the whole, to the parts, to all merges, to the last one."""
    whole = []
    if "--business-days" in options:
        whole += r.choice([[], ["--holidays", "holidays.csv"]])
    whole += r.choice([[], ["--suppressed", "suppressed.csv"], ["--suppressed", "gate.csv"]])
    where = r.choice(["parts", "outer", "both"])
    return whole, whole * (where != "outer"), whole * (where == "both" or where == "parts" and r.random() < 0.3), whole * (where == "outer")


def with_queues(r, count):
    """Queues of some days to some of the parts, the first and the others; one to the merge."""
    where = r.choice(["nowhere", "parts", "merge", "both"])
    queues = [["--queue", name] for name in r.sample(["queue.csv", "other.csv@2026-02-03", "nobodys.csv"], r.randint(1, 3))]
    parts = [[] for _ in range(count)]
    last = []
    for queue in [] if where == "nowhere" else queues:
        if where == "merge" or where == "both" and r.random() < 0.5:
            last.append(queue)
        else:
            parts[r.randrange(count)] += queue
    return parts, last


def check_options(r, parts, alike, options):
    common = ["--as-of", logs.AS_OF, "--max-rejects", "100%", *options]
    files = ["part%d.csv" % i for i in range(len(parts))]
    order = list(range(len(parts)))
    if alike:
        r.shuffle(order)
    end, to_parts, inner, outer = for_the_end(r, options)
    queues, last = with_queues(r, len(parts))
    all_queues = sum(queues + last, [])
    want = run("-v", "--min-n", "5", "--rejects", "bad.csv", *common, *end, *all_queues, *files, may_fail="--ab" in options)
    for i in order:
        said = [*common, *to_parts, *queues[i], files[i]]
        out, _ = run("--partial", "--rejects", "bad%d.csv" % i, *how(r), *said)
        again, _ = run("--partial", "--rejects", "bad%d.csv" % i, *how(r), *said)
        logs.must(out == again, "a partial differs by threads: %s" % " ".join(common))
        with open("p%d" % i, "wb") as f:
            f.write(out)
    if want is None:
        return
    got = merge(r, ["p%d" % i for i in order], inner, outer, last)
    said = " ".join([*common, *end, *all_queues])
    logs.must(got[0] == want[0], "%s: figures of parts %s differ" % (said, order))
    logs.must(got[1] == want[1], "%s: counts differ: %s, not %s" % (" ".join(common), got[1], want[1]))


def with_metrics(r):
    """Some metrics alone: what has to be known for the others is not."""
    options = [o for o in OPTIONS if "-m" not in o and "--set" not in o]
    return [*r.choice(options), "-m", ",".join(r.sample(METRICS, r.randint(1, 4)))]


def use(r, log):
    """Who looked at a dashboard, what was exported, which hours are which, when one may be called."""
    log.columns += r.choice([[], ["call_from", "call_to"]])
    for e in log.rows:
        e.update(call_from="", call_to="")
        if e["type"] in ("note", "portal_visit"):
            e["type"] = r.choice([e["type"], "view", "view", "export"])
        if e["type"] == "queue" and e["ts"][10:] and r.random() < 0.3:
            e["call_from"] = "2026-02-%02dT0%d:00:00Z" % (r.randint(1, 14), r.randint(0, 9))
            e["call_to"] = "2026-03-%02dT0%d:00:00Z" % (r.randint(1, 14), r.randint(0, 9))
        if e["type"] == "hours":
            e["result"] = r.choice(["", "paid", "logged", "productive"])


def check(seed):
    r = random.Random(seed)
    log = logs.Log(seed)
    alike = r.random() < 0.5
    use(r, log)
    if alike:
        make_alike(log)
    for e in log.rows:
        e["currency"] = e["currency"].replace("GBP", "USD")
    parts = split(r, log, r.randint(1, 7))
    write_parts(log, parts)
    options = [o for o in OPTIONS if "currency" in log.columns or "currency" not in o]
    write_queues(r, log)
    for options in [*r.sample(options, 4), *r.sample(MORE, 3), with_metrics(r)]:
        check_options(r, parts, alike, options)


def write_queues(r, log):
    """Accounts of the log and others, now and then twice; of some days, of some collectors."""
    for name in ("queue.csv", "other.csv", "nobodys.csv"):
        with open(name, "w", newline="") as f:
            w = csv.writer(f, lineterminator="\n")
            columns = [["account_id", "rank"][: r.choice([1, 2, 2])], ["collector"] * (name != "nobodys.csv"), ["date"] * (name != "other.csv"), ["call_from", "call_to"] * r.choice([0, 1])]
            w.writerow(sum(columns, []))
            for _ in range(r.choice([0, 5, 60])):
                row = [r.choice([*log.accounts, "another"]), r.randint(1, 20) if columns[0][1:] else None]
                row.append(r.choice([*logs.COLLECTORS, "Zoe", ""]) if columns[1] else None)
                row.append("2026-0%d-%02d" % (r.choice([2, 2, 3]), r.randint(1, 28)) if columns[2] else None)
                row += ["2026-02-%02dT08:00:00Z" % r.randint(1, 28), ""] if columns[3] else []
                w.writerow([cell for cell in row if cell is not None])


def write_ends():
    with open("holidays.csv", "w") as f:
        f.write("date,what\n2026-02-16,a holiday\n2026-02-17,\n\n2026-03-02,\"another,\nof two lines\"\n")
    with open("suppressed.csv", "w") as f:
        f.write("account_id\n" + "".join("K%d\n" % i for i in range(0, 300, 3)))
    with open("gate.csv", "w") as f:
        f.write("account_id,gate_status\n" + "".join("K%d,%s\n" % (i, ["hold", "work", "defer", "drop"][i % 4]) for i in range(40)))


def write_rates():
    with open("rates.csv", "w") as f:
        f.write("collector,team,cost_per_hour\nAnn,North,18\nBo,South,\n")
    with open("fees.csv", "w") as f:
        f.write("account_id,fee_rate\n" + "".join("K%d,%s\n" % (i, i % 3 * 10 or "") for i in range(9)))


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    logs.write_tables()
    write_rates()
    write_ends()
    for seed in range(first, first + count):
        try:
            check(seed)
        except SystemExit as wrong:
            sys.exit("seed %d: %s" % (seed, wrong))


main()
