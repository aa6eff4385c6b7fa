package org.modelc.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Broadcasting;
import org.modelc.op.Select;

/** Parameters of {@code modelc_select}. */
public record SelectCall(
    String kernel, LoopNest conditionAndX, LoopNest y, int elementBytes, Map<Integer, ConstArray> constantArguments) implements Call {

  public static SelectCall of(Node node, Lowering lowering) {
    int bytes = node.output().type().dtype().bytes();
    int[] none = new int[node.output().shape().rank()];
    return new SelectCall(
        "modelc_select",
        nest(node, strides(node, Select.CONDITION, 1), strides(node, Select.X, bytes)),
        nest(node, strides(node, Select.Y, bytes), none),
        bytes,
        ConstantOperands.of(node, lowering));
  }

  private static int[] strides(Node node, int index, int factor) {
    Value operand = node.input(index);
    int[] strides = Broadcasting.strides(operand.shape(), node.output().shape());
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] *= factor;
    }
    return strides;
  }

  /** Axes are not joined, so that both nests have the same. */
  private static LoopNest nest(Node node, int[] stridesA, int[] stridesB) {
    Shape shape = node.output().shape();
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes.add(new Axis(shape.dim(axis), stridesA[axis], stridesB[axis]));
    }
    return LoopNest.of(axes);
  }
}
