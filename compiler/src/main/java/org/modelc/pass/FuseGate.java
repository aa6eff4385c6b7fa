package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Unary;

/**
 * Makes one function of {@code x * sigmoid(x)} (SiLU, swish) and of {@code x * hardSigmoid(x)} (hard swish), as exporters write them: over
 * integers that is one table instead of a table, a product and a rounding between them.
 */
final class FuseGate implements RulePass {
  /** The slope and offset of hard swish, in float as exporters give them. */
  private static final Unary HARD_SIGMOID = new Unary(Unary.Kind.HARD_SIGMOID, 1 / 6f, 0.5f);

  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    boolean isProduct = match.as(Binary.class)
        .filter(binary -> binary.kind() == Binary.Kind.MUL && binary.clamp().isNone())
        .isPresent();
    return isProduct && match.outputType().dtype().isFloat()
        ? IntStream.range(0, 2).mapToObj(gate -> fuse(match, gate)).flatMap(Optional::stream).findFirst()
        : Optional.empty();
  }

  private static Optional<List<Value>> fuse(Rewriter.Match match, int gate) {
    Optional<Node> function = match.soleProducer(gate).filter(node -> node.input(0) == match.input(1 - gate));
    return function.flatMap(node -> node.as(Unary.class)).flatMap(FuseGate::gated).flatMap(op -> {
      match.absorb(function.get());
      return match.replaceBy(match.emit(match.node().name(), match.outputName(), op, match.input(1 - gate)));
    });
  }

  /** The product of x and {@code gate} of x. */
  private static Optional<Unary> gated(Unary gate) {
    if (gate.kind() == Unary.Kind.SIGMOID) {
      return Optional.of(new Unary(Unary.Kind.SILU, 1, 0));
    }
    return gate.equals(HARD_SIGMOID) ? Optional.of(Unary.of(Unary.Kind.HARD_SWISH)) : Optional.empty();
  }
}
