# Makes drawn-forms.yaml: exams with four of eight families each, and the internal consistency of a form of that length from pairwise complete
# covariances. Written from the definition alone. Usage: python3 drawn-forms.py > drawn-forms.yaml
from itertools import combinations
from math import sqrt

FAMILIES, ASKED, ENOUGH = 8, 4, 20
state = 7


def draw():
    global state
    state = state * 48271 % 2147483647
    return state / 2147483647


forms = []
for i in range(150):
    ability, left, form = draw(), list(range(1, FAMILIES + 1)), {}
    for _ in range(ASKED):
        family = left.pop(int(draw() ** 1.5 * len(left)))  # The last of the list is drawn seldom.
        form[family] = 1.0 if draw() < 0.15 + 0.7 * ability else 0.0
    forms.append(form)


def cov(pairs):
    n = len(pairs)
    ma, mb = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    return sum((a - ma) * (b - mb) for a, b in pairs) / (n - 1)


drawn = counted = covariance = 0
for a, b in combinations(range(1, FAMILIES + 1), 2):
    both = [(form[a], form[b]) for form in forms if a in form and b in form]
    drawn += len(both)
    if len(both) >= ENOUGH:
        counted += len(both)
        covariance += len(both) * cov(both)
singles = variance = 0
for a in range(1, FAMILIES + 1):
    own = [(form[a], form[a]) for form in forms if a in form]
    singles += len(own)
    variance += len(own) * cov(own)
c, v = covariance / counted, variance / singles
alpha = ASKED * c / (v + (ASKED - 1) * c)
shares = [sum(form.values()) / ASKED for form in forms]
m = sum(shares) / len(shares)
deviation = sqrt(sum((s - m) ** 2 for s in shares) / (len(shares) - 1))
print("# Made by drawn-forms.py beside it. Each form: family and share of the point.")
print("forms:")
for form in forms:
    print("  - {" + ", ".join(f"{k}: {v!r}" for k, v in form.items()) + "}")
print(f"pairs-drawn: {drawn}")
print(f"pairs-counted: {counted}")
print(f"consistency: {alpha!r}")
print(f"standard-error: {sqrt(1 - alpha) * deviation!r}")
