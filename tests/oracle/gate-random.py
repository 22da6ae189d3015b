#!/usr/bin/env python3
"""gate-random.py - random leads and contact logs: hl-gate against gate.py.

usage: gate-random.py SEED COUNT     hl-gate is found by PATH

Each case is a portfolio, a log, a few rules more and a day. Where they differ the folder is told, with the
leads (leads.csv), the log (events.csv), the rules (rules.csv) and the command.
"""
import csv
import datetime
import os
import random
import shutil
import subprocess
import sys
import tempfile

import gate

DAY = datetime.timedelta(days=1)
RESULTS = [*gate.RESULTS, "", "NOBODY_KNOWS"]
FLAG = ["Y", "yes", "1", "X", "t", "N", "no", "0", "F", "", "", "", "", "", "", ""]
NUMBERS = ["2125550101", "(614) 555-0102", "+1 617 555 0103", "206-555-0104", "6155550105", "7135550106", "2085550107",
           "3055550108", "6025550109", "8085550110"]
# Days on which clocks change, years and months begin, Sundays.
DAYS = ["2026-03-02", "2026-03-08", "2026-03-09", "2026-03-15", "2026-11-01", "2026-11-04", "2026-01-01", "2026-12-31",
        "2028-02-29", "2026-08-31", "2026-09-01", "2026-07-05"]
ZONES = ["UTC", "America/New_York", "America/Los_Angeles", "America/Chicago", "Pacific/Honolulu", "Asia/Kolkata"]
LEAD_ZONES = ["America/New_York", "America/Chicago", "America/Los_Angeles", "America/Phoenix", "ET", "PT", "HT", "America/Anchorage"]


