package org.modelc.op;

import java.util.ArrayList;
import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.GatherCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.Movement;

/**
 * Takes slices of a tensor by index. Inputs: data of any element type, indices S64 or S32 of any shape; output
 * {@code data.shape[..axis], indices.shape, data.shape[axis+1..]}.
 *
 * <p>A negative index counts from the end; an index that is still outside stands for the nearest inside, so that no input makes a kernel
 * read beyond its data.
 */
public record Gather(int axis) implements Op {
  public static final int DATA = 0;
  public static final int INDICES = 1;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 2);
    TensorType data = inputs.get(DATA);
    TensorType indices = inputs.get(INDICES);
    Operands.requireOneScale(data);
    Operands.requireAxis(axis, data.shape());
    if (indices.dtype() != DType.S64 && indices.dtype() != DType.S32 || indices.isQuantised()) {
      throw new OpException(Code.E205, "indices are " + indices + ", s64 or s32 is needed");
    }
    if (data.shape().dim(axis) == 0 && indices.elements() > 0) {
      throw new OpException(Code.E204, "axis " + axis + " of " + data.shape() + " has no elements to take");
    }
    List<Integer> dims = new ArrayList<>(data.shape().dims().subList(0, axis));
    dims.addAll(indices.shape().dims());
    dims.addAll(data.shape().dims().subList(axis + 1, data.shape().rank()));
    return List.of(data.withShape(new Shape(dims)));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(Movement.gather(axis, inputs.get(DATA), inputs.get(INDICES), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return GatherCall.of(axis, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }
}
