package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.modelc.onnx.OnnxModelBuilder.integer;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.ir.Graph;
import org.modelc.ir.Value;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Constants of 4-bit elements, which ONNX packs two a byte. */
class FourBitImportTest extends ImportTest {
  private static final int UINT4 = 21;
  private static final int INT4 = 22;
  private static final byte[] PACKED = {0x70, (byte) 0x8f, 0x21, (byte) 0xe3, 0x59, (byte) 0xa4, (byte) 0xc7, 0x0b};

  /** Three filters of five weights: an odd number. */
  private static TensorProto.Builder weights(int type) {
    return TensorProto.newBuilder().setName("w").setDataType(type).addDims(3).addDims(5);
  }

  private static OnnxModelBuilder product(TensorProto weights) {
    return fromX(21, 1, 5).irVersion(10).initialiser(weights).floats("s", 0.5f, 0.25f, 2)
        .node("DequantizeLinear", List.of("w", "s"), List.of("d"), integer("axis", 0))
        .node("Gemm", List.of("x", "d"), List.of("y"), integer("transB", 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {INT4, UINT4})
  void rawBytes(int type) {
    assertMatches(product(weights(type).setRawData(ByteString.copyFrom(PACKED)).build()));
  }

  @Test
  void fields() {
    TensorProto.Builder weights = weights(INT4);
    for (byte pair : PACKED) {
      weights.addInt32Data(pair & 0xff);
    }
    assertMatches(product(weights.build()));
  }

  @Test
  void integersStayAsTheyAre() {
    Graph graph = load(product(weights(INT4).setRawData(ByteString.copyFrom(PACKED)).build()));
    Value weights = graph.constants().stream().filter(constant -> constant.type().isQuantised()).findFirst().orElseThrow();
    assertThat(weights.requireConstant().bytes()).containsExactly(0, 7, -1, -8, 1, 2, 3, -2, -7, 5, 4, -6, 7, -4, -5);
  }

  private Graph load(OnnxModelBuilder model) {
    return OnnxImporter.load(model.save(folder.resolve("model.onnx")), new Problems());
  }

  @Test
  void wrongLengthIsRefused() {
    assertThatThrownBy(() -> load(product(weights(INT4).setRawData(ByteString.copyFrom(new byte[15])).build())))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E105").hasMessageContaining("needs 8");
  }

  @Test
  void onlyDequantizeLinearMayReadThem() {
    OnnxModelBuilder model = fromX(21, 3, 5).irVersion(10).scalar("s", 0.5f)
        .initialiser(TensorProto.newBuilder().setName("z").setDataType(INT4).setRawData(ByteString.copyFrom(new byte[1])).build())
        .node("QuantizeLinear", List.of("x", "s", "z"), List.of("q"))
        .node("DequantizeLinear", List.of("q", "s"), List.of("y"));
    assertThatThrownBy(() -> load(model))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E205").hasMessageContaining("4 bits");
  }
}
