package org.modelc.op;

import java.util.List;
import java.util.Optional;
import org.modelc.c.Call;
import org.modelc.c.LookupCall;
import org.modelc.c.Lowering;
import org.modelc.c.RequantiseCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.UnaryReference;

/**
 * Stores quantised integers under another quantisation. Input and output of the same shape: S8 or U8, by table; or S8 and S16, at least one of
 * them S16, by one fixed-point multiplication.
 *
 * @param quant the output's, per tensor
 */
public record Requantise(DType dtype, Quant quant) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    if (!isPossible(input, TensorType.quantised(dtype, input.shape(), quant))) {
      throw new OpException(
          Code.E205, "requantises " + input + " to " + dtype.text() + "; s8 and u8, or s8 and s16 with zero point 0, with one scale are possible");
    }
    Operands.requireOneScale(input);
    return List.of(TensorType.quantised(dtype, input.shape(), quant));
  }

  /** Whether integers of type {@code from} can become integers of type {@code to}. */
  public static boolean isPossible(TensorType from, TensorType to) {
    boolean bytes = isByte(from) && isByte(to);
    return bytes || Operands.isComputedWith(from) && Operands.isComputedWith(to);
  }

  private static boolean isByte(TensorType type) {
    return (type.dtype() == DType.S8 || type.dtype() == DType.U8) && type.quant().map(Quant::isPerTensor).orElse(false);
  }

  private static boolean isByTable(TensorType from, TensorType to) {
    return from.dtype().bytes() == 1 && to.dtype().bytes() == 1;
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    TensorType output = outputs.get(0);
    return List.of(isByTable(inputs.get(0).type(), output)
        ? UnaryReference.byTable(x -> x, inputs.get(0), output)
        : UnaryReference.rescaled(Clamp.NONE, inputs.get(0), output));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return isByTable(node.input(0).type(), node.output().type())
        ? LookupCall.of(x -> x, node, lowering)
        : RequantiseCall.of(Clamp.NONE, node);
  }

  @Override
  public void requireIntegersFit(Node node) {
    if (!isByTable(node.input(0).type(), node.output().type())) {
      AccumulatorCheck.requireRescalingFits(node);
    }
  }

  @Override
  public QuantRule quantRule() {
    return new QuantRule(QuantRule.Kind.FIXED, Optional.of(quant));
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return node.input(0).type().dtype().bytes() == dtype.bytes() ? List.of(0) : List.of();
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return Elementwise.rowWindow(node);
  }
}
