package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.SelectCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.SelectReference;

/**
 * Elements of x where a condition holds, else of y, with ONNX's broadcasting. Inputs: condition BOOL, x and y of one element type, and
 * quantised alike if they are; output of their type and the broadcast shape.
 */
public record Select() implements Op {
  public static final int CONDITION = 0;
  public static final int X = 1;
  public static final int Y = 2;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 3);
    if (inputs.get(CONDITION).dtype() != DType.BOOL) {
      throw new OpException(Code.E205, "condition is " + inputs.get(CONDITION) + ", bool is needed");
    }
    if (!inputs.get(Y).equals(inputs.get(X).withShape(inputs.get(Y).shape()))) {
      throw new OpException(Code.E205, "mixes element types " + inputs.get(X) + " and " + inputs.get(Y));
    }
    Shape shape = Broadcasting.of(inputs.get(CONDITION).shape(), Broadcasting.of(inputs.get(X).shape(), inputs.get(Y).shape()));
    Operands.requireOneScale(inputs.get(X));
    return List.of(inputs.get(X).withShape(shape));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(SelectReference.evaluate(inputs.get(CONDITION), inputs.get(X), inputs.get(Y), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return SelectCall.of(node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }
}
