"""Inception-ResNet-v1 in Likeness beside ONNX Runtime and OpenVINO, in turns, on one export."""
import json
import os
import pathlib
import subprocess
import sys

import speed

HERE = pathlib.Path(__file__).resolve().parent
MODEL, WEIGHTS = "facenet-vggface2", "facenet-vggface2.pt"
# A name, and the least of theirs over ours at batch 1 and at batch 16.
PEERS = [("onnxruntime", "ONNX Runtime", {1: 1, 16: 1}), ("openvino", "OpenVINO", {1: 0.95, 16: 1})]


def export(models, scratch):
    """The network as an ONNX file; `None` where the weights or the exporter can't be had."""
    target = scratch / "inception.onnx"
    command = [sys.executable, "-B", HERE / "export_inception.py", models / WEIGHTS, target]
    done = subprocess.run(command, capture_output=True)
    return target if done.returncode == 0 else None


def own_time(program, threads, batch):
    answer = subprocess.run(
        [program, "bench", "--json", "--model", MODEL, "--threads", str(threads), "--batch",
         str(batch)], capture_output=True, text=True)
    lines = answer.stdout.splitlines()
    return json.loads(lines[0])["ms_per_face"] if lines else None


def case(program, network, threads, batch):
    """A row for each peer, from rounds of Likeness and all peers."""
    peers = [speed.Peer("peer_inception.py", name, network, threads, batch) for name, _, _ in PEERS]
    rounds = []
    for _ in range(speed.PAIRS):
        rounds.append((own_time(program, threads, batch), [peer.time() for peer in peers]))
    for peer in peers:
        peer.stop()
    for index, (_, title, bars) in enumerate(PEERS):
        pairs = [(own, theirs[index]) for own, theirs in rounds]
        what = f"FaceNet, batch {batch}, {threads} thread{'s'[:threads - 1]}: {title} / Likeness"
        yield speed.row(what, pairs, bars[batch])


def rows(program, models, scratch):
    network = export(models, scratch)
    if network is None:
        yield "FaceNet: ONNX Runtime, OpenVINO / Likeness", "skipped: no weights, export", "", None
        return
    cores = os.sched_getaffinity(0)
    for threads in (1, 2):
        if threads > len(cores):
            continue
        speed.keep_cores(threads)
        for batch in (1, 16):
            yield from case(program, network, threads, batch)
        os.sched_setaffinity(0, cores)
