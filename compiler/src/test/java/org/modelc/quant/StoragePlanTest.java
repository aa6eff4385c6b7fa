package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Gather;
import org.modelc.op.Normalise;

class StoragePlanTest {
  /** Nothing computes the rows of a table, so that nothing but their readers says how wide they are. */
  @Test
  void rowsOfATableAreAsWideAsTheirReadersNeed() {
    GraphBuilder builder = new GraphBuilder("words");
    Value words = builder.input("words", TensorType.of(DType.S64, Shape.of(3)));
    Value rows = builder.add("rows", new Gather(0), builder.constant("table", Tensor.f32(Shape.of(2, 2), 1, -1, 2, -2)), words);
    Value one = builder.constant("one", Tensor.f32(Shape.of(1, 2), 1, 1));
    builder.output(builder.add("normal", new Normalise(List.of(1), 1e-5f, true), rows, one, one));
    Graph graph = builder.build();

    StoragePlan plan = StoragePlan.of(graph, value -> new Range(-2, 2));

    assertThat(plan.dtype(rows)).isEqualTo(DType.S8);
    assertThat(plan.quant(rows).scale()).isEqualTo(4f / 255);
  }
}
