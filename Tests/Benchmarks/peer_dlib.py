"""dlib's face descriptor: a line on standard input, milliseconds per face on standard output.

Usage: peer_dlib.py WEIGHTS. The chip is cut beforehand: only the network is timed.
"""
import sys
import time

import dlib
import numpy as np

FACES = 6

network = dlib.face_recognition_model_v1(sys.argv[1])
chip = np.random.default_rng(1).integers(0, 256, (150, 150, 3), dtype=np.uint8)
network.compute_face_descriptor(chip)
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    for _ in range(FACES):
        network.compute_face_descriptor(chip)
    print((time.perf_counter() - start) * 1000 / FACES, flush=True)
