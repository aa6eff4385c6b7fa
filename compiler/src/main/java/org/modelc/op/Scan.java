package org.modelc.op;

import java.util.List;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.ScanCall;
import org.modelc.c.ScanSumS8Call;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.ScanReference;

/**
 * Running sum or product along an axis. One input F32 or S64 (which wraps around), or for a sum quantised S8 or S16; one output of its type.
 *
 * @param exclusive whether a result leaves out the element at its own place
 * @param reverse whether it runs from the end
 */
public record Scan(Kind kind, int axis, boolean exclusive, boolean reverse) implements Op {
  /** What is computed of the elements. */
  public enum Kind {
    SUM,
    PROD
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireAxis(axis, input.shape());
    Operands.requireRealOrLong(input);
    if (input.isQuantised() && kind != Kind.SUM) {
      throw new OpException(Code.E205, "the running product of " + input + " has no integer form; f32 or s64 is needed");
    }
    return List.of(TensorType.of(input.dtype(), input.shape()));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(ScanReference.evaluate(this, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return node.output().type().isQuantised() ? ScanSumS8Call.of(this, node) : ScanCall.of(this, node);
  }

  @Override
  public void requireIntegersFit(Node node) {
    if (node.output().type().isQuantised()) {
      TensorType input = node.input(0).type();
      AccumulatorCheck.require(
          AccumulatorRange.ofSum(input.shape().dim(axis), input),
          () -> AccumulatorScaling.of(Requantisation.ofMean(input.requireQuant(), node.output().type().requireQuant(), 1)));
    }
  }

  /** Products have no integer form: their range is unbounded. */
  @Override
  public QuantRule quantRule() {
    return kind == Kind.SUM ? QuantRule.OBSERVED : QuantRule.FLOAT_ONLY;
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return List.of(0);
  }
}
