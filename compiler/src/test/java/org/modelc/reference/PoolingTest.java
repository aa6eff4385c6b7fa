package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.AveragePool;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.Window;

/** Pooling of small images by hand: which elements count. */
class PoolingTest {
  /** 1 2 3 / 4 5 6 / 7 8 9. */
  private static final Tensor IMAGE = Tensor.f32(Shape.of(1, 3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);

  private static final Window PADDED = new Window(2, 2, 2, 2, 1, 1, 1, 1, 0, 0);
  private static final Window CEILED = new Window(2, 2, 2, 2, 1, 1, 0, 0, 1, 1);

  @Test
  void averageLeavesPaddingOut() {
    assertThat(floats(new AveragePool(PADDED, false, 0, 0))).containsExactly(1, 2.5f, 5.5f, 7);
  }

  @Test
  void averageCountsPaddingAsZeroWhereAsked() {
    assertThat(floats(new AveragePool(PADDED, true, 0, 0))).containsExactly(0.25f, 1.25f, 2.75f, 7);
  }

  @Test
  void averageNeverCountsWhatCeilModeAdds() {
    assertThat(floats(new AveragePool(CEILED, true, 1, 1))).containsExactly(3, 4.5f, 7.5f, 9);
    assertThat(floats(new AveragePool(CEILED, true, 0, 0))).containsExactly(3, 2.25f, 3.75f, 2.25f);
  }

  @Test
  void integerPaddingIsTheRealZeroNotTheIntegerZero() {
    Quant quant = Quant.perTensor(1, 100);
    Tensor ones = Tensor.of(TensorType.quantised(DType.S8, IMAGE.shape(), quant), new byte[] {101, 101, 101, 101, 101, 101, 101, 101, 101});
    TensorType output = TensorType.quantised(DType.S8, Shape.of(1, 2, 2, 1), Quant.perTensor(0.25f, 0));
    Op op = new AveragePool(PADDED, true, 0, 0);
    assertThat(op.evaluate(List.of(ones), List.of(output)).get(0).bytes()).containsExactly(1, 2, 2, 4);
  }

  @Test
  void paddingNeverWinsAMaximum() {
    Tensor negative = Tensor.f32(Shape.of(1, 2, 2, 1), -1, -2, -3, -4);
    Op op = new MaxPool(new Window(2, 2, 1, 1, 1, 1, 1, 1, 1, 1));
    List<TensorType> types = op.infer(List.of(negative.type()));
    assertThat(op.evaluate(List.of(negative), types).get(0).floats()).containsExactly(-1, -1, -2, -1, -1, -2, -3, -3, -4);
  }

  @Test
  void integerMaximumKeepsTheQuantisation() {
    Quant quant = Quant.perTensor(0.5f, -128);
    Tensor x = Tensor.of(TensorType.quantised(DType.S8, Shape.of(1, 1, 3, 1), quant), new byte[] {-128, 127, 0});
    Op op = new MaxPool(Window.of(1, 2));
    List<TensorType> types = op.infer(List.of(x.type()));
    assertThat(types).containsExactly(TensorType.quantised(DType.S8, Shape.of(1, 1, 2, 1), quant));
    assertThat(op.evaluate(List.of(x), types).get(0).bytes()).containsExactly(127, 127);
  }

  private static float[] floats(Op op) {
    return op.evaluate(List.of(IMAGE), op.infer(List.of(IMAGE.type()))).get(0).floats();
  }
}
