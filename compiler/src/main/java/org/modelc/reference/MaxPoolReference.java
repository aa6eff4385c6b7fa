package org.modelc.reference;

import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.MaxPool;
import org.modelc.op.Window;

/** Reference semantics of {@link MaxPool}: float and integer form are the same comparisons. */
public final class MaxPoolReference {
  private MaxPoolReference() {}

  public static Tensor evaluate(Window window, Tensor input, TensorType outputType) {
    WindowWalk walk = new WindowWalk(window, input.shape(), outputType.shape());
    return Elements.select(
        input, outputType, input.type().dtype() == DType.F32 ? largestFloats(walk, input.floats()) : largestIntegers(walk, input));
  }

  /** For each element of the output, the index of the input's element that wins. */
  private static int[] largestFloats(WindowWalk walk, float[] input) {
    int[] winners = new int[walk.output().elements()];
    int channels = walk.output().dim(3);
    walk.forEachPlace(place -> {
      boolean[] started = {false};
      place.forEachTap((inputIndex, tap) -> {
        for (int c = 0; c < channels; c++) {
          int best = place.outputIndex() + c;
          winners[best] = !started[0] || input[inputIndex + c] > input[winners[best]] ? inputIndex + c : winners[best];
        }
        started[0] = true;
      });
    });
    return winners;
  }

  private static int[] largestIntegers(WindowWalk walk, Tensor input) {
    int[] winners = new int[walk.output().elements()];
    int channels = walk.output().dim(3);
    walk.forEachPlace(place -> {
      boolean[] started = {false};
      place.forEachTap((inputIndex, tap) -> {
        for (int c = 0; c < channels; c++) {
          int best = place.outputIndex() + c;
          boolean wins = !started[0] || input.integer(inputIndex + c) > input.integer(winners[best]);
          winners[best] = wins ? inputIndex + c : winners[best];
        }
        started[0] = true;
      });
    });
    return winners;
  }
}
