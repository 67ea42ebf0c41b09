"""The recipe that `likeness train` is measured by, in PyTorch: `small-columns` from random
weights on the first people of a folder, its equal error rate on the last ones.

Usage: peer_faces.py FOLDER HELD_OUT STEPS SEED. Prints the rate and the seconds of the steps.
"""
import math
import pathlib
import re
import sys
import time

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

HEIGHT, WIDTH, PEOPLE, PHOTOS = 56, 48, 15, 4
# The rows that each column sees, from the top.
COLUMNS = [56] * 6 + [40] * 2
RATE, MARGIN, SMOOTHING, DECAY = 1e-3, 0.5, 0.1, 0.99


class Column(nn.Module):
    """A column of Sources/Networks/Architectures/SmallFaceNet.swift."""

    def __init__(self, rows):
        super().__init__()
        self.rows = rows
        layers, inputs = [], 3
        for maps in (16, 32, 64, 64):
            layers += [nn.Conv2d(inputs, maps, 3, padding=1, bias=False),
                       nn.BatchNorm2d(maps), nn.PReLU(maps), nn.MaxPool2d(2)]
            inputs = maps
        layers[-1] = nn.Flatten()
        self.layers = nn.Sequential(*layers, nn.Linear(64 * (rows // 8) * 6, 128))
        for layer in self.layers:
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                nn.init.kaiming_normal_(layer.weight)
        nn.init.zeros_(self.layers[-1].bias)

    def forward(self, views):
        sides = [side for view in views for side in (view, view.flip(3))]
        return functional.normalize(sum(
            functional.normalize(self.layers(side[:, :, :self.rows])) for side in sides))


class Network(nn.Module):
    """Columns side by side, whose embeddings are joined."""

    def __init__(self):
        super().__init__()
        self.columns = nn.ModuleList(Column(rows) for rows in COLUMNS)

    def forward(self, views):
        return functional.normalize(torch.cat([column(views) for column in self.columns], 1))


def photos(folder):
    """Images and people in the order of the numbers in the folders' names."""
    folders = sorted(folder.iterdir(), key=lambda p: [int(n) for n in re.findall(r"\d+", p.name)])
    images, people = [], []
    for person, own in enumerate(folders):
        for path in sorted(own.iterdir()):
            image = Image.open(path).convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
            images.append(np.asarray(image, np.float32).transpose(2, 0, 1))
            people.append(person)
    return torch.from_numpy(np.stack(images)), np.array(people)


def augmented(images, random):
    """Mirrored, turned by 5°, zoomed by 10 %, shifted by 5 %, contrast 40 %, brightness 10 %."""
    def within(limit):
        return torch.from_numpy(random.uniform(-limit, limit, len(images)).astype(np.float32))

    turn, zoom = within(math.radians(5)), 1 + within(0.1)
    flip = torch.from_numpy(random.choice([-1, 1], len(images)).astype(np.float32))
    cosine, sine = zoom * torch.cos(turn), zoom * torch.sin(turn)
    aspect = HEIGHT / WIDTH
    rows = [torch.stack([cosine * flip, -sine * aspect, 2 * within(0.05)], 1),
            torch.stack([sine * flip / aspect, cosine, 2 * within(0.05)], 1)]
    grid = functional.affine_grid(torch.stack(rows, 1), images.shape, align_corners=False)
    seen = functional.grid_sample(images, grid, padding_mode="border", align_corners=False)
    contrast, brightness = 1 + within(0.4), 255 * within(0.1)
    return ((seen - 127.5) * contrast.view(-1, 1, 1, 1) + 127.5
            + brightness.view(-1, 1, 1, 1)).clamp(0, 255)


def batches(people, random):
    """Photos of some people each, who come up in turn, as do their photos."""
    def deck(items):
        rest = []
        while True:
            rest = rest or list(random.permutation(items))
            yield rest.pop()

    decks = {person: deck(np.flatnonzero(people == person)) for person in set(people)}
    order = deck(sorted(decks))
    while True:
        chosen = {next(order) for _ in range(PEOPLE)}
        yield [next(decks[person]) for person in chosen for _ in range(PHOTOS)]


def around(images):
    """The images from nine places, a pixel and a half apart."""
    for down in (-1.5, 0, 1.5):
        for right in (-1.5, 0, 1.5):
            moved = torch.tensor([[1, 0, 2 * right / WIDTH], [0, 1, 2 * down / HEIGHT]])
            grid = functional.affine_grid(
                moved.expand(len(images), -1, -1), images.shape, align_corners=False)
            yield functional.grid_sample(images, grid, padding_mode="border", align_corners=False)


def arcface(embeddings, weight, people):
    cosines = embeddings @ functional.normalize(weight).T
    own = functional.one_hot(people, len(weight)).bool()
    angles = torch.acos(cosines.clamp(-1 + 1e-6, 1 - 1e-6))
    far = cosines - MARGIN * math.sin(MARGIN)
    moved = torch.where(cosines > math.cos(math.pi - MARGIN), torch.cos(angles + MARGIN), far)
    scale = math.sqrt(2) * math.log(len(weight) - 1)
    logits = scale * torch.where(own, moved, cosines)
    return functional.cross_entropy(logits, people, label_smoothing=SMOOTHING)


def equal_error_rate(embeddings, people):
    """Where the shares of false accepts and false rejects meet, on the line between two scores."""
    first, second = np.triu_indices(len(people), 1)
    distances = np.linalg.norm(embeddings[first] - embeddings[second], axis=1)
    mated = people[first] == people[second]
    order = np.argsort(distances, kind="stable")
    rejects = 1 - np.cumsum(mated[order]) / mated.sum()
    accepts = np.cumsum(~mated[order]) / (~mated).sum()
    place = int(np.argmax(accepts >= rejects))
    return float((accepts[place] + rejects[place]) / 2)


folder, held_out, steps, seed = pathlib.Path(sys.argv[1]), *map(int, sys.argv[2:])
torch.manual_seed(seed)
torch.set_num_threads(2)
random = np.random.default_rng(seed)
images, people = photos(folder)
limit = people.max() + 1 - held_out
own = people < limit
network, weight = Network(), nn.Parameter(0.01 * torch.randn(limit, 128 * len(COLUMNS)))
rule = torch.optim.Adam([*network.parameters(), weight], lr=RATE)
average = torch.optim.swa_utils.AveragedModel(
    network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(DECAY))
draws = batches(people[own], random)
start = time.perf_counter()
for _ in range(steps):
    places = next(draws)
    samples = (augmented(images[places], random) - 127.5) / 128
    rule.zero_grad()
    arcface(network([samples]), weight, torch.from_numpy(people[places])).backward()
    rule.step()
    average.update_parameters(network)
seconds = time.perf_counter() - start
model = average.module.eval()
for kept, latest in zip(model.buffers(), network.buffers()):
    kept.copy_(latest)
with torch.no_grad():
    embeddings = model(list(around((images[~own] - 127.5) / 128))).numpy()
print(equal_error_rate(embeddings, people[~own]), seconds)
