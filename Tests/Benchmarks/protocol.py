"""`lfw` beside the same protocol in NumPy, on the embeddings that `embed --output` writes.

The list has one block of each kind, so its folds are dealt: tenths of both kinds in turn.
"""
import json
import pathlib
import subprocess
import sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "VerificationTests" / "Golden"))

import lfw  # noqa: E402

import pipeline  # noqa: E402

FIGURES = {"accuracy": "accuracy", "accuracy_std": "accuracy_std", "val": "val",
           "val_std": "val_std", "val_far": "far", "auc": "auc", "eer": "eer"}


def rows(program, folder, pairs_file, scratch):
    what = "lfw / the same in NumPy, largest difference"
    if not pairs_file.is_file():
        yield what, "skipped: no pairs", "<= 1e-9", None
        return
    pairs = dealt(pipeline.read_pairs(pairs_file, folder))
    embeddings = embed(program, sorted({photo for _, *two in pairs for photo in two}), scratch)
    usable = [pair for pair in pairs if pair[1] in embeddings and pair[2] in embeddings]
    same = np.array([pair[0] for pair in usable])
    first, second = (np.stack([embeddings[pair[side]] for pair in usable]) for side in (1, 2))
    theirs = lfw.evaluate(first, second, same, root=True)
    own = json.loads(run(program, "lfw", "--pairs", pairs_file, "--images", folder, "--json"))
    differences = [abs(own[name] - theirs[other]) for name, other in FIGURES.items()]
    differences += [abs(a - b) for a, b in zip(own["folds"], theirs["folds"], strict=True)]
    worst = max(differences)
    yield f"{what}, accuracy {own['accuracy']:.4f}", f"{worst:.1g}", "<= 1e-9", worst <= 1e-9


def dealt(pairs, parts=10):
    """Tenths of the pairs of one person and of those of two in turn."""
    kinds = [[pair for pair in pairs if pair[0] is kind] for kind in (True, False)]
    return [pair for part in range(parts) for kind in kinds
            for pair in kind[len(kind) * part // parts:len(kind) * (part + 1) // parts]]


def embed(program, photos, scratch):
    """The embedding of each photo's main face, which comes first among its rows."""
    array = scratch / "embeddings.npy"
    lines = run(program, "embed", "--json", "--output", array, *photos).splitlines()
    values = np.load(array)
    embeddings, row = {}, 0
    for line in map(json.loads, lines):
        if line.get("faces"):
            embeddings[line["photo"]] = values[row]
        row += len(line.get("faces", []))
    assert row == len(values), f"{row} faces, {len(values)} rows"
    return embeddings


def run(program, *arguments):
    command = [program, *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout
