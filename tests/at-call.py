#!/usr/bin/env python3
"""at-call.py - every command that writes files, killed at its system calls, and with calls that fail.

usage: at-call.py [--all] [SEED]     the hl-* commands and at-call are found by PATH

Whenever it is killed, each file is the old one or the new one, a state is never newer than the output
it belongs to, and the same command again gives what an undisturbed run gives, with nothing beside it.
When a call fails, that is told, or it did not matter. --all: at every call, with every error; else at the
calls that make files and at some others, drawn by SEED. 77: nothing may be traced here.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

FILE_CALLS = {"write", "vmsplice", "pwrite64", "fsync", "linkat", "link", "rename", "renameat", "renameat2", "unlink", "unlinkat",
              "mkdir", "mkdirat", "fchmod", "fchmodat", "flock"}
FAULTS = {"write": ["-e EIO", "-e ENOSPC", "-e EINTR", "-s"], "vmsplice": ["-e EIO", "-e EINTR"], "read": ["-e EIO", "-e EINTR"], "fsync": ["-e EIO", "-e ENOSPC", "-e EINTR"],
          "linkat": ["-e EIO", "-e ENOSPC"], "renameat": ["-e EIO", "-e ENOSPC"], "renameat2": ["-e EIO", "-e ENOSPC"],
          "openat": ["-e EMFILE", "-e ENOSPC", "-e EINTR", "-e EIO"], "close": ["-e EIO", "-e EINTR"], "mkdirat": ["-e ENOSPC"],
          "flock": ["-e EINTR", "-e ENOLCK"], "fchmod": ["-e EIO"], "unlinkat": ["-e EIO"]}
TOLD = {66, 71, 73, 74, 75}  # cli.md: what a system that refuses may end in
AS_OF = ["--as-of", "2026-03-02T09:00:00Z"]


class Scenario:
    """What is run, on which inputs, and what it leaves: @outputs in the order they are put in place."""

    def __init__(self, name, args, outputs, before, **more):
        self.name, self.args, self.outputs, self.before = name, args, outputs, before
        self.stdout = more.get("stdout", False)   # the leads go to the standard output
        self.again = more.get("again", True)      # a run that was finished gives the same once more
        self.loose = more.get("loose", [])        # about the run, not its result: whole, that is all
        self.any_order = more.get("any_order", False)


def scenarios():
    assign = ["hl-assign", *AS_OF, "-r", "IN/roster.csv", "--state", "desk.csv"]
    night = assign + ["-o", "queue.csv", "IN/leads.csv"]
    before = [assign + ["-o", "queue.csv", "--run-id", "1", "IN/yesterday.csv"]]
    gate = ["hl-gate", *AS_OF, "-e", "IN/events.csv", "-o", "stay.csv", "--suppressed", "gone.csv"]
    score = ["hl-score", *AS_OF, "-e", "IN/events.csv", "-o", "scored.csv"]
    export = ["hl-export", *AS_OF, "--to", "csv", "--split-by", "client", "-o", "pages/"]
    both = ["queue.csv", "desk.csv"]
    return [
        Scenario("assign to a file", night, both, before, again=False),
        Scenario("assign under a name", night[:-1] + ["--run-id", "2", "IN/leads.csv"], both, before),
        Scenario("assign to a pipe", assign + ["IN/leads.csv"], ["desk.csv"], before, stdout=True, again=False),
        Scenario("assign to a pipe under a name", assign + ["--run-id", "2", "IN/leads.csv"], ["desk.csv"], before, stdout=True),
        Scenario("assign much to a pipe", assign + ["IN/many.csv"], ["desk.csv"], before, stdout=True, again=False),
        Scenario("assign with a manifest", night[:-1] + ["--run-id", "2", "--stats", "s.json", "--manifest", "m.json", "IN/leads.csv"],
                 both, before, loose=["s.json", "m.json"]),
        Scenario("gate", gate + ["IN/leads.csv"], ["stay.csv", "gone.csv"], [gate + ["IN/yesterday.csv"]]),
        Scenario("score", score + ["IN/leads.csv"], ["scored.csv"], [score + ["IN/yesterday.csv"]]),
        Scenario("rank on disk", ["hl-rank", "--memory", "1M", "-k", "rank:nr", "-o", "ranked.csv", "IN/many.csv"], ["ranked.csv"],
                 [["hl-rank", "-k", "rank:n", "-o", "ranked.csv", "IN/yesterday.csv"]]),
        Scenario("export to pages", export + ["IN/leads.csv"], ["pages/c1.csv", "pages/c2.csv", "pages/c3.csv", "pages/manifest.json"],
                 [export + ["IN/yesterday.csv"]], any_order=True),
    ]


# --- the inputs ---

def write_leads(path, r, count):
    with open(path, "w") as to:
        to.write("account_id,client,state,placed_date,client_priority,balance,rank\n")
        for i in range(count):
            to.write(f"A{i},c{i % 3 + 1},{r.choice(['NY', 'TX', 'CA'])},2026-02-{r.randint(10, 28)},{r.randint(1, 3)},{r.randint(0, 99999) / 100:.2f},{r.randint(0, 100)}\n")


def write_inputs(folder, r):
    with open(f"{folder}/roster.csv", "w") as to:
        to.write("collector,weight,capacity\nAnn,1,\nBo,2,20\nCy,1,\n")
    with open(f"{folder}/events.csv", "w") as to:
        to.write("account_id,type,ts,channel,result\n")
        for _ in range(30):
            to.write(f"A{r.randint(0, 50)},ATTEMPT,2026-03-0{r.randint(1, 2)}T0{r.randint(1, 8)}:00:00Z,CALL,NO_ANSWER\n")
    write_leads(f"{folder}/leads.csv", r, 50)
    write_leads(f"{folder}/yesterday.csv", r, 40)
    write_leads(f"{folder}/many.csv", r, 60000)


# --- a folder in which it is run ---

class Place:
    def __init__(self, scenario, root, threads, is_first, strict_env):
        self.scenario, self.root, self.work, self.old = scenario, root, f"{root}/work", f"{root}/old"
        self.args = [arg.replace("IN/", f"{root}/in/") for arg in scenario.args[:1] + ["-j", str(threads)] + scenario.args[1:]]
        self.env = dict(strict_env, TMPDIR=f"{root}/tmp")
        os.makedirs(f"{root}/tmp", exist_ok=True)
        self.prepare(is_first)
        self.restore()
        result = self.run()
        if result.returncode != 0:
            raise Wrong(f"an undisturbed run fails: {result.stderr}")
        self.new, self.out = self.files(), result.stdout

    def prepare(self, is_first):
        shutil.rmtree(self.old, ignore_errors=True)
        os.makedirs(self.old)
        for args in [] if is_first else self.scenario.before:
            subprocess.run([arg.replace("IN/", f"{self.root}/in/") for arg in args], cwd=self.old, env=self.env, check=True)
        self.before = self.files(self.old)

    def restore(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.old, self.work)

    def run(self, prefix=()):
        return subprocess.run([*prefix, *self.args], cwd=self.work, env=self.env, capture_output=True, timeout=60)

    def files(self, folder=None):
        """Names and bytes; the clock in a manifest is not the run's doing, a lock is no result."""
        found = {}
        folder = folder or self.work
        for at, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(at, name)
                with open(path, "rb") as f:
                    data = f.read()
                if name == "m.json":
                    data = b"".join(line for line in data.splitlines(True) if b'"clock"' not in line)
                if not name.endswith(".lock"):
                    found[os.path.relpath(path, folder)] = data
        return found


