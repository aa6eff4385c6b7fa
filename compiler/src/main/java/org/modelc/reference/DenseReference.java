package org.modelc.reference;

import java.util.List;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Dense;

/** Reference semantics of {@link Dense}. Accumulation starts from the bias and goes over the inputs in order. */
public final class DenseReference {
  private DenseReference() {}

  /** Float semantics: activations [...,K], weights [O,K], bias [O]. */
  public static Tensor f32(Dense dense, List<Tensor> inputs, TensorType outputType) {
    Sizes sizes = Sizes.of(inputs.get(0).shape(), outputType.shape());
    float[] input = inputs.get(0).toF32().floats();
    float[] weights = inputs.get(1).toF32().floats();
    float[] bias = inputs.get(2).toF32().floats();
    float[] output = new float[outputType.elements()];
    for (int row = 0; row < sizes.rows; row++) {
      for (int o = 0; o < sizes.outputs; o++) {
        float sum = bias[o];
        for (int k = 0; k < sizes.inputs; k++) {
          sum += input[row * sizes.inputs + k] * weights[o * sizes.inputs + k];
        }
        output[row * sizes.outputs + o] = dense.clamp().apply(sum);
      }
    }
    return Tensor.of(outputType, output);
  }

  /** Integer semantics: S8 or S16 activations, S8 weights, S32 bias, a result of the activations' element type. */
  public static Tensor integers(Dense dense, List<Tensor> inputs, TensorType outputType) {
    Sizes sizes = Sizes.of(inputs.get(0).shape(), outputType.shape());
    int[] input = Centred.of(inputs.get(0));
    byte[] weights = inputs.get(1).bytes();
    int[] bias = inputs.get(2).ints();
    AccumulatorScaling scaling = AccumulatorScaling.of(
        inputs.get(0).type().requireQuant(), inputs.get(1).type().requireQuant(), outputType.requireQuant(), sizes.outputs);
    OutputStage stage = OutputStage.of(outputType, dense.clamp());
    boolean wide = outputType.dtype() == DType.S16;
    long[] output = new long[outputType.elements()];
    for (int row = 0; row < sizes.rows; row++) {
      for (int o = 0; o < sizes.outputs; o++) {
        long sum = bias[o] + dot(input, row * sizes.inputs, weights, o * sizes.inputs, sizes.inputs);
        Requantisation channel = scaling.channels().get(o);
        output[row * sizes.outputs + o] = stage.apply(wide ? channel.applyWide(sum) : channel.apply((int) sum));
      }
    }
    return Tensor.ofIntegers(outputType, output);
  }

  private static long dot(int[] input, int from, byte[] weights, int weight, int length) {
    long sum = 0;
    for (int k = 0; k < length; k++) {
      sum += input[from + k] * weights[weight + k];
    }
    return sum;
  }

  private record Sizes(int rows, int inputs, int outputs) {
    static Sizes of(Shape input, Shape output) {
      return new Sizes(input.product(0, input.rank() - 1), input.dim(-1), output.dim(-1));
    }
  }
}
