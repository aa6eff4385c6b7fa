package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.HistoryCall;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;

/**
 * The last rows of a stream. Input: the newest rows, of any element type; output: those behind the rows before, which stay in the arena from one
 * call of the generated function to the next. Axes in front of the rows have size 1.
 *
 * @param axis that counts the rows
 * @param rows of the output, more than the input's
 */
public record History(int axis, int rows) implements Op {
  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireOneScale(input);
    if (axis >= input.shape().rank() || input.shape().product(0, axis) != 1 || rows <= input.shape().dim(axis)) {
      throw new OpException(Code.E204, "the last " + rows + " rows cannot be kept of " + input.shape() + " along axis " + axis);
    }
    return List.of(input.withShape(input.shape().withDim(axis, rows)));
  }

  /** The result of the first call: the rows before are all bits 0. */
  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    byte[] newest = TensorBytes.encode(inputs);
    byte[] window = new byte[outputs.get(0).bytes()];
    System.arraycopy(newest, 0, window, window.length - newest.length, newest.length);
    return TensorBytes.decode(window, outputs);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return HistoryCall.of(node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }
}
