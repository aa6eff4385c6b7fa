package org.modelc.c;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.modelc.ir.DType;

/** Blocks of bytes that go from places of one tensor to places of another ({@code modelc_move}); strides and offsets in bytes. */
public record Move(LoopNest nest, int inputOffset, int outputOffset, int blockBytes) {

  /**
   * The move of single elements of {@code dtype} in as few and as large blocks as possible.
   *
   * @param dims what to walk over
   * @param from where the elements are, in elements of the input
   * @param to where they go, in elements of the output
   */
  static Move of(DType dtype, int[] dims, Places from, Places to) {
    List<Axis> axes = new ArrayList<>(Axis.joined(dims, from.strides(), to.strides()));
    int blockElements = 1;
    if (!axes.isEmpty() && axes.get(axes.size() - 1).isContiguous()) {
      blockElements = axes.remove(axes.size() - 1).size();
    }
    axes.sort(Comparator.comparingInt(Axis::size));
    List<Axis> inBytes = axes.stream().map(axis -> axis.scaled(dtype.bytes())).toList();
    return new Move(LoopNest.of(inBytes), from.offset() * dtype.bytes(), to.offset() * dtype.bytes(), blockElements * dtype.bytes());
  }

  /** The kernel that does just this. */
  String kernel() {
    return blockBytes == 1 ? "modelc_move_8" : "modelc_move_blocks";
  }
}
