package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Conv;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Pad;
import org.modelc.op.Window;

/** Makes a Pad of height and width the padding of the convolution or pool that reads it, where that pads with the same element. */
final class FusePad implements RulePass {
  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;

  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    Optional<Node> producer = match.inputs().isEmpty() ? Optional.empty() : match.producer(0);
    return producer
        .filter(FusePad::padsWindowAxes)
        .flatMap(pad -> fused(match, pad)
            .filter(op -> isAccepted(match, op, pad.input(0)))
            .map(op -> match.emitOver(pad.input(0), op)));
  }

  private static boolean padsWindowAxes(Node node) {
    return node.op() instanceof Pad pad
        && pad.begins().size() == 4
        && IntStream.of(0, 3).allMatch(axis -> pad.begins().get(axis) == 0 && pad.ends().get(axis) == 0);
  }

  private static Optional<Op> fused(Rewriter.Match match, Node padNode) {
    Pad pad = padNode.as(Pad.class).orElseThrow();
    Op op = match.node().op();
    if (op instanceof Conv conv && pad.value() == 0) {
      return Optional.of(new Conv(padded(conv.window(), pad), conv.groups(), conv.clamp()));
    } else if (op instanceof MaxPool pool && pad.value() <= LowerBound.of(match.out(), padNode.input(0))) {
      return Optional.of(new MaxPool(padded(pool.window(), pad)));
    } else if (op instanceof AveragePool pool && pad.value() == 0 && (pool.countIncludePad() || !pool.window().isPadded())) {
      return Optional.of(new AveragePool(padded(pool.window(), pad), true, pool.ceilBottom(), pool.ceilRight()));
    } else {
      return Optional.empty();
    }
  }

  private static Window padded(Window window, Pad pad) {
    return window.withPads(
        window.padTop() + pad.begins().get(HEIGHT),
        window.padLeft() + pad.begins().get(WIDTH),
        window.padBottom() + pad.ends().get(HEIGHT),
        window.padRight() + pad.ends().get(WIDTH));
  }

  /** A pool refuses windows that cover nothing but padding. */
  private static boolean isAccepted(Rewriter.Match match, Op op, Value source) {
    List<TensorType> types = new ArrayList<>(match.inputs().stream().map(Value::type).toList());
    types.set(0, source.type());
    try {
      op.infer(types);
      return true;
    } catch (OpException e) {
      return false;
    }
  }
}
