package org.modelc.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.modelc.ir.Node;
import org.modelc.op.Op;
import org.modelc.op.Pad;

/** Channels that padding adds are new ones. */
final class PadChannels implements ChannelRule {

  @Override
  public Optional<Channels> flow(Node node, ChannelSets sets) {
    Pad pad = node.as(Pad.class).orElseThrow();
    return sets.of(node.input(0)).map(channels -> {
      int axis = channels.axis();
      Stream<int[]> parts = Stream.of(
          sets.fresh(axis, pad.begins().get(axis)).sets(), channels.sets(), sets.fresh(axis, pad.ends().get(axis)).sets());
      return new Channels(axis, parts.flatMapToInt(Arrays::stream).toArray());
    });
  }

  @Override
  public Op without(Set<Integer> removed, Node node, ChannelSets sets) {
    Pad pad = node.as(Pad.class).orElseThrow();
    return sets.of(node.output()).map(channels -> (Op) narrowed(pad, channels, removed)).orElse(pad);
  }

  private static Pad narrowed(Pad pad, Channels channels, Set<Integer> removed) {
    int axis = channels.axis();
    int ends = pad.ends().get(axis);
    return new Pad(
        with(pad.begins(), axis, channels.range(0, pad.begins().get(axis)).kept(removed).length),
        with(pad.ends(), axis, channels.range(channels.sets().length - ends, ends).kept(removed).length),
        pad.value());
  }

  private static List<Integer> with(List<Integer> pads, int axis, int pad) {
    List<Integer> changed = new ArrayList<>(pads);
    changed.set(axis, pad);
    return changed;
  }
}
