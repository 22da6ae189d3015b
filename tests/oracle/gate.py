#!/usr/bin/env python3
"""gate.py - the contact rules of the profile us a second time, for tests: written from the design alone, slow and plain.

usage: gate.py LEADS.csv EVENTS.csv AS_OF [DAY] [ZONE]

It knows the rules of collection of consumer debt, limits, cool downs, gaps and hours of further tables,
but no conditions (when) and no quotes of other tables: these are the business of score.py.
"""
import csv
import datetime
import re
import sys
from zoneinfo import ZoneInfo

DAY = datetime.timedelta(days=1)
CHANNELS = ["call", "sms", "email", "mail"]
ALL = frozenset(CHANNELS)
DROP, HOLD, DEFER, RESTRICT, WARN = range(5)
YES = {"y", "1", "t", "true", "yes", "x"}
NO = {"n", "0", "f", "false", "no", ""}
FOREVER = datetime.date.max

# attempt, counts for the limits (regf), contact, right party, conversation
RESULTS = {
    "no_answer": (1, 1, 0, 0, 0), "busy": (1, 0, 0, 0, 0), "not_in_service": (1, 0, 0, 0, 0),
    "vm_no_message": (1, 1, 0, 0, 0), "vm_message": (1, 1, 0, 0, 0), "answered_hangup": (1, 1, 1, 0, 0),
    "abandoned": (1, 1, 0, 0, 0), "third_party": (1, 1, 1, 0, 0), "wrong_number": (1, 1, 1, 0, 0),
    "rpc_no_result": (1, 1, 1, 1, 1), "rpc_refused": (1, 1, 1, 1, 1), "rpc_dispute": (1, 1, 1, 1, 1),
    "rpc_promise": (1, 1, 1, 1, 1), "rpc_payment": (1, 1, 1, 1, 1), "inbound_rpc": (0, 0, 1, 1, 1),
    "fax": (1, 0, 0, 0, 0), "blocked": (1, 0, 0, 0, 0), "network_error": (1, 0, 0, 0, 0),
}
UNKNOWN = (1, 1, 0, 0, 0)

EAST, CENTRAL, MOUNTAIN, PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
WORDS = {"ET": EAST, "CT": CENTRAL, "MT": MOUNTAIN, "PT": PACIFIC, "AKT": "America/Anchorage", "HT": "Pacific/Honolulu"}
STATES = {
    "NY": [EAST], "OH": [EAST], "MA": [EAST], "DC": [EAST], "GA": [EAST], "IL": [CENTRAL], "MN": [CENTRAL],
    "CO": [MOUNTAIN], "CA": [PACIFIC], "WA": [PACIFIC], "AZ": ["America/Phoenix"], "HI": ["Pacific/Honolulu"],
    "FL": [EAST, CENTRAL], "IN": [EAST, CENTRAL], "KY": [EAST, CENTRAL], "TN": [EAST, CENTRAL], "MI": [EAST, CENTRAL],
    "TX": [CENTRAL, MOUNTAIN], "KS": [CENTRAL, MOUNTAIN], "NE": [CENTRAL, MOUNTAIN], "ND": [CENTRAL, MOUNTAIN],
    "SD": [CENTRAL, MOUNTAIN], "ID": [MOUNTAIN, PACIFIC], "OR": [MOUNTAIN, PACIFIC],
}
AREAS = {"212": "NY", "614": "OH", "617": "MA", "202": "DC", "404": "GA", "312": "IL", "612": "MN", "303": "CO",
         "213": "CA", "206": "WA", "602": "AZ", "808": "HI", "305": "FL", "615": "TN", "713": "TX", "208": "ID"}
# Where an area code is in a part of its state.
AREA_ZONES = {"305": [EAST], "615": [CENTRAL], "713": [CENTRAL], "602": ["America/Phoenix"]}

FLAGS = ["cease", "refuse_written", "attorney", "attorney_unresponsive", "work_prohibited", "opt_out_call", "opt_out_sms",
         "opt_out_email", "opt_out_mail", "do_not_call", "duplicate", "on_plan", "pdc", "dispute", "deceased", "minor", "scra", "incarcerated", "fraud", "litigation"]
