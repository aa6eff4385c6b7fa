package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KeepFirstCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.CountedReference;

/**
 * Puts zeros behind the elements that count. Inputs: x of any element type, count S64 [1]; output as x, in which elements from the count on
 * along the axis stand for 0.
 */
public record KeepFirst(int axis) implements Op {
  public static final int X = 0;
  public static final int COUNT = 1;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 2);
    Operands.requireAxis(axis, inputs.get(X).shape());
    Operands.requireOneScale(inputs.get(X));
    Operands.requireShape(inputs.get(COUNT).shape(), Shape.of(1), "count");
    if (inputs.get(COUNT).dtype() != DType.S64) {
      throw new OpException(Code.E205, "count is " + inputs.get(COUNT) + ", s64 is needed");
    }
    return List.of(inputs.get(X));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(CountedReference.keepFirst(axis, inputs.get(X), inputs.get(COUNT), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return KeepFirstCall.of(axis, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return List.of(X);
  }
}
