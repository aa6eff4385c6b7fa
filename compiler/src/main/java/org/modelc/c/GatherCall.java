package org.modelc.c;

import java.util.Map;
import java.util.TreeMap;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Gather;

/** Parameters of {@code modelc_gather_s32} or {@code modelc_gather_s64}; constant indices are stored as S32. */
public record GatherCall(
    String kernel, int rows, int size, int indices, int blockBytes, Map<Integer, ConstArray> constantArguments) implements Call {

  public static GatherCall of(int axis, Node node, Lowering lowering) {
    Value data = node.input(Gather.DATA);
    Value indices = node.input(Gather.INDICES);
    Shape shape = data.shape();
    Map<Integer, ConstArray> constants = new TreeMap<>();
    data.constant().ifPresent(tensor -> constants.put(Gather.DATA, lowering.array("data", tensor)));
    indices.constant().ifPresent(tensor -> constants.put(Gather.INDICES, lowering.array("indices", narrow(tensor))));
    return new GatherCall(
        indices.isConstant() ? "modelc_gather_s32" : "modelc_gather_" + indices.type().dtype().text(),
        shape.product(0, axis),
        shape.dim(axis),
        indices.shape().elements(),
        shape.product(axis + 1, shape.rank()) * data.type().dtype().bytes(),
        constants);
  }

  /** Indices beyond 32 bits are beyond every tensor: the nearest 32-bit number means the same. */
  private static int[] narrow(Tensor indices) {
    int[] narrowed = new int[indices.elements()];
    for (int i = 0; i < narrowed.length; i++) {
      narrowed[i] = (int) Math.min(Math.max(indices.integer(i), Integer.MIN_VALUE), Integer.MAX_VALUE);
    }
    return narrowed;
  }
}
