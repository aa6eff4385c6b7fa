package org.modelc.reference;

import java.util.Arrays;
import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.AveragePool;
import org.modelc.op.Clamp;

/** Reference semantics of {@link AveragePool}. Sums start from 0 and go over the window's rows, then its columns. */
public final class AveragePoolReference {
  private AveragePoolReference() {}

  /** Float semantics: sum divided by the count. */
  public static Tensor f32(AveragePool pool, Tensor input, TensorType outputType) {
    WindowWalk walk = new WindowWalk(pool.window(), input.shape(), outputType.shape());
    float[] elements = input.toF32().floats();
    float[] output = new float[outputType.elements()];
    int channels = outputType.shape().dim(3);
    walk.forEachPlace(place -> {
      int at = place.outputIndex();
      place.forEachTap((inputIndex, tap) -> {
        for (int c = 0; c < channels; c++) {
          output[at + c] += elements[inputIndex + c];
        }
      });
      float count = pool.count(input.shape(), place.top(), place.left());
      for (int c = 0; c < channels; c++) {
        output[at + c] /= count;
      }
    });
    return Tensor.of(outputType, output);
  }

  /** Integer semantics: sum of centred elements, requantised by {@code input scale / (output scale * count)}. */
  public static Tensor integers(AveragePool pool, Tensor input, TensorType outputType) {
    WindowWalk walk = new WindowWalk(pool.window(), input.shape(), outputType.shape());
    int[] elements = Centred.of(input);
    OutputStage stage = OutputStage.of(outputType, Clamp.NONE);
    long[] output = new long[outputType.elements()];
    int[] sums = new int[outputType.shape().dim(3)];
    walk.forEachPlace(place -> {
      Arrays.fill(sums, 0);
      place.forEachTap((inputIndex, tap) -> {
        for (int c = 0; c < sums.length; c++) {
          sums[c] += elements[inputIndex + c];
        }
      });
      int count = pool.count(input.shape(), place.top(), place.left());
      Requantisation scaling = Requantisation.ofMean(input.type().requireQuant(), outputType.requireQuant(), count);
      for (int c = 0; c < sums.length; c++) {
        output[place.outputIndex() + c] = stage.apply(scaling.apply(sums[c]));
      }
    });
    return Tensor.ofIntegers(outputType, output);
  }
}
