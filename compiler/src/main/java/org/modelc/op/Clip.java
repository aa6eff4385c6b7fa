package org.modelc.op;

import java.util.List;
import java.util.Optional;
import org.modelc.c.Call;
import org.modelc.c.ClipF32Call;
import org.modelc.c.ClipS8Call;
import org.modelc.c.LookupCall;
import org.modelc.c.Lowering;
import org.modelc.c.RequantiseCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.UnaryReference;

/** Bounds every element: Relu, Relu6, Clip. One input and one output of the same shape, of any element type but bool. */
public record Clip(Clamp clamp) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    if (input.dtype() == DType.BOOL) {
      throw new OpException(Code.E205, "Clip has no meaning for bool");
    }
    return List.of(TensorType.of(input.dtype(), input.shape()));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(UnaryReference.clip(clamp, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    TensorType output = node.output().type();
    Operands.requireKernel(Operands.isReal(output), node);
    Operands.requireOneStorage(node);
    if (output.dtype().isFloat()) {
      return ClipF32Call.of(clamp, output);
    }
    if (output.dtype() == DType.S16) {
      return RequantiseCall.of(clamp, node);
    }
    boolean sameIntegers = output.dtype() == DType.S8 && output.equals(node.input(0).type());
    return sameIntegers ? ClipS8Call.of(clamp, output) : LookupCall.of(clamp::apply, node, lowering);
  }

  @Override
  public void requireIntegersFit(Node node) {
    if (node.output().type().isQuantised() && node.output().type().dtype() == DType.S16) {
      AccumulatorCheck.requireRescalingFits(node);
    }
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return List.of(0);
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return Elementwise.rowWindow(node);
  }
}
