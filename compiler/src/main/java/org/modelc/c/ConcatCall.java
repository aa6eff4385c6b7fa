package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;

/** Parameters of {@code modelc_concat}. */
public record ConcatCall(String kernel, int rows, int inputs, ConstArray blockBytes, Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static ConcatCall of(int axis, Node node, Lowering lowering) {
    TensorType output = node.output().type();
    int[] blockBytes = node.inputs().stream()
        .map(Value::shape)
        .mapToInt(shape -> shape.product(axis, shape.rank()) * output.dtype().bytes())
        .toArray();
    return new ConcatCall(
        "modelc_concat",
        output.shape().product(0, axis),
        blockBytes.length,
        lowering.array("block_bytes", blockBytes),
        ConstantOperands.of(node, lowering));
  }

  @Override
  public boolean takesInputArray() {
    return true;
  }
}
