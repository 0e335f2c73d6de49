# Makes shadow-schedules.yaml: answers about rules as they were recorded, and how well FSRS-6 with its published weights, the groups of the refresher schedule, and a
# constant would have predicted them. Written from the published formulas alone (open-spaced-repetition, "The Algorithm" of fsrs4anki, and py-fsrs); it shares
# nothing with the code that the case tests.
# Usage: python3 shadow-schedules.py > shadow-schedules.yaml
from math import exp, log, sqrt

W = [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912,
     0.0658, 0.1542]
Z = 1.959964
CLAMP = 1e-4


class Draw:
    """A generator of its own (Lehmer), so that the case is the same on every machine."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = self.state * 48271 % 2147483647
        return self.state / 2147483647

    def below(self, n):
        return int(self.next() * n)


def retrievability(days, s):
    factor = 0.9 ** (-1 / W[20]) - 1
    return (1 + factor * days / s) ** -W[20]


def first(grade):
    d = W[4] - exp(W[5] * (grade - 1)) + 1
    return W[grade - 1], min(10, max(1, d))


def after(s, d, grade, days):
    if days < 1:
        grow = exp(W[17] * (grade - 3 + W[18])) * s ** -W[19]
        new_s = s * (max(grow, 1) if grade >= 3 else grow)
    else:
        r = retrievability(days, s)
        if grade == 1:
            new_s = min(W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * exp((1 - r) * W[14]), s / exp(W[17] * W[18]))
        else:
            new_s = s * (1 + exp(W[8]) * (11 - d) * s ** -W[9] * (exp((1 - r) * W[10]) - 1))
    easy = W[4] - exp(W[5] * 3) + 1
    moved = d + (10 - d) * -W[6] * (grade - 3) / 9
    new_d = W[7] * easy + (1 - W[7]) * moved
    return max(new_s, 0.001), min(10, max(1, new_d))


def group(score, certainty):
    if score < 1:
        return 0 if certainty == 2 else 1
    return 3 if certainty == 0 else 4


def make():
    draw, rows = Draw(20261201), []
    for day in range(0, 360, 3):
        for _ in range(6):
            person, rule = draw.below(12), draw.below(4)
            twice = draw.below(8) == 0
            for _ in range(2 if twice else 1):
                right = draw.next() < 0.45 + 0.03 * person
                score = 1.0 if right else 0.5 if draw.below(5) == 0 else 0.0
                stated = draw.below(4)
                counted = draw.below(3) > 0
                rows.append((person, rule, day + draw.below(2), score, None if stated == 3 else stated, counted))
    rows.sort(key=lambda row: row[2])
    return rows


def clamp(p):
    return min(1 - CLAMP, max(CLAMP, p))


def compare(rows):
    states, counts, all_counts, losses = {}, {}, [0, 0], []
    for person, rule, day, score, certainty, counted in rows:
        key, right = (person, rule), score >= 1
        grade = 3 if right else 1
        mine = group(score, certainty)
        if key not in states:
            s, d = first(grade)
            states[key] = (s, d, day, mine)
            continue
        s, d, last, before = states[key]
        if day > last and counted:
            own = counts.setdefault(before, [0, 0])
            predicted = [retrievability(day - last, s), (own[0] + 1) / (own[1] + 2), (all_counts[0] + 1) / (all_counts[1] + 2)]
            losses.append([-log(clamp(p) if right else 1 - clamp(p)) for p in predicted])
            for kept in (own, all_counts):
                kept[0] += right
                kept[1] += 1
        s, d = after(s, d, grade, day - last)
        states[key] = (s, d, day, min(before, mine) if day == last else mine)
    return states, losses


def difference(losses, a, b):
    values = [row[a] - row[b] for row in losses]
    n, mean = len(values), sum(values) / len(values)
    half = Z * sqrt(sum((v - mean) ** 2 for v in values) / (n - 1) / n)
    return mean, mean - half, mean + half


def text(values):
    return "[" + ", ".join(f"{v:.10f}" for v in values) + "]"


rows = make()
states, losses = compare(rows)
print("# Made by shadow-schedules.py beside it, from the published formulas alone. Each answer: person, rule, day, share of the point, certainty (0 to 2, - where")
print("# none was stated), and whether it is predicted (1) or only remembered (0).")
print("answers:")
for person, rule, day, score, certainty, counted in rows:
    stated = '"-"' if certainty is None else certainty
    print(f"  - [{person}, {rule}, {day}, {score}, {stated}, {int(counted)}]")
print("# Person, rule, stability and difficulty after the last answer.")
print("states:")
for (person, rule), (s, d, _, _) in sorted(states.items()):
    print(f"  - [{person}, {rule}, {s:.10f}, {d:.10f}]")
print(f"predicted: {len(losses)}")
print("# Of FSRS-6, of the groups of the schedule, of a constant.")
print(f"log-loss: {text(sum(row[k] for row in losses) / len(losses) for k in range(3))}")
print("# FSRS-6 less the groups, FSRS-6 less the constant, the groups less the constant: value, lower and upper end of the interval.")
print(f"differences:")
for a, b in ((0, 1), (0, 2), (1, 2)):
    print(f"  - {text(difference(losses, a, b))}")
