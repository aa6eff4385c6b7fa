package org.modelc.c;

import java.util.List;
import java.util.function.ToIntFunction;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Loops over several axes of two tensors ({@code modelc_nest}), outermost first. */
public record LoopNest(int rank, ConstArray dims, ConstArray stridesA, ConstArray stridesB) {
  /** {@code MODELC_MAX_RANK} of the runtime. */
  static final int MAX_RANK = 8;

  /** @throws OpException if there are more axes than the runtime's loops have */
  static LoopNest of(List<Axis> axes, Lowering lowering) {
    if (axes.size() > MAX_RANK) {
      throw new OpException(Code.E204, "walks over " + axes.size() + " axes that cannot be joined; the limit is " + MAX_RANK);
    }
    List<Axis> some = axes.isEmpty() ? List.of(new Axis(1, 0, 0)) : axes;
    return new LoopNest(
        some.size(),
        lowering.array("dims", each(some, Axis::size)),
        lowering.array("strides_a", each(some, Axis::strideA)),
        lowering.array("strides_b", each(some, Axis::strideB)));
  }

  private static int[] each(List<Axis> axes, ToIntFunction<Axis> part) {
    return axes.stream().mapToInt(part).toArray();
  }
}
