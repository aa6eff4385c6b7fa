package org.modelc.reference;

import org.modelc.arithmetic.SoftmaxScaling;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Softmax;

/** Reference semantics of {@link Softmax}. The row's maximum is subtracted first; sums go over the row in order. */
public final class SoftmaxReference {
  private SoftmaxReference() {}

  /** Float semantics; the exponential is the double one rounded to float. */
  public static Tensor f32(int axis, Tensor input, TensorType outputType) {
    AxisWalk walk = AxisWalk.of(input.shape(), axis);
    float[] elements = input.toF32().floats();
    float[] output = new float[elements.length];
    for (int row = 0; row < walk.rows(); row++) {
      rowF32(walk, walk.start(row), elements, output);
    }
    return Tensor.of(outputType, output);
  }

  private static void rowF32(AxisWalk walk, int start, float[] input, float[] output) {
    int end = start + walk.length() * walk.stride();
    float max = input[start];
    for (int i = start; i < end; i += walk.stride()) {
      max = input[i] > max ? input[i] : max;
    }
    float sum = 0;
    for (int i = start; i < end; i += walk.stride()) {
      output[i] = (float) StrictMath.exp(input[i] - max);
      sum += output[i];
    }
    for (int i = start; i < end; i += walk.stride()) {
      output[i] /= sum;
    }
  }

  /** Integer semantics, see {@link SoftmaxScaling}. */
  public static Tensor s8(int axis, Tensor input, TensorType outputType) {
    AxisWalk walk = AxisWalk.of(input.shape(), axis);
    SoftmaxScaling scaling = SoftmaxScaling.of(input.type().requireQuant(), outputType.requireQuant(), walk.length());
    OutputStage stage = OutputStage.of(outputType, Clamp.NONE);
    byte[] output = new byte[outputType.elements()];
    for (int row = 0; row < walk.rows(); row++) {
      rowS8(walk, walk.start(row), input.bytes(), scaling, stage, output);
    }
    return Tensor.of(outputType, output);
  }

  private static void rowS8(AxisWalk walk, int start, byte[] input, SoftmaxScaling scaling, OutputStage stage, byte[] output) {
    int end = start + walk.length() * walk.stride();
    int max = Byte.MIN_VALUE;
    for (int i = start; i < end; i += walk.stride()) {
      max = Math.max(max, input[i]);
    }
    long sum = 0;
    for (int i = start; i < end; i += walk.stride()) {
      sum += scaling.exponential(max - input[i]);
    }
    SoftmaxScaling.Row row = scaling.row(sum);
    for (int i = start; i < end; i += walk.stride()) {
      output[i] = (byte) stage.apply(row.apply(scaling.exponential(max - input[i])));
    }
  }
}
