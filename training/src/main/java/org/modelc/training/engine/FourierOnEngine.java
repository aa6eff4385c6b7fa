package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Fourier;

/** Fourier transforms as products with the matrix of all roots, which have gradients. */
final class FourierOnEngine {
  private FourierOnEngine() {}

  static NDArray apply(Fourier op, Node node, List<NDArray> inputs) {
    org.modelc.ir.Shape input = node.input(0).shape();
    org.modelc.ir.Shape output = node.output().shape();
    int given = input.dim(-2) * input.dim(-1);
    NDArray rows = inputs.get(0).reshape(-1, given);
    return MovementOnEngine.toShape(rows.matMul(matrix(rows, op, input, output)).reshape(inputs.get(0).getShape().get(0), -1), output);
  }

  /** [elements of a row of the input, elements of a row of the result]. */
  private static NDArray matrix(NDArray x, Fourier op, org.modelc.ir.Shape input, org.modelc.ir.Shape output) {
    int rows = input.dim(-2) * input.dim(-1);
    int columns = output.dim(-2) * output.dim(-1);
    float[] matrix = new float[rows * columns];
    for (int i = 0; i < matrix.length; i++) {
      int row = i / columns;
      int column = i % columns;
      matrix[i] = (float) weight(
          op, row / input.dim(-1), row % input.dim(-1), column / output.dim(-1), column % output.dim(-1));
    }
    return x.getManager().create(matrix, new Shape(rows, columns));
  }

  /** What a part (0 real, 1 imaginary) of element {@code from} adds to a part of result {@code to}. */
  private static double weight(Fourier op, int from, int fromPart, int to, int toPart) {
    int length = op.length();
    if (from >= (op.isMirrored() ? length / 2 + 1 : length)) {
      return 0;
    }
    double angle = 2 * Math.PI * ((long) from * to % length) / length * (op.inverse() ? 1 : -1);
    double factor = fromPart == toPart ? Math.cos(angle) : toPart == 0 ? -Math.sin(angle) : Math.sin(angle);
    boolean countsTwice = op.isMirrored() && from > 0 && 2 * from != length;
    return factor * (countsTwice ? 2 : 1) * op.scale();
  }
}
