package org.modelc.c;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Broadcasting;
import org.modelc.op.Expand;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;

/** Parameters of {@code modelc_move_blocks} or {@code modelc_move_8}. */
public record MoveCall(String kernel, Move move) implements Call {

  public static MoveCall of(Transpose transpose, Node node) {
    Shape output = node.output().shape();
    int[] strides = node.input(0).shape().strides();
    List<Integer> perm = transpose.perm();
    return of(node, new Places(perm.stream().mapToInt(axis -> strides[axis]).toArray(), 0), output);
  }

  public static MoveCall of(Slice slice, Node node) {
    int[] strides = node.input(0).shape().strides();
    int offset = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      offset += slice.starts().get(axis) * strides[axis];
      strides[axis] *= slice.steps().get(axis);
    }
    return of(node, new Places(strides, offset), node.output().shape());
  }

  /** The input as it is. */
  public static MoveCall ofAll(Node node) {
    return of(node, Places.all(node.input(0).shape()), node.output().shape());
  }

  public static MoveCall of(Expand expand, Node node) {
    return of(node, new Places(Broadcasting.strides(node.input(0).shape(), expand.shape()), 0), expand.shape());
  }

  private static MoveCall of(Node node, Places from, Shape output) {
    Move move = Move.of(node.output().type().dtype(), output.toArray(), from, Places.all(output));
    return new MoveCall(move.kernel(), move);
  }
}
