package org.modelc.reference;

import org.modelc.arithmetic.ComparisonScaling;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Bitwise;
import org.modelc.op.Compare;

/** Reference semantics of {@link Compare} and {@link Bitwise}. */
public final class PairReference {
  private PairReference() {}

  public static Tensor compare(Compare.Kind kind, Tensor a, Tensor b, TensorType outputType) {
    Pairs pairs = pairs(a, b, outputType.shape());
    if (a.type().isQuantised() && a.type().dtype() == b.type().dtype()) {
      return compareQuantised(kind, a, b, outputType, pairs);
    }
    boolean integers = a.type().dtype().isInteger() && !a.type().isQuantised();
    long[] results = new long[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      boolean holds = integers
          ? kind.holds(a.integer(pairs.a(i)), b.integer(pairs.b(i)))
          : kind.holds((float) a.real(pairs.a(i)), (float) b.real(pairs.b(i)));
      results[i] = holds ? 1 : 0;
    }
    return Tensor.ofIntegers(outputType, results);
  }

  /** See {@link ComparisonScaling}. */
  private static Tensor compareQuantised(Compare.Kind kind, Tensor a, Tensor b, TensorType outputType, Pairs pairs) {
    ComparisonScaling scaling = ComparisonScaling.of(a.type().dtype(), a.type().requireQuant(), b.type().requireQuant());
    long[] results = new long[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      results[i] = kind.holds(scaling.a(a.integer(pairs.a(i))), scaling.b(b.integer(pairs.b(i)))) ? 1 : 0;
    }
    return Tensor.ofIntegers(outputType, results);
  }

  public static Tensor bitwise(Bitwise.Kind kind, Tensor a, Tensor b, TensorType outputType) {
    Pairs pairs = pairs(a, b, outputType.shape());
    long[] results = new long[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      results[i] = kind.apply(a.integer(pairs.a(i)), b.integer(pairs.b(i)));
    }
    return Tensor.ofIntegers(outputType, results);
  }

  private static Pairs pairs(Tensor a, Tensor b, Shape output) {
    return Pairs.of(a.shape(), b.shape(), output);
  }
}
