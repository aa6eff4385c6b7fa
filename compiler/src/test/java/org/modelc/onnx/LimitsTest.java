package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modelc.ir.DType;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Files that are small but would take much memory or time, or reach beyond their folder. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class LimitsTest extends ImportTest {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;

  private void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> OnnxImporter.load(file, new Problems()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }

  private void assertRefused(OnnxModelBuilder model, String message) {
    assertRefused(model.save(folder.resolve("model.onnx")), message);
  }

  /** Two bytes of a file make an object of a hundred. */
  @Test
  void millionsOfEmptyNodes() throws IOException {
    int nodes = 2_000_000;
    Path file = folder.resolve("model.onnx");
    try (var out = Files.newOutputStream(file)) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.writeTag(MODEL_GRAPH, 2);
      coded.writeUInt32NoTag(2 * nodes);
      for (int i = 0; i < nodes; i++) {
        coded.writeTag(GRAPH_NODE, 2);
        coded.writeUInt32NoTag(0);
      }
      coded.flush();
    }
    assertRefused(file, "E107 The file has more than 1000000 fields");
  }

  @Test
  void messagesNestedTooDeep() throws IOException {
    byte[] nested = {};
    for (int depth = 0; depth < 60; depth++) {
      nested = field(1, field(5, field(6, nested)));
    }
    Path file = Files.write(folder.resolve("model.onnx"), field(MODEL_GRAPH, nested));
    assertRefused(file, "E102");
  }

  private static byte[] field(int number, byte[] content) throws IOException {
    byte[] bytes = new byte[CodedOutputStream.computeByteArraySize(number, content)];
    CodedOutputStream.newInstance(bytes).writeByteArray(number, content);
    return bytes;
  }

  /** Thirty functions that each call the next one twice stand for a billion nodes. */
  @Test
  void functionsThatMultiply() {
    OnnxModelBuilder model = fromX(13, 2).imports("local", 1).node("local.F0", List.of("x"), List.of("y"));
    for (int i = 0; i < 30; i++) {
      String next = "F" + (i + 1);
      model.model().addFunctions(FunctionProto.newBuilder().setDomain("local").setName("F" + i).addInput("a").addOutput("c")
          .addNode(NodeProto.newBuilder().setDomain("local").setOpType(next).addInput("a").addOutput("b"))
          .addNode(NodeProto.newBuilder().setDomain("local").setOpType(next).addInput("b").addOutput("c")));
    }
    assertRefused(model, "E107 The model has more than 16384 nodes");
  }

  @Test
  void manyNodes() {
    OnnxModelBuilder model = OnnxModelBuilder.opset(13).input("x0", DType.F32, 2).output("x20000");
    for (int i = 0; i < 20_000; i++) {
      model.node("Relu", List.of("x" + i), List.of("x" + (i + 1)));
    }
    assertRefused(model, "E107 The model has more than 16384 nodes");
  }

  /** Every node repeats its input a thousand times. */
  @Test
  void activationsThatMultiply() {
    OnnxModelBuilder model = OnnxModelBuilder.opset(13).input("x0", DType.F32, 1).output("x4");
    for (int i = 0; i < 4; i++) {
      model.node("Concat", Collections.nCopies(1000, "x" + i), List.of("x" + (i + 1)), OnnxModelBuilder.integer("axis", 0));
    }
    assertRefused(model, "E107 node \"concat2\" (Concat): a tensor of shape 1000000000 is above the limit");
  }

  /** A constant that is transposed again and again is many constants. */
  @Test
  void constantsThatAddUp() {
    OnnxModelBuilder model = OnnxModelBuilder.opset(13).longs("s", 2000, 2000).output("t40")
        .node("ConstantOfShape", List.of("s"), List.of("t0"));
    for (int i = 0; i < 40; i++) {
      model.node("Transpose", List.of("t" + i), List.of("t" + (i + 1)));
    }
    assertRefused(model, "E107");
  }

  @Test
  void foldedWorkIsLimited() {
    OnnxModelBuilder model = OnnxModelBuilder.opset(13).longs("s", 1, 1, 1500, 1500).output("y")
        .node("ConstantOfShape", List.of("s"), List.of("c"))
        .node("MaxPool", List.of("c"), List.of("y"),
            OnnxModelBuilder.ints("kernel_shape", 700, 700));
    assertRefused(model, "E107 node \"maxpool1\" (MaxPool): up to here an inference takes more than");
  }

  private OnnxModelBuilder withExternal(String location) {
    return fromX(13, 2, 3).node("Add", List.of("x", "w"), List.of("y")).initialiser(
        TensorProto.newBuilder().setName("w").setDataType(1).addDims(3).setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location)).build());
  }

  @Test
  void externalDataThroughALinkOutOfTheFolder() throws IOException {
    Path secret = Files.write(Files.createDirectory(folder.resolve("outside")).resolve("secret"), new byte[12]);
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("weights.data"), secret);
    Files.createSymbolicLink(inside.resolve("link"), secret.getParent());
    assertRefused(withExternal("weights.data").save(inside.resolve("model.onnx")), "leads out of the model's folder");
    assertRefused(withExternal("link/secret").save(inside.resolve("model.onnx")), "leads out of the model's folder");
  }

  @Test
  void externalDataThatIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("data"));
    assertRefused(withExternal("data"), "E104 tensor \"w\": \"data\" is missing");
    assertRefused(withExternal("."), "E104");
    assertRefused(withExternal("a\0b"), "E104");
  }

  @Test
  void filesThatAreNoModels() {
    assertRefused(folder.resolve("missing.onnx"), "E101");
    assertRefused(folder, "E101");
  }
}
