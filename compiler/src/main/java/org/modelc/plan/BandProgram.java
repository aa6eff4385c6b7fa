package org.modelc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.plan.BandAction.Compute;
import org.modelc.plan.BandAction.Keep;

/** The bands of a region as runs of equal ones. */
final class BandProgram {
  private final BandedRegion region;
  private final RowSchedule schedule;

  private BandProgram(BandedRegion region) {
    this.region = region;
    this.schedule = region.schedule();
  }

  static List<BandRun> runs(BandedRegion region) {
    BandProgram program = new BandProgram(region);
    List<BandRun> runs = new ArrayList<>();
    for (int band = 0; band < program.schedule.bands(); band++) {
      BandRun next = new BandRun(band, 1, program.band(band));
      Optional<BandRun> joined = runs.isEmpty() ? Optional.empty() : joined(runs.get(runs.size() - 1), next);
      joined.ifPresent(run -> runs.remove(runs.size() - 1));
      runs.add(joined.orElse(next));
    }
    return runs;
  }

  private List<BandAction> band(int band) {
    List<BandAction> actions = new ArrayList<>();
    for (int index = 0; index < region.nodes().size(); index++) {
      Node node = region.nodes().get(index);
      if (!schedule.made(node, band).isEmpty()) {
        actions.add(compute(node, band));
      }
      keep(region.region().first() + index, band, actions);
    }
    return actions;
  }

  private Compute compute(Node node, int band) {
    int firstRead = schedule.read(node, band).begin();
    List<RowPointer> inputs = node.inputs().stream()
        .filter(input -> !input.isConstant())
        .map(input -> pointer(input, firstRead, band))
        .toList();
    RowPointer output = pointer(node.output(), schedule.made(node, band).begin(), band);
    return new Compute(node, region.bandNode(node, band), inputs, output);
  }

  private RowPointer pointer(Value value, int row, int band) {
    Value home = region.home(value);
    return new RowPointer(value, region.isInterior(home) ? row - schedule.present(home, band).begin() : row, 0);
  }

  /** Moves rows of values whose last reader stands at {@code position}. */
  private void keep(int position, int band, List<BandAction> actions) {
    for (Node producer : region.nodes()) {
      Value value = producer.output();
      if (!region.isInterior(value) || region.home(value) != value || region.lastReader(value) != position) {
        continue;
      }
      Rows kept = schedule.kept(value, band);
      int shift = kept.begin() - schedule.present(value, band).begin();
      if (!kept.isEmpty() && shift > 0) {
        actions.add(new Keep(value, shift, kept.count()));
      }
    }
  }

  /** {@code run} with one more band, if that goes on as the run does. */
  private static Optional<BandRun> joined(BandRun run, BandRun next) {
    if (run.actions().size() != next.actions().size()) {
      return Optional.empty();
    }
    List<BandAction> actions = IntStream.range(0, run.actions().size())
        .mapToObj(index -> joined(run.actions().get(index), next.actions().get(index), run.bands()))
        .flatMap(Optional::stream)
        .toList();
    return actions.size() == run.actions().size() ? Optional.of(new BandRun(run.first(), run.bands() + 1, actions)) : Optional.empty();
  }

  private static Optional<BandAction> joined(BandAction action, BandAction next, int bands) {
    if (action instanceof Compute compute && next instanceof Compute nextCompute && compute.bandNode() == nextCompute.bandNode()) {
      return joined(compute, nextCompute, bands);
    }
    return action.equals(next) ? Optional.of(action) : Optional.empty();
  }

  private static Optional<BandAction> joined(Compute compute, Compute next, int bands) {
    List<RowPointer> inputs = IntStream.range(0, compute.inputs().size())
        .mapToObj(index -> joined(compute.inputs().get(index), next.inputs().get(index), bands))
        .flatMap(Optional::stream)
        .toList();
    return joined(compute.output(), next.output(), bands)
        .filter(output -> inputs.size() == compute.inputs().size())
        .map(output -> new Compute(compute.node(), compute.bandNode(), inputs, output));
  }

  /** The second band of a run decides by how many rows its pointers advance. */
  private static Optional<RowPointer> joined(RowPointer pointer, RowPointer next, int bands) {
    int distance = next.row() - pointer.row();
    if (bands == 1) {
      return Optional.of(new RowPointer(pointer.value(), pointer.row(), distance));
    }
    return distance == bands * pointer.rowsPerBand() ? Optional.of(pointer) : Optional.empty();
  }
}
