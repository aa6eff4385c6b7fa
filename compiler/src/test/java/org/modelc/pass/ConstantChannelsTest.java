package org.modelc.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.reference.Interpreter;

class ConstantChannelsTest {
  private static final int INPUTS = 6;
  private static final Quant INPUT = Quant.perTensor(0.02f, -7);
  private static final Quant OUTPUT = Quant.perTensor(0.1f, -20);

  /** Channels 0 and 1 are dead: no weights, or weights too small to matter, and a bias near 2^30. Channel 2 is alive. */
  private static Graph graph() {
    GraphBuilder builder = new GraphBuilder("dead");
    Value input = builder.input("x", TensorType.quantised(DType.S8, Shape.of(1, INPUTS), INPUT));
    List<Float> scales = List.of(3e-8f, 2e-8f, 0.01f);
    byte[] weights = new byte[3 * INPUTS];
    for (int i = INPUTS; i < weights.length; i++) {
      weights[i] = (byte) (i * 5 - 40);
    }
    Quant biasQuant = Quant.perChannel(IntStream.range(0, 3).mapToObj(c -> INPUT.scale() * scales.get(c)).toList(), 0);
    Value w = builder.constant("w", Tensor.of(TensorType.quantised(DType.S8, Shape.of(3, INPUTS), Quant.perChannel(scales, 0)), weights));
    Value b = builder.constant("b", Tensor.of(TensorType.quantised(DType.S32, Shape.of(3), biasQuant), new int[] {1 << 30, -(1 << 30), 500}));
    TensorType output = TensorType.quantised(DType.S8, Shape.of(1, 3), OUTPUT);
    builder.addTyped("dense", new Dense(Clamp.NONE), List.of(input, w, b), List.of("y"), List.of(output)).forEach(builder::output);
    return builder.build();
  }

  @Test
  void resultsStayAndAccumulatorsShrink() {
    Graph before = graph();
    Graph after = new ConstantChannels().run(before, PassOptions.DEFAULT);
    Node dense = after.nodes().get(0);
    assertThat(AccumulatorRange.ofProduct(dense.input(1).requireConstant(), dense.input(2).requireConstant(), INPUT).bounds())
        .allMatch(bound -> bound < 1 << 20);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] elements = new byte[INPUTS];
      random.nextBytes(elements);
      List<Tensor> inputs = List.of(Tensor.of(before.inputs().get(0).type(), elements));
      assertThat(new Interpreter(after).run(inputs).get(0).bytes()).isEqualTo(new Interpreter(before).run(inputs).get(0).bytes());
    }
  }

  @Test
  void channelsThatMatterAreNotTouched() {
    Graph before = graph();
    byte[] after = new ConstantChannels().run(before, PassOptions.DEFAULT).nodes().get(0).input(1).requireConstant().bytes();
    for (int i = 2 * INPUTS; i < after.length; i++) {
      assertThat(after[i]).isEqualTo(before.nodes().get(0).input(1).requireConstant().bytes()[i]);
    }
  }
}
