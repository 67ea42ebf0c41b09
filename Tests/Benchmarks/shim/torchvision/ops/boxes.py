"""Non-maximum suppression as torchvision defines it (area without +1, a class never suppresses
another), and the time spent in it, which isn't the peer's."""
import time

import numpy as np
import torch

seconds = 0.0


def batched_nms(boxes, scores, classes, threshold):
    global seconds
    start = time.perf_counter()
    kept = _nms(boxes.numpy(), scores.numpy(), classes.numpy(), threshold)
    seconds += time.perf_counter() - start
    return torch.as_tensor(kept, dtype=torch.int64)


def _nms(boxes, scores, classes, threshold):
    order = np.argsort(-scores, kind="stable")
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    kept = []
    while len(order) > 0:
        best, rest = order[0], order[1:]
        kept.append(best)
        corner = np.maximum(boxes[best, :2], boxes[rest, :2])
        extent = np.clip(np.minimum(boxes[best, 2:], boxes[rest, 2:]) - corner, 0, None)
        common = extent[:, 0] * extent[:, 1]
        overlap = common / (area[best] + area[rest] - common)
        order = rest[(overlap <= threshold) | (classes[rest] != classes[best])]
    return np.array(kept, dtype=np.int64)
