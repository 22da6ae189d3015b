#!/usr/bin/env python3
"""stats.py - the functions of hl/stats.h a second time, from the definitions, on random tables.

usage: stats.py SEED COUNT     hl-stats is found by PATH

Nothing here is worked out as it is in lib/stats: Wilson's ends are roots of his equation, residuals
are added one by one as fractions, Kendall's pairs are compared each with each, Student's
distribution is an integral. Where scipy is installed it is asked, too.
"""
import math
import random
import subprocess
import sys
from fractions import Fraction
from statistics import NormalDist

try:
    import scipy.stats
except ImportError:
    scipy = None

Z95, Z80 = 1.959964, 0.841621
NAN = math.nan
CASES = []


def case(line, want, within=1e-9):
    CASES.append((line, [float(x) for x in want], within))


def words(*numbers):
    return " ".join("%.17g" % x if isinstance(x, float) else str(x) for x in numbers)


def ratio(a, b):
    return a / b if b else NAN


def root(f, lo, hi):
    """Where f, which is below 0 at lo and above it at hi, is 0."""
    for _ in range(200):
        middle = (lo + hi) / 2
        lo, hi = (middle, hi) if f(middle) < 0 else (lo, middle)
    return (lo + hi) / 2


def outside(z):
    return NAN if math.isnan(z) else math.erfc(abs(z) / math.sqrt(2))


def ceil(x):
    return x if math.isnan(x) else math.ceil(x)


# --- distributions ---


def student(t, freedom):
    """1 - the integral of the density between -t and t, by Simpson's rule in the angle."""
    end, steps = math.atan(t / math.sqrt(freedom)), 2000
    front = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    h = end / steps
    total = sum((1 if i in (0, steps) else 4 if i % 2 else 2) * math.cos(i * h) ** (freedom - 1) for i in range(steps + 1))
    return 1 - 2 * front * total * h / 3


def distributions(r):
    z, p = r.uniform(-6, 6), r.random() ** r.choice([1, 5])
    case("normal " + words(z), [NormalDist().cdf(z), outside(z)], 1e-14)
    case("normal-quantile " + words(p), [root(lambda x: NormalDist().cdf(x) - p, -40, 40) if p > 1e-9 else NormalDist().inv_cdf(p)], 1e-7 if p > 0.999 else 1e-9)
    t, freedom = r.uniform(0, 5), r.choice([1.0, 2.0, r.uniform(1, 30), r.uniform(1, 300)])
    case("student " + words(t, freedom), [student(t, freedom)], 1e-10)
    case("student-quantile " + words(0.05, freedom), [root(lambda x: 0.05 - student(x, freedom), 0, 50)], 1e-7)


# --- shares ---


def wilson(hits, n):
    """Where a true share is just 1.96 standard errors of its own away."""
    if n == 0:
        return 0.0, 1.0
    p = hits / n
    far = lambda q: (p - q) ** 2 - Z95**2 * q * (1 - q) / n
    lo = 0.0 if hits == 0 else root(lambda q: -far(q), 0.0, p)
    hi = 1.0 if hits == n else root(far, p, 1.0)
    return lo, hi


def newcombe(a, b):
    (p, (l, u)), (q, (m, v)) = [(ratio(*s), wilson(*s)) for s in (a, b)]
    return q - p, q - p - math.hypot(q - m, u - p), q - p + math.hypot(v - q, p - l)


def change(a, b, lo=NAN, hi=NAN, z=NAN, needed=NAN):
    return [a, b, b - a, b / a - 1 if a > 0 else NAN, lo, hi, z, outside(z), ceil(needed)]


def two_shares(a, b):
    p, q = ratio(*a), ratio(*b)
    if a[1] == 0 or b[1] == 0:
        return change(p, q)
    both = (a[0] + b[0]) / (a[1] + b[1])
    se = math.sqrt(both * (1 - both) * (1 / a[1] + 1 / b[1]))
    mean = (p + q) / 2
    top = Z95 * math.sqrt(2 * mean * (1 - mean)) + Z80 * math.sqrt(p * (1 - p) + q * (1 - q))
    return change(p, q, *newcombe(a, b)[1:], (q - p) / se if se else NAN, (top / (q - p)) ** 2 if p != q else NAN)


