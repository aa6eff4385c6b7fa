"""Lays out the ONNX backend node tests of the installed onnx package as files: CASE/model.onnx, input_N.pb, output_N.pb.

Operands that decide shapes (sizes, axes, pads, counts) and are inputs of the graph become initialisers with the test's values, since they
must be known when a model is compiled. Cases that have anything but plain tensors are left out. Argument: the folder to make.
"""

import os
import sys
import warnings

import numpy
import onnx
from onnx import numpy_helper
from onnx.backend.test.loader import load_model_tests

# Operator: indices of the inputs that decide the shape of the result, or along which axes it is computed.
SHAPE_LIKE = {
    "AffineGrid": [1],
    "BlackmanWindow": [0],
    "CenterCropPad": [1],
    "Col2Im": [1, 2],
    "ConstantOfShape": [0],
    "CumProd": [1],
    "CumSum": [1],
    "DFT": [1, 2],
    "Dropout": [1, 2],
    "Expand": [1],
    "HammingWindow": [0],
    "HannWindow": [0],
    "MaxUnpool": [2],
    "MelWeightMatrix": [0, 1, 2, 3, 4],
    "NonMaxSuppression": [2],
    "OneHot": [1],
    "Pad": [1, 3],
    "Range": [0, 1, 2],
    "Reshape": [1],
    "Resize": [1, 2, 3],
    "STFT": [1, 3],
    "Slice": [1, 2, 3, 4],
    "Split": [1],
    "Squeeze": [1],
    "Tile": [1],
    "TopK": [1],
    "Trilu": [1],
    "Unsqueeze": [1],
    "Upsample": [1],
}


def shape_like(node):
    """Names of the node's inputs that must be known at compile time."""
    indices = [1] if node.op_type.startswith("Reduce") else SHAPE_LIKE.get(node.op_type, [])
    return {node.input[index] for index in indices if index < len(node.input) and node.input[index]}


def proto(value, name=""):
    return value if isinstance(value, onnx.TensorProto) else numpy_helper.from_array(numpy.asarray(value), name)


def fold(model, values):
    """Turns shape-like inputs of the graph into initialisers; returns the values of the inputs that are left, in order."""
    names = set().union(*(shape_like(node) for node in model.graph.node))
    left = []
    for declared, value in zip(list(model.graph.input), values):
        if declared.name in names:
            model.graph.initializer.append(proto(value, declared.name))
            model.graph.input.remove(declared)
        else:
            left.append(value)
    return left


def write(folder, case):
    model = onnx.ModelProto()
    model.CopyFrom(case.model)
    inputs, outputs = case.data_sets[0]
    if not all(isinstance(value, (numpy.ndarray, numpy.generic, onnx.TensorProto)) for value in [*inputs, *outputs]):
        return
    inputs = fold(model, inputs)
    os.makedirs(folder)
    onnx.save(model, os.path.join(folder, "model.onnx"))
    for kind, values in (("input", inputs), ("output", outputs)):
        for index, value in enumerate(values):
            with open(os.path.join(folder, f"{kind}_{index}.pb"), "wb") as file:
                file.write(proto(value).SerializeToString())


def main(folder):
    warnings.filterwarnings("ignore", category=RuntimeWarning)
    cases = load_model_tests(kind="node")
    for case in cases:
        write(os.path.join(folder, case.name), case)
    with open(os.path.join(folder, "names.txt"), "w", encoding="ascii") as file:
        file.writelines(f"{case.name}\n" for case in cases)


if __name__ == "__main__":
    main(sys.argv[1])
