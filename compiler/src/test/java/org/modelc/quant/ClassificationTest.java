package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;

class ClassificationTest {
  @Test
  void countsSamplesWhoseClassIsKnown() {
    GraphBuilder builder = new GraphBuilder("g");
    builder.output(builder.add("clip", new Clip(Clamp.RELU), builder.input("x", TensorType.f32(Shape.of(1, 3)))));
    Graph graph = builder.build();
    SampleSet samples = SampleSet.of(List.of(row(1, 2, 3), row(3, 2, 3), row(-1, -2, -3), row(0, 5, 0)));

    Score score = Classification.of(graph).orElseThrow().score(graph, samples, List.of(2, 2, 0, -1));

    assertThat(score).isEqualTo(new Score(2, 3));
  }

  private static List<Tensor> row(float... elements) {
    return List.of(Tensor.f32(Shape.of(1, 3), elements));
  }
}
