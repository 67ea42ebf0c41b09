"""An ONNX runtime on Inception-ResNet-v1: a line on standard input, milliseconds per face out.

Usage: peer_inception.py RUNTIME NETWORK.onnx THREADS BATCH, where RUNTIME is onnxruntime or
openvino. Both compute in single precision.
"""
import statistics
import sys
import time

import numpy as np

SIDE, SECONDS = 160, 0.7


def onnxruntime_call(path, threads, batch):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return lambda image: session.run(None, {"image": image})


def openvino_call(path, threads, batch):
    import openvino

    core = openvino.Core()
    model = core.read_model(path)
    model.reshape([batch, 3, SIDE, SIDE])
    settings = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY",
                "INFERENCE_PRECISION_HINT": "f32"}
    request = core.compile_model(model, "CPU", settings).create_infer_request()
    return lambda image: request.infer({"image": image})


name, path, threads, batch = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
call = {"onnxruntime": onnxruntime_call, "openvino": openvino_call}[name](path, threads, batch)
image = np.random.default_rng(1).standard_normal((batch, 3, SIDE, SIDE), dtype=np.float32)
call(image)
print("ready", flush=True)
for _ in sys.stdin:
    times = []
    call(image)
    while len(times) < 5 or sum(times) < SECONDS:
        start = time.perf_counter()
        call(image)
        times.append(time.perf_counter() - start)
    print(statistics.median(times) * 1000 / batch, flush=True)
