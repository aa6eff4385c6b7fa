package org.modelc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/**
 * Carries out a plan on memory that remembers which byte of which value every byte is, so that a value that is overwritten too early is found
 * whatever the cause.
 */
final class Simulation {
  private static final int SCRATCH = -1;

  private final Graph graph;
  private final MemoryPlan plan;
  private final Map<Value, Integer> tags = new IdentityHashMap<>();
  private final int[] arena;
  private final List<int[]> outputs;

  private Simulation(Graph graph, MemoryPlan plan) {
    this.graph = graph;
    this.plan = plan;
    this.arena = new int[plan.arenaBytes()];
    this.outputs = graph.outputs().stream().map(output -> new int[output.type().bytes()]).toList();
  }

  static void check(Graph graph, MemoryPlan plan) {
    new Simulation(graph, plan).run();
  }

  private void run() {
    graph.inputs().forEach(input -> tags.put(input, tags.size() + 1));
    graph.constants().forEach(constant -> tags.put(constant, tags.size() + 1));
    for (Step step : plan.steps()) {
      if (step instanceof Step.Compute compute) {
        compute(compute.node());
      } else if (step instanceof Step.Bands bands) {
        new BandSimulation(plan, graph, tags, arena, outputs).run(bands);
      } else if (step instanceof Step.Copy copy) {
        requireIntact(copy.source());
        fillRows(outputs.get(copy.output()), 0, copy.source(), tag(copy.source()));
      }
    }
    for (int index = 0; index < outputs.size(); index++) {
      assertThat(outputs.get(index)).as("output %d", index).isEqualTo(rows(graph.outputs().get(index), tag(graph.outputs().get(index))));
    }
  }

  private void compute(Node node) {
    plan.scratch(node).ifPresent(place -> fill(place.offset(), scratchBytes(node), SCRATCH));
    node.inputs().forEach(this::requireIntact);
    for (Value output : node.outputs()) {
      tags.put(output, tags.size() + 1);
      Location location = plan.location(output);
      if (location instanceof Location.Arena place) {
        assertThat(place.offset() % plan.alignment()).isZero();
        fillRows(arena, place.offset(), output, tag(output));
      } else {
        assertThat(location).as("place of %s", output).isInstanceOf(Location.Output.class);
        fillRows(outputs.get(((Location.Output) location).index()), 0, output, tag(output));
      }
    }
    plan.scratch(node).ifPresent(place -> assertThat(bytes(place.offset(), scratchBytes(node))).containsOnly(SCRATCH));
  }

  private int scratchBytes(Node node) {
    return plan.scratchBytes(node);
  }

  private void fill(int offset, int bytes, int tag) {
    assertThat(offset % plan.alignment()).isZero();
    Arrays.fill(arena, offset, offset + bytes, tag);
  }

  private int[] bytes(int offset, int bytes) {
    return Arrays.copyOfRange(arena, offset, offset + bytes);
  }

  private void requireIntact(Value value) {
    Location location = plan.location(value);
    if (location instanceof Location.Arena place) {
      assertThat(bytes(place.offset(), value.type().bytes())).as("bytes of %s", value).isEqualTo(rows(value, tag(value)));
    } else if (location instanceof Location.Output output) {
      assertThat(outputs.get(output.index())).as("bytes of %s", value).isEqualTo(rows(value, tag(value)));
    } else if (location instanceof Location.Input input) {
      assertThat(tag(graph.inputs().get(input.index()))).isEqualTo(tag(value));
    } else {
      assertThat(location).isInstanceOf(Location.Constant.class);
    }
  }

  private static void fillRows(int[] memory, int offset, Value value, int tag) {
    System.arraycopy(rows(value, tag), 0, memory, offset, value.type().bytes());
  }

  /** What the bytes of a whole value hold. */
  private static int[] rows(Value value, int tag) {
    return IntStream.range(0, value.type().bytes()).map(index -> BandSimulation.tag(tag, index)).toArray();
  }

  private int tag(Value value) {
    Value root = value;
    while (graph.producer(root).filter(node -> node.op().isView()).isPresent()) {
      root = graph.producer(root).get().input(0);
    }
    return tags.get(root);
  }
}
