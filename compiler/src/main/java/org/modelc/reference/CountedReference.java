package org.modelc.reference;

import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Reference semantics of the operators whose results have a number of elements that the elements decide. */
public final class CountedReference {
  private CountedReference() {}

  /** Semantics of {@link org.modelc.op.TrueIndices}. */
  public static Tensor trueIndices(Tensor input, TensorType outputType) {
    int[] places = IntStream.range(0, input.elements()).filter(i -> input.bytes()[i] != 0).toArray();
    long[] indices = new long[input.elements()];
    IntStream.range(0, places.length).forEach(i -> indices[i] = places[i]);
    return Tensor.of(outputType, indices);
  }

  /** Semantics of {@link org.modelc.op.CountTrue}. */
  public static Tensor countTrue(Tensor input, TensorType outputType) {
    return Tensor.of(outputType, new long[] {IntStream.range(0, input.elements()).filter(i -> input.bytes()[i] != 0).count()});
  }

  /** Semantics of {@link org.modelc.op.KeepFirst}. */
  public static Tensor keepFirst(int axis, Tensor input, Tensor count, TensorType outputType) {
    Shape shape = input.shape();
    int inner = shape.product(axis + 1, shape.rank());
    Tensor output = outputType.quant()
        .map(quant -> Tensor.ofIntegers(outputType, filled(outputType.elements(), quant.zeroPoint())))
        .orElseGet(() -> Tensor.zeros(outputType));
    for (int i = 0; i < input.elements(); i++) {
      if (i / inner % shape.dim(axis) < count.longs()[0]) {
        Elements.copy(input, i, output, i);
      }
    }
    return output;
  }

  private static long[] filled(int elements, long value) {
    return IntStream.range(0, elements).mapToLong(i -> value).toArray();
  }
}
