package org.modelc.reference;

import org.modelc.ir.Tensor;
import org.modelc.op.Scatter;

/** Reference semantics of {@link Scatter}. */
public final class ScatterReference {
  private ScatterReference() {}

  public static Tensor evaluate(Scatter.Kind kind, Tensor data, Tensor indices, Tensor updates) {
    int size = data.shape().dim(0);
    int block = data.shape().dim(1);
    Tensor result = Movement.expand(data, data.type());
    for (int i = 0; i < indices.elements(); i++) {
      int place = (int) Math.min(Math.max(indices.integer(i), 0), size - 1);
      for (int j = 0; j < block; j++) {
        int to = place * block + j;
        if (kind == Scatter.Kind.REPLACE) {
          Elements.copy(updates, i * block + j, result, to);
        } else {
          result.floats()[to] = kind.apply(result.floats()[to], updates.floats()[i * block + j]);
        }
      }
    }
    return result;
  }
}
