package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.op.KeepFirst;

/** Parameters of {@code modelc_keep_first}; a block is what lies behind one index of the axis. */
public record KeepFirstCall(
    String kernel, int outer, int length, int blockBytes, int fill, Map<Integer, ConstArray> constantArguments) implements Call {

  public static KeepFirstCall of(int axis, Node node, Lowering lowering) {
    TensorType type = node.output().type();
    Shape shape = type.shape();
    return new KeepFirstCall(
        "modelc_keep_first", shape.product(0, axis), shape.dim(axis), shape.product(axis + 1, shape.rank()) * type.dtype().bytes(),
        type.quant().map(quant -> quant.zeroPoint() & 0xff).orElse(0), ConstantOperands.of(node, lowering));
  }
}
