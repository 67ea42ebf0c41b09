"""NumPy and scikit-learn from embeddings to ROC, EER and TAR at FAR, over all pairs.

Usage: peer_pairs.py FACES DIMENSION. Prints the seconds, the peak memory in megabytes, and the EER.
"""
import resource
import sys
import time

import numpy as np
from sklearn.metrics import auc, roc_curve

faces, dimension = int(sys.argv[1]), int(sys.argv[2])
random = np.random.default_rng(1)
people, person = [], 0
while len(people) < faces:
    people += [person] * (40 if person % 50 == 0 else person % 3 + 1)
    person += 1
people = np.array(people[:faces])
centres = random.uniform(-0.5, 0.5, (person, dimension))
embeddings = centres[people] + 0.9 * random.uniform(-0.5, 0.5, (faces, dimension))
embeddings = (embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)).astype(np.float32)

start = time.perf_counter()
rows, columns = np.tril_indices(faces, -1)
products = embeddings @ embeddings.T
distances = np.sqrt(np.maximum(0, 2 - 2 * products[rows, columns]))
same = people[rows] == people[columns]
far, tar, thresholds = roc_curve(same, -distances)
area = auc(far, tar)
crossing = np.argmin(np.abs(far - (1 - tar)))
at_far = tar[np.searchsorted(far, 1e-3, side="right") - 1]
seconds = time.perf_counter() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(seconds, memory, (far[crossing] + 1 - tar[crossing]) / 2)
