#!/usr/bin/env python3
"""score.py - what hl-score must say, written a second time: slowly, from the manual.

usage: score.py AS_OF MODEL LEADS [EVENTS [OVERRIDES SINCE]]     as hl-score --parts --no-why --rejects
moves() is hl-score --rules, but for what overrides say of themselves.
CSV without quotes, but for models; bad rows are left out. Numbers are Python integers of millionths.
"""
import csv
import datetime
import math
import re
import sys
from fractions import Fraction

ONE = 10**6
MOST = 2**63 - 1
BLANK = " \t"


class Bad(Exception):
    """The row is bad."""


def half_away(x):
    """A fraction to the nearest whole, half away from zero."""
    whole = math.floor(abs(x) + Fraction(1, 2))
    return whole if x >= 0 else -whole


def fit(n):
    if abs(n) > MOST:
        raise Bad("out of range")
    return n


def number(text):
    """Millionths, or None."""
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]{1,6})?", text, re.ASCII):
        return None
    n = Fraction(text) * ONE
    return int(n) if abs(n) <= MOST else None


def shown(n, places=None):
    sign = "-" if n < 0 else ""
    text = "%d.%06d" % divmod(abs(n), ONE)
    if places is None:
        return sign + text.rstrip("0").rstrip(".")
    text = text[: len(text) - 6 + places].rstrip(".") if places < 6 else text
    return ("" if text.strip("0.") == "" else sign) + text


def lower(text):
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def span(text):
    m = re.fullmatch(r"([0-9]+)([smhdw])", text, re.ASCII)
    return m and (int(m[1]) * UNITS[m[2]], m[2] in "dw")


OPS = ["<=", ">=", "<", ">", "is not", "is", "in", "starts", "present", "missing"]


def parse_test(text):
    text = text.strip(BLANK)
    if not text:
        return ("always", "")
    for op in OPS:
        if text.startswith(op) and (op[0] in "<>" or text[len(op) :][:1] in ("", " ")):
            return (op, text[len(op) :].strip(BLANK))
    raise ValueError(text)


def parse_when(text):
    """(test, [(column, test), ...])"""
    head, *rest = re.split(r"(?:^| )and ", text)
    also = []
    for piece in rest:
        m = re.fullmatch(r"(\S+) (.*)", piece)
        also.append((m[1], parse_test(m[2])))
    return parse_test(head), also


def compare(op, a, b):
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]


def same(a, b):
    x, y = number(a), number(b)
    return x == y if x is not None and y is not None else lower(a) == lower(b)


def holds(test, cell):
    op, value = test
    cell = cell.strip(BLANK)
    if op == "always":
        return True
    if op in ("present", "missing"):
        return (cell == "") == (op == "missing")
    if cell == "":
        return False
    if op == "is":
        return same(cell, value)
    if op == "is not":
        return not same(cell, value)
    if op == "in":
        return any(same(cell, v.strip(BLANK)) for v in value.split("|"))
    if op == "starts":
        return lower(cell).startswith(lower(value))
    n = number(cell)
    if n is None:
        raise Bad("not a number")
    return compare(op, n, number(value))


class Clock:
    def __init__(self, as_of, zone):
        self.zone = zone
        self.local = zone is not None
        self.tz = datetime.timezone.utc
        if zone:
            import zoneinfo

            self.tz = zoneinfo.ZoneInfo(zone)
        self.now = self.read(as_of)[0]

    def read(self, text):
        """(moment as a Fraction of seconds, its day)"""
        m = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?)?", text)
        if not m or (m[2] and not m[4] and not self.local):
            raise Bad("no time")
        try:
            if not m[2]:
                day = datetime.date.fromisoformat(m[1])
                at = datetime.datetime.combine(day, datetime.time(), self.tz)
                return Fraction(int(at.timestamp())), day
            at = datetime.datetime.fromisoformat(m[1] + "T" + m[2] + (m[4] or "").replace("Z", "+00:00"))
        except ValueError as e:
            raise Bad(str(e))
        if not m[4]:
            at = at.replace(tzinfo=self.tz)
        return Fraction(int(at.timestamp())) + Fraction("0" + (m[3] or ".0")), at.astimezone(self.tz).date()

    def today(self):
        return datetime.datetime.fromtimestamp(int(self.now), self.tz).date()


class Item:
    def __init__(self, rule, field):
        self.rule, self.field, self.rows, self.whens, self.newest = rule, field, [], [], False


class Part:
    def __init__(self):
        self.how, self.low, self.high, self.items, self.weights = "sum", None, None, [], {}
        self.range = ""


