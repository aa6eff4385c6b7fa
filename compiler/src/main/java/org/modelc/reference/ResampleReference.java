package org.modelc.reference;

import java.util.List;
import org.modelc.arithmetic.ResampleScaling;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Resample;

/** Reference semantics of {@link Resample}. */
public final class ResampleReference {
  private ResampleReference() {}

  /** Sums from 0 in the order of the taps, each operation rounded to float. */
  public static Tensor f32(Resample resample, List<Tensor> inputs, TensorType outputType) {
    Places places = Places.of(resample, inputs);
    float[] x = inputs.get(0).toF32().floats();
    float[] weights = inputs.get(Resample.WEIGHTS).floats();
    float[] results = new float[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      float sum = 0;
      for (int tap = places.firstTap(i); tap < places.firstTap(i) + places.taps; tap++) {
        sum += x[places.element(i, tap)] * weights[tap];
      }
      results[i] = sum;
    }
    return Tensor.of(outputType, results);
  }

  /** See {@link ResampleScaling}. */
  public static Tensor s8(Resample resample, List<Tensor> inputs, TensorType outputType) {
    Places places = Places.of(resample, inputs);
    ResampleScaling scaling = Resample.scaling(inputs.get(0).type(), inputs.get(Resample.WEIGHTS), outputType);
    OutputStage stage = OutputStage.of(outputType, Clamp.NONE);
    int[] x = Centred.of(inputs.get(0));
    byte[] results = new byte[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      int sum = 0;
      for (int tap = places.firstTap(i); tap < places.firstTap(i) + places.taps; tap++) {
        sum += x[places.element(i, tap)] * scaling.weights().get(tap);
      }
      results[i] = (byte) stage.apply(scaling.scaling().apply(sum));
    }
    return Tensor.of(outputType, results);
  }

  /** Where the elements of each sum stand. */
  private record Places(int[] indices, int length, int inner, int outputLength, int taps) {
    static Places of(Resample resample, List<Tensor> inputs) {
      Shape x = inputs.get(0).shape();
      Tensor indices = inputs.get(Resample.INDICES);
      return new Places(
          indices.ints(), x.dim(resample.axis()), x.product(resample.axis() + 1, x.rank()), indices.shape().dim(0), indices.shape().dim(1));
    }

    int firstTap(int result) {
      return result / inner % outputLength * taps;
    }

    int element(int result, int tap) {
      return (result / inner / outputLength * length + indices[tap]) * inner + result % inner;
    }
  }
}
