package org.modelc.reference;

import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Resample;

/** Reference semantics of {@link Resample}: sums from 0 in the order of the taps, each operation rounded to float. */
public final class ResampleReference {
  private ResampleReference() {}

  public static Tensor evaluate(Resample resample, Tensor x, Tensor indices, Tensor weights, TensorType outputType) {
    int axis = resample.axis();
    int length = x.shape().dim(axis);
    int inner = x.shape().product(axis + 1, x.shape().rank());
    int outputLength = indices.shape().dim(0);
    int taps = indices.shape().dim(1);
    float[] results = new float[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      int place = i / inner % outputLength;
      int first = i / inner / outputLength * length * inner + i % inner;
      float sum = 0;
      for (int tap = place * taps; tap < (place + 1) * taps; tap++) {
        sum += x.floats()[first + indices.ints()[tap] * inner] * weights.floats()[tap];
      }
      results[i] = sum;
    }
    return Tensor.of(outputType, results);
  }
}
