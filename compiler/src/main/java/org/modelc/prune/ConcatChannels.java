package org.modelc.prune;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Concat;

/** Channels that are joined side by side stay independent; along other axes they go together. */
final class ConcatChannels implements ChannelRule {

  @Override
  public Optional<Channels> flow(Node node, ChannelSets sets) {
    int axis = node.as(Concat.class).orElseThrow().axis();
    boolean alongAxis = node.inputs().stream().allMatch(input -> sets.of(input).filter(channels -> channels.axis() != axis).isEmpty());
    return alongAxis ? sideBySide(node, axis, sets) : together(node, sets);
  }

  private static Optional<Channels> sideBySide(Node node, int axis, ChannelSets sets) {
    int[] joined = node.inputs().stream().flatMapToInt(input -> setsAlong(axis, input, sets)).toArray();
    return Optional.of(new Channels(axis, joined));
  }

  private static IntStream setsAlong(int axis, Value input, ChannelSets sets) {
    return sets.of(input).map(channels -> Arrays.stream(channels.sets()))
        .orElseGet(() -> IntStream.generate(() -> ChannelSets.FIXED).limit(input.shape().dim(axis)));
  }

  private static Optional<Channels> together(Node node, ChannelSets sets) {
    Optional<Channels> common = sets.of(node.input(0));
    for (Value input : node.inputs()) {
      Optional<Channels> own = sets.of(input);
      common = common.isPresent() && own.isPresent() ? sets.join(common.get(), own.get()) : Optional.empty();
    }
    if (common.isEmpty()) {
      node.inputs().forEach(sets::fix);
    }
    return common;
  }
}
