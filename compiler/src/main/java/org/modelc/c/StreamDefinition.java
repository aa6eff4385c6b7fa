package org.modelc.c;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.History;
import org.modelc.plan.Location;
import org.modelc.plan.MemoryPlan;
import org.modelc.stream.StreamGraph;

/**
 * The functions that take a stream's rows.
 *
 * @param rowElements elements of a row
 * @param firstOutput the call that gives the first result
 * @param counterOffset bytes from the start of the arena to the number of calls that are missing until then
 * @param kept what stays in the arena between calls
 * @param moving steps of every call: records with a template each
 * @param following steps of the calls that give a result
 */
record StreamDefinition(
    int windowRows, int pushRows, int rowElements, int firstOutput, int counterOffset, List<Kept> kept, List<Record> moving,
    List<Record> following) {

  /** Bytes in the arena that stay from one call to the next. */
  record Kept(int offset, int bytes) {}

  /**
   * The functions for a plan of the graph of {@code stream}.
   *
   * @param calls all calls of the plan
   */
  static StreamDefinition of(StreamGraph stream, MemoryPlan plan, List<Record> calls) {
    List<Kept> kept = stream.step().nodes().stream().filter(node -> node.op() instanceof History).map(node -> kept(node, plan)).toList();
    int end = endOfMoving(calls);
    int elements = stream.step().inputs().get(0).type().elements();
    int counter = plan.counter().map(Location.Arena::offset).orElseThrow();
    return new StreamDefinition(
        stream.windowRows(), stream.pushRows(), elements / stream.pushRows(), stream.firstOutput(), counter, kept, calls.subList(0, end),
        calls.subList(end, calls.size()));
  }

  private static Kept kept(Node node, MemoryPlan plan) {
    return new Kept(((Location.Arena) plan.location(node.output())).offset(), node.output().type().bytes());
  }

  /** Behind the last call that keeps rows. */
  private static int endOfMoving(List<Record> calls) {
    int end = calls.size();
    while (end > 0 && !(calls.get(end - 1) instanceof KernelCall call && call.kernel().equals(HistoryCall.KERNEL))) {
      end--;
    }
    return end;
  }
}
