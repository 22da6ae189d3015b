#!/usr/bin/env python3
"""at-call.py - every command that writes files, killed at its system calls, and with calls that fail.

usage: at-call.py [--all] [SEED [NAME]]     the hl-* commands and at-call are found by PATH

Whenever it is killed, each file is the old one or the new one, or has some of the rows that are added to it, a
state is never newer than the output it belongs to, and the same command again gives what an undisturbed run
gives, with nothing beside it. When a call fails, that is told, or it did not matter, and again the same command
repairs it. A lead of a queue is free, or the claim is the one that was asked for. --all: at every call, with every error; else at the
calls that make files and at some others, drawn by SEED. NAME: only what is called like that. 77: nothing may be traced here.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from scenarios import AS_OF, scenarios, write_inputs  # noqa: E402

FILE_CALLS = {"write", "vmsplice", "pwrite64", "fsync", "linkat", "link", "rename", "renameat", "renameat2", "unlink", "unlinkat",
              "mkdir", "mkdirat", "fchmod", "fchmodat", "flock", "fdatasync", "ftruncate", "lseek"}
FAULTS = {"write": ["-e EIO", "-e ENOSPC", "-e EINTR", "-s"], "vmsplice": ["-e EIO", "-e EINTR"], "read": ["-e EIO", "-e EINTR", "-s"],
          "pread64": ["-e EIO", "-e EINTR", "-s"], "lseek": ["-e EIO"], "newfstatat": ["-e EIO"], "ftruncate": ["-e EIO", "-e EINTR"],
          "fsync": ["-e EIO", "-e ENOSPC", "-e EINTR"], "fdatasync": ["-e EIO", "-e ENOSPC", "-e EINTR"],
          "linkat": ["-e EIO", "-e ENOSPC"], "renameat": ["-e EIO", "-e ENOSPC"], "renameat2": ["-e EIO", "-e ENOSPC"],
          "openat": ["-e EMFILE", "-e ENOSPC", "-e EINTR", "-e EIO"], "close": ["-e EIO", "-e EINTR"], "mkdirat": ["-e ENOSPC"],
          "flock": ["-e EINTR", "-e ENOLCK"], "fchmod": ["-e EIO"], "unlinkat": ["-e EIO"]}
TOLD = {66, 71, 73, 74, 75}  # cli.md: what a system that refuses may end in


# --- a folder in which it is run ---

class Place:
    def __init__(self, scenario, root, threads, is_first, strict_env):
        self.scenario, self.root, self.work, self.old = scenario, root, f"{root}/work", f"{root}/old"
        threaded = [] if scenario.is_queue else ["-j", str(threads)]
        self.args = [arg.replace("IN/", f"{root}/in/") for arg in scenario.args[:1] + threaded + scenario.args[1:]]
        self.env = dict(strict_env, TMPDIR=f"{root}/tmp")
        os.makedirs(f"{root}/tmp", exist_ok=True)
        self.prepare(is_first)
        self.restore()
        result = self.run()
        if result.returncode != 0:
            raise Wrong(f"an undisturbed run fails: {result.stderr}")
        self.new, self.out = self.files(), result.stdout
        self.new_status = self.status(self.work)

    def prepare(self, is_first):
        shutil.rmtree(self.old, ignore_errors=True)
        os.makedirs(self.old)
        for args in self.scenario.queue + ([] if is_first else self.scenario.before):
            subprocess.run([arg.replace("IN/", f"{self.root}/in/") for arg in args], cwd=self.old, env=self.env, check=True, stdout=subprocess.DEVNULL)
        self.before, self.old_status = self.files(self.old), self.status(self.old)

    def restore(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.old, self.work)

    def run(self, prefix=()):
        return subprocess.run([*prefix, *self.args], cwd=self.work, env=self.env, capture_output=True, timeout=60)

    def status(self, folder):
        """Whose the leads of the queue are; nothing where there is none."""
        if not self.scenario.is_queue:
            return b""
        result = subprocess.run(["hl-pull", "status", "-q", "q", *AS_OF], cwd=folder, env=self.env, capture_output=True, check=False)
        need(result.returncode == 0 or result.returncode == 66 and not os.path.exists(f"{folder}/q/queue"), f"the queue is broken: {result.stderr}")
        return result.stdout

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

def check_queue(place, files, out):
    """No lead is put out before the claim is there; counts of a queue may be, as leads are before a state. Is all done?"""
    status, row = place.status(place.work), files.get("lead.csv")
    need(status in (place.old_status, place.new_status), f"the queue is neither the old one nor the new one: {status}")
    need(place.out.startswith(out), "the standard output is another one")
    need(row in (None, place.new.get("lead.csv")), "the file with the lead is another one")
    is_early = status != place.new_status and "take" in place.args and (out or row is not None)
    need(not is_early, "a lead is put out, and the queue does not know")
    return status == place.new_status


def check_growing(name, files, place, goes_on):
    """What was there stands, and some rows of the new ones may stand behind it, once they may."""
    data, old, new = files.get(name) or b"", place.before.get(name) or b"", place.new[name]
    need(data.startswith(old) and new.startswith(data), f"{name} holds something else")
    need(goes_on or data == old, f"{name} is newer than what it belongs to")
    return data == new


def check_files(place, files, out):
    """Each is the old one or the new one; none is newer than one that goes before it. Are all new?"""
    scenario, news = place.scenario, []
    if scenario.is_queue:
        return check_queue(place, files, out)
    for name in scenario.outputs:
        if name in scenario.grows:
            news.append(check_growing(name, files, place, all(news)))
            continue
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
    need(result.returncode in (0, place.scenario.ends), f"{what} fails: {result.returncode} {result.stderr}")
    files = {name: data for name, data in place.files().items() if not may_leave or ".tmp" not in name}
    need(sorted(files) == sorted(place.new), f"{what} leaves {sorted(files)}")
    for name, data in files.items():
        is_loose = name in place.scenario.loose or name.startswith("q/")
        need(data == place.new[name] or is_loose, f"{what} gives another {name}")
    need(place.status(place.work) == place.new_status, f"{what} gives leads to others")
    need(result.stdout == place.out, f"{what} puts out something else")


def check_killed(place, result, out=b""):
    """What was put out is that of the run, or the longer @out of the one before it."""
    need(not os.listdir(f"{place.root}/tmp"), "a temporary file stays")
    check_again(place, check_files(place, place.files(), max(out, result.stdout, key=len)))


def check_again(place, is_done):
    if not is_done or place.scenario.again:
        check_same(place, place.run(), "the run after it")


def check_failed(place, result, harmless):
    files = place.files()
    if result.returncode == 0:
        # What only tidies up after the result is in its place may fail: the next run does it.
        check_same(place, result, "the run, which says nothing,", True)
        check_again(place, True)
        return
    need(not harmless, f"what a signal interrupts is not the end: {result.stderr}")
    need(result.returncode in TOLD, f"exit {result.returncode}: {result.stderr}")
    need(result.stderr.startswith(place.args[0].encode()), f"no message: {result.stderr}")
    is_given_back = b"the lead was given back" in result.stderr  # whatever of its row was put out
    is_done = check_files(place, {} if is_given_back else files, b"" if is_given_back else result.stdout)
    need("take" not in place.args or not is_done or b"not be given back" in result.stderr, "who was told of a failure has the lead")
    need(set(files) <= set(place.before) | set(place.new), f"something stays: {sorted(files)}")
    need(not os.listdir(f"{place.root}/tmp"), "a temporary file stays")
    check_again(place, is_done)


# --- the power goes: what the disk has been asked to hold, and when ---

def base(path):
    return path.rsplit("/", 1)[-1]


class Order:
    """Follows the calls of a run: data are synced before they get a name, folders before what follows."""

    def __init__(self, place):
        self.place, self.dirty, self.safe, self.unsynced, self.pending = place, set(), set(), {}, 0
        self.placed, self.growing = [], set()

    def grow(self, name, path):
        """What is added to a file is on disk before anything that follows it is in its place."""
        if name == "write":
            need(set(self.unsynced) <= {base(path)}, f"{path} grows before the folder of what goes before it is synced")
            self.growing.add(base(path))
        elif name == "fsync" and base(path) in self.growing:
            self.growing.discard(base(path))
            self.placed += [base(path)] if base(path) not in self.placed else []

    def call(self, name, args):
        if args and base(args[-1]) in self.place.scenario.grows:
            self.grow(name, args[-1])  # its descriptor may be the one that the standard output had
        elif name in ("write", "vmsplice") and args[0] == "1":
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
            need(not self.growing, f"{name} is in its place before {self.growing} is synced")
        self.placed.append(name)
        path = os.path.join(self.place.work, outputs[name])
        self.unsynced[name] = os.path.normpath(os.path.dirname(path))


def check_claim_order(place):
    """The journal is on disk before the queue is another one, and before anybody gets to see the lead."""
    is_dirty = False
    for call in listed(place):
        name, args = call[1], call[2:]
        if name == "write" and args[1].endswith("/q/journal"):
            is_dirty = True
        elif name in ("fsync", "fdatasync") and args[1].endswith("/q/journal"):
            is_dirty = False
        elif name in ("linkat", "renameat") and base(args[1]) in ("queue", "lead.csv") or name in ("write", "vmsplice") and args[0] == "1" and "take" in place.args:
            need(not is_dirty, f"{name} {args} comes before the journal is on disk")
    need(not is_dirty, "the journal is not synced in the end")


def check_order(place):
    if place.scenario.is_queue:
        return check_claim_order(place)
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
    paths = [text for text in call[2:] if text and not text.isdigit()]
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

    def kill_twice(self, place):
        """The run that would repair it is killed, too."""
        calls = len(listed(place))
        for _ in range(0 if not place.scenario.again else 50 if self.everything else 2):
            place.restore()
            first, second = (["-n", str(self.r.randint(1, calls)), self.r.choice(["-k", "-x"])] for _ in range(2))
            out = place.run(["at-call", *first]).stdout
            self.strike(place, second, lambda result: check_killed(place, result, out), f"after {' '.join(first)}, ")
            self.kills += 2

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
            harmless = name in ("read", "write", "pread64") and fault in ("-e EINTR", "-s")
            harmless = harmless and not (place.scenario.is_stdio and fault == "-e EINTR")
            place.restore()
            self.strike(place, ["-c", name, "-n", str(number), *fault.split()], lambda result: check_failed(place, result, harmless))
            self.fails += 1

    def strike(self, place, how, check, after=""):
        result = place.run(["at-call", "-o", f"{place.root}/list", *how])
        struck = hit(place)
        try:
            if struck is None or is_ours(struck) or "-k" in how or "-x" in how:
                check(result)
        except Wrong as wrong:
            raise Wrong(f"{place.scenario.name}: {after}at-call {' '.join(how)} {' '.join(place.args)}: {struck}: {wrong}")


def main():
    everything = "--all" in sys.argv
    args = [arg for arg in sys.argv[1:] if arg != "--all"]
    seed, called = int((args or ["1"])[0]), "".join(args[1:])
    campaign = Campaign(everything, seed)
    env = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")  # it does not work under ptrace
    if subprocess.run(["at-call", "true"], capture_output=True, check=False).returncode == 77:
        print("a process may not be traced here")
        return 77
    root = tempfile.mkdtemp(prefix="at-call.")
    os.makedirs(f"{root}/in")
    write_inputs(f"{root}/in", campaign.r)
    try:
        for scenario in [scenario for scenario in scenarios() if called in scenario.name]:
            ways = [(1, True), (1, False), (2, False), (2, True)]
            if scenario.is_queue:
                ways = [(1, True), (1, False)][:1 + bool(scenario.before)]
            for threads, is_first in ways if everything else [campaign.r.choice(ways)]:
                place = Place(scenario, root, threads, is_first, env)
                check_order(place)
                campaign.kill(place)
                campaign.kill_twice(place)
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
