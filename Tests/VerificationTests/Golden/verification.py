"""Golden figures for scores: writes verification.json beside this script.

    pip install numpy scikit-learn scipy pyeer==0.5.6 && python3 verification.py

scikit-learn gives ROC curves, areas and isotonic fits, pyeer 0.5.6 its own figures. bob.measure can't
be had from PyPI: what is asked of it is written out here from its definitions, in whole numbers
where it accumulates floating-point steps (which only matters at ties): eer_threshold with farfrr,
eer_rocch, calibration.cllr, calibration.min_cllr.

Scores are distances: they enter scikit-learn and the others negated. All are single-precision
numbers from the generator below, which the tests have too.
"""
import json
import pathlib
import warnings
from fractions import Fraction

import numpy as np
from scipy.optimize import brentq
from pyeer import eer_stats
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import f1_score, roc_auc_score, roc_curve


class Generator:
    """x ← 6364136223846793005 x + 1442695040888963407 mod 2⁶⁴; the upper 24 bits / 2²⁴."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 40) / 2**24


def draw(case):
    """Mated distances, then non-mated: the mean of four numbers, from `shift` on, on a grid of
    `steps` where that isn't 0, rounded down."""
    random = Generator(case["seed"])

    def one(shift):
        value = (random.next() + random.next() + random.next() + random.next()) / 4 + shift
        value = float(np.float32(value))
        grid = case["steps"]
        return float(np.float32(np.floor(value * grid) / grid)) if grid else value

    mated = [one(case.get("mated_shift", 0.0)) for _ in range(case["mated"])]
    non_mated = [one(case["shift"]) for _ in range(case["nonmated"])]
    return np.array(mated), np.array(non_mated)


def curve(mated, non_mated):
    labels = np.r_[np.ones(len(mated)), np.zeros(len(non_mated))]
    scores = -np.r_[mated, non_mated]
    return labels, scores, roc_curve(labels, scores, drop_intermediate=False)


def counts(mated, non_mated):
    """Accepted mated and non-mated pairs for the thresholds just above each distance, upwards."""
    distances = np.unique(np.r_[mated, non_mated])
    m = np.searchsorted(np.sort(mated), distances, side="right")
    n = np.searchsorted(np.sort(non_mated), distances, side="right")
    return [(int(a), int(b)) for a, b in zip(m, n)]


def eer_interpolated(fpr, tpr):
    """brentq over the polyline; at upright parts both its ends give the same x."""
    f = 1 - fpr - tpr
    k = int(np.argmax(f <= 0))
    if f[k] == 0:
        return float(fpr[k])
    share = brentq(lambda s: f[k - 1] + s * (f[k] - f[k - 1]), 0, 1, xtol=1e-15)
    return float(fpr[k - 1] + share * (fpr[k] - fpr[k - 1]))


def pyeer(mated, non_mated):
    _, fmr, fnmr = eer_stats.calculate_roc(mated, non_mated, ds_scores=True)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        eer = eer_stats.get_eer_values(fmr, fnmr)[3]
    # Where the curves don't meet pyeer warns and says 1.
    meets = not caught
    points = {
        str(t): float(eer_stats.get_fmr_op(fmr, fnmr, t)[1]) for t in (0, 1e-3, 0.01, 0.1)}
    return (float(eer) if meets else None), points


def eer_bob(points, m, n):
    """farfrr at eer_threshold: from the lowest score up, the last of the best while both classes
    last, only a better one after."""
    rates = [(Fraction(b, n), Fraction(m - a, m), a, b) for a, b in reversed(points)]
    rates.append((Fraction(0), Fraction(1), 0, 0))
    best = None
    for far, frr, a, b in rates:
        difference = abs(far - frr)
        lasting = a > 0 and b > 0
        if best is None or difference < best[0] or (lasting and difference == best[0]):
            best = (difference, (far + frr) / 2)
    return float(best[1])


def isotonic(mated, non_mated):
    labels = np.r_[np.ones(len(mated)), np.zeros(len(non_mated))]
    scores = -np.r_[mated, non_mated]
    return IsotonicRegression(y_min=0, y_max=1).fit_transform(scores, labels), scores


def eer_hull(mated, non_mated):
    """eer_rocch: the corners lie where the isotonic fit steps."""
    fit, scores = isotonic(mated, non_mated)
    order = np.argsort(scores)
    fit = fit[order]
    is_mated = np.r_[np.ones(len(mated)), np.zeros(len(non_mated))][order]
    ends = np.r_[0, np.flatnonzero(np.diff(fit) > 1e-12) + 1, len(fit)]
    miss = np.array([is_mated[:e].sum() for e in ends]) / len(mated)
    false = np.array([(1 - is_mated[e:]).sum() for e in ends]) / len(non_mated)
    best = 0.0
    for i in range(len(ends) - 1):
        if min(abs(false[i] - false[i + 1]), abs(miss[i] - miss[i + 1])) > np.finfo(float).eps:
            line = np.linalg.solve(
                [[false[i], miss[i]], [false[i + 1], miss[i + 1]]], [1.0, 1.0])
            best = max(best, 1 / line.sum())
    return float(best)