COMBINES = ("sum", "product", "min", "max", "mean", "logistic", "label")


def knot(text):
    """Where a curve turns: seconds of an age, else millionths."""
    return span(text)[0] if span(text) else number(text)


def limits(text):
    low, high = (t.strip() for t in text.split("to")) if text else ("", "")
    return number(low) if low else -math.inf, number(high) if high else math.inf


class Model:
    def __init__(self, rows):
        self.decimals, self.key, self.zone, self.parts = 1, "account_id", None, {}
        for part, rule, field, when, value in rows:
            if part == "model":
                if rule == "decimals":
                    self.decimals = int(value)
                elif rule == "key":
                    self.key = field
                elif rule == "tz":
                    self.zone = value
                continue
            self.add(self.parts.setdefault(part, Part()), rule, field, when, value)

    def add(self, part, rule, field, when, value):
        if rule in COMBINES:
            part.how, part.range = rule, value
            if value:
                low, high = value.split("to")
                part.low = number(low.strip()) if low.strip() else None
                part.high = number(high.strip()) if high.strip() else None
            return
        if rule == "fresh-mode":
            next(i for i in part.items if i.rule == "fresh" and i.field == field).newest = True
            return
        if rule == "weight":
            part.weights[field] = number(value)
            return
        group = rule in ("signal", "if", "fresh", "curve") and part.how != "label"
        item = next((i for i in part.items if group and (i.rule, i.field) == (rule, field)), None)
        if not item:
            item = Item(rule, field)
            part.items.append(item)
        if rule == "fresh":
            item.rows.append((span(when)[0], number(value)))
        elif rule == "decay":
            item.rows.append(span(when)[0])
        elif rule == "count":
            test, window = when.split(" in ", 1)
            item.rows.append((parse_test(test), *parse_when("< " + window), number(value)))
        elif rule == "silence":
            item.rows.append((span(parse_test(when)[1])[0], number(value)))
        elif rule == "curve":
            item.rows.append((knot(when), number(value), "d" in when or "w" in when))
        elif rule == "linear":
            item.rows.append(number(value))
        elif rule == "ratio":
            item.rows.append((limits(when), number(value)))
        elif rule == "part":
            item.rows.append(number(value or "1"))
        elif rule == "constant":
            item.rows.append(number(value))
        else:
            item.whens.append(when)
            item.rows.append((*parse_when(when), value if part.how == "label" else number(value)))

    def slots(self):
        """What is asked of events: (type, test, conditions)."""
        for part in self.parts.values():
            for item in part.items:
                if item.rule == "signal":
                    for test, also, _ in item.rows:
                        yield item.field, test, also
                elif item.rule == "count":
                    for _, window, also, _ in item.rows:
                        yield item.field, window, also


def age_test(test, age, days=None):
    op, value = test
    if op in ("always", "present"):
        return True
    if op == "missing":
        return False
    limit = span(value)
    if limit and limit[1] and days is not None:
        return compare(op, days * 86400, limit[0])
    return compare(op, age * ONE, limit[0] * ONE if limit else number(value))


