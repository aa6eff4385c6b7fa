package org.modelc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Window;

/** The part of {@link Simulation} that runs layers in bands: every read row must be the right one and whole, whatever the plan intended. */
final class BandSimulation {
  private static final int LARGEST_VALUE = 1 << 20;

  private final MemoryPlan plan;
  private final Graph graph;
  private final Map<Value, Integer> tags;
  private final int[] arena;
  private final List<int[]> outputs;

  /** Rows made so far. */
  private final Map<Node, Integer> made = new IdentityHashMap<>();

  BandSimulation(MemoryPlan plan, Graph graph, Map<Value, Integer> tags, int[] arena, List<int[]> outputs) {
    this.plan = plan;
    this.graph = graph;
    this.tags = tags;
    this.arena = arena;
    this.outputs = outputs;
  }

  /** What byte {@code index} of a value holds. */
  static int tag(int valueTag, int index) {
    return valueTag * LARGEST_VALUE + index;
  }

  void run(Step.Bands step) {
    step.nodes().forEach(node -> tags.put(node.output(), tags.size() + 1));
    for (BandRun run : step.runs()) {
      for (int band = 0; band < run.bands(); band++) {
        for (BandAction action : run.actions()) {
          act(action, band);
        }
      }
    }
  }

  private void act(BandAction action, int band) {
    if (action instanceof BandAction.Compute compute) {
      compute(compute, band);
    } else if (action instanceof BandAction.Keep keep) {
      int offset = ((Location.Arena) plan.location(keep.value())).offset();
      System.arraycopy(arena, offset + keep.row() * rowBytes(keep.value()), arena, offset, keep.rows() * rowBytes(keep.value()));
    }
  }

  private void compute(BandAction.Compute compute, int band) {
    Node node = compute.node();
    plan.scratch(node).ifPresent(place -> Arrays.fill(arena, place.offset(), place.offset() + plan.scratchBytes(node), 0));
    int firstRow = made.getOrDefault(node, 0);
    int rows = compute.bandNode().output().shape().dim(1);
    requireInputs(compute, firstRow, band);
    write(node.output(), compute.output(), band, firstRow, rows);
    made.put(node, firstRow + rows);
  }

  /** The window, taken from the whole layer, says which rows the band must read. */
  private void requireInputs(BandAction.Compute compute, int firstRow, int band) {
    Window window = compute.node().op().rowWindow(compute.node()).orElseThrow();
    int row = Math.max(0, firstRow * window.strideHeight() - window.padTop());
    List<Value> maps = compute.node().inputs().stream().filter(input -> !input.isConstant()).toList();
    List<Value> bandMaps = compute.bandNode().inputs().stream().filter(input -> !input.isConstant()).toList();
    for (int index = 0; index < maps.size(); index++) {
      Value map = maps.get(index);
      int begin = start(compute.inputs().get(index), band);
      int[] memory = memory(map);
      int first = row * rowBytes(map);
      int bytes = bandMaps.get(index).type().bytes();
      for (int i = 0; memory.length > 0 && i < bytes; i++) {
        assertThat(memory[begin + i]).as("byte %d of %s for %s", first + i, map, compute.node()).isEqualTo(tag(tags.get(root(map)), first + i));
      }
    }
  }

  private void write(Value value, RowPointer pointer, int band, int firstRow, int rows) {
    int[] memory = memory(value);
    int begin = start(pointer, band);
    int first = firstRow * rowBytes(value);
    for (int i = 0; i < rows * rowBytes(value); i++) {
      memory[begin + i] = tag(tags.get(value), first + i);
    }
  }

  private int start(RowPointer pointer, int band) {
    int offset = plan.location(pointer.value()) instanceof Location.Arena place ? place.offset() : 0;
    return offset + (pointer.row() + band * pointer.rowsPerBand()) * rowBytes(pointer.value());
  }

  /** Inputs of the graph are not simulated. */
  private int[] memory(Value value) {
    Location location = plan.location(value);
    if (location instanceof Location.Output output) {
      return outputs.get(output.index());
    }
    return location instanceof Location.Arena ? arena : new int[0];
  }

  private Value root(Value value) {
    Value root = value;
    while (graph.producer(root).filter(node -> node.op().isView()).isPresent()) {
      root = graph.producer(root).get().input(0);
    }
    return root;
  }

  private static int rowBytes(Value map) {
    return map.shape().product(2, 4) * map.type().dtype().bytes();
  }
}
