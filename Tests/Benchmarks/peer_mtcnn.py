"""facenet-pytorch's MTCNN: a line on standard input, milliseconds per photo on standard output.

Usage: peer_mtcnn.py FOLDER. Photos are decoded beforehand, and the stand-in for torchvision's
non-maximum suppression isn't counted.
"""
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "shim"))

import torch  # noqa: E402
from facenet_pytorch import MTCNN  # noqa: E402
from PIL import Image  # noqa: E402
from torchvision.ops import boxes  # noqa: E402

torch.set_num_threads(1)
photos = [Image.open(p).convert("RGB") for p in sorted(pathlib.Path(sys.argv[1]).iterdir())]
detector = MTCNN(
    min_face_size=20, thresholds=[0.6, 0.7, 0.7], factor=0.709, keep_all=True, device="cpu"
)
detector.detect(photos[0], landmarks=True)
print("ready", flush=True)
for _ in sys.stdin:
    boxes.seconds = 0.0
    start = time.perf_counter()
    for photo in photos:
        detector.detect(photo, landmarks=True)
    elapsed = time.perf_counter() - start - boxes.seconds
    print(elapsed * 1000 / len(photos), flush=True)
