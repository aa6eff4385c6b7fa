package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.kernel.MovementCases;
import org.modelc.kernel.OpCase;
import org.modelc.op.Concat;
import org.modelc.op.Gather;
import org.modelc.op.Pad;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;

/** Operators that move elements against their definitions by position, on random cases of every element type. */
class MovementTest {
  private static final int CASES = 100;

  static Stream<OpCase> cases() {
    return LongStream.range(0, CASES).boxed().flatMap(seed -> MovementCases.of(seed, seed % 2 == 0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyElementIsWhereItBelongs(OpCase opCase) {
    Tensor result = opCase.evaluate();
    assertThat(result.type()).isEqualTo(opCase.output());
    for (int i = 0; i < result.elements(); i++) {
      assertThat(element(result, i)).as("element %d of %s", i, opCase).isEqualTo(wanted(opCase, position(result.shape(), i)));
    }
  }

  @Test
  void quantisedPaddingIsTheIntegerNearestToTheRealNumber() {
    TensorType type = TensorType.quantised(DType.S8, Shape.of(1), Quant.perTensor(0.5f, 10));
    assertThat(pad(type, 1.3f)).isEqualTo(13);
    assertThat(pad(type, 0)).isEqualTo(10);
    assertThat(pad(type, Float.NEGATIVE_INFINITY)).isEqualTo(-128);
  }

  private static long pad(TensorType type, float value) {
    Pad pad = new Pad(List.of(1), List.of(0), value);
    return pad.evaluate(List.of(Tensor.zeros(type)), List.of(type.withShape(Shape.of(2)))).get(0).integer(0);
  }

  private static long wanted(OpCase opCase, int[] at) {
    Tensor input = opCase.inputs().get(0);
    if (opCase.op() instanceof Transpose transpose) {
      return read(input, each(at.length, axis -> at[transpose.perm().indexOf(axis)]));
    }
    if (opCase.op() instanceof Slice slice) {
      return read(input, each(at.length, axis -> slice.starts().get(axis) + at[axis] * slice.steps().get(axis)));
    }
    if (opCase.op() instanceof Pad pad) {
      int[] from = each(at.length, axis -> at[axis] - pad.begins().get(axis));
      return isInside(input.shape(), from) ? read(input, from) : element(pad.filled(opCase.output()), 0);
    }
    if (opCase.op() instanceof Concat concat) {
      return concatenated(opCase.inputs(), concat.axis(), at);
    }
    return gathered(opCase, ((Gather) opCase.op()).axis(), at);
  }

  private static long concatenated(List<Tensor> inputs, int axis, int[] at) {
    int[] from = at.clone();
    for (Tensor input : inputs) {
      if (from[axis] < input.shape().dim(axis)) {
        return read(input, from);
      }
      from[axis] -= input.shape().dim(axis);
    }
    throw new AssertionError("no input has it");
  }

  private static long gathered(OpCase opCase, int axis, int[] at) {
    Tensor data = opCase.inputs().get(Gather.DATA);
    Tensor indices = opCase.inputs().get(Gather.INDICES);
    int indexRank = indices.shape().rank();
    long index = indices.integer(flat(indices.shape(), each(indexRank, i -> at[axis + i])));
    int size = data.shape().dim(axis);
    int from = (int) Math.min(Math.max(index < 0 ? index + size : index, 0), size - 1);
    return read(data, each(data.shape().rank(), i -> i < axis ? at[i] : i == axis ? from : at[i + indexRank - 1]));
  }

  private static int[] each(int count, IntUnaryOperator value) {
    return IntStream.range(0, count).map(value).toArray();
  }

  private static boolean isInside(Shape shape, int[] at) {
    return IntStream.range(0, at.length).allMatch(axis -> at[axis] >= 0 && at[axis] < shape.dim(axis));
  }

  private static long read(Tensor tensor, int[] at) {
    return element(tensor, flat(tensor.shape(), at));
  }

  /** The element's bits. */
  private static long element(Tensor tensor, int index) {
    return tensor.type().dtype().isFloat() ? Float.floatToRawIntBits(tensor.floats()[index]) : tensor.integer(index);
  }

  private static int flat(Shape shape, int[] at) {
    int index = 0;
    for (int axis = 0; axis < at.length; axis++) {
      index = index * shape.dim(axis) + at[axis];
    }
    return index;
  }

  private static int[] position(Shape shape, int index) {
    int[] at = new int[shape.rank()];
    int rest = index;
    for (int axis = at.length - 1; axis >= 0; axis--) {
      at[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return at;
  }
}
