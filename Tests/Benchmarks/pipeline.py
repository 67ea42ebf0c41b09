"""Accuracy of the whole pipeline on pairs of photos, from detection to distance.

The pairs' file is LFW's: a line with the number of pairs, then as many pairs of one person (name,
two numbers) and as many of two (name, number, name, number).
"""
import json
import math
import subprocess

CHUNK = 200


def rows(program, folder, pairs_file):
    what = "pipeline, best accuracy"
    if not pairs_file.is_file():
        yield what, "skipped: no pairs", ">= 0.989", None
        return
    pairs = read_pairs(pairs_file, folder)
    photos = sorted({photo for _, a, b in pairs for photo in (a, b)})
    embeddings = embed(program, photos)
    lost = len(photos) - len(embeddings)
    scores = [(same, distance(embeddings, a, b)) for same, a, b in pairs]
    best, threshold = best_accuracy(scores)
    at_default = accuracy(scores, 0.6)
    yield f"pipeline, {len(pairs)} pairs, best accuracy", f"{best:.4f} at {threshold:.3f}", \
        ">= 0.989", best >= 0.989
    yield "pipeline, accuracy at 0.6", f"{at_default:.4f}", ">= 0.985", at_default >= 0.985
    yield "pipeline, photos without a face", f"{lost} of {len(photos)}", "0", lost == 0


def read_pairs(file, folder):
    lines = [line.split() for line in file.read_text().splitlines()[1:]]
    pairs = []
    for line in lines:
        a, b = (line[0], line[1]), (line[-2] if len(line) == 4 else line[0], line[-1])
        pairs.append((len(line) == 3, path(folder, *a), path(folder, *b)))
    return pairs


def path(folder, name, number):
    return str(folder / name / f"{name}_{int(number):04}.jpg")


def embed(program, photos):
    """The embedding of the main face, which comes first, in each photo that has one."""
    embeddings = {}
    for start in range(0, len(photos), CHUNK):
        command = [program, "embed", "--json", *photos[start:start + CHUNK]]
        answer = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        for line in answer.stdout.splitlines():
            photo = json.loads(line)
            if photo.get("faces"):
                main = photo["faces"][0]
                embeddings[photo["photo"]] = main["embedding"]
    return embeddings


def distance(embeddings, a, b):
    """The Euclidean distance; without a face in one of the photos a pair is never the same."""
    if a not in embeddings or b not in embeddings:
        return math.inf
    return math.dist(embeddings[a], embeddings[b])


def accuracy(scores, threshold):
    return sum((distance < threshold) == same for same, distance in scores) / len(scores)


def best_accuracy(scores):
    """Over all thresholds halfway between neighbouring distances."""
    finite = sorted({distance for _, distance in scores if distance < math.inf})
    middles = [(a + b) / 2 for a, b in zip(finite, finite[1:])]
    return max((accuracy(scores, threshold), threshold) for threshold in middles or [0])
