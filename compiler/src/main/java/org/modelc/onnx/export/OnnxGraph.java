package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modelc.Version;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.UniqueNames;

/** The ONNX graph that is being written: nodes and initialisers whose names are all different. */
final class OnnxGraph {
  private static final String PRODUCER = "modelc";

  private final GraphProto.Builder graph;
  private final UniqueNames tensorNames = new UniqueNames();
  private final UniqueNames nodeNames = new UniqueNames();
  private final Map<Scales, String> scales = new HashMap<>();
  private final Map<ZeroPoints, String> zeroPoints = new HashMap<>();

  private record Scales(List<Float> values, boolean perTensor) {}

  private record ZeroPoints(List<Integer> values, boolean perTensor, DType dtype, boolean fourBits) {}

  OnnxGraph(String name) {
    this.graph = GraphProto.newBuilder().setName(name);
  }

  /** A tensor name that nothing has yet, {@code wanted} if possible. */
  String takeName(String wanted) {
    return tensorNames.take(wanted);
  }

  void input(String name, TensorType type) {
    graph.addInput(Protos.info(name, type));
  }

  void output(String name, TensorType type) {
    graph.addOutput(Protos.info(name, type));
  }

  /** Adds a node of the default domain whose only result is the tensor {@code output}, which nobody else has. */
  void node(String nodeName, String type, List<String> inputs, String output, List<AttributeProto> attributes) {
    graph.addNode(NodeProto.newBuilder()
        .setName(nodeNames.take(nodeName))
        .setOpType(type)
        .addAllInput(inputs)
        .addOutput(output)
        .addAllAttribute(attributes));
  }

  /** The name of a new initialiser, {@code wanted} if possible. */
  String initialiser(String wanted, Tensor tensor) {
    String name = tensorNames.take(wanted);
    addInitialiser(name, tensor);
    return name;
  }

  /** Adds an initialiser under a name that nobody else has. */
  void addInitialiser(String name, Tensor tensor) {
    graph.addInitializer(Protos.tensor(name, tensor));
  }

  /** Adds an initialiser of elements from -8 to 7, as INT4, under a name that nobody else has. */
  void addFourBitInitialiser(String name, Tensor tensor) {
    graph.addInitializer(Protos.fourBitTensor(name, tensor));
  }

  /** Adds a QuantizeLinear from floats {@code input} to integers {@code output} of {@code type}. */
  void quantise(String nodeName, String input, String output, TensorType type) {
    Quant quant = type.requireQuant();
    List<String> inputs = List.of(input, scale(output, quant), zeroPoint(output, quant, type.dtype(), false));
    node(nodeName, "QuantizeLinear", inputs, output, axis(quant));
  }

  /** Adds a DequantizeLinear from integers {@code input} of {@code type} to floats {@code output}. */
  void dequantise(String nodeName, String input, String output, TensorType type) {
    dequantise(nodeName, input, output, type, false);
  }

  /** As {@link #dequantise(String, String, String, TensorType)}; {@code fourBits} if the integers are stored as INT4. */
  void dequantise(String nodeName, String input, String output, TensorType type, boolean fourBits) {
    Quant quant = type.requireQuant();
    String scale = scale(input, quant);
    // ONNX has no zero points for int32.
    List<String> inputs = type.dtype() == DType.S32
        ? List.of(input, scale)
        : List.of(input, scale, zeroPoint(input, quant, type.dtype(), fourBits));
    node(nodeName, "DequantizeLinear", inputs, output, axis(quant));
  }

  private static List<AttributeProto> axis(Quant quant) {
    return quant.isPerTensor() ? List.of() : List.of(Protos.integer("axis", quant.axis()));
  }

  private String scale(String of, Quant quant) {
    return scales.computeIfAbsent(new Scales(quant.scales(), quant.isPerTensor()), key -> {
      float[] floats = new float[quant.scales().size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = quant.scale(i);
      }
      return initialiser(of + "_scale", Tensor.f32(parameterShape(quant), floats));
    });
  }

  private String zeroPoint(String of, Quant quant, DType dtype, boolean fourBits) {
    return zeroPoints.computeIfAbsent(new ZeroPoints(quant.zeroPoints(), quant.isPerTensor(), dtype, fourBits), key -> {
      long[] integers = quant.zeroPoints().stream().mapToLong(Integer::longValue).toArray();
      Tensor tensor = Tensor.ofIntegers(TensorType.of(dtype, parameterShape(quant)), integers);
      String name = takeName(of + "_zero_point");
      graph.addInitializer(fourBits ? Protos.fourBitTensor(name, tensor) : Protos.tensor(name, tensor));
      return name;
    });
  }

  private static Shape parameterShape(Quant quant) {
    return quant.isPerTensor() ? Shape.SCALAR : Shape.of(quant.scales().size());
  }

  ModelProto model(Opset opset) {
    return ModelProto.newBuilder()
        .setIrVersion(opset.irVersion())
        .setProducerName(PRODUCER)
        .setProducerVersion(Version.TEXT)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset.version()))
        .setGraph(graph)
        .build();
  }
}
