package org.modelc.op;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.AddScaling;
import org.modelc.arithmetic.QuotientScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.arithmetic.WideAddScaling;
import org.modelc.c.BinaryCall;
import org.modelc.c.BinaryF32Call;
import org.modelc.c.BinaryIntegerCalls;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.BinaryReference;

/**
 * Arithmetic on two tensors, element by element, with ONNX's broadcasting. Inputs a, b; output of the broadcast shape.
 *
 * <p>F32: any kind. S8 or S16 quantised: ADD, SUB, MUL and DIV; MIN and MAX of operands that are quantised alike, which is passed on. Integers that
 * are not quantised: any kind; results wrap around, division by 0 gives 0. Kernels for such integers exist for S64, to which the importer converts
 * narrower ones.
 *
 * @param clamp bounds of the result; none for integers that are not quantised
 */
public record Binary(Kind kind, Clamp clamp) implements Op {
  /** What is computed of a and b. */
  public enum Kind {
    ADD((a, b) -> a + b, (a, b) -> a + b, true),
    SUB((a, b) -> a - b, (a, b) -> a - b, true),
    MUL((a, b) -> a * b, (a, b) -> a * b, true),
    /** Integers: the quotient is truncated towards 0. */
    DIV((a, b) -> a / b, Kind::quotient, true),
    /** A NaN operand gives NaN, as for MAX; of equal operands (0 and -0) the result is b. */
    MIN((a, b) -> a < b || Float.isNaN(a) ? a : b, Math::min, true),
    MAX((a, b) -> a > b || Float.isNaN(a) ? a : b, Math::max, true),
    /** Integers: a negative exponent gives the reciprocal, truncated. */
    POW((a, b) -> (float) Math.pow(a, b), Kind::power, false),
    /** What is left of the division, with the sign of a. */
    REMAINDER((a, b) -> a % b, (a, b) -> b == 0 ? 0 : a % b, false),
    /** What is left of the division, with the sign of b. */
    MOD(Kind::floatModulus, (a, b) -> b == 0 ? 0 : Math.floorMod(a, b), false);

    private final FloatOperator onFloats;
    private final LongOperator onIntegers;
    private final boolean quantisable;

    Kind(FloatOperator onFloats, LongOperator onIntegers, boolean quantisable) {
      this.onFloats = onFloats;
      this.onIntegers = onIntegers;
      this.quantisable = quantisable;
    }

    /** Whether the result is one of the operands, so that integers that stand for reals are compared as they are. */
    public boolean selects() {
      return this == MIN || this == MAX;
    }

    /** The float result; each operation is rounded to float. */
    public float apply(float a, float b) {
      return onFloats.apply(a, b);
    }

    /** The integer result, wrapped to 64 bits. */
    public long apply(long a, long b) {
      return onIntegers.apply(a, b);
    }

    private static long quotient(long a, long b) {
      return b == 0 ? 0 : a / b;
    }

    private static float floatModulus(float a, float b) {
      float rest = a % b;
      if (rest < 0 || rest > 0) {
        return rest < 0 != b < 0 ? rest + b : rest;
      }
      return rest == 0 ? Math.copySign(0f, b) : rest;
    }

    private static long power(long base, long exponent) {
      if (exponent < 0) {
        return base == 1 || base == -1 && exponent % 2 == 0 ? 1 : base == -1 ? -1 : 0;
      }
      long power = 1;
      long square = base;
      for (long rest = exponent; rest > 0; rest >>= 1, square *= square) {
        power *= (rest & 1) == 1 ? square : 1;
      }
      return power;
    }
  }

  private interface FloatOperator {
    float apply(float a, float b);
  }

  private interface LongOperator {
    long apply(long a, long b);
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 2);
    DType dtype = Operands.commonDType(inputs);
    if (dtype == DType.BOOL) {
      throw new OpException(Code.E205, kind + " has no meaning for bool");
    }
    Shape shape = Broadcasting.of(inputs.get(0).shape(), inputs.get(1).shape());
    if (!inputs.get(0).isQuantised() || dtype.isFloat()) {
      return List.of(TensorType.of(dtype, shape));
    }
    inputs.forEach(input -> Operands.requireReal(input, "an operand"));
    if (kind.selects()) {
      Operands.requireOneQuantisation(inputs);
      return List.of(inputs.get(0).withShape(shape));
    }
    return List.of(TensorType.of(dtype, shape));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(BinaryReference.evaluate(this, inputs.get(0), inputs.get(1), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    TensorType output = node.output().type();
    if (output.dtype() == DType.S64) {
      return BinaryCall.of("modelc_" + kind.name().toLowerCase(Locale.ROOT) + "_s64", node, lowering);
    }
    Operands.requireKernel(output.isQuantised() ? kind.quantisable : output.dtype().isFloat(), node);
    Operands.requireOneStorage(node);
    return output.isQuantised() ? BinaryIntegerCalls.of(this, node, lowering) : BinaryF32Call.of(this, node, lowering);
  }

  @Override
  public void requireIntegersFit(Node node) {
    TensorType output = node.output().type();
    if (!output.isQuantised()) {
      return;
    }
    TensorType a = node.input(0).type();
    TensorType b = node.input(1).type();
    switch (kind) {
      case MUL -> AccumulatorCheck.require(
          AccumulatorRange.ofPair(a, b), () -> AccumulatorScaling.of(productScaling(a, b, output)));
      case DIV -> AccumulatorCheck.representable(() -> quotientScaling(a, b, output));
      case ADD, SUB -> AccumulatorCheck.representable(() -> output.dtype() == DType.S16 ? wideSumScaling(a, b, output) : sumScaling(a, b, output));
      default -> { }
    }
  }

  /**
   * The integer arithmetic of ADD and SUB over S8.
   *
   * @throws ArithmeticException if the scales do not fit it
   */
  public AddScaling sumScaling(TensorType a, TensorType b, TensorType output) {
    return AddScaling.of(a.requireQuant(), b.requireQuant(), kind == Kind.SUB ? -1 : 1, output.requireQuant());
  }

  /**
   * The integer arithmetic of ADD and SUB over S16.
   *
   * @throws ArithmeticException if the scales do not fit it
   */
  public WideAddScaling wideSumScaling(TensorType a, TensorType b, TensorType output) {
    return WideAddScaling.of(a.requireQuant(), b.requireQuant(), kind == Kind.SUB ? -1 : 1, output.requireQuant());
  }

  /**
   * The integer arithmetic of MUL over S8 or S16: it scales the product of the operands less their zero points.
   *
   * @throws ArithmeticException if the scales do not fit it
   */
  public Requantisation productScaling(TensorType a, TensorType b, TensorType output) {
    return Requantisation.ofProduct(a.requireQuant(), b.requireQuant(), output.requireQuant());
  }

  /**
   * The integer arithmetic of DIV over S8 or S16.
   *
   * @throws ArithmeticException if the scales do not fit it
   */
  public QuotientScaling quotientScaling(TensorType a, TensorType b, TensorType output) {
    return QuotientScaling.of(output.dtype(), a.requireQuant(), b.requireQuant(), output.requireQuant());
  }

  @Override
  public QuantRule quantRule() {
    if (kind.selects()) {
      return QuantRule.SAME_AS_INPUT;
    }
    return kind.quantisable ? QuantRule.OBSERVED : QuantRule.FLOAT_ONLY;
  }

  /** The activations that have the output's type and shape. */
  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return Elementwise.inPlaceInputs(node);
  }

  /** The same operator with other bounds. */
  public Binary withClamp(Clamp newClamp) {
    return new Binary(kind, newClamp);
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return Elementwise.rowWindow(node);
  }
}
