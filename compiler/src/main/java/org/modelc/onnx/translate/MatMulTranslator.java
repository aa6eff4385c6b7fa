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
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/** MatMul of which one factor is constant: A [...,M,K], B [...,K,N]. */
final class MatMulTranslator {
  private static final Dense DENSE = new Dense(Clamp.NONE);

  private MatMulTranslator() {}

  static Value translate(NodeContext node) {
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

  static Value swapLastAxes(NodeContext node, String suffix, Value value) {
    return node.step(suffix, new Transpose(lastAxesSwapped(value.shape().rank())), value);
  }

  private static List<Integer> lastAxesSwapped(int rank) {
    List<Integer> perm = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.swap(perm, rank - 1, rank - 2);
    return perm;
  }
}
