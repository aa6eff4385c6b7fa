package org.modelc.reference;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.TopK;

/** Reference semantics of {@link TopK}. */
public final class TopKReference {
  private TopKReference() {}

  public static Tensor evaluate(TopK topK, Tensor input, TensorType outputType) {
    int length = input.shape().dim(topK.axis());
    int inner = input.shape().product(topK.axis() + 1, input.shape().rank());
    int outer = input.shape().product(0, topK.axis());
    long[] indices = new long[outputType.elements()];
    for (int row = 0; row < outer * inner; row++) {
      int first = row / inner * length * inner + row % inner;
      List<Integer> order = IntStream.range(0, length).boxed()
          .sorted(Comparator.comparing((Integer i) -> i, (a, b) -> compare(input, first + a * inner, first + b * inner, topK.largest())))
          .toList();
      for (int rank = 0; rank < topK.k(); rank++) {
        indices[row / inner * topK.k() * inner + rank * inner + row % inner] = order.get(rank);
      }
    }
    return Tensor.of(outputType, indices);
  }

  private static int compare(Tensor input, int a, int b, boolean largestFirst) {
    int order = input.type().dtype().isFloat()
        ? Float.compare(input.floats()[a] + 0f, input.floats()[b] + 0f)
        : Long.compare(input.integer(a), input.integer(b));
    return largestFirst ? -order : order;
  }
}
