package org.modelc.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;

/** What arithmetic operators refuse, and with which code. */
class OperandCheckTest {
  private static final TensorType IMAGE = f32(1, 4, 4, 2);
  private static final TensorType BIAS = f32(3);
  private static final TensorType S8_ROW = s8(1, 5);
  private static final TensorType S8_WEIGHTS = s8(3, 5);
  private static final TensorType S32_BIAS = TensorType.of(DType.S32, Shape.of(3));

  static Stream<Arguments> refusals() {
    Conv conv = new Conv(Window.of(3, 3), 1, Clamp.NONE);
    Dense dense = new Dense(Clamp.NONE);
    return Stream.of(
        refusal(conv, Code.E203, "needs 3", IMAGE),
        refusal(conv, Code.E204, "rank 4 is needed", f32(4, 2), f32(3, 3, 3, 2), BIAS),
        refusal(conv, Code.E204, "do not fit activations 1x4x4x2", IMAGE, f32(3, 3, 3, 1), BIAS),
        refusal(conv, Code.E204, "kernel 3x3 does not fit weights", IMAGE, f32(3, 3, 2, 2), BIAS),
        refusal(conv, Code.E204, "bias has shape 4", IMAGE, f32(3, 3, 3, 2), f32(4)),
        refusal(conv, Code.E204, "does not fit the padded input", f32(1, 2, 4, 2), f32(3, 3, 3, 2), BIAS),
        refusal(conv, Code.E205, "activations: f32, s8 quantised per tensor, or s16 with one scale and zero point 0 is needed, not s64", TensorType.of(DType.S64, IMAGE.shape()), f32(3, 3, 3, 2), BIAS),
        refusal(dense, Code.E204, "do not fit activations 1x4", f32(1, 4), f32(3, 5), BIAS),
        refusal(dense, Code.E205, "s8 quantised symmetrically", S8_ROW, f32(3, 5), S32_BIAS),
        refusal(dense, Code.E205, "s8 quantised symmetrically", S8_ROW, S8_WEIGHTS.withQuant(Quant.perTensor(1, 3)), S32_BIAS),
        refusal(dense, Code.E205, "s32 is needed", S8_ROW, S8_WEIGHTS, BIAS),
        refusal(new MaxPool(Window.of(2, 2).withPads(2, 0, 0, 0)), Code.E204, "nothing but padding", IMAGE),
        refusal(new MaxPool(Window.of(2, 2)), Code.E205, "f32, s8 or s16 is needed", TensorType.of(DType.S64, IMAGE.shape())),
        refusal(new AveragePool(Window.of(2, 2).withPads(0, 0, 0, 2), true, 0, 0), Code.E204, "nothing but padding", IMAGE),
        refusal(new AveragePool(Window.of(2, 2), true, 0, 0), Code.E205, "f32, s8 quantised per tensor, or s16", TensorType.of(DType.S8, IMAGE.shape())),
        refusal(new Reduce(Reduce.Kind.MEAN, List.of(4), true), Code.E203, "exceed the input's shape", IMAGE),
        refusal(new Reduce(Reduce.Kind.MEAN, List.of(0, 2, 4, 6), true), Code.E203, "more than 3 groups", f32(2, 2, 2, 2, 2, 2, 2)),
        refusal(new Reduce(Reduce.Kind.MAX, List.of(0), true), Code.E204, "without elements", f32(0, 2)),
        refusal(new Reduce(Reduce.Kind.MEAN, List.of(0), true), Code.E205, "f32, s8 quantised per tensor, or s16", TensorType.of(DType.S64, Shape.of(2))),
        refusal(new Softmax(4), Code.E203, "axis 4 is outside", IMAGE),
        refusal(new ArgMax(1, true, true), Code.E204, "without elements along axis 1", f32(2, 0)),
        refusal(new ArgMax(0, true, true), Code.E205, "numbers", TensorType.of(DType.BOOL, Shape.of(2))));
  }

  private static Arguments refusal(Op op, Code code, String cause, TensorType... inputs) {
    return Arguments.of(op, code, cause, List.of(inputs));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refuses(Op op, Code code, String cause, List<TensorType> inputs) {
    assertThatThrownBy(() -> op.infer(inputs))
        .isInstanceOfSatisfying(OpException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(cause);
  }

  private static TensorType f32(int... dims) {
    return TensorType.f32(Shape.of(dims));
  }

  private static TensorType s8(int... dims) {
    return TensorType.quantised(DType.S8, Shape.of(dims), Quant.perTensor(0.5f, 0));
  }
}
