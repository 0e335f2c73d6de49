# Makes worked-example.yaml: attempts, and the figures that follow from them by the formulas of Moodle's quiz statistics, Mantel and Haenszel,
# Robins, Breslow and Greenland, Wilson, and Fisher. Written from the formulas alone; it shares nothing with the code that the case tests.
# Usage: python3 worked-example.py > worked-example.yaml
from math import atanh, exp, log, sqrt, tanh

Z = 1.959964
ITEMS = 5


class Draw:
    """A generator of its own (Lehmer), so that the case is the same on every machine."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = self.state * 48271 % 2147483647
        return self.state / 2147483647


def make():
    draw = Draw(20260302)
    attempts = []
    for i in range(240):
        language = ("kk", "ru", "en")[i % 3 if i < 180 else i % 2]
        ability = draw.next()
        marks = []
        for k in range(ITEMS):
            hard = (0.2, 0.35, 0.5, 0.65, 0.5)[k]
            chance = min(0.97, max(0.03, 0.5 + 0.9 * (ability - hard)))
            if k == 4:
                chance = 1 - chance  # A family that works backwards.
            if k == 2 and language == "ru":
                chance -= 0.3  # A translation that is harder.
            right = draw.next() < chance
            part = k == 3 and not right and draw.next() < 0.4
            marks.append(1.0 if right else round(1 / 3, 12) if part else 0.0)
        attempts.append((language, marks))
    return attempts


def mean(v):
    return sum(v) / len(v)


def cov(a, b):
    ma, mb = mean(a), mean(b)
    return sum((x - ma) * (y - mb) for x, y in zip(a, b)) / (len(a) - 1)


def wilson(p, n):
    centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return max(0, centre - half), min(1, centre + half)


def fisher(r, n):
    z, half = atanh(r), Z / sqrt(n - 3)
    return tanh(z - half), tanh(z + half)


def groups(values, count):
    """Equal parts by rank; equal values share the group of the lowest rank among them."""
    ordered = sorted(values)
    lowest = {}
    for rank, value in enumerate(ordered):
        lowest.setdefault(round(value, 9), rank)
    return [lowest[round(value, 9)] * count // len(values) for value in values]


def mantel_haenszel(rows):
    """rows: (rest, right, is_first)"""
    strata = {}
    for (rest, right, first), group in zip(rows, groups([r[0] for r in rows], 5)):
        cell = strata.setdefault(group, [0, 0, 0, 0])
        cell[(0 if right else 1) if first else (2 if right else 3)] += 1
    R = S = PR = PSQR = QS = 0.0
    for a, b, c, d in strata.values():
        n = a + b + c + d
        r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
        R, S, PR, PSQR, QS = R + r, S + s, PR + p * r, PSQR + p * s + q * r, QS + q * s
    ratio = R / S
    error = sqrt(PR / (2 * R * R) + PSQR / (2 * R * S) + QS / (2 * S * S))
    return ratio, exp(log(ratio) - Z * error), exp(log(ratio) + Z * error), -2.35 * log(ratio)


def main():
    attempts = make()
    n = len(attempts)
    columns = [[marks[k] for _, marks in attempts] for k in range(ITEMS)]
    totals = [sum(marks) for _, marks in attempts]
    print("# Made by worked-example.py beside it, from the formulas alone. Each attempt: language, then the share of the point of families 1 to 5.")
    print("attempts:")
    for language, marks in attempts:
        print(f"  - [{language}, {', '.join(repr(m) for m in marks)}]")
    weights = []
    for x in columns:
        c = cov(x, totals)
        weights.append(sqrt(c) if c >= 0 else None)
    whole = sum(w for w in weights if w is not None)
    print("families:")
    for k, x in enumerate(columns):
        rest = [t - v for t, v in zip(totals, x)]
        p = mean(x)
        low, high = wilson(p, n)
        r = cov(x, rest) / sqrt(cov(x, x) * cov(rest, rest))
        rlow, rhigh = fisher(r, n)
        efficiency = cov(x, rest) / cov(sorted(x), sorted(rest))
        print(f"  - family: {k + 1}")
        print(f"    facility: [{p!r}, {low!r}, {high!r}]")
        print(f"    deviation: {sqrt(cov(x, x))!r}")
        print(f"    discrimination: [{r!r}, {rlow!r}, {rhigh!r}]")
        print(f"    efficiency: {efficiency!r}")
        print(f"    weight: {'null' if weights[k] is None else repr(weights[k] / whole)}")
        print("    differences:")
        for first, second in (("en", "kk"), ("en", "ru"), ("kk", "ru")):
            rows = [(rest[i], x[i] >= 0.5, attempts[i][0] == first) for i in range(n) if attempts[i][0] in (first, second)]
            ratio, rl, rh, delta = mantel_haenszel(rows)
            print(f"      - [{first}, {second}, {ratio!r}, {rl!r}, {rh!r}, {delta!r}]")
    m = mean(totals)
    m2, m3, m4 = (sum((t - m) ** e for t in totals) / n for e in (2, 3, 4))
    k2 = n * m2 / (n - 1)
    k3 = n * n * m3 / ((n - 1) * (n - 2))
    k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
    alpha = ITEMS / (ITEMS - 1) * (1 - sum(cov(x, x) for x in columns) / k2)
    print("forms:")
    print(f"  mean: {m / ITEMS!r}")
    print(f"  deviation: {sqrt(k2) / ITEMS!r}")
    print(f"  skewness: {k3 / k2 ** 1.5!r}")
    print(f"  kurtosis: {k4 / k2 ** 2!r}")
    print(f"  consistency: {alpha!r}")
    print(f"  standard-error: {sqrt(1 - alpha) * sqrt(k2) / ITEMS!r}")


main()
