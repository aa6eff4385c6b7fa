package org.modelc.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;

/**
 * A reshaping as a sequence of small ones: which axes of the old shape become which axes of the new one. For 1x6x4 to 2x3x1x4 the blocks
 * are {1} to {0, 1} and {2} to {3}; axes of size 1 belong to no block.
 */
record ReshapeBlocks(Shape from, Shape to, List<Block> blocks) {
  /** Axes {@code from}, taken together, hold the same elements in the same order as axes {@code to}. */
  record Block(List<Integer> from, List<Integer> to) {}

  /** The finest blocks; empty for tensors without elements. */
  static Optional<ReshapeBlocks> of(Shape from, Shape to) {
    if (from.elements() == 0) {
      return Optional.empty();
    }
    List<Integer> fromAxes = properAxes(from);
    List<Integer> toAxes = properAxes(to);
    List<Block> blocks = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < fromAxes.size()) {
      Block block = new Block(new ArrayList<>(), new ArrayList<>());
      int fromSize = from.dim(fromAxes.get(i));
      int toSize = to.dim(toAxes.get(j));
      block.from.add(fromAxes.get(i++));
      block.to.add(toAxes.get(j++));
      while (fromSize != toSize) {
        if (fromSize < toSize) {
          fromSize *= from.dim(fromAxes.get(i));
          block.from.add(fromAxes.get(i++));
        } else {
          toSize *= to.dim(toAxes.get(j));
          block.to.add(toAxes.get(j++));
        }
      }
      blocks.add(block);
    }
    return Optional.of(new ReshapeBlocks(from, to, blocks));
  }

  private static List<Integer> properAxes(Shape shape) {
    return IntStream.range(0, shape.rank()).filter(axis -> shape.dim(axis) != 1).boxed().toList();
  }

  /** The axis of the new shape that is axis {@code fromAxis} of the old one, unchanged. */
  Optional<Integer> counterpart(int fromAxis) {
    return blocks.stream()
        .filter(block -> block.from.equals(List.of(fromAxis)) && block.to.size() == 1)
        .map(block -> block.to.get(0))
        .findAny();
  }

  /**
   * The shape that {@code operand}, which broadcasts to the old shape, needs to broadcast alike to the new shape; empty if a block is
   * covered in part.
   */
  Optional<Shape> broadcast(Shape operand) {
    int missing = from.rank() - operand.rank();
    Integer[] dims = new Integer[to.rank()];
    Arrays.fill(dims, 1);
    for (Block block : blocks) {
      long covered = block.from.stream().filter(axis -> axis >= missing && operand.dim(axis - missing) != 1).count();
      if (covered == block.from.size()) {
        block.to.forEach(axis -> dims[axis] = to.dim(axis));
      } else if (covered > 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Shape(Arrays.asList(dims)));
  }
}
