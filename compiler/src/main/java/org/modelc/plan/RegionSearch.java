package org.modelc.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * Looks for layers to run in bands of rows.
 *
 * <p>Only regions around the step that needs the most memory can help: all of them are tried, with several heights of a band. The smallest
 * schedule found so far is improved by further regions in the same way. Deterministic.
 */
final class RegionSearch {
  private static final List<Integer> ROWS_PER_BAND = List.of(1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64);
  private static final int MOST_REGIONS = 3;

  /** Longer regions are not tried, nor more regions in all, so that large graphs take no longer than some tenths of a second. */
  private static final int LONGEST_REGION = 24;
  private static final int MOST_TRIES = 4000;

  /**
   * A way to run the network.
   *
   * @param arenaBytes a quick placement's
   * @param extraWork estimated instructions beside those of whole layers
   */
  record Schedule(BufferAssignment buffers, long arenaBytes, double extraWork) {}

  /** A schedule that is not placed yet. */
  private record Candidate(BufferAssignment buffers, double extraWork) {}

  private final Dataflow flow;
  private final List<Node> order;
  private final int alignment;
  private int tries;

  private RegionSearch(Dataflow flow, List<Node> order, int alignment) {
    this.flow = flow;
    this.order = order;
    this.alignment = alignment;
  }

  /** Schedules of which each needs less memory than those before it, for more work; the first has whole layers only. */
  static List<Schedule> schedules(BufferAssignment whole, Dataflow flow, int alignment) {
    return new RegionSearch(flow, whole.order(), alignment).search(List.of(placed(new Candidate(whole, 0))));
  }

  /**
   * As {@link #schedules}, for networks that begin with a {@link org.modelc.op.Feed}, whose output exists as a few rows in all schedules.
   *
   * @throws ProblemException E406 if there is no such schedule
   */
  static List<Schedule> fedSchedules(BufferAssignment whole, Dataflow flow, int alignment) {
    RegionSearch search = new RegionSearch(flow, whole.order(), alignment);
    List<Schedule> fed = undominated(List.of(), search.fedCandidates());
    if (fed.isEmpty()) {
      throw new ProblemException(
          Code.E406, "network \"" + flow.graph().name() + "\"", "The layers that read the input do not run in bands of rows: it has too few.");
    }
    return search.search(fed);
  }

  private List<Schedule> search(List<Schedule> known) {
    List<Schedule> best = known;
    Schedule start = known.get(known.size() - 1);
    for (int regions = 0; regions < MOST_REGIONS; regions++) {
      best = undominated(best, improvements(start));
      Schedule smallest = best.get(best.size() - 1);
      if (start == smallest) {
        break;
      }
      start = smallest;
    }
    return best;
  }

  /** Those that no other one beats in memory and in work, in order of work. Only what may be the smallest so far is placed. */
  private static List<Schedule> undominated(List<Schedule> known, List<Candidate> candidates) {
    List<Schedule> kept = new ArrayList<>();
    int next = 0;
    for (Candidate candidate : candidates) {
      while (next < known.size() && known.get(next).extraWork <= candidate.extraWork) {
        addIfSmaller(known.get(next++), kept);
      }
      if (kept.isEmpty() || candidate.buffers.peakLiveBytes() < kept.get(kept.size() - 1).arenaBytes) {
        addIfSmaller(placed(candidate), kept);
      }
    }
    known.subList(next, known.size()).forEach(schedule -> addIfSmaller(schedule, kept));
    return kept;
  }

  private static void addIfSmaller(Schedule schedule, List<Schedule> kept) {
    if (kept.isEmpty() || schedule.arenaBytes < kept.get(kept.size() - 1).arenaBytes) {
      kept.add(schedule);
    }
  }

  private static Schedule placed(Candidate candidate) {
    BufferAssignment buffers = candidate.buffers;
    long arenaBytes = OffsetAllocator.placeQuickly(buffers.arenaBuffers(), buffers.peakLiveBytes()).total();
    return new Schedule(buffers, arenaBytes, candidate.extraWork);
  }

  /** The schedules with one more region around the peak that may need less memory, in order of work. */
  private List<Candidate> improvements(Schedule schedule) {
    if (order.isEmpty()) {
      return List.of();
    }
    int peak = schedule.buffers.peakStep();
    int first = peak;
    while (first >= 0 && canJoin(first, schedule)) {
      first--;
    }
    int last = peak;
    while (last < order.size() && canJoin(last, schedule)) {
      last++;
    }
    return regions(first + 1, peak, last - 1)
        .flatMap(region -> with(region, schedule).stream())
        .sorted(Comparator.comparingDouble(Candidate::extraWork))
        .toList();
  }

  /** The schedules with a region at the beginning that keeps a few rows of the input only, in order of work. */
  private List<Candidate> fedCandidates() {
    int end = 0;
    while (end < order.size() && BandedRegion.canRun(order.get(end))) {
      end++;
    }
    return end == 0 ? List.of() : regions(0, 0, end - 1)
        .filter(region -> isPossible(region, order, flow))
        .map(region -> new BandedRegion(flow, order, region))
        .filter(region -> region.isInterior(order.get(0).output()))
        .map(region -> candidate(List.of(region), BandCost.of(region, flow.kernels())))
        .sorted(Comparator.comparingDouble(Candidate::extraWork))
        .toList();
  }

  private Candidate candidate(List<BandedRegion> regions, double extraWork) {
    return new Candidate(new BufferAssignment(flow, order, regions, alignment), extraWork);
  }

  /** The regions from {@code first} to {@code last} at most that contain {@code peak}. */
  private static Stream<Region> regions(int first, int peak, int last) {
    return IntStream.rangeClosed(first, peak).boxed()
        .flatMap(begin -> IntStream.rangeClosed(Math.max(peak, begin + 1), Math.min(last, begin + LONGEST_REGION)).boxed()
            .flatMap(end -> ROWS_PER_BAND.stream().map(rows -> new Region(begin, end, rows))));
  }

  private boolean canJoin(int position, Schedule schedule) {
    return BandedRegion.canRun(order.get(position)) && schedule.buffers.regionAt(position).isEmpty();
  }

  private Optional<Candidate> with(Region region, Schedule schedule) {
    if (!isPossible(region, order, flow) || ++tries > MOST_TRIES) {
      return Optional.empty();
    }
    BandedRegion added = new BandedRegion(flow, order, region);
    List<BandedRegion> regions = Stream.concat(schedule.buffers.regions().stream(), Stream.of(added)).toList();
    Candidate candidate = candidate(regions, schedule.extraWork + BandCost.of(added, flow.kernels()));
    return Optional.of(candidate).filter(found -> found.buffers.peakLiveBytes() < schedule.arenaBytes);
  }

  /** Whether the region has several bands and does not see its own values in another shape. */
  static boolean isPossible(Region region, List<Node> order, Dataflow flow) {
    List<Node> nodes = order.subList(region.first(), region.last() + 1);
    return region.rowsPerBand() < RowSchedule.height(order.get(region.last()).output())
        && nodes.stream().noneMatch(node -> readsView(node, nodes, flow));
  }

  private static boolean readsView(Node node, List<Node> nodes, Dataflow flow) {
    return node.inputs().stream().filter(input -> flow.root(input) != input).anyMatch(input -> isMadeBy(flow.root(input), nodes));
  }

  private static boolean isMadeBy(Value value, List<Node> nodes) {
    return nodes.stream().anyMatch(node -> node.output() == value);
  }
}
