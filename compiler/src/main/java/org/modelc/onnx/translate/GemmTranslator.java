package org.modelc.onnx.translate;

import java.util.Optional;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.op.MatMul;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Gemm: {@code alpha A' B' + beta C} with A' [M,K], B' [K,N], C broadcast to [M,N]. */
final class GemmTranslator {
  private static final Dense DENSE = new Dense(Clamp.NONE);

  private GemmTranslator() {}

  static Value translate(NodeContext node) {
    Value a = matrix(node, 0, "A");
    Value b = matrix(node, 1, "B");
    boolean transposeA = node.attributes().flag("transA", false);
    boolean transposeB = node.attributes().flag("transB", false);
    float alpha = node.attributes().real("alpha", 1);
    if (b.isConstant()) {
      Value x = transposeA ? MatMulTranslator.swapLastAxes(node, "a", node.real(a)) : node.real(a);
      return gemm(node, x, transposeB ? b : MatMulTranslator.swapLastAxes(node, "b", b), alpha);
    }
    if (a.isConstant()) {
      Value x = transposeB ? b : MatMulTranslator.swapLastAxes(node, "b", b);
      Value weights = scaled(node, transposeA ? MatMulTranslator.swapLastAxes(node, "a", a) : a, alpha);
      Value transposed = node.principal("transposed", DENSE, x, weights, Weights.zeroBias(node, weights.shape().dim(0)));
      return plusC(node, MatMulTranslator.swapLastAxes(node, "product", transposed));
    }
    Value product = node.principal(
        "product", new MatMul(), transposeA ? MatMulTranslator.swapLastAxes(node, "a", a) : a,
        transposeB ? MatMulTranslator.swapLastAxes(node, "b", b) : b);
    return plusC(node, alpha == 1 ? product : scaledProduct(node, product, alpha));
  }

  private static Value scaledProduct(NodeContext node, Value product, float alpha) {
    return node.step(
        "scaled", ArithmeticTranslator.operator(Binary.Kind.MUL), product, node.constantStep("alpha", Constants.scalar(alpha)));
  }

  private static Value matrix(NodeContext node, int index, String what) {
    Value value = node.input(index);
    if (value.shape().rank() != 2) {
      throw new OpException(Code.E204, "input \"" + what + "\" has shape " + value.shape() + ", rank 2 is needed");
    }
    return value;
  }

  /** @param b constant, [N,K] */
  private static Value gemm(NodeContext node, Value x, Value b, float alpha) {
    Value weights = scaled(node, b, alpha);
    int outputs = weights.shape().dim(0);
    Optional<Value> bias = bias(node, outputs);
    if (bias.isPresent()) {
      return node.result(DENSE, x, weights, bias.get());
    }
    return plusC(node, node.principal("product", DENSE, x, weights, Weights.zeroBias(node, outputs)));
  }

  /** @param matrix constant weights [O,K] */
  private static Value scaled(NodeContext node, Value matrix, float alpha) {
    Tensor weights = Weights.symmetric(node, matrix.requireConstant(), 0);
    return node.constantStep("weights", alpha == 1 ? weights : Constants.map(weights, element -> element * alpha));
  }

  /** C as a bias, where it is a constant that is the same for all rows. */
  private static Optional<Value> bias(NodeContext node, int outputs) {
    float beta = node.attributes().real("beta", 1);
    Optional<Value> c = node.optional(2);
    if (c.isEmpty() || beta == 0) {
      return Optional.of(Weights.zeroBias(node, outputs));
    }
    int elements = c.get().shape().elements();
    boolean oneRow = c.get().shape().rank() == 0 || c.get().shape().dim(-1) == elements;
    if (!c.get().isConstant() || !oneRow || elements != outputs && elements != 1) {
      return Optional.empty();
    }
    if (beta == 1 && elements == outputs) {
      return Optional.of(Weights.usableBias(node, Weights.flattened(node, c.get())));
    }
    return Optional.of(node.constantStep("bias", repeated(c.get().requireConstant(), outputs, beta)));
  }

  private static Tensor repeated(Tensor c, int outputs, float beta) {
    float[] bias = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      bias[i] = beta * (float) c.real(c.elements() == 1 ? 0 : i);
    }
    return Tensor.f32(Shape.of(outputs), bias);
  }

  private static Value plusC(NodeContext node, Value product) {
    float beta = node.attributes().real("beta", 1);
    Value c = node.optional(2).orElseGet(() -> node.constantStep("zero", Constants.scalar(0)));
    Value addend = beta == 1
        ? c
        : node.step("scaled_c", ArithmeticTranslator.operator(Binary.Kind.MUL), c, node.constantStep("beta", Constants.scalar(beta)));
    return node.result(ArithmeticTranslator.operator(Binary.Kind.ADD), product, addend);
  }
}
