package org.modelc.reference;

import java.util.Arrays;
import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Reduce;

/** Reference semantics of {@link Reduce}. Elements of a sum are added to 0 in the input's row-major order. */
public final class ReduceReference {
  private ReduceReference() {}

  public static Tensor evaluate(Reduce reduce, Tensor input, TensorType outputType) {
    int[] targets = targets(reduce, input.shape());
    if (reduce.kind().selects()) {
      return select(reduce.kind(), input, outputType, targets);
    }
    if (reduce.kind() == Reduce.Kind.PROD) {
      return productF32(input, outputType, targets);
    }
    if (outputType.isQuantised()) {
      return sumQuantised(reduce, input, outputType, targets);
    }
    return outputType.dtype() == DType.F32 ? sumF32(reduce, input, outputType, targets) : sumIntegers(input, outputType, targets);
  }

  /** For each element of the input, the index of the result that it goes into. */
  private static int[] targets(Reduce reduce, Shape input) {
    int[] outputStrides = new int[input.rank()];
    int stride = 1;
    for (int axis = input.rank() - 1; axis >= 0; axis--) {
      if (!reduce.axes().contains(axis)) {
        outputStrides[axis] = stride;
        stride *= input.dim(axis);
      }
    }
    return Elements.strided(input.toArray(), outputStrides, 0);
  }

  private static Tensor select(Reduce.Kind kind, Tensor input, TensorType outputType, int[] targets) {
    int[] winners = new int[outputType.elements()];
    Arrays.fill(winners, -1);
    for (int i = 0; i < targets.length; i++) {
      int best = winners[targets[i]];
      if (best < 0 || (kind == Reduce.Kind.MAX ? greater(input, i, best) : greater(input, best, i))) {
        winners[targets[i]] = i;
      }
    }
    return Elements.select(input, outputType, winners);
  }

  private static boolean greater(Tensor tensor, int a, int b) {
    return tensor.type().dtype() == DType.F32 ? tensor.floats()[a] > tensor.floats()[b] : tensor.integer(a) > tensor.integer(b);
  }

  private static Tensor productF32(Tensor input, TensorType outputType, int[] targets) {
    float[] elements = input.toF32().floats();
    float[] output = new float[outputType.elements()];
    Arrays.fill(output, 1);
    for (int i = 0; i < targets.length; i++) {
      output[targets[i]] *= elements[i];
    }
    return Tensor.of(outputType, output);
  }

  private static Tensor sumF32(Reduce reduce, Tensor input, TensorType outputType, int[] targets) {
    float[] elements = input.toF32().floats();
    float[] output = new float[outputType.elements()];
    for (int i = 0; i < targets.length; i++) {
      output[targets[i]] += elements[i];
    }
    float divisor = reduce.divisor(input.shape());
    for (int i = 0; i < output.length; i++) {
      output[i] /= divisor;
    }
    return Tensor.of(outputType, output);
  }

  /** Sum of centred elements, requantised by {@code input scale / output scale}, for a mean divided by the count. */
  private static Tensor sumQuantised(Reduce reduce, Tensor input, TensorType outputType, int[] targets) {
    int[] elements = Centred.of(input);
    int[] sums = new int[outputType.elements()];
    for (int i = 0; i < targets.length; i++) {
      sums[targets[i]] += elements[i];
    }
    Requantisation scaling =
        Requantisation.ofMean(input.type().requireQuant(), outputType.requireQuant(), reduce.divisor(input.shape()));
    OutputStage stage = OutputStage.of(outputType, Clamp.NONE);
    long[] output = new long[sums.length];
    for (int i = 0; i < sums.length; i++) {
      output[i] = stage.apply(scaling.apply(sums[i]));
    }
    return Tensor.ofIntegers(outputType, output);
  }

  private static Tensor sumIntegers(Tensor input, TensorType outputType, int[] targets) {
    long[] sums = new long[outputType.elements()];
    for (int i = 0; i < targets.length; i++) {
      sums[targets[i]] += input.integer(i);
    }
    return Tensor.ofIntegers(outputType, sums);
  }
}