class Wrong(Exception):
    pass


def need(ok, text):
    if not ok:
        raise Wrong(text)


# --- what must hold ---

def check_files(place, files, out):
    """Each is the old one or the new one; none is newer than one that goes before it. Are all new?"""
    scenario, news = place.scenario, []
    for name in scenario.outputs:
        data, old, new = files.get(name), place.before.get(name), place.new[name]
        need(data in (old, new), f"{name} is neither the old file nor the new one")
        news.append(data == new)
        if not scenario.any_order and old != new:
            need(all(news) or not news[-1], f"{name} is newer than what it belongs to")
    if scenario.stdout:
        need(place.out.startswith(out), "the standard output is another one")
        need(not news[-1] or out == place.out, "the state is newer than what was put out")
    for name in scenario.loose:
        if name in files and files[name] != place.new.get(name):
            with open(f"{place.work}/{name}", "rb") as f:
                json.load(f)
    return all(news)


def check_same(place, result, what, may_leave=False):
    need(result.returncode == 0, f"{what} fails: {result.returncode} {result.stderr}")
    files = {name: data for name, data in place.files().items() if not may_leave or ".tmp" not in name}
    need(sorted(files) == sorted(place.new), f"{what} leaves {sorted(files)}")
    for name, data in files.items():
        need(data == place.new[name] or name in place.scenario.loose, f"{what} gives another {name}")
    need(result.stdout == place.out, f"{what} puts out something else")


