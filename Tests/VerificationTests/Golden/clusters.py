#!/usr/bin/env python3
"""Writes clusters.json: what scikit-learn and plain definitions say of clusters and searches.

    pip install numpy scipy scikit-learn; python3 clusters.py

Embeddings and labels come from a generator that the Swift tests repeat, so they are not stored:
Knuth's MMIX congruential generator, of whose 64 bits the upper 24 become a number in 0…1.
Labels written here are numbered by first appearance.
"""
import json
import pathlib

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import DBSCAN, AgglomerativeClustering
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix, pair_confusion_matrix


class Generator:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        return (self.state >> 40) / 2**24

    def below(self, count):
        return int(self.next() * count)


def embeddings(seed, faces, people, dimension, spread):
    """float32 points around a centre for each person; a face draws its person, then its noise."""
    random = Generator(seed)
    centres = [[random.next() for _ in range(dimension)] for _ in range(people)]
    labels, points = [], []
    for _ in range(faces):
        person = random.below(people)
        labels.append(person)
        points.append([c + spread * (random.next() - 0.5) for c in centres[person]])
    return labels, np.array(points, dtype=np.float32).astype(float)


def renamed(labels):
    numbers = {}
    # DBSCAN's −1 stands for many that are each alone.
    return [numbers.setdefault(l if l >= 0 else ("alone", i), len(numbers))
            for i, l in enumerate(labels)]


def clusterings():
    for seed, faces, people, dimension, spread in [
        (1, 60, 8, 4, 0.5), (2, 200, 20, 8, 0.9), (3, 300, 50, 16, 0.7), (4, 2, 1, 3, 1.0),
    ]:
        _, points = embeddings(seed, faces, people, dimension, spread)
        for threshold in (0.2, 0.4, 0.6, 0.9):
            found = {
                linkage: renamed(AgglomerativeClustering(
                    n_clusters=None, distance_threshold=threshold, linkage=linkage
                ).fit(points).labels_)
                for linkage in ("average", "complete")
            }
            found |= {
                f"dbscan {few}": renamed(DBSCAN(eps=threshold, min_samples=few).fit(points).labels_)
                for few in (1, 3)
            }
            yield {"seed": seed, "faces": faces, "people": people, "dimension": dimension,
                   "spread": spread, "threshold": threshold, "labels": found}


def bcubed(clusters, people):
    """Item by item, as the definition says."""
    precision = recall = 0.0
    for c, p in zip(clusters, people):
        both = sum(1 for d, q in zip(clusters, people) if d == c and q == p)
        precision += both / clusters.count(c)
        recall += both / people.count(p)
    return precision / len(people), recall / len(people)


def agreements():
    for seed, items, clusters, people in [
        (1, 100, 10, 10), (2, 500, 3, 200), (3, 500, 200, 3), (4, 50, 1, 5), (5, 50, 5, 1),
        (6, 10, 1, 1), (7, 1000, 30, 30),
    ]:
        random = Generator(seed)
        truth = [random.below(people) for _ in range(items)]
        # Half of the items follow their person.
        found = [t % clusters if random.next() < 0.5 else random.below(clusters) for t in truth]
        table = contingency_matrix(truth, found)
        confusion = pair_confusion_matrix(truth, found)
        (_, false), (missed, both) = confusion
        b = bcubed(found, truth)
        yield {
            "seed": seed, "items": items, "clusters": clusters, "people": people,
            "purity": table.max(axis=0).sum() / items,
            "nmi": normalized_mutual_info_score(truth, found),
            "ari": adjusted_rand_score(truth, found),
            "pairwise_precision": 1.0 if both + false == 0 else both / (both + false),
            "pairwise_recall": 1.0 if both + missed == 0 else both / (both + missed),
            "bcubed_precision": b[0], "bcubed_recall": b[1],
            "bcubed_f1": 2 * b[0] * b[1] / (b[0] + b[1]),
        }


def searches():
    """CMC by leave-one-out over the nearest photo of each person; FPIR and FNIR by definition."""
    for seed, faces, people, dimension, spread in [(1, 60, 12, 4, 1.2), (2, 150, 40, 8, 1.5)]:
        labels, points = embeddings(seed, faces, people, dimension, spread)
        distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
        ranks, mated, nonmated = [], [], []
        for i, own in enumerate(labels):
            nearest = {}
            for j, other in enumerate(labels):
                if i != j:
                    nearest[other] = min(nearest.get(other, np.inf), distances[i, j])
            if own in nearest:
                ranks.append(1 + sum(d < nearest[own] for d in nearest.values()))
                mated.append((ranks[-1], nearest[own]))
            others = [d for p, d in nearest.items() if p != own]
            if others:
                nonmated.append(min(others))
        rows = []
        for threshold in (0.2, 0.4, 0.5, 0.6, 0.8):
            rows.append({
                "threshold": threshold,
                "fpir": sum(d < threshold for d in nonmated) / len(nonmated),
                "fnir": sum(not (r == 1 and d < threshold) for r, d in mated) / len(mated),
            })
        yield {"seed": seed, "faces": faces, "people": people, "dimension": dimension,
               "spread": spread, "probes": len(ranks),
               "cmc": [sum(r <= k for r in ranks) / len(ranks) for k in range(1, 11)],
               "open": rows}


def assignments():
    for seed, rows, columns in [(1, 3, 3), (2, 4, 9), (3, 9, 4), (4, 30, 50), (5, 1, 1)]:
        random = Generator(seed)
        cost = np.array([[random.next() for _ in range(columns)] for _ in range(rows)])
        chosen = linear_sum_assignment(cost)
        yield {"seed": seed, "rows": rows, "columns": columns, "cost": cost[chosen].sum()}


json.dump(
    {"clusterings": list(clusterings()), "agreements": list(agreements()),
     "searches": list(searches()), "assignments": list(assignments())},
    (pathlib.Path(__file__).parent / "clusters.json").open("w"))
