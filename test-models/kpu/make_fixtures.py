"""Random KPU layers with the results of nncase 1.9's K210 simulator, as a file that KpuSimulatorTest reads.

Needs CPython 3.10 and: pip install nncase==1.9.0.20230322 numpy==1.23.5 onnx==1.12.0 'protobuf<3.21'

    python make_fixtures.py layers.bin.gz --geometries 48 --variants 2
    python make_fixtures.py dscnn.bin.gz --layers exported.bin.gz

nncase compiles a small convolution; its register words give the geometry. Everything else (weights, normalisation, activation table, pool code,
arguments, padding) is then replaced in the compiled file by random numbers, and the simulator runs that. The second form replaces it by layers that
KpuLayerExport wrote of a model. The file has, for each layer, six byte counts (32 bits, little-endian) and that many bytes of register words, weights
[Co][Ci][k][k], normalisation words, activation table, input [Ci][H][W] and output [Co][H'][W'].
"""
import argparse
import gzip
import struct

import nncase
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

POOLS = {1: (0, 8, 9), 2: (1, 2, 5, 6), 4: (3, 4, 7)}  # pool codes by the factor by which the output shrinks
WORDS = 12
CONV = b"\x02\0\0\0\x02\x04\0\0"  # operation 2 of the k210 module, weights in constant data
SCALING = b"\x02\x07"
DEQUANTISE = b"\x5e\x0b\0"


def network(inputs, outputs, height, width, kernel, depthwise, shrink):
    random = np.random.RandomState(0)
    weights = random.randn(outputs, 1 if depthwise else inputs, kernel, kernel).astype(np.float32)
    nodes = [helper.make_node("Conv", ["x", "w", "b"], ["c"], kernel_shape=[kernel] * 2, pads=[kernel // 2] * 4,
                              group=inputs if depthwise else 1), helper.make_node("Relu", ["c"], ["r" if shrink > 1 else "y"])]
    if shrink > 1:
        nodes.append(helper.make_node("MaxPool", ["r"], ["y"], kernel_shape=[shrink] * 2, strides=[shrink] * 2))
    graph = helper.make_graph(
        nodes, "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, inputs, height, width])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, outputs, height // shrink, width // shrink])],
        [numpy_helper.from_array(weights, "w"), numpy_helper.from_array(random.randn(outputs).astype(np.float32), "b")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)])
    model.ir_version = 6
    return onnx.shape_inference.infer_shapes(model).SerializeToString()


def compile_for_kpu(model, shape):
    options = nncase.CompileOptions()
    options.target = "k210"
    options.input_type = options.output_type = "float32"
    options.preprocess = False
    options.quant_type = options.w_quant_type = "uint8"
    compiler = nncase.Compiler(options)
    compiler.import_onnx(model, nncase.ImportOptions())
    calibration = nncase.PTQTensorOptions()
    calibration.samples_count = 1
    calibration.set_tensor_data(np.linspace(0, 1, int(np.prod(shape))).astype(np.float32).tobytes())
    compiler.use_ptq(calibration)
    compiler.compile()
    return compiler.gencode_tobytes()


class Layer:
    """Where the one layer of a compiled file has its data."""

    def __init__(self, code):
        module = code.find(b"k210" + bytes(12))
        at = code.find(CONV, module)
        while at >= 0 and code[at + 16:at + 18] != SCALING:
            at = code.find(CONV, at + 1)
        if at < 0:
            raise ValueError("nncase does not compute this on the KPU")
        field = lambda offset: struct.unpack_from("<I", code, at + offset)[0]
        (self.weights, self.weight_bytes), (self.scaling, self.scaling_bytes), (self.table, _) = (
            (field(8), field(12)), (field(20), field(24)), (field(32), field(36)))
        self.words = at + 4 + 3 * 12 + 16
        section = code.find(b".rdata\0", module)
        self.constants = self.find_constants(code, section)

    def output_size(self, code):
        sizes = struct.unpack_from("<Q", code, self.words + 3 * 8)[0]
        return (sizes >> 32 & 0x3ff) + 1, (sizes >> 42 & 0x1ff) + 1

    def find_constants(self, code, section):
        """The section's body: the first multiple of 256 after its header; the file is aligned so."""
        return (section + 32 + 255) // 256 * 256


def random_table(random):
    starts = np.sort(random.randint(-(1 << 20), 1 << 20, 16)).astype(object)
    starts[0] = -(1 << 35)
    words = []
    for start in starts:
        shift = int(random.randint(0, 32))
        multiplier = int(random.randint(-(1 << 15), 1 << 15)) if random.rand() < 0.8 else 16385
        words.append(shift | (multiplier & 0xffff) << 8 | (int(start) & (1 << 36) - 1) << 24)
    return struct.pack("<16Q", *words) + random.randint(0, 256, 16).astype(np.uint8).tobytes()


def random_scaling(random, outputs):
    words = []
    for _ in range(outputs):
        multiplier = int(random.randint(-(1 << 12), 1 << 16))
        words.append((multiplier & 0xffffff) | (int(random.randint(-(1 << 18), 1 << 18)) & 0xffffffff) << 24 | int(random.randint(4, 16)) << 56)
    return struct.pack(f"<{outputs}Q", *words)


