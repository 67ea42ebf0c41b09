#!/usr/bin/env python3
"""Writes optimisers.json: weights after one and after seven steps of PyTorch's optimisers.

    pip install torch; python3 optimisers.py

Weights and gradients come from the generator of losses.py.
"""
import json
import pathlib

import torch


class Generator:
    def __init__(self, seed):
        self.state = seed

    def tensor(self, count):
        values = []
        for _ in range(count):
            self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
            values.append((self.state >> 40) / 2**23 - 1)
        return torch.tensor(values, dtype=torch.float64).float()


O = torch.optim
RATE = 0.05
rules = {
    "sgd": lambda w: O.SGD(w, RATE),
    "sgd-momentum": lambda w: O.SGD(w, RATE, momentum=0.9, weight_decay=0.01),
    "nesterov": lambda w: O.SGD(w, RATE, momentum=0.9, nesterov=True, weight_decay=0.01),
    "adagrad": lambda w: O.Adagrad(w, RATE, weight_decay=0.01),
    "rmsprop": lambda w: O.RMSprop(w, RATE),
    "rmsprop-momentum": lambda w: O.RMSprop(
        w, RATE, alpha=0.9, momentum=0.9, eps=1.0, weight_decay=0.01),
    "adam": lambda w: O.Adam(w, RATE, weight_decay=0.01),
    "adam-epsilon": lambda w: O.Adam(w, RATE, eps=0.1),
    "adamw": lambda w: O.AdamW(w, RATE, weight_decay=0.01),
}
found = {}
for name, rule in rules.items():
    g = Generator(2)
    w = torch.nn.Parameter(g.tensor(6))
    optimiser = rule([w])
    after = []
    for _ in range(7):
        w.grad = g.tensor(6)
        optimiser.step()
        after.append(w.detach().tolist())
    found[name] = {"first": after[0], "last": after[-1]}

g = Generator(3)
w = torch.nn.Parameter(g.tensor(6))
w.grad = g.tensor(6) * 10
norm = torch.nn.utils.clip_grad_norm_([w], 2.0)
found["clip"] = {"first": [float(norm)], "last": w.grad.tolist()}

w = torch.nn.Parameter(g.tensor(1))
optimiser = O.SGD([w], 1.0)
cosine = O.lr_scheduler.CosineAnnealingLR(optimiser, 10, eta_min=0.1)
rates = []
for _ in range(10):
    rates.append(optimiser.param_groups[0]["lr"])
    optimiser.step()
    cosine.step()
optimiser = O.SGD([w], 1.0)
steps = O.lr_scheduler.MultiStepLR(optimiser, [3, 6], gamma=0.1)
stepped = []
for _ in range(10):
    stepped.append(optimiser.param_groups[0]["lr"])
    optimiser.step()
    steps.step()
found["schedule"] = {"first": rates, "last": stepped}
path = pathlib.Path(__file__).with_name("optimisers.json")
path.write_text(json.dumps(found, indent=1) + "\n")
