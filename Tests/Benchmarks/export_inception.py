"""Exports facenet-pytorch's Inception-ResNet-v1. Usage: export_inception.py WEIGHTS.pt OUT.onnx"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "shim"))

import torch  # noqa: E402
from facenet_pytorch import InceptionResnetV1  # noqa: E402

network = InceptionResnetV1(pretrained=None, classify=False)
network.load_state_dict(torch.load(sys.argv[1], map_location="cpu"), strict=True)
network.eval()
torch.onnx.export(
    network, torch.zeros(1, 3, 160, 160), sys.argv[2], input_names=["image"],
    output_names=["embedding"], opset_version=17, dynamo=False,
    dynamic_axes={"image": {0: "batch"}, "embedding": {0: "batch"}})
