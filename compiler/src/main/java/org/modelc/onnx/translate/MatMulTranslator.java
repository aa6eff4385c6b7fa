package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.op.MatMul;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/** MatMul: A [...,M,K], B [...,K,N]. Where a factor is a constant matrix it becomes the weights of a Dense. */
final class MatMulTranslator {
  private static final Dense DENSE = new Dense(Clamp.NONE);

  private MatMulTranslator() {}

  static Value translate(NodeContext node) {
    Value a = node.input(0);
    Value b = node.input(1);
    if (b.isConstant() && isMatrix(b, a) && a.shape().rank() > 0) {
      return timesConstant(node, node.real(a), b);
    }
    if (a.isConstant() && a.shape().rank() > 1 && isMatrix(a, b) && b.shape().rank() > 0) {
      return constantTimes(node, a, b);
    }
    return general(node, node.real(a), node.real(b));
  }

  /** Whether a constant factor is a matrix or vector, but for leading dimensions of 1 that do not change the product. */
  private static boolean isMatrix(Value constant, Value other) {
    int rank = constant.shape().rank();
    return rank == 1 || rank >= 2 && rank <= Math.max(2, other.shape().rank()) && constant.shape().product(0, rank - 2) == 1;
  }

  /** The product by numpy's rules: a vector is a row on the left and a column on the right, and has no axis in the result. */
  static Value general(NodeContext node, Value a, Value b) {
    int rankA = a.shape().rank();
    int rankB = b.shape().rank();
    if (rankA == 0 || rankB == 0) {
      throw new OpException(Code.E204, "a factor is a scalar");
    }
    int rank = Math.max(2, Math.max(rankA, rankB));
    Value left = node.step("left", new Reshape(withRank(a.shape(), rank, false)), a);
    Value right = node.step("right", new Reshape(withRank(b.shape(), rank, true)), b);
    if (rankA > 1 && rankB > 1) {
      return node.result(new MatMul(), left, right);
    }
    Value product = node.principal("product", new MatMul(), left, right);
    List<Integer> dims = new ArrayList<>(product.shape().dims());
    if (rankB == 1) {
      dims.remove(dims.size() - 1);
    }
    if (rankA == 1) {
      dims.remove(dims.size() - (rankB == 1 ? 1 : 2));
    }
    return node.result(new Reshape(new Shape(dims)), product);
  }

  private static Shape withRank(Shape shape, int rank, boolean vectorIsColumn) {
    List<Integer> dims = new ArrayList<>(shape.dims());
    if (dims.size() == 1) {
      dims.add(vectorIsColumn ? 1 : 0, 1);
    }
    while (dims.size() < rank) {
      dims.add(0, 1);
    }
    return new Shape(dims);
  }

  private static Value timesConstant(NodeContext node, Value a, Value b) {
    if (b.shape().rank() == 1) {
      Value column = node.step("column", new Reshape(Shape.of(b.shape().dim(0), 1)), b);
      Value y = node.principal("column_product", DENSE, a, transposedWeights(node, column), Weights.zeroBias(node, 1));
      return node.result(new Reshape(new Shape(y.shape().dims().subList(0, y.shape().rank() - 1))), y);
    }
    Value matrix = asMatrix(node, b);
    return node.result(DENSE, a, transposedWeights(node, matrix), Weights.zeroBias(node, matrix.shape().dim(1)));
  }

  /** {@code A B = (B' A')'}. */
  private static Value constantTimes(NodeContext node, Value a, Value b) {
    Value matrix = asMatrix(node, a);
    Value weights = node.constantStep("weights", Weights.symmetric(node, matrix.requireConstant(), 0));
    Value bias = Weights.zeroBias(node, matrix.shape().dim(0));
    if (b.shape().rank() == 1) {
      return node.result(DENSE, b, weights, bias);
    }
    Value y = node.principal("transposed", DENSE, swapLastAxes(node, "input", b), weights, bias);
    return node.result(new Transpose(lastAxesSwapped(y.shape().rank())), y);
  }

  /** A constant factor for which {@link #isMatrix} holds as a matrix. */
  private static Value asMatrix(NodeContext node, Value constant) {
    if (constant.shape().rank() == 2) {
      return constant;
    }
    return node.step("matrix", new Reshape(Shape.of(constant.shape().dim(-2), constant.shape().dim(-1))), constant);
  }

  /** [K,N] as weights [N,K]. */
  private static Value transposedWeights(NodeContext node, Value matrix) {
    Tensor weights = Weights.symmetric(node, matrix.requireConstant(), 1);
    return node.step("weights", new Transpose(List.of(1, 0)), node.constantStep("matrix", weights));
  }

  static Value swapLastAxes(NodeContext node, String suffix, Value value) {
    return node.step(suffix, new Transpose(lastAxesSwapped(value.shape().rank())), value);
  }

  private static List<Integer> lastAxesSwapped(int rank) {
    List<Integer> perm = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.swap(perm, rank - 1, rank - 2);
    return perm;
  }
}
