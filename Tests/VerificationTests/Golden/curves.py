#!/usr/bin/env python3
"""Writes curves.json: what scikit-learn and definitions in plain NumPy say of score sets.

    pip install numpy scikit-learn; python3 curves.py

Scores come from a generator that the Swift tests repeat, so they are not stored: Knuth's MMIX
congruential generator, of whose 64 bits the upper 24 become a number in 0…1.
"""
import json
import pathlib

import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve

CASES = [  # name, seed, mated, non-mated, steps a score is rounded down to (0: none)
    ("smooth", 1, 2000, 3000, 0),
    ("ties", 2, 500, 700, 16),
    ("few", 3, 3, 5, 0),
    ("one of each", 4, 1, 1, 0),
    ("all equal", 5, 40, 60, 1),
    ("a million", 6, 400_000, 600_000, 0),
    ("a million with ties", 7, 400_000, 600_000, 256),
]
TARGETS = [0.5, 0.1, 0.01, 0.001, 0.0]


def numbers(seed, count):
    state, values = seed, np.empty(count)
    for index in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        values[index] = (state >> 40) / 2**24
    return values


def scores(seed, mated, nonmated, steps):
    values = numbers(seed, 2 * (mated + nonmated))
    # The product of two numbers is smaller than one of them, their mean is in the middle.
    low = values[0:2 * mated:2] * values[1:2 * mated:2]
    rest = values[2 * mated:]
    high = (rest[0::2] + rest[1::2]) / 2
    both = np.concatenate([low, high]).astype(np.float32)
    if steps:
        both = (np.floor(both * np.float32(steps)) / np.float32(steps)).astype(np.float32)
    return both[:mated], both[mated:]


def equal_error_rate(far, tar):
    """The root of 1 - x = tar(x), tar linear between the points of the curve."""
    for k in range(1, len(far)):
        if far[k] >= 1 - tar[k]:
            if far[k] == far[k - 1]:
                return far[k]
            slope = (tar[k] - tar[k - 1]) / (far[k] - far[k - 1])
            return (1 - tar[k - 1] + slope * far[k - 1]) / (1 + slope)


def describe(name, seed, mated, nonmated, steps):
    low, high = scores(seed, mated, nonmated, steps)
    labels = np.concatenate([np.ones(mated), np.zeros(nonmated)])
    likeness = -np.concatenate([low, high]).astype(np.float64)
    far, tar, _ = roc_curve(labels, likeness, drop_intermediate=False)
    width = np.sqrt((low.astype(float).var() + high.astype(float).var()) / 2)
    separation = abs(low.astype(float).mean() - high.astype(float).mean())
    ordered = np.sort(high)
    points = []
    for target in TARGETS:
        allowed = int(np.floor(target * nonmated + 1e-9))
        threshold = float(ordered[allowed])
        points.append({"target": target, "threshold": threshold, "tar": float((low < threshold).mean()),
                       "far": float((high < threshold).mean())})
    return {"name": name, "seed": seed, "mated": mated, "nonmated": nonmated, "steps": steps,
            "auc": float(roc_auc_score(labels, likeness)), "eer": float(equal_error_rate(far, tar)),
            "d_prime": float(separation / width) if width > 0 else None, "points": points}


out = pathlib.Path(__file__).with_suffix(".json")
out.write_text(json.dumps([describe(*case) for case in CASES], indent=1) + "\n")
