package org.modelc.op;

import java.util.ArrayList;
import java.util.List;
import org.modelc.c.ArgMaxCall;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.ArgMaxReference;

/**
 * Index of the largest element along an axis. Input: x of any shape of rank 1 or more and any type but BOOL; output: S64 in x's shape with
 * the axis 1 ({@code keepDims}) or left out.
 *
 * <p>A NaN is the largest only where it is the first element.
 *
 * @param axis non-negative
 * @param selectLast whether the last of equal elements counts, not the first
 */
public record ArgMax(int axis, boolean keepDims, boolean selectLast) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireOrdered(input, "input");
    Operands.requireAxis(axis, input.shape());
    if (input.shape().dim(axis) == 0) {
      throw new OpException(Code.E204, "input has shape " + input.shape() + ", without elements along axis " + axis);
    }
    List<Integer> dims = new ArrayList<>(input.shape().dims());
    dims.remove(axis);
    if (keepDims) {
      dims.add(axis, 1);
    }
    return List.of(TensorType.of(DType.S64, new Shape(dims)));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(ArgMaxReference.evaluate(this, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    TensorType type = node.input(0).type();
    if (type.dtype() != DType.F32 && type.dtype() != DType.S8 && type.dtype() != DType.S16) {
      throw new OpException(Code.E205, "input: f32, s8 or s16 is needed, not " + type);
    }
    return ArgMaxCall.of(this, node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.INTEGER;
  }
}
