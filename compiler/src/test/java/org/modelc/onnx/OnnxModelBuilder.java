package org.modelc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * Builds ONNX models in tests.
 *
 * <pre>{@code
 * OnnxModelBuilder.opset(13)
 *     .input("x", DType.F32, 1, 3, 8, 8)
 *     .random("w", 4, 3, 3, 3)
 *     .node("Conv", List.of("x", "w"), List.of("y"), ints("strides", 2, 2))
 *     .output("y")
 *     .save(file);
 * }</pre>
 */
public final class OnnxModelBuilder {
  private final ModelProto.Builder model = ModelProto.newBuilder();
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("graph");
  private final Random random = new Random(42);

  private OnnxModelBuilder() {}

  /** A model of this opset of the default domain; ai.onnx.ml 3 and com.microsoft 1 are imported, too. */
  public static OnnxModelBuilder opset(int version) {
    OnnxModelBuilder builder = new OnnxModelBuilder();
    builder.model.setIrVersion(8).setProducerName("test");
    builder.imports("", version).imports("ai.onnx.ml", 3).imports("com.microsoft", 1);
    return builder;
  }

  public OnnxModelBuilder imports(String domain, long version) {
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
    return this;
  }

  public OnnxModelBuilder irVersion(long version) {
    model.setIrVersion(version);
    return this;
  }

  /** A graph input; a dimension below 1 is dynamic. */
  public OnnxModelBuilder input(String name, DType dtype, int... dims) {
    graph.addInput(info(name, dtype, dims));
    return this;
  }

  public OnnxModelBuilder input(ValueInfoProto input) {
    graph.addInput(input);
    return this;
  }

  private static ValueInfoProto info(String name, DType dtype, int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int i = 0; i < dims.length; i++) {
      TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(dims[i] > 0 ? dim.setDimValue(dims[i]) : dim.setDimParam("dim" + i));
    }
    TypeProto.Tensor type = TypeProto.Tensor.newBuilder().setElemType(onnxType(dtype).getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(type)).build();
  }

  public OnnxModelBuilder initialiser(String name, Tensor tensor) {
    graph.addInitializer(proto(name, tensor));
    return this;
  }

  public OnnxModelBuilder initialiser(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** A float initialiser of a normal distribution. */
  public OnnxModelBuilder random(String name, int... dims) {
    return initialiser(name, Comparison.random(TensorType.f32(Shape.of(dims)), random));
  }

  /** An integer initialiser over all of the type's range. */
  public OnnxModelBuilder randomIntegers(String name, DType dtype, int... dims) {
    return initialiser(name, Comparison.random(TensorType.of(dtype, Shape.of(dims)), random));
  }

  /** A float scalar. */
  public OnnxModelBuilder scalar(String name, float value) {
    return initialiser(name, Tensor.f32(Shape.SCALAR, value));
  }

  /** An integer scalar. */
  public OnnxModelBuilder scalar(String name, DType dtype, long value) {
    return initialiser(name, Tensor.ofIntegers(TensorType.of(dtype, Shape.SCALAR), new long[] {value}));
  }

  public OnnxModelBuilder floats(String name, float... values) {
    return initialiser(name, Tensor.f32(Shape.of(values.length), values));
  }

  public OnnxModelBuilder longs(String name, long... values) {
    return initialiser(name, Tensor.of(TensorType.of(DType.S64, Shape.of(values.length)), values));
  }

  /** A one-dimensional integer initialiser. */
  public OnnxModelBuilder integers(String name, DType dtype, long... values) {
    return initialiser(name, Tensor.ofIntegers(TensorType.of(dtype, Shape.of(values.length)), values));
  }

  /** A node named like its operator in lower case; {@code type} may have a domain before its last dot. */
  public OnnxModelBuilder node(String type, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
    int dot = type.lastIndexOf('.');
    String name = type.substring(dot + 1);
    graph.addNode(NodeProto.newBuilder()
        .setName(name.toLowerCase(Locale.ROOT) + graph.getNodeCount())
        .setDomain(dot < 0 ? "" : type.substring(0, dot))
        .setOpType(name)
        .addAllInput(inputs)
        .addAllOutput(outputs)
        .addAllAttribute(Arrays.asList(attributes)));
    return this;
  }

  /** A graph output whose type is left to inference. */
  public OnnxModelBuilder output(String name) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    return this;
  }

  /** Direct access to what the methods above do not cover. */
  public GraphProto.Builder graph() {
    return graph;
  }

  /** Direct access to what the methods above do not cover. */
  public ModelProto.Builder model() {
    return model;
  }

  public ModelProto build() {
    return model.setGraph(graph).build();
  }

  public Path save(Path file) {
    try {
      return Files.write(file, build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeProto.AttributeType.INT).setI(value).build();
  }

  public static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute = attribute(name, AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  public static AttributeProto real(String name, float value) {
    return attribute(name, AttributeProto.AttributeType.FLOAT).setF(value).build();
  }

  public static AttributeProto reals(String name, float... values) {
    AttributeProto.Builder attribute = attribute(name, AttributeProto.AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute.build();
  }

  public static AttributeProto string(String name, String value) {
    return attribute(name, AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  public static AttributeProto strings(String name, List<String> values) {
    AttributeProto.Builder attribute = attribute(name, AttributeProto.AttributeType.STRINGS);
    values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
    return attribute.build();
  }

  /** The graph of another model as an attribute. */
  public static AttributeProto graph(String name, OnnxModelBuilder body) {
    return attribute(name, AttributeProto.AttributeType.GRAPH).setG(body.graph).build();
  }

  public static AttributeProto tensor(String name, Tensor value) {
    return attribute(name, AttributeProto.AttributeType.TENSOR).setT(proto("", value)).build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** The tensor with its elements as raw bytes. */
  public static TensorProto proto(String name, Tensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.type().dtype()) {
      case F32 -> bytes.asFloatBuffer().put(tensor.floats());
      case S8, U8, BOOL -> bytes.duplicate().put(tensor.bytes());
      case S16, U16 -> bytes.asShortBuffer().put(tensor.shorts());
      case S32, U32 -> bytes.asIntBuffer().put(tensor.ints());
      case S64, U64 -> bytes.asLongBuffer().put(tensor.longs());
      case F64 -> bytes.asDoubleBuffer().put(tensor.doubles());
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(onnxType(tensor.type().dtype()).getNumber())
        .addAllDims(tensor.shape().dims().stream().map(Integer::longValue).toList())
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  private static DataType onnxType(DType dtype) {
    return switch (dtype) {
      case F32 -> DataType.FLOAT;
      case S8 -> DataType.INT8;
      case U8 -> DataType.UINT8;
      case S16 -> DataType.INT16;
      case S32 -> DataType.INT32;
      case S64 -> DataType.INT64;
      case U16 -> DataType.UINT16;
      case U32 -> DataType.UINT32;
      case U64 -> DataType.UINT64;
      case F64 -> DataType.DOUBLE;
      case BOOL -> DataType.BOOL;
    };
  }
}
