package org.modelc.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.modelc.ir.Value;
import org.modelc.op.Feed;
import org.modelc.plan.BandAction;
import org.modelc.plan.BandRun;
import org.modelc.plan.MemoryPlan;
import org.modelc.plan.RowPointer;
import org.modelc.plan.Step;

/**
 * The function that takes the input in parts of some rows, one part for each band of the first layers.
 *
 * @param firstRows for each part its first row of the input, and at the end the number of rows
 * @param mostRows rows of the largest part
 * @param rowElements elements of a row
 */
record FeedDefinition(int count, List<Integer> firstRows, int mostRows, int rowElements, List<InputPart> parts) {
  /** Parameters of the function. */
  static final String PART = "part";
  static final String ROWS = "rows";

  /** The first step of a plan whose input comes in parts. */
  static Optional<Step.Bands> step(MemoryPlan plan) {
    return plan.steps().stream().findFirst()
        .filter(Step.Bands.class::isInstance)
        .map(Step.Bands.class::cast)
        .filter(bands -> bands.nodes().get(0).op() instanceof Feed);
  }

  /**
   * The function for a plan.
   *
   * @param bands its first step
   * @param calls all its calls: first a {@link BandBlock} for each run of {@code bands}, then what follows the last part
   */
  static FeedDefinition of(Step.Bands bands, List<Record> calls) {
    Value input = bands.nodes().get(0).input(0);
    List<Integer> firstRows = firstRows(bands, input.shape().dim(1));
    int mostRows = 0;
    for (int part = 0; part < bands.count(); part++) {
      mostRows = Math.max(mostRows, firstRows.get(part + 1) - firstRows.get(part));
    }
    return new FeedDefinition(bands.count(), firstRows, mostRows, RowPointer.rowElements(input), parts(bands, calls));
  }

  private static List<Integer> firstRows(Step.Bands bands, int height) {
    List<Integer> ends = new ArrayList<>(List.of(0));
    for (BandRun run : bands.runs()) {
      int rows = run.actions().stream().mapToInt(FeedDefinition::fedRows).sum();
      for (int band = 0; band < run.bands(); band++) {
        ends.add(ends.get(ends.size() - 1) + rows);
      }
    }
    ends.set(ends.size() - 1, height);
    return List.copyOf(ends);
  }

  private static int fedRows(BandAction action) {
    return action instanceof BandAction.Compute compute && compute.node().op() instanceof Feed ? compute.bandNode().output().shape().dim(1) : 0;
  }

  private static List<InputPart> parts(Step.Bands bands, List<Record> calls) {
    int blocks = bands.runs().size();
    List<InputPart> parts = new ArrayList<>(calls.subList(0, blocks).stream().map(BandBlock.class::cast).map(InputPart::of).toList());
    List<Record> following = calls.subList(blocks, calls.size());
    InputPart last = parts.get(blocks - 1);
    if (last.isOne()) {
      parts.set(blocks - 1, new InputPart(last.first(), last.last(), true, Stream.concat(last.steps().stream(), following.stream()).toList()));
    } else if (!following.isEmpty()) {
      parts.add(new InputPart(last.last(), last.last(), true, following));
    }
    return List.copyOf(parts);
  }
}
