package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Unary;
import org.modelc.problem.ProblemException;

class CalibrationTest {
  private static Graph graph(Unary.Kind kind) {
    GraphBuilder builder = new GraphBuilder("g");
    builder.output(builder.add("y", Unary.of(kind), builder.input("x", TensorType.f32(Shape.of(1, 50)))));
    return builder.build();
  }

  private static SampleSet samples(int count) {
    Random random = new Random(7);
    List<List<Tensor>> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[50];
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) random.nextGaussian();
      }
      samples.add(List.of(Tensor.f32(Shape.of(1, 50), values)));
    }
    return SampleSet.of(samples);
  }

  @Test
  void seesInputsAndResults() {
    SampleSet samples = SampleSet.of(List.of(
        List.of(Tensor.f32(Shape.of(1, 50), filled(2))), List.of(Tensor.f32(Shape.of(1, 50), filled(-3)))));
    Calibration calibration = Calibration.of(graph(Unary.Kind.NEG), samples);
    assertThat(calibration.statistics("x").orElseThrow().range()).isEqualTo(new Range(-3, 2));
    assertThat(calibration.statistics("y").orElseThrow().range()).isEqualTo(new Range(-2, 3));
    assertThat(calibration.statistics("z")).isEmpty();
  }

  private static float[] filled(float value) {
    float[] values = new float[50];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void doesNotDependOnTheNumberOfThreads() throws Exception {
    Graph graph = graph(Unary.Kind.EXP);
    Calibration several = Calibration.of(graph, samples(203));
    ForkJoinPool one = new ForkJoinPool(1);
    Calibration single = one.submit(() -> Calibration.of(graph, samples(203))).get();
    one.shutdown();
    for (double percent : new double[] {100, 99.99, 99.9, 99, 80}) {
      Range range = RangeMethod.percentile(percent).choose(several.statistics("y").orElseThrow());
      assertThat(RangeMethod.percentile(percent).choose(single.statistics("y").orElseThrow())).isEqualTo(range);
    }
  }

  @Test
  void percentileCutsBothEnds() {
    ActivationStatistics statistics = new ActivationStatistics(Shape.of(10_000));
    float[] values = new float[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i - 5000;
    }
    statistics.add(Tensor.f32(Shape.of(10_000), values));
    Range range = RangeMethod.percentile(99).choose(statistics);
    assertThat(range.min()).isBetween(-4952.0, -4950.0);
    assertThat(range.max()).isBetween(4949.0, 4952.0);
    assertThat(RangeMethod.percentile(100).choose(statistics)).isEqualTo(RangeMethod.MIN_MAX.choose(statistics));
    assertThatThrownBy(() -> RangeMethod.percentile(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("percentile");
  }

  @Test
  void namesTheValueThatIsNotFinite() {
    assertThatThrownBy(() -> Calibration.of(graph(Unary.Kind.LOG), samples(5)))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E304").hasMessageContaining("\"y\"");
  }

  @Test
  void needsSamples() {
    assertThatThrownBy(() -> Calibration.of(graph(Unary.Kind.EXP), samples(5).range(0, 0)))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E303");
  }
}
