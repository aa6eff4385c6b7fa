package org.modelc.reference;

import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.ArgMax;

/** Reference semantics of {@link ArgMax}: comparisons of floats or of stored integers. */
public final class ArgMaxReference {
  private ArgMaxReference() {}

  public static Tensor evaluate(ArgMax argMax, Tensor input, TensorType outputType) {
    AxisWalk walk = AxisWalk.of(input.shape(), argMax.axis());
    long[] output = new long[outputType.elements()];
    for (int row = 0; row < output.length; row++) {
      output[row] = winner(argMax, walk, walk.start(row), input);
    }
    return Tensor.of(outputType, output);
  }

  private static int winner(ArgMax argMax, AxisWalk walk, int start, Tensor input) {
    int best = 0;
    for (int k = 1; k < walk.length(); k++) {
      int order = compare(input, start + k * walk.stride(), start + best * walk.stride());
      if (order > 0 || order == 0 && argMax.selectLast()) {
        best = k;
      }
    }
    return best;
  }

  /** Positive, 0 or negative as in C's comparisons; negative where an element is NaN. */
  private static int compare(Tensor tensor, int a, int b) {
    if (tensor.type().dtype() != DType.F32) {
      return Long.compare(tensor.integer(a), tensor.integer(b));
    }
    float left = tensor.floats()[a];
    float right = tensor.floats()[b];
    return left > right ? 1 : left == right ? 0 : -1;
  }
}