class Maker:
    def __init__(self, seed):
        r = self.r = random.Random(seed)
        self.zone = r.choice(ZONES)
        self.day = datetime.date.fromisoformat(r.choice(DAYS))
        end = datetime.datetime.combine(self.day, datetime.time(r.choice([0, 3, 9, 12, 17, 23]), r.choice([0, 30, 59])), gate.ZoneInfo(self.zone))
        self.as_of = end + r.choice([0, 0, 0, 0, 1, -1]) * DAY
        self.lead_zone = r.choice([None, None, "America/Denver"])
        self.dial_mode = r.choice(["manual", "manual", "preview", "predictive", "prerecorded"])
        self.pattern = r.random() < 0.6
        # Columns of which a table has a few: most rules are asked in some cases and not in others.
        self.columns = {c for c in COLUMNS if r.random() < 0.35}
        self.columns |= {"state"} if r.random() < 0.8 else {"tz"}
        self.quiet = r.random() < 0.6  # hardly any cells that bar a lead

    def near(self, most=90):
        return self.day - self.r.choice([-1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 30, 59, 60, 61, self.r.randint(0, most)]) * DAY

    def moment(self):
        r = self.r
        when = self.as_of - datetime.timedelta(minutes=r.choice([r.randint(0, 300), r.randint(0, 60 * 24 * 3), r.randint(0, 60 * 24 * 15), -r.randint(1, 3000)] if r.random() < 0.2 else [r.randint(0, 60 * 24 * 9)]))
        if r.random() < 0.3:  # about midnight somewhere
            zone = gate.ZoneInfo(r.choice(["America/New_York", "America/Chicago", "America/Los_Angeles"]))
            day = self.day - r.randint(0, 9) * DAY
            when = datetime.datetime.combine(day, datetime.time(), zone) + datetime.timedelta(minutes=r.choice([-61, -1, 0, 1, 59, 60]))
        return when.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def cell(self, column):
        r = self.r
        if column in gate.FLAGS or column in ("consent_cell",):
            if self.quiet and r.random() < 0.9:
                return ""
            return "maybe" if r.random() < 0.02 else r.choice(FLAG)
        if column in ("status", "relation") and self.quiet and r.random() < 0.8:
            return ""
        if column in VALUES:
            return r.choice(VALUES[column])
        if column in ("dob",):
            return r.choice(["", "", "1980-05-05", (self.day - r.choice([6573, 6574, 6575, 6576]) * DAY).isoformat()])
        if column in ("bk_filed", "bk_discharged", "bk_dismissed", "dod", "judgment", "cease_date", "attorney_since", "opt_out_at", "plan_next_due", "pdc_date", "promise_due", "last_worked") and (self.quiet and r.random() < 0.9):
            return ""
        if r.random() < 0.015:
            return "soon"
        return "" if r.random() < 0.4 else self.near().isoformat()

    def lead(self, n):
        return {"account_id": f"A{n}", **{c: self.cell(c) for c in COLUMNS if c in self.columns}}

    def leads(self, n):
        leads = [self.lead(i) for i in range(n)]
        if leads and self.r.random() < 0.2 and "person_id" in self.columns:  # two persons of one account
            leads.append({**self.lead(0), "person_id": "P9"})
        for x in leads:  # a group is one person's
            if x.get("debt_group") and x.get("person_id"):
                x["debt_group"] += x["person_id"]
        return leads

    def event(self, n):
        r = self.r
        kind = r.choice(["attempt"] * 10 + ["inbound_call", "promise", "promise_cancelled", "payment", "note"])
        event = dict.fromkeys(EVENT_COLUMNS, "")
        event.update(ts=self.moment(), account_id=f"A{r.randint(0, n)}", type=kind)
        if r.random() < 0.1:
            event["person_id"] = r.choice(["P0", "P1", "P9"])
        if kind == "attempt":
            event.update(channel=r.choice(["call"] * 6 + ["", "sms", "email", "mail"]), direction=r.choice(["out"] * 6 + ["", "in"]))
            event["place"] = r.choice(["", "", "home", "work"])
        if kind == "inbound_call" or event["channel"] in ("call", "") and kind == "attempt":
            event["result"] = r.choice(RESULTS if r.random() < 0.3 else ["no_answer", "vm_message", "busy", ""])
        if kind == "promise":
            event["due"] = r.choice(["", self.near().isoformat(), (self.day + r.randint(-1, 9) * DAY).isoformat()])
        return event

    def events(self, n):
        r = self.r
        events = [self.event(n) for _ in range(r.choice([0, 3, 10, 30, 80]))]
        if r.random() < 0.4:  # one account with many calls
            events += [{**self.event(n), "account_id": "A0", "type": "attempt", "channel": "call", "direction": "out",
                        "result": "no_answer", "due": ""} for _ in range(r.randint(1, 12))]
        r.shuffle(events)
        return events

    def rule(self, n):
        r = self.r
        rule = {"rule": f"R{n}"}
        if r.random() < 0.4:
            rule["match"] = r.sample(["NY", "MA", "CA", "TN", "ID", "WA"], 3)
        if r.random() < 0.2:
            rule[r.choice(["from", "to"])] = self.day + r.choice([-1, 0, 1]) * DAY
        rule["scope"] = r.choice(["account", "debt", "person"])
        rule["channels"] = set(r.choice([[], ["call"], ["call", "sms"], ["sms", "email"]]))
        rule["action"] = r.choice([gate.RESTRICT, gate.RESTRICT, gate.DEFER, gate.WARN, gate.HOLD])
        kind = r.choice(["limit", "limit", "cooldown", "gap", "hours"])
        if kind == "limit":
            rule.update(max=r.randint(0, 4), window=r.choice([1, 2, 7, 14, 30]), unit=r.choice(["attempt", "communication", "conversation"]))
            if r.random() < 0.4:
                rule.update(work_max=r.randint(0, 2), work_window=r.choice([7, 30]))
        elif kind == "cooldown":
            rule.update(cooldown=r.randint(1, 14), unit="conversation")
        elif kind == "gap":
            rule.update(gap=3600 * r.choice([1, 3, 12, 14, 26]), channels={"call"}, action=r.choice([gate.DEFER, gate.RESTRICT]))
        else:
            rule.update(open=60 * r.randint(6, 11), close=60 * r.randint(14, 24), action=gate.RESTRICT)
            for day in ("sat", "sun"):
                if r.random() < 0.5:
                    rule[day] = r.choice([None, (60 * r.randint(8, 11), 60 * r.randint(12, 20))])
        if r.random() < 0.2 and kind != "hours" and kind != "gap":
            rule["consent"] = True
        return rule

    def rules(self):
        return [self.rule(n) for n in range(self.r.choice([0, 0, 1, 2, 4]))]


VALUES = {
    "person_id": ["P0", "P1", "P2", ""], "debt_group": ["G0", "G1", ""],
    "collector_role": ["third_party", "", "buyer", "creditor", "clerk"], "debt_class": ["consumer", "", "", "commercial", "odd"],
    "state": [*gate.STATES, *gate.STATES, "", "ZZ"], "tz": [*LEAD_ZONES, "", "", "", ""],
    "phone": [*NUMBERS, "", "UNLISTED"], "cell": [*NUMBERS, "", ""], "work_phone": [*NUMBERS, "", "NONE"],
    "phone_type": ["cell", "land", "voip", ""], "phone_place": ["", "home", "work"],
    "email": ["a@b.example", ""], "email_place": ["", "personal", "work"], "email_basis": ["consent", "used", "prior", ""],
    "address": ["12 Elm St", "12 Elm St", "MR-12 Elm St", ""], "balance": ["10.00", "250", "1", "0", "-3"],
    "status": ["", "", "", "open", "OPEN", "Paid", "settled", "recalled", "closed", "duplicate", "legal", "fraud", "cease",
               "bankrupt", "deceased", "incarcerated", "plan", "pdc", "disputed"],
    "plan_status": ["", "", "current", "broken"], "duplicate_of": ["", "", "", "N", "A0"], "relation": ["", "", "", "self", "Spouse", "mother"],
    "bk_status": ["", "", "", "none", "filed", "dismissed"], "bk_chapter": ["", "", "", "", "", "7"],
    "no_time_windows": ["", "", "12:00-14:00", "08:00-09:30|17:00-21:00", "06:00-22:00", "10:00-11:00 | 13:00-13:30", "mornings"],
}
DATED = ["bk_discharged", "validation_sent", "cease_date", "attorney_since", "dod", "judgment", "opt_out_at"]
COLUMNS = [*VALUES, *gate.FLAGS, *gate.DATES, *DATED, "consent_cell"]
EVENT_COLUMNS = ["ts", "account_id", "person_id", "type", "channel", "direction", "result", "place", "due"]
ACTIONS = ["drop", "hold", "defer", "restrict", "warn"]
RULE_COLUMNS = ["rule", "match", "from", "to", "scope", "channels", "action", "unit", "window", "max", "work_max", "work_window",
                "cooldown", "gap", "consent", "open", "close", "sat", "sun"]


