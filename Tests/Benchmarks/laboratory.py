"""A key to its frame, on the real program in a terminal of 200×60."""
import fcntl
import os
import pty
import select
import signal
import sqlite3
import statistics
import struct
import subprocess
import termios
import time

import numpy as np

KEYS = 60
UP, DOWN, RIGHT, LEFT = b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D"
# So many faces make 10^8 pairs.
FACES = 14_143
# Longer than any frame may take; a key without one counts as so long.
LONGEST = 2.0
MATRIX_FACES = 2_741


def rows(program, photos, scratch):
    names = "threshold step, 10^8 pairs, key to frame", f"Matrix of {MATRIX_FACES:,} faces, key to frame"
    if not photos:
        yield from ((name, "skipped: no photos", "<= 16 ms", None) for name in names)
        return
    large, small = scratch / "large.sqlite", scratch / "small.sqlite"
    for gallery, faces in ((large, FACES), (small, MATRIX_FACES)):
        subprocess.run([program, "enroll", *sorted(photos.iterdir()),
                        "--name", "Somebody", "--gallery", gallery],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        grow(gallery, faces)
        # Where half of the pairs of one person are accepted, so that every figure changes.
        subprocess.run([program, "threshold", "set", "0.95", "--gallery", gallery],
                       stdout=subprocess.DEVNULL, check=True)
    yield row(names[0], step_times(program, large, "4", b"mated pairs", 120, [RIGHT, LEFT]))
    yield row(names[1], step_times(program, small, "3", b"distance", 60, [DOWN, UP]))
    yield row(names[1] + ", threshold", step_times(program, small, "3", b"distance", 60, [b"+", b"-"]))


def row(what, times):
    if not times:
        return what, "the screen did not appear", "<= 16 ms", False
    high = sorted(times)[int(len(times) * 0.95)]
    figure = f"median {statistics.median(times):.1f}, p95 {high:.1f} ms"
    return what, figure, "<= 16 ms", high <= 16


def grow(gallery, faces):
    """Adds people who don't exist, with one to three faces each, to a gallery the program made."""
    base = sqlite3.connect(gallery)
    random = np.random.default_rng(1)
    present, = base.execute("SELECT count(*) FROM face").fetchone()
    template, photo = base.execute("SELECT id, photo FROM face LIMIT 1").fetchone()
    model, dimension = base.execute("SELECT id, dimension FROM model").fetchone()
    person = 0
    while present < faces:
        centre = random.uniform(-0.5, 0.5, dimension)
        owner = base.execute("INSERT INTO person (name) VALUES (?)", (f"Nobody {person}",)).lastrowid
        for _ in range(min(40 if person % 50 == 0 else person % 3 + 1, faces - present)):
            vector = centre + 0.9 * random.uniform(-0.5, 0.5, dimension)
            add_face(base, template, owner, photo, model, vector / np.linalg.norm(vector))
            present += 1
        person += 1
    base.commit()
    base.close()


def add_face(base, template, person, photo, model, vector):
    face = copy(base, "face", template, id=None, person=person)
    base.execute("INSERT INTO embedding (model, face, vector) VALUES (?, ?, ?)",
                 (model, face, vector.astype("<f4").tobytes()))


def copy(base, table, row, **changes):
    """Copies a row with some columns changed, and returns its id."""
    cursor = base.execute(f"SELECT * FROM {table} WHERE id = ?", (row,))
    values = dict(zip([column[0] for column in cursor.description], cursor.fetchone())) | changes
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    return base.execute(insert, list(values.values())).lastrowid


def step_times(program, gallery, screen, sign, patience, keys):
    """Milliseconds from a key to the last byte of its frame, once a screen shows `sign`."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
        os.execve(program, [program, "--gallery", gallery], dict(os.environ, TERM="xterm-256color"))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
    try:
        read(terminal, 0.5)
        os.write(terminal, screen.encode())
        seen, end = b"", time.perf_counter() + patience
        while sign not in seen:
            if time.perf_counter() > end:
                return None
            seen += read(terminal, 0.2)[0]
        settle(child, terminal)
        return [time_of(terminal, keys[index % len(keys)]) for index in range(KEYS)]
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def settle(process, terminal):
    """Waits until the figures that follow the curves are there, too: a second without work."""
    last = None
    while (used := processor_time(process)) != last:
        last = used
        read(terminal, 1)


def processor_time(process):
    """Ticks that a process has worked."""
    with open(f"/proc/{process}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def time_of(terminal, key):
    read(terminal, 0.06)
    start = time.perf_counter()
    os.write(terminal, key)
    select.select([terminal], [], [], LONGEST)
    _, last = read(terminal, 0.06)
    return ((last or time.perf_counter()) - start) * 1000


def read(terminal, quiet):
    """What comes until `quiet` seconds pass without anything, and when the last of it came."""
    seen, last = b"", None
    while select.select([terminal], [], [], quiet)[0]:
        part = os.read(terminal, 65536)
        last = time.perf_counter()
        if b"\x1b[c" in part:
            os.write(terminal, b"\x1b[?62;22c")
        seen += part
    return seen, last
