package org.modelc.reference;

import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Reference semantics of {@link org.modelc.op.Select}. */
public final class SelectReference {
  private SelectReference() {}

  public static Tensor evaluate(Tensor condition, Tensor x, Tensor y, TensorType outputType) {
    TensorType conditionType = TensorType.of(condition.type().dtype(), outputType.shape());
    Tensor chosen = Movement.expand(condition, conditionType);
    Tensor fromX = Movement.expand(x, outputType);
    Tensor result = Movement.expand(y, outputType);
    for (int i = 0; i < result.elements(); i++) {
      if (chosen.integer(i) != 0) {
        Elements.copy(fromX, i, result, i);
      }
    }
    return result;
  }
}
