package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.MoveCall;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.Movement;

/** Repeats a tensor along axes where it has one element, and along new first axes. One input, one output, any element type. */
public record Expand(Shape shape) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    Operands.requireOneScale(inputs.get(0));
    if (!Broadcasting.of(inputs.get(0).shape(), shape).equals(shape)) {
      throw new OpException(Code.E204, "shape " + inputs.get(0).shape() + " does not broadcast to " + shape);
    }
    return List.of(inputs.get(0).withShape(shape));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(Movement.expand(inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return MoveCall.of(this, node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }
}
