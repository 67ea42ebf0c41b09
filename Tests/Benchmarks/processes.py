"""Whole processes: verifying two photos, the help text, the first useful frame on a terminal."""
import fcntl
import json
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import termios
import time

RUNS = 9
FACENET = "facenet-vggface2"
EMBED = f"embed with {FACENET}, whole process"


def rows(program, photos, scratch):
    if photos:
        yield from verify_rows(program, sorted(photos.iterdir())[:2])
        yield embed_row(program, sorted(photos.iterdir())[0])
    else:
        yield "verify A B, whole process", "skipped: no photos", "<= 300 ms", None
        yield EMBED, "skipped: no photos", "<= 700 ms", None
    help_time = statistics.median(run([program, "--help"])[0] for _ in range(RUNS))
    yield "--help", f"{help_time:.0f} ms", "<= 50 ms", help_time <= 50
    frames = [first_frame(program, scratch) for _ in range(RUNS)]
    if None in frames:
        yield "first useful frame", "no frame within 5 s", "<= 100 ms", False
    else:
        frame = statistics.median(frames)
        yield "first useful frame", f"{frame:.0f} ms", "<= 100 ms", frame <= 100


def verify_rows(program, photos):
    runs = [run([program, "verify", *photos]) for _ in range(RUNS)]
    if any(code not in (0, 1) for _, _, code in runs):
        yield "verify A B, whole process", "it failed", "<= 300 ms", False
        return
    elapsed = statistics.median(elapsed for elapsed, _, _ in runs)
    memory = max(memory for _, memory, _ in runs)
    yield "verify A B, whole process", f"{elapsed:.0f} ms", "<= 300 ms", elapsed <= 300
    yield "verify A B, peak memory", f"{memory:.0f} MB", "<= 250 MB", memory <= 250


def embed_row(program, photo):
    models = subprocess.run([program, "models", "--json"], stdout=subprocess.PIPE).stdout
    if not any(model["installed"] for model in json.loads(models) if model["name"] == FACENET):
        return EMBED, "skipped: its weights are not there", "<= 700 ms", None
    runs = [run([program, "embed", photo, "--model", FACENET]) for _ in range(RUNS)]
    if any(code != 0 for _, _, code in runs):
        return EMBED, "it failed", "<= 700 ms", False
    elapsed = statistics.median(elapsed for elapsed, _, _ in runs)
    return EMBED, f"{elapsed:.0f} ms", "<= 700 ms", elapsed <= 700


def run(command):
    """Milliseconds, peak megabytes and exit code of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = (time.perf_counter() - start) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    return elapsed, usage.ru_maxrss / 1024, process.returncode


def first_frame(program, scratch):
    """Milliseconds until the tabs stand on a terminal of 120×40; `None` when they don't."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        resize(0)
        environment = dict(os.environ, TERM="xterm-256color")
        gallery = scratch / "gallery.sqlite"
        os.execve(program, [program, "--gallery", gallery], environment)
    resize(terminal)
    try:
        return read_frame(terminal, start)
    finally:
        os.kill(child, signal.SIGTERM)
        drain(terminal)
        os.waitpid(child, 0)
        os.close(terminal)


def resize(descriptor):
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))


def read_frame(terminal, start):
    seen = b""
    while select.select([terminal], [], [], max(0, start + 5 - time.perf_counter()))[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            return None
        if b"\x1b[c" in part:
            os.write(terminal, b"\x1b[?62;22c")
        seen += part
        text = re.sub(rb"\x1b(\[[0-9;?=>]*[a-zA-Z]|\][^\x07\x1b]*(\x07|\x1b\\)|[()].|.)", b"", seen)
        if b"Gallery" in text and b"Verify" in text:
            return (time.perf_counter() - start) * 1000
    return None


def drain(terminal):
    """Reads what the program still writes on its way out, so that it needn't wait."""
    try:
        while select.select([terminal], [], [], 2)[0] and os.read(terminal, 65536):
            pass
    except OSError:
        pass
