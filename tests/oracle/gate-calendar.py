#!/usr/bin/env python3
"""gate-calendar.py - the calendar of the contact rules a second time: hl-gate against zoneinfo.

usage: gate-calendar.py SEED COUNT     hl-gate is found by PATH

Each case is a day of the work, a zone of the agency and a lead in every zone below; the log has calls about
local midnights and in hours that clocks show twice or never. Only the seven calls, the seven days behind a
conversation and the hours are asked, and they are worked out here from their definitions alone.
"""
import csv
import datetime
import os
import random
import subprocess
import sys
import tempfile
from zoneinfo import ZoneInfo

DAY = datetime.timedelta(days=1)
UTC = datetime.timezone.utc
ZONES = ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
         "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "Europe/London", "Australia/Lord_Howe",
         "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "America/Havana", "Pacific/Chatham"]
# About the days of the changes, a leap day, the end of a year, and days on which nothing happens.
DAYS = ["2026-03-08", "2026-03-09", "2026-03-14", "2026-03-15", "2026-11-01", "2026-11-02", "2026-11-07", "2026-11-08",
        "2026-03-29", "2026-04-04", "2026-10-25", "2026-10-31", "2026-04-05", "2026-04-11", "2026-10-04", "2026-10-10",
        "2028-02-29", "2028-03-01", "2028-03-06", "2026-12-31", "2027-01-01", "2027-01-06", "2026-03-02", "2026-07-04",
        "2011-12-29", "2011-12-31", "2012-01-04", "2012-01-05"]
COUNTED = {"no_answer", "vm_message", "vm_no_message", "answered_hangup", "rpc_no_result"}


class Maker:
    def __init__(self, seed):
        r = self.r = random.Random(seed)
        self.day = datetime.date.fromisoformat(r.choice(DAYS))
        self.agency = ZoneInfo(r.choice(ZONES + ["UTC"]))
        ahead = r.choice([0, 0, 0, 1, 3])  # the data may be older than the day that is worked
        end = datetime.datetime.combine(self.day - ahead * DAY, datetime.time(r.choice([0, 6, 12, 23]), 59), self.agency)
        self.as_of = end.astimezone(UTC)

    def moment(self, zone):
        """A moment where calendars are easily wrong."""
        r = self.r
        day = self.day - r.choice([-1, 0, 0, 1, 2, 3, 4, 5, 6, 6, 6, 7, 7, 8]) * DAY
        minute = r.choice([0, 0, 1, 29, 30, 59, 60, 61, 89, 90, 119, 120, 121, 150, 179, 180, 181, 720, 1320, 1410, 1439])
        local = datetime.datetime.combine(day, datetime.time(), zone, ) + datetime.timedelta(minutes=minute)
        at = local.replace(fold=r.choice([0, 1])).astimezone(UTC)
        return at + datetime.timedelta(seconds=r.choice([-1, 0, 0, 1]))

    def event(self, lead):
        r = self.r
        at = self.moment(lead["zone"])
        talk = r.random() < lead["talkative"]
        result = r.choice(["busy", "not_in_service", *sorted(COUNTED - {"rpc_no_result"}), "no_answer", "no_answer"])
        kind = "inbound_call" if talk and r.random() < 0.5 else "attempt"
        written = at.astimezone(r.choice([UTC, lead["zone"], self.agency]))
        return {"ts": written.isoformat(), "account_id": lead["id"], "type": kind, "result": "rpc_no_result" if talk else result,
                "at": at}

    def leads(self):
        r = self.r
        return [{"id": f"{name}.{n}", "tz": name, "zone": ZoneInfo(name), "talkative": r.choice([0, 0, 0.03, 0.2]),
                 "calls": r.choice([0, 1, 6, 7, 8, 12, 20])} for name in ZONES for n in range(2)]


def first_moment(zone, day, minute):
    """When the clocks of the zone first show that minute of the day, or a later one."""
    want = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minute)
    at = want.replace(tzinfo=UTC) - datetime.timedelta(hours=27)
    step = datetime.timedelta(minutes=15)  # no zone of this century has changes between
    while at.astimezone(zone).replace(tzinfo=None) < want:
        at += step
    return at


def show(at, agency):
    return at.astimezone(agency).isoformat().replace("+00:00", "Z")


def judge(maker, lead, events):
    """status, next_ok, calls_left, call_from, call_to."""
    day, zone = maker.day, lead["zone"]
    past = [(e["at"].astimezone(zone).date(), e) for e in events if e["account_id"] == lead["id"] and e["at"] <= maker.as_of]
    past = [(d, e) for d, e in past if d <= day]
    calls = sorted((d for d, e in past if e["type"] == "attempt" and e["result"] in COUNTED), reverse=True)
    talks = [d for d, e in past if e["result"] == "rpc_no_result"]
    left = max(0, 7 - sum(d > day - 7 * DAY for d in calls))
    free = day
    if left == 0:
        free = day + DAY
        while sum(free - 6 * DAY <= d <= free for d in calls) >= 7:
            free += DAY
    cool = max(talks) + 7 * DAY if talks else day
    barred = max(free, cool) > day
    window = ("", "")
    if not barred:
        window = tuple(show(first_moment(zone, day, m), maker.agency) for m in (480, 1260))
    return ("work" if left else "defer", max(free, cool).isoformat() if barred else "", "0" if barred else str(left), *window)


def write(path, columns, rows):
    with open(path, "w", newline="") as f:
        table = csv.DictWriter(f, columns, lineterminator="\n", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)


def run(seed, folder):
    maker = Maker(seed)
    leads = maker.leads()
    events = [maker.event(lead) for lead in leads for _ in range(lead["calls"])]
    maker.r.shuffle(events)
    path = lambda name: os.path.join(folder, name)
    write(path("leads.csv"), ["account_id", "tz"], [{"account_id": x["id"], "tz": x["tz"]} for x in leads])
    write(path("events.csv"), ["ts", "account_id", "type", "result"], events)
    write(path("rules.csv"), ["rule", "action"], [{"rule": "PATTERN", "action": "off"}])
    command = ["hl-gate", "--as-of", maker.as_of.isoformat(), "--for", maker.day.isoformat(), "--tz", maker.agency.key, "--all", "-q",
               "-e", path("events.csv"), "-r", path("rules.csv"), path("leads.csv")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    if done.returncode:
        print(f"seed {seed}: exit {done.returncode}: {done.stderr}\n  {' '.join(command)}")
        return False
    for lead, row in zip(leads, csv.DictReader(done.stdout.splitlines())):
        want = judge(maker, lead, events)
        got = tuple(row[c] for c in ("status", "next_ok", "calls_left", "call_from", "call_to"))
        if want != got:
            print(f"seed {seed}: {lead['id']} on {maker.day} for {maker.agency.key}: {got}, not {want}")
            return False
    return True


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="gate-calendar-") as folder:
        failed = sum(not run(seed * 1000003 + i, folder) for i in range(count))
    if failed:
        sys.exit(f"{failed} of {count} cases differ")


if __name__ == "__main__":
    main()
