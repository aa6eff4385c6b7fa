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
 * Compares two tensors element by element, with ONNX's broadcasting. Inputs a, b, both F32 or both S64; output BOOL of the broadcast shape.
 * With NaN nothing holds.
 */
public record Compare(Kind kind) implements Op {
  /** What is asked of a and b. */
  public enum Kind {
    EQUAL((a, b) -> a == b, (a, b) -> a == b),
    LESS((a, b) -> a < b, (a, b) -> a < b),
    LESS_OR_EQUAL((a, b) -> a <= b, (a, b) -> a <= b);

    private final FloatQuestion onFloats;
    private final LongQuestion onIntegers;

    Kind(FloatQuestion onFloats, LongQuestion onIntegers) {
      this.onFloats = onFloats;
      this.onIntegers = onIntegers;
    }

    public boolean holds(float a, float b) {
      return onFloats.holds(a, b);
    }

    public boolean holds(long a, long b) {
      return onIntegers.holds(a, b);
    }
  }

  private interface FloatQuestion {
    boolean holds(float a, float b);
  }

  private interface LongQuestion {
    boolean holds(long a, long b);
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 2);
    DType dtype = Operands.commonDType(inputs);
    if (dtype != DType.F32 && dtype != DType.S64) {
      throw new OpException(Code.E205, "compares " + dtype.text() + "; f32 or s64 is needed");
    }
    return List.of(TensorType.of(DType.BOOL, Broadcasting.of(inputs.get(0).shape(), inputs.get(1).shape())));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(PairReference.compare(kind, inputs.get(0), inputs.get(1), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    String operand = node.input(0).type().dtype() == DType.S64 ? "_s64" : "_f32";
    return BinaryCall.of("modelc_" + kind.name().toLowerCase(Locale.ROOT) + operand, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }
}
