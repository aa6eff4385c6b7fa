package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.modelc.onnx.OnnxModelBuilder.integer;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.onnx.model.TensorDecoder;
import org.modelc.problem.Code;
import org.modelc.problem.Problem;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;
import org.modelc.verify.OnnxRuntime;
import org.modelc.verify.OnnxRuntime.Optimisation;

/** Models in float16, which are computed in F32. */
class HalfFloatImportTest extends ImportTest {
  /** A few roundings to 11 significant bits. */
  private static final float TOLERANCE = 2e-3f;

  @Test
  void everyHalfFloatIsDecoded() {
    byte[] raw = new byte[2 << 16];
    TensorProto.Builder fields = half("h").addDims(1 << 16);
    for (int bits = 0; bits < 1 << 16; bits++) {
      raw[2 * bits] = (byte) bits;
      raw[2 * bits + 1] = (byte) (bits >> 8);
      fields.addInt32Data(bits);
    }
    TensorDecoder decoder = new TensorDecoder(folder);
    Tensor fromBytes = decoder.decode(half("h").addDims(1 << 16).setRawData(ByteString.copyFrom(raw)).build());
    Tensor fromFields = decoder.decode(fields.build());
    for (int bits = 0; bits < 1 << 16; bits++) {
      Float expected = Fp16Conversions.fp16ToFloat((short) bits);
      assertThat(fromBytes.floats()[bits]).isEqualTo(expected);
      assertThat(fromFields.floats()[bits]).isEqualTo(expected);
    }
  }

  private static TensorProto.Builder half(String name) {
    return TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT16_VALUE);
  }

  @Test
  void inputsWeightsAndOutputs() {
    TensorProto.Builder weights = half("w").addDims(4).addDims(3);
    for (int i = 0; i < 12; i++) {
      weights.addInt32Data(Fp16Conversions.floatToFp16(0.3f * i - 1.7f) & 0xffff);
    }
    OnnxModelBuilder model = OnnxModelBuilder.opset(13).input(declared("x", 2, 4)).initialiser(weights.build())
        .node("MatMul", List.of("x", "w"), List.of("p")).node("Tanh", List.of("p"), List.of("t"))
        .node("Cast", List.of("t"), List.of("f"), integer("to", TensorProto.DataType.FLOAT_VALUE))
        .node("Cast", List.of("f"), List.of("y"), integer("to", TensorProto.DataType.FLOAT16_VALUE));
    model.graph().addOutput(declared("y", 2, 3));
    Path file = model.save(folder.resolve("half.onnx"));
    Problems problems = new Problems();
    Graph graph = OnnxImporter.load(file, problems);
    assertThat(problems.all()).extracting(Problem::code).containsExactly(Code.W102, Code.W102);
    assertThat(graph.inputs().get(0).type().dtype()).isEqualTo(DType.F32);
    Tensor x = Tensor.f32(Shape.of(2, 4), 0.5f, -1, 0.25f, 2, -0.75f, 0.125f, 1, -2);
    float[] actual = new Interpreter(graph).run(List.of(x)).get(0).floats();
    try (OnnxRuntime runtime = OnnxRuntime.open(file, Optimisation.NONE)) {
      float[] expected = runtime.run(Map.of("x", x)).get("y").floats();
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(TOLERANCE));
      }
    }
  }

  private static ValueInfoProto declared(String name, int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dim : dims) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    TypeProto.Tensor type = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT16_VALUE).setShape(shape).build();
    return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(type)).build();
  }
}
