package org.modelc.kpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Verifier;
import org.modelc.kernel.RandomTensors;
import org.modelc.op.KpuConv;
import org.modelc.op.WeightedOp;

/** Layers for the KPU against the integer convolutions that they stand for. */
class KpuPartitionTest {
  /** Of elements that are rounded to the other neighbour; measured are 0.003 %. */
  private static final double MOST_DIFFERENT = 0.0001;

  @Test
  void convolutionsAreWithinOneStep() {
    check(LongStream.range(0, 400), KpuNetworks::convolution, 0.6);
  }

  @Test
  void blocksAreWithinOneStep() {
    check(LongStream.range(1000, 1060), KpuNetworks::blocks, 0.6);
  }

  @Test
  void windowsAreWithinOneStep() {
    check(LongStream.range(3000, 3600), KpuNetworks::windows, 0.5);
  }

  @Test
  void productsAreWithinOneStep() {
    check(LongStream.range(4000, 4300), KpuNetworks::products, 0.5);
  }

  @Test
  void columnsAreWithinOneStep() {
    check(LongStream.range(5000, 5300), KpuNetworks::columns, 0.4);
  }

  @Test
  void theKpuMakesCopies() {
    long graphs = LongStream.range(3000, 3600).mapToObj(KpuNetworks::windows).map(KpuPartition::run)
        .filter(graph -> graph.nodes().stream().anyMatch(node -> node.op() instanceof KpuConv && node.name().contains("_copies"))).count();
    assertThat(graphs).isGreaterThan(60);
  }

  /** @param share of convolutions and matrix products that go to the KPU at least; the others' scales do not fit it, or they are not worth it */
  private static void check(LongStream seeds, LongFunction<Graph> networks, double share) {
    long elements = 0;
    long different = 0;
    int onKpu = 0;
    int products = 0;
    for (long seed : seeds.toArray()) {
      Graph graph = networks.apply(seed);
      Graph partitioned = KpuPartition.run(graph);
      Verifier.verify(partitioned, "partition");
      products += products(graph);
      onKpu += products(graph) - products(partitioned);
      KpuRun run = new KpuRun(graph, inputs(graph, seed));
      run.assertLayersAreCloseToExact();
      if (!run.layers().isEmpty()) {
        run.assertRulesAgree();
      }
      elements += run.elements();
      different += run.different();
    }
    assertThat(onKpu).as("of %s", products).isGreaterThan((int) (products * share));
    assertThat(different).as("of %s elements", elements).isLessThan((long) (elements * MOST_DIFFERENT));
  }

  /** Those on the CPU. */
  private static int products(Graph graph) {
    return (int) graph.nodes().stream().filter(node -> node.op() instanceof WeightedOp).count();
  }

  private static List<Tensor> inputs(Graph graph, long seed) {
    RandomTensors random = new RandomTensors(seed);
    return graph.inputs().stream().map(input -> random.s8(input.shape(), input.type().requireQuant())).toList();
  }
}
