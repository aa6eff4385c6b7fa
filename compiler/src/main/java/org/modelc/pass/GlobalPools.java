package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Reduce;
import org.modelc.op.Window;

/** Makes an AveragePool over the whole map a mean over height and width: one way to say it, and the same sums. */
final class GlobalPools implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    return match.as(AveragePool.class)
        .filter(pool -> coversAll(pool.window(), match.input(0).shape()))
        .map(pool -> match.emitOver(match.input(0), new Reduce(Reduce.Kind.MEAN, List.of(1, 2), true)));
  }

  private static boolean coversAll(Window window, Shape input) {
    boolean wholeMap = window.kernelHeight() == input.dim(1) && window.kernelWidth() == input.dim(2);
    return wholeMap && !window.isPadded() && window.dilationHeight() == 1 && window.dilationWidth() == 1;
  }
}
