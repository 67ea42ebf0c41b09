"""Steps of training beside PyTorch's, in turns: images per second, and the memory of a process."""
import json
import os
import re
import statistics
import subprocess

import speed

THREADS, ROUNDS = 2, 5
FORMATS = ("contiguous", "channels_last")
# A network, the batch, and the least of our images per second over PyTorch's in its faster format.
CASES = [("Inception-ResNet-v1", 16, 1.2), ("NNS2", 90, 1.2)]


def own(program, network, batch):
    """Images per second and peak megabytes of a process of its own."""
    command = [program, "bench", "--json", "--network", network, "--batch", str(batch)]
    command += ["--threads", str(THREADS)]
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    if not lines:
        return None
    line = json.loads(lines[0])
    return line["images_per_second"], line["peak_rss_mb"]


def peak(process):
    with open(f"/proc/{process.pid}/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) / 1024


def case(program, network, batch, bar):
    what = f"training {network}, batch {batch}, {THREADS} threads"
    peers = [speed.Peer("peer_training.py", network, form, THREADS, batch) for form in FORMATS]
    if not all(peer.ready for peer in peers):
        for peer in peers:
            peer.stop()
        yield f"{what}: Likeness / PyTorch", "skipped: no peer", f">= {bar} x", None
        return
    rounds = [(own(program, network, batch), [p.time() for p in peers]) for _ in range(ROUNDS)]
    peaks = [peak(peer.process) for peer in peers]
    for peer in peers:
        peer.stop()
    if any(figures is None for figures, _ in rounds):
        yield f"{what}: Likeness / PyTorch", "no figure from Likeness", f">= {bar} x", False
        return
    best = max(range(len(peers)), key=lambda i: statistics.median(r[1][i] for r in rounds))
    theirs = statistics.median(r[1][best] for r in rounds)
    ours = statistics.median(r[0][0] for r in rounds)
    ratio = statistics.median(r[0][0] / r[1][best] for r in rounds)
    figure = f"{ours:.1f} / {theirs:.1f} images/s = {ratio:.3g} x"
    yield f"{what}: Likeness / PyTorch, {FORMATS[best]}", figure, f">= {bar} x", ratio >= bar
    memory = max(r[0][1] for r in rounds)
    figure = f"{memory:.0f}, PyTorch {peaks[best]:.0f} MB"
    yield f"{what}: peak memory", figure, "<= PyTorch's", memory <= peaks[best]


def rows(program):
    cores = os.sched_getaffinity(0)
    if len(cores) < THREADS:
        yield "training: Likeness / PyTorch", f"skipped: fewer than {THREADS} cores", "", None
        return
    speed.keep_cores(THREADS)
    for network, batch, bar in CASES:
        yield from case(program, network, batch, bar)
    os.sched_setaffinity(0, cores)
