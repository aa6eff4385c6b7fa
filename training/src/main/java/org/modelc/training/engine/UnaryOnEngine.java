package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.op.Unary;
import org.modelc.op.Unary.Kind;

/** Functions of one variable. */
final class UnaryOnEngine implements EngineOperator<Unary> {
  private static final double GELU_SLOPE = Math.sqrt(2 / Math.PI);

  private static final Map<Kind, Function> FUNCTIONS = new EnumMap<>(Kind.class);

  private interface Function {
    NDArray apply(NDArray x, float alpha, float beta);
  }

  static {
    addElementary();
    addActivations();
    addTrigonometric();
  }

  private static void addElementary() {
    FUNCTIONS.put(Kind.ABS, (x, alpha, beta) -> x.abs());
    FUNCTIONS.put(Kind.CEIL, (x, alpha, beta) -> x.ceil());
    FUNCTIONS.put(Kind.ERF, (x, alpha, beta) -> x.erf());
    FUNCTIONS.put(Kind.EXP, (x, alpha, beta) -> x.exp());
    FUNCTIONS.put(Kind.FLOOR, (x, alpha, beta) -> x.floor());
    FUNCTIONS.put(Kind.LOG, (x, alpha, beta) -> x.log());
    FUNCTIONS.put(Kind.NEG, (x, alpha, beta) -> x.neg());
    FUNCTIONS.put(Kind.RECIPROCAL, (x, alpha, beta) -> x.pow(Scalars.of(x, -1)));
    FUNCTIONS.put(Kind.ROUND, (x, alpha, beta) -> x.round());
    FUNCTIONS.put(Kind.SIGN, (x, alpha, beta) -> x.sign());
    FUNCTIONS.put(Kind.SQRT, (x, alpha, beta) -> x.sqrt());
  }

  private static void addTrigonometric() {
    FUNCTIONS.put(Kind.ACOS, (x, alpha, beta) -> x.acos());
    FUNCTIONS.put(Kind.ACOSH, (x, alpha, beta) -> x.add(x.sub(1).sqrt().mul(x.add(1).sqrt())).log());
    FUNCTIONS.put(Kind.ASIN, (x, alpha, beta) -> x.asin());
    FUNCTIONS.put(Kind.ASINH, (x, alpha, beta) -> x.sign().mul(x.abs().add(x.mul(x).add(1).sqrt()).log()));
    FUNCTIONS.put(Kind.ATAN, (x, alpha, beta) -> x.atan());
    FUNCTIONS.put(Kind.ATANH, (x, alpha, beta) -> times(x.add(1).log().sub(x.neg().add(1).log()), 0.5));
    FUNCTIONS.put(Kind.COS, (x, alpha, beta) -> x.cos());
    FUNCTIONS.put(Kind.COSH, (x, alpha, beta) -> x.cosh());
    FUNCTIONS.put(Kind.SIN, (x, alpha, beta) -> x.sin());
    FUNCTIONS.put(Kind.SINH, (x, alpha, beta) -> x.sinh());
    FUNCTIONS.put(Kind.TAN, (x, alpha, beta) -> x.tan());
    FUNCTIONS.put(Kind.TANH, (x, alpha, beta) -> x.tanh());
  }

  private static void addActivations() {
    FUNCTIONS.put(Kind.ELU, (x, alpha, beta) -> elu(x, alpha));
    FUNCTIONS.put(Kind.GELU, (x, alpha, beta) -> times(x.mul(times(x, Math.sqrt(0.5)).erf().add(1)), 0.5));
    FUNCTIONS.put(Kind.GELU_TANH, (x, alpha, beta) -> geluTanh(x));
    FUNCTIONS.put(Kind.HARD_SIGMOID, (x, alpha, beta) -> times(x, alpha).add(beta).clip(0, 1));
    FUNCTIONS.put(Kind.HARD_SWISH, (x, alpha, beta) -> x.mul(times(x, 1.0 / 6).add(0.5).clip(0, 1)));
    FUNCTIONS.put(Kind.LEAKY_RELU, (x, alpha, beta) -> positive(x).add(times(negative(x), alpha)));
    FUNCTIONS.put(Kind.MISH, (x, alpha, beta) -> x.mul(softplus(x).tanh()));
    FUNCTIONS.put(Kind.SELU, (x, alpha, beta) -> times(elu(x, alpha), beta));
    FUNCTIONS.put(Kind.SHRINK, UnaryOnEngine::shrunk);
    FUNCTIONS.put(Kind.SIGMOID, (x, alpha, beta) -> sigmoid(x));
    FUNCTIONS.put(Kind.SILU, (x, alpha, beta) -> x.mul(sigmoid(times(x, alpha))));
    FUNCTIONS.put(Kind.SOFTPLUS, (x, alpha, beta) -> softplus(x));
    FUNCTIONS.put(Kind.SOFTSIGN, (x, alpha, beta) -> x.div(x.abs().add(1)));
    FUNCTIONS.put(Kind.THRESHOLDED_RELU, (x, alpha, beta) -> x.mul(x.gt(alpha).toType(DataType.FLOAT32, false)));
  }

  @Override
  public boolean supports(Unary op, Node node) {
    return FUNCTIONS.containsKey(op.kind());
  }

  @Override
  public NDArray apply(Unary op, Node node, List<NDArray> inputs) {
    return FUNCTIONS.get(op.kind()).apply(inputs.get(0), op.alpha(), op.beta());
  }

  private static NDArray times(NDArray x, double factor) {
    return x.mul(Scalars.of(x, factor));
  }

  private static NDArray shrunk(NDArray x, float alpha, float beta) {
    NDArray below = x.add(beta).mul(x.lt(-alpha).toType(DataType.FLOAT32, false));
    return below.add(x.sub(beta).mul(x.gt(alpha).toType(DataType.FLOAT32, false)));
  }

  private static NDArray positive(NDArray x) {
    return x.maximum(Scalars.of(x, 0));
  }

  private static NDArray negative(NDArray x) {
    return x.minimum(Scalars.of(x, 0));
  }

  private static NDArray sigmoid(NDArray x) {
    return x.getNDArrayInternal().sigmoid();
  }

  private static NDArray elu(NDArray x, float alpha) {
    return positive(x).add(times(negative(x).exp().sub(1), alpha));
  }

  private static NDArray softplus(NDArray x) {
    return positive(x).add(x.abs().neg().exp().add(1).log());
  }

  private static NDArray geluTanh(NDArray x) {
    NDArray inner = times(x.add(times(x.mul(x).mul(x), 0.044715)), GELU_SLOPE);
    return times(x.mul(inner.tanh().add(1)), 0.5);
  }
}
