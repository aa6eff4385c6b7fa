package org.modelc.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;

/**
 * An order of axes as {@link org.modelc.op.Transpose} applies it: axis {@code i} of the result is axis {@code axes.get(i)} of the input.
 */
record Permutation(List<Integer> axes) {
  Permutation {
    axes = List.copyOf(axes);
  }

  int rank() {
    return axes.size();
  }

  /** The input's axis that becomes axis {@code resultAxis}. */
  int source(int resultAxis) {
    return axes.get(resultAxis);
  }

  Permutation inverse() {
    Integer[] inverse = new Integer[rank()];
    IntStream.range(0, rank()).forEach(i -> inverse[axes.get(i)] = i);
    return new Permutation(Arrays.asList(inverse));
  }

  /** The permutation that does this one and then {@code next}. */
  Permutation then(Permutation next) {
    return new Permutation(next.axes.stream().map(axes::get).toList());
  }

  /** The permutation that is left when the input's axes {@code dropped} vanish. */
  Permutation without(List<Integer> dropped) {
    List<Integer> kept = axes.stream().filter(axis -> !dropped.contains(axis)).toList();
    return new Permutation(kept.stream().map(axis -> axis - (int) dropped.stream().filter(other -> other < axis).count()).toList());
  }

  /** The permutation after {@code count} axes, in this order, take the place of axis {@code resultAxis}. */
  Permutation withAxisReplaced(int resultAxis, int count) {
    int replaced = source(resultAxis);
    List<Integer> changed = new ArrayList<>();
    for (int axis : axes) {
      if (axis == replaced) {
        IntStream.range(0, count).forEach(i -> changed.add(replaced + i));
      } else {
        changed.add(axis < replaced ? axis : axis + count - 1);
      }
    }
    return new Permutation(changed);
  }

  /** Whether only axes of size 1 change places, so that the elements of a tensor of this shape keep their order. */
  boolean movesOnlyOnes(Shape input) {
    List<Integer> others = axes.stream().filter(axis -> input.dim(axis) != 1).toList();
    return others.equals(others.stream().sorted().toList());
  }

  /** One entry for each axis of the result, brought into the order of the input's axes. */
  <T> List<T> toInputOrder(List<T> perResultAxis) {
    List<T> perInputAxis = new ArrayList<>(perResultAxis);
    IntStream.range(0, rank()).forEach(i -> perInputAxis.set(axes.get(i), perResultAxis.get(i)));
    return perInputAxis;
  }

  boolean isIdentity() {
    return axes.equals(IntStream.range(0, rank()).boxed().toList());
  }

  /** The input's shape, given the result's. */
  Shape inputShape(Shape result) {
    return new Shape(toInputOrder(result.dims()));
  }
}
