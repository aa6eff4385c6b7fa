package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/** Matrix products of which one factor is constant. */
final class DenseTranslator {
  private static final Dense DENSE = new Dense(Clamp.NONE);

  private DenseTranslator() {}

  /** MatMul: A [...,M,K], B [...,K,N]. */
  static Value matMul(NodeContext node) {
    Value a = node.input(0);
    Value b = node.input(1);
    if (b.isConstant()) {
      return timesConstant(node, node.real(a), b);
    }
    if (a.isConstant()) {
      return constantTimes(node, a, b);
    }
    throw new OpException(Code.E202, "both factors are computed at run time; one must be constant");
  }

  private static Value timesConstant(NodeContext node, Value a, Value b) {
    if (b.shape().rank() == 1) {
      Value column = node.step("column", new Reshape(Shape.of(b.shape().dim(0), 1)), b);
      Value y = node.principal("column_product", DENSE, a, transposedWeights(node, column), Weights.zeroBias(node, 1));
      return node.result(new Reshape(new Shape(y.shape().dims().subList(0, y.shape().rank() - 1))), y);
    }
    Value matrix = asMatrix(node, b, a.shape().rank());
    return node.result(DENSE, a, transposedWeights(node, matrix), Weights.zeroBias(node, matrix.shape().dim(1)));
  }

  /** {@code A B = (B' A')'}. */
  private static Value constantTimes(NodeContext node, Value a, Value b) {
    Value matrix = asMatrix(node, a, b.shape().rank());
    Value weights = node.constantStep("weights", Weights.symmetric(node, matrix.requireConstant(), 0));
    Value bias = Weights.zeroBias(node, matrix.shape().dim(0));
    if (b.shape().rank() == 1) {
      return node.result(DENSE, b, weights, bias);
    }
    Value y = node.principal("transposed", DENSE, swapLastAxes(node, "input", b), weights, bias);
    return node.result(new Transpose(lastAxesSwapped(y.shape().rank())), y);
  }

  /** A constant factor as a matrix; leading dimensions of 1 do not change the product if the other factor has as many. */
  private static Value asMatrix(NodeContext node, Value constant, int otherRank) {
    int rank = constant.shape().rank();
    if (rank == 2) {
      return constant;
    }
    if (rank < 2 || rank > otherRank || constant.shape().product(0, rank - 2) != 1) {
      throw new OpException(Code.E202, "the constant factor has shape " + constant.shape() + "; a matrix is supported");
    }
    return node.step("matrix", new Reshape(Shape.of(constant.shape().dim(-2), constant.shape().dim(-1))), constant);
  }

  /** [K,N] as weights [N,K]. */
  private static Value transposedWeights(NodeContext node, Value matrix) {
    Tensor weights = Weights.symmetric(node, matrix.requireConstant(), 1);
    return node.step("weights", new Transpose(List.of(1, 0)), node.constantStep("matrix", weights));
  }

  private static Value swapLastAxes(NodeContext node, String suffix, Value value) {
    return node.step(suffix, new Transpose(lastAxesSwapped(value.shape().rank())), value);
  }

  private static List<Integer> lastAxesSwapped(int rank) {
    List<Integer> perm = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.swap(perm, rank - 1, rank - 2);
    return perm;
  }

  /** Gemm: {@code alpha A' B' + beta C} with A' [M,K], B' [K,N], C broadcast to [M,N]. */
  static Value gemm(NodeContext node) {
    Value a = matrix(node, 0, "A");
    Value b = matrix(node, 1, "B");
    boolean transposeA = node.attributes().flag("transA", false);
    boolean transposeB = node.attributes().flag("transB", false);
    float alpha = node.attributes().real("alpha", 1);
    if (b.isConstant()) {
      Value x = transposeA ? swapLastAxes(node, "a", node.real(a)) : node.real(a);
      return gemm(node, x, transposeB ? b : swapLastAxes(node, "b", b), alpha);
    }
    if (a.isConstant()) {
      Value x = transposeB ? b : swapLastAxes(node, "b", b);
      Value weights = scaled(node, transposeA ? swapLastAxes(node, "a", a) : a, alpha);
      Value transposed = node.principal("transposed", DENSE, x, weights, Weights.zeroBias(node, weights.shape().dim(0)));
      return plusC(node, swapLastAxes(node, "product", transposed));
    }
    throw new OpException(Code.E202, "both factors are computed at run time; one must be constant");
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
    Value addend = beta == 1 ? c : node.step("scaled_c", new Binary(Binary.Kind.MUL, Clamp.NONE), c, node.constantStep("beta", Constants.scalar(beta)));
    return node.result(new Binary(Binary.Kind.ADD, Clamp.NONE), product, addend);
  }
}