def clock(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


def row_of(rule):
    """A rule as its table has it."""
    row = {k: rule.get(k, "") for k in RULE_COLUMNS}
    row["action"] = ACTIONS[rule["action"]]
    row["channels"] = "|".join(sorted(rule["channels"]))
    row["match"] = "state:" + "/".join(rule["match"]) if "match" in rule else ""
    row["gap"] = f"{rule['gap']}s" if "gap" in rule else ""
    row["consent"] = "yes" if "consent" in rule else ""
    for column in ("open", "close"):
        row[column] = clock(rule[column]) if column in rule else ""
    for column in ("sat", "sun"):
        if column in rule:
            row[column] = "closed" if rule[column] is None else "-".join(map(clock, rule[column]))
    return row


def write(path, columns, rows):
    with open(path, "w", newline="") as f:
        table = csv.DictWriter(f, columns, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def severities(reasons, known):
    """Codes in the order of their severity; within one they are compared as a set."""
    return sorted((known[code], code) for code in reasons if code in known)


def differ(want, got):
    """What is not as it should be, in words; None: nothing."""
    for w, g in zip(want, got):
        if len(want) != len(got):
            return "rows are missing"
        codes = [c for c in g["reasons"].split(";") if c]
        known = {}
        for action, code in w["reasons"]:
            known.setdefault(code, []).append(action)
        if sorted(codes) != sorted(code for _, code in w["reasons"]):
            return f"{w['account_id']}: reasons {codes}, not {w['reasons']}"
        order = [known[c].pop(0) for c in codes]
        if order != sorted(order):
            return f"{w['account_id']}: the order of {codes}, not {w['reasons']}"
        for column in ("status", "channels", "next_ok", "calls_left", "call_from", "call_to"):
            own = "gate_status" if column == "status" and "gate_status" in g else column
            if w[column] != g[own]:
                return f"{w['account_id']}: {column} {g[own]}, not {w[column]} ({w['reasons']})"
    return None


def run(seed):
    maker = Maker(seed)
    n = maker.r.randint(1, 8)
    leads, events, rules = maker.leads(n), maker.events(n), maker.rules()
    folder = tempfile.mkdtemp(prefix="gate-random-")
    path = lambda name: os.path.join(folder, name)
    write(path("leads.csv"), list(leads[0]), leads)
    write(path("events.csv"), EVENT_COLUMNS, events)
    off = [] if maker.pattern else [{"rule": "PATTERN", "action": "off"}]
    write(path("rules.csv"), RULE_COLUMNS, off + [row_of(r) for r in rules])
    as_of = maker.as_of.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    command = ["hl-gate", "--as-of", as_of, "--for", maker.day.isoformat(), "--tz", maker.zone, "--all", "-q", "-e", path("events.csv"),
               "-r", path("rules.csv"), "--dial-mode", maker.dial_mode, "-j", str(maker.r.choice([1, 2, 4])), path("leads.csv")]
    if maker.lead_zone:
        command[1:1] = ["--lead-zone", maker.lead_zone]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    world = gate.World(leads, events, as_of, maker.day, maker.zone, rules=rules, lead_zone=maker.lead_zone,
                       dial_mode=maker.dial_mode, pattern=maker.pattern)
    got = list(csv.DictReader(done.stdout.splitlines()))
    why = f"exit {done.returncode}: {done.stderr}" if done.returncode else differ(world.verdicts(), got)
    if why:
        print(f"seed {seed}: {why}\n  {' '.join(command)}")
        return False
    shutil.rmtree(folder)
    return True


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    failed = sum(not run(seed * 1000003 + i) for i in range(count))
    if failed:
        sys.exit(f"{failed} of {count} cases differ")


if __name__ == "__main__":
    main()
