package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.real;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.ModelSummary.OperatorUse;
import org.modelc.onnx.translate.Recurrence;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

/** What concerns a graph as a whole: shapes of inputs, names, local functions, external data. */
class GraphImportTest extends ImportTest {

  private Graph load(OnnxModelBuilder model, ImportOptions options) {
    return OnnxImporter.load(model.save(folder.resolve("model.onnx")), options, new Problems());
  }

  private Graph load(OnnxModelBuilder model) {
    return load(model, ImportOptions.DEFAULTS);
  }

  @Test
  void theBatchBecomesOne() {
    Graph graph = load(fromX(13, 0, 3).node("Relu", List.of("x"), List.of("y")));
    assertThat(graph.inputs().get(0).shape()).isEqualTo(Shape.of(1, 3));
  }

  @Test
  void aFixedBatchStays() {
    assertThat(load(fromX(13, 5, 3).node("Relu", List.of("x"), List.of("y"))).outputs().get(0).shape()).isEqualTo(Shape.of(5, 3));
  }

  @Test
  void inputShapesMayBeGiven() {
    Graph graph = load(
        fromX(13, 0, 3, 0, 0).node("Relu", List.of("x"), List.of("y")), new ImportOptions(Map.of("x", Shape.of(1, 3, 16, 12))));
    assertThat(graph.inputs().get(0).shape()).isEqualTo(Shape.of(1, 3, 16, 12));
  }

  @Test
  void openDimensionsOfTheSameNameAreEqual() {
    OnnxModelBuilder model = OnnxModelBuilder.opset(13).input(info("x", "batch", "time")).input(info("state", 2, "batch", 3))
        .input(info("mask", "batch", "time")).output("y").output("z")
        .node("Add", List.of("x", "mask"), List.of("y")).node("Relu", List.of("state"), List.of("z"));
    Graph graph = load(model, new ImportOptions(Map.of("mask", Shape.of(1, 20))));
    assertThat(graph.inputs()).extracting(Value::shape).containsExactly(Shape.of(1, 20), Shape.of(2, 1, 3), Shape.of(1, 20));
  }

