"""Prints the figures of Likeness beside their bars. Usage: table.py PROGRAM"""
import os
import pathlib
import shutil
import sys
import tempfile

import inception
import laboratory
import many
import pairs
import pipeline
import processes
import protocol
import speed
import training

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PHOTOS = 12


def models_folder():
    data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return pathlib.Path(os.environ.get("LIKENESS_MODELS") or f"{data}/likeness/models")


def photos_folder():
    given = os.environ.get("LIKENESS_PHOTOS")
    return pathlib.Path(given) if given else ROOT.parent / "shared" / "data" / "lfw-dev"


def some_photos(folder, scratch):
    """Links to a few photos of different people, spread evenly over the folder."""
    photos = sorted(folder.glob("*/*_0001.jpg")) or sorted(folder.glob("**/*.jpg"))
    chosen = photos[:: max(1, len(photos) // PHOTOS)][:PHOTOS]
    target = scratch / "photos"
    target.mkdir()
    for photo in chosen:
        shutil.copy(photo, target / photo.name)
    return target if chosen else None


def show(rows):
    """Prints each row as soon as it is known: (what, figure, bar, met or None)."""
    print(f"{'':52} {'figure':>24}  {'bar':>12}")
    missed = 0
    for what, figure, bar, met in rows:
        verdict = "" if met is None else ("met" if met else "MISSED")
        missed += met is False
        print(f"{what:52} {figure:>24}  {bar:>12}  {verdict}", flush=True)
    return missed


def rows(program, scratch):
    folder = photos_folder()
    photos = some_photos(folder, scratch) if folder.is_dir() else None
    yield from speed.rows(program, models_folder(), photos)
    yield from inception.rows(program, models_folder(), scratch)
    yield from training.rows(program)
    yield from processes.rows(program, photos, scratch)
    yield from laboratory.rows(program, photos, scratch)
    yield from pairs.rows(program)
    yield from many.rows(program, scratch)
    listed = folder.parent / "lfw-dev-pairs.txt"
    yield from pipeline.rows(program, folder, listed)
    yield from protocol.rows(program, folder, listed, scratch)


if __name__ == "__main__":
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(1 if show(rows(program, pathlib.Path(scratch))) else 0)
