#!/usr/bin/env python3
"""Writes operators.json: what ONNX Runtime answers on small graphs of single operators.

    pip install numpy onnx onnxruntime; python3 operators.py

Each case holds the file in base64, the input's shape, and the answer. Inputs are the numbers of
Knuth's MMIX congruential generator, of whose 64 bits the upper 24 become a number in 0…1, less
0.5, plus 1 where the graph divides by them.
"""
import base64
import json
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper


def numbers(count, shift):
    state, values = 1, np.empty(count, np.float32)
    for index in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        values[index] = np.float32((state >> 40) / 2**24) + np.float32(shift)
    return values


class Case:
    def __init__(self, name, shape=(1, 4, 6, 5), version=18, shift=-0.5):
        self.name, self.shape, self.version, self.shift = name, shape, version, shift
        self.nodes, self.arrays = [], []

    def array(self, name, values, kind=np.int64):
        self.arrays.append(numpy_helper.from_array(np.array(values, kind), name))
        return name

    def node(self, kind, inputs, output="y", **settings):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=f"{kind}_{output}", **settings))
        return output

    def answer(self):
        info = helper.make_tensor_value_info
        graph = helper.make_graph(
            self.nodes, "case", [info("x", TensorProto.FLOAT, self.shape)],
            [info("y", TensorProto.FLOAT, None)], self.arrays)
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", self.version)], ir_version=8)
        model = onnx.shape_inference.infer_shapes(model)
        data = model.SerializeToString()
        session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
        x = numbers(int(np.prod(self.shape)), self.shift).reshape(self.shape)
        y = session.run(None, {"x": x})[0]
        return {"name": self.name, "file": base64.b64encode(data).decode(), "shape": self.shape,
                "shift": self.shift, "dimensions": y.shape,
                "values": [round(float(v), 7) for v in y.ravel()]}


def resized(name, mode, place, scales=None, sizes=None, **settings):
    case = Case(f"Resize {name}")
    given = case.array("s", scales, np.float32) if scales else case.array("s", sizes)
    inputs = ["x", "", given] if scales else ["x", "", "", given]
    case.node("Resize", inputs, mode=mode, coordinate_transformation_mode=place, **settings)
    return case


def sliced(name, *lists):
    case = Case(f"Slice {name}")
    case.node("Slice", ["x"] + [case.array(f"a{i}", values) for i, values in enumerate(lists)])
    return case


def padded(name, pads, mode="constant", value=None, then=None):
    case = Case(f"Pad {name}")
    inputs = ["x", case.array("p", pads)]
    if value is not None:
        inputs.append(case.array("v", value, np.float32))
    case.node("Pad", inputs, "padded" if then else "y", mode=mode)
    if then:
        case.node(then[0], ["padded"], **then[1])
    return case


def mean(axes, keepdims):
    case = Case(f"ReduceMean {axes} {keepdims}")
    case.node("ReduceMean", ["x", case.array("a", axes)], keepdims=keepdims)
    return case


def cases():
    yield resized("linear half pixel up", "linear", "half_pixel", scales=[1, 1, 2, 2])
    yield resized("linear half pixel odd", "linear", "half_pixel", sizes=[1, 4, 9, 13])
    yield resized("linear half pixel down", "linear", "half_pixel", sizes=[1, 4, 4, 3])
    yield resized("linear pytorch", "linear", "pytorch_half_pixel", sizes=[1, 4, 1, 8])
    yield resized("linear aligned", "linear", "align_corners", sizes=[1, 4, 11, 10])
    yield resized("linear asymmetric", "linear", "asymmetric", scales=[1, 1, 1.5, 2.5])
    yield resized("nearest odd", "nearest", "half_pixel", sizes=[1, 4, 8, 3])
    yield resized("nearest ceil", "nearest", "asymmetric", sizes=[1, 4, 12, 7], nearest_mode="ceil")
    yield resized("nearest doubled, ties up", "nearest", "asymmetric", scales=[1, 1, 2, 2],
                  nearest_mode="round_prefer_ceil")
    yield resized("nearest doubled", "nearest", "asymmetric", scales=[1, 1, 2, 2],
                  nearest_mode="floor")
    yield padded("before a pooling", [0, 0, 1, 2, 0, 0, 2, 1],
                 then=("MaxPool", {"kernel_shape": [3, 3], "strides": [1, 1]}))
    yield padded("at the end", [0, 0, 1, 0, 0, 0, 0, 3])
    yield padded("before a flattening", [0, 0, 1, 0, 0, 0, 0, 3], then=("Flatten", {}))
    yield padded("with ones", [0, 0, 1, 1, 0, 0, 1, 1], value=1.0)
    yield padded("of channels", [0, 1, 0, 0, 0, 2, 0, 0])
    yield padded("by reflection", [0, 0, 2, 1, 0, 0, 3, 4], mode="reflect")
    yield padded("of edges", [0, 0, 2, 1, 0, 0, 3, 4], mode="edge")
    yield padded("that cuts", [0, 0, -1, 2, 0, 0, -2, -1])
    for axes, keepdims in [([1], 1), ([1], 0), ([2], 1), ([3], 0), ([1, 2, 3], 1), ([-1, 1], 1),
                           ([2, 3], 0)]:
        yield mean(axes, keepdims)
    yield sliced("rows and columns", [1, 0], [5, 4], [2, 3])
    yield sliced("every other", [0, 1], [2**31 - 1, 2**31 - 1], [2, 3], [2, 2])
    yield sliced("channels backwards", [-1], [-(2**31)], [1], [-1])
    yield sliced("from the end", [-3], [-1], [-1])
    case = Case("Gather channels")
    case.node("Gather", ["x", case.array("i", [3, 0, 0])], axis=1)
    yield case
    case = Case("Gather a row")
    case.node("Gather", ["x", case.array("i", -2)], axis=2)
    yield case
    case = Case("Slice a vector")
    case.node("Flatten", ["x"], "f")
    case.node("Slice", ["f", case.array("a", [10]), case.array("b", [50]), case.array("c", [1])])
    yield case
    case = Case("Div by a map", shift=1)
    case.node("Relu", ["x"], "r")
    case.node("Sigmoid", ["x"], "s")
    case.node("Div", ["r", "s"])
    yield case
    case = Case("Div of a constant", shift=1)
    case.node("Div", [case.array("c", 3.0, np.float32), "x"])
    yield case
    case = Case("Div by single cells", shift=1)
    case.node("GlobalAveragePool", ["x"], "m")
    case.node("Div", ["x", "m"])
    yield case
    case = Case("Layer normalisation", shift=1)
    case.node("ReduceMean", ["x", case.array("a", [1])], "m", keepdims=1)
    case.node("Sub", ["x", "m"], "d")
    case.node("Mul", ["d", "d"], "q")
    case.node("ReduceMean", ["q", "a"], "v", keepdims=1)
    case.node("Add", ["v", case.array("e", 0.1, np.float32)], "w")
    case.node("Div", ["d", "w"])
    yield case


answers = [case.answer() for case in cases()]
out = pathlib.Path(__file__).with_suffix(".json")
out.write_text("[\n" + ",\n".join(json.dumps(a, separators=(",", ":")) for a in answers) + "\n]\n")
print(len(answers), "cases")
