"""PyTorch's step of training: a line on standard input, images per second on standard output.

Usage: peer_training.py NETWORK FORMAT THREADS BATCH, where NETWORK is Inception-ResNet-v1
(facenet-pytorch's) or NNS2 and FORMAT contiguous or channels_last. A step is forward, backward and
an update by Adam in its fused form, on noise.
"""
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "shim"))

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

SECONDS = 1


class Euclidean(nn.Module):
    """The root of the sum of squares of 3×3 cells."""

    def forward(self, x):
        return (9 * functional.avg_pool2d(x * x, 3, 1, 1) + 1e-12).sqrt()


def rectified(inputs, outputs, kernel, stride=1):
    return [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2), nn.ReLU(inplace=True)]


class Inception(nn.Module):
    """The layers of Sources/Networks/Architectures/FaceNet/Inception.swift."""

    def __init__(self, inputs, one, three, five, pool, projected, stride=1):
        super().__init__()
        branches = [nn.Sequential(*rectified(inputs, one, 1))] if one else []
        for (reduced, outputs), kernel in ((three, 3), (five, 5)):
            branches.append(nn.Sequential(
                *rectified(inputs, reduced, 1), *rectified(reduced, outputs, kernel, stride)))
        branches.append(nn.Sequential(pool, *(rectified(inputs, projected, 1) if projected else [])))
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class Normalise(nn.Module):
    def forward(self, x):
        return functional.normalize(x)


def nns2():
    def largest(stride):
        return nn.MaxPool2d(3, stride, 1)

    return nn.Sequential(
        *rectified(3, 16, 5, 2), largest(2), nn.LocalResponseNorm(5),
        *rectified(16, 16, 1), *rectified(16, 32, 3), nn.LocalResponseNorm(5), largest(2),
        Inception(32, 24, (16, 24), (4, 8), largest(1), 8),
        Inception(64, 0, (24, 48), (8, 16), largest(2), None, 2),
        Inception(128, 48, (24, 48), (8, 16), Euclidean(), 16),
        Inception(128, 0, (32, 96), (8, 32), largest(2), None, 2),
        nn.Flatten(), nn.Linear(5 * 4 * 256, 800), nn.ReLU(inplace=True), nn.Linear(800, 128),
        Normalise())


def inception_resnet():
    from facenet_pytorch import InceptionResnetV1

    return InceptionResnetV1()


MAKERS = {"NNS2": (nns2, 140, 116), "Inception-ResNet-v1": (inception_resnet, 160, 160)}

make, height, width = MAKERS[sys.argv[1]]
threads, batch = int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)
torch.manual_seed(1)
order = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}[sys.argv[2]]
network = make().train().to(memory_format=order)
images = torch.randn(batch, 3, height, width).to(memory_format=order)
rule = torch.optim.Adam(network.parameters(), lr=1e-4, fused=True)
slopes = torch.randn(network(images[:2]).shape[1])


def step():
    rule.zero_grad()
    (network(images) * slopes).sum().backward()
    rule.step()


step()
print("ready", flush=True)
for _ in sys.stdin:
    times = []
    while len(times) < 5 or sum(times) < SECONDS:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    print(batch / statistics.median(times), flush=True)
