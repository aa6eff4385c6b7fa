package org.modelc.quant;

import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Conv;
import org.modelc.op.MaxPool;
import org.modelc.op.Pad;
import org.modelc.op.Reduce;
import org.modelc.op.Unary;
import org.modelc.op.WeightedOp;

/**
 * Two weighted operators of which only the second reads what the first gives, so that a factor for each channel between them can be moved
 * from the one's weights to the other's.
 *
 * @param channels output channels of {@code first}; the last axis of what {@code second} reads repeats them
 */
record EqualisationPair(Node first, Node second, int channels) {

  /** The pair that begins with {@code node}, if there is one. */
  static Optional<EqualisationPair> beginningWith(Node node, Graph graph) {
    if (!(node.op() instanceof WeightedOp op) || !(isHomogeneous(op.clamp()) || isBoundedAbove(op.clamp())) || !hasFloats(node)) {
      return Optional.empty();
    }
    int channels = node.output().shape().dim(-1);
    return onlyReader(node.output(), graph)
        .flatMap(reader -> follow(node, reader, channels, graph));
  }

  private static Optional<EqualisationPair> follow(Node first, Node reader, int channels, Graph graph) {
    Node node = reader;
    while (passesFactors(node, channels)) {
      Optional<Node> next = onlyReader(node.output(), graph);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      node = next.get();
    }
    boolean weighted = node.op() instanceof WeightedOp && hasFloats(node) && node.input(WeightedOp.ACTIVATIONS).shape().dim(-1) % channels == 0;
    return weighted ? Optional.of(new EqualisationPair(first, node, channels)) : Optional.empty();
  }

  private static Optional<Node> onlyReader(Value value, Graph graph) {
    return graph.isUsedOnce(value) ? Optional.of(graph.consumers(value).get(0)) : Optional.empty();
  }

  private static boolean hasFloats(Node node) {
    return node.input(WeightedOp.WEIGHTS).type().dtype().isFloat() && node.input(WeightedOp.BIAS).type().dtype().isFloat();
  }

  /** Whether a factor for each channel of the operand is the same factor for each channel of the result. */
  private static boolean passesFactors(Node node, int channels) {
    boolean scales = node.op() instanceof MaxPool || node.op() instanceof AveragePool
        || node.op() instanceof Clip clip && isHomogeneous(clip.clamp())
        || node.op() instanceof Pad pad && pad.value() == 0
        || node.op() instanceof Unary unary && unary.kind() == Unary.Kind.LEAKY_RELU
        || node.op() instanceof Reduce reduce && !reduce.axes().contains(node.input(0).shape().rank() - 1)
        || node.op().isView();
    return scales && node.output().shape().rank() > 0 && node.output().shape().dim(-1) % channels == 0
        && !(node.op() instanceof Pad pad && pad.begins().get(pad.begins().size() - 1) + pad.ends().get(pad.ends().size() - 1) > 0);
  }

  /** Whether bounds stay the same when the result is multiplied with any positive factor. */
  private static boolean isHomogeneous(Clamp clamp) {
    return clamp.isNone() || clamp.equals(Clamp.RELU);
  }

  /** Whether the first operator cuts its result off above, so that factors move the place where it does. */
  boolean isBounded() {
    return isBoundedAbove(((WeightedOp) first.op()).clamp());
  }

  /** Output channels of the second operator. */
  int outputs() {
    return second.input(WeightedOp.BIAS).type().elements();
  }

  /** Whether each filter of the second operator reads one channel. */
  boolean isDepthwise() {
    return second.as(Conv.class).map(Conv::groups).orElse(1) == second.input(WeightedOp.ACTIVATIONS).shape().dim(-1);
  }

  private static boolean isBoundedAbove(Clamp clamp) {
    return clamp.min() == 0 && clamp.max() < Float.POSITIVE_INFINITY;
  }

  /** The channel between the two that element {@code index} of output {@code output}'s filter of the second operator is multiplied with. */
  int channel(int output, int index) {
    int inputs = second.input(WeightedOp.ACTIVATIONS).shape().dim(-1);
    int groups = second.as(Conv.class).map(Conv::groups).orElse(1);
    int inputsPerGroup = inputs / groups;
    int outputsPerGroup = outputs() / groups;
    return (output / outputsPerGroup * inputsPerGroup + index % inputsPerGroup) % channels;
  }
}