class Row:
    """One lead being scored."""

    def __init__(self, model, clock, cells, events, override=(None, 0)):
        self.model, self.clock, self.cells, self.events = model, clock, cells, events
        self.override = override
        self.values, self.counted, self.given = {}, {}, {}

    def asks(self, field, test):
        m = re.fullmatch(r"(age|last)\((.*)\)", field)
        if test[0] == "always":
            return True
        if m and m[1] == "last":
            ages = [e["age"] for e in self.events if m[2] in ("*", e["type"])]
            return age_test(test, min(ages)) if ages else test[0] == "missing"
        if m:
            cells = [self.cells[c.strip(BLANK)].strip(BLANK) for c in m[2].split(",")]
            cell = next((c for c in cells if c), "")
            if not cell:
                return test[0] == "missing"
            moment, day = self.clock.read(cell)
            return age_test(test, math.floor(self.clock.now - moment), (self.clock.today() - day).days)
        if field in self.model.parts:
            value = self.part(field)
            return holds(test, value if isinstance(value, str) else shown(value))
        return holds(test, self.cells[field])

    def amount(self, field, in_days=True):
        """A field as a number (an age: in seconds), or None."""
        m = re.fullmatch(r"(age|last)\((.*)\)", field)
        if m and m[1] == "last":
            ages = [e["age"] for e in self.events if m[2] in ("*", e["type"])]
            return min(ages) if ages else None
        if m:
            cells = [self.cells[c.strip(BLANK)].strip(BLANK) for c in m[2].split(",")]
            cell = next((c for c in cells if c), "")
            if not cell:
                return None
            moment, day = self.clock.read(cell)
            days = (self.clock.today() - day).days
            return days * 86400 if in_days else math.floor(self.clock.now - moment)
        if field in self.model.parts:
            return self.part(field)
        cell = self.cells[field].strip(BLANK)
        if cell and number(cell) is None:
            raise Bad("not a number")
        return number(cell)

    def linear(self, item):
        m = re.fullmatch(r"log\((.*)\)", item.field)
        x = self.amount(m[1] if m else item.field)
        if x is None:
            return 0
        if item.field.startswith("age("):
            x = x // 86400 * ONE
        if m:
            if x <= -ONE:
                raise Bad("no logarithm")
            x = half_away(Fraction(math.log1p(float(x) / float(ONE))) * ONE)
        return fit(half_away(Fraction(x * item.rows[0], ONE)))

    def ratio(self, item):
        above, below = (self.amount(f.strip(BLANK)) for f in item.field.split(" / "))
        if above is None or below is None or below <= 0:
            return 0
        (low, high), weight = item.rows[0]
        held = max(low, min(high, fit(half_away(Fraction(above * ONE, below)))))
        return fit(half_away(Fraction(held * weight, ONE)))

    def signal(self, part, item):
        """(points, age) of the newest event that qualifies, or None."""
        best = None
        for test, also, points in item.rows:
            for e in self.events:
                if e["type"] != item.field or not age_test(test, e["age"]):
                    continue
                if not all(holds(t, e[c]) for c, t in also):
                    continue
                if best is None or (-e["age"], points) > (-best[1], best[0]):
                    best = (points, e["age"])
        halves = next((i.rows[0] for i in part.items if (i.rule, i.field) == ("decay", item.field)), None)
        if best and halves:
            left = half_away(Fraction(2.0 ** -(best[1] / halves) * ONE))
            return half_away(Fraction(best[0] * left, ONE)), best[1]
        return best

    def count(self, item):
        (test, window, also, points), = item.rows
        met = [
            e
            for e in self.events
            if e["type"] == item.field and age_test(window, e["age"]) and all(holds(t, e[c]) for c, t in also)
        ]
        return points if holds(test, str(len(met))) else None

    def silence(self, item):
        (limit, points), = item.rows
        kind, answers = (text.strip(BLANK) for text in item.field.split(">"))
        answers = [a.strip(BLANK) for a in answers.split("|")]
        unanswered = 0
        for a in self.events:
            if a["type"] == kind and a["age"] > limit:
                late = (e["moment"] - a["moment"] for e in self.events if e["type"] in answers)
                unanswered += not any(0 <= t <= limit for t in late)
        return fit(points * unanswered) if unanswered else None

    def fresh(self, item):
        part = self.model.parts[item.field]
        self.part(item.field)
        counted = [(name, points, age, self.curve(item.rows, age)) for name, points, age in self.counted[item.field]]
        if item.newest and counted:
            return min(counted, key=lambda c: (c[2], -c[1], c[0]))[3]
        taken, weighted = 0, 0
        for _, points, _, r in sorted(counted, key=lambda c: (-c[3], -c[1], c[0])):
            room = points if part.high is None else min(points, part.high - taken)
            if points > 0 and room > 0:
                taken += room
                weighted += room * r
        return half_away(Fraction(weighted, taken)) if taken else item.rows[-1][1]

    @staticmethod
    def curve(knots, age):
        if age <= knots[0][0]:
            return knots[0][1]
        for (x0, y0, *_), (x1, y1, *_) in zip(knots, knots[1:]):
            if x0 <= age <= x1:
                return half_away(y0 + Fraction((y1 - y0) * (age - x0), x1 - x0))
        return knots[-1][1]

    def item(self, name, item):
        """What it gives, or None."""
        if item.rule == "signal":
            found = self.signal(self.model.parts[name], item)
            if found:
                self.counted[name].append((item.field, *found))
            return found[0] if found else None
        if item.rule == "if":
            for test, also, value in item.rows:
                if self.asks(item.field, test) and all(self.asks(c, t) for c, t in also):
                    if item.field in self.model.parts[name].weights:
                        return half_away(Fraction(value * self.model.parts[name].weights[item.field], ONE))
                    return value
            return None
        if item.rule == "count":
            return self.count(item)
        if item.rule == "silence":
            return self.silence(item)
        if item.rule == "decay":
            return None
        if item.rule == "linear":
            return self.linear(item)
        if item.rule == "ratio":
            return self.ratio(item)
        if item.rule == "curve":
            at = self.amount(item.field, item.rows[0][2])
            return None if at is None else self.curve(item.rows, at)
        if item.rule == "constant":
            return item.rows[0]
        if item.rule == "part":
            return fit(half_away(Fraction(self.part(item.field) * item.rows[0], ONE)))
        return self.fresh(item)

    def part(self, name):
        if name in self.values:
            return self.values[name]
        part = self.model.parts[name]
        self.counted[name] = []
        if part.how == "label":
            given = (self.item(name, i) for i in part.items)
            self.values[name] = next((g for g in given if g is not None), "")
            return self.values[name]
        self.given[name] = [self.item(name, i) for i in part.items]
        value = self.combine(part.how, [g for g in self.given[name] if g is not None])
        value = self.held(part, value)
        if name == "score":
            to, more = self.override
            value = fit((value if to is None else to) + more)
            unit = 10 ** (6 - self.model.decimals)
            value = fit(half_away(Fraction(value, unit)) * unit)
        self.values[name] = value
        return value

    def moves(self):
        """What each rule did to the score: (part, rule, field, evidence, what it gives, by how much it moved it)."""
        rows, at = [], [0]

        def move(what, gives, neutral, total):
            try:
                to = total()
            except Bad:
                to = at[0]  # the next one has it
            if gives != neutral or to != at[0]:
                rows.append((*what, shown(gives), shown(to - at[0])))
            at[0] = to

        def walk(name, climb):
            part, given = self.model.parts[name], []
            neutral = ONE if part.how == "product" else 0
            for item, gives in zip(part.items, self.given[name]):
                if gives is None:
                    continue
                before = list(given)
                given.append(gives)
                if item.rule == "part":
                    weigh = lambda v, w=item.rows[0]: fit(half_away(Fraction(v * w, ONE)))
                    walk(item.field, lambda v: climb(self.combine(part.how, before + [weigh(v)])))
                else:
                    what = (name, item.rule, item.field, self.evidence(name, item))
                    move(what, gives, neutral, lambda: climb(self.combine(part.how, given)))
            raw = self.combine(part.how, given)
            if not given:
                move((name, part.how, "", ""), raw, neutral, lambda: climb(raw))
            held = self.held(part, raw)
            if held != raw:
                move((name, "range", "", part.range), held, None, lambda: climb(held))

        walk("score", lambda v: v)
        to, more = self.override
        if to is not None:
            move(("score", "override", "set", None), to, None, lambda: to)
        if more:
            move(("score", "override", "add", None), more, None, lambda: at[0] + more)
        value = self.part("score")
        if value != at[0]:
            move(("score", "decimals", "", str(self.model.decimals)), value, None, lambda: value)
        return rows

    def evidence(self, name, item):
        """What the item looked at, or None: not written a second time."""
        if item.rule == "signal":
            age = next(age for kind, _, age in self.counted[name] if kind == item.field)
            at = datetime.datetime.fromtimestamp(int(self.clock.now) - age, datetime.timezone.utc)
            return at.strftime("%Y-%m-%dT%H:%M:%SZ")
        if item.rule == "constant":
            return ""
        if item.field in self.cells and item.field not in self.model.parts:
            cell = self.cells[item.field].strip(BLANK) or "missing"
            if item.rule in ("linear", "curve"):
                return cell
            if item.rule == "if":
                band = next(
                    when
                    for (test, also, _), when in zip(item.rows, item.whens)
                    if self.asks(item.field, test) and all(self.asks(c, t) for c, t in also)
                )
                band = " ".join(band.split())  # in one spelling
                return cell if band in ("", cell) else cell + ": " + band
        return None

    @staticmethod
    def held(part, value):
        if part.low is not None:
            value = max(value, part.low)
        return value if part.high is None else min(value, part.high)

    @staticmethod
    def combine(how, given):
        if how == "product":
            value = ONE
            for g in given:
                value = fit(half_away(Fraction(value * g, ONE)))
            return value
        if how == "logistic":
            e = math.exp(-float(fit(sum(given))) / float(ONE)) if sum(given) > -700 * ONE else math.inf
            return half_away(Fraction(1 / (1 + e)) * ONE)
        if not given:
            return 0
        if how == "sum":
            return fit(sum(given))
        if how == "mean":
            return half_away(Fraction(sum(given), len(given)))
        return min(given) if how == "min" else max(given)