def share(r, least=0):
    n = r.choice([least, r.randint(max(least, 1), 30), r.randint(30, 3000)])
    return r.choice([0, n, r.randint(0, n)]), n


def shares(r):
    a, b = share(r), share(r)
    case("wilson " + words(*a), [ratio(*a), *wilson(*a)])
    case("shares " + words(*a, *b), two_shares(a, b), 1e-6)
    four = [share(r, 1) for _ in range(4)]
    others, own = newcombe(*four[:2]), newcombe(*four[2:])
    d = own[0] - others[0]
    lo = d - math.hypot(own[0] - own[1], others[2] - others[0])
    hi = d + math.hypot(own[2] - own[0], others[0] - others[1])
    se = math.sqrt(sum(h * (n - h) / n**3 for h, n in four))
    want = change(others[0], own[0], lo, hi, d / se if se else NAN)
    want[3] = NAN
    case("four-shares " + words(*[x for s in four for x in s]), want, 1e-6)


# --- ratios of sums, of counts ---


def clusters(r):
    varied = r.choice([0, 20, 2000, 10**9])
    return [(r.randint(-varied // 4, 10 * varied), r.randint(0, 12) * 10**6) for _ in range(r.choice([1, 2, 10, 60]))]


def listed(days):
    return [len(days)] + [x for day in days for x in day]


def ratio_of(days):
    """R, and its standard error over R."""
    n, y, h = len(days), sum(d[0] for d in days), sum(d[1] for d in days)
    if h <= 0:
        return NAN, NAN, NAN
    exact = Fraction(y, h)
    error = math.sqrt(sum((d[0] - exact * d[1]) ** 2 for d in days) / (n - 1) / n) / (h / n) if n > 1 else NAN
    return y / h, error, error / (y / h) if y > 0 else NAN


def by_log(a, b, se, needed=NAN):
    if math.isnan(se) or not (a > 0 and b > 0):
        return change(a, b)
    log = math.log(b) - math.log(a)
    return change(a, b, math.exp(log - Z95 * se) - 1, math.exp(log + Z95 * se) - 1, log / se if se else math.copysign(math.inf, log), needed)


def ratios(r):
    four = [clusters(r) for _ in range(4)]
    known = [ratio_of(days) for days in four]
    value, error, _ = known[0]
    case("ratio " + words(*listed(four[0])), [value, value - Z95 * error, value + Z95 * error], 1e-6)
    if any(0 <= k[2] < 1e-6 for k in known):  # Nothing varies: what is left is rounding.
        return
    (a, _, se_a), (b, _, se_b) = known[:2]
    varied = len(four[0]) * se_a**2 + len(four[1]) * se_b**2
    needed = (Z95 + Z80) ** 2 * varied / math.log(b / a) ** 2 if a > 0 and b > 0 and a != b else NAN
    case("ratios " + words(*listed(four[0]), *listed(four[1])), by_log(a, b, math.hypot(se_a, se_b), needed), 1e-6)
    se = math.sqrt(sum(k[2] ** 2 for k in known))
    factors = [1 + x for x in (b / a - 1 if a > 0 else NAN, known[3][0] / known[2][0] - 1 if known[2][0] > 0 else NAN)]
    case("four-ratios " + words(*[x for days in four for x in listed(days)]), by_log(*factors, se), 1e-6)


def counts(r):
    a, b, c, d = (r.choice([0, r.randint(1, 9), r.randint(1, 10**6)]) for _ in range(4))
    se = math.sqrt(1 / a + 1 / b) if a and b else NAN
    case("poisson " + words(a, b), [ratio(a, b), ratio(a, b) * math.exp(-Z95 * se), ratio(a, b) * math.exp(Z95 * se)])
    both = math.sqrt(1 / a + 1 / b + 1 / c + 1 / d) if a and b and c and d else NAN
    x, y = ratio(a, b), ratio(c, d)
    needed = (Z95 + Z80) ** 2 * (2 + 1 / x + 1 / y) / math.log(y / x) ** 2 if not math.isnan(both) and x != y else NAN
    case("poissons " + words(a, b, c, d), by_log(x, y, both, needed), 1e-6)


# --- means ---


def mean_of(xs):
    mean = Fraction(sum(xs), len(xs))
    return mean, sum((x - mean) ** 2 for x in xs) / (len(xs) - 1) / len(xs) if len(xs) > 1 else NAN


def means(r):
    a, b = ([r.randint(-5, r.choice([5, 400])) for _ in range(r.choice([1, 2, 5, 40]))] for _ in range(2))
    (mean, var), (other, var_b) = mean_of(a), mean_of(b)
    half = math.sqrt(var) * root(lambda t: 0.05 - student(t, len(a) - 1), 0, 50) if len(a) > 1 else NAN
    case("mean " + words(len(a), *a), [mean, mean - half, mean + half], 1e-6)
    if not (var > 0 and var_b > 0):
        return
    freedom = float((var + var_b) ** 2 / (var**2 / (len(a) - 1) + var_b**2 / (len(b) - 1)))
    t = float(other - mean) / math.sqrt(var + var_b)
    half = math.sqrt(var + var_b) * root(lambda t: 0.05 - student(t, freedom), 0, 50)
    needed = (Z95 + Z80) ** 2 * float(var * len(a) + var_b * len(b)) / float(other - mean) ** 2 if other != mean else NAN
    want = change(float(mean), float(other), float(other - mean) - half, float(other - mean) + half, t, needed)
    want[7] = student(abs(t), freedom)
    case("means " + words(len(a), *a, len(b), *b), want, 1e-6)


# --- order, quantiles ---


def sign(x):
    return (x > 0) - (x < 0)


def kendall(r):
    n, span = r.choice([0, 1, 2, 5, 40]), r.choice([1, 3, 1000])
    xy = [(r.randint(0, span), r.randint(0, span)) for _ in range(n)]
    couples = [(a, b) for i, a in enumerate(xy) for b in xy[:i]]
    agree = sum(sign(a[0] - b[0]) * sign(a[1] - b[1]) for a, b in couples)
    apart = [sum(a[i] != b[i] for a, b in couples) for i in (0, 1)]
    want = agree / math.sqrt(apart[0] * apart[1]) if apart[0] and apart[1] else NAN
    case("kendall " + words(*[x for pair in xy for x in pair]), [want])
    if scipy and n > 1:
        case("kendall " + words(*[x for pair in xy for x in pair]), [scipy.stats.kendalltau(*zip(*xy)).statistic])


def quantiles(r):
    bars = [(at, r.choice([1, 2, 50])) for at in sorted(r.sample(range(-50, 400), r.choice([0, 1, 5])))]
    p = r.choice([0, 10**6, 500000, 900000, r.randint(0, 10**6)])
    every = [at for at, n in bars for _ in range(n)]
    want = NAN
    if every:
        reach = Fraction((len(every) - 1) * p, 10**6)
        low = int(reach)
        want = every[low] + (reach - low) * ((every + every[-1:])[low + 1] - every[low])
        want *= 10**6
    case("quantile " + words(p, *[x for bar in bars for x in bar]), [want], 0)


def by_scipy(r):
    t, freedom = r.uniform(0, 9), r.uniform(1, 2000)
    case("student " + words(t, freedom), [2 * scipy.stats.t.sf(t, freedom)], 1e-12)
    case("student-quantile " + words(0.05, freedom), [scipy.stats.t.isf(0.025, freedom)], 1e-11)
    p = r.random() ** 9
    case("normal-quantile " + words(p), [scipy.stats.norm.ppf(p)], 1e-12)


def is_same(got, want, within):
    if math.isnan(want) or math.isinf(want):
        return math.isnan(got) == math.isnan(want) and (math.isnan(want) or got == want)
    return abs(got - want) <= within * max(1, abs(want))


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    for number in range(seed, seed + count):
        r = random.Random(number)
        for draw in (distributions, shares, ratios, counts, means, kendall, quantiles):
            draw(r)
        if scipy:
            by_scipy(r)
    lines = "".join(line + "\n" for line, _, _ in CASES)
    answers = subprocess.run(["hl-stats"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    if len(answers) != len(CASES):
        sys.exit("%d answers to %d questions" % (len(answers), len(CASES)))
    for (line, want, within), answer in zip(CASES, answers):
        got = [float(x) for x in answer.split()]
        if len(got) != len(want) or not all(is_same(g, w, within) for g, w in zip(got, want)):
            sys.exit("%s\n  gives %s\n  not   %s" % (line, got, want))


main()
