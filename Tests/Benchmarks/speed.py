"""Likeness beside dlib and facenet-pytorch, in turns, on one core."""
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAIRS = 5
EMBED, DETECT = ("embed dlib-resnet", "ms_per_face"), ("detect mtcnn", "ms_per_photo")


class Peer:
    """A process that answers each line with a time; `None` times where it can't start."""

    def __init__(self, script, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-B", HERE / script, *map(str, arguments)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.ready = self.process.stdout.readline().strip() == "ready"

    def time(self):
        if not self.ready:
            return None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def own_times(program, photos):
    """The times that `likeness bench` reports, by case."""
    command = [program, "bench", "--json", "--threads", "1"]
    command += ["--photos", str(photos)] if photos else []
    answer = subprocess.run(command, capture_output=True, text=True)
    times = {}
    for line in answer.stdout.splitlines():
        case = json.loads(line)
        for name, unit in (EMBED, DETECT):
            if case.get("case") == name and unit in case:
                times[name] = case[unit]
    return times


def keep_cores(count):
    """Keeps this process and all it starts on so many cores, so that nobody gets help."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-count:])


def rows(program, models, photos):
    cores = os.sched_getaffinity(0)
    keep_cores(1)
    peers = {EMBED[0]: Peer("peer_dlib.py", models / "dlib_face_recognition_resnet_model_v1.dat")}
    if photos:
        peers[DETECT[0]] = Peer("peer_mtcnn.py", photos)
    pairs = {name: [] for name, _ in (EMBED, DETECT)}
    for _ in range(PAIRS):
        own = own_times(program, photos)
        for name, peer in peers.items():
            pairs[name].append((own.get(name), peer.time()))
    for peer in peers.values():
        peer.stop()
    os.sched_setaffinity(0, cores)
    yield row("embedding, 1 thread: dlib / Likeness", pairs[EMBED[0]], 8)
    yield row("MTCNN, 1 thread: facenet-pytorch / Likeness", pairs[DETECT[0]], 4)


def row(what, pairs, bar):
    owns, peers = zip(*pairs) if pairs else ([None], [None])
    if None in peers:
        return what, "skipped: no peer, photos", f">= {bar} x", None
    if None in owns:
        return what, "no figure from Likeness", f">= {bar} x", False
    ratio = statistics.median(theirs / own for own, theirs in pairs)
    figure = f"{statistics.median(peers):.1f} / {statistics.median(owns):.2f} ms = {ratio:.3g} x"
    return what, figure, f">= {bar} x", ratio >= bar