  @Test
  void theShapeToGiveIsShownAsFarAsItIsKnown() {
    OnnxModelBuilder model = OnnxModelBuilder.opset(13).input(info("image", "batch", 3, "height", "width")).output("y")
        .node("Relu", List.of("image"), List.of("y"));
    assertThatThrownBy(() -> load(model)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("dimension 2 (\"height\") is not fixed; give --input-shape image=1x3x?x? with a number for each ?");
  }

  @Test
  void anInputWithAValueIsAConstant() {
    for (DType dtype : List.of(DType.F32, DType.F64, DType.S8, DType.U8, DType.S32, DType.U32, DType.S64)) {
      OnnxModelBuilder model = fromX(13, 1, 2).input("offset", dtype, 1, 2)
          .node("Cast", List.of("offset"), List.of("real"), integer("to", 1)).node("Add", List.of("x", "real"), List.of("y"));
      Graph graph = load(model, fixing("offset", 2, 40));
      assertThat(graph.inputs()).extracting(Value::name).containsExactly("x");
      Tensor x = Tensor.of(graph.inputs().get(0).type(), new float[] {0.5f, 1});
      assertThat(new Interpreter(graph).run(List.of(x)).get(0).floats()).containsExactly(2.5f, 41);
    }
  }

  @Test
  void oneValueServesAllElements() {
    OnnxModelBuilder model = fromX(13, 1, 3).input("offset", DType.F32, 1, 3).node("Add", List.of("x", "offset"), List.of("y"));
    Graph graph = load(model, fixing("offset", 0.25));
    assertThat(new Interpreter(graph).run(List.of(Tensor.zeros(graph.inputs().get(0).type()))).get(0).floats()).containsOnly(0.25f);
  }

  @Test
  void anOpenDimensionFollowsFromTheNumberOfValues() {
    OnnxModelBuilder model = fromX(13, 2, 6).input(info("shape", "rank")).node("Reshape", List.of("x", "shape"), List.of("y"));
    Graph graph = OnnxImporter.load(model.save(folder.resolve("model.onnx")),
        new ImportOptions(Map.of(), Map.of("shape", List.of(2.0, 3.0, 2.0)), Recurrence.OPERATORS), new Problems());
    assertThat(graph.outputs().get(0).shape()).isEqualTo(Shape.of(2, 3, 2));
  }

  @Test
  void valuesThatDoNotFitAreRefused() {
    assertRefused(fixing("offset", 1, 2, 3), "shape 1x2 needs 2 numbers, or one for all, not 3");
    assertRefused(fixing("offset", 300), "300.0 is no element of type s8");
    assertRefused(fixing("offset", 0.5), "0.5 is no element of type s8");
    assertRefused(fixing("other", 1), "--input-value other: The model has no such input");
  }

  private void assertRefused(ImportOptions options, String message) {
    OnnxModelBuilder model = fromX(13, 1, 2).input("offset", DType.S8, 1, 2)
        .node("Cast", List.of("offset"), List.of("real"), integer("to", 1)).node("Add", List.of("x", "real"), List.of("y"));
    assertThatThrownBy(() -> load(model, options)).isInstanceOf(ProblemException.class).hasMessageContaining(message);
  }

  private static ImportOptions fixing(String input, double... values) {
    return new ImportOptions(Map.of(), Map.of(input, Arrays.stream(values).boxed().toList()), Recurrence.OPERATORS);
  }

  /** An input of floats, or of integers if it is called "shape"; dimensions are numbers or names. */
  private static ValueInfoProto info(String name, Object... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dimension : dimensions) {
      shape.addDim(dimension instanceof Integer size ? Dimension.newBuilder().setDimValue(size) : Dimension.newBuilder().setDimParam((String) dimension));
    }
    int type = name.equals("shape") ? TensorProto.DataType.INT64_VALUE : TensorProto.DataType.FLOAT_VALUE;
    return ValueInfoProto.newBuilder().setName(name)
        .setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape))).build();
  }

  @Test
  void anOutputKeepsItsNameThroughIdentities() {
    Graph graph = load(fromX(13, 2, 3)
        .node("Relu", List.of("x"), List.of("r")).node("Identity", List.of("r"), List.of("i")).node("Dropout", List.of("i"), List.of("y")));
    assertThat(graph.nodes()).hasSize(1);
    assertThat(graph.outputs()).extracting(Value::name).containsExactly("y");
  }

  @Test
  void aTensorWithTwoOutputNamesIsCopiedForTheSecond() {
    Graph graph = load(fromX(13, 2, 3).output("z").node("Relu", List.of("x"), List.of("y")).node("Identity", List.of("y"), List.of("z")));
    assertThat(graph.outputs()).extracting(Value::name).containsExactly("y", "z");
  }

  @Test
  void theMainNodeHasTheNodesName() {
    Graph graph = load(fromX(13, 1, 2, 4, 4).random("w", 3, 2, 3, 3).node("Conv", List.of("x", "w"), List.of("y")));
    assertThat(graph.nodes()).extracting(Node::name).contains("conv0");
    assertThat(graph.nodes().stream().filter(node -> node.name().equals("conv0")).findFirst().orElseThrow().op().name()).isEqualTo("Conv");
  }

  @Test
  void attributesThatNobodyReadsAreReported() {
    Problems problems = new Problems();
    OnnxImporter.load(
        fromX(13, 2, 3).node("Relu", List.of("x"), List.of("y"), integer("leak", 1)).save(folder.resolve("model.onnx")), problems);
    assertThat(problems.all()).extracting(problem -> problem.code()).containsExactly(Code.W101);
    assertThat(problems.all().get(0).toString()).contains("node \"relu0\" (Relu): attribute \"leak\" is ignored.");
  }

  @Test
  void localFunctionsAreInlined() {
    AttributeProto alpha = AttributeProto.newBuilder().setName("alpha").setRefAttrName("slope")
        .setType(AttributeProto.AttributeType.FLOAT).build();
    FunctionProto leaky = FunctionProto.newBuilder().setName("Leaky").setDomain("local")
        .addInput("a").addOutput("b").addOutput("same").addAttribute("slope")
        .addNode(NodeProto.newBuilder().setOpType("LeakyRelu").addInput("a").addOutput("t").addAttribute(alpha))
        .addNode(NodeProto.newBuilder().setOpType("Neg").addInput("t").addOutput("b"))
        .addNode(NodeProto.newBuilder().setOpType("Identity").addInput("a").addOutput("same"))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13)).build();
    FunctionProto twice = FunctionProto.newBuilder().setName("Twice").setDomain("local").addInput("p").addOutput("q")
        .addNode(call("Leaky", "p", "t", 0.3f)).addNode(call("Leaky", "t", "q", 0.7f))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("local").setVersion(1)).build();
    OnnxModelBuilder model = fromX(13, 2, 20).imports("local", 1).node("local.Twice", List.of("x"), List.of("m"))
        .node("local.Leaky", List.of("m"), List.of("n", "k"), real("slope", 0.2f)).node("Add", List.of("n", "k"), List.of("y"));
    model.model().addFunctions(leaky).addFunctions(twice);
    assertMatches(model);
  }

  private static NodeProto call(String function, String input, String output, float slope) {
    return NodeProto.newBuilder().setOpType(function).setDomain("local").addInput(input).addOutput(output).addOutput(output + "_same")
        .addAttribute(real("slope", slope)).build();
  }

  @Test
  void externalDataInASubfolder() throws IOException {
    Files.createDirectory(folder.resolve("data"));
    ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(8, 1.5f).putFloat(12, -2).putFloat(16, 3);
    Files.write(folder.resolve("data/w.bin"), bytes.array());
    assertMatches(fromX(13, 2, 3).node("Mul", List.of("x", "w"), List.of("y")).initialiser(
        TensorProto.newBuilder().setName("w").setDataType(1).addDims(3).setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", "data/w.bin")).addExternalData(entry("offset", "8"))
            .addExternalData(entry("length", "12")).build()));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void summary() {
    ModelSummary summary = ModelSummary.of(fromX(13, 2, 3)
        .node("Relu", List.of("x"), List.of("r")).node("Bernoulli", List.of("r"), List.of("n")).node("Relu", List.of("r"), List.of("y"))
        .node("com.microsoft.QGemm", List.of(), List.of("q")).save(folder.resolve("model.onnx")));
    assertThat(summary.producer()).isEqualTo("test");
    assertThat(summary.irVersion()).isEqualTo(8);
    assertThat(summary.opsets()).isEqualTo(Map.of("ai.onnx", 13, "ai.onnx.ml", 3, "com.microsoft", 1));
    assertThat(summary.operators()).containsExactly(
        new OperatorUse("Bernoulli", 1, false), new OperatorUse("Relu", 2, true), new OperatorUse("com.microsoft.QGemm", 1, true));
  }

  @Test
  void rawIntegersWithoutAReaderStayPlain() {
    Graph graph = load(OnnxModelBuilder.opset(13).input("x", DType.S8, 2, 3).output("y")
        .node("Transpose", List.of("x"), List.of("y")));
    assertThat(graph.outputs().get(0).type().isQuantised()).isFalse();
  }
}
