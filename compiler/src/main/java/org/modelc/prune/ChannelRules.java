package org.modelc.prune;

import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;

/** The list of rules by operator. */
final class ChannelRules {
  private static final int NHWC_CHANNELS = 3;

  private static final ChannelRule STAYS = (node, sets) -> {
    node.inputs().forEach(sets::fix);
    return Optional.empty();
  };

  private static final ChannelRule PASSES = (node, sets) -> sets.of(node.input(0));

  private static final ChannelRule POOLS = (node, sets) -> {
    boolean channelsLast = sets.of(node.input(0)).filter(channels -> channels.axis() == NHWC_CHANNELS).isPresent();
    return (channelsLast ? PASSES : STAYS).flow(node, sets);
  };

  private static final Map<Class<? extends Op>, ChannelRule> RULES = Map.ofEntries(
      Map.entry(Conv.class, new ConvChannels()),
      Map.entry(Dense.class, new DenseChannels()),
      Map.entry(MaxPool.class, POOLS),
      Map.entry(AveragePool.class, POOLS),
      Map.entry(Clip.class, PASSES),
      Map.entry(Unary.class, PASSES),
      Map.entry(Cast.class, PASSES),
      Map.entry(Binary.class, new BinaryChannels()),
      Map.entry(Concat.class, new ConcatChannels()),
      Map.entry(Reshape.class, new ReshapeChannels()),
      Map.entry(Transpose.class, (ChannelRule) ChannelRules::transposed),
      Map.entry(Reduce.class, (ChannelRule) ChannelRules::reduced),
      Map.entry(Slice.class, new SliceChannels()),
      Map.entry(Pad.class, new PadChannels()));

  private ChannelRules() {}

  static ChannelRule of(Op op) {
    return RULES.getOrDefault(op.getClass(), STAYS);
  }

  private static Optional<Channels> transposed(Node node, ChannelSets sets) {
    Transpose transpose = node.as(Transpose.class).orElseThrow();
    return sets.of(node.input(0)).map(channels -> channels.alongAxis(transpose.perm().indexOf(channels.axis())));
  }

  private static Optional<Channels> reduced(Node node, ChannelSets sets) {
    Reduce reduce = node.as(Reduce.class).orElseThrow();
    Optional<Channels> channels = sets.of(node.input(0));
    if (channels.filter(labelled -> reduce.axes().contains(labelled.axis())).isPresent()) {
      return STAYS.flow(node, sets);
    }
    return channels.map(labelled -> labelled.alongAxis(reduce.keepDims()
        ? labelled.axis()
        : labelled.axis() - (int) reduce.axes().stream().filter(axis -> axis < labelled.axis()).count()));
  }
}
