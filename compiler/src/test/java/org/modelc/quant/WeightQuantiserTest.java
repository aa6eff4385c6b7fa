package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

class WeightQuantiserTest {
  private static final Quant INPUT = Quant.perTensor(0.02f, 3);
  private static final Quant OUTPUT = Quant.perTensor(0.5f, -128);

  private static Tensor random(int seed, int... dims) {
    Random random = new Random(seed);
    float[] values = new float[Shape.of(dims).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.f32(Shape.of(dims), values);
  }

  private static WeightQuantiser.Quantised quantise(Tensor weights, Tensor bias, boolean perChannel) {
    return new WeightQuantiser(weights, bias, INPUT, OUTPUT).quantise(perChannel);
  }

  @Test
  void eachChannelUsesItsWholeRange() {
    Tensor weights = random(1, 4, 3, 3, 2);
    WeightQuantiser.Quantised quantised = quantise(weights, random(2, 4), true);
    Quant quant = quantised.weights().type().requireQuant();
    assertThat(quant.axis()).isZero();
    for (int channel = 0; channel < 4; channel++) {
      int largest = 0;
      for (int i = channel * 18; i < (channel + 1) * 18; i++) {
        largest = Math.max(largest, Math.abs(quantised.weights().bytes()[i]));
        assertThat(quantised.weights().real(i)).isCloseTo(weights.real(i), within(quant.scale(channel) * 0.5001));
      }
      assertThat(largest).isEqualTo(127);
    }
  }

  @Test
  void fourBitsAreUsedWholly() {
    Tensor weights = random(1, 4, 3, 3, 2);
    Tensor quantised = new WeightQuantiser(weights, random(2, 4), INPUT, OUTPUT).quantise(true, 7).weights();
    Quant quant = quantised.type().requireQuant();
    for (int i = 0; i < weights.elements(); i++) {
      double bounded = Math.min(Math.max(weights.real(i), -7 * quant.scale(i / 18)), 7 * quant.scale(i / 18));
      assertThat((int) quantised.bytes()[i]).isBetween(-7, 7);
      assertThat(quantised.real(i)).isCloseTo(bounded, within(quant.scale(i / 18) * 0.5001));
    }
    assertThat(quantised.bytes()).contains(7).contains(-7);
  }

  @Test
  void biasHasTheUnitOfTheAccumulator() {
    Tensor bias = random(2, 4);
    WeightQuantiser.Quantised quantised = quantise(random(1, 4, 5), bias, true);
    assertThat(quantised.bias().type().dtype()).isEqualTo(DType.S32);
    for (int channel = 0; channel < 4; channel++) {
      double unit = (double) INPUT.scale() * quantised.weights().type().requireQuant().scale(channel);
      assertThat(quantised.bias().ints()[channel]).isEqualTo((int) Math.rint(bias.real(channel) / unit));
      assertThat(quantised.bias().real(channel)).isCloseTo(bias.real(channel), within(unit));
    }
  }

  @Test
  void oneScaleForAllChannelsIsThatOfTheLargestWeight() {
    WeightQuantiser.Quantised quantised = quantise(Tensor.f32(Shape.of(2, 2), 1, -2, 0.5f, -254), Tensor.f32(Shape.of(2), 0, 0), false);
    assertThat(quantised.weights().type().requireQuant()).isEqualTo(Quant.perTensor(2, 0));
    assertThat(quantised.weights().bytes()).containsExactly(0, -1, 0, -127);
    assertThat(quantised.bias().type().requireQuant().isPerTensor()).isTrue();
  }

  @Test
  void aLargeBiasRaisesTheWeightScale() {
    float bias = 1e6f;
    WeightQuantiser.Quantised quantised = quantise(Tensor.f32(Shape.of(1, 1), 1e-4f), Tensor.f32(Shape.of(1), bias), true);
    assertThat(quantised.bias().ints()[0]).isBetween(1 << 29, (1 << 30) + 100);
    assertThat(quantised.bias().real(0)).isCloseTo(bias, within(1.0));
  }

  @Test
  void aChannelWithoutWeightsKeepsItsBias() {
    float bias = 3.25f;
    WeightQuantiser.Quantised quantised = quantise(Tensor.f32(Shape.of(1, 2), 0, 0), Tensor.f32(Shape.of(1), bias), true);
    assertThat(quantised.weights().bytes()).containsOnly(0);
    assertThat(quantised.bias().real(0)).isCloseTo(bias, within(1e-4));
  }

  @Test
  void importedWeightsStay() {
    Quant scales = Quant.perChannel(List.of(0.1f, 0.2f), 0);
    Tensor weights = Tensor.of(TensorType.quantised(DType.S8, Shape.of(2, 2), scales), new byte[] {1, 2, 3, 4});
    WeightQuantiser.Quantised quantised = quantise(weights, Tensor.f32(Shape.of(2), 1, 2), true);
    assertThat(quantised.weights()).isSameAs(weights);
    assertThat(quantised.bias().ints()).containsExactly(500, 500);
  }
}
