package org.modelc.op;

import java.util.List;
import java.util.Locale;
import org.modelc.c.BinaryCall;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.PairReference;

/**
 * Operations on the bits of two tensors, element by element, with ONNX's broadcasting. Inputs a, b, both S64, for AND, OR and XOR also both
 * BOOL; output of their type and the broadcast shape.
 */
public record Bitwise(Kind kind) implements Op {
  private static final int BITS = 64;

  /** What becomes of a and b. Shifts by less than 0 or more than 63 shift all bits out. */
  public enum Kind {
    AND((a, b) -> a & b),
    OR((a, b) -> a | b),
    XOR((a, b) -> a ^ b),
    SHIFT_LEFT((a, b) -> isShift(b) ? a << b : 0),
    /** Copies of the sign come in. */
    SHIFT_RIGHT((a, b) -> a >> (isShift(b) ? b : BITS - 1)),
    /** Zeros come in. */
    SHIFT_RIGHT_UNSIGNED((a, b) -> isShift(b) ? a >>> b : 0),
    /** The quotient of the bits as numbers without sign; 0 where b is 0. */
    DIV_UNSIGNED((a, b) -> b == 0 ? 0 : Long.divideUnsigned(a, b)),
    /** What this division leaves; 0 where b is 0. */
    MOD_UNSIGNED((a, b) -> b == 0 ? 0 : Long.remainderUnsigned(a, b));

    private final LongOperator operator;

    Kind(LongOperator operator) {
      this.operator = operator;
    }

    public long apply(long a, long b) {
      return operator.apply(a, b);
    }

    /** Whether it works on truth values. */
    boolean isLogical() {
      return this == AND || this == OR || this == XOR;
    }

    private static boolean isShift(long distance) {
      return distance >= 0 && distance < BITS;
    }
  }

  private interface LongOperator {
    long apply(long a, long b);
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 2);
    DType dtype = Operands.commonDType(inputs);
    if (inputs.get(0).isQuantised() || dtype != DType.S64 && !(dtype == DType.BOOL && kind.isLogical())) {
      throw new OpException(Code.E205, kind + " has no meaning for " + dtype.text());
    }
    return List.of(TensorType.of(dtype, Broadcasting.of(inputs.get(0).shape(), inputs.get(1).shape())));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(PairReference.bitwise(kind, inputs.get(0), inputs.get(1), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    String suffix = "_" + node.output().type().dtype().text();
    return BinaryCall.of("modelc_" + kind.name().toLowerCase(Locale.ROOT) + suffix, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return Elementwise.inPlaceInputs(node);
  }
}
