package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.MaxPool;

/**
 * Makes a Clip that reads a MaxPool or Concat the clamp of the nodes before that, where all of them can take it: clipping keeps the order
 * of elements.
 */
final class HoistClip implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    return match.as(Clip.class).flatMap(clip -> match.soleProducer(0)
        .filter(moving -> moving.op() instanceof MaxPool || moving.op() instanceof Concat)
        .filter(moving -> match.outputType().equals(moving.output().type()))
        .filter(moving -> moving.inputs().stream().allMatch(input -> isClampable(match, input)))
        .map(moving -> fuse(match, clip.clamp(), moving)));
  }

  private static boolean isClampable(Rewriter.Match match, Value value) {
    return match.soleProducer(value).filter(node -> FuseClip.withClamp(node.op(), Clamp.NONE).isPresent()).isPresent();
  }

  private static List<Value> fuse(Rewriter.Match match, Clamp clamp, Node moving) {
    List<Value> clamped = moving.inputs().stream().map(input -> clamped(match, clamp, input)).toList();
    match.absorb(moving);
    return List.of(match.emitTyped(moving.name(), match.outputName(), moving.op(), clamped, match.outputType()));
  }

  private static Value clamped(Rewriter.Match match, Clamp clamp, Value value) {
    Node producer = match.soleProducer(value).orElseThrow();
    match.absorb(producer);
    return match.emitTyped(
        producer.name(), value.name() + "_clip", FuseClip.withClamp(producer.op(), clamp).orElseThrow(), producer.inputs(), value.type());
  }
}