DATES = ["verified_date", "dispute_date", "bk_filed", "bk_dismissed", "dob", "consent_at",
         "consent_revoked_at", "prior_call_consent_at", "prior_call_consent_until", "sms_last_inbound",
         "number_checked_at", "sol_date", "plan_next_due", "pdc_date", "promise_due", "last_worked"]


def day_of(text):
    return datetime.date.fromisoformat(text[:10]) if text else None


def moment_of(text, zone):
    when = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return when if when.tzinfo else when.replace(tzinfo=zone)


class Bad(Exception):
    pass


class Verdict:
    def __init__(self):
        self.notes = []

    def note(self, action, code, channels=ALL, until=FOREVER):
        self.notes.append((action, code, frozenset(channels), until))

    def until(self, channel):
        return max([u for a, _, c, u in self.notes if a < WARN and channel in c], default=None)


class Lead:
    def __init__(self, cells):
        self.cells = {k: v.strip() for k, v in cells.items()}
        self.bad = False

    def has(self, *columns):
        return any(c in self.cells for c in columns)

    def text(self, column):
        return self.cells.get(column, "")

    def says(self, column):
        return self.text(column).lower() not in NO

    def flag(self, column):
        word = self.text(column).lower()
        if word not in YES and word not in NO:
            self.bad = True
        return word in YES

    def date(self, column):
        try:
            return day_of(self.text(column))
        except ValueError:
            self.bad = True
            return None

    @property
    def id(self):
        return self.text("account_id")

    @property
    def person(self):
        return self.text("person_id")

    @property
    def consumer(self):
        return self.text("debt_class").lower() != "commercial"

    @property
    def reg_f(self):
        return self.consumer and self.text("collector_role").lower() != "creditor"


class Event:
    def __init__(self, cells, zone):
        get = lambda k: (cells.get(k) or "").strip()
        self.at = moment_of(get("ts"), zone)
        self.account, self.person, self.type = get("account_id"), get("person_id"), get("type")
        self.channel = get("channel") or "call"
        self.all_channels = not get("channel")
        self.number = digits(get("number"))
        self.place = get("place").lower()
        self.due = day_of(get("due")) or self.at.astimezone(zone).date()
        inbound = get("direction").lower() in ("in", "inbound") or self.type == "inbound_call"
        word = get("result")
        self.out = self.type == "attempt" and not inbound
        flags = RESULTS.get(word, UNKNOWN)
        spoke = self.type in ("attempt", "inbound_call") and self.channel == "call"
        self.call = spoke and self.out and bool(flags[1])
        self.dial = spoke and self.out
        self.message = self.type == "attempt" and self.out and self.channel != "call"
        self.talk = spoke and bool(flags[4])
        if spoke and not self.out and word not in RESULTS:  # who phones talks
            self.talk = True

    def days(self, zones):
        return [self.at.astimezone(z).date() for z in zones]


def digits(text):
    found = re.sub(r"\D", "", text)
    return found[1:] if len(found) == 11 and found[0] == "1" else found


