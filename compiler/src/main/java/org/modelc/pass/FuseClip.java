package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Op;
import org.modelc.op.WeightedOp;

/**
 * Makes a Clip the clamp of the node before it: of a convolution, a matrix product, a Binary, or another Clip.
 *
 * <p>Over quantised values only where it keeps the quantisation: then clamping before or after rounding is the same.
 */
final class FuseClip implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    return match.as(Clip.class).flatMap(clip -> match.soleProducer(0).flatMap(producer -> fuse(match, producer, clip.clamp())));
  }

  private static Optional<List<Value>> fuse(Rewriter.Match match, Node producer, Clamp clamp) {
    TensorType type = match.outputType();
    Optional<Op> clamped = withClamp(producer.op(), clamp);
    if (clamped.isEmpty() || !type.equals(producer.output().type())) {
      return Optional.empty();
    }
    match.absorb(producer);
    return match.replaceBy(match.emitTyped(producer.name(), match.outputName(), clamped.get(), producer.inputs(), type));
  }

  /** The operator with bounds {@code clamp} after those that it has; empty if it has none. */
  static Optional<Op> withClamp(Op op, Clamp clamp) {
    if (op instanceof WeightedOp weighted) {
      return Optional.of(weighted.withClamp(weighted.clamp().then(clamp)));
    } else if (op instanceof Binary binary) {
      return Optional.of(binary.withClamp(binary.clamp().then(clamp)));
    } else if (op instanceof Clip clip) {
      return Optional.of(new Clip(clip.clamp().then(clamp)));
    } else {
      return Optional.empty();
    }
  }
}