def read(path):
    with open(path, newline="") as f:
        lines = f.read().split("\n")[:-1]
    return [line.split(",") for line in lines]


def read_model(path):
    with open(path, newline="") as f:
        return [row[:5] for row in csv.reader(f) if row][1:]


def events_of(path, model, clock):
    """Per key: what happened before the run. Bad events are left out, and all but the first of each id."""
    found, ids = {}, set()
    header, *rows = read(path)
    for cells in rows:
        e = dict(zip(header, cells))
        try:
            ts = clock.read(e["ts"].strip(BLANK))[0]
            e["type"] = e["type"].strip(BLANK)
            e["moment"] = ts
            e["age"] = math.floor(clock.now - ts)
            if ts > clock.now:
                continue
            for kind, test, also in model.slots():
                if kind == e["type"] and age_test(test, e["age"]):
                    all(holds(t, e[c]) for c, t in also)
        except Bad:
            continue
        known = e.get("event_id", "").strip(BLANK)
        if known and known in ids:
            continue
        ids.add(known)
        found.setdefault(e[model.key].strip(BLANK), []).append(e)
    return found


def overrides_of(path, model, clock):
    """Per key: what the score is set to, or None, and what is added to it."""
    found = {}
    header, *rows = read(path)
    for cells in rows:
        o = {name: cell.strip(BLANK) for name, cell in zip(header, cells)}
        if o["until"] and clock.now >= clock.read(o["until"])[0]:
            continue
        to, more = found.get(o[model.key], (None, 0))
        found[o[model.key]] = (number(o["set"]) if o["set"] else to, fit(more + number(o["add"] or "0")))
    return found


