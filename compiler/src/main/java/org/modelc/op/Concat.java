package org.modelc.op;

import java.util.List;
import java.util.Optional;
import org.modelc.c.Call;
import org.modelc.c.ConcatCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.Movement;

/**
 * Joins tensors along one axis. One or more inputs of one element type and quantisation and of shapes that differ in that axis only; one
 * output. Quantised constants may stand among F32 inputs.
 */
public record Concat(int axis) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    if (inputs.isEmpty()) {
      throw new OpException(Code.E203, "has no inputs");
    }
    Shape first = inputs.get(0).shape();
    Operands.requireAxis(axis, first);
    int size = 0;
    for (TensorType input : inputs) {
      Operands.requireRank(input.shape(), first.rank(), "inputs");
      Operands.requireShape(input.shape().withDim(axis, first.dim(axis)), first, "an input (but for axis " + axis + ")");
      size = Math.addExact(size, input.shape().dim(axis));
    }
    return List.of(elementType(inputs).withShape(first.withDim(axis, size)));
  }

  private static TensorType elementType(List<TensorType> inputs) {
    DType dtype = Operands.commonDType(inputs);
    Optional<Quant> quant = dtype.isFloat() ? Optional.empty() : inputs.get(0).quant();
    if (!dtype.isFloat() && !inputs.stream().allMatch(input -> input.dtype() == dtype && input.quant().equals(quant))) {
      throw new OpException(Code.E304, "joins tensors of different quantisation");
    }
    inputs.forEach(Operands::requireOneScale);
    return new TensorType(dtype, Shape.SCALAR, quant);
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(Movement.concat(axis, inputs, outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Operands.requireOneStorage(node);
    return ConcatCall.of(axis, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }
}
