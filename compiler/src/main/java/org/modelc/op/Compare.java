package org.modelc.op;

import java.util.List;
import java.util.Locale;
import org.modelc.c.BinaryCall;
import org.modelc.c.Call;
import org.modelc.c.CompareIntegersCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.PairReference;

/**
 * Compares two tensors element by element, with ONNX's broadcasting. Inputs a, b, both F32, S64, or quantised S8 or S16 of any scales; output BOOL
 * of the broadcast shape. With NaN nothing holds.
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
    if (inputs.get(0).isQuantised() && !dtype.isFloat()) {
      inputs.forEach(input -> Operands.requireReal(input, "an operand"));
    } else if (dtype != DType.F32 && dtype != DType.S64) {
      throw new OpException(Code.E205, "compares " + dtype.text() + "; f32, s64, or quantised s8 or s16 is needed");
    }
    return List.of(TensorType.of(DType.BOOL, Broadcasting.of(inputs.get(0).shape(), inputs.get(1).shape())));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(PairReference.compare(kind, inputs.get(0), inputs.get(1), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    TensorType a = node.input(0).type();
    boolean integers = a.isQuantised() && node.input(1).type().dtype() == a.dtype();
    Operands.requireKernel(integers || node.inputs().stream().allMatch(input -> input.isConstant() || !input.type().isQuantised()), node);
    String operand = integers ? a.dtype().text() : a.dtype() == DType.S64 ? "s64" : "f32";
    String kernel = "modelc_" + kind.name().toLowerCase(Locale.ROOT) + "_" + operand;
    return integers ? CompareIntegersCall.of(kernel, node, lowering) : BinaryCall.of(kernel, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.INTEGER;
  }
}
