package org.modelc.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;

/** How the axes of one sample become the axes of a model's input. */
final class SampleFit {
  private SampleFit() {}

  /**
   * The permutation of the sample's axes (the identity in most cases) after which its elements stand in the input's order; empty if the
   * sample does not fit.
   *
   * <p>Axes of size 1 do not matter, so that a grey image may lack its channel axis and a sample the batch axis; and a flat sample fits
   * a shaped input of as many elements and the other way round, unless a layout is given, which says nothing about flat samples.
   */
  static Optional<List<Integer>> permutation(Shape sample, Shape input, Optional<Layout> layout) {
    List<Integer> identity = IntStream.range(0, sample.rank()).boxed().toList();
    if (significant(sample).equals(significant(input))) {
      return Optional.of(identity);
    }
    if (layout.isPresent()) {
      return transposition(sample, input, layout.get());
    }
    boolean flat = Math.min(significant(sample).size(), significant(input).size()) <= 1;
    return flat && sample.elements() == input.elements() ? Optional.of(identity) : Optional.empty();
  }

  private static Optional<List<Integer>> transposition(Shape sample, Shape input, Layout layout) {
    if (sample.rank() < 2) {
      return Optional.empty();
    }
    List<Integer> perm = layout.toOther(sample.rank());
    return significant(sample.permute(perm)).equals(significant(input)) ? Optional.of(perm) : Optional.empty();
  }

  private static List<Integer> significant(Shape shape) {
    return shape.dims().stream().filter(dim -> dim != 1).toList();
  }

  /**
   * The axis of {@code sample} that has {@code channels} channels: the one the layout names, else the first or last axis if only one of
   * them has that size. Empty if there is none or it is not clear which.
   */
  static Optional<Integer> channelAxis(Shape sample, int channels, Optional<Layout> layout) {
    List<Integer> candidates = IntStream.of(0, sample.rank() - 1).distinct().boxed().toList();
    List<Integer> fitting = layout.map(known -> List.of(known.channelAxis(sample.rank()))).orElse(candidates).stream()
        .filter(axis -> axis >= 0 && sample.dim(axis) == channels)
        .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }
}
