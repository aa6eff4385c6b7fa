package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.problem.Code;

/** Det of small matrices, expanded along the first row. */
final class DeterminantTranslator {
  private static final int LARGEST = 4;

  private DeterminantTranslator() {}

  static Value translate(NodeContext node) {
    Value x = node.input(0);
    int rank = x.shape().rank();
    if (rank < 2 || x.shape().dim(-1) != x.shape().dim(-2) || x.shape().dim(-1) > LARGEST || x.shape().dim(-1) < 1) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + "; square matrices of up to " + LARGEST + " rows are supported");
    }
    int size = x.shape().dim(-1);
    int count = x.shape().elements() / (size * size);
    Value matrices = node.step("matrices", new Reshape(Shape.of(count, size, size)), x);
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      columns.add(i);
    }
    Value determinant = determinant(node, matrices, 0, columns);
    return node.result(new Reshape(new Shape(x.shape().dims().subList(0, rank - 2))), determinant);
  }

  /** Of the rows from {@code row} on and these columns: [count, 1, 1]. */
  private static Value determinant(NodeContext node, Value matrices, int row, List<Integer> columns) {
    Value sum = null;
    for (int i = 0; i < columns.size(); i++) {
      String name = "r" + row + "_c" + columns.get(i);
      Value element = node.step(
          name, new Slice(List.of(0, row, columns.get(i)), List.of(1, 1, 1), Shape.of(matrices.shape().dim(0), 1, 1)), matrices);
      if (columns.size() == 1) {
        return element;
      }
      List<Integer> others = new ArrayList<>(columns);
      others.remove(i);
      Value minor = determinant(node, matrices, row + 1, others);
      Value product = node.step(name + "_product", ArithmeticTranslator.operator(Binary.Kind.MUL), element, minor);
      Binary.Kind sign = i % 2 == 0 ? Binary.Kind.ADD : Binary.Kind.SUB;
      sum = sum == null ? product : node.step(name + "_sum", ArithmeticTranslator.operator(sign), sum, product);
    }
    return sum;
  }
}