def check_killed(place, result):
    need(not os.listdir(f"{place.root}/tmp"), "a temporary file stays")
    is_done = check_files(place, place.files(), result.stdout)
    if not is_done or place.scenario.again:
        check_same(place, place.run(), "the run after it")


def check_failed(place, result, harmless):
    files = place.files()
    if result.returncode == 0:
        # What only tidies up after the result is in its place may fail: the next run does it.
        check_same(place, result, "the run, which says nothing,", True)
        if place.scenario.again:
            check_same(place, place.run(), "the run after it")
        return
    need(not harmless, f"what a signal interrupts is not the end: {result.stderr}")
    need(result.returncode in TOLD, f"exit {result.returncode}: {result.stderr}")
    need(result.stderr.startswith(place.args[0].encode()), f"no message: {result.stderr}")
    check_files(place, files, result.stdout)
    need(set(files) <= set(place.before) | set(place.new), f"something stays: {sorted(files)}")
    need(not os.listdir(f"{place.root}/tmp"), "a temporary file stays")


# --- the power goes: what the disk has been asked to hold, and when ---

def base(path):
    return path.rsplit("/", 1)[-1]


class Order:
    """Follows the calls of a run: data are synced before they get a name, folders before what follows."""

    def __init__(self, place):
        self.place, self.dirty, self.safe, self.unsynced, self.pending = place, set(), set(), {}, 0
        self.placed = []

    def call(self, name, args):
        if name in ("write", "vmsplice") and args[0] == "1":
            need(not self.placed, "something is put out after a file was put in its place")
        elif name == "write":
            self.dirty.add(args[0])
        elif name == "fsync":
            self.dirty.discard(args[0])
            self.unsynced = {k: v for k, v in self.unsynced.items() if v != os.path.normpath(args[1])}
        elif name == "linkat":
            self.kept = set(self.safe), dict(self.unsynced), list(self.placed)
            need(args[0].rsplit("/", 1)[-1] not in self.dirty, f"{args[1]} gets a name before it is synced")
            self.named(base(args[1]))
        elif name in ("rename", "renameat", "renameat2"):
            need(base(args[0]) in self.safe, f"{args[1]} comes of nothing that was synced")
            self.named(base(args[1]))

    def failed(self, name):
        """There was such a file already: what the call stands for did not happen."""
        if name == "linkat":
            self.safe, self.unsynced, self.placed = self.kept

    def named(self, name):
        outputs = {base(output): output for output in self.place.scenario.outputs}
        self.safe.add(name)
        if name not in outputs or self.place.scenario.any_order and name in self.placed:
            return
        if not self.place.scenario.any_order:
            need(not self.unsynced, f"{name} is in its place before the folder of the one before it is synced")
        self.placed.append(name)
        path = os.path.join(self.place.work, outputs[name])
        self.unsynced[name] = os.path.normpath(os.path.dirname(path))


def check_order(place):
    order = Order(place)
    for call in listed(place, True):
        if call[0] == "!":
            order.failed(call[1])
        else:
            order.call(call[1], call[2:])
    need(not order.unsynced, f"not synced in the end: {order.unsynced}")
    need(len(order.placed) == len(place.scenario.outputs), f"in their places: {order.placed}")


# --- where to strike ---

