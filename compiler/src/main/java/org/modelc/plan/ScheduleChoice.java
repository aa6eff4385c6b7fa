package org.modelc.plan;

import java.util.Comparator;
import java.util.List;
import org.modelc.op.Feed;
import org.modelc.plan.RegionSearch.Schedule;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** The schedule that meets a goal, and its buffers' places. */
record ScheduleChoice(BufferAssignment buffers, OffsetAllocator.Placement placement) {
  /** A schedule with less work is taken if its arena is larger than the smallest by no more than this factor. */
  private static final double NEARLY_SMALLEST = 1.02;

  /** @throws ProblemException E405 if no schedule fits the goal */
  static ScheduleChoice of(BufferAssignment whole, Dataflow flow, int alignment, MemoryGoal goal) {
    boolean fed = flow.nodes().stream().anyMatch(node -> node.op() instanceof Feed);
    if (goal.mostExtraWork() == 0 && !fed) {
      return placed(whole);
    }
    List<Schedule> all = fed ? RegionSearch.fedSchedules(whole, flow, alignment) : RegionSearch.schedules(whole, flow, alignment);
    double mostExtraWork = all.get(0).extraWork() + goal.mostExtraWork() * Math.max(1, work(flow));
    List<Schedule> schedules = all.stream().filter(schedule -> schedule.extraWork() <= mostExtraWork).toList();
    return goal.bytes().isPresent() ? firstThatFits(schedules, goal.bytes().getAsInt(), flow) : placed(nearlySmallest(schedules).buffers());
  }

  /** Estimated instructions with whole layers. */
  private static double work(Dataflow flow) {
    return flow.nodes().stream().mapToDouble(node -> flow.kernels().of(node).instructionsPerMac() * node.op().macs(node)).sum();
  }

  /** The schedule of the least work whose memory is about the smallest. */
  private static Schedule nearlySmallest(List<Schedule> schedules) {
    long smallest = schedules.stream().mapToLong(Schedule::arenaBytes).min().orElseThrow();
    return schedules.stream()
        .filter(schedule -> schedule.arenaBytes() <= NEARLY_SMALLEST * smallest)
        .min(Comparator.comparingDouble(Schedule::extraWork))
        .orElseThrow();
  }

  /** @param schedules in order of work */
  private static ScheduleChoice firstThatFits(List<Schedule> schedules, int bytes, Dataflow flow) {
    return schedules.stream()
        .filter(schedule -> schedule.arenaBytes() <= bytes)
        .map(schedule -> placed(schedule.buffers()))
        .findFirst()
        .orElseThrow(() -> tooLarge(flow, bytes, placed(schedules.get(schedules.size() - 1).buffers()).placement.total()));
  }

  private static ProblemException tooLarge(Dataflow flow, int bytes, long smallest) {
    return new ProblemException(
        Code.E405, "network \"" + flow.graph().name() + "\"", "Its arena needs " + smallest + " bytes at least, not " + bytes + ".");
  }

  static ScheduleChoice placed(BufferAssignment buffers) {
    return new ScheduleChoice(buffers, OffsetAllocator.place(buffers.arenaBuffers(), buffers.peakLiveBytes()));
  }
}
