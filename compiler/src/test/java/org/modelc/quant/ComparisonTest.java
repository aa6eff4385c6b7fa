package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;

class ComparisonTest {
  private static Graph shift(float first, float second) {
    GraphBuilder builder = new GraphBuilder("g");
    Tensor offsets = Tensor.f32(Shape.of(1, 2), first, second);
    builder.output(builder.add(
        "y", new Binary(Binary.Kind.ADD, Clamp.NONE), builder.input("x", TensorType.f32(Shape.of(1, 2))), builder.constant("c", offsets)));
    return builder.build();
  }

  private static List<Tensor> sample(float first, float second) {
    return List.of(Tensor.f32(Shape.of(1, 2), first, second));
  }

  @Test
  void measuresAgreementAndNoise() {
    SampleSet samples = SampleSet.of(List.of(sample(3, 0), sample(0, 4), sample(1, 0.5f)));
    Comparison comparison = Comparison.of(shift(0, 0), shift(0, 1), samples);
    assertThat(comparison.agreement()).hasValue(new Score(2, 3));
    assertThat(comparison.referenceAccuracy()).isEmpty();
    assertThat(comparison.signalToNoise().get("x").decibels()).isInfinite();
    double signal = 9 + 16 + 1 + 0.25;
    assertThat(comparison.signalToNoise().get("y").decibels()).isCloseTo(10 * Math.log10(signal / 3), within(1e-9));
  }

  @Test
  void countsLabelledSamplesOnly() {
    SampleSet samples = SampleSet.of(List.of(sample(3, 0), sample(0, 4), sample(1, 0.5f))).withLabels(List.of(0, -1, 0));
    Comparison comparison = Comparison.of(shift(0, 0), shift(0, 1), samples);
    assertThat(comparison.referenceAccuracy()).hasValue(new Score(2, 2));
    assertThat(comparison.candidateAccuracy()).hasValue(new Score(1, 2));
  }

  @Test
  void hasNoClassesForASingleNumber() {
    GraphBuilder builder = new GraphBuilder("g");
    builder.output(builder.input("x", TensorType.f32(Shape.of(1, 1))));
    Graph graph = builder.build();
    SampleSet samples = SampleSet.of(List.of(List.of(Tensor.f32(Shape.of(1, 1), 2))));
    assertThat(Comparison.of(graph, graph, samples).agreement()).isEmpty();
  }
}