def variant(code, layer, random, shrink, depthwise):
    code = bytearray(code)
    words = list(struct.unpack_from(f"<{WORDS}Q", code, layer.words))
    pools = (0,) if depthwise else POOLS[shrink]
    words[4] = words[4] & ~(0xf << 4) & ~(0xff << 24) | int(random.choice(pools)) << 4 | int(random.randint(256)) << 24
    shifts = [int(random.randint(0, 4)) if random.rand() < 0.5 else 0 for _ in range(2)]
    arguments = [int(random.randint(-255, 256)) & 0xffffff for _ in range(2)]
    words[9] = shifts[0] | shifts[1] << 4 | arguments[0] << 8 | arguments[1] << 32
    words[10] = int(random.randint(-100000, 100000)) & (1 << 40) - 1
    struct.pack_into(f"<{WORDS}Q", code, layer.words, *words)
    weights = random.randint(0, 256, layer.weight_bytes).astype(np.uint8).tobytes()
    scaling = random_scaling(random, layer.scaling_bytes // 8)
    table = random_table(random)
    for offset, data in ((layer.weights, weights), (layer.scaling, scaling), (layer.table, table)):
        code[layer.constants + offset:layer.constants + offset + len(data)] = data
    return bytes(code), words, weights, scaling, table


def raw_results(code):
    """The file with the scale of its last conversion to float set to 1, so that the results are the KPU's bytes."""
    at = code.find(DEQUANTISE)
    return code[:at - 9] + struct.pack("<f", 1.0) + code[at - 5:]


def simulate(code, x):
    simulator = nncase.Simulator()
    simulator.load_model(code)
    simulator.set_input_tensor(0, nncase.RuntimeTensor.from_numpy((x / 255.0).astype(np.float32)[None]))
    simulator.run()
    return simulator.get_output_tensor(0).to_numpy()[0]


def random_geometry(random):
    depthwise = random.rand() < 0.25
    shrink = 1 if depthwise else int(random.choice([1, 1, 2, 4]))
    kernel = 3 if depthwise else int(random.choice([1, 3]))
    least = 4 * shrink
    height = int(random.randint(least, least + 6))
    width = int(random.choice([random.randint(least, 17), random.randint(17, 33), random.randint(33, 72)]) if least < 16 else random.randint(16, 72))
    inputs = int(random.randint(1, 10))
    return inputs, inputs if depthwise else int(random.randint(1, 10)), height, width, kernel, depthwise, shrink


def read_layers(file):
    with gzip.open(file, "rb") as layers:
        while counts := layers.read(6 * 4):
            yield [layers.read(count) for count in struct.unpack("<6I", counts)]


def bits(word, low, count):
    return word >> low & (1 << count) - 1


def exported(parts):
    """A layer of a model with the simulator's result instead of the interpreter's."""
    words = list(struct.unpack(f"<{WORDS}Q", parts[0]))
    depthwise = bits(words[0], 3, 1) == 1
    width, height, inputs, outputs = bits(words[3], 0, 10) + 1, bits(words[3], 10, 9) + 1, bits(words[2], 0, 10) + 1, bits(words[2], 32, 10) + 1
    kernel = 3 if bits(words[4], 0, 3) == 1 else 1
    shrink = width // (bits(words[3], 32, 10) + 1)
    code = compile_for_kpu(network(inputs, outputs, height, width, kernel, depthwise, shrink), (1, inputs, height, width))
    layer = Layer(code)
    if layer.output_size(code) != (width // shrink, height // shrink):
        raise ValueError("nncase pools on the CPU")
    code = bytearray(raw_results(code))
    words[1] = struct.unpack_from("<Q", code, layer.words + 8)[0]
    struct.pack_into(f"<{WORDS}Q", code, layer.words, *words)
    for offset, data in ((layer.weights, parts[1]), (layer.scaling, parts[2]), (layer.table, parts[3])):
        code[layer.constants + offset:layer.constants + offset + len(data)] = data
    y = simulate(bytes(code), np.frombuffer(parts[4], np.uint8).reshape(inputs, height, width)).astype(np.uint8).tobytes()
    print(f"{inputs}x{height}x{width} -> {outputs}, kernel {kernel}: {sum(a != b for a, b in zip(y, parts[5]))} of {len(y)} bytes differ")
    return struct.pack(f"<{WORDS}Q", *words), *parts[1:5], y


def random_layers(chosen):
    random = np.random.RandomState(chosen.seed)
    records = []
    for _ in range(chosen.geometries):
        inputs, outputs, height, width, kernel, depthwise, shrink = random_geometry(random)
        code = compile_for_kpu(network(inputs, outputs, height, width, kernel, depthwise, shrink), (1, inputs, height, width))
        layer = Layer(code)
        if layer.output_size(code) != (width // shrink, height // shrink):
            continue  # nncase pools on the CPU
        for _ in range(chosen.variants):
            changed, words, weights, scaling, table = variant(raw_results(code), layer, random, shrink, depthwise)
            x = random.randint(0, 256, (inputs, height, width)).astype(np.uint8)
            y = simulate(changed, x)
            if not np.array_equal(y, np.rint(y)) or y.min() < 0 or y.max() > 255:
                raise ValueError("the simulator's results are no bytes")
            records.append((struct.pack(f"<{WORDS}Q", *words), weights, scaling, table, x.tobytes(), y.astype(np.uint8).tobytes()))
    return records


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("file")
    arguments.add_argument("--geometries", type=int, default=40)
    arguments.add_argument("--variants", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--layers")
    chosen = arguments.parse_args()
    records = [exported(parts) for parts in read_layers(chosen.layers)] if chosen.layers else random_layers(chosen)
    with gzip.GzipFile(chosen.file, "wb", mtime=0) as file:
        for record in records:
            file.write(struct.pack("<6I", *(len(part) for part in record)))
            file.write(b"".join(record))
    print(f"{len(records)} layers")


if __name__ == "__main__":
    main()
