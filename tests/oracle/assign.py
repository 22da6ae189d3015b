"""A second hl-assign, written from the rules alone: lists that are looked through, nothing kept ready.

Everything is counted in whole millionths; a state is a dict of names to
[entitled, received, value, last, head start, away].
"""

import re
from fractions import Fraction

ONE = 1_000_000


def fixed(text):
    """A decimal in millionths."""
    whole, _, part = text.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return int(whole) * ONE + sign * int((part + "000000")[:6])


def decimal(n):
    sign = "-" if n < 0 else ""
    text = "%d.%06d" % divmod(abs(n), ONE)
    return sign + text.rstrip("0").rstrip(".")


def rounded(num, den):
    """num / den to the nearest whole, half away from zero (both above 0)."""
    return (2 * num + den) // (2 * den)


def words(cell):
    return set(re.split("[|;, \t]", cell)) - {""}


class Collector:
    def __init__(self, row, place):
        self.place = place
        self.name = row["collector"]
        self.weight = fixed(row.get("weight") or "1")
        self.capacity = fixed(row["capacity"]) if row.get("capacity") else None
        self.is_in = row.get("available", "") != "no"
        self.sources = [s for s in re.split("[|;]", row.get("sources", "")) if s]
        self.skills = words(row.get("skills", ""))
        self.figure = ONE
        self.load = 0


class Desk:
    def __init__(self, roster, state, options):
        self.all = [Collector(row, i) for i, row in enumerate(roster)]
        self.by_name = {c.name: c for c in self.all}
        self.state = state
        self.options = options
        self.new = {c for c in self.all if c.name not in state}
        for c in self.all:
            state.setdefault(c.name, [0, 0, 0, 0, 0, 0])
        self.seq = max([s[3] for s in state.values()], default=0)
        for name, load in options.get("load", []):
            if name in self.by_name:
                self.by_name[name].load += load

    def owed(self, c):
        share = self.state[c.name]
        return share[0] - share[1]

    def last(self, c):
        return self.state[c.name][3]

    def had_the_last(self, c):
        return self.last(c) == self.seq > 0

    def weight(self, c):
        return c.figure if "performance" in self.options["methods"] else c.weight


# --- methods: whom of @may, and what anybody is entitled to by it ---


def round_robin(desk, may, sharing, lead):
    best = min(may, key=lambda c: (desk.last(c), c.place))
    desk.state[best.name][0] += ONE
    return best


def weighted(desk, may, sharing, lead):
    total = sum(desk.weight(c) for c in sharing)
    left = ONE
    for c in sharing:
        part = ONE * desk.weight(c) // total
        desk.state[c.name][0] += part
        left -= part
    order = sorted(may, key=lambda c: (-desk.owed(c), desk.last(c), c.place))
    best = order[0]
    is_gentle = desk.options["absence"] == "catch-up" and len(order) > 1
    if is_gentle and desk.owed(best) > 2 * ONE and desk.had_the_last(best):
        best = order[1]
    desk.state[best.name][0] += left
    return best


