package org.modelc.prune;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Op;
import org.modelc.op.Reshape;

/** Under another shape a channel may be several indices of a longer axis; channels that would be torn apart stay. */
final class ReshapeChannels implements ChannelRule {

  @Override
  public Optional<Channels> flow(Node node, ChannelSets sets) {
    Optional<Channels> input = sets.of(node.input(0));
    Optional<Channels> output = input.flatMap(channels -> moved(channels, node.input(0).shape(), node.output().shape()));
    if (output.isEmpty()) {
      sets.fix(node.input(0));
    }
    return output;
  }

  private static Optional<Channels> moved(Channels channels, Shape from, Shape to) {
    int stride = from.strides()[channels.axis()];
    int[] setOfElement = IntStream.range(0, from.elements())
        .map(element -> channels.sets()[element / stride % channels.sets().length]).toArray();
    return IntStream.range(0, to.rank()).filter(axis -> to.dim(axis) > 1).mapToObj(axis -> along(axis, to, setOfElement))
        .flatMap(Optional::stream).findFirst();
  }

  /** The channels along {@code axis} if every index along it is of one set. */
  private static Optional<Channels> along(int axis, Shape shape, int[] setOfElement) {
    int stride = shape.strides()[axis];
    int[] sets = new int[shape.dim(axis)];
    Arrays.fill(sets, -1);
    for (int element = 0; element < setOfElement.length; element++) {
      int index = element / stride % sets.length;
      if (sets[index] >= 0 && sets[index] != setOfElement[element]) {
        return Optional.empty();
      }
      sets[index] = setOfElement[element];
    }
    return Optional.of(new Channels(axis, sets));
  }

  @Override
  public Op without(Set<Integer> removed, Node node, ChannelSets sets) {
    return sets.of(node.output())
        .map(channels -> (Op) new Reshape(node.output().shape().withDim(channels.axis(), channels.kept(removed).length)))
        .orElse(node.op());
  }
}