def listed(place, with_failed=False):
    """All calls of an undisturbed run, and if asked which of them failed."""
    place.restore()
    place.run(["at-call", "-o", f"{place.root}/list"])
    with open(f"{place.root}/list", errors="replace") as f:
        calls = [line.rstrip("\n").split("\t") for line in f]
    return [call for call in calls if with_failed or call[0] != "!"]


def is_ours(call):
    """Not what the system's libraries, or a sanitizer, look at by themselves."""
    paths = [text for text in call[2:] if not text.isdigit()]
    return any("/fd/" in path or not path.startswith(("/lib", "/usr", "/etc", "/proc", "/sys")) for path in paths)


def hit(place):
    """The call that was struck, or None."""
    with open(f"{place.root}/list", errors="replace") as f:
        found = [line.rstrip("\n").split("\t") for line in f if line.startswith("*")]
    return found[0] if found else None


class Campaign:
    def __init__(self, everything, seed):
        self.everything, self.r, self.kills, self.fails = everything, random.Random(seed), 0, 0

    def chosen(self, calls):
        if self.everything:
            return list(range(len(calls)))
        files = [i for i, call in enumerate(calls) if call[1] in FILE_CALLS and is_ours(call)]
        files = self.r.sample(files, min(len(files), 8))
        return sorted(set(files) | set(self.r.sample(range(len(calls)), 2)))

    def kill(self, place):
        for i in self.chosen(listed(place)):
            for how in ["-k", "-x"] if self.everything else [self.r.choice(["-k", "-x"])]:
                place.restore()
                self.strike(place, ["-n", str(i + 1), how], lambda result: check_killed(place, result))
                self.kills += 1

    def faults(self, calls):
        """Name of the call, which of that name it is, and how it fails."""
        seen, found = {}, []
        for call in calls:
            name = call[1]
            seen[name] = seen.get(name, 0) + 1
            if name in FAULTS and is_ours(call):
                found += [(name, seen[name], fault) for fault in FAULTS[name]]
        return found if self.everything else self.r.sample(found, min(len(found), 7))

    def fail(self, place):
        for name, number, fault in self.faults(listed(place)):
            harmless = name in ("read", "write") and fault in ("-e EINTR", "-s")
            place.restore()
            self.strike(place, ["-c", name, "-n", str(number), *fault.split()], lambda result: check_failed(place, result, harmless))
            self.fails += 1

    def strike(self, place, how, check):
        result = place.run(["at-call", "-o", f"{place.root}/list", *how])
        struck = hit(place)
        try:
            if struck is None or is_ours(struck) or "-k" in how or "-x" in how:
                check(result)
        except Wrong as wrong:
            raise Wrong(f"{place.scenario.name}: at-call {' '.join(how)} {' '.join(place.args)}: {struck}: {wrong}")


def main():
    everything = "--all" in sys.argv
    seed = int(([arg for arg in sys.argv[1:] if arg != "--all"] or ["1"])[0])
    campaign = Campaign(everything, seed)
    env = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")  # it does not work under ptrace
    if subprocess.run(["at-call", "true"], capture_output=True, check=False).returncode == 77:
        print("a process may not be traced here")
        return 77
    root = tempfile.mkdtemp(prefix="at-call.")
    os.makedirs(f"{root}/in")
    write_inputs(f"{root}/in", campaign.r)
    try:
        for scenario in scenarios():
            ways = [(1, True), (1, False), (2, False), (2, True)]
            for threads, is_first in ways if everything else [campaign.r.choice(ways)]:
                place = Place(scenario, root, threads, is_first, env)
                check_order(place)
                campaign.kill(place)
                campaign.fail(place)
                if everything:
                    begins = "a first run" if is_first else "old files"
                    print(f"{scenario.name}, {begins}, -j {threads}: up to here {campaign.kills} kills, {campaign.fails} failures", flush=True)
    except Wrong as wrong:
        print(f"seed {seed}: {wrong}\n{root} is left as it was")
        return 1
    shutil.rmtree(root)
    print(f"seed {seed}: {campaign.kills} times killed, {campaign.fails} calls failed")
    return 0


sys.exit(main())
