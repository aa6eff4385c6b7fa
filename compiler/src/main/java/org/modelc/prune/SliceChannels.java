package org.modelc.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelc.ir.Node;
import org.modelc.op.Op;
import org.modelc.op.Slice;

/** A run of channels may lose some; channels taken by larger or backward steps stay. */
final class SliceChannels implements ChannelRule {

  @Override
  public Optional<Channels> flow(Node node, ChannelSets sets) {
    Slice slice = node.as(Slice.class).orElseThrow();
    Optional<Channels> input = sets.of(node.input(0));
    if (input.filter(channels -> slice.steps().get(channels.axis()) != 1).isPresent()) {
      sets.fix(node.input(0));
      return Optional.empty();
    }
    return input.map(channels -> channels.range(slice.starts().get(channels.axis()), slice.shape().dim(channels.axis())));
  }

  @Override
  public Op without(Set<Integer> removed, Node node, ChannelSets sets) {
    Slice slice = node.as(Slice.class).orElseThrow();
    Optional<Channels> output = sets.of(node.output());
    if (output.isEmpty()) {
      return slice;
    }
    int axis = output.get().axis();
    List<Integer> starts = new ArrayList<>(slice.starts());
    starts.set(axis, sets.of(node.input(0)).orElseThrow().range(0, slice.starts().get(axis)).kept(removed).length);
    return new Slice(starts, slice.steps(), slice.shape().withDim(axis, output.get().kept(removed).length));
  }
}
