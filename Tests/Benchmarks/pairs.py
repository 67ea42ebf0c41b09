"""All pairs of as many faces as LFW has, from embeddings to figures, beside scikit-learn."""
import json
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FACES, DIMENSION, RUNS = 13_233, 128, 5
WHAT = f"all pairs of {FACES:,} faces"


def rows(program):
    runs = [own(program) for _ in range(RUNS)]
    seconds = statistics.median(run["seconds"] for run in runs)
    memory = max(run["peak_rss_mb"] for run in runs)
    yield f"{WHAT} to ROC, EER, TAR", f"{seconds:.2f} s", "<= 1.0 s", seconds <= 1
    yield f"{WHAT}, peak memory", f"{memory:.0f} MB", "<= 200 MB", memory <= 200
    peer = peers()
    if peer is None:
        yield f"{WHAT}: scikit-learn / Likeness", "skipped: no peer", ">= 20 x", None
        return
    ratio = peer / seconds
    yield f"{WHAT}: scikit-learn / Likeness", f"{peer:.1f} / {seconds:.2f} s = {ratio:.0f} x", \
        ">= 20 x", ratio >= 20


def own(program):
    command = [program, "bench", "--faces", str(FACES), "--json"]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def peers():
    """Seconds of the peer; `None` where it isn't there or has too little memory."""
    command = [sys.executable, "-B", HERE / "peer_pairs.py", str(FACES), str(DIMENSION)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return float(answer.stdout.split()[0]) if answer.returncode == 0 else None
