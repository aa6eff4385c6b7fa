package org.modelc.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Samples for people who have none: independent uniform numbers, the same on every run. */
final class RandomSamples {
  /** What the numbers are, for people. */
  static final String DESCRIPTION = "random, uniform over the inputs' quantised ranges (floats: 0 to 1); layers saturate more than with real ones";

  private static final long SEED = 20250101L;

  private RandomSamples() {}

  /**
   * Samples for {@code imported}. Where {@code compiled} has the input quantised, the numbers cover the range of its integers; other floats
   * lie between 0 and 1 and other integers are 0 or 1.
   */
  static SampleSet of(Graph imported, Graph compiled, int count) {
    Random random = new Random(SEED);
    List<List<Tensor>> samples = new ArrayList<>();
    for (int sample = 0; sample < count; sample++) {
      samples.add(IntStream.range(0, imported.inputs().size())
          .mapToObj(i -> input(imported.inputs().get(i).type(), compiled.inputs().get(i).type(), random))
          .toList());
    }
    return SampleSet.of(samples);
  }

  private static Tensor input(TensorType wanted, TensorType compiled, Random random) {
    if (wanted.isQuantised()) {
      return everyInteger(wanted, random);
    }
    if (!wanted.dtype().isFloat()) {
      return integers(wanted, 0, 2, random);
    }
    if (compiled.isQuantised()) {
      return everyInteger(compiled.withShape(wanted.shape()), random).toF32();
    }
    float[] floats = new float[wanted.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = random.nextFloat();
    }
    return Tensor.of(wanted, floats);
  }

  private static Tensor everyInteger(TensorType type, Random random) {
    IntegerRange range = IntegerRange.of(type.dtype());
    return integers(type, (int) range.min(), (int) (range.max() - range.min() + 1), random);
  }

  private static Tensor integers(TensorType type, int low, int count, Random random) {
    long[] integers = random.longs(type.elements(), low, low + (long) count).toArray();
    return Tensor.ofIntegers(type, integers);
  }
}
