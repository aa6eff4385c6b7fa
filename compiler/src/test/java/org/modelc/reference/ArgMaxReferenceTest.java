package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.ArgMax;

class ArgMaxReferenceTest {
  private static final Tensor TIES = Tensor.f32(Shape.of(2, 3), 1, 7, 7, 5, 5, -1);

  @Test
  void takesTheFirstOfEqualElements() {
    assertThat(indices(new ArgMax(1, true, false), TIES)).containsExactly(1, 0);
  }

  @Test
  void takesTheLastOfEqualElementsWhereAsked() {
    assertThat(indices(new ArgMax(1, true, true), TIES)).containsExactly(2, 1);
  }

  @Test
  void searchesAlongAnyAxis() {
    assertThat(indices(new ArgMax(0, false, false), TIES)).containsExactly(1, 0, 0);
  }

  @Test
  void keepsOrDropsTheAxis() {
    assertThat(new ArgMax(1, true, false).infer(List.of(TIES.type()))).containsExactly(TensorType.of(DType.S64, Shape.of(2, 1)));
    assertThat(new ArgMax(1, false, false).infer(List.of(TIES.type()))).containsExactly(TensorType.of(DType.S64, Shape.of(2)));
  }

  @Test
  void nanWinsOnlyInFront() {
    assertThat(indices(new ArgMax(0, true, false), Tensor.f32(Shape.of(3), 1, Float.NaN, 2))).containsExactly(2);
    assertThat(indices(new ArgMax(0, true, false), Tensor.f32(Shape.of(3), Float.NaN, 1, 2))).containsExactly(0);
  }

  private static long[] indices(ArgMax argMax, Tensor input) {
    return argMax.evaluate(List.of(input), argMax.infer(List.of(input.type()))).get(0).longs();
  }
}
