package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.ScanCall;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.reference.ScanReference;

/**
 * Running sum or product along an axis. One input F32 or S64 (which wraps around), one output of its type.
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
    Operands.requireFloatOrLong(input);
    return List.of(input);
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(ScanReference.evaluate(this, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return ScanCall.of(this, node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return List.of(0);
  }
}
