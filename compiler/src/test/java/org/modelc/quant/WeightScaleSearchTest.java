package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;

class WeightScaleSearchTest {
  private static final int COUNT = 64;

  private static Tensor weights(double outlier) {
    Random random = new Random(3);
    float[] weights = new float[COUNT];
    for (int i = 1; i < COUNT; i++) {
      weights[i] = random.nextFloat() * 2 - 1;
    }
    weights[0] = (float) outlier;
    return Tensor.f32(Shape.of(1, COUNT), weights);
  }

  private static FilterInputs variances(double first) {
    List<Double> variances = new ArrayList<>(Collections.nCopies(COUNT, 1.0));
    variances.set(0, first);
    return new FilterInputs(Collections.nCopies(COUNT, 0.0), variances, 1, 1);
  }

  @Test
  void aLargeWeightIsClippedWhereItsInputHardlyVaries() {
    assertThat(WeightScaleSearch.search(weights(20), 0, variances(0))).isBetween(1.0 / 127, 0.3 * 20 / 127);
  }

  @Test
  void aLargeWeightIsKeptWhereItsInputVaries() {
    assertThat(WeightScaleSearch.search(weights(20), 0, variances(1))).isCloseTo(20.0 / 127, within(0.2 * 20 / 127));
  }

  @Test
  void weightsOfOneMagnitudeKeepTheirRange() {
    assertThat(WeightScaleSearch.search(weights(1), 0, FilterInputs.UNKNOWN)).isCloseTo(1.0 / 127, within(0.06 / 127));
  }

  @Test
  void aChannelWithoutWeightsHasNoScale() {
    assertThat(WeightScaleSearch.search(Tensor.f32(Shape.of(1, 4), 0, 0, 0, 0), 0, FilterInputs.UNKNOWN)).isZero();
  }
}
