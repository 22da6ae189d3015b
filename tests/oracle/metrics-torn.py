#!/usr/bin/env python3
"""metrics-torn.py - partials that were changed at random: hl-metrics --merge refuses them.

usage: metrics-torn.py SEED COUNT     in an empty folder; hl-metrics is found by PATH

Bytes, cells, lines and ends of partials are changed, cut or doubled. Whoever merges what came of it
says so by the name of the file and ends with 65; never in another way, and never late. What is
merged all the same has to come to the same figures. What does not is left there as torn, and its
seed is told.
"""
import importlib.util
import os
import random
import subprocess
import sys

spec = importlib.util.spec_from_file_location("logs", os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics-random.py"))
logs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(logs)

TABLES = ["-r", "roster.csv", "-l", "leads.csv"]
QUEUE = ["--queue", "queue.csv@2026-02-03"]
OPTIONS = [
    [],
    ["--define", "define.csv", *TABLES, *QUEUE],
    ["--define", "define-alone.csv", "--by", "collector", "--every", "week", *QUEUE],
    ["--define", "define-alone.csv", "--by", "channel", "-m", "own_cash,own_rpc,cash,qa_topk"],
    ["--by", "team,client,channel", "--totals", "each", "--every", "month", *TABLES],
    ["--business-days", "--holidays", "holidays.csv", "--suppressed", "suppressed.csv", "--by", "client", "-l", "leads.csv"],
    ["--set", "success", "--hours-default", "6", "--previous", "--last", "21d"],
    ["-m", "kept,app,coll,cash", "--by", "collector"],
]
NUMBERS = ["", "0", "1", "-1", "7", "31", "255", "256", "65536", str(2**31), str(2**32 - 1), str(2**63 - 1), str(-(2**63)), str(2**64 - 1), str(2**127 - 1), "x", '"', "1,1"]


def run(*args):
    return subprocess.run(["hl-metrics", *args], capture_output=True, timeout=60)


def change_bytes(r, text):
    at = r.randrange(len(text))
    return text[:at] + bytes(r.choice([r.randrange(256), ord(r.choice('0123456789,"\n-'))]) for _ in range(r.randint(0, 3))) + text[at + r.randint(0, 3) :]


def change_cell(r, text):
    lines = text.split(b"\n")
    i = r.randrange(len(lines))
    cells = lines[i].split(b",")
    cells[r.randrange(len(cells))] = r.choice([r.choice(NUMBERS).encode(), r.choice(r.choice(lines).split(b","))])
    lines[i] = b",".join(cells)
    return b"\n".join(lines)


def change_kind(r, text):
    lines = text.split(b"\n")
    i = r.randrange(len(lines))
    kinds = [line.split(b",")[0] for line in lines if line]
    lines[i] = r.choice(kinds) + b"," + lines[i].partition(b",")[2]
    return b"\n".join(lines)


def change_lines(r, text):
    lines = text.split(b"\n")
    i = r.randrange(len(lines))
    lines[i : i + 1] = r.choice([[], [lines[i], lines[i]], [lines[i], r.choice(lines)], [r.choice(lines)]])
    return b"\n".join(lines)


def cut(r, text):
    return text[: r.randrange(len(text))]


def check_one(r, options, want, text):
    for _ in range(r.choice([1, 1, 1, 3])):
        text = r.choice([change_bytes, change_cell, change_cell, change_kind, change_lines, cut])(r, text) or b"x"
    with open("torn", "wb") as f:
        f.write(text)
    args = ["--merge", *["--partial"] * (r.random() < 0.2), "-j", r.choice("12"), *r.choice([["torn"], ["good", "torn"], ["torn", "good"]])]
    done = run(*args)
    told = done.stderr.decode(errors="replace")
    if done.returncode == 0 and "--partial" not in args and len([a for a in args if a in ("good", "torn")]) == 1:
        logs.must(done.stdout == want, "%s: it is merged, and the figures are others" % " ".join(options))
    elif done.returncode != 0:
        logs.must(done.returncode == 65 and told.startswith("hl-metrics: torn") and "runtime error" not in told, "%s: %s ends with %d: %s" % (" ".join(options), " ".join(args), done.returncode, told[-2000:]))


def check(seed):
    r = random.Random(seed)
    log = logs.Log(seed)
    for e in log.rows:
        e["currency"] = ""
    log.rows = log.rows[:200]
    log.write("log.csv")
    with open("queue.csv", "w") as f:
        f.write("account_id,rank,collector\n" + "".join("K%d,%d,Ann\n" % (i, i) for i in range(9)))
    options = r.choice(OPTIONS)
    done = run("--partial", "--as-of", logs.AS_OF, "--rejects", "bad.csv", *options, "log.csv")
    logs.must(done.returncode == 0, done.stderr.decode())
    with open("good", "wb") as f:
        f.write(done.stdout)
    want = run("--merge", "good").stdout
    for _ in range(20):
        check_one(r, options, want, done.stdout)


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    logs.write_tables()
    with open("holidays.csv", "w") as f:
        f.write("date\n2026-02-16\n")
    with open("suppressed.csv", "w") as f:
        f.write("account_id\nK1\nK3\n")
    for seed in range(first, first + count):
        try:
            check(seed)
        except SystemExit as wrong:
            sys.exit("seed %d: %s" % (seed, wrong))


main()