def since_of(path, model):
    header, *rows = read(path)
    before = (dict(zip(header, (c.strip(BLANK) for c in cells))) for cells in rows)
    return {b[model.key]: b for b in before}


def crossed(model, row, before):
    """The cells of --since."""
    label = model.parts.get("tier")
    if not before:
        return ["", "", ""] if label else ["", ""]
    was = number(before["score"]) if before["score"] else None
    shown_was = "" if was is None else max(shown(was), shown(was, model.decimals), key=len)
    if not label:
        now = row.part("score")
        return [shown_was, "" if was is None else "up" if now > was else "down" if now < was else ""]
    texts = [text for item in label.items for *_, text in item.rows]
    rank = lambda text: texts.index(text) if text in texts else len(texts) if text == "" else None
    is_at, was_at = rank(row.part("tier")), rank(before["tier"])
    way = "" if was_at is None else "up" if is_at < was_at else "down" if is_at > was_at else ""
    return [shown_was, before["tier"], way]


def scored(as_of, model, leads_path, events_path=None, overrides_path=None):
    """The header, and each good lead: its cells, its key, its row."""
    clock = Clock(as_of, model.zone)
    events = events_of(events_path, model, clock) if events_path else {}
    overrides = overrides_of(overrides_path, model, clock) if overrides_path else {}
    header, *rows = read(leads_path)
    good = []
    for cells in rows:
        lead = dict(zip(header, cells))
        key = lead[model.key].strip(BLANK)
        row = Row(model, clock, lead, events.get(key, []), overrides.get(key, (None, 0)))
        try:
            for name in model.parts:
                row.part(name)
        except Bad:
            continue
        if key:
            good.append((cells, key, row))
    return header, good


def run(as_of, model_path, leads_path, events_path=None, overrides_path=None, since_path=None):
    model = Model(read_model(model_path))
    since = since_of(since_path, model) if since_path else None
    header, rows = scored(as_of, model, leads_path, events_path, overrides_path)
    labels = [n for n, p in model.parts.items() if p.how == "label"]
    labels.sort(key=lambda n: n != "tier")
    numbers = [n for n, p in model.parts.items() if p.how != "label" and n != "score"]
    added = [n for n in ["score_before", "tier_before", "crossed"] if n != "tier_before" or "tier" in labels]
    out = [",".join(header + ["score"] + labels + numbers + (added if since is not None else []))]
    for cells, key, row in rows:
        out.append(
            ",".join(
                cells
                + [shown(row.part("score"), model.decimals)]
                + [row.part(n) for n in labels]
                + [shown(row.part(n)) for n in numbers]
                + (crossed(model, row, since.get(key)) if since is not None else [])
            )
        )
    return "".join(line + "\n" for line in out)


def moves(as_of, model_path, leads_path, events_path=None, overrides_path=None):
    """[key, part, rule, field, evidence, gives, value] for each lead and rule that mattered."""
    model = Model(read_model(model_path))
    rows = scored(as_of, model, leads_path, events_path, overrides_path)[1]
    return [[key, *move] for _, key, row in rows for move in row.moves()]


if __name__ == "__main__":
    sys.stdout.write(run(*sys.argv[1:]))
