package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.ScatterCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.ScatterReference;

/**
 * Replaces blocks of a tensor, or joins others with them, at places given by index. Inputs: data [size, block] of any element type, indices
 * S64 [n], updates [n, block] of data's type and quantisation; output as data. Updates are applied in order; an index outside stands for the nearest inside.
 */
public record Scatter(Kind kind) implements Op {
  public static final int DATA = 0;
  public static final int INDICES = 1;
  public static final int UPDATES = 2;

  /** What becomes of an element x and the update y; all but REPLACE for F32 only. */
  public enum Kind {
    REPLACE((x, y) -> y),
    ADD((x, y) -> x + y),
    MUL((x, y) -> x * y),
    MIN((x, y) -> x < y ? x : y),
    MAX((x, y) -> x > y ? x : y);

    private final FloatOperator operator;

    Kind(FloatOperator operator) {
      this.operator = operator;
    }

    public float apply(float x, float y) {
      return operator.apply(x, y);
    }
  }

  private interface FloatOperator {
    float apply(float x, float y);
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 3);
    TensorType data = inputs.get(DATA);
    TensorType updates = inputs.get(UPDATES);
    Operands.requireRank(data.shape(), 2, "data");
    if (inputs.get(INDICES).dtype() != DType.S64) {
      throw new OpException(Code.E205, "indices are " + inputs.get(INDICES) + ", s64 is needed");
    }
    Operands.requireOneScale(data);
    if (!updates.equals(data.withShape(updates.shape())) || kind != Kind.REPLACE && data.dtype() != DType.F32) {
      throw new OpException(Code.E205, kind + " of " + data + " and " + updates + " has no kernel");
    }
    Operands.requireShape(updates.shape(), Shape.of(inputs.get(INDICES).elements(), data.shape().dim(1)), "updates");
    return List.of(data);
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(ScatterReference.evaluate(kind, inputs.get(DATA), inputs.get(INDICES), inputs.get(UPDATES)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return ScatterCall.of(kind, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return kind == Kind.REPLACE ? QuantRule.SAME_AS_INPUT : QuantRule.FLOAT_ONLY;
  }
}
