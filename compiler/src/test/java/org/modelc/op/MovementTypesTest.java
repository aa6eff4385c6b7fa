package org.modelc.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;

/** What operators that move elements make of types. */
class MovementTypesTest {

  private static TensorType s8(Quant quant, int... dims) {
    return TensorType.quantised(DType.S8, Shape.of(dims), quant);
  }

  private static void assertRejected(Code code, Op op, TensorType... inputs) {
    assertThatThrownBy(() -> op.infer(List.of(inputs)))
        .isInstanceOfSatisfying(OpException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void scalesByChannelFollowTheirAxisThroughAReshape() {
    Quant quant = Quant.perChannel(List.of(1f, 2f, 3f), 0);
    Reshape reshape = new Reshape(Shape.of(1, 3, 2, 5));
    assertThat(reshape.infer(List.of(s8(quant, 3, 10)))).containsExactly(s8(Quant.perChannel(List.of(1f, 2f, 3f), 1), 1, 3, 2, 5));
    assertRejected(Code.E205, new Reshape(Shape.of(30)), s8(quant, 3, 10));
  }

  @Test
  void scalesByChannelFollowTheirAxisThroughATranspose() {
    Quant quant = Quant.perChannel(List.of(1f, 2f), 0);
    assertThat(new Transpose(List.of(1, 0)).infer(List.of(s8(quant, 2, 5))))
        .containsExactly(s8(Quant.perChannel(List.of(1f, 2f), 1), 5, 2));
  }

  @Test
  void reshapeKeepsTheNumberOfElements() {
    assertRejected(Code.E204, new Reshape(Shape.of(7)), TensorType.f32(Shape.of(2, 3)));
  }

  @Test
  void permutationsNameEveryAxisOnce() {
    assertThatThrownBy(() -> new Transpose(List.of(0, 0))).isInstanceOf(OpException.class);
    assertRejected(Code.E203, new Transpose(List.of(0, 1)), TensorType.f32(Shape.of(1, 2, 3)));
  }

  @Test
  void slicesStayInside() {
    TensorType input = TensorType.f32(Shape.of(5));
    assertThat(new Slice(List.of(4), List.of(-2), Shape.of(3)).infer(List.of(input))).containsExactly(TensorType.f32(Shape.of(3)));
    assertRejected(Code.E204, new Slice(List.of(4), List.of(-2), Shape.of(4)), input);
    assertRejected(Code.E204, new Slice(List.of(0), List.of(1), Shape.of(6)), input);
    assertRejected(Code.E203, new Slice(List.of(0), List.of(0), Shape.of(1)), input);
    assertThat(new Slice(List.of(9), List.of(1), Shape.of(0)).infer(List.of(input))).containsExactly(TensorType.f32(Shape.of(0)));
  }

  @Test
  void joinedTensorsAgreeInQuantisation() {
    Quant quant = Quant.perTensor(1, 0);
    assertThat(new Concat(1).infer(List.of(s8(quant, 2, 1), s8(quant, 2, 3)))).containsExactly(s8(quant, 2, 4));
    assertRejected(Code.E304, new Concat(1), s8(quant, 2, 1), s8(Quant.perTensor(2, 0), 2, 3));
    assertRejected(Code.E204, new Concat(1), s8(quant, 2, 1), s8(quant, 3, 1));
    assertThat(new Concat(0).infer(List.of(TensorType.f32(Shape.of(1)), s8(quant, 2)))).containsExactly(TensorType.f32(Shape.of(3)));
  }

  @Test
  void gatherTakesIntegerIndices() {
    TensorType data = TensorType.f32(Shape.of(2, 5, 3));
    assertThat(new Gather(1).infer(List.of(data, TensorType.of(DType.S64, Shape.of(4, 4)))))
        .containsExactly(TensorType.f32(Shape.of(2, 4, 4, 3)));
    assertRejected(Code.E205, new Gather(1), data, TensorType.f32(Shape.of(1)));
    assertRejected(Code.E203, new Gather(3), data, TensorType.of(DType.S64, Shape.of(1)));
  }

  @Test
  void paddingIsNotNegative() {
    assertThatThrownBy(() -> new Pad(List.of(-1), List.of(0), 0)).isInstanceOf(OpException.class);
  }
}
