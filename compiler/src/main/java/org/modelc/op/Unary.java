package org.modelc.op;

import java.util.List;
import java.util.Optional;
import org.modelc.arithmetic.ErrorFunction;
import org.modelc.c.Call;
import org.modelc.c.LookupCall;
import org.modelc.c.Lowering;
import org.modelc.c.UnaryF32Call;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.UnaryReference;

/**
 * A function of one variable applied to each element. One input and one output of the same shape.
 *
 * <p>F32: the function is computed in double and rounded to float, but for kinds that say otherwise. Quantised: a table of 256 entries.
 * NEG, ABS and SIGN also take integers that are not quantised.
 *
 * @param alpha first parameter of the function, 0 where it has none
 * @param beta second parameter of the function, 0 where it has none
 */
public record Unary(Kind kind, float alpha, float beta) implements Op {
  /** The function of x; to add one, add it here and a kernel {@code modelc_<kind>_f32}. */
  public enum Kind {
    ABS((x, alpha, beta) -> Math.abs(x)),
    ACOS((x, alpha, beta) -> Math.acos(x)),
    ACOSH((x, alpha, beta) -> Math.log(x + Math.sqrt(x - 1) * Math.sqrt(x + 1))),
    ASIN((x, alpha, beta) -> Math.asin(x)),
    ASINH((x, alpha, beta) -> Math.copySign(asinh(Math.abs(x)), x)),
    ATAN((x, alpha, beta) -> Math.atan(x)),
    ATANH((x, alpha, beta) -> 0.5 * Math.log1p(2 * x / (1 - x))),
    CEIL((x, alpha, beta) -> Math.ceil(x)),
    COS((x, alpha, beta) -> Math.cos(x)),
    COSH((x, alpha, beta) -> Math.cosh(x)),
    /** {@code x >= 0 ? x : alpha (e^x - 1)}. */
    ELU((x, alpha, beta) -> x >= 0 ? x : alpha * Math.expm1(x)),
    ERF((x, alpha, beta) -> ErrorFunction.erf(x)),
    EXP((x, alpha, beta) -> Math.exp(x)),
    FLOOR((x, alpha, beta) -> Math.floor(x)),
    /** {@code x Phi(x)} with the distribution function of the normal distribution. */
    GELU((x, alpha, beta) -> 0.5 * x * ErrorFunction.erfc(-x * Math.sqrt(0.5))),
    /** The approximation of GELU by tanh: {@code x / 2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}. */
    GELU_TANH((x, alpha, beta) -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
    /** {@code alpha x + beta} within 0 and 1; in F32 every operation is rounded to float. */
    HARD_SIGMOID(
        (x, alpha, beta) -> Math.min(Math.max(alpha * x + beta, 0), 1),
        (x, alpha, beta) -> new Clamp(0, 1).apply(alpha * x + beta)),
    /** {@code x (x / 6 + 1/2)} with the factor in brackets within 0 and 1; in F32 every operation is rounded to float. */
    HARD_SWISH(
        (x, alpha, beta) -> x * Math.min(Math.max(x / 6 + 0.5, 0), 1),
        (x, alpha, beta) -> x * new Clamp(0, 1).apply(x / 6 + 0.5f)),
    /** {@code x >= 0 ? x : alpha x}. */
    LEAKY_RELU((x, alpha, beta) -> x >= 0 ? x : alpha * x),
    LOG((x, alpha, beta) -> Math.log(x)),
    /** {@code x tanh(softplus(x))}. */
    MISH((x, alpha, beta) -> x * Math.tanh(softplus(x))),
    NEG((x, alpha, beta) -> -x),
    RECIPROCAL((x, alpha, beta) -> 1 / x),
    /** To the nearest integer, half to even. */
    ROUND((x, alpha, beta) -> Math.rint(x)),
    /** {@code beta (x > 0 ? x : alpha (e^x - 1))}. */
    SELU((x, alpha, beta) -> beta * (x > 0 ? x : alpha * Math.expm1(x))),
    /** {@code x < -alpha ? x + beta : x > alpha ? x - beta : 0}; in F32 rounded to float. */
    SHRINK(
        (x, alpha, beta) -> x < -alpha ? x + beta : x > alpha ? x - beta : 0,
        (x, alpha, beta) -> x < -alpha ? x + beta : x > alpha ? x - beta : 0),
    SIGMOID((x, alpha, beta) -> sigmoid(x)),
    SIGN((x, alpha, beta) -> Math.signum(x)),
    /** {@code x sigmoid(alpha x)}. */
    SILU((x, alpha, beta) -> x * sigmoid(alpha * x)),
    SIN((x, alpha, beta) -> Math.sin(x)),
    SINH((x, alpha, beta) -> Math.sinh(x)),
    /** {@code log(1 + e^x)}. */
    SOFTPLUS((x, alpha, beta) -> softplus(x)),
    /** {@code x / (1 + |x|)}; in F32 every operation is rounded to float. */
    SOFTSIGN((x, alpha, beta) -> x / (1 + Math.abs(x)), (x, alpha, beta) -> x / (1 + Math.abs(x))),
    SQRT((x, alpha, beta) -> Math.sqrt(x)),
    TAN((x, alpha, beta) -> Math.tan(x)),
    TANH((x, alpha, beta) -> Math.tanh(x)),
    /** {@code x > alpha ? x : 0}. */
    THRESHOLDED_RELU((x, alpha, beta) -> x > alpha ? x : 0);

    private final DoubleFunction inDouble;
    private final FloatFunction inFloat;

    Kind(DoubleFunction inDouble) {
      this(inDouble, (x, alpha, beta) -> (float) inDouble.apply(x, alpha, beta));
    }

    Kind(DoubleFunction inDouble, FloatFunction inFloat) {
      this.inDouble = inDouble;
      this.inFloat = inFloat;
    }

    /** Of positives: without cancellation near 0, and without a square that overflows. */
    private static double asinh(double x) {
      return x > 1e8 ? Math.log(x) + Math.log(2) : Math.log1p(x + x * x / (1 + Math.sqrt(x * x + 1)));
    }

    private static double sigmoid(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    private static double softplus(double x) {
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
  }

  private interface DoubleFunction {
    double apply(double x, double alpha, double beta);
  }

  private interface FloatFunction {
    float apply(float x, float alpha, float beta);
  }

  /** A function without parameters. */
  public static Unary of(Kind kind) {
    return new Unary(kind, 0, 0);
  }

  /** The function's value in double precision; tables are made of it. */
  public double apply(double x) {
    return kind.inDouble.apply(x, alpha, beta);
  }

  /** The F32 semantics. */
  public float apply(float x) {
    return kind.inFloat.apply(x, alpha, beta);
  }

  /**
   * The semantics for integers that are not quantised, wrapped to 64 bits.
   *
   * @throws OpException for kinds other than NEG, ABS and SIGN
   */
  public long apply(long x) {
    return switch (kind) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Long.signum(x);
      default -> throw new OpException(Code.E205, kind + " has no meaning for integers");
    };
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    boolean onIntegers = input.dtype().isInteger() && (kind == Kind.NEG || kind == Kind.ABS || kind == Kind.SIGN);
    if (!Operands.isReal(input) && !onIntegers) {
      throw new OpException(Code.E205, kind + " has no meaning for " + input.dtype().text());
    }
    if (input.isQuantised() && input.dtype().bytes() > 1) {
      throw new OpException(Code.E205, kind + " works by table, for 8 bits, not " + input);
    }
    return List.of(TensorType.of(input.dtype(), input.shape()));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(UnaryReference.evaluate(this, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    TensorType output = node.output().type();
    Operands.requireKernel(Operands.isReal(output), node);
    Operands.requireOneStorage(node);
    return output.isQuantised() ? LookupCall.of(this::apply, node, lowering) : UnaryF32Call.of(this, node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return List.of(0);
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return Elementwise.rowWindow(node);
  }
}
