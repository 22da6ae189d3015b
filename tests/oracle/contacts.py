"""contacts.py - the metrics of contacts, placements and leads a second time, from their definitions.

Totals of one period; an event is a row as it is written. Nothing of hl-metrics is in here.
"""
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from statistics import median

DAY = 86400
KINDS = "assigned created placed recalled queue attempt payment reversal stage promise promise_cancelled".split()
AGENCY = "reversal hours placed recalled assigned queue note view".split()
STAGES = "LEAD DEBT_ADDED FEE_VIEWED AFFORDABILITY_ASSESSED PAYMENT_PLAN_AGREED PAYMENT_DETAILS_ADDED".split()
CONVERTED = "ACTIVE FULLY_PAID CUSTOMER WON".split()
NO_SIGNALS = "opt_out promise_cancelled".split()
HUMANS = "answered_hangup third_party wrong_number".split()


def moment(text):
    text = text.strip()
    if len(text) == 10:
        text += "T00:00:00Z"
    whole = text.rstrip("Z").split(".")[0]
    return int(datetime.fromisoformat(whole).replace(tzinfo=timezone.utc).timestamp())


class Event:
    def __init__(self, row, columns):
        self.s = moment(row["ts"])
        self.day = date(1970, 1, 1) + timedelta(self.s // DAY)
        self.type = row["type"].lower()
        self.account = row["account_id"]
        self.collector = row["collector"]
        self.amount = Decimal(row["amount"] or 0)
        self.rest = self.amount
        linked = "ref" in columns
        self.id = row["event_id"] if linked and "event_id" in columns else ""
        self.ref = row["ref"] if linked else ""
        result = row["result"].lower()
        self.keeps = self.type == "recalled" and result == "keeps_placement"
        self.is_call = row["channel"].lower() in ("", "call", "phone")
        result = result if self.type == "attempt" and self.is_call else ""
        self.is_rpc = "rpc" in result
        self.is_human = self.is_rpc or result in HUMANS
        self.is_out = self.type == "attempt" and row["direction"].lower() in ("", "out") and result != "inbound_rpc"
        self.has_promise = result == "rpc_promise"
        self.is_own = not self.is_out and self.type not in AGENCY
        stage = row["stage"].upper() if self.type == "stage" else ""
        self.is_converted = stage in CONVERTED
        self.stage = STAGES.index(stage) + 1 if stage in STAGES else 0

    def order(self):
        kind = KINDS.index(self.type) if self.type in KINDS else -1
        kind += self.keeps / 2
        return (self.s, kind, self.amount, self.collector, self.id, self.ref)


def match_reversals(events):
    """What stands of each payment; those of one account, in order."""
    back = [(i, e) for i, e in enumerate(events) if e.type == "reversal"]
    left = {i: e.amount for i, e in back}
    for i, e in [b for b in back if b[1].ref] + [b for b in back if not b[1].ref]:
        before = [p for p in events[:i][::-1] if p.type == "payment"]
        if e.ref:
            found = [p for p in before + events[i:] if p.type == "payment" and p.id == e.ref]
        else:
            found = [p for p in before if p.amount == e.amount and p.rest == p.amount]
        if found:
            taken = min(left[i], found[0].rest)
            found[0].rest -= taken
            left[i] -= taken
    for i, e in back:
        for p in [p for p in events[:i][::-1] if p.type == "payment"]:
            taken = min(left[i], p.rest)
            p.rest -= taken
            left[i] -= taken


class Answers:
    """start and end: days; the end is not in it. Leads: when each came, a day."""

    def __init__(self, events, as_of, start, end, leads, suppressed=(), business=False, holidays=(), first=False):
        self.as_of, self.start, self.end = as_of, start, end
        self.leads, self.suppressed = leads, suppressed
        self.business, self.holidays, self.first = business, set(holidays), first
        self.accounts = defaultdict(list, {account: [] for account in leads})  # also those without events
        for e in events:
            if e.account:
                self.accounts[e.account].append(e)
        for of in self.accounts.values():
            of.sort(key=Event.order)
            match_reversals(of)
        self.inside = [e for e in events if self.is_in(e.day)]

    def is_in(self, day):
        return self.start <= day < self.end

    def days(self, a, b):
        if not self.business:
            return (b - a).days
        behind = [a + timedelta(i + 1) for i in range((b - a).days)]
        return sum(d.weekday() < 5 and d not in self.holidays for d in behind)

    # --- contacts ---

    def payments(self):
        n = 0
        for of in self.accounts.values():
            plans = set()
            for e in of:
                if e.type != "payment" or e.rest == 0:
                    continue
                again = self.first and e.ref and e.ref in plans
                plans.add(e.ref)
                n += self.is_in(e.day) and not again
        return n

    def contacts(self):
        out = [e for e in self.inside if e.is_out]
        calls = [e for e in out if e.is_call]
        rpc = sum(e.is_rpc for e in calls)
        humans = [e for e in calls if e.is_human]
        yield "contact_att", len(humans), len(out)
        yield "rpc_acct", len({e.account for e in calls if e.is_rpc}), len({e.account for e in out})
        yield "contact_acct", len({e.account for e in humans}), len({e.account for e in out})
        yield "rpc_in", sum(e.is_rpc and not e.is_out for e in self.inside), None
        yield "ptp_rate", sum(e.has_promise for e in calls), rpc
        yield "cpa", rpc, self.payments()
        yield "app", len(out), self.payments()
        standing = {a for a in self.accounts if self.is_workable(a)} - set(self.suppressed)
        yield "intensity", len(out), len(standing)
        yield "pen", len({e.account for e in out} & standing), len(standing)

    # --- placements ---

    def history(self, account):
        return [e for e in self.accounts[account] if e.type in ("placed", "recalled") and e.day < self.end]

    def stands(self, account):
        last = [e for e in self.history(account) if not e.keeps]
        return last[-1:] != [] and last[-1].type == "placed"

    def is_workable(self, account):
        return self.stands(account) and not self.history(account)[-1].keeps

    def firsts(self):
        tests = {"attempt": lambda e: e.is_out, "contact": lambda e: e.is_human, "rpc": lambda e: e.is_rpc}
        for name, test in tests.items():
            took, waiting = [], 0
            for account, of in self.accounts.items():
                placed = min((e.day for e in of if e.type == "placed"), default=None)
                if placed is None or not self.is_in(placed) or not self.stands(account):
                    continue
                days = [e.day for e in of if test(e) and e.day >= placed]
                took += [self.days(placed, min(days))] if days else []
                waiting += not days
            note = "censored:%d" % waiting if waiting else ""
            yield "dfc_" + name, sum(took), len(took), note
            yield "dfc_%s_median" % name, None, len(took), note, median(took) if took else None

    # --- leads ---

    def came(self, account):
        of = self.accounts[account]
        own = [e for e in of if e.type == "created"]
        if own:
            return own[0].s
        return self.leads[account] if account in self.leads else min(e.s for e in of)

    def conversion(self):
        took, open_, order, in_period, leads = [], 0, 0, 0, 0
        for account, of in self.accounts.items():
            s = self.came(account)
            came = date(1970, 1, 1) + timedelta(s // DAY)
            converting = [e for e in of if e.is_converted or (e.type == "payment" and e.rest > 0)]
            since = [e for e in converting if e.day >= came]
            in_period += bool(since) and self.is_in(since[0].day)
            if not self.is_in(came):
                continue
            leads += 1
            before = bool(converting) and converting[0].day < came
            order += before
            open_ += not before and not since
            took += [(since[0].day - came).days] if since and not before else []
        flags = ["censored:%d" % open_] if open_ else []
        flags += ["TIME_ORDER:%d" % order] if order else []
        yield "ttc", None, len(took), ";".join(flags), median(took) if took else None
        yield "view", in_period, leads

    def stages(self):
        reached, stopped, under_way = defaultdict(int), defaultdict(int), defaultdict(int)
        for account, of in self.accounts.items():
            s = self.came(account)
            if not self.is_in(date(1970, 1, 1) + timedelta(s // DAY)):
                continue
            came = date(1970, 1, 1) + timedelta(s // DAY)
            is_won = any(e.day >= came and (e.is_converted or (e.type == "payment" and e.rest > 0)) for e in of)
            furthest = max((e.stage for e in of), default=0)
            if not furthest and not any(e.is_converted for e in of):
                continue
            idle = max((e.s for e in of if e.is_own), default=-DAY * 10**6) <= self.as_of - 14 * DAY
            for stage in range(1, (len(STAGES) if is_won else furthest) + 1):
                reached[stage] += 1
            if not is_won and furthest:
                (stopped if idle else under_way)[furthest] += 1
        for i, name in enumerate(STAGES, 1):
            yield "drop", name, stopped[i], reached[i]
            yield "drop_open", name, under_way[i], reached[i]
            yield "conv_stage", name, reached[i] - stopped[i] - under_way[i], reached[i]

    def reengaged(self):
        cold = back = pending = 0
        for account, of in self.accounts.items():
            idle = self.leads[account] if account in self.leads else min(e.s for e in of)
            furthest, first, last = 0, None, None
            for e in sorted(of, key=lambda e: (e.s, e.is_out, e.type != "created", e.stage)):
                if e.is_out:
                    if first is None and e.s - idle >= 30 * DAY:
                        first = e
                    last = e.s
                    continue
                stage = len(STAGES) + 1 if e.is_converted else e.stage
                if not e.is_own or e.type in NO_SIGNALS or (e.type == "stage" and stage <= furthest):
                    continue
                furthest = max(furthest, stage)
                if e.type == "created":
                    idle = max(idle, e.s)
                    continue
                if first is not None and self.is_in(first.day):
                    cold += 1
                    back += e.s <= last + 14 * DAY
                    pending += e.s > last + 14 * DAY and last > self.as_of - 14 * DAY
                first, idle = None, max(idle, e.s)
            if first is not None and self.is_in(first.day):
                cold += 1
                pending += last > self.as_of - 14 * DAY
        yield "reeng", back, cold, "pending:%d" % pending if pending else ""