def cllr(positives, negatives):
    return float(
        np.mean(np.logaddexp(0, -positives)) + np.mean(np.logaddexp(0, negatives))
    ) / 2 / np.log(2)


def min_cllr(mated, non_mated):
    fit, _ = isotonic(mated, non_mated)
    with np.errstate(divide="ignore"):
        llr = np.log(fit) - np.log1p(-fit) - np.log(len(mated) / len(non_mated))
    return cllr(llr[: len(mated)], llr[len(mated):])


def platt(mated, non_mated):
    """Newton's method on the balanced loss with Platt's targets; (intercept, slope)."""
    x = np.r_[mated, non_mated]
    if x.min() == x.max():
        return None
    m, n = len(mated), len(non_mated)
    target = np.r_[np.full(m, (m + 1) / (m + 2)), np.full(n, 1 / (n + 2))]
    weight = np.r_[np.full(m, 0.5 / m), np.full(n, 0.5 / n)]
    design = np.c_[np.ones(len(x)), x - x.mean()]
    beta = np.zeros(2)
    for _ in range(200):
        p = 1 / (1 + np.exp(-design @ beta))
        step = np.linalg.solve(
            (design * (weight * p * (1 - p))[:, None]).T @ design,
            design.T @ (weight * (target - p)))
        # Halved until the loss doesn't grow.
        loss = lambda b: np.sum(weight * (np.logaddexp(0, design @ b) - target * (design @ b)))
        size = 1.0
        while (np.abs(step).sum() > 1e-3 and size > 1e-9
               and loss(beta + size * step) > loss(beta)):
            size /= 2
        beta = beta + size * step
        if np.abs(step).sum() < 1e-14:
            break
    return [float(beta[0] - beta[1] * x.mean()), float(beta[1])]


def figures(case):
    mated, non_mated = draw(case)
    m, n = len(mated), len(non_mated)
    labels, scores, (fpr, tpr, _) = curve(mated, non_mated)
    points = counts(mated, non_mated)
    accuracy = max(a + n - b for a, b in points + [(0, 0)]) / (m + n)
    eer, fmr = pyeer(mated, non_mated)
    moments = (mated.mean(), mated.std(), non_mated.mean(), non_mated.std())
    has_spread = moments[1] + moments[3] > 0
    return {
        **case,
        "auc": float(roc_auc_score(labels, scores)),
        "eer": {
            "interpolated": eer_interpolated(fpr, tpr),
            "midpoint": eer,
            "nearest": eer_bob(points, m, n),
            "convex-hull": eer_hull(mated, non_mated),
        },
        "accuracy": accuracy,
        "f1": max(2 * a / (m + a + b) for a, b in points),
        # pyeer says 1 without a spread.
        "decidability": float(eer_stats.get_decidability_value(*moments)) if has_spread else None,
        "tar_at_far": {str(t): float(tpr[fpr <= t].max()) for t in (0, 1e-3, 0.01, 0.1, 0.3)},
        "far_at_tar": {str(t): float(fpr[tpr >= t].min()) for t in (0.5, 0.9, 0.99, 1)},
        "pyeer_fmr": fmr,
        "cllr": cllr(-mated, -non_mated),
        "min_cllr": min_cllr(mated, non_mated),
        "platt": platt(mated, non_mated),
    }


CASES = [
    {"name": "continuous", "seed": 1, "mated": 500, "nonmated": 3000, "steps": 0, "shift": 0.2},
    {"name": "ties", "seed": 2, "mated": 700, "nonmated": 4000, "steps": 20, "shift": 0.15},
    {"name": "many ties", "seed": 3, "mated": 90, "nonmated": 50, "steps": 4, "shift": 0.1},
    {"name": "one of each", "seed": 4, "mated": 1, "nonmated": 1, "steps": 0, "shift": 0.1},
    {"name": "two and three", "seed": 5, "mated": 2, "nonmated": 3, "steps": 8, "shift": 0.1},
    {"name": "three and two", "seed": 6, "mated": 3, "nonmated": 2, "steps": 0, "shift": 0.0},
    {"name": "tiny mated", "seed": 7, "mated": 5, "nonmated": 4000, "steps": 100, "shift": 0.2},
    {"name": "separable", "seed": 8, "mated": 40, "nonmated": 60, "steps": 0, "shift": 1.5},
    {"name": "no signal", "seed": 9, "mated": 300, "nonmated": 300, "steps": 0, "shift": 0.0},
    {"name": "all equal", "seed": 10, "mated": 30, "nonmated": 70, "steps": 0.25, "shift": 0.0},
    {"name": "wrong way", "seed": 11, "mated": 100, "nonmated": 200, "steps": 50, "shift": 0.0,
     "mated_shift": 0.3},
    {"name": "million", "seed": 12, "mated": 100000, "nonmated": 900000, "steps": 0, "shift": 0.25},
    {"name": "million ties", "seed": 13, "mated": 50000, "nonmated": 950000, "steps": 1000,
     "shift": 0.25},
]

if __name__ == "__main__":
    results = [figures(case) for case in CASES]
    path = pathlib.Path(__file__).with_name("verification.json")
    path.write_text(json.dumps(results, indent=1) + "\n")
