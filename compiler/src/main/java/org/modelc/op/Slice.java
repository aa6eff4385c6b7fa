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

/**
 * Takes a regular part of a tensor. One input, one output, any element type.
 *
 * @param starts index of the first element taken, for each axis
 * @param steps distance to the next element taken, for each axis; not 0, may be negative
 * @param shape the output's
 */
public record Slice(List<Integer> starts, List<Integer> steps, Shape shape) implements Op {
  public Slice {
    starts = List.copyOf(starts);
    steps = List.copyOf(steps);
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireOneScale(input);
    Operands.requireRank(shape, input.shape().rank(), "results");
    Operands.requirePerAxis(starts, input.shape(), "starts");
    Operands.requirePerAxis(steps, input.shape(), "steps");
    for (int axis = 0; axis < shape.rank(); axis++) {
      requireInside(axis, input.shape());
    }
    return List.of(input.withShape(shape));
  }

  private void requireInside(int axis, Shape input) {
    if (steps.get(axis) == 0) {
      throw new OpException(Code.E203, "step along axis " + axis + " is 0");
    }
    if (shape.dim(axis) == 0) {
      return;
    }
    long first = starts.get(axis);
    long last = first + (shape.dim(axis) - 1L) * steps.get(axis);
    if (Math.min(first, last) < 0 || Math.max(first, last) >= input.dim(axis)) {
      throw new OpException(Code.E204, "elements " + first + " to " + last + " of axis " + axis + " are not within shape " + input);
    }
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(Movement.slice(this, inputs.get(0), outputs.get(0)));
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