class World:
    """The leads, the log and what the run says."""

    def __init__(self, leads, events, as_of, day=None, zone="UTC", **more):
        self.zone = ZoneInfo(zone)
        self.as_of = moment_of(as_of, self.zone)
        self.day = day or self.as_of.astimezone(self.zone).date()
        self.leads = [Lead(x) for x in leads]
        # A day is over twelve hours behind Greenwich at the latest.
        self.end = datetime.datetime.combine(self.day + DAY, datetime.time(12), datetime.timezone.utc) - datetime.timedelta(microseconds=1)
        self.events = [e for e in (Event(x, self.zone) for x in events) if e.at <= min(self.as_of, self.end)]
        self.rules = more.get("rules", [])
        self.lead_zone = more.get("lead_zone")
        self.dial_mode = more.get("dial_mode", "manual")
        self.pattern = more.get("pattern", True)

    # --- 1.6: where a lead is ---

    def sources(self, lead):
        tz, state = lead.text("tz"), lead.text("state").upper()
        areas = [digits(lead.text(c))[:3] for c in ("phone", "cell")]
        return ([WORDS.get(tz, tz)] if tz else None, STATES.get(state),
                [z for a in areas for z in AREA_ZONES.get(a) or STATES.get(AREAS.get(a), [])])

    def zones(self, lead):
        tz, state, area = self.sources(lead)
        found = list(tz or [])
        if state and not (tz and tz[0] in state):
            found += [z for z in state if z not in found]
        found += [z for z in area if z not in found]
        if not found and self.lead_zone:
            found = [self.lead_zone]
        return [ZoneInfo(z) for z in found]

    def states(self, lead):
        areas = [AREAS.get(digits(lead.text(c))[:3]) for c in ("phone", "cell")]
        return {s for s in (lead.text("state").upper(), *areas) if s}

    # --- whose contacts count ---

    def accounts(self, lead, scope):
        if scope == "person" and lead.person:
            return {x.id for x in self.leads if x.person == lead.person}
        if scope == "debt" and lead.text("debt_group"):
            return {x.id for x in self.leads
                    if x.text("debt_group") == lead.text("debt_group") and x.person == lead.person} | {lead.id}
        return {lead.id}

    def events_of(self, lead, scope="debt"):
        accounts = self.accounts(lead, scope)
        return sorted((e for e in self.events if
                       (e.account in accounts and (not e.person or not lead.person or e.person == lead.person))),
                      key=lambda e: e.at)

    def day_for(self, event, zones):
        """The day of an event for the lead; the latest that is not yet to come where its zones disagree."""
        past = [d for d in event.days(zones or [self.zone]) if d <= self.day]
        return max(past) if past else None

    # --- 1.3 F3, F4: agreed calls ---

    def consent(self, lead, zones):
        """First and last moment of the agreed days, or None."""
        given, until = lead.date("prior_call_consent_at"), lead.date("prior_call_consent_until")
        if not given:
            return None
        last = min(given + 6 * DAY, until or FOREVER)
        revoked = lead.date("consent_revoked_at")
        if revoked and revoked >= given and not (lead.date("consent_at") and lead.date("consent_at") > revoked):
            last = min(last, revoked - DAY)
        talks = [e for e in self.events_of(lead) if e.talk and (self.day_for(e, zones) or given) > given]
        return given, last, min((e.at for e in talks), default=None)

    def agreed(self, window, day, at=None):
        if not window:
            return False
        first, last, talk = window
        return first <= day <= last and (talk is None or (at is not None and at <= talk))

    # --- limits ---

    def count(self, lead, rule, zones, window):
        """Days of the contacts that count for a rule, and those at work."""
        channels = rule.get("channels") or ALL
        days, work = [], []
        for e in self.events_of(lead, rule.get("scope", "debt")):
            day = self.day_for(e, zones)
            if day is None:
                continue
            if rule.get("unit") == "conversation":
                counts = e.talk and "call" in channels
            else:
                counts = (e.call and "call" in channels) or (e.message and e.channel in channels)
            if counts and not (rule.get("consent") and self.agreed(window, day, e.at)):
                days.append(day)
                if e.place == "work":
                    work.append(day)
        return sorted(days), sorted(work)

    def freed(self, days, limit, span):
        """What is left on the day, and the first day after it on which something is."""
        inside = [d for d in days if self.day - (span - 1) * DAY <= d <= self.day]
        day = self.day + DAY
        while limit > 0 and sum(day - (span - 1) * DAY <= d <= day for d in days) >= limit:
            day += DAY
        return max(0, limit - len(inside)), day if limit > 0 else FOREVER

    def federal(self, lead):
        rules = []
        if lead.reg_f:
            rules += [
                dict(rule="CALLS_7IN7", action=DEFER, max=7, window=7, channels={"call"}, consent=True),
                dict(rule="CONV_COOLDOWN", action=RESTRICT, cooldown=7, channels={"call"}, consent=True),
            ]
        if self.pattern:
            rules.append(dict(rule="PATTERN", action=DEFER, max=2, window=1, channels={"call"}, gap=7200))
            rules.append(dict(rule="PATTERN", action=WARN, max=7, window=7, channels={"call"}, scope="person"))
        rules.append(dict(rule="HOURS", action=RESTRICT, open=480, close=1260))
        return rules

    def applies(self, rule, lead):
        if rule.get("match") and not (self.states(lead) & set(rule["match"])):
            return False
        return not ((rule.get("from") and self.day < rule["from"]) or (rule.get("to") and self.day > rule["to"]))

    def limits(self, lead, v, zones):
        left, today, after = None, None, []
        window = self.consent(lead, zones)
        work_barred = []
        for rule in [r for r in self.federal(lead) + self.rules if self.applies(r, lead)]:
            free = rule.get("consent") and self.agreed(window, self.day)
            action, code, channels = rule.get("action", RESTRICT), rule["rule"], frozenset(rule.get("channels") or ALL)
            days, at_work = self.count(lead, rule, zones, window)
            if "max" in rule:
                rest, day = self.freed(days, rule["max"], rule.get("window", 7))
                if rest == 0 and not free:
                    v.note(action, code, channels, day)
                if "call" in channels and action != WARN and (rest or not free):
                    if rule.get("window", 7) > 1:
                        left = rest if left is None else min(left, rest)
                    else:
                        today = rest if today is None else min(today, rest)
            if "work_max" in rule:
                rest, day = self.freed(at_work, rule["work_max"], rule.get("work_window", 7))
                if rest == 0 and not free:
                    work_barred.append((action, code, channels, day))
            if "cooldown" in rule and not free:
                talks = [self.day_for(e, zones) for e in self.events_of(lead, rule.get("scope", "debt")) if e.talk]
                talks = [d for d in talks if d]
                if talks and max(talks) + rule["cooldown"] * DAY > self.day:
                    v.note(action, code, channels, max(talks) + rule["cooldown"] * DAY)
                    if "call" in channels and action != WARN:
                        left = 0
            if "gap" in rule and not free:
                calls = [e.at for e in self.events_of(lead, rule.get("scope", "debt"))
                         if e.dial and self.day_for(e, zones)]
                if calls:
                    free = max(calls) + datetime.timedelta(seconds=rule["gap"])
                    after.append((free, code, action))
        return today if left is None else left, after, work_barred

    # --- hours ---

    def pieces(self, lead, zones, hours, no_times):
        """Seconds in which the lead may be called on the day, as (from, to) of instants."""
        left = None
        for zone in zones:
            start = lambda minute: datetime.datetime.combine(self.day, datetime.time(), zone) + datetime.timedelta(minutes=minute)
            own = [(hours[0], hours[1])]
            for a, b in no_times:
                own = [p for x, y in own for p in ((x, min(y, a)), (max(x, b), y)) if p[0] < p[1]]
            own = [(start(x).timestamp(), start(y).timestamp()) for x, y in own]
            if left is None:
                left = own
            else:
                left = [(max(a, c), min(b, d)) for a, b in left for c, d in own if max(a, c) < min(b, d)]
        return sorted(left or [])

    def opening(self, rule, day):
        """The rule's hours on the day; None: it is closed."""
        return rule.get({5: "sat", 6: "sun"}.get(day.weekday()), (rule["open"], rule["close"]))

    def no_times(self, lead):
        found = []
        for part in filter(None, (p.strip() for p in lead.text("no_time_windows").split("|"))):
            m = re.fullmatch(r"(\d\d):(\d\d)-(\d\d):(\d\d)", part)
            if not m:
                lead.bad = True
                continue
            a, b, c, d = map(int, m.groups())
            found.append((60 * a + b, 60 * c + d))
        return found

    def hours(self, lead, v, zones, after):
        rows = [r for r in self.federal(lead) + self.rules if "open" in r and self.applies(r, lead)]
        no_times = self.no_times(lead)
        if not zones:
            if rows or not rows:
                v.note(DEFER, "NO_TZ")
            return None
        hours = (0, 1440)
        for r in rows:
            channels = r.get("channels") or ALL
            own = self.opening(r, self.day)
            if own is None:
                day = next((d for d in (self.day + n * DAY for n in range(1, 15))
                            if all(self.opening(x, d) for x in rows if (x.get("channels") or ALL) & channels)), FOREVER)
                v.note(RESTRICT, r["rule"], channels, day)
            elif "call" in channels:
                hours = (max(hours[0], own[0]), min(hours[1], own[1]))
                if not self.pieces(lead, zones, hours, []):
                    v.note(RESTRICT, r["rule"], channels, self.day + DAY)
        open_ = self.pieces(lead, zones, hours, [])
        kept = self.pieces(lead, zones, hours, no_times)
        if not open_:
            return None
        if not kept:
            v.note(DEFER, "INCONVENIENT", ALL, self.day + DAY)
            kept = open_
        for free, code, action in after:
            late = free.timestamp()
            kept = [(max(a, late), b) for a, b in kept if max(a, late) < b]
            if not kept:
                v.note(action, code, {"call"}, max(self.day + DAY, max(free.astimezone(z).date() for z in zones)))
                return None
        return max(kept, key=lambda p: (p[1] - p[0], -p[0]))

    # --- 1.3 F8 to F20, 1.8: what bars a lead ---

    def said(self, lead):
        said = {c for c in ("call", "sms", "email") if lead.flag("opt_out_" + c)}
        return said | ({"call"} if lead.flag("do_not_call") else set())

    def opted_out(self, lead, text):
        """What others have opted a number or an address out of."""
        out = set()
        for x in self.leads:
            numbers = {digits(x.text(c)) for c in ("phone", "cell", "work_phone")}
            out |= self.said(x) & {"call", "sms"} if text and text in numbers else set()
            out |= self.said(x) & {"email"} if text and text == x.text("email").lower() else set()
        return out - self.said(lead)

    def relatives(self, lead):
        return [x for x in self.leads if x.person == lead.person] if lead.person else [lead]

    def drops(self, lead, v):
        day = self.day
        if lead.flag("cease") | lead.flag("refuse_written") or (lead.text("cease_date") and not lead.text("cease")):
            v.note(DROP, "CEASE")
        attorney = lead.flag("attorney") or (lead.text("attorney_since") and not lead.text("attorney"))
        if attorney and not lead.flag("attorney_unresponsive"):
            v.note(DROP, "ATTY")
        if any(self.bankrupt(x) for x in self.relatives(lead)):
            v.note(DROP, "BANKRUPT")
        if any((x.text("bk_dismissed") or x.text("bk_status").lower() == "dismissed") and not x.text("bk_discharged")
               for x in self.relatives(lead)):
            v.note(WARN, "BK_DISMISSED")
        if any(x.flag("deceased") or x.text("dod") for x in self.relatives(lead)):
            v.note(DROP, "ESTATE")
        if any(x.flag("minor") or self.young(x) for x in self.relatives(lead)):
            v.note(DROP, "MINOR")
        balance = lead.text("balance")
        if balance and float(balance) <= 0:
            v.note(DROP, "PAID")
        if lead.flag("duplicate") or lead.says("duplicate_of"):
            v.note(DROP, "DUP")
        if lead.text("relation").lower() not in ("", "self", "spouse"):
            v.note(DROP, "LOCATION")

    def bankrupt(self, lead):
        filed, dismissed = lead.date("bk_filed"), lead.date("bk_dismissed")
        if lead.text("bk_discharged"):
            return True
        if dismissed and dismissed > self.day:
            return True
        if dismissed and not (filed and filed > dismissed):
            return False
        status = lead.text("bk_status").lower()
        if status == "dismissed" and not dismissed:
            return False
        return bool(lead.text("bk_filed") or lead.text("bk_chapter") or status not in ("", "none", "no", "n", "dismissed"))

    def young(self, lead):
        born = lead.date("dob")
        if not born:
            return False
        try:
            grown = born.replace(year=born.year + 18)
        except ValueError:  # the 29th of February
            grown = born.replace(year=born.year + 18, month=3, day=1)
        return self.day < grown

    def holds(self, lead, v):
        verified, disputed = lead.date("verified_date"), lead.date("dispute_date")
        late = (verified and verified > self.day) or (disputed and (not verified or verified < disputed))
        if (lead.flag("dispute") and (late or not verified)) or (late and lead.text("dispute_date") and not lead.text("dispute")):
            v.note(HOLD, "DISPUTE")
        for column, code in (("scra", "SCRA"), ("incarcerated", "INCARC")):
            if any(x.flag(column) for x in self.relatives(lead)):
                v.note(HOLD, code)
        if lead.flag("fraud"):
            v.note(HOLD, "FRAUD")
        if lead.flag("litigation") or lead.says("judgment"):
            v.note(HOLD, "LEGAL")

    def later(self, lead, v):
        """1.8: what waits for a day of the lead's own."""
        day, status = self.day, lead.text("status").lower()
        due, cheque, promised = lead.date("plan_next_due"), lead.date("pdc_date"), lead.date("promise_due")
        if lead.flag("on_plan") or lead.text("plan_status").lower() == "current" or status == "plan":
            if not due:
                v.note(HOLD, "ON_PLAN")
            elif due > day:
                v.note(DEFER, "ON_PLAN", ALL, due)
        if cheque and cheque > day:
            v.note(DEFER, "PDC", ALL, cheque)
        elif not cheque and (lead.flag("pdc") or status == "pdc"):
            v.note(HOLD, "PDC")
        if promised and promised > day:
            v.note(DEFER, "PTP_PENDING", ALL, promised)
        worked = lead.date("last_worked")
        if worked and worked == day:
            v.note(DEFER, "WORKED_TODAY", ALL, day + DAY)

    STATUSES = {"paid": (DROP, "PAID"), "settled": (DROP, "PAID"), "recalled": (DROP, "RECALLED"), "closed": (DROP, "CLOSED"),
                "duplicate": (DROP, "DUP"), "legal": (HOLD, "LEGAL"), "fraud": (HOLD, "FRAUD"), "cease": (DROP, "CEASE")}
    PERSON_STATUSES = {"bankrupt": (DROP, "BANKRUPT"), "deceased": (DROP, "ESTATE"), "incarcerated": (HOLD, "INCARC")}

    def statuses(self, lead, v):
        status = lead.text("status").lower()
        if status in self.STATUSES:
            v.note(*self.STATUSES[status])
        for x in self.relatives(lead):
            status = x.text("status").lower()
            if status in self.PERSON_STATUSES and not (status == "bankrupt" and x.date("bk_dismissed")):
                v.note(*self.PERSON_STATUSES[status])
        if lead.text("status").lower() == "disputed" and not lead.date("verified_date"):
            v.note(HOLD, "DISPUTE")

    def defers(self, lead, v):
        validation = [self.day_for(e, self.zones(lead)) for e in self.events if e.account == lead.id and (e.talk or e.message)]
        validation = [d for d in validation if d]
        if lead.reg_f and lead.has("validation_sent") and not lead.text("validation_sent") and validation:
            since = (self.day - min(validation)).days
            if since >= 5:
                v.note(HOLD, "VALIDATION_DUE")
            elif since >= 3:
                v.note(WARN, "VALIDATION_DUE")
        newest = None
        for e in sorted((e for e in self.events if e.account == lead.id), key=lambda e: e.at):
            if e.type in ("promise", "promise_cancelled"):
                newest = e
        if newest and newest.type == "promise" and newest.due and newest.due > self.day:
            v.note(DEFER, "PTP_PENDING", ALL, newest.due)

    def restricts(self, lead, v):
        for channel in CHANNELS:
            if lead.flag("opt_out_" + channel):
                v.note(RESTRICT, "OPTOUT_" + channel.upper(), {channel})
        if lead.flag("do_not_call"):
            v.note(RESTRICT, "OPTOUT_CALL", {"call"})
        if lead.says("opt_out_at") and not any(lead.text("opt_out_" + c) for c in CHANNELS):
            v.note(RESTRICT, "OPTOUT", ALL)
        if any(self.revoked(x) for x in self.relatives(lead)):
            v.note(RESTRICT, "REVOKED", {"call", "sms"})
        if lead.reg_f:
            texted, checked = lead.date("sms_last_inbound"), lead.date("number_checked_at")
            newest = max([d for d in (texted, checked) if d], default=None)
            if newest is None or newest < self.day - 60 * DAY:
                v.note(RESTRICT, "SMS_60D", {"sms"})
            if not lead.text("email_basis"):
                v.note(RESTRICT, "EMAIL_BASIS", {"email"})
            if lead.text("email_place").lower() == "work" and lead.text("email_basis").lower() not in ("consent", "used"):
                v.note(RESTRICT, "EMAIL_WORK", {"email"})

    def revoked(self, lead):
        revoked, given = lead.date("consent_revoked_at"), lead.date("consent_at")
        return bool(lead.text("consent_revoked_at")) and not (given and (not revoked or given > revoked))

    def warns(self, lead, v):
        sol = lead.date("sol_date")
        if sol and sol <= self.day:
            v.note(WARN, "TIME_BARRED")

    def unreadable(self, lead):
        """Does a cell that a rule of the whole person asks say nothing that can be read?"""
        kept, lead.bad = lead.bad, False
        for column in ("deceased", "minor", "scra", "incarcerated"):
            lead.flag(column)
        for column in ("bk_filed", "bk_dismissed", "dob", "consent_at", "consent_revoked_at"):
            lead.date(column)
        bad, lead.bad = lead.bad, kept
        return bad

    # --- channels ---

    def present(self, lead, v, work_barred):
        there, at_work = set(ALL), set()
        if lead.has("phone", "cell", "work_phone"):
            there -= {"call", "sms"}
            numbers, dead, shared = [], False, set()
            for column in ("phone", "cell", "work_phone"):
                if not lead.text(column):
                    continue
                number = digits(lead.text(column))
                if len(number) < 7 or len(set(number)) == 1:
                    dead = True
                    continue
                kind = lead.text("phone_type").lower() if column == "phone" else column
                place = lead.text("phone_place").lower() if column == "phone" else "work" if column == "work_phone" else ""
                channels = {"call", "sms"} if kind == "cell" else {"call"}
                shared |= channels & self.opted_out(lead, number)
                channels -= self.opted_out(lead, number)
                if channels:
                    numbers.append((kind, place, channels))
            work = [n for n in numbers if n[1] == "work"]
            no_work = lead.flag("work_prohibited")
            if work and no_work:
                v.note(RESTRICT, "NO_WORK", ())
                numbers = [n for n in numbers if n[1] != "work"]
            for n in numbers:
                there |= n[2]
            for channel in shared:
                v.note(RESTRICT, "OPTOUT_" + channel.upper(), {channel} - there)
            there |= shared
            numbers = [n for n in numbers if "call" in n[2]]
            self.auto(lead, v, numbers)
            if dead:
                v.note(WARN if numbers else RESTRICT, "BAD_PHONE", ())
            at_work = ({"call"} if numbers and all(n[1] == "work" for n in numbers) else set())
            at_work |= {"sms"} if "sms" in there and all(n[1] == "work" for n in numbers if n[0] == "cell") else set()
        else:
            self.auto(lead, v, [("", "")])
        if lead.text("email_place").lower() == "work":
            if (lead.text("email") or not lead.has("email")) and lead.flag("work_prohibited"):
                v.note(RESTRICT, "NO_WORK", ())
                there.discard("email")
            else:
                at_work = at_work | {"email"}
        if lead.has("email") and not lead.text("email"):
            there.discard("email")
        elif "email" in self.opted_out(lead, lead.text("email").lower()) and "email" in there:
            v.note(RESTRICT, "OPTOUT_EMAIL", {"email"})
        if lead.has("address") and (not lead.text("address") or lead.text("address").startswith("MR-")):
            there.discard("mail")
            if lead.text("address"):
                v.note(RESTRICT, "BAD_ADDR", ())
        for action, code, channels, day in work_barred:
            barred = channels & at_work & there
            v.note(action if barred else WARN, code, barred, day)
        return there

    def auto(self, lead, v, numbers):
        if self.dial_mode not in ("predictive", "prerecorded") or not any(n[0] != "land" for n in numbers):
            return
        revoked, given = lead.date("consent_revoked_at"), lead.date("consent_at")
        if not lead.flag("consent_cell") or (revoked and not (given and given > revoked)):
            v.note(WARN, "MANUAL_ONLY")

    # --- the verdict ---

    CONDITIONS = {"SMS_60D", "EMAIL_BASIS", "EMAIL_WORK"}

    def judge(self, lead):
        v = Verdict()
        lead.bad = False
        zones = self.zones(lead)
        left, after, work_barred = self.limits(lead, v, zones)
        window = self.hours(lead, v, zones, after)
        for part in (self.drops, self.holds, self.later, self.statuses, self.defers, self.restricts, self.warns):
            part(lead, v)
        there = self.present(lead, v, work_barred)
        # Of what takes away channels that are not there only what the consumer said, or what counts, is told.
        v.notes = [n for n in v.notes if n[0] != RESTRICT or not n[2] or n[1] not in self.CONDITIONS or n[2] & there]
        for column in FLAGS:
            lead.flag(column)
        for column in DATES:
            lead.date(column)
        if lead.bad or any(self.unreadable(x) for x in self.relatives(lead)):
            v.note(HOLD, "BAD_FLAG")
        return self.close(lead, v, there, left, window)

    def close(self, lead, v, there, left, window):
        lead_wide = lambda a, cs: a < DEFER or (a == DEFER and cs == ALL)
        barred = {c for a, _, cs, _ in v.notes if a < WARN and not lead_wide(a, cs) for c in cs}
        if not there - barred:
            ends = [max([u for a, _, cs, u in v.notes if a < WARN and c in cs and not lead_wide(a, cs)])
                    for c in there]
            end = min(ends, default=FOREVER)
            v.note(HOLD if end == FOREVER else DEFER, "NO_CHANNEL", ALL, end)
        worst = min((a for a, *_ in v.notes), default=WARN)
        status = {DROP: "drop", HOLD: "hold", DEFER: "defer"}.get(worst, "work")
        channels = [c for c in CHANNELS if c in there and v.until(c) is None]
        if status in ("drop", "hold") or any(a == DEFER and cs == ALL for a, code, cs, _ in v.notes if code != "NO_CHANNEL"):
            channels = []
        if status == "drop":
            next_ok = FOREVER
        elif status == "work":
            next_ok = (v.until("call") or FOREVER) if "call" in there else FOREVER
        else:
            next_ok = max(u for a, _, _, u in v.notes if a < RESTRICT)
            whole = any(a == DEFER and cs == ALL and code != "NO_CHANNEL" for a, code, cs, _ in v.notes)
            calls = any(a == DEFER and cs != ALL and "call" in cs for a, _, cs, _ in v.notes)
            if status == "defer" and calls and not whole and "call" in there and v.until("call") != FOREVER:
                next_ok = max(next_ok, v.until("call"))
        may_call = "call" in channels
        taken = any(a == RESTRICT and "call" in cs for a, _, cs, _ in v.notes) or "call" not in there
        if left is not None and not may_call and (status != "defer" or taken or next_ok == FOREVER):
            left = 0
        if any(code == "MANUAL_ONLY" for _, code, _, _ in v.notes):
            channels = ["manual" if c == "call" else c for c in channels]
        worst_of = {}
        for a, code, _, _ in v.notes:
            worst_of[code] = min(a, worst_of.get(code, a))
        reasons = sorted((a, code) for code, a in worst_of.items())
        show = lambda t: datetime.datetime.fromtimestamp(t, self.zone).isoformat().replace("+00:00", "Z")
        return {
            "account_id": lead.id, "status": status, "reasons": reasons, "channels": "|".join(channels),
            "next_ok": "" if next_ok == FOREVER else next_ok.isoformat(), "calls_left": "" if left is None else str(left),
            "call_from": show(window[0]) if window and may_call else "", "call_to": show(window[1]) if window and may_call else "",
        }

    def verdicts(self):
        return [self.judge(lead) for lead in self.leads]


def main():
    leads = list(csv.DictReader(open(sys.argv[1], newline="")))
    events = list(csv.DictReader(open(sys.argv[2], newline="")))
    day = day_of(sys.argv[4]) if len(sys.argv) > 4 else None
    world = World(leads, events, sys.argv[3], day, *sys.argv[5:6])
    for v in world.verdicts():
        v["reasons"] = ";".join(code for _, code in v["reasons"])
        print(",".join(v.values()))


if __name__ == "__main__":
    main()
