package org.modelc.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;

/** Channels that meet in an addition or the like go together; those of a constant operand follow. */
final class BinaryChannels implements ChannelRule {

  @Override
  public Optional<Channels> flow(Node node, ChannelSets sets) {
    Optional<Channels> a = aligned(node, 0, sets);
    Optional<Channels> b = aligned(node, 1, sets);
    if (a.isPresent() && b.isPresent()) {
      return sets.join(a.get(), b.get());
    }
    if (a.isPresent()) {
      return followed(node, a.get(), 0, sets);
    }
    return b.isPresent() ? followed(node, b.get(), 1, sets) : Optional.empty();
  }

  /** The channels of an operand along the result's axis; one that is stretched along it keeps its only index. */
  private static Optional<Channels> aligned(Node node, int operand, ChannelSets sets) {
    Value value = node.input(operand);
    Shape result = node.output().shape();
    Optional<Channels> channels = sets.of(value)
        .map(labelled -> labelled.alongAxis(labelled.axis() + result.rank() - value.shape().rank()));
    if (channels.filter(labelled -> result.dim(labelled.axis()) != labelled.sets().length).isPresent()) {
      sets.fix(value);
      return Optional.empty();
    }
    return channels;
  }

  /** The channels of {@code operand} if the other one is a constant or the same for all channels. */
  private static Optional<Channels> followed(Node node, Channels channels, int operand, ChannelSets sets) {
    Value other = node.input(1 - operand);
    boolean follows = other.isConstant() || dim(other, channels.axis(), node) == 1;
    if (!follows) {
      sets.fix(node.input(operand));
    }
    return follows ? Optional.of(channels) : Optional.empty();
  }

  private static int dim(Value operand, int axis, Node node) {
    return operand.shape().alignedTo(node.output().shape().rank()).dim(axis);
  }

  @Override
  public List<Value> constantsWithout(Set<Integer> removed, Node node, ChannelSets sets) {
    Optional<Channels> channels = sets.of(node.output());
    if (channels.isEmpty()) {
      return node.inputs();
    }
    int axis = channels.get().axis();
    List<Value> inputs = new ArrayList<>();
    for (Value input : node.inputs()) {
      int ownAxis = axis - (node.output().shape().rank() - input.shape().rank());
      boolean selected = input.isConstant() && dim(input, axis, node) > 1;
      inputs.add(selected ? Selection.of(input, ownAxis, channels.get().kept(removed)) : input);
    }
    return inputs;
  }
}
