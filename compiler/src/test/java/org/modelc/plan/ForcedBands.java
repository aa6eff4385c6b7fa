package org.modelc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.kernel.KernelSelection;

/** Plans with random regions all over the graph, whether they save memory or not. */
public final class ForcedBands {
  private static final int MOST_LAYERS = 7;
  private static final int MOST_ROWS = 5;

  private ForcedBands() {}

  public static MemoryPlan plan(Graph graph, KernelSelection kernels, int alignment, long seed) {
    Dataflow flow = new Dataflow(graph, kernels);
    List<Node> order = flow.nodes();
    List<BandedRegion> regions = regions(flow, order, new Random(seed));
    BufferAssignment whole = new BufferAssignment(flow, order, List.of(), alignment);
    BufferAssignment buffers = new BufferAssignment(flow, order, regions, alignment);
    return new MemoryPlan(flow, ScheduleChoice.placed(buffers), alignment, whole.peakLiveBytes());
  }

  private static List<BandedRegion> regions(Dataflow flow, List<Node> order, Random random) {
    List<BandedRegion> regions = new ArrayList<>();
    for (int first = 0; first + 1 < order.size(); first++) {
      int last = Math.min(order.size() - 1, first + 1 + random.nextInt(MOST_LAYERS));
      Region region = new Region(first, last, 1 + random.nextInt(MOST_ROWS));
      if (order.subList(first, last + 1).stream().allMatch(BandedRegion::canRun) && RegionSearch.isPossible(region, order, flow)) {
        regions.add(new BandedRegion(flow, order, region));
        first = last;
      }
    }
    return regions;
  }

  /** How many layers run in bands. */
  public static int bandedLayers(MemoryPlan plan) {
    return plan.steps().stream()
        .filter(Step.Bands.class::isInstance)
        .flatMapToInt(step -> IntStream.of(step.nodes().size()))
        .sum();
  }
}
