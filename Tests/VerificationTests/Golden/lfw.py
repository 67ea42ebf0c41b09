#!/usr/bin/env python3
"""Writes lfw.json: the LFW protocol in plain NumPy, on embeddings that the Swift tests repeat.

    pip install numpy; python3 lfw.py

The definitions are those of davidsandberg/facenet (MIT), `lfw.py` and `facenet.py`, written anew:
ten contiguous folds, thresholds 0, 0.01 … 3.99 (0.001 for VAL), the same person when the squared
distance is below the threshold, the first best threshold of the nine training folds.
"""
import json
import pathlib

import numpy as np

DIMENSION = 8


def numbers(seed, count):
    state, values = seed, np.empty(count)
    for index in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        values[index] = (state >> 40) / 2**24
    return values


def embeddings(seed, pairs):
    """First and second embeddings; in the even pairs the second is near the first."""
    values = (numbers(seed, pairs * 2 * DIMENSION) - 0.5).reshape(pairs, 2, DIMENSION)
    first, second = values[:, 0] * 1.5, values[:, 1] * 1.5
    same = np.arange(pairs) % 2 == 0
    second[same] = first[same] + second[same] * 0.6
    return first.astype(np.float32), second.astype(np.float32), same


def folds(count, number=10):
    sizes = np.full(number, count // number)
    sizes[: count % number] += 1
    ends = np.cumsum(sizes)
    return [np.arange(end - size, end) for size, end in zip(sizes, ends)]


def share(accepted, among):
    return float((accepted & among).sum() / among.sum()) if among.any() else 0.0


def evaluate(first, second, same, subtract_mean=False, root=False, target=1e-3):
    coarse, fine = np.arange(400) * 0.01, np.arange(4000) * 0.001
    accuracies, validations, fars, curves = [], [], [], []
    for test in folds(len(same)):
        train = np.setdiff1d(np.arange(len(same)), test)
        mean = np.concatenate([first[train], second[train]]).astype(np.float64).mean(axis=0)
        shift = mean.astype(np.float32) if subtract_mean else np.float32(0)
        distance = (((first - shift) - (second - shift)).astype(np.float64) ** 2).sum(axis=1)
        distance = np.sqrt(distance) if root else distance
        distance = distance.astype(np.float32).astype(np.float64)
        right = [((distance[train] < t) == same[train]).sum() for t in coarse]
        best = coarse[int(np.argmax(right))]
        accuracies.append(float(((distance[test] < best) == same[test]).mean()))
        curves.append([(share(distance[test] < t, ~same[test]), share(distance[test] < t, same[test]))
                       for t in coarse])
        far = np.array([share(distance[train] < t, ~same[train]) for t in fine])
        threshold = 0.0
        if far.max() >= target:
            above = int(np.argmax(far >= target))
            threshold = fine[above] if above == 0 else fine[above - 1] + (
                (target - far[above - 1]) / (far[above] - far[above - 1]) * 0.001)
        validations.append(share(distance[test] < threshold, same[test]))
        fars.append(share(distance[test] < threshold, ~same[test]))
    far, tar = np.array(curves).mean(axis=0).T
    area = float(((far[1:] - far[:-1]) * (tar[1:] + tar[:-1]) / 2).sum())
    k = int(np.argmax(far >= 1 - tar))
    eer = far[k] if far[k] == far[k - 1] else None
    if eer is None:
        slope = (tar[k] - tar[k - 1]) / (far[k] - far[k - 1])
        eer = (1 - tar[k - 1] + slope * far[k - 1]) / (1 + slope)
    return {"folds": accuracies, "accuracy": float(np.mean(accuracies)),
            "accuracy_std": float(np.std(accuracies)), "val": float(np.mean(validations)),
            "val_std": float(np.std(validations)), "far": float(np.mean(fars)), "auc": area,
            "eer": float(eer)}


def main():
    cases = []
    for seed, pairs, subtract in [(11, 600, False), (12, 1003, False), (13, 600, True)]:
        first, second, same = embeddings(seed, pairs)
        cases.append({"seed": seed, "pairs": pairs, "subtract_mean": subtract,
                      **evaluate(first, second, same, subtract)})
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
