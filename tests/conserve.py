#!/usr/bin/env python3
"""conserve.py - random leads through score, gate, rank, assign and export: nothing is lost, nothing is twice.

usage: conserve.py SEED COUNT     the hl-* commands are found by PATH

Every lead that comes in comes out once: in the pages, in what was suppressed, or in what was set aside; the
balances add up to the cent. Each lead that was not kept is in the log once, and what is given is what
the state and the table of fairness count. In some cases one of the commands is killed first, and all are run again.
A case in which that is not so is told, and its folder stays.
"""
import csv
import glob
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

AS_OF = ["--as-of", "2026-03-02T09:00:00Z"]
STAGES = ["hl-score", "hl-gate", "hl-rank", "hl-assign"]
COLUMNS = ["account_id", "client", "state", "placed_date", "client_priority", "balance", "size", "cease", "note", "collector"]
METHODS = [["round-robin"], ["weighted"], ["tier"], ["least-loaded"], ["balance-value", "--value", "balance"],
           ["source-map", "--map", "map.csv"], ["source-map,weighted", "--map", "map.csv"], ["manual", "--default", "Col 0"]]


class Case:
    def __init__(self, seed, folder):
        self.r, self.folder = random.Random(seed), folder
        self.delim = self.r.choice([",", ",", ";", "\t"])
        self.name = "leads." + ("tsv" if self.delim == "\t" else "csv")
        self.leads, self.holders = {}, {}
        self.write_leads()
        self.write_others()

    def path(self, name):
        return os.path.join(self.folder, name)

    # --- the input ---

    def lead(self, number):
        r = self.r
        return [f"A{number}", r.choice(["c1", "c2", "c3", ""]), r.choice(["NY", "TX", "CA", "OH"]), f"2026-0{r.randint(1, 2)}-{r.randint(10, 28)}",
                r.choice(["1", "2", "3", ""]), r.choice([f"{r.randint(0, 10**r.randint(1, 9)) / 100:.2f}", f"{r.randint(0, 999)}", "0.5"]),
                r.choice(["1", "2", "0.25", ""]), r.choice(["", "", "", "", "Y"]), r.choice(["", "x", 'say "no"', "a, b; c", "  blank ", "007"]),
                r.choice(["", "", "", "Col 0", "Col 1", "Gone"])]

    def spoil(self, cells):
        """A row that some command will not take."""
        where = self.r.choice(["", "", "", "", "", "", "size", "balance", "ragged"])
        if where == "ragged":
            return cells[:-1]
        if where:
            cells[COLUMNS.index(where)] = self.r.choice(["x", "1e3", "$5"])
        return cells

    def spell(self, cells):
        def cell(text):
            if self.delim != "\t" and (any(c in text for c in ',;"\n') or self.r.random() < 0.1):
                return '"' + text.replace('"', '""') + '"'
            return text
        return self.delim.join(map(cell, cells))

    def write_leads(self):
        end = self.r.choice(["\n", "\n", "\r\n"])
        lines = [self.spell(COLUMNS)]
        for number in range(self.r.choice([0, 1, 5, 40, 40, 150])):
            cells = self.spoil(self.lead(number))
            self.leads[cells[0]] = cells[COLUMNS.index("balance")]
            self.holders[cells[0]] = cells[-1]
            lines.append(self.spell(cells))
        text = end.join(lines) + self.r.choice([end, end, ""])
        with open(self.path(self.name), "w", newline="") as to:
            to.write(text)

    def write_others(self):
        r, ids = self.r, list(self.leads) or ["A0"]
        with open(self.path("events.csv"), "w") as to:
            to.write("account_id,type,ts,channel,result\n")
            for _ in range(r.randint(0, 60)):
                to.write(f"{r.choice(ids)},ATTEMPT,2026-0{r.randint(1, 2)}-{r.randint(10, 28)}T1{r.randint(0, 9)}:00:00Z,CALL,{r.choice(['NO_ANSWER', 'RPC', 'BUSY'])}\n")
        with open(self.path("roster.csv"), "w") as to:
            to.write("collector,weight,capacity,states\n")
            for i in range(r.randint(1, 6)):
                to.write(f"Col {i},{r.randint(1, 5)},{r.choice(['', '', '5', '20'])},{r.choice(['', '', 'NY|TX', 'CA'])}\n")
        self.barred = set(r.sample(ids, len(ids) // 10))
        with open(self.path("barred.csv"), "w") as to:
            to.write("account_id\n" + "".join(f"{i}\n" for i in self.barred))
        with open(self.path("map.csv"), "w") as to:
            to.write(f"column,value,collector\nclient,{r.choice(['c1', 'c2'])},Col 0\nstate,TX,Col 0\n")
        with open(self.path("manual.csv"), "w") as to:
            to.write("account_id,collector,by,reason\n" + "".join(f"{i},Col 0,Kim,asked\n" for i in r.sample(ids, len(ids) // 9)))

    # --- the pipeline ---

    def by_hand(self):
        r = self.r
        asked = r.choice([[], ["--manual", "manual.csv"]]) + r.choice([[], ["--keep", "never"], ["--keep", "always"]])
        return asked + r.choice([[], ["--reassign", "Gone:Col 0", "--note", "left, for good"], ["--reassign", "Gone", "--note", "left"]])

    def commands(self):
        r = self.r
        ways = [["-j", r.choice("123")], ["--block-size", r.choice(["64", "1K", "256K"])], []]
        more = {
            "hl-score": ["-e", "events.csv"],
            "hl-gate": ["-e", "events.csv", "--suppressed", "gone.csv"],
            "hl-rank": r.choice([["-k", "balance:nr"], ["-k", "account_id"], ["--per", "client"], []]) + ["--suppress", "barred.csv"],
            "hl-assign": ["-r", "roster.csv", "-m", *r.choice(METHODS), "--state", "desk.csv", "--run-id", "1", "--units", "size",
                          "--log", "audit.csv", "--fairness", "fair.csv", *self.by_hand()],
        }
        made = [[name, *AS_OF, *more[name], *r.choice(ways), "-q", "--rejects", f"{name}.rejects", "--max-rejects", "999"] for name in STAGES]
        made[0].append(self.name)
        made.append(["hl-export", *AS_OF, "--to", "csv", "--split-by", "collector", "-o", "pages/", "-D", ","])
        return made

    def start(self):
        before, running = None, []
        for args in self.made:
            is_last = args is self.made[-1]
            process = subprocess.Popen(args, cwd=self.folder, stdin=before, stdout=subprocess.DEVNULL if is_last else subprocess.PIPE, stderr=subprocess.PIPE)
            if before:
                before.close()
            before = process.stdout
            running.append((args, process))
        return running

    def disturb(self):
        """One of them is killed: those behind it may see no more than an end, for it is that of a pipe."""
        running = self.start()
        time.sleep(self.r.random() ** 2 * 0.1)
        self.r.choice(running)[1].kill()
        for _, process in running:
            process.communicate()

    def run(self):
        self.made, self.is_disturbed = self.commands(), self.r.random() < 0.3
        if self.is_disturbed:
            self.disturb()
        wrong = []
        for args, process in self.start():
            err = process.stderr.read()
            process.stderr.close()
            if process.wait() != 0:
                wrong.append(f"{' '.join(args)}: exit {process.returncode}: {err.decode(errors='replace')}")
        assert not wrong, "\n".join(wrong)

    # --- what came out ---

    def rows(self, pattern, delim=","):
        for path in glob.glob(self.path(pattern)):
            with open(path, newline="") as f:
                yield from csv.DictReader(f, delimiter=delim)

    def rejected(self):
        for row in self.rows("*.rejects"):
            cells = row["record"].split("\t") if self.delim == "\t" else next(csv.reader(io.StringIO(row["record"], newline=""), delimiter=self.delim))
            yield cells[0], cells[COLUMNS.index("balance")]

    def check(self):
        queue = list(self.rows("pages/*.csv"))
        found = [(row["account_id"], row["balance"]) for row in queue]
        found += [(row["account_id"], row["balance"]) for row in self.rows("gone.csv", self.delim)]
        found += list(self.rejected())
        seen = dict(found)
        found += [(lead, self.leads[lead]) for lead in self.barred if lead in self.leads and lead not in seen]
        assert sorted(lead for lead, _ in found) == sorted(self.leads), "a lead is lost, or there twice"
        assert all(self.leads[lead] == balance for lead, balance in found), "a balance is another one"
        self.check_shares(queue)
        self.check_log(queue)
        self.check_money([row["balance"] for row in queue])

    def check_shares(self, queue):
        """What is kept was given once before, or not by us."""
        given = {}
        for row in queue:
            given[row["collector"]] = given.get(row["collector"], 0) + (row["assign_reason"] != "kept")
        with open(self.path("desk.csv"), newline="") as f:
            shares = {row["collector"]: row["received"] for row in csv.DictReader(line for line in f if not line.startswith("#"))}
        assert set(given) - {""} <= set(shares), "the state lacks who has leads"
        assert all(Decimal(shares[name]) == given.get(name, 0) for name in shares), "the state counts other leads"
        told = {row["collector"]: row["received"] for row in self.rows("fair.csv", self.delim)}
        assert told == shares, "the table of fairness counts other leads"

    def check_log(self, queue):
        moved = sorted((row["account_id"], self.holders[row["account_id"]], row["collector"]) for row in queue
                       if row["assign_reason"] != "kept")
        told = [(row["account_id"], row["from"], row["to"]) for row in self.rows("audit.csv")]
        # A run that saw an end too early was one, too: of two rows the later one holds.
        logged = sorted({row[0]: row for row in told}.values()) if self.is_disturbed else sorted(told)
        assert moved == logged, "the log tells of other leads"

    def check_money(self, balances):
        """The sum that hl-export tells of its pages, against one that is exact by other means."""
        with open(self.path("pages/manifest.json"), encoding="utf-8") as f:
            head = f.readline()
        if balances:
            told = Decimal(head.split('"balance":')[1].split(",")[0])
            assert told == sum(map(Decimal, balances)), f"the pages hold {told}"


def main():
    seed, count, leads = int(sys.argv[1]), int(sys.argv[2]), 0
    for number in range(count):
        folder = tempfile.mkdtemp(prefix="conserve.")
        case = Case(f"{seed}/{number}", folder)
        try:
            case.run()
            case.check()
        except AssertionError as wrong:
            print(f"seed {seed}, case {number}: {wrong}\n{folder} is left as it was")
            return 1
        leads += len(case.leads)
        shutil.rmtree(folder)
    print(f"seed {seed}: {count} pipelines, {leads} leads, every one accounted for")
    return 0


sys.exit(main())