def tier(desk, may, sharing, lead):
    def turns(c):
        """Cycles until there is a lead."""
        return -(-(ONE - desk.owed(c)) // desk.weight(c))

    if all(desk.owed(c) < ONE for c in may):
        cycles = min(turns(c) for c in may)
        for c in desk.all:
            if c.is_in and desk.owed(c) < ONE:
                desk.state[c.name][0] += min(cycles, turns(c)) * desk.weight(c)
    left = [c for c in may if desk.owed(c) >= ONE]
    return min(left, key=lambda c: (desk.last(c) if desk.owed(c) < desk.weight(c) else 0, c.place))


def least_loaded(desk, may, sharing, lead):
    known = [c.capacity for c in desk.all if c.capacity is not None]
    largest = max(known + [1])

    def rate(c):
        room = largest if c.capacity is None else max(c.capacity, 1)
        return Fraction(c.load, room), desk.last(c), c.place

    best = min(may, key=rate)
    desk.state[best.name][0] += ONE
    return best


def level(desk, c):
    return Fraction(desk.state[c.name][2] + desk.state[c.name][4], desk.weight(c))


def balance_value(desk, may, sharing, lead):
    order = sorted(may, key=lambda c: (level(desk, c), desk.last(c), c.place))
    best = order[0]
    if desk.options["absence"] == "catch-up" and len(order) > 1 and desk.had_the_last(best):
        best = order[1]
    desk.state[best.name][0] += ONE
    return best


def source_map(desk, may, sharing, lead):
    for column, value, name in desk.options["map"]:
        if lead[column].lower() == value.lower():
            best = desk.by_name.get(name)
            if best is None or best not in may:
                return None
            desk.state[best.name][0] += ONE
            return best
    return None


METHODS = {
    "round-robin": round_robin,
    "weighted": weighted,
    "performance": weighted,
    "tier": tier,
    "least-loaded": least_loaded,
    "balance-value": balance_value,
    "source-map": source_map,
}



# --- before and after a run ---

def value_begins(desk):
    """Who is new or comes back begins level with the least of those who stayed."""
    back = {c for c in desk.all if c.is_in and desk.state[c.name][5]}
    old = [c for c in desk.all if c not in desk.new]
    groups = [[c for c in old if c.is_in and c not in back], [c for c in old if c in back], old]
    for group in groups:
        if group:
            least = min(group, key=lambda c: (level(desk, c), desk.last(c), c.place))
            for c in back | desk.new:
                start = level(desk, least) * desk.weight(c)
                share = desk.state[c.name]
                share[4] = max(share[4], start.numerator // start.denominator - share[2])
            break
    for c in desk.all:
        if c.is_in:
            desk.state[c.name][5] = 0


def value_ends(desk):
    for name, share in desk.state.items():
        if name not in desk.by_name:
            share[5] = 1
    for c in desk.all:
        if not c.is_in and desk.options["absence"] == "nothing":
            desk.state[c.name][5] = 1


def weigh(desk, figures, spread):
    """@figures: name to (figure or None, is of too few)."""
    known = {c: figures[c.name][0] for c in desk.all if figures.get(c.name, (None,))[0] is not None}
    good = {c: figure for c, figure in known.items() if not figures[c.name][1]} or known
    order = sorted(figure for figure in good.values() if figure > 0)
    if not order:
        return
    middle = (order[(len(order) - 1) // 2] + order[len(order) // 2]) // 2
    for c, figure in good.items():
        ratio = rounded(figure * ONE, middle) if figure > 0 else 0
        c.figure = min(max(ratio, spread[0]), spread[1])


# --- a run ---


def who_may(desk, lead, units):
    """Those who may take a lead and those who are entitled to a part of it; or why nobody may."""
    fit = desk.all
    if not fit:
        return [], [], "empty_roster"
    fit = [c for c in fit if not c.sources or lead["source"].lower() in c.sources]
    if not fit:
        return [], [], "no_source"
    needs = words(lead.get("needs", ""))
    fit = [c for c in fit if needs <= c.skills]
    if not fit:
        return [], [], "no_skill"
    may = [c for c in fit if c.is_in]
    if not may:
        return [], [], "nobody_in"
    may = [c for c in may if c.capacity is None or c.load + units <= c.capacity]
    if not may:
        return [], [], "all_full"
    sharing = [c for c in fit if c in may or (not c.is_in and desk.options["absence"] != "nothing")]
    return may, sharing, None


def assign(roster, leads, state, options):
    """The pairs (collector, reason) of @leads; @state is changed. And the rows of --fairness."""
    desk = Desk(roster, state, options)
    methods = options["methods"]
    if "performance" in methods:
        weigh(desk, options["figures"], options["spread"])
    if "balance-value" in methods:
        value_begins(desk)

    def units(lead):
        return fixed(lead["size"]) if options.get("units") and lead["size"] else ONE

    def keeper(lead):
        own = desk.by_name.get(lead.get("collector", ""))
        return own if own and own.is_in else None

    holds = any(c.capacity is not None for c in desk.all) or "least-loaded" in methods
    answers = []
    if holds:
        for lead in leads:
            if keeper(lead):
                keeper(lead).load += units(lead)
    for lead in leads:
        if keeper(lead):
            answers.append((keeper(lead).name, "kept"))
            if not holds:
                keeper(lead).load += units(lead)
            continue
        may, sharing, reason = who_may(desk, lead, units(lead))
        if reason:
            answers.append(("", reason))
            continue
        for name in methods:
            best = METHODS[name](desk, may, sharing, lead)
            if best:
                break
        desk.seq += 1
        share = state[best.name]
        share[1] += ONE
        share[3] = desk.seq
        if options.get("value") and lead["value"]:
            share[2] += fixed(lead["value"])
        best.load += units(lead)
        answers.append((best.name, name))
    if "balance-value" in methods:
        value_ends(desk)
    fairness = []
    for c in desk.all:
        entitled, received, value = state[c.name][:3]
        row = [desk.weight(c), entitled, received, received - entitled, value]
        fairness.append([c.name] + [decimal(n) for n in row])
    return answers, fairness
