package org.modelc.prune;

import static org.modelc.op.WeightedOp.ACTIVATIONS;
import static org.modelc.op.WeightedOp.BIAS;
import static org.modelc.op.WeightedOp.OUTPUT_CHANNEL_AXIS;
import static org.modelc.op.WeightedOp.WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Conv;
import org.modelc.op.Op;

/** A convolution's filters are new channels; a depthwise one's are those of its input. Other groups keep their channels. */
final class ConvChannels implements ChannelRule {
  private static final int CHANNEL_AXIS = 3;

  @Override
  public Optional<Channels> flow(Node node, ChannelSets sets) {
    Conv conv = node.as(Conv.class).orElseThrow();
    int outputs = node.output().shape().dim(CHANNEL_AXIS);
    Optional<Channels> input = sets.of(node.input(ACTIVATIONS));
    boolean channelsLast = input.filter(channels -> channels.axis() == CHANNEL_AXIS).isPresent();
    if (isDepthwise(node)) {
      int multiplier = outputs / conv.groups();
      return channelsLast ? input.map(channels -> repeated(channels, multiplier)) : stay(node, sets);
    }
    if (!channelsLast || conv.groups() > 1) {
      sets.fix(node.input(ACTIVATIONS));
    }
    return conv.groups() > 1 ? Optional.empty() : Optional.of(sets.fresh(CHANNEL_AXIS, outputs));
  }

  private static boolean isDepthwise(Node node) {
    return node.as(Conv.class).orElseThrow().isDepthwise(node.input(ACTIVATIONS).shape());
  }

  private static Optional<Channels> stay(Node node, ChannelSets sets) {
    sets.fix(node.input(ACTIVATIONS));
    return Optional.empty();
  }

  private static Channels repeated(Channels channels, int times) {
    int[] repeated = IntStream.range(0, channels.sets().length * times).map(index -> channels.sets()[index / times]).toArray();
    return new Channels(CHANNEL_AXIS, repeated);
  }

  @Override
  public Op without(Set<Integer> removed, Node node, ChannelSets sets) {
    Conv conv = node.as(Conv.class).orElseThrow();
    Optional<int[]> kept = sets.kept(node.input(ACTIVATIONS), removed).filter(indices -> isDepthwise(node));
    return kept.map(indices -> new Conv(conv.window(), indices.length, conv.clamp())).orElse(conv);
  }

  @Override
  public List<Value> constantsWithout(Set<Integer> removed, Node node, ChannelSets sets) {
    List<Value> inputs = new ArrayList<>(node.inputs());
    sets.kept(node.output(), removed).ifPresent(kept -> {
      inputs.set(WEIGHTS, Selection.of(inputs.get(WEIGHTS), OUTPUT_CHANNEL_AXIS, kept));
      inputs.set(BIAS, Selection.of(inputs.get(BIAS), 0, kept));
    });
    sets.kept(node.input(ACTIVATIONS), removed).filter(kept -> node.as(Conv.class).orElseThrow().groups() == 1)
        .ifPresent(kept -> inputs.set(WEIGHTS, Selection.of(inputs.get(WEIGHTS), CHANNEL_AXIS, kept)));
    return inputs;
  }
}
