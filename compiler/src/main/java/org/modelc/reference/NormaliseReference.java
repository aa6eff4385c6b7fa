package org.modelc.reference;

import java.util.List;
import org.modelc.arithmetic.NormaliseScaling;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Normalise;

/** Reference semantics of {@link Normalise}. */
public final class NormaliseReference {
  private NormaliseReference() {}

  /** Sums in row order from 0; each operation rounded to float, the root correctly. */
  public static Tensor f32(Normalise normalise, List<Tensor> inputs, TensorType outputType) {
    AxisWalk walk = walk(normalise, outputType.shape());
    float[] x = inputs.get(0).toF32().floats();
    float[] scale = inputs.get(Normalise.SCALE).floats();
    float[] bias = inputs.get(Normalise.BIAS).floats();
    Normalise.Parameters parameters = Normalise.parameters(outputType.shape(), inputs.get(Normalise.SCALE).shape());
    float[] results = new float[x.length];
    for (int row = 0; row < walk.rows(); row++) {
      int start = walk.start(row);
      int end = start + walk.length() * walk.stride();
      float mean = normalise.centred() ? mean(walk, start, x) : 0;
      float deviation = deviation(walk, start, x, mean, normalise.epsilon());
      for (int i = start; i < end; i += walk.stride()) {
        int index = parameters.index(i);
        results[i] = (x[i] - mean) / deviation * scale[index] + bias[index];
      }
    }
    return Tensor.of(outputType, results);
  }

  private static AxisWalk walk(Normalise normalise, Shape x) {
    return new AxisWalk(x.elements() / normalise.length(x), normalise.length(x), normalise.stride(x));
  }

  private static float mean(AxisWalk walk, int start, float[] x) {
    float sum = 0;
    for (int k = 0; k < walk.length(); k++) {
      sum += x[start + k * walk.stride()];
    }
    return sum / walk.length();
  }

  private static float deviation(AxisWalk walk, int start, float[] x, float mean, float epsilon) {
    float sum = 0;
    for (int k = 0; k < walk.length(); k++) {
      float centred = x[start + k * walk.stride()] - mean;
      sum += centred * centred;
    }
    return (float) Math.sqrt(sum / walk.length() + epsilon);
  }

  /** See {@link NormaliseScaling}. */
  public static Tensor s8(Normalise normalise, List<Tensor> inputs, TensorType outputType) {
    AxisWalk walk = walk(normalise, outputType.shape());
    Tensor scale = inputs.get(Normalise.SCALE);
    NormaliseScaling scaling = normalise.scaling(inputs.get(0).type(), scale, inputs.get(Normalise.BIAS), outputType);
    Normalise.Parameters parameters = Normalise.parameters(outputType.shape(), scale.shape());
    OutputStage stage = OutputStage.of(outputType, Clamp.NONE);
    int[] x = Centred.of(inputs.get(0));
    byte[] results = new byte[x.length];
    for (int row = 0; row < walk.rows(); row++) {
      int start = walk.start(row);
      int end = start + walk.length() * walk.stride();
      long sum = 0;
      long squares = 0;
      for (int i = start; i < end; i += walk.stride()) {
        sum += normalise.centred() ? x[i] : 0;
        squares += x[i] * x[i];
      }
      NormaliseScaling.Row factor = scaling.row(walk.length() * squares - sum * sum);
      for (int i = start; i < end; i += walk.stride()) {
        long normal = factor.normal((long) walk.length() * x[i] - sum);
        results[i] = (byte) stage.apply(scaling.result(normal, parameters.index(i)));
      }
    }
    return Tensor.of(outputType, results);
  }
}
