#!/usr/bin/env python3
"""Writes steps.json: a small network trained for five steps by PyTorch.

    pip install torch; python3 steps.py

Photos and starting weights come from the generator of losses.py, weights divided by the root of
what they add up; scales of the batch normalisation start at 1, shifts at 0, slopes at 0.25.
"""
import json
import math
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.use_deterministic_algorithms(True)
PEOPLE = [0, 0, 0, 1, 1, 2, 2, 2]
TRIPLETS = [(a, p, q) for a in range(8) for p in range(8) for q in range(8)
            if a != p and PEOPLE[a] == PEOPLE[p] and PEOPLE[a] != PEOPLE[q]]


class Generator:
    def __init__(self, seed):
        self.state = seed

    def tensor(self, *dimensions):
        values = []
        for _ in range(math.prod(dimensions)):
            self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
            values.append((self.state >> 40) / 2**23 - 1)
        return torch.tensor(values, dtype=torch.float64).reshape(dimensions).float()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(16)
        self.prelu1 = nn.PReLU(16)
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)
        self.conv3 = nn.Conv2d(32, 8, 3, stride=2)
        self.fc = nn.Linear(32, 6)

    def forward(self, x):
        x = F.max_pool2d(self.prelu1(self.norm1(self.conv1(x))), 2)
        y = x + F.relu(self.conv2(x))
        y = F.relu(self.conv3(torch.cat([x, y], 1)))
        return F.normalize(self.fc(y.flatten(1)))


g = Generator(6)
photos = g.tensor(8, 3, 10, 10)
net = Net()
with torch.no_grad():
    for layer in [net.conv1, net.conv2, net.conv3, net.fc]:
        layer.weight.copy_(g.tensor(*layer.weight.shape) / math.sqrt(layer.weight[0].numel()))
        if layer.bias is not None:
            layer.bias.zero_()
optimiser = torch.optim.SGD(net.parameters(), 0.05, momentum=0.9, weight_decay=1e-3)
losses = []
for _ in range(5):
    e = net(photos)
    violations = torch.stack([((e[a] - e[p]) ** 2).sum() - ((e[a] - e[q]) ** 2).sum()
                              for a, p, q in TRIPLETS])
    loss = F.relu(violations + 0.2).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    losses.append(float(loss.detach()))
arrays = {name: v.flatten().tolist() for name, v in net.state_dict().items()
          if not name.endswith("num_batches_tracked")}
path = pathlib.Path(__file__).with_name("steps.json")
path.write_text(json.dumps({"losses": losses} | arrays, indent=None) + "\n")
