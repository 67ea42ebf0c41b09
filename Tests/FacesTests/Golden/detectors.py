#!/usr/bin/env python3
"""Writes detectors.json: the faces that the originals find with YuNet and SCRFD.

    pip install numpy onnxruntime opencv-python-headless
    pip download --no-deps --no-binary :all: insightface    # for its scrfd.py, unpacked
    python3 detectors.py WEIGHTS-DIR LFW-DIR SCRFD.PY

YuNet is OpenCV's `FaceDetectorYN`, SCRFD insightface's `SCRFD` on a black square of whole cells with
the photo in its corner, both at the photo's own size. Of each face the box as two corners, the score, and five points.
"""
import importlib
import json
import pathlib
import sys
import types

import cv2
import numpy as np

# At equal distances in the alphabet.
PHOTOS = 24
YUNET_SCORE, YUNET_OVERLAP = 0.6, 0.3
SCRFD_SCORE = 0.5


def rounded(values, places=3):
    return [round(float(value), places) for value in values]


def yunet(weights, image):
    height, width = image.shape[:2]
    detector = cv2.FaceDetectorYN.create(
        str(weights / "yunet.onnx"), "", (width, height), YUNET_SCORE, YUNET_OVERLAP, 5000)
    _, found = detector.detect(image)
    faces = []
    for row in found if found is not None else []:
        x, y, w, h = row[:4]
        faces.append({"box": rounded([x, y, x + w, y + h]), "score": round(float(row[14]), 6),
                      "landmarks": [rounded(p) for p in row[4:14].reshape(5, 2)]})
    return faces


def scrfd(detector, image):
    side = -(-max(image.shape[:2]) // 32) * 32
    square = np.zeros((side, side, 3), np.uint8)
    square[:image.shape[0], :image.shape[1]] = image
    boxes, points = detector.detect(square, input_size=(side, side))
    return [{"box": rounded(box[:4]), "score": round(float(box[4]), 6),
             "landmarks": [rounded(p) for p in five]} for box, five in zip(boxes, points)]


def main():
    weights, photos, module = map(pathlib.Path, sys.argv[1:4])
    # Its folder as a package of its own: insightface's imports far more.
    folder = types.ModuleType("zoo")
    folder.__path__ = [str(module.parent)]
    sys.modules["zoo"] = folder
    detector = importlib.import_module("zoo.scrfd").SCRFD(str(weights / "scrfd-500m.onnx"))
    detector.prepare(-1, det_thresh=SCRFD_SCORE)
    answers = {"yunet": [], "scrfd": []}
    chosen = sorted(photos.glob("*/*.jpg"))
    for path in chosen[::len(chosen) // PHOTOS][:PHOTOS]:
        name = str(path.relative_to(photos))
        image = cv2.imread(str(path))
        answers["yunet"].append({"photo": name, "faces": yunet(weights, image)})
        answers["scrfd"].append({"photo": name, "faces": scrfd(detector, image)})
    out = pathlib.Path(__file__).with_suffix(".json")
    out.write_text(json.dumps(answers, indent=None, separators=(",", ":")) + "\n")
    for name, of in answers.items():
        print(name, [len(photo["faces"]) for photo in of])


main()
