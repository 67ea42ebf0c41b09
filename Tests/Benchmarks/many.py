"""Many faces of people who don't exist: searching, clustering and placing them."""
import json
import os
import subprocess
import sys
import tempfile

MILLION, MANY, SCREEN = 1_000_000, 13_000, 2_741
PROBES = 100
HERE = os.path.dirname(os.path.abspath(__file__))


def own(program, faces, output=None):
    """The cases that `likeness bench --faces` reports, by name."""
    command = [program, "bench", "--json", "--faces", str(faces)]
    command += ["--output", output] if output else []
    answer = subprocess.run(command, capture_output=True, text=True)
    cases = [json.loads(line) for line in answer.stdout.splitlines()]
    return {case["case"]: case for case in cases}


def peer(task, path):
    """What the peer reports on the same faces; nothing where it can't be had."""
    command = [sys.executable, "-B", os.path.join(HERE, "peer_many.py"), task, path]
    answer = subprocess.run(command, capture_output=True, text=True)
    return json.loads(answer.stdout) if answer.returncode == 0 and answer.stdout else {}


def rows(program, scratch):
    # The variable makes room for a machine with less time or memory; bars are of a million.
    faces = int(os.environ.get("LIKENESS_BENCH_FACES", MILLION))
    path = os.path.join(scratch, "faces.npy")
    yield from search_rows(own(program, faces, path).get("search"), faces, path)
    os.unlink(path)
    cases = own(program, MANY, path)
    yield from cluster_rows(cases.get("agglomerate"), path)
    placed = own(program, SCREEN).get("t-sne")
    what = f"t-SNE of {SCREEN:,} faces"
    if placed:
        yield what, f"{placed['seconds']:.2f} s", "<= 5 s", placed["seconds"] <= 5
    else:
        yield what, "no figure from Likeness", "<= 5 s", False


def search_rows(case, faces, path):
    what = f"top-10 of {faces:,} x 128: "
    if not case:
        yield what + "exact", "no figure from Likeness", "<= 2 x reading", False
        return
    share = case["exact_ms"] / case["read_ms"]
    figure = f"{case['exact_ms']:.1f} / {case['read_ms']:.1f} ms = {share:.2f} x"
    yield what + "exact / reading", figure, "<= 2 x", share <= 2
    if "graph_ms" not in case:
        yield what + "HNSW", "no index from Likeness", "<= 1 ms, 0.99", False
        return
    met = case["graph_ms"] <= 1 and case["recall"] >= 0.99
    figure = f"{case['graph_ms']:.2f} ms, recall {case['recall']:.4f}"
    yield what + "HNSW", figure, "<= 1 ms, 0.99", met
    theirs = peer("search", path)
    if not theirs:
        yield what + "faiss", "skipped: no faiss", "not slower", None
        return
    ratio = theirs["flat_ms"] / case["exact_ms"]
    figure = f"{theirs['flat_ms']:.1f} / {case['exact_ms']:.1f} ms = {ratio:.2f} x"
    yield what + "faiss flat", figure, ">= 1 x", ratio >= 1
    ratio = theirs["graph_ms"] / case["graph_ms"]
    figure = f"{theirs['graph_ms']:.2f} / {case['graph_ms']:.2f} ms = {ratio:.2f} x"
    yield what + f"faiss HNSW at {theirs['recall']:.4f}", figure, ">= 1 x", ratio >= 1


def cluster_rows(case, path):
    what = f"average linkage of {MANY:,} faces"
    if not case:
        yield what, "no figure from Likeness", "<= 30 s", False
        return
    figure = f"{case['seconds']:.1f} s, {case['peak_rss_mb']:.0f} MB"
    yield what, figure, "<= 30 s", case["seconds"] <= 30 and case["peak_rss_mb"] <= 1500
    theirs = peer("cluster", path)
    if not theirs:
        yield what + ": scikit-learn", "skipped: no scikit-learn", ">= 3 x", None
        return
    ratio = theirs["seconds"] / case["seconds"]
    figure = f"{theirs['seconds']:.1f} / {case['seconds']:.1f} s = {ratio:.1f} x"
    yield what + ": scikit-learn", figure, ">= 3 x", ratio >= 3
