package org.modelc.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.training.Augmentation;

class AugmenterTest {
  private static float[] ramp(int length) {
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = i;
    }
    return floats;
  }

  private static float[] changed(Shape shape, Augmentation kind, int epoch) {
    return new Augmenter(List.of(TensorType.f32(shape)), Set.of(kind), 3).change(new float[][] {ramp(shape.elements())}, 7, epoch)[0];
  }

  @Test
  void withoutAugmentationsTheSampleStays() {
    float[][] sample = {ramp(5)};

    assertThat(new Augmenter(List.of(TensorType.f32(Shape.of(1, 5))), Set.of(), 3).change(sample, 0, 0)).isSameAs(sample);
  }

  @Test
  void copiesOfASampleAreAlikeByNumberOnly() {
    Augmenter augmenter = new Augmenter(List.of(TensorType.f32(Shape.of(1, 50))), Set.of(Augmentation.NOISE), 3);
    float[][] sample = {ramp(50)};
    float[] copy = augmenter.change(sample, 7, 1)[0];

    assertThat(augmenter.change(sample, 7, 1)[0]).isEqualTo(copy);
    assertThat(augmenter.change(sample, 7, 2)[0]).isNotEqualTo(copy);
    assertThat(augmenter.change(sample, 8, 1)[0]).isNotEqualTo(copy);
  }

  @Test
  void flipsRowsOfAllChannelsInBothLayouts() {
    for (int epoch = 0; epoch < 10; epoch++) {
      assertThat(changed(Shape.of(1, 2, 2, 3), Augmentation.FLIP, epoch))
          .isIn(ramp(12), new float[] {2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9});
      assertThat(changed(Shape.of(1, 3, 3, 2), Augmentation.FLIP, epoch))
          .isIn(ramp(18), new float[] {4, 5, 2, 3, 0, 1, 10, 11, 8, 9, 6, 7, 16, 17, 14, 15, 12, 13});
    }
    assertThat(IntStream.range(0, 10).filter(epoch -> changed(Shape.of(1, 2, 2, 3), Augmentation.FLIP, epoch)[0] == 0).count())
        .isBetween(1L, 9L);
  }

  @Test
  void shiftsSeriesByWholeTimesAndRepeatsTheEdge() {
    float[] shifted = changed(Shape.of(1, 1, 40), Augmentation.SHIFT, 1);
    float shift = shifted[20] - 20;

    assertThat(Math.abs(shift)).isBetween(1f, 4f);
    for (int i = 0; i < 40; i++) {
      assertThat(shifted[i]).isEqualTo(Math.min(Math.max(i + shift, 0), 39));
    }
  }

  @Test
  void turnsImagesAroundTheirCentre() {
    float[] turned = changed(Shape.of(1, 1, 9, 9), Augmentation.AFFINE, 2);

    assertThat(turned).isNotEqualTo(ramp(81));
    assertThat(turned[40]).isCloseTo(40, within(1e-4f));
    assertThat(turned[41] - 40).isCloseTo(40 - turned[39], within(1e-4f));
  }

  @Test
  void scalesAllElementsAlikeAndAddsNoiseInProportion() {
    float[] scaled = changed(Shape.of(1, 10), Augmentation.SCALE, 1);
    float[] noisy = changed(Shape.of(1, 1000), Augmentation.NOISE, 1);
    double squares = 0;
    for (int i = 0; i < 1000; i++) {
      squares += Math.pow(noisy[i] - i, 2);
    }

    assertThat(scaled[9] / 9).isBetween(0.9f, 1.1f).isNotEqualTo(1);
    assertThat(scaled[4]).isCloseTo(4 * scaled[9] / 9, within(1e-5f));
    assertThat(Math.sqrt(squares / 1000) / (1000 / Math.sqrt(12))).isCloseTo(0.05, within(0.005));
  }

  @Test
  void integersStayAsTheyAre() {
    TensorType words = TensorType.of(DType.S64, Shape.of(1, 1, 40));
    Augmenter augmenter = new Augmenter(List.of(words), Set.of(Augmentation.values()), 3);

    assertThat(augmenter.change(new float[][] {ramp(40)}, 7, 1)[0]).isEqualTo(ramp(40));
  }
}
