#!/usr/bin/env python3
"""Writes losses.json: losses and their gradients as PyTorch's automatic differentiation has them.

    pip install torch; python3 losses.py

Embeddings and weights come from a generator that the Swift tests repeat, so they are not stored:
Knuth's MMIX congruential generator, of whose 64 bits the upper 24 become a number in -1…1.
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
PEOPLE = [0, 0, 0, 1, 1, 2, 2, 2]
D, CLASSES = 4, 3


class Generator:
    def __init__(self, seed):
        self.state = seed

    def tensor(self, *dimensions):
        values = []
        for _ in range(math.prod(dimensions)):
            self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
            values.append((self.state >> 40) / 2**23 - 1)
        return torch.tensor(values).reshape(dimensions).requires_grad_()


labels = torch.tensor(PEOPLE)
n = len(PEOPLE)
pairs = [(i, j) for i in range(n) for j in range(i)]
triplets = [(a, p, q) for a in range(n) for p in range(n) for q in range(n)
            if a != p and PEOPLE[a] == PEOPLE[p] and PEOPLE[a] != PEOPLE[q]]


def squared(x, i, j):
    return ((x[i] - x[j]) ** 2).sum()


def triplet(x, margin, soft=False, total=False):
    values = torch.stack([squared(x, a, p) - squared(x, a, q) for a, p, q in triplets])
    values = F.softplus(values) if soft else F.relu(values + margin)
    return values.sum() if total else values.mean()


def contrastive(x, margin):
    loss = 0
    for i, j in pairs:
        d = squared(x, i, j).sqrt()
        same = PEOPLE[i] == PEOPLE[j]
        loss = loss + (d**2 / 2 if same else F.relu(margin - d) ** 2 / 2)
    return loss / len(pairs)


def a_softmax(x, w, annealing):
    """The released layer's polynomials for m = 4."""
    norm = x.norm(dim=1, keepdim=True)
    c = (x / norm) @ F.normalize(w).T
    s0 = c.sign()
    s3 = s0 * (2 * c**2 - 1).sign()
    s4 = 2 * s0 + s3 - 3
    psi = s3 * (8 * c**4 - 8 * c**2 + 1) + s4
    own = F.one_hot(labels, CLASSES).bool()
    logits = torch.where(own, (annealing * c + psi) / (1 + annealing), c) * norm
    return F.cross_entropy(logits, labels)


def arcface(x, w, m, s, smoothing=0):
    c = F.normalize(x) @ F.normalize(w).T
    sine = (1 - c**2).sqrt()
    phi = c * math.cos(m) - sine * math.sin(m)
    phi = torch.where(c > math.cos(math.pi - m), phi, c - math.sin(math.pi - m) * m)
    own = F.one_hot(labels, CLASSES).bool()
    return F.cross_entropy(torch.where(own, phi, c) * s, labels, label_smoothing=smoothing)


def pairwise_hinge(x, threshold, margin):
    """dlib's loss_metric."""
    same = [(i, j) for i, j in pairs if PEOPLE[i] == PEOPLE[j]]
    other = sorted([(float(squared(x, i, j).detach()), i, j) for i, j in pairs
                    if PEOPLE[i] != PEOPLE[j]])[:len(same)]
    loss = sum(F.relu(squared(x, i, j).sqrt() - (threshold - margin)) for i, j in same)
    loss = loss + sum(F.relu(threshold + margin - squared(x, i, j).sqrt()) for _, i, j in other)
    return loss / len(same)


def siamese(x, alpha, bias):
    logits = torch.stack([bias[0] - (alpha * (x[i] - x[j]).abs()).sum() for i, j in pairs])
    same = torch.tensor([float(PEOPLE[i] == PEOPLE[j]) for i, j in pairs])
    return F.binary_cross_entropy_with_logits(logits, same)


def projected(x, w):
    return triplet(F.normalize(x) @ w.T, 0.2)


g = Generator(1)
x = g.tensor(n, D)
w = g.tensor(CLASSES, D)
logits = g.tensor(n, CLASSES)
alpha = g.tensor(1, D)
bias = g.tensor(1)
cases = {
    "triplet": (triplet(x, 0.2), [x]),
    "triplet-sum": (triplet(x, 0.2, total=True), [x]),
    "triplet-soft": (triplet(x, 0, soft=True), [x]),
    "contrastive": (contrastive(x, 1.5), [x]),
    "softmax": (F.cross_entropy(logits, labels), [logits]),
    "softmax-smoothed": (F.cross_entropy(logits, labels, label_smoothing=0.1), [logits]),
    "center": (((x - w[labels]) ** 2).sum() / 2, [x]),
    "a-softmax": (a_softmax(x, w, 0), [x, w]),
    "a-softmax-5": (a_softmax(x, w, 5), [x, w]),
    "arcface": (arcface(x, w, 0.5, 16), [x, w]),
    "arcface-wide": (arcface(x, w, 1.5, 4), [x, w]),
    "arcface-smoothed": (arcface(x, w, 0.5, 16, smoothing=0.1), [x, w]),
    "deepid2": (F.cross_entropy(logits, labels) + 0.05 * contrastive(x, 1.5), [x, logits]),
    "pairwise-hinge": (pairwise_hinge(x, 0.6, 0.04), [x]),
    "pairwise-hinge-wide": (pairwise_hinge(x, 1.5, 0.2), [x]),
    "siamese": (siamese(x, alpha, bias), [x, alpha, bias]),
    "projection": (projected(x, w), [w]),
}
found = {}
for name, (loss, inputs) in cases.items():
    gradients = torch.autograd.grad(loss, inputs)
    found[name] = {"loss": float(loss.detach()), "gradients": [v.flatten().tolist() for v in gradients]}
path = pathlib.Path(__file__).with_name("losses.json")
path.write_text(json.dumps(found, indent=1) + "\n")
