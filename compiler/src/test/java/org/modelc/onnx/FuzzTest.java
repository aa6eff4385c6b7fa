package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Whatever is done to a model file, importing it succeeds or ends in a {@link ProblemException} that is not an internal error. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FuzzTest {
  private static final Path NETWORKS = Path.of(System.getProperty("modelc.root", "..")).resolve("test-models/net");
  private static final long[] NUMBERS = {
    0, 1, -1, 2, 3, -2, 7, 64, 127, -128, 255, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final String[] OPERATORS = {
    "Conv", "Gemm", "MatMul", "Add", "Relu", "Clip", "Softmax", "MaxPool", "AveragePool", "GlobalAveragePool", "Flatten", "Reshape",
    "Squeeze", "Unsqueeze", "Transpose", "Pad", "Concat", "Slice", "Split", "Gather", "Identity", "Cast", "Shape", "ConstantOfShape",
    "Expand", "Range", "Where", "ArgMax", "ReduceMean", "ReduceMax", "BatchNormalization", "QuantizeLinear", "DequantizeLinear", "QLinearConv",
    "QLinearMatMul", "PRelu", "Pow", "Div", "If"
  };

  @TempDir Path folder;

  private List<byte[]> models() throws IOException {
    List<byte[]> models = new ArrayList<>();
    try (var files = Files.walk(NETWORKS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".onnx")).sorted().toList()) {
        models.add(Files.readAllBytes(file));
      }
    }
    assertThat(models).isNotEmpty();
    return models;
  }

  /** Bytes overwritten, cut out, repeated or cut off, mostly away from the weights. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutatedBytes(long seed) throws IOException {
    Random random = new Random(seed);
    List<byte[]> models = models();
    for (int i = 0; i < 150; i++) {
      importSafely(mutate(models.get(random.nextInt(models.size())), random), "bytes, seed " + seed + ", step " + i);
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int at = random.nextInt(bytes.length);
    int length = 1 + random.nextInt(Math.min(40, bytes.length - at));
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> concat(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
      case 2 -> concat(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
      default -> overwrite(bytes, random);
    };
  }

  private static byte[] overwrite(byte[] bytes, Random random) {
    for (int i = 0; i < 5; i++) {
      bytes[random.nextInt(Math.min(bytes.length, 3000))] = (byte) random.nextInt();
      bytes[bytes.length - 1 - random.nextInt(Math.min(bytes.length, 3000))] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** Well-formed protobuf with senseless operators, names, attributes and dimensions. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void mutatedFields(long seed) throws IOException {
    Random random = new Random(seed);
    List<byte[]> models = models();
    for (int i = 0; i < 150; i++) {
      ModelProto.Builder model = ModelProto.newBuilder().mergeFrom(models.get(random.nextInt(models.size())));
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        mutate(model, random);
      }
      importSafely(model.build().toByteArray(), "fields, seed " + seed + ", step " + i);
    }
  }

  private static void mutate(ModelProto.Builder model, Random random) {
    GraphProto.Builder graph = model.getGraphBuilder();
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    switch (random.nextInt(9)) {
      case 0 -> node.setOpType(OPERATORS[random.nextInt(OPERATORS.length)]);
      case 1 -> node.addInput(anyName(graph, random));
      case 2 -> setInput(node, anyName(graph, random), random);
      case 3 -> node.clearInput();
      case 4 -> node.addOutput(anyName(graph, random));
      case 5 -> mutateAttribute(node, random);
      case 6 -> mutateInitialiser(graph, random);
      case 7 -> mutateInput(graph, random);
      default -> model.getOpsetImportBuilder(0).setVersion(random.nextInt(30));
    }
  }

  private static void setInput(NodeProto.Builder node, String name, Random random) {
    if (node.getInputCount() > 0) {
      node.setInput(random.nextInt(node.getInputCount()), name);
    }
  }

  private static String anyName(GraphProto.Builder graph, Random random) {
    if (random.nextBoolean() && graph.getInitializerCount() > 0) {
      return graph.getInitializer(random.nextInt(graph.getInitializerCount())).getName();
    }
    NodeProto node = graph.getNode(random.nextInt(graph.getNodeCount()));
    return random.nextInt(8) == 0 ? "" : node.getOutputCount() == 0 ? "x" : node.getOutput(0);
  }

  private static long anyNumber(Random random) {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private static void mutateAttribute(NodeProto.Builder node, Random random) {
    String[] names = {"axis", "axes", "perm", "kernel_shape", "strides", "pads", "dilations", "group", "to", "ceil_mode", "auto_pad"};
    AttributeProto.Builder attribute = node.getAttributeCount() > 0 && random.nextBoolean()
        ? node.getAttributeBuilder(random.nextInt(node.getAttributeCount()))
        : node.addAttributeBuilder().setName(names[random.nextInt(names.length)]);
    switch (random.nextInt(3)) {
      case 0 -> attribute.setType(AttributeProto.AttributeType.INT).setI(anyNumber(random));
      case 1 -> attribute.setType(AttributeProto.AttributeType.FLOAT).setF(random.nextBoolean() ? Float.NaN : 1e30f);
      default -> {
        attribute.setType(AttributeProto.AttributeType.INTS).clearInts();
        for (int count = random.nextInt(6); count > 0; count--) {
          attribute.addInts(anyNumber(random));
        }
      }
    }
  }

  private static void mutateInitialiser(GraphProto.Builder graph, Random random) {
    if (graph.getInitializerCount() == 0) {
      return;
    }
    TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
    switch (random.nextInt(4)) {
      case 0 -> tensor.setDataType(random.nextInt(24));
      case 1 -> tensor.addDims(anyNumber(random));
      case 2 -> tensor.clearDims();
      default -> tensor.clearDims().addDims(tensor.getRawData().size() / 4);
    }
  }

  private static void mutateInput(GraphProto.Builder graph, Random random) {
    if (graph.getInputCount() == 0) {
      return;
    }
    var type = graph.getInputBuilder(random.nextInt(graph.getInputCount())).getTypeBuilder().getTensorTypeBuilder();
    switch (random.nextInt(4)) {
      case 0 -> type.setElemType(random.nextInt(24));
      case 1 -> type.getShapeBuilder().clearDim();
      case 2 -> type.getShapeBuilder().addDimBuilder().setDimValue(anyNumber(random));
      default -> {
        if (type.getShapeBuilder().getDimCount() > 0) {
          type.getShapeBuilder().getDimBuilder(random.nextInt(type.getShapeBuilder().getDimCount())).setDimValue(anyNumber(random));
        }
      }
    }
  }

  private void importSafely(byte[] bytes, String what) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), bytes);
    try {
      OnnxImporter.load(file, new Problems());
    } catch (ProblemException e) {
      assertThat(e.problems()).as(what).isNotEmpty().noneMatch(problem -> problem.code() == Code.E901);
    }
  }
}
