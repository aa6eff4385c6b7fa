package org.modelc.c;

import java.util.List;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Loops over several axes of two tensors ({@code modelc_nest}), outermost first; one element of each list an axis. */
public record LoopNest(int rank, List<Integer> dims, List<Integer> stridesA, List<Integer> stridesB) {
  /** {@code MODELC_MAX_RANK} of the runtime. */
  static final int MAX_RANK = 8;

  /** @throws OpException if there are more axes than the runtime's loops have */
  static LoopNest of(List<Axis> axes) {
    if (axes.size() > MAX_RANK) {
      throw new OpException(Code.E204, "walks over " + axes.size() + " axes that cannot be joined; the limit is " + MAX_RANK);
    }
    List<Axis> some = axes.isEmpty() ? List.of(new Axis(1, 0, 0)) : axes;
    return new LoopNest(
        some.size(),
        some.stream().map(Axis::size).toList(),
        some.stream().map(Axis::strideA).toList(),
        some.stream().map(Axis::strideB).toList());
  }
}
